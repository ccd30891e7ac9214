"""The outline view: a tree of parts and items that can be rearranged by keyboard and mouse."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QFrame,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from briefbuilder.composing.lengths import Length
from briefbuilder.ui.brief.outline_model import OutlineModel, OutlineRole
from briefbuilder.ui.brief.outline_texts import LAST_PLAIN, OutlineRow
from briefbuilder.ui.clipboard import passages_from_mime
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import draw_icon
from briefbuilder.ui.widgets.plain import join_facts
from briefbuilder.ui.widgets.rows import Index, RowDelegate, select_only, set_up_rows, weighted

# The sizes of the design, in pixels at 100 %.
_PART_HEIGHT, _ITEM_HEIGHT, _SHORT_HEIGHT = 36, 46, 30
_INDENT = 16
"""The indentation of a part within a part."""
_CHEVRON, _ICON_LEFT, _TEXT_LEFT, _RIGHT = 12, 32, 56, 16
"""Where the chevron, the icon and the text of a row begin, and the room after its text."""


class OutlineDelegate(RowDelegate):
    """Draws parts and items, and edits headings in place.

    `faults` and `lengths` are mapped by node id.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._sizes: dict[tuple[str, str], QSize] = {}
        self._pixels: dict[float, int] = {}
        self.faults: Mapping[str, str] = {}
        self.lengths: Mapping[str, Length] = {}
        theme.changed.connect(self.forget_sizes)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a row, which grows with the scripts of its texts; the view sets the width."""
        row: OutlineRow = index.data(OutlineRole.ROW)
        kind = (
            "part" if row.is_part else "item" if row.caption else "short",
            row.title if row.is_tall else "",
        )
        size = self._sizes.get(kind)
        if size is None:
            size = self._sizes[kind] = self._measure(option.font, row)
        return size

    def _measure(self, font: QFont, row: OutlineRow) -> QSize:
        px, air = self._px, self._px(8)
        title = _line_height(row.title, font)
        if row.is_part:
            return QSize(px(80), max(px(_PART_HEIGHT), title + air))
        if not row.caption:
            return QSize(px(80), max(px(_SHORT_HEIGHT), title + air))
        return QSize(
            px(80), max(px(_ITEM_HEIGHT), title + _line_height(row.caption, self._small(font)) + air)
        )

    @Slot()
    def forget_sizes(self) -> None:
        """Measure the rows again, because the font has changed."""
        self._sizes.clear()
        self._pixels.clear()

    def _px(self, pixels: float) -> int:
        """Return a size of the design; the theme would look at the font each time."""
        size = self._pixels.get(pixels)
        if size is None:
            size = self._pixels[pixels] = super()._px(pixels)
        return size

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: OutlineRow = index.data(OutlineRole.ROW)
        if self._paint_ground(painter, option, 8) and not row.is_part:
            area, px = option.rect, self._px
            grip = QRect(area.left() + px(10), area.center().y() - px(7), px(14), px(14))
            self._draw_icon(painter, option, "grip-vertical", grip, "muted")
        if row.is_part:
            self._paint_part(painter, option, index, row)
        else:
            self._paint_item(painter, option, index, row)

    def row_left(self, index: Index) -> int:
        """Return where a row begins: parts within parts are indented."""
        model = index.model()
        depth = model.depth(index) if isinstance(model, OutlineModel) else 0
        if index.data(OutlineRole.KIND) != "part":
            depth -= 1
        return self._px(_INDENT) * depth if depth > 0 else 0

    def chevron_area(self, row: QRect, index: Index, direction: Qt.LayoutDirection) -> QRect:
        """Return where the chevron of a part is drawn and can be clicked."""
        size = self._px(16)
        left = row.left() + self.row_left(index) + self._px(_CHEVRON)
        area = QRect(left, row.center().y() - size // 2 + 1, size, size)
        return QStyle.visualRect(direction, row, area)

    def _paint_part(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: OutlineRow
    ) -> None:
        px, area = self._px, option.rect
        view = option.widget
        if (
            isinstance(view, QTreeView)
            and isinstance(index, QModelIndex)
            and index.model().hasChildren(index)
        ):
            is_mirrored = option.direction == Qt.LayoutDirection.RightToLeft
            folded = "chevron-left" if is_mirrored else "chevron-right"
            icon = "chevron-down" if view.isExpanded(index) else folded
            place = QRectF(self.chevron_area(area, index, option.direction))
            draw_icon(painter, icon, place, self._theme, "muted")
        inner = area.adjusted(self.row_left(index) + px(_ICON_LEFT - 2), 0, -px(_RIGHT), 0)
        length = self.lengths.get(row.node)
        fault = self.faults.get(row.node, "")
        number = self._count_text(row.count, length)
        warns = fault == "warning" or (length is not None and length.over)
        token = "danger" if fault == "error" else "warning" if warns else "muted"
        small, right = self._small(option.font), Qt.AlignmentFlag.AlignRight
        taken = self._draw_text(painter, option, number, inner, token, small, right)
        inner.setRight(inner.right() - taken - px(8))
        if index.data(OutlineRole.CHANGED):
            self._paint_ring(painter, option, inner.adjusted(inner.width() - px(9), 0, -1, 0))
            inner.setRight(inner.right() - px(16))
        used = self._draw_text(painter, option, row.title, inner, "text", weighted(option.font)) + px(12)
        hint = row.caption
        if not hint and not row.count and not index.model().hasChildren(index):
            hint = row.hint
        if hint:
            self._paint_hint(painter, option, hint, inner.adjusted(used, 0, 0, 0))

    def _count_text(self, count: int, length: Length | None) -> str:
        """Return the number of words and its limit, nothing before the words of its items are counted."""
        if length is None:
            return "" if count else "–"
        words = QLocale().toString(length.words)
        if length.limit is None:
            return words
        return self.tr("{words} of %n word(s)", "", length.limit).format(words=words)

    def _paint_hint(self, painter: QPainter, option: QStyleOptionViewItem, hint: str, area: QRect) -> None:
        """Draw the hint of an empty part next to its heading if there is room for some words."""
        small = self._small(option.font)
        if area.width() >= QFontMetrics(small).averageCharWidth() * 12:
            self._draw_text(painter, option, hint, area, "muted", small)

    def _paint_item(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, row: OutlineRow
    ) -> None:
        px, area, font = self._px, option.rect, option.font
        left = area.left() + self.row_left(index)
        small = self._small(font)
        height = _line_height(row.title, font)
        lower = _line_height(row.caption, small) if row.caption else 0
        top = area.top() + (area.height() - height - lower) // 2
        token = "accent" if row.icon == "pen-line" else "muted"
        place = QRect(left + px(_ICON_LEFT), top + (height - px(16)) // 2, px(16), px(16))
        self._draw_icon(painter, option, row.icon, place, token)
        line = QRect(left + px(_TEXT_LEFT), top, area.right() - px(_RIGHT) - left - px(_TEXT_LEFT), height)
        if index.data(OutlineRole.CHANGED):
            self._paint_ring(painter, option, line.adjusted(line.width() - px(13), 0, -px(5), 0))
            line.setRight(line.right() - px(20))
        line.setRight(self._paint_marks(painter, option, row, line))
        self._draw_text(painter, option, row.title, line, "text", font)
        if row.caption:
            below = QRect(line.left(), top + height, area.right() - px(_RIGHT) - line.left(), lower)
            self._paint_caption(painter, option, row, below)

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        """Draw the ring of what others changed and the user has not seen."""
        self._draw_dot(painter, option, area, self._theme.colours.colour("accent"), is_ring=True)

    def _paint_marks(
        self, painter: QPainter, option: QStyleOptionViewItem, row: OutlineRow, line: QRect
    ) -> int:
        """Draw the marks of the release and of a finding at the end of a line; return where its text ends."""
        px, right = self._px, line.right()
        fault = self.faults.get(row.node, "")
        marks = (
            ("circle-alert", "danger", fault == "error"),
            ("triangle-alert", "warning", fault == "warning"),
            ("users", "muted", row.is_released),
        )
        for name, token, is_set in marks:
            if is_set:
                size = px(16)
                area = QRect(right - size, line.center().y() - size // 2 + 1, size, size)
                self._draw_icon(painter, option, name, area, token)
                right -= px(20)
        return right - (px(4) if right != line.right() else 0)

    def _paint_caption(
        self, painter: QPainter, option: QStyleOptionViewItem, row: OutlineRow, area: QRect
    ) -> None:
        """Draw where an item is from; the source gives way to what follows it, such as the date."""
        small = self._small(option.font)
        metrics = QFontMetrics(small)
        end = f" · {row.end}" if row.end else ""
        # The two together may be a little wider than each alone.
        room = max(area.width() - metrics.horizontalAdvance(end) - self._px(4), area.width() // 3)
        shown = metrics.elidedText(row.caption, Qt.TextElideMode.ElideRight, room)
        self._draw_text(painter, option, join_facts((shown, row.end)), area, "muted", small)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor for a part's heading."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("Heading of the part"))
        editor.setFont(weighted(editor.font()))
        editor.setPlaceholderText(self.tr("Heading from the template"))
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
        editor.selectAll()
        return editor

    def setEditorData(self, _editor: QWidget, _index: Index) -> None:
        """Leave what is typed as it is when the row changes."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Place the editor over the heading."""
        px = self._px
        area: QRect = option.rect
        place = area.adjusted(self.row_left(index) + px(_ICON_LEFT - 8), 2, -px(8), -2)
        editor.setGeometry(QStyle.visualRect(option.direction, area, place))


