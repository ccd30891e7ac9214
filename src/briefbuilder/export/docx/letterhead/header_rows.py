"""Reads the paragraphs and tables of a letterhead document as lines and boxes with their own styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from briefbuilder.domain.document import (
    BandLine,
    Content,
    DrawnInline,
    InlinePicture,
    LetterBox,
    LetterLine,
    PageField,
    Run,
)
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.styles import Align, LetterFrame, LetterRule, PageSetup, Style
from briefbuilder.domain.text import Script
from briefbuilder.export.docx.letterhead.inlines import (
    FloatingPicture,
    FloatingShape,
    HeaderInlineReader,
    ParagraphContent,
    horizontal_position,
    vertical_position,
)
from briefbuilder.export.docx.letterhead.placeholders import int_attribute
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles
from briefbuilder.export.docx.letterhead.table_styles import (
    TableStyle,
    cell_padding,
    grid_widths,
    length_attribute,
    table_rows,
    table_style,
    vertical_alignment,
)
from briefbuilder.export.docx.ooxml import EMU_PER_POINT, OFF_VALUES, PPR, RPR, TBL, VAL, A, Node, P, qn

SDT = qn("w:sdt")
_INSETS = {"lIns": 91440, "tIns": 45720, "rIns": 91440, "bIns": 45720}
"""The default padding of a text box."""
_TAB_STOP = 36.0
"""The distance of Word's default tab stops, in points."""
_ALIGN: dict[str, Align] = {"center": "centre", "right": "end", "end": "end", "decimal": "end"}
_NEW_TABLES = 15
"""The version of Word from which a table's border, not its text, begins at the margin."""
_DARK = 128.0
"""The brightness of a ground, of 255, below which Word draws text without a colour in white."""

_SCRIPTS: dict[str, Script] = {"superscript": "super", "subscript": "sub"}
TabStops = list[tuple[float, str]]
"""Tab stops in order: position in points and alignment."""


@dataclass(frozen=True, slots=True)
class _Extent:
    """Where lines stand: the left edge and the width in points, and what the table around them says of its text.

    `ground` is the colour behind them.
    """

    left: float
    width: float
    formats: tuple[Node | None, ...] = ()
    ground: str | None = None


