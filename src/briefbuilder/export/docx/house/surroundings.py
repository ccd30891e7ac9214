"""What stands in a house document around the place of its text, as elements that another paper draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefbuilder.domain.document import (
    DrawnBreak,
    DrawnCell,
    DrawnFigure,
    DrawnTable,
    DrawnText,
    Element,
    LetterBox,
    LetterLine,
    PageField,
    Run,
)
from briefbuilder.export.docx.house.frames import table_rules
from briefbuilder.export.docx.house.inlines import InlineReader
from briefbuilder.export.docx.house.letterhead import (
    CELL,
    ROW,
    SDT,
    SIDE,
    Letterhead,
    blocks_of,
    hint,
    paragraphs_of,
    points_of,
    span_of,
)
from briefbuilder.export.docx.house.places import cell_room
from briefbuilder.export.docx.house.styles import HouseStyles
from briefbuilder.export.docx.ooxml import PPR, TBL, Node, qn

_GRID = 4
"""A table with rules on so many of its outer and inner sides counts as one that is ruled."""


class Surroundings:
    """Reads the body around the text in the looks of a letterhead."""

    def __init__(self, letterhead: Letterhead, reader: InlineReader) -> None:
        self._head = letterhead
        self._reader = reader

    def columns(self, cells: list[Node]) -> tuple[LetterBox, ...]:
        """Return the columns that cells of a table make beside the text, each from the text's own upper edge."""
        found: dict[tuple[float, float], list[LetterLine]] = {}
        for cell in cells:
            place = cell_room(cell) or (0.0, self._head.width / 4)
            lines = found.setdefault((self._head.room[0] + place[0] - SIDE, place[1]), [])
            for paragraph in paragraphs_of(cell):
                lines += self._head.lines(paragraph, self._head.read(paragraph, self._reader))
        return tuple(
            LetterBox(left=left, width=width, lines=tuple(lines), top=0.0)
            for (left, width), lines in found.items()
        )

    def elements(self, blocks: list[Node]) -> tuple[Element, ...]:
        """Return blocks around the text as elements that another paper draws."""
        found: list[Element] = []
        for block in blocks:
            for one in blocks_of(block) if block.tag == SDT else (block,):
                found += self._table(one) if one.tag == TBL else self._paragraph(one)
        return tuple(found)

    def _paragraph(self, paragraph: Node) -> Iterator[Element]:
        pieces = self._head.read(paragraph, self._reader)
        properties = paragraph.find(PPR)
        starts = properties is not None and properties.find(qn("w:pageBreakBefore")) is not None
        if starts or pieces.breaks:
            yield DrawnBreak()
        ends = properties is not None and properties.find(qn("w:sectPr")) is not None
        for box in pieces.boxes:
            words = "".join(node.text or "" for node in box.content.iter(qn("w:t")))
            self._head.findings.append(hint("house-box-not-drawn", words=words[:80]))
        if ends and pieces.empty and not pieces.pictures:
            yield DrawnBreak()
            return
        for line in self._head.lines(paragraph, pieces):
            if line.picture:
                words = next((shown.words for shown in pieces.pictures if shown.name == line.picture), "")
                yield DrawnFigure(picture=line.picture, alternative_text=words, width=line.size[0])
            if line.content or not line.picture:
                yield self._text(line)
        if ends:
            yield DrawnBreak()

    def _text(self, line: LetterLine) -> DrawnText:
        titled = any(isinstance(inline, Run) and "{{title}}" in inline.text for inline in line.content)
        content = line.content if any(_said(inline) for inline in line.content) else (Run(text="\u00a0"),)
        look = replace(line.look, rule=line.below)
        return DrawnText(role="title" if titled else "body", content=content, look=look, above=line.above)

    def _table(self, table: Node) -> Iterator[Element]:
        grid = [points_of(column, "w:w") for column in table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")]
        rows = []
        for row in table.iterfind(ROW):
            cells = [cell for cell in row.iter(CELL) if next(cell.iterancestors(TBL), None) is table]
            rows.append(
                tuple(
                    DrawnCell(elements=self.elements(paragraphs_of(cell)), column_span=span_of(cell))
                    for cell in cells
                )
            )
        whole = sum(grid)
        if rows and whole > 0:
            widths = tuple(one / whole for one in grid)
            yield DrawnTable(
                rows=tuple(rows),
                widths=widths,
                frame="grid" if _is_ruled(table, self._head.styles) else "plain",
            )


def _said(inline: object) -> bool:
    return isinstance(inline, PageField) or (isinstance(inline, Run) and bool(inline.text.strip()))


def _is_ruled(table: Node, styles: HouseStyles) -> bool:
    return sum(map(bool, table_rules(table, styles).values())) >= _GRID
