"""Files of changes: what one desk did, for those that no shared place connects.

    magic, length and JSON of the head     how the file is protected
    entries                                the sender, then batches, each after the pieces that it refers to, then the end
    seal                                   HMAC-SHA-256 of all before by the house key or a password, else their SHA-256

An entry is its kind, its name, its length and its bytes. With a password, or a house key if the dossier is encrypted,
the entries are cut into chunks of AES-256-GCM, each bound to the head, its number and whether it is the last. A file is read
whole before anything of it is taken in, and refused whole if anything is wrong.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol

from briefbuilder import __version__
from briefbuilder.app.exchange.payload import clocks_ahead, parents_first
from briefbuilder.app.exchange.round import Arrived
from briefbuilder.app.exchange.secrecy import (
    SALT_BYTES,
    TAG_BYTES,
    HouseKey,
    cipher,
    decrypted,
    pack_piece,
    password_key,
    unpack_piece,
)
from briefbuilder.domain.errors import CancelledError, ExchangeError
from briefbuilder.domain.progress import Progress, Stop, ignore_progress, never_stop
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import MOST_BATCH, RULES, Batch, Json, canonical, decode_batch, is_hash
from briefbuilder.storage.codec import MOST_ORIGINAL
from briefbuilder.storage.shared_pieces import Piece, PieceName
from briefbuilder.system.files import require_suffix
from briefbuilder.typed_json import json_adapter

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SUFFIX = ".bbx"
MOST_FILE = 8 * 1024**3
"""Bytes of a file of changes."""
MOST_PART = 64 * 1024 * 1024
"""Bytes of batches and pieces that are in memory at once; the last of them may exceed it."""
_MAGIC = b"BRIEFBUILDER CHANGES\x01\n"
_FORM = 1
_SEAL = 32
_MOST_HEAD, _MOST_SENDER = 4096, 8 * 1024 * 1024
_MOST_HEADS, _MOST_LACKING, _MOST_NAME = 10_000, 50_000, 200
_CHUNK = 1024 * 1024
_SENDER, _BATCH, _PIECE, _END = b"S", b"B", b"P", b"E"
_NO_NAME = bytes(32)
_MOST_ENTRY = {_SENDER: _MOST_SENDER, _BATCH: MOST_BATCH, _PIECE: MOST_ORIGINAL + 4096, _END: 0}

Protection = Literal["none", "house-key", "house-key-encrypted", "password"]


@value
class Protector:
    """How a file is protected: by a password, by the house key, or only against accidents.

    With a house key the file is encrypted if `encrypts`; else everybody can read it, but nobody else can change it.
    """

    key: HouseKey | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    encrypts: bool = False

    @property
    def protection(self) -> Protection:
        """What the head of the file says."""
        if self.password is not None:
            return "password"
        if self.key is None:
            return "none"
        return "house-key-encrypted" if self.encrypts else "house-key"


@value
class SenderEntry:
    """Who made a file, and what that desk has: its newest batches, and the pieces that it lacks.

    `first` is a batch with which the dossier began, `left_out` how many originals and pictures the sender left out.
    """

    desk: str
    name: str
    made: str
    first: str
    heads: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    left_out: int = 0

    def encoded(self) -> bytes:
        """Return the entry as it is in a file."""
        return canonical({"form": _FORM, "program": __version__, **asdict(self)})


class ChangesReader(Protocol):
    """What a file needs of a dossier, one thing after the other, so that a job can ask the window's thread for each."""

    def batch(self, name: str) -> bytes:
        """Return a sealed batch."""

    def piece(self, name: PieceName) -> Piece | None:
        """Return a piece, None if it is not there."""


@value
class OutgoingFile:
    """What a file is made of: pieces, then the batches, parents first, each with the pieces that precede it.

    `marked` are the titles of the briefings that need the sender's consent, by id; None if it was given.
    """

    sender: SenderEntry
    batches: tuple[tuple[str, tuple[PieceName, ...]], ...]
    pieces: tuple[PieceName, ...] = ()
    protector: Protector
    marked: Mapping[str, str] | None = None


