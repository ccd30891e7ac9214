"""What stays together at the end of a page: short tables and callouts, and lines that introduce the next element."""

from __future__ import annotations

import pypdfium2
import pytest

from briefbuilder.domain.document import (
    ContentsEntry,
    Document,
    DrawnCallout,
    DrawnCell,
    DrawnContents,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    ListEntry,
    Run,
)
from briefbuilder.domain.styles import StyleSheet
from briefbuilder.export.pdf.writer import render_pdf

FOOT = range(30, 44)
"""Numbers of lines after which the next element reaches the end of a page."""


def _text(words: str) -> DrawnText:
    return DrawnText(role="body", content=(Run(text=words),))


def _table(rows: int) -> DrawnTable:
    drawn = tuple(
        tuple(DrawnCell(elements=(_text(f"{name} {row}."),)) for name in ("Land", "Share"))
        for row in range(rows)
    )
    return DrawnTable(rows=drawn, widths=(0.5, 0.5), header_rows=1)


def _pages(styles: StyleSheet, elements: list[Element]) -> list[str]:
    export = render_pdf(Document(title="t", language="en", elements=tuple(elements), styles=styles))
    document = pypdfium2.PdfDocument(export.data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def _page_of(pages: list[str], words: str) -> int:
    return next(place for place, text in enumerate(pages) if words in text)


@pytest.mark.parametrize("before", FOOT)
def test_short_table_stays_on_one_page(styles: StyleSheet, before: int) -> None:
    pages = _pages(styles, [*[_text("Line")] * before, _table(6)])
    assert _page_of(pages, "Land 0.") == _page_of(pages, "Land 5.")


def test_long_table_fills_its_first_page(styles: StyleSheet) -> None:
    pages = _pages(styles, [*[_text("Line")] * 20, _table(40)])
    assert _page_of(pages, "Land 1.") == 0
    assert _page_of(pages, "Land 39.") > 0


@pytest.mark.parametrize("before", FOOT)
def test_short_callout_stays_on_one_page(styles: StyleSheet, before: int) -> None:
    box = DrawnCallout(
        title=(Run(text="Line to take"),), elements=tuple(_text(f"Point {n}.") for n in range(5))
    )
    pages = _pages(styles, [*[_text("Line")] * before, box])
    assert _page_of(pages, "Line to take") == _page_of(pages, "Point 4.")


@pytest.mark.parametrize("before", FOOT)
@pytest.mark.parametrize("quoted", [False, True])
def test_introduction_stays_with_its_list(styles: StyleSheet, before: int, quoted: bool) -> None:
    words = "Two things follow:"
    leading: Element = DrawnQuotation(paragraphs=((Run(text=words),),)) if quoted else _text(words)
    entries = tuple(ListEntry(content=(Run(text=f"Entry {number}."),)) for number in range(9))
    pages = _pages(styles, [*[_text("Line")] * before, leading, DrawnList(entries=entries)])
    assert _page_of(pages, words) == _page_of(pages, "Entry 0.")


@pytest.mark.parametrize("before", FOOT)
def test_title_line_stays_with_its_table(styles: StyleSheet, before: int) -> None:
    pages = _pages(styles, [*[_text("Line")] * before, _text("Table 1. The programmes"), _table(4)])
    assert _page_of(pages, "Table 1.") == _page_of(pages, "Land 0.")


@pytest.mark.parametrize("before", FOOT)
def test_the_last_line_of_the_contents_is_not_alone_on_a_page(styles: StyleSheet, before: int) -> None:
    entries = tuple(ContentsEntry(target=str(at), level=1, text=f"Entry {at}.") for at in range(6))
    heads = [DrawnHeading(level=1, content=(Run(text="x"),), anchor=entry.target) for entry in entries]
    contents = DrawnContents(title=(Run(text="Contents"),), entries=entries)
    pages = _pages(styles, [*[_text("Line")] * before, contents, *heads])
    assert _page_of(pages, "Entry 4.") == _page_of(pages, "Entry 5.")
