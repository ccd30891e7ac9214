"""Table cells have the positions that HTML defines."""

from __future__ import annotations

import pytest

from briefbuilder.domain.text import Cell, Row, count_columns, is_regular, place_cells


def rows(*spans: tuple[tuple[int, int], ...]) -> tuple[Row, ...]:
    """Return rows of cells by their spans: columns, rows."""
    return tuple(
        Row(cells=tuple(Cell(column_span=across, row_span=down) for across, down in row)) for row in spans
    )


ONE = (1, 1)


def places(table: tuple[Row, ...]) -> list[tuple[int, int]]:
    return [(one.row, one.column) for one in place_cells(table)]


def test_cells_follow_each_other() -> None:
    table = rows((ONE, ONE), (ONE, ONE))
    assert places(table) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert count_columns(table) == 2


def test_a_wide_cell_moves_the_next_one_on() -> None:
    table = rows(((2, 1), ONE), (ONE, ONE, ONE))
    assert places(table) == [(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)]
    assert count_columns(table) == 3


def test_a_high_cell_takes_its_column_in_the_rows_below_and_no_further() -> None:
    table = rows((ONE, (1, 3), ONE), (ONE, ONE), (ONE, ONE), (ONE, ONE))
    assert places(table)[3:] == [(1, 0), (1, 2), (2, 0), (2, 2), (3, 0), (3, 1)]


def test_a_cell_that_is_wide_and_high_takes_all_its_columns() -> None:
    table = rows(((2, 2), ONE), (ONE,))
    assert places(table) == [(0, 0), (0, 2), (1, 2)]


def test_a_wide_cell_does_not_end_a_tall_one() -> None:
    table = rows((ONE, (1, 3)), ((2, 1),), (ONE, ONE))
    assert places(table)[-2:] == [(2, 0), (2, 2)]


def test_a_span_of_nothing_counts_as_one_column() -> None:
    assert places(rows(((0, 1), ONE))) == [(0, 0), (0, 1)]
    assert count_columns(rows(((0, 1),))) == 1
    assert count_columns(()) == 0


@pytest.mark.parametrize(
    ("table", "regular"),
    [
        (rows((ONE, ONE), (ONE, ONE)), True),
        (rows(((1, 2), ONE), (ONE,)), True),
        (rows((ONE, (1, 2)), (ONE,)), True),
        (rows(((1, 3), ONE), (ONE,)), False),  # reaches below the last row
        (rows((ONE, ONE), (ONE, (1, 2))), False),
        (rows(((0, 1), ONE)), False),
        (rows(((1, 0), ONE)), False),
        (rows((ONE, (1, 2)), ((2, 1),)), False),  # two cells on one place
        ((), False),
    ],
)
def test_a_table_is_regular_where_no_cell_overlaps_another_or_the_end(
    table: tuple[Row, ...], regular: bool
) -> None:
    assert is_regular(table) is regular
