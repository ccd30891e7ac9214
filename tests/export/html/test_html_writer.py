"""HTML pages: structure, safety and styles."""

from __future__ import annotations

import base64
import io
import re
from dataclasses import replace

import pytest
from lxml import html
from lxml.html import HtmlElement
from PIL import Image

from briefbuilder.domain.document import (
    BandLine,
    Content,
    ContentsEntry,
    Document,
    DrawnBreak,
    DrawnCell,
    DrawnContents,
    DrawnEndnotes,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    HeadersFooters,
    ListEntry,
    NoteMark,
    PageField,
    Run,
)
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.html.writer import render_html
from briefbuilder.export.pictures import prepare_picture


def text(words: str, **form: bool | str) -> Content:
    return (Run(text=words, **form),)  # type: ignore[arg-type]


def page(*elements: Element, **more: object) -> HtmlElement:
    document = Document(title="Nota", language="it", elements=elements, **more)  # type: ignore[arg-type]
    return html.document_fromstring(render_html(document).decode())


def paragraph(*content: Run | NoteMark) -> DrawnText:
    return DrawnText(role="body", content=content)


def cell(words: str, columns: int = 1, rows: int = 1, *, header: bool = False) -> DrawnCell:
    shown = DrawnText(role="table", content=text(words))
    return DrawnCell(elements=(shown,), column_span=columns, row_span=rows, header=header)


def test_title_is_the_only_h1() -> None:
    root = page(
        DrawnText(role="title", content=text("Nota")),
        DrawnHeading(level=1, content=text("Contesto"), number="1"),
        DrawnHeading(level=6, content=text("Tiefe")),
    )
    heads = [(node.tag, node.text_content()) for node in root.iter("h1", "h2", "h3", "h6")]
    assert heads == [("h1", "Nota"), ("h2", "1 Contesto"), ("h6", "Tiefe")]
    assert [node.tag for node in page(DrawnHeading(level=1, content=text("A"))).iter("h1", "h2")] == ["h1"]


@pytest.mark.usefixtures("tokyo")
@pytest.mark.parametrize(("moment", "day"), [("14:59:59", "2026-11-24"), ("15:00:01", "2026-11-25")])
def test_the_date_in_the_head_is_the_day_of_its_place(moment: str, day: str) -> None:
    root = page(moment=f"2026-11-24T{moment}Z")
    assert root.xpath("//meta[@name='date']/@content") == [day]


def test_lists_are_nested_by_depth_and_keep_their_numbers() -> None:
    entries = (
        ListEntry(content=text("quarto"), ordered=True, number=4),
        ListEntry(content=text("sotto"), depth=1),
        ListEntry(content=text("segue"), continues=True),
        ListEntry(content=text("quinto"), ordered=True, number=5),
        ListEntry(content=text("nono"), ordered=True, number=9),
    )
    root = page(DrawnList(entries=entries))
    first, second = root.xpath("//main/ol")
    assert (first.get("start"), second.get("start")) == ("4", "9")
    item, following = first.findall("li")
    assert [node.tag for node in item] == ["p", "ul", "p"]
    assert item[1].find("li").text == "sotto"
    assert following.text == "quinto"


def test_quotation_and_source_have_their_own_languages() -> None:
    quotation = DrawnQuotation(paragraphs=(text("שלום"),), source=text("Haaretz"), language="he")
    (quote,) = page(quotation).iter("blockquote")
    assert (quote.get("lang"), quote.get("dir")) == ("he", "rtl")
    (cite,) = quote.iter("cite")
    assert (cite.get("lang"), cite.get("dir"), cite.text) == ("it", "ltr", "Haaretz")


def test_text_without_a_language_runs_in_the_direction_of_its_letters() -> None:
    own = paragraph(Run(text="قال الوزير إن NATO ستجتمع."))
    quoted = paragraph(
        Run(text="Il ministro: "), Run(text="قال الوزير إن الوفد الياباني سيصل", language="ar")
    )
    root = page(own, quoted)
    assert [node.get("dir") for node in root.iter("p")] == ["rtl", None]


def test_run_in_another_language_is_marked_without_invented_tags() -> None:
    root = page(paragraph(Run(text="半導体", language="ja"), Run(text=" x", language='" onload="x')))
    assert [(node.get("lang"), node.text) for node in root.xpath("//main//span")] == [("ja", "半導体")]
    assert root.get("lang") == "it"


def test_document_language_inside_another_is_marked() -> None:
    mixed = (Run(text="半導体", language="ja"), Run(text=" cioè chip", language="it"))
    root = page(DrawnQuotation(paragraphs=(mixed,), language="ja"))
    assert [(node.get("lang"), node.text) for node in root.xpath("//span")] == [("it", " cioè chip")]


