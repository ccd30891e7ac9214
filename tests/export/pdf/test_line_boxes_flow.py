"""Positions on pages: notes with their marks, repeated table headers, nothing beyond the margins."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Literal

import page as validation
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.export.random_documents import documents

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    Document,
    DrawnBreak,
    DrawnCallout,
    DrawnCell,
    DrawnContents,
    DrawnEndnotes,
    DrawnHeading,
    DrawnList,
    DrawnNote,
    DrawnPair,
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
from briefbuilder.domain.styles import LetterFrame, LetterRule, PageSetup, Role, Style, StyleSheet
from briefbuilder.export.pdf.line_boxes import BlockBox
from briefbuilder.export.pdf.paragraph import build_paragraph
from briefbuilder.export.pdf.writer import render_pdf

Read = Callable[[bytes], str]
Fold = Callable[[str], str]
WORDS = "The council confirmed its common commitment to resilient supply chains and to trusted partners. "


def _text(text: str, role: Role = "body", anchor: str = "", note: str = "") -> DrawnText:
    mark = (NoteMark(note=note),) if note else ()
    return DrawnText(role=role, content=(Run(text=text), *mark), anchor=anchor)


def _note(name: str, text: str) -> DrawnNote:
    return DrawnNote(id=name, content=(Run(text=text),))


def _document(elements: list[Element], styles: StyleSheet, **rest: object) -> Document:
    return Document(title="t", language="en", elements=tuple(elements), styles=styles, **rest)  # type: ignore[arg-type]


def _rectangles(data: bytes) -> Iterator[tuple[float, float, list[tuple[float, float, float, float]]]]:
    """Yield the width and height of each page and the boxes of its text, in points."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        yield (*page.get_size(), [text.get_rect(place) for place in range(text.count_rects())])
    document.close()


def assert_nothing_overlaps(data: bytes) -> None:
    for width, height, boxes in _rectangles(data):
        shrunk = [(left + 1, bottom + 1.5, right - 1, top - 1.5) for left, bottom, right, top in boxes]
        for place, (left, bottom, right, top) in enumerate(shrunk):
            assert left > 0
            assert right < width
            assert bottom > 0
            assert top < height
            for other in shrunk[place + 1 :]:
                apart = other[0] >= right or other[2] <= left or other[1] >= top or other[3] <= bottom
                assert apart, ((left, bottom, right, top), other)


def test_pages_alone_are_those_of_the_file(styles: StyleSheet) -> None:
    elements: list[Element] = [_text(WORDS * 9, anchor=f"a{number}") for number in range(20)]
    elements[3] = _text("The sign \U000f1234 is in no font.", note="n")
    document = _document(elements, styles, notes=(_note("n", WORDS),))
    written, laid_out = render_pdf(document), render_pdf(document, only_pages=True)
    assert written.page_count > 1
    assert len(written.findings) == 1
    assert laid_out == replace(written, data=b"", areas={})


def _assert_pages_alone_are_those_of_the_file(document: Document, *, ragged: bool) -> None:
    if ragged:
        looks = {role: replace(look, align="start") for role, look in document.styles.styles.items()}
        body = replace(document.styles.style("body"), align="start")
        document = replace(document, styles=StyleSheet(styles={**looks, "body": body}))
    written, laid_out = render_pdf(document), render_pdf(document, only_pages=True)
    assert laid_out == replace(written, data=b"", areas={})


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(), ragged=st.booleans())
def test_pages_alone_of_random_documents_are_those_of_their_files(document: Document, ragged: bool) -> None:
    _assert_pages_alone_are_those_of_the_file(document, ragged=ragged)


@pytest.mark.soak
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents(), ragged=st.booleans())
def test_pages_alone_of_two_hundred_random_documents_are_those_of_their_files(
    document: Document, ragged: bool
) -> None:
    _assert_pages_alone_are_those_of_the_file(document, ragged=ragged)


