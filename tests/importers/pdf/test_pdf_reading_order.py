"""Reading order: the file's own if it is plausible, else that of the columns."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import draw_pdf
from tests.importers.pdf.typesetting import (
    EN,
    KindAndText,
    ReadPdf,
    Sheet,
    kinds_and_texts,
    rewrite_pdf,
    typeset,
)

from briefbuilder.importers.pdf.layout import order_lines
from briefbuilder.importers.pdf.model import Glyph, Line, PdfRun

FONT, SIZE, LEADING, COLUMN = "Times-Roman", 10.0, 13.0, 220.0
LEFT, RIGHT = 60.0, 310.0


def _broken(text: str) -> list[str]:
    """Break a text into lines of a column."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if stringWidth(longer, FONT, SIZE) > COLUMN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _placed(paragraphs: Sequence[str], left: float) -> list[tuple[float, float, str]]:
    """Place paragraphs below each other; return each line with its position."""
    placed: list[tuple[float, float, str]] = []
    height = 740.0
    for text in paragraphs:
        for line in _broken(text):
            placed.append((left, height, line))
            height -= LEADING
        height -= 8
    return placed


def _drawn(lines: Sequence[tuple[float, float, str]]) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont(FONT, SIZE)
    for left, height, text in lines:
        canvas.drawString(left, height, text)
    canvas.save()
    return stream.getvalue()


