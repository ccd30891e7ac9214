"""One outline is transformed into another with the fewest moved rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain import briefing_edits
from briefbuilder.domain.briefing import Briefing
from briefbuilder.ui.brief.outline_model import TreeStep, build_tree, transform_tree


def steps(before: Briefing, after: Briefing) -> list[TreeStep]:
    (tree, _), (wanted, _) = build_tree(before), build_tree(after)
    taken: list[TreeStep] = []

    def each(step: TreeStep) -> None:
        taken.append(step)
        tree.apply(step)

    transform_tree(tree, wanted, each)
    assert tree == wanted
    return taken


@given(st.data())
def test_any_outline_is_transformed_into_any_other(
    some_outline: st.SearchStrategy[Briefing], data: st.DataObject
) -> None:
    before, after = data.draw(some_outline), data.draw(some_outline)
    steps(before, after)


@given(st.data())
def test_an_unchanged_outline_takes_no_step(
    some_outline: st.SearchStrategy[Briefing], data: st.DataObject
) -> None:
    before = data.draw(some_outline)
    assert steps(before, before) == []


def test_one_item_moved_is_one_step(first_outline: Briefing) -> None:
    for item, target, index in (
        ("i1", "p1", 3),
        ("i4", "p1", 0),
        ("i2", "p1", 2),
        ("i1", "p3", 1),
        ("i6", "p1", 2),
    ):
        after = briefing_edits.move_item(first_outline, item, target, index)
        assert [(step.kind, step.node) for step in steps(first_outline, after)] == [("move", item)], (
            item,
            target,
            index,
        )


def test_one_part_moved_is_one_step(first_outline: Briefing) -> None:
    assert [
        step.kind for step in steps(first_outline, briefing_edits.move_part(first_outline, "p3", None, 0))
    ] == ["move"]
    assert [
        step.kind for step in steps(first_outline, briefing_edits.move_part(first_outline, "p1", "p2", 0))
    ] == ["move"]


def test_one_removed_and_one_inserted_node_are_one_step_each(first_outline: Briefing) -> None:
    without = briefing_edits.remove_item(first_outline, "i2")
    assert [step.kind for step in steps(first_outline, without)] == ["remove"]
    assert [step.kind for step in steps(without, first_outline)] == ["insert"]


def test_removing_a_part_keeps_nodes_moved_out_of_it(first_outline: Briefing) -> None:
    after = briefing_edits.remove_part(briefing_edits.move_item(first_outline, "i6", "p1", 0), "p2")
    assert [(step.kind, step.node) for step in steps(first_outline, after)] == [
        ("move", "i6"),
        ("remove", "p2"),
    ]
