"""Labels and tool tips that show text as it is.

Qt reads the text of a label or a tool tip as HTML where it looks like HTML: a title taken from a web page could then
load pictures from the disk or hide what it says.
"""

from __future__ import annotations

import html
from typing import Protocol

from PySide6 import QtGui
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

_DESCRIBED = "described-by-tip"


class _Tipped(Protocol):
    """A widget, an action, an item of a list or a character format."""

    def setToolTip(self, tip: str, /) -> object:
        """Set the tool tip."""


class PlainLabel(QLabel):
    """A label that never reads its text as HTML."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def plain_tip(text: str) -> str:
    """Return what makes a tool tip show `text` as it is: text that Qt would take for HTML is escaped."""
    if not looks_like_html(text):
        return text
    # Qt has no tool tips with a text format: it guesses. Escaped text in an element of its own leaves no guess.
    lines = html.escape(text).replace("\n", "<br>")
    return f'<p style="white-space: pre-wrap; margin: 0">{lines}</p>'


def looks_like_html(text: str) -> bool:
    """Tell whether Qt takes a text for HTML where it guesses."""
    return QtGui.Qt.mightBeRichText(text)


def set_tip(target: _Tipped, text: str) -> None:
    """Set the tool tip of a widget, action, list item or character format, to be shown as it is."""
    shown = plain_tip(text)
    target.setToolTip(shown)
    if isinstance(target, QWidget):
        _describe(target, text if shown != text else "")


def show_tip(place: QPoint, text: str, widget: QWidget) -> None:
    """Show a tool tip now, at a place on the screen."""
    QToolTip.showText(place, plain_tip(text), widget)


def _describe(widget: QWidget, text: str) -> None:
    """Describe a widget to screen readers, which are told its tool tip otherwise, escaped as it is."""
    if widget.accessibleDescription() in {"", widget.property(_DESCRIBED)}:
        widget.setAccessibleDescription(text)
        widget.setProperty(_DESCRIBED, text)
