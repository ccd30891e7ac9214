"""Writes an article into a QTextDocument and maps its blocks to document positions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal, assert_never

from PySide6.QtCore import QObject, QTextBoundaryFinder, QUrl
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QImage,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextList,
    QTextTable,
    QTextTableFormat,
)

from briefbuilder.app.article_html import note_marks
from briefbuilder.domain.article import Article
from briefbuilder.domain.list_labels import PLAIN_LABEL
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
    PlacedCell,
    Quote,
    Span,
    Table,
    WrittenBlock,
    count_columns,
    place_cells,
)
from briefbuilder.domain.values import value
from briefbuilder.domain.visible_text import cut_text, mask_hidden
from briefbuilder.storage.folding import fold, fold_with_places
from briefbuilder.storage.search_hits import find_hits
from briefbuilder.ui.list_formats import list_format, widen_bullet_gap
from briefbuilder.ui.offsets import UnitOffsets, units
from briefbuilder.ui.read.block_positions import BlockPositions, PlacedBlock
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.widgets.plain import join_facts, set_tip

# Lists.


class ListWriter:
    """Adds paragraphs to lists; keeps the open list of each depth with its last item."""

    def __init__(self) -> None:
        self._open: list[tuple[QTextList, ListItem] | None] = []

    def end(self) -> bool:
        """End all lists; return whether the paragraph above belongs to one."""
        was_open = bool(self._open)
        self._open.clear()
        return was_open

    def place(self, cursor: QTextCursor, item: ListItem) -> None:
        """Add the cursor's paragraph to its list."""
        del self._open[item.depth + 1 :]
        if item.continues:
            block_format = cursor.blockFormat()
            block_format.setIndent(item.depth + 1)
            cursor.setBlockFormat(block_format)
            return
        if item.starts:
            del self._open[item.depth :]
        self._open += [None] * (item.depth + 1 - len(self._open))
        known = self._open[item.depth]
        if known is not None and _is_next(known[1], item):
            known[0].add(cursor.block())
            self._open[item.depth] = (known[0], item)
        else:
            listed = cursor.createList(list_format(item, item.label or PLAIN_LABEL))
            self._open[item.depth] = (listed, item)
        widen_bullet_gap(cursor)


def _is_next(above: ListItem, item: ListItem) -> bool:
    """Return whether a list shows the right label for an item after another one."""
    if (above.ordered, above.label) != (item.ordered, item.label):
        return False
    return above.number is None or item.number is None or item.number == above.number + 1


# Inline content.

_LINE_BREAK = "\u2028"
_SCRIPTS = {
    "baseline": QTextCharFormat.VerticalAlignment.AlignNormal,
    "sub": QTextCharFormat.VerticalAlignment.AlignSubScript,
    "super": QTextCharFormat.VerticalAlignment.AlignSuperScript,
}


def write_content(
    cursor: QTextCursor,
    content: tuple[Inline, ...],
    base: QTextCharFormat,
    formats: TextFormats,
    marks: Mapping[str, str],
) -> list[tuple[int, int]]:
    """Write content and return the shown marks: the code point of each, and its length in UTF-16 units.

    Every code point of a span, also a line end, becomes one character of the document.
    """
    shown: list[tuple[int, int]] = []
    point = 0
    for inline in content:
        if isinstance(inline, NoteReference):
            mark = inline.mark or marks.get(inline.note, "*")
            raised = QTextCharFormat(base)
            raised.setVerticalAlignment(_SCRIPTS["super"])
            raised.setForeground(formats.colours.colour("accent"))
            cursor.insertText(display_text(mark), raised)
            shown.append((point, units(mark)))
            continue
        cursor.insertText(display_text(inline.text), _character_format(inline, base, formats))
        point += len(inline.text)
    return shown


def display_text(text: str) -> str:
    """Return a text whose line ends do not end the paragraph, with signs in place of hidden characters."""
    if text.isprintable():
        return text
    lines = text.replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return mask_hidden(lines).replace("\n", _LINE_BREAK)


def _character_format(span: Span, base: QTextCharFormat, formats: TextFormats) -> QTextCharFormat:
    char_format = QTextCharFormat(base)
    if span.bold:
        char_format.setFontWeight(QFont.Weight.Bold)
    if span.italic:
        char_format.setFontItalic(not base.fontItalic())
    char_format.setFontUnderline(span.underline)
    char_format.setFontStrikeOut(span.strike)
    char_format.setVerticalAlignment(_SCRIPTS[span.script])
    if span.code:
        char_format.setFontFamilies([QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()])
    return formats.link(char_format, span.link) if span.link else char_format


# Tables.


