"""Putting an export on the disk so that a reader never meets half a file."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from briefbuilder.domain.errors import ExportError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MODE = 0o666
_KEPT = 40
"""Characters of a name that its temporary file bears: names may hold 255 bytes, four a character."""


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, over an older one too.

    The bytes go into a new file in the same folder, reach the disk, and then take the name in one
    step. Raises ExportError("export-write-failed") where the folder or the disk does not let them.
    """
    try:
        _write(path, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError("export-write-failed", file=str(path), reason=reason) from error


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name[:_KEPT]}.{secrets.token_hex(4)}.part")
    handle = os.open(temporary, _NEW, _MODE)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(OSError):
            # A file that is replaced keeps its mode; a new one has what the user's mask gives.
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
    finally:
        # After the step there is nothing of that name; before it there is half a file.
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last; some systems cannot open a folder, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
