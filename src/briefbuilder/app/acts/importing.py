"""Importing: what was read becomes articles of the dossier.

What a reading brings along (its text, its original, its pictures) is stored when it is kept, under hashes; the
act that imports all of them at once carries the references. So an import of many files holds little at a time:
a reading is packed beside the window, kept in a moment, and let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    taken: dict[str, ArticleRecord] = {}
    outcomes: list[ImportOutcome] = []
    for reading in readings:
        one = keep_reading(session, pack_reading(reading)) if isinstance(reading, Reading) else reading
        new = (
            isinstance(one, KeptReading)
            and one.record.id not in taken
            and session.record(one.record.id) is None
        )
        if isinstance(one, KeptReading) and new:
            taken[one.record.id] = replace(one.record, imported=session.clock.now())
        outcomes.append(outcome_of(one, new=new))
    records = tuple(taken.values())
    return import_act(records, len(records), records[0].metadata.title if records else ""), tuple(outcomes)


def outcome_of(reading: KeptReading | RefusedFile, *, new: bool) -> ImportOutcome:
    """Return what became of a file, which was `new` where it became an article now."""
    path = str(reading.path)
    if isinstance(reading, RefusedFile):
        return ImportOutcome(path=path, status="refused", error=reading.error)
    record = reading.record
    if not new:
        return ImportOutcome(path=path, status="duplicate", article=record.id)
    return ImportOutcome(path=path, status="imported", article=record.id, notices=record.notices)


def import_act(records: Sequence[ArticleRecord], count: int, title: str) -> ChangeSet:
    """Return the act that adds articles, or a slice of it; `count` are all of it, `title` is the first one's."""
    changes = tuple(Change(key=Key("article", record.id), before=None, after=record) for record in records)
    return ChangeSet(act="import-articles", changes=changes, parameters={"count": str(count), "title": title})
