"""Finding articles and sections of one dossier: by words, by conditions, in an order, page by page."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from heapq import merge
from itertools import chain, groupby, islice
from math import isfinite
from pathlib import Path
from time import perf_counter

from briefbuilder.domain.article import split_sections
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.query import Query
from briefbuilder.storage.blobs import Blobs
from briefbuilder.storage.codec import CorruptValueError, as_number
from briefbuilder.storage.copies import Copies, Copy
from briefbuilder.storage.database import dossier_errors
from briefbuilder.storage.listing import Listed, Listing
from briefbuilder.storage.query import (
    Expression,
    ParsedQuery,
    PrefixSearch,
    Snippet,
    fts_expression,
    make_snippet,
    parse_query,
)
from briefbuilder.storage.tables import (
    MOST_ARTICLES,
    SECTION_BITS,
    ArticleNumbers,
    article_and_place,
    section_number,
)
from briefbuilder.storage.tokenizer import searched_texts

# A search walks over the matching sections from the last imported article back, in steps of a few milliseconds,
# because the only connection to the dossier belongs to the window's thread (docs/decisions/0009).

_MAX_ONE_BY_ONE = 2000
"""The number of articles up to which searching them one by one may be faster."""
_ONE, _ROW = 6e-4, 1e-6
"""Seconds that it takes to search one article, and to walk over one section."""
_ROWS = 1000
"""The number of sections that are fetched before the clock is read; the first step fetches no more."""
_STEP = 0.006
"""Seconds after which a step ends."""

Numbers = Iterable[int]


class Scan:
    """Walks over the matching sections, last imported first, one step at a time.

    `articles` are the numbers of the articles that may match, `sections` those of the sections; None for all.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        parsed: ParsedQuery,
        articles: Collection[int] | None = None,
        sections: Collection[int] | None = None,
    ) -> None:
        self._connection = connection
        self._parsed = parsed
        self._articles = articles
        self._sections = sections
        self._beginnings = PrefixSearch(connection)
        self._may_be_few = articles is not None and len(articles) <= _MAX_ONE_BY_ONE and not parsed.joins

    def steps(self) -> Iterator[list[int]]:
        """Yield the numbers of the sections that each step finds, highest first."""
        if self._articles is not None and not self._articles:
            return
        heavy = {
            expression
            for expression in (*self._parsed.required, *self._parsed.excluded)
            if self._beginnings.are_many(expression)
        }
        if heavy:
            yield from self._in_pieces(heavy)
            return
        rows = self._asked(fts_expression(_texts(self._parsed.required), _texts(self._parsed.excluded)))
        yield from self._walked(lambda: [row[0] for row in rows.fetchmany(_ROWS)])

    def _in_pieces(self, heavy: Collection[Expression]) -> Iterator[list[int]]:
        """Walk several lists of sections side by side, one for each part of a prefix that has many words."""
        pieces: dict[Expression, list[str]] = {expression: [] for expression in heavy}
        # All parts before the first row: looking up words makes the index join again what is being walked.
        for expression, groups in pieces.items():
            for group in self._beginnings.groups(expression):
                groups.append(f"({' OR '.join(_texts(group))})")
                yield []
        light = _texts(one for one in self._parsed.required if one not in heavy)
        without = _texts(one for one in self._parsed.excluded if one not in heavy)
        rows: dict[Expression, list[Numbers]] = {expression: [] for expression in heavy}
        for expression, groups in pieces.items():
            for either in groups:
                rows[expression].append(self._numbers(fts_expression((*light, either), without)))
                yield []
        required = [_merge(rows[one]) for one in self._parsed.required if one in heavy]
        found = (
            reduce(_intersect, required) if required else iter(self._numbers(fts_expression(light, without)))
        )
        excluded = [_merge(rows[one]) for one in self._parsed.excluded if one in heavy]
        found = reduce(_subtract, excluded, found)
        yield from self._walked(lambda: list(islice(found, _ROWS)))

    def _walked(self, fetch: Callable[[], list[int]]) -> Iterator[list[int]]:
        until, walked, top = 0.0, 0, 0
        found: list[int] = []
        while part := fetch():
            walked, top = walked + len(part), top or part[0]
            found += self._answering(part)
            if perf_counter() >= until:
                yield found
                if self._is_quicker_one_by_one(walked, top, part[-1]):
                    yield from self._one_by_one(part[-1])
                    return
                found, until = [], perf_counter() + _STEP
        yield found

    def _is_quicker_one_by_one(self, walked: int, top: int, here: int) -> bool:
        """Return whether searching the remaining articles one by one is faster than walking over all sections."""
        if not self._may_be_few or self._articles is None:
            return False
        left = sum(1 for article in self._articles if article <= here >> SECTION_BITS)
        remaining = walked * here / (top - here + 1)
        return left * _ONE < remaining * _ROW

    def _one_by_one(self, below: int) -> Iterator[list[int]]:
        """Search articles one by one, from a section back."""
        assert self._articles is not None
        articles = sorted(self._articles)
        del articles[bisect_right(articles, below >> SECTION_BITS) :]
        match = fts_expression(_texts(self._parsed.required), _texts(self._parsed.excluded))
        statement = f"{_MATCHING} AND rowid >= ? AND rowid < ? {_LAST_FIRST}"
        found: list[int] = []
        until = perf_counter() + _STEP
        for article in reversed(articles):
            ends = section_number(article, 0), min(section_number(article + 1, 0), below)
            found += self._answering([row[0] for row in self._connection.execute(statement, (match, *ends))])
            if perf_counter() >= until:
                yield found
                found, until = [], perf_counter() + _STEP
        yield found

    def _numbers(self, match: str) -> Numbers:
        return chain.from_iterable(self._asked(match))

    def _asked(self, match: str) -> sqlite3.Cursor:
        return self._connection.execute(f"{_MATCHING} {_LAST_FIRST}", (match,))

    def _answering(self, numbers: Sequence[int]) -> Sequence[int]:
        if self._articles is not None:
            numbers = [number for number in numbers if number >> SECTION_BITS in self._articles]
        if self._sections is not None:
            numbers = [number for number in numbers if number in self._sections]
        return numbers


