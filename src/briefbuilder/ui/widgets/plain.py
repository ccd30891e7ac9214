"""Labels and tool tips that show plain text.

Qt interprets the text of a label or tool tip as HTML where it looks like HTML: a title from a web page could then
load images from the disk or hide text.
"""

from __future__ import annotations

import html
from typing import Protocol

from PySide6 import QtGui
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

_DESCRIBED = "described-by-tip"


class _Tipped(Protocol):
    """A widget, an action, a list item or a character format."""

    def setToolTip(self, tip: str, /) -> object:
        """Set the tool tip."""


class PlainLabel(QLabel):
    """A label that never interprets its text as HTML."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """Return a tool tip that shows `text` literally; text that Qt would interpret as HTML is escaped."""
    if not looks_like_html(text):
        return text
    # Qt guesses the format of a tool tip; escaped text within an element is always HTML.
    lines = html.escape(text).replace("\n", "<br>")
    return f'<p style="white-space: pre-wrap; margin: 0">{lines}</p>'


def looks_like_html(text: str) -> bool:
    """Return whether Qt would interpret a text as HTML."""
    return QtGui.Qt.mightBeRichText(text)


def set_tip(target: _Tipped, text: str) -> None:
    """Set the plain-text tool tip of a widget, action, list item or character format."""
    shown = plain_tip(text)
    target.setToolTip(shown)
    if isinstance(target, QWidget):
        _describe(target, text if shown != text else "")


def show_tip(place: QPoint, text: str, widget: QWidget) -> None:
    """Show a plain-text tool tip at a position on the screen."""
    QToolTip.showText(place, plain_tip(text), widget)


def _describe(widget: QWidget, text: str) -> None:
    """Set the accessible description, for which Qt would otherwise use the escaped tool tip."""
    if widget.accessibleDescription() in {"", widget.property(_DESCRIBED)}:
        widget.setAccessibleDescription(text)
        widget.setProperty(_DESCRIBED, text)
