"""The layout of blocks: captions of tables, labels, spaces and empty lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.export.docx.conftest import Make, Render
from tests.export.docx.docx_elements import body, text, values
from tests.export.odt.conftest import OdtFile
from tests.narrowing import not_none

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnContents,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    HeadersFooters,
    ListEntry,
    NoteMark,
    PageField,
    Run,
)
from briefbuilder.domain.styles import StyleSheet
from briefbuilder.export.html.writer import render_html
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.odt.xml import NAMESPACES
from briefbuilder.templating.model import FontFamilies, style_sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def cell(words: str, *, header: bool = False) -> DrawnCell:
    role: Any = "table-header" if header else "table"
    return DrawnCell(elements=(DrawnText(role=role, content=text(words)),), header=header)


def test_header_cells_do_not_keep_a_whole_table_together(
    make_document: Make, render: Render, read: Any
) -> None:
    rows = tuple((cell(f"Paese {row}", header=True), cell("1")) for row in range(30))
    table = DrawnTable(rows=rows, widths=(0.5, 0.5), caption=text("Tabella 1. Paesi"))
    file = read(render(make_document(table, styles=style_sheet(FontFamilies(), {}))))
    body, styles = file.xml("word/document.xml"), file.xml("word/styles.xml")
    assert [node for node in body.iter(f"{W}tr") if node.find(f".//{W}keepNext") is not None] == []
    head = next(node for node in styles.iter(f"{W}style") if node.get(f"{W}styleId") == "TableHeader")
    assert head.find(f"{W}pPr/{W}keepNext") is None
    caption = next(body.iter(f"{W}p"))
    assert caption.find(f"{W}pPr/{W}keepNext") is not None


def test_heading_like_paragraph_has_no_number(make_document: Make, render: Render, read: Any) -> None:
    document = make_document(
        DrawnHeading(level=1, content=text("Quadro"), number="1"),
        DrawnText(role="heading1", content=text("Traduzione di lavoro")),
    )
    assert read(render(document)).body() == ["1 Quadro", "Traduzione di lavoro"]


def test_long_heading_labels_fit(make_document: Make, render: Render, read: Any) -> None:
    labels = ("1", "1.1", "1.1.1", "1.1.1.1", "1.1.1.1.1")
    headings = [
        DrawnHeading(level=level, content=text("Titolo"), number=label)
        for level, label in enumerate(labels, 1)
    ]
    root = read(render(make_document(*headings))).xml("word/numbering.xml")
    (definition,) = [
        node for node in root.iter(f"{W}abstractNum") if node.find(f"{W}lvl/{W}pStyle[@{W}val='Heading1']") is not None
    ]  # fmt: skip
    rooms = [
        int(level.find(f"{W}pPr/{W}ind").get(f"{W}hanging")) / 20 for level in definition.iter(f"{W}lvl")
    ]
    assert rooms[0] == rooms[1]
    assert rooms[2] < rooms[3] < rooms[4]
    # Digits are about half as wide as they are high.
    assert rooms[4] > 11 * (5 * 0.55 + 4 * 0.27)


def spacings(file: Any) -> list[tuple[str, str | None]]:
    """Return each paragraph's style and the space above that it has of its own."""
    found = []
    for node in file.xml("word/document.xml").iter(f"{W}p"):
        own = node.find(f"{W}pPr/{W}spacing")
        found.append(
            (node.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), own if own is None else own.get(f"{W}before"))
        )
    return found


def test_no_empty_line_between_a_table_and_a_heading(make_document: Make, render: Render, read: Any) -> None:
    table = DrawnTable(rows=((cell("a"),),), widths=(1.0,))
    heading = DrawnHeading(level=1, content=text("Quadro"))
    body = DrawnText(role="body", content=text("Testo"))
    file = read(
        render(make_document(table, heading, table, body, table, styles=style_sheet(FontFamilies(), {})))
    )
    styles = [style for style, _ in spacings(file)]
    assert styles == ["TableText", "Heading1", "TableText", "Spacer", "BodyText", "TableText", "Spacer"]


def test_the_line_below_a_table_at_the_end_takes_no_room(
    make_document: Make, render: Render, read: Any
) -> None:
    table = DrawnTable(rows=((cell("a"),),), widths=(1.0,))
    body = DrawnText(role="body", content=text("Testo"))
    made = read(render(make_document(table, body, table, styles=style_sheet(FontFamilies(), {}))))
    spacers = [
        node.find(f"{W}pPr/{W}spacing")
        for node in made.xml("word/document.xml").iter(f"{W}p")
        if node.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Spacer"
    ]
    assert [None if one is None else one.get(f"{W}line") for one in spacers] == [None, "20"]


