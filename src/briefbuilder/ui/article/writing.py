"""Writes inline content at a text cursor, with its forms and the marks of its notes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QFont, QFontDatabase, QTextCharFormat, QTextCursor

from briefbuilder.domain.text import Block, Inline, Note, NoteReference, Span
from briefbuilder.ui.article.forms import Forms
from briefbuilder.ui.offsets import units

_LINE_BREAK = "\u2028"
_SCRIPTS = {
    "baseline": QTextCharFormat.VerticalAlignment.AlignNormal,
    "sub": QTextCharFormat.VerticalAlignment.AlignSubScript,
    "super": QTextCharFormat.VerticalAlignment.AlignSuperScript,
}


def note_marks(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return the mark of each note: its own, or its number among the notes."""
    notes = [block for block in blocks if isinstance(block, Note)]
    return {note.id: note.mark or str(number) for number, note in enumerate(notes, start=1)}


def write_content(
    cursor: QTextCursor,
    content: tuple[Inline, ...],
    base: QTextCharFormat,
    forms: Forms,
    marks: Mapping[str, str],
) -> list[tuple[int, int]]:
    """Write content and return the marks shown: the code point before each, and its units.

    Every code point of a span stays one character of the document, a line end included.
    """
    shown: list[tuple[int, int]] = []
    point = 0
    for inline in content:
        if isinstance(inline, NoteReference):
            mark = inline.mark or marks.get(inline.note, "*")
            raised = QTextCharFormat(base)
            raised.setVerticalAlignment(_SCRIPTS["super"])
            raised.setForeground(forms.colours.colour("accent"))
            cursor.insertText(mark, raised)
            shown.append((point, units(mark)))
            continue
        cursor.insertText(shown_text(inline.text), _letters(inline, base, forms))
        point += len(inline.text)
    return shown


def shown_text(text: str) -> str:
    """Return a text in which every line end is one that stays inside the paragraph."""
    return text.replace("\n", _LINE_BREAK).replace("\r", _LINE_BREAK).replace("\u2029", _LINE_BREAK)


def _letters(span: Span, base: QTextCharFormat, forms: Forms) -> QTextCharFormat:
    letters = QTextCharFormat(base)
    if span.bold:
        letters.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        letters.setFontItalic(not base.fontItalic())
    letters.setFontUnderline(span.underline)
    letters.setFontStrikeOut(span.strike)
    letters.setVerticalAlignment(_SCRIPTS[span.script])
    if span.code:
        letters.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
    return forms.link(letters, span.link) if span.link else letters
