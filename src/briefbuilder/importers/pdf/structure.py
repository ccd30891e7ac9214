"""Chunks by the file's own structure: what its elements say, and the lines that their characters make."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from ctypes import byref, c_float
from dataclasses import dataclass, field

from briefbuilder.importers.limits import STRUCTURE_DEPTH, TREE_ELEMENTS
from briefbuilder.importers.pdf.document import Handle, wide_text
from briefbuilder.importers.pdf.headers_footers import without_furniture
from briefbuilder.importers.pdf.kinds import tell_kinds
from briefbuilder.importers.pdf.list_marks import mark_of
from briefbuilder.importers.pdf.measures import measure
from briefbuilder.importers.pdf.model import Chunk, Glyph, Line, Page, Role, TableCell
from briefbuilder.importers.pdf.notes import NOTE_HEIGHT, NOTE_SIZE, note_mark
from briefbuilder.importers.pdf.paragraphs import ends_sentence
from briefbuilder.importers.pdf.tables import words_of

# The structure that a tagged PDF tells of itself (ISO 32000-1, 14.8): read from each page as plain nodes.


@dataclass(slots=True)
class StructureElement:
    """An element: its type after the role map, its parts in order (nodes, or ids of marked content)."""

    type: str
    parts: list[StructureElement | int] = field(default_factory=list)
    alternative: str = ""
    language: str = ""
    column_span: int = 1
    row_span: int = 1

    def marks(self) -> Iterator[int]:
        """Yield the ids of marked content of the whole element."""
        for part in self.parts:
            if isinstance(part, int):
                yield part
            else:
                yield from part.marks()

    def nodes(self) -> Iterator[StructureElement]:
        """Yield the elements directly within."""
        return (part for part in self.parts if isinstance(part, StructureElement))


@dataclass(slots=True)
class Trees:
    """The structure of each page, by its number, and how many elements were seen."""

    pages: dict[int, list[StructureElement]] = field(default_factory=dict)
    elements: int = 0


def add_tree(page: Handle, number: int, trees: Trees) -> None:
    """Read the structure of a page that is loaded."""
    import pypdfium2.raw as pdfium

    if trees.elements > TREE_ELEMENTS:
        return
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return
    try:
        roots: list[StructureElement] = []
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            element = pdfium.FPDF_StructTree_GetChildAtIndex(tree, place)
            if element:
                roots.append(_node(element, trees, 0))
        trees.pages[number] = roots
    finally:
        pdfium.FPDF_StructTree_Close(tree)


def _node(element: Handle, trees: Trees, depth: int) -> StructureElement:
    import pypdfium2.raw as pdfium

    trees.elements += 1
    node = StructureElement(wide_text(pdfium.FPDF_StructElement_GetType, element))
    if node.type in {"Figure", "Formula"}:
        node.alternative = wide_text(pdfium.FPDF_StructElement_GetAltText, element)
    if node.type in {"TD", "TH"}:
        node.column_span, node.row_span = _number(element, "ColSpan"), _number(element, "RowSpan")
    node.language = wide_text(pdfium.FPDF_StructElement_GetLang, element)
    if depth > STRUCTURE_DEPTH or trees.elements > TREE_ELEMENTS:
        return node
    for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
        if child:
            node.parts.append(_node(child, trees, depth + 1))
            continue
        mark = pdfium.FPDF_StructElement_GetChildMarkedContentID(element, place)
        if mark >= 0:
            node.parts.append(int(mark))
    return node


def _number(element: Handle, name: str) -> int:
    """Return a number among an element's attributes, 1 where it has none."""
    import pypdfium2.raw as pdfium

    value = c_float()
    for place in range(min(max(pdfium.FPDF_StructElement_GetAttributeCount(element), 0), 16)):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(element, place)
        found = (
            pdfium.FPDF_StructElement_Attr_GetValue(attribute, name.encode("ascii")) if attribute else None
        )
        if found and pdfium.FPDF_StructElement_Attr_GetNumberValue(found, byref(value)):
            return max(1, min(int(value.value), 1000))
    return 1


# The walk through the structure of one page: its elements become chunks, its characters their lines.

