"""Data derived from the values of a dossier: the full-text index, listing rows, pairs of copies, facts.

They are updated with each change, and can be rebuilt at any time; facts are read by the program (see facts.py).
"""

from __future__ import annotations

import sqlite3
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from briefbuilder.domain.article import Section, split_sections
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Change
from briefbuilder.domain.minhash import Shingles
from briefbuilder.domain.progress import Progress
from briefbuilder.domain.text import Block
from briefbuilder.storage.blobs import Blobs, PreparedArticle, changed_pictures
from briefbuilder.storage.copies import Copies
from briefbuilder.storage.facts import FactIndex, has_same_text
from briefbuilder.storage.folding import FOLDING_VERSION
from briefbuilder.storage.listing import Listing, outlet_key
from briefbuilder.storage.search import Search
from briefbuilder.storage.tables import ArticleNumbers, Tables, section_number
from briefbuilder.storage.tokenizer import (
    MAX_PREPARED,
    IndexRows,
    article_words,
    index_words,
    searched_texts,
)
from briefbuilder.storage.vocabulary import DossierVocabulary


class Index:
    """The full-text index over the sections of one dossier.

    It is contentless, so an entry is deleted by naming its words. They are computed again from the stored text, which
    never changes, and the record's corrections. The tokenizer has a version; an index of another version is rebuilt.
    """

    def __init__(self, connection: sqlite3.Connection, blobs: Blobs, numbers: ArticleNumbers) -> None:
        self._connection = connection
        self._blobs = blobs
        self._numbers = numbers
        self.vocabulary = DossierVocabulary(connection)

    def replace(
        self, before: ArticleRecord | None, after: ArticleRecord | None, rows: IndexRows | None = None
    ) -> int:
        """Replace one state of an article by another; sections with the same words are not touched.

        `rows` are those of a new article, if they were prepared. Returns how many sections there are now.
        """
        record = after or before
        assert record is not None
        if before is not None or record.corrections or (rows and not rows.is_valid_for(record)):
            rows = None
        count = 0
        if before is not None and after is not None and _text_key(before) == _text_key(after):
            # The metadata are searched with the first section only.
            sections = self._sections_of(after)
            count = len(sections)
            old, new = (searched_texts(one, sections[:1]) for one in (before, after))
        else:
            old, new = self._texts_of(before), list(rows.texts) if rows else self._texts_of(after)
        known = rows.words if rows else {}
        if rows is None and after is not None and old != new:
            # The words of the other sections are known.
            is_known = before is not None and before.metadata.language == after.metadata.language
            known = {text: index_words(text) for text in set(new).difference(old if is_known else ())}
            self.vocabulary.add(article_words(after, known))
        elif rows is not None:
            self.vocabulary.add(rows.vocabulary)
        article = self._numbers.number(record.id)
        for place, (gone, come) in enumerate(zip_longest(old, new)):
            if gone == come:
                continue
            number = section_number(article, place)
            if gone is not None:
                self._connection.execute(
                    "INSERT INTO section_words (section_words, rowid, words) VALUES ('delete', ?, ?)",
                    (number, index_words(gone)),
                )
            if come is not None:
                self._connection.execute(
                    "INSERT INTO section_words (rowid, words) VALUES (?, ?)",
                    (number, known.get(come) or index_words(come)),
                )
        return max(count, len(new))

    def empty(self) -> None:
        """Delete all entries."""
        self._connection.execute("INSERT INTO section_words (section_words) VALUES ('delete-all')")
        self.vocabulary.empty()

    def mark_current(self) -> None:
        """Store that the index was built by the current tokenizer."""
        self._connection.execute("INSERT OR REPLACE INTO state VALUES ('index', ?)", (FOLDING_VERSION,))

    def _texts_of(self, record: ArticleRecord | None) -> list[str]:
        if record is None:
            return []
        return searched_texts(record, self._sections_of(record))

    def _sections_of(self, record: ArticleRecord) -> tuple[Section, ...]:
        return split_sections(self._blobs.corrected_text(record).blocks)


def _text_key(record: ArticleRecord) -> tuple[object, ...]:
    """Return what the words of all sections but the first one depend on."""
    return record.text, record.corrections, record.metadata.language


