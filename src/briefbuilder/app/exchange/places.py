"""Places of exchange: servers, and shared folders, which are read and written here.

In a folder lie:

    desks/<desk>/00000001-<batch>.bbx    the batches that one desk wrote; no other desk writes there
    desks/<desk>/tip                     how many they are, so that others need not list them; what the desk cannot read
    pieces/<2 digits>/<piece>            texts, originals and pictures, by whichever desk has them

Every file is written under a temporary name, synced and renamed, and never changed. Nothing is locked. What is there
may be cut, copied, renamed or put there by a stranger: a file counts only if it holds what its name says. Links are not
followed.
"""

from __future__ import annotations

import errno
import json
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path

from briefbuilder.app.exchange.round import ExchangePlace, PlaceReport
from briefbuilder.app.exchange.secrecy import HouseKey, plain_batch
from briefbuilder.app.exchange.server import is_server_address, read_address
from briefbuilder.app.policy import current_policy
from briefbuilder.domain.errors import ExchangeError, ExportError
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import MOST_BATCH, is_hash
from briefbuilder.storage.codec import MOST_ORIGINAL
from briefbuilder.system.files import remove_unfinished_parts, write_atomically

PlainBatch = Callable[[str, bytes], bytes]
"""Returns the batch of a name without its encryption; raises ExchangeError if data is not that batch."""

MOST_DESKS = 1_000
"""Folders of desks that are read; the others are passed over."""
MOST_FILES = 1_000_000
"""Files of a desk's folder that are read; the others are passed over."""
_MORE = 4096
"""Bytes that a wrapped file may be longer than its content."""
_MOST_TIP = 256 * 1024
_MOST_WANTED = 1_000
_TIP, _DESKS, _PIECES = "tip", "desks", "pieces"
_BATCH = re.compile(r"([0-9]{8})-([0-9a-f]{64})\.bbx")
_DESK = re.compile(r"[0-9a-f]{20}")
_UNFINISHED = ".part"
_LAST_NUMBER = 99_999_999
_MODULUS = 2**256


@dataclass(slots=True)
class _Listed:
    """The batches in one desk's folder by the numbers of their files; `total` is the sum of their names."""

    files: dict[str, int] = field(default_factory=dict)
    last: int = 0
    total: int = 0
    foreign: int = 0

    def add(self, name: str, number: int) -> None:
        self.files[name] = number
        self.last = max(self.last, number)
        self.total = (self.total + int(name, 16)) % _MODULUS


@value(kw_only=False)
class _Tip:
    """What a desk says of its folder; if its number and sum are those that were listed, nothing was added since."""

    files: int
    total: int
    wanted: frozenset[str] = frozenset()

    def encoded(self) -> bytes:
        shape = {"form": 1, "files": self.files, "sum": f"{self.total:x}", "wanted": sorted(self.wanted)}
        return json.dumps(shape).encode()

    def fits(self, listed: _Listed) -> bool:
        return (self.files, self.total) == (len(listed.files), listed.total)


def is_server(place: str) -> bool:
    """Return whether a place is the address of a server, or a file with one, rather than a folder."""
    return is_server_address(place) or Path(place).is_file()


def set_up_place(place: str) -> None:
    """Prepare a place that the user chose; a folder gets what tells it from one that is not there.

    Raises PolicyError if an administrator does not allow it, ExchangeError "place-lost" if it cannot be prepared.
    """
    current_policy().require_exchange("server" if is_server(place) else "folder")
    if is_server(place):
        read_address(place)
    else:
        set_up_folder(Path(place))


def open_place(place: str, key: HouseKey | None, server_password: str | None = None) -> ExchangePlace:
    """Return a place of exchange for use on a job's thread.

    Raises PolicyError if an administrator does not allow it, and ExchangeError if an address is wrong.
    """
    current_policy().require_exchange("server" if is_server(place) else "folder")
    if not is_server(place):
        return SharedFolder(Path(place), partial(plain_batch, key))
    from briefbuilder.app.exchange.postgresql import CommonArchive

    return CommonArchive(read_address(place), server_password or "", key)


def set_up_folder(root: Path) -> None:
    """Make a folder a place of exchange; raises ExchangeError "place-lost" if that is not possible.

    A folder without them is later treated as missing, such as a drive that was unplugged.
    """
    with _place_errors(root):
        for name in (_DESKS, _PIECES):
            (root / name).mkdir(exist_ok=True)


def folder_of(desk: str) -> str:
    """Return the name of a desk's folder; it follows from the desk's id, and has no words of people."""
    return sha256(desk.encode()).hexdigest()[:20]


