"""Draws an article into a text document: its header, then its blocks, each in its form."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from PySide6.QtCore import QObject, QUrl
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
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Span,
    Table,
    WrittenBlock,
)
from briefbuilder.domain.values import value
from briefbuilder.ui.offsets import to_points, to_units, units
from briefbuilder.ui.read.text_forms import TextFormats
from briefbuilder.ui.widgets.plain import set_tip

# Puts paragraphs into the lists that they belong to.

_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)


class ListWriter:
    """Remembers the list that is open at each depth."""

    def __init__(self, forms: TextFormats) -> None:
        self._forms = forms
        self._open: list[tuple[QTextList, bool] | None] = []

    def place(self, cursor: QTextCursor, item: ListItem | None) -> None:
        """Put the cursor's paragraph into its list; None ends all lists."""
        if item is None:
            self._open.clear()
            return
        del self._open[item.depth + 1 :]
        if item.continues:
            self._indent(cursor, item.depth)
            return
        if item.starts:
            del self._open[item.depth :]
        self._open += [None] * (item.depth + 1 - len(self._open))
        known = self._open[item.depth]
        if known is not None and known[1] == item.ordered:
            known[0].add(cursor.block())
        else:
            self._open[item.depth] = (cursor.createList(_shape(item)), item.ordered)

    def _indent(self, cursor: QTextCursor, depth: int) -> None:
        shape = cursor.blockFormat()
        shape.setIndent(depth + 1)
        cursor.setBlockFormat(shape)


def _shape(item: ListItem) -> QTextListFormat:
    shape = QTextListFormat()
    shape.setIndent(item.depth + 1)
    if item.ordered:
        shape.setStyle(QTextListFormat.Style.ListDecimal)
        shape.setStart(item.number if item.number is not None else 1)
    else:
        shape.setStyle(_BULLETS[item.depth % len(_BULLETS)])
    return shape


# Where an article's words stand in the text document that shows them.
#
# Passages count code points of a block's text; the document counts UTF-16 units and also shows
# characters that no block holds (the marks of notes). This module alone knows both.


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """One block in the document.

    `top` is the first position that belongs to it (a picture, for example), `start` and `end` are
    those of its words. `marks` are characters shown but not counted: the code point before which
    they stand and how many units they take, in order.
    """

    block: Block
    top: int
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is only ever taken whole."""
        return not isinstance(self.block, WrittenBlock)

    def position(self, point: int) -> int:
        """Return the document position of a code point of the text."""
        if isinstance(self.block, Table):
            return self.start if point <= 0 else self.end
        shown = sum(size for place, size in self.marks if place < point or place == point == 0)
        return self.start + to_units(self.block.text, point) + shown

    def point(self, position: int) -> int:
        """Return the code point of the text at a document position."""
        if self.whole:
            return 0 if position <= self.start else len(self.block.text)
        unit = position - self.start
        for place, size in self.marks:
            before = to_units(self.block.text, place)
            if unit <= before:
                break
            unit = max(before, unit - size)
        return to_points(self.block.text, unit)


class BlockPositions:
    """The blocks of one article in the order of the document."""

    def __init__(self, placed: tuple[PlacedBlock, ...]) -> None:
        self._placed = placed
        self._tops = [each.top for each in placed]
        self._index = {each.block.id: index for index, each in enumerate(placed)}

    @property
    def placed(self) -> tuple[PlacedBlock, ...]:
        """Every block, in order."""
        return self._placed

    def of(self, block_id: str) -> PlacedBlock | None:
        """Return a block's place, or None."""
        index = self._index.get(block_id)
        return None if index is None else self._placed[index]

    def index_at(self, position: int) -> int | None:
        """Return the index of the block at a document position, None before the first."""
        index = bisect_right(self._tops, position) - 1
        return index if index >= 0 else None

    def ends_of(self, passage: Passage) -> tuple[int, int] | None:
        """Return the document positions of a passage's ends, or None where its blocks are not shown."""
        first, last = self.of(passage.blocks[0]), self.of(passage.blocks[-1])
        if first is None or last is None:
            return None
        start = first.top if passage.start == 0 else first.position(passage.start)
        return start, last.position(passage.end)

    def passage(self, article: Article, start: int, end: int) -> Passage | None:
        """Return the passage between two document positions, None where no word stands there.

        White space at the two ends is left out; tables and figures are taken whole.
        """
        low, high = self.index_at(start), self.index_at(end)
        if high is None or end <= start:
            return None
        chosen = list(self._placed[low or 0 : high + 1])
        while chosen and not chosen[-1].whole and chosen[-1].point(end) == 0:
            chosen.pop()
            end = chosen[-1].end if chosen else end
        if not chosen:
            return None
        from_point = 0 if low is None or chosen[0].whole else chosen[0].point(start)
        to_point = len(chosen[-1].block.text) if chosen[-1].whole else chosen[-1].point(end)
        return _trimmed(article, tuple(each.block for each in chosen), from_point, to_point)


