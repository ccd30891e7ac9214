"""What must be known of a font with PostScript outlines: the CIDs of its glyphs (Adobe's Technical Note 5176)."""

from __future__ import annotations

import itertools
import struct

_CHARSET, _ROS = 15, (12 << 8) | 30
_ESCAPE = 12


def glyph_cids(data: bytes, count: int) -> list[int]:
    """Return the CID of each of a font's `count` glyphs, given its CFF table.

    A font that is not keyed by CIDs is read by its glyphs' numbers (ISO 32000-1, 9.7.4.2).
    """
    _, place = _index(data, data[2])
    dictionaries, _ = _index(data, place)
    start, end = dictionaries[0]
    top = _operators(data[start:end])
    if _ROS not in top:
        return list(range(count))
    return _charset(data, top.get(_CHARSET, [0])[0], count)


def _index(data: bytes, place: int) -> tuple[list[tuple[int, int]], int]:
    """Return where the parts of an INDEX begin and end, and where it ends itself."""
    count = struct.unpack_from(">H", data, place)[0]
    if not count:
        return [], place + 2
    size = data[place + 2]
    first = place + 3
    base = first + (count + 1) * size - 1
    ends = [
        base + int.from_bytes(data[at : at + size], "big")
        for at in range(first, first + (count + 1) * size, size)
    ]
    return list(itertools.pairwise(ends)), ends[-1]


def _operators(data: bytes) -> dict[int, list[int]]:
    """Return a DICT's operators with their whole operands; real numbers count as 0."""
    found: dict[int, list[int]] = {}
    operands: list[int] = []
    place = 0
    while place < len(data):
        lead = data[place]
        if lead <= 21:
            place += 1
            if lead == _ESCAPE:
                lead = (lead << 8) | data[place]
                place += 1
            found[lead], operands = operands, []
            continue
        value, place = _operand(data, place)
        operands.append(value)
    return found


def _operand(data: bytes, place: int) -> tuple[int, int]:
    """Return an operand and where it ends."""
    lead = data[place]
    if lead == 30:
        while data[place + 1] & 0x0F != 0x0F and data[place + 1] >> 4 != 0x0F:
            place += 1
        return 0, place + 2
    if lead == 28:
        return int(struct.unpack_from(">h", data, place + 1)[0]), place + 3
    if lead == 29:
        return int(struct.unpack_from(">i", data, place + 1)[0]), place + 5
    if lead <= 246:
        return lead - 139, place + 1
    if lead <= 250:
        return (lead - 247) * 256 + data[place + 1] + 108, place + 2
    return -(lead - 251) * 256 - data[place + 1] - 108, place + 2


def _charset(data: bytes, place: int, count: int) -> list[int]:
    """Return the CIDs of a charset in any of its three formats; glyph 0 is always CID 0."""
    kind, place = data[place], place + 1
    cids = [0]
    while len(cids) < count:
        first = struct.unpack_from(">H", data, place)[0]
        place += 2
        more = 0
        if kind == 1:
            more, place = data[place], place + 1
        elif kind == 2:
            more, place = struct.unpack_from(">H", data, place)[0], place + 2
        cids.extend(range(first, first + more + 1))
    return cids[:count]
