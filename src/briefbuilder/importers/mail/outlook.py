"""Convert Outlook messages (MS-OXMSG) and "winmail.dat" files (MS-OXTNEF) to MIME messages."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser
from email.utils import format_datetime
from io import BytesIO
from typing import Protocol

from olefile import DEFECT_INCORRECT, MAXREGSECT, STGTY_STORAGE, STGTY_STREAM, OleFileIO
from olefile.olefile import OleDirectoryEntry

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.limits import (
    COMPOUND_ENTRIES,
    HEADER_CHARACTERS,
    MAIL_BYTES,
    MAIL_PARTS,
    RTF_BYTES,
    TNEF_BYTES,
    check_size,
)
from briefbuilder.importers.mime import parse_mime
from briefbuilder.importers.mime import read_header as header_of
from briefbuilder.importers.sniff import OLE_MAGIC, TNEF_MAGIC

# Compressed RTF in Outlook messages (MS-OXRTFCP).

_COMPRESSED, _UNCOMPRESSED = 0x75465A4C, 0x414C454D
_WINDOW_SIZE = 4096
_INITIAL_WINDOW = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""The initial content of the window, which compressed texts refer to."""


def decompress_rtf(data: bytes, limit: int) -> bytes:
    """Decompress RTF as far as possible and up to a limit of bytes; return nothing for other data."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<4I", data)
    size = min(size, limit)
    if kind == _UNCOMPRESSED:
        return data[16 : 16 + size]
    return _decompress(data, size) if kind == _COMPRESSED else b""


def _decompress(data: bytes, size: int) -> bytes:
    window = bytearray(_INITIAL_WINDOW.ljust(_WINDOW_SIZE, b"\0"))
    write = len(_INITIAL_WINDOW)
    output = bytearray()
    offset = 16
    while offset < len(data) and len(output) < size:
        flags = data[offset]
        offset += 1
        for bit in range(8):
            if flags >> bit & 1:
                reference = int.from_bytes(data[offset : offset + 2].ljust(2, b"\0"), "big")
                start, length = reference >> 4, (reference & 15) + 2
                offset += 2
                if start == write or offset > len(data):
                    return bytes(output[:size])  # a reference to the write position marks the end
                # The window changes while its characters are repeated.
                characters: Iterator[int] = (window[at % _WINDOW_SIZE] for at in range(start, start + length))
            else:
                characters = iter(data[offset : offset + 1])
                offset += 1
            for character in characters:
                window[write] = character
                write = (write + 1) % _WINDOW_SIZE
                output.append(character)
    return bytes(output[:size])


# MIME messages from MAPI properties (MS-OXPROPS).

_FILETIME_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MAX_HEADERS = 65_536
"""Characters of the transport headers that are read."""

_SENT, _DELIVERED = 0x00390040, 0x0E060040


class OutlookError(Exception):
    """A message is damaged or too large."""


class MapiProperties(Protocol):
    """The properties of a message or an attachment by their tags in hexadecimal digits."""

    @property
    def body_charset(self) -> str | None:
        """The charset of HTML in bytes."""

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that exists."""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty if it is missing."""

    def moment(self, tag: int) -> datetime | None:
        """Return a time, or None if it is missing or invalid."""


def build_message(properties: MapiProperties) -> Message:
    """Build a message with headers and bodies."""
    message = MIMEMultipart("mixed")
    received = HeaderParser().parsestr(properties.text("007d")[:_MAX_HEADERS])
    for header, value in (
        ("Subject", properties.text("0037", "0070")),
        ("From", _format_sender(properties) or header_of(received, "From")),
        ("To", properties.text("0e04") or header_of(received, "To")),
        ("Cc", properties.text("0e03")),
    ):
        if value:
            message[header] = " ".join(clean(value)[0].split())[:HEADER_CHARACTERS]
    sent = properties.moment(_SENT) or properties.moment(_DELIVERED)
    day = format_datetime(sent) if sent is not None else header_of(received, "Date")
    if day:
        message["Date"] = day
    _add_bodies(message, properties)
    return message


def _format_sender(properties: MapiProperties) -> str:
    sender, address = properties.text("0c1a", "0042"), properties.text("5d01", "0c1f", "0065")
    if not sender and "@" not in address:
        return ""
    return f'"{sender.replace(chr(34), "")}" <{address if "@" in address else ""}>'


def embed_message(message: Message) -> Message:
    """Wrap a message as an attachment."""
    part = Message()
    part["Content-Type"] = "message/rfc822"
    part.set_payload([message])
    return part


def build_attachment(properties: MapiProperties, data: bytes) -> Message:
    """Build an attachment of a message from a file."""
    name = properties.text("3707", "3704", "3001")
    main, _, kind = (properties.text("370e") or "application/octet-stream").partition("/")
    attachment = MIMEBase(_normalize_token(main) or "application", _normalize_token(kind) or "octet-stream")
    attachment.set_payload(data)
    encode_base64(attachment)
    identity = "".join(properties.text("3712").split())
    if identity:
        attachment["Content-ID"] = f"<{identity}>"
    shown = bool(identity) and main.lower() == "image"
    attachment.add_header(
        "Content-Disposition", "inline" if shown else "attachment", filename=("utf-8", "", name)
    )
    return attachment


def parse_filetime(value: bytes | None) -> datetime | None:
    """Convert a FILETIME (hundreds of nanoseconds since 1601); return None if it is missing or invalid."""
    if not value or len(value) < 8:
        return None
    try:
        return _FILETIME_EPOCH + timedelta(microseconds=struct.unpack("<Q", value[:8])[0] // 10)
    except OverflowError:
        return None


def decode_string8(data: bytes, charset: str | None) -> str:
    """Decode a text property of bytes without the null that ends it, which reads as UTF-16 if no charset is stated."""
    return decode_narrow(data.rstrip(b"\0"), charset)


def decode_narrow(data: bytes, charset: str | None) -> str:
    """Decode bytes by the code page of the message, or else by the most likely charset."""
    try:
        return data.decode(charset) if charset else decode(data).text
    except (UnicodeDecodeError, LookupError):
        return decode(data).text


def _add_bodies(message: Message, properties: MapiProperties) -> None:
    """Add the bodies, the richest last; compressed RTF only if there is no other."""
    bodies = MIMEMultipart("alternative")
    plain, markup = properties.text("1000"), properties.data("1013")
    if plain.strip():
        bodies.attach(_make_text_part(plain, "plain"))
    html = decode_narrow(markup, properties.body_charset) if markup else properties.text("1013")
    if html.strip():
        bodies.attach(_make_text_part(html, "html"))
    rich = b"" if bodies.get_payload() else decompress_rtf(properties.data("1009"), RTF_BYTES)
    if rich:
        part = MIMEBase("text", "rtf")
        part.set_payload(rich)
        encode_base64(part)
        bodies.attach(part)
    if bodies.get_payload():
        message.attach(bodies)


def _normalize_token(text: str) -> str:
    """Return one half of a media type in lower case, empty if it is invalid."""
    word = text.strip().lower()
    return (
        word if word.replace("-", "").replace(".", "").replace("+", "").isalnum() and word.isascii() else ""
    )


def _make_text_part(text: str, kind: str) -> MIMEText:
    return MIMEText(text.encode("utf-8", "replace").decode("utf-8"), kind, "utf-8")


_SUBJECT, _BODY, _CODE_PAGE = 0x8004, 0x800C, 0x9007
_ATTACHMENT_START, _ATTACHMENT_TITLE, _ATTACHMENT_DATA, _ATTACHMENT_PROPERTIES, _MESSAGE_PROPERTIES = (
    0x9002,
    0x8010,
    0x800F,
    0x9005,
    0x9003,
)
_FIXED_SIZES = {
    0x02: 4,
    0x03: 4,
    0x04: 4,
    0x05: 8,
    0x06: 8,
    0x07: 8,
    0x0A: 4,
    0x0B: 4,
    0x14: 8,
    0x40: 8,
    0x48: 16,
}
_STRING8, _UNICODE, _OBJECT_TYPE, _BINARY, _MULTIPLE_FLAG = 0x1E, 0x1F, 0x0D, 0x102, 0x1000
_INTERFACE_ID_BYTES = 16
"""Bytes of the interface id before an object."""

_MAX_VALUES = 10_000
_MAX_NESTED = 5


@dataclass(slots=True)
class _TnefObject:
    """The MAPI properties of a message or an attachment by their number."""

    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    charset: str | None = None

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that exists."""
        for tag in tags:
            kind, value = self.values.get(int(tag, 16), (0, b""))
            if value and kind in {_STRING8, _UNICODE}:
                text = (
                    value.decode("utf-16-le", "replace")
                    if kind == _UNICODE
                    else decode_string8(value, self.charset)
                )
                return text.partition("\0")[0]
        return ""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty if it is missing."""
        kind, value = self.values.get(int(tag, 16), (0, b""))
        return value if kind in {_BINARY, _OBJECT_TYPE} else b""

    def moment(self, tag: int) -> datetime | None:
        """Return a time, or None if it is missing or invalid."""
        return parse_filetime(self.values.get(tag >> 16, (0, None))[1])

    @property
    def body_charset(self) -> str | None:
        """The charset of HTML in bytes."""
        page = int.from_bytes(self.values.get(0x3FDE, (0, b""))[1][:4], "little")
        return {0: self.charset, 65001: "utf-8"}.get(page, f"cp{page}")


def tnef_to_mime(data: bytes, depth: int = 0) -> Message:
    """Convert TNEF data to a MIME message; raise OutlookError if it cannot be read."""
    if not data.startswith(TNEF_MAGIC) or len(data) > TNEF_BYTES:
        raise OutlookError
    whole = _TnefObject()
    attached: list[_TnefObject] = []
    for name, value in _iter_attributes(data):
        if name == _CODE_PAGE and len(value) >= 4:
            whole.charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == _ATTACHMENT_START and len(attached) >= MAIL_PARTS:
            break
        elif name == _ATTACHMENT_START:
            attached.append(_TnefObject(charset=whole.charset))
        else:
            _store_attribute(attached[-1] if attached else whole, name, value)
    message = build_message(whole)
    for attachment in attached:
        _attach_object(message, attachment, depth)
    return message


def _store_attribute(target: _TnefObject, name: int, value: bytes) -> None:
    named = {_SUBJECT: 0x0037, _BODY: 0x1000, _ATTACHMENT_TITLE: 0x3001}.get(name)
    if named is not None:
        target.values.setdefault(named, (_STRING8, value))
    elif name == _ATTACHMENT_DATA:
        target.values[0x3701] = (_BINARY, value)
    elif name in {_MESSAGE_PROPERTIES, _ATTACHMENT_PROPERTIES}:
        for number, kind, content in _iter_properties(value):
            if number != 0x3701 or content:
                target.values[number] = (kind, content)


def _attach_object(message: Message, attachment: _TnefObject, depth: int) -> None:
    kind, value = attachment.values.get(0x3701, (0, b""))
    inner = value[_INTERFACE_ID_BYTES:]
    if kind == _OBJECT_TYPE and inner.startswith(TNEF_MAGIC):
        if depth < _MAX_NESTED:
            message.attach(embed_message(tnef_to_mime(inner, depth + 1)))
        return
    data = inner if kind == _OBJECT_TYPE else value
    message.attach(build_attachment(attachment, data))


def _iter_attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Iterate over the attributes (number and bytes) up to the first invalid one."""
    offset = 6
    while offset + 9 <= len(data):
        name, _, size = struct.unpack_from("<HHI", data, offset + 1)
        if data[offset] not in {1, 2}:
            return
        yield name, data[offset + 9 : offset + 9 + size]
        offset += 9 + size + 2


