"""Which terms of a topic stand for one concept in several languages."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from briefbuilder.domain.increasing_pairs import best_increasing_pairs
from briefbuilder.domain.topics import Topic
from briefbuilder.tagging.word_forms import comparable

_MIN_SIMILARITY = 0.62
"""The least similarity of two words, from 0 to 1, to count as one word in two languages."""
_MIN_FIT = 0.3
_ORDER_WEIGHT = 0.45
"""The weight of the same position in two lists; similarity has the weight 1."""
_MAX_DISTANCE = 0.25
"""The distance, as a share of the list, from which on the position does not count."""


def group_terms(topic: Topic) -> Mapping[tuple[str, str], int]:
    """Return the number of the concept of each term of a topic, by language and term.

    Each list is aligned with the longest one by the order and the similarity of the terms: the lists of a taxonomy
    are usually translations of each other. A term that is not aligned is a concept of its own.
    """
    lists = sorted(topic.terms.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    found: dict[tuple[str, str], int] = {}
    if not lists:
        return found
    longest = lists[0][1]
    count = len(longest)
    for language, terms in lists:
        aligned = {} if terms is longest else dict(best_increasing_pairs(_fits(terms, longest)))
        for place, term in enumerate(terms):
            concept = place if terms is longest else aligned.get(place)
            if concept is None:
                concept, count = count, count + 1
            found.setdefault((language, term), concept)
    return found


def _fits(terms: tuple[str, ...], others: tuple[str, ...]) -> list[list[float]]:
    """Return how well each term of a list fits each one of another list, by their places and letters."""
    from rapidfuzz.fuzz import ratio

    letters = [_letters_only(other) for other in others]
    least = 100 * _MIN_SIMILARITY
    places = [at / len(others) for at in range(len(others))]
    rows: list[list[float]] = []
    for place, term in enumerate(terms):
        own, start = _letters_only(term), place / len(terms)
        row = []
        for other, at in zip(letters, places, strict=True):
            distance = abs(start - at)
            fit = _ORDER_WEIGHT * (1 - distance / _MAX_DISTANCE) if distance < _MAX_DISTANCE else 0.0
            fit += ratio(own, other, score_cutoff=least) / 100
            row.append(fit if fit >= _MIN_FIT else 0.0)
        rows.append(row)
    return rows


@lru_cache(maxsize=20_000)
def _letters_only(term: str) -> str:
    apart = unicodedata.normalize("NFD", term.lower().strip("?*"))
    return "".join(letter for letter in apart if letter.isalnum())


def group_comparable_terms(topic: Topic) -> dict[tuple[str, str], int]:
    """Return the concepts of a topic by language and comparable form of the term."""
    return {
        (language, " ".join(comparable(written.removeprefix("?")).split())): concept
        for (language, written), concept in group_terms(topic).items()
    }
