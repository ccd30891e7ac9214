"""A corrected text is what is read, searched and tagged; what was read stays stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.storage.conftest import MakeReading

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.corrections import (
    Correction,
    FormCorrection,
    RemovalCorrection,
    join_correction,
    split_correction,
)
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Heading
from briefbuilder.domain.topics import Tag
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store

MOMENT = "2026-03-02T10:00:00.000000Z"
Import = Callable[..., ArticleRecord]


@pytest.fixture
def record(store: Store, reading: MakeReading, imported: Import) -> ArticleRecord:
    made = reading(
        "# Apertura", "Derisking e terre rare.", "Pubblicità di automobili.", "Il vertice di Łódź."
    )
    return imported(store, made)


def correct(store: Store, record: ArticleRecord, *corrections: Correction) -> ArticleRecord:
    after = replace(record, corrections=corrections)
    change = Change(key=Key("article", record.id), before=record, after=after)
    store.apply(ChangeSet(act="repair", changes=(change,)))
    return after


def places(store: Store) -> list[tuple[int, int]]:
    rows = store._connection.execute("SELECT first_section, last_section FROM tag ORDER BY id").fetchall()
    return [tuple(row) for row in rows]


def found(store: Store, words: str) -> list[tuple[int, str | None]]:
    return [(hit.section, hit.heading) for hit in store.search.find_sections(Query(words=words), 10)]


def test_a_new_heading_makes_a_section_that_is_found(store: Store, record: ArticleRecord) -> None:
    after = correct(store, record, FormCorrection(block="b3", form="heading", level=2))
    assert isinstance(store.article(after.id).blocks[2], Heading)
    assert found(store, "vertice") == [(1, "Pubblicità di automobili.")]
    store.undo()
    assert found(store, "vertice") == [(0, "Apertura")]


def test_what_was_left_out_is_not_found_and_comes_back(store: Store, record: ArticleRecord) -> None:
    after = correct(store, record, RemovalCorrection(block="b3"))
    assert found(store, "automobili") == []
    assert found(store, "vertice") == [(0, "Apertura")]
    assert [block.id for block in store.article(after.id).blocks] == ["b1", "b2", "b4"]
    assert [block.id for block in store.article_as_read(after.id).blocks] == ["b1", "b2", "b3", "b4"]
    store.undo()
    assert found(store, "automobili") == [(0, "Apertura")]


def test_a_list_of_all_sections_holds_no_section_that_is_gone(store: Store, record: ArticleRecord) -> None:
    headed = correct(store, record, FormCorrection(block="b3", form="heading", level=2))
    listed = [(hit.section, hit.heading) for hit in store.search.find_sections(Query(), 10)]
    assert listed == [(0, "Apertura"), (1, "Pubblicità di automobili.")]
    correct(store, headed)
    assert found(store, "") == [(0, "Apertura")]
    store.undo()
    assert [(hit.section, hit.heading) for hit in store.search.find_sections(Query(), 10)] == listed


def test_tags_are_told_anew_on_which_sections_they_lie(store: Store, record: ArticleRecord) -> None:
    article = store.article(record.id)
    tag = Tag(id="t1", topic="china", passage=passage_of(article, article.blocks[3:]))
    change = Change(key=Key("tag", tag.id), before=None, after=tag)
    store.apply(ChangeSet(act="tag-passage", changes=(change,)))
    assert places(store) == [(0, 0)]
    correct(store, record, FormCorrection(block="b3", form="heading", level=2))
    assert places(store) == [(1, 1)]
    assert [
        hit.section for hit in store.search.find_sections(Query(words="vertice", topics=("china",)), 10)
    ] == [1]
    store.undo()
    assert places(store) == [(0, 0)]


def test_corrections_survive_closing_and_are_known_at_the_next_opening(
    store: Store, record: ArticleRecord, path: Path
) -> None:
    article = store.article(record.id)
    division = split_correction(article.blocks[1], 10, ())
    row = (division, RemovalCorrection(block="b3"), join_correction((article.blocks[0], article.blocks[1])))
    after = replace(correct(store, record, *row), read=record.metadata)
    with_read = Change(key=Key("article", record.id), before=replace(after, read=None), after=after)
    store.apply(ChangeSet(act="edit-metadata", changes=(with_read,)))
    text = store.article(after.id).blocks
    store.close()
    again = open_dossier(path)
    assert again.values("article") == (after,)
    assert again.article(after.id).blocks == text
    assert [block.text for block in text] == ["Apertura Derisking", "e terre rare.", "Il vertice di Łódź."]
    while again.undo() is not None:
        pass
    again.close()


def test_a_damaged_index_is_built_anew_from_the_corrected_texts(
    store: Store, record: ArticleRecord, path: Path
) -> None:
    correct(store, record, RemovalCorrection(block="b3"), FormCorrection(block="b4", form="heading", level=2))
    with store._transaction:
        store._connection.execute("UPDATE state SET number = 0 WHERE name = 'index'")
    store.close()
    again = open_dossier(path)
    assert found(again, "automobili") == []
    assert found(again, "vertice") == [(1, "Il vertice di Łódź.")]
    again.close()


def test_tags_that_came_before_their_article_are_placed_with_it(store: Store, record: ArticleRecord) -> None:
    article, key = store.article(record.id), Key("article", record.id)
    tag = Tag(id="t1", topic="china", passage=passage_of(article, article.blocks))
    for change in (
        Change(key=key, before=record, after=None),
        Change(key=Key("tag", tag.id), before=None, after=tag),
        Change(key=key, before=None, after=record),
    ):
        store.apply(ChangeSet(act="import", changes=(change,)))
    assert places(store) == [(0, 0)]