def test_no_space_before_the_first_block_of_a_page(make_document: Make, render: Render, read: Any) -> None:
    heading = DrawnHeading(level=1, content=text("Quadro"))
    document = make_document(heading, heading, DrawnBreak(), heading, styles=style_sheet(FontFamilies(), {}))
    file = read(render(document))
    assert spacings(file) == [("Heading1", "0"), ("Heading1", None), ("Heading1", "0")]


def test_space_after_a_list_equals_space_after_a_paragraph(
    make_document: Make, render: Render, read: Any
) -> None:
    entries = (ListEntry(content=text("uno")), ListEntry(content=text("due")))
    file = read(render(make_document(DrawnList(entries=entries), styles=style_sheet(FontFamilies(), {}))))
    after = [node.get(f"{W}after") for node in file.xml("word/document.xml").iter(f"{W}spacing")]
    assert after == ["140"]


def test_no_space_before_a_title_at_the_top_of_a_cell_or_box(
    make_document: Make, render: Render, read: Any
) -> None:
    title = DrawnText(role="heading3", content=text("Traduzione"))
    entry = ListEntry(content=text("Preavviso di trenta giorni."))
    document = make_document(
        DrawnPair(left=(title,), right=(title, title)),
        DrawnCallout(title=text("Linea da tenere"), elements=(DrawnList(entries=(entry,)),)),
        styles=style_sheet(FontFamilies(), {}),
    )
    body = read(render(document)).xml("word/document.xml")
    above = [
        [None if (space := node.find(f"{W}pPr/{W}spacing")) is None else space.get(f"{W}before") for node in cell]
        for cell in (cell.findall(f"{W}p") for cell in body.iter(f"{W}tc"))
    ]  # fmt: skip
    # The style of a title in a box has no space before it.
    assert [spaces[0] for spaces in above] == ["0", "0", None]
    assert above[1][1] is None


def test_single_paragraph_of_a_box_has_no_outer_space(make_document: Make, render: Render, read: Any) -> None:
    styles = style_sheet(FontFamilies(), {})
    look = {**styles.styles, "code": replace(styles.style("code"), space_before=9.0, space_after=9.0)}
    code = DrawnText(role="code", content=text("a = 1"))
    document = make_document(DrawnCallout(title=(), elements=(code,)), styles=StyleSheet(styles=look))
    spacing = next(read(render(document)).xml("word/document.xml").iter(f"{W}tc")).find(f".//{W}spacing")
    assert (spacing.get(f"{W}before"), spacing.get(f"{W}after")) == ("0", "0")


def test_space_above_the_contents_list_is_that_of_its_title(
    make_document: Make, render: Render, read: Any
) -> None:
    table = DrawnTable(rows=((cell("Data"), cell("Oggi")),), widths=(0.5, 0.5), frame="plain")
    contents = DrawnContents(title=text("Indice"), entries=(ContentsEntry(target="h", level=1, text="Dati"),))
    heading = DrawnHeading(level=1, content=text("Dati"), anchor="h")
    body = read(render(make_document(table, contents, heading, styles=style_sheet(FontFamilies(), {}))))
    names = [node.get(f"{W}val") for node in body.xml("word/document.xml").iter(f"{W}pStyle")]
    assert names[2] == "TOCHeading"


def test_numbers_are_aligned_at_the_end_of_cells(make_document: Make, render: Render, read: Any) -> None:
    number = replace(cell("52,4 %"), flush_end=True)
    table = DrawnTable(rows=((cell("UE"), number),), widths=(0.5, 0.5))
    body = read(render(make_document(table, styles=style_sheet(FontFamilies(), {})))).xml("word/document.xml")
    sides = [
        None if (side := each.find(f".//{W}jc")) is None else side.get(f"{W}val")
        for each in body.iter(f"{W}tc")
    ]
    assert sides == [None, "right"]


