"""The widths of table columns, and which columns are numeric."""

from __future__ import annotations

from math import sqrt

import pytest

from briefbuilder.composing.tables import column_widths, numeric_columns, set_widths
from briefbuilder.domain.text import Cell, Paragraph, Row, Span


def cell(text: str, across: int = 1, *, header: bool = False) -> Cell:
    return Cell(blocks=(Paragraph(id="c", content=(Span(text),)),), column_span=across, header=header)


def rows(*texts: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(Row(cells=tuple(map(cell, row))) for row in texts)


def shares(*weights: float) -> tuple[float, ...]:
    return tuple(weight / sum(weights) for weight in weights)


def test_a_column_grows_with_the_root_of_its_longest_cell() -> None:
    found = column_widths(rows(("x" * 16, "x"), ("x", "x" * 9)))
    assert found == pytest.approx(shares(4, 3), abs=1e-6)
    assert sum(found) == 1.0


def test_from_four_hundred_characters_on_a_column_grows_no_more() -> None:
    assert column_widths(rows(("x" * 900, "x" * 100))) == pytest.approx(shares(20, 10), abs=1e-6)
    assert column_widths(rows(("x" * 401, "x" * 100))) == column_widths(rows(("x" * 400, "x" * 100)))


def test_wide_cells_do_not_count_and_empty_columns_have_some_width() -> None:
    table = (Row(cells=(cell("x" * 400, 2),)), *rows(("x" * 4, "")))
    assert column_widths(table) == pytest.approx(shares(2, 1), abs=1e-6)


def test_no_column_of_a_few_is_narrower_than_six_hundredths() -> None:
    found = column_widths(rows(("x" * 400, "x")))
    assert found == pytest.approx(shares(20, 0.06 * 21), abs=1e-6)
    many = column_widths(rows(("x" * 400, *["x"] * 8)))
    assert many[1] == pytest.approx(1 / 28, abs=1e-6)
    eight = column_widths(rows(("x" * 400, *["x"] * 7)))
    assert eight[1] == pytest.approx(0.06 * 27 / (20 + 7 * 0.06 * 27), abs=1e-6)
    assert sqrt(400) == 20


def test_heads_and_wide_cells_are_not_asked_for_numbers() -> None:
    table = (
        Row(cells=(cell("Country"), cell("Share"))),
        Row(cells=(cell("Japan", header=True), cell("52,4 %"))),
        Row(cells=(cell("all of them", 2),)),
        Row(cells=(cell("12"), cell("–"))),
    )
    assert numeric_columns(table, 1) == {0, 1}
    assert numeric_columns(table, 0) == frozenset()


def test_a_column_of_nothing_holds_no_numbers() -> None:
    assert numeric_columns(rows(("–", "1"), ("n.d.", "2")), 0) == {1}


@pytest.mark.parametrize(
    ("widths", "shares"),
    [
        ((None, None, None), (0.2, 0.4, 0.4)),
        ((100.0, None, None), (0.25, 0.375, 0.375)),
        ((100.0, 100.0, 200.0), (0.25, 0.25, 0.5)),
        ((50.0, 50.0, 100.0), (0.25, 0.25, 0.5)),
        ((600.0, None, None), (0.88, 0.06, 0.06)),
    ],
)
def test_columns_with_a_width_have_it_and_the_others_share_the_rest(
    widths: tuple[float | None, ...], shares: tuple[float, ...]
) -> None:
    assert set_widths((0.2, 0.4, 0.4), widths, 400.0) == pytest.approx(shares)
