"""An article as HTML and as plain text for a mail."""

from __future__ import annotations

from html.parser import HTMLParser

from briefbuilder.app.article_html import article_as_html, article_as_text
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.text import (
    Block,
    Cell,
    Code,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Span,
    Table,
)

VOID = {"meta", "br"}


class Balance(HTMLParser):
    """Collects the elements, and fails where one is closed that is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def paragraph(name: str, *spans: Span | NoteReference) -> Paragraph:
    return Paragraph(id=name, content=spans)


def item(name: str, text: str, depth: int = 0, *, ordered: bool = False, starts: bool = False) -> ListItem:
    return ListItem(
        id=name,
        content=(Span(text),),
        depth=depth,
        ordered=ordered,
        number=1 if ordered else None,
        starts=starts,
    )


BLOCKS: tuple[Block, ...] = (
    Heading(id="h", content=(Span("Chips & <cartels>"),), level=1),
    paragraph(
        "p", Span("bold", bold=True, italic=True), Span(" x"), NoteReference(note="n"), Span("\n1 < 2")
    ),
    item("a", "one", starts=True),
    item("b", "inner", 1, ordered=True),
    item("c", "two"),
    ListItem(id="d", content=(Span("more of two"),), continues=True),
    item("e", "another list", starts=True),
    Quote(id="q", content=(Span("quoted"),)),
    Code(id="k", content=(Span("if a < b:"),)),
    Table(
        id="t",
        header_rows=1,
        rows=(
            Row(cells=(Cell(blocks=(paragraph("c1", Span("Year")),), column_span=2),)),
            Row(cells=(Cell(blocks=(paragraph("c2", Span("2030")),)), Cell(blocks=(item("c3", "20 %"),)))),
        ),
    ),
    Figure(id="f", alternative_text="A map"),
    paragraph(
        "l", Span("safe", link="https://a.example/?a=1&b=2"), Span("unsafe", link="javascript:alert(1)")
    ),
    Note(id="n", content=(Span("A note."),)),
)


def test_every_block_becomes_markup_of_ours_that_is_closed() -> None:
    text = article_as_html('A "title" <b>', "Outlet · 3 Feb", "", BLOCKS, "en")
    seen = Balance()
    seen.feed(text)
    assert seen.open == []
    assert {
        "h1",
        "h2",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "table",
        "th",
        "td",
        "sup",
        "strong",
        "em",
    } <= set(seen.seen)
    assert seen.links == ["https://a.example/?a=1&b=2"]
    assert "Chips &amp; &lt;cartels&gt;" in text
    assert "A &quot;title&quot; &lt;b&gt;" in text
    assert "<script" not in text
    assert "javascript" not in text
    assert text.count("<ul>") == 3
    assert "if a &lt; b:" in text
    assert "<em>A map</em>" in text


def test_plain_text_has_the_same_words_in_order() -> None:
    text = article_as_text("Title", "Outlet · 3 Feb", "The lead", BLOCKS)
    assert text.startswith("Outlet · 3 Feb\n\nTitle\n\nThe lead\n\nChips & <cartels>\n\n")
    assert "– one\n\n1. inner\n\n– two\n\nmore of two" in text
    assert text.endswith("[1] A note.\n")


def test_plain_text_has_captions_of_tables_and_keeps_powers_apart_from_numbers() -> None:
    power = (Span("10"), Span("6", script="super"))
    table = Table(
        id="t",
        content=(Span("Trade in 2024, in t"),),
        rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=power),)),)),),
    )
    text = article_as_text("", "", "", (Paragraph(id="p", content=(*power, Span(" t"))), table))
    assert text == "10⁶ t\n\nTrade in 2024, in t\n10⁶\n"


def test_lists_have_the_labels_of_the_source() -> None:
    letters = ListLabel("lowerLetter", "(", ")")
    blocks = tuple(
        ListItem(
            id=f"b{number}",
            content=(Span("Point"),),
            ordered=True,
            number=number,
            label=letters if number < 4 else None,
            starts=number in {2, 4},
        )
        for number in (2, 3, 4)
    )
    text = article_as_html("Title", "", "", blocks, None)
    assert '<ol type="a" start="2">' in text
    assert "<li style='list-style-type: \"(b) \"'>Point" in text
    assert '<ol start="4">\n<li>Point' in text
    assert article_as_text("Title", "", "", blocks).split("\n\n")[1:] == [
        "(b) Point",
        "(c) Point",
        "4. Point\n",
    ]
