"""Walking a page: pictures within sentences, definition lists, and hidden elements."""

from __future__ import annotations

from briefbuilder.domain.text import ListItem
from briefbuilder.importers.html.candidates import Candidate
from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.page import parse_page
from briefbuilder.importers.html.walk import HtmlWalker


def _walked(body: str) -> list[Candidate]:
    root = parse_page(f"<html><body>{body}</body></html>")
    assert root is not None
    top = root.find("body")
    assert top is not None
    return HtmlWalker(HtmlContext()).walk(top)


def test_a_picture_within_a_sentence_does_not_split_it() -> None:
    found = _walked(
        '<p>The sign <span><img src="a.png" alt="a"></span> stands for <img src="b.png">, they say.</p>'
    )
    assert [(one.block.kind, one.block.text) for one in found] == [
        ("paragraph", "The sign stands for , they say."),
        ("figure", ""),
        ("figure", ""),
    ]


def test_a_picture_before_a_sentence_stays_before_it() -> None:
    found = _walked('<div><a href="/x"><img src="a.png"></a> The harbour at dawn.</div>')
    assert [one.block.kind for one in found] == ["figure", "paragraph"]


def test_terms_are_items_continued_by_their_definitions() -> None:
    found = _walked(
        "<dl><dt>Gas</dt><dd>What a tool needs.</dd><dd>It has no substitute.</dd>"
        "<div><dt>Tool</dt><dd>What <dl><dt>etches</dt><dd>a wafer</dd></dl></dd></div></dl>"
    )
    items = [one.block for one in found if isinstance(one.block, ListItem)]
    assert [(item.text, item.depth, item.continues, item.starts) for item in items] == [
        ("Gas", 0, False, True),
        ("What a tool needs.", 0, True, False),
        ("It has no substitute.", 0, True, False),
        ("Tool", 0, False, False),
        ("What", 0, True, False),
        ("etches", 1, False, True),
        ("a wafer", 1, True, False),
    ]
    assert len(found) == len(items)


def test_hidden_elements_are_not_blocks() -> None:
    found = _walked(
        "<p>Seen</p><p hidden>a</p><p style='display: none'>b</p><p aria-hidden='true'>c</p><p>Too</p>"
    )
    assert [one.block.text for one in found] == ["Seen", "Too"]


def test_an_unknown_element_ends_the_head() -> None:
    page = "<meta charset=utf-8><title>Ports</title><port-notice><style>p {}</style><p>Argon is scarce.</p></port-notice><p>Ships wait.</p>"
    root = parse_page(page)
    assert root is not None
    (head,) = root.iterfind("head")
    assert [child.tag for child in head] == ["meta", "title"]
    assert [text.strip() for text in root.xpath("body//p/text()")] == ["Argon is scarce.", "Ships wait."]