_HEADING = re.compile(r"^H([1-6])?$")
_INLINE = frozenset({
    "Span", "Link", "Em", "Strong", "Reference", "Quote", "Sub", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP",
    "BibEntry", "Lbl", "Form", "Formula", "NonStruct",
})  # fmt: skip
_WHOLES = frozenset({"Document", "Part", "Art", "Sect"})
_NOTES = frozenset({"Note", "FENote"})


@dataclass(slots=True)
class _Walk:
    """Where the walk through one page's structure is."""

    page: Page
    marks: dict[int, list[tuple[int, int]]]
    chunks: list[Chunk] = field(default_factory=list)
    depth: int = -1
    items: int = 0
    quoted: bool = False
    opens: bool = False
    label: str = ""


def chunks_within(page: Page, roots: Sequence[StructureElement]) -> list[Chunk]:
    """Return the chunks that a page's structure tells, in its order."""
    walk = _Walk(page, _places(page))
    for root in roots:
        _visit(root, walk)
    return walk.chunks


def _places(page: Page) -> dict[int, list[tuple[int, int]]]:
    """Return where the characters of each marked content stand: line and place in it."""
    places: dict[int, list[tuple[int, int]]] = {}
    for row, line in enumerate(page.lines):
        for place, glyph in enumerate(line.glyphs):
            if glyph.run.mark >= 0:
                places.setdefault(glyph.run.mark, []).append((row, place))
    return places


def _visit(node: StructureElement, walk: _Walk) -> None:
    """Walk an element: a block becomes a chunk, a group is walked through."""
    heading = _HEADING.match(node.type)
    if heading or node.type == "Title":
        _add(walk, node, "heading", level=int(heading[1]) if heading and heading[1] else 1)
    elif node.type == "Table":
        _add_table(walk, node)
    elif node.type == "Figure":
        _add_figure(walk, node)
    elif node.type in _NOTES:
        _add_note(walk, node)
    elif node.type == "L":
        _visit_list(node, walk)
    elif node.type == "BlockQuote":
        walk.quoted, before = True, walk.quoted
        _visit_group(node, walk, "quote")
        walk.quoted = before
    elif node.type in {"TOC", "Index"} or node.type == "Artifact":
        _visit_group(node, walk, "paragraph")
    elif node.type == "Code":
        _add(walk, node, "code")
    elif node.type == "Caption":
        _add(walk, node, "caption")
    else:
        _visit_group(node, walk, "quote" if walk.quoted else "paragraph")


def _visit_group(node: StructureElement, walk: _Walk, role: Role) -> None:
    """Walk an element that may hold characters, inline elements and blocks alike, in order."""
    loose = StructureElement("P", language=node.language)
    for part in node.parts:
        if isinstance(part, int) or (_is_inline(part) and not _stands_alone(part, node)):
            loose.parts.append(part)
            continue
        if part.type in _NOTES and node.type not in {"Document", "Part", "Sect", "Div", "Art", "NonStruct"}:
            _add_note(walk, part)
            continue
        _flush(walk, loose, role)
        _visit(part, walk)
    _flush(walk, loose, role)


def _stands_alone(part: StructureElement, node: StructureElement) -> bool:
    """Tell whether an element without meaning, right within a document, is a block: some programs set notes so."""
    return part.type == "NonStruct" and node.type in _WHOLES


def _is_inline(node: StructureElement) -> bool:
    return node.type in _INLINE and all(_is_inline(inner) for inner in node.nodes())


def _flush(walk: _Walk, loose: StructureElement, role: Role) -> None:
    if loose.parts:
        _add(walk, StructureElement("P", list(loose.parts), language=loose.language), role)
        loose.parts.clear()


def _add(walk: _Walk, node: StructureElement, role: Role, level: int = 0) -> Chunk | None:
    """Make a chunk of the characters of an element; notes within it become chunks of their own behind it."""
    notes = [inner for inner in _deep(node) if inner.type in _NOTES]
    apart = {mark for note in notes for mark in note.marks()}
    lines = _lines(walk, [mark for mark in node.marks() if mark not in apart])
    chunk = Chunk(lines, role=role, level=level, language=node.language or None, at=walk.page.number)
    if role in {"paragraph", "quote"} and walk.depth >= 0:
        _as_item(chunk, walk)
    if lines:
        walk.chunks.append(chunk)
    for note in notes:
        _add_note(walk, note)
    return chunk if lines else None