# Writing.


def write_changes(
    outgoing: OutgoingFile,
    path: Path,
    reader: ChangesReader,
    stop: Stop,
    on_progress: Progress = ignore_progress,
) -> int:
    """Write a file of changes, whole or not at all; return its size in bytes. For jobs, which have no session.

    Raises CancelledError, and ExchangeError "changes-marked" if a marked or limited briefing would travel without the
    sender's consent, "changes-unwritable", or "exchange-encryption-missing"; ExportError if the name does not end in .bbx.
    """
    require_suffix(path, SUFFIX)
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.part")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
            writer = _Writer(file, outgoing.protector)
            _write_entries(writer, outgoing, reader, stop, on_progress)
            writer.end()
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExchangeError("changes-unwritable", file=str(path), reason=reason) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return size


def _write_entries(
    writer: _Writer, outgoing: OutgoingFile, reader: ChangesReader, stop: Stop, on_progress: Progress
) -> None:
    writer.add(_SENDER, _NO_NAME, outgoing.sender.encoded())
    written: set[PieceName] = set()
    told: dict[str, str] = {}

    def add_pieces(names: tuple[PieceName, ...]) -> None:
        for wanted in names:
            if stop():
                raise CancelledError
            piece = None if wanted in written else reader.piece(wanted)
            if piece is not None:
                writer.add(_PIECE, bytes.fromhex(piece.sha256), pack_piece(piece))
            written.add(wanted)

    add_pieces(outgoing.pieces)
    for number, (name, pieces) in enumerate(outgoing.batches, 1):
        add_pieces(pieces)
        if stop():
            raise CancelledError
        data = reader.batch(name)
        if outgoing.marked is not None:
            told |= _marked_in(decode_batch(data, name), outgoing.marked)
        writer.add(_BATCH, bytes.fromhex(name), data)
        on_progress(number / len(outgoing.batches))
    if told:
        titles = ", ".join(sorted(told.values()))
        raise ExchangeError("changes-marked", briefings=titles, count=str(len(told)))
    writer.add(_END, _NO_NAME, b"")


def _marked_in(batch: Batch, marked: Mapping[str, str]) -> dict[str, str]:
    """Return the titles of the marked briefings that a batch writes, by their ids; those that are gone have their ids."""
    found: dict[str, str] = {}
    for act in batch.acts:
        for write in act.writes:
            key = write.key
            if key.collection != "briefing" or write.blanked:
                continue
            if key.id in marked or _is_limit(key.field, write.value):
                found[key.id] = marked.get(key.id, key.id)
    return found


def _is_limit(field: str, value: Json) -> bool:
    """Return whether a field of a briefing marks it, or keeps something in it from some recipients."""
    name = field.partition(".")[0]
    if not isinstance(value, dict) or name not in {"marking", "release", "releases"}:
        return False
    return bool(value.get("id")) if name == "marking" else value.get("disclosure") in {"closed", "named"}


