"""Headers and footers of a house document as rows of boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from briefbuilder.export.docx.ooxml import PPR, RPR, RUN, TBL, VML, WP, A, Node, P, R, T, qn

# Where on the paper a picture or a text box of a letterhead floats.

_POINTS = 12700
_FAR = frozenset({"right", "outside", "bottom"})


def horizontal_position(
    anchor: Node | None, width: float, page: PageSetup, room: tuple[float, float]
) -> float:
    """Return the left edge of what is `width` wide, in points from the paper's; headers stand in `room`."""
    base, align, offset = _position(anchor, "positionH")
    left, right = room[0], page.width - room[1]
    spans = {
        "page": (0.0, page.width),
        "leftMargin": (0.0, left),
        "insideMargin": (0.0, left),
        "rightMargin": (right, page.width),
        "outsideMargin": (right, page.width),
    }
    return _placed(spans.get(base, (left, right)), width, align, offset)


def vertical_position(anchor: Node | None, height: float, page: PageSetup, *, footer: bool) -> float:
    """Return the upper edge of what is `height` high, in points from the paper's; it hangs on a header or `footer`."""
    base, align, offset = _position(anchor, "positionV")
    foot = page.height - page.bottom
    spans = {
        "page": (0.0, page.height),
        "margin": (page.top, foot),
        "topMargin": (0.0, page.top),
        "bottomMargin": (foot, page.height),
    }
    if base in spans:
        return _placed(spans[base], height, align, offset)
    if footer:
        return page.height - page.footer - height + min(offset, 0.0)
    return page.header + offset


def _placed(span: tuple[float, float], size: float, align: str, offset: float) -> float:
    start, end = span
    if align in _FAR:
        return end - size
    return (start + end - size) / 2 if align == "center" else start + offset


def _position(anchor: Node | None, name: str) -> tuple[str, str, float]:
    """Return what a place is measured from, how it is aligned there, and how far away it is."""
    node = anchor.find(f"{{{WP}}}{name}") if anchor is not None else None
    if node is None:
        return "", "", 0.0
    align, offset = node.find(f"{{{WP}}}align"), node.find(f"{{{WP}}}posOffset")
    try:
        away = int(offset.text or 0) / _POINTS if offset is not None else 0.0
    except ValueError:
        away = 0.0
    return node.get("relativeFrom", ""), (align.text or "" if align is not None else ""), away


# The words and pictures of a house document's paragraph, as far as another paper can show them.