def test_what_headers_lack_is_found_where_pages_are_only_counted(styles: StyleSheet) -> None:
    band, footer = styles.style("header"), styles.style("footer")
    styles = replace(
        styles,
        styles={
            **styles.styles,
            "header": replace(band, font="Nowhere"),
            "footer": replace(footer, font="Nor here"),
        },
    )

    def bands(first: str, even: str) -> HeadersFooters:
        lines = [(BandLine(role="header", centre=(Run(text=text),)),) for text in ("", first, even)]
        footer = (BandLine(role="footer", end=(PageField(name="section"),)),)
        return HeadersFooters(header=lines[0], first_header=lines[1], even_header=lines[2], footer=footer)

    elements: list[Element] = [
        DrawnHeading(level=1, content=(Run(text="The sign \U000f1230"),)),
        *(_text(WORDS * 9) for _ in range(20)),
        DrawnBreak(bands=bands("", "\U000f1233")),
        *(_text(WORDS * 9) for _ in range(20)),
    ]
    document = _document(elements, styles, headers_footers=bands("\U000f1231", "\U000f1232"))
    written, laid_out = render_pdf(document), render_pdf(document, only_pages=True)
    assert laid_out.findings == written.findings
    found = [one.parameters.get("character") or one.parameters["font"] for one in written.findings]
    assert found == ["Nowhere", "Nor here", *(chr(0xF1230 + place) for place in range(4))]


def test_pages_are_counted_without_what_writes_files() -> None:
    """It would take a tenth of the time of a first Word file with a table of contents."""
    program = (
        "import sys\n"
        "from briefbuilder.domain.document import Document\n"
        "from briefbuilder.export.pdf.writer import render_pdf\n"
        "assert render_pdf(Document(title='Notes', language='en', elements=()), only_pages=True).page_count == 1\n"
        "sys.exit('reportlab' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_every_element_stays_inside_the_margins(torture: Document) -> None:
    plain = replace(torture, headers_footers=replace(torture.headers_footers, watermark=""))
    latin = [
        element for element in plain.elements if element.language not in {"ar", "he", "ja", "zh-Hans", "ko"}
    ]
    assert_nothing_overlaps(render_pdf(replace(plain, elements=tuple(latin))).data)


def test_footnote_is_on_the_page_of_its_mark(styles: StyleSheet) -> None:
    elements: list[Element] = [
        _text(f"Paragraph {place}. {WORDS}", anchor=f"p{place}", note=f"n{place}") for place in range(240)
    ]
    notes = tuple(_note(f"n{place}", f"Note {place}. {WORDS * (place % 3)}") for place in range(240))
    export = render_pdf(_document(elements, styles, notes=notes))
    assert export.page_count > 10
    late = [
        place
        for place in range(240)
        if export.page_numbers[f"note n{place}"] - export.page_numbers[f"p{place}"] not in {0, 1}
    ]
    assert late == []
    assert_nothing_overlaps(export.data)
    one_line = Style(size=9, leading=12)
    short = [
        replace(element, content=(Run(text="Short"), NoteMark(note=f"n{place}")))
        for place, element in enumerate(elements)
        if isinstance(element, DrawnText)
    ]
    sheet = StyleSheet(styles={**styles.styles, "footnote": one_line})
    export = render_pdf(_document(list(short), sheet, notes=notes))
    for place in range(240):
        assert export.page_numbers[f"note n{place}"] == export.page_numbers[f"p{place}"]


def test_note_longer_than_a_page_continues_on_the_next(
    styles: StyleSheet, read_text: Read, fold: Fold
) -> None:
    long = " ".join(f"word{place}" for place in range(1400))
    elements: list[Element] = [
        _text(WORDS * 3, note="long"),
        *(_text(f"After {place}. {WORDS * 4}") for place in range(12)),
    ]
    export = render_pdf(_document(elements, styles, notes=(_note("long", long),)))
    assert export.page_numbers["note long"] == 1
    found = fold(read_text(export.data))
    for place in range(1400):
        assert f"word{place}" in found
    assert_nothing_overlaps(export.data)


def test_heading_is_never_the_last_line_of_a_page(styles: StyleSheet) -> None:
    for before in range(30, 44):
        elements: list[Element] = [_text("Line") for _ in range(before)]
        elements.append(DrawnHeading(level=1, content=(Run(text="Heading"),), anchor="heading"))
        elements.append(_text(WORDS * 6, anchor="text"))
        export = render_pdf(_document(elements, styles))
        assert export.page_numbers["heading"] == export.page_numbers["text"]


def _cell(text: str, wide: int = 1, high: int = 1) -> DrawnCell:
    return DrawnCell(elements=(_text(text, "table"),), column_span=wide, row_span=high)


def test_table_header_is_repeated_on_every_page(styles: StyleSheet) -> None:
    rows = tuple((_cell(f"Row {place}"), _cell(WORDS)) for place in range(120))
    table = DrawnTable(rows=((_cell("Land"), _cell("Measure")), *rows), widths=(0.3, 0.7), header_rows=1)
    export = render_pdf(_document([table], styles))
    document = pypdfium2.PdfDocument(export.data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    assert export.page_count > 3
    assert [text.split()[:2] for text in texts] == [["Land", "Measure"]] * export.page_count
    assert_nothing_overlaps(export.data)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(st.tuples(st.integers(0, 40), st.integers(1, 2), st.integers(1, 3)), min_size=1, max_size=3),
        min_size=1,
        max_size=9,
    ),
    head=st.integers(0, 2),
    before=st.integers(0, 40),
)
def test_no_cell_is_lost_when_cells_span_and_split(
    styles: StyleSheet,
    read_text: Read,
    rows: list[list[tuple[int, int, int]]],
    head: int,
    before: int,
) -> None:
    counter = iter(range(10000))
    cells = tuple(
        tuple(_cell(f"c{next(counter)}x " + "fill " * (size * 6), wide, high) for size, wide, high in row)
        for row in rows
    )
    table = DrawnTable(rows=cells, widths=(), header_rows=head)
    elements: list[Element] = [*(_text("Line") for _ in range(before)), table, _text("The end.")]
    found = read_text(render_pdf(_document(elements, styles)).data)
    folded = "".join(found.split())
    for place in range(next(counter)):
        assert f"c{place}x" in folded
    assert (
        found.count("fill") >= sum(size * 6 for row in rows for size, _, _ in row) * (0 if head else 1) * 0.5
    )
    assert "Theend." in folded


