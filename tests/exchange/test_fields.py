"""Values come through the journey as fields unchanged, and any mixture of fields gives a value that can be stored."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, get_type_hints

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.exchange.domain_values import stored_values

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import COLLECTIONS, Collection, Setting, Value
from briefbuilder.domain.topics import Topic
from briefbuilder.exchange.field_forms import FIELD_FORMS, KINDS
from briefbuilder.exchange.fields import Address, Chosen, differences, put_together, rule_of, take_apart
from briefbuilder.exchange.records import Json, canonical
from briefbuilder.storage.codec import decode, encode

COLLECTION_NAMES = sorted(COLLECTIONS)
QUICKLY = settings(max_examples=8, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""Examples of each collection. Large values take minutes to become small ones, so a failing one is shown as it is."""


def as_json(collection: Collection, value: Value) -> Json:
    return json.loads(encode(collection, value))


def sent(fields: object) -> Json:
    """Return fields as they are read from a batch."""
    return json.loads(canonical(fields))


def chosen_of(standing: dict[Address, Json]) -> dict[Address, Chosen]:
    return {address: Chosen(value, (1, "", 0)) for address, value in standing.items()}


def stored(collection: Collection, value_id: str, standing: dict[Address, Json]) -> bytes | None:
    made = put_together(collection, value_id, chosen_of(standing)).value
    if made is None:
        return None
    data = encode(collection, decode(collection, json.dumps(made)))
    assert json.loads(data) == made
    return data


def apply_writes(standing: dict[Address, Json], writes: list[tuple[str, str, Json]]) -> None:
    for node, field, value in sent(writes):
        standing[node, field] = value


def test_every_value_comes_through_the_journey_with_the_same_bytes() -> None:
    for collection in COLLECTION_NAMES:
        check_journey(collection)


def test_every_field_of_the_domain_has_a_form_and_a_rule() -> None:
    waiting: list[Any] = [*COLLECTIONS.values(), *KINDS.values()]
    seen: set[Any] = set()
    while waiting:
        kind = waiting.pop()
        if kind in seen or kind is Setting:
            continue
        seen.add(kind)
        assert FIELD_FORMS[kind].keys() == {part.name for part in dataclasses.fields(kind)}, kind.__name__
        hints = get_type_hints(kind)
        waiting += [hints[name] for name, form in FIELD_FORMS[kind].items() if form.form == "inside"]
    assert seen == {kind for kind in FIELD_FORMS if not kind.__name__.endswith("Setting")}


@pytest.mark.parametrize(
    ("collection", "node", "field", "rule"),
    [
        ("article", "", "metadata.title", "later"),
        ("article", "", "metadata.embargo", "later-moment"),
        ("article", "", "metadata.rights.reserved", "true-wins"),
        ("article", "", "read.rights.reserved", "first"),
        ("article", "", "text", "first"),
        ("article", "", "imported", "earliest"),
        ("article", "corrections\x1f#0", "life", "life"),
        ("topic", "", "names.de", "later"),
        ("topic", "", "into", "later"),
        ("topic", "", "names:order", "later-silent"),
        ("topic", "terms\x1fde\x1fGas", "place", "place"),
        ("judgement", "", "accepted", "later-silent"),
        ("briefing", "", "marking", "stricter-marking"),
        ("briefing", "", "fields.reference", "later"),
        ("briefing", "i1", "kind", "first"),
        ("briefing", "i1", "blocks", "text"),
        ("briefing", "i1", "translation", "text"),
        ("briefing", "i1", "release", "stricter-release"),
        ("briefing", "i1", "releases.p1.2", "stricter-release"),
        ("setting", "groups\x1fg", "value", "later"),
        ("desk", "", "name", "later-silent"),
        ("removal", "", "confirmed", "later-silent"),
        ("briefing", "i1", "of-a-newer-program", "later"),
    ],
)
def test_a_field_has_the_rule_of_the_table(collection: str, node: str, field: str, rule: str) -> None:
    assert rule_of(collection, node, field) == rule


def test_only_what_changed_is_written_and_what_nobody_wrote_has_its_default() -> None:
    before = as_json("topic", Topic(id="fairs", names={"en": "Fairs"}, uri="https://example.org/fairs"))
    after = {**before, "names": {"en": "Fairs", "de": "Messen"}}
    standing = take_apart("topic", before)
    assert differences("topic", before, after, standing) == [
        ("", "names.de", "Messen"),
        ("", "names:order", ["en", "de"]),
    ]
    bare = {("", "life"): Chosen(1, (1, "", 0))}
    one, other = (put_together("topic", "t", bare).value for _ in range(2))
    assert one is not None
    assert other is not None
    assert one["names"] == {}
    assert one["names"] is not other["names"], "nobody else has the default"


def test_the_lines_of_a_setting_are_merged_and_put_together_again() -> None:
    before = as_json("setting", Setting(id="taxonomies", value="a\nb"))
    standing = take_apart("setting", before)
    assert len(standing) > 2, "each line is a node of its own"
    assert put_together("setting", "taxonomies", chosen_of(standing)).value == before


@pytest.mark.parametrize("name", ["actors", "topic-groups"])
def test_a_setting_that_is_nested_too_deep_stays_whole(name: str) -> None:
    before = as_json("setting", Setting(id=name, value="[" * 50_000))
    assert put_together("setting", name, chosen_of(take_apart("setting", before))).value == before


def check_journey(collection: Collection) -> None:
    @QUICKLY
    @given(stored_values(collection))
    def check(value: Value) -> None:
        standing: dict[Address, Json] = {}
        fields = take_apart(collection, as_json(collection, value))
        apply_writes(standing, [(*address, one) for address, one in fields.items()])
        assert stored(collection, value.id, standing) == encode(collection, value)

    check()


