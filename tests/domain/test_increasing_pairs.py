"""The best pairing of two sequences that keeps their order."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.increasing_pairs import best_increasing_pairs, longest_increasing

Scores = list[list[int]]


def best_of_all(scores: Scores) -> int:
    """Return the greatest sum of all increasing pairings, each of which is tried."""
    rows, columns = range(len(scores)), range(len(scores[0]))
    return max(
        sum(scores[row][column] for row, column in zip(chosen, others, strict=True))
        for count in range(min(len(rows), len(columns)) + 1)
        for chosen in combinations(rows, count)
        for others in combinations(columns, count)
    )


@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 3), min_size=columns, max_size=columns), min_size=1, max_size=4
        )
    )
)
def test_the_pairs_increase_and_no_pairing_has_a_greater_sum(scores: Scores) -> None:
    found = best_increasing_pairs(scores)
    for (row, column), (next_row, next_column) in pairwise(found):
        assert row < next_row
        assert column < next_column
    assert all(scores[row][column] > 0 for row, column in found)
    assert sum(scores[row][column] for row, column in found) == best_of_all(scores)


def test_nothing_is_paired_with_nothing() -> None:
    assert best_increasing_pairs([]) == []


@given(st.lists(st.integers(0, 9), max_size=10))
def test_the_longest_part_of_a_sequence_increases_and_no_longer_one_does(numbers: list[int]) -> None:
    found = [numbers[place] for place in longest_increasing(numbers)]
    assert all(before < after for before, after in pairwise(found))
    sizes = (
        len(chosen)
        for count in range(len(numbers) + 1)
        for chosen in combinations(numbers, count)
        if all(before < after for before, after in pairwise(chosen))
    )
    assert len(found) == max(sizes)
