"""Column widths: no number is broken while another column has room to spare."""

from __future__ import annotations

import random
import subprocess
import sys

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.export.wide_tables import (
    BESIDE,
    LONG,
    SANS,
    figures_of,
    random_table,
    text_of,
    wide_table,
    words_of,
)

from briefbuilder.composing.tables import column_widths
from briefbuilder.domain.document import Document, DrawnCell, DrawnTable, DrawnText, Run
from briefbuilder.domain.text import Cell, Paragraph, Row, Span
from briefbuilder.export.columns import (
    MIN_TYPE_SIZE,
    TableFit,
    TableFitter,
    Unit,
    fit_column_widths,
    shrink_size,
)
from briefbuilder.export.pdf.glyph_runs import InlineContext
from briefbuilder.export.pdf.layout_context import LayoutCache
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


def test_columns_of_numbers_give_labels_the_room_for_one_line() -> None:
    labels = ("Bosnia and Herzegovina", "North Macedonia", "Singapore–Hamburg")
    lines = _text_on_paper(_labelled_table(labels)).splitlines()
    assert [label for label in labels if not any(label in line for line in lines)] == []


def test_a_label_longer_than_the_spare_room_leaves_numbers_theirs() -> None:
    labels = ("Bosnia", "remark " * 40)
    assert _widths(_labelled_table(labels)) == _widths(_labelled_table(labels, flush_end=False))


def _widths(table: DrawnTable) -> tuple[float, ...]:
    document = Document(title="Budget", language="en", elements=(table,), styles=SANS)
    cache = LayoutCache()
    context = InlineContext(cache.fonts, {}, "en", tagged=False)
    fitter = TableFitter.from_document(document, context, cache.hyphenator, cache.width)
    return fitter.plan(table, TOTAL, "en").widths


def _labelled_table(labels: tuple[str, ...], *, flush_end: bool = True) -> DrawnTable:
    """Return a table with long heads above short numbers."""
    heads = ("Candidate", "Chapters opened", "Chapters closed", "Income per head (% of the average)",
             "Alignment with foreign and security policy")  # fmt: skip
    rows = tuple(
        Row(cells=tuple(Cell(blocks=(Paragraph(id="p", content=(Span(text),)),)) for text in texts))
        for texts in (heads, *((label, "33", "21", "52", "100%") for label in labels))
    )
    composed = tuple(
        tuple(
            DrawnCell(
                elements=(DrawnText(role="table", content=(Run(text=cell.text),)),),
                header=not row,
                flush_end=flush_end and column > 0,
            )
            for column, cell in enumerate(cells.cells)
        )
        for row, cells in enumerate(rows)
    )
    return DrawnTable(rows=composed, widths=column_widths(rows), header_rows=1)


def test_type_becomes_smaller_in_half_points_until_nothing_is_broken() -> None:
    source, cache = random.Random(18), LayoutCache()
    tables = [random_table(source, columns, "", digits=8) for columns in (2, 6, 7, 7, 7, 8, 12)]
    document = Document(title="Budget", language="de", elements=tuple(tables), styles=SANS)
    context = InlineContext(cache.fonts, {}, "de", tagged=False)
    fitter = TableFitter.from_document(document, context, cache.hyphenator, cache.width)
    fits = [fitter.fit(table, TOTAL, "de") for table in tables]
    sizes = [round(9 * fit.share, 3) for fit in fits]
    assert sizes[0] == 9
    assert fits[-1] == TableFit(MIN_TYPE_SIZE / 9, "figures")
    smaller = {size for fit, size in zip(fits, sizes, strict=True) if fit.broken == "nothing" and size < 9}
    assert smaller
    assert smaller <= {8.5, 8.0, 7.5, 7.0}
    # No larger type would have done.
    for table, size in zip(tables, sizes, strict=True):
        narrower = fitter.fit(table, TOTAL * 0.9, "de")
        assert 9 * narrower.share <= size


def test_a_word_too_long_for_any_page_does_not_turn_the_page() -> None:
    table = wide_table(2, ("a" * 400,))
    document = Document(title="Budget", language="en", elements=(table,), styles=SANS)
    export = render_pdf(document)
    with pypdfium2.PdfDocument(export.data) as pages:
        assert pages[0].get_width() < pages[0].get_height()
    assert [word for word in figures_of(table) if word not in text_of(export.data)] == []
    assert [finding.code for finding in export.findings] == ["table-too-wide"]


def test_smaller_type_has_half_points_and_a_least_size() -> None:
    assert [shrink_size(size, 7.5 / 9) for size in (9.0, 10.0, 6.0)] == [7.5, 8.5, 6.0]
    assert shrink_size(8.0, 0.5) == MIN_TYPE_SIZE


def _text_on_paper(table: DrawnTable) -> str:
    document = Document(
        title="Budget", language="en", moment="2026-11-25T08:00:00Z", elements=(table,), styles=SANS
    )
    return text_of(render_pdf(document).data)


def test_word_files_with_tables_load_no_library_for_pdf() -> None:
    """It would take a tenth of the time of a short export."""
    program = (
        "import sys\n"
        "import briefbuilder.export.docx.writer, briefbuilder.export.columns, briefbuilder.export.pdf.layout_context\n"
        "sys.exit('reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_writers_load_nothing_for_drawings_before_there_is_one() -> None:
    """What draws charts would load the library for Word files into each export of a PDF, and fonts into each Word file."""
    program = (
        "import sys\n"
        "import briefbuilder.export.pdf.writer\n"
        "assert 'docx' not in sys.modules\n"
        "import briefbuilder.export.docx.writer\n"
        "assert 'briefbuilder.export.drawings.charts' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