class SharedFolder:
    """An `ExchangePlace` in a folder that several desks can write to; used on a job's thread."""

    def __init__(self, root: Path, plain: PlainBatch) -> None:
        self.root = root
        self._plain = plain
        self._names: tuple[str, ...] | None = None
        self._listed: dict[str, _Listed] = {}
        self._tips: dict[str, _Tip] = {}
        self._tidied: set[str] = set()
        self._passed_over: set[tuple[str, str]] = set()

    def batch_names(self) -> tuple[str, ...]:
        """Return the names of the batches there, those that were written first before the others."""
        with _place_errors(self.root):
            if self._list() or self._names is None:
                self._names = self._ordered()
            return self._names

    def _ordered(self) -> tuple[str, ...]:
        """Return all names; how far into its folder a batch lies tells about when it was written."""
        ranks: dict[str, float] = {}
        for listed in self._listed.values():
            ordered = sorted(listed.files, key=lambda name: (listed.files[name], name))
            for place, name in enumerate(ordered, 1):
                share = place / len(ordered)
                ranks[name] = min(share, ranks.get(name, share))
        return tuple(sorted(ranks, key=lambda name: (ranks[name], name)))

    def read_batch(self, name: str) -> bytes:
        """Return the first copy of a batch that is whole; raises ExchangeError if none is."""
        problem = ExchangeError("batch-damaged", name=name)
        with _place_errors(self.root):
            for folder, listed in self._listed.items():
                if name not in listed.files:
                    continue
                data, error = self._read_copy(folder, name, listed.files[name])
                if data is not None:
                    return data
                problem = error or problem
        raise problem

    def write_batch(self, name: str, desk: str, data: bytes) -> None:
        """Write a batch into the folder of a desk, the own one, unless it is there whole."""
        folder = folder_of(desk)
        with _place_errors(self.root):
            path = self._own_folder(folder)
            listed = self._listed.setdefault(folder, _Listed())
            number = listed.files.get(name)
            if number is not None and self._read_copy(folder, name, number)[0] is not None:
                return
            if number is None:
                number = min(listed.last + 1, _LAST_NUMBER)
                listed.add(name, number)
                self._names = None
            write_atomically(path / _file(name, number), data)
            self._passed_over.discard((folder, name))

    def has_piece(self, name: str) -> bool:
        """Return whether there is a file for a piece."""
        with _place_errors(self.root), suppress(FileNotFoundError):
            return stat.S_ISREG(self._piece(name).lstat().st_mode)
        return False

    def read_piece(self, name: str) -> bytes | None:
        """Return the bytes of a piece's file, or None if it is missing."""
        with _place_errors(self.root):
            self._check_there()
            return _read_file(self._piece(name), MOST_ORIGINAL + _MORE)

    def write_piece(self, name: str, data: bytes) -> None:
        """Write a piece, also over one that is there."""
        with _place_errors(self.root):
            self._check_there()
            path = self._piece(name)
            _make_folder(path.parent)
            write_atomically(path, data)

    def blank_batch(self, name: str, data: bytes, desks: Collection[str]) -> bool:
        """Write a batch from which something was removed for good over this desk's copies; return whether it has one."""
        has_copy = False
        for folder in map(folder_of, desks):
            number = self._listed.get(folder, _Listed()).files.get(name)
            if number is not None:
                has_copy = True
                with _place_errors(self.root):
                    there, _ = self._read_copy(folder, name, number)
                    if there is None or self._plain(name, there) != self._plain(name, data):
                        write_atomically(self._own_folder(folder) / _file(name, number), data)
        return has_copy

    def remove_piece(self, name: str) -> bool:
        """Remove a piece for good; return whether it was there."""
        with _place_errors(self.root):
            try:
                self._piece(name).unlink()
            except FileNotFoundError:
                return False
        return True

    def finish(self, desk: str, unreadable: Iterable[str]) -> PlaceReport:
        """Write the tip of this desk, with what it could not read, and return what the other desks cannot read."""
        own = folder_of(desk)
        listed = self._listed.get(own) or _Listed()
        wanted = frozenset(sorted(unreadable)[:_MOST_WANTED])
        tip = _Tip(len(listed.files), listed.total, wanted)
        with _place_errors(self.root):
            if self._tips.get(own, _Tip(0, 0)) != tip:
                write_atomically(self._own_folder(own) / _TIP, tip.encoded())
                self._tips[own] = tip
        others = (tip.wanted for folder, tip in self._tips.items() if folder != own)
        asked: frozenset[str] = frozenset().union(*others)
        foreign = sum(listed.foreign for listed in self._listed.values())
        for folder in [
            folder for folder, listed in self._listed.items() if not asked.isdisjoint(listed.files)
        ]:
            # What others cannot read there may be gone with more: the next round lists it, whatever the tip says.
            del self._listed[folder]
        return PlaceReport(passed_over=foreign + len(self._passed_over), wanted=asked)

    # Listing.

    def _list(self) -> bool:
        """List the folders of desks again whose tips have changed, or do not say what is there; return whether any was."""
        self._check_there()
        is_new = False
        found: dict[str, _Listed] = {}
        tips: dict[str, _Tip] = {}
        for folder in _folders(self.root / _DESKS):
            path = self.root / _DESKS / folder
            tip = _read_tip(path / _TIP)
            before = self._listed.get(folder)
            is_listed = before is not None and tip is not None and tip.fits(before)
            found[folder] = before if before is not None and is_listed else _list_batches(path)
            is_new = is_new or found[folder] is not before
            if tip is not None:
                tips[folder] = tip
        is_new = is_new or found.keys() != self._listed.keys()
        self._listed, self._tips = found, tips
        return is_new

    def _check_there(self) -> None:
        """Raise FileNotFoundError if the folder is no place of exchange any more."""
        if not _is_folder(self.root / _DESKS):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    def _own_folder(self, folder: str) -> Path:
        self._check_there()
        path = self.root / _DESKS / folder
        _make_folder(path)
        if folder not in self._tidied:
            self._tidied.add(folder)
            remove_unfinished_parts(path)
        return path

    def _read_copy(self, folder: str, name: str, number: int) -> tuple[bytes | None, ExchangeError | None]:
        """Return one copy of a batch if it is whole, else what is wrong with it."""
        data, problem = None, None
        with suppress(PermissionError):  # One file that cannot be read now is not the whole share.
            data = _read_file(self.root / _DESKS / folder / _file(name, number), MOST_BATCH + _MORE)
        if data is not None:
            problem = self._problem(name, data)
            if problem is None or problem.code == "batch-newer":
                return data, None
        self._passed_over.add((folder, name))
        return None, problem

    def _problem(self, name: str, data: bytes) -> ExchangeError | None:
        try:
            self._plain(name, data)
        except ExchangeError as error:
            return error
        return None

    def _piece(self, name: str) -> Path:
        if not is_hash(name):
            raise ValueError(name)
        return self.root / _PIECES / name[:2] / name


