"""Passages travel without their words, and only where every desk with the article's text makes the same of them."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.article_files import read_file

from briefbuilder.domain.article import Article, Metadata, Original
from briefbuilder.domain.passage import Passage, PassageBuilder, section_passages
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.exchange.fields import Chosen, put_together
from briefbuilder.exchange.passages import compact, expand
from briefbuilder.exchange.records import Json, canonical


@pytest.fixture(scope="module")
def article(data: Path) -> Article:
    return read_file(data / "text" / "chips-it.txt").article


def as_json(passage: Passage) -> Json:
    return json.loads(json.dumps(asdict(passage)))


def test_passages_of_a_real_article_come_back_from_few_bytes(article: Article) -> None:
    builder = PassageBuilder(article)
    block = max(article.blocks, key=lambda block: len(block.text))
    passages = [*section_passages(article), builder.of((block.id,), 3, 90), builder.of((block.id,))]
    whole = short = 0
    for passage in map(as_json, passages):
        packed = compact(passage, lambda _: builder)
        assert expand(json.loads(canonical(packed)), lambda _: builder) == passage
        assert compact(packed, lambda _: builder) == packed, "a short form stays as it is"
        whole, short = whole + len(canonical(passage)), short + len(canonical(packed))
    assert short < whole / 6


def test_a_passage_stays_whole_where_the_text_does_not_give_it(article: Article) -> None:
    builder = PassageBuilder(article)
    passage = as_json(section_passages(article)[0])
    others = [
        {**passage, "quote": passage["quote"] + "x"},
        {**passage, "before": "x"},
        {**passage, "blocks": [article.blocks[0].id, article.blocks[2].id]},
        {**passage, "blocks": ["gone"]},
        {**passage, "blocks": []},
        {"article": article.id},
    ]
    for other in others:
        assert compact(other, lambda _: builder) == other
    assert compact(passage, lambda _: None) == passage


def test_another_text_gives_no_passage(article: Article) -> None:
    passage = as_json(section_passages(article)[-1])
    packed = compact(passage, lambda _: PassageBuilder(article))
    last = article.blocks[-1]
    other = replace(article, blocks=(*article.blocks[:-1], Paragraph(id=last.id, content=(Span("Other."),))))
    assert expand(packed, lambda _: PassageBuilder(other)) is None
    assert expand(packed, lambda _: PassageBuilder(replace(article, id="other"))) is None
    assert expand(packed, lambda _: None) is None
    assert expand([], lambda _: None) is None


METADATA = Metadata()
ORIGINAL = Original(sha256="", media_type="", name="", size=0)
SHORT = st.tuples(
    st.sampled_from(["a", 1, None]),
    st.sampled_from(["b1", "b2", "", 2]),
    st.sampled_from([0, 1, 2, 3, -1, True, 10**30, "1"]),
    st.integers(-3, 40) | st.none(),
    st.integers(-3, 40),
    st.sampled_from(["0" * 16, "", 0]),
).map(list)


@given(SHORT | st.lists(st.none() | st.integers(), max_size=7) | st.text(max_size=3) | st.none())
def test_a_strangers_passage_gives_nothing_and_raises_nothing(packed: Json) -> None:
    blocks = tuple(Paragraph(id=f"b{number}", content=(Span("Gas flows."),)) for number in (1, 2))
    builder = PassageBuilder(Article(id="a", metadata=METADATA, blocks=blocks, original=ORIGINAL))
    assert expand(packed, lambda _: builder) is None


def test_a_value_is_put_together_with_its_passage_in_the_short_form(article: Article) -> None:
    packed = compact(as_json(section_passages(article)[0]), lambda _: PassageBuilder(article))
    fields = {("", "life"): 1, ("", "topic"): "gas", ("", "passage"): packed}
    value = put_together(
        "tag", "t1", {address: Chosen(one, (0, "", 0)) for address, one in fields.items()}
    ).value
    assert value is not None
    assert value["passage"] == packed
