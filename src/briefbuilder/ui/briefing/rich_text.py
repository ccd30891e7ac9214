"""Converts between a QTextDocument and blocks of the text model, both ways without loss.

A document's formats carry meaning alone (bold, link, heading level …); how a heading or a link
looks is `styling`'s business. Characters come from whole fragments, never by offsets, so that
code points and UTF-16 units cannot be mixed up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
)

from briefbuilder.domain.inline import merged
from briefbuilder.domain.text import (
    Block,
    Heading,
    Inline,
    ListItem,
    NoteReference,
    Paragraph,
    Quote,
    Script,
    Span,
)

EditableBlock = Paragraph | Heading | ListItem | Quote

BLOCK_ID = QTextFormat.Property.UserProperty + 1
BLOCK_KIND = QTextFormat.Property.UserProperty + 2
CONTINUES = QTextFormat.Property.UserProperty + 3
BLOCK_LANGUAGE = QTextFormat.Property.UserProperty + 4
SPAN_LANGUAGE = QTextFormat.Property.UserProperty + 5
SPAN_CODE = QTextFormat.Property.UserProperty + 6

_LINE = "\u2028"
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
_SAFE_SCHEMES = ("http", "https", "mailto")


class SealedDocument(QTextDocument):
    """A document that never loads a picture or style from anywhere, whatever is pasted into it."""

    def loadResource(self, _type: int, _name: QUrl | str) -> object:
        """Return nothing for every address."""
        return QByteArray()


def can_edit(blocks: tuple[Block, ...]) -> bool:
    """Tell whether the editor holds such blocks without loss: no tables, figures, code or notes."""
    return all(
        isinstance(block, EditableBlock)
        and not any(isinstance(inline, NoteReference) for inline in block.content)
        for block in blocks
    )


def safe_link(address: str) -> str | None:
    """Return the address of a link that may stand in a briefing (web or mail), else None."""
    url = QUrl(address.strip())
    return address.strip() if url.isValid() and url.scheme().lower() in _SAFE_SCHEMES else None


def load_blocks(document: QTextDocument, blocks: tuple[Block, ...]) -> None:
    """Make a document show these blocks and nothing else; those it cannot hold become paragraphs."""
    document.clear()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    Writer(cursor).write(blocks)
    cursor.endEditBlock()


class Writer:
    """Writes blocks at a cursor; the first goes into the cursor's own block."""

    def __init__(self, cursor: QTextCursor) -> None:
        self._cursor = cursor
        self._open: dict[int, QTextList] = {}

    def write(self, blocks: tuple[Block, ...], *, keep_first_form: bool = False) -> None:
        """Write the blocks; with `keep_first_form` the first takes the form of the block it lands in."""
        for index, block in enumerate(blocks):
            if index:
                self._cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
            if index or not keep_first_form:
                self._give_form(block)
            for inline in _content_of(block):
                self._cursor.insertText(_to_document(inline.text), char_format(inline))

    def _give_form(self, block: Block) -> None:
        listed = self._cursor.currentList()
        if listed is not None:
            listed.remove(self._cursor.block())
        self._cursor.setBlockFormat(block_format(block))
        self._cursor.setBlockCharFormat(QTextCharFormat())
        if isinstance(block, ListItem) and not block.continues:
            self._put_into_list(block)
            # A list takes the block's own properties away, so they are given once more.
            form = self._cursor.blockFormat()
            form.setProperty(BLOCK_ID, block.id)
            self._cursor.mergeBlockFormat(form)

    def _put_into_list(self, item: ListItem) -> None:
        for depth in [depth for depth in self._open if depth > item.depth]:
            del self._open[depth]
        current = self._open.get(item.depth)
        if current is not None and not item.starts and _goes_on(current, item):
            current.add(self._cursor.block())
        else:
            self._open[item.depth] = self._cursor.createList(list_format(item))


def _goes_on(current: QTextList, item: ListItem) -> bool:
    if (current.format().style() in _ORDERED) != item.ordered:
        return False
    return not item.ordered or item.number in {None, current.format().start() + current.count()}


def list_format(item: ListItem) -> QTextListFormat:
    """Return the form of a list that begins with this item."""
    form = QTextListFormat()
    form.setIndent(item.depth + 1)
    form.setStyle(
        QTextListFormat.Style.ListDecimal if item.ordered else _BULLETS[min(item.depth, len(_BULLETS) - 1)]
    )
    if item.ordered and item.number is not None:
        form.setStart(item.number)
    return form


def block_format(block: Block) -> QTextBlockFormat:
    """Return the form of a block, but for the list that it stands in."""
    form = QTextBlockFormat()
    form.setProperty(BLOCK_ID, block.id)
    if block.language:
        form.setProperty(BLOCK_LANGUAGE, block.language)
    if isinstance(block, Heading):
        form.setHeadingLevel(block.level)
    if isinstance(block, Quote):
        form.setProperty(BLOCK_KIND, "quote")
        form.setIndent(1)
    if isinstance(block, ListItem) and block.continues:
        form.setProperty(BLOCK_KIND, "list_item")
        form.setIndent(block.depth + 1)
    if isinstance(block, Quote | ListItem) and block.continues:
        form.setProperty(CONTINUES, True)
    return form


