"""Fields of a query narrow articles and sections."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.storage.conftest import MOMENT, make_reading, new, record_of

from briefbuilder.domain.changes import Change, ChangeSet
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Query
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.opening import create
from briefbuilder.storage.query_language import QueryProblem
from briefbuilder.storage.store import Store

ROWS = (
    ("Gases and ports", "La Stampa", ("Ada Lovelace", "Bo Ek"), date(2026, 3, 1), "it"),
    ("Ports of call", "Harbour Daily", ("Zoë O’Neill",), date(2026, 3, 5), "en-GB"),
    ("Reports, port", "Stampa Libera S.p.A", (), None, "en"),
    ("Importe", None, ("Adam Smith",), date(2026, 2, 1), "de"),
)
TAGS = ((0, "chips", 1, 3), (1, "chips", 0, 3), (1, "trade", 1, 3))
"""The number of an article, a topic, and the blocks that the tag covers."""


class TopicNames:
    """Two topics that have one name together, and no others."""

    def topics(self, text: str) -> Collection[str]:
        return {"both": ("chips", "trade"), "chips": ("chips",), "trade": ("trade",)}.get(text, ())

    def languages(self, text: str) -> Collection[str]:
        return {"latin": ("it", "fr"), "klingon": ()}.get(text, (text,))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A dossier with four articles of three sections each."""
    made = create(tmp_path_factory.mktemp("fields") / "fields.dossier")
    changes: list[Change] = []
    articles = []
    for number, (title, outlet, authors, day, language) in enumerate(ROWS):
        one = make_reading("words", "# Next", "words", "# Last", title=title, language=language)
        articles.append(one.article)
        record = record_of(made, one, f"2026-03-02T09:00:0{number}.000000Z")
        metadata = replace(record.metadata, publication=outlet, authors=authors, published=day)
        changes.append(new(replace(record, metadata=metadata), "article"))
    for at, topic, first, last in TAGS:
        passage = passage_of(articles[at], articles[at].blocks[first:last])
        changes.append(new(Tag(id=f"t{at}{topic}", topic=topic, passage=passage), "tag"))
    made.apply(ChangeSet(act="import-articles", changes=tuple(changes)))
    made.search.use_names(TopicNames())
    yield made
    made.close()


def numbers(store: Store, words: str) -> list[int]:
    """Return the places in ROWS of the articles that a query finds."""
    found = store.search.listed(store.search.find(Query(words=words, order="latest-import")).finish())
    return sorted(
        next(at for at, row in enumerate(ROWS) if row[0] == one.record.metadata.title) for one in found
    )


def sections(store: Store, words: str, *topics: str) -> list[tuple[str, int]]:
    hits = store.search.find_sections(Query(words=words, topics=topics, order="latest-import"))
    return [(hit.title, hit.section) for hit in hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("author:lovelace", [0]),
        ("author:ada", [0, 3]),
        ("author:ada*", [0, 3]),
        ('author:"Ada Love"', [0]),
        ('author:"Lovelace Ada"', []),
        ("author:ek", [0]),
        ("author:zoe", [1]),
        ("author:dam", []),
        ("-author:ada", [1, 2]),
        ("author:(lovelace OR smith)", [0, 3]),
        ("author:(ada smith)", [3]),
        ("author:?!", []),
        ("outlet:stampa", [0, 2]),
        ("outlet:stam", [0, 2]),
        ('outlet:"la stampa"', [0]),
        ("outlet:S.p.A.", [2]),
        ("outlet:#daily", [1]),
        ("title:ports", [0, 1, 2]),
        ("title:port", [0, 1, 2]),
        ('title:"port"', [2]),
        ('title:"ports of"', [1]),
        ("title:ports!", [0, 1]),
        ('title:"ports"', [0, 1]),
        ("title:import", [3]),
        ("title:(ports call)", [1]),
        ("title:?!", []),
        ("language:en", [1, 2]),
        ("language:en-gb", [1]),
        ("language:latin", [0]),
        ("date:2026-03", [0, 1]),
        ("date:2026-03-01", [0]),
        ("after:2026-03-01", [1]),
        ("before:2026-03-01", [3]),
        ("date:2026-02-01..2026-03-01", [0, 3]),
        ("-date:2026", [2]),
        ("topic:trade", [1]),
        ("topic:both", [0, 1]),
        ("-topic:trade", [0, 2, 3]),
        ("topic:chips language:en", [1]),
        ("topic:chips OR author:smith", [0, 1, 3]),
    ],
)
def test_a_field_finds_the_articles_that_have_it(store: Store, words: str, expected: list[int]) -> None:
    assert numbers(store, words) == expected


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("topic:steel", QueryProblem("query-topic", "steel")),
        ("author:ada -topic:steel", QueryProblem("query-topic", "steel")),
        ("ports OR language:klingon", QueryProblem("query-language", "klingon")),
        ("topic:chips language:it title:nothing author:nobody outlet:none", None),
    ],
)
def test_only_topics_and_languages_must_be_known(
    store: Store, words: str, problem: QueryProblem | None
) -> None:
    assert store.search.problem(words) == problem


def test_a_topic_is_of_the_section_that_is_tagged(store: Store) -> None:
    assert sections(store, "topic:trade") == [("Ports of call", 1)]
    assert sections(store, "topic:chips") == [
        ("Ports of call", 0),
        ("Ports of call", 1),
        ("Gases and ports", 1),
    ]
    assert sections(store, "topic:both topic:trade") == [("Ports of call", 1)]
    assert sections(store, "words topic:chips") == sections(store, "topic:chips")
    assert sections(store, "", "chips", "trade") == sections(store, "language:en", "chips", "trade")
    assert sections(store, "", "chips", "trade") == [("Ports of call", 1)]
    assert sections(store, "words", "steel") == []


def test_a_field_alone_finds_all_sections_of_an_article_in_the_order_of_its_text(store: Store) -> None:
    assert sections(store, "author:smith OR outlet:libera") == [
        (title, place) for title in ("Importe", "Reports, port") for place in range(3)
    ]
    assert len(sections(store, "-author:nobody")) == 12


def test_without_names_topics_and_languages_go_by_their_tags(path: Path) -> None:
    made = create(path)
    record = record_of(made, make_reading("words", title="One", language="it"), MOMENT)
    made.apply(ChangeSet(act="import-articles", changes=(new(record, "article"),)))
    assert made.search.problem("language:it topic:any") is None
    assert len(made.search.find(Query(words="language:it")).finish()) == 1
    assert len(made.search.find(Query(words="language:fr")).finish()) == 0
    assert len(made.search.find(Query(words="-topic:any")).finish()) == 1
    made.close()
