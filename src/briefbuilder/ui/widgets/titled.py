"""A title with its tools: on one line where there is room for both, else the tools below the title."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

_LETTERS = 26
"""Letters of a title that have to be in sight beside its tools, unless more are asked for."""


class TitledRow(QBoxLayout):
    """`fit` has to be told of each new width, and of tools that come and go."""

    def __init__(self, title: QWidget, tools: tuple[QWidget, ...], *, letters: int = _LETTERS) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._title = title
        self._letters = letters
        self._tools = QHBoxLayout()
        self._tools.addStretch(0)
        for tool in tools:
            self._tools.addWidget(tool)
        self.addWidget(title, 1)
        self.addLayout(self._tools)

    def set_gap(self, gap: int) -> None:
        """Set the distance between two widgets, in pixels."""
        self.setSpacing(gap)
        self._tools.setSpacing(gap)

    def fit(self, width: int) -> bool:
        """Set the tools beside the title or below it; return whether that is another place than before."""
        letters = self._title.fontMetrics().averageCharWidth() * self._letters
        wanted = min(self._title.sizeHint().width(), letters)
        margins = self.contentsMargins()
        needed = wanted + self._tools.sizeHint().width() + self.spacing() + margins.left() + margins.right()
        ways = QBoxLayout.Direction
        direction = ways.TopToBottom if needed > width else ways.LeftToRight
        if direction == self.direction():
            return False
        self.setDirection(direction)
        return True