@dataclass(slots=True)
class LetterheadReader:
    """Reads the content of a letterhead document; `room` is the left and right margin of its headers.

    `version` is the version of Word whose layout the document follows. `at` is about the upper edge of the paragraph
    that is read, in points from that of the paper.
    """

    styles: LetterheadStyles
    page: PageSetup
    room: tuple[float, float]
    version: int = 12
    findings: list[Finding] = field(default_factory=list)
    at: float = 0.0
    _floating: list[LetterBox] = field(default_factory=list)
    _footer: bool = False

    @property
    def width(self) -> float:
        """The width of headers, in points."""
        return self.page.width - sum(self.room)

    def rows(self, root: Node, reader: HeaderInlineReader, *, footer: bool = False) -> tuple[BandLine, ...]:
        """Return the rows of a header or footer; what floats comes first, since text may be on it."""
        self._floating, self._footer, self.at = [], footer, self.page.header
        extent = _Extent(self.room[0], self.width)
        rows = [
            BandLine(boxes=(LetterBox(left=extent.left, width=extent.width, lines=(line,)),))
            for line in self._lines(child_blocks(root), reader, extent)
        ]
        floating = [BandLine(boxes=(box,)) for box in self._floating]
        return (*floating, *rows)

    def begin_body(self) -> None:
        """Begin to read the body, whose first paragraph is below the upper margin."""
        self._floating, self._footer, self.at = [], False, self.page.top

    def box_lines(
        self, blocks: Iterable[Node], reader: HeaderInlineReader, left: float, width: float
    ) -> tuple[LetterLine, ...]:
        """Return the lines of paragraphs and tables in a box of a width in points."""
        return tuple(self._lines(blocks, reader, _Extent(left, width)))

    def _lines(self, blocks: Iterable[Node], reader: HeaderInlineReader, extent: _Extent) -> list[LetterLine]:
        lines: list[LetterLine] = []
        for block in blocks:
            if block.tag == TBL:
                lines.append(self._table(block, reader, extent))
            else:
                lines += self._paragraph(block, reader, extent)
        return _joined(lines)

    def _paragraph(
        self, paragraph: Node, reader: HeaderInlineReader, extent: _Extent
    ) -> Iterator[LetterLine]:
        content = self.read(paragraph, reader)
        self._floating += self.floating_boxes(content, reader)
        line = self.line(paragraph, content, extent.formats, extent.ground)
        self.at += line.look.space_before + line.look.leading + line.look.space_after
        if len(content.parts) > 1 and not content.is_empty:
            stops = self.styles.tab_stops(self._style_of(paragraph), paragraph.find(PPR))
            yield from _tabbed_lines(
                self._parts(paragraph, content, line.look, extent), content.tabs, line, stops, extent
            )
        else:
            yield line

    def floating_boxes(self, content: ParagraphContent, reader: HeaderInlineReader) -> list[LetterBox]:
        """Return what floats beside a paragraph; shapes that cannot be drawn are reported."""
        shapes = (self._shape_box(shape, reader) for shape in content.shapes)
        return [*map(self._picture_box, content.pictures), *(box for box in shapes if box is not None)]

    def _picture_box(self, picture: FloatingPicture) -> LetterBox:
        width, height = picture.size
        left = horizontal_position(picture.anchor, width, self.page, self.room)
        top = vertical_position(picture.anchor, height, self.page, footer=self._footer, at=self.at)
        top = max(min(top, self.page.height - height), 0.0)
        look = Style(leading=height, size=1.0)
        line = LetterLine(content=(InlinePicture(picture=picture.name, size=picture.size),), look=look)
        return LetterBox(left=left, width=width, lines=(line,), top=top)

    def _shape_box(self, shape: FloatingShape, reader: HeaderInlineReader) -> LetterBox | None:
        """Return a text box, rectangle or line; None for another shape, which is reported."""
        properties = shape.shape.find(qn("wps:spPr"))
        form = properties.find(f"{{{A}}}prstGeom") if properties is not None else None
        kind = form.get("prst", "") if form is not None else ""
        width, height = shape.size
        left = horizontal_position(shape.anchor, width, self.page, self.room)
        top = vertical_position(shape.anchor, height, self.page, footer=self._footer, at=self.at)
        frame = self._shape_frame(shape.shape, properties)
        if shape.text is None and (
            kind not in {"rect", "roundRect", "line", "straightConnector1"} or frame is None
        ):
            self._report(reader, kind or "?")
            return None
        if shape.text is None:
            if kind.startswith(("line", "straight")):
                rule = frame.top if frame is not None else None
                frame = LetterFrame(left=rule) if height > width else LetterFrame(top=rule)
            return LetterBox(left=left, width=width, lines=(), top=top, height=height, frame=frame)
        about = shape.shape.find(qn("wps:bodyPr"))
        inset = {
            name: int_attribute(about, name, default) / EMU_PER_POINT for name, default in _INSETS.items()
        }
        inner = max(width - inset["lIns"] - inset["rIns"], 1.0)
        at = self.at
        ground = frame.fill if frame is not None else None
        lines = self._lines(
            child_blocks(shape.text), reader, _Extent(left + inset["lIns"], inner, (), ground)
        )
        self.at = at
        anchor = about.get("anchor", "t") if about is not None else "t"
        return LetterBox(
            left=left + inset["lIns"],
            width=inner,
            lines=tuple(lines),
            top=max(top, 0.0),
            height=height,
            padding=(inset["lIns"], inset["tIns"], inset["bIns"]),
            frame=frame,
            vertical="centre" if anchor == "ctr" else "bottom" if anchor == "b" else "top",
        )

    def _shape_frame(self, shape: Node, properties: Node | None) -> LetterFrame | None:
        """Return the fill and the outline of a shape, which its style may have."""
        style = shape.find(qn("wps:style"))
        line = properties.find(f"{{{A}}}ln") if properties is not None else None
        fill = self._paint(properties, style, "fillRef")
        stroke = self._paint(line, style, "lnRef")
        width = int_attribute(line, "w", 9525) / EMU_PER_POINT
        rule = LetterRule(colour=stroke, width=min(max(width, 0.25), 12.0)) if stroke else None
        if not (fill or rule):
            return None
        return LetterFrame(top=rule, bottom=rule, left=rule, right=rule, fill=fill)

    def _paint(self, holder: Node | None, style: Node | None, name: str) -> str | None:
        for node in holder if holder is not None else ():
            if node.tag == f"{{{A}}}noFill":
                return None
            if node.tag == f"{{{A}}}solidFill":
                return self._drawing_colour(node)
        reference = style.find(f"{{{A}}}{name}") if style is not None else None
        if reference is None or reference.get("idx", "0") == "0":
            return None
        return self._drawing_colour(reference)

    def _drawing_colour(self, holder: Node) -> str | None:
        colour = next(iter(holder), None)
        if colour is None:
            return None
        value = colour.get("val", "")
        named = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}.get(value, value)
        return (
            f"#{value.lower()}"
            if colour.tag == f"{{{A}}}srgbClr"
            else self.styles.theme.colour(named) or None
        )

    def _table(self, table: Node, reader: HeaderInlineReader, extent: _Extent) -> LetterLine:
        about = table_style(table, self.styles)
        grid = grid_widths(table) or [extent.width]
        start = extent.left + self._table_start(table, sum(grid), about, extent)
        result = []
        for row, cells in table_rows(table, about, self.styles):
            height = length_attribute(row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}"), "w:val")
            boxes = []
            for cell in cells:
                margins, frame = cell_padding(cell.node, about), cell.frame
                left = start + sum(grid[: cell.column])
                width = sum(grid[cell.column : cell.column + cell.span]) or extent.width / len(grid)
                inner = _Extent(
                    left + margins[0],
                    max(width - margins[0] - margins[2], 1.0),
                    cell.formats,
                    _ground(frame, extent.ground),
                )
                boxes.append(
                    LetterBox(
                        left=inner.left,
                        width=inner.width,
                        lines=self._cell_lines(cell.node, reader, inner),
                        frame=frame,
                        height=height,
                        padding=(
                            margins[0],
                            margins[1] + _half(frame, "top"),
                            margins[3] + _half(frame, "bottom"),
                        ),
                        span=cell.rows,
                        vertical=vertical_alignment(cell.node),
                    )
                )
            result.append(tuple(boxes))
            self.at += max((_about_height(box) for box in boxes), default=0.0)
        return LetterLine(rows=tuple(result), look=Style())

    def _cell_lines(self, cell: Node, reader: HeaderInlineReader, extent: _Extent) -> tuple[LetterLine, ...]:
        at = self.at
        lines = self._lines(child_blocks(cell), reader, extent)
        self.at = at
        return tuple(lines)

    def _table_start(self, table: Node, width: float, about: TableStyle, extent: _Extent) -> float:
        """Return where a table begins, from the left edge of the text."""
        properties = table.find(qn("w:tblPr"))
        align = properties.find(qn("w:jc")) if properties is not None else None
        side = align.get(qn("w:val"), "") if align is not None else ""
        if side in {"center", "right", "end"}:
            return (extent.width - width) * (0.5 if side == "center" else 1.0)
        indent = length_attribute(properties.find(qn("w:tblInd")) if properties is not None else None, "w:w")
        return indent if self.version >= _NEW_TABLES else indent - about.margins[0]

    def line(
        self,
        paragraph: Node,
        content: ParagraphContent,
        formats: tuple[Node | None, ...] = (),
        ground: str | None = None,
    ) -> LetterLine:
        """Return a paragraph as a line with its style and frame; parts between tabs are joined."""
        properties = paragraph.find(PPR)
        style = self._style_of(paragraph)
        effective = self.styles.properties(style, properties, table=formats)
        frame = self.styles.text_frame(effective)
        mark = properties.find(RPR) if properties is not None and content.is_empty else None
        first = content.first_run if content.first_run is not None else mark
        direct = (mark,) if first is None or first is mark else self._run_formats(first)
        look = self.styles.resolve(style, properties, *direct, table=formats)
        plain = self.styles.resolve(style, properties, table=formats)
        look = replace(
            look,
            bold=plain.bold,
            italic=plain.italic,
            underline=plain.underline,
            rule=None,
            background=None,
            colour=self._text_colour(
                look,
                self.styles.properties(style, properties, *direct, table=formats),
                _ground(frame, ground),
            ),
        )
        extent = _Extent(0.0, 0.0, formats, _ground(frame, ground))
        whole: Content = ()
        for index, part in enumerate(self._parts(paragraph, content, look, extent)):
            whole = (*whole, *((Run(text="\u2003"),) if index else ()), *part)
        return LetterLine(content=whole, look=look, frame=frame)

    def _text_colour(self, look: Style, properties: dict[str, dict[str, str]], ground: str | None) -> str:
        if self.styles.has_own_colour(properties) or ground is None:
            return look.colour
        red, green, blue = (int(ground[at : at + 2], 16) for at in (1, 3, 5))
        return "#ffffff" if 0.299 * red + 0.587 * green + 0.114 * blue < _DARK else look.colour

    def _run_formats(self, run: Node) -> tuple[Node | None, ...]:
        properties = run.find(RPR)
        named = properties.find(qn("w:rStyle")) if properties is not None else None
        return (*(style.find(RPR) for style in self.styles.chain(self.styles.named_by(named))), properties)

    def _parts(
        self, paragraph: Node, content: ParagraphContent, look: Style, extent: _Extent
    ) -> list[Content]:
        """Return the text between tabs, each run with what differs from the style of the paragraph."""
        return [
            tuple(self._styled(paragraph, inline, run, look, extent) for inline, run in part)
            for part in content.parts
        ]

    def _styled(
        self, paragraph: Node, inline: DrawnInline, run: Node, look: Style, extent: _Extent
    ) -> DrawnInline:
        formats = self._run_formats(run)
        named = self._style_of(paragraph)
        # The fill of a paragraph is not that of its runs.
        properties = self.styles.properties(named, paragraph.find(PPR), *formats, table=extent.formats)
        own = self.styles.resolve(named, paragraph.find(PPR), *formats, table=extent.formats)
        ground = self.styles.resolve(None, *formats).background
        own = replace(
            own,
            rule=None,
            background=ground,
            colour=self._text_colour(own, properties, ground or extent.ground),
        )
        known = replace(own, bold=look.bold, italic=look.italic, underline=look.underline)
        is_same = known == look and not ((look.bold and not own.bold) or (look.italic and not own.italic))
        is_same = is_same and not (look.underline and not own.underline)
        if isinstance(inline, PageField):
            return inline if is_same and own == look else replace(inline, look=own)
        if not isinstance(inline, Run):
            return inline
        strike = properties.get(qn("w:strike"))
        added = replace(
            inline,
            bold=own.bold and not look.bold,
            italic=own.italic and not look.italic,
            underline=own.underline and not look.underline,
            strike=strike is not None and strike.get(VAL, "1") not in OFF_VALUES,
            script=_SCRIPTS.get(properties.get(qn("w:vertAlign"), {}).get(qn("w:val"), ""), "baseline"),
        )
        return added if is_same else replace(added, look=own)

    def _style_of(self, paragraph: Node) -> Node | None:
        found = self.styles.of_paragraph(paragraph)
        return self.styles.default() if found is None else found

    def read(self, paragraph: Node, reader: HeaderInlineReader) -> ParagraphContent:
        """Return the content of a paragraph, and add hints about shapes that cannot be drawn."""
        content = reader.read(paragraph)
        for words in content.undrawn:
            self._report(reader, words)
        for words, file in content.metafiles:
            picture = f"{words} ({file})" if words else file
            self.findings.append(letterhead_hint("house-picture-kind", picture=picture, part=reader.name))
        return content

    def _report(self, reader: HeaderInlineReader, words: str) -> None:
        self.findings.append(letterhead_hint("house-box-not-drawn", words=words[:80], part=reader.name))


