"""A store that is shared with other desks: what is settled, and what listeners are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.shared_desks import START, DeskAtWork, assert_equal_desks, exchange_all

from briefbuilder.domain.briefing import Briefing, OwnText, Part
from briefbuilder.domain.briefing_edits import insert_item, remove_part, replace_item
from briefbuilder.domain.changes import Key
from briefbuilder.domain.text import Paragraph, Span


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[list[DeskAtWork]]:
    """Two desks that have an article with a tag, and a briefing with a text."""
    made = [DeskAtWork(tmp_path / f"{name}.dossier", name) for name in ("Rossi", "Weber")]
    record = made[0].read("The title", "First paragraph.")
    made[0].tag("t1", record.id, "eu")
    parts = (Part(id="p1", key="k", heading="One", items=(own_text("Old."),)),)
    made[0].add(Briefing(id="b", title="B", template="t", language="en", created=START, parts=parts))
    for desk in made:
        desk.store.share()
    exchange_all(made)
    yield made
    for desk in made:
        desk.store.close()


def own_text(words: str) -> OwnText:
    return OwnText(id="o", blocks=(Paragraph(id="o-1", content=(Span(words),)),))


def words_of(desk: DeskAtWork) -> list[str]:
    item = desk.briefing().item("o")
    assert item is not None
    return [block.text for block in item.blocks or ()]


def test_what_stands_is_settled_as_it_stands(desks: list[DeskAtWork]) -> None:
    one, other = desks
    one.edit(lambda briefing: replace(briefing, title="Nota"))
    other.let_pass(60)
    other.edit(lambda briefing: replace(briefing, title="Notiz"))
    exchange_all(desks)
    (conflict,) = one.store.shared.conflicts()
    one.store.settle(conflict, "standing")
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [desk.briefing().title for desk in desks] == ["Notiz"] * 2
    assert one.store.shared.conflicts() == ()


def test_a_text_that_two_have_rewritten_is_settled_with_blocks_of_neither(desks: list[DeskAtWork]) -> None:
    one, other = desks
    for desk, words in ((one, "By the first desk."), (other, "Written by another.")):
        desk.let_pass(60)
        desk.edit(lambda briefing, words=words: replace_item(briefing, own_text(words)))  # type: ignore[misc]
    exchange_all(desks)
    (conflict,) = one.store.shared.conflicts()
    block = json.loads(json.dumps(conflict.standing).replace("By the first desk.", "Both."))
    one.store.settle(conflict, block)
    exchange_all(desks)
    assert_equal_desks(desks)
    assert [words_of(desk) for desk in desks] == [["Both."]] * 2


def test_a_briefing_removed_here_and_edited_there_goes_where_that_is_settled(desks: list[DeskAtWork]) -> None:
    one, other = desks
    one.remove(Key("briefing", "b"))
    other.edit(lambda briefing: insert_item(briefing, "p1", replace(own_text("New."), id="n")))
    exchange_all(desks)
    assert_equal_desks(desks)
    (conflict,) = other.store.shared.conflicts()
    (removal,) = (place for place, write in enumerate(conflict.others) if not write.value)
    other.store.settle(conflict, removal)
    exchange_all(desks)
    assert_equal_desks(desks)
    assert one.store.briefings() == ()
    for _ in range(2):
        other.store.undo()
        exchange_all(desks)
        assert_equal_desks(desks)
        assert [part.id for part in one.briefing().walk()] == ["p1"]
        assert {item.id for item in one.briefing().items} == {"o", "n"}
        other.store.redo()
        exchange_all(desks)
        assert_equal_desks(desks)
        assert one.store.briefings() == ()


def test_a_settled_removal_of_an_article_or_a_part_is_taken_back(desks: list[DeskAtWork]) -> None:
    one, other = desks
    article = one.store.articles()[0].id
    one.remove(Key("tag", "t1"), Key("article", article))
    one.edit(lambda briefing: remove_part(briefing, "p1"))
    other.tag("t2", article, "un")
    other.edit(lambda briefing: insert_item(briefing, "p1", replace(own_text("New."), id="n")))
    exchange_all(desks)
    before = one.briefing(), one.store.tags()
    for conflict in one.store.shared.conflicts():
        one.store.settle(conflict, 0)
    assert (one.store.count("article"), one.briefing().parts) == (0, ())
    one.store.undo()
    one.store.undo()
    assert (one.briefing(), one.store.tags()) == before
    exchange_all(desks)
    assert_equal_desks(desks)


def test_listeners_are_told_of_what_an_author_wrote_and_does_not_stand(desks: list[DeskAtWork]) -> None:
    one = desks[0]
    told: list[frozenset[Key]] = []
    one.store.listeners.add(told.append)
    one.tag("t9", one.store.articles()[0].id, "eu")
    assert [tag.id for tag in one.store.tags()] == ["t1"]
    assert told == [frozenset({Key("tag", "t9")})]
