"""Tables that are too wide for the page: smaller type, then a landscape page, then a finding; the same in every format."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from tests.export.docx.conftest import Make
from tests.export.wide_tables import SANS, figures_of, random_table, text_of

from briefbuilder.domain.document import (
    BandLine,
    Document,
    DrawnCallout,
    DrawnHeading,
    DrawnTable,
    DrawnText,
    Element,
    HeadersFooters,
    PageField,
    Run,
)
from briefbuilder.export.pdf.writer import PdfExport, render_pdf

pytestmark = pytest.mark.office

SEED = 18
TEXT = "The Council confirmed the commitment and asked for a report by the end of the year. "


def paragraph(words: str) -> DrawnText:
    return DrawnText(role="body", content=(Run(text=words),))


def caption(number: int) -> str:
    return f"Table {number}. Figures"


@pytest.fixture(scope="module")
def tables() -> tuple[DrawnTable, ...]:
    """Tables of 2 to 12 columns, twice each, with the captions "Table 1. Figures" and so on."""
    source = random.Random(SEED)
    columns = [*range(2, 13), *range(2, 13)]
    return tuple(
        random_table(source, count, caption(number), digits=8 if count < 11 else 6)
        for number, count in enumerate(columns, 1)
    )


@pytest.fixture(scope="module")
def document(make_document: Make, tables: tuple[DrawnTable, ...]) -> Document:
    elements: list[Element] = []
    for number, table in enumerate(tables, 1):
        heading = DrawnHeading(level=1, content=(Run(text=f"Chapter {number}"),))
        elements += [paragraph(f"{TEXT}Before {number}."), heading, table, paragraph(f"After {number}.")]
    mark = BandLine(centre=(Run(text="LIMITED"),), role="marking")
    page = BandLine(
        start=(Run(text="Reference"),),
        end=(PageField(name="page"), Run(text="/"), PageField(name="pages")),
        role="footer",
    )
    bands = HeadersFooters(header=(mark,), footer=(page,), first_header=(mark, mark))
    return make_document(*elements, styles=SANS, headers_footers=bands, language="de")


@pytest.fixture(scope="module")
def pdf(document: Document) -> PdfExport:
    return render_pdf(document)


@pytest.fixture(scope="module")
def office(document: Document, render: Callable[..., bytes], convert: Callable[[bytes, str], Path]) -> bytes:
    """The DOCX as LibreOffice lays it out."""
    return convert(render(document), "pdf").read_bytes()


def pages_of(data: bytes) -> list[tuple[bool, str]]:
    """Return whether each page is wider than high, and its text."""
    with pypdfium2.PdfDocument(data) as pages:
        return [
            (page.get_width() > page.get_height(), page.get_textpage().get_text_bounded()) for page in pages
        ]


def broken_figures(data: bytes, tables: tuple[DrawnTable, ...]) -> list[str]:
    shown = text_of(data)
    return [word for table in tables for word in figures_of(table) if word not in shown]


def landscape_tables(data: bytes) -> list[int]:
    """Return the numbers of the tables whose captions are on landscape pages."""
    return [
        int(number)
        for is_wide, text in pages_of(data)
        if is_wide
        for number in re.findall(r"Table (\d+)\. Figures", text)
    ]


def test_pdf_breaks_no_figure_in_tables_of_2_to_12_columns(
    pdf: PdfExport, tables: tuple[DrawnTable, ...]
) -> None:
    assert broken_figures(pdf.data, tables) == []
    assert pdf.findings == ()


def test_docx_breaks_no_figure_in_tables_of_2_to_12_columns(
    office: bytes, tables: tuple[DrawnTable, ...]
) -> None:
    assert broken_figures(office, tables) == []


def test_the_same_tables_are_on_landscape_pages_in_every_format(pdf: PdfExport, office: bytes) -> None:
    turned = landscape_tables(pdf.data)
    assert 12 > len(turned) > 2
    assert landscape_tables(office) == turned


@pytest.mark.parametrize("is_word", [False, True])
def test_pages_keep_their_headings_markings_and_numbers(
    pdf: PdfExport, office: bytes, *, is_word: bool
) -> None:
    pages = pages_of(office if is_word else pdf.data)
    for number, (is_wide, text) in enumerate(pages, 1):
        assert text.count("LIMITED") == (2 if number == 1 else 1), (number, text)
        assert f"{number}/{len(pages)}" in text, (number, text)
        assert not (is_wide and ("After" in text or "Before" in text)), text
        # A heading above a wide table is on the table's page.
        assert not re.search(r"Table \d", text) or "Chapter" in text, text


def test_a_table_without_a_page_that_is_wide_enough_is_a_finding(
    make_document: Make,
) -> None:
    source = random.Random(SEED)
    table = random_table(source, 12, "Table 1. Digits", digits=24, origin="item")
    (finding,) = render_pdf(make_document(table, styles=SANS)).findings
    assert (finding.code, finding.place.item) == ("table-too-wide", "item")
    assert finding.parameters == {"subject": "Table 1. Digits"}
    unnamed = random_table(source, 12, "", digits=24)
    (finding,) = render_pdf(make_document(unnamed, styles=SANS)).findings
    assert finding.parameters["subject"]


def test_a_table_in_a_box_has_smaller_type_only(make_document: Make) -> None:
    source = random.Random(SEED)
    for columns in (4, 5, 6):
        table = random_table(source, columns, "", digits=7)
        box = DrawnCallout(title=(), elements=(table,))
        export = render_pdf(make_document(box, styles=SANS, language="de"))
        assert [is_wide for is_wide, _ in pages_of(export.data)] == [False]
        assert broken_figures(export.data, (table,)) == []
        assert export.findings == ()
