"""Taking an act back, or doing it again, in parts: so that a window lives while thousands of articles go.

All parts are one transaction, which ends with the last of them: where the program dies before, the dossier is as
it was. So nothing else may be written in between (store.py sees to that).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter

from briefbuilder.domain.changes import Change, ChangeSet
from briefbuilder.dossier.faults import told
from briefbuilder.dossier.history import History, Stored, StoredChange
from briefbuilder.dossier.transaction import Transaction

WHOLE = 6
"""Changes up to which an act goes in one part: most acts have no more."""
Write = Callable[[Change, bytes | None], object]


class Travel:
    """One act on its way back or forth. It begins when it is made; `done` tells that all of it is stored."""

    def __init__(
        self,
        path: Path,
        history: History,
        stored: Stored,
        write: Write,
        transaction: Transaction,
        *,
        back: bool,
    ) -> None:
        """Begin to take the last act in force of a dossier back, or to do the first one behind it again.

        `stored` gives the JSON of a value as it stands in the tables, `write` stores a change.
        """
        self._path = path
        self._history = history
        self._write = write
        self._transaction = transaction
        self._back = back
        self._number = history.cursor if back else history.cursor + 1
        self._changes: list[Change] = []
        self.act = history.name(self._number)
        self.done = self.act is None
        self.abandoned = False
        self._size = 0
        self._parts: Iterator[StoredChange] = iter(())
        if self.act is not None:
            transaction.begin()
            self._size = history.size(self._number)
            self._parts = history.changes(self._number, stored, in_force=back)

    @property
    def number(self) -> int:
        """The act's number in the history."""
        return self._number

    def step(self, seconds: float | None = None) -> Sequence[Change]:
        """Go on for some time, or to the end, and return the changes that were taken back or done again.

        They stand as the act has them, in the order in which they were gone through. What goes wrong takes
        everything back, and is raised: as DossierError where it is the file's.
        """
        with told(self._path):
            return self._step(seconds)

    def _step(self, seconds: float | None) -> Sequence[Change]:
        whole = seconds is None or self._size <= WHOLE
        until = float("inf") if whole or seconds is None else perf_counter() + seconds
        gone: list[Change] = []
        well = False
        try:
            while (stored := next(self._parts, None)) is not None:
                self._take(stored)
                gone.append(stored.change)
                if perf_counter() >= until and len(self._changes) + len(gone) < self._size:
                    break
            else:
                self._end()
            well = True
        finally:
            if not well:
                self.abandon()
        self._changes += gone
        return gone

    def finish(self) -> ChangeSet | None:
        """Go to the end, and return the act as it was applied, None where there is none."""
        if not self.done:
            self.step()
        if self.act is None:
            return None
        changes = reversed(self._changes) if self._back else self._changes
        return ChangeSet(act=self.act.act, changes=tuple(changes), parameters=self.act.parameters)

    def abandon(self) -> None:
        """Leave everything as it was before the first part."""
        if not self.done:
            self.done = self.abandoned = True
            self._transaction.rollback()

    def _take(self, stored: StoredChange) -> None:
        if self._back:
            self._write(stored.change.inverted(), stored.before)
            self._history.keep_added(self._number, stored)
        else:
            self._write(stored.change, stored.after)

    def _end(self) -> None:
        self._history.move(self._number - 1 if self._back else self._number)
        self._transaction.commit()
        self.done = True
