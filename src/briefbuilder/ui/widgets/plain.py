"""The one place that makes text of others safe to show: labels, tool tips, items, actions and message boxes.

Qt interprets the text of a label or tool tip as HTML if it looks like HTML: a title from a web page could then
load images from the disk or hide text. It makes a keyboard shortcut of a letter after "&", and it obeys characters
that reorder text, which are written out here.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec, Protocol
from unicodedata import bidirectional

from PySide6 import QtGui
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMessageBox, QToolTip, QWidget

from briefbuilder.domain.visible_text import cut_text, show_hidden

_DESCRIBED = "described-by-tip"
_CHANGED_ROLES = frozenset(
    {
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
        int(Qt.ItemDataRole.AccessibleDescriptionRole),
    }
)
_LONGEST_MESSAGE = 1000
"""Code points of a message, above the longest of the program's own; only a name of others makes one longer."""
_FROM_RIGHT = frozenset({"R", "AL"})
"""The classes of letters that are written from right to left."""
P = ParamSpec("P")


class _Tipped(Protocol):
    """A widget, an action, a list item or a character format."""

    def setToolTip(self, tip: str, /) -> object:
        """Set the tool tip."""


class PlainLabel(QLabel):
    """A label that never interprets its text as HTML; the style sheet styles it by its `role`, such as "caption".

    The field that it `names` has its text as accessible name, and takes the focus that its mnemonic asks for.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        role: str = "",
        wraps: bool = False,
        names: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if names is not None:
            self.setBuddy(names)
            names.setAccessibleName(text.replace("&", "").rstrip(": "))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(plain_text(text))


def message_box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None = None) -> QMessageBox:
    """Return a message box that never interprets its text as HTML."""
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(plain_text(title))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(message_text(text))
    return box


def message_text(text: str) -> str:
    """Return a text for a message, cut where a name in it would push the buttons off the screen."""
    return cut_text(plain_text(text), _LONGEST_MESSAGE)


def plain_text(text: str) -> str:
    """Return a text for a label, an item or a title, in which hidden characters are written out."""
    return show_hidden(text)


def join_facts(parts: Iterable[str | None], separator: str = " · ") -> str:
    """Return the texts that are not empty as one line.

    Beside a name that is written from right to left, each is isolated, so that a date keeps the order of its words.
    """
    shown = [part for part in parts if part]
    if any(bidirectional(character) in _FROM_RIGHT for character in "".join(shown)):
        shown = [f"\u2068{part}\u2069" for part in shown]
    return separator.join(shown)


def isolate(line: str, text: str | None = None) -> str:
    """Return a line as the direction of its text orders it, wherever it is drawn.

    `text` is what the line is a part of. Qt orders what is painted by the direction of the widget: the words of an
    Arabic title around a Latin name would change places.
    """
    if line.isascii() or not any(bidirectional(character) in _FROM_RIGHT for character in line):
        return line
    return f"\u2067{line}\u2069" if is_from_right(line if text is None else text) else f"\u2066{line}\u2069"


def is_from_right(text: str) -> bool:
    """Return whether the first letter of a text that has a direction is written from right to left."""
    kinds = () if text.isascii() else map(bidirectional, text)
    return next((kind for kind in kinds if kind == "L" or kind in _FROM_RIGHT), "L") != "L"


def with_label(label: str, text: str) -> str:
    """Return a text after its label and a colon, as the language of the window sets it."""
    return QCoreApplication.translate("Labels", "{label}: {text}").format(label=label, text=text)


def button_text(text: str) -> str:
    """Return a text for a button or an action, in which no "&" makes a keyboard shortcut."""
    return plain_text(text).replace("&", "&&")


def set_action_text(action: QAction, text: str) -> None:
    """Set the text of an action that names something of others, and its tool tip, which Qt takes from it."""
    action.setText(button_text(text))
    set_tip(action, text)


def plain_roles(data: Callable[P, object]) -> Callable[P, object]:
    """Write out the hidden characters of what a model's `data` or `headerData` returns to be shown."""

    @wraps(data)
    def shown(*arguments: P.args, **named: P.kwargs) -> object:
        value = data(*arguments, **named)
        if not isinstance(value, str) or value.isprintable():
            return value
        role = named.get("role", arguments[-1])
        is_given = isinstance(role, int)
        return plain_text(value) if not is_given or role in _CHANGED_ROLES else value

    return shown


def plain_tip(text: str) -> str:
    """Return a tool tip that shows `text` literally; text that Qt would interpret as HTML is escaped."""
    text = plain_text(text)
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
    # Qt tells screen readers and the style of each tip that is set, even if it is the same.
    if isinstance(target, QWidget) and target.toolTip() == shown:
        return
    target.setToolTip(shown)
    if isinstance(target, QWidget):
        _describe(target, plain_text(text) if shown != text else "")


def show_tip(place: QPoint, text: str, widget: QWidget) -> None:
    """Show a plain-text tool tip at a position on the screen."""
    QToolTip.showText(place, plain_tip(text), widget)


def _describe(widget: QWidget, text: str) -> None:
    """Set the accessible description, for which Qt would otherwise use the escaped tool tip."""
    if widget.accessibleDescription() in {"", widget.property(_DESCRIBED)}:
        widget.setAccessibleDescription(text)
        widget.setProperty(_DESCRIBED, text)