def _trimmed(article: Article, blocks: tuple[Block, ...], start: int, end: int) -> Passage | None:
    """Return the passage without blocks and white space at its ends that hold no word."""
    kept = list(blocks)
    while kept and not kept[0].text[start:].strip():
        kept.pop(0)
        start = 0
    while kept and not kept[-1].text[:end].strip():
        kept.pop()
        end = len(kept[-1].text) if kept else 0
    if not kept or (len(kept) == 1 and not kept[0].text[start:end].strip()):
        return None
    if isinstance(kept[0], WrittenBlock):
        text = kept[0].text
        start += len(text[start:]) - len(text[start:].lstrip())
    if isinstance(kept[-1], WrittenBlock):
        end = len(kept[-1].text[:end].rstrip())
    return passage_of(article, tuple(kept), start, end)


# Writes inline content at a text cursor, with its forms and the marks of its notes.

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
    forms: TextFormats,
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
        cursor.insertText(display_text(inline.text), _character_format(inline, base, forms))
        point += len(inline.text)
    return shown


def display_text(text: str) -> str:
    """Return a text in which every line end is one that stays inside the paragraph."""
    return text.replace("\n", _LINE_BREAK).replace("\r", _LINE_BREAK).replace("\u2029", _LINE_BREAK)


def _character_format(span: Span, base: QTextCharFormat, forms: TextFormats) -> QTextCharFormat:
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


# Draws a table with its spans at a text cursor.

Grid = dict[tuple[int, int], Cell]


def grid_of(table: Table) -> tuple[Grid, int]:
    """Return each cell under the row and column in which it begins, and the number of columns."""
    taken: set[tuple[int, int]] = set()
    begins: Grid = {}
    for row_index, row in enumerate(table.rows):
        column = 0
        for cell in row.cells:
            while (row_index, column) in taken:
                column += 1
            begins[row_index, column] = cell
            rows = range(row_index, min(row_index + max(1, cell.row_span), len(table.rows)))
            columns = range(column, column + max(1, cell.column_span))
            taken.update((row, col) for row in rows for col in columns)
            column += max(1, cell.column_span)
    return begins, max((column for _, column in taken), default=0) + 1


def insert_table(cursor: QTextCursor, table: Table, forms: TextFormats, marks: Mapping[str, str]) -> int:
    """Insert a table and leave the cursor in the paragraph behind it; return its last position."""
    begins, columns = grid_of(table)
    drawn = cursor.insertTable(max(1, len(table.rows)), columns, _table_shape(table, forms))
    for (row, column), cell in begins.items():
        _merge(drawn, table, row, column, cell)
        _write_cell(
            drawn, row, column, cell, header=cell.header or row < table.header_rows, forms=forms, marks=marks
        )
    end = drawn.lastPosition()
    cursor.setPosition(end + 1)
    return end


def _table_shape(table: Table, forms: TextFormats) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setHeaderRowCount(table.header_rows)
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(forms.colours.colour("line"))
    shape.setCellPadding(forms.em * 0.25)
    shape.setCellSpacing(0)
    shape.setBottomMargin(forms.em * 0.4)
    return shape


def _merge(drawn: QTextTable, table: Table, row: int, column: int, cell: Cell) -> None:
    rows = min(max(1, cell.row_span), len(table.rows) - row)
    columns = min(max(1, cell.column_span), drawn.columns() - column)
    if rows > 1 or columns > 1:
        drawn.mergeCells(row, column, rows, columns)


