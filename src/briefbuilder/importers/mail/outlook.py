"""Read Outlook messages (MS-OXMSG) and "winmail.dat" files: a draft, and the attached files."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from io import BytesIO

from olefile import DEFECT_INCORRECT, MAXREGSECT, STGTY_STORAGE, STGTY_STREAM, OleFileIO
from olefile.olefile import OleDirectoryEntry

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.draft import ContainedFile, Draft
from briefbuilder.importers.limits import COMPOUND_ENTRIES, MAIL_BYTES, MAIL_PARTS, check_size
from briefbuilder.importers.mail.contents import message_text
from briefbuilder.importers.mail.mapi import (
    TnefError,
    build_attachment,
    build_message,
    decode_string8,
    embed_message,
    parse_filetime,
    tnef_to_mime,
)
from briefbuilder.importers.mail.reader import read_message, read_message_attachments
from briefbuilder.importers.sniff import TNEF_MAGIC

_ENTRY_BYTES = 128
"""Bytes of a directory entry."""

_OLE_ERRORS = (OSError, ValueError, IndexError, struct.error, RecursionError)
"""What olefile raises on damaged files; it reads the directory recursively."""

_MAX_DEPTH = 10
_CODE_PAGE_TAG, _MESSAGE_CODE_PAGE_TAG = 0x3FDE0003, 0x3FFD0003


class CompoundError(Exception):
    """The file is damaged."""


@dataclass(frozen=True, slots=True)
class Storage:
    """A storage: its path, and its entries by their names in lower case."""

    path: tuple[str, ...]
    entries: Mapping[str, OleDirectoryEntry]

    def storages(self) -> dict[str, Storage]:
        """Return the inner storages by their names in lower case."""
        return {
            name: Storage((*self.path, entry.name), entry.kids_dict)
            for name, entry in self.entries.items()
            if entry.entry_type == STGTY_STORAGE
        }


class CompoundFile:
    """An opened compound file (MS-CFB).

    olefile trusts the counts in the header, compares each entry with all earlier ones, and does not notice circular
    chains of sectors; files that would be too costly for these reasons are refused as damaged.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._file = _LimitedOleFile(BytesIO(data), raise_defects=DEFECT_INCORRECT)
        except _OLE_ERRORS as error:
            raise CompoundError from error
        self.root = Storage((), self._file.root.kids_dict)

    def stream(self, storage: Storage, name: str) -> bytes | None:
        """Return the bytes of a stream, or None if it does not exist."""
        entry = storage.entries.get(name.lower())
        if entry is None or entry.entry_type != STGTY_STREAM:
            return None
        if not entry.size:
            return b""
        try:
            data: bytes = self._file.openstream([*storage.path, entry.name]).read()
        except _OLE_ERRORS as error:
            raise CompoundError from error
        table = self._file.minifat if entry.is_minifat else self._file.fat
        if _chain_length(table, entry.isectStart, len(table)) > len(table):
            raise CompoundError
        return data


class _LimitedOleFile(OleFileIO):  # type: ignore[misc]
    """An `OleFileIO` that checks the size of the allocation table and of the directory before loading them."""

    def loadfat(self, header: bytes) -> None:
        """Load the allocation table unless it is declared far larger than needed."""
        needed = self.nb_sect * 4 // self.sectorsize + 1
        if self.num_fat_sectors > 2 * needed:
            raise CompoundError
        super().loadfat(header)

    def loaddirectory(self, sect: int) -> None:
        """Load the directory unless it has too many entries."""
        max_sectors = COMPOUND_ENTRIES * _ENTRY_BYTES // self.sectorsize
        if _chain_length(self.fat, sect, max_sectors) > max_sectors:
            raise CompoundError
        super().loaddirectory(sect)


def _chain_length(table: Sequence[int], sector: int, max_sectors: int) -> int:
    """Return the number of sectors in a chain; `max_sectors` + 1 if it is longer or circular."""
    length = 0
    while sector < MAXREGSECT and sector < len(table) and length <= max_sectors:
        sector = table[sector]
        length += 1
    return length


