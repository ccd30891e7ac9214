"""Compound files (MS-CFB), as Office wrote them before 2007: storages and streams, chains within limits.

A chain that leads in a circle or out of the file ends the reading with CompoundError.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from briefbuilder.importers.limits import COMPOUND_ENTRIES

_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_LAST = 0xFFFFFFFA
"""Sector numbers from here on mean something else than a sector: the end of a chain, an unused one."""

_ENTRY = 128
_STORAGE, _STREAM = 1, 2


class CompoundError(Exception):
    """The file is damaged."""


@dataclass(slots=True)
class Storage:
    """A storage: the storages and the streams in it, by their names in small letters."""

    storages: dict[str, Storage] = field(default_factory=dict)
    streams: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """An opened compound file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(_MAGIC):
            raise CompoundError
        self._data = data
        major, _order, shift, mini_shift = struct.unpack_from("<4H", data, 26)
        if shift not in {9, 12} or mini_shift != 6:
            raise CompoundError
        self._size, self._small = 1 << shift, 1 << mini_shift
        self._long_sizes = major > 3
        self._most = len(data) // self._size + 1
        fats, directory = struct.unpack_from("<2I", data, 44)
        cutoff, small_fat = struct.unpack_from("<2I", data, 56)
        (first,) = struct.unpack_from("<I", data, 68)
        self._cutoff = cutoff
        self._fat = self._numbers(self._fat_sectors(fats, first))
        self._small_fat = self._numbers(self._chain(small_fat, self._fat)) if small_fat < _LAST else ()
        self._entries = self._directory(directory)
        root = self._entries[0]
        self._small_stream = self._joined(root.start, root.size)
        self.root = self._storage(root)

    def stream(self, storage: Storage, name: str) -> bytes | None:
        """Return a stream's bytes, None where it is not there."""
        found = storage.streams.get(name.lower())
        if found is None:
            return None
        start, size = found
        if size >= self._cutoff:
            return self._joined(start, size)
        pieces = (
            self._small_stream[place * self._small : (place + 1) * self._small]
            for place in self._chain(start, self._small_fat)
        )
        return b"".join(pieces)[:size]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        if begin >= len(self._data):
            raise CompoundError
        return self._data[begin : begin + self._size]

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        data = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _fat_sectors(self, count: int, first: int) -> list[int]:
        """Return the sectors of the allocation table: 109 stand in the header, more in sectors of their own."""
        found = [number for number in struct.unpack_from("<109I", self._data, 76) if number < _LAST]
        seen: set[int] = set()
        while first < _LAST and len(found) < count:
            if first in seen:
                raise CompoundError
            seen.add(first)
            *numbers, first = self._numbers([first])
            found += [number for number in numbers if number < _LAST]
        if len(found) > self._most:
            raise CompoundError
        return found[:count]

    def _chain(self, start: int, table: tuple[int, ...]) -> list[int]:
        found: list[int] = []
        number = start
        while number < _LAST:
            if number >= len(table) or len(found) > len(table):
                raise CompoundError
            found.append(number)
            number = table[number]
        return found

    def _joined(self, start: int, size: int) -> bytes:
        if start >= _LAST or not size:
            return b""
        return b"".join(map(self._sector, self._chain(start, self._fat)))[:size]

    def _directory(self, start: int) -> list[_Entry]:
        data = b"".join(map(self._sector, self._chain(start, self._fat)))
        count = len(data) // _ENTRY
        if not count or count > COMPOUND_ENTRIES:
            raise CompoundError
        return [self._entry(data[place * _ENTRY : (place + 1) * _ENTRY]) for place in range(count)]

    def _entry(self, data: bytes) -> _Entry:
        length, kind = struct.unpack_from("<HB", data, 64)
        left, right, child = struct.unpack_from("<3I", data, 68)
        start, size = struct.unpack_from("<IQ", data, 116)
        name = data[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        return _Entry(name, kind, left, right, child, start, size if self._long_sizes else size & 0xFFFFFFFF)

    def _storage(self, root: _Entry) -> Storage:
        """Return the tree of storages; an entry that is named twice ends the reading."""
        made = Storage()
        seen: set[int] = set()
        waiting = [(made, root.child)]
        while waiting:
            storage, number = waiting.pop()
            if number >= _LAST:
                continue
            if number in seen or number >= len(self._entries):
                raise CompoundError
            seen.add(number)
            entry = self._entries[number]
            waiting += [(storage, entry.left), (storage, entry.right)]
            if entry.kind == _STREAM:
                storage.streams[entry.name] = (entry.start, entry.size)
            elif entry.kind == _STORAGE:
                inner = storage.storages.setdefault(entry.name, Storage())
                waiting.append((inner, entry.child))
        return made
