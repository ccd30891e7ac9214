"""Headers and footers of a house document as rows of boxes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from briefbuilder.domain.document import (
    BandLine,
    Content,
    LetterBox,
    LetterLine,
    Run,
)
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.styles import PageSetup, Style
from briefbuilder.export.docx.house.floating import across, down
from briefbuilder.export.docx.house.frames import CellPlace, frame_of, table_rules
from briefbuilder.export.docx.house.inlines import InlineReader, Pieces, Shown, TextBox
from briefbuilder.export.docx.house.story import whole
from briefbuilder.export.docx.house.styles import HouseStyles
from briefbuilder.export.docx.house.tabs import Room, tabbed_rows
from briefbuilder.export.docx.ooxml import PPR, RPR, TBL, Node, P, qn

CELL, ROW, SDT = qn("w:tc"), qn("w:tr"), qn("w:sdt")
SIDE = 5.4
"""The room that Word leaves at the sides of a cell unless a table says otherwise, in points."""
_INSET = (7.2, 3.6)
"""The room that Word leaves inside a text box, at its sides and above, in points."""
_MOST_COLUMNS = 63
"""Word's tables have no more."""


@dataclass(slots=True)
class Letterhead:
    """Reads the paper of a house document: `page` is that of its text, in `room` stand headers."""

    styles: HouseStyles
    page: PageSetup
    room: tuple[float, float]
    findings: list[Finding] = field(default_factory=list)

    @property
    def width(self) -> float:
        """The width of a header, in points."""
        return self.page.width - sum(self.room)

    def rows(self, root: Node, reader: InlineReader, *, footer: bool = False) -> tuple[BandLine, ...]:
        """Return the rows of a header or footer; blank lines at its ends are left out."""
        rows: list[BandLine] = []
        for block in blocks_of(root):
            if block.tag == TBL:
                rows += self._table_rows(block, reader)
            else:
                rows += self._paragraph_rows(block, reader, footer=footer)
        return tuple(rows)

    def _paragraph_rows(self, paragraph: Node, reader: InlineReader, *, footer: bool) -> Iterator[BandLine]:
        pieces = self.read(paragraph, reader)
        floating = [shown for shown in pieces.pictures if shown.anchor is not None]
        for shown in floating:
            yield BandLine(boxes=(self._floating(shown, footer=footer),))
        for box in pieces.boxes:
            yield BandLine(boxes=(self._text_box(box, reader, footer=footer),))
        lines = self.lines(paragraph, pieces)
        stops = self.styles.stops(self._style_of(paragraph), paragraph.find(PPR))
        if len(pieces.parts) > 1 and stops and not pieces.empty:
            yield from tabbed_rows(pieces, lines[-1], stops, Room(self.room[0], self.width))
        else:
            yield BandLine(boxes=(LetterBox(left=self.room[0], width=self.width, lines=tuple(lines)),))

    def _floating(self, shown: Shown, *, footer: bool) -> LetterBox:
        wide, high = shown.size
        left = across(shown.anchor, wide, self.page, self.room)
        top = down(shown.anchor, high, self.page, footer=footer)
        line = LetterLine(picture=shown.name, size=shown.size)
        return LetterBox(
            left=left, width=wide, lines=(line,), top=max(min(top, self.page.height - high), 0.0)
        )

    def _text_box(self, box: TextBox, reader: InlineReader, *, footer: bool) -> LetterBox:
        lines: list[LetterLine] = []
        for paragraph in box.content.iter(P):
            lines += self.lines(paragraph, self.read(paragraph, reader))
        wide, high = box.size
        top = down(box.anchor, high, self.page, footer=footer) + _INSET[1] if box.anchor is not None else None
        left = across(box.anchor, wide, self.page, self.room) + _INSET[0]
        return LetterBox(left=left, width=max(wide - 2 * _INSET[0], 1.0), lines=tuple(lines), top=top)

    def _table_rows(self, table: Node, reader: InlineReader) -> Iterator[BandLine]:
        grid = [points_of(column, "w:w") for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        indent = table.find(f"{qn('w:tblPr')}/{qn('w:tblInd')}")
        start = points_of(indent, "w:w") if indent is not None else -SIDE
        rules = table_rules(table, self.styles)
        rows = table.findall(ROW)
        for row in rows:
            boxes = []
            at = 0
            cells = [cell for cell in row.iter(CELL) if next(cell.iterancestors(TBL), None) is table]
            for cell in cells:
                span = span_of(cell)
                wide = sum(grid[at : at + span]) or self.width / max(len(grid), 1)
                left = self.room[0] + start + sum(grid[:at]) + SIDE
                lines = [
                    line
                    for block in paragraphs_of(cell)
                    for line in self.lines(block, self.read(block, reader))
                ]
                frame = frame_of(
                    cell,
                    CellPlace(row is rows[0], row is rows[-1], cell is cells[0], cell is cells[-1]),
                    rules,
                )
                width = max(wide - 2 * SIDE, 1.0)
                boxes.append(LetterBox(left=left, width=width, lines=tuple(lines), frame=frame))
                at += span
            if boxes:
                yield BandLine(boxes=tuple(boxes))

    def lines(self, paragraph: Node, pieces: Pieces) -> list[LetterLine]:
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

    def _look(self, paragraph: Node, pieces: Pieces) -> tuple[Style, str | None, str | None]:
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

    def read(self, paragraph: Node, reader: InlineReader) -> Pieces:
        """Return what a paragraph shows; what cannot be drawn of it is told."""
        pieces = reader.read(paragraph)
        for words in pieces.undrawn:
            self.findings.append(hint("house-box-not-drawn", words=words[:80]))
        return pieces


def blocks_of(holder: Node) -> list[Node]:
    """Return the paragraphs and tables of a part, in and out of content controls."""
    found: list[Node] = []
    for child in holder:
        if child.tag in {P, TBL}:
            found.append(child)
        elif child.tag in {SDT, qn("w:sdtContent"), qn("w:customXml"), qn("w:body")}:
            found += blocks_of(child)
    return found


def paragraphs_of(cell: Node) -> list[Node]:
    """Return the paragraphs of a cell, not those of tables in it."""
    return [paragraph for paragraph in cell.iter(P) if next(paragraph.iterancestors(CELL), None) is cell]


def span_of(cell: Node) -> int:
    """Return how many columns a cell takes."""
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(max(whole(node, qn("w:val"), 1), 1), _MOST_COLUMNS) if node is not None else 1


def points_of(node: Node, name: str) -> float:
    """Return a length of Word's in points."""
    return whole(node, qn(name)) / 20


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


def hint(code: str, **parameters: str) -> Finding:
    """Return what is to be told of a house document without being a fault."""
    return Finding(code=code, severity="hint", parameters=parameters)
