"""The forms of a QTextDocument that stand for what our text model says, and back.

They carry meaning alone (bold, link, heading level …); how a heading or a link looks is `styling`'s business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never, cast

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
    QTextTable,
)

from briefbuilder.domain.inline import merged
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

NOTE_CHARACTER = "\ufffc"
"""The one character of a document that stands for a note's mark; it is drawn as the note's number."""
NOTE_OBJECT = QTextFormat.ObjectTypes.UserObject + 1
"""The kind of object that it is."""

_PARAGRAPH_GAP = 0.3
"""Distance between two paragraphs, as a share of a line's height."""
_LINE_SEPARATOR = "\u2028"
# Characters by which a QTextDocument marks its own structure, and halves of characters.
_STRUCTURAL = {0xFDD0: None, 0xFDD1: None, 0xFFFC: None, 0x2029: " ", 0x0000: None}
_SURROGATES = range(0xD800, 0xE000)
_ORDERED = (
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListLowerAlpha,
    QTextListFormat.Style.ListUpperAlpha,
    QTextListFormat.Style.ListLowerRoman,
    QTextListFormat.Style.ListUpperRoman,
)
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)


def list_format(item: ListItem) -> QTextListFormat:
    """Return the fmt of a list that begins with this item."""
    fmt = QTextListFormat()
    fmt.setIndent(item.depth + 1)
    fmt.setStyle(
        QTextListFormat.Style.ListDecimal if item.ordered else _BULLETS[min(item.depth, len(_BULLETS) - 1)]
    )
    if item.ordered and item.number is not None:
        fmt.setStart(item.number)
    return fmt


def default_block_format(document: QTextDocument) -> QTextBlockFormat:
    """Return the fmt of a paragraph that nothing is known of: with some air after it."""
    fmt = QTextBlockFormat()
    fmt.setBottomMargin(_PARAGRAPH_GAP * QFontMetricsF(document.defaultFont()).height())
    return fmt


def block_format(block: Block) -> QTextBlockFormat:
    """Return the fmt of a block, but for the list that it stands in."""
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
    """Return the fmt of a span's characters."""
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
    """Return the fmt of a note's mark."""
    fmt = QTextCharFormat()
    fmt.setObjectType(NOTE_OBJECT)
    fmt.setProperty(NOTE_ID, reference.note)
    fmt.setProperty(NOTE_MARK, reference.mark)
    return fmt


def is_ordered(listed: QTextListFormat) -> bool:
    """Tell whether a list counts its items."""
    return listed.style() in _ORDERED


def stored_id(block: QTextBlock) -> str:
    """Return the id that a block bears, "" where it has none yet."""
    return str(block.blockFormat().property(BLOCK_ID) or "")


def is_note(block: QTextBlock) -> bool:
    """Tell whether a block is the text of a note."""
    return bool(block.blockFormat().property(BLOCK_KIND) == "note")


def block_content(block: QTextBlock) -> tuple[Inline, ...]:
    """Return what is written in a block; nothing where it holds neither words nor a mark."""
    found: list[Inline] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.isValid():
            found += _read_fragment(fragment.text(), fragment.charFormat())
        iterator += 1
    held = any(isinstance(inline, NoteReference) or inline.text.strip() for inline in found)
    return merged(tuple(found)) if held else ()


def note_ids_in(block: QTextBlock) -> tuple[str, ...]:
    """Return the ids of the notes whose marks stand in a block, in order."""
    if NOTE_CHARACTER not in block.text():
        return ()
    return tuple(inline.note for inline in block_content(block) if isinstance(inline, NoteReference))


