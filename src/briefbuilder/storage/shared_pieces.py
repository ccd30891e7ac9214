"""The texts, originals and pictures that the batches of a shared dossier refer to, as they travel: under their SHA-256."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Literal, get_args

from briefbuilder.domain.article import Picture
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import Batch, FieldKey, Json, is_hash
from briefbuilder.storage.blobs import Blobs, picture_names
from briefbuilder.storage.codec import (
    MOST_ORIGINAL,
    MOST_TEXT,
    CorruptValueError,
    as_text,
    decode_blocks,
    pack,
    unpack,
)

PieceKind = Literal["text", "original", "picture"]
MOST_PICTURE = 64 * 1024 * 1024
"""Bytes of a picture; imported ones are far smaller."""
_MOST = {"text": MOST_TEXT, "original": MOST_ORIGINAL, "picture": MOST_PICTURE}
_SELECT = {
    "text": "SELECT 1 FROM text WHERE sha256 = ?",
    "original": "SELECT 1 FROM original WHERE sha256 = ?",
    "picture": "SELECT 1 FROM picture WHERE sha256 = ?",
}


@dataclass(frozen=True, slots=True, order=True)
class PieceName:
    """A text, an original or a picture by the SHA-256 of its bytes."""

    kind: PieceKind
    sha256: str


@value(kw_only=False)
class Piece:
    """A text (the JSON of its blocks), an original or a picture; only a picture needs its `media_type`."""

    kind: PieceKind
    sha256: str
    media_type: str
    data: bytes = field(repr=False)


def pieces_of(key: FieldKey, value: Json) -> frozenset[PieceName]:
    """Return what a write of a field refers to: the text or the original of an article, the pictures in a text of a briefing."""
    if key.collection == "briefing" and key.field in {"blocks", "translation"}:
        return frozenset(PieceName("picture", name) for name in _shown_in(value))
    if key.collection != "article" or key.node:
        return frozenset()
    name = value.get("sha256") if key.field == "original" and isinstance(value, dict) else value
    if key.field not in {"text", "original"} or not isinstance(name, str) or not is_hash(name):
        return frozenset()
    return frozenset({PieceName("text" if key.field == "text" else "original", name)})


def _shown_in(value: Json) -> Iterator[str]:
    """Yield the hashes of the pictures in blocks as JSON, those in tables too."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [held for held in one.values() if isinstance(held, list)]
            name = one.get("picture") if one.get("kind") == "figure" else None
            if isinstance(name, str) and is_hash(name):
                yield name


def pieces_in(batch: Batch) -> frozenset[PieceName]:
    """Return the texts, originals and pictures that a batch refers to; the pictures of its texts are not known yet."""
    return frozenset().union(
        *(pieces_of(write.key, write.value) for act in batch.acts for write in act.writes)
    )


