"""Tables: a grid of cells that goes on over pages, with its head drawn again as an artifact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText
from briefbuilder.domain.document import Element as DrawnElement
from briefbuilder.export.columns import MeasuredCell, Unit, WordMeasure, fit_column_widths, min_column_widths
from briefbuilder.export.keep_together import CAPTION_GAP, MAX_KEPT_TABLE
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.line_boxes import (
    BlockBox,
    LineBox,
    draw_stack,
    split_line_box,
    stack_blocks,
    stack_height,
)
from briefbuilder.export.pdf.page import LAYOUT, PdfPage
from briefbuilder.export.pdf.paragraph import ParagraphSetting, build_paragraph
from briefbuilder.export.pdf.structure import StructElem

# Bands of rows

RULE = 0.5
RULE_COLOUR = "#9aa3ab"
_MAX_KEPT_BOX_HEIGHT = 120.0
"""Points below which what stands in a cell is moved whole rather than cut."""


@dataclass(frozen=True, slots=True)
class BandCell:
    """A cell: its first row and the rows it spans within the band, its left edge and width in points."""

    row: int
    rows: int
    left: float
    width: float
    boxes: list[LineBox]
    background: str | None = None


@dataclass(slots=True)
class RowBand:
    """Some rows. `padding` is the room within a cell's edges (across, down) in points."""

    cells: list[BandCell]
    rows: int
    padding: tuple[float, float]
    has_rules: bool
    width: float
    heights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heights = self._heights()

    def _heights(self) -> list[float]:
        heights = [0.0] * self.rows
        for cell in self.cells:
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], self._high(cell))
        for cell in sorted(self.cells, key=lambda cell: cell.row + cell.rows):
            end = cell.row + cell.rows
            lacking = self._high(cell) - sum(heights[cell.row : end])
            if lacking > 0:
                heights[end - 1] += lacking
        return heights

    def _high(self, cell: BandCell) -> float:
        return stack_height(cell.boxes) + 2 * self.padding[1]

    def box(self, *, split_above: float) -> LineBox:
        """Return the band as a box."""
        inner = [box for cell in self.cells for box in cell.boxes]

        def cut(height: float) -> tuple[LineBox, LineBox] | None:
            parts = self.cut(height)
            if parts is None:
                return None
            return parts[0].box(split_above=split_above), parts[1].box(split_above=split_above)

        return LineBox(
            sum(self.heights),
            self.draw,
            notes=tuple(note for box in inner for note in box.notes),
            split=cut,
            split_above=split_above,
        )

    def draw(self, page: PdfPage, left: float, top: float) -> None:
        """Draw backgrounds and rules, then the cells in the order of reading."""
        across, down = self.padding
        for cell in self.cells:
            self._frame(page, cell, left, top)
        for cell in self.cells:
            start = top - sum(self.heights[: cell.row])
            draw_stack(cell.boxes, page, left + cell.left + across, start - down)

    def _frame(self, page: PdfPage, cell: BandCell, left: float, top: float) -> None:
        if not (self.has_rules or cell.background):
            return
        x = left + cell.left
        high = top - sum(self.heights[: cell.row])
        low = high - sum(self.heights[cell.row : cell.row + cell.rows])
        page.artifact()
        if cell.background:
            page.fill(cell.background, x, low, x + cell.width, high)
        if self.has_rules:
            half = RULE / 2
            for edge in (high, low):
                page.fill(RULE_COLOUR, x - half, edge - half, x + cell.width + half, edge + half)
            for edge in (x, x + cell.width):
                page.fill(RULE_COLOUR, edge - half, low, edge + half, high)

    def cut(self, height: float) -> tuple[RowBand, RowBand] | None:
        """Return what stands above and below a cut, None where nothing would stand above it."""
        whole, upper = 0, 0.0
        while whole < self.rows and upper + self.heights[whole] <= height + 0.01:
            upper += self.heights[whole]
            whole += 1
        if whole == self.rows:
            return None
        through = whole == 0
        limit = height if through else upper
        above, below, moved = [], [], False
        for cell in self.cells:
            head, tail = self._parted(cell, whole, limit, through=through)
            moved = moved or bool(head is not None and (head.boxes or not through))
            above += [head] if head is not None else []
            below += [tail] if tail is not None else []
        if not moved:
            return None
        top = replace(self, cells=above, rows=1 if through else whole)
        return top, replace(self, cells=below, rows=self.rows - whole)

    def _parted(
        self, cell: BandCell, whole: int, limit: float, *, through: bool
    ) -> tuple[BandCell | None, BandCell | None]:
        end = cell.row + cell.rows
        if not through and end <= whole:
            return cell, None
        if cell.row >= max(whole, 1):
            return None, replace(cell, row=cell.row - whole)
        start = sum(self.heights[: cell.row])
        upper, lower = split_stack(cell.boxes, limit - start - 2 * self.padding[1])
        head = replace(cell, rows=1 if through else whole - cell.row, boxes=upper)
        rows = cell.rows if through else end - whole
        return head, replace(cell, row=0, rows=rows, boxes=lower)


