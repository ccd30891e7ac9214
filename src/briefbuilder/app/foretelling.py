"""The side of the process in which lessons are learned, so that neither their numbers nor sentence vectors weigh on a window.

Each piece of work is handed all that it needs; what was learned last is at hand only because learning it again takes
seconds.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefbuilder.tagging.learner import Example, Learner

if TYPE_CHECKING:
    from briefbuilder.domain.topics import Suggestion
    from briefbuilder.tagging.vectors import Vectors

Names = tuple[tuple[str, tuple[str, ...]], ...]
"""Topics by id, with their names in all languages."""

_AT_HAND = 1
"""Lessons of which what was learned is kept: the window asks for one article after the other by the same ones."""


def foretell(
    examples: tuple[Example, ...],
    names: Names,
    others: tuple[str, ...],
    texts: tuple[str, ...],
    *,
    by_vectors: bool,
) -> dict[str, tuple[Suggestion, ...]]:
    """Return for each text the topics that it probably carries, by what the examples and the others teach."""
    learner = _learned(examples, names, others, by_vectors)
    return {text: learner.suggest(text) for text in texts}


@lru_cache(maxsize=_AT_HAND)
def _learned(
    examples: tuple[Example, ...], names: Names, others: tuple[str, ...], by_vectors: bool
) -> Learner:
    return Learner(examples, dict(names), _vectors() if by_vectors else None, others=others)


@cache
def _vectors() -> Vectors:
    from briefbuilder.tagging.vectors import Vectors

    return Vectors()