def test_table_has_caption_headers_and_valid_spans() -> None:
    rows = (
        (cell("Paese", header=True), cell("Anno", 2, header=True)),
        (cell("Italia", 1, 9, header=True), cell("1"), cell("2")),
        (cell("3"), cell("4")),
    )
    (table,) = page(
        DrawnTable(rows=rows, widths=(0.5, 0.25, 0.25), header_rows=1, caption=text("Tab. 1"))
    ).iter("table")
    assert table[0].tag == "caption"
    heads = [(n.text, n.get("scope"), n.get("colspan"), n.get("rowspan")) for n in table.iter("th")]
    assert heads == [
        ("Paese", "col", None, None),
        ("Anno", "colgroup", "2", None),
        ("Italia", "rowgroup", None, "2"),
    ]
    assert [[n.text for n in row.iter("td")] for row in table.xpath("tbody/tr")] == [["1", "2"], ["3", "4"]]


def test_numbers_are_aligned_to_the_end_despite_role_styles() -> None:
    number = replace(cell("52,4 %"), flush_end=True)
    table = DrawnTable(rows=((cell("UE"), number),), widths=(0.5, 0.5))
    document = Document(title="Nota", language="it", elements=(table,))
    written = render_html(document).decode()
    assert '<td class="number-cell">52,4 %</td>' in written
    assert written.index("table .number-cell") > written.index(".table {")


def test_notes_and_marks_link_to_each_other() -> None:
    notes = (
        DrawnNote(id="f", content=text("Piè")),
        DrawnNote(id="e", content=text("Fine"), placement="end"),
        DrawnNote(id="unmarked", content=text("Mai")),
    )
    marks = paragraph(Run(text="A"), NoteMark(note="f"), NoteMark(note="e"), NoteMark(note="f"))
    root = page(marks, DrawnEndnotes(title=text("Note finali")), notes=notes)
    assert [node.text for node in root.xpath("//sup/a")] == ["1", "i", "1"]
    assert "".join("".join(node.itertext()) for node in root.xpath("//p[sup]/sup")) == "1,i,1"
    ids = [node.get("id") for node in root.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    targets = {str(node.get("href")).removeprefix("#") for node in root.iter("a")}
    assert targets == set(ids)
    assert root.xpath("//section[@class='endnotes']/h1")[0].text == "Note finali"
    assert "Mai" not in root.text_content()


def test_marks_of_notes_are_separated_by_text_alone() -> None:
    root = page(
        paragraph(Run(text="A"), NoteMark(note="a"), Run(text=" B"), NoteMark(note="b")),
        notes=tuple(DrawnNote(id=name, content=text("Piè")) for name in ("a", "b")),
    )
    assert root.xpath("//p[sup]")[0].text_content() == "A1 B2"
    # What a style adds between neighbouring elements also stands where words are between them.
    assert re.search(r"(?<![\w-])content\s*:", root.xpath("//style")[0].text) is None


def test_contents_link_to_their_headings() -> None:
    entries = (
        ContentsEntry(target='a "b"#', level=1, text="Prima", number="1"),
        ContentsEntry(target="nowhere", level=1, text="Altra"),
    )
    root = page(
        DrawnContents(title=text("Indice"), entries=entries),
        DrawnHeading(level=1, content=text("Prima"), anchor='a "b"#'),
    )
    (link,) = root.xpath("//nav//a")
    assert root.get_element_by_id(str(link.get("href"))[1:]).text == "Prima"
    assert [node.text for node in root.xpath("//nav//li")][1] == "Altra"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.org/?a=1&b=2", True),
        ("mailto:a@example.org", True),
        ("ftp://example.org/x", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("tel:123", False),
    ],
)
def test_only_web_and_mail_addresses_are_links(link: str, kept: bool) -> None:
    found = page(paragraph(Run(text="qui", link=link))).xpath("//main//a/@href")
    assert found == ([link] if kept else [])


def test_hostile_text_stays_text() -> None:
    hostile = "</style></title><script>alert(1)</script><img src=x onerror=y> &lt; \" '"
    document = Document(
        title=hostile,
        language="it",
        subject=hostile,
        keywords=(hostile,),
        elements=(paragraph(Run(text=hostile)),),
        styles=StyleSheet(
            styles={
                "body": Style(
                    font="x;} </style><script>", colour="red;}</style>", background="url(http://a.b)"
                )
            }
        ),
    )
    data = render_html(document).decode()
    root = html.document_fromstring(data)
    assert root.xpath("//script | //img") == []
    assert len(root.xpath("//style")) == 1
    assert root.xpath("//main")[0].text_content() == hostile
    assert root.findtext("head/title") == hostile
    assert "url(" not in data
    assert "http://a.b" not in data


def test_nothing_external_is_loaded() -> None:
    root = page(paragraph(Run(text="A", link="https://example.org")))
    assert root.xpath("//link | //script | //iframe | //object | //@src") == []
    assert "url(" not in root.xpath("//style")[0].text
    assert "@import" not in root.xpath("//style")[0].text


