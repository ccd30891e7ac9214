"""Formats of a QTextDocument that represent the text model, and back.

They carry meaning only (bold, link, heading level …); `text_formatting` decides how a heading or a link looks.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from operator import itemgetter
from typing import assert_never, cast

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextTable,
)
from PySide6.QtWidgets import QApplication

from briefbuilder.domain.inline import merge_spans
from briefbuilder.domain.text import (
    Block,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Script,
    Span,
    Table,
)
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.selections import each_block

BLOCK_ID = QTextFormat.Property.UserProperty + 1
BLOCK_KIND = QTextFormat.Property.UserProperty + 2
CONTINUES = QTextFormat.Property.UserProperty + 3
BLOCK_LANGUAGE = QTextFormat.Property.UserProperty + 4
SPAN_LANGUAGE = QTextFormat.Property.UserProperty + 5
SPAN_CODE = QTextFormat.Property.UserProperty + 6
NOTE_ID = QTextFormat.Property.UserProperty + 7
NOTE_MARK = QTextFormat.Property.UserProperty + 8
NOTE_PLACEMENT = QTextFormat.Property.UserProperty + 9
BLOCK_PAGE = QTextFormat.Property.UserProperty + 10
FIGURE_PICTURE = QTextFormat.Property.UserProperty + 11
FIGURE_TYPE = QTextFormat.Property.UserProperty + 12
FIGURE_WORDS = QTextFormat.Property.UserProperty + 13
FIGURE_WIDE = QTextFormat.Property.UserProperty + 14
FIGURE_CAPTION = "figure_caption"
"""The kind of the paragraph below a picture, which has its caption."""

_SERIFS = ("Noto Serif", "Source Serif 4", "Georgia", "Cambria", "Times New Roman")
"""The fonts of the text, the best first."""

NOTE_CHARACTER = "\ufffc"
"""The character that represents a note reference; it is drawn as the note's number."""
NOTE_OBJECT = QTextFormat.ObjectTypes.UserObject + 1
"""The object type of note references."""
FIGURE_OBJECT = QTextFormat.ObjectTypes.UserObject + 2
"""The object type of pictures; the same character stands for them."""

_PARAGRAPH_GAP = 0.45
"""Distance between two paragraphs, relative to the line height."""
_TEXT_SIZE = 16
"""Design pixels of the text that is edited."""
_LINE_HEIGHT = 26 / 16
"""The least height of a line, relative to the size of its text."""
_LINE_SEPARATOR = "\u2028"
# Characters that a QTextDocument uses for its own structure, and surrogates.
_STRUCTURAL = {0xFDD0: None, 0xFDD1: None, 0xFFFC: None, 0x2029: " ", 0x0000: None}
_SURROGATES = range(0xD800, 0xE000)

_NEW_IDS = "newIds"
"""The property of a document that holds the beginning of the ids of its new paragraphs."""


def text_font(theme: Theme, *, scale: float = 1.0, serif: bool = True) -> QFont:
    """Return the font of the text that is edited, with the window's fonts for other scripts.

    `scale` is relative to the usual size; without `serif` it is the font of the window.
    """
    font = QFont(QApplication.font())
    own = (
        QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
        if not font.families()
        else []
    )
    font.setFamilies([*(_SERIFS if serif else ()), *font.families(), *own])
    font.setPixelSize(theme.px(_TEXT_SIZE * scale))
    return font