def _line_height(text: str, font: QFont) -> int:
    """Return the height of a line, in which no script that the text is in is cut off."""
    if max(text, default="") <= LAST_PLAIN:
        return QFontMetrics(font).height()
    return _tall_line_height(text, font.toString())


@lru_cache(maxsize=4096)
def _tall_line_height(text: str, font_name: str) -> int:
    font = QFont()
    font.fromString(font_name)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return math.ceil(max(line.height(), QFontMetrics(font).height()))


class OutlineView(QTreeView):
    """The outline tree.

    `edit_requested` carries the id of an item to open, `passages_pasted` the
    Passages of the clipboard, `current_node_changed` the id of the current part or item.
    """

    edit_requested = Signal(str)
    passages_pasted = Signal(tuple)
    current_node_changed = Signal(str)

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/arrange-a-briefing")
        self._model = model
        self.is_navigating = False
        """Whether a key is moving to another row, which is to be drawn before anything else follows it."""
        self.outline_delegate = OutlineDelegate(theme, self)
        self._aside: tuple[tuple[str, ...], str] = (), ""
        # Before and after Qt, which looks at the parents of all rows that are selected many times over.
        model.layoutAboutToBeChanged.connect(self._set_selection_aside)
        self.setModel(model)
        model.layoutChanged.connect(self._select_again)
        set_up_rows(self, self.outline_delegate, self.tr("Outline"))
        self.setAccessibleDescription(
            self.tr(
                "Parts and items of the briefing. Press Alt and an arrow key to move, Enter to edit, Delete to remove."
            )
        )
        self.setHeaderHidden(True)
        self.setUniformRowHeights(False)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("surface", "side")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAutoExpandDelay(500)
        model.modelReset.connect(self.expandAll)
        model.rowsInserted.connect(self._on_rows_inserted)
        model.rowsRemoved.connect(self._on_rows_removed)
        self.doubleClicked.connect(self._open)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a part if its chevron is clicked; an empty part has none."""
        index = self.indexAt(event.position().toPoint())
        if index.data(OutlineRole.KIND) == "part" and self._model.hasChildren(index):
            area = self.outline_delegate.chevron_area(self.visualRect(index), index, self.layoutDirection())
            if area.adjusted(-4, -8, 4, 8).contains(event.position().toPoint()):
                self.setExpanded(index, not self.isExpanded(index))
                return
        super().mousePressEvent(event)

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
            select_only(self, index)
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
        passages = (
            passages_from_mime(QGuiApplication.clipboard().mimeData())
            if event.matches(QKeySequence.StandardKey.Paste)
            else ()
        )
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
        self.is_navigating = True
        super().keyPressEvent(event)
        self.is_navigating = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current row in view where it was before."""
        was_shown = self._shows_current(event.oldSize().height())
        super().resizeEvent(event)
        if was_shown:
            self.scrollTo(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Keep the layout of the rows when the style changes, in which they are as high as before: Qt would measure all."""
        if event.type() == QEvent.Type.StyleChange:
            return QAbstractScrollArea.event(self, event)
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows again when the font changes, and keep the current one in view where it was before."""
        is_font = event.type() == QEvent.Type.FontChange
        was_shown = is_font and self._shows_current(self.viewport().height())
        super().changeEvent(event)
        if is_font:
            self.outline_delegate.forget_sizes()
            self.scheduleDelayedItemsLayout()
        if was_shown:
            # After the theme has changed, too, and once for all its events.
            QTimer.singleShot(0, self, self._show_current)

    def _shows_current(self, height: int) -> bool:
        """Return whether some of the current row is in a viewport of a height."""
        index = self.currentIndex()
        area = self.visualRect(index)
        return index.isValid() and area.bottom() >= 0 and area.top() < height

    @Slot()
    def _show_current(self) -> None:
        self.scrollTo(self.currentIndex())

    def drawBranches(self, _painter: QPainter, _area: QRect, _index: Index) -> None:
        """Draw nothing: the delegate draws the chevron of a part."""

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # type: ignore[override]
        """Emit the id of the current part or item."""
        super().currentChanged(current, previous)
        self.current_node_changed.emit(self._model.node_id(current))

    @Slot()
    def _set_selection_aside(self) -> None:
        self._aside = (
            tuple(map(self._model.node_id, self.selectionModel().selectedIndexes())),
            self.current_node,
        )
        self.selectionModel().reset()

    @Slot()
    def _select_again(self) -> None:
        """Select the same parts and items in their new places, which is no change of the selection."""
        nodes, current = self._aside
        selection, flags = QItemSelection(), QItemSelectionModel.SelectionFlag
        for first, last in self._model.runs_of(nodes):
            selection.select(first, last)
        chosen = self.selectionModel()
        blocker = QSignalBlocker(chosen)
        chosen.select(selection, flags.Select)
        chosen.setCurrentIndex(self._model.index_of(current), flags.NoUpdate)
        blocker.unblock()

    def _on_rows_inserted(self, parent: QModelIndex, first: int, last: int) -> None:
        if parent.isValid():
            self.expand(parent)
        for row in range(first, last + 1):
            self.expand(self._model.index(row, 0, parent))

    def _on_rows_removed(self, parent: QModelIndex) -> None:
        """Go to the part whose only row was removed: Qt leaves no row current."""
        if parent.isValid() and not self.currentIndex().isValid():
            select_only(self, parent)


def _row_path(index: QModelIndex) -> tuple[int, ...]:
    """Return the rows from the root to an index, by which indexes sort in reading order."""
    rows: list[int] = []
    while index.isValid():
        rows.append(index.row())
        index = index.parent()
    return tuple(reversed(rows))
