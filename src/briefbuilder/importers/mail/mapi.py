"""What Outlook packs into a "winmail.dat" (MS-OXTNEF) as a MIME message: bodies and attachments."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.encoders import encode_base64
from email.message import Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser
from email.utils import format_datetime
from typing import Protocol

from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.limits import HEADER_CHARACTERS, MAIL_PARTS, RTF_BYTES, TNEF_BYTES
from briefbuilder.importers.mime import read_header as header_of
from briefbuilder.importers.sniff import TNEF_MAGIC

# Rich text as Outlook packs it into its messages (MS-OXRTFCP): unpacked within a limit.

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_BEFORE = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What every packed text may refer back to."""


def decompress_rtf(data: bytes, limit: int) -> bytes:
    """Return the RTF, as far as it can be unpacked and up to a limit of bytes, empty where it is none."""
    if len(data) < 16:
        return b""
    _, size, kind, _ = struct.unpack_from("<4I", data)
    size = min(size, limit)
    if kind == _PLAIN:
        return data[16 : 16 + size]
    return _unpacked(data, size) if kind == _PACKED else b""


def _unpacked(data: bytes, size: int) -> bytes:
    window = bytearray(_BEFORE.ljust(_WINDOW, b"\0"))
    write = len(_BEFORE)
    found = bytearray()
    place = 16
    while place < len(data) and len(found) < size:
        marks = data[place]
        place += 1
        for bit in range(8):
            if marks >> bit & 1:
                reference = int.from_bytes(data[place : place + 2].ljust(2, b"\0"), "big")
                piece, place = range(reference >> 4, (reference >> 4) + (reference & 15) + 2), place + 2
                if reference >> 4 == write or place > len(data):
                    return bytes(found[:size])  # it refers to what comes next: the end
                signs = (window[at % _WINDOW] for at in piece)
            else:
                signs, place = (sign for sign in data[place : place + 1]), place + 1
            for sign in signs:
                window[write] = sign
                write = (write + 1) % _WINDOW
                found.append(sign)
    return bytes(found[:size])


# A MIME message made of the properties that Outlook gives a message or an attachment (MS-OXPROPS).

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_HEADERS = 65_536
"""How much is read of the headers that a message came with."""

_SENT, _DELIVERED = 0x00390040, 0x0E060040


class MapiProperties(Protocol):
    """The properties of a message or an attachment, by their tags in hexadecimal letters."""

    @property
    def body_charset(self) -> str | None:
        """The charset that markup in bytes is in."""

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that is there."""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty where it is not there."""

    def moment(self, tag: int) -> datetime | None:
        """Return a moment, None where it is none."""


def build_message(told: MapiProperties) -> Message:
    """Return a message with its headers and bodies."""
    message = MIMEMultipart("mixed")
    came = HeaderParser().parsestr(told.text("007d")[:_MOST_HEADERS])
    for header, value in (
        ("Subject", told.text("0037", "0070")),
        ("From", _mailbox(told) or header_of(came, "From")),
        ("To", told.text("0e04") or header_of(came, "To")),
        ("Cc", told.text("0e03")),
    ):
        if value:
            message[header] = " ".join(clean(value)[0].split())[:HEADER_CHARACTERS]
    sent = told.moment(_SENT) or told.moment(_DELIVERED)
    day = format_datetime(sent) if sent is not None else header_of(came, "Date")
    if day:
        message["Date"] = day
    _add_bodies(message, told)
    return message


def _mailbox(told: MapiProperties) -> str:
    sender, address = told.text("0c1a", "0042"), told.text("5d01", "0c1f", "0065")
    if not sender and "@" not in address:
        return ""
    return f'"{sender.replace(chr(34), "")}" <{address if "@" in address else ""}>'


def embed_message(message: Message) -> Message:
    """Return a message as one that is attached to another."""
    part = Message()
    part["Content-Type"] = "message/rfc822"
    part.set_payload([message])
    return part


