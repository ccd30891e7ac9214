"""What stands beside a template's text: its line numbers, and a sign beside each line with faults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from briefbuilder.ui.designer.editor import YamlEditor

MARKS = {"error": "✕", "warning": "▲", "hint": "●"}
"""The signs of faults, by how grave they are; their shapes tell them apart without colours."""
MEANINGS = {"error": "danger", "warning": "warning", "hint": "muted"}
"""Their colours."""

Faults = Mapping[int, tuple[tuple[str, str], ...]]
"""The severity and the words of each fault of a line, by the line's number from 1."""


class Margin(QWidget):
    """The margin of an editor; `faults` are what it shows."""

    def __init__(self, editor: YamlEditor, theme: Theme) -> None:
        super().__init__(editor)
        self._editor = editor
        self._theme = theme
        self.faults: Faults = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def breadth(self) -> int:
        """Return the width that the numbers and signs take, in pixels."""
        metrics = self._editor.fontMetrics()
        digits = max(3, len(str(self._editor.blockCount())))
        return (
            metrics.horizontalAdvance("9") * digits + metrics.horizontalAdvance("▲") + self._theme.space(0.9)
        )

    def sizeHint(self) -> QSize:
        """Be as wide as the numbers and signs."""
        return QSize(self.breadth(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line numbers, and a sign of its own shape beside a line with faults."""
        painter = QPainter(self)
        colours = self._theme.colours
        painter.fillRect(event.rect(), colours.colour("panel"))
        for line, area in self._editor.lines_in_sight(event.rect().bottom()):
            here = QRect(0, area.top(), self.width() - self._theme.space(0.3), area.height())
            painter.setPen(colours.colour("text" if line == self._editor.line else "muted"))
            painter.drawText(here, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(line))
            for severity, _ in self.faults.get(line, ())[:1]:
                painter.setPen(colours.colour(MEANINGS[severity]))
                here.setLeft(self._theme.space(0.2))
                side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(here, side, MARKS[severity])
        painter.setPen(colours.colour("line"))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell a line's faults where the pointer rests beside it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            line = self._editor.cursorForPosition(event.pos()).blockNumber() + 1
            QToolTip.showText(event.globalPos(), "\n".join(self._editor.faults_of(line)), self)
            return True
        return super().event(event)
