"""Read chunks from the structure tree of a tagged PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float
from dataclasses import dataclass, field, replace

import pypdfium2.raw as pdfium

from briefbuilder.domain.list_labels import read_label
from briefbuilder.importers.limits import STRUCTURE_DEPTH, TREE_ELEMENTS
from briefbuilder.importers.list_marks import ListMark, parse_item_mark
from briefbuilder.importers.pdf.document import read_text
from briefbuilder.importers.pdf.headers_footers import remove_headers_footers
from briefbuilder.importers.pdf.kinds import mark_roles
from briefbuilder.importers.pdf.measures import measure_lines
from briefbuilder.importers.pdf.model import (
    Chunk,
    Glyph,
    Handle,
    Line,
    Page,
    PdfTableCell,
    Role,
    visible_glyphs,
)
from briefbuilder.importers.pdf.notes import MAX_NOTE_HEIGHT, MAX_NOTE_SIZE, note_mark, split_notes
from briefbuilder.importers.pdf.paragraphs import ends_sentence
from briefbuilder.importers.pdf.tables import row_texts

_HEADING_TYPE = re.compile(r"^H([1-6])?$")

_INLINE_TYPES = frozenset({
    "Span", "Link", "Em", "Strong", "Reference", "Quote", "Sub", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP",
    "BibEntry", "Lbl", "Form", "Formula", "NonStruct",
})  # fmt: skip
_CONTAINERS = frozenset({"Document", "Part", "Art", "Sect"})
_ROW_TYPES = frozenset({"TR", "THead", "TBody", "TFoot", "Caption"})
_NOTE_TYPES = frozenset({"Note", "FENote"})

_MAX_UNTAGGED = 0.03
"""The maximum share of untagged text, headers and footers aside, for which the structure tree is used."""

# The structure tree of a tagged PDF (ISO 32000-1, 14.8), read from each page.


@dataclass(slots=True)
class StructureElement:
    """A structure element: its role-mapped type and its parts in order (elements, or marked-content ids)."""

    type: str
    parts: list[StructureElement | int] = field(default_factory=list)
    alternative: str = ""
    language: str = ""
    column_span: int = 1
    row_span: int = 1

    def marked_content(self) -> Iterator[int]:
        """Yield the marked-content ids of the element and its descendants."""
        for part in self.parts:
            if isinstance(part, int):
                yield part
            else:
                yield from part.marked_content()

    def children(self) -> Iterator[StructureElement]:
        """Yield the child elements."""
        return (part for part in self.parts if isinstance(part, StructureElement))


@dataclass(slots=True)
class StructureTrees:
    """The structure trees by page number, and the number of elements read."""

    pages: dict[int, list[StructureElement]] = field(default_factory=dict)
    elements: int = 0


def read_structure(page: Handle, number: int, trees: StructureTrees) -> None:
    """Read the structure tree of a loaded page."""
    if trees.elements > TREE_ELEMENTS:
        return
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        roots: list[StructureElement] = []
        for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, index)
            if element:
                roots.append(_read_element(element, trees, 0))
        trees.pages[number] = roots
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _read_element(element: Handle, trees: StructureTrees, depth: int) -> StructureElement:
    trees.elements += 1
    result = StructureElement(read_text(pdfium.FPDF_StructElement_GetType, element))
    if result.type in {"Figure", "Formula"}:
        result.alternative = read_text(pdfium.FPDF_StructElement_GetAltText, element)
    if result.type in {"TD", "TH"}:
        result.column_span = _read_number(element, "ColSpan")
        result.row_span = _read_number(element, "RowSpan")
    result.language = read_text(pdfium.FPDF_StructElement_GetLang, element)
    if depth > STRUCTURE_DEPTH or trees.elements > TREE_ELEMENTS:
        return result
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            result.parts.append(_read_element(child, trees, depth + 1))
            continue
        content_id = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, index)
        if content_id >= 0:
            result.parts.append(int(content_id))
    return result


def _read_number(element: Handle, name: str) -> int:
    """Return a numeric attribute of an element, 1 by default."""
    value = c_float()
    for index in range(min(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0), 16)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, index)
        found = attribute and pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode("ascii"))
        if found and pdfium.FPDF_StructElement_Attr_GetNumberValue(found, byref(value)):
            return max(1, min(int(value.value), 1000))
    return 1


# Conversion of the elements of a page to chunks.


@dataclass(slots=True)
class _StructureWalk:
    """The state of the walk through the structure tree of a page."""

    page: Page
    marked_content: dict[int, list[tuple[int, int]]]
    chunks: list[Chunk] = field(default_factory=list)
    depth: int = -1
    items: int = 0
    quoted: bool = False
    starts_list: bool = False
    label: str = ""
    above: dict[int, ListMark] = field(default_factory=dict)
    """The mark of the last item at each depth."""


def walk_structure(page: Page, roots: Sequence[StructureElement]) -> list[Chunk]:
    """Return the chunks of a page in the order of its structure tree."""
    walk = _StructureWalk(page, _index_marked_content(page))
    for root in roots:
        _visit(root, walk)
    return walk.chunks


def _index_marked_content(page: Page) -> dict[int, list[tuple[int, int]]]:
    """Return the line and glyph indexes of each marked-content id."""
    positions: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(page.lines):
        for index, glyph in enumerate(line.glyphs):
            if glyph.run.mark >= 0:
                positions.setdefault(glyph.run.mark, []).append((row, index))
    return positions


def _visit(node: StructureElement, walk: _StructureWalk) -> None:
    """Walk an element: turn a block into a chunk, and walk the children of a group."""
    heading = _HEADING_TYPE.match(node.type)
    if heading or node.type == "Title":
        _add_chunk(walk, node, "heading", level=int(heading[1]) if heading and heading[1] else 1)
    elif node.type == "Table" or _holds_only_rows(node):
        _add_table(walk, node)
    elif node.type == "Figure":
        _add_figure(walk, node)
    elif node.type in _NOTE_TYPES:
        _add_note(walk, node)
    elif node.type == "L":
        _visit_list(node, walk)
    elif node.type == "BlockQuote":
        walk.quoted, was_quoted = True, walk.quoted
        _visit_group(node, walk, "quote")
        walk.quoted = was_quoted
    elif node.type in {"TOC", "Index", "Artifact"}:
        _visit_group(node, walk, "paragraph")
    elif node.type == "Code":
        _add_chunk(walk, node, "code")
    elif node.type == "Caption":
        _add_chunk(walk, node, "caption")
    else:
        _visit_group(node, walk, "quote" if walk.quoted else "paragraph")


def _holds_only_rows(node: StructureElement) -> bool:
    """Return whether an element of any type is a table; layout programs map their type "Table" to a section."""
    return any(child.type == "TR" for child in node.children()) and all(
        isinstance(part, StructureElement) and part.type in _ROW_TYPES for part in node.parts
    )


def _visit_group(node: StructureElement, walk: _StructureWalk, role: Role) -> None:
    """Walk an element that may contain text, inline elements and blocks, in order."""
    loose = StructureElement("P", language=node.language)
    for part in node.parts:
        if isinstance(part, int) or (_is_inline(part) and not _is_block(part, node)):
            loose.parts.append(part)
            continue
        if part.type in _NOTE_TYPES and node.type not in {*_CONTAINERS, "Div", "NonStruct"}:
            _add_note(walk, part)
            continue
        _flush(walk, loose, role)
        _visit(part, walk)
    _flush(walk, loose, role)


def _is_block(part: StructureElement, node: StructureElement) -> bool:
    """Return whether an untyped element directly in a document is a block; some programs tag notes so."""
    return part.type == "NonStruct" and node.type in _CONTAINERS


def _is_inline(node: StructureElement) -> bool:
    return node.type in _INLINE_TYPES and all(_is_inline(inner) for inner in node.children())


def _flush(walk: _StructureWalk, loose: StructureElement, role: Role) -> None:
    if loose.parts:
        _add_chunk(walk, StructureElement("P", list(loose.parts), language=loose.language), role)
        loose.parts.clear()


def _add_chunk(walk: _StructureWalk, node: StructureElement, role: Role, level: int = 0) -> None:
    """Add a chunk of an element's text; notes within it become separate chunks after it."""
    notes = [inner for inner in _descendants(node) if inner.type in _NOTE_TYPES]
    note_content = {mark for note in notes for mark in note.marked_content()}
    lines = _select_lines(walk, [mark for mark in node.marked_content() if mark not in note_content])
    chunk = Chunk(
        lines, role=role, level=level, language=node.language or None, fallback_page=walk.page.number
    )
    if role in {"paragraph", "quote"} and walk.depth >= 0:
        _make_item(chunk, walk)
    if lines:
        walk.chunks.append(chunk)
    for note in notes:
        _add_note(walk, note)


