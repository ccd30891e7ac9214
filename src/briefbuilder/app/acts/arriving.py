"""An import whose articles come into the dossier while other files are read: a few at a time, all of them one act.

So the window is never held up for long, however many files there are, and an import that is stopped, or dies with
the program, leaves whole articles, which one undo takes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from time import monotonic

from briefbuilder.app.acts.importing import (
    ImportOutcome,
    KeptReading,
    PackedReading,
    import_act,
    keep_reading,
    outcome_of,
    pack_reading,
)
from briefbuilder.app.reading import RefusedFile
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Reading
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.errors import CancelledError

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
        if self._stored and not self._session.grows:
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
            self._session.tell_grown()
        return kept

    def finish(self, readings: Iterable[KeptReading | RefusedFile]) -> None:
        """Store the articles that still wait, in the order of what was read. Raises as `take` does."""
        places = {one.record.id: place for place, one in enumerate(readings) if isinstance(one, KeptReading)}
        self._store(sorted(self._waiting, key=lambda record: places.get(record.id, -1)))
        self._session.tell_grown()

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
        return not waits and record.id not in self._stored and self._session.record(record.id) is None
