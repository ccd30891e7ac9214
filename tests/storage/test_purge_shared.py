"""What is removed for good goes from every desk's file, batches and pieces; who has not confirmed is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.shared_desks import START, DeskAtWork, assert_equal_desks, check_whole, exchange_all, state_of

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item, remove_item, replace_item
from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import CancelledError
from briefbuilder.domain.export_record import LaidOutPages
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Topic
from briefbuilder.exchange.records import Batch, FieldKey, FieldWrite, Json, SharedAct, decode_batch
from briefbuilder.storage.facts import prepare_facts
from briefbuilder.storage.shared_batches import removals_in

SECRET = "Unmistakable"


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[DeskAtWork]]:
    made = [DeskAtWork(tmp_path / f"{name}.dossier", name) for name in ("Rossi", "Weber")]
    record = made[0].read(SECRET, f"{SECRET} words of the source.")
    made[0].read("Stays", "Other words.")
    made[0].tag("t", record.id, "eu", 1)
    made[0].add(
        Briefing(
            id="b", title="B", template="t", language="en", created=START, parts=(Part(id="p1", key="k"),)
        )
    )
    for desk in made:
        desk.store.share()
    exchange_all(made)
    made[1].set_title(record.id, f"{SECRET} title")
    exchange_all(made)
    yield made
    for desk in made:
        desk.store.close()


def secret_of(desk: DeskAtWork) -> str:
    return next(one.id for one in desk.store.articles() if one.metadata.title.startswith(SECRET))


def holds_secret(desk: DeskAtWork) -> bool:
    """Return whether anything of the secret is in a desk's file or in its batches."""
    log = desk.store.shared
    batches = [decode_batch(log.batch(name), name) for name in log.names()]
    if SECRET in repr(batches):
        return True
    desk.store.close()
    data = desk.path.read_bytes()
    desk.reopen()
    return SECRET.encode() in data or SECRET.lower().encode() in data


def remove_and_purge(desk: DeskAtWork) -> str:
    article = secret_of(desk)
    tags = [Key("tag", tag.id) for tag in desk.store.tags(article)]
    desk.remove(*tags, Key("article", article))
    assert desk.store.contents.summarize_purge().articles == 1
    shares: list[float] = []
    desk.store.purge(shares.append)
    assert (shares[0], shares[-1] <= 1) == (0, True)
    return article


def test_it_goes_from_both_desks_and_names_of_batches_stay(desks: list[DeskAtWork]) -> None:
    one, other = desks
    names = one.store.shared.names()
    pieces = one.store.shared.pieces_of(names)
    assert holds_secret(one)
    said = LaidOutPages(page_count=1, page_numbers={SECRET: 1}, places={}, lines={}, findings=())
    for desk in desks:
        desk.store.keep_text_facts({SECRET.encode(): prepare_facts((), 1)})
        desk.store.keep_pages("b", None, said)
    remove_and_purge(one)
    assert one.store.shared.state.get("compact") == "", "it was written anew"
    assert not holds_secret(one)
    assert names < one.store.shared.names()
    assert not one.store.can_undo
    check_whole(one.store)
    unconfirmed = {desk.name: desk.unconfirmed for desk in one.store.shared.desks()}
    assert [len(unconfirmed["Rossi"]), len(unconfirmed["Weber"])] == [0, 1]
    other.fetch(one)
    assert [desk.unconfirmed for desk in other.store.shared.desks() if desk.name == "Rossi"] == [()]
    assert other.store.shared.state.get("compact") == "1"
    assert not holds_secret(other)
    assert other.store.shared.state.get("compact") == "", "closing it has written it anew"
    assert other.store._connection.execute("PRAGMA freelist_count").fetchone() == (0,)
    assert [desk.store.text_facts.find(SECRET.encode()) for desk in desks] == [None, None]
    assert [desk.store.exports.last_pages("b", None) for desk in desks] == [None, None]
    assert set(other.store.shared.pieces_of(names)) < set(pieces)
    one.fetch(other)
    assert all(desk.unconfirmed == () for desk in one.store.shared.desks())
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [record.metadata.title for record in one.store.articles()] == ["Stays"]


