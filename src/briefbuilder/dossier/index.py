"""The full-text index over sections: words go in and come out; the text itself stays with the article.

The index is contentless, so what leaves it is named by its old words. They are made anew from the
stored text, which never changes, and the record's corrections; the rules for words have a version, and an index of another version is
built anew at opening.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import zip_longest

from briefbuilder.domain.article import Section, sections_of
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.text import Block
from briefbuilder.dossier.folding import FOLDING_VERSION, index_words
from briefbuilder.dossier.texts import Texts


class Index:
    """The index of one dossier."""

    def __init__(self, connection: sqlite3.Connection, texts: Texts) -> None:
        self._connection = connection
        self._texts = texts

    def add(self, record: ArticleRecord) -> None:
        """Put an article's sections in."""
        self.replace(None, record)

    def remove(self, record: ArticleRecord) -> None:
        """Take an article's sections out; `record` is the one that was put in."""
        self.replace(record, None)

    def replace(self, before: ArticleRecord | None, after: ArticleRecord | None) -> None:
        """Take one state of an article out and put another in; sections with the same words stay."""
        old, new = self._texts_of(before), self._texts_of(after)
        for place, (gone, come) in enumerate(zip_longest(old, new)):
            record = after or before
            if gone == come or record is None:
                continue
            number = self._number(record.id, place)
            if gone is not None:
                self._connection.execute(
                    "INSERT INTO section_words (section_words, rowid, words) VALUES ('delete', ?, ?)",
                    (number, index_words(gone)),
                )
            if come is not None:
                self._connection.execute(
                    "INSERT INTO section_words (rowid, words) VALUES (?, ?)", (number, index_words(come))
                )
        if after is not None:
            # A correction can leave fewer sections; the numbers of the others wait for it to be taken back.
            self._connection.execute(
                "UPDATE section SET present = place < ?1 WHERE article = ?2 AND present <> (place < ?1)",
                (len(new), after.id),
            )

    def forget(self, article: str) -> None:
        """Give up the numbers of an article that is not coming back."""
        self._connection.execute("DELETE FROM section WHERE article = ?", (article,))

    def is_current(self) -> bool:
        """Tell whether the index was built by the rules in force."""
        row = self._connection.execute("SELECT number FROM state WHERE name = 'index'").fetchone()
        return row is not None and row[0] == FOLDING_VERSION

    def rebuild(self, records: Iterable[ArticleRecord]) -> None:
        """Build the index anew from all articles."""
        self._connection.execute("INSERT INTO section_words (section_words) VALUES ('delete-all')")
        for record in records:
            self.add(record)
        self._connection.execute("INSERT OR REPLACE INTO state VALUES ('index', ?)", (FOLDING_VERSION,))

    def _texts_of(self, record: ArticleRecord | None) -> list[str]:
        if record is None:
            return []
        return searched_texts(record, sections_of(self._texts.repaired(record).blocks))

    def _number(self, article: str, place: int) -> int:
        # A section keeps its number while its article can come back, so that undo keeps the order.
        self._connection.execute(
            "INSERT INTO section (article, place) VALUES (?, ?) ON CONFLICT DO NOTHING", (article, place)
        )
        row = self._connection.execute(
            "SELECT id FROM section WHERE article = ? AND place = ?", (article, place)
        ).fetchone()
        return int(row[0])


def searched_texts(record: ArticleRecord, sections: tuple[Section, ...]) -> list[str]:
    """Return what is searched of each section: its text, and for the first the title and lead too."""
    head = [part for part in (record.metadata.title, record.metadata.lead) if part]
    texts = [section.text for section in sections] or [""]
    return ["\n".join([*head, texts[0]]), *texts[1:]]


def sections_by_block(blocks: tuple[Block, ...]) -> dict[str, int]:
    """Return the section in which each block stands."""
    return {block.id: section.index for section in sections_of(blocks) for block in section.all_blocks}


def section_range(blocks: tuple[Block, ...], touched: Iterable[str]) -> tuple[int | None, int | None]:
    """Return the first and the last section that hold some blocks, or None twice."""
    sections = sections_by_block(blocks)
    places = [sections[name] for name in touched if name in sections]
    return (min(places), max(places)) if places else (None, None)
