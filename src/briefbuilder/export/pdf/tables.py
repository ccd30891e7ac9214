"""Tables: a grid of cells that goes on over pages, with its head drawn again as an artifact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import accumulate

from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText
from briefbuilder.domain.document import Element as DrawnElement
from briefbuilder.export.columns import MeasuredCell, Unit, WordMeasure, column_needs, column_widths
from briefbuilder.export.keep_together import CAPTION_GAP, KEPT_TABLE
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox, draw_stack, height_of, parted, stacked
from briefbuilder.export.pdf.page import LAYOUT, PdfPage
from briefbuilder.export.pdf.paragraph import ParagraphSetting, paragraph
from briefbuilder.export.pdf.structure import Element

# Bands of a grid: rows of cells that stand or are cut together.
#
# A band is one row, or several that a cell spans. It can be cut at any height: between two rows where
# that fits, else through a row, each cell after the last of its lines that fits.

RULE = 0.5
RULE_COLOUR = "#9aa3ab"
_WHOLE = 120.0
"""Points below which what stands in a cell is moved whole rather than cut."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell: its first row and the rows it spans within the band, its left edge and width in points."""

    row: int
    rows: int
    left: float
    width: float
    slabs: list[LineBox]
    background: str | None = None


@dataclass(slots=True)
class RowBand:
    """Some rows. `padding` is the room within a cell's edges (across, down) in points."""

    cells: list[PlacedCell]
    rows: int
    padding: tuple[float, float]
    ruled: bool
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

    def _high(self, cell: PlacedCell) -> float:
        return height_of(cell.slabs) + 2 * self.padding[1]

    def slab(self, *, split_above: float) -> LineBox:
        """Return the band as a slab."""
        inner = [slab for cell in self.cells for slab in cell.slabs]

        def cut(height: float) -> tuple[LineBox, LineBox] | None:
            parts = self.cut(height)
            if parts is None:
                return None
            return parts[0].slab(split_above=split_above), parts[1].slab(split_above=split_above)

        return LineBox(
            sum(self.heights),
            self.draw,
            notes=tuple(note for slab in inner for note in slab.notes),
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
            draw_stack(cell.slabs, page, left + cell.left + across, start - down)

    def _frame(self, page: PdfPage, cell: PlacedCell, left: float, top: float) -> None:
        if not (self.ruled or cell.background):
            return
        x = left + cell.left
        high = top - sum(self.heights[: cell.row])
        low = high - sum(self.heights[cell.row : cell.row + cell.rows])
        page.artifact()
        if cell.background:
            page.fill(cell.background, x, low, x + cell.width, high)
        if self.ruled:
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
            moved = moved or bool(head is not None and (head.slabs or not through))
            above += [head] if head is not None else []
            below += [tail] if tail is not None else []
        if not moved:
            return None
        top = replace(self, cells=above, rows=1 if through else whole)
        return top, replace(self, cells=below, rows=self.rows - whole)

    def _parted(
        self, cell: PlacedCell, whole: int, limit: float, *, through: bool
    ) -> tuple[PlacedCell | None, PlacedCell | None]:
        end = cell.row + cell.rows
        if not through and end <= whole:
            return cell, None
        if cell.row >= max(whole, 1):
            return None, replace(cell, row=cell.row - whole)
        start = sum(self.heights[: cell.row])
        upper, lower = cut_stack(cell.slabs, limit - start - 2 * self.padding[1])
        head = replace(cell, rows=1 if through else whole - cell.row, slabs=upper)
        rows = cell.rows if through else end - whole
        return head, replace(cell, row=0, rows=rows, slabs=lower)


def cut_stack(slabs: list[LineBox], room: float) -> tuple[list[LineBox], list[LineBox]]:
    """Return the slabs that fit in a height, and the others; joined ones are parted only if they must."""
    used, fitting = 0.0, 0
    for place, slab in enumerate(slabs):
        used += slab.height + (slab.space if place else 0.0)
        if used > room + 0.01:
            used -= slab.height
            break
        fitting = place + 1
    if fitting == len(slabs):
        return slabs, []
    last = slabs[fitting]
    movable = fitting > 0 and last.height < _WHOLE
    parts = None if movable else parted(last, room - used)
    if parts is not None:
        return [*slabs[:fitting], parts[0]], [parts[1], *slabs[fitting + 1 :]]
    kept = fitting
    while kept and slabs[kept].joined:
        kept -= 1
    kept = kept or fitting
    return slabs[:kept], slabs[kept:]


# What stays whole on one page, although no style says so: a short table or box is easier to read so.

_KEPT_BOX = 0.25
"""The share of a page up to which a box is kept whole."""


def keep_table(slabs: list[LineBox], page: float) -> None:
    """Hold the bands of a table together where they are no higher than their share of a page."""
    _keep(slabs, page * KEPT_TABLE)


def keep_box(slabs: list[LineBox], page: float) -> None:
    """Hold what stands in a box together where it is no higher than its share of a page."""
    _keep(slabs, page * _KEPT_BOX)


def _keep(slabs: list[LineBox], most: float) -> None:
    if sum(slab.height + slab.space for slab in slabs) <= most:
        for slab in slabs[1:]:
            slab.joined = True


Fill = Callable[[tuple[DrawnElement, ...], Element, float], list[BlockBox]]

_GRID_PADDING = (5.0, 4.0)
_PLAIN_PADDING = (0.0, 1.0)
_PLAIN_GUTTER = 8.0
_HIGHEST_HEAD = 0.3
"""A head higher than this share of the page is not drawn again."""
_SPLIT_ABOVE = 0.3


@dataclass(frozen=True, slots=True)
class _SpannedCell:
    """A cell with where it stands: row, column and the rows and columns that it really spans."""

    cell: DrawnCell
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True)
class _Layout:
    """A table while it becomes bands."""

    scene: LayoutContext
    table: DrawnTable
    width: float
    fill: Fill
    edges: list[float] = field(default_factory=list)

    def band(self, places: list[_SpannedCell], first: int, rows: int, row_elements: list[Element]) -> RowBand:
        """Return the band of some rows, whose cells' elements stand in the rows' elements."""
        grid = self.table.frame == "grid"
        padding = _GRID_PADDING if grid else _PLAIN_PADDING
        last = len(self.edges) - 1
        ground = self.scene.document.styles.style("table-header").background if grid else None
        cells = []
        for place in places:
            start, end = self.edges[place.column], self.edges[place.column + place.columns]
            left = self.width - end if self.scene.rtl else start
            element = row_elements[place.row - first].add(self._role(place))
            element.attributes = self._attributes(place)
            room = end - start - _padding(self.table, place, last)
            slabs = stacked(self.fill(tuple(self._aligned(place.cell)), element, room))
            header = self._role(place) == "TH"
            cells.append(
                PlacedCell(
                    place.row - first, place.rows, left, end - start, slabs, ground if header else None
                )
            )
        return RowBand(cells, rows, padding, grid, self.width)

    def _aligned(self, cell: DrawnCell) -> Iterator[DrawnElement]:
        """Yield the elements of a cell, its texts at the end of their lines where the cell says so."""
        styles = self.scene.document.styles
        for element in cell.elements:
            if cell.flush_end and isinstance(element, DrawnText):
                look = element.look or styles.style(element.role)
                yield replace(element, look=replace(look, align="end"))
            else:
                yield element

    def _role(self, place: _SpannedCell) -> str:
        return "TH" if place.cell.header or place.row < self.table.header_rows else "TD"

    def _attributes(self, place: _SpannedCell) -> str:
        parts = []
        if self._role(place) == "TH":
            parts.append("/Scope/Column" if place.row < self.table.header_rows else "/Scope/Row")
        parts += [f"/ColSpan {place.columns}"] if place.columns > 1 else []
        parts += [f"/RowSpan {place.rows}"] if place.rows > 1 else []
        return f"<</O/Table{''.join(parts)}>>" if parts else ""


