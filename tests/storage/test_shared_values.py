"""What merging asks about a shared dossier, and passages with and without their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

import pytest
from tests.narrowing import not_none
from tests.shared_desks import START, DeskAtWork

from briefbuilder.domain.briefing import Briefing, Excerpt, Part
from briefbuilder.domain.briefing_edits import remove_item, remove_part
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.exchange.records import FieldKey
from briefbuilder.storage.shared_log import MERGED_INTO
from briefbuilder.storage.shared_values import SharedValues

TEXT = ("The title", "First paragraph.", "Second paragraph.")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskAtWork]:
    """A desk with an article, tags, a briefing, and topics of which one was merged and one removed."""
    made = DeskAtWork(tmp_path_factory.mktemp("values") / "one.dossier", "Rossi")
    record = made.read(*TEXT)
    made.tag("t1", record.id, "old", 1)
    made.tag("t2", record.id, "other", 1)
    made.tag("t3", record.id, "new", 2)
    made.tag("gone", record.id, "third", 2)
    (passage,) = (tag.passage for tag in made.store.tags() if tag.id == "t1")
    items = tuple(Excerpt(id=name, passage=passage) for name in ("i1", "i2"))
    inner = (Part(id="p2", key="k", items=items),)
    parts = (Part(id="p1", key="k", parts=inner), Part(id="p3", key="k"))
    made.add(Briefing(id="b", title="B", template="t", language="en", created=START, parts=parts))
    made.add(
        Topic(id="a", own=True, broader=("b",)),
        Topic(id="b", own=True, broader=("c", "x")),
        *(Topic(id=name, own=True) for name in ("c", "old", "new", "x")),
        Topic(id="lost", own=True, broader=("a",)),
    )
    made.store.share()
    made.remove(Key("tag", "gone"))
    made.remove(Key("topic", "lost"))
    made.edit(lambda briefing: remove_item(briefing, "i2"))
    made.edit(lambda briefing: remove_part(briefing, "p3"))
    key = Key("topic", "old")
    change = Change(key=key, before=made.store.value(key), after=None)
    made.store.apply(ChangeSet(act="merge", changes=(change,), parameters={MERGED_INTO: "new"}))
    yield made
    made.store.close()


@pytest.fixture
def values(desk: DeskAtWork) -> SharedValues:
    return desk.store.shared.values


def article_of(desk: DeskAtWork) -> str:
    (record,) = desk.store.articles()
    return record.id


def tag_of(desk: DeskAtWork, name: str) -> Tag:
    (found,) = (tag for tag in desk.store.tags() if tag.id == name)
    return found


def short(desk: DeskAtWork, name: str) -> list[object]:
    made = not_none(desk.store.shared.values.as_json(Key("tag", name), tag_of(desk, name)))
    passage: list[object] = made["passage"]
    return passage


def test_an_item_is_gone_once_it_is_removed_and_a_part_stays_for_what_others_put_into_it(
    desk: DeskAtWork, values: SharedValues
) -> None:
    nodes = desk.store.shared.marks.value("briefing", "b")
    assert {name for name, marks in nodes.items() if values.is_gone(marks)} == {"i2"}
    assert {"i1", "p2", "p3"} < set(nodes)


def test_a_merged_topic_is_followed_to_the_one_in_which_it_ends(values: SharedValues) -> None:
    assert [values.into(name) for name in ("old", "new", "lost", "unknown")] == ["new", None, None, None]
    assert [values.final_topic(name) for name in ("old", "new", "unknown")] == ["new", "new", "unknown"]


def test_a_topic_is_below_all_that_its_broader_ones_are_below(values: SharedValues) -> None:
    assert set(values.broader("b")) == {"c", "x"}
    assert values.topics_above("a") == {"a", "b", "c", "x"}
    assert values.topics_above("c") == {"c"}
    assert values.broader("lost") == {}, "it was removed"
    assert values.topics_above("lost") == {"lost"}


def test_twins_are_other_tags_of_a_topic_on_one_passage(desk: DeskAtWork, values: SharedValues) -> None:
    def duplicate_tags(tag: str, topic: str, passage: object) -> list[str]:
        return [name for name, _ in values.duplicate_tags(tag, topic, passage)]

    first, second = short(desk, "t1"), short(desk, "t3")
    assert duplicate_tags("n", "new", first) == duplicate_tags("n", "old", first) == ["t1"], (
        "a topic merged into it is the same"
    )
    assert duplicate_tags("n", "other", first) == ["t2"]
    assert duplicate_tags("t1", "new", first) == []
    assert duplicate_tags("n", "third", second) == ["gone"], "removed ones too"
    assert duplicate_tags("n", "fourth", first) == []
    assert duplicate_tags("n", "new", ["x"]) == []


def test_what_lies_on_an_article_is_told_unless_it_was_removed(
    desk: DeskAtWork, values: SharedValues
) -> None:
    article = article_of(desk)
    found = [write.value for write in values.references("article", article)]
    # Three tags and an excerpt, each with its life and its place.
    assert len(found) == 8
    assert sum(one == 1 for one in found) == 4
    assert [*values.references("tag", "t1")] == [*values.references("article", "unknown")] == []
    assert [*values.placing_writes("tag", "gone", "")] == []
    assert [*values.placing_writes("tag", "unknown", "")] == []
    placed = [write.value for write in values.placing_writes("briefing", "b", "i1")]
    assert placed == [1, short(desk, "t1")]


def test_passages_have_their_words_where_the_text_is_here(desk: DeskAtWork, values: SharedValues) -> None:
    passage = tag_of(desk, "t1").passage
    whole = {**asdict(passage), "blocks": list(passage.blocks)}
    found = short(desk, "t1")
    assert TEXT[1] not in repr(found)
    assert values.with_words(found) == whole
    assert values.with_words(whole) is whole
    for damaged in (["x"], [], "x", None, ["unknown", *found[1:]], [*found[:-1], "0" * 16]):
        assert values.with_words(damaged) is None, damaged
    assert values.as_json(Key("tag", "t1"), None) is None
    strange = Tag(
        id="n", topic="eu", passage=Passage(article="unknown", blocks=("b",), start=0, end=1, quote="x")
    )
    made = not_none(values.as_json(Key("tag", "n"), strange))
    assert made["passage"]["quote"] == "x", "nobody could find its words"
    briefing = not_none(values.as_json(Key("briefing", "b"), desk.briefing()))
    assert briefing["parts"][0]["parts"][0]["items"][0]["passage"] == found


def test_an_edit_of_an_excerpt_begins_with_the_blocks_of_its_passage(
    desk: DeskAtWork, values: SharedValues
) -> None:
    passage = short(desk, "t1")
    blocks = not_none(values.quoted_blocks(passage))
    assert [block["content"][0]["text"] for block in blocks] == [TEXT[1]]
    whole = not_none(values.with_words(passage))
    assert values.quoted_blocks(whole) == blocks
    for damaged in (
        {**whole, "article": "unknown"},
        {**whole, "blocks": ["unknown"]},
        {**whole, "quote": "Other words"},
        {**whole, "more": 1},
        {"article": whole["article"], "blocks": []},
        ["x"],
    ):
        assert values.quoted_blocks(damaged) is None, damaged


def test_a_value_is_made_anew_from_what_was_written(desk: DeskAtWork, values: SharedValues) -> None:
    for key in (Key("tag", "t1"), Key("briefing", "b"), Key("article", article_of(desk)), Key("topic", "a")):
        folded = values.fold(key)
        assert (folded.value, folded.conflicts, folded.is_whole) == (desk.store.value(key), (), True)
    for key in (Key("tag", "gone"), Key("topic", "old"), Key("topic", "unknown")):
        assert (values.fold(key).value, values.fold(key).is_whole) == (None, True)
    assert [*values.text_writes(FieldKey("briefing", "b", "i1", "text"))] == []
