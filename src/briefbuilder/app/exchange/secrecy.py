"""The house key, and how batches and pieces are wrapped before they leave the computer.

A house key is 32 random bytes that the desks of a house share. The keys for each purpose are made from it, so that no
two purposes use the same. Neither the key nor anything made from it is in a message, a log or a setting.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import re
import secrets
from contextlib import suppress
from hashlib import scrypt, sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.policy import Policy, current_policy
from briefbuilder.domain.errors import ExchangeError
from briefbuilder.exchange.records import decode_batch
from briefbuilder.storage.codec import MOST_ORIGINAL, MOST_TEXT, CorruptValueError, pack, unpack
from briefbuilder.storage.shared_pieces import MOST_PICTURE, Piece, PieceKind
from briefbuilder.system.files import write_atomically

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from briefbuilder.app.exchange.settings import DeskMemory

KEY_BYTES = 32
NONCE_BYTES, TAG_BYTES = 12, 16
_MOST_FILE = 4096
_FEWEST_DIFFERENT = 8
"""The fewest different bytes of a key; random keys have more."""
_SEALED = b"BBX\x01"
_PIECE = b"BBP\x01"
_LIBRARY = "cryptography"
_HEX = re.compile(r"[0-9a-fA-F]{64}")
_MEDIA_TYPE = re.compile(r"[a-z]{1,20}/[A-Za-z0-9.+-]{1,80}|")
_KINDS: dict[int, PieceKind] = {1: "text", 2: "original", 3: "picture"}
_MOST: dict[PieceKind, int] = {"text": MOST_TEXT, "original": MOST_ORIGINAL, "picture": MOST_PICTURE}
_SCRYPT_COST, _SCRYPT_BLOCK = 2**15, 8
SALT_BYTES = 16


class HouseKey:
    """The secret that the desks of a house share; it can be used, but not shown."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """Take a secret of 32 bytes; raises ValueError if it has another length."""
        if len(secret) != KEY_BYTES:
            raise ValueError("a house key has 32 bytes")
        self._secret = secret

    def __repr__(self) -> str:
        return "HouseKey()"

    def __reduce__(self) -> str:
        raise TypeError("a house key stays in its process")

    @property
    def sign(self) -> bytes:
        """Eight bytes by which files of the same key are known; they say nothing of the key."""
        return self.made_for("sign")[:8]

    def made_for(self, purpose: str) -> bytes:
        """Return the key of 32 bytes for one purpose."""
        return hmac.digest(self._secret, f"briefbuilder exchange 1 {purpose}".encode(), "sha256")

    def seal(self, kind: str, name: str, data: bytes) -> bytes:
        """Return data encrypted under its kind and name, so that it cannot stand for another."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        head = _SEALED + self.sign
        return head + nonce + cipher(self.made_for("places")).encrypt(nonce, data, _bound(head, kind, name))

    def open(self, kind: str, name: str, sealed: bytes) -> bytes:
        """Return what was encrypted under a kind and a name.

        Raises ExchangeError "exchange-key-other" if another key was used, "exchange-damaged" if it was altered.
        """
        start = len(_SEALED) + len(self.sign)
        head, nonce, body = sealed[:start], sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
        if head[len(_SEALED) :] != self.sign:
            raise ExchangeError("exchange-key-other")
        return decrypted(cipher(self.made_for("places")), nonce, body, _bound(head, kind, name))

    def hidden(self, sha256_name: str) -> str:
        """Return the name of a piece at a place: its own would tell who looks for it that the house has that file."""
        return hmac.digest(self.made_for("names"), sha256_name.encode(), "sha256").hex()


def _bound(head: bytes, kind: str, name: str) -> bytes:
    return head + f"{kind} {name}".encode()


def cipher(key: bytes) -> AESGCM:
    """Return AES-256-GCM with a key; raises ExchangeError "exchange-encryption-missing" without its library."""
    if find_spec(_LIBRARY) is None:
        raise ExchangeError("exchange-encryption-missing")
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def decrypted(with_key: AESGCM, nonce: bytes, body: bytes, bound: bytes) -> bytes:
    """Return what was encrypted; raises ExchangeError "exchange-damaged" if it was altered or the key is another."""
    from cryptography.exceptions import InvalidTag

    if len(nonce) != NONCE_BYTES or len(body) < TAG_BYTES:
        raise ExchangeError("exchange-damaged")
    try:
        return with_key.decrypt(nonce, body, bound)
    except InvalidTag as error:
        raise ExchangeError("exchange-damaged") from error


def password_key(password: str, salt: bytes) -> bytes:
    """Return the key of 32 bytes that scrypt makes of a password; it takes about a tenth of a second and 32 MB."""
    return scrypt(
        password.encode(), salt=salt, n=_SCRYPT_COST, r=_SCRYPT_BLOCK, p=1, maxmem=2**26, dklen=KEY_BYTES
    )


