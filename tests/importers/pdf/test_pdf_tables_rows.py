"""Rows of tables: which lines are rows, what belongs to a grid, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas
from tests.importers.pdf.drawing import BOLD, FONT, LEADING, SIZE, break_lines, draw_paragraph, draw_pdf
from tests.importers.pdf.typesetting import EN, ReadPdf, kinds_and_texts

from briefbuilder.domain.text import Note
from briefbuilder.domain.text import Table as TableBlock

TOP = 700.0
TEXT = EN.blocks[0][1]


def _rows(canvas: Canvas, rows: Sequence[Sequence[str]], places: Sequence[float], top: float = TOP) -> None:
    for number, row in enumerate(rows):
        for place, text in zip(places, row, strict=True):
            canvas.drawString(place, top - LEADING * number, text)


def _tables(read_pdf: ReadPdf, page: Callable[[Canvas], object]) -> list[list[list[str]]]:
    blocks = read_pdf(draw_pdf(page)).article.blocks
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


PORTS = (
    ("Northhaven", "gas", "walls and gates"),
    ("Eastmouth", "oil", ""),
    ("Westness", "ore", "a quay for ferries"),
    ("Longbay", "salt", ""),
)


def test_row_with_empty_cell_is_separate_if_cells_above_have_room(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(BOLD, SIZE)
        _rows(canvas, [("Harbour of the coast", "Found in", "Built")], (60, 180, 260), TOP + 20)
        canvas.setFont(FONT, SIZE)
        _rows(canvas, PORTS, (60, 180, 260))

    (table,) = _tables(read_pdf, page)
    assert table[1:] == [list(row) for row in PORTS]


def test_numbers_below_header_start_row(read_pdf: ReadPdf) -> None:
    rows = (
        ("Ferries", "", "Spring", "Summer"),
        ("", "North", "75", "54"),
        ("", "South", "14", "7"),
        ("", "East", "182", "105"),
    )

    def page(canvas: Canvas) -> None:
        _rows(canvas, rows, (60, 110, 160, 210))

    (table,) = _tables(read_pdf, page)
    assert table == [list(row) for row in rows]


def test_label_between_rows_does_not_join_them(read_pdf: ReadPdf) -> None:
    rows = (("blue gates", "sixty"), ("red gates", "eighty"), ("black gates", "nine"), ("white gates", "two"))

    def page(canvas: Canvas) -> None:
        _rows(canvas, [("Coast", "Kind", "How many")], (60, 140, 240), TOP + LEADING)
        for number, row in enumerate(rows):
            if number % 2 == 0:
                canvas.drawString(60, TOP - LEADING * (number + 0.5), ("North", "South")[number // 2])
            for place, text in zip((140, 240), row, strict=True):
                canvas.drawString(place, TOP - LEADING * number, text)

    (table,) = _tables(read_pdf, page)
    assert [row[1:] for row in table[1:]] == [list(row) for row in rows]


def test_items_below_dated_heading_are_not_cells(read_pdf: ReadPdf) -> None:
    items = ("• Built two quays", "• Taught pilots", "• Wrote the rules of the basin")

    def page(canvas: Canvas) -> None:
        top = TOP
        for name, day in (("Harbour school", "May 2019"), ("Ferry yard", "June 2021")):
            canvas.drawString(60, top, name)
            canvas.drawString(420, top, day)
            for item in items:
                top -= LEADING
                canvas.drawString(60, top, item)
            top -= 1.5 * LEADING

    blocks = read_pdf(draw_pdf(page)).article.blocks
    assert not any(isinstance(block, TableBlock) for block in blocks)
    text = " ".join(block.text for block in blocks)
    places = [text.find(words) for words in ("Harbour school", "May 2019", "quays", "rules", "Ferry", "2021")]
    assert places == sorted(places)


def test_bold_column_headings_are_not_a_table(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for number, (day, sky) in enumerate((("6 May", "Sunny"), ("7 May", "Cloudy"), ("8 May", "Rain"))):
            canvas.setFont(BOLD, SIZE)
            canvas.drawString(60, TOP - 3 * LEADING * number, day)
            canvas.drawString(130, TOP - 3 * LEADING * number, sky)
            canvas.setFont(FONT, SIZE)
            canvas.drawString(60, TOP - 3 * LEADING * number - 1.4 * LEADING, "Nets")

    blocks = read_pdf(draw_pdf(page)).article.blocks
    assert not any(isinstance(block, TableBlock) for block in blocks)


def _grid(canvas: Canvas, places: Sequence[float], heights: Sequence[float]) -> None:
    for place in places:
        canvas.line(place, heights[0], place, heights[-1])
    for height in heights:
        canvas.line(places[0], height, places[-1], height)


def test_labels_beside_grid_are_first_column(read_pdf: ReadPdf) -> None:
    rows = (("North", "mua", "que"), ("East", "", "bue"), ("South", "fua", ""), ("West", "gue", "kua"))

    def page(canvas: Canvas) -> None:
        _rows(canvas, rows, (20, 66, 126))
        _grid(canvas, (60, 120, 180), [TOP + 9 - LEADING * number for number in range(5)])

    (table,) = _tables(read_pdf, page)
    assert table == [list(row) for row in rows]


def test_axis_labels_are_not_a_table(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for number in range(5):
            canvas.drawString(20, TOP - LEADING * number, f"{6 - number}.5")
        _grid(canvas, (60, 120, 180), [TOP + 9 - LEADING * number for number in range(6)])
        canvas.drawString(130, TOP, "level")
        canvas.drawString(66, TOP, "peak")

    assert all(len(table) == 1 for table in _tables(read_pdf, page))


def test_gaps_separate_grid_columns(read_pdf: ReadPdf) -> None:
    rows = (
        ("Nr", "Port", "Gate", "Tons"),
        ("1", "North", "new", "80"),
        ("2", "East", "old", "7"),
        ("3", "West", "none", "3"),
    )

    def page(canvas: Canvas) -> None:
        _rows(canvas, rows[:1], (60, 90, 130, 180), TOP + 4)
        _rows(canvas, rows[1:], (60, 90, 130, 180), TOP - LEADING)
        canvas.line(172, TOP + 16, 172, TOP - 3 * LEADING - 6)
        for height in (TOP + 16, TOP - 3, TOP - 3 * LEADING - 6):
            canvas.line(54, height, 220, height)

    (table,) = _tables(read_pdf, page)
    assert table == [list(row) for row in rows]


def test_letter_and_name_in_cell_are_not_columns(read_pdf: ReadPdf) -> None:
    cells = (("k", "kap", "m", "mem"), ("l", "lam", "n", "nun"), ("p", "pe", "t", "taw"))

    def page(canvas: Canvas) -> None:
        for number, row in enumerate(cells):
            _rows(canvas, [row], (60, 80, 130, 150), TOP - 22 * number)
        _grid(canvas, (54, 124, 194), [TOP + 14 - 22 * number for number in range(4)])

    (table,) = _tables(read_pdf, page)
    assert [[cell.split() for cell in row] for row in table] == [
        [list(row[:2]), list(row[2:])] for row in cells
    ]


def test_underlines_do_not_make_rows(read_pdf: ReadPdf) -> None:
    cells = (
        "Harbour office of the north, 8 Pier Road, see north.example",
        "Office of the east, Room 12, 4 Quay Lane, Eastmouth, see east.example",
    )

    def page(canvas: Canvas) -> None:
        canvas.drawString(60, TOP, "North")
        canvas.drawString(160, TOP, "East")
        lowest = TOP
        for place, text in zip((60, 160), cells, strict=True):
            height = TOP - 20
            for line in break_lines(text, 80):
                canvas.drawString(place, height, line)
                height -= 11
            lowest = min(lowest, height)
        _grid(canvas, (54, 154, 254), (TOP + 12, TOP - 8, lowest))
        canvas.line(55, TOP - 44, 120, TOP - 44)
        canvas.line(155, TOP - 44, 220, TOP - 44)

    (table,) = _tables(read_pdf, page)
    assert table[1] == list(cells)


def test_numbers_in_each_line_make_rows(read_pdf: ReadPdf) -> None:
    rows = (("Omotic", "Dawro", "780"), ("", "Wolaytta", "2 000"))

    def page(canvas: Canvas) -> None:
        _rows(canvas, [("Kind", "Tongue", "Thousands")], (60, 130, 210), TOP + 22)
        _rows(canvas, rows, (60, 130, 210))
        _grid(canvas, (54, 124, 204, 274), (TOP + 34, TOP + 14, TOP - LEADING - 5))

    (table,) = _tables(read_pdf, page)
    assert table[1:] == [list(row) for row in rows]


def test_centered_label_applies_to_whole_row(read_pdf: ReadPdf) -> None:
    lists = (("Nets", "Ropes", "Sails", "Oars", "Charts"), ("Knots", "Maps", "Stars", "Tides", "Law"))

    def page(canvas: Canvas) -> None:
        _rows(canvas, [("Course", "First year", "Second year")], (60, 160, 260), TOP + 22)
        canvas.drawString(60, TOP - 2 * LEADING, "Pilots")
        _rows(canvas, list(zip(*lists, strict=True)), (160, 260))
        _grid(canvas, (54, 154, 254, 354), (TOP + 34, TOP + 14, TOP - 4 * LEADING - 5))

    (table,) = _tables(read_pdf, page)
    assert table[1] == ["Pilots", *(" ".join(words) for words in lists)]


def test_two_pages_in_frame_are_read_in_order(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        for left, number in ((60, 0), (320, 1)):
            canvas.drawString(left + 40, TOP, f"Page {number}")
            draw_paragraph(canvas, left, TOP - 30, EN.blocks[number][1] * 3, 200)
        _grid(canvas, (54, 314, 574), (TOP + 20, 300))

    blocks = read_pdf(draw_pdf(page)).article.blocks
    assert not any(isinstance(block, TableBlock) for block in blocks)
    text = " ".join(block.text for block in blocks)
    assert text.find(EN.blocks[0][1][-20:]) < text.find("Page 1")


def test_small_framed_lines_are_not_notes(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        foot = draw_paragraph(canvas, 60, 200, TEXT, 400)
        canvas.setFont(FONT, 7.5)
        canvas.drawString(60, foot - 14, "count the gates before you open one")
        canvas.drawString(60, foot - 23, "and close all of them at night")
        canvas.line(57, foot - 3, 463, foot - 3)
        for side in (56, 464):
            canvas.line(side, foot - 4, side, foot - 30)

    found = kinds_and_texts(read_pdf(draw_pdf(page)).article.blocks)
    assert not any(kind == "note" for kind, _ in found)
    assert "open one" in " ".join(words for _, words in found)


def test_underline_at_page_bottom_does_not_start_notes(read_pdf: ReadPdf) -> None:
    def page(canvas: Canvas) -> None:
        draw_paragraph(canvas, 60, 200, TEXT, 400)
        canvas.drawString(60, 100, "An example:")
        canvas.line(60, 97, 110, 97)
        canvas.setFont(FONT, 7.5)
        canvas.drawString(60, 86, "count the gates before you open one")

    assert not any(isinstance(block, Note) for block in read_pdf(draw_pdf(page)).article.blocks)


def test_fraction_stays_in_cell(read_pdf: ReadPdf) -> None:
    rows = (("first", "2", "6"), ("second", "3", "7"), ("third", "4", "8"))

    def page(canvas: Canvas) -> None:
        for number, (name, *halves) in enumerate(rows):
            height = TOP - 30 * number
            canvas.drawString(60, height, name)
            for place, half in zip((140, 220), halves, strict=True):
                canvas.drawString(place, height, half)
                canvas.drawString(place, height - 8, "5")

    (table,) = _tables(read_pdf, page)
    assert table == [[name, *(f"{half} 5" for half in halves)] for name, *halves in rows]


def test_the_last_row_keeps_the_second_line_of_a_cell(read_pdf: ReadPdf) -> None:
    rows = (
        ("State", "Position on the draft", "Reason"),
        ("Spain", "Supports it but wants more time", "Three ports are being rebuilt"),
        ("Cyprus", "Opposes limits for small ports", "Two ports have less than a tenth"),
        ("Latvia", "Supports it", "It will propose words on ice classes for the ferries of the next winter"),
    )

    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, SIZE)
        top = TOP
        for row in rows:
            heights = []
            for place, width, text in zip((60, 130, 320), (60, 180, 180), row, strict=True):
                lines = break_lines(text, width)
                _rows(canvas, [(line,) for line in lines], (place,), top)
                heights.append(len(lines))
            top -= max(heights) * LEADING
        draw_paragraph(canvas, 60, top - 20, TEXT, 450)

    assert _tables(read_pdf, page) == [[list(row) for row in rows]]


def test_a_table_over_pages_has_its_head_once_also_without_rules(read_pdf: ReadPdf) -> None:
    rows = [(["Chad", "Mali", "Niger", "Togo"][number % 4], f"Wells {number}", f"{number * 7919 + 1000:,}.05", "2026") for number in range(90)]  # fmt: skip
    head = ("State", "Project", "Amount", "Year")

    def draw(first: int) -> Callable[[Canvas], None]:
        def page(canvas: Canvas) -> None:
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(300, 810, "Aid projects")
            for number, row in enumerate((head, *rows[first : first + 45])):
                for place, text in zip((60, 140), row[:2], strict=True):
                    canvas.drawString(place, 780 - 15 * number, text)
                canvas.drawRightString(420, 780 - 15 * number, row[2]) if number else canvas.drawString(
                    340, 780, row[2]
                )
                canvas.drawRightString(480, 780 - 15 * number, row[3])

        return page

    blocks = read_pdf(draw_pdf(draw(0), draw(45))).article.blocks
    tables = [block for block in blocks if isinstance(block, TableBlock)]
    assert [[tuple(cell.text for cell in row.cells) for row in table.rows] for table in tables] == [
        [head, *rows]
    ]
    assert len(blocks) == 1
