"""Keys keep an order into which anybody can insert, grow slowly, and never mix what two desks insert."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.exchange.placement import (
    MOST_LEVELS,
    NodePosition,
    NoRoomError,
    Placed,
    between,
    is_key,
    jitter_of,
    keys_for,
    settle_tree,
)


def insert_often(places: list[int], count: int) -> list[str]:
    """Return keys after `count` insertions, each so many places behind the one before as `places` says in turn."""
    keys, at = between("", "", 2, "abcd"), 1
    for number in range(count):
        low, high = keys[at - 1] if at else "", keys[at] if at < len(keys) else ""
        made = between(low, high, 1, jitter_of([str(number)]))[0]
        assert low < made
        assert not high or made < high
        keys.insert(at, made)
        at += places[number % len(places)]
    assert keys == sorted(keys)
    assert all(map(is_key, keys))
    return keys


@pytest.mark.parametrize(
    ("places", "most"), [([1], 20), ([0], 20)], ids=["behind the latest", "before the latest"]
)
def test_two_thousand_insertions_at_one_place_make_short_keys(places: list[int], most: int) -> None:
    assert max(map(len, insert_often(places, 2000))) <= most


def test_insertions_between_the_two_latest_are_the_worst_and_still_have_keys() -> None:
    assert max(map(len, insert_often([0, 1], 500))) < 800


def test_insertions_anywhere_make_short_keys() -> None:
    drawn = random.Random(7)
    keys: list[str] = []
    for number in range(2000):
        at = drawn.randrange(len(keys) + 1)
        low, high = keys[at - 1] if at else "", keys[at] if at < len(keys) else ""
        keys[at:at] = between(low, high, 1, jitter_of([str(number)]))
    assert keys == sorted(keys)
    assert max(map(len, keys)) < 50


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 3)), max_size=5), st.data())
def test_what_two_desks_insert_at_one_place_never_interleaves(
    history: list[tuple[int, int]], data: st.DataObject
) -> None:
    order: list[str] = []
    keys: dict[str, str] = {}
    for number, (at, size) in enumerate(history):
        order[at:at] = [f"{number}.{one}" for one in range(size)]
        keys |= keys_for(order, keys)
    at = data.draw(st.integers(0, len(order)))
    both = dict(keys)
    for desk in ("one", "two"):
        names = [f"{desk} {number}" for number in range(data.draw(st.integers(1, 4)))]
        mine = keys_for([*order[:at], *names, *order[at:]], keys)
        assert list(mine) == names, "only what was inserted gets a key"
        both |= mine
    merged = sorted(both, key=lambda name: (both[name], name))
    assert [name for name in merged if name in keys] == order
    inserted = merged[at : at + len(both) - len(keys)]
    assert inserted in (sorted(inserted), sorted(inserted, key=lambda name: (name[:3] == "one", name)))


@given(st.permutations(range(8)), st.permutations(range(8)))
def test_as_few_as_possible_get_a_new_key(before: list[int], after: list[int]) -> None:
    keys = keys_for(list(map(str, before)), {})
    made = keys_for(list(map(str, after)), keys)
    moved = {**keys, **made}
    assert sorted(moved, key=lambda name: (moved[name], name)) == list(map(str, after))
    ranks = [before.index(number) for number in after]
    longest = [1] * 8
    for at, rank in enumerate(ranks):
        longest[at] += max((longest[left] for left in range(at) if ranks[left] < rank), default=0)
    assert len(made) == 8 - max(longest)


@pytest.mark.parametrize(
    "keys",
    [
        {"a": "a0", "b": "a0", "c": "a0"},
        {"a": "?", "b": "a1"},
        {"a": "a0abcda0", "b": "a0abcda00000"},
        {"a": "j" + "z" * 10, "b": "j" + "z" * 10},
        {"a": "a0" + "abcda0" * 660},
    ],
    ids=["equal", "foreign", "the same number", "the last number", "long"],
)
def test_keys_without_room_between_them_are_made_anew(keys: dict[str, str]) -> None:
    order = [*keys, "new", "x"]
    order[1:1] = ["first"]
    made = {**keys, **keys_for(order, keys)}
    assert sorted(made, key=lambda name: (made[name], name)) == order


def test_there_is_no_key_between_equal_or_foreign_ones() -> None:
    for low, high in (("a0", "a0"), ("a1", "a0"), ("?", "a0"), ("a0", "ü")):
        with pytest.raises(NoRoomError):
            between(low, high, 1, "abcd")


def test_of_a_ring_the_part_moved_last_goes_back_or_to_the_end_of_the_top() -> None:
    late = NodePosition("", "", is_late=True)
    places: dict[str, Placed] = {
        "a": (["b", "a0", "", "a1"], (1, "", 0)),
        "b": (["a", "a0", "", "a2"], (2, "", 0)),
    }
    assert settle_tree(places, {"a", "b"}) == {"a": NodePosition("b", "a0"), "b": NodePosition("", "a2")}
    places |= {"b": (["a", "a0", "a", "a2"], (2, "", 0))}
    assert settle_tree(places, {"a", "b"}) == {"a": NodePosition("b", "a0"), "b": late}
    items: dict[str, Placed] = {
        name: (place, (1, "", 0))
        for name, place in {
            "in": ["a", "a0", "", ""],
            "back": ["gone", "a0", "a", "a1"],
            "top": ["", "a0", "", "a1"],
            "lost": ["gone", "a0", "", ""],
        }.items()
    }
    settled = settle_tree(items | {"a": (["", "a0", "", ""], (1, "", 0))}, {"a"})
    assert [settled[name] for name in items] == [NodePosition("a", "a0"), NodePosition("a", "a1"), late, late]


def test_parts_below_the_deepest_level_come_to_the_top() -> None:
    names = [f"p{number:02}" for number in range(MOST_LEVELS + 1)]
    places: dict[str, Placed] = {
        name: ([above, "a0", "", ""], (1, "", 0)) for above, name in zip(["", *names], names, strict=False)
    }
    settled = settle_tree(places, set(names))
    assert [settled[name].parent for name in names] == ["", *names[: MOST_LEVELS - 1], ""]
    assert [name for name in names if settled[name].is_late] == names[-1:]