@pytest.mark.parametrize("align", ["start", "justify"])
def test_unbreakable_address_stays_on_the_page(styles: StyleSheet, read_text: Read, align: str) -> None:
    word = "x" * 900
    sheet = StyleSheet(styles={**styles.styles, "body": Style(align=align)})  # type: ignore[arg-type]
    address = "https://example.org/" + "path/to/" * 90
    table = DrawnTable(rows=((_cell(word), _cell(address)),), widths=(0.02, 0.98))
    export = render_pdf(_document([_text(word), _text(address), table], sheet))
    found = "".join(read_text(export.data).split())
    assert found.count("x") == 2 * (900 + address.count("x"))
    assert word in found
    assert address in found
    assert_nothing_overlaps(export.data)


def test_two_columns_stay_side_by_side_over_pages(styles: StyleSheet, read_text: Read, fold: Fold) -> None:
    pair = DrawnPair(left=(_text(WORDS * 40),), right=(_text(WORDS * 60),))
    export = render_pdf(_document([_text("Before."), pair, _text("After.")], styles))
    assert export.page_count >= 2
    assert fold(read_text(export.data)).count("partners.") == 100
    assert_nothing_overlaps(export.data)


def test_headers_and_footers_show_page_fields(styles: StyleSheet) -> None:
    elements: list[Element] = [
        DrawnHeading(level=1, content=(Run(text="Alpha"),)),
        *(_text(WORDS * 5) for _ in range(20)),
        DrawnHeading(level=1, content=(Run(text="Beta"),)),
        *(_text(WORDS * 5) for _ in range(20)),
    ]
    footer = (
        BandLine(
            start=(PageField(name="section"),),
            end=(PageField(name="page"), Run(text="/"), PageField(name="pages")),
        ),
    )
    headers_footers = HeadersFooters(footer=footer, first_footer=(BandLine(centre=(Run(text="FIRST"),)),))
    export = render_pdf(_document(elements, styles, headers_footers=headers_footers))
    document = pypdfium2.PdfDocument(export.data)
    ends = [page.get_textpage().get_text_bounded().split()[-2:] for page in document]
    document.close()
    assert ends[0][-1] == "FIRST"
    assert ends[1] == ["Alpha", f"2/{export.page_count}"] or ends[1] == ["Beta", f"2/{export.page_count}"]
    assert ends[-1] == ["Beta", f"{export.page_count}/{export.page_count}"]


