"""What an open dossier keeps in memory: values in their order, which follow each act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.storage.conftest import new

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.storage import listing, tables
from briefbuilder.storage.cache import CollectionCache, ValueCaches
from briefbuilder.storage.codec import encode, pack, unpack
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store


def test_a_collection_is_loaded_once_and_follows_changes() -> None:
    loads: list[int] = []

    def load() -> list[Setting]:
        loads.append(1)
        return [Setting(id=name, value="v") for name in "ca"]

    cache = CollectionCache(load, Setting, lambda one: (one.id,))
    cache.update("b", Setting(id="b", value="not read yet"))
    assert (cache.held(), loads) == ((), [])
    assert [one.id for one in cache.all()] == ["a", "c"]
    cache.update("b", Setting(id="b", value="v"))
    cache.update("c", None)
    cache.update("never there", None)
    assert [one.id for one in cache.all()] == ["a", "b"]
    assert sorted(one.id for one in cache.held()) == ["a", "b"]
    assert (cache.get("b"), cache.get("c"), loads) == (Setting(id="b", value="v"), None, [1])
    assert cache.all() is cache.all()


def test_a_collection_that_changes_while_it_is_loaded_in_steps_is_whole() -> None:
    stored, fails = {name: Setting(id=name, value="old") for name in "abc"}, [True]

    def load() -> Iterator[Setting]:
        for number, one in enumerate(list(stored.values())):
            if number and fails:
                fails.clear()
                raise DossierError("dossier-damaged")
            yield one

    cache = CollectionCache(load, Setting, lambda one: (one.id,))
    assert cache.load_next()
    with pytest.raises(DossierError):
        cache.load_next()
    assert cache.held() == ()
    assert cache.load_next()
    stored["a"] = Setting(id="a", value="new")
    cache.update("a", stored["a"])
    assert cache.load_next()
    assert cache.load_next()
    assert cache.held() == ()
    assert cache.all() == tuple(stored.values())
    assert not cache.load_next()
    cache.update("c", None)
    assert [one.id for one in cache.all()] == ["a", "b"]


def test_an_act_while_the_briefings_are_read_one_by_one_is_not_lost(store: Store, path: Path) -> None:
    briefings = [Briefing(id=name, title="Old", template="t", language="en") for name in ("b1", "b2", "b3")]
    store.apply(ChangeSet(act="add", changes=tuple(new(one, "briefing") for one in briefings)))
    store.close()
    with closing(open_dossier(path)) as again:
        assert again.read_next_briefing()
        renamed = replace(briefings[0], title="New")
        change = Change(key=Key("briefing", "b1"), before=briefings[0], after=renamed)
        again.apply(ChangeSet(act="rename", changes=(change,)))
        while again.read_next_briefing():
            pass
        assert again.briefings() == (renamed, *briefings[1:])
        again.undo()
        assert again.briefings() == tuple(briefings)


def test_values_in_memory_follow_acts_and_come_in_their_order(
    store: Store,
    reading: Callable[..., ImportedArticle],
    imported: Callable[[Store, ImportedArticle], ArticleRecord],
) -> None:
    made = reading("Testo")
    record, other = imported(store, made), imported(store, reading("Altro"))
    tag = Tag(id="t", topic="x", passage=passage_of(made.article, made.article.blocks))
    judgement = Judgement(id="j", article=record.id, section="b1", topic="x", accepted=True)
    assert (store.tags(record.id), store.judgements(record.id), store.count("tag")) == ((), (), 0)
    assert (store.briefings(), store.topics()) == ((), ())
    kept = (
        new(tag, "tag"),
        new(judgement, "judgement"),
        new(Topic(id="y", own=True), "topic"),
        new(Topic(id="x", own=True), "topic"),
        new(SavedSearch(id="1", name="zeta"), "search"),
        new(SavedSearch(id="2", name="Alfa"), "search"),
        *(
            new(Briefing(id=name, title="B", template="t", language="en", created=day), "briefing")
            for name, day in (("b", "2026-03-02"), ("c", "2026-03-01"), ("a", "2026-03-02"))
        ),
    )
    store.apply(ChangeSet(act="many", changes=kept))
    assert (store.tags(record.id), store.judgements(record.id)) == ((tag,), (judgement,))
    assert (store.tags(other.id), store.count("tag")) == ((), 1)
    assert [one.id for one in store.briefings()] == ["c", "a", "b"]
    assert [one.id for one in store.topics()] == ["x", "y"]
    assert [one.name for one in store.saved_searches()] == ["Alfa", "zeta"]
    store.article(record.id)
    held = store.held()
    assert {Key("article", record.id), Key("tag", "t"), Key("judgement", "j"), Key("topic", "y")} <= {
        *held.values
    }
    assert Key("article", other.id) not in held.values, "its text is not in memory"
    assert (*held.texts, held.password) == (record.text, None)
    change = Change(key=Key("tag", "t"), before=tag, after=None)
    store.apply(ChangeSet(act="untag", changes=(change,)))
    assert (store.tags(record.id), store.count("tag"), store.count("judgement")) == ((), 0, 1)
    store.undo()
    assert store.tags(record.id) == (tag,)


def test_a_damaged_record_is_unpacked_once_and_read_again_after_it_is_restored(
    store: Store,
    reading: Callable[..., ImportedArticle],
    imported: Callable[[Store, ImportedArticle], ArticleRecord],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record = imported(store, reading("Testo"))
    key, number = Key("article", record.id), store.search.number_of(record.id)
    assert number is not None
    with store._transaction:
        store._connection.execute("UPDATE article SET value = ?", (b"\x01" + b"no deflate" * 1000,))
    store._caches.records.clear()
    unpacked: list[bytes] = []

    def unpack_counted(data: bytes) -> bytes:
        unpacked.append(data)
        return unpack(data)

    for module in (tables, listing):
        monkeypatch.setattr(module, "unpack", unpack_counted)
    (listed,) = store.search.listed([number])
    for _ in range(3):
        with pytest.raises(DossierError, match="dossier-damaged"):
            store.record(record.id)
        with pytest.raises(DossierError, match="dossier-damaged"):
            _ = listed.record
    assert len(unpacked) == 2
    with store._transaction:
        store._connection.execute("UPDATE article SET value = ?", (pack(encode("article", record)),))
    store._caches.update({key: record})
    (again,) = store.search.listed([number])
    assert store.record(record.id) == again.record == record


def test_briefings_that_are_damaged_are_read_once_and_again_after_an_act(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window asks for the topics and the briefings of a dossier with each row."""
    briefing = Briefing(id="b", title="Nota", template="note", language="it")
    store.apply(ChangeSet(act="add", changes=(new(briefing, "briefing"),)))
    with store._transaction:
        store._connection.execute("UPDATE briefing SET value = ?", (b"\x01" + b"no deflate" * 1000,))
    caches = ValueCaches(store._tables, store.path)
    unpacked: list[bytes] = []

    def unpack_counted(data: bytes) -> bytes:
        unpacked.append(data)
        return unpack(data)

    monkeypatch.setattr(tables, "unpack", unpack_counted)
    for _ in range(3):
        with pytest.raises(DossierError, match="dossier-damaged"):
            caches.briefings.all()
    assert len(unpacked) == 1
    with store._transaction:
        store._connection.execute("UPDATE briefing SET value = ?", (pack(encode("briefing", briefing)),))
    caches.update({Key("briefing", "b"): briefing})
    assert caches.briefings.all() == (briefing,)
