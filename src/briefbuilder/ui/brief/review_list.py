"""The changes of a returned file: their list by the parts of the briefing, and one change with its texts and its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPushButton, QStyleOptionViewItem, QTextEdit, QWidget

from briefbuilder.app.commands.word_changes import State
from briefbuilder.domain.visible_text import mask_hidden
from briefbuilder.domain.word_changes import Comparison, WordChange
from briefbuilder.returned.text_diff import DiffSegment, diff_texts
from briefbuilder.ui.brief.review_texts import ReviewTexts
from briefbuilder.ui.brief.text_formats import text_font
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import push_button, set_icon, set_surface, styled_frame
from briefbuilder.ui.widgets.dialogs import set_up_reading
from briefbuilder.ui.widgets.labels import ElidedLabel, IconLabel, difference_format, sized_font
from briefbuilder.ui.widgets.layouts import FlowLayout, column_layout, row_layout
from briefbuilder.ui.widgets.plain import PlainLabel, plain_text, set_tip
from briefbuilder.ui.widgets.rows import (
    VALUE_ROLE,
    Index,
    RowDelegate,
    RowsModel,
    RowsView,
    select_only,
    set_up_rows,
    weighted,
)

# The sizes of the design, in pixels at 100 %.
_HEAD_HEIGHT, _ROW_HEIGHT = 34, 46
_ICON_LEFT, _TEXT_LEFT, _RIGHT = 16, 40, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFilter:
    """Which changes are shown: all with the defaults; several kinds are shown together."""

    author: str = ""
    only_open: bool = False
    quotations: bool = False
    typography: bool = False
    comments: bool = False

    def shows(self, change: WordChange, state: State) -> bool:
        """Return whether a change is shown."""
        if self.author and self.author not in change.authors:
            return False
        if self.only_open and state != "open":
            return False
        wanted = (
            (self.quotations, change.quotation),
            (self.typography, change.kind == "typography"),
            (self.comments, change.is_comment),
        )
        return not any(on for on, _ in wanted) or any(on and is_one for on, is_one in wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A row: the heading of a part, with the number of its changes, or a change with its lines; safe to be drawn."""

    title: str
    signature: str = ""
    caption: str = ""
    accessible: str = ""
    icon: str = ""
    count: int = 0
    change: WordChange | None = None
    state: State = "open"
    conflict: bool = False


