"""The end of a line of tools: a button whose menu holds those that the line has no room for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QAbstractButton, QMenu, QToolButton, QWidget

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.glyphs import glyph_icon


class FoldedTools(QToolButton):
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
        self.setToolTip(name)
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