def _write_cell(
    drawn: QTextTable,
    row: int,
    column: int,
    cell: Cell,
    *,
    header: bool,
    forms: TextFormats,
    marks: Mapping[str, str],
) -> None:
    place = drawn.cellAt(row, column)
    letters = QTextCharFormat(forms.characters("paragraph"))
    if header:
        letters.setFontWeight(QFont.Weight.DemiBold)
        ground = place.format()
        ground.setBackground(forms.colours.colour("window"))
        place.setFormat(ground)
    cursor = place.firstCursorPosition()
    for index, block in enumerate(cell.blocks):
        if index:
            cursor.insertBlock()
        match block:
            case Table():
                cursor.insertText(block.text.replace("\n", "\u2028"), letters)
            case Figure(content=()):
                cursor.insertText(block.alternative_text or forms.no_picture, forms.characters("figure"))
            case Heading() | Paragraph() | ListItem() | Quote() | Code() | Note() | Figure():
                write_content(cursor, block.content, letters, forms, marks)
            case _:
                assert_never(block)


@value
class ArticleHeader:
    """The lines that stand over the text, in the screen's language; empty ones are left out."""

    title: str
    lead: str
    details: tuple[str, ...]


@value
class LeftOutOptions:
    """How to show what was left out: `everything` holds it at its places, `words` name so many paragraphs.

    With `opened` each one shows, else a line stands for all that stand together.
    """

    everything: tuple[Block, ...]
    left_out: frozenset[str]
    opened: bool
    words: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class LeftOutMarker:
    """A paragraph of the document that stands for blocks that were left out."""

    blocks: tuple[str, ...]
    start: int
    end: int