class ReviewModel(RowsModel[ChangeRow]):
    """The changes that a filter shows, in the order of the file, under the headings of their parts."""

    def __init__(self, texts: ReviewTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts = texts

    def show_changes(
        self,
        comparison: Comparison,
        states: Mapping[int, State],
        conflicts: frozenset[int],
        chosen: ChangeFilter,
    ) -> None:
        """Show the changes of a comparison; rows that stay where they are keep the selection."""
        groups: dict[str, list[WordChange]] = {}
        for change in comparison.changes:
            if chosen.shows(change, states[change.number]):
                groups.setdefault(self._texts.place(change), []).append(change)
        rows: list[ChangeRow] = []
        for place, changes in groups.items():
            title = plain_text(place)
            rows.append(ChangeRow(title=title, count=len(changes), accessible=title))
            for change in changes:
                is_conflict = change.number in conflicts
                rows.append(self._make_row(comparison, change, states[change.number], is_conflict))
        if [_key(row) for row in rows] == [_key(row) for row in self.rows]:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.show_rows(rows)

    def _make_row(
        self, comparison: Comparison, change: WordChange, state: State, conflict: bool
    ) -> ChangeRow:
        badges = self._texts.badges(change, conflict=conflict)
        title = " · ".join((self._texts.kind(change), *badges))
        words = self._texts.snippet(comparison, change)
        spoken = (self._texts.state(change, state), title, words, self._texts.signature(change))
        return ChangeRow(
            title=plain_text(title),
            signature=plain_text(self._texts.who_and_when(change)),
            caption=plain_text(words),
            accessible=plain_text(", ".join(filter(None, spoken))),
            icon=self._texts.icon(change),
            change=change,
            state=state,
            conflict=conflict,
        )

    @property
    def changes(self) -> tuple[WordChange, ...]:
        """The changes that are shown, from top to bottom."""
        return tuple(row.change for row in self.rows if row.change is not None)

    def index_of(self, number: int) -> QModelIndex:
        """Return the row of a change, or no row."""
        for index, row in enumerate(self.rows):
            if row.change is not None and row.change.number == number:
                return self.index(index, 0)
        return QModelIndex()

    def row_data(self, row: ChangeRow, role: int) -> object:
        """Return the title of a row, or what is read to the user."""
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.accessible if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that changes can be selected, headings not."""
        row = self.row(index.row())
        if row is None or row.change is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _key(row: ChangeRow) -> tuple[str, int]:
    return row.title if row.change is None else "", row.change.number if row.change is not None else 0


class ReviewDelegate(RowDelegate):
    """Draws the headings and the changes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row; the view sets the width."""
        row: ChangeRow = index.data(VALUE_ROLE)
        px, height = self._theme.px, option.fontMetrics.height()
        if row.change is None:
            return QSize(px(80), max(px(_HEAD_HEIGHT), height + px(8)))
        return QSize(px(80), max(px(_ROW_HEIGHT), 2 * height + px(8)))

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ChangeRow = index.data(VALUE_ROLE)
        if row.change is None:
            px = self._theme.px
            inner = option.rect.adjusted(px(_ICON_LEFT), 0, -px(_RIGHT), 0)
            small, right = self._small(option.font), Qt.AlignmentFlag.AlignRight
            used = self._draw_text(painter, option, str(row.count), inner, "muted", small, right)
            inner.adjust(0, 0, -used - px(8), 0)
            self._draw_text(painter, option, row.title, inner, "text", weighted(option.font))
        else:
            self._paint_ground(painter, option, 8)
            self._paint_change(painter, option, row)

    def _paint_change(self, painter: QPainter, option: QStyleOptionViewItem, row: ChangeRow) -> None:
        px, area, height = self._theme.px, option.rect, option.fontMetrics.height()
        top = area.top() + (area.height() - 2 * height) // 2
        icon = QRect(area.left() + px(_ICON_LEFT), top + (height - px(16)) // 2, px(16), px(16))
        self._draw_icon(painter, option, row.icon, icon, "muted")
        left = area.left() + px(_TEXT_LEFT)
        line = QRect(left, top, area.right() - px(_RIGHT) - left, height)
        for name, token in self._marks(row):
            size = px(16)
            mark = QRect(line.right() - size, line.center().y() - size // 2 + 1, size, size)
            self._draw_icon(painter, option, name, mark, token)
            line.setRight(line.right() - px(20))
        is_open = row.state == "open"
        font = weighted(option.font, QFont.Weight.Medium) if is_open else option.font
        used = self._draw_text(painter, option, row.title, line, "text" if is_open else "muted", font)
        small = self._small(option.font)
        rest = line.adjusted(used + px(8), 0, 0, 0)
        if rest.width() >= QFontMetrics(small).averageCharWidth() * 6:
            self._draw_text(painter, option, row.signature, rest, "muted", small)
        below = QRect(left, top + height, area.right() - px(_RIGHT) - left, height)
        self._draw_text(painter, option, row.caption, below, "muted", small)

    @staticmethod
    def _marks(row: ChangeRow) -> Iterator[tuple[str, str]]:
        """Yield the icons at the end of a row: what became of the change, and what asks for care."""
        if row.state == "accepted":
            yield "check", "good"
        elif row.state == "rejected":
            yield "x", "muted"
        elif row.conflict:
            yield "triangle-alert", "warning"
        if row.change is not None and row.change.quotation:
            yield "quote", "warning" if row.state == "open" else "muted"


class ReviewList(RowsView[ChangeRow]):
    """The list; `change_chosen` is emitted when another change, or none, is the current one."""

    change_chosen = Signal()

    def __init__(self, model: ReviewModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(model, parent)
        self._model = model
        set_up_rows(self, ReviewDelegate(theme, self), self.tr("Changes in the file"))
        self.setAccessibleDescription(
            self.tr("Press A to accept a change, R to reject it, N for the next one that is open.")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "side")

    @property
    def change(self) -> WordChange | None:
        """The current change, or None."""
        return self.current.change if self.current is not None else None

    def choose(self, number: int) -> bool:
        """Make a change the current one; return whether it is shown."""
        index = self._model.index_of(number)
        if index.isValid():
            select_only(self, index)
            self.scrollTo(index)
        return index.isValid()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Announce the current change."""
        super().currentChanged(current, previous)
        self.change_chosen.emit()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownChange:
    """What is shown of a change: `present` is the text in the briefing now, `source` that of the article.

    `refusal` says why the change cannot be accepted, empty if it can; `detail` what a change without other words is;
    `answered` is the comment that it answers.
    """

    change: WordChange
    state: str
    is_open: bool
    is_accepted: bool
    conflict: bool = False
    present: str | None = None
    source: str | None = None
    refusal: str = ""
    detail: str = ""
    answered: str = ""
    writable: bool = True

    @property
    def can_be_below(self) -> bool:
        """Whether its text can be added below a quotation, or beside a new text that is like it."""
        return bool(self.change.after) and (
            self.change.quotation or (self.conflict and self.change.is_new_text)
        )


class ChangeButtons(QWidget):
    """The buttons below a change; `offer` gives them their texts and says which are shown."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._row = FlowLayout(self, gap=services.theme.px(8))
        self.accept = self._button(self.tr("Accept"), "check", "accept-change", primary=True)
        self.reject = self._button(self.tr("Reject"), "x", "reject-change")
        self.overwrite = self._button(self.tr("Use the file’s text"), "file-input", "use-returned-text")
        self.below = self._button(self.tr("Add below as text"), "list-plus", "put-change-below")
        self.following = self._button(self.tr("Next"), "chevron-down", "next-change")

    def _button(self, text: str, icon: str, action: str, *, primary: bool = False) -> QPushButton:
        theme = self._services.theme
        run = self._services.actions.action(action).trigger
        button = push_button(text, self, run, kind="primary" if primary else "")
        set_icon(button, icon, theme, "on_accent" if primary else "text")
        self._row.addWidget(button)
        return button

    def offer(self, shown: ShownChange) -> None:
        """Show what can be done with a change."""
        change, is_comment = shown.change, shown.change.is_comment
        accept = self.tr("Mark as done") if is_comment else self.tr("Accept")
        reject = self.tr("Reject")
        if change.quotation:
            reject = self.tr("Keep the source")
        elif shown.conflict:
            reject = self.tr("Keep the briefing’s text")
        elif change.is_report_only:
            reject = self.tr("Dismiss")
        writable = shown.writable and not shown.is_accepted
        hidden = (change.is_report_only and not is_comment) or (shown.conflict and bool(shown.refusal))
        self._show(self.accept, accept, "A", writable and not shown.refusal, not hidden)
        self._show(self.reject, reject, "R", writable and shown.is_open, not is_comment)
        self._show(self.overwrite, self.tr("Use the file’s text"), "", writable, shown.conflict)
        self._show(self.below, self.tr("Add below as text"), "", writable, shown.can_be_below)
        self._show(self.following, self.tr("Next"), "N", True, True)

    @staticmethod
    def _show(button: QPushButton, text: str, key: str, enabled: bool, visible: bool) -> None:
        button.setText(text)
        button.setAccessibleName(text)
        set_tip(button, f"{text} ({key})" if key else text)
        button.setEnabled(enabled)
        button.setVisible(visible)


class ChangeView(QFrame):
    """The current change."""

    def __init__(self, services: Services, texts: ReviewTexts, parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._texts = services, texts
        self.shown: ShownChange | None = None
        self.setProperty("surface", "paper")
        self.text = QTextEdit(self)
        set_up_reading(self.text, self.tr("Text before and after the change"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(services.theme.px(20))
        self.buttons = ChangeButtons(services, self)
        self._legend = PlainLabel(
            self.tr("Struck through: removed. Underlined: added."), self, role="caption", wraps=True
        )
        self._refusal_icon = IconLabel("triangle-alert", services.theme, "warning", self, size=16)
        self._refusal = PlainLabel("", self, wraps=True)
        # The buttons are above the text: a message at the bottom of the window would cover them.
        column_layout(self, self._head(), self._bar(), self.text, self._foot(), grows=self.text, gap=0)
        services.theme.changed.connect(self._draw)
        self.show_change(None)

    def _head(self) -> QFrame:
        theme = self._services.theme
        head = styled_frame(self, "paper", "bottom")
        head.setFixedHeight(theme.px(56))
        self._icon = IconLabel("pen-line", theme, "muted", head)
        self._title = ElidedLabel(head, role="title")
        self._signature = ElidedLabel(head, role="caption")
        self._badges = QWidget(head)
        self._badge_row = row_layout(self._badges)
        words = column_layout(None, self._title, self._signature, gap=0)
        row_layout(
            head,
            self._icon,
            words,
            self._badges,
            margins=theme.margins(16, 4, 12, 4),
            gap=theme.px(10),
            grows=words,
        )
        return head

    def _bar(self) -> QFrame:
        """Return the bar with the buttons, and with what keeps the change from being accepted."""
        theme = self._services.theme
        bar = self._actions = QFrame(self)
        set_surface(bar, "paper", "bottom")
        told = row_layout(None, gap=theme.px(8))
        told.addWidget(self._refusal_icon, 0, Qt.AlignmentFlag.AlignTop)
        told.addWidget(self._refusal, 1)
        column_layout(bar, self.buttons, told, margins=theme.margins(16, 8, 16, 8), gap=theme.px(8))
        return bar

    def _foot(self) -> QFrame:
        theme = self._services.theme
        foot = styled_frame(self, "paper")
        row_layout(foot, self._legend, margins=theme.margins(16, 4, 16, 8))
        return foot

    def show_change(self, shown: ShownChange | None) -> None:
        """Show a change, or that none is chosen."""
        self.shown = shown
        self._actions.setVisible(shown is not None)
        if shown is not None:
            self.buttons.offer(shown)
        self._draw()

    def _draw(self) -> None:
        shown = self.shown
        self.text.clear()
        self.text.document().setDefaultFont(text_font(self._services.theme))
        told = shown.refusal if shown is not None and shown.is_open else ""
        for widget in (self._refusal, self._refusal_icon):
            widget.setVisible(bool(told))
        self._refusal.setText(told)
        self._icon.setVisible(shown is not None)
        marked = shown is not None and not (
            shown.change.is_comment or shown.change.kind.startswith("picture")
        )
        self._legend.setVisible(marked)
        for badge in self._badges.findChildren(PlainLabel):
            badge.hide()
            badge.deleteLater()
        if shown is None:
            self._title.setText(self.tr("No change is chosen"))
            self._signature.setText("")
            return
        change = shown.change
        self._icon.show_icon(self._texts.icon(change), "muted")
        self._title.setText(f"{self._texts.kind(change)} · {self._texts.place(change)}")
        self._signature.setText(self._texts.signature(change))
        names = () if shown.is_open else (shown.state,)
        for name in (*names, *self._texts.badges(change, conflict=shown.conflict)):
            self._badge_row.addWidget(PlainLabel(name, self._badges, role="caption"))
        self._write(shown)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _write(self, shown: ShownChange) -> None:
        """Write the texts: those before and after, and what they are compared with."""
        change = shown.change
        if change.is_comment:
            if shown.answered:
                self._section(self.tr("In reply to"), _same(shown.answered))
            titles = {"comment": self.tr("Comment"), "linked": self.tr("Link")}
            title = titles.get(change.kind, self.tr("Highlighted words"))
            self._section(title, _same(change.comment or ""))
            self._section(self.tr("On this paragraph"), _same(change.before))
            return
        if change.kind.startswith("picture"):
            # The words are the picture's description or its caption: nothing of them was changed.
            self._section(self.tr("Picture"), _same(change.before or change.after))
            self._section(self.tr("What changed"), _same(shown.detail))
            return
        segments = diff_texts(change.before, change.after)
        if change.before:
            self._section(self.tr("As exported"), (segment for segment in segments if segment.kind != "new"))
        if change.after and (change.after != change.before or not change.before):
            self._section(self.tr("In the file"), (segment for segment in segments if segment.kind != "gone"))
        if shown.detail:
            self._section(self.tr("What changed"), _same(shown.detail))
        if shown.conflict and shown.present is not None:
            now = diff_texts(change.before or change.after, shown.present)
            self._section(
                self.tr("In the briefing now"), (segment for segment in now if segment.kind != "gone")
            )
        if change.quotation and shown.source is not None:
            self._section(self.tr("In the source"), _same(shown.source))

    def _section(self, title: str, segments: Iterable[DiffSegment]) -> None:
        """Write a heading and a text below it."""
        theme = self._services.theme
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        head = QTextCharFormat()
        head.setFont(sized_font(self.font(), theme.px(12), QFont.Weight.DemiBold))
        head.setForeground(theme.colours.colour("muted"))
        above = QTextBlockFormat()
        above.setTopMargin(theme.px(14) if cursor.position() else 0)
        above.setBottomMargin(theme.px(4))
        above.setHeadingLevel(3)
        below = QTextBlockFormat()
        if cursor.position():
            cursor.insertBlock(above)
        else:
            cursor.setBlockFormat(above)
        cursor.insertText(title, head)
        cursor.insertBlock(below)
        for segment in segments:
            cursor.insertText(mask_hidden(segment.text), difference_format(segment.kind, theme))


def _same(text: str) -> tuple[DiffSegment, ...]:
    return (DiffSegment("same", text, 0, 0),)