def default_block_format(document: QTextDocument) -> QTextBlockFormat:
    """Return the format of a plain paragraph, with a gap after it."""
    fmt = QTextBlockFormat()
    size = document.defaultFont().pixelSize()
    if size > 0:
        # A line of a serif with room above and below is higher than this already if a proportion is set.
        fmt.setLineHeight(size * _LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
    fmt.setBottomMargin(_PARAGRAPH_GAP * QFontMetricsF(document.defaultFont()).height())
    return fmt


def block_format(block: Block) -> QTextBlockFormat:
    """Return the format of a block, without its list."""
    fmt = QTextBlockFormat()
    fmt.setProperty(BLOCK_ID, block.id)
    if block.page is not None:
        fmt.setProperty(BLOCK_PAGE, block.page)
    if block.language:
        fmt.setProperty(BLOCK_LANGUAGE, block.language)
    match block:
        case Heading():
            fmt.setHeadingLevel(block.level)
        case Quote():
            fmt.setProperty(BLOCK_KIND, "quote")
            fmt.setIndent(1)
        case Note():
            fmt.setProperty(BLOCK_KIND, "note")
            fmt.setProperty(NOTE_PLACEMENT, block.placement)
            fmt.setProperty(NOTE_MARK, block.mark)
            fmt.setIndent(1)
        case ListItem():
            if block.continues:
                fmt.setProperty(BLOCK_KIND, "list_item")
                fmt.setIndent(block.depth + 1)
        case Paragraph() | Code() | Table() | Figure():
            pass
        case _:
            assert_never(block)
    if isinstance(block, Quote | ListItem) and block.continues:
        fmt.setProperty(CONTINUES, True)
    return fmt


def char_format(span: Span) -> QTextCharFormat:
    """Return the character format of a span."""
    fmt = QTextCharFormat()
    if span.bold:
        fmt.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        fmt.setFontItalic(True)
    if span.underline:
        fmt.setFontUnderline(True)
    if span.strike:
        fmt.setFontStrikeOut(True)
    if span.script != "baseline":
        fmt.setVerticalAlignment(
            QTextCharFormat.VerticalAlignment.AlignSubScript
            if span.script == "sub"
            else QTextCharFormat.VerticalAlignment.AlignSuperScript
        )
    if span.link:
        fmt.setAnchor(True)
        fmt.setAnchorHref(span.link)
    if span.code:
        fmt.setProperty(SPAN_CODE, True)
    if span.language:
        fmt.setProperty(SPAN_LANGUAGE, span.language)
    return fmt


def note_format(reference: NoteReference) -> QTextCharFormat:
    """Return the character format of a note reference."""
    fmt = QTextCharFormat()
    fmt.setObjectType(NOTE_OBJECT)
    fmt.setProperty(NOTE_ID, reference.note)
    fmt.setProperty(NOTE_MARK, reference.mark)
    return fmt


def figure_format(figure: Figure) -> QTextCharFormat:
    """Return the character format of a picture."""
    fmt = QTextCharFormat()
    fmt.setObjectType(FIGURE_OBJECT)
    fmt.setProperty(FIGURE_PICTURE, figure.picture or "")
    fmt.setProperty(FIGURE_TYPE, figure.media_type or "")
    fmt.setProperty(FIGURE_WORDS, figure.alternative_text)
    fmt.setProperty(FIGURE_WIDE, figure.wide)
    return fmt


def figures_in(block: QTextBlock) -> tuple[tuple[int, QTextCharFormat], ...]:
    """Return the place in a block, in UTF-16 units, and the format of each picture in it."""
    if NOTE_CHARACTER not in block.text():
        return ()
    found: list[tuple[int, QTextCharFormat]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        fmt = fragment.charFormat()
        if fragment.isValid() and fmt.objectType() == FIGURE_OBJECT:
            start = fragment.position() - block.position()
            found += (
                (start + place, fmt) for place, one in enumerate(fragment.text()) if one == NOTE_CHARACTER
            )
        iterator += 1
    return tuple(found)


def stored_id(block: QTextBlock) -> str:
    """Return the id of a block, "" if it has none yet: words that replaced a picture do not have its id."""
    return "" if _lost_figure(block) else str(block.blockFormat().property(BLOCK_ID) or "")


def _lost_figure(block: QTextBlock) -> bool:
    return block.blockFormat().property(BLOCK_KIND) == "figure" and not figures_in(block)


def is_note(block: QTextBlock) -> bool:
    """Return whether a block is a note."""
    return bool(block.blockFormat().property(BLOCK_KIND) == "note")


def is_caption(block: QTextBlock) -> bool:
    """Return whether a block is made for the caption of a picture."""
    return bool(block.blockFormat().property(BLOCK_KIND) == FIGURE_CAPTION)


def block_content(block: QTextBlock) -> tuple[Inline, ...]:
    """Return the content of a block, empty if it has neither words nor a note reference."""
    content: list[Inline] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.isValid():
            content += _read_fragment(fragment.text(), fragment.charFormat())
        iterator += 1
    held = any(isinstance(inline, NoteReference) or inline.text.strip() for inline in content)
    return merge_spans(tuple(content)) if held else ()


def note_ids_in(block: QTextBlock) -> tuple[str, ...]:
    """Return the ids of the notes referenced in a block, in order."""
    if NOTE_CHARACTER not in block.text():
        return ()
    return tuple(inline.note for inline in block_content(block) if isinstance(inline, NoteReference))


def _read_fragment(text: str, fmt: QTextCharFormat) -> list[Inline]:
    """Read a fragment; text typed after a note reference can have its format without being one."""
    note = str(fmt.property(NOTE_ID) or "")
    if not note:
        return [_read_span(from_document(text), fmt)]
    inlines: list[Inline] = []
    for number, piece in enumerate(text.split(NOTE_CHARACTER)):
        if number:
            inlines.append(NoteReference(note=note, mark=str(fmt.property(NOTE_MARK) or "")))
        if piece:
            inlines.append(_read_span(from_document(piece), fmt))
    return inlines


def _read_span(text: str, fmt: QTextCharFormat) -> Span:
    return Span(
        text,
        bold=fmt.fontWeight() >= QFont.Weight.DemiBold,
        italic=fmt.fontItalic(),
        underline=fmt.fontUnderline(),
        strike=fmt.fontStrikeOut(),
        code=bool(fmt.property(SPAN_CODE)),
        script=_script(fmt),
        link=fmt.anchorHref() or None if fmt.isAnchor() else None,
        language=cast("str | None", fmt.property(SPAN_LANGUAGE)) or None,
    )


def _script(fmt: QTextCharFormat) -> Script:
    alignment = fmt.verticalAlignment()
    if alignment == QTextCharFormat.VerticalAlignment.AlignSubScript:
        return "sub"
    if alignment == QTextCharFormat.VerticalAlignment.AlignSuperScript:
        return "super"
    return "baseline"


def to_document(text: str) -> str:
    """Convert text of the model to characters that a document can hold."""
    kept = "".join(character for character in text if ord(character) not in _SURROGATES)
    return (
        kept.replace("\r\n", "\n").replace("\r", "\n").translate(_STRUCTURAL).replace("\n", _LINE_SEPARATOR)
    )


def from_document(text: str) -> str:
    """Convert characters of a document to text of the model."""
    return text.translate(_STRUCTURAL).replace(_LINE_SEPARATOR, "\n")


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list of a block, or None."""
    return cast("QTextList | None", block.textList())


def blocks_and_tables(document: QTextDocument) -> Iterator[QTextBlock | QTextTable]:
    """Yield the paragraphs and tables of a document in order, without the paragraphs in tables."""
    block = document.begin()
    while block.isValid():
        table = table_at(QTextCursor(block))
        if table is None:
            yield block
            block = block.next()
        else:
            yield table
            block = document.findBlock(table.lastPosition() + 1)


def table_at(cursor: QTextCursor) -> QTextTable | None:
    """Return the table at a cursor, or None."""
    return cast("QTextTable | None", cursor.currentTable())


@dataclass(frozen=True, slots=True)
class IdentifiedBlocks:
    """The non-empty blocks of a document with their ids, including those in tables.

    `tables` maps the first position of each table to its id.
    """

    blocks: tuple[tuple[QTextBlock, str], ...]
    tables: dict[int, str]


def identify_blocks(document: QTextDocument) -> IdentifiedBlocks:
    """Return the non-empty blocks and tables with unique ids; a stored id is kept unless an earlier block has it.

    A new id begins with what was drawn for the document, so that several desks never give one id to different paragraphs.
    """
    marked = {name for block in each_block(document) for name in note_ids_in(block)}
    holding = [
        block
        for block in each_block(document)
        if block_content(block) or figures_in(block) or (is_note(block) and stored_id(block) in marked)
    ]
    tables = [piece for piece in blocks_and_tables(document) if isinstance(piece, QTextTable)]
    present = {*map(stored_id, holding), *map(_table_id, tables)}
    start, taken = _start_of_new_ids(document), set[str]()

    def allocate(stored: str) -> str:
        name = stored
        if not name or name in taken:
            new = (f"{start}{number}" for number in count(len(taken) + 1))
            name = next(name for name in new if name not in present and name not in taken)
        taken.add(name)
        return name

    wanted: list[tuple[int, QTextBlock | QTextTable]] = [(block.position(), block) for block in holding]
    wanted += [(table.firstPosition() - 1, table) for table in tables]
    blocks: list[tuple[QTextBlock, str]] = []
    found: dict[int, str] = {}
    for _, piece in sorted(wanted, key=itemgetter(0)):
        if isinstance(piece, QTextTable):
            found[piece.firstPosition()] = allocate(_table_id(piece))
        else:
            blocks.append((piece, allocate(stored_id(piece))))
    return IdentifiedBlocks(tuple(blocks), found)


def store_ids(document: QTextDocument) -> None:
    """Store the ids of blocks and tables in the document."""
    named = identify_blocks(document)
    renamed = [(block, name) for block, name in named.blocks if stored_id(block) != name]
    if renamed:
        # As one edit: after each of several, Qt would lay out the rest of the text.
        whole = QTextCursor(document)
        whole.beginEditBlock()
        for block, name in renamed:
            fmt = QTextBlockFormat()
            if _lost_figure(block):
                fmt = default_block_format(document)
                fmt.setProperty(BLOCK_KIND, "")
            fmt.setProperty(BLOCK_ID, name)
            QTextCursor(block).mergeBlockFormat(fmt)
        whole.endEditBlock()
    for piece in blocks_and_tables(document):
        if isinstance(piece, QTextTable) and _table_id(piece) != named.tables[piece.firstPosition()]:
            table_fmt = piece.format().toTableFormat()
            table_fmt.setProperty(BLOCK_ID, named.tables[piece.firstPosition()])
            piece.setFormat(table_fmt)


def _table_id(table: QTextTable) -> str:
    return str(table.format().property(BLOCK_ID) or "")


def _start_of_new_ids(document: QTextDocument) -> str:
    start = document.property(_NEW_IDS)
    if not isinstance(start, str):
        start = f"b{os.urandom(5).hex()}-"
        document.setProperty(_NEW_IDS, start)
    return start
