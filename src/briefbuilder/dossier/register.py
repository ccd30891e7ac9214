"""The numbers by which the index and the lists know articles.

An article keeps its number while an act can bring it back, so that undo keeps the order of import. A section's
number is its article's and its place in one, so that neither needs to be looked up for the other.
"""

from __future__ import annotations

import sqlite3

PLACE_BITS = 20
"""A section's place takes so many bits of its number: no text has a million sections."""
_PLACES = (1 << PLACE_BITS) - 1


def section_number(article: int, place: int) -> int:
    """Return the number of a section from its article's and its place, counted from 0."""
    return (article << PLACE_BITS) | place


def article_and_place(section: int) -> tuple[int, int]:
    """Return the article's number and the place of a section by its number."""
    return section >> PLACE_BITS, section & _PLACES


class Register:
    """The numbers of one dossier's articles."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def number(self, article: str) -> int:
        """Return an article's number, a new one where it has none."""
        found = self.known(article)
        if found is not None:
            return found
        made = self._connection.execute("INSERT INTO register (article) VALUES (?)", (article,))
        assert made.lastrowid is not None
        return made.lastrowid

    def known(self, article: str) -> int | None:
        """Return an article's number, None where it has none."""
        row = self._connection.execute("SELECT number FROM register WHERE article = ?", (article,)).fetchone()
        return None if row is None else int(row[0])

    def forget(self, article: str) -> None:
        """Give up the number of an article that is not coming back; it is never given again."""
        self._connection.execute("DELETE FROM register WHERE article = ?", (article,))
