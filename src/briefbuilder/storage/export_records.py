"""The records of a dossier's exports; each says what its files said, so that a Word file can be compared when it comes back.

They are not values that acts change: undo never takes one away. A purge deletes them all, since they hold earlier words.
They also have what the pages of each briefing said last, so that a further export need not lay them out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.export_record import ExportRecord, LaidOutPages
from briefbuilder.storage.codec import (
    QUICK,
    CorruptValueError,
    as_bytes,
    as_text,
    decode_export,
    decode_pages,
    encode_export,
    encode_pages,
    pack,
    unpack,
)
from briefbuilder.storage.database import dossier_errors

MOST_RECORDS = 100
"""The records kept of one briefing; the oldest goes if there are more."""


class ExportRecords:
    """The records of one dossier."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def find(self, briefing: str, export: str) -> ExportRecord | None:
        """Return the record of an export by the id in its file, or None."""
        query = "SELECT value FROM export WHERE briefing = ? AND id = ?"
        with dossier_errors(self._path):
            row = self._connection.execute(query, (briefing, export)).fetchone()
            return None if row is None else _decode(briefing, export, row[0])

    def briefings_with(self, export: str) -> tuple[str, ...]:
        """Return the ids of the briefings that have an export of an id."""
        with dossier_errors(self._path):
            rows = self._connection.execute("SELECT briefing FROM export WHERE id = ?", (export,)).fetchall()
        return tuple(as_text(row[0]) for row in rows)

    def of(self, briefing: str) -> Iterator[ExportRecord]:
        """Yield the records of a briefing, the latest first; damaged ones are left out, so that they stop no export."""
        query = "SELECT id FROM export WHERE briefing = ? ORDER BY moment DESC, id"
        with dossier_errors(self._path):
            names = [as_text(row[0]) for row in self._connection.execute(query, (briefing,))]
        for name in names:
            try:
                record = self.find(briefing, name)
            except DossierError as error:
                if error.code != "dossier-damaged":
                    raise
                continue
            if record is not None:
                yield record

    def write(self, record: ExportRecord) -> None:
        """Write a record in the open transaction; one of the same export is replaced."""
        row = (record.briefing, record.id, record.moment, pack(encode_export(record), QUICK))
        self._connection.execute("INSERT OR REPLACE INTO export VALUES (?, ?, ?, ?)", row)
        self._connection.execute(
            "DELETE FROM export WHERE briefing = ?1 AND id NOT IN"
            " (SELECT id FROM export WHERE briefing = ?1 ORDER BY moment DESC, id LIMIT ?2)",
            (record.briefing, MOST_RECORDS),
        )

    def last_pages(self, briefing: str, audience: str | None) -> bytes | None:
        """Return the last facts about a briefing's pages for a recipient, as they are stored (see `unpack_pages`), or None."""
        query = "SELECT value FROM pages WHERE briefing = ? AND audience = ?"
        with dossier_errors(self._path):
            row = self._connection.execute(query, (briefing, audience or "")).fetchone()
            return None if row is None else as_bytes(row[0])

    def write_pages(self, briefing: str, audience: str | None, pages: LaidOutPages) -> None:
        """Write the facts about pages in the open transaction, in place of those before."""
        row = (briefing, audience or "", pack(encode_pages(pages), QUICK))
        self._connection.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", row)


def unpack_pages(data: bytes) -> LaidOutPages | None:
    """Return the stored facts about pages, None if they are damaged: the pages are laid out again then."""
    try:
        return decode_pages(unpack(data))
    except CorruptValueError:
        return None


def _decode(briefing: str, export: str, data: object) -> ExportRecord:
    record = decode_export(unpack(data))
    if (record.briefing, record.id) != (briefing, export):
        raise CorruptValueError("a record of another export")
    return record
