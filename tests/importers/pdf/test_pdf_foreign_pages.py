"""Pages as other programs lay them out: equation numbers, code, forms, overlapping letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, FONT, LEADING, SIZE, break_lines, draw_justified, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf

from briefbuilder.domain.text import Block, Note, Table
from briefbuilder.importers.pdf.bidi import columns_in_reading_order, order_ligatures
from briefbuilder.importers.pdf.glyphs import BREAK, attach_combining_marks
from briefbuilder.importers.pdf.grids import join_rules
from briefbuilder.importers.pdf.model import Box, Glyph, PdfRun

WORDS = [text for kind, text in EN.blocks if kind == "paragraph"]
LEFT, RIGHT, WIDTH = 60.0, 320.0, 240.0


def _with_formulas(canvas: Canvas) -> None:
    """Two columns, with formulas in the left one whose numbers end flush and are drawn before the right one."""
    for place, line in enumerate(break_lines(" ".join(WORDS), WIDTH)[:12]):
        canvas.drawString(LEFT, 700 - place * LEADING, line)
        canvas.drawRightString(LEFT + WIDTH, 700 - place * LEADING, "end.")
    for place in range(4):
        canvas.drawString(LEFT + 80, 530 - place * 2 * LEADING, f"x = {place} y")
        canvas.drawRightString(LEFT + WIDTH, 530 - place * 2 * LEADING, f"({place + 1})")
    for place, line in enumerate(break_lines(" ".join(reversed(WORDS)), WIDTH)[:20]):
        canvas.drawString(RIGHT, 700 - place * LEADING - 1, line)


def test_equation_number_stays_out_of_next_column(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_formulas)).article.blocks
    text = " ".join(block.text for block in blocks)
    right = break_lines(" ".join(reversed(WORDS)), WIDTH)[:20]
    assert " ".join(right[11:19]) in text
    assert 0 <= text.find("(4)") < text.find(right[0])


LISTING = (
    "def quay(ships):",
    "    for ship in ships:",
    "        if ship.late:",
    "            wait(ship)",
    "    return",
)


def _with_code(canvas: Canvas) -> None:
    """A text with small code below a rule."""
    top = 760.0
    for line in break_lines(" ".join(WORDS), 480):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    canvas.setFont(BOLD, SIZE)
    canvas.drawString(LEFT, top - 10, "The program:")
    canvas.line(LEFT, top - 18, LEFT + 480, top - 18)
    canvas.setFont("Courier", 8)
    for place, line in enumerate(LISTING):
        canvas.drawString(LEFT, top - 30 - place * 10, line)


def test_code_below_rule_is_not_a_note(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_code)).article.blocks
    assert not any(isinstance(block, Note) for block in blocks)
    assert blocks[-1].text.splitlines() == list(LISTING)


def _with_addresses(canvas: Canvas) -> None:
    """A text with notes that are monospaced addresses."""
    top = 760.0
    for line in break_lines(" ".join(WORDS), 480):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    for mark, place in (("1", 0), ("2", 100)):
        canvas.setFont(FONT, 6)
        canvas.drawString(LEFT + 300 + place, 763, mark)
        canvas.drawString(LEFT, 63 - place / 10, mark)
        canvas.setFont("Courier", 8)
        canvas.drawString(LEFT + 4, 60 - place / 10, f"https://harbour.example/{mark}")


def test_monospaced_addresses_in_notes_are_notes(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_addresses)).article.blocks
    assert [block.mark for block in blocks if isinstance(block, Note)] == ["1", "2"]


def test_distant_strokes_are_not_one_rule() -> None:
    box, divider = Box(100.6, 10.0, 100.6, 20.0), Box(100.0, 300.0, 100.0, 400.0)
    assert sorted(rule.top for rule in join_rules([box, divider], horizontal=False)) == [20.0, 400.0]
    going_on = Box(100.6, 401.0, 100.6, 450.0)
    assert [rule.top for rule in join_rules([divider, going_on], horizontal=False)] == [450.0]


def _form(canvas: Canvas) -> None:
    """Full-width rows, one with two cells, and one with a check box whose side is almost below their edge."""
    for place in range(6):
        canvas.line(LEFT, 700 - place * 24, LEFT + 480, 700 - place * 24)
    for edge in (LEFT, LEFT + 480):
        canvas.line(edge, 580, edge, 700)
    canvas.line(300, 676, 300, 700)
    for left in (300.7, 310.7):
        canvas.line(left, 582, left, 592)
    for height in (582, 592):
        canvas.line(300.7, height, 310.7, height)
    texts = ("Name of the ship", WORDS[0][:80], WORDS[1][:80], WORDS[0][:70], "Tick here")
    for place, text in enumerate(texts):
        canvas.drawString(LEFT + 4, 684 - place * 24, text)
    canvas.drawString(304, 684, "Port")


def test_check_box_does_not_cut_words_above(read_pdf: ReadPdf) -> None:
    table = next(block for block in read_pdf(draw_pdf(_form)).article.blocks if isinstance(block, Table))
    cells = ["".join(inner.text for inner in cell.blocks) for row in table.rows for cell in row.cells]
    assert WORDS[0][:80].strip() in cells
    assert WORDS[1][:80].strip() in cells


CELLS = (
    ("Northhaven", "80", "New walls for the eastern terminal, a deeper basin before it, and a road"),
    ("Eastmouth and the islands before it", "7", "Ferry quay"),
    ("Westness", "3", "A training centre for pilots who bring in the largest ships of the north"),
)


def _wrapped_table(canvas: Canvas) -> None:
    """A frame with vertical rules only and wrapped rows, separated by space."""
    edges = (LEFT, LEFT + 90, LEFT + 130, LEFT + 260)
    top = 700.0
    for row in CELLS:
        heights = []
        for left, right, text in zip(edges, edges[1:], row, strict=False):
            lines = break_lines(text, right - left - 8)
            for place, line in enumerate(lines):
                canvas.drawString(left + 4, top - 12 - place * 12, line)
            heights.append(12.0 * len(lines))
        top -= max(heights) + 8
    for edge in edges:
        canvas.line(edge, top - 4, edge, 700)
    for height in (top - 4, 700):
        canvas.line(edges[0], height, edges[-1], height)


def test_wrapped_rows_are_separated_by_space(read_pdf: ReadPdf) -> None:
    table = next(
        block for block in read_pdf(draw_pdf(_wrapped_table)).article.blocks if isinstance(block, Table)
    )
    rows = [tuple(" ".join(inner.text for inner in cell.blocks) for cell in row.cells) for row in table.rows]
    assert rows == list(CELLS)


def _framed(rows: Sequence[Sequence[str]], *, bold: bool = False) -> Callable[[Canvas], None]:
    """Return a function that draws a frame with vertical rules only."""

    def draw(canvas: Canvas) -> None:
        edges = [LEFT + 60 * place for place in range(len(rows[0]) + 1)]
        for place, row in enumerate(rows):
            canvas.setFont(BOLD if bold and not place else FONT, SIZE)
            for left, text in zip(edges, row, strict=False):
                canvas.drawRightString(left + 56, 688 - 12 * place, text)
        foot = 688 - 12 * len(rows)
        for edge in edges:
            canvas.line(edge, foot, edge, 700)
        for height in (foot, 700):
            canvas.line(edges[0], height, edges[-1], height)

    return draw


def _rows_of(blocks: Sequence[Block]) -> list[list[str]]:
    table = next(block for block in blocks if isinstance(block, Table))
    return [[" ".join(inner.text for inner in cell.blocks) for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize(
    ("rows", "bold"),
    [
        ([["Ship", "Tons"], ["Anna", "80"]], True),
        ([["1", "0.0168", "0.3343"], ["2", "0.0260", "0.2867"], ["3", "0.2579", "0.4529"]], False),
        ([["Alphabetical", "A", "Numerical", "N"]] * 6, False),
    ],
)
def test_few_full_rows_between_rules_are_rows(read_pdf: ReadPdf, rows: list[list[str]], bold: bool) -> None:
    assert _rows_of(read_pdf(draw_pdf(_framed(rows, bold=bold))).article.blocks) == rows


def test_repeated_table_header_is_not_a_page_header(read_pdf: ReadPdf) -> None:
    head = ["Sample", "Blue", "Green"]
    pages = [[head, *([str(10 * page + row)] * 3 for row in range(9))] for page in (1, 2)]

    def higher(rows: Sequence[Sequence[str]]) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.translate(0, 70)
            _framed(rows, bold=True)(canvas)

        return draw

    blocks = read_pdf(draw_pdf(*map(higher, pages))).article.blocks
    assert _rows_of(blocks)[0] == head


def _doses(rows: int) -> Callable[[Canvas], None]:
    """Return a function that draws a frame of names, the first one wrapped, with their numbers."""

    def draw(canvas: Canvas) -> None:
        lines = [("Oxycodon of the port", "1", "0"), ("tablets", "", "")]
        lines += [(f"Insulin {place}", str(place), "1") for place in range(rows)]
        for place, line in enumerate(lines):
            for left, text in zip((LEFT + 4, LEFT + 130, LEFT + 190), line, strict=True):
                canvas.drawString(left, 688 - 12 * place, text)
        foot = 684 - 12 * len(lines)
        for edge in (LEFT, LEFT + 100, LEFT + 160, LEFT + 220):
            canvas.line(edge, foot, edge, 700)
        for height in (foot, 700):
            canvas.line(LEFT, height, LEFT + 220, height)

    return draw


@pytest.mark.parametrize("rows", [2, 5])
def test_numbers_start_rows_and_wrapped_name_is_joined(read_pdf: ReadPdf, rows: int) -> None:
    result = _rows_of(read_pdf(draw_pdf(_doses(rows))).article.blocks)
    expected = [[f"Insulin {place}", str(place), "1"] for place in range(rows)]
    assert result == [["Oxycodon of the port tablets", "1", "0"], *expected]


def _spanning(canvas: Canvas) -> None:
    """A label for two rows of a form, and a row of check boxes whose last label is slightly higher."""
    right = LEFT + 400
    for line, left in ((700, LEFT), (676, LEFT + 100), (652, LEFT), (628, LEFT), (604, LEFT)):
        canvas.line(left, line, right, line)
    for place in (LEFT, right):
        canvas.line(place, 604, place, 700)
    canvas.line(LEFT + 100, 628, LEFT + 100, 700)
    canvas.drawString(LEFT + 4, 682, "Name while")
    canvas.drawString(LEFT + 4, 668, "serving")
    canvas.drawString(LEFT + 104, 684, "Last")
    canvas.drawString(LEFT + 104, 660, "First")
    canvas.drawString(LEFT + 4, 636, "Branch")
    canvas.drawString(LEFT + 104, 636, "Coast")
    canvas.drawString(LEFT + 4, 612, "Tick one of these:")
    for place, (text, height) in enumerate((("yes", 612.0), ("no", 612.2), ("never", 612.4))):
        canvas.drawString(LEFT + 150 + 60 * place, height, text)


def test_two_row_label_and_check_boxes_keep_order(read_pdf: ReadPdf) -> None:
    rows = _rows_of(read_pdf(draw_pdf(_spanning)).article.blocks)
    words = " ".join(cell for row in rows for cell in row).split()
    assert words == [
        "Name",
        "while",
        "serving",
        "Last",
        "First",
        "Branch",
        "Coast",
        "Tick",
        "one",
        "of",
        "these:",
        "yes",
        "no",
        "never",
    ]


def _titled_table(canvas: Canvas) -> None:
    """A title of two pieces above a table without rules, whose second piece spans columns."""
    canvas.drawString(LEFT, 700, "Table 1")
    canvas.drawString(LEFT + 60, 700, "Ships that came in, with their tons and days, in each of the years")
    for place in range(6):
        for column in range(5):
            canvas.drawString(LEFT + 70 * column, 684 - 16 * place, f"{place}{column}.5")


def test_title_above_table_does_not_merge_columns(read_pdf: ReadPdf) -> None:
    rows = _rows_of(read_pdf(draw_pdf(_titled_table)).article.blocks)
    assert rows == [[f"{place}{column}.5" for column in range(5)] for place in range(6)]


def _with_foot(number: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        _chapter(number)(canvas)
        canvas.drawString(LEFT, 180, "The harbour papers, third edition")

    return draw


def test_footer_in_wide_margin_is_removed(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(*map(_with_foot, (1, 2, 3)))).article.blocks
    assert not any("harbour papers" in block.text for block in blocks)


def _with_columns_in_a_picture(canvas: Canvas) -> None:
    """A text, and a picture with vertical CJK labels."""
    top = 760.0
    for line in break_lines(" ".join(WORDS), 480):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    registerFont(UnicodeCIDFont("STSong-Light"))
    canvas.setFont("STSong-Light", 12)
    for column in range(3):
        for place, sign in enumerate("能飲一杯無酒"):
            canvas.drawString(LEFT + 30 * column, top - 30 - 13 * place, sign)


def test_vertical_labels_in_picture_do_not_rotate_page(read_pdf: ReadPdf) -> None:
    text = " ".join(block.text for block in read_pdf(draw_pdf(_with_columns_in_a_picture)).article.blocks)
    assert " ".join(WORDS)[:300] in text


def _chapter(number: int) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(BOLD, 15)
        canvas.drawString(LEFT, 765, f"Chapter {number}")
        canvas.setFont(FONT, SIZE)
        top = 730.0
        for line in break_lines(WORDS[number % len(WORDS)], 480):
            canvas.drawString(LEFT, top, line)
            top -= LEADING
        canvas.drawCentredString(300, 180, str(number))

    return draw


def test_headings_at_page_tops_are_not_headers(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(*map(_chapter, (1, 2, 3)))).article.blocks
    assert [block.text for block in blocks if block.kind == "heading"][-2:] == ["Chapter 2", "Chapter 3"]


def test_page_numbers_in_wide_margin_are_removed(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(*map(_chapter, (1, 2, 3)))).article.blocks
    assert not any(block.text.strip().isdigit() for block in blocks)


def _form_copy(number: int, questions: int, declaration: str) -> Callable[[Canvas], None]:
    """A page of a form with a declaration at its lower edge."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 790, f"Copy {number}")
        for place in range(questions):
            canvas.drawString(
                LEFT, 720 - 40 * place, f"Name and age of ship {place} from port {questions - place}:"
            )
        canvas.drawString(LEFT, 80, declaration)
        canvas.drawCentredString(300, 30, str(number))

    return draw