def _descendants(node: StructureElement) -> Iterator[StructureElement]:
    for inner in node.children():
        yield inner
        yield from _descendants(inner)


def _select_lines(walk: _StructureWalk, marks: Sequence[int]) -> list[Line]:
    """Return the parts of the page's lines with the given marked-content ids."""
    positions = sorted({index for mark in marks for index in walk.marked_content.get(mark, ())})
    glyphs_by_line: dict[int, list[Glyph]] = {}
    last = (-1, -1)
    for row, index in positions:
        glyphs = glyphs_by_line.setdefault(row, [])
        glyph = walk.page.lines[row].glyphs[index]
        has_gap = last[0] == row and index > last[1] + 1 and glyph.text.strip()
        if has_gap and not _are_touching(glyphs[-1], glyph):
            glyphs.append(Glyph(" ", glyph.left, glyph.left, glyph.run, inferred=True))
        glyphs.append(glyph)
        last = (row, index)
    lines: list[Line] = []
    for row, glyphs in glyphs_by_line.items():
        full = walk.page.lines[row]
        visible = visible_glyphs(glyphs)
        if visible:
            hyphen = visible[-1].text in {"\x02", "\u00ad"}
            lines.append(Line(glyphs, full.page, full.baseline, full.size, full.rtl, hyphen))
    return lines