_MATCHING = "SELECT rowid FROM section_words WHERE section_words MATCH ?"
_LAST_FIRST = "ORDER BY rowid DESC"


def take_first(steps: Iterator[list[int]], most: int) -> list[int]:
    """Return the first sections of a walk, up to a number, without walking further than necessary."""
    found: list[int] = []
    for step in steps:
        found += step
        if len(found) >= most:
            break
    return found[:most]


def _texts(expressions: Iterable[Expression]) -> tuple[str, ...]:
    return tuple(map(str, expressions))


def _merge(rows: Sequence[Numbers]) -> Iterator[int]:
    """Yield the numbers of several descending sequences in descending order, each once."""
    return (number for number, _ in groupby(merge(*rows, reverse=True)))


def _intersect(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """Yield the numbers that are in both of two descending sequences."""
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there == number:
            yield number


def _subtract(one: Iterator[int], other: Iterator[int]) -> Iterator[int]:
    """Yield the numbers of a descending sequence that are not in another one."""
    there = next(other, None)
    for number in one:
        while there is not None and there > number:
            there = next(other, None)
        if there != number:
            yield number


# Few hits are ranked (bm25) at the end of the walk; many stay last imported first, since ranking common words
# takes a second.

MAX_RANKED = 200
"""The number of sections up to which hits are ranked; more come last imported first."""
_COMMON = 5_000
"""The number of sections from which on a word is too common to rank by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A section that was found.

    `section` counts from 0; `hits` are code points (start, end) of `snippet`. `score` is higher for better matches,
    and 0 where the result is large and sorted by import.
    """

    article: str
    section: int
    title: str
    heading: str | None
    snippet: str
    hits: tuple[tuple[int, int], ...] = ()
    score: float = 0.0


def rank_hits(
    connection: sqlite3.Connection, parsed: ParsedQuery, sections: Collection[int]
) -> list[tuple[int, float]]:
    """Return the sections that match a query, at most MAX_RANKED, best first with their scores.

    Words of very many sections say little and would take long, so they are left out of the score.
    """
    selective = tuple(str(one) for one in parsed.required if _is_selective(connection, one))
    scores = dict.fromkeys(sections, 0.0)
    if selective and scores:
        rows = connection.execute(
            "SELECT rowid, -rank FROM section_words WHERE section_words MATCH ? AND rowid >= ? AND rowid <= ?",
            (fts_expression(selective), min(scores), max(scores)),
        )
        scores |= {number: _as_score(score) for number, score in rows if number in scores}
    return sorted(scores.items(), key=lambda one: (-one[1], -one[0]))


def _as_score(value: object) -> float:
    # A damaged index counts fewer sections than have a word, and the logarithm of their ratio is no number.
    if not isinstance(value, int | float) or not isfinite(value):
        raise CorruptValueError("a score that is no number")
    return value


def _is_selective(connection: sqlite3.Connection, expression: Expression) -> bool:
    # A prefix with many words is in very many sections.
    if PrefixSearch(connection).are_many(expression):
        return False
    row = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM section_words WHERE section_words MATCH ? LIMIT ?)",
        (str(expression), _COMMON),
    ).fetchone()
    return bool(row[0] < _COMMON)


