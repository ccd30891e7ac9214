"""Reads the headers and footers of a letterhead document as rows of boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from docx.opc.part import Part

from briefbuilder.domain.document import (
    BandLine,
    Content,
    DocumentPicture,
    DrawnInline,
    LetterBox,
    LetterLine,
    PageField,
    Run,
)
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.styles import Align, PageSetup, Style
from briefbuilder.export.docx.letterhead.placeholders import int_attribute
from briefbuilder.export.docx.letterhead.strip import clean_picture
from briefbuilder.export.docx.letterhead.styles import (
    CellPosition,
    LetterheadStyles,
    cell_frame,
    table_borders,
)
from briefbuilder.export.docx.ooxml import PPR, RPR, RUN, TBL, VAL, VML, WP, A, Node, P, R, T, is_on, qn
from briefbuilder.export.pictures import prepare_picture

_EMU_PER_POINT = 12700
_FAR = frozenset({"right", "outside", "bottom"})


def horizontal_position(
    anchor: Node | None, width: float, page: PageSetup, room: tuple[float, float]
) -> float:
    """Return the left edge of a floating object on the page, in points; `room` is the margins of headers."""
    base, align, offset = _position(anchor, "positionH")
    left, right = room[0], page.width - room[1]
    spans = {
        "page": (0.0, page.width),
        "leftMargin": (0.0, left),
        "insideMargin": (0.0, left),
        "rightMargin": (right, page.width),
        "outsideMargin": (right, page.width),
    }
    return _align_in(spans.get(base, (left, right)), width, align, offset)


def vertical_position(anchor: Node | None, height: float, page: PageSetup, *, footer: bool) -> float:
    """Return the upper edge of a floating object of a header or footer on the page, in points."""
    base, align, offset = _position(anchor, "positionV")
    foot = page.height - page.bottom
    spans = {
        "page": (0.0, page.height),
        "margin": (page.top, foot),
        "topMargin": (0.0, page.top),
        "bottomMargin": (foot, page.height),
    }
    if base in spans:
        return _align_in(spans[base], height, align, offset)
    if footer:
        return page.height - page.footer - height + min(offset, 0.0)
    return page.header + offset


def _align_in(span: tuple[float, float], size: float, align: str, offset: float) -> float:
    start, end = span
    if align in _FAR:
        return end - size
    return (start + end - size) / 2 if align == "center" else start + offset


def _position(anchor: Node | None, name: str) -> tuple[str, str, float]:
    """Return the reference, the alignment and the offset of a position."""
    node = anchor.find(f"{{{WP}}}{name}") if anchor is not None else None
    if node is None:
        return "", "", 0.0
    align, offset = node.find(f"{{{WP}}}align"), node.find(f"{{{WP}}}posOffset")
    try:
        points = int(offset.text or 0) / _EMU_PER_POINT if offset is not None else 0.0
    except ValueError:
        points = 0.0
    return node.get("relativeFrom", ""), (align.text or "" if align is not None else ""), points


_PAGE_FIELDS = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "pages", "STYLEREF": "section"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_SIZE = re.compile(r"(width|height):\s*([0-9.]+)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
_RASTER = frozenset({"png", "jpg"})
"""The extensions of cleaned pictures that a PDF can show."""


@dataclass(frozen=True, slots=True)
class HeaderPicture:
    """A picture in a paragraph: its name, size in points, alternative text, and anchor if it floats."""

    name: str
    size: tuple[float, float]
    alternative_text: str
    anchor: Node | None = None


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box anchored to a paragraph: its content, size in points, and anchor if it floats."""

    content: Node
    size: tuple[float, float]
    anchor: Node | None


@dataclass(slots=True)
class ParagraphContent:
    """The content of a paragraph: its text split at tabs, pictures, text boxes, and texts of other shapes."""

    parts: list[list[DrawnInline]] = field(default_factory=lambda: [[]])
    pictures: list[HeaderPicture] = field(default_factory=list)
    boxes: list[TextBox] = field(default_factory=list)
    first_run: Node | None = None
    undrawn: list[str] = field(default_factory=list)
    has_page_break: bool = False

    @property
    def contents(self) -> list[Content]:
        """The text between tabs."""
        return [tuple(part) for part in self.parts]

    @property
    def is_empty(self) -> bool:
        """Whether there is no text."""
        return not any(
            not isinstance(inline, Run) or inline.text.strip() for part in self.parts for inline in part
        )


