"""The walk through a document's body: paragraphs, tables and content controls become blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from briefbuilder.domain.inline import merged, stripped
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    Inline,
    ListItem,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.embedded import Chunks, DrawingReader
from briefbuilder.importers.docx.runs import RunContents, RunReader
from briefbuilder.importers.docx.styles import DocxNumbering, DocxStyles, Items, Series, labelled, own_indent
from briefbuilder.importers.docx.wordml import (
    child,
    chosen,
    is_placeholder,
    name,
    number,
    short,
    switched,
    texts,
    value,
)
from briefbuilder.importers.draft import DraftBuilder
from briefbuilder.importers.limits import TREE_DEPTH

# Tables of a document, with cells that span columns and rows.

_MOST_COLUMNS = 1000
_WRAPPERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A cell of the grid: its first column, the columns it spans, and whether it goes on from above."""

    element: _Element
    column: int
    span: int
    goes_on: bool


def read_table(
    element: _Element, inner: Callable[[_Element], tuple[Block, ...]], builder: DraftBuilder
) -> Table:
    """Return a table; `inner` gives the blocks of a cell."""
    rows = [row for row in _within(element, "w:tr") if not _is_left_out(row, builder)]
    grid = _grid([_places(row, builder) for row in rows], builder)
    header_rows = 0
    while header_rows < len(rows) and switched(rows[header_rows], "w:trPr", "w:tblHeader"):
        header_rows += 1
    made = tuple(
        Row(
            cells=tuple(
                Cell(
                    blocks=inner(place.element),
                    column_span=place.span,
                    row_span=_height(grid, index, place),
                    header=index < header_rows,
                )
                for place in places
                if not place.goes_on
            )
        )
        for index, places in enumerate(grid)
    )
    return Table(id="", rows=made, header_rows=header_rows)


def _within(element: _Element, wanted: str) -> Iterator[_Element]:
    """Yield rows of a table or cells of a row, through content controls and insertions."""
    for found in chosen(element):
        kind = short(found)
        if kind == wanted:
            yield found
        elif kind in _WRAPPERS:
            yield from _within(found, wanted)


def _is_left_out(row: _Element, builder: DraftBuilder) -> bool:
    """Tell whether a row is deleted or hidden."""
    if child(row, "w:trPr", "w:del") is not None:
        _say(row, builder, "deletion-dropped")
        return True
    if switched(row, "w:trPr", "w:hidden"):
        _say(row, builder, "hidden-text-dropped")
        return True
    return False


def _say(element: _Element, builder: DraftBuilder, code: str) -> None:
    text = texts(element, "w:t", "w:delText")
    if text.strip():
        builder.notice(code, first_words(text))


def _places(row: _Element, builder: DraftBuilder) -> list[_GridCell]:
    column = min(number(value(row, "w:trPr", "w:gridBefore")) or 0, _MOST_COLUMNS)
    places: list[_GridCell] = []
    for cell in _within(row, "w:tc"):
        span = min(max(number(value(cell, "w:tcPr", "w:gridSpan")) or 1, 1), _MOST_COLUMNS)
        merge = child(cell, "w:tcPr", "w:vMerge")
        goes_on = merge is not None and merge.get(name("w:val")) != "restart"
        if child(cell, "w:tcPr", "w:cellDel") is not None:
            _say(cell, builder, "deletion-dropped")
        elif (
            switched(cell, "w:tcPr", "w:hMerge") is not None
            and value(cell, "w:tcPr", "w:hMerge") != "restart"
        ):
            _widen(places, span)
        else:
            places.append(_GridCell(cell, column, span, goes_on))
        column += span
    return places


def _widen(places: list[_GridCell], span: int) -> None:
    """Give a cell that goes on from the left to the one before it."""
    if places:
        places[-1] = replace(places[-1], span=places[-1].span + span)


def _grid(found: list[list[_GridCell]], builder: DraftBuilder) -> list[list[_GridCell]]:
    """Return the rows with those cells alone going on from above that stand below a merged one."""
    grid: list[list[_GridCell]] = []
    above: frozenset[int] = frozenset()
    for places in found:
        kept = [place if place.column in above else replace(place, goes_on=False) for place in places]
        for place in kept:
            if place.goes_on:
                _say(place.element, builder, "hidden-text-dropped")
        above = frozenset(
            place.column for place in kept if child(place.element, "w:tcPr", "w:vMerge") is not None
        )
        grid.append(kept)
    return grid


def _height(grid: list[list[_GridCell]], index: int, place: _GridCell) -> int:
    """Return how many rows a cell spans."""
    height = 1
    for below in grid[index + 1 :]:
        if not any(other.goes_on and other.column == place.column for other in below):
            break
        height += 1
    return height


