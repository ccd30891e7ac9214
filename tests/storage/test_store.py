"""Acts are stored whole or not at all, and large things once."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.set_clock import set_clock
from tests.storage.conftest import Import, MakeReading, MakeSetting, new, record_of

from briefbuilder.domain.article import Article, Picture
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.query import Query
from briefbuilder.domain.text import Figure, Paragraph, Span
from briefbuilder.domain.topics import Tag
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.blobs import PackedOriginal, prepare
from briefbuilder.storage.codec import encode, pack
from briefbuilder.storage.opening import open_dossier
from briefbuilder.storage.store import Store
from briefbuilder.storage.tables import MOST_VALUES


def count(path: Path, table: str) -> int:
    with sqlite3.connect(path) as connection:
        number: int = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    connection.close()
    return number


def test_an_imported_article_comes_back_with_its_original(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    read = reading("Prima frase 💡.", "# Sezione", "外務省", title="Città")
    record = imported(store, read)
    assert store.article(record.id) == read.article
    assert store.original(record.id) == read.data
    assert store.values("article") == (record,)


def test_a_large_original_comes_back_byte_for_byte(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    data = bytes(range(256)) * 4000
    record = imported(store, reading("x", data=data))
    assert store.original(record.id) == data


def test_an_act_that_fails_half_way_leaves_nothing(store: Store, setting: MakeSetting) -> None:
    good = setting("first", None, "1").changes
    stale = setting("second", "never there", "2").changes
    with pytest.raises(DossierError, match="changed-meanwhile"):
        store.apply(ChangeSet(act="two", changes=good + stale))
    assert store.values("setting") == ()
    assert not store.can_undo


def test_a_stale_value_is_not_written_over(store: Store, setting: MakeSetting) -> None:
    store.apply(setting("tone", None, "formal"))
    with pytest.raises(DossierError, match="changed-meanwhile"):
        store.apply(setting("tone", "plain", "terse"))
    assert store.value(Key("setting", "tone")) == Setting(id="tone", value="formal")


def test_adding_what_is_there_already_is_stale(store: Store, setting: MakeSetting) -> None:
    store.apply(setting("tone", None, "formal"))
    with pytest.raises(DossierError, match="changed-meanwhile"):
        store.apply(setting("tone", None, "formal"))


def test_an_article_without_its_text_is_refused(store: Store, reading: MakeReading) -> None:
    article = reading("x").article
    record = ArticleRecord(id="a1", metadata=article.metadata, original=article.original, text="0" * 64)
    with pytest.raises(DossierError, match="content-missing"):
        store.apply(
            ChangeSet(act="import", changes=(Change(key=Key("article", "a1"), before=None, after=record),)),
        )
    assert store.values("article") == ()


def test_acts_are_taken_back_and_done_again_in_order(store: Store, setting: MakeSetting) -> None:
    acts = [setting("tone", None, "a"), setting("tone", "a", "b"), setting("tone", "b", None)]
    for act in acts:
        store.apply(act)
    assert [store.undo() for _ in range(4)] == [*reversed(acts), None]
    assert [store.redo() for _ in range(4)] == [*acts, None]


def test_an_act_may_change_one_value_several_times(store: Store, setting: MakeSetting) -> None:
    long = [f"{number} " * 200 for number in range(4)]
    steps = [
        setting("tone", None, long[0]),
        setting("tone", long[0], long[1]),
        setting("tone", long[1], None),
        setting("tone", None, long[2]),
        setting("tone", long[2], long[3]),
    ]
    act = ChangeSet(act="set", changes=tuple(step.changes[0] for step in steps), parameters={"name": "tone"})
    store.apply(act)
    for _ in range(2):
        assert store.undo() == act
        assert store.values("setting") == ()
        assert store.redo() == act
        assert store.values("setting") == (Setting(id="tone", value=long[3]),)


def test_listeners_hear_what_changed_until_they_end(store: Store, setting: MakeSetting) -> None:
    heard: list[tuple[str, frozenset[Key]]] = []

    def first(keys: frozenset[Key]) -> None:
        heard.append(("first", keys))
        end_second()
        end_second()

    store.listeners.add(first)
    end_second = store.listeners.add(lambda keys: heard.append(("second", keys)))
    store.apply(setting("tone", None, "a"))
    assert heard == [("first", frozenset({Key("setting", "tone")}))]
    act = setting("slice", None, "a")
    assert store.grow(act, first=True)
    assert len(heard) == 1
    store.announce_slices()
    store.announce_slices()
    assert heard[1:] == [("first", act.keys)]
    store.undo()
    assert heard[2:] == [("first", act.keys)]
    assert not store.grow(setting("later", None, "a"), first=False), "it was undone"


def test_an_undo_in_steps_is_finished_by_whatever_comes_next(
    store: Store, path: Path, reading: MakeReading, setting: MakeSetting
) -> None:
    acts = [setting(f"s{number:02d}", None, "a") for number in range(40)]
    store.apply(ChangeSet(act="set", changes=tuple(act.changes[0] for act in acts)))
    finishing: list[Callable[[], object]] = [
        lambda: store.keep(prepare(reading("testo"))),
        store.drop_kept,
        lambda: store.copy_to(path.with_name("copy")),
        lambda: store.save_copy(path.with_name("saved")),
        lambda: store.grow(setting("slice", None, "a"), first=False),
        store.begin_undo,
    ]
    for next_one in finishing:
        left = 0 if store.can_undo else 40
        run = store.begin_undo(back=store.can_undo)
        run.step(0)
        assert (store.act_running, run.done) == (True, False)
        next_one()
        assert run.done
        assert store.count("setting") == left
    store.finish_act()
    store.redo()
    run = store.begin_undo()
    run.step(0)
    store.apply(setting("next", None, "a"))
    assert (store.act_running, run.done) == (False, True)
    assert [one.id for one in store.values("setting")] == ["next"]
    assert store.undo() is not None
    assert store.values("setting") == ()
    last: list[Callable[[], object]] = [store.share, store.unshare]
    for next_one in last:
        store.apply(ChangeSet(act="set", changes=tuple(act.changes[0] for act in acts)))
        run = store.begin_undo()
        run.step(0)
        assert (store.act_running, run.done) == (True, False)
        next_one()
        assert run.done
        assert store.values("setting") == ()


def test_a_dossier_with_more_values_than_it_may_have_is_damaged(
    store: Store, setting: MakeSetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST_VALUES, "setting", 1)
    store.apply(setting("one", None, "a"))
    assert len(store.values("setting")) == 1
    with pytest.raises(DossierError, match="dossier-full"):
        store.apply(setting("two", None, "a"))
    with store._transaction:
        row = "two", pack(encode("setting", Setting(id="two", value="b")))
        store._connection.execute("INSERT INTO setting VALUES (?, ?)", row)
    with pytest.raises(DossierError, match="dossier-damaged"):
        store.values("setting")


def test_undo_survives_a_restart(store: Store, path: Path, setting: MakeSetting) -> None:
    store.apply(setting("tone", None, "a"))
    store.apply(setting("tone", "a", "b"))
    store.undo()
    store.close()
    again = open_dossier(path)
    assert again.redo() == setting("tone", "a", "b")
    assert again.undo() == setting("tone", "a", "b")
    assert again.undo() == setting("tone", None, "a")
    assert again.values("setting") == ()
    again.close()


def test_a_new_act_after_undo_ends_what_could_be_done_again(store: Store, setting: MakeSetting) -> None:
    store.apply(setting("tone", None, "a"))
    store.undo()
    store.apply(setting("tone", None, "b"))
    assert not store.can_redo
    assert store.undo() == setting("tone", None, "b")


def test_an_import_that_cannot_come_back_gives_its_room_free(
    store: Store, path: Path, reading: MakeReading, imported: Import, setting: MakeSetting
) -> None:
    picture = Picture(media_type="image/png", data=b"png")
    name = sha256(b"png").hexdigest()
    blocks = (Paragraph(id="b1", content=(Span("x"),)), Figure(id="b2", picture=name))
    imported(store, reading("x", blocks=blocks, pictures={name: picture}))
    assert store.pictures([name, "absent"]) == {name: picture}
    store.undo()
    store.apply(setting("tone", None, "a"))
    store.close()
    assert [
        count(path, table) for table in ("text", "original", "picture", "register", "listing", "use")
    ] == [0] * 6


def test_an_article_that_another_act_still_needs_keeps_its_text(
    store: Store, reading: MakeReading, imported: Import, setting: MakeSetting
) -> None:
    read = reading("unico")
    record = imported(store, read)
    removal = ChangeSet(
        act="remove", changes=(Change(key=Key("article", record.id), before=record, after=None),)
    )
    store.apply(removal)
    store.apply(setting("tone", None, "a"))
    store.undo()
    store.apply(setting("tone", None, "b"))
    store.undo()
    store.undo()
    assert store.article(record.id) == read.article


def test_a_reading_that_is_never_imported_is_dropped_at_closing(
    store: Store, path: Path, reading: MakeReading
) -> None:
    store.keep(prepare(reading("mai importato")))
    store.close()
    assert count(path, "text") == 0
    assert count(path, "original") == 0


def test_what_an_interrupted_import_left_goes_where_that_is_asked_for(
    store: Store, path: Path, reading: MakeReading
) -> None:
    prepared = prepare(reading("mai importato"))
    with store._transaction:
        store._blobs.keep(prepared)
    store.refresh(purge=False)
    assert store.blocks(prepared.record.text) == reading("mai importato").article.blocks
    store.refresh(purge=True)
    store.close()
    assert (count(path, "text"), count(path, "original")) == (0, 0)


def test_values_under_the_names_of_others_are_damage(
    store: Store, reading: MakeReading, imported: Import, setting: MakeSetting
) -> None:
    one, other = (imported(store, reading(title, title=title)) for title in ("one", "other"))
    store.apply(setting("tone", None, "a"))
    store.apply(setting("tone", "a", "b"))
    forged = pack(encode("setting", Setting(id="other", value="a")))
    number = not_none(store.search.number_of(one.id))
    with store._transaction:
        run = store._connection.execute
        run(
            "UPDATE article SET value = (SELECT value FROM article WHERE id = ?) WHERE id = ?",
            (other.id, one.id),
        )
        run("UPDATE change SET before = ? WHERE id = 'tone' AND before IS NOT NULL", (forged,))
    (listed,) = store.search.listed([number])
    for ask in (lambda: listed.record, lambda: store.values("article"), store.undo):
        with pytest.raises(DossierError, match="dossier-damaged"):
            ask()
    with store._transaction:
        store._connection.execute("DELETE FROM listing WHERE article = ?", (other.id,))
    with pytest.raises(DossierError, match="dossier-damaged"):
        store.search.find_sections(Query(words="other"))


def test_a_tag_knows_its_sections(store: Store, path: Path, reading: MakeReading, imported: Import) -> None:
    read = reading("zero", "# uno", "a", "# due", "b")
    imported(store, read)
    blocks = read.article.blocks
    tag = Tag(id="t1", topic="x", passage=passage_of(read.article, blocks[2:5]))
    store.apply(ChangeSet(act="tag", changes=(Change(key=Key("tag", "t1"), before=None, after=tag),)))
    store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT first_section, last_section FROM tag").fetchall() == [(1, 2)]
    connection.close()


def test_a_damaged_text_is_told(store: Store, reading: MakeReading, imported: Import) -> None:
    record = imported(store, reading("vero"))
    with store._transaction:
        store._connection.execute("UPDATE original SET data = ?", (b"\x00falso",))
    with pytest.raises(DossierError, match="content-damaged") as caught:
        store.original(record.id)
    assert caught.value.parameters == {"what": record.original.sha256[:12]}


def test_a_value_of_another_shape_is_told(store: Store, setting: MakeSetting) -> None:
    store.apply(setting("tone", None, "a"))
    with store._transaction:
        store._connection.execute("UPDATE setting SET value = '{}'")
    with pytest.raises(DossierError, match="dossier-damaged"):
        store.values("setting")


def test_a_full_disk_is_told_and_loses_only_the_act(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    first = imported(store, reading("prima"))
    pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
    store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DossierError, match="disk-full"):
        imported(store, reading("seconda", data=random.Random(1).randbytes(100_000)))
    assert store.values("article") == (first,)
    store._connection.execute("PRAGMA max_page_count = 100000")
    imported(store, reading("terza"))
    assert len(store.values("article")) == 2


def test_the_moment_of_the_last_change_follows_undo(store: Store, setting: MakeSetting) -> None:
    key = Key("setting", "tone")
    assert store.changed_at(key) is None
    moments = iter(("2026-01-01", "2026-01-02"))
    set_clock(store, lambda: next(moments))
    store.apply(setting("tone", None, "a"))
    store.apply(setting("tone", "a", "b"))
    assert store.changed_at(key) == "2026-01-02"
    store.undo()
    assert store.changed_at(key) == "2026-01-01"


def test_an_original_is_opened_away_from_its_dossier(
    store: Store, reading: MakeReading, imported: Import
) -> None:
    made = reading("Ports and gases")
    packed = store.packed_original(imported(store, made).id)
    assert packed.unpack() == made.data
    for damaged in (b"?" + packed.data, packed.data[:1] + b"other bytes"):
        with pytest.raises(DossierError) as caught:
            PackedOriginal(packed.name, damaged).unpack()
        assert caught.value.code == "content-damaged"
        assert caught.value.parameters == {"what": packed.name[:12]}


def test_an_article_and_its_act_are_stored_at_once(store: Store, path: Path, reading: MakeReading) -> None:
    before = path.read_bytes()
    record = record_of(store, reading("testo"), "2026")
    assert store.blocks(record.text)
    assert path.read_bytes() == before
    store.apply(ChangeSet(act="import-articles", changes=(new(record, "article"),)))
    after = path.read_bytes()
    # The change counter of SQLite: one commit.
    assert int.from_bytes(after[24:28], "big") == int.from_bytes(before[24:28], "big") + 1


def test_many_articles_wait_outside_memory(
    store: Store, path: Path, reading: MakeReading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.storage.store._MOST_AHEAD", 1000)
    before = path.read_bytes()
    for number in range(5):
        store.keep(prepare(reading(data=random.Random(number).randbytes(900))))
    assert path.read_bytes() != before
    store.drop_kept()
    store.close()
    assert (count(path, "text"), count(path, "original")) == (0, 0)


@pytest.mark.parametrize("in_slices", [False, True])
def test_an_import_that_was_undone_leaves_no_text_after_the_next_act(
    store: Store, reading: MakeReading, setting: MakeSetting, *, in_slices: bool
) -> None:
    record = record_of(store, reading("testo"), "2026")
    act = ChangeSet(act="import-articles", changes=(new(record, "article"),))
    if in_slices:
        store.grow(act, first=True)
    else:
        store.apply(act)
    store.undo()
    assert store.blocks(record.text)
    store.apply(setting("tone", None, "a"))
    with pytest.raises(DossierError, match="content-missing"):
        store.blocks(record.text)


def test_an_act_that_fails_does_not_lose_what_was_kept_for_another(
    store: Store, reading: MakeReading, setting: MakeSetting
) -> None:
    record = record_of(store, reading("testo"), "2026")
    with pytest.raises(DossierError, match="changed-meanwhile"):
        store.apply(setting("tone", "never set", "b"))
    store.apply(ChangeSet(act="import-articles", changes=(new(record, "article"),)))
    assert store.original(record.id) == reading("testo").data


def test_an_undo_between_an_article_and_its_act_loses_neither(
    store: Store, reading: MakeReading, setting: MakeSetting
) -> None:
    store.apply(setting("tone", None, "a"))
    record = record_of(store, reading("testo"), "2026")
    run = store.begin_undo()
    run.abandon()
    assert store.setting("tone") == "a"
    assert store.undo() is not None
    store.apply(ChangeSet(act="import-articles", changes=(new(record, "article"),)))
    assert store.original(record.id)
    assert store.setting("tone") is None


def test_an_article_whose_text_sqlite_had_to_discard_is_not_imported(
    store: Store, reading: MakeReading, setting: MakeSetting
) -> None:
    record = record_of(store, reading("testo"), "2026")
    store._connection.execute("ROLLBACK")
    with pytest.raises(DossierError, match="content-missing"):
        store.apply(ChangeSet(act="import-articles", changes=(new(record, "article"),)))
    assert store.articles() == ()
    record = record_of(store, reading("testo"), "2026")
    store.apply(ChangeSet(act="import-articles", changes=(new(record, "article"),)))
    assert store.original(record.id)


def test_a_copy_has_no_article_that_waits_for_its_act(store: Store, path: Path, reading: MakeReading) -> None:
    for name, save in (("a", store.save_copy), ("b", store.copy_to)):
        store.keep(prepare(reading(name)))
        save(path.with_name(name))
        assert count(path.with_name(name), "article") == 0


def test_sharing_keeps_what_waits_for_its_act_and_drops_what_was_undone(
    store: Store, path: Path, reading: MakeReading, imported: Import
) -> None:
    imported(store, reading("annullato"))
    store.undo()
    record = record_of(store, reading("in attesa"), "2026")
    store.share()
    act = ChangeSet(act="import-articles", changes=(new(record, "article"),))
    store.apply(act)
    assert store.original(record.id)
    store.close()
    assert (count(path, "text"), count(path, "original")) == (1, 1)


def test_an_article_is_only_read_for_raised_digits_in_what_is_shown_of_a_quotation(
    store: Store, imported: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = b"<h1>Gas</h1><p>Stocks of gas</p><p>The store holds 10<sup>6</sup> t.</p>"
    record = imported(store, read_bytes(page, "gas.html"))
    article = store.article(record.id)
    passage = passage_of(article, article.blocks)
    asked: list[str] = []

    def read(_store: Store, name: str) -> Article:
        asked.append(name)
        return article

    monkeypatch.setattr(Store, "article", read)
    first = passage.quote.splitlines()[0]
    assert store.quote_of(passage, first).splitlines()[0] == first
    assert asked == []
    assert "10⁶ t" in store.quote_of(passage)
    assert "10⁶ t" in store.quote_of(passage, passage.quote)
    assert asked == [record.id] * 2
