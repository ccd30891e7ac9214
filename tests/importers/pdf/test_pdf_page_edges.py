"""Text at the edges of pages that looks like a running head, a page number or a note of another page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, FONT, LEADING, SIZE, break_lines, draw_pdf
from tests.importers.pdf.typesetting import ReadPdf

from briefbuilder.domain.text import NoteReference

LEFT, WIDTH, TOP = 70.0, 450.0, 770.0
TEXTS = (
    "The harbour authority will rebuild three piers and deepen two channels before the end of the decade, it said.",
    "Shipping lines had asked for such a plan for years, because delays in the narrow channel cost more than duties.",
    "The ferries move to a pier of their own, and the fishing boats get back the old basin at the northern wall.",
    "Pilots say that fog and traffic in the early morning are what they fear most when tankers pass the island.",
)


def _draw_text(canvas: Canvas, top: float, count: int, first: int) -> None:
    for number in range(count):
        text = TEXTS[(first + number) % len(TEXTS)]
        for line in break_lines(f"In the years before {1990 + first}, {text}", WIDTH):
            canvas.drawString(LEFT, top, line)
            top -= LEADING
        top -= 8


def _amendment(page: int, number: int) -> Callable[[Canvas], None]:
    """A page that begins with the heading of an amendment, with its own number in the footer."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(BOLD, SIZE)
        canvas.drawCentredString(300, TOP, f"Amendment {number}")
        canvas.setFont(FONT, SIZE)
        _draw_text(canvas, TOP - 26, 12, page)
        canvas.drawCentredString(300, 30, f"{page}/3")

    return draw


def test_numbered_headings_at_page_tops_are_kept_unless_they_count_pages(read_pdf: ReadPdf) -> None:
    pages = [_amendment(page, number) for page, number in ((1, 4), (2, 7), (3, 8))]
    article = read_pdf(draw_pdf(*pages)).article
    texts = [article.metadata.title, *(block.text for block in article.blocks)]
    assert {"Amendment 4", "Amendment 7", "Amendment 8"} <= set(texts)
    assert not any("/3" in text for text in texts)


def _statistics(page: int) -> Callable[[Canvas], None]:
    """A page that ends in a table without rules, whose last row is in the lower margin, and a footer."""

    def draw(canvas: Canvas) -> None:
        _draw_text(canvas, TOP, 4, page)
        for row in range(24):
            top = 60 + 20 * row
            canvas.drawString(LEFT, top, f"Harbour {'ABCDEFGHIJKLMNOPQRSTUVWX'[row]}")
            for column in range(3):
                value = "–" if column == row % 3 else f"{(row * 37 + column * 91 + page * 53) % 800 + 100}.5"
                canvas.drawRightString(LEFT + 250 + 90 * column, top, value)
        canvas.drawCentredString(300, 24, str(page))

    return draw


def test_cells_in_the_margin_are_kept(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(*map(_statistics, (1, 2, 3)))).article.blocks
    text = "\n".join(block.text for block in blocks)
    for page in (1, 2, 3):
        for row in (0, 1, 2):
            for column in range(3):
                if column != row % 3:
                    assert f"{(row * 37 + column * 91 + page * 53) % 800 + 100}.5" in text
    assert text.count("–") == 3 * 24


def _draw_pieces(canvas: Canvas, top: float, pieces: Sequence[str]) -> None:
    """Draw pieces of text in a row, each second one raised."""
    place = LEFT
    for index, piece in enumerate(pieces):
        size = 6 if index % 2 else SIZE
        canvas.setFont(FONT, size)
        canvas.drawString(place, top + (4 if index % 2 else 0), piece)
        place += stringWidth(piece, FONT, size)
    canvas.setFont(FONT, SIZE)


def _with_note(page: int, number: int, note: str) -> Callable[[Canvas], None]:
    """A page with a reference to a note; the note, in one line at the foot of the page, if there is one."""

    def draw(canvas: Canvas) -> None:
        _draw_text(canvas, TOP, 8, page)
        _draw_pieces(
            canvas, TOP - 300, ["The wall moves in winter", str(number), ", the office said in its report."]
        )
        _draw_text(canvas, TOP - 330, 6, page + 1)
        canvas.setFont(FONT, 7)
        canvas.drawString(LEFT, 70, note)
        canvas.drawCentredString(300, 30, str(page))

    return draw


def test_notes_of_one_line_on_each_page_are_notes(read_pdf: ReadPdf) -> None:
    notes = ["See the report of 2019.", "As the pilots say.", "Letter to the ministry, in the archive."]
    pages = [_with_note(page, page, f"{page}. {note}") for page, note in enumerate(notes, 1)]
    blocks = read_pdf(draw_pdf(*pages)).article.blocks
    assert [block.text for block in blocks if block.kind == "note"] == notes


def test_note_on_the_next_page_is_referenced(read_pdf: ReadPdf) -> None:
    def second(canvas: Canvas) -> None:
        _draw_text(canvas, TOP, 14, 1)
        canvas.setFont(FONT, 7)
        canvas.drawString(LEFT, 70, "2 Letter to the ministry, in the archive of the port.")

    def first(canvas: Canvas) -> None:
        _with_note(1, 1, "1 See the report of 2019.")(canvas)
        _draw_pieces(
            canvas, 90, ["The last line of the page has a reference", "2", ", whose note did not fit."]
        )

    blocks = read_pdf(draw_pdf(first, second)).article.blocks
    notes = {block.text: block.id for block in blocks if block.kind == "note"}
    references = [
        inline
        for block in blocks
        for inline in getattr(block, "content", ())
        if isinstance(inline, NoteReference)
    ]
    assert [(one.note, one.mark) for one in references] == [
        (notes["See the report of 2019."], "1"),
        (notes["Letter to the ministry, in the archive of the port."], "2"),
    ]