def picture(**saved: object) -> bytes:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "written by Nobody"
    Image.new("RGB", (40, 20), (9, 90, 160)).save(stream, "JPEG", exif=exif, **saved)
    return stream.getvalue()


def test_picture_is_embedded_without_metadata() -> None:
    taken = picture()
    held = {"p": prepare_picture(taken)}
    figure = DrawnFigure(picture="p", alternative_text='Barra "blu"', caption=text("Fig. 1"), width=60.0)
    (image,) = page(figure, pictures=held).iter("img")
    kind, data = str(image.get("src")).split(",")
    assert kind == "data:image/jpeg;base64"
    assert b"Nobody" in taken
    assert b"Nobody" not in base64.b64decode(data)
    with Image.open(io.BytesIO(base64.b64decode(data))) as opened:
        assert opened.size == (40, 20)
    assert (image.get("alt"), image.get("width")) == ('Barra "blu"', "80")


def test_wide_picture_is_as_wide_as_the_text() -> None:
    held = {"p": prepare_picture(picture())}
    small, wide = (DrawnFigure(picture="p", alternative_text="Barra", wide=wide) for wide in (False, True))
    assert [image.get("style") for image in page(small, wide, pictures=held).iter("img")] == [
        None,
        "width: 100%",
    ]


@pytest.mark.parametrize("data", [b"", b"<svg onload='alert(1)'/>", b"\x89PNG\r\n\x1a\nbroken"])
def test_invalid_picture_goes_with_its_caption(data: bytes) -> None:
    held = {"p": prepare_picture(data)}
    root = page(DrawnFigure(picture="p", alternative_text="x", caption=text("Fig. 1")), pictures=held)
    assert root.xpath("//img") == []
    assert root.xpath("//figure") == []


def test_marking_is_first_and_last_without_page_numbers() -> None:
    mark = BandLine(centre=text("TLP:AMBER"), role="marking")
    counted = BandLine(start=text("Nota"), end=(Run(text="Pag. "), PageField(name="page")))
    headers_footers = HeadersFooters(
        header=(BandLine(start=text("not the first page's"), role="marking"),),
        first_header=(mark, counted),
        footer=(counted, mark),
    )
    words = page(paragraph(Run(text="A")), headers_footers=headers_footers).xpath("//body")[0].text_content()
    assert words == "TLP:AMBERNotaANotaTLP:AMBER"


def test_marking_in_a_page_number_line_is_kept() -> None:
    line = BandLine(centre=(Run(text="RISERVATO – "), PageField(name="page")), role="header")
    root = page(paragraph(Run(text="A")), headers_footers=HeadersFooters(header=(line,)))
    assert root.xpath("//body/header")[0].text_content() == "RISERVATO – 1"


@pytest.mark.parametrize(
    ("line", "places"),
    [
        (BandLine(start=text("A"), end=text("B")), ["start", "end"]),
        (BandLine(start=text("A")), ["start"]),
        (BandLine(end=text("B")), ["start", "end"]),
        (BandLine(start=text("A"), centre=text("M")), ["start", "middle", "end"]),
    ],
)
def test_line_without_a_centre_is_shared_by_its_ends(line: BandLine, places: list[str]) -> None:
    shown = page(paragraph(Run(text="Testo")), headers_footers=HeadersFooters(header=(line,)))
    (band,) = shown.find_class("band")
    assert [part.get("class") for part in band] == places


def test_page_break_applies_to_print() -> None:
    root = page(paragraph(Run(text="A")), DrawnBreak(), DrawnBreak(), paragraph(Run(text="B")))
    assert [node.text for node in root.xpath("//*[contains(@class, 'new-page')]")] == ["B"]


def test_styles_come_from_the_document() -> None:
    sheet = StyleSheet(styles={"heading1": Style(font="Noto Sans", size=15, colour="#1f4e79", bold=True)})
    css = page(DrawnHeading(level=1, content=text("A")), styles=sheet).xpath("//style")[0].text
    (rule,) = re.findall(r"^\.heading1 \{(.*)\}", css, re.MULTILINE)
    assert 'font-family: "Noto Sans", Arial' in rule
    assert "font-size: 15pt" in rule
    assert "color: #1f4e79" in rule


def test_pieces_of_one_item_form_one_quotation_ended_by_its_source() -> None:
    pieces = (
        DrawnQuotation(paragraphs=(text("A"),), origin="i"),
        DrawnList(entries=(ListEntry(content=text("B")),), quoted=True, origin="i"),
        DrawnQuotation(paragraphs=(text("C"),), source=text("S"), origin="i"),
        DrawnQuotation(paragraphs=(text("D"),), origin="i"),
        DrawnQuotation(paragraphs=(text("E"),), origin="j"),
        DrawnQuotation(paragraphs=(text("F"),)),
        DrawnQuotation(paragraphs=(text("G"),)),
    )
    quotes = [node.text_content() for node in page(*pieces).iter("blockquote")]
    assert quotes == ["ABCS", "D", "E", "F", "G"]
