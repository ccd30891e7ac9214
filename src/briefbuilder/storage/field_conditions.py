"""Finds the articles that match the fields of a query: author:, outlet:, title:, topic:, language: and dates."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from briefbuilder.domain.query import Query
from briefbuilder.domain.query_language import Field, QueryProblem, QueryWords
from briefbuilder.storage.codec import as_number, as_text
from briefbuilder.storage.listing import ListedArticles, batches
from briefbuilder.storage.query import ParsedQuery
from briefbuilder.storage.query_expansion import texts_of
from briefbuilder.storage.tables import MOST_ARTICLES, section_number
from briefbuilder.storage.tokenizer import needles
from briefbuilder.storage.vocabulary import DossierVocabulary

_MOST_TAGGED = 100_000
"""The most sections that one tag covers: no article has more blocks."""
_MOST_SECTIONS = 100_000
"""The most sections of an article."""


class FieldNames(Protocol):
    """The names that users give to topics and languages."""

    def topics(self, text: str) -> Collection[str]:
        """Return the ids of the topics that a text names."""

    def languages(self, text: str) -> Collection[str]:
        """Return the languages (BCP 47) that a text names."""


class _PlainNames:
    """Ids and tags, where no one knows more names."""

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
        for clause in parsed.clauses:
            for condition in clause.conditions:
                field = condition.field
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
            topics = self.topics(field)
            return frozenset(chain_numbers(self._listing, (Query(topics=(topic,)) for topic in topics)))
        if field.name == "language":
            languages = self.names.languages(field.text)
            return frozenset(chain_numbers(self._listing, (Query(language=one) for one in languages)))
        if field.name in {"date", "before", "after"}:
            return self.filtered(Query(since=field.since, until=field.until))
        if field.name == "title":
            return self._with_phrases("title", self._title_phrases(field))
        column = "authors" if field.name == "author" else "outlet"
        return self._with_phrases(column, (field.text.rstrip("*") + "*",))

    def topics(self, field: Field) -> tuple[str, ...]:
        """Return the ids of the topics that a field names."""
        return tuple(self.names.topics(field.text))

    def tagged_sections(self, topics: Iterable[str]) -> frozenset[int]:
        """Return the sections that have a tag of one of some topics."""
        return frozenset(number for topic in topics for number in self._tagged(topic))

    def tagged_in_all(self, topics: Iterable[str]) -> frozenset[int] | None:
        """Return the sections that have a tag of each topic; None without topics."""
        sets = [self.tagged_sections((topic,)) for topic in topics]
        return frozenset.intersection(*sets) if sets else None

    def section_numbers(self, articles: Sequence[int]) -> Iterator[list[int]]:
        """Yield the numbers of all sections of some articles, in the same order, the last section first."""
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

    def _with_phrases(self, column: str, phrases: tuple[str, ...]) -> frozenset[int]:
        """Return the articles whose column has one of some phrases."""
        found_by = needles(phrases)
        if not found_by:
            return frozenset()
        starts = tuple(dict.fromkeys(one.start for one in found_by))
        likely = " OR ".join([f"instr({column}, ?)"] * len(starts))
        query = f"SELECT number, {column} FROM listing WHERE {likely}"  # noqa: S608 - names of ours
        rows = self._connection.execute(query, starts)
        return frozenset(
            number for number, text in rows if any(any(one.find(as_text(text))) for one in found_by)
        )


def chain_numbers(listing: ListedArticles, queries: Iterable[Query]) -> Iterator[int]:
    """Yield the articles that match one of some queries."""
    for query in queries:
        yield from listing.numbers(query)