def test_a_section_of_thousands_of_words_is_shortened_in_few_steps(
    styles: StyleSheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out = 0

    def count(*arguments: Any) -> BlockBox:
        nonlocal laid_out
        laid_out += 1
        return build_paragraph(*arguments)

    monkeypatch.setattr("briefbuilder.export.pdf.writer.build_paragraph", count)
    heading = DrawnHeading(level=1, content=(Run(text=WORDS * 300),))
    footer = (BandLine(start=(PageField(name="section"),)),)
    document = _document([heading], styles, headers_footers=HeadersFooters(footer=footer))
    export = render_pdf(document)
    read = pypdfium2.PdfDocument(export.data)
    last = read[len(read) - 1].get_textpage().get_text_bounded().splitlines()[-1].strip()
    read.close()
    assert last.endswith("…")
    assert 40 < len(last) < 120
    assert (WORDS * 2).startswith(last[:-1])
    assert laid_out < 20 * export.page_count
    assert_nothing_overlaps(export.data)


def test_tall_header_moves_the_text_down(styles: StyleSheet) -> None:
    lines = tuple(BandLine(centre=(Run(text=f"MARK {place}"),), role="marking") for place in range(8))
    headers_footers = HeadersFooters(header=lines, footer=lines)
    assert_nothing_overlaps(
        render_pdf(
            _document([_text(WORDS * 5) for _ in range(30)], styles, headers_footers=headers_footers)
        ).data
    )


def test_long_header_line_is_broken_not_overprinted(styles: StyleSheet) -> None:
    line = BandLine(start=(Run(text=WORDS),), centre=(Run(text=WORDS),), end=(Run(text=WORDS),))
    headers_footers = HeadersFooters(header=(line,), footer=(line,))
    assert_nothing_overlaps(
        render_pdf(_document([_text(WORDS)], styles, headers_footers=headers_footers)).data
    )


def test_places_map_items_to_pages(torture: Document) -> None:
    export = render_pdf(torture)
    page, top = export.places["part-3"]
    assert page == export.page_numbers["h3"]
    assert 0 < top < torture.page.height


def test_areas_cover_the_text_of_items_on_every_page_and_no_notes(torture: Document) -> None:
    """A rectangle begins where its item begins, ends before the next one, and keeps within the text area."""
    setup = torture.page
    export = render_pdf(torture)
    assert set(export.areas) == set(export.places)
    begins = sorted(export.places.values())
    for origin, areas in export.areas.items():
        assert (areas[0][0], round(areas[0][2], 2)) == export.places[origin]
        pages = [area[0] for area in areas]
        assert pages == list(range(pages[0], pages[-1] + 1))
        for page, left, top, right, bottom in areas:
            assert 0 < left < right < setup.width
            assert setup.top - 1 <= top < bottom <= setup.height - setup.bottom + 1
            below = [y for number, y in begins if number == page and y > top + 0.1]
            assert bottom <= min(below, default=setup.height) + 0.1
    assert any(len(areas) > 1 for areas in export.areas.values())


def test_inner_and_outer_margins_change_sides(styles: StyleSheet) -> None:
    setup = PageSetup(inner=120, outer=40)
    export = render_pdf(_document([_text(WORDS * 6) for _ in range(20)], styles, page=setup))
    lefts = [min(left for left, _, _, _ in boxes) for _, _, boxes in _rectangles(export.data)]
    assert lefts[0] == pytest.approx(120, abs=2)
    assert lefts[1] == pytest.approx(40, abs=2)


@pytest.mark.parametrize("mark", ["", "«\u00a0"])
def test_bold_line_of_a_quotation_stays_with_the_next(styles: StyleSheet, read_text: Read, mark: str) -> None:
    for before in range(30, 46):
        head = (*([Run(text=mark)] if mark else []), Run(text="Headline", bold=True))
        quotation = DrawnQuotation(paragraphs=(head, (Run(text="Following " + WORDS * 4),)))
        elements: list[Element] = [*(_text("Line") for _ in range(before)), quotation]
        document = pypdfium2.PdfDocument(render_pdf(_document(elements, styles)).data)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        assert next(page for page in pages if "Headline" in page).count("Following") == 1


def test_quoted_list_is_beside_the_bar_of_its_quotation(styles: StyleSheet) -> None:
    entries = (ListEntry(content=(Run(text="One entry"),)), ListEntry(content=(Run(text="Another"),)))
    marks: dict[bool, tuple[float, int]] = {}
    for quoted in (False, True):
        data = render_pdf(_document([DrawnList(entries=entries, quoted=quoted)], styles)).data
        (_, _, boxes) = next(iter(_rectangles(data)))
        document = pypdfium2.PdfDocument(data)
        paths = sum(thing.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH for thing in document[0].get_objects())
        document.close()
        marks[quoted] = min(left for left, _, _, _ in boxes), paths
    assert marks[True][0] - marks[False][0] == pytest.approx(styles.style("quote").indent_start, abs=0.5)
    assert marks[True][1] == marks[False][1] + 1


def test_quoted_list_ignores_the_indent_of_other_lists(styles: StyleSheet) -> None:
    far = StyleSheet(styles={**styles.styles, "list": replace(styles.style("list"), indent_start=46.0)})
    entries = (ListEntry(content=(Run(text="One entry"),)),)
    quoted = [DrawnList(entries=entries, quoted=True)]
    lefts = [
        min(left for left, _, _, _ in boxes)
        for sheet in (styles, far)
        for _, _, boxes in _rectangles(render_pdf(_document([*quoted], sheet)).data)
    ]
    assert lefts[0] == lefts[1]


@pytest.mark.parametrize("of", ["a", "b"])
def test_each_excerpt_has_one_continuous_bar(styles: StyleSheet, of: str) -> None:
    rule = styles.style("quote").rule
    assert rule
    entries = (ListEntry(content=(Run(text="an early warning"),)),)
    elements: list[Element] = [
        DrawnQuotation(paragraphs=((Run(text="They agreed on:"),),), origin="a"),
        DrawnList(entries=entries, quoted=True, origin=of),
    ]
    shown = list(_filled(render_pdf(_document(elements, styles)).data, rule))
    assert len(shown) == (1 if of == "a" else 2)


def test_lines_of_a_masthead_have_one_rule_below_the_last_as_in_word(styles: StyleSheet) -> None:
    sheet = StyleSheet(styles={**styles.styles, "masthead": Style(size=11, leading=15, rule="#003366")})
    lines: list[Element] = [
        DrawnText(role="masthead", content=(Run(text=text),)) for text in ("Ministry", "Desk")
    ]
    for count in (1, 2):
        data = render_pdf(_document(lines[:count], sheet)).data
        assert len(list(_filled(data, "#003366"))) == 1


@pytest.mark.parametrize("language", ["ar", "ckb", "ku-Arab-IQ"])
def test_bar_of_an_excerpt_from_right_to_left_is_on_the_right(styles: StyleSheet, language: str) -> None:
    words = "اتفقت الحكومتان على تقليل المخاطر في سلاسل توريد أشباه الموصلات بنسبة 25% قبل عام 2027 " * 3
    elements: list[Element] = [
        DrawnQuotation(paragraphs=((Run(text=words),),), origin="a", language=language),
        DrawnList(
            entries=(ListEntry(content=(Run(text=words),)),), quoted=True, origin="a", language=language
        ),
    ]
    data = render_pdf(_document(elements, styles)).data
    ((left, _, width, _),) = _filled(data, str(styles.style("quote").rule))
    ((_, _, boxes),) = _rectangles(data)
    quote = styles.style("quote")
    assert max(right for _, _, right, _ in boxes) < left
    assert left + width < 595.28 - 70.87
    assert min(start for start, _, _, _ in boxes) >= 70.87 + quote.indent_end - 0.5


def test_arabic_text_without_a_language_runs_from_right_to_left(styles: StyleSheet) -> None:
    words = ("قال الوزير إن NATO ستجتمع في مايو.", "NATO meets الوزير again in May.")
    pdf = pypdfium2.PdfDocument(render_pdf(_document([_text(each) for each in words], styles)).data)
    text = pdf[0].get_textpage()
    whole = text.get_text_range()
    names = [at for at in range(len(whole)) if whole.startswith("NATO", at)]
    lefts = [text.get_charbox(at)[0] for at in names]
    stop = text.get_charbox(whole.index("."))[0]
    pdf.close()
    assert stop < lefts[0] > 300
    assert lefts[1] < 100


@pytest.mark.parametrize("language", ["it", None])
def test_table_quoted_in_an_arabic_document_runs_in_its_own_direction(
    styles: StyleSheet, language: str | None
) -> None:
    cells = tuple(DrawnCell(elements=(_text(words),)) for words in ("12 maggio 2022", "Il vertice"))
    table = DrawnTable(rows=(cells,), widths=(0.5, 0.5), language=language)
    document = replace(_document([table], styles), language="ar")
    pdf = pypdfium2.PdfDocument(render_pdf(document).data)
    text = pdf[0].get_textpage()
    starts = [
        text.get_charbox(text.get_text_range().index(word))[0] for word in ("12", "maggio", "2022", "Il")
    ]
    pdf.close()
    assert (starts == sorted(starts)) == (language == "it")


def _filled(data: bytes, colour: str) -> Iterator[list[float]]:
    """Yield the left and right edges of the rectangles filled with a colour."""
    wanted = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            now: list[float] = []
            for instruction in pikepdf.parse_content_stream(page):
                values = (
                    [float(value) for value in instruction.operands]
                    if str(instruction.operator) in {"rg", "re"}
                    else []
                )
                if str(instruction.operator) == "rg":
                    now = values
                elif str(instruction.operator) == "re" and now == pytest.approx(wanted, abs=0.005):
                    yield values


def test_links_lead_only_where_it_is_safe(styles: StyleSheet) -> None:
    runs = tuple(
        Run(text=f"{link} ", link=link)
        for link in (
            "https://example.org/ü?a=b",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "mailto:a@b.eu",
        )
    )
    drawn = DrawnText(role="body", content=(*runs, Run(text="nowhere", target="no such anchor")))
    export = render_pdf(_document([drawn], styles))
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        links = [link for page in pdf.pages for link in page.Annots.as_list()]
        addresses = [str(link.A.URI) for link in links if "/A" in link]
    assert addresses == ["https://example.org/%C3%BC?a=b", "mailto:a@b.eu"]
    assert len(links) == 3
    assert validation.validate_pdf_bytes(export.data, profile="ua1").is_compliant


def test_every_element_fits_in_cells_and_callouts(torture: Document) -> None:
    held = tuple(element for element in torture.elements if not isinstance(element, DrawnBreak))
    table = DrawnTable(rows=((DrawnCell(elements=held), _cell("beside")),), widths=(0.8, 0.2))
    box = DrawnCallout(title=(), elements=(table,))
    one_line = HeadersFooters(footer=torture.headers_footers.footer[:1])
    elements = (box, DrawnPair(left=(box,), right=held))
    export = render_pdf(replace(torture, elements=elements, headers_footers=one_line))
    for profile in ("ua1", "2a"):
        assert validation.validate_pdf_bytes(export.data, profile=profile).is_compliant
    for _, height, boxes in _rectangles(export.data):
        # The foot's line is the lowest thing on the page: nothing stands beside or below it.
        lowest = sorted({round(bottom) for _, bottom, _, top in boxes if top < height / 2})[:2]
        assert lowest[0] >= 30
        assert lowest[1] > torture.page.bottom - 10 or lowest[1] < lowest[0] + 4


def test_numbers_are_aligned_to_the_end_of_their_cells(styles: StyleSheet) -> None:
    cells = tuple(
        DrawnCell(elements=(_text("52.4", "table"),), flush_end=flush) for flush in (False, True, False)
    )
    data = render_pdf(_document([DrawnTable(rows=(cells,), widths=(0.4, 0.4, 0.2))], styles)).data
    ((_, _, boxes),) = _rectangles(data)
    (first, _, _, _), (_, _, end, _), (third, _, _, _) = sorted(boxes)
    assert third - end == pytest.approx(10.0, abs=1.0)  # the padding of two cells
    assert end - first > 0.7 * (third - first)


def test_table_with_only_header_rows_conforms(styles: StyleSheet) -> None:
    table = DrawnTable(rows=((_cell("one"), _cell("two")),), widths=(0.5, 0.5), header_rows=1)
    data = render_pdf(_document([table], styles)).data
    assert validation.validate_pdf_bytes(data, profile="ua1").is_compliant


def test_title_of_the_contents_has_the_borders_of_its_style(styles: StyleSheet) -> None:
    frame = LetterFrame(bottom=LetterRule(colour="#ff0000", width=2.0))
    ruled = replace(styles.style("contents-title"), frame=frame)
    styles = replace(styles, styles={**styles.styles, "contents-title": ruled})
    contents = DrawnContents(title=(Run(text="Contents"),), entries=())
    with pikepdf.open(io.BytesIO(render_pdf(_document([contents], styles)).data)) as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[0])
    assert ["1", "0", "0"] in [[str(each) for each in one.operands] for one in drawn]


