"""Styles take fonts and colours from the theme, and what they do not say from Normal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from tests.export.docx.conftest import Make
from tests.export.docx.docx_elements import text
from tests.export.torture_documents import torture_document
from tests.narrowing import not_none

from briefbuilder.domain.document import DrawnCallout, DrawnList, DrawnText, ListEntry
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.templating.model import DEFAULT_STYLES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def one_family(name: str) -> StyleSheet:
    """Return the default styles in one family, as the included templates have them."""
    return StyleSheet(
        styles={
            role: style if role == "code" else replace(style, font=name)
            for role, style in DEFAULT_STYLES.items()
        }
    )


@pytest.fixture(scope="module")
def written(base: bytes) -> bytes:
    document = replace(torture_document(), styles=one_family("Calibri"))
    return render_docx(document, base=base, page_numbers={})


@pytest.fixture(scope="module")
def styles(written: bytes, read: Any) -> dict[str, etree._Element]:
    root = read(written).xml("word/styles.xml")
    return {node.get(f"{W}styleId"): node for node in root.iter(f"{W}style")}


def test_theme_has_the_fonts_and_colours_of_the_styles(written: bytes, read: Any) -> None:
    root = read(written).xml("word/theme/theme1.xml")
    fonts = [node.get("typeface") for node in root.iter(f"{A}latin")]
    assert fonts == ["Calibri", "Calibri"]
    (heading,) = root.iterfind(f".//{A}dk2/{A}srgbClr")
    assert heading.get("val") == DEFAULT_STYLES["heading1"].colour[1:].upper()


def test_styles_name_no_font_but_headings_and_code(styles: dict[str, etree._Element]) -> None:
    named = {name for name, style in styles.items() if style.find(f"{W}rPr/{W}rFonts") is not None}
    headings = {"Title", "Subtitle", "TOCHeading", *(f"Heading{level}" for level in range(1, 7))}
    assert named == headings | {"HTMLPreformatted", "HTMLCode"}
    for name in headings:
        fonts = not_none(styles[name].find(f"{W}rPr/{W}rFonts"))
        assert fonts.get(f"{W}asciiTheme") == "majorHAnsi"
        assert fonts.get(f"{W}hAnsiTheme") == "majorHAnsi"


def test_defaults_are_those_of_the_theme_and_normal_is_the_base_of_all(
    written: bytes, styles: dict[str, etree._Element], read: Any
) -> None:
    (fonts,) = read(written).xml("word/styles.xml").iterfind(f"{W}docDefaults//{W}rFonts")
    assert fonts.get(f"{W}asciiTheme") == "minorHAnsi"
    body = styles["BodyText"]
    assert [etree.QName(node).localname for node in body.iterfind(f"{W}rPr/*")] == []
    (spacing,) = body.iterfind(f"{W}pPr/{W}spacing")
    assert dict(spacing.attrib) == {f"{W}after": "140"}
    for name, style in styles.items():
        if style.get(f"{W}type") == "paragraph" and name != "Normal":
            based = style.find(f"{W}basedOn")
            assert based is not None, name
            assert based.get(f"{W}val") in styles, name


def test_each_line_height_has_its_rule(written: bytes, read: Any) -> None:
    """A height without a rule is a multiple of the line (ECMA-376 part 1, 17.3.1.33), also where the defaults have a rule."""
    file = read(written)
    for name in file.parts:
        if name.startswith("word/") and name.endswith(".xml"):
            for node in file.xml(name).iter(f"{W}spacing"):
                assert (node.get(f"{W}line") is None) == (node.get(f"{W}lineRule") is None), name


def test_gallery_has_the_styles_that_a_person_chooses(styles: dict[str, etree._Element]) -> None:
    shown = {name for name, style in styles.items() if style.find(f"{W}qFormat") is not None}
    assert {"BodyText", "Heading1", "Quote", "ListBullet", "Strong"} <= shown
    assert shown.isdisjoint(
        {"TOC1", "Marking", "Signature", "ListContinue4", "TableText", "TableGrid", "Figure"}
    )
    hidden = {name for name, style in styles.items() if style.find(f"{W}semiHidden") is not None}
    assert {"FootnoteText", "Header", "Spacer"} <= hidden
    assert hidden.isdisjoint(shown)


def test_colours_refer_to_the_theme_but_not_those_of_markings(
    written: bytes, styles: dict[str, etree._Element]
) -> None:
    colour = not_none(styles["Heading1"].find(f"{W}rPr/{W}color"))
    assert colour.get(f"{W}themeColor") == "text2"
    assert [node for node in styles["Marking"].iter() if node.get(f"{W}themeColor")] == []
    for name, style in styles.items():
        if name not in {"Marking", "Normal"}:
            colours = [node for node in style.iter(f"{W}color") if node.get(f"{W}val") != "auto"]
            assert all(node.get(f"{W}themeColor") for node in colours), name


def test_two_families_are_the_two_fonts_of_the_theme(make_document: Make, base: bytes, read: Any) -> None:
    sheet = StyleSheet(styles={**one_family("Cambria").styles, "table": Style(font="Calibri")})
    sheet = StyleSheet(
        styles={**sheet.styles, "heading1": Style(font="Calibri"), "quote": Style(font="Marianne")}
    )
    document = make_document(DrawnText(role="body", content=text("x")), styles=sheet)
    root = read(render_docx(document, base=base, page_numbers={})).xml("word/styles.xml")
    fonts = {node.get(f"{W}styleId"): node.find(f"{W}rPr/{W}rFonts") for node in root.iter(f"{W}style")}
    references = {name: None if node is None else node.get(f"{W}asciiTheme") for name, node in fonts.items()}
    assert references["Heading1"] == references["TableText"] == "majorHAnsi"
    assert references["BodyText"] is None
    assert fonts["BodyText"] is None
    assert fonts["Quote"].get(f"{W}ascii") == "Marianne"
    assert references["Quote"] is None


def test_no_line_height_is_exact(written: bytes, read: Any) -> None:
    file = read(written)
    for name in file.parts:
        if name.startswith("word/") and name.endswith(".xml"):
            rules = {node.get(f"{W}lineRule") for node in file.xml(name).iter(f"{W}spacing")}
            assert "exact" not in rules, name


def test_role_without_a_change_has_no_direct_alignment_in_headers(
    make_document: Make, base: bytes, read: Any
) -> None:
    roles: dict[Role, Style] = {**one_family("Arial").styles}
    document = replace(torture_document(), styles=StyleSheet(styles=roles))
    file = read(render_docx(document, base=base, page_numbers={}))
    for name in file.names("word/header"):
        for line in file.xml(name).iter(f"{W}p"):
            style, place = line.find(f"{W}pPr/{W}pStyle"), line.find(f"{W}pPr/{W}jc")
            own = {"Marking": "center"}.get(style.get(f"{W}val"), "left")
            assert place is None or place.get(f"{W}val") != own


def test_background_of_a_heading_is_as_high_as_in_the_pdf(
    make_document: Make, base: bytes, read: Any
) -> None:
    heading = Style(size=12, leading=16, background="#0f4c5c", colour="#ffffff")
    document = make_document(styles=StyleSheet(styles={"heading1": heading}))
    root = read(render_docx(document, base=base, page_numbers={})).xml("word/styles.xml")
    (style,) = (node for node in root.iter(f"{W}style") if node.get(f"{W}styleId") == "Heading1")
    sides = {
        etree.QName(node).localname: node.get(f"{W}space") for node in style.iterfind(f"{W}pPr/{W}pBdr/*")
    }
    assert sides == {"top": "3", "left": "6", "bottom": "3", "right": "6"}


def test_paragraphs_in_a_box_have_a_style_of_their_own_and_no_direct_formatting(
    make_document: Make, base: bytes, read: Any
) -> None:
    entries = (ListEntry(content=text("entry")),)
    elements = (DrawnText(role="callout", content=text("words")), DrawnList(entries=entries))
    document = make_document(
        DrawnCallout(title=text("In brief"), elements=elements), styles=one_family("Calibri")
    )
    file = read(render_docx(document, base=base, page_numbers={}))
    cell = next(file.xml("word/document.xml").iter(f"{W}tc"))
    styles = [node.get(f"{W}val") for node in cell.iter(f"{W}pStyle")]
    assert styles == ["BoxTitle", "BoxText", "ListBullet"]
    assert [
        node.tag for name in ("pBdr", "shd", "ind") for node in cell.iterfind(f"{W}p/{W}pPr/{W}{name}")
    ] == []
    known = {node.get(f"{W}styleId") for node in file.xml("word/styles.xml").iter(f"{W}style")}
    assert {"BoxTitle", "BoxText"} <= known
