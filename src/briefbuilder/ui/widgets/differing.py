"""Two texts as one, with what stands in the first alone struck through and what stands in the second alone underlined."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from briefbuilder.tagging.differing import Kind, Stretch


def show_differences(page: QTextEdit | QPlainTextEdit, stretches: Iterable[Stretch], theme: Theme) -> None:
    """Write the stretches into an empty page and go to its start; never by colour alone."""
    cursor = QTextCursor(page.document())
    cursor.beginEditBlock()
    for stretch in stretches:
        cursor.insertText(stretch.text, _form(stretch.kind, theme))
    cursor.endEditBlock()
    page.moveCursor(QTextCursor.MoveOperation.Start)


def _form(kind: Kind, theme: Theme) -> QTextCharFormat:
    letters = QTextCharFormat()
    if kind == "gone":
        letters.setFontStrikeOut(True)
        letters.setBackground(QColor(theme.colours.danger_wash))
    elif kind == "new":
        letters.setFontUnderline(True)
        letters.setBackground(QColor(theme.colours.good_wash))
    return letters
