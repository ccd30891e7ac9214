"""Numbers of lines in the margin are left out and said; other numbers at an edge stay."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import LEADING, broken, drawn
from tests.importers.pdf.typesetting import EN, ReadPdf

PARAGRAPHS = [text for kind, text in EN.blocks if kind == "paragraph"]
LINES = [line for text in PARAGRAPHS for line in broken(text, 380)]
LEFT, TOP = 120.0, 740.0


def _page(canvas: Canvas, step: int, lines: list[str], place: float) -> None:
    """Draw lines, and the number of each that counts beside it."""
    for number, line in enumerate(lines):
        canvas.drawString(LEFT, TOP - LEADING * number, line)
    for number in range(step, len(lines) + 1, step):
        canvas.drawRightString(place, TOP - LEADING * (number - 1), str(number))


def _text(
    read_pdf: ReadPdf, *steps: int, place: float = 90.0, lines: list[str] = LINES
) -> tuple[str, list[str]]:
    reading = read_pdf(
        drawn(*(lambda canvas, step=step: _page(canvas, step, lines, place) for step in steps))
    )
    found = [notice.subject for notice in reading.notices if notice.code == "pdf-line-numbers-removed"]
    return " ".join(block.text for block in reading.article.blocks), found


def test_every_fifth_line_has_its_number_on_either_side(read_pdf: ReadPdf) -> None:
    for place in (90.0, 540.0):
        text, said = _text(read_pdf, 5, place=place)
        assert text == " ".join(PARAGRAPHS)
        assert said == [", ".join(str(number) for number in range(5, len(LINES) + 1, 5))]


def test_every_line_has_its_number(read_pdf: ReadPdf) -> None:
    text, said = _text(read_pdf, 1)
    assert text == " ".join(PARAGRAPHS)
    assert len(said) == 1


def test_a_last_page_with_few_numbers_is_known_by_the_others(read_pdf: ReadPdf) -> None:
    pages = (LINES, LINES[:7])
    reading = read_pdf(drawn(*(lambda canvas, lines=lines: _page(canvas, 5, lines, 90) for lines in pages)))
    (said,) = [notice.subject for notice in reading.notices if notice.code == "pdf-line-numbers-removed"]
    assert said.endswith(", 5")


def test_numbers_of_paragraphs_in_the_margin_stay(read_pdf: ReadPdf) -> None:
    def numbered(canvas: Canvas) -> None:
        height = TOP
        for number, text in enumerate(PARAGRAPHS[:6], 1):
            canvas.drawRightString(90, height, str(number))
            for line in broken(text, 380):
                canvas.drawString(LEFT, height, line)
                height -= LEADING
            height -= 8

    reading = read_pdf(drawn(numbered))
    assert not [notice for notice in reading.notices if notice.code == "pdf-line-numbers-removed"]


def test_numbers_that_do_not_count_stay(read_pdf: ReadPdf) -> None:
    def noted(canvas: Canvas) -> None:
        for number, line in enumerate(LINES):
            canvas.drawString(LEFT, TOP - LEADING * number, line)
        for row, year in ((2, 1998), (7, 2004), (12, 2021)):
            canvas.drawRightString(90, TOP - LEADING * row, str(year))

    reading = read_pdf(drawn(noted))
    text = " ".join(block.text for block in reading.article.blocks)
    assert all(year in text for year in ("1998", "2004", "2021"))


def test_pages_in_a_list_of_contents_stay(read_pdf: ReadPdf) -> None:
    """They count on by one where each chapter has a page, and by five by chance."""

    def contents(canvas: Canvas) -> None:
        for number in range(20):
            canvas.drawString(
                LEFT, TOP - LEADING * number, f"Chapter on the {number}th harbour"[: 18 + number]
            )
            canvas.drawRightString(540, TOP - LEADING * number, str(number + 2))
        for number in range(5):
            canvas.drawString(LEFT, TOP - LEADING * (22 + number), f"Annex {number}")
            canvas.drawRightString(540, TOP - LEADING * (22 + number), str(30 + 5 * number))

    reading = read_pdf(drawn(contents))
    assert not [notice for notice in reading.notices if notice.code == "pdf-line-numbers-removed"]

    def annexes(canvas: Canvas) -> None:
        for number in range(5):
            canvas.drawString(LEFT, TOP - LEADING * number, f"Annex {number}")
            canvas.drawRightString(540, TOP - LEADING * number, str(30 + 5 * number))

    reading = read_pdf(drawn(annexes))
    assert not [notice for notice in reading.notices if notice.code == "pdf-line-numbers-removed"]