def _are_touching(before: Glyph, after: Glyph) -> bool:
    """Return whether two glyphs are adjacent although untagged text was between them."""
    distance = max(after.left - before.right, before.left - after.right)
    return not before.text.strip() or distance < 0.15 * after.run.size


def _visit_list(node: StructureElement, walk: _StructureWalk) -> None:
    walk.depth, starts_list = walk.depth + 1, walk.starts_list
    walk.starts_list = True
    for item in node.children():
        if item.type == "L":
            _visit_list(item, walk)
        elif item.type == "LI":
            walk.items = 0
            _visit_item(item, walk)
        else:
            _visit(item, walk)
    walk.depth -= 1
    walk.starts_list = starts_list


def _visit_item(item: StructureElement, walk: _StructureWalk) -> None:
    """Walk a list item: label and body are one text, which further blocks continue."""
    body = StructureElement("P", language=item.language)
    walk.label = ""
    for part in item.parts:
        if isinstance(part, StructureElement) and part.type == "LBody":
            body.parts += part.parts
        elif isinstance(part, StructureElement) and part.type == "Lbl" and _take_label(part, walk):
            continue
        else:
            body.parts.append(part)
    block = next((child for child in body.children() if child.type in {"P", "Div", "NonStruct"}), None)
    if block is not None and all(_is_text(part) or _is_note(part) for part in block.parts):
        before = body.parts[: body.parts.index(block)]
        if all(map(_is_text, before)):
            block.parts[:0] = before
            del body.parts[: len(before)]
    _visit_group(body, walk, "paragraph")


def _is_text(part: StructureElement | int) -> bool:
    return isinstance(part, int) or _is_inline(part)


def _is_note(part: StructureElement | int) -> bool:
    return isinstance(part, StructureElement) and part.type in _NOTE_TYPES


def _take_label(label: StructureElement, walk: _StructureWalk) -> bool:
    """Take an item's label off its text if it is a symbol or can be read."""
    text = " ".join(line.text for line in _select_lines(walk, list(label.marked_content())))
    typed = "".join(text.split())
    is_symbol = not any(map(str.isalnum, typed))
    walk.label = "•" if is_symbol else typed if _read_item_label(typed) else ""
    return bool(walk.label)


def _read_item_label(typed: str) -> ListMark | None:
    """Return the mark that an item's label means; a bare number or letter counts as one with a full stop."""
    if read := read_label(typed):
        return ListMark("number", read[1], len(typed), True, typed, read[0])
    return parse_item_mark(f"{''.join(filter(str.isalnum, typed))}. x")


