"""Layouts that several widgets share, and a button with a menu for tools that do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFormLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QMenu,
    QScrollArea,
    QSplitter,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetItem,
)
from shiboken6 import delete, invalidate

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.menus import add_entry
from briefbuilder.ui.widgets.plain import set_tip

Box = TypeVar("Box", bound=QBoxLayout)


Part = QWidget | QLayout | None
WIDEST = 760
"""Design pixels of the widest form or list of cards, whose lines are still easy to read."""
STRETCH: Final = None
"""Empty room in a row or column, which takes what is left."""
_ROLES = (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole)
_ONE_LINE = 2.5
"""The most that a field of one line is higher than its label, as a factor."""


class OverflowButton(QToolButton):
    """A button after a row of tools; its menu lists the tools that do not fit, the last ones first.

    It is hidden while all tools fit. Call `fit` whenever the width of the row or of a tool changes.
    """

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        """Create the button, which shows three dots; `name` is its accessible name."""
        super().__init__(parent)
        self._tools: tuple[QAbstractButton, ...] = ()
        self._room: tuple[int, int] | None = None
        self._menu = QMenu(self)
        self._menu.setAccessibleName(name)
        self._menu.aboutToShow.connect(self._fill)
        self.setIcon(themed_icon("ellipsis", theme))
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.hide()

    def offer(self, tools: Sequence[QAbstractButton]) -> None:
        """Set the available tools, in the order in which they are kept visible; other tools are hidden."""
        for tool in set(self._tools).difference(tools):
            tool.hide()
        self._tools = tuple(tools)
        if self._room is None:
            self.unfold()
        else:
            self.fit(*self._room)

    def unfold(self) -> None:
        """Show all tools."""
        self._show(len(self._tools))

    def fit(self, room: int, gap: int) -> None:
        """Show as many tools as fit into `room` pixels, `gap` pixels apart."""
        self._room = room, gap
        widths = [max(tool.sizeHint().width(), tool.minimumWidth()) + gap for tool in self._tools]
        if sum(widths) - gap <= room:
            self.unfold()
            return
        left, count = room - self.sizeHint().width(), 0
        while count < len(widths) and widths[count] <= left:
            left -= widths[count]
            count += 1
        self._show(count)

    def _show(self, count: int) -> None:
        for place, tool in enumerate(self._tools):
            tool.setVisible(place < count)
        self.setVisible(count < len(self._tools))

    @Slot()
    def _fill(self) -> None:
        """List the hidden tools, with their accessible names and their menus."""
        self._menu.clear()
        for tool in self._tools:
            if not tool.isHidden():
                continue
            name, tip = tool.accessibleName() or tool.text(), tool.toolTip()
            inner = tool.menu() if isinstance(tool, QToolButton) else None
            if inner is not None:
                inner.setTitle(name)
                entry = self._menu.addMenu(inner)
            else:
                ticked = tool.isChecked() if tool.isCheckable() else None
                entry = add_entry(
                    self._menu, tip if tip.startswith(name) else name, tool.click, checked=ticked
                )
            entry.setEnabled(tool.isEnabled())


def row_layout(
    parent: QWidget | None,
    *parts: Part,
    margins: int | tuple[int, ...] | None = 0,
    gap: int | None = None,
    grows: Part = None,
) -> QHBoxLayout:
    """Return parts side by side; the one that `grows` takes the room that is left.

    `margins` are those of all sides, or of the left, the top, the right and the bottom; None stands for those of the style.
    Without a `gap` the distance between parts is that of the layout around it, or of the style.
    """
    return _fill(QHBoxLayout(), parent, parts, margins, gap, grows)


def column_layout(
    parent: QWidget | None,
    *parts: Part,
    margins: int | tuple[int, ...] | None = 0,
    gap: int | None = None,
    grows: Part = None,
) -> QVBoxLayout:
    """Return parts one below the other, as `row_layout` does side by side."""
    return _fill(QVBoxLayout(), parent, parts, margins, gap, grows)


def _fill(
    layout: Box,
    parent: QWidget | None,
    parts: tuple[Part, ...],
    margins: int | tuple[int, ...] | None,
    gap: int | None,
    grows: Part,
) -> Box:
    if parent is not None:
        parent.setLayout(layout)
    if isinstance(margins, tuple):
        layout.setContentsMargins(*margins)
    elif margins is not None:
        layout.setContentsMargins(margins, margins, margins, margins)
    if gap is not None:
        layout.setSpacing(gap)
    for part in parts:
        stretch = int(part is grows)
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QLayout):
            add_layout(layout, part, stretch)
        else:
            layout.addWidget(part, stretch)
    return layout


def add_layout(box: QBoxLayout, part: QLayout, stretch: int = 0, place: int = -1) -> None:
    """Add a layout to a row or column, at its end unless a place is given.

    PySide makes an object for each item of the added layout, and keeps it when Qt deletes the item. Any later object of Qt
    at the same address would then be taken for a layout item, so the objects are made invalid at once.
    """
    box.insertLayout(place, part, stretch)
    _forget_items(part)


def _forget_items(layout: QLayout) -> None:
    if isinstance(layout, FlowLayout):
        layout.renew_items()
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if isinstance(item, QLayout):
            _forget_items(item)
        elif item is not None:
            invalidate(item)


def room_beside(widget: QWidget, row: QBoxLayout, width: int) -> int:
    """Return the pixels that the other parts of a row of a width leave to a widget in it."""
    return width - row.minimumSize().width() + QWidgetItem(widget).minimumSize().width()


def split_panes(
    parent: QWidget,
    *panes: QWidget,
    grows: QWidget | None = None,
    orientation: Qt.Orientation = Qt.Orientation.Horizontal,
) -> QSplitter:
    """Return a splitter with panes that do not collapse; the one that `grows` takes the room that is gained."""
    splitter = QSplitter(orientation, parent)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for place, pane in enumerate(panes):
        splitter.addWidget(pane)
        if pane is grows:
            splitter.setStretchFactor(place, 1)
    return splitter


def scroll_vertically(area: QScrollArea) -> None:
    """Let an area without a frame scroll its widget, which has its width, up and down; Tab passes over the area."""
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class ContentArea(QScrollArea):
    """An area of the size of its content, without margins, which scrolls up and down if there is less room."""

    def __init__(self, content: QWidget | QLayout, parent: QWidget) -> None:
        super().__init__(parent)
        if isinstance(content, QLayout):
            inner = QWidget(self)
            content.setContentsMargins(0, 0, 0, 0)
            inner.setLayout(content)
            content = inner
        self._content = content
        scroll_vertically(self)
        self.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the form"))
        for area in (self.viewport(), content):
            area.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # which Qt has just turned on
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show_focused)

    def sizeHint(self) -> QSize:
        """Return the size that the content prefers."""
        size = self._content.sizeHint()
        if self._content.hasHeightForWidth():
            width = max(size.width(), self.width() if self.isVisible() else 0)
            size.setHeight(self._content.heightForWidth(width))
        return size

    def minimumSizeHint(self) -> QSize:
        """Return the least width of the content and of a scroll bar, and the height of a few lines."""
        content = self._content.minimumSizeHint()
        width = content.width() + self.verticalScrollBar().sizeHint().width()
        return QSize(width, min(content.height(), self.fontMetrics().lineSpacing() * 6))

    @Slot(QWidget, QWidget)
    def _show_focused(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """Scroll to what a key of its label gave the focus; Qt itself only follows the Tab key."""
        if focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)


def encode_state(state: QByteArray) -> str:
    """Return the geometry of a window or the state of a splitter as a text for the settings."""
    return bytes(state.toBase64().data()).decode()


def decode_state(text: str | None) -> QByteArray:
    """Return what `encode_state` made a text of; without one nothing, which restores nothing."""
    return QByteArray.fromBase64((text or "").encode(errors="replace"))


def fit_to_screen(window: QWidget) -> None:
    """Make a window no larger than its screen; one without a size gets the height that it prefers.

    Qt lets such a window have two thirds of its screen at most.
    """
    room = window.screen().availableGeometry().size()
    layout = window.layout()
    if window.testAttribute(Qt.WidgetAttribute.WA_Resized) or layout is None:
        size = window.size().boundedTo(room)
    else:
        # Rows in rows, and areas, keep sizes from before the window had its style sheet.
        for inner in window.findChildren(QLayout):
            inner.invalidate()
        for area in window.findChildren(ContentArea):
            area.updateGeometry()
        wide = QSize(window.minimumWidth(), 0)
        size = window.sizeHint().expandedTo(wide).boundedTo(room * 2 / 3)
        if layout.hasHeightForWidth():
            size.setHeight(layout.totalHeightForWidth(size.width()))
        else:
            size.setHeight(window.sizeHint().height())
        # Qt takes the height that lines need in a narrower window than the least width lets it be.
        is_wider = size.width() > window.sizeHint().width()
        if size.height() <= room.height() * 2 // 3 and not is_wider:
            return
        title_bar = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight, None, window)
        size.setHeight(min(size.height(), room.height() - title_bar * 3 // 2))
    if size != window.size():  # a size that is set keeps Qt from choosing one
        window.resize(size)


class FormLayout(QFormLayout):
    """A form whose fields take the width that is left; a label stands beside the middle of a field of one line.

    Qt sets a label near the top of its row instead.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def setGeometry(self, rectangle: QRect) -> None:
        """Place the labels and fields."""
        super().setGeometry(rectangle)
        for row in range(self.rowCount()):
            label, field = (self.itemAt(row, role) for role in _ROLES)
            if label is None or field is None or label.isEmpty():
                continue
            beside, place = label.geometry(), field.geometry()
            if place.top() <= beside.bottom() and place.height() <= label.sizeHint().height() * _ONE_LINE:
                label.setGeometry(QRect(beside.left(), place.top(), beside.width(), place.height()))


