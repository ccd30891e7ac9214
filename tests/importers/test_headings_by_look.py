"""Headings, titles, captions and lists of office files without styles, which only their look and their marks show."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from html import escape

import pytest
from docx import Document
from docx.shared import Pt
from tests.importers.conftest import Read

from briefbuilder.domain.article import ImportedArticle

Line = tuple[str, str]
"""How a line looks, such as "b14" for bold letters of 14 points in a text of 11 points, and its text."""

LONG = "The ministers agreed on Tuesday to keep common stocks of the gases that chip makers need in the harbours."
OTHER = "Several partners asked for more time and proposed that experts prepare a list of measures by the end of May."
TABLE = ("table", "Japan")


def docx(lines: Sequence[Line]) -> bytes:
    document = Document()
    document.core_properties.author = ""
    document.styles["Normal"].font.size = Pt(11)
    for look, text in lines:
        if look == "table":
            table = document.add_table(2, 2)
            for row in table.rows:
                for cell in row.cells:
                    cell.text = text
            continue
        run = document.add_paragraph().add_run(text)
        run.bold = look.startswith("b") or None
        run.font.size = Pt(float(look.removeprefix("b")))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def fodt(lines: Sequence[Line]) -> bytes:
    oasis = "urn:oasis:names:tc:opendocument:xmlns"
    styles = "".join(
        f'<style:style style:name="L{look}" style:family="paragraph"><style:text-properties fo:font-size="{look.removeprefix("b")}pt"'
        f' fo:font-weight="{"bold" if look.startswith("b") else "normal"}"/></style:style>'
        for look in sorted({look for look, _ in lines if look != "table"})
    )
    row = (
        "<table:table-row>"
        + "<table:table-cell><text:p>Japan</text:p></table:table-cell>" * 2
        + "</table:table-row>"
    )
    body = "".join(
        f"<table:table>{row * 2}</table:table>"
        if look == "table"
        else f'<text:p text:style-name="L{look}">{escape(text).replace(chr(9), "<text:tab/>")}</text:p>'
        for look, text in lines
    )
    return (
        f'<office:document xmlns:office="{oasis}:office:1.0" xmlns:text="{oasis}:text:1.0" xmlns:style="{oasis}:style:1.0"'
        f' xmlns:table="{oasis}:table:1.0" xmlns:fo="{oasis}:xsl-fo-compatible:1.0" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def rtf(lines: Sequence[Line]) -> bytes:
    row = r"\trowd\cellx3000\cellx6000 \intbl Japan\cell Japan\cell\row" * 2
    body = ""
    for look, text in lines:
        if look == "table":
            body += row
            continue
        shown = "".join(
            character if ord(character) < 128 else rf"\u{ord(character)}?" for character in text
        ).replace("\t", r"\tab ")
        weight = 1 if look.startswith("b") else 0
        size = round(float(look.removeprefix("b")) * 2)
        body += rf"\pard\plain {{\fs{size}\b{weight} {shown}}}\par "
    return rf"{{\rtf1\ansi {body}}}".encode()


@pytest.fixture(params=[("a.docx", docx), ("a.fodt", fodt), ("a.rtf", rtf)], ids=["docx", "odt", "rtf"])
def found(request: pytest.FixtureRequest, read: Read) -> Callable[[Sequence[Line]], ImportedArticle]:
    """Read lines as a file of each format."""
    name, make = request.param
    return lambda lines: read(make(lines), name)


Found = Callable[[Sequence[Line]], ImportedArticle]


def headings(reading: ImportedArticle) -> list[str]:
    return [block.text for block in reading.article.blocks if block.kind == "heading"]


def kinds(reading: ImportedArticle) -> list[str]:
    return [block.kind for block in reading.article.blocks]


@pytest.mark.parametrize("look", ["14", "b14", "b11", "b10.5"])
def test_short_lines_that_stand_out_are_headings_also_above_lists(found: Found, look: str) -> None:
    lines = [
        ("b16", "Non-paper on gas stocks"),
        *((look, "Background"), ("11", LONG)),
        *((look, "Proposals"), ("11", "•\tA common list"), ("11", "•\tA reserve")),
        *((look, "2026"), ("11", "•\tA first meeting"), ("11", "•\tA report")),
    ]
    reading = found(lines)
    assert reading.article.metadata.title == "Non-paper on gas stocks"
    assert headings(reading) == ["Background", "Proposals", "2026"]
    assert kinds(reading).count("list_item") == 4


def test_larger_letters_are_a_higher_level(found: Found) -> None:
    lines = [
        ("b18", "Study of gas stocks"),
        *(("b14", "Results"), ("b12", "In the north"), ("11", LONG)),
        *(("b12", "In the south"), ("11", OTHER), ("11", LONG), ("b14", "What follows"), ("11", LONG)),
    ]
    levels = [block.level for block in found(lines).article.blocks if block.kind == "heading"]
    assert levels == [2, 3, 3, 2]


def test_lines_in_capitals_are_headings_if_there_are_several(found: Found) -> None:
    title, body = ("b16", "Draft agenda of the group"), [("11", LONG), ("11", OTHER)]
    lines = [title, ("11", "MORNING"), *body, ("11", "AFTERNOON"), *body]
    assert headings(found(lines)) == ["MORNING", "AFTERNOON"]
    assert headings(found([title, *body, ("11", "CONFIDENTIAL"), *body])) == []


def test_short_headings_in_japanese_are_read(found: Found) -> None:
    sentence = (
        "代表団は、ガリウムの輸出が引き続き許可の対象であり、協議が今後数週間にわたって続くことを強調した。"
    )
    lines = [
        ("b16", "輸出管理に関する会合の概要"),
        ("b11", "背景"),
        ("11", sentence),
        ("b11", "今後の予定"),
        ("11", sentence),
    ]
    assert headings(found(lines)) == ["背景", "今後の予定"]


def test_the_line_in_the_largest_letters_is_the_title_and_those_above_it_no_headings(found: Found) -> None:
    lines = [
        ("b12", "Ministry of Energy"),
        ("11", "Riga"),
        ("18", "Common stocks of gas"),
        ("b12", "Background"),
        ("11", LONG),
        ("11", OTHER),
    ]
    reading = found(lines)
    assert reading.article.metadata.title == "Common stocks of gas"
    assert headings(reading) == ["Background"]


def test_a_single_larger_line_below_the_title_is_its_lead(found: Found) -> None:
    lines = [
        ("b18", "Common stocks of gas"),
        ("13", "How six countries share what is left"),
        ("b11", "Background"),
        ("11", LONG),
    ]
    reading = found(lines)
    assert reading.article.metadata.lead == "How six countries share what is left"
    assert headings(reading) == ["Background"]


@pytest.mark.parametrize("caption", [("11", "Table 1: Stocks in May"), ("b9", "Stocks in May")])
def test_a_line_above_a_table_is_its_caption_if_it_is_numbered_or_smaller(
    found: Found, caption: Line
) -> None:
    lines = [("b16", "Common stocks of gas"), ("11", LONG), caption, TABLE, ("11", OTHER)]
    reading = found(lines)
    assert kinds(reading) == ["paragraph", "table", "paragraph"]
    assert "".join(inline.text for inline in reading.article.blocks[1].content) == caption[1]


def test_a_sentence_on_a_table_remains_a_paragraph(found: Found) -> None:
    lines = [
        ("b16", "Common stocks of gas"),
        ("11", "Table 1 shows that stocks fell in May."),
        TABLE,
        ("11", OTHER),
    ]
    assert kinds(found(lines)) == ["paragraph", "table", "paragraph"]


@pytest.mark.parametrize("marks", ["--", "••", "12"])
def test_marks_typed_before_a_space_are_lists_if_neighbours_go_together(found: Found, marks: str) -> None:
    first, second = (f"{mark}. " if mark.isdigit() else f"{mark} " for mark in marks)
    lines = [
        ("b16", "Common stocks of gas"),
        ("11", LONG),
        ("11", f"{first}a list"),
        ("11", f"{second}a reserve"),
        ("11", OTHER),
    ]
    assert kinds(found(lines)) == ["paragraph", "list_item", "list_item", "paragraph"]


@pytest.mark.parametrize(
    "line", ["- said nobody", "4. March was the first day", "12. The Council takes note"]
)
def test_a_single_dash_or_number_is_text(found: Found, line: str) -> None:
    lines = [("b16", "Common stocks of gas"), ("11", LONG), ("11", line), ("11", OTHER)]
    assert [block.text for block in found(lines).article.blocks] == [LONG, line, OTHER]


def test_larger_numbered_paragraphs_above_running_text_are_headings_and_bold_items_of_lists_are_not(
    read: Read,
) -> None:
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    for style, look, text in (
        (None, "b16", "Common stocks of gas"), ("List Number", "b13", "Background"), (None, "11", LONG),
        ("List Number", "b13", "Next steps"), (None, "11", OTHER), ("List Bullet", "11", "a list"),
        ("List Bullet", "b11", "a reserve"), (None, "11", LONG),
    ):  # fmt: skip
        run = document.add_paragraph(style=style).add_run(text)
        run.bold, run.font.size = look.startswith("b"), Pt(float(look.removeprefix("b")))
    stream = io.BytesIO()
    document.save(stream)
    reading = read(stream.getvalue(), "a.docx")
    assert headings(reading) == ["Background", "Next steps"]
    assert kinds(reading).count("list_item") == 2


def test_the_title_is_below_a_table_with_the_letterhead(found: Found) -> None:
    reading = found([TABLE, ("b11", "Common stocks of gas"), ("11", LONG), ("11", OTHER)])
    assert reading.article.metadata.title == "Common stocks of gas"
    assert kinds(reading) == ["table", "paragraph", "paragraph"]


@pytest.mark.parametrize("marks", ["<w:b/>", "<w:bCs/>", "<w:b/><w:bCs/>", '<w:b w:val="0"/><w:bCs/>'])
def test_bold_letters_from_right_to_left_are_read_as_each_program_marks_them(
    read: Read, word: Callable[..., bytes], marks: str
) -> None:
    sentence = "أكد الوفد أن تصدير الغاليوم لا يزال خاضعا للتراخيص وأن المحادثات مع الشركاء ستستمر."
    body = "".join(
        f"<w:p><w:r><w:rPr>{form}<w:rtl/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
        for form, text in (
            (marks, "ضوابط التصدير"),
            ("", sentence),
            (marks, "الخلفية"),
            ("", sentence),
            (marks, "الخطوات المقبلة"),
            ("", sentence),
        )
    )
    assert headings(read(word(body), "a.docx")) == ["الخلفية", "الخطوات المقبلة"]
