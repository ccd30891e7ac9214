"""A ZIP of files: each that may hold an article is handed on, within limits, its name never used as a path."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.notices import Notice
from briefbuilder.importers.limits import (
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    BULKY_BYTES,
    FILE_BYTES,
    PARTS,
    PARTS_BYTES,
)
from briefbuilder.importers.parts import Part, notice

_ENCRYPTED = 0x1
_PASSED_OVER = re.compile(r"(?:^|/)(?:\.(?!\.?/)|~\$|__MACOSX/|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BESIDE_PAGE = re.compile(r"^(?P<page>.*)(?:_files|_fichiers|_archivos|-Dateien|_file)/", re.DOTALL)


def files_of(data: bytes, name: str) -> tuple[Part, ...]:
    """Return the files in a ZIP; raise ImportRefusedError where it is damaged, encrypted or would be too large."""
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError) as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    entries = [entry for entry in container.infolist() if not entry.is_dir()]
    _check(entries, name)
    came_with = notice("came-with-zip", name)
    return tuple(_part(container, entry, came_with, name) for entry in _articles(entries))


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse a container before anything of it is unpacked."""
    if len(entries) > ARCHIVE_ENTRIES:
        raise ImportRefusedError("import-zip-bomb", name=name)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ImportRefusedError("import-zip-encrypted", name=name)
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


def _part(container: zipfile.ZipFile, entry: zipfile.ZipInfo, came_with: Notice, name: str) -> Part:
    try:
        with container.open(entry) as stream:
            data = stream.read(min(entry.file_size, FILE_BYTES) + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    if len(data) > entry.file_size:
        raise ImportRefusedError("import-zip-bomb", name=name)
    return Part.of(entry.filename, data, came_with)
