"""Column widths: no number is broken while another column has room to spare."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.wide_tables import BESIDE, LONG, SANS, figures_of, text_of, wide_table, words_of

from briefbuilder.domain.document import Document, DrawnTable
from briefbuilder.export.columns import Unit, fit_column_widths
from briefbuilder.export.pdf.writer import render_pdf

TOTAL = 453.0
_needs = st.lists(
    st.tuples(st.floats(0.05, 1.0), st.floats(5.0, 150.0), st.floats(0.2, 1.0)), min_size=1, max_size=8
)


def nothing(_unit: Unit) -> tuple[float, ...]:
    return (0.0, 0.0)


def test_widths_follow_shares_or_are_equal() -> None:
    assert fit_column_widths((1.0, 3.0), 2, 400.0, nothing) == (100.0, 300.0)
    assert fit_column_widths((0.5,), 2, 400.0, nothing) == (200.0, 200.0)
    assert fit_column_widths((0.0, 1.0), 2, 400.0, nothing) == (200.0, 200.0)


@given(_needs)
def test_no_column_is_too_narrow_while_another_has_room_to_spare(
    columns: list[tuple[float, float, float]],
) -> None:
    shares, words, parts = zip(*columns, strict=True)
    needs: dict[str, tuple[float, ...]] = {
        "word": words,
        "fragment": tuple(word * part for word, part in zip(words, parts, strict=True)),
    }
    widths = fit_column_widths(shares, len(columns), TOTAL, needs.__getitem__)
    assert sum(widths) == pytest.approx(TOTAL)
    # Where not even the fragments fit, the widest are held to an equal part of the line.
    if sum(needs["fragment"]) <= TOTAL:
        assert all(width >= least - 1e-6 for width, least in zip(widths, needs["fragment"], strict=True))
        lacking = any(width < word - 1e-6 for width, word in zip(widths, words, strict=True))
        sparing = any(
            width > max(word, TOTAL / 1000) + 1e-6 for width, word in zip(widths, words, strict=True)
        )
        assert not (lacking and sparing)


def test_a_word_too_wide_for_the_table_leaves_other_columns_room() -> None:
    needs = (5000.0, 60.0, 60.0)
    widths = fit_column_widths((0.98, 0.01, 0.01), 3, TOTAL, lambda _unit: needs)
    assert sum(widths) == pytest.approx(TOTAL)
    assert min(widths) >= 60.0 - 1e-6


def test_spare_room_allows_for_wider_fallback_fonts() -> None:
    widths = fit_column_widths((0.9, 0.1), 2, 400.0, lambda _unit: (50.0, 60.0), lambda _unit: (60.0, 72.0))
    assert widths == pytest.approx((328.0, 72.0))
    widths = fit_column_widths((0.9, 0.1), 2, 120.0, lambda _unit: (50.0, 60.0), lambda _unit: (60.0, 72.0))
    assert sum(widths) == pytest.approx(120.0)
    assert widths[0] >= 50.0
    assert widths[1] >= 60.0


@pytest.mark.parametrize("texts", BESIDE)
@pytest.mark.parametrize("numbers", [2, 3, 4, 5, 6])
def test_pdf_breaks_no_number(numbers: int, texts: tuple[str, ...]) -> None:
    table = wide_table(numbers, texts)
    shown = _text_on_paper(table)
    assert [word for word in figures_of(table) if word not in shown] == []


@pytest.mark.parametrize("numbers", [2, 3, 4])
def test_pdf_divides_no_word_if_all_fit(numbers: int) -> None:
    table = wide_table(numbers, (LONG,))
    shown = _text_on_paper(table)
    assert [word for word in words_of(table) if word not in shown] == []


def _text_on_paper(table: DrawnTable) -> str:
    document = Document(
        title="Budget", language="en", moment="2026-11-25T08:00:00Z", elements=(table,), styles=SANS
    )
    return text_of(render_pdf(document).data)