@contextmanager
def _place_errors(root: Path) -> Iterator[None]:
    """Turn what the system says of a share into one sentence."""
    try:
        yield
    except (ExportError, OSError) as error:
        # What the system said is behind the error of a file that cannot be written.
        said = error.__context__ if isinstance(error, ExportError) else error
        reason = getattr(said, "strerror", None) or type(error).__name__
        raise ExchangeError("place-lost", place=str(root), reason=reason) from error


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except FileNotFoundError:
        return False


def _make_folder(path: Path) -> None:
    """Make a folder; raises OSError if something else is there, such as a link."""
    with suppress(FileExistsError):
        path.mkdir()
    if not _is_folder(path):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))


def _folders(desks: Path) -> list[str]:
    with os.scandir(desks) as entries:
        found = [
            entry.name
            for entry in entries
            if _DESK.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False)
        ]
    return sorted(found)[:MOST_DESKS]


def _file(name: str, number: int) -> str:
    return f"{number:08d}-{name}.bbx"


def _list_batches(path: Path) -> _Listed:
    listed = _Listed()
    try:
        scanned = os.scandir(path)
    except (PermissionError, FileNotFoundError):
        # A folder that only this desk cannot read, or that is gone, is not the whole share.
        return _Listed(foreign=1)
    with scanned as entries:
        for count, entry in enumerate(entries):
            match = _BATCH.fullmatch(entry.name)
            is_batch = match is not None and count < MOST_FILES and entry.is_file(follow_symlinks=False)
            if match is not None and is_batch and match[2] not in listed.files:
                listed.add(match[2], int(match[1]))
            elif entry.name != _TIP and not entry.name.endswith(_UNFINISHED):
                listed.foreign += 1
    return listed


def _read_file(path: Path, most: int) -> bytes | None:
    """Return the content of a regular file, or None if it is missing, too long, or a link."""
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        handle = os.open(path, flags)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode) or state.st_size > most:
            return None
        data = file.read(most + 1)
    return data if len(data) <= most else None


def _read_tip(path: Path) -> _Tip | None:
    data = _read_file(path, _MOST_TIP)
    if data is None:
        return None
    try:
        read = json.loads(data)
        wanted = frozenset(name for name in read["wanted"][:_MOST_WANTED] if is_hash(name))
        return _Tip(int(read["files"]), int(read["sum"][:64], 16), wanted)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return None
