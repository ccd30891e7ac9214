"""Makes the data of ICU that come with Qt smaller: the window compares words, and formats nothing with ICU.

Qt has its own data on dates, numbers, names of languages, time zones and line breaks. What stays are the orders of letters
(collation) and the properties of characters, but not the large orders of Chinese, Japanese and Korean signs, which the window does not speak. The library keeps its name, so the complete one can be put back.
"""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

_LEFT_OUT = re.compile(
    r"(?:brkitr|curr|lang|rbnf|region|translit|unit|zone)/|coll/(?:ja|ko|zh)\.|unames\.icu|(?!(?:root|en|pool|res_index|supplementalData|icuver|icustd)\.)[^/]*\.(?:res|cnv)\Z"
)
"""The items that are left out, by their names below the name of the package."""

_HEAD = b"CmnD"
_BEFORE_HEAD = 12
_SOURCE = """
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, {type}
.size {symbol}, {size}
{symbol}:
.incbin "{file}"
.section .note.GNU-stack,"",{progbits}
"""


def reduce_data(data: bytes) -> tuple[str, bytes]:
    """Return the name of the package and its bytes with fewer items.

    Takes a library that holds a package of common data (ICU's udata.h and ucmndata.h): a head, the number of items, pairs of
    offsets of name and item, the names, and the items, each at a multiple of 16 bytes.
    """
    begin = data.index(_HEAD) - _BEFORE_HEAD
    head_size = struct.unpack_from("<H", data, begin)[0]
    table = begin + head_size
    count = struct.unpack_from("<I", data, table)[0]
    pairs = [struct.unpack_from("<II", data, table + 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in pairs[1:]] + [_end_of_last(data, table + pairs[-1][1]) - table]
    items = []
    package = ""
    for (name_place, place), end in zip(pairs, ends, strict=True):
        name = data[table + name_place : data.index(b"\0", table + name_place)]
        package, _, rest = name.decode("ascii").partition("/")
        if not _LEFT_OUT.match(rest):
            items.append((name, data[table + place : table + end]))
    return package, data[begin:table] + _packed(items)


def _end_of_last(data: bytes, place: int) -> int:
    """Return the end of the last item, which is no longer than what follows it in the library."""
    return min(len(data), place + 65_536)


def _packed(items: list[tuple[bytes, bytes]]) -> bytes:
    names, offsets = b"", []
    first_name = 4 + 8 * len(items)
    for name, _ in items:
        offsets.append(first_name + len(names))
        names += name + b"\0"
    place = -(-(first_name + len(names)) // 16) * 16
    table, contents = struct.pack("<I", len(items)), b""
    bodies = []
    for offset, (_, content) in zip(offsets, items, strict=True):
        table += struct.pack("<II", offset, place)
        padded = content + bytes(-len(content) % 16)
        bodies.append(padded)
        place += len(padded)
    contents = b"".join(bodies)
    start = table + names
    return start + bytes(-len(start) % 16) + contents


def shrink_library(path: Path) -> None:
    """Replace a library of ICU's data by one with fewer items; needs the assembler and linker of binutils."""
    package, reduced = reduce_data(path.read_bytes())
    symbol = f"{package[:-1]}_dat"
    with TemporaryDirectory() as folder:
        data, built, linked = (Path(folder) / name for name in ("data", "data.o", "library"))
        data.write_bytes(reduced)
        source = _SOURCE.format(
            symbol=symbol, size=len(reduced), file=data, type="%object", progbits="%progbits"
        )
        subprocess.run(["as", "-o", built, "-"], input=source, text=True, check=True)
        subprocess.run(["ld", "-shared", "-soname", path.name, "-o", linked, built], check=True)
        path.write_bytes(linked.read_bytes())
