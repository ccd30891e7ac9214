"""A news page in the languages of the European Union and the G20 gives the article and nothing else."""

from __future__ import annotations

import pytest
from tests.importers.conftest import Read
from tests.importers.html.pages_by_language import CREDIT, READER, WORLD, Words, page

EVERY = pytest.mark.parametrize("words", WORLD, ids=[words.language for words in WORLD])
STYLES = pytest.mark.parametrize("style", ["named", "hashed", "heading"])


@EVERY
@STYLES
def test_the_article_and_its_metadata_are_read_without_boilerplate(
    read: Read, words: Words, style: str
) -> None:
    article = read(page(words, style), "a.html").article
    metadata = article.metadata
    assert metadata.title == words.title
    assert metadata.lead == words.deck
    assert metadata.authors == ((words.author,) if words.author else ())
    assert metadata.published == words.published
    assert (metadata.language or "")[:2] == words.language
    texts = [block.text for block in article.blocks]
    assert texts == [CREDIT, *words.text]
    assert not any(READER in text for text in texts)


@EVERY
def test_a_byline_separated_by_style_only_is_read(read: Read, words: Words) -> None:
    glued = f"<div class='m'><span>{words.byline}</span><time>{words.day}</time></div>"
    text = "".join(f"<p>{one}</p>" for one in words.text)
    body = f"<main><article><h1>{words.title}</h1>{glued}<div class='t'>{text}</div></article></main>"
    article = read(
        f"<html lang='{words.language}'><head><title>{words.title}</title></head><body>{body}</body></html>",
        "a.html",
    ).article
    assert article.metadata.authors == ((words.author,) if words.author else ())
    assert article.metadata.published == words.published
    assert [block.text for block in article.blocks] == list(words.text)