def test_batches_that_come_later_are_blanked_on_arrival_and_a_new_import_is_kept(
    desks: list[DeskAtWork], tmp_path: Path
) -> None:
    one, other = desks
    article = secret_of(other)
    other.set_title(article, f"{SECRET} later")
    other.tag("t2", article, "un")
    late = other.send(one.store.shared.heads())
    remove_and_purge(one)
    one.receive(late)
    assert not holds_secret(one)
    other.fetch(one)
    third = DeskAtWork(tmp_path / "third.dossier", "Dupont")
    third.store.share()
    third.fetch(one)
    exchange_all([*desks, third])
    assert_equal_desks([*desks, third])
    assert not any(holds_secret(desk) for desk in (*desks, third))
    # The next batch knows of the removal, and of a desk that does not.
    fourth = DeskAtWork(tmp_path / "fourth.dossier", "Kowalski")
    fourth.store.share()
    other.fetch(fourth)
    record = other.read(SECRET, f"{SECRET} words of the source.")
    assert record.id == article
    exchange_all([*desks, third, fourth])
    assert_equal_desks([*desks, third, fourth])
    assert one.store.original(article)
    for desk in (third, fourth):
        desk.store.close()


def test_nobody_waits_for_a_text_that_was_removed_everywhere(desks: list[DeskAtWork], tmp_path: Path) -> None:
    one, other = desks
    pieces, batches = other.send()
    remove_and_purge(one)
    _, removal = one.send(other.store.shared.heads())
    left = tuple(piece for piece in pieces if SECRET.encode() not in piece.data)
    third = DeskAtWork(tmp_path / "third.dossier", "Dupont")
    third.store.share()
    assert third.receive((left, batches)).waiting
    assert third.receive(((), removal)).waiting == ()
    assert third.store.shared.missing_pieces() == ()
    assert [record.metadata.title for record in third.store.articles()] == ["Stays"]
    assert not holds_secret(third)
    fourth = DeskAtWork(tmp_path / "fourth.dossier", "Kowalski")
    fourth.store.share()
    assert fourth.receive((left, (*batches, *removal))).waiting == ()
    assert not holds_secret(fourth)
    for desk in (third, fourth):
        desk.store.close()


def test_an_item_removed_from_a_briefing_that_stays_goes_too(desks: list[DeskAtWork]) -> None:
    one, other = desks
    words = Paragraph(id="x", content=(Span(f"{SECRET} own text."),))
    one.edit(lambda briefing: insert_item(briefing, "p1", OwnText(id="o", blocks=(words,))))
    exchange_all(desks)
    one.edit(lambda briefing: remove_item(briefing, "o"))
    late = OwnText(id="o", blocks=(replace(words, id="y"),))
    other.edit(lambda briefing: replace_item(briefing, late))
    other.edit(lambda briefing: replace(briefing, title="Concurrent"))
    concurrent = other.send(one.store.shared.heads())
    remove_and_purge(one)
    assert not holds_secret(one)
    one.receive(concurrent)
    assert not holds_secret(one)
    exchange_all(desks)
    assert_equal_desks(desks)
    assert not any(holds_secret(desk) for desk in desks)
    assert one.briefing().title == "Concurrent"
    assert one.briefing().item("o") is None


def test_an_excerpt_of_it_that_stays_keeps_its_words(desks: list[DeskAtWork]) -> None:
    one, other = desks
    article = one.store.article(secret_of(one))
    excerpt = Excerpt(id="e", passage=passage_of(article, article.blocks[1:]))
    one.edit(lambda briefing: insert_item(briefing, "p1", excerpt))
    before = state_of(one.store)["briefing b"]
    remove_and_purge(one)
    assert state_of(one.store)["briefing b"] == before
    exchange_all(desks)
    assert_equal_desks(desks)
    assert state_of(other.store)["briefing b"] == before


def test_who_loses_an_excerpt_to_a_removal_of_another_desk_is_told(desks: list[DeskAtWork]) -> None:
    one, other = desks
    article = other.store.article(secret_of(other))
    for name in ("e", "f"):
        excerpt = Excerpt(id=name, passage=passage_of(article, article.blocks[1:]))
        other.edit(lambda briefing, excerpt=excerpt: insert_item(briefing, "p1", excerpt))  # type: ignore[misc]
    remove_and_purge(one)
    assert other.fetch(one).lost == {"b": 2}
    assert other.briefing().items == ()
    assert one.fetch(other).lost == {}


