"""Text at the edges of pages that looks like a running head, a page number or a note of another page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