def table_blocks(
    scene: LayoutContext, table: DrawnTable, parent: Element, width: float, fill: Fill
) -> list[BlockBox]:
    """Return the caption's block and that of the bands."""
    element = parent.add("Table", table.language)
    blocks = []
    if table.caption:
        style = scene.document.styles.style("caption")
        setting = ParagraphSetting(style, width, element.add("Caption"), scene.language(table.language))
        caption = paragraph(scene, table.caption, setting)
        blocks.append(BlockBox(caption.slabs, max(caption.before, CAPTION_GAP), 4.0, keep=True))
    places, columns = _placed(table)
    if not columns or not table.rows:
        return blocks
    table, places = _without_covered_rows(table, places)
    layout = _Layout(scene, table, width, fill, _edges(scene, table, places, columns, width))
    slabs = _bands(layout, element, places)
    space = 8.0 if table.frame == "grid" else 6.0
    blocks.append(BlockBox(slabs, 0.0 if table.caption else space, space + 2.0))
    return blocks


def _edges(
    scene: LayoutContext, table: DrawnTable, places: list[_SpannedCell], columns: int, width: float
) -> list[float]:
    """Return where the columns begin, and where the last one ends, in points from the table's edge."""
    measure = WordMeasure(scene.document.styles, scene.inline, scene.hyphens, scene.memory.width)
    cells = [
        MeasuredCell(place.cell.elements, place.column, place.columns, _padding(table, place, columns))
        for place in places
    ]

    def need(unit: Unit) -> tuple[float, ...]:
        return column_needs(cells, columns, measure, scene.language(table.language), unit)

    return list(accumulate(column_widths(table.widths, columns, width, need), initial=0.0))


