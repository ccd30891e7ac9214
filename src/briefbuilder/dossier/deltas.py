"""A value as what it differs in from another one, so that an edit of a long briefing costs a few bytes.

Form: how many bytes are the same at the beginning and at the end, a checksum of the whole, and what stands
between. A difference is only read against the very bytes that it was made against.
"""

from __future__ import annotations

import struct
import zlib

from briefbuilder.dossier.codec import CorruptValueError, pack, unpack

_FORM = b"\x02"
_HEADER = struct.Struct(">III")
_WORTH = 256
"""Bytes under which a value is simply kept whole."""


def pack_against(data: bytes, base: bytes | None) -> bytes:
    """Return a value packed, as its difference from `base` where there is one and it is worth it."""
    if base is None or len(data) < _WORTH or len(base) < _WORTH:
        return pack(data)
    start = _common_start(data, base)
    room = min(len(data), len(base)) - start
    end = min(room, _common_start(data[::-1], base[::-1]))
    middle = data[start : len(data) - end]
    return _FORM + _HEADER.pack(start, end, zlib.crc32(data)) + pack(middle)


def unpack_against(data: bytes, base: bytes | None) -> bytes:
    """Return what was packed; raises CorruptValueError where it was packed against another base."""
    if data[:1] != _FORM:
        return unpack(data)
    try:
        start, end, checksum = _HEADER.unpack_from(data, 1)
    except struct.error as error:
        raise CorruptValueError("a difference that is cut short") from error
    if base is None or start + end > len(base):
        raise CorruptValueError("a difference without its base")
    whole = base[:start] + unpack(data[1 + _HEADER.size :]) + base[len(base) - end :]
    if zlib.crc32(whole) != checksum:
        raise CorruptValueError("a difference from another base")
    return whole


def _common_start(one: bytes, other: bytes) -> int:
    """Return how many bytes are the same at the beginning, by halving: Python compares whole runs at once."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
