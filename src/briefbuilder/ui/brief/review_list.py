"""The list of the changes of a returned file, by the parts of the briefing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyleOptionViewItem, QWidget

from briefbuilder.app.commands.word_changes import State
from briefbuilder.domain.word_changes import Comparison, WordChange
from briefbuilder.ui.brief.review_texts import ReviewTexts
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.plain import plain_text
from briefbuilder.ui.widgets.rows import VALUE_ROLE, Index, RowDelegate, RowsModel, set_up_rows, weighted

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
        if self.author and change.author != self.author:
            return False
        if self.only_open and state != "open":
            return False
        wanted = (
            (self.quotations, change.quotation),
            (self.typography, change.kind == "typography"),
            (self.comments, change.kind == "comment"),
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
        rows = tuple(self._make_rows(comparison, states, conflicts, chosen))
        if [_key(row) for row in rows] == [_key(row) for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.show_rows(rows)

    def _make_rows(
        self,
        comparison: Comparison,
        states: Mapping[int, State],
        conflicts: frozenset[int],
        chosen: ChangeFilter,
    ) -> Iterator[ChangeRow]:
        groups: dict[str, list[WordChange]] = {}
        for change in comparison.changes:
            if chosen.shows(change, states[change.number]):
                groups.setdefault(self._texts.place(change), []).append(change)
        for place, changes in groups.items():
            title = plain_text(place)
            yield ChangeRow(title=title, count=len(changes), accessible=title)
            for change in changes:
                yield self._make_row(comparison, change, states[change.number], change.number in conflicts)

    def _make_row(
        self, comparison: Comparison, change: WordChange, state: State, conflict: bool
    ) -> ChangeRow:
        badges = self._texts.badges(change, conflict=conflict)
        title = " · ".join((self._texts.kind(change), *badges))
        words = self._texts.snippet(comparison, change)
        spoken = (self._texts.state(state), title, words, self._texts.signature(change))
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
        for at, row in enumerate(self.rows):
            if row.change is not None and row.change.number == number:
                return self.index(at, 0)
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

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row: ChangeRow = index.data(VALUE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.change is None:
            self._paint_head(painter, option, row)
        else:
            self._paint_ground(painter, option, 8)
            self._paint_change(painter, option, row)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, row: ChangeRow) -> None:
        px, colours = self._theme.px, self._theme.colours
        area: QRect = option.rect
        inner = area.adjusted(px(_ICON_LEFT), 0, -px(_RIGHT), 0)
        painter.setFont(self._small(option.font))
        painter.setPen(colours.colour("muted"))
        used = self._draw_text(painter, option, str(row.count), inner, Qt.AlignmentFlag.AlignRight)
        painter.setFont(weighted(option.font))
        painter.setPen(colours.colour("text"))
        self._draw_text(painter, option, row.title, inner.adjusted(0, 0, -used - px(8), 0))

    def _paint_change(self, painter: QPainter, option: QStyleOptionViewItem, row: ChangeRow) -> None:
        px, colours = self._theme.px, self._theme.colours
        area: QRect = option.rect
        height = option.fontMetrics.height()
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
        painter.setFont(weighted(option.font, QFont.Weight.Medium) if is_open else option.font)
        painter.setPen(colours.colour("text" if is_open else "muted"))
        used = self._draw_text(painter, option, row.title, line)
        painter.setFont(self._small(option.font))
        painter.setPen(colours.colour("muted"))
        rest = line.adjusted(used + px(8), 0, 0, 0)
        if rest.width() >= painter.fontMetrics().averageCharWidth() * 6:
            self._draw_text(painter, option, row.signature, rest)
        below = QRect(left, top + height, area.right() - px(_RIGHT) - left, height)
        self._draw_text(painter, option, row.caption, below)

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


class ReviewList(QListView):
    """The list; `change_chosen` is emitted when another change, or none, is the current one."""

    change_chosen = Signal()

    def __init__(self, model: ReviewModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        set_up_rows(self, ReviewDelegate(theme, self), self.tr("Changes in the file"))
        self.setAccessibleDescription(
            self.tr("Press A to accept a change, R to reject it, N for the next one that is open.")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "side")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    @property
    def current(self) -> WordChange | None:
        """The current change, or None."""
        row = self._model.row(self.currentIndex().row())
        return row.change if row is not None else None

    def choose(self, number: int) -> bool:
        """Make a change the current one; return whether it is shown."""
        index = self._model.index_of(number)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Current)
            self.scrollTo(index)
        return index.isValid()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Announce the current change."""
        super().currentChanged(current, previous)
        self.change_chosen.emit()
