"""Headings hardly larger than the text, and lines that only look like headings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, FONT, LEADING, SIZE, break_lines, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf

from briefbuilder.domain.text import Heading

WORDS = [text for kind, text in EN.blocks if kind == "paragraph"]
LEFT, WIDTH = 60.0, 400.0
Draw = Callable[[Canvas], None]


def _text(canvas: Canvas, top: float, text: str) -> float:
    canvas.setFont(FONT, SIZE)
    for line in break_lines(text, WIDTH):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    return top


def _under(*headings: str, face: str = BOLD, size: float = SIZE, above: float = 14, below: float = 5) -> Draw:
    """Return a function that draws paragraphs, all but the first below a heading."""

    def draw(canvas: Canvas) -> None:
        top = _text(canvas, 780.0, WORDS[0])
        for place, heading in enumerate(headings):
            canvas.setFont(face, size)
            canvas.drawString(LEFT, top - above, heading)
            top = _text(canvas, top - above - LEADING - below, WORDS[1 + place])

    return draw


def _headings(read_pdf: ReadPdf, draw: Draw) -> list[str]:
    return [block.text for block in read_pdf(draw_pdf(draw)).article.blocks if isinstance(block, Heading)]


def test_a_large_address_is_no_heading(read_pdf: ReadPdf) -> None:
    found = _headings(read_pdf, _under("Terminals", "Pilots", "pilots@harbour.example", size=12))
    assert found == ["Pilots"]  # the first one is taken for the title


NUMBERED = ("2.1 Terminals", "2.2 Timetable", "2.3 Pilots and fog")


def test_numbered_lines_with_space_around_are_headings_in_any_face(read_pdf: ReadPdf) -> None:
    assert _headings(read_pdf, _under(*NUMBERED, face="Times-Italic")) == list(NUMBERED)


def test_numbered_lines_without_space_below_are_none(read_pdf: ReadPdf) -> None:
    assert not _headings(read_pdf, _under(*NUMBERED, face="Times-Italic", below=0))


def test_the_space_above_headings_is_not_their_leading(read_pdf: ReadPdf) -> None:
    headings = ("Terminals", "Timetable", "Pilots")
    assert _headings(read_pdf, _under(*headings, size=SIZE + 0.2, above=16)) == list(headings)


def test_a_bold_heading_over_bold_code_is_one(read_pdf: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        _under("Timetable")(canvas)
        canvas.setFont(BOLD, SIZE)
        canvas.drawString(LEFT, 500, "The programs")
        canvas.setFont("Courier-Bold", SIZE)
        canvas.drawString(LEFT, 482, "harbour.open(quay)")
        _text(canvas, 460, WORDS[2])

    assert _headings(read_pdf, draw) == ["Timetable", "The programs"]


def test_a_bold_heading_over_a_deeper_one_is_one(read_pdf: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        _under("2.1 Timetable")(canvas)
        canvas.setFont(BOLD, SIZE)
        canvas.drawString(LEFT, 500, "2.2 Pilots")
        canvas.setFont(BOLD, SIZE)
        canvas.drawString(LEFT, 480, "2.2.1 Pilots in fog")
        _text(canvas, 460, WORDS[2])

    assert _headings(read_pdf, draw) == ["2.1 Timetable", "2.2 Pilots", "2.2.1 Pilots in fog"]


def test_a_bold_heading_over_one_below_its_appendix_letter_is_one(read_pdf: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        _under("2.1 Timetable")(canvas)
        canvas.setFont(BOLD, SIZE)
        canvas.drawString(LEFT, 500, "A Pilots")
        canvas.drawString(LEFT, 480, "A.1 Pilots in fog")
        _text(canvas, 460, WORDS[2])

    assert _headings(read_pdf, draw) == ["2.1 Timetable", "A Pilots", "A.1 Pilots in fog"]


def test_monospaced_names_in_heading_are_not_code(read_pdf: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        _under("2.1 Timetable", size=13)(canvas)
        canvas.setFont(BOLD, 13)
        canvas.drawString(LEFT, 500, "2.2")
        canvas.setFont("Courier-Bold", 13)
        canvas.drawString(LEFT + 26, 500, "harbour.open and harbour.close")
        _text(canvas, 478, WORDS[2])

    assert _headings(read_pdf, draw)[-1:] == ["2.2 harbour.open and harbour.close"]


def test_long_index_does_not_turn_text_into_headings(read_pdf: ReadPdf) -> None:
    def text(canvas: Canvas) -> None:
        top = 780.0
        for words in WORDS[:3]:
            top = _text(canvas, top, words[:90]) - 10

    def index(canvas: Canvas) -> None:
        canvas.setFont(FONT, 8)
        for place in range(40):
            canvas.drawString(LEFT, 780 - 10 * place, f"quay number {place}" + " ." * 60 + f" {place}")

    article = read_pdf(draw_pdf(text, index)).article
    assert not [block for block in article.blocks if isinstance(block, Heading)]


def test_larger_latin_letters_among_japanese_are_not_a_heading(read_pdf: ReadPdf) -> None:
    registerFont(UnicodeCIDFont("HeiseiMin-W3"))

    def draw(canvas: Canvas) -> None:
        top = 780.0
        for _ in range(6):
            canvas.setFont("HeiseiMin-W3", 9.2)
            for _ in range(2):
                canvas.drawString(
                    LEFT, top, "港は霧の朝にも船を待ち、水先人は潮の流れを読んで深い水路へ導く。"
                )
                top -= 15
            top -= 15
            canvas.setFont(FONT, SIZE)
            canvas.drawString(LEFT, top, "harbour-authority")
            canvas.setFont("HeiseiMin-W3", 9.2)
            canvas.drawString(LEFT + 80, top, "がこれを決める")
            top -= 30

    assert not _headings(read_pdf, draw)


def test_adjacent_numbered_headings_are_separate(read_pdf: ReadPdf) -> None:
    def draw(canvas: Canvas) -> None:
        _under("1 Timetable", size=13)(canvas)
        canvas.setFont(BOLD, 13)
        canvas.drawString(LEFT, 500, "2 Pilots")
        canvas.drawString(LEFT, 485, "2.1 Pilots in fog")
        _text(canvas, 462, WORDS[2])

    assert _headings(read_pdf, draw)[-2:] == ["2 Pilots", "2.1 Pilots in fog"]


def test_short_chinese_heading_after_long_number(read_pdf: ReadPdf) -> None:
    registerFont(UnicodeCIDFont("STSong-Light"))
    first, *rest = ("2.3.1 港口", "2.3.2 算法", "2.3.3 R 作图")
    draw = _under(first, *rest, face="STSong-Light", size=13)
    assert _headings(read_pdf, draw) == rest  # the first one is taken for the title


def test_long_line_with_colon_is_not_a_heading(read_pdf: ReadPdf) -> None:
    line = "The authority gives these reasons for the works at the eastern terminal:"
    numbered = "2.1 The reasons that the authority gives for the works at the terminal:"
    assert _headings(read_pdf, _under("Terminals", line, numbered, size=11)) == ["Terminals", numbered]


@pytest.mark.parametrize("day", ["14 October 2021", "October 14, 2021", "Version 1.2 of 2021-10-14"])
def test_date_below_title_is_not_a_heading(read_pdf: ReadPdf, day: str) -> None:
    def draw(canvas: Canvas) -> None:
        for size, text, top in ((18, EN.title, 780), (12, day, 740)):
            canvas.setFont(FONT, size)
            canvas.drawCentredString(LEFT + WIDTH / 2, top, text)
        _text(canvas, 700, " ".join(WORDS))

    assert day not in _headings(read_pdf, draw)
