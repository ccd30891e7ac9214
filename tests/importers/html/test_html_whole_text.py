"""The opening, single paragraphs and the last section of an article are kept, however the page is divided."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read
from tests.importers.html.sentences import MORE_TEXTS, TEXTS
from tests.narrowing import not_none

from briefbuilder.importers.html.boilerplate import add_opening, add_paragraphs_between, drop_tail
from briefbuilder.importers.html.inline import HtmlContext
from briefbuilder.importers.html.page import parse_page
from briefbuilder.importers.html.walk import HtmlWalker

OPENING = (
    "Whoever builds a tank for gases in a harbour has to ask eleven offices, and the shortest of their forms has forty pages; "
    "this is what the ministers want to change, and it is why they came together on Tuesday."
)
MENU = (
    "<ul><li><a href='/a'>World</a></li><li><a href='/b'>Money</a></li><li><a href='/c'>Sport</a></li></ul>"
)


def _paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _read(read: Read, body: str) -> str:
    page = f"<html lang='en'><head><title>Stocks of gases</title></head><body>{MENU}{body}</body></html>"
    article = read(page, "a.html").article
    return "\n".join(filter(None, (article.metadata.lead, *(block.text for block in article.blocks))))


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (f"<section><h1>Stocks of gases</h1><div>{OPENING}</div></section>", True),
        (f"<header><h1>Stocks of gases</h1></header><section><p>{OPENING}</p></section>", True),
        (f"<h1>Stocks of gases</h1><div><img src='m.png'><h2>A writer</h2><p>{OPENING}</p></div>", False),
        (f"<h1>Stocks of gases</h1><div><p>{OPENING}</p><a href='/o'>Read on</a></div>", False),
        (f"<div><p>{OPENING}</p></div><h1>Stocks of gases</h1>", False),
    ],
    ids=["beside the heading", "in a section of its own", "about the author", "teaser", "above the heading"],
)
def test_a_paragraph_below_the_heading_opens_the_text(head: str, *, kept: bool) -> None:
    root = parse_page(
        f"<body>{head}<div><div>{_paragraphs(TEXTS)}{_paragraphs(MORE_TEXTS)}</div></div></body>"
    )
    assert root is not None
    candidates = HtmlWalker(HtmlContext()).walk(root)
    chosen = [index for index, one in enumerate(candidates) if one.text in (*TEXTS, *MORE_TEXTS)]
    found = [candidates[index].text for index in add_opening(candidates, chosen, frozenset())]
    assert found == [*([OPENING] if kept else []), *TEXTS, *MORE_TEXTS]


def test_an_opening_that_the_extraction_loses_is_kept(read: Read) -> None:
    head = f"<section><div><h1>Stocks of gases</h1><div>{OPENING}</div></div></section>"
    text = f"<div><div class='text'>{_paragraphs(TEXTS)}{_paragraphs(MORE_TEXTS)}</div></div>"
    assert OPENING in _read(read, f"<div>{head}</div>{text}")


@pytest.mark.parametrize(
    "part",
    [
        "<div class='c-note'><p>{0} {1}</p></div>",
        "<figure><div><p>{0} {1}</p></div></figure>",
        "<div><div class='q'><p>{0}</p></div></div>",
        "<div class='answer'><div>{0} {1}</div></div>",
    ],
    ids=["note", "card", "question", "answer"],
)
def test_a_paragraph_among_the_text_is_kept(read: Read, part: str) -> None:
    first = "".join(f"<p>{one} {other}</p>" for one, other in zip(TEXTS, MORE_TEXTS, strict=True))
    inner = part.format(OPENING, "Nobody in the harbours has seen the forms that replace them.")
    body = f"<main><h1>Stocks of gases</h1><article>{first}{inner}{_paragraphs(TEXTS[::-1])}</article></main>"
    assert OPENING in _read(read, body)


@pytest.mark.parametrize(
    "box",
    [
        "<div><p>{0}</p><a href='/join'>Join</a></div>",
        "<div><p>{0}</p><form><input></form></div>",
        "<div><p>{0}</p><button>No</button></div>",
    ],
    ids=["link", "field", "button"],
)
def test_what_the_extraction_leaves_out_with_links_and_fields_is_not_added(box: str) -> None:
    root = parse_page(
        f"<body>{_paragraphs(TEXTS)}{box.format('Come to us.' * 3)}{_paragraphs(MORE_TEXTS)}</body>"
    )
    assert root is not None
    candidates = HtmlWalker(HtmlContext()).walk(root)
    chosen = [index for index, one in enumerate(candidates) if one.text in (*TEXTS, *MORE_TEXTS)]
    assert add_paragraphs_between(candidates, chosen, range(len(candidates))) == chosen


LONG = "".join(f"<p>{one} {other}</p>" for one in TEXTS for other in TEXTS[:4] if one is not other)


@pytest.mark.parametrize(
    "end",
    [
        f"<div class='b'>{_paragraphs(MORE_TEXTS)}</div>",
        f"<div><div><h2>What the villages say</h2>{_paragraphs(MORE_TEXTS)}</div></div>",
        f"<section><div class='c'>{_paragraphs(MORE_TEXTS[:4])}</div></section>",
    ],
    ids=["second part", "part with a heading", "short part"],
)
def test_a_last_section_of_paragraphs_is_part_of_the_text(read: Read, end: str) -> None:
    found = _read(read, f"<main><h1>Stocks of gases</h1><section class='a'>{LONG}</section>{end}</main>")
    assert [text for text in MORE_TEXTS[:3] if text not in found] == []


@pytest.mark.parametrize(
    "end",
    [
        "<div><p>{0}</p></div>",
        "<div><div><p>{0}</p></div><div><p>{1}</p></div><div><p>{2}</p></div></div>",
        "<div><p>{0}</p><p>{1}</p><p>{2}</p><a href='/more'>More of this</a></div>",
    ],
    ids=["about the author", "comments", "other article"],
)
def test_single_paragraphs_and_links_below_the_text_are_left_out(end: str) -> None:
    root = not_none(parse_page(f"<body><section>{LONG}</section>{end.format(*MORE_TEXTS)}</body>"))
    candidates = HtmlWalker(HtmlContext()).walk(root)
    region = [index for index, one in enumerate(candidates) if not one.text.startswith(MORE_TEXTS)]
    kept = drop_tail(
        candidates, [*range(len(candidates))], region[:-1] if "More" in candidates[-1].text else region
    )
    assert [candidates[index].text for index in kept if candidates[index].text in MORE_TEXTS] == []


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<div class='q'><p>Why {n}?</p></div><div class='a'><p>{text}</p></div>" for n, text in enumerate((*TEXTS, *MORE_TEXTS))),
        "".join(f"<div><h3>{n}. Whose?</h3><div><p>{text}</p></div></div>" for n, text in enumerate((*TEXTS, *MORE_TEXTS))),
        "".join(f"<p>{text.partition(',')[0][:38]}.</p>" for text in (*TEXTS, *MORE_TEXTS)),
        "<ul>" + "".join(f"<li>{text}</li>" for text in TEXTS) + "</ul>" + _paragraphs(MORE_TEXTS),
        _paragraphs(TEXTS) + f"<div class='box'><p>{OPENING}</p></div>" + _paragraphs(MORE_TEXTS),
    ],
    ids=["interview", "questions and answers", "short sentences", "list", "note"],
)  # fmt: skip
def test_articles_of_other_shapes_stay_whole(read: Read, body: str) -> None:
    found = _read(read, f"<main><h1>Stocks of gases</h1><div>{body}</div></main>")
    lines = [
        line.partition("</")[0] for line in body.replace("<h3>", "<p>").replace("<li>", "<p>").split("<p>")
    ]
    assert [line for line in lines[1:] if line not in found] == []
