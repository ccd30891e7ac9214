"""Importing: what was read becomes articles of the dossier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from briefbuilder.app.reading import FileReading, RefusedFile
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Reading
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.errors import BriefbuilderError, DossierError, ImportRefusedError
from briefbuilder.domain.notices import Notice

_UNSTORABLE = "text-not-storable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOutcome:
    """What became of one file: `article` is the new article's id, or the one that it repeats."""

    path: str
    status: Literal["imported", "duplicate", "refused"]
    article: str | None = None
    notices: tuple[Notice, ...] = ()
    error: BriefbuilderError | None = None


def import_readings(
    session: Session, readings: Iterable[Reading | RefusedFile]
) -> tuple[ChangeSet, tuple[ImportOutcome, ...]]:
    """Return the act that imports what was read, in order, and what became of each file.

    A file whose bytes are in the dossier already is a duplicate; ids follow from the bytes, and for a chapter
    of a book from its place too. The texts, originals and pictures are
    stored at once, under their hashes; the act carries the references.
    """
    known = {record.id for record in session.articles()}
    outcomes: list[ImportOutcome] = []
    records: list[ArticleRecord] = []
    for reading in readings:
        if isinstance(reading, RefusedFile):
            outcomes.append(ImportOutcome(path=str(reading.path), status="refused", error=reading.error))
            continue
        article = reading.article.id
        path = str(reading.path) if isinstance(reading, FileReading) else reading.article.original.name
        if article in known:
            outcomes.append(ImportOutcome(path=path, status="duplicate", article=article))
            continue
        try:
            record = _record(session, reading)
        except DossierError as error:
            if error.code != _UNSTORABLE:
                raise
            # The fault of one file is no reason to lose the others.
            refused = ImportRefusedError("import-not-storable", name=PurePath(path).name)
            outcomes.append(ImportOutcome(path=path, status="refused", error=refused))
            continue
        records.append(record)
        known.add(record.id)
        outcomes.append(
            ImportOutcome(path=path, status="imported", article=record.id, notices=reading.notices)
        )
    return _act(records), tuple(outcomes)


def _act(records: list[ArticleRecord]) -> ChangeSet:
    changes = tuple(Change(key=Key("article", record.id), before=None, after=record) for record in records)
    title = records[0].metadata.title if records else ""
    return ChangeSet(
        act="import-articles", changes=changes, parameters={"count": str(len(records)), "title": title}
    )


def _record(session: Session, reading: Reading) -> ArticleRecord:
    article = reading.article
    return ArticleRecord(
        id=article.id,
        metadata=article.metadata,
        original=article.original,
        text=session.keep(reading),
        revision=article.revision,
        notices=reading.notices,
        imported=session.clock.now(),
    )