def _about_height(box: LetterBox) -> float:
    """Return about how high a box is, as if no line were broken."""
    lines = sum(line.look.space_before + line.look.leading + line.look.space_after for line in box.lines)
    return max(lines + box.padding[1] + box.padding[2], box.height)


def _ground(frame: LetterFrame | None, outer: str | None) -> str | None:
    return frame.fill if frame is not None and frame.fill else outer


def _joined(lines: list[LetterLine]) -> list[LetterLine]:
    """Return lines whose neighbours with the same frame share it, as Word draws them."""
    result: list[LetterLine] = []
    whole: list[LetterFrame | None] = []
    for line in lines:
        before = whole[-1] if whole else None
        whole.append(line.frame)
        if line.frame is None or before != line.frame or not _same_indents(result[-1].look, line.look):
            result.append(line)
            continue
        above = result[-1]
        gap = max(above.look.space_after, line.look.space_before)
        frame = replace(above.frame, bottom=None) if above.frame is not None else None
        result[-1] = replace(above, frame=frame, look=replace(above.look, space_after=0.0))
        look = replace(line.look, space_before=gap)
        result.append(replace(line, frame=replace(line.frame, top=None), look=look, continues=True))
    return result


def _same_indents(one: Style, other: Style) -> bool:
    return (one.indent_start, one.indent_end) == (other.indent_start, other.indent_end)


