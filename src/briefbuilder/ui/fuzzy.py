"""Fuzzy search of topics by a few letters of their names in any language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefbuilder.domain.topics import Topic

_EXACT, _START, _WORD, _INSIDE, _SCATTERED = 100, 80, 60, 40, 10
_MAX_SCATTERED_TOPICS = 500
"""Most topics for which scattered letters are matched; among thousands, almost any letters match."""
_MIN_TYPO_LENGTH, _MIN_SIMILARITY = 4, 78
"""Fewest letters for which typos are tolerated, and the least similarity (0 to 100) of a name's beginning."""


_MIN_WORDS = 2
_WORD_PATTERN = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
"""A word, or one character of Chinese or Japanese, which are written without spaces."""


_Names = tuple[tuple[str, str, str], ...]
"""The names of one topic: as written, folded, and as initials."""


@dataclass(frozen=True, slots=True)
class Match:
    """A topic that matches a query; `name` is the matching name."""

    topic: Topic
    score: float
    name: str

    def accounts_for(self, query: str) -> bool:
        """Return whether the name contains the query, or something like each of its words.

        A query of one word may be abbreviated or misspelt in any way that matches. A further word that the name does not
        have makes it the name of another topic.
        """
        words = _WORD_PATTERN.findall(fold_text(query))
        if self.score >= _INSIDE or len(words) < _MIN_WORDS:
            return True
        named = _WORD_PATTERN.findall(fold_text(self.name))
        return all(any(_is_like(word, other) for other in named) for word in words)


class _FuzzyFolding(dict[int, str]):
    """A table for `str.translate` that computes each character on first use; a keyboard has one apostrophe."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code)).casefold()
        found = self[code] = "".join(part for part in decomposed if not unicodedata.combining(part))
        return found


_FOLDING = _FuzzyFolding({ord("’"): "'"})


def fold_text(text: str) -> str:
    """Return a text without differences of case, accents and width, for comparison."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def match_score(query: str, name: str) -> float:
    """Return how well a folded query matches a folded name; 0 for no match."""
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
    if _initials(name).startswith(query):
        return _WORD + length
    return _scattered_score(query, name)


class TopicFinder:
    """Searches the same topics repeatedly; their names are folded once."""

    def __init__(self, topics: Iterable[Topic], language: str) -> None:
        self._topics = tuple(topics)
        self._language = language
        self._names: tuple[_Names, ...] | None = None
        self._joined: tuple[str, ...] = ()

    def find(self, query: str, limit: int = 50) -> tuple[Match, ...]:
        """Return the topics that match a query, best first; all of them, in order, for an empty query.

        A name in the screen's language precedes an equally good one in another. Scattered letters and typos count
        only if no name contains the query itself.
        """
        query = fold_text(query.strip())
        if not query:
            return tuple(Match(topic, 1.0, topic.name(self._language)) for topic in self._topics[:limit])
        names = self._folded_names()
        near = [place for place, joined in enumerate(self._joined) if query in joined]
        found = [
            match for place in near if (match := self._match(query, place, names, together=True)) is not None
        ]
        good = [match for match in found if match.score >= _INSIDE]
        if not good:
            rest = range(len(self._topics)) if len(self._topics) <= _MAX_SCATTERED_TOPICS else near
            found = [match for place in rest if (match := self._match(query, place, names)) is not None]
            good = [match for match in found if match.score >= _INSIDE]
        found = good or [*found, *self._match_typos(query, names, {match.topic.id for match in found})]
        return tuple(sorted(found, key=lambda match: -match.score)[:limit])

    def _folded_names(self) -> tuple[_Names, ...]:
        """Return the names of every topic, those in the screen's language first."""
        if self._names is None:
            self._names = tuple(self._names_of(topic) for topic in self._topics)
            self._joined = tuple(
                "\n".join([*(fold for _, fold, _ in of_topic), *(first for _, _, first in of_topic)])
                for of_topic in self._names
            )
        return self._names

    def _names_of(self, topic: Topic) -> _Names:
        names = tuple(dict.fromkeys((topic.name(self._language), *topic.names.values(), topic.id)))
        folds = (fold_text(name) for name in names)
        return tuple((name, fold, _initials(fold)) for name, fold in zip(names, folds, strict=True))

    def _match(
        self, query: str, place: int, names: tuple[_Names, ...], *, together: bool = False
    ) -> Match | None:
        """Return the match of a topic's best name, or None; with `together`, scattered letters do not match."""
        found, best = "", 0.0
        for index, (name, fold, initials) in enumerate(names[place]):
            if together and query not in fold and not initials.startswith(query):
                continue
            score = match_score(query, fold) * (1.05 if index == 0 else 1.0)
            if score > best:
                found, best = name, score
        return Match(self._topics[place], best, found) if best > 0 else None

    def _match_typos(self, query: str, names: tuple[_Names, ...], known: set[str]) -> Iterator[Match]:
        """Yield the topics with a name or word that begins almost like the query."""
        if len(query) < _MIN_TYPO_LENGTH:
            return
        from rapidfuzz import fuzz, process

        for topic, of_topic in zip(self._topics, names, strict=True):
            if topic.id in known:
                continue
            starts = [fold[: len(query) + 1] for _, fold, _ in of_topic]
            starts += [word[: len(query) + 1] for _, fold, _ in of_topic for word in fold.split()[1:]]
            best = process.extractOne(query, starts, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY)
            if best is not None:
                name = next(
                    name
                    for name, fold, _ in of_topic
                    if any(word.startswith(best[0][:-1]) for word in (fold, *fold.split()))
                )
                yield Match(topic, _SCATTERED * best[1] / 100, name)


def _is_like(word: str, other: str) -> bool:
    """Return whether a word begins another, also with typos."""
    if other.startswith(word):
        return True
    if len(word) < _MIN_TYPO_LENGTH:
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(word, other[: len(word) + 1]) >= _MIN_SIMILARITY


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split())


def _scattered_score(query: str, name: str) -> float:
    """Return the score of letters that occur in order but apart; the closer together, the better."""
    place = name.find(query[0])
    first = place
    for letter in query[1:]:
        place = name.find(letter, place + 1) if place >= 0 else -1
    if place < 0 or first < 0:
        return 0.0
    spread = (place - first + 1) / len(query)
    return _SCATTERED / spread if spread <= 3 else 0.0
