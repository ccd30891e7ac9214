"""Draws tables, and the boxes and columns that are tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbuilder.domain.document import DrawnPair, DrawnTable, Element, content_text
from briefbuilder.domain.styles import Style
from briefbuilder.export.characters import clean_text
from briefbuilder.export.keep_together import MAX_KEPT_TABLE
from briefbuilder.export.measures import (
    BAR_WIDTH,
    COLUMN_GAP,
    GRID_PADDING,
    HAIRLINE,
    PADDING,
    PAIR_GAP,
    TABLE_GRID_COLOUR,
    box_insets,
)
from briefbuilder.export.odt.formatting import Properties, frame_properties
from briefbuilder.export.odt.styles import AutomaticStyles
from briefbuilder.export.odt.text import Styled
from briefbuilder.export.odt.xml import Node, make, points, qn, sub
from briefbuilder.export.table_grid import GridSlot
from briefbuilder.export.word_processing import TABLE_GAP, CellTexts, estimate_height

if TYPE_CHECKING:
    from briefbuilder.export.columns import TablePlan

_SIDES = ("top", "left", "bottom", "right")

_CELL = qn("table:table-cell")
_P, _H = qn("text:p"), qn("text:h")
_TABLE_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}style-name"
_TABLE_PROPERTIES = frozenset(
    {
        "fo:break-before",
        "fo:keep-with-next",
        "style:may-break-between-rows",
        "fo:margin-top",
        "fo:margin-bottom",
        "fo:margin-left",
    }
)


@dataclass(slots=True, eq=False, repr=False)
class Block:
    """A paragraph, list or table of the text, with what is first and last in it."""

    node: Node
    first: Styled
    last: Styled


DrawCell = Callable[[tuple[Element, ...], float, bool, bool], list[Block]]
"""Draws elements into a width in points; the flags mark the cells of heads and those aligned to the end."""


@dataclass(slots=True, eq=False, repr=False)
class TableWriter:
    """Draws tables with automatic styles and numbers them."""

    automatic: AutomaticStyles
    prefix: str = "Table"
    tables: list[tuple[Styled, Properties]] = field(default_factory=list)

    def begin(self, widths: tuple[float, ...], *, rtl: bool, gap: float = TABLE_GAP) -> Styled:
        """Return an empty table with columns of widths in points, and at least a `gap` below it."""
        node = make("table:table", {"table:name": f"{self.prefix}{len(self.tables) + 1}"})
        for width in widths:
            style = self.automatic.name(
                "table-column", "", {"table-column": {"style:column-width": points(max(width, 1.0))}}
            )
            sub(node, "table:table-column", {"table:style-name": style})
        own: Properties = {
            "style:width": points(sum(widths)),
            "table:align": "right" if rtl else "left",
            "fo:margin-bottom": points(gap),
        }
        if rtl:
            own["style:writing-mode"] = "rl-tb"
        result = Styled(node, "")
        self.tables.append((result, own))
        return result

    def name_styles(self) -> None:
        """Name the styles of all tables that were drawn."""
        for table, own in self.tables:
            about = (("style:master-page-name", table.master),) if table.master else ()
            changes = {key: value for key, value in table.changes.items() if key in _TABLE_PROPERTIES}
            style = self.automatic.name("table", "", {"table": own | changes}, about=about)
            table.node.set(_TABLE_STYLE, style)

    def cell(self, row: Node, properties: Properties, blocks: list[Block], about: Properties) -> Node:
        """Append a cell with blocks to a row and return it."""
        style = self.automatic.name("table-cell", "", {"table-cell": properties})
        node = sub(
            row, "table:table-cell", {"table:style-name": style, "office:value-type": "string"} | about
        )
        node.extend([block.node for block in blocks])
        return node

    def draw(
        self,
        table: DrawnTable,
        plan: TablePlan,
        draw: DrawCell,
        *,
        rtl: bool,
        page: float,
    ) -> Block:
        """Return a table as it was planned, without its caption, for pages that are `page` points high."""
        result = self.begin(plan.widths, rtl=rtl, gap=max(plan.style.space_after, TABLE_GAP))
        if caption := content_text(table.caption).strip()[:250]:
            result.node.insert(0, _title(caption))
        grid = table.frame == "grid"
        look = _cell_look(plan.style, grid=grid)
        background = plan.styles.style("table-header").background if grid else None
        shade = {"fo:background-color": background} if background else {}
        head = sub(result.node, "table:table-header-rows") if plan.heads else result.node
        for index, line in enumerate(plan.lines):
            is_head = index < plan.heads
            row = sub(head if is_head else result.node, "table:table-row")
            for slot in line:
                self._draw_slot(row, slot, plan, (look, look | shade), draw, is_head)
        if estimate_height(_rows_of(result.node, plan), plan.style) <= page * MAX_KEPT_TABLE:
            result.changes["style:may-break-between-rows"] = "false"
        return Block(result.node, result, result)

    def _draw_slot(
        self,
        row: Node,
        slot: GridSlot,
        plan: TablePlan,
        looks: tuple[Properties, Properties],
        draw: DrawCell,
        in_head: bool,
    ) -> None:
        """Append the cell of a slot to a row; `looks` are those of usual cells and of heads."""
        if slot.continues:
            for _ in range(slot.span):
                sub(row, "table:covered-table-cell")
            return
        width = max(sum(plan.widths[slot.column : slot.column + slot.span]) - plan.padding, 10.0)
        head = slot.cell is not None and (slot.cell.header or in_head)
        flush_end = slot.cell is not None and slot.cell.flush_end
        blocks = draw(slot.cell.elements if slot.cell else (), width, head, flush_end)
        spans = {"table:number-columns-spanned": slot.span, "table:number-rows-spanned": slot.rows}
        about = {name: str(count) for name, count in spans.items() if count > 1}
        look = looks[head]
        if slot.cell is not None and slot.cell.frame is not None:
            look = looks[0] | frame_properties(slot.cell.frame)
        self.cell(row, look, blocks, about)
        for _ in range(slot.span - 1):
            sub(row, "table:covered-table-cell")

    def draw_pair(
        self,
        pair: DrawnPair,
        width: float,
        draw: Callable[[tuple[Element, ...], float], list[Block]],
        *,
        rtl: bool,
    ) -> Block:
        """Return two columns as a table with one row and no borders."""
        gutter = min(PAIR_GAP, width / 4)  # a narrow cell must leave room for the columns
        column = (width - gutter) / 2
        result = self.begin((column + gutter, column), rtl=rtl)
        row = sub(result.node, "table:table-row", {"table:style-name": self._splitting_row()})
        for elements, room in ((pair.left, gutter), (pair.right, 0.0)):
            side = "left" if rtl else "right"
            look = _padding(0.0) | {f"fo:padding-{side}": points(room)}
            self.cell(row, look, draw(elements, column), {})
        return Block(result.node, result, result)

    def draw_box(self, style: Style, width: float, blocks: list[Block]) -> Block:
        """Return a table with one cell that has the background and the bar of a callout's style."""
        result = self.begin((width,), rtl=False)
        row = sub(result.node, "table:table-row", {"table:style-name": self._splitting_row()})
        start, end = box_insets(style)
        look = _padding(PADDING) | {
            "fo:padding-left": points(start - (BAR_WIDTH if style.rule else 0.0)),
            "fo:padding-right": points(end),
        }
        if style.rule:
            look["fo:border-left"] = f"{points(BAR_WIDTH)} solid {style.rule}"
        if style.background:
            look["fo:background-color"] = style.background
        if blocks[-1].last.node.tag != result.node.tag:
            blocks[-1].last.changes["fo:margin-bottom"] = "0pt"
        self.cell(row, look, blocks, {})
        return Block(result.node, result, result)

    def _splitting_row(self) -> str:
        return self.automatic.name("table-row", "", {"table-row": {"fo:keep-together": "auto"}})