class OutlookProperties:
    """The properties of a storage, which is a message or an attachment; `header_size` is the size of the header in bytes."""

    def __init__(
        self, file: CompoundFile, storage: Storage, header_size: int, charset: str | None = None
    ) -> None:
        self._file = file
        self._storage = storage
        self._fixed: dict[int, bytes] = {}
        data = file.stream(storage, "__properties_version1.0") or b""
        for offset in range(header_size, len(data) - 15, 16):
            self._fixed[struct.unpack_from("<I", data, offset)[0]] = data[offset + 8 : offset + 16]
        page = self.number(_MESSAGE_CODE_PAGE_TAG) or self.number(_CODE_PAGE_TAG)
        self.charset = f"cp{page}" if page and page not in {65001, 20127} else charset
        self.body_charset = {65001: "utf-8"}.get(self.number(_CODE_PAGE_TAG), self.charset)

    def number(self, tag: int) -> int:
        """Return an integer property, 0 if it is missing."""
        value = self._fixed.get(tag)
        return struct.unpack("<I", value[:4])[0] if value else 0

    def moment(self, tag: int) -> datetime | None:
        """Return a time, or None if it is missing or invalid."""
        return parse_filetime(self._fixed.get(tag))

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that exists."""
        for tag in tags:
            unicode = self._file.stream(self._storage, f"__substg1.0_{tag}001f")
            if unicode:
                return unicode.decode("utf-16-le", "replace").rstrip("\0")
            string8 = self._file.stream(self._storage, f"__substg1.0_{tag}001e")
            if string8:
                return decode_string8(string8, self.charset)
        return ""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty if it is missing."""
        return self._file.stream(self._storage, f"__substg1.0_{tag}0102") or b""

    def inner(self, tag: str) -> Storage | None:
        """Return the storage of an attached message, or None."""
        return self._storage.storages().get(f"__substg1.0_{tag}000d")


def msg_to_mime(data: bytes) -> Message:
    """Convert an Outlook message to a MIME message; raise CompoundError if it is damaged."""
    file = CompoundFile(data)
    return _convert_message(file, file.root, 32, 0)


def _convert_message(file: CompoundFile, storage: Storage, header_size: int, depth: int) -> Message:
    properties = OutlookProperties(file, storage, header_size)
    message = build_message(properties)
    attachments = (
        inner for name, inner in sorted(storage.storages().items()) if name.startswith("__attach_version1.0")
    )
    for number, inner_storage in enumerate(attachments):
        if number < MAIL_PARTS:
            _add_attachment(message, file, inner_storage, properties.charset, depth)
    return message


def _add_attachment(
    message: Message, file: CompoundFile, storage: Storage, charset: str | None, depth: int
) -> None:
    properties = OutlookProperties(file, storage, 8, charset)
    inner = properties.inner("3701")
    if inner is None:
        message.attach(build_attachment(properties, properties.data("3701")))
    elif depth < _MAX_DEPTH:
        message.attach(embed_message(_convert_message(file, inner, 24, depth + 1)))


def read_outlook(data: bytes, name: str) -> Draft:
    """Read an Outlook message; raise ImportRefusedError if it is damaged."""
    return read_message(open_message(data, name), name)


def read_outlook_attachments(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the attachments of an Outlook message that may be articles."""
    return read_message_attachments(open_message(data, name), name)


def open_message(data: bytes, name: str) -> Message:
    """Open an Outlook message or "winmail.dat" as a MIME message; raise ImportRefusedError if it is damaged."""
    check_size(len(data), MAIL_BYTES, name)
    try:
        return tnef_to_mime(data) if data.startswith(TNEF_MAGIC) else msg_to_mime(data)
    except (CompoundError, TnefError, struct.error) as error:
        raise ImportRefusedError("import-outlook-damaged", name=name) from error


def outlook_text(data: bytes, name: str) -> str:
    """Return the headers, bodies and attachment names of an Outlook message."""
    return message_text(open_message(data, name), name)