_LONG_ENTRY = 200
"""Code points that no entry of a list of contents has without a number at its end or a link."""

_CONTAINERS = frozenset(["w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"])


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBlock:
    """A block with the role of its paragraph style; `bold` where every letter is, `indent` its own, in twentieths of a point."""

    block: Block
    role: str = "paragraph"
    bold: bool = False
    indent: int = 0


@dataclass(slots=True)
class _DocxWalkState:
    """What the walk remembers between paragraphs."""

    lists: Series = field(default_factory=Series)
    quoted: bool = False
    pending: list[Inline] = field(default_factory=list)
    pending_properties: _Element | None = None


class DocxWalker:
    """Walks the parts of one document; `written` holds the blocks of the part that is walked."""

    def __init__(
        self,
        builder: DraftBuilder,
        styles: DocxStyles,
        numbering: DocxNumbering,
        runs: RunReader,
        pictures: DrawingReader,
        chunks: Chunks | None = None,
    ) -> None:
        self._chunks = chunks
        self.written: list[WrittenBlock] = []
        self._builder = builder
        self._styles = styles
        self._items = Items(styles, numbering)
        self._runs = runs
        self._pictures = pictures
        self._state = _DocxWalkState()
        self._depth = 0

    def walk(self, container: _Element) -> list[WrittenBlock]:
        """Return the blocks of a container; what stood in the walker before is kept aside meanwhile."""
        outer, self.written = self.written, []
        state, self._state = self._state, _DocxWalkState()
        self._depth += 1
        if self._depth <= TREE_DEPTH:
            self._children(container)
            self._end_pending()
        self._depth -= 1
        inner, self.written, self._state = self.written, outer, state
        return inner

    def inner_blocks(self, container: _Element) -> tuple[Block, ...]:
        """Return the blocks of a table's cell or a note."""
        return tuple(written.block for written in self.walk(container))

    def _children(self, container: _Element) -> None:
        for element in chosen(container):
            kind = short(element)
            if kind == "w:p":
                self._paragraph(element)
            elif kind == "w:tbl":
                self._table(element)
            elif kind == "w:sdt" and _is_contents(element):
                self._leave_out("contents-list-removed", element)
            elif kind == "w:sdt" and is_placeholder(element):
                self._leave_out("placeholder-dropped", element)
            elif kind in _CONTAINERS or (kind.startswith("?:") and len(element)):
                self._children(element)
            elif kind == "w:del":
                self._leave_out("deletion-dropped", element)
            elif kind in {"w:altChunk", "w:subDoc"}:
                self._file(element.get(name("r:id")) or "")

    def _file(self, relation: str) -> None:
        """Add the blocks of a file that stands in place of text."""
        blocks = self._chunks.blocks(relation) if self._chunks else None
        if blocks is None:
            self._builder.notice("part-not-read", self._runs.target(relation))
        self._state.lists = Series()
        self.written.extend(WrittenBlock(block=block) for block in blocks or ())

    def _leave_out(self, code: str, element: _Element) -> None:
        paragraphs = [texts(one, "w:t", "w:delText") for one in element.iter(name("w:p"))]
        text = first_words(" ".join(filter(str.strip, paragraphs)) or texts(element, "w:t", "w:delText"))
        if text:
            self._builder.notice(code, text)

    def _paragraph(self, element: _Element) -> None:
        found = self._runs.read(element)
        for code, subject in found.dropped:
            self._builder.notice(code, subject)
        properties = child(element, "w:pPr")
        content = merged((*self._state.pending, *found.content))
        self._state.pending, self._state.pending_properties = [], None
        mark = child(properties, "w:rPr")
        deleted = child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None
        if deleted or (properties is not None and _is_drop_cap(properties)):
            # its end was deleted, or it is a large first letter: it runs on into the next paragraph
            self._state.pending, self._state.pending_properties = list(content), properties
        elif any(inline.text.strip() or isinstance(inline, NoteReference) for inline in content):
            self._keep(properties, content)
        elif not switched(mark, "w:vanish"):
            self._keep_label(properties)
        self._hanging(found)

    def _end_pending(self) -> None:
        """Keep a paragraph that should run on where nothing follows that it could run into."""
        content, properties = tuple(self._state.pending), self._state.pending_properties
        self._state.pending, self._state.pending_properties = [], None
        if any(inline.text.strip() for inline in content):
            self._keep(properties, content)

    def _keep_label(self, properties: _Element | None) -> None:
        """Count a numbered paragraph without words, and keep the words that its number shows ("Article 5")."""
        style_id = value(properties, "w:pStyle")
        label = self._items.count(properties, style_id)
        if label:
            level = self._styles.heading_level(properties, style_id)
            content = (Span(label),)
            block = (
                Heading(id="", content=content, level=level) if level else Paragraph(id="", content=content)
            )
            self._state.lists = Series()
            self.written.append(WrittenBlock(block=block))

    def _hanging(self, found: RunContents) -> None:
        """Add the pictures, text boxes and tables that hang on a paragraph."""
        for drawing in found.drawings:
            if short(drawing) == "w:tbl":
                self._table(drawing)
                continue
            for part in self._pictures.parts(drawing):
                if isinstance(part, Figure):
                    self.written.append(WrittenBlock(block=part, role="figure"))
                else:
                    self.written.extend(self.walk(part))

    def _keep(self, properties: _Element | None, content: tuple[Inline, ...]) -> None:
        style_id = value(properties, "w:pStyle")
        role = self._styles.role(style_id)
        content = content if role == "code" else stripped(content)
        bold = all(isinstance(inline, Span) and inline.bold for inline in content if inline.text.strip())
        if role == "contents":
            self._builder.notice("contents-list-removed", first_words("".join(part.text for part in content)))
            return
        block = self._block(properties, style_id, role, content)
        self._state.quoted = isinstance(block, Quote)
        if not isinstance(block, ListItem):
            self._state.lists = Series()
        self.written.append(WrittenBlock(block=block, role=role, bold=bold, indent=own_indent(properties)))

    def _block(
        self, properties: _Element | None, style_id: str | None, role: str, content: tuple[Inline, ...]
    ) -> Block:
        level = self._styles.heading_level(properties, style_id)
        if role in {"title", "subtitle"}:
            return Paragraph(id="", content=content)
        if level:
            label = self._items.count(properties, style_id)
            return Heading(id="", content=labelled(label, content), level=level)
        if role == "code":
            return Code(id="", content=(Span("".join(part.text for part in content), code=True),))
        before = self.written[-1].block if self.written else None
        item = self._items.item(self._state.lists, before, properties, content)
        if item is not None:
            return item
        if role == "quote":
            return Quote(id="", content=content, continues=self._state.quoted)
        return Paragraph(id="", content=content)

    def _table(self, element: _Element) -> None:
        self._end_pending()
        self._state = replace(self._state, lists=Series(), quoted=False)
        table = read_table(element, self.inner_blocks, self._builder)
        cells = [cell for row in table.rows for cell in row.cells]
        if len(cells) == 1:  # a frame around text, not a table
            self.written.extend(WrittenBlock(block=block) for block in cells[0].blocks)
        elif any(cell.blocks for cell in cells):
            self.written.append(WrittenBlock(block=table, role="table"))