def build_attachment(told: MapiProperties, data: bytes) -> Message:
    """Return a file as one that is attached to a message."""
    name = told.text("3707", "3704", "3001")
    main, _, kind = (told.text("370e") or "application/octet-stream").partition("/")
    attachment = MIMEBase(_token(main) or "application", _token(kind) or "octet-stream")
    attachment.set_payload(data)
    encode_base64(attachment)
    identity = "".join(told.text("3712").split())
    if identity:
        attachment["Content-ID"] = f"<{identity}>"
    shown = bool(identity) and main.lower() == "image"
    attachment.add_header(
        "Content-Disposition", "inline" if shown else "attachment", filename=("utf-8", "", name)
    )
    return attachment


def parse_filetime(value: bytes | None) -> datetime | None:
    """Return a moment (hundreds of nanoseconds since 1601), None where it is none."""
    if not value or len(value) < 8:
        return None
    try:
        return _EPOCH + timedelta(microseconds=struct.unpack("<Q", value[:8])[0] // 10)
    except OverflowError:
        return None


def decode_narrow(data: bytes, charset: str | None) -> str:
    """Return characters by the code page that the message states, else by what reads best."""
    try:
        return data.decode(charset) if charset else decode(data).text
    except (UnicodeDecodeError, LookupError):
        return decode(data).text


def _add_bodies(message: Message, told: MapiProperties) -> None:
    """Add the bodies that are there, the richest last; packed rich text alone where there is no other."""
    bodies = MIMEMultipart("alternative")
    plain, markup = told.text("1000"), told.data("1013")
    if plain.strip():
        bodies.attach(_text(plain, "plain"))
    html = decode_narrow(markup, told.body_charset) if markup else told.text("1013")
    if html.strip():
        bodies.attach(_text(html, "html"))
    rich = b"" if bodies.get_payload() else decompress_rtf(told.data("1009"), RTF_BYTES)
    if rich:
        part = MIMEBase("text", "rtf")
        part.set_payload(rich)
        encode_base64(part)
        bodies.attach(part)
    if bodies.get_payload():
        message.attach(bodies)


def _token(text: str) -> str:
    """Return a word of a media type, empty for what is none."""
    word = text.strip().lower()
    return (
        word if word.replace("-", "").replace(".", "").replace("+", "").isalnum() and word.isascii() else ""
    )


def _text(text: str, kind: str) -> MIMEText:
    return MIMEText(text.encode("utf-8", "replace").decode("utf-8"), kind, "utf-8")


_SUBJECT, _BODY, _PAGE = 0x8004, 0x800C, 0x9007
_BEGIN, _TITLE, _DATA, _OF_ATTACHMENT, _OF_MESSAGE = 0x9002, 0x8010, 0x800F, 0x9005, 0x9003
_WIDTHS = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_NARROW, _WIDE, _OBJECT, _BYTES, _SEVERAL = 0x1E, 0x1F, 0x0D, 0x102, 0x1000
_IDENTITY = 16
"""The bytes that tell of what kind an object is, before it."""

_MOST_VALUES = 10_000
_DEEPEST = 5


class TnefError(Exception):
    """The bytes are none of Outlook's, or more than are read."""


@dataclass(slots=True)
class _MapiObject:
    """A message or one of its attachments: MAPI properties by their number."""

    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    charset: str | None = None

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that is there."""
        for tag in tags:
            kind, value = self.values.get(int(tag, 16), (0, b""))
            if value and kind in {_NARROW, _WIDE}:
                told = (
                    value.decode("utf-16-le", "replace")
                    if kind == _WIDE
                    else decode_narrow(value, self.charset)
                )
                return told.partition("\0")[0]
        return ""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty where it is not there."""
        kind, value = self.values.get(int(tag, 16), (0, b""))
        return value if kind in {_BYTES, _OBJECT} else b""

    def moment(self, tag: int) -> datetime | None:
        """Return a moment, None where it is none."""
        return parse_filetime(self.values.get(tag >> 16, (0, None))[1])

    @property
    def body_charset(self) -> str | None:
        """The charset that markup in bytes is in."""
        page = int.from_bytes(self.values.get(0x3FDE, (0, b""))[1][:4], "little")
        return {0: self.charset, 65001: "utf-8"}.get(page, f"cp{page}")


def tnef_to_mime(data: bytes, depth: int = 0) -> Message:
    """Return what is packed as a MIME message; raises TnefError where nothing of it can be read."""
    if not data.startswith(TNEF_MAGIC) or len(data) > TNEF_BYTES:
        raise TnefError
    whole = _MapiObject()
    attached: list[_MapiObject] = []
    for name, value in _attributes(data):
        if name == _PAGE and len(value) >= 4:
            whole.charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == _BEGIN and len(attached) >= MAIL_PARTS:
            break
        elif name == _BEGIN:
            attached.append(_MapiObject(charset=whole.charset))
        else:
            _take(attached[-1] if attached else whole, name, value)
    message = build_message(whole)
    for one in attached:
        _attach(message, one, depth)
    return message


def _take(found: _MapiObject, name: int, value: bytes) -> None:
    named = {_SUBJECT: 0x0037, _BODY: 0x1000, _TITLE: 0x3001}.get(name)
    if named is not None:
        found.values.setdefault(named, (_NARROW, value))
    elif name == _DATA:
        found.values[0x3701] = (_BYTES, value)
    elif name in {_OF_MESSAGE, _OF_ATTACHMENT}:
        for number, kind, held in _properties(value):
            if number != 0x3701 or held:
                found.values[number] = (kind, held)


def _attach(message: Message, one: _MapiObject, depth: int) -> None:
    kind, value = one.values.get(0x3701, (0, b""))
    inner = value[_IDENTITY:]
    if kind == _OBJECT and inner.startswith(TNEF_MAGIC):
        if depth < _DEEPEST:
            message.attach(embed_message(tnef_to_mime(inner, depth + 1)))
        return
    data = inner if kind == _OBJECT else value
    message.attach(build_attachment(one, data))


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each attribute, as far as they can be read."""
    place = 6
    while place + 9 <= len(data):
        name, _, size = struct.unpack_from("<HHI", data, place + 1)
        if data[place] not in {1, 2}:
            return
        yield name, data[place + 9 : place + 9 + size]
        place += 9 + size + 2


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, kind and bytes of each MAPI property, as far as they can be read; of several values the first."""
    if len(data) < 4:
        return
    (count,) = struct.unpack_from("<I", data)
    place = 4
    try:
        for _ in range(min(count, _MOST_VALUES)):
            kind, number = struct.unpack_from("<HH", data, place)
            place = _behind_name(data, place + 4) if number >= 0x8000 else place + 4
            held, place = _values(data, place, kind)
            yield number, kind & ~_SEVERAL, held
    except struct.error:
        return


def _behind_name(data: bytes, place: int) -> int:
    (kind,) = struct.unpack_from("<I", data, place + 16)
    place += 20
    if not kind:
        return place + 4
    (size,) = struct.unpack_from("<I", data, place)
    return place + 4 + _padded(size)


def _values(data: bytes, place: int, kind: int) -> tuple[bytes, int]:
    base = kind & ~_SEVERAL
    width = _WIDTHS.get(base)
    count = 1
    if kind & _SEVERAL or width is None:
        (count,) = struct.unpack_from("<I", data, place)
        place += 4
    if width is not None:
        return data[place : place + width], place + width * count
    first = b""
    for number in range(min(count, _MOST_VALUES)):
        (size,) = struct.unpack_from("<I", data, place)
        if not number:
            first = data[place + 4 : place + 4 + size]
        place += 4 + _padded(size)
    return first, place


def _padded(size: int) -> int:
    return (size + 3) // 4 * 4
