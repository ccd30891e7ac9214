"""What sequences have in common: their beginning, the best pairing that keeps their order, and the longest increasing subsequence."""

from __future__ import annotations

from collections.abc import Sequence


def common_prefix_length(first: Sequence[object], second: Sequence[object]) -> int:
    """Return how many elements are equal at the beginning, by bisection: Python compares slices fast."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def best_increasing_pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the increasing pairs of row and column with the greatest sum of scores; a score of 0 is not a pair."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row, of_row in enumerate(scores):
        above, current = best[row], best[row + 1]
        for column, score in enumerate(of_row):
            current[column + 1] = max(above[column] + score, above[column + 1], current[column])
    found: list[tuple[int, int]] = []
    row, column = rows, columns
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found.append((row, column))
    return found[::-1]


def heaviest_increasing(pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Return the row of pairs, sorted by their first number, whose second numbers increase and whose weight is greatest."""
    ranks = {right: rank for rank, right in enumerate(sorted({right for _, right in pairs}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        best = (0, -1)
        at = ranks[right] - 1
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        result = (best[0] + weights[index], index)
        at = ranks[right]
        while at < len(tree):
            tree[at] = max(tree[at], result)
            at += at & -at
    at = max(tree)[1] if pairs else -1
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def longest_increasing(numbers: Sequence[int]) -> list[int]:
    """Return the places of the most numbers, not necessarily neighbours, that increase."""
    return [place for place, _ in heaviest_increasing(list(enumerate(numbers)), [1] * len(numbers))]