def _deep(node: StructureElement) -> list[StructureElement]:
    found: list[StructureElement] = []
    for inner in node.nodes():
        found.append(inner)
        found += _deep(inner)
    return found


def _lines(walk: _Walk, marks: Sequence[int]) -> list[Line]:
    """Return the parts of the page's lines that hold the marked content."""
    places = sorted({place for mark in marks for place in walk.marks.get(mark, ())})
    rows: dict[int, list[Glyph]] = {}
    last = (-1, -1)
    for row, place in places:
        glyphs = rows.setdefault(row, [])
        glyph = walk.page.lines[row].glyphs[place]
        if last[0] == row and place > last[1] + 1 and glyph.text.strip() and not _joins_on(glyphs[-1], glyph):
            glyphs.append(Glyph(" ", glyph.left, glyph.left, glyph.run, made=True))
        glyphs.append(glyph)
        last = (row, place)
    lines: list[Line] = []
    for row, glyphs in rows.items():
        whole = walk.page.lines[row]
        if any(glyph.text.strip() for glyph in glyphs):
            lines.append(
                Line(glyphs, whole.page, whole.baseline, whole.size, whole.rtl, _ends_divided(glyphs))
            )
    return lines


def _joins_on(before: Glyph, after: Glyph) -> bool:
    """Tell whether two glyphs stand close, though something that is no part of the text stood between them."""
    apart = max(after.left - before.right, before.left - after.right)
    return not before.text.strip() or apart < 0.15 * after.run.size


def _ends_divided(glyphs: Sequence[Glyph]) -> bool:
    inked = [glyph for glyph in glyphs if glyph.text.strip()]
    return inked[-1].text in {"\x02", "\u00ad"}


def _visit_list(node: StructureElement, walk: _Walk) -> None:
    walk.depth, opens = walk.depth + 1, walk.opens
    walk.opens = True
    for item in node.nodes():
        if item.type == "L":
            _visit_list(item, walk)
        elif item.type == "LI":
            walk.items = 0
            _visit_item(item, walk)
        else:
            _visit(item, walk)
    walk.depth -= 1
    walk.opens = opens


def _visit_item(item: StructureElement, walk: _Walk) -> None:
    """Walk an item: its label and its body are one text, further blocks go on with it."""
    flat = StructureElement("P", language=item.language)
    walk.label = ""
    for part in item.parts:
        if isinstance(part, StructureElement) and part.type == "LBody":
            flat.parts += part.parts
        elif isinstance(part, StructureElement) and part.type == "Lbl" and _take_label(part, walk):
            continue
        else:
            flat.parts.append(part)
    first = next(
        (
            place
            for place, part in enumerate(flat.parts)
            if isinstance(part, StructureElement) and part.type in {"P", "Div", "NonStruct"}
        ),
        None,
    )
    if first is not None and all(isinstance(part, int) or _is_inline(part) for part in flat.parts[:first]):
        block = flat.parts[first]
        if isinstance(block, StructureElement) and all(
            isinstance(part, int) or _is_inline(part) or part.type in _NOTES for part in block.parts
        ):
            block.parts[:0] = flat.parts[:first]
            del flat.parts[:first]
    _visit_group(flat, walk, "paragraph")


def _take_label(label: StructureElement, walk: _Walk) -> bool:
    """Keep an item's label apart from its text; one that is neither a sign, a number nor a letter stays in the text."""
    text = " ".join(line.text for line in _lines(walk, list(label.marks())))
    walk.label = "".join(sign for sign in text if sign.isalnum())
    if walk.label.isdecimal() or len(walk.label) < 2:
        walk.label = walk.label or "•"
        return True
    walk.label = ""
    return False


