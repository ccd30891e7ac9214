"""What a dossier answers about its articles, tags, briefings and searches."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest
from tests.storage.conftest import MOMENT, Import, MakeReading, new

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.changes import ChangeSet, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Query, SavedSearch
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.storage.opening import open_beside, open_to_read
from briefbuilder.storage.store import Store


def add(store: Store, collection: str, *values: Value) -> None:
    changes = tuple(new(value, collection) for value in values)
    store.apply(ChangeSet(act="add", changes=changes))


def test_articles_are_known_by_when_they_came_and_by_their_bytes(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    records = [imported(store, reading(f"Text {number}.", title=f"T{number}")) for number in range(3)]
    ids = tuple(record.id for record in records)
    assert store.imported_since(records[1].imported) == ids[1:]
    assert store.imported_since("2026-03-02T09:00:02.999Z") == ids[1:], "in the same second"
    assert store.imported_since("2026-03-02T09:00:04") == ()
    assert store.has_original(records[0].original.sha256)
    assert not store.has_original("0" * 64)
    assert (
        store.article(ids[0]).blocks == store.blocks(records[0].text) == store.corrected_text(ids[0]).blocks
    )
    for ask in (store.article, store.original, store.corrected_text, store.article_as_read):
        with pytest.raises(DossierError, match="article-missing"):
            ask("nobody")


def test_tags_and_judgements_are_found_by_article_and_by_topic(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    record = imported(store, reading("One.", "Two."))
    article = store.article(record.id)
    tags = [
        Tag(id=f"t{number}", topic=topic, passage=passage_of(article, (block,)))
        for number, (topic, block) in enumerate(zip(("eu", "un"), article.blocks, strict=True))
    ]
    judgement = Judgement(id="j", article=record.id, section="p0", topic="eu", accepted=True)
    assert (store.tags(record.id), store.judgements(record.id), store.count("tag")) == ((), (), 0)
    add(store, "tag", *tags)
    assert store.judgements(record.id) == ()
    add(store, "judgement", judgement)
    assert (store.count("tag"), store.count("judgement")) == (2, 1)
    assert (store.tag("t1"), store.tag("j")) == (tags[1], None)
    assert store.tags() == store.tags(record.id) == (*tags,)
    assert [store.tags_with(topics) for topics in (["un"], ["un", "eu"], ["x"])] == [(tags[1],), (*tags,), ()]
    assert store.judgements(record.id) == (judgement,)
    assert store.tags("nobody") == ()
    assert store.judgements("nobody") == ()
    lost = replace(tags[0], id="t9", passage=replace(tags[0].passage, article="nobody"))
    add(store, "tag", lost)
    assert store.tag("t9") == lost, "an article may come after its tags"


def test_each_tag_covers_the_sections_of_its_own_article(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    tags = []
    for name, paragraphs in (("long", ("One.", "# Two", "Three.")), ("short", ("One.", "Two.", "Three."))):
        article = store.article(imported(store, reading(*paragraphs, title=name)).id)
        tags += [
            Tag(id=f"{name}{place}", topic="eu", passage=passage_of(article, (block,)))
            for place, block in enumerate(article.blocks)
        ]
    add(store, "tag", *tags)
    rows = store._connection.execute("SELECT id, first_section, last_section FROM tag")
    assert {row[0]: row[1:] for row in rows} == {
        "long0": (0, 0), "long1": (1, 1), "long2": (1, 1), "short0": (0, 0), "short1": (0, 0), "short2": (0, 0),
    }  # fmt: skip


def test_versions_stand_beside_their_briefing(store: Store) -> None:
    briefing = Briefing(id="b", title="B", template="t", language="en", created=MOMENT)
    versions = [
        replace(briefing, id=f"v{day}", version_of="b", created=f"2026-03-0{day}T09:00:00Z") for day in (3, 4)
    ]
    other = replace(briefing, id="c", created="2026-03-05T09:00:00Z")
    add(store, "briefing", briefing, *versions, other)
    assert store.briefings() == (briefing, other)
    assert store.briefings_and_versions() == (briefing, *versions, other)
    assert store.versions("b") == (versions[1], versions[0])
    assert store.versions("c") == ()
    assert (store.briefing("c"), store.briefing("x")) == (other, None)


def test_searches_come_by_name(store: Store) -> None:
    searches = [SavedSearch(id=name, name=name, wanted=Query(words="x")) for name in ("b", "A", "c")]
    add(store, "search", *searches)
    assert [one.name for one in store.saved_searches()] == ["A", "b", "c"]


def test_a_dossier_is_read_beside_its_owner_and_without_one(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    record = imported(store, reading("One."))
    beside = open_beside(store.path)
    assert (beside.read_only, beside.count("article")) == (True, 1)
    with pytest.raises(DossierError, match="dossier-read-only"):
        beside.begin_undo()
    beside.close()
    other = open_to_read(store.path)
    assert other.article(record.id) == store.article(record.id)
    assert other.read_only
    other.close()
    with pytest.raises(DossierError, match="dossier-missing"):
        open_to_read(store.path.with_name("nobody"))


def test_a_briefing_that_must_exist_is_returned_or_refused(store: Store) -> None:
    briefing = Briefing(id="b", title="B", template="t", language="en")
    add(store, "briefing", briefing)
    assert store.existing_briefing("b") == briefing
    with pytest.raises(DossierError) as caught:
        store.existing_briefing("c")
    assert (caught.value.code, caught.value.parameters) == ("briefing-missing", {"briefing": "c"})


def test_an_article_is_removed_with_all_that_lies_on_it_and_comes_back_with_it(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    record, other = (imported(store, reading("One.", "Two.", title=name)) for name in ("Gone", "Stays"))
    for number, name in enumerate((record.id, other.id)):
        article = store.article(name)
        passage = passage_of(article, article.blocks[:1])
        add(store, "tag", Tag(id=f"t{number}", topic="eu", passage=passage))
        judgement = Judgement(id=f"j{number}", article=name, section="b1", topic="eu", accepted=False)
        add(store, "judgement", judgement)
        items = (Excerpt(id=f"e{number}", passage=passage), OwnText(id=f"o{number}"))
        for briefing, version_of in ((f"b{number}", ""), (f"v{number}", f"b{number}")):
            parts = (Part(id="p", key="k", items=items),)
            made = Briefing(
                id=briefing, title="B", template="t", language="en", version_of=version_of, parts=parts
            )
            add(store, "briefing", made)
    changes = tuple(chain.from_iterable(store.removal_of([record.id])))
    assert [change.key for change in changes] == [
        Key("briefing", "b0"), Key("briefing", "v0"), Key("tag", "t0"), Key("judgement", "j0"), Key("article", record.id),
    ]  # fmt: skip
    store.apply(ChangeSet(act="remove", changes=changes))
    assert [one.id for one in store.articles()] == [other.id]
    assert [tag.id for tag in store.tags()] == ["t1"]
    assert [one.id for one in store.values("judgement")] == ["j1"]
    left = {one.id: [item.id for item in one.items] for one in store.briefings_and_versions()}
    assert left == {"b0": ["o0"], "v0": ["o0"], "b1": ["e1", "o1"], "v1": ["e1", "o1"]}
    store.undo()
    assert [tag.id for tag in store.tags(record.id)] == ["t0"]