def test_text_in_margins_of_copies_is_kept(read_pdf: ReadPdf) -> None:
    declaration = "I declare that the particulars above are complete and true."
    copies = [_form_copy(number, 14, declaration) for number in (1, 2)]
    text = [block.text for block in read_pdf(draw_pdf(*copies)).article.blocks]
    assert sum(declaration in words for words in text) == 2
    assert not {"1", "2"} & set(text)


def test_footer_of_pages_with_other_text_is_removed(read_pdf: ReadPdf) -> None:
    footer = "Harbour office, form 12"
    pages = [_form_copy(number, questions, footer) for number, questions in ((1, 14), (2, 7))]
    assert not any(footer in block.text for block in read_pdf(draw_pdf(*pages)).article.blocks)


def _with_note(canvas: Canvas) -> None:
    top = 760.0
    for line in break_lines(" ".join(WORDS), 480):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    canvas.setFont(FONT, 6)
    canvas.drawString(LEFT + 300, 763, "1")
    canvas.drawString(LEFT, 63, "1")
    canvas.setFont(FONT, 8)
    canvas.drawString(LEFT + 4, 60, "So says the report on ships")


def _works(canvas: Canvas) -> None:
    canvas.setFont(BOLD, SIZE)
    canvas.drawString(LEFT, 560, "References")
    canvas.setFont(FONT, 8)
    for place in range(14):
        canvas.drawString(LEFT, 545 - place * 9, f"Work number {place} on the harbours of the north")