class ArticleDocument(QTextDocument):
    """A text document that loads nothing but the pictures that it was given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage] = {}
        self.setUndoRedoEnabled(False)
        self.places = BlockPositions(())
        self.bars: tuple[tuple[int, int], ...] = ()
        """The first and last positions of quotations, beside which a rule is painted."""
        self.ghosts: tuple[LeftOutMarker, ...] = ()

    def loadResource(self, _kind: int, name: QUrl | str) -> object:
        """Return a picture of the article; addresses of files and of the network are never followed."""
        address = name.toString() if isinstance(name, QUrl) else name
        return self._images.get(address)

    def hold(self, address: str, image: QImage) -> None:
        """Keep a picture under the address that the text uses for it."""
        self._images[address] = image


def fill_document(
    document: ArticleDocument,
    article: Article,
    header: ArticleHeader,
    pictures: Mapping[str, Picture],
    forms: TextFormats,
    left_out: LeftOutOptions | None = None,
) -> None:
    """Put an article into an empty document, with what was left out of it where that is given."""
    document.setDefaultFont(forms.body_font)
    document.setDocumentMargin(forms.em)
    _DocumentWriter(document, article, pictures, forms).run(header, left_out)


class _DocumentWriter:
    """One filling; it lives for one call."""

    def __init__(
        self, document: ArticleDocument, article: Article, pictures: Mapping[str, Picture], forms: TextFormats
    ) -> None:
        self._document = document
        self._article = article
        self._pictures = pictures
        self._forms = forms
        self._cursor = QTextCursor(document)
        self._lists = ListWriter(forms)
        self._marks = note_marks(article.blocks)
        self._fresh = True

    def run(self, header: ArticleHeader, left_out: LeftOutOptions | None) -> None:
        """Write all, in one edit, so that the document is laid out once."""
        self._cursor.beginEditBlock()
        self._write_header(header)
        if left_out is not None and left_out.left_out:
            placed, self._document.ghosts = self._write_with(left_out)
        else:
            placed = tuple(self._write(block) for block in self._article.blocks)
        self._cursor.endEditBlock()
        self._document.places = BlockPositions(placed)
        self._document.bars = tuple((each.top, each.end) for each in placed if isinstance(each.block, Quote))

    def _write_with(
        self, left_out: LeftOutOptions
    ) -> tuple[tuple[PlacedBlock, ...], tuple[LeftOutMarker, ...]]:
        placed: list[PlacedBlock] = []
        ghosts: list[LeftOutMarker] = []
        standing = {block.id: block for block in self._article.blocks}
        for is_gone, together in groupby(left_out.everything, lambda block: block.id in left_out.left_out):
            if not is_gone:
                placed += [self._write(standing[block.id]) for block in together]
                continue
            gone = tuple(together)
            line = self._ghost("fold", left_out.words(len(gone)), tuple(block.id for block in gone))
            ghosts.append(line)
            if left_out.opened:
                ghosts += [self._ghost("left-out", block.text, (block.id,)) for block in gone]
        return tuple(placed), tuple(ghosts)

    def _ghost(self, form: str, words: str, blocks: tuple[str, ...]) -> LeftOutMarker:
        self._lists.place(self._cursor, None)
        self._paragraph(form)
        start = self._cursor.position()
        self._cursor.insertText(display_text(words), self._forms.characters(form))
        return LeftOutMarker(blocks, start, self._cursor.position())

    def _write_header(self, header: ArticleHeader) -> None:
        if header.title:
            self._paragraph("title")
            self._cursor.insertText(header.title, self._forms.characters("title"))
        for line in header.details:
            form = "details-end" if line is header.details[-1] else "details"
            self._paragraph(form)
            self._cursor.insertText(line, self._forms.characters(form))
        if header.lead:
            self._paragraph("lead")
            self._cursor.insertText(header.lead, self._forms.characters("lead"))

    def _paragraph(self, form: str, level: int = 0) -> None:
        """Begin a paragraph; the document's first one is there already."""
        shape = self._forms.paragraph(form, level)
        if self._fresh:
            self._cursor.setBlockFormat(shape)
            self._fresh = False
        else:
            self._cursor.insertBlock(shape, self._forms.characters(form))

    def _write(self, block: Block) -> PlacedBlock:
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
        form = block.kind
        self._paragraph(form, getattr(block, "level", 0))
        self._lists.place(self._cursor, block if isinstance(block, ListItem) else None)
        start = self._cursor.position()
        marks: list[tuple[int, int]] = []
        if isinstance(block, Note):
            prefix = f"{self._marks.get(block.id, '*')}\u2002"
            self._cursor.insertText(prefix, self._forms.characters("note-mark"))
            marks.append((0, units(prefix)))
        base = self._forms.characters(form, getattr(block, "level", 0))
        marks += write_content(self._cursor, block.content, base, self._forms, self._marks)
        return PlacedBlock(block, start, start, self._cursor.position(), tuple(marks))

    def _write_table(self, table: Table) -> PlacedBlock:
        self._lists.place(self._cursor, None)
        top: int | None = None
        if table.content:
            self._paragraph("caption")
            top = self._cursor.position()
            write_content(
                self._cursor, table.content, self._forms.characters("caption"), self._forms, self._marks
            )
        self._paragraph("gap")
        start = self._cursor.position()
        end = insert_table(self._cursor, table, self._forms, self._marks)
        self._fresh = True
        return PlacedBlock(table, start if top is None else top, start, end)

    def _write_figure(self, figure: Figure) -> PlacedBlock:
        self._lists.place(self._cursor, None)
        self._paragraph("figure")
        top = self._cursor.position()
        if not self._insert_picture(figure):
            words = figure.alternative_text or self._forms.no_picture
            self._cursor.insertText(words, self._forms.characters("figure"))
        self._paragraph("caption")
        start = self._cursor.position()
        base = self._forms.characters("caption")
        marks = write_content(self._cursor, figure.content, base, self._forms, self._marks)
        return PlacedBlock(figure, top, start, self._cursor.position(), tuple(marks))

    def _insert_picture(self, figure: Figure) -> bool:
        picture = self._pictures.get(figure.picture or "")
        image = QImage.fromData(picture.data) if picture is not None else QImage()
        if image.isNull():
            return False
        address = f"picture:{figure.picture}"
        self._document.hold(address, image)
        shape = QTextImageFormat()
        shape.setName(address)
        shape.setWidth(min(float(image.width()), self._forms.picture_width))
        set_tip(shape, figure.alternative_text)
        self._cursor.insertImage(shape)
        return True
