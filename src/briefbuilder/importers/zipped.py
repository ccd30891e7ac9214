"""A ZIP of files: each that may hold an article is handed on, within limits, its name never used as a path."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.limits import (
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    BULKY_BYTES,
    FILE_BYTES,
    MEBIBYTE,
    PARTS,
    PARTS_BYTES,
    PICTURE_BYTES,
)
from briefbuilder.importers.parts import Part, notice
from briefbuilder.importers.saved.names import FOLDER_ENDINGS
from briefbuilder.importers.sniff import ZIP_FAULTS
from briefbuilder.importers.zip_names import name_readably

_ENCRYPTED, _STRONGLY = 0x1, 0x40
_STRONG = 99
"""The number that stands for AES in the place of a way to compress."""

_LOCKED_BYTES = 64 * MEBIBYTE
"""The most bytes that are decrypted: some megabytes a second, in Python."""
_PASSED_OVER = re.compile(r"(?:^|/)(?:\.(?!\.?/)|~\$|__MACOSX/|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BESIDE_PAGE = re.compile(rf"^(?P<page>.*)(?:{'|'.join(FOLDER_ENDINGS)})/", re.DOTALL)
_PICTURES = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".bmp")


def files_of(data: bytes, name: str, passwords: Sequence[str] = ()) -> tuple[Part, ...]:
    """Return the files in a ZIP; raise ImportRefusedError where it is damaged, locked or would be too large.

    Passwords are tried in turn on one that is encrypted in the way that every program knows; the stronger way
    of some programs cannot be read.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    entries = [entry for entry in container.infolist() if not entry.is_dir()]
    _check(entries, name)
    name_readably(entries)
    _unlock(container, entries, passwords, name)
    came_with = notice("came-with-zip", name)
    parts: list[Part] = []
    for entry in _articles(entries):
        beside = {
            inner: _bytes_of(container, held, name) for inner, held in _saved_beside(entry, entries).items()
        }
        parts.append(Part.of(entry.filename, _bytes_of(container, entry, name), came_with, beside))
    return tuple(parts)


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse a container before anything of it is unpacked."""
    if len(entries) > ARCHIVE_ENTRIES:
        raise ImportRefusedError("import-zip-bomb", name=name)
    total = sum(entry.file_size for entry in entries)
    bulky = any(
        entry.file_size > BULKY_BYTES and entry.file_size > ARCHIVE_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    packed = sum(entry.compress_size for entry in entries)
    if bulky or (total > BULKY_BYTES and total > ARCHIVE_RATIO * max(1, packed)):
        raise ImportRefusedError("import-zip-bomb", name=name)
    if len(entries) > PARTS or total > PARTS_BYTES:
        raise ImportRefusedError("import-container-large", name=name, limit=str(PARTS))


def _unlock(
    container: zipfile.ZipFile, entries: list[zipfile.ZipInfo], passwords: Sequence[str], name: str
) -> None:
    """Find the password of a container that is encrypted, by its smallest file."""
    locked = [entry for entry in entries if entry.flag_bits & _ENCRYPTED]
    if not locked:
        return
    if any(entry.compress_type == _STRONG or entry.flag_bits & _STRONGLY for entry in locked):
        raise ImportRefusedError("import-zip-encrypted-strongly", name=name)
    if sum(entry.file_size for entry in locked) > _LOCKED_BYTES:
        raise ImportRefusedError("import-zip-encrypted-strongly", name=name)
    least = min(locked, key=lambda entry: entry.compress_size)
    for password in passwords:
        for form in dict.fromkeys((password.encode("utf-8", "replace"), password.encode("cp437", "replace"))):
            container.setpassword(form)
            if _opens(container, least):
                return
    raise ImportRefusedError("import-password-wrong" if passwords else "import-zip-encrypted", name=name)


def _opens(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Tell whether a file opens whole: a wrong password passes the first check once in 256 times."""
    try:
        with container.open(entry) as stream:
            return len(stream.read(entry.file_size + 1)) == entry.file_size
    except ZIP_FAULTS:
        return False


def _articles(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the files that may be articles: not what systems leave behind, nor what lies beside a saved page."""
    pages = {
        entry.filename.rpartition(".")[0]
        for entry in entries
        if entry.filename.lower().endswith((".html", ".htm"))
    }
    kept: list[zipfile.ZipInfo] = []
    for entry in entries:
        beside = _BESIDE_PAGE.match(entry.filename)
        if not _PASSED_OVER.search(entry.filename) and not (beside and beside["page"] in pages):
            kept.append(entry)
    return sorted(kept, key=lambda entry: entry.filename)


def _saved_beside(page: zipfile.ZipInfo, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the pictures that a browser saved beside a page, by their path from it."""
    stem, _, ending = page.filename.rpartition(".")
    if ending.lower() not in {"html", "htm"}:
        return {}
    outer = len(stem.rpartition("/")[0]) + 1 if "/" in stem else 0
    folders = tuple(f"{stem}{one}/" for one in FOLDER_ENDINGS)
    return {
        entry.filename[outer:]: entry
        for entry in entries
        if entry.filename.startswith(folders)
        and entry.filename.lower().endswith(_PICTURES)
        and entry.file_size <= PICTURE_BYTES
    }


def _bytes_of(container: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with container.open(entry) as stream:
            data = stream.read(min(entry.file_size, FILE_BYTES) + 1)
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    if len(data) > entry.file_size:
        raise ImportRefusedError("import-zip-bomb", name=name)
    return data