def test_note_does_not_continue_in_bibliography(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_note, _works)).article.blocks
    assert [block.text for block in blocks if isinstance(block, Note)] == ["So says the report on ships"]


def _letters(signs: str, places: list[tuple[float, float]]) -> list[Glyph]:
    run = PdfRun(baseline=100.0, size=12.0)
    return [Glyph(sign, left, right, run) for sign, (left, right) in zip(signs, places, strict=True)]


def _read(glyphs: list[Glyph]) -> str:
    parts = columns_in_reading_order(glyphs, rtl=True, gap=1.5)
    return "".join(glyph.text for part in parts for glyph in part)


def test_letter_over_previous_tail_follows_it() -> None:
    places = [(493, 498), (480, 493.4), (487.8, 489.2), (485.7, 487.8), (480.9, 485.6), (474, 480)]
    assert _read(_letters("ملالحو", [*places])) == "ملالحو"


def test_line_in_visual_order_is_sorted() -> None:
    places = [(70.0, 75.0), (75.0, 80.0), (76.5, 90.0), (90.0, 95.0)]
    assert _read(_letters("ةبرع", places)) == "عربة"


def test_wide_mark_does_not_fill_space() -> None:
    run = PdfRun(baseline=100.0, size=15.0)
    word = [Glyph("ا", 230.2, 234.0, run), Glyph("ً", 227.1, 232.5, run)]
    assert _read([*word, Glyph("ي", 221.7, 225.8, run), Glyph("د", 216.1, 222.0, run)]) == "اً يد"