# A search for articles in progress: steps of some milliseconds, so that the window stays responsive.

_NATURAL = frozenset({"relevance", "latest-import"})
"""Orders in which a search finds articles, so that results can be shown as they are found."""
_PART = 20_000
"""The number of articles that are sorted in one step: some milliseconds."""


class ArticleCursor:
    """The matching articles found so far.

    `step` searches further and returns whether the search is done. At the end, `numbers` is complete and sorted;
    before that it is the beginning of the result where the search is `settled`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        listing: Listing,
        query: Query,
        parsed: ParsedQuery,
        at_first: int | None = None,
    ) -> None:
        self._connection = connection
        self._path = path
        self._listing = listing
        self._parsed = parsed
        self._at_first = at_first
        self._waits = False
        self._sections: list[int] = []
        self._places: dict[int, int] = {}
        self._steps: Iterator[list[int]] | None = None
        self._order: Iterator[int] | None = None
        self.query = query
        self.numbers: array[int] = array("q")
        self.done = False

    @property
    def settled(self) -> bool:
        """Whether the articles found so far are the beginning of the result, so that they can be shown."""
        if self.waits or self.query.order == "latest-import":
            return True
        return self.query.order == "relevance" and len(self._sections) > MAX_RANKED

    @property
    def waits(self) -> bool:
        """Whether the first rows are found and all others are left to the next step."""
        return self._waits

    def place_of(self, number: int) -> int | None:
        """Return the section of an article that its snippet shows, counted from 0; None where no words were searched."""
        return self._places.get(number)

    def step(self) -> bool:
        """Search further for some milliseconds; return whether the search is done."""
        if self.done:
            return True
        with dossier_errors(self._path):
            if self._steps is None and not self._begin():
                return self.done
            assert self._steps is not None
            found = next(self._steps, None)
            if found is None:
                self._end()
            else:
                self._take(found)
        return self.done

    def finish(self) -> array[int]:
        """Search to the end, and return the numbers of the articles in order."""
        while not self.step():
            pass
        return self.numbers

    def _begin(self) -> bool:
        """Prepare the walk; return False where there are no words to search for."""
        if not self._parsed.required:
            self._waits = self._at_first is not None and not self.query.words.strip() and not self._waits
            if not self.query.words.strip():
                self.numbers = self._listing.numbers(self.query, self._at_first if self._waits else None)
            self._waits = self._waits and len(self.numbers) == self._at_first
            self.done = not self._waits
            return False
        allowed = (
            frozenset(self._listing.numbers(self.query.without_order)) if self.query.has_filters else None
        )
        self._steps = Scan(self._connection, self._parsed, allowed).steps()
        return True

    def _take(self, found: list[int]) -> None:
        if len(self._sections) <= MAX_RANKED:
            self._sections += found
        for section in found:
            article, place = article_and_place(section)
            if article not in self._places:
                self.numbers.append(article)
            # The walk goes back, so the last one taken is the first section of the article.
            self._places[article] = place

    def _end(self) -> None:
        if self.query.order not in _NATURAL:
            self._put_in_order()
            return
        self.done = True
        if self.query.order == "relevance" and len(self._sections) <= MAX_RANKED:
            self._rank()

    def _put_in_order(self) -> None:
        """Continue through the order of all articles, which is an index, and keep those that were found."""
        if self._order is None:
            self._order = self._listing.in_order(Query(order=self.query.order))
            self.numbers = array("q")
        part = list(islice(self._order, _PART))
        self.numbers.extend(filter(self._places.__contains__, part))
        self.done = not part

    def _rank(self) -> None:
        best: dict[int, int] = {}
        for section, _ in rank_hits(self._connection, self._parsed, self._sections):
            article, place = article_and_place(section)
            best.setdefault(article, place)
        self._places = best
        self.numbers = array("q", best)


class Search:
    """Looks up the articles of a dossier; changes nothing."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        listing: Listing,
        register: ArticleNumbers,
        texts: Blobs,
        copies: Copies,
    ) -> None:
        self._connection = connection
        self._path = path
        self._listing = listing
        self._register = register
        self._texts = texts
        self._copies = copies

    def numbers(self, query: Query) -> array[int]:
        """Return the numbers of the articles that match all but the words of a query, in its order."""
        with dossier_errors(self._path):
            return self._listing.numbers(query)

    def find(self, query: Query, at_first: int | None = None) -> ArticleCursor:
        """Begin to search for articles by words and conditions; nothing happens before the first step.

        Without words, that step finds `at_first` articles where it is given, and the next one all.
        """
        parsed = parse_query(query.words)
        return ArticleCursor(self._connection, self._path, self._listing, query, parsed, at_first)

    def listed(self, numbers: Sequence[int]) -> tuple[Listed, ...]:
        """Return the articles of some numbers with the number of their tags; missing ones are left out."""
        with dossier_errors(self._path):
            return self._listing.listed(numbers)

    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the articles of some numbers; missing ones are left out."""
        with dossier_errors(self._path):
            return self._listing.ids(numbers)

    def beginning_with(self, name: str) -> tuple[str, ...]:
        """Return the ids of the articles whose id begins with some characters."""
        with dossier_errors(self._path):
            return self._listing.beginning_with(name)

    def number_of(self, article: str) -> int | None:
        """Return the number of an article, None where it has none."""
        with dossier_errors(self._path):
            return self._register.known(article)

    def snippet(self, record: ArticleRecord, place: int, words: str, before: int) -> Snippet:
        """Return the words of a section around its first hit, with `before` code points ahead of it."""
        with dossier_errors(self._path):
            texts = searched_texts(record, split_sections(self._texts.corrected_text(record).blocks))
        return make_snippet(texts[place] if place < len(texts) else "", parse_query(words).phrases, before)

    def copies(self, article: str) -> tuple[Copy, ...]:
        """Return the certain and possible copies of an article, those that share the most first."""
        with dossier_errors(self._path):
            number = self._register.known(article)
            return () if number is None else self._copies.of(number)

    def group(self, article: str) -> tuple[str, ...]:
        """Return an article and its copies in the order of import; empty where it has no copies."""
        with dossier_errors(self._path):
            number = self._register.known(article)
            numbers = () if number is None else self._copies.group(number)
            return self._listing.ids(numbers) if len(numbers) > 1 else ()

    def copied(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return by number how many copies some articles have; those without copies are left out."""
        with dossier_errors(self._path):
            return self._copies.counts(numbers)

    def copies_among(self, articles: Iterable[str]) -> int:
        """Return how many of some articles are certain copies of another article."""
        with dossier_errors(self._path):
            numbers = filter(None, map(self._register.known, articles))
            return len(self._copies.counts(numbers))

    def languages(self) -> tuple[tuple[str, int], ...]:
        """Return the languages of the articles (BCP 47, lower case) with their counts, the most frequent first."""
        with dossier_errors(self._path):
            return self._listing.languages()

    def outlets(self) -> tuple[tuple[str, int], ...]:
        """Return the publications with their counts, the most frequent first."""
        with dossier_errors(self._path):
            return self._listing.outlets()

    def topics(self) -> tuple[tuple[str, int], ...]:
        """Return the ids of the tagged topics with their counts, the most frequent first."""
        with dossier_errors(self._path):
            return self._listing.topics()

    def topics_of(self, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """Return the ids of the topics of some articles by number, those with most tags first."""
        with dossier_errors(self._path):
            return self._listing.topics_of(numbers)

    def last_topics(self, most: int) -> tuple[str, ...]:
        """Return the topics of the latest tags, in the order in which they were made."""
        with dossier_errors(self._path):
            return self._listing.last_topics(most)

    def recently_tagged(self, most: int) -> tuple[str, ...]:
        """Return the articles with tags, those with the latest first, then those with judgements alone."""
        with dossier_errors(self._path):
            return self._listing.recently_tagged(most)

    def recently_untagged(self, most: int, among: int) -> tuple[str, ...]:
        """Return some articles without tags, among so many that were imported last, the newest first."""
        with dossier_errors(self._path):
            return self._listing.recently_untagged(most, among)

    def find_sections(self, query: Query, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return the sections that have all words and a tag of each topic, in articles that match the rest of a query."""
        with dossier_errors(self._path):
            parsed = parse_query(query.words)
            if query.words.strip() and not parsed.required:
                return ()
            return tuple(self._hits(self._sections(query, parsed, limit), parsed.phrases))

    def _sections(self, query: Query, parsed: ParsedQuery, limit: int) -> list[tuple[int, float]]:
        if not parsed.required:
            listed = self._without_words(query, limit)
            return [(number, 0.0) for number in listed]
        sections = self._tagged_places(query.topics) if query.topics else None
        scan = Scan(self._connection, parsed, self._allowed(query), sections)
        if query.order in {"newest", "oldest", "title", "outlet"}:
            return [(number, 0.0) for number in self._ordered(query, scan, limit)]
        if query.order == "latest-import":
            return [(number, 0.0) for number in take_first(scan.steps(), limit)]
        found = take_first(scan.steps(), max(limit, MAX_RANKED + 1))
        if len(found) > MAX_RANKED:
            return [(number, 0.0) for number in found[:limit]]
        return rank_hits(self._connection, parsed, found)[:limit]

    def _allowed(self, query: Query) -> Collection[int] | None:
        return frozenset(self._listing.numbers(query.without_order)) if query.has_filters else None

    def _without_words(self, query: Query, limit: int) -> list[int]:
        order = "latest-import" if query.order == "relevance" else query.order
        places = self._tagged_places(query.topics) if query.topics else None
        found: list[int] = []
        for article in self._listing.numbers(_with_order(query, order)):
            for place in reversed(range(self._listing.sections(article))):
                number = section_number(article, place)
                if places is None or number in places:
                    found.append(number)
            if len(found) >= limit:
                break
        return found[:limit]

    def _tagged_places(self, topics: Iterable[str]) -> frozenset[int]:
        """Return the sections that have a tag of each topic."""
        sets: list[frozenset[int]] = []
        for topic in topics:
            rows = self._connection.execute(
                "SELECT number, first_section, last_section FROM tag WHERE topic = ?"
                " AND first_section IS NOT NULL",
                (topic,),
            )
            sets.append(
                frozenset(
                    section_number(as_number(number, MOST_ARTICLES), place)
                    for number, first, last in rows
                    for place in _range_of(first, last)
                )
            )
        return frozenset.intersection(*sets)

    def _ordered(self, query: Query, scan: Scan, limit: int) -> list[int]:
        by_article: dict[int, list[int]] = {}
        for step in scan.steps():
            for number in step:
                by_article.setdefault(article_and_place(number)[0], []).append(number)
        found: list[int] = []
        for article in self._listing.numbers(query):
            found += sorted(by_article.get(article, ()))
            if len(found) >= limit:
                break
        return found[:limit]

    def _hits(self, found: Sequence[tuple[int, float]], phrases: tuple[str, ...]) -> Iterator[SearchHit]:
        articles = tuple(dict.fromkeys(article_and_place(number)[0] for number, _ in found))
        listed = {one.number: one.record for one in self._listing.listed(articles)}
        for number, score in found:
            article, place = article_and_place(number)
            record = listed.get(article)
            if record is None:
                raise CorruptValueError("words of an article that is missing")
            sections = split_sections(self._texts.corrected_text(record).blocks)
            texts = searched_texts(record, sections)
            if place >= len(texts):
                raise CorruptValueError("words of a section that is missing")
            snippet = make_snippet(texts[place], phrases)
            heading = sections[place].heading if sections else None
            yield SearchHit(
                article=record.id,
                section=place,
                title=record.metadata.title,
                heading=None if heading is None else heading.text,
                snippet=snippet.text,
                hits=snippet.hits,
                score=round(score, 6),
            )


_MOST_TAGGED = 100_000
"""The most sections that one tag covers: no article has more blocks."""


def _range_of(first: object, last: object) -> range:
    return range(as_number(first, _MOST_TAGGED), as_number(last, _MOST_TAGGED) + 1)


def _with_order(query: Query, order: str) -> Query:
    from dataclasses import replace

    return replace(query, order=order)  # type: ignore[arg-type]
