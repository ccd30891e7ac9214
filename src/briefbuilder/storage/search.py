"""Finding articles and sections of one dossier: by words, by fields and conditions, in an order, page by page."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import Protocol

from briefbuilder.domain.article import Section, split_sections
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.inline import numeric_block_text
from briefbuilder.domain.query import Order, Query
from briefbuilder.domain.spelling_of_names import has_name_like
from briefbuilder.domain.values import value
from briefbuilder.storage.blobs import Blobs
from briefbuilder.storage.codec import CorruptValueError, as_number, as_text
from briefbuilder.storage.copies import Copies, Copy
from briefbuilder.storage.database import dossier_errors, in_dossier
from briefbuilder.storage.folding import fold
from briefbuilder.storage.listing import ListedArticles, batches
from briefbuilder.storage.query import (
    Clause,
    ParsedQuery,
    correct_words,
    parse_query,
    texts_of,
)
from briefbuilder.storage.query_language import Field, QueryProblem, QueryWords
from briefbuilder.storage.search_hits import (
    MAX_RANKED,
    Scan,
    SearchedText,
    Snippet,
    first_snippet,
    rank_hits,
    take_first,
    walk_side_by_side,
)
from briefbuilder.storage.tables import (
    MOST_ARTICLES,
    SECTION_BITS,
    ArticleNumbers,
    article_and_place,
    section_number,
)
from briefbuilder.storage.tokenizer import needles
from briefbuilder.storage.vocabulary import DossierVocabulary

_MOST_TAGGED = 100_000
"""The most sections that one tag covers: no article has more blocks."""
_MOST_SECTIONS = 100_000
"""The most sections of an article."""


_LATIN, _GREEK_OR_CYRILLIC = "*[a-z]*", "*[\u0370-\u052f]*"
"""Patterns of names in other scripts than those that somebody types."""


class FieldNames(Protocol):
    """The names that users give to topics and languages."""

    def topics(self, text: str) -> Collection[str]:
        """Return the ids of the topics that a text names."""

    def languages(self, text: str) -> Collection[str]:
        """Return the languages (BCP 47) that a text names."""


class _PlainNames:
    """Ids and tags, if no one knows more names."""

    def topics(self, text: str) -> Collection[str]:
        return (text,)

    def languages(self, text: str) -> Collection[str]:
        return (text,)


class FieldConditions:
    """Answers conditions on fields with the numbers of articles."""

    def __init__(
        self, connection: sqlite3.Connection, listing: ListedArticles, vocabulary: DossierVocabulary
    ) -> None:
        self._connection = connection
        self._listing = listing
        self._vocabulary = vocabulary
        self.names: FieldNames = _PlainNames()

    def problem(self, parsed: ParsedQuery) -> QueryProblem | None:
        """Return what of the fields names nothing that the program knows."""
        for field in (condition.field for clause in parsed.clauses for condition in clause.conditions):
            if field.name == "topic" and not self.names.topics(field.text):
                return QueryProblem("query-topic", field.text)
            if field.name == "language" and not self.names.languages(field.text):
                return QueryProblem("query-language", field.text)
        return None

    def everything(self) -> frozenset[int]:
        """Return all articles."""
        return frozenset(self._listing.numbers(Query()))

    def filtered(self, query: Query) -> frozenset[int]:
        """Return the articles that match the filters of a query."""
        return frozenset(self._listing.numbers(replace(query, words="", order="relevance")))

    def numbers(self, field: Field) -> frozenset[int]:
        """Return the articles that match one field."""
        if field.name == "topic":
            return self._matching(Query(topics=(topic,)) for topic in self.names.topics(field.text))
        if field.name == "language":
            return self._matching(Query(language=language) for language in self.names.languages(field.text))
        if field.name in {"date", "before", "after"}:
            return self.filtered(Query(since=field.since, until=field.until))
        if field.name == "title":
            return self._with_phrases("title", self._title_phrases(field))
        column = "authors" if field.name == "author" else "outlet"
        text = field.text.rstrip("*")
        return self._with_phrases(column, (text + "*",)) | self._in_other_script(column, text)

    def tagged_sections(self, topics: Iterable[str], fields: Iterable[Field] = ()) -> frozenset[int] | None:
        """Return the sections that have a tag of each topic, and of one that each field names; None for all."""
        groups: list[Collection[str]] = [(topic,) for topic in topics]
        groups += (self.names.topics(field.text) for field in fields)
        sets = [frozenset(chain.from_iterable(map(self._tagged, group))) for group in groups]
        return frozenset.intersection(*sets) if sets else None

    def section_numbers(self, articles: Sequence[int]) -> Iterator[list[int]]:
        """Yield the numbers of all sections of the given articles, in the same order, the last section first."""
        for part, marks in batches(articles):
            query = f"SELECT number, sections FROM listing WHERE number IN ({marks})"  # noqa: S608 - words of ours
            counts = {
                number: as_number(count, _MOST_SECTIONS)
                for number, count in self._connection.execute(query, part)
            }
            yield [
                section_number(number, place)
                for number in part
                for place in reversed(range(counts.get(number, 0)))
            ]

    def _matching(self, queries: Iterable[Query]) -> frozenset[int]:
        """Return the articles that match one of the given queries."""
        return frozenset(chain.from_iterable(map(self._listing.numbers, queries)))

    def _tagged(self, topic: str) -> Iterator[int]:
        rows = self._connection.execute(
            "SELECT number, first_section, last_section FROM tag WHERE topic = ? AND first_section IS NOT NULL",
            (topic,),
        )
        for number, first, last in rows:
            places = range(as_number(first, _MOST_TAGGED), as_number(last, _MOST_TAGGED) + 1)
            yield from (section_number(as_number(number, MOST_ARTICLES), place) for place in places)

    def _title_phrases(self, field: Field) -> tuple[str, ...]:
        """Return what a title may have: the words of a field, other forms and spellings of them, and their beginnings."""
        if field.quoted:
            return (field.text,)
        texts = texts_of(QueryWords(field.text, open=True), self._vocabulary)
        return tuple(text + "*" * is_open for text, is_open in texts)

    def _in_other_script(self, column: str, text: str) -> frozenset[int]:
        """Return the articles whose column has a name that sounds like one in another script: Петров for Petrov."""
        letters = _GREEK_OR_CYRILLIC if fold(text).isascii() else _LATIN
        rows = self._connection.execute(
            f"SELECT number, {column} FROM listing WHERE {column} GLOB ?",  # noqa: S608 - names of ours
            (letters,),
        )
        is_like: dict[str, bool] = {}
        found = set()
        for number, names in rows:
            if names not in is_like:
                is_like[names] = has_name_like(as_text(names), text)
            if is_like[names]:
                found.add(number)
        return frozenset(found)

    def _with_phrases(self, column: str, phrases: tuple[str, ...]) -> frozenset[int]:
        """Return the articles whose column has one of the given phrases."""
        found_by = needles(phrases)
        if not found_by:
            return frozenset()
        starts = tuple(dict.fromkeys(needle.start for needle in found_by))
        likely = " OR ".join([f"instr({column}, ?)"] * len(starts))
        query = f"SELECT number, {column} FROM listing WHERE {likely}"  # noqa: S608 - names of ours
        rows = self._connection.execute(query, starts)
        return frozenset(
            number for number, text in rows if any(any(needle.find(as_text(text))) for needle in found_by)
        )


# Which articles a query allows, and which sections it finds in them.


class QueryWalk:
    """Finds the sections and the articles that match a query's filters and one of its clauses.

    `sections` are those that may be found; None for all.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        conditions: FieldConditions,
        query: Query,
        parsed: ParsedQuery,
        *,
        by_section: bool,
    ) -> None:
        self._connection = connection
        self._conditions = conditions
        self._query = query
        self._parsed = parsed
        self._by_section = by_section

    @property
    def has_words(self) -> bool:
        """Whether words are to be found, and not only fields and what is excluded."""
        return any(clause.required for clause in self._parsed.clauses)

    def steps(self) -> Iterator[list[int]]:
        """Yield the numbers of the sections that each step finds, highest first."""
        yield from walk_side_by_side([self._clause_steps(clause) for clause in self._parsed.clauses])

    def article_steps(self) -> Iterator[set[int]]:
        """Yield the articles of a query without words: empty sets at first, and at last all of them."""
        found: set[int] = set()
        for clause in self._parsed.clauses:
            for step in self._without_words(clause):
                if step is not None:
                    found |= step
                yield set()
        yield found

    def _clause_steps(self, clause: Clause) -> Iterator[list[int]]:
        sections = self._sections(clause)
        if clause.required:
            yield from Scan(self._connection, clause, self._allowed(clause), sections).steps()
            return
        articles: set[int] = set()
        for step in self._without_words(clause):
            articles |= step or set()
            yield []
        for part in self._conditions.section_numbers(sorted(articles, reverse=True)):
            yield [number for number in part if sections is None or number in sections]

    def _without_words(self, clause: Clause) -> Iterator[set[int] | None]:
        """Yield None at first, and at last the articles that no excluded term is in."""
        excluded: set[int] = set()
        for term in clause.excluded:
            for step in Scan(self._connection, Clause((term,))).steps():
                excluded.update(number >> SECTION_BITS for number in step)
                yield None
        allowed = self._allowed(clause)
        yield set(self._conditions.everything() if allowed is None else allowed) - excluded

    def _allowed(self, clause: Clause) -> frozenset[int] | None:
        """Return the articles that match the filters and the conditions of a clause; None for all."""
        if not self._query.has_filters and not clause.conditions:
            return None
        allowed = self._conditions.filtered(self._query)
        for condition in clause.conditions:
            numbers = self._conditions.numbers(condition.field)
            allowed = allowed - numbers if condition.negated else allowed & numbers
        return allowed

    def _sections(self, clause: Clause) -> frozenset[int] | None:
        """Return the sections that have a tag of each topic if sections are asked for; None for all."""
        if not self._by_section:
            return None
        fields = (
            condition.field
            for condition in clause.conditions
            if condition.field.name == "topic" and not condition.negated
        )
        return self._conditions.tagged_sections(self._query.topics, fields)


