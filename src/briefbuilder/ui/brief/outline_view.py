"""The outline view: a tree of parts and items that can be rearranged by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from briefbuilder.ui.brief.outline_model import Index, OutlineModel, OutlineRole
from briefbuilder.ui.clipboard import passages_from_mime
from briefbuilder.ui.offsets import to_points
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import paint_glyph

if TYPE_CHECKING:
    from briefbuilder.composing.lengths import Length


# Headings are bold, with the number of items or the word count and its limit. Excerpts have a bar and quotation
# marks, texts have neither. Both have a muted line below that names the source or the kind.

ROW_LINES = 2
"""Lines of an item's text in a row."""
CARD_LINES = 6
"""Lines of an item's text on a card."""


class OutlineDelegate(QStyledItemDelegate):
    """Draws parts and items, and edits headings in place.

    With `cards`, items have a frame and show more text. `faults` and `lengths` are mapped by node id.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.faults: dict[str, str] = {}
        self.lengths: Mapping[str, Length] = {}
        self.cards = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row; the view sets the width."""
        line = QFontMetrics(option.font).height()
        space = self._theme.space
        if index.data(OutlineRole.KIND) == "part":
            return QSize(line * 8, line + space(0.9))
        small = QFontMetrics(self._small(option.font)).height()
        width = self._text_width(option, index)
        lines = len(_break_into_lines(str(index.data()), option.font, width, self._max_lines))
        air = space(1.35) if self.cards else space(0.75)
        return QSize(line * 8, line * lines + small + air)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_part = index.data(OutlineRole.KIND) == "part"
        if self.cards and not is_part:
            self._paint_item(painter, option, index, self._paint_card(painter, option, area))
        else:
            self._paint_background(painter, option, area)
            paint = self._paint_part if is_part else self._paint_item
            paint(painter, option, index, area)
        painter.restore()

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        colours = self._theme.colours
        state: QStyle.StateFlag = option.state
        ground: QColor | None = None
        if state & QStyle.StateFlag.State_Selected:
            ground = colours.colour("selected")
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = colours.colour("hover")
        inner = QRectF(area).adjusted(1, 1, -self._theme.space(0.25), -1)
        radius = self._theme.space(0.22)
        if ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(inner, radius, radius)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colours.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> QRect:
        """Draw the frame of a card and return its inner area."""
        colours, space = self._theme.colours, self._theme.space
        state: QStyle.StateFlag = option.state
        frame = QRectF(area).adjusted(0.5, space(0.15) + 0.5, -space(0.4) - 0.5, -space(0.15) - 0.5)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "selected" if chosen else "current" if hovered else "panel"
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(colours.colour("accent" if focused else "line"))
        painter.setBrush(colours.colour(ground))
        radius = space(0.3)
        painter.drawRoundedRect(frame, radius, radius)
        return area.adjusted(space(0.2), space(0.3), 0, -space(0.3))

    @property
    def _max_lines(self) -> int:
        return CARD_LINES if self.cards else ROW_LINES

    def _paint_part(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        colours, space = self._theme.colours, self._theme.space
        font = _bold(option.font)
        inner = area.adjusted(space(0.3), 0, -space(0.7), 0)
        count = int(index.data(OutlineRole.COUNT) or 0)
        length = self.lengths.get(str(index.data(OutlineRole.NODE)))
        painter.setFont(self._small(option.font))
        number = self._count_text(count, length)
        width = painter.fontMetrics().horizontalAdvance(number)
        painter.setPen(colours.colour("warning" if length is not None and length.over else "muted"))
        centre = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(inner, centre | int(Qt.AlignmentFlag.AlignRight), number)
        inner.setRight(inner.right() - width - space(0.5))
        painter.setFont(font)
        fault = self.faults.get(str(index.data(OutlineRole.NODE)))
        painter.setPen(colours.colour("danger" if fault == "error" else "text"))
        words = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, centre | int(Qt.AlignmentFlag.AlignLeft), words)
        released = str(index.data(OutlineRole.CAPTION) or "")
        if released:
            used = QFontMetrics(font).horizontalAdvance(words) + space(0.8)
            self._paint_hint(painter, option.font, released, inner.adjusted(used, 0, 0, 0))
            return
        hint = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        if hint and not count and not index.model().hasChildren(index):
            used = QFontMetrics(font).horizontalAdvance(words) + space(0.8)
            self._paint_hint(painter, option.font, str(hint), inner.adjusted(used, 0, 0, 0))

    def _count_text(self, count: int, length: Length | None) -> str:
        """Return the number of items, or the word count and its limit."""
        if length is None or length.limit is None:
            return str(count) if count else "–"
        return self.tr("{words} of %n word(s)", "", length.limit).format(words=length.words)

    def _paint_hint(self, painter: QPainter, font: QFont, hint: str, area: QRect) -> None:
        """Draw the hint of an empty part next to its heading if there is room for some words."""
        small = self._small(font)
        metrics = QFontMetrics(small)
        if area.width() < metrics.averageCharWidth() * 12:
            return
        painter.setFont(small)
        painter.setPen(self._theme.colours.colour("muted"))
        words = metrics.elidedText(hint, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)

    def _paint_item(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect) -> None:
        colours, space = self._theme.colours, self._theme.space
        font: QFont = option.font
        quoted = index.data(OutlineRole.KIND) == "excerpt"
        left = area.left() + space(0.3)
        if quoted:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent"))
            bar = QRectF(left, area.top() + space(0.35), max(2, space(0.14)), area.height() - space(0.7))
            painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)
        painter.setPen(colours.colour("text"))
        painter.setFont(font)
        top = area.top() + space(0.3)
        text_left = left + space(0.5)
        width = self._text_width(option, index)
        line = QFontMetrics(font).height()
        for words in _break_into_lines(str(index.data()), font, width, self._max_lines):
            painter.drawText(QRect(text_left, top, width, line), int(Qt.AlignmentFlag.AlignLeft), words)
            top += line
        self._paint_caption(painter, option, index, QRect(text_left, top, width, line))

    def _paint_caption(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, area: QRect
    ) -> None:
        colours = self._theme.colours
        small = self._small(option.font)
        fault = self.faults.get(str(index.data(OutlineRole.NODE)), "")
        colour = {"error": "danger", "warning": "warning"}.get(fault, "muted")
        painter.setFont(small)
        painter.setPen(colours.colour(colour))
        mark = "! " if colour != "muted" else ""
        caption = f"{mark}{index.data(OutlineRole.CAPTION)}"
        words = QFontMetrics(small).elidedText(caption, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft), words)

    def _text_width(self, option: QStyleOptionViewItem, index: Index) -> int:
        """Return the width available for an item's text."""
        view = option.widget
        depth = 1
        while (index := index.parent()).isValid():
            depth += 1
        if not isinstance(view, QTreeView):
            return max(40, option.rect.width())
        indented = depth * view.indentation()
        margins = self._theme.space(0.8) + self._theme.space(1.1 if self.cards else 0.7)
        return max(40, view.viewport().width() - indented - margins)

    def _small(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setPointSizeF(font.pointSizeF() * 0.9)
        return small

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor for a part's heading."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Heading of the part"))
        editor.setFont(_bold(editor.font()))
        editor.setPlaceholderText(self.tr("Heading from the template"))
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()
        return editor


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


def _break_into_lines(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Break text into at least one and at most `most` lines, the last one elided."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    ends: list[int] = []
    while len(ends) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, 0))
        ends.append(line.textStart())
    layout.endLayout()
    starts = [to_points(text, end) for end in ends]
    shown = [text[one:other].rstrip() for one, other in pairwise(starts)]
    metrics = QFontMetrics(font)
    last = text[starts[-1] :] if starts else ""
    return [*shown, metrics.elidedText(last, Qt.TextElideMode.ElideRight, width)]