@pytest.mark.parametrize("language", ["it", "ar"])
def test_leader_dots_are_between_entry_and_page_number(styles: StyleSheet, language: str) -> None:
    entry = ContentsEntry(target="h", level=1, text="Punti" if language == "it" else "النقاط")
    elements: tuple[Element, ...] = (
        DrawnContents(title=(), entries=(entry,)),
        DrawnHeading(level=1, content=(Run(text=entry.text),), anchor="h"),
    )
    document = Document(title="t", language=language, elements=elements, styles=styles)
    data = render_pdf(document).data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn = pikepdf.parse_content_stream(pdf.pages[0])
    places: list[float] = []
    content = False
    for instruction in drawn:
        if str(instruction.operator) == "BDC":
            content = "/MCID" in instruction.operands[1]
        elif str(instruction.operator) == "Tm" and not content:
            places.append(float(instruction.operands[4]))
    assert len(places) > 40
    page = document.page
    assert min(places) > page.inner
    assert max(places) < page.width - page.outer
    # The side of the words is free of dots for their width, that of the page for its number.
    free = (min(places) - page.inner, page.width - page.outer - max(places))
    assert (free[0] > free[1]) == (language == "it")


@pytest.mark.parametrize(("placement", "mark"), [("foot", "1"), ("end", "i")])
def test_mark_before_a_note_is_raised_and_followed_by_a_space_as_in_word(
    styles: StyleSheet, placement: Literal["foot", "end"], mark: str
) -> None:
    words = "Qq " + "says where this was said " * 12
    note = DrawnNote(id="n", content=(Run(text=words),), placement=placement)
    data = render_pdf(_document([_text("Words", note="n"), DrawnEndnotes()], styles, notes=(note,))).data
    document = pypdfium2.PdfDocument(data)
    page = document[0].get_textpage()
    text = page.get_text_range()
    start = text.index("Qq")
    assert text[start - 2 : start] == f"{mark} "
    raised, first, second = (page.get_charbox(at) for at in (start - 2, start, text.index("\n", start) + 1))
    assert raised[1] > first[1] + 1
    assert raised[0] == pytest.approx(second[0], abs=1)
    assert first[0] - raised[2] == pytest.approx(3, abs=1.5)
    document.close()


