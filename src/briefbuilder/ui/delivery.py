"""Brings results of jobs to the window's thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Delivery(QObject):
    """Calling it from any thread runs a function soon on the thread that made it."""

    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def __call__(self, result: Callable[[], None]) -> None:
        """Hand a function over."""
        self._arrived.emit(result)

    @Slot(object)
    def _on_arrived(self, result: Callable[[], None]) -> None:
        result()
