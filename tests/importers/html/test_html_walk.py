"""Walking a page: pictures within sentences, definition lists, and hidden elements."""

from __future__ import annotations

import pytest
from tests.narrowing import not_none

from briefbuilder.domain.text import ListItem, Paragraph, Span
from briefbuilder.importers.html.candidates import Candidate
from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.page import parse_page
from briefbuilder.importers.html.repair import repair_tree
from briefbuilder.importers.html.walk import HtmlWalker


def _walked(body: str) -> list[Candidate]:
    root = not_none(parse_page(f"<html><body>{body}</body></html>"))
    top = not_none(root.find("body"))
    repair_tree(root)
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
    root = not_none(parse_page(page))
    (head,) = root.iterfind("head")
    assert [child.tag for child in head] == ["meta", "title"]
    assert [text.strip() for text in root.xpath("body//p/text()")] == ["Argon is scarce.", "Ships wait."]


@pytest.mark.parametrize(
    "tag", ["<wbr>", "<wbr class='x'>", "<embed src='a>b'>", "<source src=a>", "<track>", "<WBR/>"]
)
def test_text_after_an_element_without_content_is_kept(tag: str) -> None:
    found = _walked(f"<p>Some 12{tag}345 tonnes</p><p>and {tag} more</p>")
    assert [one.block.text for one in found] == ["Some 12345 tonnes", "and more"]


def test_zero_width_spaces_divide_no_number() -> None:
    found = _walked("<p>Some\n \u200b 28\u200b000 tonnes,\u200b they say\u200b</p><p>\u200b</p>")
    assert [one.block.text for one in found] == ["Some 28\u200b000 tonnes, they say"]


def _formats(body: str) -> list[tuple[str, str]]:
    (found,) = _walked(f"<p>{body}</p>")
    assert isinstance(found.block, Paragraph)
    return [
        (span.text, f"{span.script}{'-bold' * span.bold}{'-italic' * span.italic}")
        for span in found.block.content
        if isinstance(span, Span)
    ]


def test_styles_raise_lower_and_hide() -> None:
    assert _formats(
        "10<span style='vertical-align: super; font-size:70%'>3</span>"
        "<span style='font-weight:bold;font-style:italic'>x</span><span style='vertical-align:sub'>2</span>"
        "<span style='font-size:0'>9</span><span style='font-size: 0.9em'>8</span>"
    ) == [("10", "baseline"), ("3", "super"), ("x", "baseline-bold-italic"), ("2", "sub"), ("8", "baseline")]


def test_reversed_lists_count_down() -> None:
    found = _walked(
        "<ol reversed><li>a</li><li value=7>b</li><li>c</li></ol><ol reversed start=2><li>d</li></ol>"
    )
    assert [one.block.number for one in found if isinstance(one.block, ListItem)] == [3, 7, 6, 2]


def test_quotation_marks_and_brackets_of_the_style_are_added() -> None:
    found = _walked(
        "<p>He said <q>a <q><b>b</b></q></q> and <q>«c»</q>.</p><p><ruby>漢<rt>kan</rt></ruby>, <ruby>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby></p>"
    )
    assert [one.block.text for one in found] == ["He said “a ‘b’” and «c».", "漢(kan), 字(ji)"]


@pytest.mark.parametrize(
    "code",
    [
        "<pre><code><div><i aria-hidden='true'>1</i><b>a = 1</b></div><div><i class='ln'>2</i>b = 20</div></code></pre>",
        "<pre><code><span class='lineno'>1 </span>a = 1\n<span class='lineno'>2 </span>b = 20</code></pre>",
        "<table><tr><td class='linenos'><div><pre>1\n2</pre></div></td><td><pre>a = 1\nb = 20</pre></td></tr></table>",
        "<pre>a = 1<br>b = 20</pre>",
        "<pre><code><ol><li>a = 1</li><li>b = 20\n</li></ol></code></pre>",
    ],
)
def test_code_has_its_lines_and_none_of_their_numbers(code: str) -> None:
    assert [one.block.text.strip() for one in _walked(code) if one.block.kind == "code"] == ["a = 1\nb = 20"]
