"""Web pages printed by a browser, and titles of several lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, draw_paragraph, draw_pdf

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.importers.read import read_bytes

LONG = (
    "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours. "
    * 6
)
ADDRESS = "https://news.example.org/2026/03/stocks-of-gas?id=7"


def printed(
    number: int, pages: int, address: str, title: tuple[str, ...] = (), words: str = LONG
) -> Callable[[Canvas], None]:
    """Draw a page as browsers print it: time and title above, address and number below."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(25, 825, "04/03/26, 10:11")
        canvas.drawString(250, 825, "Stocks of gas")
        canvas.drawString(25, 15, address)
        canvas.drawString(560, 15, f"{number}/{pages}")
        top = 760.0
        canvas.setFont(BOLD, 22)
        for line in title:
            canvas.drawString(60, top, line)
            top -= 27
        canvas.setFont("Times-Roman", 10)
        for _ in range(4):
            top = draw_paragraph(canvas, 60, top - 8, words, 470)

    return draw


def read(*pages: Callable[[Canvas], None]) -> ImportedArticle:
    return read_bytes(draw_pdf(*pages), "a.pdf")


def test_the_address_that_a_browser_printed_is_the_source() -> None:
    reading = read(*(printed(number, 3, ADDRESS) for number in (1, 2, 3)))
    assert reading.article.metadata.url == ADDRESS
    assert not any("example.org" in block.text for block in reading.article.blocks)


@pytest.mark.parametrize(
    "address", ["https://www.example.org/", "https://www.example.org", "www.example.org/a"]
)
def test_the_address_of_a_whole_site_is_no_source(address: str) -> None:
    assert read(*(printed(number, 3, address) for number in (1, 2, 3))).article.metadata.url is None


def test_an_address_on_one_page_of_many_is_no_source() -> None:
    pages = [printed(number, 4, ADDRESS if number == 2 else "") for number in (1, 2, 3, 4)]
    assert read(*pages).article.metadata.url is None


@pytest.mark.parametrize(
    ("title", "words", "whole"),
    [
        (("Six ministers want a rare-", "earth stock"), LONG, "Six ministers want a rare-earth stock"),
        (("Six ministers want com-", "mon stocks of gas"), LONG, "Six ministers want common stocks of gas"),
        (("Six ministers want", "common stocks"), LONG, "Six ministers want common stocks"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_of_a_title_stays_unless_the_text_has_the_whole_word(
    title: tuple[str, ...], words: str, whole: str
) -> None:
    reading = read(printed(1, 2, "", title, words), printed(2, 2, "", (), words))
    assert reading.article.metadata.title == whole