class _Writer:
    """Writes the parts of a file, and what the seal is made of."""

    def __init__(self, file: BinaryIO, protector: Protector) -> None:
        salt = secrets.token_bytes(SALT_BYTES)
        self._file = file
        self._keys = _FileKeys.of(protector.protection, salt, protector.key, protector.password)
        head = {
            "form": _FORM,
            "protection": protector.protection,
            "salt": salt.hex(),
            "sign": "" if protector.key is None else protector.key.sign.hex(),
            "check": self._keys.check.hex(),
        }
        encoded = canonical(head)
        self._seal = self._keys.new_seal()
        self._held = bytearray()
        self._chunks = 0
        self._bound = hashlib.sha256(encoded).digest()
        self._put(_MAGIC + len(encoded).to_bytes(4, "big") + encoded)

    def add(self, kind: bytes, name: bytes, data: bytes) -> None:
        """Write an entry."""
        head = kind + name + len(data).to_bytes(8, "big")
        if self._keys.cipher is None:
            self._put(head)
            self._put(data)
            return
        self._held += head
        self._held += data
        while len(self._held) > _CHUNK:
            self._put_chunk(bytes(self._held[:_CHUNK]), last=False)
            del self._held[:_CHUNK]

    def end(self) -> None:
        """Write what is held, and the seal."""
        if self._keys.cipher is not None:
            self._put_chunk(bytes(self._held), last=True)
        self._file.write(self._seal.digest())

    def _put_chunk(self, plain: bytes, *, last: bool) -> None:
        assert self._keys.cipher is not None
        nonce, bound = _chunk_binding(self._bound, self._chunks, last=last)
        body = self._keys.cipher.encrypt(nonce, plain, bound)
        self._put(len(body).to_bytes(4, "big") + body)
        self._chunks += 1

    def _put(self, data: bytes) -> None:
        self._seal.update(data)
        self._file.write(data)


def _chunk_binding(head: bytes, number: int, *, last: bool) -> tuple[bytes, bytes]:
    """Return the nonce of a chunk, and what it is bound to; the key is that of one file, so that numbers are nonces."""
    return number.to_bytes(12, "big"), head + (b"last" if last else b"more")


class _Hash(Protocol):
    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


@value(kw_only=False)
class _FileKeys:
    """The keys of one file, made from its salt."""

    seal: bytes = field(repr=False)
    cipher: AESGCM | None
    check: bytes

    @classmethod
    def of(cls, protection: str, salt: bytes, key: HouseKey | None, password: str | None) -> _FileKeys:
        if protection == "none":
            return cls(b"", None, b"")
        if protection == "password":
            if password is None:
                raise ExchangeError("changes-password-needed")
            root = password_key(password, salt)
        else:
            if key is None:
                raise ExchangeError("exchange-key-needed")
            root = hmac.digest(key.made_for("files"), salt, "sha256")
        encrypts = protection != "house-key"
        result = [hmac.digest(root, purpose, "sha256") for purpose in (b"seal", b"entries", b"check")]
        return cls(result[0], cipher(result[1]) if encrypts else None, result[2][:8])

    def new_seal(self) -> _Hash:
        return hmac.new(self.seal, digestmod="sha256") if self.seal else hashlib.sha256()


# Reading.


@value
class ReceivedFile:
    """A file of changes that was read whole and is sound; `arrivals` takes its batches and pieces from it."""

    path: Path
    sender: SenderEntry
    seal: bytes = field(repr=False)
    names: frozenset[str] = field(repr=False)
    past: frozenset[str] = field(repr=False)

    def require_same_dossier(self, known: frozenset[str]) -> None:
        """Raise ExchangeError "changes-other-dossier" if the file has nothing in common with a shared dossier."""
        theirs = self.names | self.past | {self.sender.first, *self.sender.heads}
        if known and theirs.isdisjoint(known):
            raise ExchangeError("changes-other-dossier", file=str(self.path))


def read_changes(
    path: Path,
    stop: Stop,
    *,
    key: HouseKey | None = None,
    password: str | None = None,
    must_be_protected: bool = False,
    on_progress: Progress = ignore_progress,
) -> ReceivedFile:
    """Read a file of changes whole; nothing is taken in. For jobs, which have no session.

    A file without a seal or a password is refused if this desk has a house key, and if it `must_be_protected`. Raises
    CancelledError and ExchangeError.
    """
    names: set[str] = set()
    past: set[str] = set()
    with _opened(path, key, password, stop, on_progress) as source:
        if source.protection == "none" and (must_be_protected or key is not None):
            raise ExchangeError("changes-unprotected", file=str(path))
        for entry in source.entries():
            if isinstance(entry, Batch):
                names.add(entry.name)
                past.update(entry.past)
    return ReceivedFile(
        path=path,
        sender=source.sender,
        seal=source.seal,
        names=frozenset(names),
        past=frozenset(past - names),
    )