def _tabbed_lines(
    parts: list[Content], tabs: list[str], line: LetterLine, stops: TabStops, extent: _Extent
) -> Iterator[LetterLine]:
    """Yield a line of boxes for each line of a paragraph with tabs; `line` has the format of the paragraph."""
    if line.look.first_line < 0:
        stops = sorted([*stops, (line.look.indent_start, "left")])
    rows = _split_lines(parts, tabs)
    for index, row in enumerate(rows):
        first, last = index == 0, index == len(rows) - 1
        look = replace(
            line.look,
            space_before=line.look.space_before if first else 0.0,
            space_after=line.look.space_after if last else 0.0,
        )
        frame = line.frame
        if frame is not None:
            frame = replace(frame, top=frame.top if first else None, bottom=frame.bottom if last else None)
        inner = replace(line.look, space_before=0.0, space_after=0.0)
        boxes = _boxes(row, inner, stops, extent, is_first=first)
        yield LetterLine(rows=(boxes,), look=look, frame=frame, continues=not first)


def _split_lines(parts: list[Content], tabs: list[str]) -> list[list[tuple[str | None, Content]]]:
    """Return the lines of a paragraph, each as the tabs and the parts after them; None stands for no tab."""
    rows: list[list[tuple[str | None, Content]]] = [[(None, ())]]
    for index, part in enumerate(parts):
        if index:
            rows[-1].append((tabs[index - 1], ()))
        for inline in part:
            if isinstance(inline, Run) and inline.text == "\n":
                rows.append([(None, ())])
            else:
                tab, before = rows[-1][-1]
                rows[-1][-1] = (tab, (*before, inline))
    return rows


