"""The walk through the structure of one page: its elements become chunks, its characters their lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefbuilder.importers.pdf.marks import mark_of
from briefbuilder.importers.pdf.notes import note_mark
from briefbuilder.importers.pdf.shapes import Chunk, Glyph, Line, Page, Role, TableCell
from briefbuilder.importers.pdf.tags import Node

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


def chunks_within(page: Page, roots: Sequence[Node]) -> list[Chunk]:
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


def _visit(node: Node, walk: _Walk) -> None:
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


def _visit_group(node: Node, walk: _Walk, role: Role) -> None:
    """Walk an element that may hold characters, inline elements and blocks alike, in order."""
    loose = Node("P", language=node.language)
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


def _stands_alone(part: Node, node: Node) -> bool:
    """Tell whether an element without meaning, right within a document, is a block: some programs set notes so."""
    return part.type == "NonStruct" and node.type in _WHOLES


def _is_inline(node: Node) -> bool:
    return node.type in _INLINE and all(_is_inline(inner) for inner in node.nodes())


def _flush(walk: _Walk, loose: Node, role: Role) -> None:
    if loose.parts:
        _add(walk, Node("P", list(loose.parts), language=loose.language), role)
        loose.parts.clear()


def _add(walk: _Walk, node: Node, role: Role, level: int = 0) -> Chunk | None:
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


def _deep(node: Node) -> list[Node]:
    found: list[Node] = []
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


def _visit_list(node: Node, walk: _Walk) -> None:
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


def _visit_item(item: Node, walk: _Walk) -> None:
    """Walk an item: its label and its body are one text, further blocks go on with it."""
    flat = Node("P", language=item.language)
    walk.label = ""
    for part in item.parts:
        if isinstance(part, Node) and part.type == "LBody":
            flat.parts += part.parts
        elif isinstance(part, Node) and part.type == "Lbl" and _take_label(part, walk):
            continue
        else:
            flat.parts.append(part)
    first = next(
        (
            place
            for place, part in enumerate(flat.parts)
            if isinstance(part, Node) and part.type in {"P", "Div", "NonStruct"}
        ),
        None,
    )
    if first is not None and all(isinstance(part, int) or _is_inline(part) for part in flat.parts[:first]):
        block = flat.parts[first]
        if isinstance(block, Node) and all(
            isinstance(part, int) or _is_inline(part) or part.type in _NOTES for part in block.parts
        ):
            block.parts[:0] = flat.parts[:first]
            del flat.parts[:first]
    _visit_group(flat, walk, "paragraph")


def _take_label(label: Node, walk: _Walk) -> bool:
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


def _add_note(walk: _Walk, node: Node) -> None:
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


def _add_figure(walk: _Walk, node: Node) -> None:
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


def _add_table(walk: _Walk, node: Node) -> None:
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


def _cell(node: Node, walk: _Walk) -> TableCell:
    inner = _Walk(walk.page, walk.marks)
    _visit_group(node, inner, "paragraph")
    return TableCell(inner.chunks, node.type == "TH", node.column_span, node.row_span)