@pytest.mark.parametrize(
    ("given", "read"),
    [
        # As PDFium gives what a file states for a ligature, and what it makes of presentation forms.
        (["ي", "ن", "يف", "ال"], "ينفيلا"),
        (["ي", "ن", "في", "لا"], "ينفيلا"),
        (["ي", "يف"], "يفي"),
        (["\u0651ل", "لم"], "ل\u0651مل"),
        (["ש\u05c1", "\u05bcב", "אל"], "ש\u05c1ב\u05bcאל"),
    ],
    ids=["stated", "presentation forms", "no lam and alef", "mark of an Arabic letter", "Hebrew"],
)
def test_letters_of_a_ligature_are_in_reading_order(given: list[str], read: str) -> None:
    run = PdfRun(baseline=100.0, size=12.0)
    boxes = [(text, 500.0 - 8 * place, 507.0 - 8 * place) for place, text in enumerate(given)]
    glyphs = [Glyph(letter, left, right, run) for text, left, right in boxes for letter in text]
    assert "".join(glyph.text for glyph in order_ligatures(glyphs)) == read


@pytest.mark.parametrize(("space", "text"), [([" "], "دي كل"), ([], "ديكل")], ids=["space", "no space"])
def test_narrow_gap_is_a_space_where_the_file_has_one(space: list[str], text: str) -> None:
    run = PdfRun(baseline=100.0, size=12.0)
    places = {"د": (70.0, 75.0), "ي": (62.0, 70.0), " ": (60.0, 62.0), "ك": (55.0, 61.0), "ل": (50.0, 55.0)}
    assert _read([Glyph(letter, *places[letter], run) for letter in ["د", "ي", *space, "ك", "ل"]]) == text


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        # As the Unicode Bidirectional Algorithm draws them, from the left.
        ("ויאמ 5–3 ןיב", "בין 3–5 מאיו"),
        ("םירקמ 2019-2024 םינשב", "בשנים 2019-2024 מקרים"),
        ("ويام 5–3 نيب", "بين 3–5 مايو"),
        ("ددعلا 2024-2019 ةرتفلا", "الفترة 2019-2024 العدد"),
        ("ددعلا ٢٠٢٤-٢٠١٩ ةرتفلا", "الفترة ٢٠١٩-٢٠٢٤ العدد"),
        ("השגפנ 5+1 תצובק", "קבוצת 5+1 נפגשה"),
        ("تعمتجا 1+5 ةعومجم", "مجموعة 5+1 اجتمعت"),
        ("يف 10/5/2024 موي", "يوم 10/5/2024 في"),
    ],
)
def test_the_numbers_of_a_range_stay_in_their_order(drawn: str, read: str) -> None:
    places = [(100.0 + 6 * place, 106.0 + 6 * place) for place in range(len(drawn))]
    assert _read(_letters(drawn, places)) == read


