"""The usual ways in which sites mark authors, dates and decks, in the head and in the body."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.importers.conftest import Read

from briefbuilder.domain.article import Metadata

TITLE = "New cranes, old quarrels in the harbour"
DECK = "Cranes work at night now, and the people who live above the dock have started to measure."
TEXTS = (
    "The harbour council met on Tuesday to discuss the cranes, which work until two in the night, and the complaints.",
    "Its chairwoman said that the shifts had been written together with the unions, and that a bus takes them home.",
    "A group of neighbours measured the noise for three weeks; their numbers will be read in the next sitting.",
)
RUNNING = "".join(f"<p>{text}</p>" for text in TEXTS)
ANNA, LUC = "Anna Verdi", "Luc Martin"
DAY = date(2024, 3, 12)
PERSON = {"@type": "Person", "name": ANNA}
NEWS = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2024-03-12T09:00:00+01:00"}


def _metadata(read: Read, head: str, body: str = RUNNING, language: str = "en") -> Metadata:
    page = f"<html lang='{language}'><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    return read(page, "a.html").article.metadata


def _stated(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    "stated",
    [
        {"@graph": [{"@type": "Person", "@id": "#p", "name": ANNA}, {**NEWS, "author": {"@id": "#p"}}]},
        {"@type": "WebPage", "name": "Port Times", "mainEntity": {**NEWS, "author": PERSON}},
        [
            {"@type": "ItemList", "itemListElement": []},
            {**NEWS, "@type": ["Thing", "NewsArticle"], "author": [PERSON]},
        ],
        {
            **NEWS,
            "@type": "LiveBlogPosting",
            "author": PERSON,
            "liveBlogUpdate": [{**NEWS, "@type": "BlogPosting"}],
        },
        {**NEWS, "author": {"@type": "Person", "givenName": "Anna", "familyName": "Verdi"}},
        {**NEWS, "author": ANNA, "dateModified": "2024-05-01", "dateCreated": "2024-03-01"},
        json.dumps({**NEWS, "author": PERSON}).replace("}}", "},}"),
        '{"@type": "WebSite", "name": "Port Times"}\n' + json.dumps({**NEWS, "author": PERSON}),
    ],
)
def test_json_is_read_in_all_structures(read: Read, stated: object) -> None:
    metadata = _metadata(read, _stated(stated))
    assert (metadata.title, metadata.authors, metadata.published) == (TITLE, (ANNA,), DAY)


def test_names_in_a_list_are_separate_authors(read: Read) -> None:
    stated = _stated({**NEWS, "author": {"@type": "Person", "name": [ANNA, LUC]}})
    assert _metadata(read, stated).authors == (ANNA, LUC)


@pytest.mark.parametrize(
    "head",
    [
        f'<meta name="parsely-author" content="{ANNA}"><meta name="parsely-pub-date" content="2024-03-12T10:00:00Z">',
        f'<meta name="sailthru.author" content="{ANNA}"><meta name="sailthru.date" content="Tue, 12 Mar 2024 10:00:00 +0000">',
        '<meta name="DCTERMS.creator" content="Verdi, Anna"><meta name="DCTERMS.issued" content="2024-03-12"><meta name="DCTERMS.modified" content="2024-05-12">',
        f'<meta name="byline" content="By {ANNA}"><meta name="pubdate" content="20240312T101500Z">',
        f'<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="{ANNA}"><meta name="date" content="2024-03-12">',
    ],
)
def test_names_of_meta_elements(read: Read, head: str) -> None:
    metadata = _metadata(read, head)
    assert (metadata.authors, metadata.published) == ((ANNA,), DAY)


@pytest.mark.parametrize(
    "marks",
    [
        f"<span itemprop='author' itemscope><span itemprop='name'>{ANNA}</span></span><meta itemprop='dateModified' content='2024-05-01'><meta itemprop='datePublished' content='2024-03-12'>",
        f"<span class='author vcard'><a class='fn n'>{ANNA}</a></span> <abbr class='published' title='2024-03-12T10:00:00'>12 March 2024</abbr>",
        f"<a rel='author' href='/a'>{ANNA}</a><p>Updated: 1 May 2024 | Published: 12 March 2024</p>",
        f"<div class='article-author'><b>{ANNA}</b> <i>@annaverdi</i> <i>anna@port.example</i></div><p>Last updated 1 May 2024, first published 12 March 2024</p>",
        f"<footer class='post-footer'><span class='post-author vcard'>Posted by\n<i>{ANNA}</i></span> 12 March 2024</footer>",
        f"<p class='firma'>{ANNA}<br>Rovana, 12 March 2024</p>",
        f"<div class='author'>{ANNA}<span>Political correspondent</span></div><time datetime='2024-03-12T10:00'>12 March</time>",
    ],
)
def test_marks_in_the_body(read: Read, marks: str) -> None:
    metadata = _metadata(read, "", f"<div class='entry-meta'>{marks}</div><div>{RUNNING}</div>")
    assert (metadata.authors, metadata.published) == ((ANNA,), DAY)


def test_a_publisher_marked_in_the_body_is_the_outlet(read: Read) -> None:
    marks = "<div itemprop='publisher' itemscope><meta itemprop='name' content='Port Times'></div>"
    assert _metadata(read, "", marks + RUNNING).publication == "Port Times"


@pytest.mark.parametrize(
    ("stated", "outlet"),
    [("Port Times | Cranes | Tides", "Port Times"), ("Blogger", "Harbour Notes"), ("Sea - Sky", "Sea - Sky")],
)
def test_an_outlet_is_named_without_its_sections_and_by_its_own_name(
    read: Read, stated: str, outlet: str
) -> None:
    news = _stated({**NEWS, "publisher": {"@type": "Organization", "name": stated}})
    head = f'{news}<meta property="og:site_name" content="Harbour Notes">'
    assert _metadata(read, head).publication == outlet


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<p itemprop='description'>{DECK}</p><div>{RUNNING}</div>", ""),
        (f"<div><p>{DECK}</p></div><div>{RUNNING}</div>", f'<meta name="description" content="{DECK}">'),
        (f"<p class='sottotitolo'>{DECK}</p>{RUNNING}", ""),
    ],
)
def test_a_deck_is_found_in_any_markup(read: Read, body: str, head: str) -> None:
    above = "<p class='occhiello'>The harbour of Rovana and its cranes</p>" if "sottotitolo" in body else ""
    page = f"<html lang='en'><head><title>{TITLE}</title>{head}</head><body><article>{above}<h1>{TITLE}</h1>{body}</article></body></html>"
    assert read(page, "a.html").article.metadata.lead == DECK


@pytest.mark.parametrize(
    "body",
    [
        f"<div itemscope itemtype='http://schema.org/VideoObject'><p itemprop='description'>{DECK}</p></div>{RUNNING}",
        f"<p>{TEXTS[0]}</p>{RUNNING}",
    ],
)
def test_other_lines_are_not_decks(read: Read, body: str) -> None:
    head = f'<meta name="description" content="{TEXTS[0]}">'
    assert _metadata(read, head, body).lead is None


def test_questions_entries_and_tables_keep_their_form(read: Read) -> None:
    asked = "".join(
        f"<p><strong>Question {n} on the cranes?</strong></p><p>{text}</p>" for n, text in enumerate(TEXTS)
    )
    table = "<table><tr><th>Crane</th><th>Hours</th></tr><tr><td>East</td><td>20</td></tr></table>"
    entries = "".join(
        f"<section class='post'><time>1{n}:00</time><h3>Update {n} from the dock</h3><p>{text.replace('The', 'All')}</p></section>"
        for n, text in enumerate(TEXTS)
    )
    page = f"<html><body><article><h1>{TITLE}</h1>{asked}{table}{entries}</article></body></html>"
    texts = [block.text for block in read(page, "a.html").article.blocks]
    assert texts == [
        *(line for n, text in enumerate(TEXTS) for line in (f"Question {n} on the cranes?", text)),
        "Crane\tHours\nEast\t20",
        *(
            line
            for n, text in enumerate(TEXTS)
            for line in (f"1{n}:00 Update {n} from the dock", text.replace("The", "All"))
        ),
    ]


@pytest.mark.parametrize(
    "mark",
    [
        f"<div class='storyBlogByline'><span>By </span><p>{ANNA} <span>/</span></p><span>Port News</span></div>",
        f"<p class='BYLINE_1'>By {ANNA}</p>",
        f"<span itemprop='author'>{ANNA}, Special for PORT TODAY</span>",
        f"<h4 class='author'>{ANNA}</h4><div class='author-dropdown'><a href='/x'>View Staff Page</a></div>",
        f"<div class='author'><h4><a href='/x'>{ANNA}</a></h4>Senior Writer<ul><li>Archive</li></ul></div>",
        f"<div class='byline'><span>Analysis</span><a href='/x'><span>{ANNA}</span></a><span>Chief correspondent</span></div>",
    ],
)
def test_author_is_read_without_what_stands_around_the_name(read: Read, mark: str) -> None:
    assert _metadata(read, "", mark + RUNNING).authors == (ANNA,)


def test_role_in_brackets_is_not_part_of_a_name(read: Read) -> None:
    head = f"<meta name='author' content='BY {ANNA.upper()} (STAFF WRITER)'>"
    assert _metadata(read, head).authors == (ANNA,)


@pytest.mark.parametrize(
    "line",
    [
        f"(Reporting by {ANNA} in Rome and {LUC} in Paris; Editing by Carlo Neri)",
        f"(Additional material by Carlo Neri; Writing by {ANNA} and {LUC})",
        f"Written by {ANNA} and {LUC}",
    ],
)
def test_authors_are_read_from_the_line_below_the_text(read: Read, line: str) -> None:
    assert _metadata(read, "", f"{RUNNING}<p>{line}</p>").authors == (ANNA, LUC)


def test_line_below_the_text_does_not_replace_a_byline(read: Read) -> None:
    body = f"<p class='byline'>By {ANNA}</p>{RUNNING}<p>(Reporting by {LUC})</p>"
    assert _metadata(read, "", body).authors == (ANNA,)


def test_byline_as_a_small_heading_with_its_day_is_read(read: Read) -> None:
    heading = f"<h5>By {ANNA.upper()}, Port News | March 12, 2024 | Updated: March 13, 2024 3:55am</h5>"
    page = f"<html lang='en'><body><article><h1>{TITLE}</h1>{heading}{RUNNING}</article></body></html>"
    article = read(page, "a.html").article
    assert (article.metadata.authors, article.metadata.published) == ((ANNA,), DAY)
    assert [block.text for block in article.blocks] == list(TEXTS)


def test_button_beside_a_byline_is_no_outlet(read: Read) -> None:
    line = f"<div>By {ANNA} | Posted 2024-03-12 Email Print</div>"
    metadata = _metadata(read, "", line + RUNNING)
    assert (metadata.authors, metadata.publication) == ((ANNA,), None)


@pytest.mark.parametrize(
    ("title", "address", "outlet"),
    [
        (f"{TITLE} - PortTimes.com", "https://www.porttimes.com/news/1", "PortTimes.com"),
        (f"{TITLE} | Economy | Port Times", "https://www.port-times.org/1", "Port Times"),
        (f"{TITLE} - PT.com", "https://online.pt.com/1", "PT.com"),
        (f"{TITLE} | Economy", "https://www.port-times.org/1", None),
    ],
)
def test_outlet_in_the_title_is_the_one_in_the_address(
    read: Read, title: str, address: str, outlet: str | None
) -> None:
    page = (
        f"<html lang='en'><head><title>{title}</title><link rel='canonical' href='{address}'></head>"
        f"<body><article><h1>{TITLE}</h1>{RUNNING}</article></body></html>"
    )
    assert read(page, "a.html").article.metadata.publication == outlet


def test_the_host_and_the_day_of_an_episode_are_read(read: Read) -> None:
    episode = {"@type": "PodcastEpisode", "name": TITLE, "datePublished": "2024-03-12", "author": PERSON}
    told = _metadata(read, _stated(episode))
    assert (told.authors, told.published) == ((ANNA,), DAY)
