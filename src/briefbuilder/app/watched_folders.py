"""Watched folders: which files in them are new for a dossier.

Watched folders are stored in the user's settings, by dossier: they are paths on one computer, and a dossier that is
passed on must not reveal them. A file is new when it is unchanged between two scans, so that no half-written file is
read, and when its bytes are neither in the dossier nor dismissed. Workers scan and hash, since a share may be slow.
"""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from briefbuilder.app.policy import current_policy
from briefbuilder.app.workers import TaskLimits
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.values import value
from briefbuilder.system.paths import settings_file
from briefbuilder.typed_json import fit_leniently

WATCH_LIMITS = TaskLimits(memory=1024**3, seconds=120.0)
"""The limits of one scan of all folders of a dossier."""

_MOST_DISMISSED = 20_000
_LARGEST = 256 * 1024 * 1024
"""The largest file that is hashed, in bytes; a larger one is not imported either, and is identified by its path."""

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp", ".filepart")
"""The suffixes of files that other programs are still writing."""


@value(kw_only=False)
class FileStamp:
    """The size of a file in bytes, and when it was written (nanoseconds)."""

    size: int
    written: int


@value
class FolderScan:
    """The files in the folders that may be articles; `missing` are folders that are not there."""

    files: Mapping[Path, FileStamp] = field(default_factory=dict)
    missing: tuple[Path, ...] = ()
    inner: tuple[Path, ...] = ()
    """The folders that were found, with those within them."""


def scan_folder(folders: tuple[Path, ...]) -> FolderScan:
    """Scan folders for files whose names can be decoded. Runs in a worker process.

    Others may write to a shared folder: links that lead out of the folders, to the user's own files, are passed over, and so
    are pipes and devices.
    """
    # Imported here, because the readers load large libraries and this module is used at the start.
    from briefbuilder.app.read_files import list_files, watched_suffixes

    suffixes = watched_suffixes()
    there = tuple(folder for folder in folders if folder.is_dir())
    files: dict[Path, FileStamp] = {}
    inner: dict[Path, None] = dict.fromkeys(there)
    roots = tuple(folder.resolve() for folder in there)
    for path in list_files(there):
        inner[path.parent] = None
        name = path.name.lower()
        if name.endswith(suffixes) and not name.endswith(_UNFINISHED):
            with suppress(OSError):
                status = path.lstat()
                if stat.S_ISLNK(status.st_mode) and any(map(path.resolve().is_relative_to, roots)):
                    status = path.stat()
                if stat.S_ISREG(status.st_mode):
                    files[path] = FileStamp(status.st_size, status.st_mtime_ns)
    missing = tuple(folder for folder in folders if folder not in there)
    return FolderScan(files=files, missing=missing, inner=tuple(inner))


def hash_files(files: Mapping[Path, FileStamp]) -> dict[Path, str]:
    """Return the SHA-256 of those files that can be read. Runs in a worker process."""
    found: dict[Path, str] = {}
    for path, stamp in files.items():
        if stamp.size > _LARGEST:
            found[path] = hashlib.sha256(f"{path}\n{stamp}".encode("utf-8", "replace")).hexdigest()
            continue
        with suppress(OSError), path.open("rb") as stream:
            found[path] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