class OutlineView(QTreeView):
    """The outline tree.

    `edit_requested` carries the id of an item to open, `passages_pasted` the
    Passages of the clipboard, `current_node_changed` the id of the current part or item.
    """

    edit_requested = Signal(str)
    passages_pasted = Signal(tuple)
    current_node_changed = Signal(str)

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.outline_delegate = OutlineDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.outline_delegate)
        self.setAccessibleName(self.tr("Outline"))
        self.setAccessibleDescription(
            self.tr(
                "Parts and items of the briefing. Press Alt and an arrow key to move, Enter to edit, Delete to remove."
            )
        )
        self._set_up_appearance()
        self._set_up_dragging()
        model.modelReset.connect(self.expandAll)
        model.rowsInserted.connect(self._on_rows_inserted)
        self.doubleClicked.connect(self._open)

    def _set_up_appearance(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(False)
        self.setIndentation(self._theme.space(0.95))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setMouseTracking(True)

    def _set_up_dragging(self) -> None:
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(500)

    @property
    def cards(self) -> bool:
        """Whether items are drawn as cards, with more text."""
        return self.outline_delegate.cards

    def show_cards(self, *, cards: bool) -> None:
        """Draw items as cards or as tree rows; the selection and expanded parts are kept."""
        self.outline_delegate.cards = cards
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    @property
    def current_node(self) -> str:
        """The id of the current part or item, "" for none."""
        return self._model.node_id(self.currentIndex())

    @property
    def selected_nodes(self) -> tuple[str, ...]:
        """The ids of the selected parts and items in reading order."""
        rows = self.selectionModel().selectedIndexes()
        return tuple(self._model.node_id(row) for row in sorted(rows, key=_row_path))

    def choose(self, node_id: str) -> None:
        """Select a part or item and scroll to it."""
        index = self._model.index_of(node_id)
        if index.isValid():
            # Not QTreeView.setCurrentIndex: while Ctrl is held for a shortcut, it would toggle the selection.
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Current)
            self.scrollTo(index)

    def edit_node(self, node_id: str) -> None:
        """Edit a heading in place, or request that an item is opened."""
        index = self._model.index_of(node_id)
        if index.isValid():
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        if index.data(OutlineRole.KIND) == "part":
            if self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
        else:
            self.edit_requested.emit(self._model.node_id(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a row on Enter and paste passages; other keys as in every tree."""
        passages = passages_from_mime(QGuiApplication.clipboard().mimeData()) if _is_paste(event) else ()
        if passages and self._model.writable:
            self.passages_pasted.emit(passages)
            return
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if enter and plain and self.currentIndex().isValid():
            # The heading editor passes its Enter on to the view.
            if self.state() != QAbstractItemView.State.EditingState:
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def drawBranches(self, painter: QPainter, area: QRect, index: Index) -> None:
        """Draw a chevron before a part that has children, and no lines."""
        painter.fillRect(area, self._theme.colours.colour("paper"))
        if not self._model.hasChildren(index):
            return
        size = self._theme.space(0.75)
        left = area.right() - self.indentation() + (self.indentation() - size) / 2 + 1
        place = QRectF(left, area.center().y() - size / 2 + 1, size, size)
        painter.save()
        if not self.isExpanded(index):
            painter.translate(place.center())
            painter.rotate(-90)
            painter.translate(-place.center())
        paint_glyph(painter, "down", place, self._theme.colours.colour("muted"))
        painter.restore()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Emit the id of the current part or item."""
        super().currentChanged(current, previous)
        self.current_node_changed.emit(self._model.node_id(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the texts out again for the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _on_rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            self.expand(parent)
        for row in range(first, last + 1):
            self.expand(self._model.index(row, 0, parent))


def _is_paste(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Paste)


def _row_path(index: QModelIndex) -> tuple[int, ...]:
    """Return the rows from the root to an index, by which indexes sort in reading order."""
    rows: list[int] = []
    while index.isValid():
        rows.append(index.row())
        index = index.parent()
    return tuple(reversed(rows))
