"""Tables: grids of cells that continue over pages, with the header repeated as an artifact.

A band is one row, or several rows joined by a spanning cell. It can be split at any height: between rows if
possible, else within a row, after the last line of each cell that fits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate

from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText, content_text
from briefbuilder.domain.document import Element as DrawnElement
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.styles import LetterFrame
from briefbuilder.domain.values import value
from briefbuilder.export.columns import (
    MeasuredCell,
    TableFitter,
    WordMeasure,
    fit_column_widths,
    min_column_widths,
    shrink_styles,
    widen_labels,
)
from briefbuilder.export.keep_together import MAX_KEPT_TABLE
from briefbuilder.export.measures import (
    CAPTION_GAP,
    CAPTION_SPACE,
    COLUMN_GAP,
    GRID_PADDING,
    HAIRLINE,
    TABLE_GRID_COLOUR,
)
from briefbuilder.export.pdf.layout_context import LayoutContext
from briefbuilder.export.pdf.letterhead import draw_frame
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
from briefbuilder.export.table_grid import build_grid, has_row_heads

_MAX_KEPT_BOX_HEIGHT = 120.0
"""Boxes in a cell below this height, in points, are moved rather than split."""

BuildBlocks = Callable[[tuple[DrawnElement, ...], StructElem, float], list[BlockBox]]
_GRID_PADDING = (GRID_PADDING, 4.25)
_PLAIN_PADDING = (0.0, 1.0)
_OWN_PADDING = (5.4, 1.0)
"""The space that Word leaves between the text and the border of a cell of a letterhead."""
_PADDINGS = {"grid": _GRID_PADDING, "plain": _PLAIN_PADDING, "own": _OWN_PADDING}
_MAX_REPEATED_HEAD = 0.3
"""A header higher than this share of the page is not repeated."""
_SPLIT_ABOVE = 0.3
_MAX_NAME = 60
"""The most characters of the name of a table in a finding."""


@value(kw_only=False)
class BandCell:
    """A cell of a band: its first row and row span within the band, its left edge and width in points."""

    row: int
    rows: int
    left: float
    width: float
    boxes: list[LineBox]
    background: str | None = None
    frame: LetterFrame | None = None


@dataclass(slots=True)
class RowBand:
    """A band of rows. `padding` is the padding of cells (horizontal, vertical) in points, `rules` the colour of the grid."""

    cells: list[BandCell]
    rows: int
    padding: tuple[float, float]
    rules: str | None
    heights: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heights = self._heights()

    def _heights(self) -> list[float]:
        heights = [0.0] * self.rows
        for cell in self.cells:
            if cell.rows == 1:
                heights[cell.row] = max(heights[cell.row], self._cell_height(cell))
        for cell in sorted(self.cells, key=lambda cell: cell.row + cell.rows):
            end = cell.row + cell.rows
            missing = self._cell_height(cell) - sum(heights[cell.row : end])
            if missing > 0:
                heights[end - 1] += missing
        return heights

    def _cell_height(self, cell: BandCell) -> float:
        return stack_height(cell.boxes) + 2 * self.padding[1]

    def to_line_box(self, *, split_above: float) -> LineBox:
        """Return the band as a line box."""
        inner = [box for cell in self.cells for box in cell.boxes]

        def cut(height: float) -> tuple[LineBox, LineBox] | None:
            parts = self.cut(height)
            if parts is None:
                return None
            return parts[0].to_line_box(split_above=split_above), parts[1].to_line_box(
                split_above=split_above
            )

        return LineBox(
            sum(self.heights),
            self.draw,
            notes=tuple(note for box in inner for note in box.notes),
            split=cut,
            split_above=split_above,
        )

    def draw(self, page: PdfPage, left: float, top: float) -> None:
        """Draw backgrounds and borders, then the cells in reading order."""
        horizontal, vertical = self.padding
        for cell in self.cells:
            self._frame(page, cell, left, top)
        for cell in self.cells:
            start = top - sum(self.heights[: cell.row])
            draw_stack(cell.boxes, page, left + cell.left + horizontal, start - vertical)

    def _frame(self, page: PdfPage, cell: BandCell, left: float, band_top: float) -> None:
        if not (self.rules or cell.background or cell.frame):
            return
        x = left + cell.left
        top = band_top - sum(self.heights[: cell.row])
        bottom = top - sum(self.heights[cell.row : cell.row + cell.rows])
        page.artifact()
        if cell.frame:
            draw_frame(cell.frame, page, (x, bottom, x + cell.width, top))
        if cell.background:
            page.fill(cell.background, x, bottom, x + cell.width, top)
        if self.rules:
            half = HAIRLINE / 2
            for edge in (top, bottom):
                page.fill(self.rules, x - half, edge - half, x + cell.width + half, edge + half)
            for edge in (x, x + cell.width):
                page.fill(self.rules, edge - half, bottom, edge + half, top)

    def cut(self, height: float) -> tuple[RowBand, RowBand] | None:
        """Return the parts above and below a height, None if the upper part would be empty."""
        rows_above, height_above = 0, 0.0
        while rows_above < self.rows and height_above + self.heights[rows_above] <= height + 0.01:
            height_above += self.heights[rows_above]
            rows_above += 1
        if rows_above == self.rows:
            return None
        cuts_row = rows_above == 0
        limit = height if cuts_row else height_above
        above, below, moved = [], [], False
        for cell in self.cells:
            head, tail = self._split_cell(cell, rows_above, limit, cuts_row=cuts_row)
            moved = moved or bool(head is not None and (head.boxes or not cuts_row))
            above += [head] if head is not None else []
            below += [tail] if tail is not None else []
        if not moved:
            return None
        top = replace(self, cells=above, rows=1 if cuts_row else rows_above)
        return top, replace(self, cells=below, rows=self.rows - rows_above)

    def _split_cell(
        self, cell: BandCell, rows_above: int, limit: float, *, cuts_row: bool
    ) -> tuple[BandCell | None, BandCell | None]:
        end = cell.row + cell.rows
        if not cuts_row and end <= rows_above:
            return cell, None
        if cell.row >= max(rows_above, 1):
            return None, replace(cell, row=cell.row - rows_above)
        start = sum(self.heights[: cell.row])
        upper, lower = split_stack(cell.boxes, limit - start - 2 * self.padding[1])
        head = replace(cell, rows=1 if cuts_row else rows_above - cell.row, boxes=upper)
        rows = cell.rows if cuts_row else end - rows_above
        return head, replace(cell, row=0, rows=rows, boxes=lower)


def split_stack(boxes: list[LineBox], room: float) -> tuple[list[LineBox], list[LineBox]]:
    """Return the boxes that fit in a height, and the rest; joined boxes are separated only if necessary."""
    used, fitting = 0.0, 0
    for index, box in enumerate(boxes):
        used += box.height + (box.space if index else 0.0)
        if used > room + 0.01:
            used -= box.height
            break
        fitting = index + 1
    if fitting == len(boxes):
        return boxes, []
    last = boxes[fitting]
    is_movable = fitting > 0 and last.height < _MAX_KEPT_BOX_HEIGHT
    parts = None if is_movable else split_line_box(last, room - used)
    if parts is not None:
        return [*boxes[:fitting], parts[0]], [parts[1], *boxes[fitting + 1 :]]
    kept = fitting
    while kept and boxes[kept].joins_previous:
        kept -= 1
    kept = kept or fitting
    return boxes[:kept], boxes[kept:]


def keep_together(boxes: list[LineBox], max_height: float) -> None:
    """Keep line boxes together if they are not higher than a height in points."""
    if sum(box.height + box.space for box in boxes) <= max_height:
        for box in boxes[1:]:
            box.joins_previous = True


@value(kw_only=False)
class _PositionedCell:
    """A cell with its row, column and effective spans."""

    cell: DrawnCell
    row: int
    column: int
    rows: int
    columns: int


@dataclass(slots=True, eq=False, repr=False)
class _TableBuilder:
    """A table while its bands are built."""

    layout: LayoutContext
    table: DrawnTable
    width: float
    fill: BuildBlocks
    edges: list[float] = field(default_factory=list)
    row_heads: bool = False

    def band(
        self, cells: list[_PositionedCell], first_row: int, rows: int, row_elements: list[StructElem]
    ) -> RowBand:
        """Return the band of the given rows, whose cells are added to the elements of the rows."""
        is_grid = self.table.frame == "grid"
        padding = _PADDINGS[self.table.frame]
        columns = len(self.edges) - 1
        background = self.layout.style("table-header").background if is_grid else None
        band_cells = []
        for cell in cells:
            start, end = self.edges[cell.column], self.edges[cell.column + cell.columns]
            left = self.width - end if self.layout.rtl else start
            element = row_elements[cell.row - first_row].add(self._role(cell))
            element.attributes = self._attributes(cell)
            inner_width = end - start - _cell_padding(self.table, cell, columns)
            boxes = stack_blocks(self.fill(tuple(self._aligned(cell.cell)), element, inner_width))
            header = self._is_head(cell)
            band_cells.append(
                BandCell(
                    cell.row - first_row,
                    cell.rows,
                    left,
                    end - start,
                    boxes,
                    background if header else None,
                    cell.cell.frame,
                )
            )
        rules = (self.layout.style("table").rule or TABLE_GRID_COLOUR) if is_grid else None
        return RowBand(band_cells, rows, padding, rules)

    def _aligned(self, cell: DrawnCell) -> Iterator[DrawnElement]:
        """Yield the elements of a cell, its texts aligned to the end if the cell asks for it."""
        styles = self.layout.document.styles
        for element in cell.elements:
            if cell.flush_end and isinstance(element, DrawnText):
                look = element.look or styles.style(element.role)
                yield replace(element, look=replace(look, align="end"))
            else:
                yield element

    def _role(self, cell: _PositionedCell) -> str:
        return "TH" if self._is_head(cell) or (self.row_heads and cell.column == 0) else "TD"

    def _is_head(self, cell: _PositionedCell) -> bool:
        """Return whether a cell looks like a head; the names of rows need not."""
        return cell.cell.header or cell.row < self.table.header_rows

    def _attributes(self, cell: _PositionedCell) -> str:
        parts = []
        if self._role(cell) == "TH":
            parts.append("/Scope/Column" if cell.row < self.table.header_rows else "/Scope/Row")
        parts += [f"/ColSpan {cell.columns}"] if cell.columns > 1 else []
        parts += [f"/RowSpan {cell.rows}"] if cell.rows > 1 else []
        return f"<</O/Table{''.join(parts)}>>" if parts else ""


def build_table_blocks(
    layout: LayoutContext, table: DrawnTable, parent: StructElem, width: float, fill: BuildBlocks
) -> list[BlockBox]:
    """Return the block of the caption and that of the bands."""
    element = parent.add("Table", table.language)
    language = layout.language(table.language)
    blocks = []
    if table.caption:
        style = layout.style("caption")
        setting = ParagraphSetting(style, width, element.add("Caption"), language)
        caption = build_paragraph(layout, table.caption, setting)
        blocks.append(BlockBox(caption.boxes, max(caption.before, CAPTION_GAP), CAPTION_SPACE, keep=True))
    if not table.rows or not (table.widths or any(table.rows)):
        return blocks
    outer_document = layout.document
    fit = table_fitter(layout).fit(table, width, language)
    if fit.broken != "nothing":
        layout.findings.append(_too_wide_finding(table))
    # Cells are in the language of their table, which decides where the first column stands.
    styles = shrink_styles(outer_document.styles, fit.share)
    layout.document = replace(outer_document, language=language, styles=styles)
    cells, columns = _place_cells(table)
    table, cells = _drop_covered_rows(table, cells)
    edges = _column_edges(layout, table, cells, columns, width)
    builder = _TableBuilder(layout, table, width, fill, edges, has_row_heads(table))
    boxes = _build_bands(builder, element, cells)
    layout.document = outer_document
    space = 8.0 if table.frame == "grid" else 6.0
    blocks.append(BlockBox(boxes, 0.0 if table.caption else space, space + 2.0))
    return blocks


def table_fitter(layout: LayoutContext) -> TableFitter:
    """Return the object that decides on the type and the page of tables."""
    return TableFitter.from_document(
        layout.document, layout.inline, layout.cache.hyphenator, layout.cache.width
    )


def _too_wide_finding(table: DrawnTable) -> Finding:
    """Return the finding on a table that fits no page, named by its caption or its first cells."""
    first_row = (content_text(element.content) for cell in table.rows[0] for element in cell.elements
                 if isinstance(element, DrawnText))  # fmt: skip
    name = " ".join((content_text(table.caption) or " | ".join(filter(None, first_row))).split())
    if len(name) > _MAX_NAME:
        name = f"{name[: _MAX_NAME - 1].rstrip()}…"
    place = Place(item=table.origin or None)
    return Finding(code="table-too-wide", severity="warning", place=place, parameters={"subject": name})


def _column_edges(
    layout: LayoutContext, table: DrawnTable, cells: list[_PositionedCell], columns: int, width: float
) -> list[float]:
    """Return where the columns begin, and where the last one ends, in points."""
    measure = WordMeasure(layout.document.styles, layout.inline, layout.cache.hyphenator, layout.cache.width)
    measured = [
        MeasuredCell(
            cell.cell.elements,
            cell.column,
            cell.columns,
            _cell_padding(table, cell, columns),
            is_head=cell.row < table.header_rows,
            is_number=cell.cell.flush_end,
        )
        for cell in cells
    ]
    language = layout.document.language
    need = partial(min_column_widths, measured, columns, measure, language)
    widths = fit_column_widths(table.widths, columns, width, need)
    widths = widen_labels(widths, measured, need("word"), measure, language)
    return list(accumulate(widths, initial=0.0))


def _cell_padding(table: DrawnTable, cell: _PositionedCell, columns: int) -> float:
    """Return the horizontal padding of a cell in points."""
    if table.frame != "plain":
        return 2 * _PADDINGS[table.frame][0]
    return COLUMN_GAP if cell.column + cell.columns < columns else 0.0


def _place_cells(table: DrawnTable) -> tuple[list[_PositionedCell], int]:
    """Place cells as in HTML, each in the next free column; return them and the number of columns.

    Spans are cut at the end of the table and at occupied slots; holes are filled with empty cells.
    """
    rows, columns = build_grid(table.rows, len(table.widths))
    placed: list[_PositionedCell] = []
    for row, slots in enumerate(rows):
        for slot in slots:
            if slot.cell is None:
                gap = range(slot.column, slot.column + slot.span)
                placed += [_PositionedCell(DrawnCell(elements=()), row, column, 1, 1) for column in gap]
            elif not slot.continues:
                placed.append(_PositionedCell(slot.cell, row, slot.column, slot.rows, slot.span))
    return placed, columns


def _drop_covered_rows(
    table: DrawnTable, cells: list[_PositionedCell]
) -> tuple[DrawnTable, list[_PositionedCell]]:
    """Remove rows in which no cell begins: they have no height, and no element could hold them."""
    kept_rows = sorted({cell.row for cell in cells})
    if len(kept_rows) == len(table.rows):
        return table, cells
    rows = tuple(table.rows[row] for row in kept_rows)
    heads = sum(row < table.header_rows for row in kept_rows)
    moved = [
        replace(
            cell,
            row=kept_rows.index(cell.row),
            rows=sum(cell.row <= row < cell.row + cell.rows for row in kept_rows),
        )
        for cell in cells
    ]
    return replace(table, rows=rows, header_rows=heads), moved


def _build_bands(builder: _TableBuilder, element: StructElem, cells: list[_PositionedCell]) -> list[LineBox]:
    table = builder.table
    groups = _row_groups(cells, len(table.rows))
    # A table with only header rows has no separate body.
    has_body = table.header_rows > 0 and groups[-1][0] >= table.header_rows
    head = element.add("THead") if has_body else None
    body = element.add("TBody") if has_body else element
    boxes, heads = list[LineBox](), list[LineBox]()
    for first, rows in groups:
        in_head = head is not None and first < table.header_rows
        holder = head if in_head and head is not None else body
        row_elements = [holder.add("TR") for _ in range(rows)]
        band_cells = [cell for cell in cells if first <= cell.row < first + rows]
        box = builder.band(band_cells, first, rows, row_elements).to_line_box(split_above=_SPLIT_ABOVE)
        if in_head:
            heads.append(box)
        elif heads and builder.layout.height * _MAX_REPEATED_HEAD > sum(box.height for box in heads):
            box.header = _repeat_head(heads)
        boxes.append(box)
    for box in boxes[1 : len(heads) + 1]:
        box.joins_previous = True
    if len(boxes) > len(heads) + 2:
        boxes[-1].joins_previous = True
    keep_together(boxes, builder.layout.height * MAX_KEPT_TABLE)
    return boxes


def _row_groups(cells: list[_PositionedCell], rows: int) -> list[tuple[int, int]]:
    """Return the first row and the number of rows of each group that no span crosses."""
    ends = [row + 1 for row in range(rows)]
    for cell in cells:
        ends[cell.row] = max(ends[cell.row], cell.row + cell.rows)
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
    """Return the header as an artifact, since only its first drawing is content."""

    def draw(page: PdfPage, left: float, top: float) -> None:
        page.end()
        page.artifact_kind = LAYOUT
        for box in heads:
            box.draw(page, left, top)
            top -= box.height
        page.end()
        page.artifact_kind = ""

    return LineBox(sum(box.height for box in heads), draw)
