"""Quotations are distinguished from each other and from other text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from tests.export.docx.conftest import Make

from briefbuilder.domain.document import (
    BandLine,
    ContentsEntry,
    DrawnContents,
    DrawnHeading,
    DrawnList,
    DrawnQuotation,
    Element,
    HeadersFooters,
    ListEntry,
    PageField,
    Run,
)
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.docx.writer import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Paragraphs = Callable[..., list[etree._Element]]
STYLES = StyleSheet(styles={"quote": Style(rule="#123456", indent_start=20), "list": Style()})


def quotation(origin: str, *texts: str, bold_first: bool = False) -> DrawnQuotation:
    paragraphs = tuple((Run(text=text, bold=bold_first and not number),) for number, text in enumerate(texts))
    return DrawnQuotation(paragraphs=paragraphs, origin=origin)


def entries(origin: str, *, quoted: bool) -> DrawnList:
    rows = (ListEntry(content=(Run(text="outer"),)), ListEntry(content=(Run(text="inner"),), depth=1))
    return DrawnList(entries=rows, origin=origin, quoted=quoted)


@pytest.fixture
def paragraphs(render: Callable[..., bytes], make_document: Make, read: Any) -> Paragraphs:
    def drawn(*elements: Element) -> list[etree._Element]:
        root = read(render(make_document(*elements, styles=STYLES))).xml("word/document.xml")
        return list(root.iter(f"{W}p"))

    return drawn


def bar(paragraph: etree._Element) -> dict[str, str] | None:
    """Return the bar that the paragraph has beside its style's."""
    found = paragraph.find(f"{W}pPr/{W}pBdr/{W}left")
    return None if found is None else {str(name).removeprefix(W): str(value) for name, value in found.items()}


def test_neighbouring_quotations_have_bars_that_word_does_not_join(paragraphs: Paragraphs) -> None:
    first, second, third = paragraphs(
        quotation("i1", "one"), quotation("i2", "two"), quotation("i3", "three")
    )
    assert bar(first) != bar(second)
    assert bar(second) != bar(third)


def test_one_excerpt_has_one_bar(paragraphs: Paragraphs) -> None:
    made = paragraphs(quotation("i1", "a", "b"), entries("i1", quoted=True), quotation("i1", "c"))
    assert bar(made[0]) == bar(made[1]) == bar(made[4])


@pytest.mark.parametrize("quoted", [True, False])
def test_no_tab_stop_is_between_a_label_and_the_text_of_its_entry(
    quoted: bool, render: Callable[..., bytes], make_document: Make, read: Any
) -> None:
    words, roman = (Run(text="first"),), ListLabel(style="lowerRoman")
    bullet, wide = ListEntry(content=words), ListEntry(content=words, ordered=True, number=1001)
    uncounted = ListEntry(content=words, ordered=True, number=0, label=roman)
    lists = (DrawnList(entries=rows, origin="i1", quoted=quoted) for rows in ((wide, bullet), (uncounted,)))
    styles = StyleSheet(styles={**STYLES.styles, "list": Style(indent_start=30)})
    package = read(render(make_document(*lists, styles=styles)))
    roots = [package.xml(f"word/{name}.xml") for name in ("numbering", "document")]
    stops = [int(stop) for root in roots for tab in root.iter(f"{W}tab") if (stop := tab.get(f"{W}pos"))]
    places = list(roots[1].iter(f"{W}ind"))
    assert len(places) == 3
    for node in places:
        left, hang = (int(node.get(f"{W}{side}", "0")) for side in ("left", "hanging"))
        assert not [stop for stop in stops if left - hang < stop < left]


def test_quoted_list_has_the_bar_of_its_quotation(paragraphs: Paragraphs) -> None:
    outer, inner = paragraphs(entries("i1", quoted=True))
    indents = [int(node.find(f"{W}pPr/{W}ind").get(f"{W}left", "0")) for node in (outer, inner)]  # type: ignore[union-attr]
    hangs = [int(node.find(f"{W}pPr/{W}ind").get(f"{W}hanging", "0")) for node in (outer, inner)]  # type: ignore[union-attr]
    bars = [bar(node) for node in (outer, inner)]
    assert all(each is not None and each["color"] == "123456" for each in bars)
    places = [
        (indent - hang) / 20 - int((each or {})["space"])
        for indent, hang, each in zip(indents, hangs, bars, strict=True)
    ]
    assert places[0] == pytest.approx(20 - 8, abs=1)
    assert places[1] == pytest.approx(places[0], abs=1)


def test_quoted_list_is_not_indented_like_lists_in_numbered_text(
    render: Callable[..., bytes], make_document: Make, read: Any
) -> None:
    styles = StyleSheet(styles={**STYLES.styles, "list": Style(indent_start=46.0)})
    root = read(render(make_document(entries("i1", quoted=True), styles=styles))).xml("word/document.xml")
    indents = [int(node.get(f"{W}left", "")) / 20 for node in root.iter(f"{W}ind")]
    assert indents == [20 + 18, 20 + 36]


