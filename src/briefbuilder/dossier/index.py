"""The full-text index over sections: words go in and come out; the text itself stays with the article.

The index is contentless, so what leaves it is named by its old words. They are made anew from the
stored text, which never changes, and the record's corrections; the rules for words have a version, and an index
of another version is built anew at opening.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import zip_longest

from briefbuilder.domain.article import sections_of
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.text import Block
from briefbuilder.dossier.ahead import MOST, Ahead, searched_texts
from briefbuilder.dossier.folding import FOLDING_VERSION, index_words
from briefbuilder.dossier.register import Register, section_number
from briefbuilder.dossier.texts import Texts


class Index:
    """The index of one dossier."""

    def __init__(self, connection: sqlite3.Connection, texts: Texts, register: Register) -> None:
        self._connection = connection
        self._texts = texts
        self._register = register
        self._ahead: dict[str, Ahead] = {}

    def expect(self, text: str, ahead: Ahead) -> None:
        """Keep what was worked out of a text, by its hash, until it is put in."""
        if len(self._ahead) < MOST:
            self._ahead[text] = ahead

    def forget(self) -> None:
        """Let go of what was worked out of texts that are not put in."""
        self._ahead.clear()

    def replace(self, before: ArticleRecord | None, after: ArticleRecord | None) -> int:
        """Take one state of an article out and put another in; sections with the same words stay.

        Return how many sections there are now.
        """
        record = after or before
        if record is None:
            return 0
        ahead = self._expected(after) if before is None else None
        old, new = self._texts_of(before), list(ahead.texts) if ahead else self._texts_of(after)
        known = ahead.words if ahead else {}
        article = self._register.number(record.id)
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
        return len(new)

    def is_current(self) -> bool:
        """Tell whether the index was built by the rules in force."""
        return self.built_by_these_rules(self._connection)

    @staticmethod
    def built_by_these_rules(connection: sqlite3.Connection) -> bool:
        """Tell the same of the index of any open file."""
        row = connection.execute("SELECT number FROM state WHERE name = 'index'").fetchone()
        return row is not None and row[0] == FOLDING_VERSION

    def empty(self) -> None:
        """Take all words out."""
        self._connection.execute("INSERT INTO section_words (section_words) VALUES ('delete-all')")

    def mark_current(self) -> None:
        """Note that the index is built by the rules in force."""
        self._connection.execute("INSERT OR REPLACE INTO state VALUES ('index', ?)", (FOLDING_VERSION,))

    def _expected(self, record: ArticleRecord | None) -> Ahead | None:
        ahead = self._ahead.pop(record.text, None) if record is not None else None
        return ahead if ahead and record and not record.corrections and ahead.holds(record) else None

    def _texts_of(self, record: ArticleRecord | None) -> list[str]:
        if record is None:
            return []
        return searched_texts(record, sections_of(self._texts.repaired(record).blocks))


def sections_by_block(blocks: tuple[Block, ...]) -> dict[str, int]:
    """Return the section in which each block stands."""
    return {block.id: section.index for section in sections_of(blocks) for block in section.all_blocks}


def section_range(blocks: tuple[Block, ...], touched: Iterable[str]) -> tuple[int | None, int | None]:
    """Return the first and the last section that hold some blocks, or None twice."""
    sections = sections_by_block(blocks)
    places = [sections[name] for name in touched if name in sections]
    return (min(places), max(places)) if places else (None, None)