def is_index_current(connection: sqlite3.Connection) -> bool:
    """Return whether the index of an open file was built by the current tokenizer."""
    row = connection.execute("SELECT number FROM state WHERE name = 'index'").fetchone()
    return row is not None and row[0] == FOLDING_VERSION


def sections_by_block(blocks: tuple[Block, ...]) -> dict[str, int]:
    """Return the index of the section that each block belongs to."""
    return {block.id: section.index for section in split_sections(blocks) for block in section.all_blocks}


def outlet_of(record: ArticleRecord) -> str:
    """Return the key of an article's outlet, which is its publication or its site; empty if neither is known."""
    known = outlet_key(record.metadata.publication)
    if known or not record.metadata.url:
        return known
    try:
        site = urlsplit(record.metadata.url).hostname or ""
    except ValueError:  # such as a bracket that is never closed
        return ""
    return site.removeprefix("www.")


class Projections:
    """The derived data of one dossier."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        blobs: Blobs,
        numbers: ArticleNumbers,
        tables: Tables,
    ) -> None:
        self._blobs, self._numbers, self._tables = blobs, numbers, tables
        self.index = Index(connection, blobs, numbers)
        self._listing = Listing(connection)
        self._copies = Copies(connection, blobs)
        self.search = Search(connection, path, numbers, blobs, self._copies)
        self.facts = FactIndex(connection, path, numbers)
        self.prepared: dict[str, PreparedArticle] = {}

    def expect(self, prepared: PreparedArticle) -> None:
        """Keep the prepared rows of an article until it is stored."""
        if len(self.prepared) < MAX_PREPARED:
            self.prepared[prepared.record.id] = prepared

    def update(self, change: Change) -> None:
        """Update everything for a change that was written."""
        before, after = change.before, change.after
        if change.key.collection == "article":
            assert before is None or isinstance(before, ArticleRecord)
            assert after is None or isinstance(after, ArticleRecord)
            found = self.prepared.pop(after.id, None) if after is not None else None
            prepared = found if found and after and found.record.text == after.text else None
            self._follow_article(before, after, prepared)
            facts = None
            if prepared is not None and after is not None and has_same_text(prepared.record, after):
                facts = prepared.facts
            self.facts.replace(before, after, facts)
        elif change.key.collection == "briefing":
            assert after is None or isinstance(after, Briefing)
            self._listing.put_used(after, change.key.id)
            if changed_pictures(change):
                self._listing.put_pictures(after, change.key.id)

    def rebuild(self, on_progress: Progress) -> None:
        """Rebuild everything but the facts, and report the share that is done."""
        self.index.empty()
        self._listing.empty()
        self._copies.empty()
        count = self._tables.count("article")
        for place, value in enumerate(self._tables.each("article")):
            assert isinstance(value, ArticleRecord)
            self._follow_article(None, value)
            self.facts.add(value.id)
            on_progress(place / count)
        for value in self._tables.each("briefing"):
            assert isinstance(value, Briefing)
            self._listing.put_used(value, value.id)
            self._listing.put_pictures(value, value.id)
        self.index.mark_current()

    def _follow_article(
        self,
        before: ArticleRecord | None,
        after: ArticleRecord | None,
        prepared: PreparedArticle | None = None,
    ) -> None:
        rows = None if prepared is None else prepared.rows.index
        sections = self.index.replace(before, after, rows)
        self._follow_text(before, after, None if rows is None else rows.shingles)
        if after is not None:
            self._listing.put(self._numbers.number(after.id), after, sections)
        elif before is not None:
            self._listing.drop(before.id)
        is_same = before and after and (before.text, before.corrections) == (after.text, after.corrections)
        if after is not None and not is_same and self._tables.tags_of(after.id):
            # Other blocks may begin sections now, under tags that the act does not change or that came before the article.
            self._tables.place_tags(after.id, sections_by_block(self._blobs.corrected_text(after).blocks))

    def _follow_text(
        self, before: ArticleRecord | None, after: ArticleRecord | None, shingles: Shingles | None
    ) -> None:
        """Update the pairs of copies for the text of an article as it was read, and for its outlet."""
        old = None if before is None else (before.text, outlet_of(before))
        new = None if after is None else (after.text, outlet_of(after))
        if old == new:
            return
        if before is not None:
            self._copies.drop(self._numbers.number(before.id), before.text)
        if after is not None:
            self._copies.put(self._numbers.number(after.id), after.text, outlet_of(after), shingles)