_PAGES = {"PAGE": "page", "NUMPAGES": "pages", "SECTIONPAGES": "pages", "STYLEREF": "section"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_POINTS_PER_UNIT = 12700
_SIZE = re.compile(r"(width|height):\s*([0-9.]+)(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
_RASTER = frozenset({"png", "jpg"})
"""The endings of cleaned pictures that a PDF can show; those of other programs are made into these."""
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class HeaderPicture:
    """A picture in a paragraph: its name, its size in points, its words, and where it floats, if it does."""

    name: str
    size: tuple[float, float]
    words: str
    anchor: Node | None = None


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box that hangs on a paragraph: what it holds, its size in points, and where it floats."""

    content: Node
    size: tuple[float, float]
    anchor: Node | None


@dataclass(slots=True)
class ParagraphContent:
    """What a paragraph shows: its text cut at tabs, pictures, text boxes, and the words that could not be placed."""

    parts: list[list[DrawnInline]] = field(default_factory=lambda: [[]])
    pictures: list[HeaderPicture] = field(default_factory=list)
    boxes: list[TextBox] = field(default_factory=list)
    first: Node | None = None
    undrawn: list[str] = field(default_factory=list)
    breaks: bool = False

    @property
    def contents(self) -> list[Content]:
        """The text between tabs."""
        return [tuple(part) for part in self.parts]

    @property
    def empty(self) -> bool:
        """Whether no text is there."""
        return not any(
            not isinstance(inline, Run) or inline.text.strip() for part in self.parts for inline in part
        )


@dataclass(slots=True)
class _Fields:
    """Where a reader stands among fields: what they are made of is not read, nor the result of one that counts."""

    state: list[str] = field(default_factory=list)
    name: str = ""

    @property
    def silent(self) -> bool:
        return bool(self.state) and (self.state[-1] == "code" or bool(self.name))

    def step(self, kind: str) -> str:
        """Take a mark of a field; at the end of one that counts return what it counts."""
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
    """Reads paragraphs of one part and gathers the pictures that they show."""

    part: Part
    pictures: dict[str, DocumentPicture]

    def read(self, paragraph: Node) -> ParagraphContent:
        """Return what a paragraph shows."""
        pieces = ParagraphContent()
        state = _Fields()
        for run in _runs(paragraph):
            for child in run:
                if child.tag == qn("w:fldChar"):
                    name = state.step(child.get(qn("w:fldCharType"), ""))
                    if name:
                        self._field(pieces, name)
                elif child.tag == qn("w:instrText"):
                    state.name = state.name or _counted(child.text or "")
                elif not state.silent:
                    self._child(pieces, run, child)
        for simple in paragraph.iter(qn("w:fldSimple")):
            name = _counted(simple.get(qn("w:instr"), ""))
            if name:
                self._field(pieces, name)
        return pieces

    def _field(self, pieces: ParagraphContent, name: str) -> None:
        if name in {"page", "pages", "section"}:
            pieces.parts[-1].append(PageField(name=name))  # type: ignore[arg-type]

    def _child(self, pieces: ParagraphContent, run: Node, child: Node) -> None:
        if child.tag == T and child.text:
            if pieces.first is None:
                pieces.first = run
            pieces.parts[-1].append(_run(run, child.text))
        elif child.tag in {qn("w:tab"), qn("w:ptab")}:
            pieces.parts.append([])
        elif child.tag in {qn("w:br"), qn("w:cr")}:
            if child.get(qn("w:type")) == "page":
                pieces.breaks = True
            else:
                pieces.parts[-1].append(_run(run, "\n"))
        elif child.tag == qn("w:noBreakHyphen"):
            pieces.parts[-1].append(_run(run, "\u2011"))
        else:
            self._drawn(pieces, child)

    def _drawn(self, pieces: ParagraphContent, child: Node) -> None:
        before, told = len(pieces.pictures), len(pieces.undrawn)
        boxed = [node for node in child.iter(T) if next(node.iterancestors(_FALLBACK), None) is None]
        content = next(child.iter(qn("w:txbxContent")), None)
        holder = next(child.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"), None)
        extent = holder.find(f"{{{WP}}}extent") if holder is not None else None
        if content is not None and holder is not None and extent is not None:
            anchor = holder if holder.tag == f"{{{WP}}}anchor" else None
            pieces.boxes.append(TextBox(content, _size(extent), anchor))
            return
        if words := "".join(node.text or "" for node in boxed).strip():
            pieces.undrawn.append(words)
        for holder in child.iter(f"{{{WP}}}inline", f"{{{WP}}}anchor"):
            self._drawing(pieces, holder)
        if holder is None:
            self._shape(pieces, child)
        if not boxed and len(pieces.pictures) == before and len(pieces.undrawn) == told:
            pieces.undrawn += [_name_of(one) for one in child.iter(f"{{{WP}}}docPr", f"{{{VML}}}shape")][:1]

    def _drawing(self, pieces: ParagraphContent, holder: Node) -> None:
        extent, about = holder.find(f"{{{WP}}}extent"), holder.find(f"{{{WP}}}docPr")
        blip = next(holder.iter(f"{{{A}}}blip"), None)
        if extent is None or blip is None:
            return
        size = _size(extent)
        words = about.get("descr", "") if about is not None else ""
        anchor = holder if holder.tag == f"{{{WP}}}anchor" else None
        self._picture(pieces, blip.get(f"{{{R}}}embed", ""), size, words, anchor)

    def _shape(self, pieces: ParagraphContent, child: Node) -> None:
        for image in child.iter(f"{{{VML}}}imagedata"):
            shape = image.getparent()
            style = shape.get("style", "") if shape is not None else ""
            found = {name: float(value) * _UNITS[unit or ""] for name, value, unit in _SIZE.findall(style)}
            size = (found.get("width", 0.0), found.get("height", 0.0))
            self._picture(pieces, image.get(f"{{{R}}}id", ""), size, "", None)

    def _picture(
        self, pieces: ParagraphContent, link: str, size: tuple[float, float], words: str, anchor: Node | None
    ) -> None:
        rel = self.part.rels.get(link)
        if rel is None or rel.is_external or not all(size):
            return
        part = rel.target_part
        name = f"house:{part.partname}"
        made = clean_picture(part.blob)
        if made is None or made.suffix not in _RASTER:
            pieces.undrawn.append(words or str(part.partname).rpartition("/")[2])
            return
        self.pictures[name] = DocumentPicture(media_type=made.media_type, data=made.data)
        pieces.pictures.append(HeaderPicture(name, size, words, anchor))


def _counted(instruction: str) -> str:
    return _PAGES.get((instruction.split() or [""])[0].upper(), "")


def _name_of(shape: Node) -> str:
    """Return what a shape is called, or the words that it is drawn of (a watermark's)."""
    path = next(shape.iter(f"{{{VML}}}textpath"), None)
    words = path.get("string", "") if path is not None else ""
    return words or shape.get("descr") or shape.get("name") or shape.get("id") or "?"


def _size(extent: Node) -> tuple[float, float]:
    return int_attribute(extent, "cx") / _POINTS_PER_UNIT, int_attribute(extent, "cy") / _POINTS_PER_UNIT


def _runs(paragraph: Node) -> Iterator[Node]:
    """Yield the runs of a paragraph, not those of text boxes in it nor of simple fields that are counted."""
    for run in paragraph.iter(RUN):
        holder = next(run.iterancestors(P), None)
        if holder is not paragraph or next(run.iterancestors(_FALLBACK), None) is not None:
            continue
        simple = next(run.iterancestors(qn("w:fldSimple")), None)
        if simple is None or not _counted(simple.get(qn("w:instr"), "")):
            yield run


def _run(run: Node, text: str) -> Run:
    about = run.find(RPR)
    return Run(text=text, bold=_on(about, "w:b"), italic=_on(about, "w:i"), underline=_on(about, "w:u"))


def _on(about: Node | None, name: str) -> bool:
    node = about.find(qn(name)) if about is not None else None
    return node is not None and node.get(qn("w:val"), "1") not in _OFF


# A house document's paragraphs with tabs, as rows of boxes that stand where its tab stops say.

_ALIGN: dict[str, Align] = {"center": "centre", "right": "end", "end": "end"}

TabStops = list[tuple[float, str]]
"""Tab stops, each its place in points and its kind, in order."""


@dataclass(frozen=True, slots=True)
class ParagraphExtent:
    """Where a paragraph stands on the paper: its left edge and its width, in points."""

    left: float
    width: float


def tabbed_rows(
    pieces: ParagraphContent, line: LetterLine, stops: TabStops, room: ParagraphExtent
) -> Iterator[BandLine]:
    """Yield a row for each line of a paragraph with tabs; `line` is the paragraph as if it were one."""
    rows = _split(pieces)
    for place, parts in enumerate(rows):
        first, last = place == 0, place == len(rows) - 1
        look = replace(
            line.look,
            space_before=line.look.space_before if first else 0.0,
            space_after=line.look.space_after if last else 0.0,
        )
        own = replace(
            line, look=look, above=line.above if first else None, below=line.below if last else None
        )
        yield BandLine(boxes=_boxes(parts, own if first else replace(own, picture=""), stops, room))


def _split(pieces: ParagraphContent) -> list[list[Content]]:
    """Return the paragraph's lines, each as its parts between tabs."""
    rows: list[list[Content]] = [[()]]
    for place, content in enumerate(pieces.contents):
        if place:
            rows[-1].append(())
        for inline in content:
            if isinstance(inline, Run) and inline.text == "\n":
                rows.append([()])
            else:
                rows[-1][-1] = (*rows[-1][-1], inline)
    return rows


def _boxes(
    parts: list[Content], line: LetterLine, stops: TabStops, room: ParagraphExtent
) -> tuple[LetterBox, ...]:
    """Return a box for each part between tabs, aligned as its tab stop says."""
    boxes = []
    for place, content in enumerate(parts):
        at, kind = stops[min(place, len(stops)) - 1] if place else (0.0, "left")
        at = min(at, room.width)
        align: Align = _ALIGN.get(kind, "start")
        half = min(at, room.width - at) or room.width / 2
        left, right = {"centre": (at - half, at + half), "end": (0.0, at)}.get(align, (at, room.width))
        look = replace(line.look, align=align, indent_start=0.0, indent_end=0.0, first_line=0.0)
        shown = replace(line, content=content, look=look)
        if place:
            shown = replace(shown, above=None, below=None, picture="")
        box = LetterBox(left=room.left + left, width=max(right - left, 1.0), lines=(shown,))
        boxes.append(replace(box, after_tab=bool(place) and align == "start"))
    return tuple(boxes)


CELL, ROW, SDT = qn("w:tc"), qn("w:tr"), qn("w:sdt")
CELL_MARGIN = 5.4
"""The room that Word leaves at the sides of a cell unless a table says otherwise, in points."""
_INSET = (7.2, 3.6)
"""The room that Word leaves inside a text box, at its sides and above, in points."""
_MOST_COLUMNS = 63
"""Word's tables have no more."""


@dataclass(slots=True)
class LetterheadReader:
    """Reads the paper of a house document: `page` is that of its text, in `room` stand headers."""

    styles: LetterheadStyles
    page: PageSetup
    room: tuple[float, float]
    findings: list[Finding] = field(default_factory=list)

    @property
    def width(self) -> float:
        """The width of a header, in points."""
        return self.page.width - sum(self.room)

    def rows(self, root: Node, reader: HeaderInlineReader, *, footer: bool = False) -> tuple[BandLine, ...]:
        """Return the rows of a header or footer; blank lines at its ends are left out."""
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
        pieces = self.read(paragraph, reader)
        floating = [shown for shown in pieces.pictures if shown.anchor is not None]
        for shown in floating:
            yield BandLine(boxes=(self._floating(shown, footer=footer),))
        for box in pieces.boxes:
            yield BandLine(boxes=(self._text_box(box, reader, footer=footer),))
        lines = self.lines(paragraph, pieces)
        stops = self.styles.stops(self._style_of(paragraph), paragraph.find(PPR))
        if len(pieces.parts) > 1 and stops and not pieces.empty:
            yield from tabbed_rows(pieces, lines[-1], stops, ParagraphExtent(self.room[0], self.width))
        else:
            yield BandLine(boxes=(LetterBox(left=self.room[0], width=self.width, lines=tuple(lines)),))

    def _floating(self, shown: HeaderPicture, *, footer: bool) -> LetterBox:
        wide, high = shown.size
        left = horizontal_position(shown.anchor, wide, self.page, self.room)
        top = vertical_position(shown.anchor, high, self.page, footer=footer)
        line = LetterLine(picture=shown.name, size=shown.size)
        return LetterBox(
            left=left, width=wide, lines=(line,), top=max(min(top, self.page.height - high), 0.0)
        )

    def _text_box(self, box: TextBox, reader: HeaderInlineReader, *, footer: bool) -> LetterBox:
        lines: list[LetterLine] = []
        for paragraph in box.content.iter(P):
            lines += self.lines(paragraph, self.read(paragraph, reader))
        wide, high = box.size
        top = (
            vertical_position(box.anchor, high, self.page, footer=footer) + _INSET[1]
            if box.anchor is not None
            else None
        )
        left = horizontal_position(box.anchor, wide, self.page, self.room) + _INSET[0]
        return LetterBox(left=left, width=max(wide - 2 * _INSET[0], 1.0), lines=tuple(lines), top=top)

    def _table_rows(self, table: Node, reader: HeaderInlineReader) -> Iterator[BandLine]:
        grid = [
            length_attribute(column, "w:w")
            for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        ]
        indent = table.find(f"{qn('w:tblPr')}/{qn('w:tblInd')}")
        start = length_attribute(indent, "w:w") if indent is not None else -CELL_MARGIN
        rules = table_borders(table, self.styles)
        rows = table.findall(ROW)
        for row in rows:
            boxes = []
            at = 0
            cells = [cell for cell in row.iter(CELL) if next(cell.iterancestors(TBL), None) is table]
            for cell in cells:
                span = column_span(cell)
                wide = sum(grid[at : at + span]) or self.width / max(len(grid), 1)
                left = self.room[0] + start + sum(grid[:at]) + CELL_MARGIN
                lines = [
                    line
                    for block in cell_paragraphs(cell)
                    for line in self.lines(block, self.read(block, reader))
                ]
                frame = cell_frame(
                    cell,
                    CellPosition(row is rows[0], row is rows[-1], cell is cells[0], cell is cells[-1]),
                    rules,
                )
                width = max(wide - 2 * CELL_MARGIN, 1.0)
                boxes.append(LetterBox(left=left, width=width, lines=tuple(lines), frame=frame))
                at += span
            if boxes:
                yield BandLine(boxes=tuple(boxes))

    def lines(self, paragraph: Node, pieces: ParagraphContent) -> list[LetterLine]:
        """Return the pictures of a paragraph that stand in the line, and its text."""
        look, above, below = self._look(paragraph, pieces)
        lines = [
            LetterLine(picture=shown.name, size=shown.size, look=look)
            for shown in pieces.pictures
            if shown.anchor is None
        ]
        if not lines or not pieces.empty:
            content = _upright(_joined(pieces.contents), look)
            last = lines.pop() if lines and look.align in {"start", "justify"} else LetterLine(look=look)
            lines.append(replace(last, content=content, above=above, below=below))
        else:
            lines[0] = replace(lines[0], above=above)
            lines[-1] = replace(lines[-1], below=below)
        return lines

    def _look(self, paragraph: Node, pieces: ParagraphContent) -> tuple[Style, str | None, str | None]:
        properties = paragraph.find(PPR)
        runs = pieces.first.find(RPR) if pieces.first is not None else None
        if runs is None and properties is not None and pieces.empty:
            runs = properties.find(RPR)
        named = runs.find(qn("w:rStyle")) if runs is not None else None
        character = self.styles.by_id(named.get(qn("w:val"), "")) if named is not None else None
        held = self.styles.properties(self._style_of(paragraph), properties)
        above, below = self.styles.rule(held, "top"), self.styles.rule(held, "bottom")
        direct = [*(style.find(qn("w:rPr")) for style in self.styles.chain(character)), runs]
        look = self.styles.look(self._style_of(paragraph), properties, *direct)
        plain = self.styles.look(self._style_of(paragraph), properties)
        return replace(look, bold=plain.bold, italic=plain.italic, rule=None), above, below

    def _style_of(self, paragraph: Node) -> Node | None:
        named = paragraph.find(f"{PPR}/{qn('w:pStyle')}")
        found = self.styles.by_id(named.get(qn("w:val"), "")) if named is not None else None
        return self.styles.default() if found is None else found

    def read(self, paragraph: Node, reader: HeaderInlineReader) -> ParagraphContent:
        """Return what a paragraph shows; what cannot be drawn of it is told."""
        pieces = reader.read(paragraph)
        for words in pieces.undrawn:
            self.findings.append(letterhead_hint("house-box-not-drawn", words=words[:80]))
        return pieces


def child_blocks(holder: Node) -> list[Node]:
    """Return the paragraphs and tables of a part, in and out of content controls."""
    found: list[Node] = []
    for child in holder:
        if child.tag in {P, TBL}:
            found.append(child)
        elif child.tag in {SDT, qn("w:sdtContent"), qn("w:customXml"), qn("w:body")}:
            found += child_blocks(child)
    return found


def cell_paragraphs(cell: Node) -> list[Node]:
    """Return the paragraphs of a cell, not those of tables in it."""
    return [paragraph for paragraph in cell.iter(P) if next(paragraph.iterancestors(CELL), None) is cell]


def column_span(cell: Node) -> int:
    """Return how many columns a cell takes."""
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(max(int_attribute(node, qn("w:val"), 1), 1), _MOST_COLUMNS) if node is not None else 1


def length_attribute(node: Node, name: str) -> float:
    """Return a length of Word's in points."""
    return int_attribute(node, qn(name)) / 20


def _joined(contents: list[Content]) -> Content:
    whole: Content = ()
    for place, content in enumerate(contents):
        whole = (*whole, *((Run(text="\u2003"),) if place else ()), *content)
    return whole


def _upright(content: Content, look: Style) -> Content:
    """Leave bold and italic to the look where it has them already."""
    return tuple(
        replace(inline, bold=inline.bold and not look.bold, italic=inline.italic and not look.italic)
        if isinstance(inline, Run)
        else inline
        for inline in content
    )


def letterhead_hint(code: str, **parameters: str) -> Finding:
    """Return what is to be told of a house document without being a fault."""
    return Finding(code=code, severity="hint", parameters=parameters)
