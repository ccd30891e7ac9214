"""Writes files atomically, so that nobody ever reads half a file, and files that only their owner can read.

On Windows, who can read a file follows from its folder: the user's own folders, where the program keeps its files, are
readable only by the user and administrators.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from itertools import takewhile
from pathlib import Path

from briefbuilder.domain.errors import ExportError

_MODE = 0o666
_PRIVATE_MODE = 0o600
_PRIVATE_FOLDER_MODE = 0o700
_TEMPORARY, _ELSEWHERE = "briefbuilder-", ".briefbuilder-temporary-"
"""How the names of temporary folders begin; among the user's own files, so that none of these can be taken for one."""
_UNSETTLED = 60
"""Seconds that a temporary folder is let be, since it is locked a moment after it is made."""
_PART = ".part"
"""The ending of a file that is being written."""
_LEFT_OVER = 3600
"""Seconds after which such a file is one of a program that was killed."""
RESERVED_NAME = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)
"""Names of devices on Windows, also before a suffix: no file can have one."""
_NAME_CHARACTERS = 40
"""Characters of a file's name in the name of its temporary file: names may have 255 bytes, up to four a character."""


def write_atomically(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file completely or not at all, also over an existing one; a `private` one is readable only by its owner.

    The bytes are written to a temporary file in the same folder, synced, and renamed in one step. Raises
    ExportError("export-write-failed") if the folder or the disk refuses, "export-disk-full", "folder-missing",
    "folder-is-file", "file-is-folder" or "file-name-long".
    """
    write_together({path: data}, private=private)


def write_together(files: Mapping[Path, bytes], *, private: bool = False) -> None:
    """Write files as `write_atomically` does; none of them if the folder or the disk refuses one."""
    with ExitStack() as undo:
        temporary: dict[Path, Path] = {}
        for path, data in files.items():
            with _write_errors(path):
                temporary[path] = _write_beside(path, data, private=private)
            # After the rename there is no such file.
            undo.callback(temporary[path].unlink, missing_ok=True)
        for path, written in temporary.items():
            with _write_errors(path):
                written.replace(path)
    for folder in {path.parent for path in files}:
        sync_folder(folder)


@contextmanager
def _write_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        require_file_path(path)
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise ExportError("export-disk-full", file=str(path)) from error
        reason = error.strerror or str(error)
        raise ExportError("export-write-failed", file=str(path), reason=reason) from error


def require_file_path(path: Path) -> None:
    """Raise ExportError if no file can have a path: it is a folder, its folder is missing, or its name is too long."""
    mode = 0
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise ExportError("file-name-long", file=str(path), count=str(len(path.name))) from error
    if stat.S_ISDIR(mode):
        raise ExportError("file-is-folder", file=str(path))
    if (code := folder_fault(path.parent)) is not None:
        raise ExportError(code, folder=str(path.parent))


def folder_fault(folder: Path) -> str | None:
    """Return the code of the message about a folder that does not exist or is a file, None for a folder."""
    if folder.is_dir():
        return None
    return "folder-is-file" if folder.exists() else "folder-missing"


NOT_A_FILE = "Not a regular file"
"""What is said of a pipe or a device in place of the words of the system."""


def read_regular_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file, one more than `most` if it is longer; raises OSError.

    A pipe would be waited for, and a device may never end.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise OSError(errno.EINVAL, NOT_A_FILE, str(path))
        # Room is made for all that is asked for. The files of /proc have no size.
        return stream.read(min(most, state.st_size or most) + 1)


def require_suffix(path: Path, suffix: str) -> None:
    """Raise ExportError if the name of a file that is to be written has another suffix, such as that of a dossier."""
    if path.suffix.lower() != suffix:
        raise ExportError("file-name-suffix", name=path.name, suffix=suffix)


def _write_beside(path: Path, data: bytes, *, private: bool) -> Path:
    """Write a temporary file in the folder of another, and return its path; nothing is left of it if that fails."""
    temporary = path.with_name(f".{path.name[:_NAME_CHARACTERS]}.{secrets.token_hex(4)}{_PART}")
    # Without O_BINARY, Windows would change line ends.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, _PRIVATE_MODE if private else _MODE)
    with ExitStack() as undo:
        undo.callback(temporary.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if not private:
            with suppress(OSError):
                # A replaced file keeps its mode; a new one gets what the user's umask allows.
                temporary.chmod(path.stat().st_mode & 0o777)
        undo.pop_all()
    return temporary


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Sync a folder, so that the new name survives a power cut; Windows cannot open folders, and need not."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def create_private_file(path: Path) -> None:
    """Create an empty file that only its owner can read, for a library to fill; raises OSError if it exists."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE_MODE))


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path in a folder at which there is nothing, with a number after the stem if that is needed."""
    path, count = folder / f"{stem}{suffix}", 1
    while path.exists():
        count += 1
        path = folder / f"{stem} {count}{suffix}"
    return path


@contextmanager
def replacement_of(target: Path, name: str = "") -> Iterator[Path]:
    """Yield an empty file that only its owner can read, which gets the place of the target once it is whole.

    It is beside the target, with a `name` of its own or the target's, as `remove_unfinished` knows it. Nothing is left of it
    if an error is raised.
    """
    unfinished = target.with_name(f".{name or target.name}.{os.getpid()}.new")
    try:
        unfinished.unlink(missing_ok=True)
        create_private_file(unfinished)
        yield unfinished
        sync_file(unfinished)
        unfinished.replace(target)
        sync_folder(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def is_readable_by_others(path: Path) -> bool:
    """Return whether the bits of a file let others than its owner read it; on Windows, the folder decides."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)


def create_private_folder(path: Path) -> None:
    """Create a folder that only its owner can read, and the missing folders above it likewise; raises OSError."""
    missing = takewhile(lambda folder: not folder.exists(), path.parents)
    for folder in (*reversed([*missing]), path):
        folder.mkdir(mode=_PRIVATE_FOLDER_MODE, exist_ok=True)


class PrivateFolder:
    """A temporary folder that only its owner can read; it is locked, so that it is known to be in use.

    It is in the system's folder for temporary files, or in `parent`.
    """

    def __init__(self, parent: Path | None = None) -> None:
        self.path = Path(tempfile.mkdtemp(prefix=_TEMPORARY if parent is None else _ELSEWHERE, dir=parent))
        self._descriptor = _lock_folder(self.path)

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Remove the folder with all in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def temporary_room() -> int:
    """Return the free bytes in the system's folder for temporary files."""
    return shutil.disk_usage(tempfile.gettempdir()).free


def remove_leftover_folders(parent: Path | None = None) -> None:
    """Remove the temporary folders of programs that were killed, in `parent` as in PrivateFolder; those in use are locked."""
    for folder in _leftover_folders(parent):
        descriptor = _lock_folder(folder)
        if descriptor is not None or sys.platform == "win32":
            # Windows does not delete what a living program has open.
            shutil.rmtree(folder, ignore_errors=True)
        if descriptor is not None:
            os.close(descriptor)


def _leftover_folders(parent: Path | None) -> Iterator[Path]:
    prefix = _TEMPORARY if parent is None else _ELSEWHERE
    with suppress(OSError), os.scandir(parent or tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(prefix) and entry.is_dir(follow_symlinks=False):
                state = entry.stat(follow_symlinks=False)
                is_ours = sys.platform == "win32" or state.st_uid == os.geteuid()
                if is_ours and time.time() - state.st_mtime > _UNSETTLED:
                    yield Path(entry.path)


def _lock_folder(folder: Path) -> int | None:
    """Return a descriptor that holds the lock of a folder; None if another has it, or there are no such locks."""
    if sys.platform == "win32":
        return None
    import fcntl

    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return None
        return descriptor
    return None


def remove_unfinished(folder: Path, name: str) -> None:
    """Remove the files that killed programs left of a file being made; nobody may be making it now.

    They are called `.NAME.PROCESS.new`; the journal of one that is a database has `-journal` after that.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            start, end = f".{name}.", ".new"
            result = path.name.removesuffix("-journal")
            if result.startswith(start) and result.endswith(end):
                middle = result[len(start) : -len(end)]
                if middle.isascii() and middle.isdigit():
                    path.unlink(missing_ok=True)


def remove_unfinished_parts(folder: Path) -> None:
    """Remove the temporary files that killed programs left in a folder, as far as nobody changed them for an hour."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            is_old = time.time() - entry.stat(follow_symlinks=False).st_mtime > _LEFT_OVER
            if is_old and entry.name.startswith(".") and entry.name.endswith(_PART):
                Path(entry.path).unlink()


def path_of(descriptor: int) -> Path | None:
    """Return the present path of an open file, None if the system does not tell it."""
    try:
        if sys.platform == "darwin":
            import fcntl

            answer = fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024))
            path = Path(os.fsdecode(answer.rstrip(b"\0")))
        else:
            path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))  # noqa: PTH115 - not a file's own link
        return path if os.path.samestat(path.stat(), os.fstat(descriptor)) else None
    except OSError:
        return None


def file_manager_command(path: Path) -> list[str]:
    """Return the command that shows a file selected in its folder; empty where there is no common one."""
    commands = {"win32": ["explorer", "/select,", str(path)], "darwin": ["open", "-R", str(path)]}
    return commands.get(sys.platform, [])
