"""The unit of a number in a table is read from the headers of its column and row, or from the caption."""

from __future__ import annotations

from decimal import Decimal

import pytest

from briefbuilder.app.evidence import own_blocks
from briefbuilder.domain.facts import FactBlock, Quantity
from briefbuilder.domain.text import Cell, Paragraph, Row, Span, Table
from briefbuilder.evidence.facts import read_facts

MILLIONS = (Decimal(28_300_000), "cur:EUR")


def stated(text: str, language: str, *headers: str) -> list[tuple[Decimal, str]]:
    """The quantities of a cell below and beside these headers: column, row, caption."""
    column, row, caption = (*headers, "", "")[:3]
    block = FactBlock(id="cell", text=text, headers=(column, row, caption))
    found = (fact.stated for fact in read_facts((block,), language, None))
    return [(each.numbers[0], each.unit) for each in found if isinstance(each, Quantity)]


@pytest.mark.parametrize(
    ("language", "text", "header"),
    [
        ("en", "28.3", "Cost (€ million)"),
        ("en", "28.3", "Cost (€m)"),
        ("en", "28.3", "Cost, EUR m"),
        ("en", "28.3", "Cost in € million"),
        ("en", "28.3*", "Cost (million €)"),
        ("de", "28,3", "Kosten in Mio. Euro"),
        ("fr", "28,3", "Coût (en millions d’euros)"),
        ("fr", "28,3", "Coût en M€"),
        ("it", "28,3", "Costo, mln €"),
        ("es", "28,3", "Coste (millones de euros)"),
        ("ru", "28,3", "Стоимость, млн евро"),
    ],
)
def test_a_currency_and_a_magnitude_are_read_from_the_header(language: str, text: str, header: str) -> None:
    assert stated(text, language, header) == [MILLIONS]


@pytest.mark.parametrize(
    ("language", "text", "header", "expected"),
    [
        ("en", "14.5", "Share (%)", (Decimal("14.5"), "pct")),
        ("en", "14.5", "%", (Decimal("14.5"), "pct")),
        ("en", "88", "Days out of service", (Decimal(88), "day")),
        ("en", "1,200", "Steel (thousand tonnes)", (Decimal(1_200_000), "t")),
        ("en", "3.2", "Vessels (million)", (Decimal(3_200_000), "")),
        ("ja", "283", "金額（億円）", (Decimal(28_300_000_000), "cur:JPY")),
        ("ar", "28.3", "التكلفة (مليون دولار)", (Decimal(28_300_000), "cur:USD")),
    ],
)
def test_other_units_are_read_likewise(
    language: str, text: str, header: str, expected: tuple[Decimal, str]
) -> None:
    assert stated(text, language, header) == [expected]


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("12", "Month"),
        ("12", "Cost per tonne"),
        ("12", "Change on the previous year"),
        ("82", "Score"),
        ("28.3", "Index (2015 = 100)"),
    ],
)
def test_what_is_no_unit_leaves_the_number_bare(text: str, header: str) -> None:
    assert stated(text, "en", header) == [(Decimal(text), "")]


def test_a_cell_with_more_than_a_number_takes_no_unit() -> None:
    assert stated("about 28 ships", "en", "Cost (€ million)") == [(Decimal(28), "")]
    assert stated("28 %", "en", "Cost (€ million)") == [(Decimal(28), "pct")]


def test_the_header_of_the_row_counts_as_that_of_the_column_does() -> None:
    assert stated("28.3", "en", "2024", "Cost (€ million)") == [MILLIONS]


def test_headers_that_contradict_each_other_name_no_unit() -> None:
    assert stated("28.3", "en", "Cost (€ million)", "Change (%)") == [(Decimal("28.3"), "")]


def test_the_caption_counts_where_no_header_names_a_unit() -> None:
    assert stated("28.3", "en", "2024", "Germany", "Cost of repairs, € million") == [MILLIONS]
    assert stated("28.3", "en", "Share (%)", "Germany", "Cost of repairs, € million") == [
        (Decimal("28.3"), "pct")
    ]


def test_a_number_below_zero_keeps_its_sign() -> None:
    block = FactBlock(id="cell", text="−4.5", headers=("Change (%)", "", ""))
    (fact,) = read_facts((block,), "en", None)
    assert isinstance(fact.stated, Quantity)
    assert (fact.stated.sign, fact.stated.unit) == ("-", "pct")


def test_the_cells_of_a_table_have_the_headers_above_them_and_at_the_start_of_their_row() -> None:
    def cell(name: str, text: str, span: int = 1) -> Cell:
        return Cell(blocks=(Paragraph(id=name, content=(Span(text),)),), column_span=span)

    rows = (
        Row(cells=(cell("a", "Year"), cell("b", "Cost (€ million)", 2))),
        Row(cells=(cell("c", "2024"), cell("d", "21.4"), cell("e", "7.1"))),
    )
    table = Table(id="t", rows=rows, header_rows=1, content=(Span("Repairs"),))
    headers = {block.id: block.headers for block in own_blocks((table,))}
    assert headers == {
        "a": (),
        "b": (),
        "c": ("Year", "", "Repairs"),
        "d": ("Cost (€ million)", "2024", "Repairs"),
        "e": ("Cost (€ million)", "2024", "Repairs"),
    }


def test_a_long_text_is_no_header() -> None:
    long = ", ".join(["and so on"] * 30) + ", %"
    rows = tuple(
        Row(cells=(Cell(blocks=(Paragraph(id=name, content=(Span(text),)),)),))
        for name, text in (("a", long), ("b", "21.4"))
    )
    _, block = own_blocks((Table(id="t", rows=rows, content=(Span(long),)),))
    assert block.headers == ("", "", "")
