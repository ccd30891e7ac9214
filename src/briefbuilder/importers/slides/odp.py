"""Read an OpenDocument presentation into a draft: a heading a slide, its shapes in reading order, its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Block, Heading, Inline, Note, Paragraph, Row, Table, plain_text
from briefbuilder.importers.clean import first_words
from briefbuilder.importers.draft import Draft
from briefbuilder.importers.limits import SLIDES, TREE_DEPTH
from briefbuilder.importers.odt.reader import OpenDocument, finish_document, open_document
from briefbuilder.importers.odt.styles import attribute, child_elements, paragraph_text
from briefbuilder.importers.office.blocks import StyledBlock, join_content
from briefbuilder.importers.office.xml_names import prefixed_name, qn
from briefbuilder.importers.slides.slide import (
    SlideBox,
    attach_note,
    guess_title,
    is_title_slide,
    reading_order,
    report_notes,
    without_breaks,
)

_NO_CONTENT = frozenset({"date-time", "footer", "header", "page-number", "page"})
_LENGTH = re.compile(r"(-?\d+(?:\.\d+)?)(cm|mm|in|pt|pc|px)?\Z")
_UNITS = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}


def read_odp(data: bytes, file_name: str) -> Draft:
    """Read a presentation; raise ImportRefusedError if it cannot be read."""
    document = open_document(data, file_name, "office:presentation")
    pages = document.body.findall(qn("draw:page"))
    if len(pages) > SLIDES:
        raise ImportRefusedError("import-too-many-slides", name=file_name, limit=str(SLIDES))
    blocks: list[StyledBlock] = []
    notes: list[Note] = []
    noted: list[str] = []
    first = True
    for number, page in enumerate(pages, 1):
        style = attribute(page, "draw:style-name")
        if document.styles.property("drawing-page", style, "presentation:visibility") == "hidden":
            document.builder.notice("slide-hidden", f"{number}: {first_words(paragraph_text(page))}")
            continue
        slide = _read_page(document, page, first=first)
        content = _read_notes(document, page)
        if content:
            attach_note(notes, slide, content)
            noted.append(str(number))
        # On slides, the size of letters does not tell captions and headings from other text.
        blocks += (replace(styled, size=0, block=replace(styled.block, page=number)) for styled in slide)
        first = False
    report_notes(document.builder, noted)
    return finish_document(document, blocks, notes, file_name)


def _read_page(document: OpenDocument, page: _Element, *, first: bool) -> list[StyledBlock]:
    title: tuple[Inline, ...] = ()
    rest: list[_Element] = []
    for shape in filter(_is_shown, child_elements(page)):
        kind = attribute(shape, "presentation:class")
        if kind == "title" and not title:
            title = _joined(document, shape)
        else:
            rest.append(shape)
    ordered = reading_order(rest, _box)
    guessed = not title and len(ordered) > 1
    if guessed:
        title = guess_title([styled.block for styled in _read_shape(document, ordered[0], 0)])
        ordered = ordered[1:] if title else ordered
    if guessed and title:
        document.builder.notice("heading-guessed", plain_text(title))
    blocks = [block for shape in ordered for block in _read_shape(document, shape, 0)]
    if title:
        is_title = first and not guessed and is_title_slide(blocks)
        heading: Block = Paragraph(id="", content=title) if is_title else Heading(id="", content=title)
        blocks.insert(0, StyledBlock(block=heading, role="title" if is_title else "paragraph"))
    return blocks


def _is_shown(shape: _Element) -> bool:
    """Return whether a shape has content of its own: no footer, and no empty placeholder."""
    return (
        prefixed_name(shape).startswith("draw:")
        and attribute(shape, "presentation:class") not in _NO_CONTENT
        and attribute(shape, "presentation:placeholder") != "true"
    )


def _joined(document: OpenDocument, shape: _Element) -> tuple[Inline, ...]:
    found = [styled.block for styled in _read_shape(document, shape, 0)]
    return without_breaks(join_content(found))


def _read_shape(document: OpenDocument, shape: _Element, depth: int) -> Iterator[StyledBlock]:
    if depth > TREE_DEPTH:
        return
    kind = prefixed_name(shape)
    if kind == "draw:g":
        for part in reading_order(list(filter(_is_shown, child_elements(shape))), _box):
            yield from _read_shape(document, part, depth + 1)
        return
    table = shape.find(qn("table:table"))
    if table is not None:  # its picture beside it is for programs that cannot draw it
        header = attribute(table, "table:use-first-row-styles") == "true"
        yield from (_with_header(styled) if header else styled for styled in document.walker.walk(shape))
        return
    if kind == "draw:frame":
        chart = _chart_values(document, shape)
        if chart:
            yield from chart
            return
        yield from (
            StyledBlock(block=figure, role="figure") for figure in document.pictures.read_figures(shape)
        )
    boxes = shape.findall(qn("draw:text-box"))
    subtitle = attribute(shape, "presentation:class") == "subtitle"
    for block in (styled for box in boxes or [shape] for styled in document.walker.walk(box)):
        yield replace(block, role="subtitle") if subtitle and isinstance(block.block, Paragraph) else block


def _with_header(styled: StyledBlock) -> StyledBlock:
    """Return a table whose first row has the style of a head with that head."""
    table = styled.block
    if not isinstance(table, Table) or len(table.rows) < 2 or table.header_rows:
        return styled
    head = Row(cells=tuple(replace(cell, header=True) for cell in table.rows[0].cells))
    return replace(styled, block=replace(table, rows=(head, *table.rows[1:]), header_rows=1))


def _chart_values(document: OpenDocument, frame: _Element) -> list[StyledBlock]:
    """Return the values of the chart in a frame as a table, none for other frames."""
    embedded = frame.find(qn("draw:object"))
    target = attribute(embedded, "xlink:href").removeprefix("./").strip("/") if embedded is not None else ""
    part = f"{target}/content.xml"
    root = document.package.optional_xml(part) if target and part.lower() in document.package.names else None
    table = next(root.iter(qn("table:table")), None) if root is not None else None
    holder = table.getparent() if table is not None else None
    if holder is None or attribute(holder, "chart:class") == "":
        return []
    document.builder.notice("chart-as-table", target)
    return [
        _with_header(styled) for styled in document.walker.walk(holder) if isinstance(styled.block, Table)
    ]


def _read_notes(document: OpenDocument, page: _Element) -> tuple[Inline, ...]:
    found: list[Block] = []
    for frame in page.iterfind(f"{qn('presentation:notes')}/{qn('draw:frame')}"):
        if attribute(frame, "presentation:class") == "notes" and _is_shown(frame):
            found += (
                styled.block
                for box in frame.iter(qn("draw:text-box"))
                for styled in document.walker.walk(box)
            )
    return join_content(found)


def _box(shape: _Element) -> SlideBox | None:
    """Return the place of a shape in millimetres; that of a group is its shapes'."""
    if prefixed_name(shape) == "draw:g":
        boxes = [box for part in child_elements(shape) if (box := _own_box(part)) is not None]
        if not boxes:
            return None
        return SlideBox(
            left=min(box.left for box in boxes),
            top=min(box.top for box in boxes),
            right=max(box.right for box in boxes),
            bottom=max(box.bottom for box in boxes),
        )
    return _own_box(shape)


def _own_box(shape: _Element) -> SlideBox | None:
    left, top, width, height = (
        _length(attribute(shape, name)) for name in ("svg:x", "svg:y", "svg:width", "svg:height")
    )
    if left is None or top is None:
        return None
    return SlideBox(left=left, top=top, right=left + (width or 1), bottom=top + (height or 1))


def _length(text: str) -> float | None:
    found = _LENGTH.match(text)
    return float(found[1]) * _UNITS[found[2] or "mm"] if found and len(found[1]) < 12 else None
