"""Finding articles and sections of one dossier: by words, by conditions, in an order, page by page."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from briefbuilder.domain.article import sections_of
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.wanted import Wanted
from briefbuilder.dossier.ahead import searched_texts
from briefbuilder.dossier.copies import Copies, Copy
from briefbuilder.dossier.faults import told
from briefbuilder.dossier.finding import Finding
from briefbuilder.dossier.listing import Listed, Listing
from briefbuilder.dossier.query import Query, parsed
from briefbuilder.dossier.register import Register, article_and_place, section_number
from briefbuilder.dossier.scan import Scan, first_found
from briefbuilder.dossier.search import RANKED, SearchHit, ranked
from briefbuilder.dossier.snippets import Snippet, snippet_of
from briefbuilder.dossier.texts import Texts


class Library:
    """What a dossier's articles are looked up by; it changes nothing."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        listing: Listing,
        register: Register,
        texts: Texts,
        copies: Copies,
    ) -> None:
        self._connection = connection
        self._path = path
        self._listing = listing
        self._register = register
        self._texts = texts
        self._copies = copies

    def numbers(self, wanted: Wanted) -> array[int]:
        """Return the numbers of the articles that answer all but the words, in the order that is wanted."""
        with told(self._path):
            return self._listing.numbers(wanted)

    def find(self, wanted: Wanted, at_first: int | None = None) -> Finding:
        """Begin to look for the articles that answer words and conditions; nothing is done before its first step.

        Without words, that step finds `at_first` articles where it is given, and the next one all.
        """
        query = parsed(wanted.words)
        return Finding(self._connection, self._path, self._listing, wanted, query, at_first)

    def listed(self, numbers: Sequence[int]) -> tuple[Listed, ...]:
        """Return the articles of some numbers with their tags counted; those that are not there are left out."""
        with told(self._path):
            return self._listing.listed(numbers)

    def ids(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the articles of some numbers; those that are not there are left out."""
        with told(self._path):
            return self._listing.ids(numbers)

    def beginning_with(self, name: str) -> tuple[str, ...]:
        """Return the ids of articles that begin with some characters."""
        with told(self._path):
            return self._listing.beginning_with(name)

    def number_of(self, article: str) -> int | None:
        """Return the number of an article, None where it has none."""
        with told(self._path):
            return self._register.known(article)

    def snippet(self, record: ArticleRecord, place: int, words: str, before: int) -> Snippet:
        """Return the words of a section around what a search found in it, `before` code points ahead of it."""
        with told(self._path):
            texts = searched_texts(record, sections_of(self._texts.repaired(record).blocks))
        return snippet_of(texts[place] if place < len(texts) else "", parsed(words).phrases, before)

    def copies(self, article: str) -> tuple[Copy, ...]:
        """Return the articles that are copies of one report with an article, or may be, the nearest first."""
        with told(self._path):
            number = self._register.known(article)
            return () if number is None else self._copies.of(number)

    def group(self, article: str) -> tuple[str, ...]:
        """Return the articles of one report in the order of import, empty where an article has no copies."""
        with told(self._path):
            number = self._register.known(article)
            numbers = () if number is None else self._copies.group(number)
            return self._listing.ids(numbers) if len(numbers) > 1 else ()

    def copied(self, numbers: Iterable[int]) -> dict[int, int]:
        """Return for those of some articles that have copies how many, by number."""
        with told(self._path):
            return self._copies.counts(numbers)

    def copies_among(self, articles: Iterable[str]) -> int:
        """Return how many of some articles are copies of another article beyond doubt."""
        with told(self._path):
            numbers = filter(None, map(self._register.known, articles))
            return len(self._copies.counts(numbers))

    def languages(self) -> tuple[tuple[str, int], ...]:
        """Return the languages of the articles (BCP 47, lower case) and how often, the most frequent first."""
        with told(self._path):
            return self._listing.languages()

    def outlets(self) -> tuple[tuple[str, int], ...]:
        """Return the publications and how often, the most frequent first."""
        with told(self._path):
            return self._listing.outlets()

    def topics(self) -> tuple[tuple[str, int], ...]:
        """Return the ids of the topics that are tagged and how often, the most frequent first."""
        with told(self._path):
            return self._listing.topics()

    def last_topics(self, most: int) -> tuple[str, ...]:
        """Return the topics of the tags that were put last, in the order in which they were put."""
        with told(self._path):
            return self._listing.last_topics(most)

    def last_taught(self, most: int) -> tuple[str, ...]:
        """Return the articles with tags, those with the newest first, then those with judgements alone."""
        with told(self._path):
            return self._listing.last_taught(most)

    def last_untaught(self, most: int, among: int) -> tuple[str, ...]:
        """Return some articles without tags, of so many that came last, the newest first."""
        with told(self._path):
            return self._listing.last_untaught(most, among)

    def search(self, wanted: Wanted, limit: int) -> tuple[SearchHit, ...]:
        """Return sections that hold all words and a tag of each topic, in articles that answer the rest."""
        with told(self._path):
            query = parsed(wanted.words)
            if wanted.words.strip() and not query.wanted:
                return ()
            return tuple(self._hits(self._sections(wanted, query, limit), query.phrases))

    def _sections(self, wanted: Wanted, query: Query, limit: int) -> list[tuple[int, float]]:
        if not query.wanted:
            listed = self._without_words(wanted, limit)
            return [(number, 0.0) for number in listed]
        sections = self._tagged_places(wanted.topics) if wanted.topics else None
        scan = Scan(self._connection, query, self._allowed(wanted), sections)
        if wanted.order in {"newest", "oldest", "title", "outlet"}:
            return [(number, 0.0) for number in self._ordered(wanted, scan, limit)]
        if wanted.order == "latest-import":
            return [(number, 0.0) for number in first_found(scan.steps(), limit)]
        found = first_found(scan.steps(), max(limit, RANKED + 1))
        if len(found) > RANKED:
            return [(number, 0.0) for number in found[:limit]]
        return ranked(self._connection, query, found)[:limit]

    def _allowed(self, wanted: Wanted) -> Collection[int] | None:
        return frozenset(self._listing.numbers(wanted.unordered)) if wanted.narrowed else None

    def _without_words(self, wanted: Wanted, limit: int) -> list[int]:
        order = "latest-import" if wanted.order == "relevance" else wanted.order
        places = self._tagged_places(wanted.topics) if wanted.topics else None
        found: list[int] = []
        for article in self._listing.numbers(_in_order(wanted, order)):
            for place in reversed(range(self._listing.sections(article))):
                number = section_number(article, place)
                if places is None or number in places:
                    found.append(number)
            if len(found) >= limit:
                break
        return found[:limit]

    def _tagged_places(self, topics: Iterable[str]) -> frozenset[int]:
        """Return the sections that carry a tag of each topic."""
        sets: list[frozenset[int]] = []
        for topic in topics:
            rows = self._connection.execute(
                "SELECT number, first_section, last_section FROM tag WHERE topic = ?"
                " AND first_section IS NOT NULL",
                (topic,),
            )
            sets.append(
                frozenset(
                    section_number(number, place)
                    for number, first, last in rows
                    for place in range(first, last + 1)
                )
            )
        return frozenset.intersection(*sets)

    def _ordered(self, wanted: Wanted, scan: Scan, limit: int) -> list[int]:
        by_article: dict[int, list[int]] = {}
        for step in scan.steps():
            for number in step:
                by_article.setdefault(article_and_place(number)[0], []).append(number)
        found: list[int] = []
        for article in self._listing.numbers(wanted):
            found += sorted(by_article.get(article, ()))
            if len(found) >= limit:
                break
        return found[:limit]

    def _hits(self, found: Sequence[tuple[int, float]], phrases: tuple[str, ...]) -> Iterator[SearchHit]:
        articles = tuple(dict.fromkeys(article_and_place(number)[0] for number, _ in found))
        listed = {one.number: one.record for one in self._listing.listed(articles)}
        for number, score in found:
            article, place = article_and_place(number)
            record = listed[article]
            sections = sections_of(self._texts.repaired(record).blocks)
            snippet = snippet_of(searched_texts(record, sections)[place], phrases)
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


def _in_order(wanted: Wanted, order: str) -> Wanted:
    from dataclasses import replace

    return replace(wanted, order=order)  # type: ignore[arg-type]
