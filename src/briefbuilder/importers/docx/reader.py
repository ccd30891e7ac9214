"""Read a Word document into a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.inline import merge_spans, strip_content
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
    Row,
    Span,
    Table,
    plain_text,
)
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.docx.embedded import (
    DrawingReader,
    EmbeddedFileReader,
    EmbeddedFormats,
    ReadInnerDocument,
)
from briefbuilder.importers.docx.package import Package, Relationship, related_part
from briefbuilder.importers.docx.runs import RunContents, RunLetters, RunReader, is_body_text, main_language
from briefbuilder.importers.docx.styles import (
    DocxListItems,
    DocxListState,
    DocxNumbering,
    DocxStyles,
    add_label,
)
from briefbuilder.importers.docx.wordml import (
    child,
    effective_children,
    is_placeholder,
    join_texts,
    nested_elements,
    parse_int,
    read_switch,
    value,
)
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.limits import TREE_DEPTH, check_paragraphs
from briefbuilder.importers.office.blocks import (
    CellReader,
    StyledBlock,
    is_running_text,
    join_content,
    styled_paragraph,
    table_blocks,
)
from briefbuilder.importers.office.draft import (
    build_document_draft,
    convert_typed_lists,
    report_comments,
    report_headers_footers,
    report_unread,
)
from briefbuilder.importers.office.head import read_properties
from briefbuilder.importers.office.xml_names import prefixed_name, qn

_MAX_NOTES_WITHOUT_PLACE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class _DocxDocument:
    """An open document: its body and what all parts share."""

    package: Package
    body: _Element
    relations: dict[str, Relationship]
    styles: DocxStyles
    language: str | None


def read_docx(data: bytes, file_name: str, formats: EmbeddedFormats) -> Draft:
    """Read a Word document; raise ImportRefusedError if it cannot be read.

    `formats` reads the files embedded in place of text.
    """
    document = _open_document(data, file_name)
    builder = DraftBuilder()
    if document.package.has_macros:
        builder.notice("macros-not-kept")
    walker = _make_walker(builder, document, formats, partial(_read_inner_document, formats))
    blocks = list(convert_typed_lists(walker.walk(document.body)))
    notes = list(_read_notes(builder, document, walker.runs))
    properties = replace(read_properties(document.package), language=document.language)
    _report_omitted_parts(builder, document)
    report_unread(builder, walker.pictures.external_count, document.package.damaged)
    return build_document_draft(builder, blocks, notes, properties, file_name)


def _make_walker(
    builder: DraftBuilder,
    document: _DocxDocument,
    formats: EmbeddedFormats,
    read_inner: ReadInnerDocument | None = None,
) -> DocxWalker:
    """Return the walker of the body of a document; `read_inner` reads Word documents in place of text."""
    package, relations = document.package, document.relations
    return DocxWalker(
        builder,
        DocxNumbering(package.related_xml(relations, "numbering"), document.styles),
        RunReader(document.styles, relations, document.language),
        DrawingReader(builder, package, relations),
        EmbeddedFileReader(builder, package, relations, formats, read_inner),
    )


def _read_inner_document(
    formats: EmbeddedFormats, data: bytes, builder: DraftBuilder, scope: str
) -> tuple[Block, ...]:
    """Return the blocks and notes of an embedded Word document, which may not contain another one."""
    from briefbuilder.importers.html.markup import scope_notes

    document = _open_document(data, "")
    walker = _make_walker(builder, document, formats)
    blocks = walker.walk(document.body)
    notes = (replace(note, id=scope + note.id) for note in _read_notes(builder, document, walker.runs))
    return (*(scope_notes(styled_block.block, scope) for styled_block in blocks), *notes)


def _open_document(data: bytes, file_name: str) -> _DocxDocument:
    package = Package(data, file_name)
    main_part = package.main_part()
    root = package.xml(main_part)
    body = child(root, "w:body")
    if body is None:
        raise ImportRefusedError("import-no-document", name=file_name)
    check_paragraphs(sum(1 for _ in body.iter(qn("w:p"))), file_name)
    relations = package.relationships(main_part)
    styles = package.related_xml(relations, "styles")
    docx_styles = DocxStyles(styles)
    return _DocxDocument(
        package=package,
        body=body,
        relations=relations,
        styles=docx_styles,
        language=main_language(body, styles, docx_styles),
    )


def _read_notes(builder: DraftBuilder, document: _DocxDocument, runs: RunReader) -> Iterator[Note]:
    """Yield the referenced notes in the order of their references; notes within notes are not read."""
    readers = {kind: _NoteReader(builder, document, kind) for kind in ("foot", "end")}
    for key in list(runs.notes):
        kind, number = key
        content = readers[kind].read_note(number)
        if content:
            yield runs.note(key, content)
    for kind, reader in readers.items():
        for text in reader.unreferenced({number for note_kind, number in runs.notes if note_kind == kind}):
            builder.notice("note-without-place", text)


class _NoteReader:
    """Reads the footnotes or endnotes part."""

    def __init__(self, builder: DraftBuilder, document: _DocxDocument, kind: str) -> None:
        part = related_part(document.relations, f"{kind}notes")
        root = document.package.optional_xml(part) if part else None
        relations = document.package.relationships(part) if part else {}
        runs = RunReader(document.styles, relations, document.language)
        pictures = DrawingReader(builder, document.package, relations)
        self._walker = DocxWalker(builder, DocxNumbering(None, document.styles), runs, pictures)
        self._elements: dict[str, _Element] = {}
        for element in root.iter(qn(f"w:{kind}note")) if root is not None else ():
            if element.get(qn("w:type")) in {None, "normal"}:
                self._elements[element.get(qn("w:id")) or ""] = element

    def unreferenced(self, referenced: Collection[str]) -> Iterator[str]:
        """Yield the first words of notes that are not referenced, up to a limit."""
        for number, element in islice(self._elements.items(), _MAX_NOTES_WITHOUT_PLACE):
            text = first_words(_join_paragraphs(element))
            if number not in referenced and text:
                yield text

    def read_note(self, number: str) -> tuple[Inline, ...]:
        """Return the content of a note, with line breaks between its paragraphs."""
        element = self._elements.get(number)
        return join_content(self._walker.read_blocks(element)) if element is not None else ()


def _report_omitted_parts(builder: DraftBuilder, document: _DocxDocument) -> None:
    """Report headers, footers and comments, which are not part of the article."""
    related = [
        (relation.kind, root)
        for relation in document.relations.values()
        if not relation.external and relation.kind in {"header", "footer", "comments"}
        if (root := document.package.optional_xml(relation.target)) is not None
    ]
    report_headers_footers(
        builder, [(kind, _join_paragraphs(root)) for kind, root in related if kind != "comments"]
    )
    comments = (
        comment for kind, root in related if kind == "comments" for comment in root.iter(qn("w:comment"))
    )
    report_comments(
        builder, [(comment.get(qn("w:author")) or "", _join_paragraphs(comment)) for comment in comments]
    )


def _join_paragraphs(element: _Element) -> str:
    """Return the text of all paragraphs; tabs and breaks are spaces."""
    blanks = {qn("w:p"), qn("w:tab"), qn("w:br")}
    parts = element.iter(qn("w:t"), *blanks)
    return "".join(" " if part.tag in blanks else part.text or "" for part in parts).strip()


# The body: tables.

_MAX_COLUMNS = 1000
_CONTAINERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"})
"""Elements around paragraphs, rows or cells that belong to the text."""


@dataclass(frozen=True, slots=True)
class _GridCell:
    """A grid cell: its first column, its column span, and whether it continues the cell above."""

    element: _Element
    column: int
    span: int
    continues: bool


def read_table(
    element: _Element, inner: Callable[[_Element], tuple[Block, ...]], builder: DraftBuilder
) -> Table:
    """Return a table; `inner` reads the blocks of a cell."""
    rows = [row for row in nested_elements(element, "w:tr", _CONTAINERS) if not _is_omitted_row(row, builder)]
    grid = _end_broken_merges([_read_cells(row, builder) for row in rows], builder)
    header_rows = 0
    while header_rows < len(rows) and read_switch(rows[header_rows], "w:trPr", "w:tblHeader"):
        header_rows += 1
    table_rows = tuple(
        Row(
            cells=tuple(
                Cell(
                    blocks=inner(cell.element),
                    column_span=cell.span,
                    row_span=_row_span(grid, index, cell),
                    header=index < header_rows,
                )
                for cell in cells
                if not cell.continues
            )
        )
        for index, cells in enumerate(grid)
    )
    return Table(id="", rows=table_rows, header_rows=header_rows)


def _is_omitted_row(row: _Element, builder: DraftBuilder) -> bool:
    """Return whether a row is deleted or hidden, and report it."""
    if child(row, "w:trPr", "w:del") is not None:
        _report_omitted(row, builder, "deletion-dropped")
        return True
    if read_switch(row, "w:trPr", "w:hidden"):
        _report_omitted(row, builder, "hidden-text-dropped")
        return True
    return False


def _report_omitted(element: _Element, builder: DraftBuilder, code: str) -> None:
    text = join_texts(element, "w:t", "w:delText")
    if text.strip():
        builder.notice(code, first_words(text))


def _read_cells(row: _Element, builder: DraftBuilder) -> list[_GridCell]:
    column = min(parse_int(value(row, "w:trPr", "w:gridBefore")) or 0, _MAX_COLUMNS)
    cells: list[_GridCell] = []
    for element in nested_elements(row, "w:tc", _CONTAINERS):
        span = min(max(parse_int(value(element, "w:tcPr", "w:gridSpan")) or 1, 1), _MAX_COLUMNS)
        merge = child(element, "w:tcPr", "w:vMerge")
        goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
        if child(element, "w:tcPr", "w:cellDel") is not None:
            _report_omitted(element, builder, "deletion-dropped")
        elif (
            read_switch(element, "w:tcPr", "w:hMerge") is not None
            and value(element, "w:tcPr", "w:hMerge") != "restart"
        ):
            _widen_last(cells, span)
        else:
            cells.append(_GridCell(element, column, span, goes_on))
        column += span
    return cells


def _widen_last(cells: list[_GridCell], span: int) -> None:
    """Widen the last cell by a cell merged with it horizontally."""
    if cells:
        cells[-1] = replace(cells[-1], span=cells[-1].span + span)


def _end_broken_merges(rows: list[list[_GridCell]], builder: DraftBuilder) -> list[list[_GridCell]]:
    """Return the rows, with cells continuing the one above only below a merged cell."""
    grid: list[list[_GridCell]] = []
    above: frozenset[int] = frozenset()
    for cells in rows:
        kept = [cell if cell.column in above else replace(cell, continues=False) for cell in cells]
        for cell in kept:
            if cell.continues:
                _report_omitted(cell.element, builder, "hidden-text-dropped")
        above = frozenset(
            cell.column for cell in kept if child(cell.element, "w:tcPr", "w:vMerge") is not None
        )
        grid.append(kept)
    return grid


def _row_span(grid: list[list[_GridCell]], index: int, cell: _GridCell) -> int:
    height = 1
    for below in grid[index + 1 :]:
        if not any(other_cell.continues and other_cell.column == cell.column for other_cell in below):
            break
        height += 1
    return height


# The body: paragraphs and lists.


@dataclass(slots=True)
class _DocxWalkState:
    """The state kept between paragraphs."""

    lists: DocxListState = field(default_factory=DocxListState)
    quoted: bool = False
    pending: list[Inline] = field(default_factory=list)
    pending_properties: _Element | None = None


class DocxWalker:
    """Walks the parts of a document; `blocks` holds the blocks of the current part."""

    def __init__(
        self,
        builder: DraftBuilder,
        numbering: DocxNumbering,
        runs: RunReader,
        pictures: DrawingReader,
        chunks: EmbeddedFileReader | None = None,
    ) -> None:
        self._chunks = chunks
        self.blocks: list[StyledBlock] = []
        self._builder = builder
        self._styles = numbering.styles
        self._items = DocxListItems(numbering)
        self.runs = runs
        self.pictures = pictures
        self._state = _DocxWalkState()
        self._depth = 0

    def walk(self, container: _Element) -> list[StyledBlock]:
        """Return the blocks of a container; the blocks read so far are kept meanwhile."""
        outer, self.blocks = self.blocks, []
        state, self._state = self._state, _DocxWalkState()
        self._depth += 1
        if self._depth <= TREE_DEPTH:
            self._walk_children(container)
            self._flush_pending()
        self._depth -= 1
        inner, self.blocks, self._state = self.blocks, outer, state
        return inner

    def read_blocks(self, container: _Element) -> tuple[Block, ...]:
        """Return the blocks of a table cell or a note."""
        return tuple(written.block for written in self.walk(container))

    def _walk_children(self, container: _Element) -> None:
        for element in effective_children(container):
            kind = prefixed_name(element)
            if kind == "w:p":
                self._add_paragraph(element)
            elif kind == "w:tbl":
                self._add_table(element)
            elif kind == "w:sdt" and _is_table_of_contents(element):
                self._omit("contents-list-removed", element)
            elif kind == "w:sdt" and is_placeholder(element):
                self._omit("placeholder-dropped", element)
            elif kind in _CONTAINERS or (kind.startswith("?:") and len(element)):
                self._walk_children(element)
            elif kind == "w:del":
                self._omit("deletion-dropped", element)
            elif kind in {"w:altChunk", "w:subDoc"}:
                self._add_embedded_file(element.get(qn("r:id")) or "")

    def _add_embedded_file(self, relation: str) -> None:
        """Add the blocks of a file embedded in place of text."""
        blocks = self._chunks.read_blocks(relation) if self._chunks else None
        if blocks is None:
            self._builder.notice("part-not-read", self.runs.target_name(relation))
        self._state.lists = DocxListState()
        self.blocks.extend(StyledBlock(block=block) for block in blocks or ())

    def _omit(self, code: str, element: _Element) -> None:
        paragraphs = [join_texts(paragraph, "w:t", "w:delText") for paragraph in element.iter(qn("w:p"))]
        text = first_words(" ".join(filter(str.strip, paragraphs)) or join_texts(element, "w:t", "w:delText"))
        if text:
            self._builder.notice(code, text)

    def _add_paragraph(self, element: _Element) -> None:
        contents = self.runs.read(element)
        for code, subject in contents.dropped:
            self._builder.notice(code, subject)
        properties = child(element, "w:pPr")
        content = merge_spans((*self._state.pending, *contents.content))
        self._state.pending, self._state.pending_properties = [], None
        mark_properties = child(properties, "w:rPr")
        is_mark_deleted = (
            child(mark_properties, "w:del") is not None or child(mark_properties, "w:moveFrom") is not None
        )
        if is_mark_deleted or (properties is not None and _is_drop_cap(properties)):
            # the paragraph mark is deleted, or it is a drop cap: it continues in the next paragraph
            self._state.pending, self._state.pending_properties = list(content), properties
        elif any(inline.text.strip() or isinstance(inline, NoteReference) for inline in content):
            self._add_block(properties, content, contents.letters)
        elif not read_switch(mark_properties, "w:vanish"):
            self._add_label(properties)
        self._add_anchored(contents)

    def _flush_pending(self) -> None:
        """Add a paragraph that should have continued in the next one if no other follows."""
        content, properties = tuple(self._state.pending), self._state.pending_properties
        self._state.pending, self._state.pending_properties = [], None
        if any(inline.text.strip() for inline in content):
            self._add_block(properties, content, {})

    def _add_label(self, properties: _Element | None) -> None:
        """Count an empty numbered paragraph, and add its label if it contains words ("Article 5")."""
        style_id = value(properties, "w:pStyle")
        label = self._items.count_paragraph(properties, style_id)
        if label:
            level = self._styles.heading_level(properties, style_id)
            content = (Span(label),)
            block = (
                Heading(id="", content=content, level=level) if level else Paragraph(id="", content=content)
            )
            self._state.lists = DocxListState()
            self.blocks.append(StyledBlock(block=block))

    def _add_anchored(self, contents: RunContents) -> None:
        """Add the pictures, text boxes and tables anchored to a paragraph."""
        for drawing in contents.drawings:
            if prefixed_name(drawing) == "w:tbl":
                self._add_table(drawing)
                continue
            for part in self.pictures.read_parts(drawing):
                if isinstance(part, Figure):
                    self.blocks.append(StyledBlock(block=part, role="figure"))
                elif isinstance(part, Table):
                    self.blocks.extend(table_blocks(part))
                else:
                    self.blocks.extend(self.walk(part))

    def _add_block(
        self, properties: _Element | None, content: tuple[Inline, ...], letters: Mapping[RunLetters, int]
    ) -> None:
        style_id = value(properties, "w:pStyle")
        role = self._styles.role(style_id)
        content = content if role == "code" else strip_content(content)
        if role == "contents":
            self._builder.notice("contents-list-removed", first_words(plain_text(content)))
            return
        block = self._make_block(properties, style_id, role, content)
        self._state.quoted = isinstance(block, Quote)
        if not isinstance(block, ListItem):
            self._state.lists = DocxListState()
        style_bold, style_size = self._styles.letters(style_id)
        shown: Counter[tuple[bool, float]] = Counter()
        for (bold, size), count in letters.items():
            shown[style_bold if bold is None else bold, size or style_size] += count
        styled = styled_paragraph(block, role, shown, self._styles.indents(properties, style_id))
        self.blocks.append(replace(styled, label=len(block.text) - len(plain_text(content))))

    def _make_block(
        self, properties: _Element | None, style_id: str | None, role: str, content: tuple[Inline, ...]
    ) -> Block:
        level = self._styles.heading_level(properties, style_id)
        if role in {"title", "subtitle"}:
            return Paragraph(id="", content=content)
        if level and not is_running_text(plain_text(content)):
            label = self._items.count_paragraph(properties, style_id, with_words=False)
            return Heading(id="", content=add_label(label, content), level=level)
        if role == "code":
            return Code(id="", content=(Span(plain_text(content), code=True),))
        previous = self.blocks[-1].block if self.blocks else None
        item = self._items.read_item(self._state.lists, previous, properties, content)
        if item is not None:
            return item
        if role == "quote":
            return Quote(id="", content=content, continues=self._state.quoted)
        return Paragraph(id="", content=content)

    def _add_table(self, element: _Element) -> None:
        self._flush_pending()
        self._state = replace(self._state, lists=DocxListState(), quoted=False)
        cells = CellReader(self.walk)
        table = read_table(element, cells.read, self._builder)
        self.blocks.extend(table_blocks(table, cells.frame()))


def _is_table_of_contents(control: _Element) -> bool:
    """Return whether a content control contains a table of contents and not, as happens, the text below it."""
    gallery = value(control, "w:sdtPr", "w:docPartObj", "w:docPartGallery")
    return gallery == "Table of Contents" and not any(map(is_body_text, control.iter(qn("w:p"))))


def _is_drop_cap(properties: _Element) -> bool:
    frame = child(properties, "w:framePr")
    return frame is not None and frame.get(qn("w:dropCap")) in {"drop", "margin"}


# The whole text.

_SIDE_PARTS = ("footnotes", "endnotes", "comments", "header", "footer")


def word_text(data: bytes, file_name: str) -> str:
    """Return the text of a Word document: the body, then notes, comments, headers and footers with their part names."""
    package = Package(data, file_name)
    main = package.main_part()
    folder = main.rpartition("/")[0]
    asides = [
        part
        for part in sorted(package.names)
        if part.startswith(tuple(f"{folder}/{aside}".lower() for aside in _SIDE_PARTS))
        and part.endswith(".xml")
    ]
    pieces = []
    for part in (main, *asides):
        root = package.optional_xml(part)
        text = "".join(iter_text(root)).strip() if root is not None else ""
        if text:
            pieces.append(text if part == main else f"[{part}]\n{text}")
    return "\n\n".join(pieces)


def iter_text(root: _Element) -> Iterator[str]:
    """Yield the text of a part in pieces, with deletions in brackets."""
    paragraph, cell = qn("w:p"), qn("w:tc")
    breaks = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n"}
    templates = {qn("w:t"): "{}", qn("w:delText"): "[−{}−]", qn("m:t"): "{}"}
    fallback, ignored = qn("mc:Fallback"), 0
    properties = qn("w:pPr")
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in {fallback, properties}:
            # The fallback of a drawing repeats its text, and tab stops are not tabs.
            ignored += 1 if event == "start" else -1
        elif ignored:
            continue
        elif element.tag == paragraph:
            yield "\n"
        elif event == "end" and element.tag == cell:
            yield "\t"
        elif event == "start" and element.tag in breaks:
            yield breaks[element.tag]
        elif event == "start" and element.tag in templates and element.text:
            yield templates[element.tag].format(element.text)