@value
class SearchHit:
    """A section that was found.

    `section` counts from 0; `hits` are code points (start, end) of `snippet`. `score` is higher for better matches,
    and 0 if the result is large and sorted by import.
    """

    article: str
    section: int
    title: str
    heading: str | None
    snippet: str
    hits: tuple[tuple[int, int], ...] = ()
    score: float = 0.0


# A search for articles in progress: steps of some milliseconds, so that the window stays responsive.

_NATURAL = frozenset({"relevance", "latest-import"})
"""Orders in which a search finds articles, so that results can be shown as they are found."""
_PART = 20_000
"""The number of articles that are sorted in one step: some milliseconds."""


class ArticleCursor:
    """The matching articles found so far.

    `step` searches further and returns whether the search is done. At the end, `numbers` is complete and sorted;
    before that it is the beginning of the result if the search is `settled`. If nothing has the words, words
    that are spelled like them may be searched instead: `corrected` then has the query that was searched. `parsed` is
    known after the first step; `places` has the section of each article that its snippet shows, counted from 0, if
    words were searched.
    """

    def __init__(self, search: Search, query: Query, at_first: int | None) -> None:
        self._search = search
        self._sections: list[int] = []
        self.places: dict[int, int] = {}
        self.parsed = ParsedQuery()
        self._sorts = False
        self._run = self._steps(at_first)
        self.query = query
        self.corrected: str | None = None
        self.numbers: array[int] = array("q")
        self.waits = False
        """Whether the first rows are found and all others are left to the next step."""
        self.done = False

    @property
    def settled(self) -> bool:
        """Whether the articles found so far are the beginning of the result, so that they can be shown."""
        if self.waits or (self.query.order == "latest-import" and not self._sorts):
            return True
        return self.query.order == "relevance" and len(self._sections) > MAX_RANKED

    def step(self) -> bool:
        """Search further for some milliseconds; return whether the search is done."""
        if not self.done:
            with dossier_errors(self._search.path):
                self.done = next(self._run, _END) is _END
        return self.done

    def finish(self) -> array[int]:
        """Search to the end, and return the numbers of the articles in order."""
        while not self.step():
            pass
        return self.numbers

    def _steps(self, at_first: int | None) -> Iterator[None]:
        if self.query.words.strip():
            yield from self._words(self.query.words)
            if not self.numbers:
                yield from self._corrected_words()
            return
        if at_first is not None:
            self.numbers = self._search.numbers(self.query, at_first)
            if len(self.numbers) < at_first:
                return
            self.waits = True
            yield
            self.waits = False
        self.numbers = self._search.numbers(self.query)

    def _corrected_words(self) -> Iterator[None]:
        """Search for words that are spelled like those that nothing has."""
        typed, corrected = self.parsed, self._search.correction(self.query.words)
        if corrected is None:
            return
        yield
        yield from self._words(corrected)
        if self.numbers:
            self.corrected = corrected
        else:
            self.parsed = typed

    def _words(self, words: str) -> Iterator[None]:
        self.parsed = self._search.parsed(words)
        if not self.parsed.clauses:
            return
        walk = self._search.walk(self.query, self.parsed)
        if not walk.has_words:
            self._sorts = True
            among: set[int] = set()
            for articles in walk.article_steps():
                among |= articles
                yield
            yield from self._put_in_order(among, self.query.order)
            return
        for found in walk.steps():
            self._take(found)
            yield
        if self.query.order not in _NATURAL:
            yield from self._put_in_order(self.places, self.query.order)
        elif self.query.order == "relevance" and len(self._sections) <= MAX_RANKED:
            self._rank()

    def _take(self, found: list[int]) -> None:
        if len(self._sections) <= MAX_RANKED:
            self._sections += found
        for section in found:
            article, place = article_and_place(section)
            if article not in self.places:
                self.numbers.append(article)
            # The walk goes back, so the last one taken is the first section of the article.
            self.places[article] = place

    def _put_in_order(self, among: Container[int], order: Order) -> Iterator[None]:
        """Go through all articles in their order, which is an index, and keep those that were found."""
        rows = self._search.in_order(Query(order=order))
        self.numbers = array("q")
        while part := list(islice(rows, _PART)):
            self.numbers.extend(number for number in part if number in among)
            yield

    def _rank(self) -> None:
        best: dict[int, int] = {}
        for section, _ in self._search.rank(self.parsed, self._sections):
            article, place = article_and_place(section)
            best.setdefault(article, place)
        self.places = best
        self.numbers = array("q", best)


