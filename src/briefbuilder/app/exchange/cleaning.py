"""Removing for good at a place of exchange: batches without what was removed, and pieces that nothing refers to any more."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefbuilder.exchange.records import Batch, decode_batch, is_hash
from briefbuilder.storage.removals import REMOVAL
from briefbuilder.storage.shared_pieces import PieceName

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_STEP = 300
"""Batches that are looked through at once."""
_BLANKED = re.compile(rb'\["[a-z]+","","","",null,"[0-9a-f]{64}"\]')
"""A write without its value, as batches have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """What is to be cleaned at a place: batches by their names, with something blanked, and pieces that are gone.

    `removals` are those for which the place is cleaned, `left` the batches that are still to be looked through.
    """

    removals: frozenset[str] = frozenset()
    left: tuple[str, ...] = ()
    batches: tuple[tuple[str, bytes], ...] = ()
    pieces: frozenset[str] = frozenset()


def next_cleaning(session: Session, before: Cleaning) -> Cleaning:
    """Look through some of the batches, where there are removals for which the place was not cleaned yet."""
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
                yield from _hashes(pieces if isinstance(pieces, list) else ())


def _hashes(names: Iterable[object]) -> Iterator[str]:
    yield from (name for name in names if isinstance(name, str) and is_hash(name))