class PieceTable:
    """Which pieces the batches of one dossier refer to, and the pieces themselves.

    A batch that waits has a negative number here.
    """

    def __init__(self, connection: sqlite3.Connection, blobs: Blobs) -> None:
        self._connection = connection
        self._blobs = blobs

    def refer(self, batch: int, names: Iterable[PieceName]) -> None:
        """Note that a batch refers to pieces."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO batch_piece VALUES (?, ?, ?)",
            [(name.sha256, batch, name.kind) for name in names],
        )

    def replace(self, batch: int, names: Iterable[PieceName]) -> None:
        """Note that a batch refers to pieces and no others."""
        self.drop(batch)
        self.refer(batch, names)

    def drop(self, batch: int) -> None:
        """Forget what a batch refers to."""
        self._connection.execute("DELETE FROM batch_piece WHERE batch = ?", (batch,))

    def of(self, batches: Iterable[int]) -> tuple[PieceName, ...]:
        """Return the pieces that some batches refer to, and the pictures in the texts that are here."""
        found: dict[PieceName, None] = {}
        for number in batches:
            rows = self._connection.execute(
                "SELECT kind, sha256 FROM batch_piece WHERE batch = ? ORDER BY kind DESC, sha256", (number,)
            )
            for name in self._names(rows):
                found[name] = None
                if name.kind == "text":
                    found |= dict.fromkeys(self._pictures(name.sha256))
        return tuple(found)

    def missing(self) -> tuple[PieceName, ...]:
        """Return the pieces that some batch refers to and that are not here, texts first."""
        rows = self._connection.execute(
            "SELECT DISTINCT kind, sha256 FROM batch_piece WHERE kind = 'text'"
            " AND sha256 NOT IN (SELECT sha256 FROM text)"
            " UNION ALL SELECT DISTINCT kind, sha256 FROM batch_piece WHERE kind = 'original'"
            " AND sha256 NOT IN (SELECT sha256 FROM original)"
        ).fetchall()
        pictures = self._connection.execute(
            "SELECT picture FROM text_picture JOIN batch_piece ON batch_piece.sha256 = text_picture.text"
            " WHERE picture NOT IN (SELECT sha256 FROM picture)"
            " UNION SELECT sha256 FROM batch_piece WHERE kind = 'picture' AND sha256 NOT IN (SELECT sha256 FROM picture)"
        ).fetchall()
        shown = (PieceName("picture", as_text(row[0])) for row in pictures)
        return (*self._names(rows), *(name for name in shown if is_hash(name.sha256)))

    def has(self, name: PieceName) -> bool:
        """Return whether a piece is here."""
        return self._connection.execute(_SELECT[name.kind], (name.sha256,)).fetchone() is not None

    def get(self, name: PieceName) -> Piece | None:
        """Return a piece, None if it is not here. Raises DossierError if its bytes are damaged."""
        if not self.has(name):
            return None
        if name.kind == "picture":
            picture = self._blobs.pictures([name.sha256])[name.sha256]
            return Piece("picture", name.sha256, picture.media_type, picture.data)
        if name.kind == "original":
            return Piece("original", name.sha256, "", self._blobs.original(name.sha256))
        return Piece("text", name.sha256, "", unpack(self._blobs.packed_text(name.sha256), MOST_TEXT))

    def keep(self, piece: Piece) -> bool:
        """Store a piece, return whether it is what its name says and no larger than it may be."""
        data = piece.data
        if (
            piece.kind not in _MOST
            or len(data) > _MOST[piece.kind]
            or sha256(data).hexdigest() != piece.sha256
        ):
            return False
        if self.has(PieceName(piece.kind, piece.sha256)):
            return True
        if piece.kind == "picture":
            self._blobs.keep_pictures({piece.sha256: Picture(media_type=piece.media_type[:100], data=data)})
        elif piece.kind == "original":
            self._connection.execute("INSERT INTO original VALUES (?, ?)", (piece.sha256, pack(data)))
        else:
            return self._keep_text(piece)
        return True

    def _keep_text(self, piece: Piece) -> bool:
        try:
            blocks = decode_blocks(piece.data)
        except CorruptValueError:
            return False
        self._connection.execute("INSERT INTO text VALUES (?, ?)", (piece.sha256, pack(piece.data)))
        self._connection.executemany(
            "INSERT OR IGNORE INTO text_picture VALUES (?, ?)",
            [(piece.sha256, name) for name in picture_names(blocks) if is_hash(name)],
        )
        return True

    def _pictures(self, text: str) -> Iterator[PieceName]:
        rows = self._connection.execute(
            "SELECT picture FROM text_picture WHERE text = ? ORDER BY picture", (text,)
        )
        names = (as_text(row[0]) for row in rows.fetchall())
        return (PieceName("picture", name) for name in names if is_hash(name))

    @staticmethod
    def _names(rows: Iterable[tuple[object, object]]) -> Iterator[PieceName]:
        for kind, name in rows:
            known = next((one for one in get_args(PieceKind) if one == kind), None)
            if known is None or not is_hash(name):
                raise CorruptValueError("a piece without a name")
            yield PieceName(known, as_text(name))
