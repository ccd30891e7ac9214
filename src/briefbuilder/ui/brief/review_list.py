"""The list of the changes of a returned file, by the parts of the briefing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from briefbuilder.app.commands.word_changes import State
from briefbuilder.domain.word_changes import Comparison, WordChange
from briefbuilder.ui.brief.outline_model import NO_INDEX, Index
from briefbuilder.ui.brief.review_texts import ReviewTexts
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import draw_icon
from briefbuilder.ui.widgets.keys import KEYBOARD_REASONS
from briefbuilder.ui.widgets.plain import plain_roles, plain_text

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


class RowRole(IntEnum):
    """The roles under which the model gives what a row shows."""

    ROW = Qt.ItemDataRole.UserRole + 1


class ReviewModel(QAbstractListModel):
    """The changes that a filter shows, in the order of the file, under the headings of their parts."""

    def __init__(self, texts: ReviewTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: list[ChangeRow] = []

    def show_changes(
        self,
        comparison: Comparison,
        states: Mapping[int, State],
        conflicts: frozenset[int],
        chosen: ChangeFilter,
    ) -> None:
        """Show the changes of a comparison; rows that stay where they are keep the selection."""
        rows = list(self._make_rows(comparison, states, conflicts, chosen))
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

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

    def row(self, index: Index) -> ChangeRow | None:
        """Return what a row shows."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    @property
    def changes(self) -> tuple[WordChange, ...]:
        """The changes that are shown, from top to bottom."""
        return tuple(row.change for row in self._rows if row.change is not None)

    def index_of(self, number: int) -> QModelIndex:
        """Return the row of a change, or no row."""
        for at, row in enumerate(self._rows):
            if row.change is not None and row.change.number == number:
                return self.index(at, 0)
        return QModelIndex()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @plain_roles
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the data of a row."""
        row = self.row(index)
        if row is None:
            return None
        if role == RowRole.ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        return row.accessible if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that changes can be selected, headings not."""
        row = self.row(index)
        if row is None or row.change is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


def _key(row: ChangeRow) -> tuple[str, int]:
    return row.title if row.change is None else "", row.change.number if row.change is not None else 0


class ReviewDelegate(QStyledItemDelegate):
    """Draws the headings and the changes."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row; the view sets the width."""
        row: ChangeRow = index.data(RowRole.ROW)
        px, height = self._theme.px, option.fontMetrics.height()
        if row.change is None:
            return QSize(px(80), max(px(_HEAD_HEIGHT), height + px(8)))
        return QSize(px(80), max(px(_ROW_HEIGHT), 2 * height + px(8)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row: ChangeRow = index.data(RowRole.ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.change is None:
            self._paint_head(painter, option, row)
        else:
            self._paint_ground(painter, option)
            self._paint_change(painter, option, row)
        painter.restore()

    def _paint_head(self, painter: QPainter, option: QStyleOptionViewItem, row: ChangeRow) -> None:
        px, colours = self._theme.px, self._theme.colours
        area: QRect = option.rect
        inner = area.adjusted(px(_ICON_LEFT), 0, -px(_RIGHT), 0)
        painter.setFont(self._small(option.font))
        painter.setPen(colours.colour("muted"))
        used = self._draw_text(painter, option, str(row.count), inner, at_end=True)
        painter.setFont(_bold(option.font))
        painter.setPen(colours.colour("text"))
        self._draw_text(painter, option, row.title, inner.adjusted(0, 0, -used - px(8), 0))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours, px = self._theme.colours, self._theme.px
        state: QStyle.StateFlag = option.state
        inner = QRectF(option.rect).adjusted(px(8), 1, -px(8), -1)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("selected" if is_chosen else "hover"))
            painter.drawRoundedRect(inner, px(8), px(8))
        view = option.widget
        if state & QStyle.StateFlag.State_HasFocus and isinstance(view, ReviewList) and view.shows_ring:
            painter.setPen(QPen(colours.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), px(8), px(8))

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
        painter.setFont(_medium(option.font) if is_open else option.font)
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

    def _draw_icon(
        self, painter: QPainter, option: QStyleOptionViewItem, name: str, area: QRect, token: str
    ) -> None:
        place = QStyle.visualRect(option.direction, option.rect, area)
        draw_icon(painter, name, QRectF(place), self._theme, token)

    @staticmethod
    def _draw_text(
        painter: QPainter, option: QStyleOptionViewItem, text: str, area: QRect, *, at_end: bool = False
    ) -> int:
        """Draw a text, elided where it does not fit; return its width."""
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        place = QStyle.visualRect(option.direction, option.rect, area)
        side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
        aligned = QStyle.visualAlignment(option.direction, side | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(place, (aligned | Qt.AlignmentFlag.AlignAbsolute).value, words)
        return painter.fontMetrics().horizontalAdvance(words)

    def _small(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setPixelSize(self._theme.px(12))
        return small


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _medium(font: QFont) -> QFont:
    medium = QFont(font)
    medium.setWeight(QFont.Weight.Medium)
    return medium


class ReviewList(QListView):
    """The list; `change_chosen` is emitted when another change, or none, is the current one."""

    change_chosen = Signal()

    def __init__(self, model: ReviewModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.shows_ring = False
        """Whether the current row has a ring, because the focus came from the keyboard."""
        self.setModel(model)
        self.setItemDelegate(ReviewDelegate(theme, self))
        self.setAccessibleName(self.tr("Changes in the file"))
        self.setAccessibleDescription(
            self.tr("Press A to accept a change, R to reject it, N for the next one that is open.")
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "side")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    @property
    def current(self) -> WordChange | None:
        """The current change, or None."""
        row = self._model.row(self.currentIndex())
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring around the current row where the focus came from the keyboard."""
        self.shows_ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show no ring where a row is clicked."""
        self.shows_ring = False
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the ring as soon as a key is used."""
        self.shows_ring = True
        super().keyPressEvent(event)
