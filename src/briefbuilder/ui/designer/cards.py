"""The templates as cards with their first page, beside the open template or in a drawer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QWidget

from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.ui.preview.builder import TemplatePicture, TemplatePictures
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.drawer import Drawer
from briefbuilder.ui.widgets.layouts import column_layout, split_panes
from briefbuilder.ui.widgets.plain import plain_tip
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, set_up_rows, weighted

_WIDTH, _HEIGHT = 60, 84
"""Size of a thumbnail in design pixels."""
_POINTS = 842.0
"""The height of an A4 page in points."""
_PAUSE = 400
"""Milliseconds between the thumbnails, in which the sample of the open template goes first."""


@dataclass(frozen=True, slots=True)
class Card:
    """A template: its file, its name in the language of the window, where it comes from, and its first page."""

    path: Path
    title: str
    caption: str
    page: QImage | None = None


class CardsModel(RowsModel[Card]):
    """The cards."""

    def show(self, cards: Iterable[Card]) -> None:
        """Show other cards; those of known files keep what was drawn."""
        known = {card.path: card for card in self.rows}
        self.show_rows(known.get(card.path, card) for card in cards)

    def update(self, card: Card) -> None:
        """Show what was found about a template."""
        for row, known in enumerate(self.rows):
            if known.path == card.path:
                self.rows = (*self.rows[:row], card, *self.rows[row + 1 :])
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_data(self, row: Card, role: int) -> object:
        """Return the title of a card or its caption."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        text = f"{row.path.name} · {row.caption}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text)
        return text if role == Qt.ItemDataRole.AccessibleDescriptionRole else None


class CardDelegate(RowDelegate):
    """Draws a card."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a card."""
        return QSize(0, self._theme.px(_HEIGHT + 24))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the first page, the name and the caption."""
        theme, card = self._theme, index.data(VALUE_ROLE)
        colours, px = theme.colours, theme.px
        area = QRectF(option.rect).adjusted(px(8), px(3), -px(8), -px(3))
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.line), 2 if chosen else 1))
        painter.setBrush(QColor(colours.selected if chosen else colours.raised))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), px(10), px(10))
        page = QRectF(area.left() + px(10), area.center().y() - px(_HEIGHT) / 2, px(_WIDTH), px(_HEIGHT))
        self._draw_page(painter, page, card.page)
        left = page.right() + px(10)
        words = QRectF(left, page.top(), area.right() - left - px(8), px(_HEIGHT))
        painter.setFont(weighted(option.font))
        painter.setPen(QColor(colours.text))
        wrap = QTextOption(Qt.AlignmentFlag.AlignTop)
        # Long words are broken only where they do not fit into a line of their own.
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        box = painter.boundingRect(words, card.title, wrap).intersected(words.adjusted(0, 0, 0, -px(34)))
        painter.drawText(box, card.title, wrap)
        painter.setFont(self._small(option.font))
        painter.setPen(QColor(colours.muted))
        painter.drawText(words.adjusted(0, box.height() + px(3), 0, 0), card.caption, wrap)

    def _draw_page(self, painter: QPainter, area: QRectF, page: QImage | None) -> None:
        painter.setPen(QColor(self._theme.colours.line))
        painter.setBrush(QColor("#ffffff") if page is not None else QColor(self._theme.colours.sunken))
        painter.drawRect(area)
        if page is not None:
            size = QSize(page.size()).scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(area.topLeft().toPoint(), size), page)


class DesignerPanes(QWidget):
    """The cards, the template and its sample side by side; where that is too wide, the cards are in a drawer.

    `docked` says whether they stand beside the template.
    """

    docked = Signal(bool)

    def __init__(
        self, cards: CardsView, template: QWidget, sample: QWidget, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        cards.setMinimumWidth(theme.px(240))
        self.splitter = split_panes(self, cards, template, sample, grows=template)
        self.splitter.setStretchFactor(2, 1)
        self.drawer = Drawer(self, "left", theme)
        self.drawer.set_width(theme.px(320))
        column_layout(self, self.splitter)
        cards.activated.connect(self.drawer.close_drawer)
        cards.clicked.connect(self.drawer.close_drawer)

    @property
    def _is_docked(self) -> bool:
        return self.drawer.content is None

    def show_cards(self) -> None:
        """Open or close the drawer, or go to the cards beside the template."""
        if self._is_docked:
            self._cards.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.drawer.toggle()

    def minimumSizeHint(self) -> QSize:
        """Return the least size, at which the cards are in the drawer."""
        hint = self.splitter.minimumSizeHint()
        cards = self._cards.minimumWidth() + self.splitter.handleWidth() if self._is_docked else 0
        return QSize(hint.width() - cards, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards into the drawer, or back."""
        super().resizeEvent(event)
        least = self.minimumSizeHint().width() + self._cards.minimumWidth() + self.splitter.handleWidth()
        is_docked = event.size().width() >= least
        if is_docked == self._is_docked:
            return
        if is_docked:
            self.drawer.take_content()
            self.splitter.insertWidget(0, self._cards)
            self.splitter.setStretchFactor(1, 1)
        else:
            self.drawer.set_content(self._cards)
        self.docked.emit(is_docked)