def read_key(path: Path) -> HouseKey:
    """Return the house key in a file: 32 bytes, or their 64 hexadecimal digits, or Base64.

    Raises ExchangeError "exchange-key-unreadable" or "exchange-key-unusable".
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_FILE)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ExchangeError("exchange-key-unreadable", file=str(path), reason=reason) from error
    secret = (
        data if len(data) == KEY_BYTES and not data.isascii() else secret_of(data.decode("ascii", "replace"))
    )
    if len(secret) != KEY_BYTES or len(set(secret)) < _FEWEST_DIFFERENT:
        raise ExchangeError("exchange-key-unusable", file=str(path))
    return HouseKey(secret)


def secret_of(text: str) -> bytes:
    """Return the bytes of a key that is written in hexadecimal digits or Base64; empty if it is not a key."""
    written = text.strip()
    if _HEX.fullmatch(written):
        return bytes.fromhex(written)
    with suppress(binascii.Error, ValueError):
        return base64.b64decode(written, validate=True)
    return b""


def new_key_file(path: Path) -> None:
    """Write a new house key to a file that only its owner can read.

    Raises ExchangeError "exchange-key-exists" if there is a file, ExportError if it cannot be written.
    """
    if os.path.lexists(path):
        raise ExchangeError("exchange-key-exists", file=str(path))
    write_atomically(path, f"{secrets.token_hex(KEY_BYTES)}\n".encode(), private=True)


def house_key(chosen: Path | None = None, policy: Policy | None = None) -> HouseKey | None:
    """Return the house key that the policy sets, else that of a chosen file, else None.

    Raises PolicyError if a file is chosen though the policy sets a key, and as `read_key` does.
    """
    policy = policy or current_policy()
    if chosen is not None:
        policy.require_free("exchange-key")
        policy.require_free("exchange-key-file")
        return read_key(chosen)
    if policy.exchange_key is not None:
        return HouseKey(secret_of(policy.exchange_key))
    return None if policy.exchange_key_file is None else read_key(Path(policy.exchange_key_file))


def desk_key(memory: DeskMemory, chosen: Path | None = None) -> HouseKey | None:
    """Return the house key of a dossier: that of the policy, else of a chosen file, else of the one that is remembered.

    Raises as `house_key` does.
    """
    if chosen is None and memory.key_file and not current_policy().fixes("exchange-key", "exchange-key-file"):
        chosen = Path(memory.key_file)
    return house_key(chosen)


# What travels. Without a key the bytes go as they are; with one, nothing that is not encrypted with it is taken.


def wrap(key: HouseKey | None, kind: str, name: str, data: bytes) -> bytes:
    """Return data as it is written to a place."""
    return data if key is None else key.seal(kind, name, data)


def unwrap(key: HouseKey | None, kind: str, name: str, data: bytes) -> bytes:
    """Return data that was read from a place.

    Raises ExchangeError "exchange-key-needed", "exchange-key-other", "exchange-not-encrypted" or "exchange-damaged".
    """
    is_sealed = data.startswith(_SEALED)
    if key is None:
        if is_sealed:
            raise ExchangeError("exchange-key-needed")
        return data
    if not is_sealed:
        raise ExchangeError("exchange-not-encrypted")
    return key.open(kind, name, data)


def plain_batch(key: HouseKey | None, name: str, data: bytes) -> bytes:
    """Return a batch from a place without its encryption; raises ExchangeError if it is not the batch of its name."""
    plain = unwrap(key, "batch", name, data)
    decode_batch(plain, name)
    return plain


def pack_piece(piece: Piece) -> bytes:
    """Return a piece as it travels, compressed if that helps."""
    number = next(number for number, kind in _KINDS.items() if kind == piece.kind)
    media_type = piece.media_type.encode("ascii")
    return _PIECE + bytes((number, len(media_type))) + media_type + pack(piece.data)


def unpack_piece(data: bytes, name: str) -> Piece:
    """Return the piece that some bytes hold; they may come from a stranger.

    Raises ExchangeError "piece-damaged" if they hold none, or another one than `name`.
    """
    try:
        piece = _read_piece(data, name)
    except (ValueError, KeyError, IndexError, CorruptValueError) as error:
        raise ExchangeError("piece-damaged", name=name[:12]) from error
    if sha256(piece.data).hexdigest() != name:
        raise ExchangeError("piece-damaged", name=name[:12])
    return piece


def _read_piece(data: bytes, name: str) -> Piece:
    start = len(_PIECE) + 2
    kind, length = _KINDS[data[start - 2]], data[start - 1]
    media_type = data[start : start + length].decode("ascii")
    if not data.startswith(_PIECE) or not _MEDIA_TYPE.fullmatch(media_type):
        raise ValueError("no piece")
    content = unpack(data[start + length :], _MOST[kind])
    return Piece(kind, name, media_type, content)
