"""An act taken back or done again in parts, and an act that comes in slices."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.set_clock import set_clock
from tests.storage.conftest import MakeSetting, new, record_of

from briefbuilder.domain.article import ImportedArticle
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.storage.store import Store


def many(names: range, act: str = "set") -> ChangeSet:
    changes = (
        Change(key=Key("setting", f"s{number}"), before=None, after=Setting(id=f"s{number}", value="v"))
        for number in names
    )
    return ChangeSet(act=act, changes=tuple(changes), parameters={"count": str(len(names))})


def test_a_large_act_goes_back_and_forth_in_parts(store: Store) -> None:
    act = many(range(7))
    store.apply(act)
    run = store.begin_undo(back=True)
    assert run.number == 1
    gone = [*run.step(0)]
    assert [change.key.id for change in gone] == ["s6"]
    while len(gone) < 7:
        gone += run.step(0)
    while not run.done:
        assert run.step(0) == []
    assert [change.key.id for change in gone] == [f"s{number}" for number in range(6, -1, -1)]
    assert run.finish() == act
    assert (store.values("setting"), store.can_undo, store.can_redo) == ((), False, True)
    again = store.begin_undo(back=False)
    assert [change.key.id for change in again.step(0)] == ["s0"]
    assert again.finish() == act
    assert store.count("setting") == 7
    assert (store.can_undo, store.can_redo) == (True, False)


def test_a_large_act_is_stored_in_parts_as_one(store: Store) -> None:
    act = many(range(9))
    told: list[frozenset[Key]] = []
    store.listeners.add(told.append)
    run = store.begin(
        replace(act, changes=()), (replace(act, changes=(change,)) for change in act.changes), 9
    )
    assert [change.key.id for change in run.step(0)] == ["s0"]
    while not run.done:
        run.step(0)
    assert run.finish() == act
    assert frozenset().union(*told) == act.keys
    assert (store.count("setting"), store.undo(), store.count("setting")) == (9, act, 0)
    assert store.redo() == act


@pytest.mark.parametrize("pause", [0.0, 9.0])
def test_an_act_in_steps_is_on_the_disk_before_it_is_told_as_done(
    store: Store, monkeypatch: pytest.MonkeyPatch, pause: float
) -> None:
    monkeypatch.setattr("briefbuilder.storage.acts._LEAST_PAUSE", pause)
    monkeypatch.setattr("briefbuilder.storage.acts._PAUSES", 0)
    act = many(range(9))
    told: list[tuple[bool, bool]] = []
    store.listeners.add(lambda _keys: told.append((store.act_running, sees_all(store.path))))
    run = store.begin(
        replace(act, changes=()), (replace(act, changes=(change,)) for change in act.changes), 9
    )
    before = 0
    while not run.done:
        before = len(told)
        run.step(0)
    assert told[before:] == [(False, True)]


def test_a_large_act_is_written_stored_and_told_as_done_in_steps_of_their_own(store: Store) -> None:
    act = many(range(9))
    parts = (replace(act, changes=(change,)) for change in act.changes)
    run = store.begin(replace(act, changes=()), parts, 9)
    assert len(run.step(60)) == 9
    states = []
    while not run.done:
        states.append((sees_all(store.path), run.step(60)))
    assert states == [(False, []), (True, [])]


def sees_all(path: Path) -> bool:
    """Return whether another connection to the file finds the nine settings."""
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("SELECT count(*) FROM setting").fetchone()[0] == 9)


def test_views_follow_a_small_act_that_took_long_in_a_step_of_their_own(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.apply(many(range(2)))
    told: list[frozenset[Key]] = []
    store.listeners.add(told.append)
    run = store.begin_undo()
    monkeypatch.setattr("briefbuilder.storage.acts._QUICK", 0)
    assert len(run.step(60)) == 2
    assert (told, run.done) == ([], False)
    assert run.step(60) == []
    assert (told, run.done) == ([many(range(2)).keys], True)
    monkeypatch.setattr("briefbuilder.storage.acts._QUICK", 60)
    again = store.begin_undo(back=False)
    again.step(60)
    assert again.done
    assert len(told) == 2


def test_an_act_in_steps_is_finished_before_the_next_one(store: Store) -> None:
    act, other = many(range(9)), many(range(20, 21))
    parts = (replace(act, changes=(change,)) for change in act.changes)
    run = store.begin(replace(act, changes=()), parts, 9)
    run.step(0)
    assert store.act_running
    store.apply(other)
    assert (run.stored, store.act_running) == (True, False)
    assert [store.undo(), store.undo()] == [other, act]
    assert store.values("setting") == ()


def test_an_act_whose_part_cannot_be_read_changes_nothing(store: Store) -> None:
    def parts() -> Iterator[ChangeSet]:
        yield many(range(8))
        for changes in store.removal_of(["gone"]):
            yield ChangeSet(act="set", changes=changes)

    with pytest.raises(DossierError, match="article-missing"):
        store.begin(ChangeSet(act="set", changes=()), parts(), 9).finish()
    assert (store.values("setting"), store.can_undo) == ((), False)


def test_an_added_value_is_stored_once_and_comes_back_as_it_was_at_each_act(
    store: Store, setting: MakeSetting
) -> None:
    acts = [setting("tone", None, "a"), setting("tone", "a", "b"), setting("tone", "b", None)]
    moments = iter(("first", "later", "later", "last"))
    set_clock(store, lambda: next(moments))
    store.apply(acts[0])
    after = "SELECT after FROM change WHERE act = 1"
    assert store._connection.execute(after).fetchone() == (b"\x03",), "the table has it"
    for act in acts[1:]:
        store.apply(act)
    for _ in range(2):
        assert [store.undo() for _ in acts] == acts[::-1]
        assert (store.undo(), store.undo_name, store.redo_name) == (None, None, replace(acts[0], changes=()))
        assert [store.redo() for _ in acts] == acts
        assert (store.redo(), store.undo_name, store.redo_name) == (None, replace(acts[-1], changes=()), None)
    assert store.changed_at(Key("setting", "tone")) == "later"
    store.undo()
    store.undo()
    assert store.changed_at(Key("setting", "tone")) == "first"
    store.apply(setting("other", None, "x"))
    assert not store.can_redo
    rows = store._connection.execute("SELECT act, place, id FROM change ORDER BY act").fetchall()
    assert rows == [(1, 0, "tone"), (2, 0, "other")]


def test_a_tag_on_an_article_that_is_being_undone_is_refused(
    store: Store, reading: Callable[..., ImportedArticle]
) -> None:
    article = reading("One.", "Two.").article
    changes = [*many(range(8)).changes, new(record_of(store, reading("One.", "Two."), "m"), "article")]
    store.apply(ChangeSet(act="import", changes=tuple(changes)))
    tag = Tag(id="t", topic="x", passage=passage_of(article, article.blocks))
    judgement = Judgement(id="j", article=article.id, section="b1", topic="x", accepted=True)
    for value, collection in ((tag, "tag"), (judgement, "judgement")):
        store.begin_undo().step(0)
        with pytest.raises(DossierError, match="changed-meanwhile"):
            store.apply(ChangeSet(act="add", changes=(new(value, collection),)))
        assert store.articles() == ()
        assert store.redo() is not None
    store.begin_undo().step(0)
    store.apply(ChangeSet(act="add", changes=(new(Setting(id="other", value="v"), "setting"),)))
    assert [one.id for one in store.values("setting")] == ["other"]


def test_an_act_on_an_unknown_collection_is_damage(store: Store) -> None:
    store.apply(many(range(2)))
    with store._transaction:
        store._connection.execute("UPDATE change SET collection = 'sqlite_schema'")
    with pytest.raises(DossierError, match="dossier-damaged"):
        store.undo()


def test_an_act_of_six_changes_goes_in_one_part(store: Store) -> None:
    store.apply(many(range(6)))
    run = store.begin_undo(back=True)
    assert len(run.step(0)) == 6
    assert run.done


def test_the_last_part_ends_the_act(store: Store) -> None:
    store.apply(many(range(8)))
    run = store.begin_undo(back=True)
    sizes = []
    while not run.done:
        sizes.append(len(run.step(0)))
    # The last two store it and tell that it is done.
    assert sizes == [1] * 8 + [0] * 2


def test_an_act_that_is_abandoned_half_way_stays_as_it_was(store: Store) -> None:
    store.apply(many(range(9)))
    run = store.begin_undo(back=True)
    run.step(0)
    assert store.count("setting") == 8
    run.abandon()
    assert (run.done, run.abandoned) == (True, True)
    assert (store.count("setting"), store.can_undo) == (9, True)


def test_to_abandon_what_is_done_changes_nothing(store: Store) -> None:
    store.apply(many(range(2)))
    run = store.begin_undo(back=True)
    run.finish()
    run.abandon()
    assert not run.abandoned
    assert store.count("setting") == 0


def test_what_is_on_the_disk_cannot_be_abandoned(store: Store) -> None:
    told: list[frozenset[Key]] = []
    store.listeners.add(told.append)
    act = many(range(9))
    parts = (replace(act, changes=(change,)) for change in act.changes)
    run = store.begin(replace(act, changes=()), parts, 9)
    run.step(60)
    run.step(60)
    assert (sees_all(store.path), run.done) == (True, False)
    told.clear()
    run.abandon()
    assert (run.done, run.stored, told) == (True, True, [])
    assert store.count("setting") == 9


def test_a_part_that_fails_takes_the_whole_back(store: Store) -> None:
    store.apply(many(range(9)))
    with store._transaction:
        store._connection.execute("UPDATE setting SET value = '{}' WHERE id = 's3'")
    run = store.begin_undo(back=True)
    with pytest.raises(DossierError):
        run.finish()
    assert run.abandoned
    assert store.count("setting") == 9
    assert store.can_undo


def test_without_an_act_there_is_nothing_to_do(store: Store) -> None:
    for back in (True, False):
        run = store.begin_undo(back=back)
        assert (run.done, run.act, run.finish()) == (True, None, None)


def test_the_names_of_acts_are_there_without_their_changes(store: Store) -> None:
    assert (store.undo_name, store.redo_name) == (None, None)
    store.apply(many(range(1), "first"))
    store.apply(many(range(1, 3), "second"))
    store.undo()
    assert store.undo_name == ChangeSet(act="first", changes=(), parameters={"count": "1"})
    assert store.redo_name == ChangeSet(act="second", changes=(), parameters={"count": "2"})


def test_slices_are_one_act_with_the_name_of_the_last(store: Store) -> None:
    assert store.grow(many(range(2)), first=True)
    assert store.can_grow
    assert store.grow(many(range(2, 5)), first=False)
    assert store.undo_name == ChangeSet(act="set", changes=(), parameters={"count": "3"})
    act = not_none(store.undo())
    assert [change.key.id for change in act.changes] == [f"s{number}" for number in range(5)]
    assert (store.count("setting"), store.can_undo) == (0, False)
    assert store.redo() == act
    assert store.count("setting") == 5


def test_a_slice_after_its_act_was_taken_back_is_not_stored(store: Store) -> None:
    assert not store.grow(many(range(2)), first=False)
    store.grow(many(range(2)), first=True)
    store.undo()
    assert not store.can_grow
    assert not store.grow(many(range(2, 4)), first=False)
    assert store.count("setting") == 0


def test_another_act_that_is_taken_back_ends_no_growth(store: Store, setting: MakeSetting) -> None:
    store.grow(many(range(2)), first=True)
    store.apply(setting("tone", None, "a"))
    store.undo()
    assert store.can_grow
    store.undo()
    assert not store.can_grow


def test_a_slice_joins_its_act_behind_others_that_speak_of_other_values(
    store: Store, setting: MakeSetting
) -> None:
    store.grow(many(range(2)), first=True)
    store.apply(setting("tone", None, "a"))
    store.grow(many(range(2, 4)), first=False)
    assert store.undo() == setting("tone", None, "a")
    assert store.undo_name == ChangeSet(act="set", changes=(), parameters={"count": "2"})
    store.undo()
    assert store.count("setting") == 0


def test_a_slice_begins_a_new_act_where_another_one_speaks_of_its_values(
    store: Store, setting: MakeSetting
) -> None:
    store.grow(many(range(2)), first=True)
    store.apply(setting("s9", None, "a"))
    store.apply(setting("s9", "a", None))
    store.grow(many(range(8, 10)), first=False)
    assert store.undo() == many(range(8, 10))
    assert store.undo() == setting("s9", "a", None)


def test_a_new_first_slice_begins_a_new_act(store: Store) -> None:
    store.grow(many(range(2)), first=True)
    store.grow(many(range(2, 3)), first=True)
    assert store.undo() == many(range(2, 3))
    assert store.count("setting") == 2
