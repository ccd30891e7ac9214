"""What an OpenDocument text holds: its package, styles, notes, tables, links, languages, pages and properties."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import etree
from tests.export.odt.conftest import STYLE, TABLE, TEXT, N, OdtFile

from briefbuilder.domain.document import (
    BandLine,
    Content,
    ContentsEntry,
    Document,
    DocumentPicture,
    DrawnBreak,
    DrawnCell,
    DrawnContents,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    FilledLetterhead,
    HeadersFooters,
    LetterBox,
    LetterLine,
    ListEntry,
    NoteMark,
    PageField,
    PictureFile,
    PictureSamples,
    Run,
)
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.styles import PageSetup, Style, StyleSheet
from briefbuilder.export.odt.writer import render_odt

Make = Callable[..., bytes]
FO, DRAW, LINK = N["fo"], N["draw"], N["xlink"]
PNG = b"\x89PNG\r\n\x1a\n"


def text(words: str, **format_: object) -> Content:
    return (Run(text=words, **format_),)  # type: ignore[arg-type]


def paragraph(words: str, **more: object) -> DrawnText:
    return DrawnText(role="body", content=text(words), **more)  # type: ignore[arg-type]


def document(*elements: Element, **more: object) -> Document:
    values: dict[str, object] = {"title": "Nota", "language": "it", "moment": "2026-11-25T08:12:13Z"}
    return Document(elements=elements, **(values | more))  # type: ignore[arg-type]


def style_of(file: OdtFile, name: str | None) -> etree._Element:
    roots = (file.content, file.styles)
    return next(
        node for root in roots for node in root.iter(f"{STYLE}style") if node.get(f"{STYLE}name") == name
    )


def properties(node: etree._Element, kind: str) -> dict[str, str]:
    found = node.find(f"{STYLE}{kind}-properties")
    return (
        {} if found is None else {etree.QName(str(key)).localname: str(value) for key, value in found.items()}
    )


def test_the_media_type_is_first_and_the_properties_name_a_day_but_nobody(make_odt: Make) -> None:
    data = make_odt(
        document(paragraph("a"), subject="Chip", keywords=("uno", "due"), properties={"Marking": "R"})
    )
    assert data[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04\x14\x00\x00"
    meta = OdtFile(data).parts["meta.xml"].decode()
    assert "<dc:title>Nota</dc:title>" in meta
    assert "<dc:language>it-IT</dc:language>" in meta
    assert meta.count("<meta:keyword>") == 2
    assert 'meta:name="Marking"' in meta
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+", meta) == ["2026-11-25T00:00:00"] * 2
    assert not re.search("creator|generator|editing|printed", meta)


def test_spaces_tabs_and_line_ends_survive(make_odt: Make) -> None:
    file = OdtFile(make_odt(document(paragraph("a  b\tc\nd   e"))))
    node = next(file.content.iter(f"{TEXT}p"))
    kinds = [etree.QName(child).localname for child in node]
    assert kinds == ["s", "tab", "line-break", "s"]
    assert [child.get(f"{TEXT}c") for child in node] == [None, None, None, "2"]
    assert (node.text, [child.tail for child in node]) == ("a ", ["b", "c", "d ", "e"])


def test_styles_have_parents_and_hold_only_what_differs(make_odt: Make) -> None:
    file = OdtFile(make_odt(document(DrawnHeading(level=2, content=text("Chip")), paragraph("a"))))
    heading = style_of(file, "Heading_20_2")
    assert heading.get(f"{STYLE}parent-style-name") == "Heading"
    assert heading.get(f"{STYLE}default-outline-level") == "2"
    standard = properties(style_of(file, "Standard"), "text")
    assert standard["font-name"] == Style().font
    assert "font-name" not in properties(style_of(file, "Text_20_body"), "text")
    drawn = next(file.content.iter(f"{TEXT}h"))
    assert (drawn.get(f"{TEXT}style-name"), drawn.get(f"{TEXT}outline-level")) == ("Heading_20_2", "2")


def test_a_style_with_the_space_above_names_the_space_below_too(make_odt: Make) -> None:
    """LibreOffice would forget it."""
    sheet = StyleSheet(styles={"body": Style(space_before=3.0, space_after=7.0)})
    file = OdtFile(make_odt(document(paragraph("a"), DrawnBreak(), paragraph("b"), styles=sheet)))
    last = list(file.content.iter(f"{TEXT}p"))[-1]
    made = properties(style_of(file, last.get(f"{TEXT}style-name")), "paragraph")
    assert (made["break-before"], made["margin-top"], made["margin-bottom"]) == ("page", "0pt", "7pt")


def test_headings_are_numbered_by_the_outline_and_the_others_are_not(make_odt: Make) -> None:
    file = OdtFile(
        make_odt(
            document(
                DrawnHeading(level=1, content=text("Uno"), number="1."),
                DrawnHeading(level=2, content=text("Sotto"), number="1.1"),
                DrawnHeading(level=1, content=text("Senza")),
                DrawnHeading(level=1, content=text("Due"), number="2."),
                DrawnHeading(level=1, content=text("Nove"), number="9."),
            )
        )
    )
    assert file.body() == ["1. Uno", "1.1 Sotto", "Senza", "2. Due", "9. Nove"]
    flags = [node.get(f"{TEXT}is-list-header") for node in file.content.iter(f"{TEXT}h")]
    assert flags == [None, None, "true", None, "true"]


def test_a_heading_inside_an_excerpt_is_in_the_outline_and_keeps_the_indent_of_the_excerpt(
    make_odt: Make,
) -> None:
    sheet = StyleSheet(styles={"quote": Style(indent_start=16.0)})
    quotation = DrawnQuotation(paragraphs=(text("Un capo", bold=True), text("Un testo.")))
    heading = DrawnHeading(level=2, content=text("Chip"), number="1.1")
    file = OdtFile(make_odt(document(heading, quotation, styles=sheet)))
    drawn = list(file.content.iter(f"{TEXT}h"))[1]
    assert drawn.get(f"{TEXT}outline-level") == "3"
    # LibreOffice would take the indent of the outline's level.
    made = properties(style_of(file, drawn.get(f"{TEXT}style-name")), "paragraph")
    assert made["margin-left"] == "16pt"


def test_a_part_with_its_own_footer_has_pages_of_its_own(make_odt: Make) -> None:
    bands = HeadersFooters(footer=(BandLine(centre=text("Allegato"), role="footer"),))
    file = OdtFile(make_odt(document(paragraph("a"), DrawnBreak(bands=bands), paragraph("b"))))
    assert file.bands() == ["Allegato"]
    last = list(file.content.iter(f"{TEXT}p"))[-1]
    master = style_of(file, last.get(f"{TEXT}style-name")).get(f"{STYLE}master-page-name")
    assert master == "Section1"


def test_a_wide_table_is_on_a_landscape_page_in_smaller_type(make_odt: Make) -> None:
    cells = tuple(
        DrawnCell(elements=(DrawnText(role="table", content=text(f"{number}.234.567.890,12")),))
        for number in range(1, 10)
    )
    table = DrawnTable(rows=(cells,), widths=())
    sheet = StyleSheet(styles={"table": Style(size=11.0, leading=15.0)})
    file = OdtFile(make_odt(document(paragraph("Prima. " * 20), table, paragraph("b"), styles=sheet)))
    layouts = [properties(node, "page-layout") for node in file.styles.iter(f"{STYLE}page-layout")]
    assert [layout["print-orientation"] for layout in layouts] == ["portrait", "landscape"]
    drawn = next(file.content.iter(f"{TABLE}table")).get(f"{TABLE}style-name")
    assert style_of(file, drawn).get(f"{STYLE}master-page-name") == "Section1"
    paragraphs = [style_of(file, node.get(f"{TEXT}style-name")) for node in file.content.iter(f"{TEXT}p")]
    assert 7 <= float(properties(paragraphs[1], "text")["font-size"].removesuffix("pt")) < 11
    assert paragraphs[-1].get(f"{STYLE}master-page-name") == "Standard"


def test_numbered_paragraphs_continue_one_list_and_restart_where_the_document_does(make_odt: Make) -> None:
    labels = ("1.", "2.", "4.", "5.", "Annex B")
    file = OdtFile(make_odt(document(*(paragraph("x", number=label) for label in labels))))
    assert file.body() == [f"{label} x" for label in labels]
    lists = list(file.content.iter(f"{TEXT}list"))
    assert [node.get(f"{TEXT}continue-list") for node in lists] == [None, "list1", "list1", "list1"]
    assert [node[0].get(f"{TEXT}start-value") for node in lists] == [None, None, "4", None]


def test_lists_nest_restart_and_hold_further_paragraphs(make_odt: Make) -> None:
    entries = (
        ListEntry(content=text("uno"), ordered=True),
        ListEntry(content=text("ancora"), ordered=True, continues=True),
        ListEntry(content=text("sotto"), depth=1, ordered=True),
        ListEntry(content=text("punto"), depth=2),
        ListEntry(content=text("nove"), ordered=True, number=9),
        ListEntry(content=text("fondo"), depth=12, ordered=True, number=2),
    )
    file = OdtFile(make_odt(document(DrawnList(entries=entries))))
    assert file.body() == ["1. uno", "ancora", "a) sotto", "▪ punto", "9. nove", "2. fondo"]


def test_the_bar_of_a_quoted_list_is_at_one_place_also_beside_an_entry_that_no_list_counts(
    make_odt: Make,
) -> None:
    entry = ListEntry(content=text("A"), ordered=True, number=0, label=ListLabel(style="lowerRoman"))
    more = ListEntry(content=text("B"), continues=True)
    styles = StyleSheet(
        styles={"quote": Style(rule="#123456", indent_start=20), "list": Style(indent_start=30)}
    )
    file = OdtFile(make_odt(document(DrawnList(entries=(entry, more), quoted=True), styles=styles)))
    looks = [
        properties(style_of(file, node.get(f"{TEXT}style-name")), "paragraph")
        for node in file.content.iter(f"{TEXT}p")
    ]
    places = [
        sum(float(look[name].removesuffix("pt")) for name in ("margin-left", "text-indent")) for look in looks
    ]
    assert len(places) == 2
    assert places[0] == pytest.approx(places[1])


def test_a_second_mark_refers_to_the_first_note(make_odt: Make) -> None:
    note = DrawnNote(id="n", content=text("Fonte."))
    body = DrawnText(
        role="body", content=(Run(text="a"), NoteMark(note="n"), Run(text="b"), NoteMark(note="n"))
    )
    file = OdtFile(make_odt(document(body, notes=(note,))))
    assert file.body() == ["a1b1"]
    assert file.notes("footnote") == ["Fonte."]
    reference = next(file.content.iter(f"{TEXT}note-ref"))
    assert reference.get(f"{TEXT}ref-name") == next(file.content.iter(f"{TEXT}note")).get(f"{TEXT}id")


def test_the_contents_list_is_written_out_with_links(make_odt: Make) -> None:
    contents = DrawnContents(
        title=text("Indice"), entries=(ContentsEntry(target="h", level=1, text="Chip", number="1"),)
    )
    drawn = document(contents, DrawnHeading(level=1, content=text("Chip"), number="1", anchor="h"))
    file = OdtFile(make_odt(drawn, {"h": 7}))
    assert file.body() == ["Indice", "1 Chip 7", "1 Chip"]
    index = next(file.content.iter(f"{TEXT}index-body"))
    link = next(index.iter(f"{TEXT}a")).get(f"{LINK}href", "")
    assert link.removeprefix("#") in {
        mark.get(f"{TEXT}name") for mark in file.content.iter(f"{TEXT}bookmark")
    }


def test_long_lines_of_the_contents_hang_behind_their_number_and_end_before_the_pages(make_odt: Make) -> None:
    entries = tuple(
        ContentsEntry(target=f"h{number}", level=1, text="Lungo titolo " * 12, number=str(number))
        for number in range(1, 4)
    )
    heads = (DrawnHeading(level=1, content=text("x"), anchor=entry.target) for entry in entries)
    file = OdtFile(make_odt(document(DrawnContents(title=(), entries=entries), *heads), {"h1": 2}))
    properties = {
        style.get(f"{STYLE}name"): dict(style[0].attrib)
        for style in file.content.iter(f"{STYLE}style")
        if len(style)
    }
    lines = [
        properties[line.get(f"{TEXT}style-name")] for line in next(file.content.iter(f"{TEXT}index-body"))
    ]
    assert [(line[f"{FO}margin-left"], line[f"{FO}text-indent"]) for line in lines] == [("24pt", "-24pt")] * 3
    assert [line.get(f"{FO}keep-with-next") for line in lines] == [None, "always", None]


def test_a_contents_line_has_the_direction_of_the_list(make_odt: Make) -> None:
    """The page number of an Arabic heading would else be on the left, and the others on the right."""
    contents = DrawnContents(title=(), entries=(ContentsEntry(target="h", level=1, text="أشباه الموصلات"),))
    heading = DrawnHeading(level=1, content=text("أشباه الموصلات"), anchor="h")
    file = OdtFile(make_odt(document(contents, heading), {"h": 7}))
    turned = {
        style.get(f"{STYLE}name")
        for style in file.content.iter(f"{STYLE}style")
        if [node for node in style if node.get(f"{STYLE}writing-mode") == "rl-tb"]
    }
    line = next(file.content.iter(f"{TEXT}index-body"))[0]
    assert line.get(f"{TEXT}style-name") not in turned
    assert next(file.content.iter(f"{TEXT}h")).get(f"{TEXT}style-name") in turned


def test_only_safe_addresses_become_links(make_odt: Make) -> None:
    links = ("https://example.org/a b", "file:///C:/x", "javascript:alert(1)")
    file = OdtFile(
        make_odt(document(DrawnText(role="body", content=tuple(Run(text="x", link=link) for link in links))))
    )
    assert [node.get(f"{LINK}href") for node in file.content.iter(f"{TEXT}a")] == [
        "https://example.org/a%20b"
    ]


def test_languages_are_named_in_the_attributes_of_their_script(make_odt: Make) -> None:
    body = DrawnText(
        role="body",
        content=(
            Run(text="Oggi "), Run(text="today", language="en"), Run(text="今日", language="ja"),
            Run(text="اليوم", language="ar"), Run(text="danas", language="sr"),
        ),
    )  # fmt: skip
    file = OdtFile(make_odt(document(body)))
    made = [
        properties(style_of(file, node.get(f"{TEXT}style-name")), "text")
        for node in file.content.iter(f"{TEXT}span")
    ]
    assert made == [
        {"language": "en", "country": "GB"},
        {"language-asian": "ja", "country-asian": "JP"},
        {"language-complex": "ar", "country-complex": "SA"},
        {"language": "sr", "country": "RS", "script": "Latn"},
    ]


@pytest.mark.parametrize(
    ("document_language", "language", "direction", "side"),
    [
        ("it", "ar", "rl-tb", "right"),
        ("it", "fr", None, None),
        ("ar", "it", "lr-tb", "left"),
        ("ar", "ar", None, None),
    ],
)
def test_a_paragraph_of_another_direction_says_so(
    make_odt: Make, document_language: str, language: str, direction: str | None, side: str | None
) -> None:
    words = "قال الوزير" if language == "ar" else "Ha detto"
    drawn = document(paragraph("Prima"), paragraph(words, language=language))
    file = OdtFile(make_odt(replace(drawn, language=document_language)))
    name = list(file.content.iter(f"{TEXT}p"))[1].get(f"{TEXT}style-name")
    found = properties(style_of(file, name), "paragraph")
    assert (found.get("writing-mode"), found.get("text-align")) == (direction, side)


@pytest.mark.parametrize(("language", "side"), [("ar", "right"), ("it", "start")])
def test_lines_begin_on_the_side_of_the_language(make_odt: Make, language: str, side: str) -> None:
    """LibreOffice takes "start" for the left side, even where lines begin on the right."""
    file = OdtFile(make_odt(replace(document(paragraph("Prima")), language=language)))
    standard = next(
        each for each in file.styles.iter(f"{STYLE}style") if each.get(f"{STYLE}name") == "Standard"
    )
    assert properties(standard, "paragraph")["text-align"] == side


def test_a_table_repeats_its_head_and_covers_merged_cells(make_odt: Make) -> None:
    def cell(words: str, **more: int) -> DrawnCell:
        return DrawnCell(elements=(DrawnText(role="table", content=text(words)),), **more)  # type: ignore[arg-type]

    rows = (
        (cell("Paese", column_span=2), cell("Anno")),
        (cell("Italia", row_span=2), cell("a"), cell("2025")),
        (cell("b"), cell("2026")),
    )
    table = DrawnTable(rows=rows, widths=(0.4, 0.2, 0.4), header_rows=1, caption=text("Tabella 1. Paesi"))
    file = OdtFile(make_odt(document(table)))
    head = next(file.content.iter(f"{TABLE}table-header-rows"))
    assert len(head) == 1
    cells = list(file.content.iter(f"{TABLE}table-cell"))
    assert [node.get(f"{TABLE}number-columns-spanned") for node in cells][:2] == ["2", None]
    assert [node.get(f"{TABLE}number-rows-spanned") for node in cells][2] == "2"
    assert len(list(file.content.iter(f"{TABLE}covered-table-cell"))) == 2
    columns = [
        properties(style_of(file, node.get(f"{TABLE}style-name")), "table-column")["column-width"]
        for node in file.content.iter(f"{TABLE}table-column")
    ]
    total = sum(float(width.removesuffix("pt")) for width in columns)
    assert total == pytest.approx(PageSetup().text_width, abs=0.1)


def test_a_long_table_divides_between_its_rows_even_if_a_cell_holds_a_table(make_odt: Make) -> None:
    def table(*elements: Element) -> DrawnTable:
        cells = tuple(DrawnCell(elements=(element,)) for element in elements)
        return DrawnTable(rows=(cells,), widths=(1 / len(cells),) * len(cells))

    short, long = (DrawnText(role="table", content=text("Tokio " * count)) for count in (1, 900))
    file = OdtFile(make_odt(document(table(table(short), long))))
    tables = (style_of(file, node.get(f"{TABLE}style-name")) for node in file.content.iter(f"{TABLE}table"))
    kept = [properties(style, "table").get("may-break-between-rows") for style in tables]
    assert kept == [None, "false"]


def test_a_table_at_the_end_leaves_no_room_below_it(make_odt: Make) -> None:
    cell = DrawnCell(elements=(DrawnText(role="table", content=text("Italia")),))
    table = DrawnTable(rows=((cell,),), widths=(1.0,))
    file = OdtFile(make_odt(document(table, paragraph("Fine."), table)))
    margins = [
        properties(style_of(file, node.get(f"{TABLE}style-name")), "table")["margin-bottom"]
        for node in file.content.iter(f"{TABLE}table")
    ]
    assert margins == ["8pt", "0pt"]


def test_a_picture_has_its_alternative_text(make_odt: Make) -> None:
    file = DocumentPicture(
        file=PictureFile(suffix="png", data=PNG, width=400, height=200),
        samples=PictureSamples(width=400, height=200, gray=True, data=b""),
    )
    figure = DrawnFigure(picture="p", alternative_text="Un grafico", caption=text("Figura 1"))
    made = OdtFile(make_odt(document(figure, pictures={"p": file})))
    frame = next(made.content.iter(f"{DRAW}frame"))
    assert (frame.get(f"{N['svg']}width"), frame.get(f"{N['svg']}height")) == ("300pt", "150pt")
    assert frame.findtext(f"{N['svg']}title") == "Un grafico"
    assert made.parts["Pictures/image1.png"] == PNG


def test_first_left_and_right_pages_have_their_own_bands(make_odt: Make) -> None:
    page = BandLine(
        start=text("Nota"),
        end=(PageField(name="page"), Run(text="/"), PageField(name="pages")),
        role="footer",
    )
    bands = HeadersFooters(
        header=(BandLine(centre=(PageField(name="section"),)),),
        footer=(page,),
        first_header=(BandLine(centre=text("Prima")),),
        even_header=(BandLine(centre=text("Sinistra")),),
        watermark="BOZZA",
    )
    setup = PageSetup(width=841.89, height=595.28, inner=90.0, outer=60.0)
    file = OdtFile(
        make_odt(
            document(DrawnHeading(level=1, content=text("Chip")), headers_footers=bands, page=setup), {"h": 3}
        )
    )
    shown = [band.replace("BOZZA", "").strip() for band in file.bands()]
    assert shown == ["Prima", "Nota 1/3", "Chip", "Sinistra", "Nota 1/3", "Nota 1/3"]
    assert sum("BOZZA" in band for band in file.bands()) == 3
    first = next(file.content.iter(f"{TEXT}h")).get(f"{TEXT}style-name")
    assert style_of(file, first).get(f"{STYLE}master-page-name") == "First_20_Page"
    layout = next(file.styles.iter(f"{STYLE}page-layout"))
    assert layout.get(f"{STYLE}page-usage") == "mirrored"
    made = properties(layout, "page-layout")
    assert (made["margin-left"], made["margin-right"], made["print-orientation"]) == (
        "90pt",
        "60pt",
        "landscape",
    )


def test_a_letterhead_gives_its_rows_boxes_and_styles(make_odt: Make) -> None:
    look = Style(font="Liberation Sans", size=9.0, colour="#123456")
    row = BandLine(
        boxes=(
            LetterBox(left=70.0, width=200.0, lines=(LetterLine(content=text("Ministero"), look=look),)),
            LetterBox(left=300.0, width=200.0, lines=(LetterLine(content=text("Roma"), look=look),)),
            LetterBox(
                left=50.0, width=90.0, top=20.0, lines=(LetterLine(content=text("Stemma"), look=look),)
            ),
        )
    )
    side = LetterBox(left=400.0, width=90.0, lines=(LetterLine(content=text("Riferimento"), look=look),))
    letterhead = FilledLetterhead(
        data=b"", place="content", names={}, values={}, changed={}, beside=(side,), titled=True,
        before=(DrawnText(role="body", content=text("Gentile Ministro"), look=look),),
    )  # fmt: skip
    title = DrawnText(role="title", content=text("Nota"))
    bands = HeadersFooters(header=(row,))
    file = OdtFile(
        make_odt(document(title, paragraph("Testo"), headers_footers=bands, letterhead=letterhead))
    )
    assert file.body() == ["RiferimentoGentile Ministro", "Testo"]
    (band,) = file.bands()
    assert all(word in band for word in ("Ministero", "Roma", "Stemma"))
    name = next(file.content.iter(f"{DRAW}text-box")).getnext()
    assert name is None
    colours = {properties(node, "text").get("color") for node in file.styles.iter(f"{STYLE}style")}
    assert "#123456" in colours


def test_progress_rises_to_one() -> None:
    drawn = document(*(paragraph("a") for _ in range(120)))
    told: list[float] = []
    render_odt(drawn, page_numbers={}, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)


def test_the_same_document_gives_the_same_bytes() -> None:
    drawn = document(paragraph("a"), DrawnHeading(level=1, content=text("b")))
    assert render_odt(drawn, page_numbers={}) == render_odt(replace(drawn), page_numbers={})