def arrivals(
    received: ReceivedFile,
    stop: Stop,
    now: int,
    *,
    key: HouseKey | None = None,
    password: str | None = None,
) -> Iterator[Arrived]:
    """Yield what a file brings in parts that fit into memory, for `take_in_step`; for jobs, which have no session.

    `now` is in milliseconds since 1970. The file is read and checked again.
    """
    highest, size = now, 0
    batches: list[Batch] = []
    part = Arrived(highest=now)
    with _opened(received.path, key, password, stop, ignore_progress) as source:
        if source.seal != received.seal:
            raise ExchangeError("changes-damaged", file=str(received.path))
        for entry in source.entries():
            if size > MOST_PART:
                yield _finished(part, batches, now)
                highest, size, batches = part.highest, 0, []
                part = Arrived(highest=highest)
            if isinstance(entry, Piece):
                part.pieces.append(entry)
                size += len(entry.data)
            elif entry.rules > RULES:
                part.held_back |= {entry.name}
            else:
                batches.append(entry)
                size += len(entry.acts) * 200
    yield _finished(part, batches, now)


def _finished(part: Arrived, batches: list[Batch], now: int) -> Arrived:
    part.batches = deque(parents_first(batches))
    part.clocks, part.highest = clocks_ahead(part.batches, now, part.highest)
    return part


@contextmanager
def _opened(
    path: Path,
    key: HouseKey | None,
    password: str | None,
    stop: Stop,
    on_progress: Progress,
) -> Iterator[_Source]:
    """Open a file, check its seal, and turn whatever is wrong with it into one sentence."""
    try:
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind) and not stat.S_ISDIR(kind):
            raise ExchangeError("changes-none", file=str(path))  # opening a pipe may never end
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode) or state.st_size > MOST_FILE:
                raise ExchangeError("changes-too-large", file=str(path))
            source = _Source(path, file, state.st_size, key, password)
            source.check_seal(stop, on_progress)
            yield source
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExchangeError("changes-unreadable", file=str(path), reason=reason) from error


