from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.subsequences import heaviest_increasing
from briefbuilder.returned import sequences
from briefbuilder.returned.sequences import Token, align, best_mates

LONG = "The delegation will travel on 12 March and return on 14 March; the embassy has been told."
OTHER = "Our position has not changed since the last Council: de-risking, not decoupling."


def pairs(one: list[str], other: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return align([Token(text) for text in one], [Token(text) for text in other])


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(1, 9)), max_size=8))
def test_the_heaviest_increasing_row_is_found(values: list[tuple[int, int]]) -> None:
    given_pairs = [(left, right) for left, (right, _) in enumerate(values)]
    weights = [weight for _, weight in values]
    found = heaviest_increasing(given_pairs, weights)
    best = max(
        sum(weights[number] for number in chosen)
        for size in range(len(values) + 1)
        for chosen in combinations(range(len(values)), size)
        if all(values[one][0] < values[other][0] for one, other in pairwise(chosen))
    )
    assert sum(weights[left] for left, _ in found) == best
    assert all(one[1] < other[1] for one, other in pairwise(found))


def test_most_characters_stay_in_place() -> None:
    one = [LONG, "a", "b", "c"]
    assert pairs(one, ["a", "b", "c", LONG]) == [((0,), (3,))]


def test_an_edited_text_is_the_same_and_a_foreign_one_is_not() -> None:
    edited = LONG.replace("12 March", "3 April")
    assert pairs(["x", LONG, "y"], ["x", edited, "y"]) == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert pairs(["x", LONG, "y"], ["x", OTHER, "y"]) == [((0,), (0,)), ((2,), (2,))]


def test_one_text_is_split_and_two_are_joined() -> None:
    first, second = LONG[:45], LONG[45:]
    assert pairs(["x", LONG, "y"], ["x", first, second, "y"])[1] == ((1,), (1, 2))
    assert pairs(["x", first, second, "y"], ["x", LONG, "y"])[1] == ((1, 2), (1,))


def test_a_text_that_was_moved_here_is_no_anchor() -> None:
    found = align([Token("a"), Token(LONG)], [Token(LONG, is_mobile=True), Token("a")])
    assert found == [((0,), (1,))]


def test_likest_texts_are_found_among_many() -> None:
    one = [f"{number} {LONG} and {number * 7919}" for number in range(300)]
    shuffled = sorted(range(300), key=lambda number: (number * 7919) % 300)
    assert set(best_mates(one, [one[number] for number in shuffled])) >= {
        (number, place) for place, number in enumerate(shuffled) if number < 5
    }


def test_a_text_that_two_resemble_belongs_to_one_of_them_alone() -> None:
    assert best_mates([LONG, f"{LONG} Not yet."], [LONG]) == [(0, 0)]
    assert best_mates([LONG], [LONG, f"{LONG} Not yet."]) == [(0, 0)]


def test_a_large_gap_is_aligned_at_the_likest_texts_and_by_cost_between_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = [LONG, "To be done.", OTHER], [f"{LONG} More.", "To be told.", f"{OTHER} Less."]
    monkeypatch.setattr(sequences, "MOST_PAIRS", 3)
    assert pairs(one, other) == [((number,), (number,)) for number in range(3)]
    monkeypatch.setattr(sequences, "MOST_PAIRS", 0)
    assert pairs(one, other) == [((0,), (0,)), ((2,), (2,))], "nothing is compared one by one"


def test_a_text_shorter_than_a_run_is_looked_for_whole() -> None:
    assert best_mates(["bend", "x"], ["a", "bend"]) == [(0, 1)]
    assert best_mates(["bend"], ["a bend"]) == []


@pytest.mark.parametrize(("short", "is_found"), [("Twelve chars", True), ("Eleven char", False)])
def test_a_text_within_a_much_longer_one_is_the_same_unless_it_is_very_short(
    short: str, *, is_found: bool
) -> None:
    found = pairs(["x", short, "y"], ["x", f"{OTHER} {short} {OTHER}", "y"])
    assert (((1,), (1,)) in found) == is_found
