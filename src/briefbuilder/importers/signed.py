"""Signed envelopes (CMS, RFC 5652), as "letter.pdf.p7m" and mails that are signed in one piece: what is signed in them.

The signature is not checked: that is said.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from pathlib import PurePath

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.parts import Part, notice

_SIGNED = bytes.fromhex("06092a864886f70d010702")
_CONTENT = bytes.fromhex("06092a864886f70d010701")
_WRAPPED, _TEXT, _PIECES, _END = 0xA0, 0x04, 0x24, 0x00
_ENDLESS = -1
_HEAD = 64
_PRINTED = re.compile(rb"\A(?:-----BEGIN [A-Z0-9 ]{1,30}-----)?[\s]*MI[A-Za-z0-9+/\s]{40}")
_FRAME = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 ]{1,30}-----")


def signed_certainty(data: bytes) -> float:
    """Tell how sure it is, 0 or 1, that the bytes are a signed envelope, printed in base64 or not."""
    head = data[:_HEAD]
    if _PRINTED.match(data[:200]):
        head = _plain(data[:400])[:_HEAD]
    return 1.0 if head.startswith(b"\x30") and _SIGNED in head else 0.0


def file_within(data: bytes, name: str) -> tuple[Part, ...]:
    """Return the file that is signed; raise ImportRefusedError where the envelope holds a signature alone or is damaged."""
    content = signed_content(data)
    if not content:
        raise ImportRefusedError("import-signature-alone", name=name)
    path = PurePath(name)
    inner = path.stem if path.suffix.lower() in {".p7m", ".p7s", ".p7c"} else name
    return (Part.of(inner, content, notice("came-signed", name)),)


def signed_content(data: bytes) -> bytes:
    """Return the bytes that are signed, empty where there are none or no envelope."""
    if not signed_certainty(data):
        return b""
    if _PRINTED.match(data[:200]):
        data = _plain(data)
    place = data.find(_CONTENT)
    if place < 0:
        return b""
    tag, place, _ = _item(data, place + len(_CONTENT))
    if tag != _WRAPPED:
        return b""
    return b"".join(_pieces(data, place))


def _plain(data: bytes) -> bytes:
    letters = b"".join(_FRAME.sub(b"", data).split())
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    except (binascii.Error, ValueError):
        return b""


def _pieces(data: bytes, place: int) -> Iterator[bytes]:
    """Yield what is signed from a place on: in one piece, or in several up to the end of what holds them."""
    tag, place, size = _item(data, place)
    if tag == _TEXT and size >= 0:
        yield data[place : place + size]
        return
    end = len(data) if size == _ENDLESS else place + size
    while tag == _PIECES and place < end:
        kind, start, length = _item(data, place)
        if kind != _TEXT or length < 0:
            return
        yield data[start : start + length]
        place = start + length


def _item(data: bytes, place: int) -> tuple[int, int, int]:
    """Return an item's tag, where its content begins, and how long it is, -1 where its end is marked instead."""
    head = data[place : place + 6]
    if len(head) < 2:
        return _END, place, 0
    first = head[1]
    if first < 0x80:
        return head[0], place + 2, first
    count = first & 0x7F
    if count > 4:
        return _END, place, 0
    size = int.from_bytes(head[2 : 2 + count], "big") if count else _ENDLESS
    return head[0], place + 2 + count, size