def test_quoted_list_has_a_style_with_the_type_of_quotations(
    render: Callable[..., bytes], make_document: Make, read: Any
) -> None:
    quote = Style(size=9.5, italic=True)
    sheet = StyleSheet(styles={"quote": quote, "list": Style(size=12)})
    file = read(render(make_document(entries("i1", quoted=True), styles=sheet)))
    used = {node.get(f"{W}val") for node in file.xml("word/document.xml").iter(f"{W}pStyle")}
    assert used == {"QuotedList"}
    (style,) = (
        node
        for node in file.xml("word/styles.xml").iter(f"{W}style")
        if node.get(f"{W}styleId") == "QuotedList"
    )
    assert style.find(f"{W}rPr/{W}sz").get(f"{W}val") == "19"
    assert style.find(f"{W}rPr/{W}i") is not None


def test_list_outside_quotations_has_no_bar(paragraphs: Paragraphs) -> None:
    assert [bar(node) for node in paragraphs(entries("i1", quoted=False))] == [None, None]


def test_heading_of_the_source_is_kept_with_the_next_paragraph(paragraphs: Paragraphs) -> None:
    """The style of the heading says it."""
    lead, text = paragraphs(quotation("i1", "A heading", "Its text", bold_first=True))
    assert [node.get(f"{W}val") for node in lead.iter(f"{W}pStyle")] == ["QuoteHeading"]
    assert text.find(f"{W}pPr/{W}keepNext") is None


def test_quotation_marks_do_not_hide_a_heading_of_the_source(paragraphs: Paragraphs) -> None:
    marked = quotation("i1", "A heading", "Its text", bold_first=True)
    head = (Run(text="«\u00a0"), *marked.paragraphs[0])
    lead, _ = paragraphs(replace(marked, paragraphs=(head, *marked.paragraphs[1:])))
    assert [node.get(f"{W}val") for node in lead.iter(f"{W}pStyle")] == ["QuoteHeading"]


def test_long_header_start_does_not_push_the_end_to_the_next_line(
    render: Callable[..., bytes], make_document: Make, read: Any
) -> None:
    line = BandLine(start=(Run(text="A long title"),), end=(PageField(name="page"),), role="footer")
    root = read(
        render(make_document(quotation("i", "x"), headers_footers=HeadersFooters(footer=(line,))))
    ).xml("word/footer1.xml")
    assert len(list(root.iter(f"{W}r"))) > 1
    assert len([node for node in root.iter(f"{W}tab") if node.getparent().tag == f"{W}r"]) == 1


def test_paragraphs_of_a_quotation_without_an_item_share_one_bar(paragraphs: Paragraphs) -> None:
    first, second, other = paragraphs(quotation("", "one", "two"), quotation("", "three"))
    assert bar(first) == bar(second)
    assert bar(second) != bar(other)


def test_heading_inside_an_excerpt_has_an_outline_level_below_the_listed_ones(paragraphs: Paragraphs) -> None:
    entries = (
        ContentsEntry(level=1, number="", text="Part", target="p"),
        ContentsEntry(level=2, number="", text="x", target=""),
    )
    made = paragraphs(
        DrawnContents(title=(), entries=entries),
        DrawnHeading(level=1, content=(Run(text="Part"),), anchor="p"),
        quotation("i1", "Bold words", "other words", bold_first=True),
        DrawnHeading(level=3, content=(Run(text="Deep"),)),
        quotation("i2", "Bold words", "other words", bold_first=True),
    )
    levels = [node.find(f"{W}pPr/{W}outlineLvl") for node in made]
    shown = ["" if level is None else level.get(f"{W}val", "") for level in levels]
    assert shown == ["", "", "", "2", "", "", "3", ""]


def test_quotation_goes_on_after_a_heading_inside_it(make_document: Make, base: bytes, read: Any) -> None:
    """Enter after the heading begins a paragraph of the quotation, not another heading of the navigation pane."""
    drawn = quotation("i1", "Bold words", "other words", bold_first=True)
    file = read(render_docx(make_document(drawn), base=base, page_numbers={}))
    named = [node.get(f"{W}val") for node in file.xml("word/document.xml").iter(f"{W}pStyle")]
    assert named == ["QuoteHeading", "Quote"]
    (style,) = (
        node
        for node in file.xml("word/styles.xml").iter(f"{W}style")
        if node.get(f"{W}styleId") == "QuoteHeading"
    )
    assert [style.find(f"{W}{name}").get(f"{W}val") for name in ("basedOn", "next")] == ["Quote", "Quote"]
    assert style.find(f"{W}pPr/{W}keepNext") is not None