@dataclass(slots=True)
class FolderWatch:
    """The watched folders of one dossier, and what is known of the files in them."""

    folders: tuple[Path, ...] = ()
    dismissed: dict[str, None] = field(default_factory=dict)
    known: dict[Path, tuple[FileStamp, str]] = field(default_factory=dict)
    missing: tuple[Path, ...] = ()
    inner: tuple[Path, ...] = ()
    _settled: dict[Path, FileStamp] = field(default_factory=dict)
    _seen: dict[Path, FileStamp] = field(default_factory=dict)

    @property
    def unsettled(self) -> bool:
        """Whether a file was new or had changed at the last scan, so that the next one should follow soon."""
        return self._seen.keys() != self._settled.keys()

    def take(self, scan: FolderScan) -> None:
        """Store a scan; files that are as at the scan before are settled."""
        self.missing, self.inner = scan.missing, scan.inner
        before = {path: stamp for path, (stamp, _) in self.known.items()} | self._seen
        self._settled = {path: stamp for path, stamp in scan.files.items() if before.get(path) == stamp}
        self._seen = dict(scan.files)
        gone = [path for path in self.known if path not in scan.files and not self._is_away(path)]
        for path in gone:
            del self.known[path]

    @property
    def unhashed(self) -> dict[Path, FileStamp]:
        """The settled files whose hashes are not known yet."""
        return {
            path: stamp
            for path, stamp in self._settled.items()
            if path not in self.known or self.known[path][0] != stamp
        }

    def note(self, digests: Mapping[Path, str]) -> None:
        """Store the SHA-256 of settled files."""
        for path, digest in digests.items():
            if path in self._settled:
                self.known[path] = (self._settled[path], digest)

    def waiting(self, imported: Callable[[str], bool]) -> tuple[Path, ...]:
        """Return the new files, each content once; `imported` returns whether a dossier has a SHA-256."""
        found: dict[str, Path] = {}
        for path in self._settled:
            stamp, digest = self.known.get(path, (None, ""))
            if stamp != self._settled[path] or digest in self.dismissed or digest in found:
                continue
            if not imported(digest):
                found[digest] = path
        return tuple(found.values())

    def dismiss(self, paths: Iterable[Path]) -> None:
        """Dismiss files, under any name; one whose bytes change is new again."""
        for path in paths:
            if path in self.known:
                self.dismissed[self.known[path][1]] = None
        for digest in list(self.dismissed)[:-_MOST_DISMISSED]:
            del self.dismissed[digest]

    def watch(self, folder: Path) -> None:
        """Watch a folder with all folders in it."""
        self.folders = tuple(dict.fromkeys((*self.folders, folder)))

    def unwatch(self, folder: Path) -> None:
        """Stop watching a folder; what was dismissed in it stays dismissed."""
        self.folders = tuple(path for path in self.folders if path != folder)
        self.missing = tuple(path for path in self.missing if path != folder)
        for known in (self._settled, self._seen, self.known):
            for path in [path for path in known if not self._is_watched(path)]:
                del known[path]

    def _is_watched(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self.folders)

    def _is_away(self, path: Path) -> bool:
        """Return whether a file is in a folder that is missing at the moment."""
        return any(path.is_relative_to(folder) for folder in self.missing)


class FolderWatches:
    """The watched folders of all of the user's dossiers, in a file beside the user's settings."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or settings_file().with_name("watched.json")

    def of(self, dossier: Path) -> FolderWatch:
        """Return the watched folders of a dossier; none if the file cannot be read or an administrator does not allow any."""
        if current_policy().watched_folders is False:
            return FolderWatch()
        values = self._read().get(str(dossier.resolve()))
        return (fit_leniently(_StoredWatch, values) or _StoredWatch()).watch()

    def keep(self, dossier: Path, watch: FolderWatch) -> None:
        """Store the watched folders of a dossier; if that fails, they are kept until the program ends."""
        from briefbuilder.system.files import create_private_folder, write_atomically

        if current_policy().watched_folders is False:
            return
        values = self._read()
        name = str(dossier.resolve())
        if watch.folders or watch.dismissed:
            values[name] = asdict(_StoredWatch.of(watch))
        elif values.pop(name, None) is None:
            return
        with suppress(OSError, ExportError):
            create_private_folder(self._path.parent)
            write_atomically(self._path, json.dumps(values, indent=1).encode(), private=True)

    def _read(self) -> dict[str, object]:
        try:
            values = json.loads(self._path.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return values if isinstance(values, dict) else {}


@value
class _StoredWatch:
    """What is stored of the watched folders of a dossier; of each known file its size, when it was written, its SHA-256."""

    folders: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    known: Mapping[str, tuple[int, int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, watch: FolderWatch) -> _StoredWatch:
        """Return what is to be stored."""
        return cls(
            folders=tuple(map(str, watch.folders)),
            dismissed=tuple(watch.dismissed),
            known={
                str(path): (stamp.size, stamp.written, name) for path, (stamp, name) in watch.known.items()
            },
        )

    def watch(self) -> FolderWatch:
        """Return the watched folders again."""
        return FolderWatch(
            folders=tuple(map(Path, self.folders)),
            dismissed=dict.fromkeys(self.dismissed),
            known={Path(path): (FileStamp(*stamp), name) for path, (*stamp, name) in self.known.items()},
        )