def test_headings_inside_excerpts_are_bookmarks_below_the_heading_above(styles: StyleSheet) -> None:
    def lines(*texts: str) -> tuple[tuple[Run, ...], ...]:
        return tuple((Run(text=text, bold=text.isupper()),) for text in texts)

    elements: list[Element] = [
        DrawnHeading(level=1, content=(Run(text="Part"),)),
        DrawnQuotation(paragraphs=lines("«FIRST", "Some words", "SECOND", "Other words»"), source=()),
        DrawnHeading(level=1, content=(Run(text="Next part"),)),
    ]
    document = pypdfium2.PdfDocument(render_pdf(_document(elements, styles)).data)
    found = [(each.level, each.get_title()) for each in document.get_toc()]
    document.close()
    assert found == [(0, "Part"), (1, "FIRST"), (1, "SECOND"), (0, "Next part")]


def test_the_grid_of_a_table_has_the_colour_of_the_template(styles: StyleSheet) -> None:
    table = DrawnTable(rows=((DrawnCell(elements=(_text("Japan", "table"),)),),), widths=(1.0,))
    red = StyleSheet(styles={**styles.styles, "table": replace(styles.style("table"), rule="#aa0000")})
    for sheet, is_red in ((styles, False), (red, True)):
        with pypdfium2.PdfDocument(render_pdf(_document([table], sheet)).data) as document:
            colours = document[0].render(scale=4).to_pil().getcolors(100_000)
        assert ((170, 0, 0) in {colour for _, colour in colours}) == is_red


