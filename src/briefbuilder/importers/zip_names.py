"""Names of files in a ZIP: many programs write them in the charset of their computer and say nothing of it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable
from contextlib import suppress

from briefbuilder.importers.candidates import rank

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
"""The extra field in which some programs repeat a name in UTF-8."""

_CHARSETS = (
    *("cp437", "cp850", "cp866", "cp932", "gb18030", "cp950", "cp949", "cp852"),
    *("cp1252", "cp1251"),
)
"""What computers write names in, the charset that the format prescribes first."""

_SAMPLE = 4000


def name_readably(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Give entries whose names are of no charset that is told the names that they have in the likeliest one."""
    untold = [entry for entry in entries if not entry.flag_bits & _UTF8 and not entry.orig_filename.isascii()]
    raw = {id(entry): entry.orig_filename.encode("cp437", "replace") for entry in untold}
    charset = _charset_of(b"\n".join(raw.values()))
    for entry in untold:
        named = _told(entry.extra) or raw[id(entry)].decode(charset, "replace")
        entry.filename = named.partition("\0")[0]


def _charset_of(names: bytes) -> str:
    with suppress(UnicodeDecodeError):
        names.decode("utf-8")
        return "utf-8"
    sample = names[:_SAMPLE].rpartition(b"\n")[0] or names
    ranked = rank(sample, _CHARSETS)
    return ranked[0][1] if ranked else "cp437"


def _told(extra: bytes) -> str:
    """Return the name that an extra field tells, empty where none does."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        if kind == _UNICODE_PATH and size > 5:
            return extra[place + 9 : place + 4 + size].decode("utf-8", "replace")
        place += 4 + size
    return ""