def _with_feet(*pages: tuple[Sequence[str], Sequence[tuple[float, float, str]]]) -> bytes:
    """Draw pages of one paragraph with smaller lines at the bottom (size, height and text)."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for paragraphs, feet in pages:
        canvas.setFont(FONT, SIZE)
        for left, height, text in _placed(paragraphs, LEFT):
            canvas.drawString(left, height, text)
        for size, height, text in feet:
            canvas.setFont(FONT, size)
            canvas.drawString(LEFT, height, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


PARAGRAPHS = [text for kind, text in EN.blocks if kind == "paragraph"]
FIRST, SECOND = PARAGRAPHS[:3], PARAGRAPHS[3:6]
EXPECTED: list[KindAndText] = [("paragraph", text) for text in (*FIRST, *SECOND)]


def test_consecutive_columns_keep_order(read_pdf: ReadPdf) -> None:
    reading = read_pdf(_drawn([*_placed(FIRST, LEFT), *_placed(SECOND, RIGHT)]))
    assert kinds_and_texts(reading.article.blocks) == EXPECTED
    assert not [notice for notice in reading.notices if notice.code == "pdf-pages-reordered"]


def test_columns_drawn_across_are_separated(read_pdf: ReadPdf) -> None:
    lines = sorted([*_placed(FIRST, LEFT), *_placed(SECOND, RIGHT)], key=lambda line: (-line[1], line[0]))
    reading = read_pdf(_drawn(lines))
    assert kinds_and_texts(reading.article.blocks) == EXPECTED
    assert [notice.subject for notice in reading.notices if notice.code == "pdf-pages-reordered"] == ["1"]


def test_page_drawn_from_bottom_is_reordered(read_pdf: ReadPdf) -> None:
    placed = _placed(PARAGRAPHS[:4], LEFT)
    reading = read_pdf(_drawn(placed[::-1]))
    assert kinds_and_texts(reading.article.blocks) == [("paragraph", text) for text in PARAGRAPHS[:4]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_rotated_page_is_read(read_pdf: ReadPdf, turn: int) -> None:
    def rotate(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.Rotate = turn

    reading = read_pdf(rewrite_pdf(typeset(EN.title, EN.blocks, Sheet(columns=2)), rotate))
    assert kinds_and_texts(reading.article.blocks) == list(EN.blocks)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_rotated_with_page_is_read(read_pdf: ReadPdf, turn: int) -> None:
    def rotate(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            matrix = {90: "0 1 -1 0 842 0", 180: "-1 0 0 -1 596 842", 270: "0 -1 1 0 0 596"}[turn]
            page.contents_add(f"q {matrix} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            if turn != 180:
                page.MediaBox = pikepdf.Array([0, 0, 842, 596])
            page.Rotate = turn

    reading = read_pdf(rewrite_pdf(typeset(EN.title, EN.blocks, Sheet(columns=2)), rotate))
    assert reading.article.metadata.title == EN.title
    assert kinds_and_texts(reading.article.blocks) == list(EN.blocks)


def test_rotated_stamp_is_removed_and_reported(read_pdf: ReadPdf) -> None:
    def stamp(document: pikepdf.Pdf) -> None:
        page = document.pages[0]
        font = next(iter(page.Resources.Font.keys()))
        page.contents_add(f"q 0.7 0.7 -0.7 0.7 100 200 cm BT {font} 40 Tf (DRAFT COPY) Tj ET Q".encode())

    reading = read_pdf(rewrite_pdf(typeset(EN.title, EN.blocks, Sheet()), stamp))
    assert kinds_and_texts(reading.article.blocks) == list(EN.blocks)
    turned = [notice.subject for notice in reading.notices if notice.code == "pdf-turned-text-left-out"]
    assert turned == ["DRAFT COPY"]


def test_text_off_page_is_removed_and_reported(read_pdf: ReadPdf) -> None:
    lines = [*_placed(FIRST, LEFT), (700.0, 400.0, "Printer's own remark")]
    reading = read_pdf(_drawn(lines))
    assert kinds_and_texts(reading.article.blocks) == [("paragraph", text) for text in FIRST]
    outside = [notice.subject for notice in reading.notices if notice.code == "pdf-text-off-page-left-out"]
    assert outside == ["Printer's own remark"]


def test_word_at_page_edge_is_read_whole(read_pdf: ReadPdf) -> None:
    lines = [*_placed(FIRST, LEFT), (540.0, 400.0, "Imports of 15.4.2028 and more")]
    reading = read_pdf(_drawn(lines))
    assert "15.4.2028" in reading.article.blocks[-1].text
    outside = [notice.subject for notice in reading.notices if notice.code == "pdf-text-off-page-left-out"]
    assert [text.split() for text in outside] == [["and", "more"]]


def test_page_with_shifted_origin_is_read(read_pdf: ReadPdf) -> None:
    def move(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            page.MediaBox = pikepdf.Array([-200, -300, 396, 542])
            page.contents_add(b"q 1 0 0 1 -200 -300 cm", prepend=True)
            page.contents_add(b"Q")

    data = rewrite_pdf(typeset(EN.title, EN.blocks, Sheet(head=EN.head)), move)
    assert kinds_and_texts(read_pdf(data).article.blocks) == list(EN.blocks)


def test_note_continues_on_next_page(read_pdf: ReadPdf) -> None:
    first, second = (
        [
            (8.0, 90.0, "1 The figures are those of the port authority, which"),
            (8.0, 80.0, "counts every vessel that"),
        ],
        [(8.0, 90.0, "passes the outer light."), (8.0, 70.0, "2 A second note.")],
    )
    blocks = read_pdf(_with_feet((PARAGRAPHS[:2], first), (PARAGRAPHS[2:4], second))).article.blocks
    assert kinds_and_texts(blocks) == [
        *(("paragraph", text) for text in PARAGRAPHS[:4]),
        (
            "note",
            "The figures are those of the port authority, which counts every vessel that passes the outer light.",
        ),
        ("note", "A second note."),
    ]
    assert [getattr(block, "mark", "") for block in blocks[-2:]] == ["1", "2"]


RANKS = ("Army", "Navy", "Air force", "Guard")
FORM = (("7. Rank when leaving", RANKS), ("8. Highest rank that was held", RANKS))


def _form(canvas: Canvas) -> None:
    """Draw two rows of a form, the lower one first, each between two rules."""
    for number, (head, cells) in reversed(list(enumerate(FORM))):
        height = 700.0 - 60 * number
        canvas.drawString(60, height, head)
        for place, cell in enumerate(cells):
            canvas.drawString(60 + 120 * place, height - 20, f"{cell} {number}")
        canvas.line(54, height - 34, 520, height - 34)
    canvas.line(54, 716, 520, 716)


def test_horizontal_rules_separate_form_rows(read_pdf: ReadPdf) -> None:
    text = " ".join(block.text for block in read_pdf(draw_pdf(_form)).article.blocks)
    words = [
        head if not place else f"{RANKS[place - 1]} {number}"
        for number, (head, _) in enumerate(FORM)
        for place in range(5)
    ]
    places = [text.find(word) for word in words]
    assert -1 not in places
    assert places == sorted(places)


def _line(text: str, left: float, baseline: float) -> Line:
    run = PdfRun(baseline, SIZE)
    glyphs = [Glyph(sign, left + 5 * place, left + 5 * place + 5, run) for place, sign in enumerate(text)]
    return Line(glyphs, 1, baseline, SIZE)


@pytest.mark.parametrize("tenth", range(0, 31, 3))
def test_slightly_higher_words_keep_row_order(tenth: int) -> None:
    """Form fields are filled by another program, rarely at exactly the same height."""
    height = 700 + tenth / 10
    row = [_line("Guard", 300, height + 0.4), _line("Rank", 60, height)]
    ordered, changed = order_lines([*row, _line("Below", 60, height - 13), _line("Title", 60, height + 30)])
    assert changed
    assert [line.text for line in ordered] == ["Title", "Rank", "Guard", "Below"]


def test_centered_label_keeps_position() -> None:
    row = [
        ("Grief", 60, 494),
        ("Other", 130, 500),
        ("causes", 130, 488),
        ("Sexual", 210, 500),
        ("assault", 210, 488),
    ]
    lines = [
        _line(text, left, height)
        for text, left, height in sorted(row, key=lambda entry: (-entry[2], entry[1]))
    ]
    ordered, _ = order_lines([*lines, _line("Which of these?", 60, 530)])
    assert " ".join(line.text for line in ordered) == "Which of these? Grief Other causes Sexual assault"


def test_value_stays_with_its_label() -> None:
    row = [_line("Name:", 60, 500), _line("Anna", 130, 500), _line("Date:", 60, 488)]
    ordered, _ = order_lines([*row, _line("About you", 60, 530)])
    assert [line.text for line in ordered] == ["About you", "Name:", "Anna", "Date:"]


def test_unordered_drawing_labels_keep_rows_above() -> None:
    title = _line("Table of the ports with their gates and all of their quays", 60, 720)
    rows = [
        _line(f"{word} {number}", left, 700 - 13 * number)
        for number in range(6)
        for word, left in (("Port", 60), ("Gate", 160), ("Quay", 260))
    ]
    labels = [_line(text, left, height) for text, left, height in (
        ("low", 60, 400), ("deep", 64, 430), ("high", 62, 460), ("far", 60, 490)
    )]  # fmt: skip
    ordered, changed = order_lines([title, *rows, *labels])
    assert changed
    assert ordered[: len(rows) + 1] == [title, *rows]
    assert [line.text for line in ordered[len(rows) + 1 :]] == ["far", "high", "deep", "low"]


def test_negative_font_size_in_rotated_space_is_upright(read_pdf: ReadPdf) -> None:
    lines = (
        "The harbour office counted ships",
        "from the north and from the east",
        "until the ice came back",
    )

    def page(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            text = canvas.beginText()
            text.setFont(FONT, -SIZE)
            text.setHorizScale(-100)
            text.setTextTransform(1, 0, 0, -1, 60, 700 - 13 * number)
            text.textOut(line)
            canvas.drawText(text)

    text = " ".join(block.text for block in read_pdf(draw_pdf(page)).article.blocks)
    assert text == " ".join(lines)


def test_margin_label_precedes_its_text() -> None:
    title = _line("The commands of the harbour office and what each of them does", 60, 720)
    texts = [_line(f"It opens the gates of quay {number}", 160, 680 - 40 * number) for number in range(3)]
    labels = [_line(f"gate {number}", 60, 680 - 40 * number) for number in range(3)]
    pairs = [line for pair in zip(texts, labels, strict=True) for line in pair]
    foot = _line("All of these commands are taken back when the office closes.", 60, 500)
    drawing = [_line(text, 60, height) for text, height in (("low", 400), ("deep", 430), ("high", 460))]
    ordered, changed = order_lines([title, *pairs, foot, *drawing])
    assert changed
    rows = [line for pair in zip(labels, texts, strict=True) for line in pair]
    assert [line.text for line in ordered] == [line.text for line in (title, *rows, foot, *drawing[::-1])]
