"""Highlights blocks of a text again, some milliseconds at a time, so that typing is not blocked."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QTextBlock

from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.ui.brief.text_editor import TextEditor

_SECONDS = 0.006
"""Seconds of highlighting before control returns to the event loop."""


class BlockRepainter(QObject):
    """Highlights those blocks of an editor again that need it; `finished` is emitted after the last."""

    finished = Signal()

    def __init__(self, editor: TextEditor, needs: Callable[[QTextBlock], bool]) -> None:
        super().__init__(editor)
        self._editor, self._needs = editor, needs
        self._next = 0
        # A repeating timer would still run in a window that closes during a repaint.
        self._timer = single_shot_timer(self, self._repaint_some)

    def start(self) -> None:
        """Begin with the first block, also while others are being repainted."""
        self._next = 0
        self._timer.start()

    def stop(self) -> None:
        """Leave the rest as it is: another text is about to be shown."""
        self._timer.stop()

    @Slot()
    def _repaint_some(self) -> None:
        until = monotonic() + _SECONDS
        block = self._editor.document().findBlockByNumber(self._next)
        while block.isValid() and monotonic() < until:
            if self._needs(block):
                self._editor.repaint_blocks(block)
            block = block.next()
        if block.isValid():
            self._next = block.blockNumber()
            self._timer.start()
        else:
            self.finished.emit()