def _padding(table: DrawnTable, place: _SpannedCell, columns: int) -> float:
    """Return the points across a cell that its content has not."""
    if table.frame == "grid":
        return 2 * _GRID_PADDING[0]
    return _PLAIN_GUTTER if place.column + place.columns < columns else 0.0


def _placed(table: DrawnTable) -> tuple[list[_SpannedCell], int]:
    """Place cells as HTML does, each in the next free column; return them with the number of columns.

    Spans end with the table and before cells that stand in their way; holes are filled.
    """
    taken: set[tuple[int, int]] = set()
    places: list[_SpannedCell] = []
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
            places.append(_SpannedCell(cell, row, column, high, wide))
            column += wide
    columns = max([len(table.widths), *(column + 1 for _, column in taken)], default=0)
    holes = [(row, column) for row in range(count) for column in range(columns) if (row, column) not in taken]
    places += [_SpannedCell(DrawnCell(elements=()), row, column, 1, 1) for row, column in holes]
    return sorted(places, key=lambda place: (place.row, place.column)), columns


def _without_covered_rows(
    table: DrawnTable, places: list[_SpannedCell]
) -> tuple[DrawnTable, list[_SpannedCell]]:
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


def _bands(layout: _Layout, element: Element, places: list[_SpannedCell]) -> list[LineBox]:
    table = layout.table
    groups = _groups(places, len(table.rows))
    # A table that is all head has no body to part it from.
    divided = table.header_rows > 0 and groups[-1][0] >= table.header_rows
    head = element.add("THead") if divided else None
    body = element.add("TBody") if divided else element
    slabs, heads = list[LineBox](), list[LineBox]()
    for first, rows in groups:
        in_head = head is not None and first < table.header_rows
        holder = head if in_head and head is not None else body
        row_elements = [holder.add("TR") for _ in range(rows)]
        own = [place for place in places if first <= place.row < first + rows]
        slab = layout.band(own, first, rows, row_elements).slab(split_above=_SPLIT_ABOVE)
        if in_head:
            heads.append(slab)
        elif heads and layout.scene.height * _HIGHEST_HEAD > sum(slab.height for slab in heads):
            slab.header = _again(heads)
        slabs.append(slab)
    for place in range(1, min(len(heads) + 1, len(slabs))):
        slabs[place].joined = True
    if len(slabs) > len(heads) + 2:
        slabs[-1].joined = True
    keep_table(slabs, layout.scene.height)
    return slabs


def _groups(places: list[_SpannedCell], rows: int) -> list[tuple[int, int]]:
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


def _again(heads: list[LineBox]) -> LineBox:
    """Return the head as an artifact: only its first drawing is content."""

    def draw(page: PdfPage, left: float, top: float) -> None:
        page.end()
        page.muted = LAYOUT
        for slab in heads:
            slab.draw(page, left, top)
            top -= slab.height
        page.end()
        page.muted = ""

    return LineBox(sum(slab.height for slab in heads), draw)