def test_the_title_of_the_endnotes_is_a_bookmark(styles: StyleSheet) -> None:
    note = DrawnNote(id="n", content=(Run(text="Said in May."),), placement="end")
    elements: list[Element] = [
        DrawnHeading(level=1, content=(Run(text="Part"),)),
        _text("Words", note="n"),
        DrawnEndnotes(title=(Run(text="Notes"),)),
    ]
    with pypdfium2.PdfDocument(render_pdf(_document(elements, styles, notes=(note,))).data) as document:
        assert [(each.level, each.get_title()) for each in document.get_toc()] == [(0, "Part"), (0, "Notes")]


@pytest.mark.parametrize(
    ("corner", "numbers", "roles"),
    [("", False, ["TH", "TD"]), ("Country", True, ["TH", "TD"]), ("Country", False, ["TD", "TD"])],
)
def test_names_of_rows_are_heads_of_their_rows(
    styles: StyleSheet, corner: str, numbers: bool, roles: list[str]
) -> None:
    def row(first: str, second: str, role: Role, *, header: bool) -> tuple[DrawnCell, ...]:
        return tuple(
            DrawnCell(elements=(_text(text, role),), header=header, flush_end=numbers and at == 1)
            for at, text in enumerate((first, second))
        )

    head = row(corner, "Share", "table-header", header=True)
    rows = (head, row("Italy", "25", "table", header=False), row("France", "30", "table", header=False))
    table = DrawnTable(rows=rows, widths=(0.5, 0.5), header_rows=1)
    with pikepdf.open(io.BytesIO(render_pdf(_document([table], styles)).data)) as pdf:
        cells = [
            (str(item.S)[1:], str(item.A.Scope)[1:] if "/A" in item and "/Scope" in item.A else "")
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") in {"/TH", "/TD"}
        ]
    assert [role for role, _ in cells] == ["TH", "TH", *roles, *roles]
    scopes = {"TH": "Row", "TD": ""}
    assert [scope for _, scope in cells] == ["Column", "Column", *(scopes[role] for role in roles * 2)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_lines_of_a_note_hang_where_its_style_says(styles: StyleSheet, language: str) -> None:
    plain = styles.style("footnote")
    hanging = StyleSheet(
        styles={**styles.styles, "footnote": replace(plain, indent_start=24.0, first_line=-24.0)}
    )
    words = "مصدر " if language == "ar" else "source "
    note = DrawnNote(id="n", content=(Run(text=words * 60),))
    document = replace(_document([_text("Words", note="n")], hanging, notes=(note,)), language=language)
    with pypdfium2.PdfDocument(render_pdf(document).data) as made:
        page = made[0].get_textpage()
        lines: dict[int, list[float]] = {}
        for at in range(page.count_chars()):
            left, _, right, high = page.get_charbox(at)
            if high < 200 and right > left and page.get_text_range(at, 1).isalpha():
                lines.setdefault(round(page.get_charbox(at, loose=True)[1]), []).extend((left, right))
        first, second = (lines[key] for key in sorted(lines, reverse=True)[:2])
    start, next_start = (max(first), max(second)) if language == "ar" else (min(first), min(second))
    # The mark and its space take less than the 24 points by which the other lines are indented.
    assert 10 < (start - next_start if language == "ar" else next_start - start) < 20
