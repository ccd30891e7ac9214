"""Undo in a shared dossier restores one's own fields that still stand, and never takes a colleague's value back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.narrowing import not_none
from tests.shared_desks import START, DeskAtWork, assert_equal_desks, exchange_all, put, state_of

from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item, move_item, remove_item, remove_part, replace_item
from briefbuilder.domain.changes import Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import passage_of, quoted_blocks
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Topic


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[DeskAtWork]]:
    made = [DeskAtWork(tmp_path / f"{name}.dossier", name) for name in ("Rossi", "Weber")]
    parts = (Part(id="p1", key="k", heading="One"), Part(id="p2", key="k", heading="Two"))
    made[0].read("Title", "Words.")
    made[0].add(Briefing(id="b", title="B", template="t", language="en", created=START, parts=parts))
    for desk in made:
        desk.store.share()
    exchange_all(made)
    yield made
    for desk in made:
        desk.store.close()


def own_text(name: str, *words: str) -> OwnText:
    blocks = (Paragraph(id=f"{name}-{place}", content=(Span(text),)) for place, text in enumerate(words))
    return OwnText(id=name, blocks=tuple(blocks))


def test_what_is_kept_in_memory_of_a_sealed_batch_is_what_the_file_says(desks: list[DeskAtWork]) -> None:
    one, marks = desks[0], desks[0].store.shared.marks
    one.edit(lambda old: insert_item(old, "p1", own_text("o", "One.")))
    one.edit(lambda old: replace_item(old, own_text("o", "One.", "Two.")))
    assert any(not write.batch for writes in marks.registers("briefing", "b").values() for write in writes)
    assert one.store.seal() is not None
    kept = marks.registers("briefing", "b")
    marks.forget()
    assert marks.registers("briefing", "b") == kept


def test_acts_go_back_one_by_one_and_forth_again_to_the_same_states(desks: list[DeskAtWork]) -> None:
    one = desks[0]
    article = one.store.articles()[0].id
    steps: list[Callable[[], None]] = [
        lambda: one.set_title(article, "A"),
        lambda: one.tag("t", article, "eu"),
        lambda: one.set_title(article, "B"),
        lambda: one.edit(lambda old: insert_item(old, "p1", own_text("o", "One."))),
        lambda: one.edit(lambda old: replace_item(old, own_text("o", "One.", "Two."))),
        lambda: one.edit(lambda old: move_item(old, "o", "p2", 0)),
        lambda: one.edit(lambda old: replace(old, marking="secret", fields={"x": "y"})),
        lambda: one.edit(lambda old: replace(old, marking=None, fields={})),
        lambda: one.edit(lambda old: remove_part(old, "p2")),
        lambda: one.add(Topic(id="x", names={"en": "X"}, terms={"en": ("a", "b")}, own=True)),
        lambda: one.change(
            Key("topic", "x"), lambda _: Topic(id="x", names={"en": "X", "it": "Y"}, own=True)
        ),
        lambda: one.remove(Key("tag", "t"), Key("article", article)),
        lambda: one.remove(Key("briefing", "b")),
    ]
    states = [state_of(one.store)]
    for step in steps:
        step()
        states.append(state_of(one.store))
    for turn in range(2):
        for state in reversed(states[:-1]):
            run = one.store.begin_undo()
            run.finish()
            assert run.left == 0
            assert state_of(one.store) == state, turn
        assert not one.store.can_undo
        one.send()
        one.reopen()
        for state in states[1:]:
            run = one.store.begin_undo(back=False)
            run.finish()
            assert run.left == 0
            assert state_of(one.store) == state, turn
        assert not one.store.can_redo
    exchange_all(desks)
    assert_equal_desks(desks)


def test_a_colleagues_later_value_stays_and_is_counted(desks: list[DeskAtWork]) -> None:
    one, other = desks
    article = one.store.articles()[0].id
    one.set_title(article, "Mine")
    other.fetch(one)
    other.set_title(article, "Theirs")
    one.fetch(other)
    run = one.store.begin_undo()
    run.finish()
    assert (run.left, run.stored) == (1, True)
    assert one.store.articles()[0].metadata.title == "Theirs"
    exchange_all(desks)
    assert_equal_desks(desks)


def test_a_colleagues_value_stays_where_ones_own_was_undone_before(desks: list[DeskAtWork]) -> None:
    one, other = desks
    article = one.store.articles()[0].id
    one.set_title(article, "Mine")
    named = not_none(one.store.undo_name)
    assert (named.act, one.store.redo_name) == ("change", None)
    one.store.undo()
    assert one.store.redo_name == named
    other.fetch(one)
    other.set_title(article, "Theirs")
    one.fetch(other)
    run = one.store.begin_undo(back=False)
    run.finish()
    assert (run.left, run.stored) == (2, True), "the title, and that it is not the one that was read"
    assert one.store.articles()[0].metadata.title == "Theirs"


@pytest.mark.parametrize("forgery", ["body = x'00'", "body = x'005b5d'", "collection = 'nothing'"])
def test_a_forged_row_of_ones_own_acts_is_damage(desks: list[DeskAtWork], forgery: str) -> None:
    store = desks[0].store
    desks[0].set_title(store.articles()[0].id, "Mine")
    with store._transaction:
        store._connection.execute(f"UPDATE own_write SET {forgery}")
    with pytest.raises(DossierError, match="dossier-damaged"):
        store.undo()


def test_an_excerpt_that_two_edit_has_what_both_wrote(desks: list[DeskAtWork]) -> None:
    one, other = desks
    record = one.read("Source", "First.", "Second.")
    article = one.store.article(record.id)
    passage = passage_of(article, article.blocks[1:])
    one.edit(lambda old: insert_item(old, "p1", Excerpt(id="e", passage=passage)))
    other.fetch(one)
    for desk, place in ((one, 0), (other, 1)):
        blocks = [*quoted_blocks(article, passage)]
        blocks[place] = Paragraph(id=blocks[place].id, content=(Span(f"By {desk.author}."),))
        edited = Excerpt(id="e", passage=passage, blocks=tuple(blocks))
        desk.edit(lambda old, edited=edited: replace_item(old, edited))  # type: ignore[misc]
    exchange_all(desks)
    assert_equal_desks(desks)
    item = one.briefing().item("e")
    assert item is not None
    assert [block.text for block in item.blocks or ()] == ["By Rossi.", "By Weber."]


def test_an_excerpt_that_was_taken_out_again_holds_no_article(desks: list[DeskAtWork]) -> None:
    one, other = desks
    article = other.store.article(other.store.articles()[0].id)
    excerpt = Excerpt(id="e", passage=passage_of(article, article.blocks[:1]))
    other.edit(lambda old: insert_item(old, "p1", excerpt))
    other.edit(lambda old: remove_item(old, "e"))
    one.remove(Key("article", article.id))
    exchange_all(desks)
    assert_equal_desks(desks)
    assert one.store.articles() == ()
    other.store.undo()
    exchange_all(desks)
    assert_equal_desks(desks)
    assert len(one.store.articles()) == 1, "it comes back with what lies on it"


def test_what_a_colleague_changed_or_filled_since_is_not_removed(desks: list[DeskAtWork]) -> None:
    one, other = desks
    record = one.read("Another", "Words.")
    one.edit(lambda old: insert_item(old, "p1", own_text("o", "One.")))
    other.fetch(one)
    other.tag("t", record.id, "eu")
    other.edit(lambda old: replace_item(old, own_text("o", "One.", "Two.")))
    one.fetch(other)
    states = state_of(one.store)
    for _ in range(2):
        run = one.store.begin_undo()
        run.finish()
        assert run.left >= 1
    assert state_of(one.store) == states
    assert not one.store.can_undo


def test_undoing_several_acts_stops_at_what_a_colleague_wrote_in_between(desks: list[DeskAtWork]) -> None:
    one, other = desks
    article = one.store.articles()[0].id
    one.set_title(article, "First")
    other.fetch(one)
    other.set_title(article, "Theirs")
    one.fetch(other)
    one.set_title(article, "Second")
    one.store.undo()
    assert one.store.articles()[0].metadata.title == "Theirs"
    run = one.store.begin_undo()
    run.finish()
    assert run.left == 1
    assert one.store.articles()[0].metadata.title == "Theirs"
    one.store.redo()
    one.store.redo()
    assert one.store.articles()[0].metadata.title == "Second"


def test_what_comes_in_is_no_act_of_this_desk(desks: list[DeskAtWork]) -> None:
    one, other = desks
    other.add(Setting(id="s", value="theirs"))
    one.fetch(other)
    assert not one.store.can_undo
    one.add(Setting(id="mine", value="v"))
    other.change(Key("setting", "s"), lambda _: Setting(id="s", value="again"))
    one.store.undo()
    one.fetch(other)
    assert one.store.can_redo
    one.store.redo()
    assert {value.id for value in one.store.values("setting")} == {"s", "mine"}


def test_a_loosening_that_is_undone_is_strict_again_and_the_other_way_round(desks: list[DeskAtWork]) -> None:
    one, other = desks
    one.edit(lambda old: replace(old, marking="secret"))
    other.fetch(one)
    one.edit(lambda old: replace(old, marking="open"))
    one.store.undo()
    other.edit(lambda old: insert_item(old, "p1", own_text("o", "New words.")))
    exchange_all(desks)
    assert_equal_desks(desks)
    assert one.briefing().marking == "secret"
    one.edit(
        lambda old: replace(
            old, parts=(replace(old.parts[0], release=Release(disclosure="closed")), *old.parts[1:])
        )
    )
    exchange_all(desks)
    one.store.undo()
    other.edit(lambda old: insert_item(old, "p1", own_text("n", "Newer words.")))
    exchange_all(desks)
    assert_equal_desks(desks)
    # The undo did not know the newer words.
    part = not_none(one.briefing().part("p1"))
    assert part.release == Release(disclosure="closed")


def test_an_undo_in_steps_is_finished_before_batches_come_in(desks: list[DeskAtWork]) -> None:
    one, other = desks
    one.act("many", *put(*(Setting(id=f"s{number}", value="v") for number in range(8))))
    other.add(Setting(id="theirs", value="v"))
    package = other.send(one.store.shared.heads())
    run = one.store.begin_undo()
    run.step(0)
    assert not run.done
    one.receive(package)
    assert run.stored
    assert [value.id for value in one.store.values("setting")] == ["theirs"]
    abandoned = one.store.begin_undo(back=False)
    abandoned.step(0)
    abandoned.abandon()
    assert [value.id for value in one.store.values("setting")] == ["theirs"]
    assert one.store.can_redo


def test_undo_in_a_briefing_makes_what_its_surviving_writes_make(desks: list[DeskAtWork]) -> None:
    one = desks[0]
    article = one.store.article(one.store.articles()[0].id)
    excerpt = Excerpt(id="e", passage=passage_of(article, article.blocks[:1]))
    one.edit(lambda old: insert_item(old, "p1", excerpt))
    one.edit(lambda old: insert_item(old, "p2", own_text("o", "One.")))
    one.edit(
        lambda old: replace(old, topics=("eu", "trade"), nothing_new=("eu",), fields={"z": "1", "a": "2"})
    )
    edits: list[Callable[[Briefing], Briefing]] = [
        lambda old: replace(old, title="Another"),
        lambda old: replace(old, fields={"z": "3", "a": "2", "b": "4"}, marking="restricted"),
        lambda old: replace(old, parts=(replace(old.parts[0], heading="First"), *old.parts[1:])),
        lambda old: replace_item(old, own_text("o", "One.", "Two.")),
        lambda old: replace_item(old, replace(excerpt, blocks=quoted_blocks(article, excerpt.passage))),
        lambda old: replace_item(
            replace(old, title="Both"),
            replace(excerpt, reliability="B", release=Release(disclosure="closed")),
        ),
        lambda old: replace(old, topics=("trade", "eu"), marking=None),
        lambda old: move_item(old, "o", "p1", 0),
        lambda old: remove_part(old, "p1"),
    ]
    for edit in edits:
        one.edit(edit)
    turns = [one.store.undo] * len(edits) + [one.store.redo] * len(edits)
    for turn in turns:
        assert turn() is not None
        key = Key("briefing", "b")
        made = one.store.shared.values.fold(key)
        assert made.is_whole
        assert one.store.value(key) == made.value
        assert one.store.briefing("b") == made.value
