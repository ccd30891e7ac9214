"""Every edit of a briefing's outline travels as the fewest writes that make the same briefing elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.narrowing import not_none, of_type

from briefbuilder.domain import briefing_edits as edits
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.exchange.fields import (
    Address,
    Chosen,
    differences,
    fill_ranks,
    put_together,
    take_apart,
)
from briefbuilder.exchange.records import FieldKey, FieldWrite, Json, canonical
from briefbuilder.storage.codec import decode, encode

PASSAGE = Passage(article="a1", blocks=("b1",), start=0, end=3, quote="Gas")
NAMED = Release(disclosure="named", audiences=("Press",))
RELEASES = st.sampled_from([None, NAMED, Release(disclosure="closed"), Release(disclosure="usable")])


def text(name: str, words: str = "Words.") -> OwnText:
    return OwnText(id=name, blocks=(Paragraph(id="b1", content=(Span(words),)),))


BRIEFING = Briefing(
    id="b1",
    title="Gas",
    template="thematic-briefing",
    language="it",
    fields={"reference": "7", "date": "2026-03-04"},
    topics=("gas", "china"),
    parts=(
        Part(id="p1", key="summary", items=(text("i1"), Excerpt(id="i2", passage=PASSAGE), text("i3"))),
        Part(id="p2", key="topics", parts=(Part(id="p3", key="topic", topic="gas", items=(text("i4"),)),)),
    ),
)


def as_json(briefing: Briefing | None) -> Json:
    return None if briefing is None else json.loads(encode("briefing", briefing))


class Desk:
    """The fields of one briefing as they stand on a desk."""

    def __init__(self, briefing: Briefing = BRIEFING) -> None:
        self.standing: dict[Address, Json] = take_apart("briefing", as_json(briefing))
        self.briefing: Briefing | None = briefing

    def show(self, briefing: Briefing | None) -> dict[Address, Json]:
        """Make the briefing another one, check what is put together, and return what was written."""
        found = differences("briefing", as_json(self.briefing), as_json(briefing), self.standing)
        writes = {(node, name): value for node, name, value in json.loads(canonical(found))}
        self.standing |= writes
        self.briefing = briefing
        made = put_together("briefing", BRIEFING.id, chosen(self.standing)).value
        assert json.dumps(made) == json.dumps(as_json(briefing))
        return writes


def chosen(standing: Mapping[Address, Json]) -> dict[Address, Chosen]:
    return {address: Chosen(value, (1, "", 0)) for address, value in standing.items()}


def edited_text(briefing: Briefing) -> Briefing:
    return edits.replace_item(briefing, text("i1", "Other words."))


@pytest.mark.parametrize(
    ("edit", "written"),
    [
        (lambda one: edits.set_field(one, "reference", "8"), {("", "fields.reference")}),
        (lambda one: edits.set_field(one, "date", ""), {("", "fields.date")}),
        (edited_text, {("i1", "blocks")}),
        (lambda one: edits.move_item(one, "i1", "p1", 2), {("i1", "place")}),
        (lambda one: edits.move_item(one, "i3", "p3", 0), {("i3", "place")}),
        (lambda one: edits.move_part(one, "p3", None, 0), {("p3", "place")}),
        (lambda one: edits.shift_part(one, "p1", 1), {("p2", "place")}),
        (lambda one: edits.remove_item(one, "i2"), {("i2", "life")}),
        (lambda one: edits.remove_part(one, "p2"), {("p2", "life"), ("p3", "life"), ("i4", "life")}),
        (
            lambda one: edits.insert_item(one, "p1", text("i9"), 1),
            {("i9", "life"), ("i9", "kind"), ("i9", "blocks"), ("i9", "place")},
        ),
        (lambda one: edits.set_part_heading(one, "p1", "Short"), {("p1", "heading")}),
        (lambda one: edits.set_release(one, ["i1", "p1"], NAMED), {("i1", "release"), ("p1", "release")}),
        (lambda one: edits.set_block_releases(one, "i1", ["b1"], NAMED), {("i1", "releases.b1")}),
        (lambda one: replace(one, topics=("gas",)), {("topics\x1fchina", "life")}),
        (lambda one: replace(one, marking="secret"), {("", "marking")}),
        (lambda _: None, {(node, "life") for node in ("", "p1", "i1", "i2", "i3", "p2", "p3", "i4")}),
    ],
)
def test_an_edit_writes_only_what_it_changes(
    edit: Callable[[Briefing], Briefing | None], written: set[Address]
) -> None:
    desk = Desk()
    assert desk.show(edit(BRIEFING)).keys() == written
    desk.show(BRIEFING)


def test_an_item_that_comes_back_stands_where_it_was() -> None:
    desk = Desk()
    desk.show(edits.remove_item(BRIEFING, "i2"))
    assert desk.show(BRIEFING) == {("i2", "life"): 1}


NODES = st.sampled_from(["p1", "p2", "p3", "q0", "q1", "q2", "i1", "i2", "i3", "i4", "j0", "j1", "j2"])
INDEXES = st.integers(0, 4)


@st.composite
def edit_steps(draw: st.DrawFn) -> Callable[[Briefing], Briefing]:
    """Return one edit of `domain/briefing_edits.py`; one that does not fit a briefing raises BriefingError."""
    node, other, index = draw(NODES), draw(NODES), draw(INDEXES)
    words, release = draw(st.text("abc", max_size=2)), draw(RELEASES)
    part, item = Part(id=f"q{index % 3}", key="own", heading=words), text(f"j{index % 3}", words)
    halves = (text(node, "First."), text(f"j{index % 3}", "Second."))
    choices: list[Callable[[Briefing], Briefing]] = [
        lambda one: edits.set_field(one, node, words),
        lambda one: edits.set_part_heading(one, node, words or None),
        lambda one: one if has(one, item.id) else edits.insert_item(one, node, item, index),
        lambda one: (
            one if has(one, part.id) else edits.insert_part(one, part, None if index else node, index)
        ),
        lambda one: edits.move_item(one, node, other, index),
        lambda one: edits.move_part(one, node, other if index else None, index),
        lambda one: edits.shift_item(one, node, 1 - 2 * (index % 2)) if one.item(node) else one,
        lambda one: edits.shift_part(one, node, 1 - 2 * (index % 2)),
        lambda one: edits.remove_item(one, node),
        lambda one: edits.remove_part(one, node),
        lambda one: edits.set_release(one, [node], release),
        lambda one: edits.set_block_releases(one, node, ["b1", words], release),
        lambda one: split_item(one, node, halves),
        lambda one: edits.ignore_findings(
            one, [Finding(code=words, severity="hint", place=Place(item=node))], words
        ),
        lambda one: edits.restore_findings(
            one, [Finding(code=words, severity="hint", place=Place(item=node))]
        ),
        lambda one: replace(one, topics=tuple(dict.fromkeys((words, *one.topics[index % 2 :])))),
        lambda one: replace(one, marking=words or None, title=words),
    ]
    return draw(st.sampled_from(choices))


def has(briefing: Briefing, node: str) -> bool:
    return briefing.part(node) is not None or briefing.item(node) is not None


def split_item(briefing: Briefing, node: str, halves: tuple[OwnText, OwnText]) -> Briefing:
    holder = briefing.parent_of(node)
    if holder is None or briefing.item(node) is None or has(briefing, halves[1].id):
        return briefing
    items = tuple(half for item in holder.items for half in (halves if item.id == node else (item,)))
    return edits.set_items(briefing, holder.id, items)


@settings(max_examples=30)
@given(st.lists(edit_steps(), max_size=25), st.data())
def test_sequences_of_edits_make_the_same_briefing(
    steps: list[Callable[[Briefing], Briefing]], data: st.DataObject
) -> None:
    desk = Desk()
    shown = [BRIEFING]
    for step in steps:
        try:
            after = step(shown[-1])
        except BriefingError:
            continue
        desk.show(after)
        shown.append(after)
    # Undo goes back to any state before.
    desk.show(data.draw(st.sampled_from(shown)))
    assert not desk.show(desk.briefing)


def test_a_ring_of_two_moves_ends_with_the_later_one_where_it_was() -> None:
    one, two = Desk(), Desk()
    flat = replace(BRIEFING, parts=tuple(Part(id=name, key=name) for name in ("p1", "p2", "p3")))
    for desk in (one, two):
        desk.show(flat)
    into_two = one.show(edits.move_part(flat, "p1", "p2", 0))
    into_one = two.show(edits.move_part(flat, "p2", "p1", 0))
    fields = chosen(one.standing)
    fields["p1", "place"] = Chosen(into_two["p1", "place"], (5, "x", 0))
    fields["p2", "place"] = Chosen(into_one["p2", "place"], (6, "x", 0))
    made = not_none(put_together("briefing", "b1", fields).value)
    assert [part["id"] for part in made["parts"]] == ["p2", "p3"]
    assert [part["id"] for part in made["parts"][0]["parts"]] == ["p1"]
    fields["p1", "place"] = Chosen(into_two["p1", "place"], (7, "x", 0))
    made = not_none(put_together("briefing", "b1", fields).value)
    assert [part["id"] for part in made["parts"]] == ["p1", "p3"]


def test_items_without_their_part_are_kept() -> None:
    fields = chosen(take_apart("briefing", as_json(BRIEFING)))
    del fields["p3", "key"]
    made = not_none(put_together("briefing", "b1", fields).value)
    assert [item["id"] for item in made["parts"][0]["items"]] == ["i1", "i2", "i3", "i4"]
    alone = {address: one for address, one in fields.items() if address[0] in {"", "i4"}}
    made = not_none(put_together("briefing", "b1", alone).value)
    assert [(part["id"], part["key"], part["items"][0]["id"]) for part in made["parts"]] == [
        ("p3", "own", "i4")
    ]


def test_parts_that_are_nested_too_deep_come_to_the_top() -> None:
    fields = chosen(take_apart("briefing", as_json(replace(BRIEFING, parts=()))))
    deep: Json = {"id": "b", "kind": "paragraph"}
    for _ in range(14):
        deep = {"kind": "table", "id": "t", "rows": [{"cells": [{"blocks": [deep]}]}]}
    for number in range(300):
        parent = f"p{number - 1}" if number else ""
        for name, value in {"life": 1, "kind": "part", "key": "own", "place": [parent, "a0", "", ""]}.items():
            fields[f"p{number}", name] = Chosen(value, (1, "", 0))
        for name, value in {
            "life": 1,
            "kind": "own_text",
            "blocks": [deep],
            "place": [f"p{number}", "a0", "", ""],
        }.items():
            fields[f"i{number}", name] = Chosen(value, (1, "", 0))
    folded = put_together("briefing", "b1", fields)
    assert folded.passed_over == ()
    briefing = of_type(decode("briefing", json.dumps(folded.value)), Briefing)
    assert len(list(briefing.walk())) == len(briefing.items) == 300


def test_a_marking_tells_what_it_replaces_only_where_it_is_lower() -> None:
    desk = Desk()
    ranks = {None: 1, "limited": 2, "secret": 3}

    def write(level: str | None) -> Json:
        (value,) = desk.show(replace(desk.briefing or BRIEFING, marking=level)).values()
        key = FieldKey("briefing", "b1", "", "marking")
        return fill_ranks(FieldWrite(key, value), lambda name: ranks[name]).value

    assert write("secret") == {"id": "secret", "rank": 3}
    assert write("limited") == {"id": "limited", "rank": 2, "was": {"id": "secret", "rank": 3}}
    assert write(None) == {"id": None, "rank": 1, "was": {"id": "limited", "rank": 2}}


def test_a_release_tells_what_it_replaces_only_where_it_is_looser() -> None:
    desk = Desk()
    named, closed = {"disclosure": "named", "audiences": ["Press"]}, {"disclosure": "closed", "audiences": []}

    def write(release: Release | None) -> Json:
        (value,) = desk.show(edits.set_release(desk.briefing or BRIEFING, ["i1"], release)).values()
        return value

    assert write(NAMED) == named
    assert write(Release(disclosure="closed")) == closed
    assert write(NAMED) == {**named, "was": closed}
    assert write(None) == {"disclosure": None, "was": named}
