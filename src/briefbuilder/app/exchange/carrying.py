"""What a round carries to a place: batches and pieces, as many as fit into a short round."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbuilder.app.exchange.secrecy import HouseKey
from briefbuilder.storage.shared_pieces import Piece, PieceName

if TYPE_CHECKING:
    from briefbuilder.storage.shared_log import SharedLog

MOST_CARRIED = 4 * 1024 * 1024
"""Bytes that a round carries in each direction; the last batch or piece may exceed it."""
MOST_BATCHES = 500
"""Batches that a round carries in each direction."""


@dataclass(frozen=True, slots=True)
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
