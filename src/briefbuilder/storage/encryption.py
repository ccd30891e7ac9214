"""What is known of encryption without the optional library: which files may be encrypted, and how passwords are used."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from briefbuilder.domain.errors import DossierError

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file that is not encrypted."""
_PAGE = 4096
"""Bytes of a page of an encrypted dossier; the first 16 bytes of the file are a random salt."""
_MOST_ALIKE = 40
"""The most bytes of an encrypted page that have one value; on average 16 of its 4,096 do."""
_LIBRARY = "sqlcipher3"


def is_maybe_encrypted(path: Path) -> bool:
    """Return whether a file may be an encrypted dossier: it has whole pages, and is not a plain SQLite file.

    Only the password says whether it is one. With an unfinished journal beside it, its last page may be cut. Raises
    OSError if the file cannot be read.
    """
    size = path.stat().st_size
    if not size or (size % _PAGE and not _has_journal(path)):
        return False
    with path.open("rb") as file:
        return file.read(len(MAGIC)) != MAGIC


def is_maybe_cut(path: Path) -> bool:
    """Return whether a file may be the beginning of an encrypted dossier.

    It has the name of a dossier, and each value of a byte about as often as every other on its first page, unlike texts,
    office files and pictures. Raises OSError if the file cannot be read.
    """
    if path.suffix != ".dossier" or not path.stat().st_size % _PAGE:
        return False
    with path.open("rb") as file:
        page = file.read(_PAGE)
    return len(page) == _PAGE and max(Counter(page).values()) <= _MOST_ALIKE


def _has_journal(path: Path) -> bool:
    return any(path.with_name(path.name + ending).exists() for ending in ("-journal", "-wal"))


def normalize_password(password: str) -> str:
    """Return a password as it is used: with composed characters, whichever way the keyboard enters them.

    Raises DossierError("password-unusable") if it is empty or has control characters.
    """
    if not password or any(unicodedata.category(character) == "Cc" for character in password):
        raise DossierError("password-unusable")
    return unicodedata.normalize("NFC", password)


def is_encryption_available() -> bool:
    """Return whether the library that encrypts dossiers is installed."""
    return find_spec(_LIBRARY) is not None


def encryption_errors() -> tuple[type[Exception], ...]:
    """Return the library's own type of errors if it has been imported: they are not errors of `sqlite3`."""
    driver = sys.modules.get(f"{_LIBRARY}.dbapi2")
    return () if driver is None else (driver.DatabaseError,)