def test_differences_turn_any_value_into_any_other() -> None:
    for collection in COLLECTION_NAMES:
        check_differences(collection)


def check_differences(collection: Collection) -> None:
    @QUICKLY
    @given(st.lists(st.none() | stored_values(collection), min_size=2, max_size=4))
    def check(values: list[Value | None]) -> None:
        name = next((value.id for value in values if value is not None), "x")
        standing: dict[Address, Json] = {}
        before = None
        for value in values:
            if value is not None and collection == "setting" and value.id != name:
                continue
            after = None if value is None else {**as_json(collection, value), "id": name}
            apply_writes(standing, differences(collection, before, after, standing))
            made = put_together(collection, name, chosen_of(standing)).value
            assert json.dumps(made) == json.dumps(after)
            assert not differences(collection, after, after, standing)
            before = after

    check()


JSON_VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(st.characters(), max_size=3)
    | st.sampled_from(["\ud800", "2026-13-45", "0000-00-00", "n1", "own_text"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "rank", "disclosure", "kind", "content"]) | st.text(max_size=2), inner
        )
    ),
    max_leaves=6,
)
PLACES = st.tuples(
    st.sampled_from(["", "n0", "n1", "n2", "n3", "gone"]),
    st.sampled_from(["a0", "a1", "a0abcd", "", "?"]),
    st.sampled_from(["", "n1", "n2", "n3"]),
    st.sampled_from(["a0", "a2", ""]),
).map(list)


@st.composite
def mixtures(draw: st.DrawFn, collection: Collection) -> dict[Address, Chosen]:
    """Return a mixture of the fields of several values, with values from strangers and parts in rings."""
    pool: dict[Address, Chosen] = {}
    for value in draw(st.lists(stored_values(collection), min_size=1, max_size=3)):
        taken = take_apart(collection, as_json(collection, value))
        for address in draw(st.lists(st.sampled_from(sorted(taken)))) if draw(st.booleans()) else taken:
            pool[address] = Chosen(taken[address], draw(RANKS))
    nodes = st.sampled_from([*{node for node, _ in pool}, "n1", "terms\x1fde\x1fx", "corrections\x1f#0"])
    names = st.sampled_from(
        [*{name for _, name in pool}, "place", "kind", "names:order", "fields.\udc00", "new"]
    )
    for node, name in draw(st.lists(st.tuples(nodes, names), max_size=4)):
        pool[node, name] = Chosen(draw(JSON_VALUES), draw(RANKS))
    for node in [node for node, _ in pool if draw(st.integers(0, 3)) == 0]:
        pool[node, "place"] = Chosen(draw(PLACES), draw(RANKS))
    pool["", "life"] = Chosen(1, (0, "", 0))
    return pool


RANKS = st.tuples(st.integers(0, 3), st.just("b"), st.integers(0, 2))


def test_any_mixture_of_fields_gives_a_value_that_can_be_stored_or_none() -> None:
    for collection in COLLECTION_NAMES:
        check_mixtures(collection)


def check_mixtures(collection: Collection) -> None:
    @QUICKLY
    @given(mixtures(collection))
    def check(chosen: dict[Address, Chosen]) -> None:
        folded = put_together(collection, "x", chosen)
        assert set(folded.passed_over) <= chosen.keys()
        if folded.value is None:
            return
        value = decode(collection, json.dumps(folded.value))
        assert as_json(collection, value) == folded.value
        if isinstance(value, Briefing):
            check_tree(value, chosen)

    check()


def test_a_value_is_written_over_any_mixture_of_fields() -> None:
    for collection in COLLECTION_NAMES:
        check_overwriting(collection)


def check_overwriting(collection: Collection) -> None:
    @QUICKLY
    @given(mixtures(collection), stored_values(collection))
    def check(chosen: dict[Address, Chosen], value: Value) -> None:
        name = value.id if collection == "setting" else "x"
        standing = {address: one.value for address, one in chosen.items()}
        before = put_together(collection, name, chosen_of(standing)).value
        after = {**as_json(collection, value), "id": name}
        for known in (before, None):
            written = dict(standing)
            apply_writes(written, differences(collection, known, after, standing))
            made = put_together(collection, name, chosen_of(written)).value
            assert json.dumps(made) == json.dumps(after)

    check()


def test_an_empty_line_of_another_desk_does_not_come_into_a_list() -> None:
    place = ["", "a04qA9a8", "", ""]
    standing = {("", "life"): 1, ("lines\x1f", "life"): 1, ("lines\x1f", "place"): place}
    after = {"id": "taxonomies", "value": "b\na"}
    before = put_together("setting", "taxonomies", chosen_of(standing)).value
    assert before == {"id": "taxonomies", "value": ""}
    apply_writes(standing, differences("setting", before, after, standing))
    assert put_together("setting", "taxonomies", chosen_of(standing)).value == after


def check_tree(briefing: Briefing, chosen: dict[Address, Chosen]) -> None:
    names = [node.id for part in briefing.walk() for node in (part, *part.items)]
    assert len(names) == len(set(names))
    living = {node for node, name in chosen if name == "life" and chosen[node, name].value == 1}
    texts = {node for node in living if node and field_value(chosen, node, "kind") == "own_text"}
    assert texts <= set(names), "an own text needs nothing, so none may be lost"
    assert len(set(names) - living) <= 1, "at most a part for items without one"


def field_value(chosen: dict[Address, Chosen], node: str, name: str) -> Json:
    return chosen[node, name].value if (node, name) in chosen else None
