"""Queries in eleven languages find the articles that they should, and what is not understood is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest
from tests.narrowing import not_none
from tests.search_queries import QUERIES, TAGGED, articles
from tests.storage.conftest import new, record_of

from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Order, Query
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.listing import Tally
from briefbuilder.storage.opening import create
from briefbuilder.storage.query_language import QueryProblem
from briefbuilder.storage.search import ArticleCursor
from briefbuilder.storage.store import Store

NAMES = {article.article.id: name for name, article in articles().items()}


class Names:
    """One topic and one language, by their names."""

    def topics(self, text: str) -> Collection[str]:
        return ("chips",) if text in {"semiconductors", "halbleiter"} else ()

    def languages(self, text: str) -> Collection[str]:
        return {"english": ("en",), "klingon": ()}.get(text, (text,))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A dossier with all articles."""
    store = create(tmp_path_factory.mktemp("queries") / "queries.dossier")
    changes = []
    for number, (name, made) in enumerate(articles().items(), 10):
        changes.append(new(record_of(store, made, f"2026-03-02T09:00:{number}.000000Z"), "article"))
        if name in TAGGED:
            tag = Tag(id=f"t-{name}", topic="chips", passage=passage_of(made.article, made.article.blocks))
            changes.append(new(tag, "tag"))
    store.apply(ChangeSet(act="import-articles", changes=tuple(changes)))
    store.search.use_names(Names())
    yield store
    store.close()


def found(cursor: ArticleCursor, store: Store) -> list[str]:
    return [NAMES[name] for name in store.search.ids(cursor.finish())]


@pytest.mark.parametrize(("words", "expected"), QUERIES)
def test_a_query_finds_its_articles(store: Store, words: str, expected: str) -> None:
    assert store.search.problem(words) is None
    cursor = store.search.find(Query(words=words))
    assert sorted(found(cursor, store)) == sorted(expected.split())
    assert cursor.parsed.problem is None
    hits = store.search.find_sections(Query(words=cursor.corrected or words))
    assert sorted(NAMES[hit.article] for hit in hits) == sorted(expected.split())


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("topic:tariffs", QueryProblem("query-topic", "tariffs")),
        ("chips OR -language:klingon", QueryProblem("query-language", "klingon")),
        ("date:soon", QueryProblem("query-date", "soon")),
    ],
)
def test_a_field_that_names_nothing_is_told(store: Store, words: str, problem: QueryProblem) -> None:
    assert store.search.problem(words) == problem
    cursor = store.search.find(Query(words=words))
    cursor.step()
    assert cursor.parsed.problem == problem


def test_misspelled_words_are_corrected_where_that_finds_something(store: Store) -> None:
    cursor = store.search.find(Query(words="Kandidaten OR semicondutori "))
    assert (found(cursor, store), cursor.corrected) == ([], None), "one of the words is like no other"
    cursor = store.search.find(Query(words="semicondutori dazii "))
    assert (found(cursor, store), cursor.corrected) == (["it1"], "semiconduttori dazi ")
    assert cursor.parsed.phrases[0] == "semiconduttori"
    cursor = store.search.find(Query(words="semicondutori", language="en"))
    assert (found(cursor, store), cursor.corrected) == ([], None)
    assert cursor.parsed.phrases == store.search.parsed("semicondutori").phrases, "what was typed is marked"
    assert store.search.corrected(Query(words="semicondutori ")) == "semiconduttori "
    assert store.search.corrected(Query(words="semicondutori ", language="ru")) is None
    assert store.search.corrected(Query(words="semiconduttori ")) is None
    for word, corrected in (
        ("dazo ", "dazi "),
        ("dzo ", None),
        ("da22 ", None),
        ("impotazine ", "importazione "),
    ):
        assert store.search.correction(word) == corrected, word


@pytest.mark.parametrize("order", ["newest", "oldest", "title", "outlet", "latest-import", "relevance"])
def test_articles_without_words_come_in_every_order_and_in_steps(store: Store, order: Order) -> None:
    query = Query(words="outlet:faro -sanciones", order=order)
    cursor = store.search.find(query)
    steps = 0
    while not cursor.step():
        steps += 1
    assert steps > 1, "what is excluded is looked for in steps"
    everything = found(store.search.find(Query(order=order)), store)
    wanted = [name for name in everything if name in {"es1", "pt1", "pt2"}]
    assert found(cursor, store) == wanted
    hits = [NAMES[hit.article] for hit in store.search.find_sections(query)]
    latest = ["pt2", "pt1", "es1"]
    assert hits == (latest if order == "relevance" else wanted)
    assert [NAMES[hit.article] for hit in store.search.find_sections(query, 2)] == hits[:2]
    assert not cursor.settled or order in {"latest-import", "relevance"}


def test_the_first_articles_are_listed_before_all(store: Store) -> None:
    cursor = store.search.find(Query(order="title"), 3)
    assert not cursor.step()
    assert (len(cursor.numbers), cursor.waits, cursor.settled, cursor.done) == (3, True, True, False)
    first = [*cursor.numbers]
    assert cursor.step()
    assert (len(cursor.numbers), cursor.waits, cursor.settled, cursor.done) == (
        len(NAMES),
        False,
        False,
        True,
    )
    assert [*cursor.numbers[:3]] == first
    few = store.search.find(Query(language="nl"), 3)
    assert few.step()
    assert (len(few.numbers), few.waits) == (0, False)


def test_what_a_list_shows_beside_titles(store: Store) -> None:
    number = not_none(store.search.number_of(store.search.beginning_with(next(iter(NAMES)))[0]))
    assert store.search.topics_of([number, 999]) == {number: ("chips",)}
    assert store.search.latest_of("harbour daily")[0] == "Harbour Daily"
    assert store.search.latest_of("nobody") == ("", "")
    authors = store.search.authors(100)
    assert dict(authors)["zoe o’neill"] == 1
    assert authors[:2] == store.search.authors(2)
    assert [count for _, count in authors] == sorted((count for _, count in authors), reverse=True)
    assert store.search.topics() == (("chips", 2),)
    assert store.search.coverage("topic") == (Tally("chips", 2, 2),)
    cursor = store.search.find(Query(words="Halbleiter "))
    (place,) = cursor.finish()
    assert (cursor.places.get(place), cursor.places.get(place + 1)) == (0, None)
    assert store.search.number_of("nobody") is None