def insert_table(cursor: QTextCursor, table: Table, formats: TextFormats, marks: Mapping[str, str]) -> int:
    """Insert a table, move the cursor to the paragraph after it, and return the table's last position."""
    columns = max(1, count_columns(table.rows))
    drawn = cursor.insertTable(max(1, len(table.rows)), columns, _table_format(table, formats))
    for placed in place_cells(table.rows):
        _merge(drawn, placed)
        is_header = placed.cell.header or placed.row < table.header_rows
        _write_cell(drawn, placed, header=is_header, formats=formats, marks=marks)
    end = drawn.lastPosition()
    cursor.setPosition(end + 1)
    return end


def _table_format(table: Table, formats: TextFormats) -> QTextTableFormat:
    block_format = QTextTableFormat()
    # Qt crashes if there are more header rows than rows.
    block_format.setHeaderRowCount(min(table.header_rows, len(table.rows)))
    block_format.setBorderCollapse(True)
    block_format.setBorder(1)
    block_format.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    block_format.setBorderBrush(formats.colours.colour("line"))
    block_format.setCellPadding(formats.em * 0.25)
    block_format.setCellSpacing(0)
    block_format.setBottomMargin(formats.em * 0.4)
    return block_format


def _merge(drawn: QTextTable, placed: PlacedCell) -> None:
    rows = min(placed.cell.row_span, drawn.rows() - placed.row)
    if rows > 1 or placed.cell.column_span > 1:
        drawn.mergeCells(placed.row, placed.column, max(1, rows), max(1, placed.cell.column_span))


def _write_cell(
    drawn: QTextTable,
    placed: PlacedCell,
    *,
    header: bool,
    formats: TextFormats,
    marks: Mapping[str, str],
) -> None:
    place = drawn.cellAt(placed.row, placed.column)
    char_format = QTextCharFormat(formats.characters("paragraph"))
    if header:
        char_format.setFontWeight(QFont.Weight.DemiBold)
        ground = place.format()
        ground.setBackground(formats.colours.colour("window"))
        place.setFormat(ground)
    cursor = place.firstCursorPosition()
    for index, block in enumerate(placed.cell.blocks):
        if index:
            cursor.insertBlock()
        match block:
            case Table():
                cursor.insertText(display_text(block.text), char_format)
            case Figure(content=()):
                cursor.insertText(
                    display_text(block.alternative_text or formats.no_picture), formats.characters("figure")
                )
            case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note() | Figure():
                write_content(cursor, block.content, char_format, formats, marks)
            case _:
                assert_never(block)


HeaderField = Literal["publication", "published", "authors", "language", "title", "lead"]


@value
class ArticleHeader:
    """What is above the text, in the language of the window; `details` become one line, in their order."""

    title: str
    lead: str
    details: tuple[tuple[HeaderField, str], ...]


@value
class LeftOutOptions:
    """How to show excluded blocks.

    `everything` are all blocks, with the ids of the excluded ones in `left_out`. `words` returns the text for a
    number of consecutive excluded paragraphs; with `opened`, the paragraphs themselves follow.
    """

    everything: tuple[Block, ...]
    left_out: frozenset[str]
    opened: bool
    words: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class LeftOutMarker:
    """A paragraph of the document that represents excluded blocks."""

    blocks: tuple[str, ...]
    start: int
    end: int

    def covers(self, position: int) -> bool:
        """Return whether a document position is in the paragraph."""
        return self.start <= position <= self.end


_GAP = "\u2002·\u2002"
_LONGEST_DETAIL = 600
"""Code points of a detail above the title, which longer ones would push off the screen; the rail has them whole."""
_SPACES = {ord(space): " " for space in "\n\t\u00a0\u2028\u2029\u202f\u2009\u2002"}


