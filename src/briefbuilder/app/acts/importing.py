"""Importing: what was read becomes articles of the dossier.

What a reading brings along (its text, its original, its pictures) is stored when it is kept, under hashes; the
act that imports all of them at once carries the references. So an import of many files holds little at a time:
a reading is packed beside the window, kept in a moment, and let go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from briefbuilder.app.reading import FileReading, RefusedFile
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Reading
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.errors import BriefbuilderError, DossierError, ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.dossier.texts import Packed, packed

_UNSTORABLE = "text-not-storable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What became of one file: `article` is the new article's id, or the one that it repeats."""

    path: str
    status: Literal["imported", "duplicate", "refused"]
    article: str | None = None
    notices: tuple[Notice, ...] = ()
    error: BriefbuilderError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedReading:
    """A reading that is ready to be kept: its record lacks the time of import, its text is packed."""

    path: Path
    record: ArticleRecord
    packed: Packed = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReading:
    """A reading whose text the dossier holds, for the act that imports it; its record lacks the time of that."""

    path: Path
    record: ArticleRecord


def pack_reading(reading: Reading) -> PackedReading | RefusedFile:
    """Get a reading ready to be kept; it needs no dossier and may take a moment, so do it beside the window."""
    article = reading.article
    path = reading.path if isinstance(reading, FileReading) else Path(article.original.name)
    try:
        brought = packed(reading)
    except DossierError as error:
        if error.code != _UNSTORABLE:
            raise
        # The fault of one file is no reason to lose the others.
        return RefusedFile(path=path, error=ImportRefusedError("import-not-storable", name=path.name))
    record = ArticleRecord(
        id=article.id,
        metadata=article.metadata,
        original=article.original,
        text=brought.text,
        revision=article.revision,
        notices=reading.notices,
        imported="",
    )
    return PackedReading(path=path, record=record, packed=brought)


def keep_reading(session: Session, ready: PackedReading | RefusedFile) -> KeptReading | RefusedFile:
    """Store what a reading brings along, unless the article is in the dossier already."""
    if isinstance(ready, RefusedFile):
        return ready
    if session.record(ready.record.id) is None:
        session.keep(ready.packed)
    return KeptReading(path=ready.path, record=ready.record)


def import_readings(
    session: Session, readings: Iterable[Reading | KeptReading | RefusedFile]
) -> tuple[ChangeSet, tuple[ImportOutcome, ...]]:
    """Return the act that imports what was read, in order, and what became of each file.

    A file whose bytes are in the dossier already is a duplicate; ids follow from the bytes, and for a chapter
    of a book from its place too. What is not kept yet is.
    """
    taken: set[str] = set()
    outcomes: list[ImportOutcome] = []
    records: list[ArticleRecord] = []
    for reading in readings:
        one = keep_reading(session, pack_reading(reading)) if isinstance(reading, Reading) else reading
        path = str(one.path)
        if isinstance(one, RefusedFile):
            outcomes.append(ImportOutcome(path=path, status="refused", error=one.error))
            continue
        record = one.record
        if record.id in taken or session.record(record.id) is not None:
            outcomes.append(ImportOutcome(path=path, status="duplicate", article=record.id))
            continue
        records.append(replace(record, imported=session.clock.now()))
        taken.add(record.id)
        outcomes.append(
            ImportOutcome(path=path, status="imported", article=record.id, notices=record.notices)
        )
    return _act(records), tuple(outcomes)


def _act(records: list[ArticleRecord]) -> ChangeSet:
    changes = tuple(Change(key=Key("article", record.id), before=None, after=record) for record in records)
    title = records[0].metadata.title if records else ""
    return ChangeSet(
        act="import-articles", changes=changes, parameters={"count": str(len(records)), "title": title}
    )
