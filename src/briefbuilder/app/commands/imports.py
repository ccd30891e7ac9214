"""Importing: what was read becomes articles of the dossier.

What a reading brings along (its text, its original, its pictures) is stored when it is kept, under hashes; the
act that imports all of them at once carries the references. So an import of many files holds little at a time:
a reading is packed beside the window, kept in a moment, and let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Literal

from briefbuilder.app.read_files import FileReading, RefusedFile
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Reading
from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key
from briefbuilder.domain.errors import BriefbuilderError, CancelledError, DossierError, ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.storage.blobs import Packed, packed

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
    if session.store.record(ready.record.id) is None:
        session.store.keep(ready.packed)
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
            and session.store.record(one.record.id) is None
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


# An import whose articles come into the dossier while other files are read: a few at a time, all of them one act.
#
# So the window is never held up for long, however many files there are, and an import that is stopped, or dies with
# the program, leaves whole articles, which one undo takes out.

SLICE = 2
"""Articles that are stored at once: some 5 ms, which nobody notices, also where readers use all processors."""
FIRST = 4
"""Articles that the first slice waits for, so that a few files stand in the order in which they were named."""
TOLD = 0.4
"""Seconds after which who listens to the dossier is told what came in: a list that grows twice a second is alive."""


class ArrivingImport:
    """One import into an open dossier."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._waiting: list[ArticleRecord] = []
        self._stored: set[str] = set()
        self._title = ""
        self._told = monotonic()

    @property
    def count(self) -> int:
        """How many articles have come into the dossier."""
        return len(self._stored)

    def take(self, ready: Reading | PackedReading | RefusedFile) -> KeptReading | RefusedFile:
        """Store what one file brings along, and a slice of articles where enough wait for it.

        Raises CancelledError where the user has taken back what came in, DossierError as the session does.
        """
        if self._stored and not self._session.store.can_grow:
            self._stored.clear()
            raise CancelledError
        kept = keep_reading(self._session, pack_reading(ready) if isinstance(ready, Reading) else ready)
        if isinstance(kept, KeptReading) and self._is_new(kept.record):
            self._waiting.append(kept.record)
        if len(self._waiting) >= (SLICE if self._stored else FIRST):
            self._store(self._waiting)
        elif monotonic() - self._told > TOLD:
            # Not in the same breath as storing: both are felt together.
            self._told = monotonic()
            self._session.store.announce_slices()
        return kept

    def finish(self, readings: Iterable[KeptReading | RefusedFile]) -> None:
        """Store the articles that still wait, in the order of what was read. Raises as `take` does."""
        places = {one.record.id: place for place, one in enumerate(readings) if isinstance(one, KeptReading)}
        self._store(sorted(self._waiting, key=lambda record: places.get(record.id, -1)))
        self._session.store.announce_slices()

    def _store(self, waiting: Sequence[ArticleRecord]) -> None:
        if not waiting:
            return
        slice_ = tuple(replace(record, imported=self._session.clock.now()) for record in waiting)
        self._waiting.clear()
        first = not self._stored
        self._title = slice_[0].metadata.title if first else self._title
        act = import_act(slice_, len(self._stored) + len(slice_), self._title)
        if not self._session.grow(act, first=first):
            self._stored.clear()
            raise CancelledError
        self._stored.update(record.id for record in slice_)

    def outcomes(self, readings: Iterable[KeptReading | RefusedFile]) -> tuple[ImportOutcome, ...]:
        """Return what became of each file; of several with the same bytes the first one is the article."""
        told: set[str] = set()
        found: list[ImportOutcome] = []
        for reading in readings:
            name = reading.record.id if isinstance(reading, KeptReading) else ""
            found.append(outcome_of(reading, new=name in self._stored and name not in told))
            told.add(name)
        return tuple(found)

    def _is_new(self, record: ArticleRecord) -> bool:
        waits = any(one.id == record.id for one in self._waiting)
        return not waits and record.id not in self._stored and self._session.store.record(record.id) is None
