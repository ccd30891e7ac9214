"""What Outlook packs into a "winmail.dat" (MS-OXTNEF) as a MIME message: bodies and attachments."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message

from briefbuilder.importers.kinds import TNEF_MAGIC
from briefbuilder.importers.limits import MAIL_PARTS, TNEF_BYTES
from briefbuilder.importers.outlook.made import (
    attachment_of,
    embedded,
    message_of,
    moment_of,
    narrowed,
)

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
class _Found:
    """A message or one of its attachments: MAPI properties by their number."""

    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)
    charset: str | None = None

    def text(self, *tags: str) -> str:
        """Return the text of the first of these properties that is there."""
        for tag in tags:
            kind, value = self.values.get(int(tag, 16), (0, b""))
            if value and kind in {_NARROW, _WIDE}:
                told = (
                    value.decode("utf-16-le", "replace") if kind == _WIDE else narrowed(value, self.charset)
                )
                return told.partition("\0")[0]
        return ""

    def data(self, tag: str) -> bytes:
        """Return the bytes of a property, empty where it is not there."""
        kind, value = self.values.get(int(tag, 16), (0, b""))
        return value if kind in {_BYTES, _OBJECT} else b""

    def moment(self, tag: int) -> datetime | None:
        """Return a moment, None where it is none."""
        return moment_of(self.values.get(tag >> 16, (0, None))[1])

    @property
    def body_charset(self) -> str | None:
        """The charset that markup in bytes is in."""
        page = int.from_bytes(self.values.get(0x3FDE, (0, b""))[1][:4], "little")
        return {0: self.charset, 65001: "utf-8"}.get(page, f"cp{page}")


def mime_of(data: bytes, depth: int = 0) -> Message:
    """Return what is packed as a MIME message; raises TnefError where nothing of it can be read."""
    if not data.startswith(TNEF_MAGIC) or len(data) > TNEF_BYTES:
        raise TnefError
    whole = _Found()
    attached: list[_Found] = []
    for name, value in _attributes(data):
        if name == _PAGE and len(value) >= 4:
            whole.charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif name == _BEGIN and len(attached) >= MAIL_PARTS:
            break
        elif name == _BEGIN:
            attached.append(_Found(charset=whole.charset))
        else:
            _take(attached[-1] if attached else whole, name, value)
    message = message_of(whole)
    for one in attached:
        _attach(message, one, depth)
    return message


def _take(found: _Found, name: int, value: bytes) -> None:
    named = {_SUBJECT: 0x0037, _BODY: 0x1000, _TITLE: 0x3001}.get(name)
    if named is not None:
        found.values.setdefault(named, (_NARROW, value))
    elif name == _DATA:
        found.values[0x3701] = (_BYTES, value)
    elif name in {_OF_MESSAGE, _OF_ATTACHMENT}:
        for number, kind, held in _properties(value):
            if number != 0x3701 or held:
                found.values[number] = (kind, held)


def _attach(message: Message, one: _Found, depth: int) -> None:
    kind, value = one.values.get(0x3701, (0, b""))
    inner = value[_IDENTITY:]
    if kind == _OBJECT and inner.startswith(TNEF_MAGIC):
        if depth < _DEEPEST:
            message.attach(embedded(mime_of(inner, depth + 1)))
        return
    data = inner if kind == _OBJECT else value
    message.attach(attachment_of(one, data))


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
