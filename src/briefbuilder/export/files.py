"""Putting an export on the disk so that a reader never meets half a file."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from briefbuilder.domain.errors import ExportError


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
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode(path))
        temporary.replace(path)
    finally:
        # After the step there is nothing of that name; before it there is half a file.
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _mode(path: Path) -> int:
    """Return the mode of the file that is replaced, else what the user's mask gives a new file."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the new name itself last; some systems cannot open a folder, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
