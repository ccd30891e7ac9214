"""Access to ICU, if installed, as a reference implementation of the Unicode annexes."""

from __future__ import annotations

import ctypes
import ctypes.util
import re
from collections.abc import Iterator

_LINE = 2
"""UBRK_LINE."""


class Icu:
    """ICU's C library."""

    def __init__(self, library: ctypes.CDLL, suffix: str) -> None:
        self._library = library
        self._suffix = suffix

    def breaks(self, text: str) -> set[int]:
        """Return the offsets at which a line may end, in code points."""
        units, count = _utf16(text)
        error = ctypes.c_int32(0)
        opened = self._call("ubrk_open", ctypes.c_void_p)
        finder = opened(_LINE, b"root", units, count, ctypes.byref(error))
        assert error.value <= 0
        following = self._call("ubrk_next", ctypes.c_int32)
        places = dict(_places(text))
        found = set()
        self._call("ubrk_first", ctypes.c_int32)(ctypes.c_void_p(finder))
        while (place := following(ctypes.c_void_p(finder))) != -1:
            found.add(places[place])
        self._call("ubrk_close", None)(ctypes.c_void_p(finder))
        return found - {len(text)}

    def _call(self, name: str, result: type | None) -> ctypes._NamedFuncPointer:
        function: ctypes._NamedFuncPointer = getattr(self._library, name + self._suffix)
        function.restype = result
        return function


def load_icu() -> Icu | None:
    """Return ICU, or None if it is missing or older than the tested rules."""
    name = ctypes.util.find_library("icuuc")
    found = re.search(r"\.so\.(\d+)", name or "")
    if name is None or found is None or int(found[1]) < 76:
        return None
    return Icu(ctypes.CDLL(name), f"_{found[1]}")


def _utf16(text: str) -> tuple[ctypes.Array[ctypes.c_uint16], int]:
    data = text.encode("utf-16-le")
    return (ctypes.c_uint16 * (len(data) // 2 + 1)).from_buffer_copy(data + b"\0\0"), len(data) // 2


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield each offset in UTF-16 units with the same offset in code points."""
    units = 0
    for place, character in enumerate(text):
        yield units, place
        units += 2 if ord(character) > 0xFFFF else 1
    yield units, len(text)
