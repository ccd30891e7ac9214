"""All in a dossier that follows from its values: the index of words, the rows of lists, the pairs of copies.

It is kept in step with each change, and can be built anew at any time: nothing stands in it alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord, Change
from briefbuilder.dossier.copies import Copies
from briefbuilder.dossier.index import Index, sections_by_block
from briefbuilder.dossier.library import Library
from briefbuilder.dossier.listing import Listing
from briefbuilder.dossier.register import Register
from briefbuilder.dossier.tables import Tables
from briefbuilder.dossier.texts import Packed, Texts


class Derived:
    """What follows from the values of one dossier."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, texts: Texts, register: Register, tables: Tables
    ) -> None:
        self._texts, self._register, self._tables = texts, register, tables
        self._index = Index(connection, texts, register)
        self._listing = Listing(connection, path)
        self._copies = Copies(connection, texts)
        self.library = Library(connection, path, self._listing, register, texts, self._copies)

    def expect(self, text: str, brought: Packed) -> None:
        """Keep what was worked out of a text ahead, by its hash, until an article of it comes."""
        self._index.expect(text, brought.ahead)
        self._copies.expect(text, brought.ahead.runs)

    def forget(self) -> None:
        """Let go of what was worked out ahead: the act that it was for has come, or does not come."""
        self._index.forget()
        self._copies.forget()

    def follow(self, change: Change) -> None:
        """Keep in step with a change of the values that was written."""
        before, after = change.before, change.after
        if change.key.collection == "article":
            assert before is None or isinstance(before, ArticleRecord)
            assert after is None or isinstance(after, ArticleRecord)
            self._follow_article(before, after)
        elif change.key.collection == "briefing":
            assert after is None or isinstance(after, Briefing)
            self._listing.put_used(after, change.key.id)

    def is_current(self) -> bool:
        """Tell whether it was built by the rules in force."""
        return self._index.is_current()

    def rebuild(self, on_progress: Callable[[float], None] | None = None) -> None:
        """Fill all of it anew, and tell the share that is done."""
        self._index.empty()
        self._listing.empty()
        self._copies.empty()
        count = self._tables.count("article")
        for place, value in enumerate(self._tables.each("article")):
            assert isinstance(value, ArticleRecord)
            self._follow_article(None, value)
            if on_progress is not None:
                on_progress(place / count)
        for value in self._tables.each("briefing"):
            assert isinstance(value, Briefing)
            self._listing.put_used(value, value.id)
        self._index.mark_current()

    def _follow_article(self, before: ArticleRecord | None, after: ArticleRecord | None) -> None:
        sections = self._index.replace(before, after)
        self._follow_text(before, after)
        if after is not None:
            self._listing.put(self._register.number(after.id), after, sections)
        elif before is not None:
            self._listing.drop(before.id)
        if before is None or after is None:
            return
        if (before.text, before.corrections) != (after.text, after.corrections):
            # Other blocks may begin sections now, under tags that the act does not touch.
            self._tables.place_tags(after.id, sections_by_block(self._texts.repaired(after).blocks))

    def _follow_text(self, before: ArticleRecord | None, after: ArticleRecord | None) -> None:
        """Keep the pairs of copies in step with the text of an article as it was read."""
        text = None if before is None else before.text
        if before is not None and (after is None or after.text != text):
            self._copies.drop(self._register.number(before.id), before.text)
        if after is not None and after.text != text:
            self._copies.put(self._register.number(after.id), after.text)
