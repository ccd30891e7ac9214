"""The lead of a page: marked, below the title, or none."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.text import Heading

TITLE = "Nine ports want one rule for sensors"
LEAD = "Whoever unloads a ship should count the same way, say their directors in a letter to the ministers."
TEXT = (
    "The letter was handed over on Tuesday. It asks for a common rule by the end of the year, and for a fund"
    " from which smaller harbours can buy what they need."
)
REST = f"<p>{TEXT}</p><p>{TEXT.replace('letter', 'paper')}</p><p>{TEXT.replace('letter', 'note')}</p>"


def _lead(read: Read, body: str, head: str = "") -> tuple[str | None, list[str]]:
    page = f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    article = read(page, "a.html").article
    return article.metadata.lead, [block.text for block in article.blocks]


@pytest.mark.parametrize(
    "marked",
    [
        f"<p class='standfirst'>{LEAD}</p>",
        f"<div class='ArticleHeader_standfirst__x1'><p>{LEAD}</p></div>",
        f"<p class='perex'>{LEAD}</p>",
        f"<p class='article-chapo'>{LEAD}</p>",
        f"<div class='article-summary'><p>{LEAD}</p></div>",
        f"<div class='intro'><p>{LEAD}</p></div>",
        f"<h2 itemprop='alternativeHeadline'>{LEAD}</h2>",
        f"<h2>{LEAD}</h2>",
        f"<header><p class='content-description'>{LEAD}</p></header>",
    ],
)
def test_a_marked_lead_is_set_apart(read: Read, marked: str) -> None:
    lead, texts = _lead(read, f"<article><h1>{TITLE}</h1>{marked}<div class='body'>{REST}</div></article>")
    assert lead == LEAD
    assert LEAD not in texts


def test_a_heading_that_the_head_repeats_is_a_lead(read: Read) -> None:
    head = f'<meta property="og:description" content="{LEAD}">'
    lead, _ = _lead(
        read, f"<article><h1>{TITLE}</h1><p>By Anna Verdi</p><h3>{LEAD}</h3>{REST}</article>", head
    )
    assert lead == LEAD


@pytest.mark.parametrize(
    "first",
    [
        f"<p class='intro'>{LEAD}</p>",
        "<h2>What is asked</h2>",
        f"<h2>{TITLE} | Port Gazette</h2>",
        "<p class='subtitle'>Home &gt; Trade &gt; Ports &gt; Sensors and scales</p>",
        "<figure><img src='a.png'><figcaption class='lead'>Cranes at rest in the harbour of Rovana</figcaption></figure>",
    ],
)
def test_first_paragraphs_titles_and_captions_are_not_leads(read: Read, first: str) -> None:
    head = f'<meta property="og:title" content="{TITLE} | Port Gazette">'
    lead, _ = _lead(read, f"<article><h1>{TITLE}</h1>{first}{REST}</article>", head)
    assert lead is None


def test_the_heading_of_the_first_section_is_no_lead(read: Read) -> None:
    sections = "".join(f"<h2>{name}</h2>{REST}" for name in (LEAD, "What the ministers answered"))
    lead, texts = _lead(read, f"<article><h1>{TITLE}</h1>{sections}</article>")
    assert lead is None
    assert texts[0] == LEAD


def test_the_text_below_a_heading_of_its_own_is_no_lead(read: Read) -> None:
    abstract = f"<section class='abstract'><h2>Abstract</h2><p>{LEAD}</p></section>"
    lead, texts = _lead(read, f"<article><h1>{TITLE}</h1>{abstract}<section>{REST}</section></article>")
    assert lead is None
    assert texts[:2] == ["Abstract", LEAD]


def test_a_lead_may_begin_with_its_place_and_day(read: Read) -> None:
    dated = "Bern, 12.02.2025 — The council has changed the rule. It holds until 2026."
    lead, _ = _lead(read, f"<article><h1>{TITLE}</h1><p class='standfirst'>{dated}</p>{REST}</article>")
    assert lead == dated


@pytest.mark.parametrize(
    ("above", "is_lead"),
    [
        (LEAD, True),
        ("Anna Verdi and Luc Martin for the Port Gazette of Rovana", False),
        ("5 March 2024 at 18:27 (updated: 19:56)", False),
        (
            "The directors of the nine ports after they signed their letter on Tuesday (Anna Verdi/Port Agency)",
            False,
        ),
    ],
)
def test_a_sentence_above_the_byline_is_a_lead(read: Read, above: str, is_lead: bool) -> None:
    byline = "<div class='x2'>By Anna Verdi, 5 March 2024</div>"
    body = f"<main><h1>{TITLE}</h1><div class='x1'><p>{above}</p></div>{byline}<div class='x3'>{REST}</div></main>"
    lead, texts = _lead(read, body)
    assert (lead == above) is is_lead
    assert len(texts) >= 3


def test_a_popup_about_comments_is_not_a_lead(read: Read) -> None:
    window = f"<div class='flyout comments'><p class='flyout-subtitle'>{LEAD}</p></div>"
    lead, _ = _lead(read, f"{window}<p>One</p><p>Two</p><article><h1>{TITLE}</h1>{REST}</article>")
    assert lead is None


def test_a_lead_far_above_the_text_is_found(read: Read) -> None:
    tools = "".join(f"<li><a href='/{n}'>Tool {n}</a></li>" for n in range(20))
    body = f"<article><header><h1>{TITLE}</h1><p class='header__lead'>{LEAD}</p></header><ul>{tools}</ul><div>{REST}</div></article>"
    assert _lead(read, body)[0] == LEAD


def test_the_description_has_priority_over_loose_class_names(read: Read) -> None:
    head = f'<meta name="description" content="{LEAD}">'
    other = "<p class='intro'>Browse all the numbers of this year in our archive</p>"
    body = f"<article><h1>{TITLE}</h1>{other}<div class='related'><h2>{LEAD}</h2></div><div>{REST}</div></article>"
    assert _lead(read, body, head)[0] == LEAD


@pytest.mark.parametrize(("name", "expected"), [("intro", LEAD), ("text", None)])
def test_a_described_first_paragraph_needs_a_lead_class(read: Read, name: str, expected: str | None) -> None:
    head = f'<meta name="description" content="{LEAD}">'
    body = f"<article><h1>{TITLE}</h1><div><p class='{name}'>{LEAD}</p>{REST}</div></article>"
    assert _lead(read, body, head)[0] == expected


@pytest.mark.parametrize(
    ("named", "around"),
    [("c2 title", "<body class='doc-content'>{}"), ("MsoTitle", "<div class=WordSection1>{}</div>")],
    ids=["Google Docs", "Word"],
)
def test_a_paragraph_that_a_word_processor_names_the_title_is_the_title(
    read: Read, named: str, around: str
) -> None:
    flat = f"<p class='{named}'>{TITLE}</p><p>{TEXT}</p><h1>The common rule</h1>{REST}<h2>The fund</h2>{REST}"
    article = read(f"<html><head></head>{around.format(flat)}</html>", "a.html").article
    assert article.metadata.title == TITLE
    assert [(block.text, block.level) for block in article.blocks if isinstance(block, Heading)] == [
        ("The common rule", 2),
        ("The fund", 3),
    ]


def test_a_named_title_within_a_page_is_no_title_of_the_page(read: Read) -> None:
    card = f"<aside><p class='title'>More from the harbours</p><p>{LEAD}</p><p>{LEAD}</p></aside>"
    page = f"<html><body>{card}<article><h1>{TITLE}</h1><p>{TEXT}</p>{REST}</article></body></html>"
    assert read(page, "a.html").article.metadata.title == TITLE
