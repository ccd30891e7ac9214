"""An sRGB profile made from the numbers of its standard, so that every export carries the same bytes."""

from __future__ import annotations

import struct

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""IEC 61966-2-1's primaries, adapted to D50 with Bradford's matrix."""
_CURVE_POINTS = 1024


def srgb_profile() -> bytes:
    """Return an ICC profile, version 2.1, of the colour space of IEC 61966-2-1."""
    tags = {
        b"desc": _description("sRGB IEC61966-2.1"),
        b"cprt": b"text\0\0\0\0No copyright\0",
        b"wtpt": _xyz(_D50),
        **{name: _xyz(value) for name, value in _PRIMARIES.items()},
    }
    curve = _curve()
    offset = 128 + 4 + 12 * (len(tags) + 3)
    table, body = b"", b""
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += padded
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        table += name + struct.pack(">II", offset + len(body), len(curve))
    body += curve + bytes(-len(curve) % 4)
    content = struct.pack(">I", len(tags) + 3) + table + body
    return _header(128 + len(content)) + content


def _header(size: int) -> bytes:
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += date + b"acsp" + bytes(4 + 4 + 4 + 4 + 8 + 4)
    header += b"".join(_fixed(value) for value in _D50)
    return header.ljust(128, b"\0")


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _description(text: str) -> bytes:
    words = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words + bytes(4 + 4 + 2 + 1 + 67)


def _curve() -> bytes:
    points = [_linear(step / (_CURVE_POINTS - 1)) for step in range(_CURVE_POINTS)]
    values = [round(point * 65535) for point in points]
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *values)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
