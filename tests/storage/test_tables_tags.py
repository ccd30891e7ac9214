"""Tags counted and listed by topic, by article, and by what was put last."""

from __future__ import annotations

import pytest
from tests.storage.conftest import Import, MakeReading

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.storage.store import Store

PUT = ((0, "trade"), (1, "trade"), (0, "china"), (0, "trade"), (3, "china"))
"""The article of each tag, by its place, and its topic, in the order in which they are put."""


@pytest.fixture
def records(store: Store, reading: MakeReading, imported: Import) -> list[ArticleRecord]:
    """Five articles, three of them with tags and one of the others with a judgement."""
    made = [imported(store, reading(f"articolo {number}", title=f"n{number}")) for number in range(5)]
    for number, (article, topic) in enumerate(PUT):
        whole = store.article(made[article].id)
        tag = Tag(id=f"t{number}", topic=topic, passage=passage_of(whole, whole.blocks))
        put(store, Change(key=Key("tag", tag.id), before=None, after=tag))
    for number, accepted in ((2, True), (0, False)):
        name = f"j{number}"
        said = Judgement(id=name, article=made[number].id, section="b1", topic="trade", accepted=accepted)
        put(store, Change(key=Key("judgement", name), before=None, after=said))
    return made


def put(store: Store, change: Change) -> None:
    store.apply(ChangeSet(act="put", changes=(change,)))


def ids(tags: tuple[Tag, ...]) -> list[str]:
    return [tag.id for tag in tags]


def test_tags_are_counted_by_topic(store: Store, records: list[ArticleRecord]) -> None:
    assert store.tag_index.counts() == {"trade": 3, "china": 2}
    assert store.tag_index.counts(records[0].id) == {"trade": 2, "china": 1}
    assert store.tag_index.counts(records[4].id) == {}
    assert store.search.topics() == (("trade", 3), ("china", 2))


def test_tags_are_counted_by_article_and_topic(store: Store, records: list[ArticleRecord]) -> None:
    numbers = [store.search.number_of(record.id) for record in records]
    assert store.tag_index.matrix() == {
        (numbers[0], "trade"): 2,
        (numbers[1], "trade"): 1,
        (numbers[0], "china"): 1,
        (numbers[3], "china"): 1,
    }


def test_tags_of_a_topic_come_in_the_order_in_which_they_were_put(
    store: Store, records: list[ArticleRecord]
) -> None:
    assert ids(store.tag_index.of("trade")) == ["t0", "t1", "t3"]
    assert ids(store.tag_index.of("trade", records[0].id)) == ["t0", "t3"]
    assert ids(store.tags_with(["trade", "china"])) == ["t0", "t1", "t2", "t3", "t4"]
    assert ids(store.tags_with(["china"])) == ["t2", "t4"]


def test_tags_and_judgements_of_an_article_are_its_own(store: Store, records: list[ArticleRecord]) -> None:
    assert ids(store.tags(records[0].id)) == ["t0", "t2", "t3"]
    assert store.tags("nobody") == ()
    assert [one.id for one in store.judgements(records[2].id)] == ["j2"]
    assert store.judgements(records[1].id) == ()


def test_the_last_topics_come_in_the_order_in_which_they_were_put(
    store: Store, records: list[ArticleRecord]
) -> None:
    assert store.search.last_topics(3) == ("china", "trade", "china")


def test_what_was_taught_last_comes_first_and_judgements_alone_come_last(
    store: Store, records: list[ArticleRecord]
) -> None:
    order = [records[place].id for place in (3, 0, 1, 2)]
    assert store.search.recently_tagged(9) == tuple(order)
    assert store.search.recently_tagged(2) == tuple(order[:2])
    assert store.search.recently_tagged(4) == tuple(order)


def test_what_was_not_taught_is_looked_for_among_the_last(store: Store, records: list[ArticleRecord]) -> None:
    assert store.search.recently_untagged(9, 9) == (records[4].id, records[2].id)
    assert store.search.recently_untagged(1, 9) == (records[4].id,)
    assert store.search.recently_untagged(9, 2) == (records[4].id,)


def test_articles_are_found_by_the_beginning_of_their_id(store: Store, records: list[ArticleRecord]) -> None:
    one = records[0].id
    assert store.search.beginning_with(one) == (one,)
    assert store.search.beginning_with(one[:12]) == (one,)
    assert store.search.beginning_with("a") == tuple(sorted(record.id for record in records))
    assert store.search.beginning_with(f"{one}x") == ()
    assert store.search.beginning_with("a\U0010ffff") == (), "there is no later character"


def test_an_original_that_is_there_is_known(store: Store, records: list[ArticleRecord]) -> None:
    assert store.has_original(records[0].original.sha256)
    assert not store.has_original("0" * 64)


def test_listed_articles_come_as_asked_with_their_tags_counted(
    store: Store, records: list[ArticleRecord]
) -> None:
    numbers = [store.search.number_of(records[place].id) or 0 for place in (3, 0, 2)]
    listed = store.search.listed([*numbers, 999])
    assert [(one.record.id, one.tags) for one in listed] == [
        (records[3].id, 1),
        (records[0].id, 3),
        (records[2].id, 0),
    ]
    assert store.search.ids([*numbers, 999]) == tuple(one.record.id for one in listed)
