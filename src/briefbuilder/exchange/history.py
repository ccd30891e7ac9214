"""Which batch knows which: it follows from what each batch names as its past, as in Git, and from nothing else.

Batches that follow one another form a line; a batch that follows one which already has a successor begins a new line, as
a desk restored from a backup does. A position holds how far along each line a batch knows, so that one look-up says
whether it knows another batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from briefbuilder.domain.errors import ExchangeError
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import Batch


@value(kw_only=False)
class Position:
    """Where a batch stands: its line, its place in it from 1, and the last place that it knows of each line."""

    line: int
    place: int
    known: Mapping[int, int]

    def knows(self, other: Position) -> bool:
        """Return whether a batch is in the past of this one, or is this one."""
        return self.known.get(other.line, 0) >= other.place


class History:
    """The positions of all batches that one dossier holds; lines are numbered by each dossier for itself."""

    def __init__(
        self,
        load: Callable[[str], Position | None] = lambda _name: None,
        ends: Mapping[int, int] | None = None,
        heads: Iterable[str] = (),
    ) -> None:
        """`load` returns the stored position of a batch, `ends` are the last places of the lines, `heads` as below."""
        self._load = load
        self._positions: dict[str, Position] = {}
        self._ends = dict(ends or {})
        self._heads = set(heads)

    @property
    def heads(self) -> tuple[str, ...]:
        """The batches that no other batch knows, sorted."""
        return tuple(sorted(self._heads))

    def position(self, name: str) -> Position | None:
        """Return where a batch stands, None if it is unknown."""
        found = self._positions.get(name) or self._load(name)
        if found is not None:
            self._positions[name] = found
        return found

    def missing(self, batch: Batch) -> tuple[str, ...]:
        """Return the batches of its past that must come before it."""
        return tuple(name for name in batch.past if self.position(name) is None)

    def add(self, batch: Batch) -> Position:
        """Add a batch whose past is there, and return where it stands; raises ExchangeError "batch-parent-missing"."""
        known_before = self.position(batch.name)
        if known_before is not None:
            return known_before
        known: dict[int, int] = {}
        for name in batch.past:
            position = self.position(name)
            if position is None:
                raise ExchangeError("batch-parent-missing", name=name)
            for line, place in position.known.items():
                known[line] = max(known.get(line, 0), place)
        before = None if batch.prev is None else self.position(batch.prev)
        if before is not None and self._ends.get(before.line) == before.place:
            line, place = before.line, before.place + 1
        else:
            line, place = max(self._ends, default=0) + 1, 1
        known[line] = place
        result = Position(line, place, known)
        self._ends[line] = place
        self._positions[batch.name] = result
        self._heads -= set(batch.past)
        self._heads.add(batch.name)
        return result

    def knows(self, batch: str, other: str) -> bool:
        """Return whether a batch knows another or is it; the open batch, "", knows all, and none knows it."""
        if batch in {"", other}:
            return True
        if other == "":
            return False
        one, two = self.position(batch), self.position(other)
        return one is not None and two is not None and one.knows(two)
