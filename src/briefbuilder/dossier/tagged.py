"""What is tagged, counted by the database: nothing but what is asked for is decoded."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from briefbuilder.domain.topics import Tag
from briefbuilder.dossier.codec import decode, unpack
from briefbuilder.dossier.faults import told


class Tagged:
    """The tags of one dossier by topic and article."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def counts(self, article: str | None = None) -> Mapping[str, int]:
        """Return how many tags each topic has, in an article or in all."""
        query = "SELECT topic, count(*) FROM tag GROUP BY topic"
        values: tuple[str, ...] = ()
        if article is not None:
            query = (
                "SELECT topic, count(*) FROM tag WHERE number ="
                " (SELECT number FROM register WHERE article = ?) GROUP BY topic"
            )
            values = (article,)
        with told(self._path):
            return dict(self._connection.execute(query, values).fetchall())

    def matrix(self) -> Mapping[tuple[int, str], int]:
        """Return how many tags an article has of a topic, by the article's number and the topic's id."""
        with told(self._path):
            rows = self._connection.execute("SELECT number, topic, count(*) FROM tag GROUP BY topic, number")
            return {(number, topic): count for number, topic, count in rows}

    def of(self, topic: str, article: str | None = None) -> tuple[Tag, ...]:
        """Return the tags of a topic, in an article or in all, in the order in which they were put."""
        query = "SELECT value FROM tag WHERE topic = ? ORDER BY id"
        values: tuple[str, ...] = (topic,)
        if article is not None:
            query = (
                "SELECT value FROM tag WHERE topic = ? AND number ="
                " (SELECT number FROM register WHERE article = ?) ORDER BY id"
            )
            values = (topic, article)
        with told(self._path):
            found = [decode("tag", unpack(row[0])) for row in self._connection.execute(query, values)]
        return tuple(tag for tag in found if isinstance(tag, Tag))
