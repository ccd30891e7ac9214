"""What sequences have in common at their beginning, and the best pairing that keeps their order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.domain.subsequences import best_increasing_pairs, common_prefix_length, longest_increasing

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


@given(st.text("ab"), st.text("ab", max_size=5), st.text("ab", max_size=5))
def test_the_common_prefix_ends_where_two_texts_differ(start: str, rest: str, other: str) -> None:
    first, second = start + rest, start + other
    length = common_prefix_length(first, second)
    assert length >= len(start)
    assert first[:length] == second[:length]
    assert first[length : length + 1] != second[length : length + 1] or length == len(first) == len(second)


def test_bytes_and_arrays_have_prefixes_as_texts_have() -> None:
    pairs: tuple[tuple[Sequence[object], Sequence[object]], ...] = (
        (b"chips and tariffs", b"chips and tanks"),
        (array("q", (4, 7, 9)), array("q", (4, 7, 8, 9))),
        ("", "Taiwan"),
    )
    assert [common_prefix_length(first, second) for first, second in pairs] == [12, 2, 0]