def _read_fragment(text: str, fmt: QTextCharFormat) -> list[Inline]:
    """Return a run of one fmt; text that was typed behind a mark may bear the mark's fmt and is none."""
    note = str(fmt.property(NOTE_ID) or "")
    if not note:
        return [_read_span(from_document(text), fmt)]
    found: list[Inline] = []
    for number, piece in enumerate(text.split(NOTE_CHARACTER)):
        if number:
            found.append(NoteReference(note=note, mark=str(fmt.property(NOTE_MARK) or "")))
        if piece:
            found.append(_read_span(from_document(piece), fmt))
    return found


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
    """Return characters as a document may hold them."""
    kept = "".join(character for character in text if ord(character) not in _SURROGATES)
    return (
        kept.replace("\r\n", "\n").replace("\r", "\n").translate(_STRUCTURAL).replace("\n", _LINE_SEPARATOR)
    )


def from_document(text: str) -> str:
    """Return a document's characters as our text model holds them."""
    return text.translate(_STRUCTURAL).replace(_LINE_SEPARATOR, "\n")


# Walks a QTextDocument: its paragraphs and tables in order, and the ids that they bear or are given.


def each_block(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield a document's blocks in order, those in tables too."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list that a block is an item of, or None."""
    return cast("QTextList | None", block.textList())


def blocks_and_tables(document: QTextDocument) -> Iterator[QTextBlock | QTextTable]:
    """Yield a document's paragraphs and tables in order; the paragraphs of a table's cells are in it."""
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
    """Return the table that a cursor is in, or None."""
    return cast("QTextTable | None", cursor.currentTable())


@dataclass(frozen=True, slots=True)
class IdentifiedBlocks:
    """What of a document holds anything: its paragraphs, those in tables too, with their ids.

    `tables` holds the ids of tables by the position at which each begins.
    """

    blocks: tuple[tuple[QTextBlock, str], ...]
    tables: dict[int, str]


def identify_blocks(document: QTextDocument) -> IdentifiedBlocks:
    """Return what holds anything with ids, each one's own: the one it had, where no earlier piece has it."""
    marked = {name for block in each_block(document) for name in note_ids_in(block)}
    holding = [
        block
        for block in each_block(document)
        if block_content(block) or (is_note(block) and stored_id(block) in marked)
    ]
    tables = [piece for piece in blocks_and_tables(document) if isinstance(piece, QTextTable)]
    names = _IdAllocator({*map(stored_id, holding), *map(_table_id, tables)})
    wanted: list[tuple[int, QTextBlock | QTextTable]] = [(block.position(), block) for block in holding]
    wanted += [(table.firstPosition() - 1, table) for table in tables]
    blocks: list[tuple[QTextBlock, str]] = []
    found: dict[int, str] = {}
    for _, piece in sorted(wanted, key=lambda one: one[0]):
        if isinstance(piece, QTextTable):
            found[piece.firstPosition()] = names.allocate(_table_id(piece))
        else:
            blocks.append((piece, names.allocate(stored_id(piece))))
    return IdentifiedBlocks(tuple(blocks), found)


def store_ids(document: QTextDocument) -> None:
    """Write the ids that blocks are read with into the document, so that they bear them from now on."""
    named = identify_blocks(document)
    for block, name in named.blocks:
        if stored_id(block) != name:
            fmt = QTextBlockFormat()
            fmt.setProperty(BLOCK_ID, name)
            QTextCursor(block).mergeBlockFormat(fmt)
    for piece in blocks_and_tables(document):
        if isinstance(piece, QTextTable) and _table_id(piece) != named.tables[piece.firstPosition()]:
            table_fmt = piece.format().toTableFormat()
            table_fmt.setProperty(BLOCK_ID, named.tables[piece.firstPosition()])
            piece.setFormat(table_fmt)


def _table_id(table: QTextTable) -> str:
    return str(table.format().property(BLOCK_ID) or "")


class _IdAllocator:
    """Gives ids, each once; a new one is none that anything else wants."""

    def __init__(self, present: Iterable[str]) -> None:
        self._present = frozenset(present)
        self._taken: set[str] = set()

    def allocate(self, wanted: str) -> str:
        name, number = wanted, len(self._taken) + 1
        while not name or name in self._taken:
            name = f"b{number}"
            name = "" if name in self._present else name
            number += 1
        self._taken.add(name)
        return name
