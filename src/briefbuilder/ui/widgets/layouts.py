"""A layout that sets its widgets side by side and breaks into further rows where the line ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QMenu, QToolButton, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.icons import glyph_icon
from briefbuilder.ui.widgets.plain import set_tip

# The end of a line of tools: a button whose menu holds those that the line has no room for.


class OverflowButton(QToolButton):
    """Hidden while all tools have room. `fit` has to be told of each new width, and when tools change theirs.

    The tools stand in the line themselves, before this button; of those on offer the last fold first.
    """

    def __init__(self, name: str, theme: Theme, parent: QWidget, *, text: str = "") -> None:
        """Say of oneself that one is `name`; `text` shows, or else three dots."""
        super().__init__(parent)
        self._theme = theme
        self._tools: tuple[QAbstractButton, ...] = ()
        self._room: tuple[int, int] | None = None
        self._held = QMenu(self)
        self._held.setAccessibleName(name)
        self._held.aboutToShow.connect(self._fill)
        self.setText(text)
        if not text:
            theme.changed.connect(self._draw)
            self._draw()
        self.setAccessibleName(name)
        set_tip(self, name)
        self.setMenu(self._held)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.hide()

    def offer(self, tools: Sequence[QAbstractButton]) -> None:
        """Offer these tools, the one to fold last first; those offered before and not any more are hidden."""
        for tool in set(self._tools).difference(tools):
            tool.hide()
        self._tools = tuple(tools)
        if self._room is None:
            self.unfold()
        else:
            self.fit(*self._room)

    def unfold(self) -> None:
        """Show all tools, whether or not there is room."""
        self._show(len(self._tools))

    def fit(self, room: int, gap: int) -> None:
        """Show as many tools as have room in so many pixels, `gap` pixels apart."""
        self._room = room, gap
        widths = [tool.sizeHint().width() + gap for tool in self._tools]
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
    def _draw(self) -> None:
        size = self._theme.space(0.85)
        self.setIcon(glyph_icon("more", self._theme.colours.colour("text"), size))
        self.setIconSize(QSize(size, size))

    @Slot()
    def _fill(self) -> None:
        """List the tools that are folded, under the names that are spoken and with the menus of their own."""
        self._held.clear()
        for tool in self._tools:
            if not tool.isHidden():
                continue
            name, tip = tool.accessibleName() or tool.text(), tool.toolTip()
            inner = tool.menu() if isinstance(tool, QToolButton) else None
            if inner is not None:
                inner.setTitle(name)
                entry = self._held.addMenu(inner)
            else:
                entry = self._held.addAction(tip if tip.startswith(name) else name)
                entry.setCheckable(tool.isCheckable())
                entry.setChecked(tool.isChecked())
                entry.triggered.connect(partial(_press, tool))
            entry.setEnabled(tool.isEnabled())


def _press(tool: QAbstractButton, _checked: bool = False) -> None:
    tool.click()


class FlowLayout(QLayout):
    """Rows of widgets at their preferred size; `gap` is the distance between two, in pixels."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in; Qt calls this for addWidget."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end as Qt wants it."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Take out all widgets and delete them."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        """Return no direction: rows are as high as their widgets."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: fewer widgets fit a narrower row."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that all rows take at a width."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rectangle: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rectangle)
        self._arrange(rectangle, move=True)

    def sizeHint(self) -> QSize:
        """Return the least size."""
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
        x, y, row = inner.x(), inner.y(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), 1), item.sizeHint().height()))
            if x > inner.x() and x + size.width() > inner.right() + 1:
                x, y, row = inner.x(), y + row + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap
            row = max(row, size.height())
        return y + row - rectangle.y() + margins.bottom()