class FlowLayout(QLayout):
    """Rows of widgets at their preferred size, in the direction of the window; `gap` is the pixels between two."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        """Forget the heights: Qt calls this if an item changed."""
        self._heights = {}
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item; Qt calls this for addWidget."""
        widget = item.widget()
        if widget is None:
            self._items.append(item)
            return
        # An own item: Python's object for one that Qt created may become invalid while the item lives.
        self._items.append(QWidgetItem(widget))
        delete(item)

    def renew_items(self) -> None:
        """Replace all items: PySide keeps the objects of those of a layout that is added for ever."""
        old, self._items = self._items, []
        for item in old:
            self.addItem(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end, as Qt requires."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return no direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width."""
        # Qt asks several times in a row, and each button works its size out from the style sheet.
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rectangle: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rectangle)
        self._arrange(rectangle, move=True)

    def sizeHint(self) -> QSize:
        """Return the minimum size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the largest widget."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rectangle: QRect, *, move: bool) -> int:
        margins = self.contentsMargins()
        inner = rectangle.marginsRemoved(margins)
        parent = self.parentWidget()
        direction = Qt.LayoutDirection.LeftToRight if parent is None else parent.layoutDirection()
        x, y, row = inner.x(), inner.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), 1), item.sizeHint().height()))
            if x > inner.x() and x + size.width() > inner.right() + 1:
                x, y, row = inner.x(), y + row + self._gap, 0
            if move:
                item.setGeometry(QStyle.visualRect(direction, inner, QRect(QPoint(x, y), size)))
            x += size.width() + self._gap
            row = max(row, size.height())
        return y + row - rectangle.y() + margins.bottom()
