"""The system of equations by which topics are told apart, and what is guessed of rows that nobody judged."""

from __future__ import annotations

import numpy as np
import pytest

from briefbuilder.tagging.tfidf_space import solve_ridge

BASE, DOUBT = 0.25, 0.5


def kernel_of(points: list[float]) -> np.ndarray:
    at = np.array(points)
    found: np.ndarray = np.exp(-((at[:, None] - at[None]) ** 2))
    return found


def estimate(points: list[float], solution: np.ndarray, asked: float) -> np.ndarray:
    found: np.ndarray = BASE + np.exp(-((asked - np.array(points)) ** 2)) @ solution
    return found


def test_what_is_estimated_as_if_unseen_is_what_learning_without_it_estimates() -> None:
    points, trust = [0.0, 0.5, 1.1, 2.0, 2.4], np.array([1.0, 2.0, 1.0, 3.0, 1.0])
    targets = np.array([[1.0, 0], [1, 0], [0, 1], [0, 1], [0, 0]])
    _, unseen = solve_ridge(kernel_of(points), targets, trust, BASE, DOUBT, 1.0)
    for left_out in range(len(points)):
        rest = [place for place in range(len(points)) if place != left_out]
        kept = [points[place] for place in rest]
        solution, _ = solve_ridge(kernel_of(kept), targets[rest], trust[rest], BASE, DOUBT, 1.0)
        assert unseen[left_out] == pytest.approx(estimate(kept, solution, points[left_out]))


def test_rows_of_a_group_are_estimated_without_the_whole_group() -> None:
    points, trust = [0.0, 0.5, 1.1, 2.0, 2.4], np.array([1.0, 2.0, 1.0, 3.0, 1.0])
    targets = np.array([[1.0, 0], [1, 0], [0, 1], [0, 1], [0, 0]])
    _, unseen = solve_ridge(kernel_of(points), targets, trust, BASE, DOUBT, 1.0, [[0, 2, 4], [3]])
    rest = [1, 3]
    kept = [points[place] for place in rest]
    solution, _ = solve_ridge(kernel_of(kept), targets[rest], trust[rest], BASE, DOUBT, 1.0)
    for left_out in (0, 2, 4):
        assert unseen[left_out] == pytest.approx(estimate(kept, solution, points[left_out]))
    _, one_by_one = solve_ridge(kernel_of(points), targets, trust, BASE, DOUBT, 1.0)
    assert unseen[[1, 3]] == pytest.approx(one_by_one[[1, 3]])


def test_rows_that_nobody_judged_carry_a_topic_on_to_their_neighbours() -> None:
    """What is asked for lies nearer to the second judged row, but the others lie between it and the first."""
    judged, others = [0.0, 3.0], [0.5, 0.6, 0.7, 0.8]
    targets, trust = np.eye(2), np.ones(2)
    alone, _ = solve_ridge(kernel_of(judged), targets, trust, BASE, DOUBT, 1.0)
    beside, _ = solve_ridge(kernel_of(judged + others), targets, trust, BASE, DOUBT, 1.0)
    before = estimate(judged, alone, 1.6)
    after = estimate(judged + others, beside, 1.6)
    assert before[0] < before[1]
    assert after[0] > after[1]


def test_a_guessed_row_is_estimated_without_its_own_guess() -> None:
    """Guesses that count next to nothing leave of a row what the judged ones say."""
    judged, others = [0.0, 3.0], [0.5, 2.0]
    targets, trust = np.eye(2), np.ones(2)
    alone, _ = solve_ridge(kernel_of(judged), targets, trust, BASE, DOUBT, 1.0)
    _, unseen = solve_ridge(kernel_of(judged + others), targets, trust, BASE, DOUBT, 1e-6)
    for row, point in zip(unseen[2:], others, strict=True):
        assert row == pytest.approx(estimate(judged, alone, point), abs=1e-4)


def test_far_rows_are_guessed_to_be_of_no_topic() -> None:
    points = [0.0, 0.2, 9.0, 9.3]
    solution, _ = solve_ridge(kernel_of(points), np.array([[1.0], [1.0]]), np.ones(2), BASE, DOUBT, 1.0)
    assert estimate(points, solution, 9.1)[0] < BASE
    assert estimate(points, solution, 0.1)[0] > 0.5
