"""Ridge regression in a kernel: one small system of equations, solved at once, the same each time.

Sections that nobody judged are guessed from the judged ones, and then stand among them as far as the guess goes: with
few examples they tell which sections lie together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[Any]

MANY = 50
"""Examples a topic from which on they are followed closely, and what is like them counts less."""
ENOUGH = 400
"""Sections that tell enough of what sections are like, judged or not."""
_ROUNDS = 4
"""How often the sections that nobody judged are guessed anew from all the others."""
_SHARPNESS = 10.0
"""How far a guess follows the topic that is ahead."""


def solved(
    kernel: Matrix, targets: Matrix, trust: Matrix, base: float, doubt: float, guessed: float
) -> tuple[Matrix, Matrix]:
    """Return the solution, and what each row would be estimated as had it not been learned from.

    The first rows of the kernel are the judged ones, with what is to be estimated (`targets`, 0 to 1) and how much each
    counts (`trust`); the rest was not judged, and what is guessed of it counts `guessed`. Estimates are `base` more than
    the kernel times the solution.
    """
    import numpy as np

    known = len(targets)
    inverse = _inverse(kernel[:known, :known], doubt / trust)
    wanted = targets - base
    solution: Matrix = inverse @ wanted
    if len(kernel) > known:
        guesses = base + kernel[known:, :known] @ solution
        all_trust = np.concatenate([trust, np.full(len(kernel) - known, guessed, trust.dtype)])
        inverse = _inverse(kernel, doubt / all_trust)
        for _ in range(_ROUNDS):
            wanted = np.vstack([targets, _likely(guesses)]) - base
            solution = inverse @ wanted
            guesses = base + kernel[known:] @ solution
    unseen: Matrix = base + wanted - solution / np.diag(inverse)[:, None]
    return solution, unseen


def _inverse(kernel: Matrix, doubts: Matrix) -> Matrix:
    import numpy as np

    found: Matrix = np.linalg.inv(kernel + np.diag(doubts))
    return found


def _likely(estimates: Matrix) -> Matrix:
    """Return how likely each topic is in each row; that a row is of none is among what may be."""
    import numpy as np

    none = 1 - estimates.sum(axis=1, keepdims=True)
    ahead = _SHARPNESS * np.hstack([estimates, none])
    weights = np.exp(ahead - ahead.max(axis=1, keepdims=True))
    found: Matrix = weights[:, :-1] / weights.sum(axis=1, keepdims=True)
    return found