class CardsView(QListView):
    """The list of cards; `chosen` carries the file of the one that was chosen.

    The names of templates are read first, since they are there long before the pages are drawn.
    """

    chosen = Signal(object)

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.cards = CardsModel(self)
        self.setModel(self.cards)
        set_up_rows(self, CardDelegate(services.theme, self), self.tr("Templates"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "side")
        self.activated.connect(self._on_chosen)
        self.clicked.connect(self._on_chosen)
        self._named: set[Path] = set()
        self._job = JobSlot(services.jobs)
        self.pictures = TemplatePictures(services, self, services.theme.px(_HEIGHT) * 2 / _POINTS, _PAUSE)
        self.pictures.drawn.connect(self._show)

    def fill(self) -> None:
        """List the available templates."""
        resources = self._services.resources
        origins = {
            "shipped": self.tr("Ships with the program"),
            "shared": self.tr("Shared"),
            "own": self.tr("Your own"),
        }
        self.cards.show(
            Card(path, name, origins[resources.origin(path)]) for name, path in resources.templates().items()
        )
        self.draw()

    def draw(self) -> None:
        """Draw what is missing or has changed."""
        unnamed = [card.path for card in self.cards.rows if card.path not in self._named]
        if self._job.running:
            return
        if unnamed:
            self._read_names(unnamed)
            return
        for card in self.cards.rows:
            picture = self.pictures.picture(card.path)
            if picture is not None:
                self._show(picture)
        self.pictures.draw(card.path for card in self.cards.rows)

    def stop(self) -> None:
        """Stop drawing."""
        self.pictures.stop()
        self._job.cancel()

    def choose(self, path: Path | None) -> None:
        """Select the card of a file; none if it is not in the list."""
        rows = [row for row, card in enumerate(self.cards.rows) if card.path == path]
        index = self.cards.index(rows[0]) if rows else QModelIndex()
        self.setCurrentIndex(index)
        if rows:
            self.scrollTo(index)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        card = index.data(VALUE_ROLE)
        if isinstance(card, Card):
            self.chosen.emit(card.path)

    @Slot(object)
    def _show(self, found: TemplatePicture) -> None:
        card = next((card for card in self.cards.rows if card.path == found.path), None)
        if card is None:
            return
        origin = card.caption.partition("\n")[0]
        caption = f"{origin}\n{' · '.join(found.languages)}" if found.languages else origin
        self.cards.update(replace(card, title=found.title or card.title, caption=caption, page=found.page))

    def _read_names(self, paths: list[Path]) -> None:
        resources = self._services.resources.copy_for_thread()
        language = self._services.language

        def work(context: JobContext) -> dict[Path, str]:
            from briefbuilder.templating.loader import read_template

            names = {}
            for path in paths:
                context.check()
                template = read_template(path, resources.check_context()).template
                if template is not None:
                    names[path] = template.label(language)
            return names

        self._named.update(paths)
        self._job.start(work, self._on_named, lambda _error: self.draw())

    def _on_named(self, names: dict[Path, str]) -> None:
        for card in self.cards.rows:
            if card.path in names:
                self.cards.update(replace(card, title=names[card.path]))
        self.draw()
