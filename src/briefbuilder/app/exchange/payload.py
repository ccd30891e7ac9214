"""What travels in a round: as much as fits into a short one, its order, and what the round removes at a place for good."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import field
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from briefbuilder.app.exchange.secrecy import HouseKey
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import Batch, decode_batch, is_hash
from briefbuilder.storage.shared_batches import REMOVAL
from briefbuilder.storage.shared_pieces import Piece, PieceName

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.storage.shared_log import SharedLog


MOST_CARRIED = 4 * 1024 * 1024
"""Bytes that a round carries in each direction; the last batch or piece may exceed it."""
MOST_BATCHES = 500
"""Batches that a round carries in each direction."""

_STEP = 300
"""Batches that are looked through at once."""
_BLANKED = re.compile(rb'\["[a-z]+","","","",null,"[0-9a-f]{64}"\]')
"""A write without its value, as batches have it."""


@value(kw_only=False)
class PackedBatch:
    """A sealed batch as it travels, before encryption."""

    name: str
    data: bytes = field(repr=False)


class Carrier:
    """Reads from the dossier what a round may have to write, up to its limits."""

    def __init__(self, shared: SharedLog, there: Collection[str]) -> None:
        """`there` are pieces that the place is known to have."""
        self._shared = shared
        self._there = there
        self._brought: set[str] = set()
        self._bytes = 0
        self.carried: list[PackedBatch | Piece] = []
        self.more = False

    def bring(self, names: Iterable[str]) -> None:
        """Add batches, each after its pieces."""
        for name in names:
            if name in self._brought:
                continue
            for piece in self._shared.pieces_of((name,)):
                if piece.sha256 not in self._there and not self._add_piece(piece):
                    return
            if not self._has_room():
                return
            self._add(PackedBatch(name, self._shared.batch(name)), name)

    def answer(self, key: HouseKey | None, wanted: Collection[str]) -> frozenset[str]:
        """Add those batches and pieces that other desks want; return the names for which all was done that can be."""
        if not wanted:
            return frozenset()
        names = self._shared.names()
        self.bring(sorted(name for name in wanted if name in names))
        done = {name for name in wanted if name in self._brought}
        if any(name not in names for name in wanted):
            for piece in self._shared.pieces_of(names):
                name = place_name(key, piece.sha256)
                if name in wanted and self._add_piece(piece):
                    done.add(name)
        return frozenset(done if self.more else wanted)

    def _add_piece(self, named: PieceName) -> bool:
        if named.sha256 in self._brought:
            return True
        if not self._has_room():
            return False
        piece = self._shared.piece(named)
        if piece is not None:
            self._add(piece, named.sha256)
        return True

    def _has_room(self) -> bool:
        self.more = self.more or self._bytes >= MOST_CARRIED or len(self.carried) >= MOST_BATCHES
        return not self.more

    def _add(self, carried: PackedBatch | Piece, name: str) -> None:
        self._brought.add(name)
        self._bytes += len(carried.data)
        self.carried.append(carried)


def place_name(key: HouseKey | None, sha256: str) -> str:
    """Return the name that a piece has at a place."""
    return sha256 if key is None else key.hidden(sha256)


@value
class Cleaning:
    """What is to be cleaned at a place: batches by their names, with something blanked, and pieces that are gone.

    `removals` are those for which the place is cleaned, `left` the batches that are still to be looked through.
    """

    removals: frozenset[str] = frozenset()
    left: tuple[str, ...] = ()
    batches: tuple[tuple[str, bytes], ...] = ()
    pieces: frozenset[str] = frozenset()


def next_cleaning(session: Session, before: Cleaning) -> Cleaning:
    """Look through some of the batches, if there are removals for which the place was not cleaned yet."""
    shared = session.store.shared
    removals = frozenset(shared.removals.ids())
    names = before.left if removals == before.removals else tuple(sorted(shared.names()))
    found: list[tuple[str, bytes]] = []
    gone: set[str] = set()
    for name in names[:_STEP]:
        data = shared.batch(name)
        plain = zlib.decompress(data)
        if _BLANKED.search(plain):
            found.append((name, data))
        if b'"removal"' in plain:
            gone.update(_removed_pieces(decode_batch(data, name)))
    return Cleaning(
        removals=removals,
        left=names[_STEP:],
        batches=tuple(found),
        pieces=frozenset(name for name in gone if not _is_here(session, name)),
    )


def _is_here(session: Session, sha256: str) -> bool:
    names = (PieceName("text", sha256), PieceName("original", sha256), PieceName("picture", sha256))
    return any(session.store.shared.piece(name) is not None for name in names)


def _removed_pieces(batch: Batch) -> Iterator[str]:
    """Yield the pieces that the removals of a batch name."""
    for act in batch.acts:
        for write in act.writes:
            told = write.value
            if write.key.collection == REMOVAL and isinstance(told, dict):
                pieces = told.get("pieces")
                yield from filter(is_hash, pieces if isinstance(pieces, list) else ())


# The order in which batches are taken in, and their clocks.

CLOCK_MINUTES = 10
"""Minutes by which a desk's clock may be ahead without a warning."""
_MINUTE = 60_000


def parents_first(batches: Iterable[Batch]) -> list[Batch]:
    """Return batches so that each is after those of them that it follows."""
    named = {batch.name: batch for batch in batches}
    pasts = {name: [past for past in batch.past if past in named] for name, batch in named.items()}
    return [named[name] for name in TopologicalSorter(pasts).static_order()]


def clocks_ahead(batches: Iterable[Batch], now: int, highest: int) -> tuple[dict[str, int], int]:
    """Return the minutes by which the clocks of desks are ahead, for those of more than ten, and the highest clock.

    An act has at least the clock of those before it, so a desk is named only if it goes beyond all that is known.
    Batches stand parents first; times are in milliseconds since 1970.
    """
    limit = CLOCK_MINUTES * _MINUTE
    ahead: dict[str, int] = {}
    for batch in batches:
        clock = max(act.clock for act in batch.acts)
        if clock > now + limit and clock > highest + limit:
            ahead[batch.desk] = (clock - now) // _MINUTE
        highest = max(highest, clock)
    return ahead, highest