def _as_item(chunk: Chunk, walk: _Walk) -> None:
    """Make an item of a chunk within a list, and take its mark off."""
    chunk.role = "list_item"
    chunk.depth = min(walk.depth, 8)
    if walk.items:
        chunk.continues = True
        return
    walk.items += 1
    chunk.starts, walk.opens = walk.opens, False
    chunk.mark = walk.label
    chunk.marked = not walk.label
    head = chunk.lines[0].text if chunk.lines else ""
    mark = mark_of(f"{walk.label}) x" if walk.label else head)
    if mark is None:
        chunk.marked = False
    else:
        chunk.ordered = mark.kind in {"number", "letter"}
        chunk.number = mark.value if chunk.ordered else None


def _add_note(walk: _Walk, node: StructureElement) -> None:
    lines = _lines(walk, list(node.marks()))
    if not lines:
        return
    mark = note_mark(lines[0])
    walk.chunks.append(
        Chunk(
            lines,
            role="note",
            mark=mark,
            marked=bool(mark),
            language=node.language or None,
            at=walk.page.number,
        )
    )


def _add_figure(walk: _Walk, node: StructureElement) -> None:
    """A figure's caption is its text; words inside the drawing are kept as a paragraph of their own."""
    captions = [inner for inner in _deep(node) if inner.type == "Caption"]
    held = {mark for caption in captions for mark in caption.marks()}
    marks = set(node.marks())
    images = [image for image in walk.page.images if image.mark >= 0 and image.mark in marks]
    lines = _lines(walk, [mark for caption in captions for mark in caption.marks()])
    if images or lines:
        walk.chunks.append(
            Chunk(lines, role="figure", alternative=node.alternative, images=images, at=walk.page.number)
        )
    inner = _lines(walk, [mark for mark in node.marks() if mark not in held])
    if inner:
        walk.chunks.append(Chunk(inner, at=walk.page.number))


def _add_table(walk: _Walk, node: StructureElement) -> None:
    rows: list[list[TableCell]] = []
    heads: list[bool] = []
    captions: list[Line] = []
    for inner in _deep(node):
        if inner.type == "Caption":
            captions += _lines(walk, list(inner.marks()))
        if inner.type == "TR":
            cells = [_cell(cell, walk) for cell in inner.nodes() if cell.type in {"TD", "TH"}]
            if cells:
                rows.append(cells)
                heads.append(all(cell.header for cell in cells))
    chunk = Chunk(captions, role="table", rows=rows, language=node.language or None, at=walk.page.number)
    while chunk.header_rows < len(heads) - 1 and heads[chunk.header_rows]:
        chunk.header_rows += 1
    walk.chunks.append(chunk)


def _cell(node: StructureElement, walk: _Walk) -> TableCell:
    inner = _Walk(walk.page, walk.marks)
    _visit_group(node, inner, "paragraph")
    return TableCell(inner.chunks, node.type == "TH", node.column_span, node.row_span)


_MOST_UNTAGGED = 0.03
"""The share of the text, running heads aside, that may stand outside the structure for it to be relied on."""


@dataclass(slots=True)
class ByTags:
    """Chunks with their roles, and the lines that are no part of the text."""

    chunks: list[Chunk]
    artifacts: list[Line]


def tagged_chunks(pages: Sequence[Page], trees: Trees, body_size: float) -> ByTags | None:
    """Return the chunks that the structure tells, or None where there is none that holds the text."""
    if not any(trees.pages.values()):
        return None
    chunks: list[Chunk] = []
    rest: list[Page] = []
    for page in pages:
        roots = trees.pages.get(page.number, [])
        inside = {mark for root in roots for mark in root.marks()}
        found = chunks_within(page, roots)
        _tell_notes(found, page, body_size)
        for chunk in found:
            if not _joins(chunks, chunk):
                chunks.append(chunk)
        rest.append(_untagged(page, inside))
    artifacts = _artifacts(pages, rest, body_size)
    if artifacts is None or not chunks:
        return None
    _tell_rest(chunks)
    held = [chunk for chunk in chunks if chunk.lines or chunk.rows or chunk.images]
    # Notes stand behind the text, as they do in articles from other formats.
    held.sort(key=lambda chunk: chunk.role == "note")
    return ByTags(held, artifacts)


