"""Undo and redo of one act in parts, each of which is told to who listens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefbuilder.domain.changes import Change, ChangeSet, Key, Value
from briefbuilder.dossier.travel import Travel

Tell = Callable[[Mapping[Key, Value | None]], None]


class Travelling:
    """An act of a session on its way back or forth; `tell` is handed what stands at each changed value's place."""

    def __init__(self, travel: Travel, tell: Tell, *, back: bool) -> None:
        self._travel = travel
        self._tell = tell
        self._back = back
        self._gone: list[Change] = []

    @property
    def act(self) -> ChangeSet | None:
        """The act's name, without its changes; None where there is no act."""
        return self._travel.act

    @property
    def done(self) -> bool:
        """Whether it is at an end: stored, or given up."""
        return self._travel.done

    @property
    def stored(self) -> bool:
        """Whether all of it is stored."""
        return self._travel.done and not self._travel.abandoned

    def step(self, seconds: float | None = None) -> None:
        """Go on for some time, or to the end.

        Raises DossierError where the file cannot be written; the dossier is then as it was before the first part.
        """
        try:
            gone = self._travel.step(seconds)
        finally:
            if self._travel.abandoned and self._gone:
                self._tell(_left(tuple(reversed(self._gone)), back=not self._back))
        self._gone += gone
        # Of several changes of one value the last one that was gone through tells what is there.
        self._tell(_left(gone, back=self._back))

    def finish(self) -> ChangeSet | None:
        """Go to the end, and return the act as it was applied, None where there is none."""
        if not self.done:
            self.step()
        return self._travel.finish()


def _left(changes: Sequence[Change], *, back: bool) -> dict[Key, Value | None]:
    return {change.key: change.before if back else change.after for change in changes}