def split_stack(boxes: list[LineBox], room: float) -> tuple[list[LineBox], list[LineBox]]:
    """Return the boxes that fit in a height, and the others; joined ones are parted only if they must."""
    used, fitting = 0.0, 0
    for place, box in enumerate(boxes):
        used += box.height + (box.space if place else 0.0)
        if used > room + 0.01:
            used -= box.height
            break
        fitting = place + 1
    if fitting == len(boxes):
        return boxes, []
    last = boxes[fitting]
    movable = fitting > 0 and last.height < _MAX_KEPT_BOX_HEIGHT
    parts = None if movable else split_line_box(last, room - used)
    if parts is not None:
        return [*boxes[:fitting], parts[0]], [parts[1], *boxes[fitting + 1 :]]
    kept = fitting
    while kept and boxes[kept].joins_previous:
        kept -= 1
    kept = kept or fitting
    return boxes[:kept], boxes[kept:]


# Keeping together

_MAX_KEPT_BOX = 0.25
"""The share of a page up to which a box is kept whole."""


def keep_table(boxes: list[LineBox], page: float) -> None:
    """Hold the bands of a table together where they are no higher than their share of a page."""
    _keep_together(boxes, page * MAX_KEPT_TABLE)


def keep_box(boxes: list[LineBox], page: float) -> None:
    """Hold what stands in a box together where it is no higher than its share of a page."""
    _keep_together(boxes, page * _MAX_KEPT_BOX)


def _keep_together(boxes: list[LineBox], most: float) -> None:
    if sum(box.height + box.space for box in boxes) <= most:
        for box in boxes[1:]:
            box.joins_previous = True


BuildBlocks = Callable[[tuple[DrawnElement, ...], StructElem, float], list[BlockBox]]

_GRID_PADDING = (5.0, 4.0)
_PLAIN_PADDING = (0.0, 1.0)
_PLAIN_GUTTER = 8.0
_MAX_REPEATED_HEAD = 0.3
"""A head higher than this share of the page is not drawn again."""
_SPLIT_ABOVE = 0.3


