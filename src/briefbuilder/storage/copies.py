"""Finds articles that are copies of one report, as they are imported, and stores them as pairs of numbers.

Everything here follows from the texts as they were read and from their outlets, whatever the order of import, and can
be rebuilt at any time. Texts are compared by their shingles ("runs") and selected by MinHash sketches.

What the articles of an outlet have in common at their beginning or end while their bodies differ is boilerplate, from
the second article on, and does not count. Articles whose outlet is unknown are compared with each other, and three of
them must have it in common. A run of a sketch is boilerplate by the evidence of two or three articles, which is
stored with it; if one of them is removed, other evidence is looked for.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from briefbuilder.domain.minhash import (
    COPY_THRESHOLD,
    MIN_SHARED_HASHES,
    POSSIBLE_COPY_THRESHOLD,
    OwnWords,
    SharedEdges,
    Shingles,
    compare_edges,
    estimate_similarity,
    own_words,
    shingles_of,
    similarity,
)
from briefbuilder.domain.text import join_text
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import Blobs
from briefbuilder.storage.codec import CorruptValueError, as_number, as_text
from briefbuilder.storage.listing import batches
from briefbuilder.storage.recent_cache import RecentCache

_MAX_ARTICLES_PER_RUN = 100
"""The number of articles of a run, the earliest ones, that are looked up: others are copies of these."""
_MAX_WITNESSES = 32
"""The number of articles of an outlet, the earliest ones, that can be evidence that a run is boilerplate."""
_MIN_COMMON_RUNS = 3
"""Common runs of two sketches from which the edges of texts are compared."""
_MIN_ESTIMATE = POSSIBLE_COPY_THRESHOLD / 2
"""The estimated share from which texts are compared: a sample of a hundred can be wrong by that much."""
_MAX_CACHED = 250
"""The most texts whose shingles are cached, some 60 kB each: copies of a report tend to be imported together."""
_MAX_COMPARED = 5000
"""The most comparisons of edges that are cached."""
_UNKNOWN = ""
"""The key of all outlets that are unknown."""
_PAIRS = """
SELECT one AS number FROM copy WHERE one IN ({marks}) AND share >= ?
UNION ALL SELECT other FROM copy WHERE other IN ({marks}) AND share >= ?
"""
_GROUP = """
SELECT other FROM copy WHERE one = ?1 AND share >= ?2 UNION SELECT one FROM copy WHERE other = ?1 AND share >= ?2
"""

Postings = list[tuple[int, int]]
"""The numbers of the articles that have a run, ascending, each with the place of the run in its text."""


@value(kw_only=False)
class Copy:
    """A certain or possible copy of an article; `share` is how much of the shorter text's own words is in both."""

    article: str
    share: float

    @property
    def certain(self) -> bool:
        """Whether the two are certainly copies."""
        return self.share >= COPY_THRESHOLD


@value(kw_only=False)
class _Sketched:
    """What is stored of an article: the key of its outlet, its text, the number of its shingles, and its own words."""

    outlet: str
    text: str
    runs: int
    own: OwnWords

    @property
    def sizes(self) -> tuple[int, int]:
        """The numbers of shingles, all and those of the own words."""
        return self.runs, self.own.shingles


@value(kw_only=False)
class _Evidence:
    """A run is boilerplate in an outlet because of two or three articles."""

    run: int
    outlet: str
    articles: tuple[int, ...]