def _is_contents(control: _Element) -> bool:
    """Tell whether a content control holds a list of contents, and not, as happens, the text below it too."""
    gallery = value(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return gallery == "Table of Contents" and not any(map(_speaks, control.iter(name("w:p"))))


def _speaks(paragraph: _Element) -> bool:
    """Tell whether a paragraph says more than an entry of a list of contents does."""
    if next(paragraph.iter(name("w:hyperlink"), name("w:instrText"), name("w:fldSimple")), None) is not None:
        return False
    text = texts(paragraph).rstrip()
    return len(text) > _LONG_ENTRY and not text[-1].isdigit()


def _is_drop_cap(properties: _Element) -> bool:
    frame = child(properties, "w:framePr")
    return frame is not None and frame.get(name("w:dropCap")) in {"drop", "margin"}


def with_captions(written: Sequence[WrittenBlock]) -> Iterator[WrittenBlock]:
    """Give pictures and tables the captions that stand beside them as paragraphs of their own."""
    waiting: WrittenBlock | None = None
    held: WrittenBlock | None = None
    for one in written:
        if one.role == "caption" and held is not None and not held.block.content:
            yield _captioned(held, one)
            held = None
            continue
        if held is not None:
            yield held
            held = None
        if waiting is not None:
            if isinstance(one.block, Table) and not one.block.content:
                held, waiting = _captioned(one, waiting), None
                continue
            yield waiting
            waiting = None
        if one.role == "caption":
            waiting = one
        elif isinstance(one.block, Table | Figure):
            held = one
        else:
            yield one
    for rest in (held, waiting):
        if rest is not None:
            yield rest


def _captioned(holder: WrittenBlock, caption: WrittenBlock) -> WrittenBlock:
    block = holder.block
    if isinstance(block, Table | Figure):
        return replace(holder, block=replace(block, content=caption.block.content))
    return holder
