"""Bands of a grid: rows of cells that stand or are cut together.

A band is one row, or several that a cell spans. It can be cut at any height: between two rows where
that fits, else through a row, each cell after the last of its lines that fits.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from briefbuilder.export.pdf.page import Page
from briefbuilder.export.pdf.slabs import Slab, draw_stack, height_of, parted

RULE = 0.5
RULE_COLOUR = "#9aa3ab"
_WHOLE = 120.0
"""Points below which what stands in a cell is moved whole rather than cut."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its first row and the rows it spans within the band, its left edge and width in points."""

    row: int
    rows: int
    left: float
    width: float
    slabs: list[Slab]
    background: str | None = None


@dataclass(slots=True)
class Band:
    """Some rows. `padding` is the room within a cell's edges (across, down) in points."""

    cells: list[Cell]
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

    def _high(self, cell: Cell) -> float:
        return height_of(cell.slabs) + 2 * self.padding[1]

    def slab(self, *, split_above: float) -> Slab:
        """Return the band as a slab."""
        inner = [slab for cell in self.cells for slab in cell.slabs]

        def cut(height: float) -> tuple[Slab, Slab] | None:
            parts = self.cut(height)
            if parts is None:
                return None
            return parts[0].slab(split_above=split_above), parts[1].slab(split_above=split_above)

        return Slab(
            sum(self.heights),
            self.draw,
            notes=tuple(note for slab in inner for note in slab.notes),
            split=cut,
            split_above=split_above,
        )

    def draw(self, page: Page, left: float, top: float) -> None:
        """Draw backgrounds and rules, then the cells in the order of reading."""
        across, down = self.padding
        for cell in self.cells:
            self._frame(page, cell, left, top)
        for cell in self.cells:
            start = top - sum(self.heights[: cell.row])
            draw_stack(cell.slabs, page, left + cell.left + across, start - down)

    def _frame(self, page: Page, cell: Cell, left: float, top: float) -> None:
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

    def cut(self, height: float) -> tuple[Band, Band] | None:
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
        self, cell: Cell, whole: int, limit: float, *, through: bool
    ) -> tuple[Cell | None, Cell | None]:
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


def cut_stack(slabs: list[Slab], room: float) -> tuple[list[Slab], list[Slab]]:
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
