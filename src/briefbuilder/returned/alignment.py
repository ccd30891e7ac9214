"""Aligns the paragraphs and tables of an export with those of a returned file, so that each is in exactly one operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from rapidfuzz.distance import Indel

from briefbuilder.domain.subsequences import best_increasing_pairs
from briefbuilder.domain.values import value
from briefbuilder.returned.sequences import (
    MIN_LIKENESS,
    MOST_PAIRS,
    Token,
    align,
    best_mates,
    likeness,
)
from briefbuilder.returned.views import Unit, cells_of, next_written, run_beside

OperationKind = Literal[
    "kept", "moved", "split", "joined", "deleted", "inserted", "blank",
    "row_deleted", "row_inserted", "column_deleted", "column_inserted", "cell_deleted", "cell_inserted",
    "table_deleted", "table_inserted",
]  # fmt: skip
_TABLE_LIKENESS = 0.6
_LABELS = 0.5
"""The share of cells that stay the same when all values beside the labels of a table are filled in."""
_MOVED_LIKENESS = 0.6
_MIN_MOVED = 30
"""The shortest text that counts as moved although it occurs more than once."""


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
    """Return the items outside tables; a table is in another one whose paragraphs come before and after it."""
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


@value(kw_only=False)
class Operation:
    """What became of some paragraphs: their numbers in the export (`base`) and in the returned file.

    A "kept" paragraph may be edited. `table` is the number of the table in the export in which a row, column or cell was
    inserted or deleted.
    """

    kind: OperationKind
    base: tuple[int, ...] = ()
    returned: tuple[int, ...] = ()
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(slots=True)
class Alignment:
    """The operations, and the tables that were moved as pairs of their numbers."""

    operations: list[Operation] = field(default_factory=list)
    moved_tables: list[tuple[int, int]] = field(default_factory=list)


def align_units(base: Sequence[Unit], returned: Sequence[Unit]) -> Alignment:
    """Align two texts; every unit of both is in exactly one operation, which is asserted."""
    aligner = _Aligner(base, returned)
    aligner.align_items(build_tree(base), build_tree(returned))
    aligner.match_leftovers()
    found = aligner.found
    assert sorted(number for operation in found.operations for number in operation.base) == list(
        range(len(base))
    )
    assert sorted(number for operation in found.operations for number in operation.returned) == list(
        range(len(returned))
    )
    return found


class _Aligner:
    """One alignment in progress; `deleted` and `inserted` are paragraphs without a mate so far."""

    def __init__(self, base: Sequence[Unit], returned: Sequence[Unit]) -> None:
        self._base = base
        self._returned = returned
        self.found = Alignment()
        self._deleted: list[int] = []
        self._inserted: list[int] = []
        self._left_tables: list[TableNode] = []
        self._new_tables: list[TableNode] = []

    def _add(
        self, kind: OperationKind, base: Iterable[int] = (), returned: Iterable[int] = (), **at: int
    ) -> None:
        self.found.operations.append(Operation(kind, tuple(base), tuple(returned), **at))

    def align_items(self, left: Sequence[Item], right: Sequence[Item]) -> None:
        """Align the items of a body or a cell."""
        one = self._without_blanks(left, self._base, is_base=True)
        other = self._without_blanks(right, self._returned, is_base=False)
        groups = self._pair_tables(one, other)
        tokens = [self._token(item, self._base, groups) for item in one]
        others = [self._token(item, self._returned, groups) for item in other]
        pairs = align(tokens, others)
        for lefts, rights in pairs:
            self._take_pair([one[number] for number in lefts], [other[number] for number in rights])
        paired = {number for lefts, _ in pairs for number in lefts}
        mated = {number for _, rights in pairs for number in rights}
        for items, has_mate, units, tables in (
            (one, paired, self._deleted, self._left_tables),
            (other, mated, self._inserted, self._new_tables),
        ):
            for number, item in enumerate(items):
                if number in has_mate:
                    continue
                if isinstance(item, ParagraphNode):
                    units.append(item.unit)
                else:
                    tables.append(item)

    def _without_blanks(self, items: Sequence[Item], units: Sequence[Unit], *, is_base: bool) -> list[Item]:
        kept: list[Item] = []
        for item in items:
            if isinstance(item, ParagraphNode) and units[item.unit].is_blank:
                self._add("blank", *(((item.unit,), ()) if is_base else ((), (item.unit,))))
            else:
                kept.append(item)
        return kept

    def _token(self, item: Item, units: Sequence[Unit], groups: dict[TableNode, str]) -> Token:
        if isinstance(item, ParagraphNode):
            unit = units[item.unit]
            return Token(unit.key, is_mobile=unit.whole == "to")
        key = _text_of(units_in([item]), units)
        return Token(key, kind="table", group=groups.get(item, ""))

    def _pair_tables(self, left: Iterable[Item], right: Iterable[Item]) -> dict[TableNode, str]:
        """Return a common name for each pair of tables that are similar, the most similar first."""
        one = [(item, units_in([item])) for item in left if isinstance(item, TableNode)]
        other = [(item, units_in([item])) for item in right if isinstance(item, TableNode)]
        scores = []
        for number, (_, units) in enumerate(one):
            for mate, (_, others) in enumerate(other):
                score = self._table_likeness(units, others)
                if score >= _TABLE_LIKENESS:
                    beside = self._equal_neighbours(units, others)
                    scores.append((-score, -beside, abs(number - mate), number, mate))
        groups: dict[TableNode, str] = {}
        for *_, number, mate in sorted(scores):
            if one[number][0] not in groups and other[mate][0] not in groups:
                groups[one[number][0]] = groups[other[mate][0]] = f"{one[number][0].number}"
        return groups

    def _table_likeness(self, units: Sequence[int], others: Sequence[int]) -> float:
        one = Counter(self._base[number].key for number in units)
        other = Counter(self._returned[number].key for number in others)
        shared = sum((one & other).values())
        by_cells = 2 * shared / max(len(units) + len(others), 1)
        if len(units) == len(others) and by_cells >= _LABELS:
            by_cells = max(by_cells, _TABLE_LIKENESS)
        smaller = min(len(units), len(others))
        contained = shared / smaller if smaller >= 4 else 0.0
        if max(by_cells, contained) >= _TABLE_LIKENESS:
            return max(by_cells, contained * 0.9)
        return likeness(_text_of(units, self._base), _text_of(others, self._returned))

    def _equal_neighbours(self, units: Sequence[int], others: Sequence[int]) -> int:
        """Return how many of the texts above and below two tables are equal."""
        edges = ((units[0], others[0], -1), (units[-1], others[-1], 1))
        return sum(
            self._is_same(next_written(unit, step, self._base), next_written(mate, step, self._returned))
            for unit, mate, step in edges
        )

    def _take_pair(self, left: Sequence[Item], right: Sequence[Item]) -> None:
        first, second = left[0], right[0]
        if isinstance(first, TableNode) and isinstance(second, TableNode):
            self._align_tables(first, second)
            return
        base = [item.unit for item in left if isinstance(item, ParagraphNode)]
        returned = [item.unit for item in right if isinstance(item, ParagraphNode)]
        kind: OperationKind = "kept"
        if len(base) > 1:
            kind = "joined"
        elif len(returned) > 1:
            kind = "split"
        self._add(kind, base, returned)

    # Tables.

    def _align_tables(self, left: TableNode, right: TableNode) -> None:
        columns = self._match_columns(left, right)
        rows = self._match_rows(left, right, columns)
        for row, mate in rows.items():
            self._align_row(left.number, row, left.rows[row], right.rows[mate], columns)
        for row, cells in left.rows.items():
            if row not in rows:
                self._add("row_deleted", _units_of(cells.values()), table=left.number, row=row)
        for row, cells in right.rows.items():
            if row not in rows.values():
                above = _last_before(row, rows)
                self._add("row_inserted", (), _units_of(cells.values()), table=left.number, row=above)
        for column in _columns(left):
            if column not in columns:
                gone = [left.rows[row].get(column) for row in rows]
                self._add("column_deleted", _units_of(filter(None, gone)), table=left.number, column=column)
        for column in _columns(right):
            if column not in columns.values():
                new = [right.rows[mate].get(column) for mate in rows.values()]
                above = _last_before(column, columns)
                self._add(
                    "column_inserted", (), _units_of(filter(None, new)), table=left.number, column=above
                )

    def _align_row(
        self,
        table: int,
        row: int,
        left: dict[int, CellNode],
        right: dict[int, CellNode],
        columns: dict[int, int],
    ) -> None:
        """Align the cells of two rows in the columns that both tables have; `columns` says which is which."""
        left = {column: cell for column, cell in left.items() if column in columns}
        used = {columns[column] for column in left}
        for column, cell in left.items():
            mate = right.get(columns[column])
            if mate is None:
                self._add("cell_deleted", _units_of([cell]), table=table, row=row, column=column)
            else:
                self._align_cell(cell, mate)
        for column, cell in right.items():
            if column in columns.values() and column not in used:
                above = _last_before(column, columns)
                self._add("cell_inserted", (), _units_of([cell]), table=table, row=row, column=above)

    def _align_cell(self, left: CellNode, right: CellNode) -> None:
        one = [item for item in left.items if self._is_written(item, self._base)]
        other = [item for item in right.items if self._is_written(item, self._returned)]
        if (
            len(one) <= 1
            and len(other) <= 1
            and not any(isinstance(item, TableNode) for item in (*one, *other))
        ):
            self._align_simple_cell(left, right)
        else:
            self.align_items(left.items, right.items)

    def _align_simple_cell(self, left: CellNode, right: CellNode) -> None:
        """Take the one text of a cell for that of the other, even if one of them is empty."""
        one = _main_unit(left, self._base)
        other = _main_unit(right, self._returned)
        self._add("kept", (one,), (other,))
        for unit in _units_of([left]):
            if unit != one:
                self._add("blank", (unit,))
        for unit in _units_of([right]):
            if unit != other:
                self._add("blank", (), (unit,))

    def _is_written(self, item: Item, units: Sequence[Unit]) -> bool:
        return isinstance(item, TableNode) or not units[item.unit].is_blank

    def _match_columns(self, left: TableNode, right: TableNode) -> dict[int, int]:
        """Return which column is which, without those that are gone or new."""
        one, other = _columns(left), _columns(right)
        if len(one) == len(other) or not _is_even(left) or not _is_even(right):
            return {column: column for column in {*one, *other}}
        scores = [
            [
                _shared(
                    self._column_key(left, first, self._base), self._column_key(right, second, self._returned)
                )
                for second in other
            ]
            for first in one
        ]
        return {one[first]: other[second] for first, second in best_increasing_pairs(scores)}

    def _column_key(self, table: TableNode, column: int, units: Sequence[Unit]) -> Counter[str]:
        return Counter(
            _text_of(_units_of([row[column]]), units) for row in table.rows.values() if column in row
        )

    def _match_rows(self, left: TableNode, right: TableNode, columns: dict[int, int]) -> dict[int, int]:
        """Return which row is which, without those that are gone or new."""
        one = [_row_cells(row, columns, self._base) for row in left.rows.values()]
        other = [_row_cells(row, columns.values(), self._returned) for row in right.rows.values()]
        numbers, mates = list(left.rows), list(right.rows)
        if len(one) == len(other) == 1:
            return {numbers[0]: mates[0]}
        exact = align(
            [Token("\x1f".join(cells), kind="row") for cells in one],
            [Token("\x1f".join(cells), kind="row") for cells in other],
        )
        pairs = [(lefts[0], rights[0]) for lefts, rights in exact]
        pairs += _match_rewritten_rows(one, other, pairs)
        return {numbers[row]: mates[mate] for row, mate in sorted(pairs)}

    # What has no mate yet.

    def match_leftovers(self) -> None:
        """Find what was moved or rewritten among what has no mate, and add the rest as deleted or inserted."""
        self._match_moved_tables()
        self._match_passed()
        self._match_moved()
        self._match_alike()
        self._match_beside_moved()
        self._match_rewritten()
        for unit in self._deleted:
            self._add("deleted", (unit,))
        for unit in self._inserted:
            self._add("inserted", (), (unit,))

    def _match_moved_tables(self) -> None:
        groups = self._pair_tables(self._left_tables, self._new_tables)
        names = {group: table for table, group in groups.items() if table in self._new_tables}
        for table in self._left_tables:
            mate = names.get(groups.get(table, ""))
            if mate is None:
                self._add("table_deleted", units_in([table]), table=table.number)
            else:
                self.found.moved_tables.append((table.number, mate.number))
                self._align_tables(table, mate)
        for table in self._new_tables:
            if table not in groups:
                self._add("table_inserted", (), units_in([table]))

    def _match_passed(self) -> None:
        """Take a text for moved that is on the other side of several short ones.

        Short texts that occur more than once are never taken for moved: all would be reported as deleted and inserted.
        """
        gone, new = set(self._deleted), set(self._inserted)
        for index, operation in enumerate(self.found.operations):
            if operation.kind != "kept" or not self._may_have_moved(operation.base[0], operation.returned[0]):
                continue
            for step in (1, -1):
                lefts = run_beside(operation.base[0], step, gone, self._base)
                rights = run_beside(operation.returned[0], -step, new, self._returned)
                pairs = [
                    (left, right)
                    for left, right in _equal_pairs(lefts, rights, self._base, self._returned)
                    if len(self._base[left].key) < _MIN_MOVED
                ]
                if len(pairs) > 1:
                    self.found.operations[index] = Operation("moved", operation.base, operation.returned)
                    for left, right in pairs:
                        self._pair("kept", left, right)
                    gone, new = set(self._deleted), set(self._inserted)
                    break

    def _may_have_moved(self, unit: int, mate: int) -> bool:
        """Return whether a paragraph would be recognized elsewhere: a long one, also if it was edited a little."""
        one, other = self._base[unit].key, self._returned[mate].key
        return min(len(one), len(other)) >= _MIN_MOVED and likeness(one, other) >= _MOVED_LIKENESS

    def _match_moved(self) -> None:
        """Pair equal texts that are long, or occur once in the export and once in the file."""
        base = Counter(unit.key for unit in self._base)
        returned = Counter(unit.key for unit in self._returned)
        places: dict[str, list[int]] = {}
        for unit in self._inserted:
            places.setdefault(self._returned[unit].key, []).append(unit)
        for unit in list(self._deleted):
            key = self._base[unit].key
            once = base[key] == 1 and returned[key] == 1
            if places.get(key) and (len(key) >= _MIN_MOVED or once):
                self._pair("moved", unit, places[key].pop(0))

    def _pair(self, kind: OperationKind, unit: int, mate: int) -> None:
        self._deleted.remove(unit)
        self._inserted.remove(mate)
        self._add(kind, (unit,), (mate,))

    def _match_alike(self) -> None:
        """Pair texts that were moved and edited, the most similar first."""
        one = [unit for unit in self._deleted if len(self._base[unit].key) >= _MIN_MOVED]
        other = [unit for unit in self._inserted if len(self._returned[unit].key) >= _MIN_MOVED]
        left, right = [self._base[unit].key for unit in one], [self._returned[unit].key for unit in other]
        if len(one) * len(other) > MOST_PAIRS:
            pairs: Iterable[tuple[int, int]] = best_mates(left, right)
        else:
            pairs = ((number, mate) for number in range(len(one)) for mate in range(len(other)))
        scores = [(-likeness(left[number], right[mate]), number, mate) for number, mate in pairs]
        for score, number, mate in sorted(scores):
            if -score >= _MOVED_LIKENESS and one[number] in self._deleted and other[mate] in self._inserted:
                self._pair("moved", one[number], other[mate])

    def _match_beside_moved(self) -> None:
        """Take equal texts beside what was moved for moved with it, also short ones that occur more than once."""
        gone, new = set(self._deleted), set(self._inserted)
        moved = [operation for operation in self.found.operations if operation.kind == "moved"]
        edges = [(operation.base[0], operation.returned[0], step) for operation in moved for step in (1, -1)]
        for table, mate in self.found.moved_tables:
            base, returned = cells_of(table, self._base), cells_of(mate, self._returned)
            edges += [(base[-1], returned[-1], 1), (base[0], returned[0], -1)]
        while edges:
            unit, mate, step = edges.pop()
            unit, mate = next_written(unit, step, self._base), next_written(mate, step, self._returned)
            if not (unit in gone or mate in new) or not self._is_same(unit, mate):
                continue
            if self._free_kept(unit, mate):
                self._pair("moved", unit, mate)
                gone, new = set(self._deleted), set(self._inserted)
                edges.append((unit, mate, step))

    def _is_same(self, unit: int, mate: int) -> bool:
        is_there = 0 <= unit < len(self._base) and 0 <= mate < len(self._returned)
        return is_there and self._base[unit].key == self._returned[mate].key

    def _free_kept(self, unit: int, mate: int) -> bool:
        """Return whether two equal texts have no other mate, or one whose mate can be an equal one at the same place."""
        if unit in self._deleted and mate in self._inserted:
            return True
        is_base = unit not in self._deleted
        kept = [
            operation for operation in self.found.operations if operation.kind in {"kept", "split", "joined"}
        ]
        own = next(
            (operation for operation in kept if (unit,) == operation.base or (mate,) == operation.returned),
            None,
        )
        if own is None or own.kind != "kept" or not self._is_same(own.base[0], own.returned[0]):
            return False
        wanted, units = (self._deleted, self._base) if is_base else (self._inserted, self._returned)
        at, key = (unit if is_base else mate), self._base[own.base[0]].key
        fixed = {
            number for operation in kept for number in (operation.base if is_base else operation.returned)
        }
        for tables in self.found.moved_tables:
            fixed -= set(cells_of(tables[0 if is_base else 1], units))
        for free in wanted:
            if units[free].key == key and fixed.isdisjoint(range(min(at, free) + 1, max(at, free))):
                pair = (free, own.returned[0]) if is_base else (own.base[0], free)
                self.found.operations.remove(own)
                self._deleted.append(own.base[0])
                self._inserted.append(own.returned[0])
                self._pair("kept", *pair)
                return True
        return False

    def _match_rewritten(self) -> None:
        """Pair runs of deleted and inserted paragraphs at one place that are equal in number and style."""
        placed = [
            operation for operation in self.found.operations if operation.kind in {"kept", "split", "joined"}
        ]
        mates = {number: operation.base[-1] for operation in placed for number in operation.returned}
        last = {number: max(operation.base) for operation in placed for number in operation.base}
        above_base = _neighbours(len(self._base), last, self._deleted, self._base)
        above_new = _neighbours(len(self._returned), mates, self._inserted, self._returned)
        for place, units in above_base.items():
            others = above_new.get(place, [])
            if len(units) == len(others) and all(
                self._is_rewritten(unit, other) for unit, other in zip(units, others, strict=True)
            ):
                for unit, other in zip(units, others, strict=True):
                    self._pair("kept", unit, other)

    def _is_rewritten(self, unit: int, mate: int) -> bool:
        return self._base[unit].style == self._returned[mate].style and (
            (self._base[unit].cell is None) == (self._returned[mate].cell is None)
        )


def _neighbours(
    count: int, mates: dict[int, int], wanted: Iterable[int], units: Sequence[Unit]
) -> dict[int, list[int]]:
    """Return the wanted numbers by the mate of the last number above that has one, -1 at the beginning."""
    left = set(wanted)
    place = -1
    found: dict[int, list[int]] = {}
    for number in range(count):
        if number in left:
            found.setdefault(place, []).append(number)
        elif number in mates and not units[number].is_blank:
            place = mates[number]
    return found


def _equal_pairs(
    lefts: Sequence[int], rights: Sequence[int], base: Sequence[Unit], returned: Sequence[Unit]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of equal texts that are in the same order in two runs."""
    keys: dict[str, int] = {}
    codes = [
        [keys.setdefault(units[number].key, len(keys)) for number in run]
        for run, units in ((lefts, base), (rights, returned))
    ]
    for step in Indel.opcodes(*codes) if lefts and rights else ():
        if step.tag == "equal":
            yield from zip(
                lefts[step.src_start : step.src_end], rights[step.dest_start : step.dest_end], strict=True
            )