def _padding(length: float) -> Properties:
    return {f"fo:padding-{side}": points(length) for side in _SIDES} | {
        f"fo:border-{side}": "none" for side in _SIDES
    }


def _cell_look(style: Style, *, grid: bool) -> Properties:
    if not grid:
        return _padding(0.0) | {"fo:padding-right": points(COLUMN_GAP)}
    rule = f"{points(HAIRLINE)} solid {style.rule or TABLE_GRID_COLOUR}"
    sides = {
        f"fo:padding-{side}": points(GRID_PADDING if side in {"left", "right"} else 3.0) for side in _SIDES
    }
    return sides | {f"fo:border-{side}": rule for side in _SIDES}


def _title(caption: str) -> Node:
    node = make("table:title")
    node.text = " ".join(clean_text(caption).split())
    return node


def _rows_of(node: Node, plan: TablePlan) -> Iterator[list[CellTexts]]:
    cells = (cell for cell in node.iter(_CELL) if next(cell.iterancestors(str(node.tag))) is node)
    for line in plan.lines:
        yield [
            (
                sum(plan.widths[slot.column : slot.column + slot.span]),
                ["".join(map(str, paragraph.itertext())) for paragraph in next(cells).iter(_P, _H)],
            )
            for slot in line
            if not slot.continues
        ]
