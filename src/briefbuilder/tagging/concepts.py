"""Which terms of a topic mean the same in different languages, so that what is learned of one holds for all.

Lists are written side by side by one hand, so that their order tells much, and words that went from language to
language look alike. Both together align each list with the longest one; what stays alone is a concept of its own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from briefbuilder.domain.topics import Topic

_ALIKE = 0.62
"""How much two words look alike at least to be one word in two languages."""
_ENOUGH = 0.3
_ORDER = 0.45
"""What the same place in two lists is worth at most; looking alike is worth up to 1."""
_FAR = 0.25
"""The distance, as a share of a list's length, at which place says nothing any more."""


def concepts_of(topic: Topic) -> Mapping[tuple[str, str], int]:
    """Return the concept, a number from 0, of each term of a topic by language and as it is written."""
    lists = sorted(topic.terms.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    found: dict[tuple[str, str], int] = {}
    if not lists:
        return found
    longest = lists[0][1]
    count = len(longest)
    for language, terms in lists:
        aligned = {} if terms is longest else _aligned(terms, longest)
        for place, term in enumerate(terms):
            concept = place if terms is longest else aligned.get(place)
            if concept is None:
                concept, count = count, count + 1
            found.setdefault((language, term), concept)
    return found


def _aligned(terms: tuple[str, ...], others: tuple[str, ...]) -> dict[int, int]:
    """Return for the places in one list those in the other, in order in both, that fit best in sum."""
    best = [[0.0] * (len(others) + 1) for _ in range(len(terms) + 1)]
    fits = [
        [_fit(one, place / len(terms), other, at / len(others)) for at, other in enumerate(others)]
        for place, one in enumerate(terms)
    ]
    for row in range(1, len(terms) + 1):
        for column in range(1, len(others) + 1):
            together = best[row - 1][column - 1] + fits[row - 1][column - 1]
            best[row][column] = max(together, best[row - 1][column], best[row][column - 1])
    found: dict[int, int] = {}
    row, column = len(terms), len(others)
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            found[row] = column
    return found


def _fit(one: str, place: float, other: str, at: float) -> float:
    from rapidfuzz.fuzz import ratio

    near = _ORDER * max(0.0, 1 - abs(place - at) / _FAR)
    alike = ratio(_bare(one), _bare(other)) / 100
    fit = near + (alike if alike >= _ALIKE else 0.0)
    return fit if fit >= _ENOUGH else 0.0


def _bare(term: str) -> str:
    apart = unicodedata.normalize("NFD", term.lower().strip("?*"))
    return "".join(letter for letter in apart if letter.isalnum())
