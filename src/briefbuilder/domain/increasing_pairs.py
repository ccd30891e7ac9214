"""The best pairing of two sequences that keeps their order."""

from __future__ import annotations

from collections.abc import Sequence


def best_increasing_pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the increasing pairs of row and column with the greatest sum of scores; a score of 0 is no pair."""
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