def test_bar_of_an_arabic_excerpt_is_at_the_right(make_document: Make, render: Render, read: Any) -> None:
    words = text("اتفقت الحكومتان على تقليل المخاطر")
    document = make_document(
        DrawnQuotation(paragraphs=(words,), origin="a", language="ar"),
        DrawnList(entries=(ListEntry(content=words),), quoted=True, origin="a", language="ar"),
        styles=style_sheet(FontFamilies(), {}),
    )
    borders = list(read(render(document)).xml("word/document.xml").iter(f"{W}pBdr"))
    sides = [{side.tag.removeprefix(W): side.get(f"{W}val") for side in each} for each in borders]
    assert sides == [{"left": "nil", "right": "single"}] * 2


def test_note_with_an_arabic_source_has_the_direction_of_the_document(
    make_document: Make, render: Render, read: Any
) -> None:
    arabic = Run(text="اتفقت الحكومتان على تقليل المخاطر في سلاسل", language="ar", italic=True)
    named = DrawnText(role="source", content=(arabic, Run(text="\u200e, 3 maggio")))
    bare = DrawnText(role="source", content=(arabic,))
    body = read(render(make_document(named, bare))).xml("word/document.xml")
    assert [each.find(f"{W}pPr/{W}bidi") is not None for each in body.iter(f"{W}p")] == [False, True]
    assert "\u200e, 3 maggio" in "".join(node.text for node in body.iter(f"{W}t"))


def test_columns_in_a_narrow_cell_have_positive_widths(
    make_document: Make, render: Render, read: Any
) -> None:
    """Found by the random documents of seed 774411: a width below nothing, which Word does not open."""
    words = DrawnText(role="body", content=text("Testo"))
    pair = DrawnCell(elements=(DrawnPair(left=(words,), right=(words,)),))
    table = DrawnTable(rows=((pair, cell("1")),), widths=(0.01, 0.99))
    body = read(render(make_document(table))).xml("word/document.xml")
    assert all(int(column.get(f"{W}w")) > 0 for column in body.iter(f"{W}gridCol"))


def test_short_notes_are_not_split_across_pages(make_document: Make, render: Render, read: Any) -> None:
    notes = tuple(DrawnNote(id=str(length), content=text("nota " * length)) for length in (30, 400))
    marked = DrawnText(role="body", content=(*text("Testo"), NoteMark(note="30"), NoteMark(note="400")))
    root = read(render(make_document(marked, notes=notes))).xml("word/footnotes.xml")
    written = [node for node in root.iter(f"{W}footnote") if int(node.get(f"{W}id")) > 0]
    assert [node.find(f".//{W}keepLines") is not None for node in written] == [True, False]


@pytest.mark.parametrize(("word", "hyphenated"), [("Haus", False), ("Bundesverfassungsgericht", True)])
def test_a_table_too_narrow_for_its_words_is_hyphenated(
    make_document: Make, render: Render, read: Any, word: str, *, hyphenated: bool
) -> None:
    table = DrawnTable(rows=(tuple(cell(word) for _ in range(5)),), widths=(0.2,) * 5)
    sheet = style_sheet(FontFamilies(), {})
    ragged = StyleSheet(styles={**sheet.styles, "body": replace(sheet.style("body"), align="start")})
    file = read(render(make_document(table, language="de", styles=ragged)))
    assert (file.xml("word/settings.xml").find(f"{W}autoHyphenation") is not None) is hyphenated
    whole = {
        node.get(f"{W}styleId")
        for node in file.xml("word/styles.xml").iter(f"{W}style")
        if node.find(f"{W}pPr/{W}suppressAutoHyphens") is not None
    }
    assert "BodyText" in whole
    assert "TableText" not in whole


def test_only_justified_text_and_tables_are_hyphenated(
    make_document: Make, render: Render, read: Any
) -> None:
    sheet = style_sheet(FontFamilies(), {})
    justified = replace(sheet.style("body"), align="justify")
    styles = StyleSheet(styles={**sheet.styles, "body": justified, "quote": justified})
    file = read(render(make_document(DrawnText(role="body", content=text("Testo")), styles=styles)))
    whole = {
        node.get(f"{W}styleId")
        for node in file.xml("word/styles.xml").iter(f"{W}style")
        if node.find(f"{W}pPr/{W}suppressAutoHyphens") is not None
    }
    assert file.xml("word/settings.xml").find(f"{W}autoHyphenation") is not None
    assert {"Heading1", "ListBullet", "FootnoteText"} <= whole
    assert whole.isdisjoint({"BodyText", "Quote", "TableText", "TableHeader"})


