"""Compound files (MS-CFB), as Outlook and Office before 2007 write them: olefile, with limits.

olefile believes the counts in the header, compares each entry with every earlier one, and does not notice a chain
of sectors that runs in a circle. Files that would cost too much for these reasons are refused as damaged.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from olefile import DEFECT_INCORRECT, MAXREGSECT, STGTY_STORAGE, STGTY_STREAM, OleFileIO
from olefile.olefile import OleDirectoryEntry

from briefbuilder.importers.limits import COMPOUND_ENTRIES

_ENTRY = 128
"""Bytes of a directory entry."""

_FAULTS = (OSError, ValueError, IndexError, struct.error, RecursionError)
"""What olefile raises for a damaged file; its own error is an OSError, and it walks the directory recursively."""


class CompoundError(Exception):
    """The file is damaged."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A storage: its path, and the entries in it by their names in small letters."""

    path: tuple[str, ...]
    entries: Mapping[str, OleDirectoryEntry]

    def storages(self) -> dict[str, Storage]:
        """Return the storages in this one by their names in small letters."""
        return {
            name: Storage((*self.path, entry.name), entry.kids_dict)
            for name, entry in self.entries.items()
            if entry.entry_type == STGTY_STORAGE
        }


class CompoundFile:
    """An opened compound file."""

    def __init__(self, data: bytes) -> None:
        try:
            self._file = _LimitedFile(BytesIO(data), raise_defects=DEFECT_INCORRECT)
        except _FAULTS as error:
            raise CompoundError from error
        self.root = Storage((), self._file.root.kids_dict)

    def stream(self, storage: Storage, name: str) -> bytes | None:
        """Return the bytes of a stream, or None if there is no such stream."""
        entry = storage.entries.get(name.lower())
        if entry is None or entry.entry_type != STGTY_STREAM:
            return None
        if not entry.size:
            return b""
        try:
            data: bytes = self._file.openstream([*storage.path, entry.name]).read()
        except _FAULTS as error:
            raise CompoundError from error
        table = self._file.minifat if entry.is_minifat else self._file.fat
        if _chain_length(table, entry.isectStart, len(table)) > len(table):
            raise CompoundError
        return data


class _LimitedFile(OleFileIO):  # type: ignore[misc]
    """olefile's reader, which checks the size of the allocation table and of the directory before it loads them."""

    def loadfat(self, header: bytes) -> None:
        """Load the allocation table unless it is said to be far larger than the file needs."""
        needed = self.nb_sect * 4 // self.sectorsize + 1
        if self.num_fat_sectors > 2 * needed:
            raise CompoundError
        super().loadfat(header)

    def loaddirectory(self, sect: int) -> None:
        """Load the directory unless it has too many entries."""
        most = COMPOUND_ENTRIES * _ENTRY // self.sectorsize
        if _chain_length(self.fat, sect, most) > most:
            raise CompoundError
        super().loaddirectory(sect)


def _chain_length(table: Sequence[int], sector: int, most: int) -> int:
    """Return how many sectors a chain has; `most` + 1 stands for all that are longer or run in a circle."""
    length = 0
    while sector < MAXREGSECT and sector < len(table) and length <= most:
        sector = table[sector]
        length += 1
    return length