_END = object()
_MOST_SHOWN = 500
"""The most sections whose texts are kept to make snippets of: some kilobytes each."""


class Search(ListedArticles):
    """Looks up the articles of a dossier; changes nothing.

    `own_language` is the user's, whose articles come first among equals; `names` resolves the names of topics and
    languages in a query.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        numbers: ArticleNumbers,
        blobs: Blobs,
        copies: Copies,
    ) -> None:
        super().__init__(connection, path)
        self._numbers = numbers
        self._blobs = blobs
        self._copies = copies
        self._vocabulary = DossierVocabulary(connection)
        self._conditions = FieldConditions(connection, self, self._vocabulary)
        self._last_parsed: tuple[str, int, ParsedQuery] | None = None
        self._shown_sections: dict[object, _ShownSection] = {}
        self.own_language = ""

    def use_names(self, names: FieldNames) -> None:
        """Let some names stand for topics and languages in queries."""
        self._conditions.names = names

    def parsed(self, words: str) -> ParsedQuery:
        """Return a query with the forms and spellings that the dossier has of its words."""
        changes = self._connection.total_changes
        if self._last_parsed is None or self._last_parsed[:2] != (words, changes):
            parsed = parse_query(words, self._vocabulary)
            problem = parsed.problem or self._conditions.problem(parsed)
            self._last_parsed = words, changes, replace(parsed, problem=problem)
        return self._last_parsed[2]

    @in_dossier
    def problem(self, words: str) -> QueryProblem | None:
        """Return what of a query is not understood."""
        return self.parsed(words).problem

    def walk(self, query: Query, parsed: ParsedQuery, *, by_section: bool = False) -> QueryWalk:
        """Return the walk over the sections that match a query."""
        return QueryWalk(self._connection, self._conditions, query, parsed, by_section=by_section)

    def rank(self, parsed: ParsedQuery, sections: Collection[int]) -> list[tuple[int, float]]:
        """Return sections that match a query, at most MAX_RANKED, best first with their scores."""
        articles = {number >> SECTION_BITS for number in sections}
        own = self.in_language(self.own_language, articles) if self.own_language else frozenset()
        return rank_hits(self._connection, parsed, sections, own)

    def correction(self, words: str) -> str | None:
        """Return a query with known words in place of misspelled ones, which may find nothing; None without any."""
        return correct_words(words, self._vocabulary)

    @in_dossier
    def corrected(self, query: Query) -> str | None:
        """Return a query that finds something, with known words in place of misspelled ones; None without any."""
        words = self.correction(query.words)
        if words is None:
            return None
        walk = self.walk(query, self.parsed(words))
        return words if walk.has_words and any(walk.steps()) else None

    def find(self, query: Query, at_first: int | None = None) -> ArticleCursor:
        """Begin to search for articles by words and conditions; nothing happens before the first step.

        Without words, that step finds `at_first` articles if it is given, and the next one all.
        """
        return ArticleCursor(self, query, at_first)

    @in_dossier
    def number_of(self, article: str) -> int | None:
        """Return the number of an article, None if it has none."""
        return self._numbers.known(article)

    @in_dossier
    def snippet(self, record: ArticleRecord, place: int, words: str, before: int) -> Snippet:
        """Return the words of a section where hits are close together, with `before` code points ahead of it."""
        return first_snippet(self._shown(record, place).texts, self.parsed(words).phrases, before)

    @in_dossier
    def copies(self, article: str) -> tuple[Copy, ...]:
        """Return the certain and possible copies of an article, those that share the most first."""
        number = self._numbers.known(article)
        return () if number is None else self._copies.of(number)

    @in_dossier
    def group(self, article: str) -> tuple[str, ...]:
        """Return an article and its copies in the order of import; empty if it has no copies."""
        number = self._numbers.known(article)
        numbers = () if number is None else self._copies.group(number)
        return self.ids(numbers) if len(numbers) > 1 else ()

    @in_dossier
    def copied(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return by number how many copies some articles have; those without copies are left out."""
        return self._copies.counts(numbers)

    @in_dossier
    def copies_among(self, articles: Iterable[str]) -> int:
        """Return how many of the given articles are certain copies of another article."""
        numbers = filter(None, map(self._numbers.known, articles))
        return len(self._copies.counts(numbers))

    @in_dossier
    def find_sections(self, query: Query, limit: int = 50) -> tuple[SearchHit, ...]:
        """Return the sections that match the words and have a tag of each topic, in articles that match the rest."""
        return tuple(self._hits(self._sections(query, limit), self.parsed(query.words).phrases))

    @in_dossier
    def find_places(self, query: Query, limit: int) -> tuple[tuple[str, int], ...]:
        """Return the same sections for a query with words, each as its article and its place; no text is read for it."""
        places = [article_and_place(number) for number, _ in self._sections(query, limit)]
        articles = tuple(dict.fromkeys(article for article, _ in places))
        ids = self.ids(articles)
        if len(ids) < len(articles):
            raise CorruptValueError("words of an article that is missing")
        names = dict(zip(articles, ids, strict=True))
        return tuple((names[article], place) for article, place in places)

    def _shown(self, record: ArticleRecord, place: int) -> _ShownSection:
        """Return what is shown of a section; decoding a text takes longer than all else for a hit."""
        key = record.text, record.corrections, record.metadata.lead, place
        found = self._shown_sections.get(key)
        if found is None:
            sections = split_sections(self._blobs.corrected_text(record).blocks)
            found = _shown_section(record, sections, place)
            if len(self._shown_sections) >= _MOST_SHOWN:
                self._shown_sections.clear()
            self._shown_sections[key] = found
        return found

    def _sections(self, query: Query, limit: int) -> list[tuple[int, float]]:
        """Return the sections that match a query in its order, with their scores."""
        parsed = self.parsed(query.words)
        walk = self.walk(query, parsed, by_section=True)
        found: Iterable[int]
        if not query.words.strip():
            found = self._all_sections(query)
        elif query.order not in _NATURAL:
            found = self._ordered(query, walk)
        elif query.order == "latest-import" or not walk.has_words:
            found = take_first(walk.steps(), limit)
        else:
            found = take_first(walk.steps(), max(limit, MAX_RANKED + 1))
            if len(found) <= MAX_RANKED:
                return self.rank(parsed, found)[:limit]
        return [(number, 0.0) for number in islice(found, limit)]

    def _all_sections(self, query: Query) -> Iterator[int]:
        """Yield the sections of a query without words that have a tag of each topic."""
        order: Order = "latest-import" if query.order == "relevance" else query.order
        tagged = self._conditions.tagged_sections(query.topics)
        for article in self.numbers(replace(query, order=order)):
            numbers = (section_number(article, place) for place in range(self.sections(article)))
            yield from (number for number in numbers if tagged is None or number in tagged)

    def _ordered(self, query: Query, walk: QueryWalk) -> Iterator[int]:
        """Yield the sections that a walk finds, in the order of the articles."""
        by_article: dict[int, list[int]] = {}
        for number in chain.from_iterable(walk.steps()):
            by_article.setdefault(article_and_place(number)[0], []).append(number)
        for article in self.numbers(query):
            yield from sorted(by_article.get(article, ()))

    def _hits(self, found: Sequence[tuple[int, float]], phrases: tuple[str, ...]) -> Iterator[SearchHit]:
        articles = tuple(dict.fromkeys(article_and_place(number)[0] for number, _ in found))
        listed = {listed.number: listed.record for listed in self.listed(articles)}
        for number, score in found:
            article, place = article_and_place(number)
            record = listed.get(article)
            if record is None:
                raise CorruptValueError("words of an article that is missing")
            shown = self._shown(record, place)
            snippet = first_snippet(shown.texts, phrases)
            yield SearchHit(
                article=record.id,
                section=place,
                title=record.metadata.title,
                heading=shown.heading,
                snippet=snippet.text,
                hits=snippet.hits,
                score=round(score, 6),
            )


@value(kw_only=False)
class _ShownSection:
    """The heading of a section, and the texts that may show a hit in it: its own, and for the first one the lead."""

    heading: str | None
    texts: tuple[SearchedText, ...]


def _shown_section(record: ArticleRecord, sections: Sequence[Section], place: int) -> _ShownSection:
    if place >= max(1, len(sections)):
        raise CorruptValueError("words of a section that is missing")
    lead = (SearchedText.of(record.metadata.lead),) if place == 0 and record.metadata.lead else ()
    if not sections:
        return _ShownSection(None, lead)
    heading = sections[place].heading
    text = "\n".join(map(numeric_block_text, sections[place].all_blocks))
    return _ShownSection(None if heading is None else heading.text, (SearchedText.of(text), *lead))
