"""Tables with caption, heads and spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText, Element
from briefbuilder.export.docx.grid import grid_of
from briefbuilder.export.html.inlines import Inlines
from briefbuilder.export.html.nodes import Node, add, make

Draw = Callable[[Node, Iterable[Element]], Node]


def table_node(table: DrawnTable, inlines: Inlines, draw: Draw) -> Node:
    """Return a table; spans that would run out of it or into another cell are cut short."""
    node = make("table", {"class": table.frame})
    if table.caption:
        inlines.fill(add(node, "caption"), table.caption)
    rows, columns = grid_of(table.rows, len(table.widths))
    if rows and len(table.widths) == columns and sum(table.widths) > 0:
        group = add(node, "colgroup")
        for share in table.widths:
            add(group, "col", {"style": f"width: {100 * share / sum(table.widths):.4g}%"})
    heads = min(max(table.header_rows, 0), len(rows))
    for tag, first, last in (("thead", 0, heads), ("tbody", heads, len(rows))):
        part = add(node, tag) if last > first else node
        for index in range(first, last):
            row = add(part, "tr")
            for slot in rows[index]:
                if slot.cell is None:
                    add(row, "td", {"colspan": _span(slot.span)})
                elif slot.merge != "continue":
                    height = min(max(slot.cell.row_span, 1), last - index)
                    row.append(
                        _cell(slot.cell, (slot.span, height), head=tag == "thead", inlines=inlines, draw=draw)
                    )
    return node


def _cell(cell: DrawnCell, spans: tuple[int, int], *, head: bool, inlines: Inlines, draw: Draw) -> Node:
    attributes = {"colspan": _span(spans[0]), "rowspan": _span(spans[1])}
    if head:
        attributes["scope"] = "col" if spans[0] == 1 else "colgroup"
    elif cell.header:
        attributes["scope"] = "row" if spans[1] == 1 else "rowgroup"
    if cell.flush_end:
        attributes["class"] = "number-cell"
    node = make("th" if head or cell.header else "td", attributes)
    only = cell.elements[0] if len(cell.elements) == 1 else None
    if isinstance(only, DrawnText) and not (
        only.anchor or only.number or only.language or only.role == "code"
    ):
        if only.role not in {"table", "table-header", "body"}:
            node.set("class", f"{node.get('class', '')} {only.role}".strip())
        return inlines.fill(node, only.content)
    return draw(node, cell.elements)


def _span(count: int) -> str:
    return str(count) if count > 1 else ""