class _Source:
    """Reads the parts of a file, which may come from a stranger."""

    def __init__(
        self, path: Path, file: BinaryIO, size: int, key: HouseKey | None, password: str | None
    ) -> None:
        self._path, self._file = path, file
        self._end = size - _SEAL
        if self._file.read(len(_MAGIC)) != _MAGIC:
            raise ExchangeError("changes-none", file=str(path))
        length = int.from_bytes(self._take(4), "big")
        encoded = self._take(length if length <= _MOST_HEAD else -1)
        head = self._read_head(encoded)
        self.protection: Protection = head["protection"]
        if self.protection.startswith("house-key") and key is not None and head["sign"] != key.sign.hex():
            raise ExchangeError("exchange-key-other")
        self._keys = _FileKeys.of(self.protection, bytes.fromhex(head["salt"]), key, password)
        if self.protection == "password" and head["check"] != self._keys.check.hex():
            raise ExchangeError("changes-password-wrong", file=str(path))
        self._bound = hashlib.sha256(encoded).digest()
        self._start = self._file.tell()
        self._stop: Stop = never_stop
        self.seal = b""
        self._chunks = 0
        self._plain = memoryview(b"")
        self._sender: SenderEntry | None = None

    @property
    def sender(self) -> SenderEntry:
        """Who made the file."""
        assert self._sender is not None
        return self._sender

    def check_seal(self, stop: Stop, on_progress: Progress) -> None:
        """Raise ExchangeError "changes-damaged" if the seal is not that of the file; then read the sender."""
        self._stop = stop
        seal = self._keys.new_seal()
        self._file.seek(0)
        left = self._end
        while left > 0:
            if stop():
                raise CancelledError
            data = self._file.read(min(_CHUNK, left))
            if not data:
                raise self._damaged()
            seal.update(data)
            left -= len(data)
            on_progress((self._end - left) / (2 * self._end))
        self.seal = seal.digest()
        if not hmac.compare_digest(self.seal, self._file.read(_SEAL + 1)):
            raise self._damaged()
        self._file.seek(self._start)
        kind, _, data = self._entry()
        if kind != _SENDER:
            raise self._damaged()
        self._sender = self._read_sender(data)

    def entries(self) -> Iterator[Batch | Piece]:
        """Yield the batches and pieces of the file."""
        while True:
            if self._stop():
                raise CancelledError
            kind, name, data = self._entry()
            if kind == _END:
                break
            try:
                yield decode_batch(data, name) if kind == _BATCH else unpack_piece(data, name)
            except ExchangeError as error:
                raise error if error.code == "batch-newer" else self._damaged() from error
        if self._plain or self._file.tell() != self._end:
            raise self._damaged()

    def _entry(self) -> tuple[bytes, str, bytes]:
        head = self._read(41)
        kind, name, size = head[:1], head[1:33].hex(), int.from_bytes(head[33:], "big")
        if kind not in _MOST_ENTRY or size > _MOST_ENTRY[kind]:
            raise self._damaged()
        return kind, name, self._read(size)

    def _read(self, size: int) -> bytes:
        """Return some bytes of the entries."""
        if self._keys.cipher is None:
            return self._take(size)
        parts: list[bytes] = []
        while size:
            if not self._plain:
                self._plain = memoryview(self._next_chunk())
            part = self._plain[:size]
            self._plain = self._plain[len(part) :]
            parts.append(bytes(part))
            size -= len(part)
        return b"".join(parts)

    def _next_chunk(self) -> bytes:
        assert self._keys.cipher is not None
        size = int.from_bytes(self._take(4), "big")
        body = self._take(size if TAG_BYTES < size <= _CHUNK + TAG_BYTES else -1)
        nonce, bound = _chunk_binding(self._bound, self._chunks, last=self._file.tell() == self._end)
        self._chunks += 1
        try:
            return decrypted(self._keys.cipher, nonce, body, bound)
        except ExchangeError as error:
            raise self._damaged() from error

    def _take(self, size: int) -> bytes:
        if size < 0 or self._file.tell() + size > self._end:
            raise self._damaged()
        data = self._file.read(size)
        if len(data) != size:
            raise self._damaged()
        return data

    def _damaged(self) -> ExchangeError:
        return ExchangeError("changes-damaged", file=str(self._path))

    def _read_head(self, encoded: bytes) -> dict[str, Any]:
        try:
            head = json.loads(encoded)
            if head["form"] > _FORM:
                raise ExchangeError("batch-newer")
            texts = [head[name] for name in ("protection", "salt", "sign", "check")]
            known = texts[0] in {"none", "house-key", "house-key-encrypted", "password"}
            if not known or len(bytes.fromhex(texts[1])) != SALT_BYTES:
                raise self._damaged()
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._damaged() from error
        return dict(head)

    def _read_sender(self, data: bytes) -> SenderEntry:
        try:
            if json.loads(data)["form"] > _FORM:
                raise ExchangeError("batch-newer")
            sender: SenderEntry = json_adapter(SenderEntry).read(data, strict=True)
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise self._damaged() from error
        is_right = (
            all(len(text) <= _MOST_NAME for text in (sender.desk, sender.name, sender.made))
            and len(sender.heads) <= _MOST_HEADS
            and len(sender.lacking) <= _MOST_LACKING
            and all(map(is_hash, (sender.first, *sender.heads, *sender.lacking)))
        )
        if not is_right:
            raise self._damaged()
        return sender