def _untagged(page: Page, inside: set[int]) -> Page:
    """Return a page that holds only the lines which the structure does not."""
    lines = [
        line
        for line in page.lines
        if not any(glyph.run.mark in inside for glyph in line.glyphs if glyph.text.strip())
    ]
    return Page(page.number, page.width, page.height, lines)


def _artifacts(pages: Sequence[Page], rest: Sequence[Page], body_size: float) -> list[Line] | None:
    """Return the lines outside the structure; None where there are more than running heads among them."""
    whole = sum(len(line.text) for page in pages for line in page.lines)
    artifacts = [line for page in rest for line in page.lines]
    # The whole page is looked at, so that a number at its edge is seen to stand alone.
    copies = [Page(page.number, page.width, page.height, list(page.lines)) for page in pages]
    furniture = {id(line) for line in without_furniture(copies, body_size)}
    other = sum(len(line.text) for line in artifacts if id(line) not in furniture and len(line.text) > 3)
    return artifacts if other <= _MOST_UNTAGGED * whole else None


def _tell_notes(chunks: Sequence[Chunk], page: Page, body_size: float) -> None:
    """Make notes of small blocks with a mark at the page's foot: some programs tag them as anything else."""
    lowest = min(
        (line.baseline for chunk in chunks for line in chunk.lines if line.size > NOTE_SIZE * body_size),
        default=0.0,
    )
    for chunk in chunks:
        if chunk.role != "paragraph" or not chunk.lines or chunk.size > NOTE_SIZE * body_size:
            continue
        mark = note_mark(chunk.lines[0])
        if mark and chunk.lines[0].baseline < min(lowest, NOTE_HEIGHT * page.height):
            chunk.role, chunk.mark, chunk.marked = "note", mark, True


def _joins(before: Sequence[Chunk], head: Chunk) -> bool:
    """Join a block that goes on at the head of a column or page with its beginning, and tell whether it did."""
    if head.role == "note":
        return _joins_note(before, head)
    tail = next((chunk for chunk in reversed(before) if chunk.role != "note"), None)
    if tail is None or tail.role != head.role:
        return False
    if tail.role == "table":
        return _joins_table(tail, head)
    if tail.role not in {"paragraph", "quote", "list_item"} or not _goes_on(tail, head):
        return False
    tail.lines += head.lines
    return True


def _joins_note(before: Sequence[Chunk], head: Chunk) -> bool:
    """Join what a page's first note goes on with, if it has no mark, with the last note before."""
    last = next((chunk for chunk in reversed(before) if chunk.role == "note"), None)
    if last is None or not last.mark or head.mark or last.lines[-1].page != head.page - 1:
        return False
    last.lines += head.lines
    return True


def _goes_on(tail: Chunk, head: Chunk) -> bool:
    if not tail.lines or not head.lines or head.marked:
        return False
    last, first = tail.lines[-1], head.lines[0]
    if last.page == first.page and first.baseline < last.baseline + first.size:
        return False  # right below: two blocks
    open_end = last.hyphen or last.text.endswith(("-", "‐")) or not ends_sentence(last.text)
    begins = head.role == "list_item" and bool(head.mark or not tail.mark)
    return open_end and not begins and abs(last.size - first.size) <= 0.3


def _joins_table(tail: Chunk, head: Chunk) -> bool:
    if not tail.rows or not head.rows or head.lines or len(tail.rows[-1]) != len(head.rows[0]):
        return False
    repeated = tail.header_rows == head.header_rows and words_of(tail.rows[0]) == words_of(head.rows[0])
    if head.at == tail.at and not repeated:
        return False
    tail.rows += head.rows[head.header_rows if repeated else 0 :]
    return True


def _tell_rest(chunks: list[Chunk]) -> None:
    """Tell headings by their form where the file marks none: many programs tag every block as a paragraph."""
    if any(chunk.role == "heading" for chunk in chunks):
        return
    lines = [line for chunk in chunks for line in chunk.lines]
    tell_kinds(chunks, measure(lines))
