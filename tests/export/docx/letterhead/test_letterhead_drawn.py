"""The PDF has what the letterhead has in Word: fills, borders, fields, pictures and tabs in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest
from letterheads.with_word_markup import (
    PAPERS,
    Paper,
    borders,
    line,
    look,
    page_tab,
    picture,
    run,
    shape,
    simple_field,
)
from pypdfium2 import raw
from tests.composing.key_effects import Pdf
from tests.export.docx.letterhead.conftest import Material, pack_parts, read_parts, write_template
from tests.export.docx.letterhead.test_letterhead_strip_pictures import emf
from tests.export.pdf_validation import faults
from tests.narrowing import not_none, of_type

from briefbuilder.app.export import build_pdf
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.document import DrawnBreak, InlinePicture, LetterLine, PageField, Run
from briefbuilder.domain.letterhead import LetterheadFile, LetterheadLayout
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.export.docx.letterhead.reference_style import read_letterhead

FIELDS = ("title", "date", "reference", "marking", "page", "pages")
Draw = Callable[[Paper], bytes]


def read(paper: Paper) -> LetterheadLayout:
    return read_letterhead(LetterheadFile(name="paper.docx", data=paper.data(), fields=FIELDS))


def lines(layout: LetterheadLayout, *, footer: bool = False) -> Iterator[LetterLine]:
    """Yield the lines of the header or the footer, with those of tables and of lines with tabs."""

    def inner(found: tuple[LetterLine, ...]) -> Iterator[LetterLine]:
        for one in found:
            yield one
            for row in one.rows:
                for box in row:
                    yield from inner(box.lines)

    for band in (layout.footers if footer else layout.headers)["default"]:
        for box in band.boxes:
            yield from inner(box.lines)


def words(found: LetterLine) -> str:
    return "".join(
        one.text if isinstance(one, Run) else f"<{one.name}>" if isinstance(one, PageField) else "<picture>"
        for one in found.content
    )


@pytest.fixture(scope="module")
def draw(tmp_path_factory: pytest.TempPathFactory, material: Material) -> Draw:
    """Return the PDF of the briefing on a paper, made once without the processes of an export."""

    @cache
    def drawn(data: bytes) -> bytes:
        source = material(write_template(tmp_path_factory.mktemp("paper"), data), "en")
        assert source.letterhead_file is not None
        return build_pdf(replace(source, letterhead=read_letterhead(source.letterhead_file))).data

    return lambda paper: drawn(paper.data())


def shapes(data: bytes) -> list[tuple[float, float, float, float]]:
    """Return the left, lower, right and upper edges of what is painted on the first page."""
    page = pypdfium2.PdfDocument(data)[0]
    return [tuple(one.get_bounds()) for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]


def pictures(data: bytes) -> list[tuple[float, float, float, float]]:
    page = pypdfium2.PdfDocument(data)[0]
    return [tuple(one.get_bounds()) for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]


@pytest.mark.parametrize(
    "name", ["de-amt.docx", "es-tabla.docx", "en-style.docx", "nl-kader.docx", "fr-fiche.docx"]
)
def test_pdf_on_a_letterhead_with_fills_is_valid(name: str, draw: Draw) -> None:
    assert faults(draw(PAPERS[name])) == []


def test_cell_fills_are_behind_the_text(draw: Draw) -> None:
    pdf = Pdf(draw(PAPERS["de-amt.docx"]))
    name = not_none(pdf.letter("Bundesamt"))
    assert name.colour == "#ffffff"
    assert {"#1d3c78", "#e8eef7"} <= pdf.fills()


def test_fill_and_colour_of_a_tables_first_row_come_from_its_style(draw: Draw) -> None:
    pdf = Pdf(draw(PAPERS["en-style.docx"]))
    department, directorate = pdf.letter("Department"), pdf.letter("Directorate")
    assert department is not None
    assert directorate is not None
    assert (department.colour, directorate.colour) == ("#ffffff", "#000000")
    assert "#0b6e4f" in pdf.fills()


def test_text_without_a_colour_is_white_on_a_dark_ground(draw: Draw) -> None:
    ministry = not_none(Pdf(draw(PAPERS["nl-kader.docx"])).letter("Ministerie"))
    assert ministry.colour == "#ffffff"


def test_table_within_a_cell_is_drawn(draw: Draw) -> None:
    pdf = Pdf(draw(PAPERS["nl-kader.docx"]))
    ministry, town = pdf.letter("Ministerie"), pdf.letter("Den Haag")
    assert ministry is not None
    assert town is not None
    assert town.x > ministry.x + 200


def test_page_fields_of_the_short_form_keep_their_place() -> None:
    (foot,) = lines(read(PAPERS["de-amt.docx"]), footer=True)
    assert words(foot) == "Seite <page> von <pages> · Dienstgebäude Nord"


def test_page_field_has_the_format_of_its_result() -> None:
    layout = read(Paper("", line(run("S. "), simple_field("PAGE", look(16, "C8102E")))))
    (foot,) = lines(layout, footer=True)
    field = of_type(foot.content[-1], PageField)
    assert field.look is not None
    assert (field.look.size, field.look.colour) == (16.0, "#c8102e")


def test_pictures_stay_where_they_are_in_their_line(draw: Draw) -> None:
    header = [words(one) for one in lines(read(PAPERS["en-crest.docx"]))]
    assert header == ["Office of <picture> External Relations", "Policy Unit<picture>"]
    data = draw(PAPERS["en-crest.docx"])
    office, external = Pdf(data).letter("Office of"), Pdf(data).letter("External")
    assert office is not None
    assert external is not None
    left, lower, right, _ = pictures(data)[0]
    assert office.x < left < right < external.x
    assert abs(lower - office.y) < 5


def test_picture_makes_its_line_as_high_as_itself(draw: Draw) -> None:
    below = line(run("Below"))
    small, large = (Paper(line(picture(1.0, high)) + below, "") for high in (0.3, 3.0))
    heights = [Pdf(draw(one)).letter("Below") for one in (small, large)]
    assert heights[0] is not None
    assert heights[1] is not None
    assert heights[0].y - heights[1].y == pytest.approx((3.0 - 0.3) * 28.35, abs=12)


def test_tab_to_the_right_margin_does_not_overlap_the_text_before_it(draw: Draw) -> None:
    address = (
        "Piazzale della Farnesina 1, 00135 Roma, telefono e fax, posta certificata, ancora altro e altro"
    )
    parts = (run(address, look(10)), page_tab("right"), run("pagina dodici", look(10)))
    short = Pdf(draw(Paper("", line(run("Roma"), *parts[1:]))))
    long = Pdf(draw(Paper("", line(*parts))))
    end, wrapped, start = short.letter("pagina"), long.letter("pagina"), long.letter("Piazzale")
    assert end is not None
    assert wrapped is not None
    assert start is not None
    assert wrapped.x == end.x
    assert wrapped.y < start.y - 8


def test_tabs_to_the_margins_need_no_tab_stops(draw: Draw) -> None:
    foot = line(run("left"), page_tab("center"), run("middle"), page_tab("right"), run("right"))
    pdf = Pdf(draw(Paper("", foot)))
    left, middle, right = (pdf.letter(word) for word in ("left", "middle", "right"))
    assert left is not None
    assert middle is not None
    assert right is not None
    assert 250 < middle.x < 320
    assert right.x > 480
    assert left.y == middle.y == right.y


def test_box_around_a_paragraph_has_four_sides(draw: Draw) -> None:
    box = line(run("Boxed"), about=borders("pBdr", "top left bottom right", "1D3C78", 12))
    around = [one for one in shapes(draw(Paper(box, ""))) if one[3] > 750]
    wide = [one for one in around if one[2] - one[0] > 400 and one[3] - one[1] < 2]
    high = [one for one in around if one[2] - one[0] < 2 and one[3] - one[1] > 10]
    assert (len(wide), len(high)) == (2, 2)


def test_paragraphs_with_the_same_box_share_it(draw: Draw) -> None:
    about = borders("pBdr", "top left bottom right", "1D3C78", 12)
    data = draw(Paper(line(run("One"), about=about) + line(run("Two"), about=about), ""))
    wide = [one for one in shapes(data) if one[3] > 760 and one[2] - one[0] > 400 and one[3] - one[1] < 2]
    assert len(wide) == 2


def test_paragraphs_around_the_text_with_the_same_box_share_it(draw: Draw) -> None:
    about = borders("pBdr", "top left bottom right", "1D3C78", 12) + '<w:spacing w:before="200"/>'
    boxed = line(run("One"), about=about) + line(run("Two"), about=about)
    around = [one for one in shapes(draw(Paper("", "", boxed + CONTENT))) if one[3] > 600]
    wide = [one for one in around if one[2] - one[0] > 460 and one[3] - one[1] < 2]
    sides = [one for one in around if one[2] - one[0] < 2 and one[3] - one[1] > 10]
    assert len(wide) == 2
    assert sum(one[3] - one[1] for one in sides) / 2 == pytest.approx(wide[0][3] - wide[1][1], abs=0.1)


def test_borders_keep_their_width_and_double_lines(draw: Draw) -> None:
    thick = line(run("Thick"), about=borders("pBdr", "bottom", "C8102E", 24, 1))
    double = line(run("Double"), about=borders("pBdr", "bottom", "9E1B32", 18, 6, "double"))
    for made, count, height in ((thick, 1, 3.0), (double, 2, 2.25)):
        rules = [one for one in shapes(draw(Paper(made, ""))) if one[3] > 760 and one[2] - one[0] > 400]
        assert len(rules) == count
        assert rules[0][3] - rules[0][1] == pytest.approx(height, abs=0.1)


def test_small_caps_and_underline_are_kept(draw: Draw) -> None:
    caps = line(run("Xénon", look(20, more="<w:smallCaps/>")))
    data = draw(Paper(caps + line(run("Direction", '<w:u w:val="single"/>')), ""))
    pdf = Pdf(data)
    first, rest, under = pdf.letter("X"), pdf.letter("énon"), pdf.letter("Direction")
    assert first is not None
    assert rest is not None
    assert under is not None
    assert (first.size, rest.size) == (20.0, 16.0)
    assert any(0 < one[3] - one[1] < 1 and abs(one[0] - under.x) < 2 for one in shapes(data))


def test_letter_spacing_widens_a_word(draw: Draw) -> None:
    plain, wide = (Paper(line(run("WORD", more), run("END")), "") for more in ("", '<w:spacing w:val="60"/>'))
    ends = [Pdf(draw(one)).letter("END") for one in (plain, wide)]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[1].x - ends[0].x == pytest.approx(4 * 3.0, abs=0.5)


def test_sizes_and_colours_may_differ_within_a_line(draw: Draw) -> None:
    pdf = Pdf(draw(PAPERS["pl-pismo.docx"]))
    first, second = pdf.letter("Ministerstwo"), pdf.letter("Spraw")
    assert first is not None
    assert second is not None
    assert (first.size, first.colour) == (20.0, "#c8102e")
    assert (second.size, second.colour) == (10.0, "#444444")
    assert abs(first.y - second.y) < 3


def test_merged_cells_are_one_cell_across_their_rows() -> None:
    table = next(one for one in lines(read(PAPERS["es-tabla.docx"])) if one.rows)
    assert [[box.span for box in row] for row in table.rows] == [[2, 1, 1], [1, 1]]
    assert table.rows[0][0].vertical == "centre"


def test_text_box_has_its_fill_and_outline() -> None:
    layout = read(PAPERS["de-din5008.docx"])
    boxes = [box for band in layout.headers["default"] for box in band.boxes if box.top is not None]
    text, mark = boxes
    assert text.frame is not None
    assert text.frame.fill == "#eeeeee"
    assert text.frame.top is not None
    assert text.frame.top == text.frame.left
    assert (round(text.left - text.padding[0]), round(text.height)) == (354, 62)
    assert mark.frame is not None
    assert (mark.frame.fill, mark.frame.left) == (None, None)
    assert mark.frame.top is not None


def test_picture_in_a_text_box_is_drawn_once(draw: Draw) -> None:
    box = shape((12.0, 1.0), (5.0, 3.0), text=line(picture(1.0, 1.0)))
    ((left, *_),) = pictures(draw(Paper(line(run("Head"), box), "")))
    assert left > 12.0 * 28.35


def test_coloured_rectangle_across_the_page_is_drawn(draw: Draw) -> None:
    data = draw(PAPERS["fr-bandeau.docx"])
    assert any(one[2] - one[0] > 590 and one[3] > 840 for one in shapes(data))


def test_shape_that_cannot_be_drawn_is_reported_with_its_part() -> None:
    layout = read(Paper(line(run("Name"), shape((1, 1), (2, 2), fill="FF0000", form="star5")), ""))
    (found,) = (one for one in layout.findings if one.code == "house-box-not-drawn")
    assert dict(found.parameters) == {"words": "star5", "part": "header1"}


def test_cells_around_the_text_keep_their_fills_and_borders(draw: Draw) -> None:
    data = draw(PAPERS["fr-fiche.docx"])
    pdf = Pdf(data)
    assert {"#0b3d2e", "#ddebe6"} <= pdf.fills()
    name = not_none(pdf.letter("FICHE"))
    assert name.colour == "#ffffff"


def test_picture_around_the_text_is_a_figure_with_its_words(draw: Draw) -> None:
    logo = picture(2.0, 0.6).replace('name="Logo 1"', 'name="Logo 1" descr="A shield"')
    paper = Paper("", "", line(run("Seal "), logo) + line(run("{{content}}")))
    (before,) = read(paper).before
    assert isinstance(before.content[-1], InlinePicture)  # type: ignore[union-attr]
    data = draw(paper)
    assert faults(data) == []
    assert len(pictures(data)) == 1


CONTENT = line(run("{{content}}"))


def test_what_floats_beside_the_text_is_drawn_on_the_first_page(draw: Draw) -> None:
    box = shape((12.0, 3.0), (5.0, 1.5), fill="EEEEEE", text=line(run("Desk officer")))
    paper = Paper("", "", line(run("To the minister"), box) + CONTENT)
    assert "house-box-not-drawn" not in {one.code for one in read(paper).findings}
    data = draw(paper)
    pdf = Pdf(data)
    words, body = pdf.letter("Desk officer"), pdf.letter("To the minister")
    assert words is not None
    assert body is not None
    assert (words.page, round(words.x - 12.0 * 28.35)) == (1, 7)
    assert words.y > body.y
    assert "#eeeeee" in pdf.fills()
    assert faults(data) == []


def test_no_box_covers_the_text_of_another(draw: Draw) -> None:
    """A box with more text than Word gives it room is drawn higher than in Word."""
    above = shape((3.0, 8.0), (8.0, 0.5), fill="DDDDDD", text=line(run("Sender")) * 6)
    below = shape((3.0, 9.0), (8.0, 1.5), fill="EEEEEE", text=line(run("Receiver of the letter")))
    data = draw(Paper("", "", line(below, above) + CONTENT))
    with pypdfium2.PdfDocument(data) as pdf:
        page = pdf[0]
        words = page.get_textpage()
        found = not_none(words.search("letter").get_next())
        left, bottom, right, top = words.get_charbox(found[0])
        paper = page.render(scale=4.0).to_pil().convert("L")
        high = page.get_height()
        letter = paper.crop(tuple(round(4 * edge) for edge in (left, high - top, right, high - bottom)))
    assert letter.getextrema()[0] < 100


def test_what_floats_below_the_text_is_reported() -> None:
    box = shape((12.0, 3.0), (5.0, 1.5), text=line(run("Stamp")))
    found = [
        one for one in read(Paper("", "", CONTENT + line(run("Below"), box))).findings if "box" in one.code
    ]
    assert [dict(one.parameters) for one in found] == [{"words": "Stamp", "part": "body"}]


@pytest.mark.parametrize(("kind", "breaks"), [("continuous", 0), ("nextPage", 1)])
def test_section_that_continues_on_its_page_breaks_no_page(kind: str, breaks: int) -> None:
    paper = Paper("", "", line(run("Above"), about="<w:sectPr/>") + CONTENT)
    data = read_parts(paper.data())
    body = data["word/document.xml"].decode()
    head, _, tail = body.rpartition("<w:pgSz")
    data["word/document.xml"] = f'{head}<w:type w:val="{kind}"/><w:pgSz{tail}'.encode()
    layout = read_letterhead(LetterheadFile(name="paper.docx", data=pack_parts(data)))
    assert sum(isinstance(one, DrawnBreak) for one in layout.before) == breaks


def test_tabs_around_the_text_are_reported() -> None:
    found = [
        one for one in read(Paper("", "", line(run("Ref.\t12")) + CONTENT)).findings if "tabs" in one.code
    ]
    assert [dict(one.parameters) for one in found] == [{"words": "Ref. 12", "part": "body"}]


def test_picture_of_a_kind_that_a_pdf_cannot_show_is_reported_with_its_file() -> None:
    parts = read_parts(Paper("", "", line(picture(2.0, 1.0)) + CONTENT).data())
    parts["word/media/logo.png"] = emf()
    layout = read_letterhead(LetterheadFile(name="paper.docx", data=pack_parts(parts)))
    (found,) = (one for one in layout.findings if one.code == "house-picture-kind")
    assert dict(found.parameters) == {"picture": "logo.png", "part": "body"}
    assert "house-box-not-drawn" not in {one.code for one in layout.findings}


def test_first_of_several_fonts_is_used() -> None:
    fonts = "Liberation Serif;Times New Roman;A font with a very long name"
    style = read(replace(PAPERS["it-piede.docx"], font=fonts)).text
    assert style.font == "Liberation Serif"


def test_page_break_that_is_turned_off_breaks_no_page() -> None:
    above = "".join(
        line(run("Above"), about=f'<w:pageBreakBefore w:val="{val}"/>') for val in ("false", "true")
    )
    assert sum(isinstance(one, DrawnBreak) for one in read(Paper("", "", above + CONTENT)).before) == 1


def test_what_floats_in_the_body_is_placed_from_its_paragraph_and_not_from_the_footer() -> None:
    box = shape((12.0, 0.0), (5.0, 1.5), text=line(run("Logo"))).replace(
        'positionV relativeFrom="page"', 'positionV relativeFrom="paragraph"'
    )
    layout = read(Paper("", line(run("Footer")), line(run("One")) + line(run("Two"), box) + CONTENT))
    (found,) = layout.beside
    assert found.top == pytest.approx(4.0 * 28.35 + 12.0, abs=1.0)


@pytest.mark.parametrize(("first", "others"), [(1, 12), (12, 1)])
def test_text_begins_below_the_header_of_its_own_page(
    first: int, others: int, material: Material, tmp_path: Path
) -> None:
    document = docx.Document()
    (section,) = document.sections
    section.different_first_page_header_footer = True
    for header, count in ((section.first_page_header, first), (section.header, others)):
        for number in range(count):
            header.add_paragraph(f"Line {number}")
    document.add_paragraph("{{content}}")
    document.save(str(tmp_path / "paper.docx"))
    source = material(write_template(tmp_path, (tmp_path / "paper.docx").read_bytes()), "en")
    assert source.letterhead_file is not None
    texts = [Paragraph(id=f"p{number}", content=(Span(f"Word{number} " * 60),)) for number in range(30)]
    letterhead = read_letterhead(source.letterhead_file)
    long = replace(source.briefing.parts[0], items=(OwnText(id="own", blocks=tuple(texts)),))
    source = replace(source, briefing=replace(source.briefing, parts=(long, *source.briefing.parts[1:])))
    data = build_pdf(replace(source, letterhead=letterhead)).data
    tops = [top_of_text(page) for page in pypdfium2.PdfDocument(data)][:2]
    # A dozen lines are some 240 points high; on the first page, the title stands above the text.
    assert (tops[0] > tops[1]) == (first < others), tops
    assert (tops[1] > tops[0] + 200) == (first > others), tops


def top_of_text(page: pypdfium2.PdfPage) -> float:
    """Return how high the first line of the text is."""
    words = page.get_textpage()
    rectangles = [words.get_rect(index) for index in range(words.count_rects())]
    body = [one for one in rectangles if words.get_text_bounded(*one).startswith("Word")]
    return max(float(top) for _left, _bottom, _right, top in body)