def _make_item(chunk: Chunk, walk: _StructureWalk) -> None:
    """Turn a chunk within a list into an item, and mark its label for removal."""
    chunk.role = "list_item"
    chunk.depth = min(walk.depth, 8)
    if walk.items:
        chunk.continues = True
        return
    walk.items += 1
    chunk.starts, walk.starts_list = walk.starts_list, False
    chunk.mark = walk.label
    chunk.has_mark = not walk.label
    first_line = chunk.lines[0].text if chunk.lines else ""
    if walk.label == "•":
        return
    mark = _read_item_label(walk.label) if walk.label else parse_item_mark(first_line)
    if mark is None:
        chunk.has_mark = False
    else:
        mark = mark.below(walk.above.get(walk.depth))
        walk.above[walk.depth] = mark
        chunk.ordered, chunk.label = mark.is_ordered, mark.label
        chunk.number = mark.value if chunk.ordered else None


def _add_note(walk: _StructureWalk, node: StructureElement) -> None:
    lines = _select_lines(walk, list(node.marked_content()))
    if not lines:
        return
    mark = note_mark(lines[0])
    language, page = node.language or None, walk.page.number
    note = Chunk(lines, "note", mark=mark, has_mark=bool(mark), language=language, fallback_page=page)
    walk.chunks.append(note)


def _add_figure(walk: _StructureWalk, node: StructureElement) -> None:
    """Add a figure with its captions; text inside the drawing becomes a separate paragraph."""
    captions = [element for element in _descendants(node) if element.type == "Caption"]
    caption_ids = [mark for caption in captions for mark in caption.marked_content()]
    content_ids = list(node.marked_content())
    inside, in_captions = set(content_ids), set(caption_ids)
    images = [image for image in walk.page.images if image.mark >= 0 and image.mark in inside]
    lines = _select_lines(walk, caption_ids)
    page = walk.page.number
    if images or lines:
        figure = Chunk(lines, "figure", alternative=node.alternative, images=images, fallback_page=page)
        walk.chunks.append(figure)
    drawing_lines = _select_lines(walk, [mark for mark in content_ids if mark not in in_captions])
    if drawing_lines:
        walk.chunks.append(Chunk(drawing_lines, fallback_page=page))


def _add_table(walk: _StructureWalk, node: StructureElement) -> None:
    rows: list[list[PdfTableCell]] = []
    is_header_row: list[bool] = []
    captions: list[Line] = []
    for inner in _descendants(node):
        if inner.type == "Caption":
            captions += _select_lines(walk, list(inner.marked_content()))
        if inner.type == "TR":
            cells = [_read_cell(cell, walk) for cell in inner.children() if cell.type in {"TD", "TH"}]
            if cells:
                rows.append(cells)
                is_header_row.append(all(cell.header for cell in cells))
    chunk = Chunk(
        captions, role="table", rows=rows, language=node.language or None, fallback_page=walk.page.number
    )
    while chunk.header_rows < len(is_header_row) - 1 and is_header_row[chunk.header_rows]:
        chunk.header_rows += 1
    walk.chunks.append(chunk)


def _read_cell(node: StructureElement, walk: _StructureWalk) -> PdfTableCell:
    inner = _StructureWalk(walk.page, walk.marked_content)
    _visit_group(node, inner, "paragraph")
    return PdfTableCell(inner.chunks, node.type == "TH", node.column_span, node.row_span)


@dataclass(slots=True)
class TaggedChunks:
    """Chunks with their roles, and the lines that are not part of the text."""

    chunks: list[Chunk]
    artifacts: list[Line]


def read_tagged_chunks(pages: Sequence[Page], trees: StructureTrees, body_size: float) -> TaggedChunks | None:
    """Return the chunks of the structure trees, or None if they do not contain the text."""
    if not any(trees.pages.values()):
        return None
    chunks: list[Chunk] = []
    untagged: list[Page] = []
    for page in pages:
        roots = trees.pages.get(page.number, [])
        tagged = {mark for root in roots for mark in root.marked_content()}
        for chunk in _mark_notes(walk_structure(page, roots), page, body_size):
            if not _join_chunk(chunks, chunk):
                chunks.append(chunk)
        untagged.append(_untagged_page(page, tagged))
    artifacts = _find_artifacts(pages, untagged, body_size)
    if artifacts is None or not chunks:
        return None
    _mark_untagged_roles(chunks)
    nonempty = [chunk for chunk in chunks if chunk.lines or chunk.rows or chunk.images]
    # Notes come after the text, as in articles from other formats.
    nonempty.sort(key=lambda chunk: chunk.role == "note")
    return TaggedChunks(nonempty, artifacts)


