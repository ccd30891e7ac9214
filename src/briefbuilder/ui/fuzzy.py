"""Finds topics by a few typed letters, in any of their languages. Knows no widget."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from briefbuilder.domain.topics import Topic

_EXACT, _START, _WORD, _INSIDE, _SCATTERED = 100, 80, 60, 40, 10


@dataclass(frozen=True, slots=True)
class Match:
    """A topic that answers a query; `name` is the name by which it was found."""

    topic: Topic
    score: float
    name: str


def folded(text: str) -> str:
    """Return a text without case, accents and difference of width, for comparing."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in apart if not unicodedata.combining(character))


def score_of(query: str, name: str) -> float:
    """Return how well a folded query answers a folded name; 0 where it does not at all."""
    if not query:
        return 1.0
    length = 1 / (1 + len(name))
    if query == name:
        return _EXACT
    if name.startswith(query):
        return _START + length
    place = name.find(query)
    if place > 0:
        return (_INSIDE if name[place - 1].isalnum() else _WORD) + length
    initials = "".join(word[0] for word in name.replace("-", " ").split())
    if initials.startswith(query):
        return _WORD + length
    return _scattered(query, name)


def find_topics(query: str, topics: Iterable[Topic], language: str, limit: int = 50) -> tuple[Match, ...]:
    """Return the topics that answer a query, best first; all of them, in order, for an empty one.

    A name in the screen's language goes before an equally good one in another; letters that stand apart
    count only where no name holds them together.
    """
    wanted = folded(query.strip())
    found = [match for topic in topics if (match := _match_of(wanted, topic, language)) is not None]
    if wanted:
        found.sort(key=lambda match: -match.score)
        good = [match for match in found if match.score >= _INSIDE]
        found = good or found
    return tuple(found[:limit])


def _match_of(wanted: str, topic: Topic, language: str) -> Match | None:
    own = topic.name(language)
    best = Match(topic, score_of(wanted, folded(own)) * 1.05, own)
    for name in (*topic.names.values(), topic.id):
        score = score_of(wanted, folded(name))
        if score > best.score:
            best = Match(topic, score, name)
    return best if best.score > 0 else None


def _scattered(query: str, name: str) -> float:
    """Score letters that stand in order but apart; the closer together, the better."""
    place = name.find(query[0])
    first = place
    for letter in query[1:]:
        place = name.find(letter, place + 1) if place >= 0 else -1
    if place < 0 or first < 0:
        return 0.0
    spread = (place - first + 1) / len(query)
    return _SCATTERED / spread if spread <= 3 else 0.0