def test_a_header_of_digits_without_end_is_read(read_pdf: ReadPdf) -> None:
    def draw(digit: str) -> Callable[[Canvas], None]:
        def draw_page(canvas: Canvas) -> None:
            canvas.setFont(FONT, 9)
            canvas.drawString(LEFT, 810, f"Copy # {digit * 5000}")
            _draw_text(canvas, TOP, 12, int(digit))

        return draw_page

    blocks = read_pdf(draw_pdf(draw("8"), draw("9"))).article.blocks
    assert TEXTS[0] in " ".join(block.text for block in blocks)


def _numbered_lines(page: int, step: int, side: int, count: int = 40) -> Callable[[Canvas], None]:
    """A page of a draft with the numbers of its lines in the margin, which begin anew on each page."""

    def draw(canvas: Canvas) -> None:
        texts = [
            f"{number}. In {1990 + number}, {TEXTS[(page + number) % 4]} {TEXTS[(page + number + 1) % 4]}"
            for number in range(1, 20)
        ]
        lines = [line for text in texts for line in break_lines(text, WIDTH - 40)][:count]
        for number, line in enumerate(lines, start=1):
            place = TOP - 1.5 * LEADING * (number - 1)
            canvas.drawString(LEFT, place, line)
            if number % step == 0:
                canvas.setFont(FONT, SIZE - 2)
                if side < 0:
                    canvas.drawRightString(LEFT - 18, place, str(number))
                else:
                    canvas.drawString(LEFT + WIDTH, place, str(number))
                canvas.setFont(FONT, SIZE)

    return draw


@pytest.mark.parametrize("step", [1, 5])
@pytest.mark.parametrize("side", [-1, 1])
def test_the_numbers_of_lines_are_not_in_the_text(read_pdf: ReadPdf, step: int, side: int) -> None:
    pages = [
        _numbered_lines(1, step, side),
        _numbered_lines(2, step, side),
        _numbered_lines(3, step, side, 6),
    ]
    without = read_pdf(
        draw_pdf(*(_numbered_lines(page, 99, -1, count) for page, count in ((1, 40), (2, 40), (3, 6))))
    )
    reading = read_pdf(draw_pdf(*pages))
    texts = [block.text for block in reading.article.blocks]
    assert texts == [block.text for block in without.article.blocks]
    told = [notice.subject for notice in reading.notices if notice.code == "pdf-line-numbers-removed"]
    assert told[-1] == ("1 2 3 4 5 6" if step == 1 else "5")


def _rows(names: Sequence[str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        _draw_text(canvas, TOP, 2, 1)
        for number, name in enumerate(names, start=1):
            place = 600 - LEADING * number
            canvas.drawRightString(LEFT + 10, place, str(number))
            canvas.drawString(LEFT + 24, place, name)
            canvas.drawRightString(LEFT + WIDTH, place, f"{number * 37}.5")

    return draw


@pytest.mark.parametrize("capital", [True, False])
def test_the_ranks_of_a_table_are_kept(read_pdf: ReadPdf, capital: bool) -> None:
    goods = [
        "neon and argon",
        "grain",
        "cable",
        "steel of all kinds",
        "timber",
        "fish",
        "paper",
        "machines",
        "oil",
        "coal",
    ]
    blocks = read_pdf(
        draw_pdf(_rows([good.capitalize() if capital else good for good in goods]))
    ).article.blocks
    text = "\n".join(block.text for block in blocks)
    for number, good in enumerate(goods, start=1):
        assert re.search(rf"\b{number}\s+{good}\s+{number * 37}\.5", text, re.IGNORECASE)


def test_the_numbers_of_short_items_in_small_letters_are_kept(read_pdf: ReadPdf) -> None:
    goods = [
        "neon",
        "grain from the harbour",
        "cable",
        "steel of all kinds",
        "timber",
        "fish",
        "paper",
        "machines",
    ]

    def draw(canvas: Canvas) -> None:
        for number, good in enumerate(goods, start=1):
            canvas.drawRightString(LEFT - 10, TOP - LEADING * number, str(number))
            canvas.drawString(LEFT + 10, TOP - LEADING * number, good)
        _draw_text(canvas, 500, 2, 1)

    codes = [notice.code for notice in read_pdf(draw_pdf(draw)).notices]
    assert "pdf-line-numbers-removed" not in codes


@pytest.mark.parametrize("count", [1, 2], ids=["one line each", "two lines each"])
def test_the_numbers_of_notes_that_fill_the_width_are_kept(read_pdf: ReadPdf, count: int) -> None:
    first = "ibid., p. 23; compare the statement of the ministry of 4 March 2026 on the stocks of the same"

    def draw(canvas: Canvas) -> None:
        for number in range(1, 13):
            place = TOP - LEADING * count * number
            canvas.drawString(LEFT, place, str(number))
            canvas.drawString(LEFT + 18, place, first + ("." if count == 1 else " ports and on"))
            if count > 1:
                canvas.drawString(LEFT + 18, place - LEADING, "what they cost.")

    codes = [notice.code for notice in read_pdf(draw_pdf(draw)).notices]
    assert "pdf-line-numbers-removed" not in codes
