"""Sharing a dossier, telling other desks what was done, and taking in what they did."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.shared_desks import (
    START,
    DeskAtWork,
    assert_equal_desks,
    check_whole,
    exchange_all,
    make_reading,
    put,
    state_of,
)

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item, remove_part, replace_item
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError, ExchangeError
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Tag, Topic
from briefbuilder.exchange.records import RULES, FieldKey, FieldWrite, SharedAct, decode_batch
from briefbuilder.storage import shared_batches
from briefbuilder.storage.blobs import prepare
from briefbuilder.storage.database import dossier_errors
from briefbuilder.storage.migrations import add_log, has_log
from briefbuilder.storage.shared_batches import removals_in
from briefbuilder.storage.shared_pieces import Piece, PieceName
from briefbuilder.storage.tables import MOST_VALUES

ARTICLE = ("The title", "First paragraph.", "Second paragraph.")


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[DeskAtWork]]:
    """Three desks; the first one shares an article, a tag and a briefing, which the others have."""
    made = [DeskAtWork(tmp_path / f"{name}.dossier", name) for name in ("Rossi", "Weber", "Dupont")]
    record = made[0].read(*ARTICLE)
    made[0].tag("t1", record.id, "eu")
    parts = (Part(id="p1", key="k", heading="One"), Part(id="p2", key="k", heading="Two"))
    made[0].add(Briefing(id="b", title="B", template="t", language="en", created=START, parts=parts))
    for desk in made:
        desk.store.share()
    exchange_all(made)
    yield made
    for desk in made:
        desk.store.close()


def record_of(desk: DeskAtWork) -> ArticleRecord:
    (record,) = desk.store.articles()
    return record


def own_text(name: str, words: str) -> OwnText:
    return OwnText(id=name, blocks=(Paragraph(id=f"{name}-1", content=(Span(words),)),))


def test_desks_that_share_have_the_same_values_texts_originals_and_index(desks: list[DeskAtWork]) -> None:
    assert_equal_desks(desks)
    for desk in desks:
        assert desk.store.original(record_of(desk).id) == "\n".join(ARTICLE).encode()
        assert desk.store.shared.missing_pieces() == ()
    names = {desk.name for desk in desks[1].store.shared.desks()}
    assert names >= {"Rossi"}


def test_sharing_keeps_when_each_value_was_changed_last(tmp_path: Path) -> None:
    desk = DeskAtWork(tmp_path / "one.dossier", "Rossi")
    desk.add(Setting(id="first", value="v"))
    desk.let_pass(60)
    record = desk.read(*ARTICLE)
    desk.let_pass(60)
    desk.add(Setting(id="last", value="v"))
    keys = [Key("setting", "first"), Key("article", record.id), Key("setting", "last")]
    before = [desk.store.changed_at(key) for key in keys]
    assert before == sorted(before, key=str)
    done: list[float] = []
    desk.let_pass(60)
    grown = ChangeSet(act="import", changes=put(Setting(id="slice", value="v")))
    assert desk.store.grow(grown, first=True)
    desk.store.share(done.append)
    assert [desk.store.changed_at(key) for key in keys] == before
    assert 0 < done[0] < done[-1] <= 1
    assert done == sorted(done)
    assert not desk.store.can_undo
    assert not desk.store.can_grow
    desk.store.close()


def test_both_changed_a_title_and_the_later_one_stands_until_somebody_settles_it(
    desks: list[DeskAtWork],
) -> None:
    one, other, _ = desks
    one.set_title(record_of(one).id, "Titolo")
    other.let_pass(60)
    other.set_title(record_of(other).id, "Titel")
    exchange_all(desks)
    assert_equal_desks(desks)
    (conflict,) = one.store.shared.conflicts()
    assert (conflict.kind, conflict.standing) == ("field", "Titel")
    assert [write.value for write in conflict.others] == ["Titolo"]
    one.store.settle(conflict, 0)
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [record_of(desk).metadata.title for desk in desks] == ["Titolo"] * 3
    assert one.store.shared.conflicts() == ()
    assert one.store.undo() is not None
    assert record_of(one).metadata.title == "Titel"


def test_who_has_heard_of_a_later_moment_writes_after_it(desks: list[DeskAtWork]) -> None:
    one, other, third = desks
    article = record_of(one).id
    other.let_pass(3600)
    other.set_title(article, "Titel")
    one.fetch(other)
    theirs = one.store.changed_at(Key("article", article))
    # By its own clock, the first desk writes long before the others.
    one.set_title(article, "Titolo")
    third.let_pass(1800)
    third.set_title(article, "Titre")
    exchange_all(desks)
    assert_equal_desks(desks)
    assert record_of(one).metadata.title == "Titolo"
    ours = one.store.changed_at(Key("article", article))
    assert theirs is not None
    assert ours is not None
    assert theirs < ours


def test_a_desk_tells_its_name_once_and_a_copy_does_not_work_under_it(
    desks: list[DeskAtWork], tmp_path: Path
) -> None:
    one, other, _ = desks
    log = one.store.shared
    for title in ("a", "b"):
        one.set_title(record_of(one).id, title)
        one.store.seal()
    names = [
        write.value
        for batch in log.names()
        for act in decode_batch(log.batch(batch), batch).acts
        for write in act.writes
        if write.key == FieldKey("desk", log.desk, "", "name")
    ]
    assert names == ["Rossi"]
    (told,) = (desk for desk in other.store.shared.desks() if desk.name == "Rossi")
    other.fetch(one)
    (later,) = (desk for desk in other.store.shared.desks() if desk.name == "Rossi")
    assert (later.id, (later.last,)) == (log.desk, log.heads())
    assert (told.id, told.last != later.last, told.moment < later.moment) == (log.desk, True, True)
    one.store.close()
    copy = DeskAtWork(Path(shutil.copyfile(one.path, tmp_path / "copy.dossier")), "", is_new=False)
    one.reopen()
    for desk in (one, copy):
        desk.store.shared.author = ""
        desk.set_title(record_of(desk).id, "c")
        written = not_none(desk.store.shared.written(Key("article", record_of(desk).id)))
        assert written.author == ("Rossi" if desk is one else "")
    copy.store.close()


def test_an_act_may_change_one_value_twice(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    first, second = Setting(id="s", value="1"), Setting(id="s", value="2")
    key = Key("setting", "s")
    one.act("set", *put(first), Change(key=key, before=first, after=second))
    other.fetch(one)
    assert other.store.value(key) == second
    one.store.undo()
    other.fetch(one)
    assert (one.store.value(key), other.store.value(key)) == (None, None)


def test_a_tag_travels_without_words_also_in_the_act_that_imports_its_article(
    desks: list[DeskAtWork],
) -> None:
    one, other, _ = desks
    reading = make_reading("Imported", "With a tag.")
    prepared = prepare(reading)
    one.store.keep(prepared)
    tag = Tag(id="tn", topic="eu", passage=passage_of(reading.article, reading.article.blocks[1:]))
    one.act("import", *put(tag, replace(prepared.record, imported=one.now())))
    package = one.send(other.store.shared.heads())
    assert "With a tag." not in repr(package[1])
    other.receive(package)
    assert other.store.value(Key("tag", "tn")) == tag


def test_who_wrote_what_is_known_by_value_and_by_node(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    other.edit(lambda briefing: insert_item(briefing, "p1", own_text("o1", "Words.")))
    one.fetch(other)
    written = not_none(one.store.shared.written(Key("briefing", "b"), "o1"))
    assert (written.author, written.desk) == ("Weber", other.store.shared.desk)
    assert written.moment.startswith("2026-03-02T09:00:")
    arrived = [*one.store.shared.arrivals()]
    assert [act.code for act in arrived[-1].acts] == ["change"]
    assert arrived[-1].acts[0].author == "Weber"
    assert one.store.shared.written(Key("briefing", "x")) is None
    one.edit(lambda briefing: replace_item(briefing, own_text("o1", "Words of ours.")))
    written = not_none(one.store.shared.written(Key("briefing", "b"), "o1"))
    assert (written.author, written.desk) == ("Rossi", one.store.shared.desk), "also before it is sealed"


def test_batches_that_come_twice_out_of_order_or_without_texts_wait_and_are_told(
    desks: list[DeskAtWork],
) -> None:
    one, other, _ = desks
    known = other.store.shared.heads()
    one.read("Another", "Text.")
    one.send()
    one.set_title(record_id(one, "Another"), "Changed")
    pieces, batches = one.send(known)
    assert len(batches) == 2
    before = state_of(other.store)
    taken = other.receive(((), (batches[1], batches[1])))
    assert [(held.name, held.missing, held.desk) for held in taken.waiting] == [
        (batches[1].name, (batches[0].name,), one.store.shared.desk)
    ]
    other.reopen()
    taken = other.receive(((), (batches[0],)))
    texts = [piece.sha256 for piece in pieces if piece.kind == "text"]
    assert [held.texts for held in taken.waiting if not held.missing] == [tuple(texts)]
    assert state_of(other.store) == before
    assert PieceName("text", texts[0]) in other.store.shared.missing_pieces()
    taken = other.receive((pieces, (batches[0], batches[1])))
    assert taken.waiting == ()
    assert state_of(other.store) == state_of(one.store)
    check_whole(other.store)


def record_id(desk: DeskAtWork, title: str) -> str:
    return next(one.id for one in desk.store.articles() if one.metadata.title == title)


def test_an_original_that_has_not_come_is_told_and_nothing_else_misses_it(
    desks: list[DeskAtWork], tmp_path: Path
) -> None:
    from briefbuilder.app.dossier_copies import copy_without_history

    one, other, _ = desks
    record = one.read("Another", "Text.")
    pieces, batches = one.send(other.store.shared.heads())
    other.receive((tuple(piece for piece in pieces if piece.kind == "text"), batches))
    with pytest.raises(DossierError, match="original-not-here"):
        other.store.original(record.id)
    assert other.store.shared.missing_pieces() == (PieceName("original", record.original.sha256),)
    other.reopen()
    check_whole(other.store)
    copy_without_history(other.store, tmp_path / "copy.dossier")
    other.store.purge()
    check_whole(other.store)
    other.store.keep_pieces(pieces)
    assert other.store.original(record.id) == b"Another\nText."


def test_pieces_that_are_not_what_their_names_say_are_refused(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    one.read("Another", "Text.")
    pieces, _ = one.send(other.store.shared.heads())
    forged = tuple(replace(piece, data=piece.data + b" ") for piece in pieces)
    no_blocks = Piece("text", sha256(b"{}").hexdigest(), "", b"{}")
    assert other.store.keep_pieces((*forged, no_blocks)) == (*forged, no_blocks)


def test_acts_prepared_before_are_refused_where_the_value_changed_and_work_when_prepared_anew(
    desks: list[DeskAtWork],
) -> None:
    one, other, _ = desks
    before = record_of(one)
    other.set_title(before.id, "Titel")
    one.fetch(other)
    after = replace(before, metadata=replace(before.metadata, title="x"))
    change = Change(key=Key("article", before.id), before=before, after=after)
    with pytest.raises(DossierError, match="changed-meanwhile"):
        one.store.apply(ChangeSet(act="edit", changes=(change,)))
    check_whole(one.store)
    one.set_title(before.id, "x")
    assert record_of(one).metadata.title == "x"


def test_more_waiting_batches_than_a_dossier_holds_are_refused(
    desks: list[DeskAtWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, _ = desks
    known = other.store.shared.heads()
    for title in "abc":
        one.set_title(record_of(one).id, title)
        one.store.seal()
    _, batches = one.send(known)
    monkeypatch.setattr(shared_batches, "_MOST_WAITING", 1)
    with pytest.raises(DossierError, match="dossier-full"):
        other.store.take_in(batches[1:])
    assert other.store.shared.waiting() == ()
    taken = other.store.take_in(batches[2:])
    assert [held.missing for held in taken.waiting] == [(batches[1].name,)]
    assert other.store.take_in(batches).waiting == ()
    assert record_of(other).metadata.title == "c"


def test_more_values_than_a_dossier_may_have_are_refused_in_a_shared_one(
    desks: list[DeskAtWork], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, _ = desks
    monkeypatch.setitem(MOST_VALUES, "setting", 1)
    one.add(Setting(id="first", value="v"))
    with pytest.raises(DossierError, match="dossier-full"):
        one.add(Setting(id="second", value="v"))
    assert one.store.count("setting") == 1
    other.add(Setting(id="third", value="v"))
    with pytest.raises(DossierError, match="dossier-full"):
        one.fetch(other)
    check_whole(one.store)


def test_a_part_removed_here_and_filled_there_stays_and_is_told(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    one.edit(lambda briefing: remove_part(briefing, "p1"))
    other.edit(lambda briefing: insert_item(briefing, "p1", own_text("o1", "Words.")))
    exchange_all(desks)
    assert_equal_desks(desks)
    assert one.briefing().item("o1") is not None
    (conflict,) = one.store.shared.conflicts()
    assert conflict.kind == "removed-and-changed"
    unknown = replace(conflict, key=replace(conflict.key, collection="nothing"))
    with pytest.raises(DossierError, match="dossier-damaged"):
        one.store.settle(unknown, "standing")
    one.store.settle(conflict, 0)
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [part.id for part in one.briefing().parts] == ["p2"]
    assert one.store.shared.conflicts() == ()


def test_an_article_removed_here_and_tagged_there_comes_back_until_it_is_removed_with_all_on_it(
    desks: list[DeskAtWork],
) -> None:
    one, other, _ = desks
    article = record_of(one).id
    one.remove(Key("tag", "t1"), Key("article", article))
    other.tag("t2", article, "un", 1)
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [tag.id for tag in one.store.tags(article)] == ["t2"]
    found = one.store.article(article)
    excerpt = Excerpt(id="e", passage=passage_of(found, found.blocks))
    one.edit(lambda briefing: insert_item(briefing, "p1", excerpt))
    (conflict,) = one.store.shared.conflicts()
    one.store.settle(conflict, 0)
    one.store.purge()
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [(desk.store.count("tag"), desk.briefing().items) for desk in desks] == [(0, ())] * 3
    batches = [decode_batch(one.store.shared.batch(name), name) for name in one.store.shared.names()]
    assert "paragraph." not in repr(batches)


def test_two_tags_of_one_topic_on_one_passage_are_one_and_go_together(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    article = record_of(one).id
    one.tag("ta", article, "nato", 1)
    other.tag("tb", article, "nato", 1)
    exchange_all(desks)
    assert [tag.id for tag in one.store.tags(article)] == ["t1", "ta"]
    # The one that is not shown is not gone for good, until the one that is goes.
    assert told_as_removed(one) == set()
    one.remove(Key("tag", "ta"))
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [tag.id for tag in other.store.tags(article)] == ["t1"]
    assert told_as_removed(one) == {Key("tag", "ta"), Key("tag", "tb")}


def told_as_removed(desk: DeskAtWork) -> set[Key]:
    """Remove for good what was removed, and return the values that the other desks are told of."""
    log = desk.store.shared
    before = log.names()
    desk.store.purge()
    (removal,) = (
        one for name in log.names() - before for one in removals_in(decode_batch(log.batch(name), name))
    )
    return set(removal.values)


def test_tags_put_on_a_topic_that_was_merged_meanwhile_follow_it(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    article = record_of(one).id
    one.add(Topic(id="eu", own=True), Topic(id="union", own=True))
    exchange_all(desks)
    tag, topic = one.store.value(Key("tag", "t1")), one.store.value(Key("topic", "eu"))
    assert isinstance(tag, Tag)
    moved = Change(key=Key("tag", "t1"), before=tag, after=replace(tag, topic="union"))
    gone = Change(key=Key("topic", "eu"), before=topic, after=None)
    merged = ChangeSet(act="merge-topics", changes=(moved, gone), parameters={"into": "union"})
    one.store.apply(merged)
    other.tag("t2", article, "eu", 1)
    exchange_all(desks)
    assert_equal_desks(desks)
    assert {tag.topic for tag in one.store.tags(article)} == {"union"}
    one.store.undo()
    exchange_all(desks)
    assert_equal_desks(desks)
    assert {tag.topic for tag in other.store.tags(article)} == {"eu"}


def test_an_article_that_comes_in_while_it_is_being_imported_is_a_duplicate(desks: list[DeskAtWork]) -> None:
    from briefbuilder.app.commands.imports import SlicedImport
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session

    one, other, _ = desks
    session = Session(one.store, Resources())
    job = SlicedImport(session)
    outcomes = [job.take(prepare(make_reading(f"Article {number}", "Words."))) for number in range(3)]
    other.read("Article 2", "Words.")
    one.fetch(other)
    job.finish(outcomes)
    assert [one.status for one in job.outcomes(outcomes)] == ["imported"] * 2 + ["duplicate"]
    assert one.store.count("article") == 4
    exchange_all(desks)
    assert_equal_desks(desks)


def test_one_text_edited_by_two_keeps_both_sentences(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    blocks = tuple(Paragraph(id=f"o-{number}", content=(Span(f"Sentence {number}."),)) for number in range(3))
    one.edit(lambda briefing: insert_item(briefing, "p1", OwnText(id="o", blocks=blocks)))
    exchange_all(desks)
    for desk, place in ((one, 0), (other, 2)):
        new = replace(blocks[place], content=(Span(f"Written by {desk.author}."),))
        edited = (*blocks[:place], new, *blocks[place + 1 :])
        desk.edit(lambda briefing, edited=edited: replace_item(briefing, OwnText(id="o", blocks=edited)))  # type: ignore[misc]
    exchange_all(desks)
    assert_equal_desks(desks)
    item = one.briefing().item("o")
    assert item is not None
    assert [block.text for block in item.blocks or ()] == [
        "Written by Rossi.", "Sentence 1.", "Written by Weber.",
    ]  # fmt: skip
    assert one.store.shared.conflicts() == ()


def test_a_copied_file_is_a_desk_of_its_own_and_a_restored_one_a_fork(
    desks: list[DeskAtWork], tmp_path: Path
) -> None:
    one, other, _ = desks
    one.set_title(record_of(one).id, "Open at copying")
    one.store.close()
    copy_path = Path(shutil.copyfile(one.path, tmp_path / "copy.dossier"))
    saved = Path(shutil.copyfile(one.path, tmp_path / "saved"))
    one.reopen()
    copy = DeskAtWork(copy_path, "Kowalski", is_new=False)
    one.edit(lambda briefing: insert_item(briefing, "p1", own_text("o1", "One.")))
    copy.edit(lambda briefing: insert_item(briefing, "p1", own_text("o2", "Two.")))
    own = copy.store.shared.desk
    assert own != one.store.shared.desk
    # The acts from before the copy are those of the other desk.
    copy.store.undo()
    assert not copy.store.can_undo
    copy.store.redo()
    for title in ("For a moment", "Open at copying"):
        copy.set_title(record_of(copy).id, title)
    assert copy.store.shared.all_desks == (own, one.store.shared.desk), "it becomes one once"
    other.fetch(one)
    # The first desk loses its last act, and goes on with the same id.
    one.store.close()
    shutil.copyfile(saved, one.path)
    one.reopen()
    one.edit(lambda briefing: insert_item(briefing, "p2", own_text("o3", "Three.")))
    every = [*desks, copy]
    exchange_all(every)
    assert_equal_desks(every)
    assert {item.id for item in other.briefing().items} == {"o1", "o2", "o3"}
    assert record_of(other).metadata.title == "Open at copying"
    copy.store.close()


def test_batches_of_newer_rules_are_held_and_what_no_value_can_be_is_passed_over(
    desks: list[DeskAtWork],
) -> None:
    one, other, _ = desks
    other.set_title(record_of(other).id, "Titel")
    _, (batch,) = other.send(one.store.shared.heads())
    newer = replace(batch, rules=RULES + 1)
    hostile = replace(
        batch,
        acts=(
            SharedAct(
                code="x",
                clock=2**53,
                author="Mallory",
                writes=(
                    FieldWrite(FieldKey("article", record_of(one).id, "", "metadata.published"), "never"),
                    FieldWrite(FieldKey("briefing", "b", "", "title"), {"a": [1] * 100}),
                    FieldWrite(FieldKey("tag", "t1", "", "passage"), ["x", {}, None]),
                    FieldWrite(FieldKey("nothing", "n", "n", "n"), 1),
                    FieldWrite(FieldKey("removal", "r", "", "removed"), {"values": [["article"], 4]}),
                ),
            ),
        ),
    )
    before = state_of(one.store)
    taken = one.store.take_in((newer,))
    assert [held.is_newer for held in taken.waiting] == [True]
    assert state_of(one.store) == before
    taken = one.store.take_in((decode_batch(hostile.encoded(), hostile.name),))
    assert {Key("article", record_of(one).id), Key("briefing", "b")} <= {*taken.unfit}
    check_whole(one.store)
    one.set_title(record_of(one).id, "After all")
    _, batches = one.send(other.store.shared.heads())
    assert other.store.take_in(batches).unfit == taken.unfit
    assert record_of(other).metadata.title == "After all"


@pytest.mark.parametrize("topic", [["eu"], {"id": "eu"}, 5])
def test_a_tag_whose_topic_is_no_text_is_passed_over(desks: list[DeskAtWork], topic: object) -> None:
    one, other, _ = desks
    other.set_title(record_of(other).id, "Titel")
    _, (batch,) = other.send(one.store.shared.heads())
    write = FieldWrite(FieldKey("tag", "t1", "", "topic"), topic)
    act = SharedAct(code="x", clock=2**53, author="Mallory", writes=(write,))
    hostile = replace(batch, acts=(act,))
    taken = one.store.take_in((decode_batch(hostile.encoded(), hostile.name),))
    assert Key("tag", "t1") in taken.unfit
    check_whole(one.store)


FORGERIES = (
    "UPDATE mark SET writes = x'00'",
    "UPDATE mark SET writes = CAST('\x02{\"title\":[[[1,2]]]}' AS BLOB)",
    "UPDATE mark SET writes = x'005b5d'",
    "UPDATE batch SET known = x'0041'",
    "UPDATE batch SET body = x'00'",
    "INSERT INTO conflict VALUES ('article', 'x', 0, x'00')",
    "UPDATE shared_state SET value = 'x' WHERE name = 'clock'",
    "INSERT INTO waiting VALUES (1, 'x', 'y', x'00')",
    "INSERT INTO open_act VALUES (0, 1, x'007b7d')",
    "UPDATE batch_piece SET sha256 = 'x' WHERE kind = 'text'",
)


@pytest.mark.parametrize("statement", FORGERIES)
def test_a_forged_row_is_damage_and_no_traceback(tmp_path: Path, statement: str) -> None:
    desk = DeskAtWork(tmp_path / "one.dossier", "Rossi")
    record = desk.read(*ARTICLE)
    desk.store.share()
    desk.store.close()
    with closing(sqlite3.connect(desk.path)) as connection:
        connection.execute(statement)
        connection.commit()
    desk.reopen()
    with pytest.raises(DossierError, match="dossier-damaged"):
        use_log(desk, record.id)
    desk.store.close()


def use_log(desk: DeskAtWork, article: str) -> None:
    """Use everything in the log."""
    log = desk.store.shared
    log.missing_pieces()
    log.conflicts()
    log.following(log.heads())
    with dossier_errors(desk.path):
        for row in log.batches.rows():
            log.batches.batch(row.number)
    desk.set_title(article, "x")
    desk.store.take_in(())


def test_an_unshared_dossier_refuses_and_costs_nothing(tmp_path: Path) -> None:
    desk = DeskAtWork(tmp_path / "one.dossier", "Rossi")
    with pytest.raises(ExchangeError, match="exchange-not-shared"):
        desk.store.seal()
    statements: list[str] = []
    desk.store._connection.set_trace_callback(statements.append)
    desk.add(Setting(id="s", value="v"))
    desk.store.undo()
    assert not any(name in text for text in statements for name in ("shared_state", "batch", "mark ", "own_"))
    assert not has_log(desk.store._connection)
    log = desk.store.shared
    assert (log.heads(), log.conflicts(), log.desks(), log.waiting(), log.missing_pieces()) == ((),) * 5
    assert (log.names(), log.following(["x"]), log.all_desks) == (frozenset(), (), ())
    assert (log.desk, log.written(Key("setting", "s"))) == ("", None)
    desk.store.close()


@pytest.mark.parametrize("has_empty_log", [False, True])
def test_the_tables_of_the_log_come_with_sharing_and_go_with_it(
    tmp_path: Path, *, has_empty_log: bool
) -> None:
    path = tmp_path / "one.dossier"
    desk = DeskAtWork(path, "Rossi")
    desk.add(Setting(id="s", value="v"))
    if has_empty_log:
        add_log(desk.store._connection)
    desk.store.close()
    desk = DeskAtWork(path, "Rossi", is_new=False)
    desk.store.share()
    assert has_log(desk.store._connection)
    desk.store.close()
    desk = DeskAtWork(path, "Rossi", is_new=False)
    assert len(desk.store.shared.names()) == 1
    desk.store.unshare()
    assert not has_log(desk.store._connection)
    desk.store.share()
    desk.store.close()


def test_an_import_in_slices_is_one_act_that_goes_back_whole(desks: list[DeskAtWork]) -> None:
    one, other, _ = desks
    for first, name in ((True, "s1"), (False, "s2")):
        change_set = ChangeSet(act="import", changes=put(Setting(id=name, value="v")), parameters={"n": name})
        assert one.store.grow(change_set, first=first)
        other.set_title(record_of(other).id, name)
        one.fetch(other)
    named = not_none(one.store.undo_name)
    assert named.parameters == {"n": "s2"}
    one.store.undo()
    assert one.store.values("setting") == ()
    assert record_of(one).metadata.title == "s2"
    exchange_all(desks)
    assert_equal_desks(desks)


def test_a_dossier_that_is_no_longer_shared_is_as_one_that_never_was(desks: list[DeskAtWork]) -> None:
    one = desks[0]
    desk, values = one.store.shared.desk, state_of(one.store)
    one.store.unshare()
    assert not one.store.is_shared
    assert one.store.shared.desks() == ()
    assert not one.store.can_undo
    with pytest.raises(ExchangeError, match="exchange-not-shared"):
        one.store.seal()
    one.set_title(record_of(one).id, "Titolo")
    undone = not_none(one.store.undo())
    assert undone.changes != (), "it is in the history of one desk"
    assert state_of(one.store) == values
    one.store.share()
    assert one.store.shared.desk != desk
    assert len(one.store.shared.names()) == 1