def test_a_language_that_the_pdf_does_not_divide_is_not_divided_in_word(
    make_document: Make, render: Render, read: Any
) -> None:
    sheet = style_sheet(FontFamilies(), {})
    styles = StyleSheet(styles={**sheet.styles, "body": replace(sheet.style("body"), align="justify")})
    for language, divided in (("de", True), ("fi", False), ("ar", False)):
        drawn = replace(
            make_document(DrawnText(role="body", content=text("A")), styles=styles), language=language
        )
        settings = read(render(drawn)).xml("word/settings.xml")
        assert (settings.find(f"{W}autoHyphenation") is not None) is divided
        css = render_html(drawn).decode()
        assert ("hyphens: auto" in css) is divided


def test_page_numbers_of_an_arabic_document_are_in_the_order_of_figures(
    make_document: Make, render: Render, read: Any
) -> None:
    pages = BandLine(centre=(PageField(name="page"), Run(text="/"), PageField(name="pages")), role="footer")
    named = BandLine(centre=(Run(text="صفحة "), PageField(name="page"), Run(text="، النسخة")), role="footer")
    bands = HeadersFooters(footer=(pages, named))
    drawn = make_document(DrawnText(role="body", content=text("نص")), language="ar", headers_footers=bands)
    root = read(render(drawn)).xml("word/footer1.xml")
    turned = {
        run.findtext(f"{W}t"): run.find(f"{W}rPr/{W}rtl") is not None
        for run in root.iter(f"{W}r")
        if run.find(f"{W}t") is not None and not (run.findtext(f"{W}t") or "").isdigit()
    }
    assert turned == {"/": False, "صفحة ": True, "، النسخة": True}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_footer_runs_as_the_document_does_and_parts_page_numbers_from_the_tab(
    make_document: Make, render: Render, read: Any, language: str
) -> None:
    mark = Run(text="\u200e")
    pages = (mark, PageField(name="page"), Run(text="\u200e/\u200e"), PageField(name="pages"), mark)
    title = Run(text="إحاطة" if language == "en" else "Chips")
    bands = HeadersFooters(footer=(BandLine(start=(title,), end=pages, role="footer"),))
    drawn = make_document(DrawnText(role="body", content=text("x")), language=language, headers_footers=bands)
    (paragraph,) = read(render(drawn)).xml("word/footer1.xml")
    assert (paragraph.find(f"{W}pPr/{W}bidi") is not None) is (language == "ar")
    assert "".join(node.text for node in paragraph.iter(f"{W}t")).startswith(f"{title.text}\u200b\u200e")
    odt = OdtFile(render_odt(drawn, page_numbers={}))
    (line,) = odt.styles.iter(f"{{{NAMESPACES['text']}}}tab")
    assert not_none(line.tail).startswith("\u200b\u200e")


def test_the_line_above_notes_begins_where_the_document_begins(
    make_document: Make, render: Render, read: Any
) -> None:
    note = DrawnNote(id="n1", content=text("A"), placement="foot")
    for language, right in (("ar", True), ("it", False)):
        drawn = make_document(
            DrawnText(role="body", content=(NoteMark(note="n1"),)), notes=(note,), language=language
        )
        for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
            lines = [
                node
                for node in read(render(drawn)).xml(f"word/{part}.xml").iter(f"{W}{name}")
                if node.get(f"{W}type")
            ]
            assert len(lines) == 2
            assert all((line.find(f"{W}p/{W}pPr/{W}bidi") is not None) is right for line in lines)


@pytest.mark.parametrize(("numbers", "count"), [(("1.", "", "2."), 1), (("", ""), 0), (("4.", "9."), 1)])
def test_numbered_text_has_a_style_that_goes_on_counting(
    numbers: tuple[str, ...], count: int, make_document: Make, render: Render, read: Any
) -> None:
    """A paragraph that is given the style in Word has the next number and the look of the others."""
    drawn = [body(f"Text {number}", number=number) for number in numbers]
    file = read(render(make_document(*drawn)))
    document, numbering = file.xml("word/document.xml"), file.xml("word/numbering.xml")
    names = ["NumberedParagraph" if number else "BodyText" for number in numbers]
    assert values(document, ".//w:pStyle") == names
    found = [node for node in file.xml("word/styles.xml") if node.get(f"{W}styleId") == "NumberedParagraph"]
    assert len(found) == count
    assert values(numbering, ".//w:pStyle").count("NumberedParagraph") == count
    for style in found:
        assert values(style, ".//w:numId") == values(document, ".//w:numId")[:1]
        assert values(style, "w:basedOn") == ["BodyText"]