@dataclass(slots=True)
class _Fields:
    """The state of nested fields; instructions are not text, nor are the results of page fields."""

    state: list[str] = field(default_factory=list)
    name: str = ""

    @property
    def is_hidden(self) -> bool:
        return bool(self.state) and (self.state[-1] == "code" or bool(self.name))

    def step(self, kind: str) -> str:
        """Process a mark of a field; return the name of a page field at its end."""
        if kind == "begin":
            self.state.append("code")
            self.name = ""
        elif kind == "separate" and self.state:
            self.state[-1] = "result"
        elif kind == "end" and self.state:
            self.state.pop()
            name, self.name = self.name, ""
            return name
        return ""


@dataclass(slots=True)
class HeaderInlineReader:
    """Reads the paragraphs of a part and collects their pictures."""

    part: Part
    pictures: dict[str, DocumentPicture]

    def read(self, paragraph: Node) -> ParagraphContent:
        """Return the content of a paragraph."""
        content = ParagraphContent()
        state = _Fields()
        for run in _runs(paragraph):
            for child in run:
                if child.tag == qn("w:fldChar"):
                    name = state.step(child.get(qn("w:fldCharType"), ""))
                    if name:
                        self._add_field(content, name)
                elif child.tag == qn("w:instrText"):
                    state.name = state.name or _page_field_name(child.text or "")
                elif not state.is_hidden:
                    self._read_child(content, run, child)
        for simple in paragraph.iter(qn("w:fldSimple")):
            name = _page_field_name(simple.get(qn("w:instr"), ""))
            if name:
                self._add_field(content, name)
        return content

    def _add_field(self, content: ParagraphContent, name: str) -> None:
        if name in {"page", "pages", "section"}:
            content.parts[-1].append(PageField(name=name))  # type: ignore[arg-type]

    def _read_child(self, content: ParagraphContent, run: Node, child: Node) -> None:
        if child.tag == T and child.text:
            if content.first_run is None:
                content.first_run = run
            content.parts[-1].append(_to_run(run, child.text))
        elif child.tag in {qn("w:tab"), qn("w:ptab")}:
            content.parts.append([])
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            if child.get(qn("w:type")) == "page":
                content.has_page_break = True
            else:
                content.parts[-1].append(_to_run(run, "\n"))
        elif child.tag == qn("w:noBreakHyphen"):
            content.parts[-1].append(_to_run(run, "\u2011"))
        else:
            self._read_drawing(content, child)

    def _read_drawing(self, content: ParagraphContent, child: Node) -> None:
        pictures, undrawn = len(content.pictures), len(content.undrawn)
        boxed = [node for node in child.iter(T) if next(node.iterancestors(_FALLBACK), None) is None]
        box_content = next(child.iter(qn("w:txbxContent")), None)
        holder = next(child.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"), None)
        extent = holder.find(f"{{{WP}}}extent") if holder is not None else None
        if box_content is not None and holder is not None and extent is not None:
            anchor = holder if holder.tag == f"{{{WP}}}anchor" else None
            content.boxes.append(TextBox(box_content, _size(extent), anchor))
            return
        if words := "".join(node.text or "" for node in boxed).strip():
            content.undrawn.append(words)
        for holder in child.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"):
            self._add_picture_of(content, holder)
        if holder is None:
            self._add_vml_pictures(content, child)
        if not boxed and len(content.pictures) == pictures and len(content.undrawn) == undrawn:
            content.undrawn += [
                _shape_name(shape) for shape in child.iter(f"{{{WP}}}docPr", f"{{{VML}}}shape")
            ][:1]

    def _add_picture_of(self, content: ParagraphContent, holder: Node) -> None:
        extent, properties = holder.find(f"{{{WP}}}extent"), holder.find(f"{{{WP}}}docPr")
        blip = next(holder.iter(f"{{{A}}}blip"), None)
        if extent is None or blip is None:
            return
        size = _size(extent)
        words = properties.get("descr", "") if properties is not None else ""
        anchor = holder if holder.tag == f"{{{WP}}}anchor" else None
        self._add_picture(content, blip.get(f"{{{R}}}embed", ""), size, words, anchor)

    def _add_vml_pictures(self, content: ParagraphContent, child: Node) -> None:
        for image in child.iter(f"{{{VML}}}imagedata"):
            shape = image.getparent()
            style = shape.get("style", "") if shape is not None else ""
            found = {name: float(value) * _UNITS[unit or ""] for name, value, unit in _SIZE.findall(style)}
            size = (found.get("width", 0.0), found.get("height", 0.0))
            self._add_picture(content, image.get(f"{{{R}}}id", ""), size, "", None)

    def _add_picture(
        self, content: ParagraphContent, link: str, size: tuple[float, float], words: str, anchor: Node | None
    ) -> None:
        rel = self.part.rels.get(link)
        if rel is None or rel.is_external or not all(size):
            return
        part = rel.target_part
        name = f"house:{part.partname}"
        made = clean_picture(part.blob)
        if made is None or made.suffix not in _RASTER:
            content.undrawn.append(words or str(part.partname).rpartition("/")[2])
            return
        self.pictures[name] = prepare_picture(made.data)
        content.pictures.append(HeaderPicture(name, size, words, anchor))


def _page_field_name(instruction: str) -> str:
    return _PAGE_FIELDS.get((instruction.split() or [""])[0].upper(), "")


def _shape_name(shape: Node) -> str:
    """Return the text of a shape (of a watermark), or else its name."""
    path = next(shape.iter(f"{{{VML}}}textpath"), None)
    words = path.get("string", "") if path is not None else ""
    return words or shape.get("descr") or shape.get("name") or shape.get("id") or "?"


def _size(extent: Node) -> tuple[float, float]:
    return int_attribute(extent, "cx") / _EMU_PER_POINT, int_attribute(extent, "cy") / _EMU_PER_POINT


def _runs(paragraph: Node) -> Iterator[Node]:
    """Yield the runs of a paragraph, without those of text boxes and simple page fields."""
    for run in paragraph.iter(RUN):
        holder = next(run.iterancestors(P), None)
        if holder is not paragraph or next(run.iterancestors(_FALLBACK), None) is not None:
            continue
        simple = next(run.iterancestors(qn("w:fldSimple")), None)
        if simple is None or not _page_field_name(simple.get(qn("w:instr"), "")):
            yield run


def _to_run(run: Node, text: str) -> Run:
    properties = run.find(RPR)
    return Run(
        text=text,
        bold=_on(properties, "w:b"),
        italic=_on(properties, "w:i"),
        underline=_on(properties, "w:u"),
    )


def _on(properties: Node | None, name: str) -> bool:
    node = properties.find(qn(name)) if properties is not None else None
    return is_on(node) and node is not None and node.get(VAL) != "none"


_ALIGN: dict[str, Align] = {"center": "centre", "right": "end", "end": "end"}

TabStops = list[tuple[float, str]]
"""Tab stops in order: position in points and alignment."""


@dataclass(frozen=True, slots=True)
class ParagraphExtent:
    """The left edge and the width of a paragraph on the page, in points."""

    left: float
    width: float


def tabbed_rows(
    content: ParagraphContent, line: LetterLine, stops: TabStops, room: ParagraphExtent
) -> Iterator[BandLine]:
    """Yield a row for each line of a paragraph with tabs; `line` has the format of the paragraph."""
    rows = _split_lines(content)
    for index, parts in enumerate(rows):
        first, last = index == 0, index == len(rows) - 1
        look = replace(
            line.look,
            space_before=line.look.space_before if first else 0.0,
            space_after=line.look.space_after if last else 0.0,
        )
        own = replace(
            line, look=look, above=line.above if first else None, below=line.below if last else None
        )
        yield BandLine(boxes=_boxes(parts, own if first else replace(own, picture=""), stops, room))


def _split_lines(content: ParagraphContent) -> list[list[Content]]:
    """Return the lines of a paragraph, each as its parts between tabs."""
    rows: list[list[Content]] = [[()]]
    for index, part in enumerate(content.contents):
        if index:
            rows[-1].append(())
        for inline in part:
            if isinstance(inline, Run) and inline.text == "\n":
                rows.append([()])
            else:
                rows[-1][-1] = (*rows[-1][-1], inline)
    return rows


def _boxes(
    parts: list[Content], line: LetterLine, stops: TabStops, room: ParagraphExtent
) -> tuple[LetterBox, ...]:
    """Return a box for each part between tabs, aligned at its tab stop."""
    boxes = []
    for index, content in enumerate(parts):
        at, kind = stops[min(index, len(stops)) - 1] if index else (0.0, "left")
        at = min(at, room.width)
        align: Align = _ALIGN.get(kind, "start")
        half = min(at, room.width - at) or room.width / 2
        left, right = {"centre": (at - half, at + half), "end": (0.0, at)}.get(align, (at, room.width))
        look = replace(line.look, align=align, indent_start=0.0, indent_end=0.0, first_line=0.0)
        part_line = replace(line, content=content, look=look)
        if index:
            part_line = replace(part_line, above=None, below=None, picture="")
        box = LetterBox(left=room.left + left, width=max(right - left, 1.0), lines=(part_line,))
        boxes.append(replace(box, after_tab=bool(index) and align == "start"))
    return tuple(boxes)


CELL, ROW, SDT = qn("w:tc"), qn("w:tr"), qn("w:sdt")
CELL_MARGIN = 5.4
"""The default margin at the sides of a cell, in points."""
_INSET = (7.2, 3.6)
"""The padding of a text box, at the sides and above, in points."""
_MAX_COLUMNS = 63
"""The limit of Word's tables."""


@dataclass(slots=True)
class LetterheadReader:
    """Reads the content of a letterhead document; `room` is the left and right margin of its headers."""

    styles: LetterheadStyles
    page: PageSetup
    room: tuple[float, float]
    findings: list[Finding] = field(default_factory=list)

    @property
    def width(self) -> float:
        """The width of headers, in points."""
        return self.page.width - sum(self.room)

    def rows(self, root: Node, reader: HeaderInlineReader, *, footer: bool = False) -> tuple[BandLine, ...]:
        """Return the rows of a header or footer."""
        rows: list[BandLine] = []
        for block in child_blocks(root):
            if block.tag == TBL:
                rows += self._table_rows(block, reader)
            else:
                rows += self._paragraph_rows(block, reader, footer=footer)
        return tuple(rows)

    def _paragraph_rows(
        self, paragraph: Node, reader: HeaderInlineReader, *, footer: bool
    ) -> Iterator[BandLine]:
        content = self.read(paragraph, reader)
        floating = [picture for picture in content.pictures if picture.anchor is not None]
        for picture in floating:
            yield BandLine(boxes=(self._floating_box(picture, footer=footer),))
        for box in content.boxes:
            yield BandLine(boxes=(self._read_text_box(box, reader, footer=footer),))
        lines = self.lines(paragraph, content)
        stops = self.styles.tab_stops(self._style_of(paragraph), paragraph.find(PPR))
        if len(content.parts) > 1 and stops and not content.is_empty:
            yield from tabbed_rows(content, lines[-1], stops, ParagraphExtent(self.room[0], self.width))
        else:
            yield BandLine(boxes=(LetterBox(left=self.room[0], width=self.width, lines=tuple(lines)),))

    def _floating_box(self, picture: HeaderPicture, *, footer: bool) -> LetterBox:
        width, height = picture.size
        left = horizontal_position(picture.anchor, width, self.page, self.room)
        top = vertical_position(picture.anchor, height, self.page, footer=footer)
        line = LetterLine(picture=picture.name, size=picture.size)
        return LetterBox(
            left=left, width=width, lines=(line,), top=max(min(top, self.page.height - height), 0.0)
        )

    def _read_text_box(self, box: TextBox, reader: HeaderInlineReader, *, footer: bool) -> LetterBox:
        lines = self.read_lines(box.content.iter(P), reader)
        width, height = box.size
        top = None
        if box.anchor is not None:
            top = vertical_position(box.anchor, height, self.page, footer=footer) + _INSET[1]
        left = horizontal_position(box.anchor, width, self.page, self.room) + _INSET[0]
        return LetterBox(left=left, width=max(width - 2 * _INSET[0], 1.0), lines=lines, top=top)

    def _table_rows(self, table: Node, reader: HeaderInlineReader) -> Iterator[BandLine]:
        grid = grid_widths(table)
        indent = table.find(f"{qn('w:tblPr')}/{qn('w:tblInd')}")
        start = length_attribute(indent, "w:w") if indent is not None else -CELL_MARGIN
        rules = table_borders(table, self.styles)
        rows = table.findall(ROW)
        for row in rows:
            boxes = []
            at = 0
            cells = row_cells(row, table)
            for cell in cells:
                span = column_span(cell)
                width = sum(grid[at : at + span]) or self.width / max(len(grid), 1)
                left = self.room[0] + start + sum(grid[:at]) + CELL_MARGIN
                lines = self.read_lines(cell_paragraphs(cell), reader)
                position = CellPosition(row is rows[0], row is rows[-1], cell is cells[0], cell is cells[-1])
                frame = cell_frame(cell, position, rules)
                width = max(width - 2 * CELL_MARGIN, 1.0)
                boxes.append(LetterBox(left=left, width=width, lines=lines, frame=frame))
                at += span
            if boxes:
                yield BandLine(boxes=tuple(boxes))

    def read_lines(self, paragraphs: Iterable[Node], reader: HeaderInlineReader) -> tuple[LetterLine, ...]:
        """Return the lines of several paragraphs."""
        return tuple(
            line for paragraph in paragraphs for line in self.lines(paragraph, self.read(paragraph, reader))
        )

    def lines(self, paragraph: Node, content: ParagraphContent) -> list[LetterLine]:
        """Return the inline pictures of a paragraph, and its text."""
        look, above, below = self._resolve_style(paragraph, content)
        lines = [
            LetterLine(picture=picture.name, size=picture.size, look=look)
            for picture in content.pictures
            if picture.anchor is None
        ]
        if not lines or not content.is_empty:
            text = _remove_inherited_format(_join_parts(content.contents), look)
            last = lines.pop() if lines and look.align in {"start", "justify"} else LetterLine(look=look)
            lines.append(replace(last, content=text, above=above, below=below))
        else:
            lines[0] = replace(lines[0], above=above)
            lines[-1] = replace(lines[-1], below=below)
        return lines

    def _resolve_style(
        self, paragraph: Node, content: ParagraphContent
    ) -> tuple[Style, str | None, str | None]:
        properties = paragraph.find(PPR)
        runs = content.first_run.find(RPR) if content.first_run is not None else None
        if runs is None and properties is not None and content.is_empty:
            runs = properties.find(RPR)
        named = runs.find(qn("w:rStyle")) if runs is not None else None
        character = self.styles.by_id(named.get(qn("w:val"), "")) if named is not None else None
        effective = self.styles.properties(self._style_of(paragraph), properties)
        above, below = (
            self.styles.border_colour(effective, "top"),
            self.styles.border_colour(effective, "bottom"),
        )
        direct = [*(style.find(qn("w:rPr")) for style in self.styles.chain(character)), runs]
        look = self.styles.resolve(self._style_of(paragraph), properties, *direct)
        plain = self.styles.resolve(self._style_of(paragraph), properties)
        return replace(look, bold=plain.bold, italic=plain.italic, rule=None), above, below

    def _style_of(self, paragraph: Node) -> Node | None:
        named = paragraph.find(f"{PPR}/{qn('w:pStyle')}")
        found = self.styles.by_id(named.get(qn("w:val"), "")) if named is not None else None
        return self.styles.default() if found is None else found

    def read(self, paragraph: Node, reader: HeaderInlineReader) -> ParagraphContent:
        """Return the content of a paragraph, and add hints about shapes that cannot be drawn."""
        content = reader.read(paragraph)
        for words in content.undrawn:
            self.findings.append(letterhead_hint("house-box-not-drawn", words=words[:80]))
        return content


def child_blocks(holder: Node) -> list[Node]:
    """Return the paragraphs and tables of a part, also those in content controls."""
    found: list[Node] = []
    for child in holder:
        if child.tag in {P, TBL}:
            found.append(child)
        elif child.tag in {SDT, qn("w:sdtContent"), qn("w:customXml"), qn("w:body")}:
            found += child_blocks(child)
    return found


def cell_paragraphs(cell: Node) -> list[Node]:
    """Return the paragraphs of a cell, without those of nested tables."""
    return [paragraph for paragraph in cell.iter(P) if next(paragraph.iterancestors(CELL), None) is cell]


def grid_widths(table: Node) -> list[float]:
    """Return the widths of a table's grid columns, in points."""
    columns = table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    return [length_attribute(column, "w:w") for column in columns]


def row_cells(row: Node, table: Node) -> list[Node]:
    """Return the cells of a row, without those of nested tables."""
    return [cell for cell in row.iter(CELL) if next(cell.iterancestors(TBL), None) is table]


def column_span(cell: Node) -> int:
    """Return the number of columns of a cell."""
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(max(int_attribute(node, qn("w:val"), 1), 1), _MAX_COLUMNS) if node is not None else 1


def length_attribute(node: Node | None, name: str) -> float:
    """Return a length attribute in points, 0 where there is no element."""
    return 0.0 if node is None else int_attribute(node, qn(name)) / 20


def _join_parts(contents: list[Content]) -> Content:
    whole: Content = ()
    for index, content in enumerate(contents):
        whole = (*whole, *((Run(text="\u2003"),) if index else ()), *content)
    return whole


def _remove_inherited_format(content: Content, style: Style) -> Content:
    """Return content without the bold and italic that the style has already."""
    return tuple(
        replace(inline, bold=inline.bold and not style.bold, italic=inline.italic and not style.italic)
        if isinstance(inline, Run)
        else inline
        for inline in content
    )


def letterhead_hint(code: str, **parameters: str) -> Finding:
    """Return a hint about a letterhead document."""
    return Finding(code=code, severity="hint", parameters=parameters)
