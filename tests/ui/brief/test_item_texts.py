"""How an excerpt is made to quote one sentence more or less, its whole section, or the next one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.narrowing import not_none

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage, passage_blocks, passage_of
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.brief.item_texts import (
    add_next_section,
    extend_to_section,
    quote_next_sentence,
    quote_one_sentence_less,
)

TEXT = """# Chips 🇯🇵

First sentence 🇯🇵. Second sentence!

Third sentence[^1].

## 半導体

最初の文。次の文。

[^1]: A note to the first section.
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return read_bytes(TEXT.encode(), "chips.md").article


def starting(article: Article, words: str) -> Passage:
    """The passage over some words within one block."""
    block = next(block for block in article.blocks if words in block.text)
    start = block.text.index(words)
    return passage_of(article, (block,), start, start + len(words))


def test_one_sentence_after_the_other_is_quoted_over_paragraphs_and_headings(article: Article) -> None:
    passage: Passage | None = starting(article, "First sentence 🇯🇵.")
    quotes = []
    while passage is not None:
        quotes.append(passage.quote)
        passage = quote_next_sentence(article, passage)
    assert quotes == [
        "First sentence 🇯🇵.",
        "First sentence 🇯🇵. Second sentence!",
        "First sentence 🇯🇵. Second sentence!\nThird sentence.",
        "First sentence 🇯🇵. Second sentence!\nThird sentence.\n半導体\n最初の文。",
        "First sentence 🇯🇵. Second sentence!\nThird sentence.\n半導体\n最初の文。次の文。",
    ]


def test_a_sentence_less_goes_the_same_way_back(article: Article) -> None:
    passage: Passage | None = starting(article, "First sentence 🇯🇵.")
    there: list[Passage] = []
    while passage is not None:
        there.append(passage)
        passage = quote_next_sentence(article, passage)
    back = [there[-1]]
    while (less := quote_one_sentence_less(article, back[-1])) is not None:
        back.append(less)
    assert [one.quote for one in back] == [one.quote for one in reversed(there)]


def test_a_section_is_quoted_whole_and_then_the_next_one_without_the_notes(article: Article) -> None:
    passage = starting(article, "Second sentence!")
    whole = not_none(extend_to_section(article, passage))
    assert whole.quote.splitlines()[-2:] == ["First sentence 🇯🇵. Second sentence!", "Third sentence."]
    assert extend_to_section(article, whole) is None
    both = not_none(add_next_section(article, whole))
    assert both.quote.startswith(whole.quote)
    assert both.quote.endswith("最初の文。次の文。")
    assert add_next_section(article, both) is None


@given(st.data())
def test_every_range_is_a_passage_of_the_article(article: Article, data: st.DataObject) -> None:
    body = [block for block in article.blocks if block.kind != "note"]
    first = data.draw(st.integers(0, len(body) - 1))
    last = data.draw(st.integers(first, len(body) - 1))
    start = data.draw(st.integers(0, len(body[first].text) - 1))
    end = data.draw(st.integers(start + 1 if first == last else 1, len(body[last].text)))
    passage = passage_of(article, tuple(body[first : last + 1]), start, end)
    longer, shorter = quote_next_sentence(article, passage), quote_one_sentence_less(article, passage)
    if longer is not None:
        assert longer.quote.startswith(passage.quote)
        assert len(longer.quote) > len(passage.quote)
        passage_blocks(article, longer)
    if shorter is not None:
        assert passage.quote.startswith(shorter.quote)
        assert 0 < len(shorter.quote) < len(passage.quote)
        passage_blocks(article, shorter)