@dataclass(frozen=True, slots=True)
class _PositionedCell:
    """A cell with where it stands: row, column and the rows and columns that it really spans."""

    cell: DrawnCell
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class _TableBuilder:
    """A table while it becomes bands."""

    layout: LayoutContext
    table: DrawnTable
    width: float
    fill: BuildBlocks
    edges: list[float] = field(default_factory=list)

    def band(
        self, places: list[_PositionedCell], first: int, rows: int, row_elements: list[StructElem]
    ) -> RowBand:
        """Return the band of some rows, whose cells' elements stand in the rows' elements."""
        grid = self.table.frame == "grid"
        padding = _GRID_PADDING if grid else _PLAIN_PADDING
        last = len(self.edges) - 1
        ground = self.layout.document.styles.style("table-header").background if grid else None
        cells = []
        for place in places:
            start, end = self.edges[place.column], self.edges[place.column + place.columns]
            left = self.width - end if self.layout.rtl else start
            element = row_elements[place.row - first].add(self._role(place))
            element.attributes = self._attributes(place)
            room = end - start - _cell_padding(self.table, place, last)
            boxes = stack_blocks(self.fill(tuple(self._aligned(place.cell)), element, room))
            header = self._role(place) == "TH"
            cells.append(
                BandCell(place.row - first, place.rows, left, end - start, boxes, ground if header else None)
            )
        return RowBand(cells, rows, padding, grid, self.width)

    def _aligned(self, cell: DrawnCell) -> Iterator[DrawnElement]:
        """Yield the elements of a cell, its texts at the end of their lines where the cell says so."""
        styles = self.layout.document.styles
        for element in cell.elements:
            if cell.flush_end and isinstance(element, DrawnText):
                look = element.look or styles.style(element.role)
                yield replace(element, look=replace(look, align="end"))
            else:
                yield element

    def _role(self, place: _PositionedCell) -> str:
        return "TH" if place.cell.header or place.row < self.table.header_rows else "TD"

    def _attributes(self, place: _PositionedCell) -> str:
        parts = []
        if self._role(place) == "TH":
            parts.append("/Scope/Column" if place.row < self.table.header_rows else "/Scope/Row")
        parts += [f"/ColSpan {place.columns}"] if place.columns > 1 else []
        parts += [f"/RowSpan {place.rows}"] if place.rows > 1 else []
        return f"<</O/Table{''.join(parts)}>>" if parts else ""


def build_table_blocks(
    layout: LayoutContext, table: DrawnTable, parent: StructElem, width: float, fill: BuildBlocks
) -> list[BlockBox]:
    """Return the caption's block and that of the bands."""
    element = parent.add("Table", table.language)
    blocks = []
    if table.caption:
        style = layout.document.styles.style("caption")
        setting = ParagraphSetting(style, width, element.add("Caption"), layout.language(table.language))
        caption = build_paragraph(layout, table.caption, setting)
        blocks.append(BlockBox(caption.boxes, max(caption.before, CAPTION_GAP), 4.0, keep=True))
    places, columns = _place_cells(table)
    if not columns or not table.rows:
        return blocks
    table, places = _drop_covered_rows(table, places)
    builder = _TableBuilder(layout, table, width, fill, _column_edges(layout, table, places, columns, width))
    boxes = _build_bands(builder, element, places)
    space = 8.0 if table.frame == "grid" else 6.0
    blocks.append(BlockBox(boxes, 0.0 if table.caption else space, space + 2.0))
    return blocks


def _column_edges(
    layout: LayoutContext, table: DrawnTable, places: list[_PositionedCell], columns: int, width: float
) -> list[float]:
    """Return where the columns begin, and where the last one ends, in points from the table's edge."""
    measure = WordMeasure(layout.document.styles, layout.inline, layout.hyphenator, layout.cache.width)
    cells = [
        MeasuredCell(place.cell.elements, place.column, place.columns, _cell_padding(table, place, columns))
        for place in places
    ]

    def need(unit: Unit) -> tuple[float, ...]:
        return min_column_widths(cells, columns, measure, layout.language(table.language), unit)

    return list(accumulate(fit_column_widths(table.widths, columns, width, need), initial=0.0))


def _cell_padding(table: DrawnTable, place: _PositionedCell, columns: int) -> float:
    """Return the points across a cell that its content has not."""
    if table.frame == "grid":
        return 2 * _GRID_PADDING[0]
    return _PLAIN_GUTTER if place.column + place.columns < columns else 0.0


