"""Rich text as Outlook packs it into its messages (MS-OXRTFCP): unpacked within a limit."""

from __future__ import annotations

import struct

_PACKED, _PLAIN = 0x75465A4C, 0x414C454D
_WINDOW = 4096
_BEFORE = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
"""What every packed text may refer back to."""


def unpacked(data: bytes, limit: int) -> bytes:
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