class ArticleDocument(QTextDocument):
    """A text document that loads only the pictures it was given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.images: dict[str, QImage] = {}
        """The pictures by the addresses that the text uses."""
        self.setUndoRedoEnabled(False)
        self.places = BlockPositions(())
        self.quote_ranges: tuple[tuple[int, int], ...] = ()
        """The positions of quotations, beside which a rule is painted."""
        self.left_out_markers: tuple[LeftOutMarker, ...] = ()
        self.header_ranges: dict[HeaderField, tuple[int, int]] = {}
        """The positions of the title and of what else is above the text."""

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        """Return a picture of the article; files and network addresses are never loaded."""
        address = name.toString() if isinstance(name, QUrl) else name
        return self.images.get(address)

    @cached_property
    def text(self) -> str:
        """The whole text, in which each character has its position in the document in UTF-16 units."""
        return self.toPlainText()

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Return two positions moved apart to the ends of the words that they are in."""
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Word, self.text)
        finder.setPosition(start)
        if not finder.isAtBoundary():
            start = max(0, finder.toPreviousBoundary())
        finder.setPosition(end)
        if not finder.isAtBoundary():
            end = max(end, finder.toNextBoundary())
        return start, end

    @property
    def header_end(self) -> int:
        """The position of the end of the last paragraph above the text, 0 without any."""
        block = self.findBlock(max((end for _, end in self.header_ranges.values()), default=0))
        return block.position() + block.length() - 1 if self.header_ranges else 0

    def move_text(self, by: int) -> None:
        """Record that the text is so many positions further down."""
        self.__dict__.pop("text", None)
        if by:
            self.places = self.places.moved(by)
            self.quote_ranges = tuple((start + by, end + by) for start, end in self.quote_ranges)
            self.left_out_markers = tuple(
                LeftOutMarker(marker.blocks, marker.start + by, marker.end + by)
                for marker in self.left_out_markers
            )

    def header_field_at(self, position: int) -> HeaderField | None:
        """Return what is at a position above the text, or None."""
        fields = (name for name, (start, end) in self.header_ranges.items() if start <= position <= end)
        return next(fields, None)

    def find_words(self, words: str) -> tuple[tuple[int, int], ...]:
        """Return the positions of the given words in the text, without regard to case and accents."""
        needle = " ".join(fold(words).split())
        if not needle:
            return ()
        folded, places = fold_with_places(self.text)
        folded = folded.translate(_SPACES)
        found: list[tuple[int, int]] = []
        at = folded.find(needle)
        while at >= 0:
            found.append((places[at], places[at + len(needle) - 1] + 1))
            at = folded.find(needle, at + len(needle))
        return self._positions(found)

    def find_hits(self, phrases: Sequence[str]) -> tuple[tuple[int, int], ...]:
        """Return the positions of the text that match the phrases of a search in the list of articles."""
        return self._positions(find_hits(self.text, phrases)) if phrases else ()

    def _positions(self, points: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        offsets = UnitOffsets(self.text)
        return tuple((offsets.to_units(start), offsets.to_units(end)) for start, end in points)


def fill_document(
    document: ArticleDocument,
    article: Article,
    header: ArticleHeader,
    images: Mapping[str, QImage],
    formats: TextFormats,
    left_out: LeftOutOptions | None = None,
) -> None:
    """Write an article into an empty document, with its excluded blocks if `left_out` is given.

    `images` are the article's pictures, decoded, by name; null images and missing ones are replaced by words.
    """
    document.setDefaultFont(formats.body_font)
    document.setDocumentMargin(formats.em)
    DocumentWriter(document, article.blocks, images, formats).run(header, left_out)


def rewrite_header(document: ArticleDocument, header: ArticleHeader, formats: TextFormats) -> None:
    """Replace what is above the text of a document, which has a title there before and after."""
    DocumentWriter(document, (), {}, formats).rewrite_header(header)


class DocumentWriter:
    """Writes blocks into one document."""

    def __init__(
        self,
        document: ArticleDocument,
        blocks: tuple[Block, ...],
        images: Mapping[str, QImage],
        formats: TextFormats,
    ) -> None:
        self._document = document
        self._blocks = blocks
        self._images = images
        self._formats = formats
        self._cursor = QTextCursor(document)
        self._lists = ListWriter()
        self._marks = note_marks(blocks)
        self._fresh = True

    def run(self, header: ArticleHeader, left_out: LeftOutOptions | None) -> None:
        """Write everything in one edit, so that the document is laid out once."""
        self._cursor.beginEditBlock()
        self._write_header(header)
        if left_out is not None and left_out.left_out:
            placed, self._document.left_out_markers = self._write_with_markers(left_out)
        else:
            placed = tuple(self.write(block) for block in self._blocks)
        self._cursor.endEditBlock()
        self._document.places = BlockPositions(placed)
        self._document.quote_ranges = tuple(
            (quote.top, quote.end) for quote in placed if isinstance(quote.block, Quote)
        )

    def rewrite_header(self, header: ArticleHeader) -> None:
        """Replace what is above the text; the text itself is not laid out again."""
        document, cursor, end = self._document, self._cursor, self._document.header_end
        cursor.beginEditBlock()
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        cursor.setBlockCharFormat(QTextCharFormat())
        document.header_ranges.clear()
        self._write_header(header)
        # The positions are right before Qt lays the document out, after which they are used.
        document.move_text(cursor.position() - end)
        cursor.endEditBlock()

    def _write_with_markers(
        self, left_out: LeftOutOptions
    ) -> tuple[tuple[PlacedBlock, ...], tuple[LeftOutMarker, ...]]:
        placed: list[PlacedBlock] = []
        left_out_markers: list[LeftOutMarker] = []
        current = {block.id: block for block in self._blocks}
        for is_left_out, together in groupby(
            left_out.everything, lambda block: block.id in left_out.left_out
        ):
            if not is_left_out:
                placed += [self.write(current[block.id]) for block in together]
                continue
            left_out_blocks = tuple(together)
            line = self._write_marker(
                "fold", left_out.words(len(left_out_blocks)), tuple(block.id for block in left_out_blocks)
            )
            left_out_markers.append(line)
            if left_out.opened:
                left_out_markers += [
                    self._write_marker("left-out", block.text, (block.id,)) for block in left_out_blocks
                ]
        return tuple(placed), tuple(left_out_markers)

    def _write_marker(self, style: str, words: str, blocks: tuple[str, ...]) -> LeftOutMarker:
        self._paragraph(style)
        start = self._cursor.position()
        self._cursor.insertText(display_text(words), self._formats.characters(style))
        return LeftOutMarker(blocks, start, self._cursor.position())

    def _write_header(self, header: ArticleHeader) -> None:
        if header.details:
            self._paragraph("details")
            form = self._formats.characters("details")
            # Isolated, a date keeps its order beside a name that is written from right to left.
            details = [(name, cut_text(display_text(text), _LONGEST_DETAIL)) for name, text in header.details]
            line, end = join_facts((text for _, text in details), _GAP), 0
            for name, text in details:
                start = line.index(text, end)
                self._cursor.insertText(line[end:start], form)
                self._write_field(name, text, form)
                end = start + len(text)
            self._cursor.insertText(line[end:], form)
        if header.title:
            self._paragraph("title")
            self._write_field("title", header.title, self._formats.characters("title"))
        if header.lead:
            self._paragraph("lead")
            self._write_field("lead", header.lead, self._formats.characters("lead"))

    def _write_field(self, name: HeaderField, text: str, form: QTextCharFormat) -> None:
        start = self._cursor.position()
        self._cursor.insertText(display_text(text), form)
        self._document.header_ranges[name] = (start, self._cursor.position())

    def _paragraph(self, style: str, level: int = 0) -> None:
        """Begin a paragraph; the first one of the document exists already."""
        ends_list = style != "list_item" and self._lists.end()
        block_format = self._formats.paragraph(style, level, ends_list=ends_list)
        if self._fresh:
            self._cursor.setBlockFormat(block_format)
            self._fresh = False
        else:
            self._cursor.insertBlock(block_format, self._formats.characters(style))

    def write(self, block: Block) -> PlacedBlock:
        """Write a block at the end of the document."""
        match block:
            case Table():
                return self._write_table(block)
            case Figure():
                return self._write_figure(block)
            case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note():
                return self._write_text(block)
            case _:
                assert_never(block)

    def _write_text(self, block: WrittenBlock) -> PlacedBlock:
        style = block.kind
        self._paragraph(style, getattr(block, "level", 0))
        if isinstance(block, ListItem):
            self._lists.place(self._cursor, block)
        start = self._cursor.position()
        marks: list[tuple[int, int]] = []
        if isinstance(block, Note):
            prefix = f"{self._marks.get(block.id, '*')}\u2002"
            self._cursor.insertText(display_text(prefix), self._formats.characters("note-mark"))
            marks.append((0, units(prefix)))
        base = self._formats.characters(style, getattr(block, "level", 0))
        marks += write_content(self._cursor, block.content, base, self._formats, self._marks)
        return PlacedBlock(block, start, start, self._cursor.position(), tuple(marks))

    def _write_table(self, table: Table) -> PlacedBlock:
        top: int | None = None
        if table.content:
            self._paragraph("caption")
            top = self._cursor.position()
            write_content(
                self._cursor, table.content, self._formats.characters("caption"), self._formats, self._marks
            )
        self._paragraph("gap")
        start = self._cursor.position()
        end = insert_table(self._cursor, table, self._formats, self._marks)
        self._fresh = True
        return PlacedBlock(table, start if top is None else top, start, end)

    def _write_figure(self, figure: Figure) -> PlacedBlock:
        self._paragraph("figure")
        top = self._cursor.position()
        if not self._insert_picture(figure):
            words = figure.alternative_text or self._formats.no_picture
            self._cursor.insertText(display_text(words), self._formats.characters("figure"))
        self._paragraph("caption")
        start = self._cursor.position()
        base = self._formats.characters("caption")
        marks = write_content(self._cursor, figure.content, base, self._formats, self._marks)
        return PlacedBlock(figure, top, start, self._cursor.position(), tuple(marks))

    def _insert_picture(self, figure: Figure) -> bool:
        image = self._images.get(figure.picture or "")
        if image is None or image.isNull():
            return False
        address = f"picture:{figure.picture}"
        self._document.images[address] = image
        block_format = QTextImageFormat()
        block_format.setName(address)
        block_format.setWidth(min(float(image.width()), self._formats.picture_width))
        set_tip(block_format, figure.alternative_text)
        self._cursor.insertImage(block_format)
        return True