def test_detached_marks_follow_their_letters() -> None:
    low, word = PdfRun(baseline=97.0, size=10.0), PdfRun(baseline=100.0, size=10.0)
    letters = [Glyph("ب", 553.0, 555.3, word), Glyph("س", 550.0, 553.3, word), Glyph("م", 544.6, 550.8, word)]
    marks = [Glyph("\u064e", 552.9, 555.5, low), BREAK, Glyph("\u0650", 545.3, 549.1, low), BREAK]
    result = "".join(glyph.text for glyph in attach_combining_marks([*marks, *letters]) if glyph is not BREAK)
    assert result == "ب\u064eسم\u0650"
    beside = [*letters, BREAK, Glyph("\u0650", 700.0, 703.0, low)]
    assert attach_combining_marks(beside) == beside


def _with_small_steps(canvas: Canvas) -> None:
    """A text, and a tree of many short labels closer to each other than the lines."""
    top = 780.0
    for line in break_lines(" ".join(WORDS), 400):
        canvas.drawString(LEFT, top, line)
        top -= LEADING
    for place in range(40):
        canvas.drawString(LEFT + 100, top - 20 - 9.2 * place, f"x{place}")


def test_short_labels_do_not_set_leading(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_small_steps)).article.blocks
    assert " ".join(WORDS) in [block.text for block in blocks]


def _with_a_long_line(canvas: Canvas) -> None:
    """Two justified texts with a code block between them that exceeds their right edge."""
    lines = break_lines(" ".join(WORDS), 300)
    top = draw_justified(canvas, LEFT, 760.0, lines, 300)
    canvas.setFont("Courier", SIZE)
    for line in (
        "ships = harbour.ships(names, sort, limit, since, until, owners, tons, length)",
        "return ships",
    ) * 3:
        canvas.drawString(LEFT, top - 6, line)
        top -= LEADING
    canvas.setFont(FONT, SIZE)
    draw_justified(canvas, LEFT, top - 6, lines, 300)


def test_wide_code_block_does_not_split_paragraph(read_pdf: ReadPdf) -> None:
    blocks = read_pdf(draw_pdf(_with_a_long_line)).article.blocks
    texts = [block.text for block in blocks if block.kind == "paragraph"]
    assert texts == [" ".join(WORDS)] * 2
