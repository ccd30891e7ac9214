"""The start page: go on with the last dossier, open a recent one, or begin."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, QEvent, QLocale, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QFont, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from briefbuilder.ui.desktop import show_in_folder
from briefbuilder.ui.frame.recents import RecentDossier, RecentDossiers
from briefbuilder.ui.fuzzy import fold_text
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import date_words
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.chip import dot_colour
from briefbuilder.ui.widgets.controls import SearchField, push_button, repolish, set_icon
from briefbuilder.ui.widgets.icons import draw_icon, themed_icon
from briefbuilder.ui.widgets.labels import ElidedLabel, draw_elided, sized_font
from briefbuilder.ui.widgets.layouts import STRETCH, add_layout, column_layout, row_layout
from briefbuilder.ui.widgets.menus import add_entry, show_menu
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip

_WIDTH, _CARD_HEIGHT, _CARDS, _COLUMN = 992, 112, 6, 300
"""Design pixels of the page and of a card, the most cards, and the least width of a column of cards."""
_WEEK = 7


def folder_text(path: Path) -> str:
    """Return the folder of a file, short if it is in the user's own folder."""
    folder = path.parent
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


class DayTexts:
    """Says when something was, as people do: today with the time, yesterday, the day of the week, or the date."""

    def __init__(self, today: str, yesterday: str, locale: QLocale | None = None) -> None:
        """Create the texts; `today` contains {time}."""
        self._today, self._yesterday = today, yesterday
        self._locale = locale or QLocale()

    def text(self, moment: str, now: datetime | None = None) -> str:
        """Return the text of an ISO 8601 moment, or an empty text for anything else and for a day in the future.

        The clock of the computer may have been wrong.
        """
        try:
            then = datetime.fromisoformat(moment).astimezone()
        except (ValueError, OverflowError):
            return ""
        now = now or datetime.now().astimezone()
        days = (now.date() - then.date()).days
        if days < 0:
            return ""
        if days == 0:
            time = QDateTime.fromSecsSinceEpoch(int(then.timestamp()))
            return self._today.format(time=date_words(time, self._locale, "HH:mm"))
        if days == timedelta(days=1).days:
            return self._yesterday
        if days < _WEEK:
            name = self._locale.dayName(then.isoweekday())
            return name[:1].upper() + name[1:]
        return date_words(then.date(), self._locale, "d MMM" if then.year == now.year else "d MMM yyyy")


