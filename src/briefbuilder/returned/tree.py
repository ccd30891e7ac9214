"""Paragraphs and tables as a tree, built from units in reading order and the innermost cell of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefbuilder.returned.views import Unit


@dataclass(slots=True, eq=False)
class ParagraphNode:
    """A paragraph: the index of its unit."""

    unit: int


@dataclass(slots=True, eq=False)
class CellNode:
    """A cell with its paragraphs and tables."""

    items: list[ParagraphNode | TableNode] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class TableNode:
    """A table; `rows` holds its rows by their numbers in the file, and each row its cells by column."""

    number: int
    rows: dict[int, dict[int, CellNode]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> CellNode:
        """Return a cell, which is made if the row does not have it."""
        return self.rows.setdefault(row, {}).setdefault(column, CellNode())


Item = ParagraphNode | TableNode


def build_tree(units: Sequence[Unit]) -> list[Item]:
    """Return the items outside tables; a table lies in another one whose paragraphs come before and after it."""
    last = {unit.cell.table: index for index, unit in enumerate(units) if unit.cell is not None}
    top: list[Item] = []
    opened: list[TableNode] = []
    for index, unit in enumerate(units):
        number = unit.cell.table if unit.cell is not None else None
        while opened and opened[-1].number != number and last[opened[-1].number] < index:
            opened.pop()
        if unit.cell is None:
            opened.clear()
            top.append(ParagraphNode(index))
            continue
        if not opened or opened[-1].number != number:
            opened.append(_open_table(unit.cell.table, units, index, opened, top))
        opened[-1].cell(unit.cell.row, unit.cell.column).items.append(ParagraphNode(index))
    return top


def _open_table(
    number: int, units: Sequence[Unit], index: int, opened: Sequence[TableNode], top: list[Item]
) -> TableNode:
    table = TableNode(number)
    before = units[index - 1].cell if opened else None
    if before is not None and opened[-1].number == before.table:
        opened[-1].cell(before.row, before.column).items.append(table)
    elif opened:
        row = opened[-1].rows[max(opened[-1].rows)]
        row[max(row)].items.append(table)
    else:
        top.append(table)
    return table


def units_in(items: Sequence[Item]) -> list[int]:
    """Return the indices of all units in items, in reading order."""
    found: list[int] = []
    for item in items:
        if isinstance(item, ParagraphNode):
            found.append(item.unit)
        else:
            for row in item.rows.values():
                for cell in row.values():
                    found += units_in(cell.items)
    return found