def _place_cells(table: DrawnTable) -> tuple[list[_PositionedCell], int]:
    """Place cells as HTML does, each in the next free column; return them with the number of columns.

    Spans end with the table and before cells that stand in their way; holes are filled.
    """
    taken: set[tuple[int, int]] = set()
    places: list[_PositionedCell] = []
    count = len(table.rows)
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            wide = 1
            while wide < cell.column_span and (row, column + wide) not in taken:
                wide += 1
            high = max(1, min(cell.row_span, count - row))
            taken |= {(row + down, column + across) for down in range(high) for across in range(wide)}
            places.append(_PositionedCell(cell, row, column, high, wide))
            column += wide
    columns = max([len(table.widths), *(column + 1 for _, column in taken)], default=0)
    holes = [(row, column) for row in range(count) for column in range(columns) if (row, column) not in taken]
    places += [_PositionedCell(DrawnCell(elements=()), row, column, 1, 1) for row, column in holes]
    return sorted(places, key=lambda place: (place.row, place.column)), columns


def _drop_covered_rows(
    table: DrawnTable, places: list[_PositionedCell]
) -> tuple[DrawnTable, list[_PositionedCell]]:
    """Drop the rows in which no cell begins: they have no height, and no element could hold them."""
    kept = sorted({place.row for place in places})
    if len(kept) == len(table.rows):
        return table, places
    rows = tuple(table.rows[row] for row in kept)
    heads = sum(row < table.header_rows for row in kept)
    moved = [
        replace(
            place,
            row=kept.index(place.row),
            rows=sum(place.row <= row < place.row + place.rows for row in kept),
        )
        for place in places
    ]
    return replace(table, rows=rows, header_rows=heads), moved


def _build_bands(builder: _TableBuilder, element: StructElem, places: list[_PositionedCell]) -> list[LineBox]:
    table = builder.table
    groups = _row_groups(places, len(table.rows))
    # A table that is all head has no body to part it from.
    divided = table.header_rows > 0 and groups[-1][0] >= table.header_rows
    head = element.add("THead") if divided else None
    body = element.add("TBody") if divided else element
    boxes, heads = list[LineBox](), list[LineBox]()
    for first, rows in groups:
        in_head = head is not None and first < table.header_rows
        holder = head if in_head and head is not None else body
        row_elements = [holder.add("TR") for _ in range(rows)]
        own = [place for place in places if first <= place.row < first + rows]
        box = builder.band(own, first, rows, row_elements).box(split_above=_SPLIT_ABOVE)
        if in_head:
            heads.append(box)
        elif heads and builder.layout.height * _MAX_REPEATED_HEAD > sum(box.height for box in heads):
            box.header = _repeat_head(heads)
        boxes.append(box)
    for place in range(1, min(len(heads) + 1, len(boxes))):
        boxes[place].joins_previous = True
    if len(boxes) > len(heads) + 2:
        boxes[-1].joins_previous = True
    keep_table(boxes, builder.layout.height)
    return boxes


def _row_groups(places: list[_PositionedCell], rows: int) -> list[tuple[int, int]]:
    """Return the first row and the number of rows of each run that no cell's span crosses."""
    ends = [row + 1 for row in range(rows)]
    for place in places:
        ends[place.row] = max(ends[place.row], place.row + place.rows)
    groups = []
    row = 0
    while row < rows:
        end, first = ends[row], row
        while row < end:
            end = max(end, ends[row])
            row += 1
        groups.append((first, end - first))
    return groups


def _repeat_head(heads: list[LineBox]) -> LineBox:
    """Return the head as an artifact: only its first drawing is content."""

    def draw(page: PdfPage, left: float, top: float) -> None:
        page.end()
        page.artifact_kind = LAYOUT
        for box in heads:
            box.draw(page, left, top)
            top -= box.height
        page.end()
        page.artifact_kind = ""

    return LineBox(sum(box.height for box in heads), draw)