def _text_of(numbers: Iterable[int], units: Sequence[Unit]) -> str:
    return "\x1e".join(units[number].key for number in numbers)


def _units_of(cells: Iterable[CellNode]) -> list[int]:
    return [unit for cell in cells for unit in units_in(cell.items)]


def _main_unit(cell: CellNode, units: Sequence[Unit]) -> int:
    """Return the written paragraph of a cell without tables, or its first one."""
    found = _units_of([cell])
    return next((unit for unit in found if not units[unit].is_blank), found[0])


def _row_cells(row: dict[int, CellNode], columns: Iterable[int], units: Sequence[Unit]) -> list[str]:
    return [_text_of(_units_of([row[column]]), units) if column in row else "" for column in columns]


def _match_rewritten_rows(
    one: list[list[str]], other: list[list[str]], pairs: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the pairs of rows of which a cell is unchanged, between those that are the same."""
    found: list[tuple[int, int]] = []
    edges = [(-1, -1), *pairs, (len(one), len(other))]
    for (row, mate), (next_row, next_mate) in pairwise(edges):
        rows, mates = range(row + 1, next_row), range(mate + 1, next_mate)
        if rows and mates:
            scores = [[_row_likeness(one[first], other[second]) for second in mates] for first in rows]
            found += ((rows[first], mates[second]) for first, second in best_increasing_pairs(scores))
    return found


def _last_before(mate: int, pairs: dict[int, int]) -> int:
    """Return the last row or column of the export whose mate comes before one of the file, -1 without any."""
    return max((one for one, other in pairs.items() if other < mate), default=-1)


def _columns(table: TableNode) -> list[int]:
    return sorted({column for row in table.rows.values() for column in row})


def _is_even(table: TableNode) -> bool:
    return len({tuple(row) for row in table.rows.values()}) == 1


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Return how many cells of two columns are the same, as a share of the shorter one; empty cells do not count."""
    one = Counter({key: count for key, count in one.items() if key})
    other = Counter({key: count for key, count in other.items() if key})
    total = min(one.total(), other.total())
    return (one & other).total() / total if total else 0.01


def _row_likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how alike two rows are; 0 if no cell is the same, unless only one cell has text."""
    if max(sum(map(bool, one)), sum(map(bool, other))) <= 1 or len(one) == 1 or len(other) == 1:
        score = likeness(" ".join(one), " ".join(other))
        return score if score >= MIN_LIKENESS else 0.0
    same = sum(bool(first) and first == second for first, second in zip(one, other, strict=False))
    if not same:
        return 0.0
    return same + likeness(" ".join(one), " ".join(other))
