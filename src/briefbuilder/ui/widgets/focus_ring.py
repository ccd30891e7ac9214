"""Marks the widget that has the keyboard focus, but only when the focus came by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from briefbuilder.ui.widgets.controls import repolish

_RING = "ring"
_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut})
_POINTERS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress})


class FocusRing(QObject):
    """Sets the property "ring" of the focused button, which the style sheet draws; text fields show their focus always.

    The events of each window are watched, of which there are few, and not those of each widget.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._by_key = False
        application.focusWindowChanged.connect(self._on_window)
        application.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note whether the keyboard or the pointer was used last."""
        kind = event.type()
        if kind in _KEYS:
            self._by_key = True
        elif kind in _POINTERS:
            self._by_key = False
        return super().eventFilter(watched, event)

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            # An event filter is installed once, however often this is called.
            window.installEventFilter(self)

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget, has_ring in ((old, False), (new, self._by_key)):
            if isinstance(widget, QAbstractButton) and bool(widget.property(_RING)) != has_ring:
                widget.setProperty(_RING, has_ring)
                repolish(widget)
