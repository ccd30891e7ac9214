"""News feeds that were saved as files: each entry is an article."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.importers.whole_files import read_many

from briefbuilder.domain.article import ImportedArticle, Metadata
from briefbuilder.domain.errors import ImportRefusedError

FEEDS = Path(__file__).parent.parent / "data" / "feeds"


def articles(data: bytes, name: str) -> list[ImportedArticle]:
    found = read_many(data, name)
    assert all(isinstance(one, ImportedArticle) for one in found)
    return [one for one in found if isinstance(one, ImportedArticle)]


def texts(article: ImportedArticle) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in article.article.blocks]


def test_an_entry_of_rss_has_the_whole_text_and_what_the_feed_says_of_it() -> None:
    first, second = articles((FEEDS / "ports.rss").read_bytes(), "ports.xml")
    assert first.article.metadata == Metadata(
        title="Stocks of gas & helium",
        authors=("Anna Rossi",),
        publication="Port Gazette",
        published=date(2026, 3, 4),
        url="https://ports.example/1",
        language="en-GB",
    )
    assert texts(first) == [
        ("paragraph", "Six countries keep stocks of the gases that chip makers need."),
        ("heading", "What follows"),
        ("paragraph", "The ministers meet again in June."),
    ]
    assert [notice.code for article in (first, second) for notice in article.notices[:1]] == [
        "came-with-references", "came-with-feed",
    ], "the second may be only a beginning"  # fmt: skip
    assert texts(second) == [("paragraph", "Work on the quay begins in May, the harbour master said.")]
    stated = second.article.metadata
    assert (stated.title, stated.url, stated.authors) == ("A quay for Trieste <b>soon</b>", None, ())


def test_an_entry_of_atom_has_authors_the_day_of_publication_and_lists() -> None:
    first, second = articles((FEEDS / "ports.atom").read_bytes(), "ports.atom")
    assert first.article.metadata == Metadata(
        title="Vorräte an Gas",
        authors=("Jörg Müller", "Anna Rossi"),
        publication="Hafenblatt",
        published=date(2026, 3, 4),
        url="https://hafen.example/1",
        language="de",
    )
    assert texts(first) == [
        ("paragraph", "Sechs Länder halten Vorräte an Gasen."),
        ("list_item", "Neon"),
        ("list_item", "Helium"),
    ]
    assert texts(second) == [("paragraph", "Die Arbeiten am Kai beginnen im Mai.")]
    assert second.article.metadata.published == date(2026, 3, 5)


def test_a_feed_without_entries_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="import-container-empty"):
        read_many(b"<rss><channel><title>Port Gazette</title></channel></rss>", "a.rss")


@pytest.mark.parametrize("name", ["link.url", "link.txt"])
def test_a_shortcut_to_a_page_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(ImportRefusedError, match="import-web-link"):
        read_many(b"[InternetShortcut]\r\nURL=https://example.org/a\r\n", name)


def test_an_entry_of_which_the_feed_has_only_the_title_is_a_reference() -> None:
    entry = (
        "<item><title>Stocks of gas - Port Gazette</title><link>https://news.example/1</link>"
        "<pubDate>Wed, 04 Mar 2026 10:15:00 GMT</pubDate><description>&lt;a href='https://news.example/1'&gt;Stocks of gas"
        "&lt;/a&gt;&amp;nbsp;&lt;font&gt;Port Gazette&lt;/font&gt;</description><source url='https://ports.example'>Port Gazette"
        "</source></item><item><title>A terminal opens</title><link>https://news.example/2</link></item>"
    )
    data = f"<rss version='2.0'><channel><title>News search</title>{entry}</channel></rss>".encode()
    first, second = articles(data, "news.rss")
    assert first.article.metadata == Metadata(
        title="Stocks of gas",
        publication="Port Gazette",
        published=date(2026, 3, 4),
        url="https://news.example/1",
        language="en",
    )
    assert [notice.code for notice in first.notices][1:] == ["reference-alone"]
    assert (second.article.metadata.title, second.article.metadata.publication) == (
        "A terminal opens",
        "News search",
    )