def _iter_properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Iterate over the MAPI properties (number, type, bytes of the first value) as far as they are valid."""
    if len(data) < 4:
        return
    (count,) = struct.unpack_from("<I", data)
    offset = 4
    try:
        for _ in range(min(count, _MAX_VALUES)):
            kind, number = struct.unpack_from("<HH", data, offset)
            offset = _skip_name(data, offset + 4) if number >= 0x8000 else offset + 4
            value, offset = _read_value(data, offset, kind)
            yield number, kind & ~_MULTIPLE_FLAG, value
    except struct.error:
        return


def _skip_name(data: bytes, offset: int) -> int:
    (kind,) = struct.unpack_from("<I", data, offset + 16)
    offset += 20
    if not kind:
        return offset + 4
    (size,) = struct.unpack_from("<I", data, offset)
    return offset + 4 + _pad(size)


def _read_value(data: bytes, offset: int, kind: int) -> tuple[bytes, int]:
    base = kind & ~_MULTIPLE_FLAG
    width = _FIXED_SIZES.get(base)
    count = 1
    if kind & _MULTIPLE_FLAG or width is None:
        (count,) = struct.unpack_from("<I", data, offset)
        offset += 4
    if width is not None:
        return data[offset : offset + width], offset + width * count
    first = b""
    for number in range(min(count, _MAX_VALUES)):
        (size,) = struct.unpack_from("<I", data, offset)
        if not number:
            first = data[offset + 4 : offset + 4 + size]
        offset += 4 + _pad(size)
    return first, offset


def _pad(size: int) -> int:
    return (size + 3) // 4 * 4


_ENTRY_BYTES = 128
"""Bytes of a directory entry."""

_OLE_ERRORS = (OSError, ValueError, IndexError, struct.error, RecursionError)
"""What olefile raises on damaged files; it reads the directory recursively."""

_MAX_DEPTH = 10
_CODE_PAGE_TAG, _MESSAGE_CODE_PAGE_TAG = 0x3FDE0003, 0x3FFD0003


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
            raise OutlookError from error
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
            raise OutlookError from error
        table = self._file.minifat if entry.is_minifat else self._file.fat
        if _chain_length(table, entry.isectStart, len(table)) > len(table):
            raise OutlookError
        return data


class _LimitedOleFile(OleFileIO):  # type: ignore[misc]
    """An `OleFileIO` that checks the size of the allocation table and of the directory before loading them."""

    def loadfat(self, header: bytes) -> None:
        """Load the allocation table unless it is declared far larger than needed."""
        needed = self.nb_sect * 4 // self.sectorsize + 1
        if self.num_fat_sectors > 2 * needed:
            raise OutlookError
        super().loadfat(header)

    def loaddirectory(self, sect: int) -> None:
        """Load the directory unless it has too many entries."""
        max_sectors = COMPOUND_ENTRIES * _ENTRY_BYTES // self.sectorsize
        if _chain_length(self.fat, sect, max_sectors) > max_sectors:
            raise OutlookError
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
    """Convert an Outlook message to a MIME message; raise OutlookError if it is damaged."""
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


def open_mail(data: bytes, name: str) -> Message:
    """Open a mail as a MIME message, also one of Outlook; raise ImportRefusedError if it is damaged or too large."""
    if not data.startswith((OLE_MAGIC, TNEF_MAGIC)):
        return parse_mime(data, name)
    check_size(len(data), MAIL_BYTES, name)
    try:
        return tnef_to_mime(data) if data.startswith(TNEF_MAGIC) else msg_to_mime(data)
    except (OutlookError, struct.error) as error:
        raise ImportRefusedError("import-outlook-damaged", name=name) from error