class Copies:
    """The sketches and pairs of one dossier, and the boilerplate of its outlets."""

    def __init__(self, connection: sqlite3.Connection, blobs: Blobs) -> None:
        self._connection = connection
        self._blobs = blobs
        self._shingles = RecentCache(self._read_shingles, _MAX_CACHED)
        self._edges = RecentCache(self._compare_edges, _MAX_COMPARED)
        self._text_hashes: dict[int, str] = {}
        self._compared: dict[tuple[int, int], SharedEdges | None] = {}

    def put(self, number: int, text: str, outlet: str, shingles: Shingles | None = None) -> None:
        """Add an article's text, by its hash, with its shingles if they are known, and pair the article with its copies.

        `outlet` is the key of the article's outlet, empty if it is unknown.
        """
        self._forget_numbers()
        if shingles is not None:
            self._shingles.keep(text, shingles)
        shingles = self._shingles.get(text)
        self._connection.execute(
            "INSERT OR REPLACE INTO sketched VALUES (?, ?, ?, ?, 0, ?)",
            (number, outlet, text, len(shingles.hashes), shingles.words),
        )
        self._connection.executemany(
            "INSERT OR REPLACE INTO sketch VALUES (?, ?, ?)",
            [(run, number, place) for run, place in shingles.sketch.items()],
        )
        known = {evidence.run: evidence for evidence in self._boilerplate(shingles.sketch, outlet)}
        settled = {run for run, evidence in known.items() if max(evidence.articles) < number}
        postings = {run: self._postings(run) for run in shingles.sketch if run not in settled}
        changed = self._learn(number, outlet, postings, known)
        self._correct(changed, number, postings)

    def drop(self, number: int, text: str) -> None:
        """Remove an article and its text."""
        self._forget_numbers()
        runs = tuple(self._shingles.get(text).sketch)
        outlet = self._sketched([number])[number].outlet
        self._connection.executemany(
            "DELETE FROM sketch WHERE run = ? AND number = ?", [(run, number) for run in runs]
        )
        self._connection.execute("DELETE FROM sketched WHERE number = ?", (number,))
        self._unpair(number)
        changed: set[int] = set()
        for before in self._boilerplate(runs, outlet):
            if number in before.articles:
                after = self._evidence(outlet, self._earliest_with_run(before.run, outlet))
                changed |= self._replace(before, after)
        self._correct(changed)

    def empty(self) -> None:
        """Delete everything."""
        self._forget_numbers()
        for table in ("sketch", "sketched", "copy", "boilerplate"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - words of ours

    def of(self, number: int) -> tuple[Copy, ...]:
        """Return the articles that are paired with one, those that share the most first."""
        rows = self._connection.execute(
            "SELECT register.article, found.share FROM"
            " (SELECT other AS number, share FROM copy WHERE one = ?1"
            " UNION ALL SELECT one, share FROM copy WHERE other = ?1) AS found"
            " JOIN register USING (number) ORDER BY found.share DESC, number",
            (number,),
        )
        return tuple(Copy(as_text(article), _share(share)) for article, share in rows)

    def group(self, number: int) -> tuple[int, ...]:
        """Return the numbers of an article and its copies; copies of copies are left out."""
        rows = self._connection.execute(_GROUP, (number, COPY_THRESHOLD))
        return tuple(sorted({number, *(as_number(row[0]) for row in rows)}))

    def counts(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return how many copies some articles have; those without copies are left out."""
        found: dict[int, int] = {}
        for part, marks in batches(tuple(numbers)):
            query = f"SELECT number, count(*) FROM ({_PAIRS.format(marks=marks)}) GROUP BY number"  # noqa: S608 - words of ours
            found.update(self._connection.execute(query, (*part, COPY_THRESHOLD, *part, COPY_THRESHOLD)))
        return found

    # Boilerplate

    def _learn(
        self, number: int, outlet: str, postings: Mapping[int, Postings], known: Mapping[int, _Evidence]
    ) -> set[int]:
        """Learn what a new article shows to be boilerplate; return the articles in which it is.

        `postings` are those of its runs, but of those that are boilerplate by the evidence of earlier articles.
        """
        changed: set[int] = set()
        near = self._neighbours(number, outlet, postings, known)
        for run, rows in postings.items():
            before = known.get(run)
            witnesses = [row for row in rows if row[0] in near]
            if len(witnesses) < 2 and before is None:
                continue
            if before is not None or len(rows) > _MAX_WITNESSES:
                witnesses = self._earliest_with_run(run, outlet)
            numbers = {row[0] for row in witnesses}
            if number not in numbers or (before is not None and numbers.issuperset(before.articles)):
                continue
            # If the article takes the place of another one, that one may have been evidence.
            full = len(witnesses) == _MAX_WITNESSES
            new = None if full or before is not None else number
            after = self._evidence(outlet, witnesses, new)
            changed |= self._replace(before or _Evidence(run, outlet, ()), after)
        return changed

    def _evidence(self, outlet: str, witnesses: Postings, new: int | None = None) -> tuple[int, ...]:
        """Return articles of an outlet that show a run to be boilerplate, none if it is not.

        If a new article is given, only evidence that it is part of is looked for.
        """
        places = dict(witnesses)
        linked: dict[int, list[int]] = defaultdict(list)

        for one, other in _number_pairs(tuple(places), new):
            pair = (one, other)
            # Most pairs have nothing in common, and they are met at each run.
            edges = self._compared[pair] if pair in self._compared else self._compare(pair)
            if edges is None or not _is_common(edges, places[one], places[other], outlet):
                continue
            if outlet != _UNKNOWN:
                return (one, other)
            third = next(
                (
                    each
                    for each in linked[one]
                    if (edges := self._compare((each, other))) is not None
                    and _is_common(edges, places[each], places[other], outlet)
                ),
                None,
            )
            if third is not None:
                return (one, other, third)
            linked[one].append(other)
        return ()

    def _earliest_with_run(self, run: int, outlet: str) -> Postings:
        """Return the earliest articles of an outlet that have a run."""
        return self._connection.execute(
            "SELECT number, place FROM sketch JOIN sketched USING (number)"
            " WHERE run = ? AND outlet = ? ORDER BY number LIMIT ?",
            (run, outlet, _MAX_WITNESSES),
        ).fetchall()

    def _compare(self, numbers: tuple[int, int]) -> SharedEdges | None:
        """Return the common beginning and end of the texts of two articles, if they are boilerplate."""
        if numbers not in self._compared:
            one, other = map(self._text_of, numbers)
            (edges,) = self._edges.get((min(one, other), max(one, other))) if one != other else (None,)
            self._compared[numbers] = edges if edges is None or one < other else edges.swapped()
        return self._compared[numbers]

    def _compare_edges(self, texts: tuple[str, str]) -> tuple[SharedEdges | None]:
        first, second = map(self._shingles.get, texts)
        near = len(first.sketch.keys() & second.sketch.keys()) >= _MIN_COMMON_RUNS
        return (compare_edges(first, second) if near else None,)

    def _neighbours(
        self, number: int, outlet: str, postings: Mapping[int, Postings], known: Mapping[int, _Evidence]
    ) -> frozenset[int]:
        """Return a new article, and those of its outlet that have enough runs in common to compare their edges."""
        common = Counter(other for rows in postings.values() for other, _ in rows if other != number)
        skipped = tuple(run for run in known if run not in postings)
        enough = 1 if skipped else _MIN_COMMON_RUNS
        near = [other for other, count in common.items() if count >= enough]
        near = [other for other, sketched in self._sketched(near).items() if sketched.outlet == outlet]
        few = [other for other in near if common[other] < _MIN_COMMON_RUNS]
        for part, marks in batches(few):
            for runs, others in batches(skipped):
                query = f"SELECT number, count(*) FROM sketch WHERE run IN ({others}) AND number IN ({marks}) GROUP BY number"  # noqa: S608 - words of ours
                common.update(dict(self._connection.execute(query, (*runs, *part))))
        return frozenset({number, *(other for other in near if common[other] >= _MIN_COMMON_RUNS)})

    def _replace(self, before: _Evidence, articles: tuple[int, ...]) -> set[int]:
        """Store the evidence about a run; return the articles in which it is boilerplate now, or no more."""
        key = (before.run, before.outlet)
        if not articles:
            self._connection.execute("DELETE FROM boilerplate WHERE run = ? AND outlet = ?", key)
        else:
            one, other, third = (*articles, 0)[:3]
            row = (*key, one, other, third)
            self._connection.execute("INSERT OR REPLACE INTO boilerplate VALUES (?, ?, ?, ?, ?)", row)
        if bool(articles) == bool(before.articles):
            return set()
        found = self._connection.execute(
            "SELECT number FROM sketch JOIN sketched USING (number) WHERE run = ? AND outlet = ?", key
        )
        return {as_number(row[0]) for row in found}

    def _boilerplate(self, runs: Iterable[int], outlet: str) -> list[_Evidence]:
        """Return what is stored about the runs of a sketch in an outlet."""
        found = []
        for part, marks in batches(tuple(runs)):
            query = f"SELECT run, one, other, third FROM boilerplate WHERE run IN ({marks}) AND outlet = ?"  # noqa: S608 - words of ours
            for run, *articles in self._connection.execute(query, (*part, outlet)):
                numbers = tuple(as_number(article) for article in articles if article)
                found.append(_Evidence(as_number(run), outlet, numbers))
        return found

    # Pairs

    def _correct(
        self, changed: set[int], new: int | None = None, postings: Mapping[int, Postings] | None = None
    ) -> None:
        """Find the own words and the pairs of a new article, and of those whose own words change."""
        moved = [
            number for number in sorted(changed | ({new} if new else set())) if self._find_own_words(number)
        ]
        for number in moved:
            if number != new:
                self._unpair(number)
        for number in sorted({*moved, *({new} if new else ())}):
            self._pair(number, postings if number == new and postings is not None else {})

    def _find_own_words(self, number: int) -> bool:
        """Store which words of an article are its own; return whether others were before."""
        sketched = self._sketched([number])[number]
        shingles = self._shingles.get(sketched.text)
        boilerplate = self._boilerplate(shingles.sketch, sketched.outlet)
        own = own_words(shingles, [shingles.sketch[evidence.run] for evidence in boilerplate])
        self._connection.execute(
            "UPDATE sketched SET first = ?, after = ? WHERE number = ?", (own.start, own.end, number)
        )
        return own != sketched.own

    def _pair(self, number: int, postings: Mapping[int, Postings]) -> None:
        """Store the copies of an article. `postings` are those of runs that were looked up before."""
        one = self._sketched([number])[number]
        shingles = self._shingles.get(one.text)
        for other, sketched in self._candidates(number, one, shingles, postings):
            if sketched.text == one.text:
                share = 1.0
            else:
                share = similarity(shingles, one.own, self._shingles.get(sketched.text), sketched.own)
            if share >= POSSIBLE_COPY_THRESHOLD:
                pair = (min(number, other), max(number, other), round(share, 3))
                self._connection.execute("INSERT OR REPLACE INTO copy VALUES (?, ?, ?)", pair)

    def _candidates(
        self, number: int, one: _Sketched, shingles: Shingles, postings: Mapping[int, Postings]
    ) -> Iterator[tuple[int, _Sketched]]:
        """Yield the articles whose texts are worth comparing."""
        shared: dict[int, list[int]] = defaultdict(list)
        for run, place in shingles.sketch.items():
            if one.own.has(place):
                for other, there in postings.get(run) or self._postings(run):
                    shared[other].append(there)
        shared.pop(number, None)
        enough = [other for other, places in shared.items() if len(places) >= MIN_SHARED_HASHES]
        for other, sketched in self._sketched(enough).items():
            count = sum(map(sketched.own.has, shared[other]))
            if (
                estimate_similarity(count, one.sizes, sketched.sizes) >= _MIN_ESTIMATE
                and count >= MIN_SHARED_HASHES
            ):
                yield other, sketched

    def _unpair(self, number: int) -> None:
        self._connection.execute("DELETE FROM copy WHERE one = ?", (number,))
        self._connection.execute("DELETE FROM copy WHERE other = ?", (number,))

    def _forget_numbers(self) -> None:
        """Forget what is cached by the numbers of articles, which may have other texts now."""
        self._text_hashes.clear()
        self._compared.clear()

    def _text_of(self, number: int) -> str:
        text = self._text_hashes.get(number)
        if text is None:
            text = self._text_hashes[number] = self._sketched([number])[number].text
        return text

    def _sketched(self, numbers: Sequence[int]) -> dict[int, _Sketched]:
        found = {}
        for part, marks in batches(numbers):
            query = f"SELECT number, outlet, text, runs, first, after FROM sketched WHERE number IN ({marks})"  # noqa: S608 - words of ours
            for number, outlet, text, *sizes in self._connection.execute(query, part):
                runs, first, after = map(as_number, sizes)
                found[as_number(number)] = _Sketched(
                    as_text(outlet), as_text(text), runs, OwnWords(first, after)
                )
        return found

    def _postings(self, run: int) -> Postings:
        return self._connection.execute(
            "SELECT number, place FROM sketch WHERE run = ? ORDER BY number LIMIT ?",
            (run, _MAX_ARTICLES_PER_RUN),
        ).fetchall()

    def _read_shingles(self, text: str) -> Shingles:
        return shingles_of(join_text(self._blobs.blocks(text)))


def _is_common(edges: SharedEdges, one: int, other: int, outlet: str) -> bool:
    """Return whether a run with these places in two texts of an outlet is boilerplate."""
    if edges.at_end(one, other):
        return True
    return edges.at_beginning(one, other) and not (outlet == _UNKNOWN and edges.long_beginning)


def _number_pairs(numbers: Sequence[int], new: int | None) -> Iterable[tuple[int, int]]:
    """Return the pairs of the given numbers; with a new one, its pairs with the others, itself first."""
    if new is None:
        return combinations(numbers, 2)
    return ((new, other) for other in numbers if other != new)


def _share(value: object) -> float:
    if not isinstance(value, float) or not 0 <= value <= 1:
        raise CorruptValueError("a share out of range")
    return value