def char_format(span: Span) -> QTextCharFormat:
    """Return the form of a span's characters."""
    form = QTextCharFormat()
    if span.bold:
        form.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        form.setFontItalic(True)
    if span.underline:
        form.setFontUnderline(True)
    if span.strike:
        form.setFontStrikeOut(True)
    if span.script != "baseline":
        form.setVerticalAlignment(
            QTextCharFormat.VerticalAlignment.AlignSubScript
            if span.script == "sub"
            else QTextCharFormat.VerticalAlignment.AlignSuperScript
        )
    if span.link:
        form.setAnchor(True)
        form.setAnchorHref(span.link)
    if span.code:
        form.setProperty(SPAN_CODE, True)
    if span.language:
        form.setProperty(SPAN_LANGUAGE, span.language)
    return form


def read_blocks(document: QTextDocument) -> tuple[EditableBlock, ...]:
    """Return what a document holds; empty lines are dropped and every block has an id of its own."""
    found: list[EditableBlock] = []
    seen: dict[int, int] = {}
    for block, name in named_blocks(document):
        found.append(_counted(_read_block(block, name, _content_in(block)), block, seen))
    return tuple(found)


def named_blocks(document: QTextDocument) -> tuple[tuple[QTextBlock, str], ...]:
    """Return the blocks that hold words, each with an id of its own: the one it had, where no earlier one has it."""
    holding = [block for block in each_block(document) if _content_in(block)]
    present = {_kept_id(block) for block in holding}
    taken: set[str] = set()
    return tuple((block, _fresh_id(block, taken, present)) for block in holding)


def keep_ids(document: QTextDocument) -> None:
    """Write the ids that blocks are read with into the document, so that they bear them from now on."""
    for block, name in named_blocks(document):
        if _kept_id(block) != name:
            form = QTextBlockFormat()
            form.setProperty(BLOCK_ID, name)
            QTextCursor(block).mergeBlockFormat(form)


def _counted(read: EditableBlock, block: QTextBlock, seen: dict[int, int]) -> EditableBlock:
    """Number an item among those of its list that hold words: empty ones before it were dropped."""
    listed = list_of(block)
    if listed is None or not isinstance(read, ListItem):
        return read
    place = seen.get(listed.objectIndex(), 0)
    seen[listed.objectIndex()] = place + 1
    number = listed.format().start() + place if read.ordered else None
    return replace(read, number=number, starts=place == 0)


def each_block(document: QTextDocument) -> Iterator[QTextBlock]:
    """Yield a document's blocks in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def list_of(block: QTextBlock) -> QTextList | None:
    """Return the list that a block is an item of, or None."""
    return cast("QTextList | None", block.textList())


def _kept_id(block: QTextBlock) -> str:
    return str(block.blockFormat().property(BLOCK_ID) or "")


def _fresh_id(block: QTextBlock, taken: set[str], present: set[str]) -> str:
    wanted = _kept_id(block)
    number = len(taken) + 1
    while not wanted or wanted in taken:
        wanted = f"b{number}"
        wanted = "" if wanted in present else wanted
        number += 1
    taken.add(wanted)
    return wanted


def _read_block(block: QTextBlock, name: str, content: tuple[Inline, ...]) -> EditableBlock:
    form = block.blockFormat()
    language = cast("str | None", form.property(BLOCK_LANGUAGE)) or None
    kind, continues = form.property(BLOCK_KIND), bool(form.property(CONTINUES))
    listed = list_of(block)
    if listed is not None:
        return ListItem(
            id=name,
            content=content,
            language=language,
            depth=max(0, listed.format().indent() - 1),
            ordered=listed.format().style() in _ORDERED,
        )
    if kind == "list_item":
        depth = max(0, form.indent() - 1)
        return ListItem(id=name, content=content, language=language, depth=depth, continues=True)
    if form.headingLevel():
        return Heading(id=name, content=content, language=language, level=min(form.headingLevel(), 6))
    if kind == "quote":
        return Quote(id=name, content=content, language=language, continues=continues)
    return Paragraph(id=name, content=content, language=language)


def _content_in(block: QTextBlock) -> tuple[Inline, ...]:
    spans: list[Inline] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.isValid():
            spans.append(_read_span(_from_document(fragment.text()), fragment.charFormat()))
        iterator += 1
    return merged(tuple(spans)) if any(span.text.strip() for span in spans) else ()


def _read_span(text: str, form: QTextCharFormat) -> Span:
    return Span(
        text,
        bold=form.fontWeight() >= QFont.Weight.DemiBold,
        italic=form.fontItalic(),
        underline=form.fontUnderline(),
        strike=form.fontStrikeOut(),
        code=bool(form.property(SPAN_CODE)),
        script=_script_of(form),
        link=form.anchorHref() or None if form.isAnchor() else None,
        language=cast("str | None", form.property(SPAN_LANGUAGE)) or None,
    )


def _script_of(form: QTextCharFormat) -> Script:
    alignment = form.verticalAlignment()
    if alignment == QTextCharFormat.VerticalAlignment.AlignSubScript:
        return "sub"
    if alignment == QTextCharFormat.VerticalAlignment.AlignSuperScript:
        return "super"
    return "baseline"


def _content_of(block: Block) -> tuple[Span, ...]:
    if isinstance(block, EditableBlock):
        return tuple(inline for inline in block.content if isinstance(inline, Span))
    return (Span(block.text),)


def _to_document(text: str) -> str:
    kept = "".join(character for character in text if ord(character) not in _SURROGATES)
    return kept.replace("\r\n", "\n").replace("\r", "\n").translate(_STRUCTURAL).replace("\n", _LINE)


def _from_document(text: str) -> str:
    return text.translate(_STRUCTURAL).replace(_LINE, "\n")