def _untagged_page(page: Page, inside: set[int]) -> Page:
    """Return a page with only the untagged lines."""
    lines = [
        line
        for line in page.lines
        if not any(glyph.run.mark in inside for glyph in line.glyphs if glyph.text.strip())
    ]
    return Page(page.number, page.width, page.height, lines)


def _find_artifacts(pages: Sequence[Page], rest: Sequence[Page], body_size: float) -> list[Line] | None:
    """Return the untagged lines, or None if more than headers and footers are among them."""
    text_length = sum(len(line.text) for page in pages for line in page.lines)
    artifacts = [line for page in rest for line in page.lines]
    # The whole page is checked, to see whether a number at its edge is isolated.
    page_copies = [Page(page.number, page.width, page.height, list(page.lines)) for page in pages]
    boilerplate = {id(line) for line in remove_headers_footers(page_copies, body_size)}
    other_length = sum(
        len(line.text) for line in artifacts if id(line) not in boilerplate and len(line.text) > 3
    )
    return artifacts if other_length <= _MAX_UNTAGGED * text_length else None


def _mark_notes(chunks: Sequence[Chunk], page: Page, body_size: float) -> list[Chunk]:
    """Make notes of small blocks at the bottom of the page that start with a note mark; some programs tag them otherwise."""
    lowest = min(
        (line.baseline for chunk in chunks for line in chunk.lines if line.size > MAX_NOTE_SIZE * body_size),
        default=0.0,
    )
    marked: list[Chunk] = []
    for chunk in chunks:
        is_note = (
            chunk.role == "paragraph"
            and chunk.lines
            and chunk.size <= MAX_NOTE_SIZE * body_size
            and chunk.lines[0].baseline < min(lowest, MAX_NOTE_HEIGHT * page.height)
            and note_mark(chunk.lines[0])
        )
        # One block may have all the notes of the page.
        notes = split_notes(chunk.lines) if is_note else ()
        marked += [replace(note, language=chunk.language) for note in notes] or [chunk]
    return marked


def _join_chunk(before: Sequence[Chunk], head: Chunk) -> bool:
    """Join a block to the one it continues across columns or pages, and return whether it was joined."""
    if head.role == "note":
        return _join_note(before, head)
    tail = next((chunk for chunk in reversed(before) if chunk.role != "note"), None)
    if tail is None or tail.role != head.role:
        return False
    if tail.role == "table":
        return _join_table(tail, head)
    if tail.role not in {"paragraph", "quote", "list_item"} or not _continues(tail, head):
        return False
    tail.lines += head.lines
    return True


def _join_note(before: Sequence[Chunk], head: Chunk) -> bool:
    """Join the unmarked first note of a page to the last note of the previous page."""
    last = next((chunk for chunk in reversed(before) if chunk.role == "note"), None)
    if last is None or not last.mark or head.mark or last.lines[-1].page != head.page - 1:
        return False
    last.lines += head.lines
    return True


def _continues(tail: Chunk, head: Chunk) -> bool:
    if not tail.lines or not head.lines or head.has_mark:
        return False
    last, first = tail.lines[-1], head.lines[0]
    if last.page == first.page and first.baseline < last.baseline + first.size:
        return False  # directly below: two blocks
    is_open = last.hyphen or last.text.endswith(("-", "‐")) or not ends_sentence(last.text)
    starts_item = head.role == "list_item" and bool(head.mark or not tail.mark)
    return is_open and not starts_item and abs(last.size - first.size) <= 0.3


def _join_table(tail: Chunk, head: Chunk) -> bool:
    if not tail.rows or not head.rows or head.lines or len(tail.rows[-1]) != len(head.rows[0]):
        return False
    repeats_header = tail.header_rows == head.header_rows and row_texts(tail.rows[0]) == row_texts(
        head.rows[0]
    )
    if head.fallback_page == tail.fallback_page and not repeats_header:
        return False
    tail.rows += head.rows[head.header_rows if repeats_header else 0 :]
    return True


def _mark_untagged_roles(chunks: list[Chunk]) -> None:
    """Assign roles by format if the file tags no headings, as many programs tag every block as a paragraph."""
    if any(chunk.role == "heading" for chunk in chunks):
        return
    lines = [line for chunk in chunks for line in chunk.lines]
    mark_roles(chunks, measure_lines(lines))