class RecentCard(QAbstractButton):
    """A recent dossier: its name, folder, what it holds, and its topics as a strip of colours."""

    removal_requested = Signal()

    def __init__(self, dossier: RecentDossier, counts: str, day: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.dossier = dossier
        self._counts, self._day, self._theme = counts, day, theme
        self.setFixedHeight(theme.px(_CARD_HEIGHT))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        name = plain_text(dossier.path.stem)
        self.setAccessibleName(name)
        self.setAccessibleDescription(plain_text(f"{folder_text(dossier.path)}, {counts}, {day}"))
        set_tip(self, str(dossier.path))

    def sizeHint(self) -> QSize:
        """Return the least size of a card."""
        return QSize(self._theme.px(_COLUMN), self._theme.px(_CARD_HEIGHT))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what else can be done with the dossier."""
        menu = QMenu(self)
        add_entry(menu, self.tr("&Open"), self.click)
        add_entry(menu, self.tr("&Show in folder"), partial(show_in_folder, self.dossier.path))
        add_entry(menu, self.tr("&Remove from this list"), self.removal_requested.emit)
        show_menu(menu, event.globalPos())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, px = self._theme.colours, self._theme.px
        has_ring = self.property("ring") is True
        painter.setPen(QPen(colours.colour("accent" if has_ring else "line"), 2 if has_ring else 1))
        painter.setBrush(colours.colour("hover" if self.underMouse() else "paper"))
        edge = 1.0 if has_ring else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), px(10), px(10))
        inner = QRectF(self.rect()).adjusted(px(16), px(12), -px(16), -px(12))
        self._draw_name(painter, inner)
        painter.setFont(sized_font(self.font(), px(12), QFont.Weight.Normal))
        painter.setPen(colours.colour("muted"))
        below = QRectF(inner.left(), inner.top() + px(24), inner.width(), px(18))
        self._write(painter, below, folder_text(self.dossier.path))
        line = QRectF(inner.left(), inner.bottom() - px(26), inner.width(), px(18))
        day_width = painter.fontMetrics().horizontalAdvance(self._day) + px(8)
        self._write(painter, line, self._day, at_end=True)
        painter.setPen(colours.colour("text"))
        room = (
            line.adjusted(day_width, 0, 0, 0) if self.isRightToLeft() else line.adjusted(0, 0, -day_width, 0)
        )
        holder = self.dossier.holder
        held = self.tr("Open with {user}").format(user=holder) if holder else self._counts
        self._write(painter, room, held)
        self._draw_topics(painter, QRectF(inner.left(), inner.bottom() - px(4), inner.width(), px(4)))

    def _draw_name(self, painter: QPainter, inner: QRectF) -> None:
        px, theme = self._theme.px, self._theme
        size, is_rtl = px(16), self.isRightToLeft()
        row = QRectF(inner.left(), inner.top(), inner.width(), px(20))
        start = row.right() - size if is_rtl else row.left()
        end = row.left() if is_rtl else row.right() - size
        top = row.center().y() - size / 2
        draw_icon(painter, "library", QRectF(start, top, size, size), theme, "accent")
        if self.dossier.holder:
            draw_icon(painter, "lock", QRectF(end, top, size, size), theme, "muted")
        painter.setFont(sized_font(self.font(), px(14), QFont.Weight.DemiBold))
        painter.setPen(theme.colours.colour("text"))
        lead, tail = px(24), px(24) if self.dossier.holder else 0
        room = row.adjusted(tail, 0, -lead, 0) if is_rtl else row.adjusted(lead, 0, -tail, 0)
        self._write(painter, room, plain_text(self.dossier.path.stem))

    def _draw_topics(self, painter: QPainter, bar: QRectF) -> None:
        topics = self.dossier.summary.topics
        total = sum(count for _, count in topics)
        gap, x = 2.0, bar.left()
        painter.setPen(Qt.PenStyle.NoPen)
        if not total:
            painter.setBrush(self._theme.colours.colour("line"))
            painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2)
        for colour, count in topics:
            width = (bar.width() + gap) * count / total
            painter.setBrush(dot_colour(colour, self._theme))
            painter.drawRoundedRect(QRectF(x, bar.top(), max(2.0, width - gap), bar.height()), 2, 2)
            x += width

    def _write(self, painter: QPainter, room: QRectF, text: str, *, at_end: bool = False) -> None:
        is_rtl = at_end != self.isRightToLeft()
        draw_elided(painter, room, text, is_rtl=is_rtl, mode=Qt.TextElideMode.ElideMiddle)


class _PagePicture(QWidget):
    """A page with lines, as a picture of a briefing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.colours: tuple[str, ...] = ()
        self.setFixedSize(theme.px(112), theme.px(150))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, colours = self._theme.px, self._theme.colours
        page = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(colours.colour("line"))
        painter.setBrush(colours.colour("raised"))
        painter.drawRoundedRect(page, px(6), px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        inner = page.adjusted(px(14), px(16), -px(14), 0)
        y = inner.top()
        painter.setBrush(colours.colour("muted"))
        painter.drawRoundedRect(QRectF(inner.left(), y, inner.width() * 0.7, px(5)), 2, 2)
        y += px(16)
        for colour in (*self.colours, "", "")[:3]:
            painter.setBrush(dot_colour(colour, self._theme) if colour else colours.colour("field_edge"))
            painter.drawRoundedRect(QRectF(inner.left(), y, inner.width() * 0.4, px(4)), 2, 2)
            y += px(9)
            painter.setBrush(colours.colour("line"))
            for share in (1.0, 0.94, 0.6):
                painter.drawRoundedRect(QRectF(inner.left(), y, inner.width() * share, px(3)), 1, 1)
                y += px(7)
            y += px(5)


class _Step(QWidget):
    """A pictogram with a title and a sentence."""

    def __init__(self, icon: str, title: str, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        head = PlainLabel(title, self, role="strong")
        words = PlainLabel(text, self, role="muted", wraps=True)
        column = column_layout(None, head, words, STRETCH, gap=theme.px(2))
        row = row_layout(self)
        row.addSpacing(theme.px(56))
        add_layout(row, column, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pictogram on its ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, size = self._theme.px, self._theme.px(44)
        left = self.width() - size if self.isRightToLeft() else 0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours.colour("selected"))
        painter.drawRoundedRect(QRectF(left, 0, size, size), px(10), px(10))
        icon = px(22)
        place = QRectF(left + (size - icon) / 2, (size - icon) / 2, icon, icon)
        draw_icon(painter, self._icon, place, self._theme, "accent")


class ContinueCard(QFrame):
    """The dossier that was open last."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.setProperty("surface", "card")
        caption = PlainLabel(self.tr("Continue where you left off"), self, role="caption")
        self._name = ElidedLabel(self, role="heading")
        self._place = ElidedLabel(self)
        self._counts = ElidedLabel(self, role="caption")
        self.button = push_button(self.tr("Continue"), self, kind="primary")
        set_icon(self.button, "arrow-right", theme, "on_accent", size=(22, 16))
        self.folder = push_button(self.tr("Show in folder"), self, self._on_folder, kind="link")
        self._page = _PagePicture(theme, self)
        buttons = row_layout(None, self.button, self.folder, STRETCH, gap=theme.px(10))
        column = column_layout(None, caption, self._name, self._place, self._counts, gap=theme.px(6))
        column.addSpacing(theme.px(6))
        add_layout(column, buttons)
        row_layout(self, column, self._page, margins=theme.margins(24, 18, 24, 18), grows=column)

    def show_dossier(self, dossier: RecentDossier, counts: str) -> None:
        """Show a dossier."""
        self.path = dossier.path
        name, summary = plain_text(dossier.path.stem), dossier.summary
        self._name.setText(name)
        place = " › ".join(filter(None, (summary.briefing, summary.place)))
        self._place.setText(place or folder_text(dossier.path))
        self._counts.setText(counts)
        self._page.colours = tuple(colour for colour, _ in summary.topics)
        self._page.update()
        self.button.setAccessibleName(self.tr("Continue with {name}").format(name=name))

    @Slot()
    def _on_folder(self) -> None:
        if self.path is not None:
            show_in_folder(self.path)


class StartPage(QScrollArea):
    """What the window shows while no dossier is open; `opened` carries the path of a dossier to open."""

    opened = Signal(object)

    def __init__(self, services: Services, recents: RecentDossiers, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._recents = services, recents
        self._shown: tuple[RecentDossier, ...] = ()
        self.cards: list[RecentCard] = []
        self._columns = 0
        self._days = DayTexts(self.tr("Today {time}"), self.tr("Yesterday"), QLocale(services.language))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setObjectName("start")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page = QWidget(self)
        self._page.setObjectName("start-page")
        self._make_top()
        self._card = ContinueCard(services.theme, self._page)
        self._card.button.clicked.connect(self._on_continue)
        self._make_list()
        self._lay_out()
        self.setWidget(self._page)
        recents.changed.connect(self._show_recents)
        self._show_recents()

    def focus_content(self) -> None:
        """Give the focus to the filled button."""
        has_recent = not self._card.isHidden()
        target = self._card.button if has_recent else self._buttons["new-dossier"]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards in as many columns as have room."""
        super().resizeEvent(event)
        self._place_cards()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw the cards when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._page.update()

    def _make_top(self) -> None:
        theme, board = self._services.theme, self._services.actions
        self._title = PlainLabel("briefbuilder", self._page, role="display")
        self._words = PlainLabel(
            self.tr("From articles to a briefing that you can hand over. Nothing leaves this computer."),
            self._page,
            role="muted",
            wraps=True,
        )
        texts = {
            "try-sample": self.tr("Try the sample"),
            "open-dossier": self.tr("Open …"),
            "new-dossier": self.tr("New dossier"),
        }
        icons = {"try-sample": "play", "open-dossier": "folder-open", "new-dossier": "plus"}
        self._buttons: dict[str, QPushButton] = {}
        for name, text in texts.items():
            button = push_button(text, self._page, board.action(name).trigger)
            set_icon(button, icons[name], theme, size=(22, 16))
            self._buttons[name] = button

    def _make_list(self) -> None:
        theme = self._services.theme
        self._list_title = PlainLabel(self.tr("Recent dossiers"), self._page, role="subtitle")
        self.search = SearchField(self.tr("Find a dossier"), theme, self._page)
        self.search.setFixedWidth(theme.px(220))
        self.search.textChanged.connect(self._show_cards)
        self.search.returnPressed.connect(self._on_found)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(16))
        self._none = PlainLabel(self.tr("No recent dossier has this name."), self._page, role="muted")
        self._steps = (
            _Step(
                "file-plus", self.tr("Import"),
                self.tr("Drop files, folders, mail or a copied page. Clean text, in sections."), theme, self._page,
            ),
            _Step(
                "tag", self.tr("Tag"),
                self.tr("Accept suggestions, which show their evidence, or type three letters."), theme, self._page,
            ),
            _Step(
                "file-text", self.tr("Brief"),
                self.tr("Arrange, check, export: Word and PDF after your template."), theme, self._page,
            ),
        )  # fmt: skip
        self._drop = PlainLabel(
            self.tr("Drop articles anywhere in this window to begin a new dossier with them"),
            self._page,
            role="caption",
            wraps=True,
        )
        self._drop.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        px = self._services.theme.px
        titles = column_layout(None, self._title, self._words, gap=px(4))
        buttons = row_layout(None, *self._buttons.values(), gap=px(8))
        self._top_parts = (titles, buttons)
        self._top = row_layout(None, titles, buttons, gap=px(12), grows=titles)
        self._top.setAlignment(buttons, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head = row_layout(None, self._list_title, STRETCH, self.search)
        steps = row_layout(None, gap=px(16))
        for step in self._steps:
            steps.addWidget(step, 1)
        inner = QWidget(self._page)
        inner.setMaximumWidth(px(_WIDTH))
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = column_layout(inner, gap=px(16))
        column.addStretch(2)
        add_layout(column, self._top)
        column.addWidget(self._card)
        add_layout(column, head)
        add_layout(column, self._grid)
        column.addWidget(self._none)
        column.addSpacing(px(12))
        add_layout(column, steps)
        column.addStretch(3)
        column.addWidget(self._drop)
        outer = row_layout(self._page, STRETCH, margins=self._services.theme.margins(24, 24, 24, 20))
        outer.addWidget(inner, 1000)
        outer.addStretch(1)

    @Slot()
    def _show_recents(self) -> None:
        """Show what is known of the recent dossiers."""
        recents = self._recents.all
        self._card.setVisible(bool(recents))
        if recents:
            self._card.show_dossier(recents[0], self._all_counts(recents[0]))
        button = self._buttons["new-dossier"]
        button.setProperty("kind", "" if recents else "primary")
        token = "text" if recents else "on_accent"
        button.setIcon(themed_icon("plus", self._services.theme, token))
        repolish(button)
        self._show_cards()

    @Slot()
    def _show_cards(self) -> None:
        recents = self._recents.all
        query = fold_text(self.search.text().strip())
        # The last one is the card above, unless it is searched for.
        offered = recents if query else recents[1:]
        found = [dossier for dossier in offered if query in fold_text(dossier.path.stem)][:_CARDS]
        has_list = len(recents) > 1
        for widget in (self._list_title, self.search):
            widget.setVisible(has_list)
        self._none.setVisible(has_list and not found)
        if tuple(found) == self._shown and len(found) == len(self.cards):
            return
        self._shown = tuple(found)
        for card in self.cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._make_card(dossier) for dossier in found]
        self._columns = 0
        self._place_cards()

    def _make_card(self, dossier: RecentDossier) -> RecentCard:
        day = self._days.text(dossier.moment)
        card = RecentCard(dossier, self._counts(dossier), day, self._services.theme, self._page)
        card.clicked.connect(lambda: self.opened.emit(dossier.path))
        card.removal_requested.connect(partial(self._forget, dossier.path))
        return card

    def _place_cards(self) -> None:
        px = self._services.theme.px
        width = min(self.viewport().width() - px(48), px(_WIDTH))
        direction = QBoxLayout.Direction
        is_narrow = sum(part.minimumSize().width() for part in self._top_parts) + px(12) > width
        self._top.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        columns = max(1, min(3, width // px(_COLUMN)))
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
            card.show()
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _counts(self, dossier: RecentDossier) -> str:
        summary = dossier.summary
        if not summary.moment:
            return ""
        articles = self.tr("%n article(s)", "", summary.articles)
        briefings = (
            self.tr("%n briefing(s)", "", summary.briefings) if summary.briefings else self.tr("no briefing")
        )
        return f"{articles} · {briefings}"

    def _all_counts(self, dossier: RecentDossier) -> str:
        parts = (self._days.text(dossier.moment), self._counts(dossier))
        return "  ·  ".join(filter(None, parts))

    @Slot()
    def _on_continue(self) -> None:
        if self._card.path is not None:
            self.opened.emit(self._card.path)

    @Slot()
    def _on_found(self) -> None:
        if self.cards:
            self.opened.emit(self.cards[0].dossier.path)

    def _forget(self, path: Path) -> None:
        self._services.settings.forget(path)
        self._recents.forget_files()
