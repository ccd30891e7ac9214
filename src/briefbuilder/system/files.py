"""Writes files atomically, so that nobody ever reads half a file."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from briefbuilder.domain.errors import ExportError

_MODE = 0o666
_NAME_CHARACTERS = 40
"""Characters of a file's name in the name of its temporary file: names may have 255 bytes, up to four a character."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file completely or not at all, also over an existing one.

    The bytes are written to a temporary file in the same folder, synced, and renamed in one step. Raises
    ExportError("export-write-failed") where the folder or the disk refuses.
    """
    try:
        _write(path, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError("export-write-failed", file=str(path), reason=reason) from error


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name[:_NAME_CHARACTERS]}.{secrets.token_hex(4)}.part")
    # Without O_BINARY, Windows would change line ends.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, _MODE)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError):
            # A replaced file keeps its mode; a new one gets what the user's umask allows.
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    finally:
        # After the rename there is no such file; before it, it is incomplete.
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Sync the folder, so that the new name survives a power cut; Windows cannot open folders, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
