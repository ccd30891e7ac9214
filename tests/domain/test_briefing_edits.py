"""Edits of a briefing's outline."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.narrowing import not_none

from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing, Excerpt, OwnText, Part
from briefbuilder.domain.errors import BriefingError
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release


def briefing() -> Briefing:
    topics = tuple(
        Part(id=f"t{n}", key="topic", topic=f"topic-{n}", items=(OwnText(id=f"i{n}"),)) for n in range(2)
    )
    parts = (
        Part(id="p1", key="key-points", items=(OwnText(id="k1"), OwnText(id="k2"))),
        Part(id="p2", key="sections", parts=topics),
        Part(id="p3", key="outlook"),
    )
    return Briefing(id="b", title="Talks", template="thematic-briefing", language="en", parts=parts)


def order(tree: Briefing) -> list[str]:
    return [word for part in tree.walk() for word in (part.id, *(item.id for item in part.items))]


def test_walking_goes_in_the_order_of_reading() -> None:
    assert order(briefing()) == ["p1", "k1", "k2", "p2", "t0", "i0", "t1", "i1", "p3"]


def test_an_item_moves_between_parts() -> None:
    moved = briefing_edits.move_item(briefing(), "k1", "t1", 0)
    assert order(moved) == ["p1", "k2", "p2", "t0", "i0", "t1", "k1", "i1", "p3"]


def test_shifting_goes_over_the_end_of_a_part() -> None:
    down = briefing_edits.shift_item(briefing(), "k2", 1)
    assert order(down)[:4] == ["p1", "k1", "p2", "k2"]
    assert briefing_edits.shift_item(down, "k2", -1) == briefing()


def test_shifting_stops_at_the_ends_of_the_briefing() -> None:
    assert briefing_edits.shift_item(briefing(), "k1", -1) == briefing()
    assert briefing_edits.shift_part(briefing(), "p3", 1) == briefing()


def test_parts_shift_among_their_siblings() -> None:
    assert [part.id for part in briefing_edits.shift_part(briefing(), "t0", 1).parts[1].parts] == ["t1", "t0"]


def test_a_part_moves_with_all_that_is_in_it() -> None:
    moved = briefing_edits.move_part(briefing(), "p2", None, 0)
    assert order(moved)[:5] == ["p2", "t0", "i0", "t1", "i1"]


def test_a_part_never_moves_into_itself() -> None:
    with pytest.raises(BriefingError, match="part-into-itself"):
        briefing_edits.move_part(briefing(), "p2", "t1", 0)
    with pytest.raises(BriefingError) as caught:
        briefing_edits.move_part(briefing(), "gone", "p1", 0)
    assert (caught.value.code, caught.value.parameters) == ("part-missing", {"part": "gone"})


def test_an_emptied_field_is_taken_out() -> None:
    filled = briefing_edits.set_field(briefing(), "reference", "12/2026")
    assert filled.fields == {"reference": "12/2026"}
    assert briefing_edits.set_field(filled, "reference", "").fields == {}


def test_a_heading_of_its_own_can_be_taken_back() -> None:
    named = briefing_edits.set_part_heading(briefing(), "t1", "Chips")
    assert named.parts[1].parts[1].heading == "Chips"
    assert briefing_edits.set_part_heading(named, "t1", None) == briefing()


def test_an_item_is_replaced_by_the_one_of_its_id() -> None:
    changed = briefing_edits.replace_item(briefing(), OwnText(id="k2", marking="limite"))
    assert changed.item("k2") == OwnText(id="k2", marking="limite")
    assert order(changed) == order(briefing())


EDITS: list[Callable[[Briefing], Briefing]] = [
    lambda tree: briefing_edits.remove_item(tree, "none"),
    lambda tree: briefing_edits.move_item(tree, "none", "p1", 0),
    lambda tree: briefing_edits.insert_item(tree, "none", OwnText(id="x")),
    lambda tree: briefing_edits.remove_part(tree, "none"),
    lambda tree: briefing_edits.move_part(tree, "none", None, 0),
    lambda tree: briefing_edits.shift_part(tree, "none", 1),
    lambda tree: briefing_edits.set_part_heading(tree, "none", "x"),
    lambda tree: briefing_edits.set_block_releases(tree, "none", ["b1"], None),
]


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_not_there_is_an_error(edit: Callable[[Briefing], Briefing]) -> None:
    with pytest.raises(BriefingError):
        edit(briefing())


@given(st.lists(st.tuples(st.sampled_from(["k1", "k2", "i0", "i1"]), st.sampled_from([-1, 1])), max_size=20))
def test_shifting_loses_no_item(steps: list[tuple[str, int]]) -> None:
    tree = briefing()
    for item, step in steps:
        tree = briefing_edits.shift_item(tree, item, step)
    assert sorted(order(tree)) == sorted(order(briefing()))


@given(st.permutations(["k1", "k2", "i0", "i1"]), st.integers(0, 4), st.sampled_from(["p1", "t0", "p3"]))
def test_items_that_move_together_keep_their_order_and_the_others_theirs(
    names: list[str], count: int, target: str
) -> None:
    moved, tree = names[:count], briefing()
    after = briefing_edits.move_items(tree, moved, target, 0)
    held = [item.id for item in not_none(after.part(target)).items]
    assert held[:count] == moved
    rest = [name for name in order(tree) if name not in moved]
    assert [name for name in order(after) if name not in moved] == rest
    assert sorted(order(after)) == sorted(order(tree))


def test_parts_from_which_no_item_is_removed_stay_the_same_values() -> None:
    tree = briefing()
    after = briefing_edits.remove_items(tree, ["i0", "i1"])
    assert order(after) == ["p1", "k1", "k2", "p2", "t0", "t1", "p3"]
    assert after.parts[0] is tree.parts[0]
    assert after.parts[2] is tree.parts[2]
    assert briefing_edits.remove_items(tree, []) is tree


def test_if_one_of_several_items_is_missing_none_is_removed_or_moved() -> None:
    edits: tuple[Callable[[], Briefing], ...] = (
        lambda: briefing_edits.remove_items(briefing(), ["k1", "gone"]),
        lambda: briefing_edits.move_items(briefing(), ["k1", "gone"], "p3", 0),
    )
    for edit in edits:
        with pytest.raises(BriefingError) as refusal:
            edit()
        assert refusal.value.parameters == {"item": "gone"}


def test_removing_and_inserting_gives_the_tree_back() -> None:
    tree = briefing_edits.remove_item(briefing(), "k1")
    assert tree.item("k1") is None
    assert briefing_edits.insert_item(tree, "p1", OwnText(id="k1"), 0) == briefing()
    cut = briefing_edits.remove_part(briefing(), "t0")
    assert cut.part("t0") is None
    assert briefing_edits.insert_part(cut, briefing().parts[1].parts[0], "p2", 0) == briefing()


def test_a_part_shifts_to_both_ends_of_its_siblings() -> None:
    assert [part.id for part in briefing_edits.shift_part(briefing(), "p2", -1).parts] == ["p2", "p1", "p3"]
    assert [part.id for part in briefing_edits.shift_part(briefing(), "p2", 1).parts] == ["p1", "p3", "p2"]
    assert briefing_edits.shift_part(briefing(), "p1", -1) == briefing()


def test_an_index_beyond_the_ends_is_the_end() -> None:
    new = OwnText(id="new")
    assert order(briefing_edits.insert_item(briefing(), "p1", new, 9))[:4] == ["p1", "k1", "k2", "new"]
    assert order(briefing_edits.insert_item(briefing(), "p1", new, -9))[:4] == ["p1", "new", "k1", "k2"]
    assert order(briefing_edits.insert_item(briefing(), "p1", new))[:4] == ["p1", "k1", "k2", "new"]
    part = Part(id="new", key="k")
    assert [one.id for one in briefing_edits.insert_part(briefing(), part, None, 9).parts] == [
        "p1",
        "p2",
        "p3",
        "new",
    ]
    assert [one.id for one in briefing_edits.insert_part(briefing(), part, None, -9).parts] == [
        "new",
        "p1",
        "p2",
        "p3",
    ]
    assert [one.id for one in briefing_edits.insert_part(briefing(), part, "p2").parts[1].parts] == [
        "t0",
        "t1",
        "new",
    ]


def test_a_release_is_set_for_parts_items_and_blocks_and_taken_back() -> None:
    closed, named = Release(disclosure="closed"), Release(disclosure="named", audiences=("Bern",))
    changed = briefing_edits.set_release(briefing(), ("p2", "k1"), closed)
    expected = ("p1", None), ("k1", closed), ("k2", None), ("p2", closed), ("t0", None)
    assert (
        tuple((one.id, one.release) for part in changed.walk() for one in (part, *part.items))[:5] == expected
    )
    assert briefing_edits.set_release(changed, ("k1", "p2"), None) == briefing()
    first = briefing_edits.set_block_releases(briefing(), "k1", ("b1", "b2"), closed)
    second = briefing_edits.set_block_releases(first, "k1", ("b2", "b3"), named)
    item = second.item("k1")
    assert item is not None
    assert item.releases == {"b1": closed, "b2": named, "b3": named}
    assert briefing_edits.set_block_releases(second, "k1", ("b1", "b2", "b3"), None) == briefing()


def test_the_excerpts_of_removed_articles_go_and_nothing_else() -> None:
    made = briefing()
    for name in ("a1", "a2", "a3"):
        passage = Passage(article=name, blocks=("b1",), start=0, end=1, quote="x")
        made = briefing_edits.insert_item(made, "p3", Excerpt(id=f"e{name}", passage=passage))
    left = briefing_edits.remove_excerpts(made, {"a1", "a3", "k1"})
    assert order(left) == [*order(briefing()), "ea2"]


def test_all_items_of_a_part_are_replaced() -> None:
    made = briefing_edits.set_items(briefing(), "p1", (OwnText(id="new"),))
    assert order(made)[:3] == ["p1", "new", "p2"]
    assert briefing_edits.set_items(made, "p1", briefing().parts[0].items) == briefing()


def test_a_part_split_off_takes_the_items_below_and_all_inner_parts() -> None:
    top = briefing_edits.split_part(briefing(), "p1", Part(id="new", key="own"), 1)
    assert order(top)[:4] == ["p1", "k1", "new", "k2"]
    inner = briefing_edits.split_part(briefing(), "t0", Part(id="new", key="own"), 1)
    assert [part.id for part in inner.parts[1].parts] == ["t0", "new", "t1"]
    whole = briefing_edits.split_part(briefing(), "p2", Part(id="new", key="own"), 0)
    assert [(part.id, len(part.parts)) for part in whole.parts[1:3]] == [("p2", 0), ("new", 2)]


def test_a_part_moves_behind_another_one_and_below_the_same_part() -> None:
    inside = briefing_edits.move_part_after(briefing(), "p1", "t0")
    assert order(inside) == ["p2", "t0", "i0", "p1", "k1", "k2", "t1", "i1", "p3"]
    assert order(briefing_edits.move_part_after(inside, "p1", "p3"))[-3:] == ["p1", "k1", "k2"]
    assert [part.id for part in briefing_edits.move_part_after(briefing(), "p1", "p2").parts] == [
        "p2",
        "p1",
        "p3",
    ]