def test_a_desk_confirms_for_what_its_file_was_before_it_was_moved_but_not_for_a_copy(
    desks: list[DeskAtWork], tmp_path: Path
) -> None:
    one, other = desks
    other.store.close()
    copy = tmp_path / "copy.dossier"
    copy.write_bytes(other.path.read_bytes())
    other.path = other.path.rename(tmp_path / "moved.dossier")
    other.reopen()
    copied = DeskAtWork(copy, "Dupont", is_new=False)
    remove_and_purge(one)
    for desk in (copied, other):
        desk.set_title(desk.store.articles()[-1].id, "Stays, still")
        desk.fetch(one)
        one.fetch(desk)
        unconfirmed = {each.name for each in one.store.shared.desks() if each.unconfirmed}
        assert unconfirmed == (set() if desk is other else {"Weber"})
    assert len(one.store.shared.desks()) == 4
    copied.store.close()


def test_a_tag_that_was_hidden_by_one_that_goes_for_good_is_shown(desks: list[DeskAtWork]) -> None:
    one, other = desks
    (article,) = (record.id for record in one.store.articles() if record.metadata.title == "Stays")
    one.tag("ta", article, "nato")
    exchange_all(desks)
    third = DeskAtWork(one.path.with_name("third"), "Dupont")
    third.store.share()
    third.fetch(one)
    third.tag("tb", article, "un")
    tag = not_none(other.store.tag("ta"))
    other.change(Key("tag", "ta"), lambda _: replace(tag, topic="un"))
    one.remove(Key("tag", "ta"))
    other.fetch(third)
    other.fetch(one)
    assert [tag.id for tag in other.store.tags(article)] == ["ta"]
    one.store.purge()
    other.fetch(one)
    assert [tag.id for tag in other.store.tags(article)] == ["tb"]
    exchange_all([*desks, third])
    assert_equal_desks([*desks, third])
    third.store.close()


def test_words_that_name_what_was_removed_are_not_told(desks: list[DeskAtWork]) -> None:
    one, _ = desks
    topic = Topic(id="own", own=True, names={"en": "Own"}, terms={"en": ("stays", SECRET)})
    one.add(topic)
    one.change(Key("topic", "own"), lambda _: replace(topic, terms={"en": ("stays",)}))
    one.store.seal()
    before = one.store.shared.names()
    one.store.purge()
    told = [decode_batch(one.store.shared.batch(name), name) for name in one.store.shared.names() - before]
    assert len(told) == 1
    assert SECRET not in repr(told)
    exchange_all(desks)
    assert_equal_desks(desks)


def test_it_cannot_be_cancelled_once_the_others_will_be_told(desks: list[DeskAtWork]) -> None:
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if len(told) > 1:
            raise CancelledError

    desks[0].store.purge(stop)
    assert told == [0.0]


def test_a_copy_for_handing_on_has_no_log(desks: list[DeskAtWork], tmp_path: Path) -> None:
    from briefbuilder.app.dossier_copies import copy_without_history

    one = desks[0]
    one.remove(Key("article", secret_of(one)), *(Key("tag", tag.id) for tag in one.store.tags()))
    copy_without_history(one.store, tmp_path / "copy.dossier")
    copy = DeskAtWork(tmp_path / "copy.dossier", "Else", is_new=False)
    assert not copy.store.is_shared
    copy.store.close()
    assert SECRET.encode() not in (tmp_path / "copy.dossier").read_bytes()


@pytest.mark.parametrize(
    ("told", "removal"),
    [
        (
            {
                "values": [["tag", "t"], ["tag"], ["nothing", "n"], ["tag", 5], "tag", ["tag", "t", "x"]],
                "nodes": [
                    ["briefing", "b", "i"],
                    ["briefing", "b", ""],
                    ["briefing", "b"],
                    ["briefing", "b", 5],
                ],
                "pieces": ["a" * 64, "a", 5],
            },
            ({Key("tag", "t")}, {(Key("briefing", "b"), "i")}, {"a" * 64}),
        ),
        ({"values": "tag", "nodes": None}, (set(), set(), set())),
        ("everything", (set(), set(), set())),
        (None, (set(), set(), set())),
    ],
)
def test_of_a_removal_what_names_nothing_is_passed_over(told: Json, removal: tuple[object, ...]) -> None:
    writes = [FieldWrite(FieldKey("removal", "r", "", field), told) for field in ("removed", "other")]
    writes.append(FieldWrite(FieldKey("tag", "r", "", "removed"), told))
    batch = Batch("desk", None, (), (SharedAct("remove-for-good", 1, "A", tuple(writes)),), 9)
    (found,) = removals_in(batch)
    assert (found.values, found.nodes, found.pieces) == removal
    assert found.batches == (batch.name,)