def _boxes(
    row: list[tuple[str | None, Content]], look: Style, stops: TabStops, extent: _Extent, *, is_first: bool
) -> tuple[LetterBox, ...]:
    """Return a box for each part between tabs, aligned at its tab stop or to the margins."""
    boxes = []
    reached = max(look.indent_start + (look.first_line if is_first else 0.0), 0.0)
    for tab, content in row:
        at, kind = reached, "left"
        if tab:
            at, kind = {"center": extent.width / 2, "right": extent.width}.get(tab, 0.0), tab
        elif tab is not None:
            at, kind = _next_stop(stops, reached)
        at = min(at, extent.width)
        reached = at
        align: Align = _ALIGN.get(kind, "start")
        half = min(at, extent.width - at) or extent.width / 2
        left, right = {"centre": (at - half, at + half), "end": (0.0, at)}.get(align, (at, extent.width))
        if tab is None and len(row) == 1:
            align = look.align
        own = replace(look, align=align, indent_start=0.0, indent_end=0.0, first_line=0.0)
        box = LetterBox(
            left=extent.left + left,
            width=max(right - left, 1.0),
            lines=(LetterLine(content=content, look=own),),
            after_tab=tab is not None,
        )
        boxes.append(box)
    return tuple(boxes)


def _next_stop(stops: TabStops, reached: float) -> tuple[float, str]:
    """Return the next tab stop, one of Word's default stops if a paragraph has no more of its own."""
    for at, kind in stops:
        if at > reached + 0.5:
            return at, kind
    return (reached // _TAB_STOP + 1) * _TAB_STOP, "left"


def child_blocks(holder: Node) -> list[Node]:
    """Return the paragraphs and tables of a part, also those in content controls."""
    found: list[Node] = []
    for child in holder:
        if child.tag in {P, TBL}:
            found.append(child)
        elif child.tag in {SDT, qn("w:sdtContent"), qn("w:customXml"), qn("w:body")}:
            found += child_blocks(child)
    return found


def _half(frame: LetterFrame | None, side: Literal["top", "bottom"]) -> float:
    """Return half the width of a cell's border, which takes room in its row."""
    rule = None if frame is None else frame.top if side == "top" else frame.bottom
    return rule.width / 2 if rule is not None else 0.0


def letterhead_hint(code: str, **parameters: str) -> Finding:
    """Return a hint about a letterhead document."""
    return Finding(code=code, severity="hint", parameters=parameters)
