"""A ZIP of files: each that may hold an article is handed on, within limits, its name never used as a path."""

from __future__ import annotations

import base64
import binascii
import io
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import PurePath

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import rank_charsets
from briefbuilder.importers.draft import ContainedFile, notice
from briefbuilder.importers.limits import (
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    BULKY_BYTES,
    FILE_BYTES,
    MEBIBYTE,
    PARTS,
    PARTS_BYTES,
    PICTURE_BYTES,
)
from briefbuilder.importers.saved_page import FOLDER_ENDINGS
from briefbuilder.importers.sniff import ZIP_FAULTS

# Signed envelopes (CMS, RFC 5652), as "letter.pdf.p7m" and mails that are signed in one piece: what is signed in them.
#
# The signature is not checked: that is said.

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


def extract_signed_file(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the file that is signed; raise ImportRefusedError where the envelope holds a signature alone or is damaged."""
    content = extract_signed_content(data)
    if not content:
        raise ImportRefusedError("import-signature-alone", name=name)
    path = PurePath(name)
    inner = path.stem if path.suffix.lower() in {".p7m", ".p7s", ".p7c"} else name
    return (ContainedFile.of(inner, content, notice("came-signed", name)),)


def extract_signed_content(data: bytes) -> bytes:
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


# Names of files in a ZIP: many programs write them in the charset of their computer and say nothing of it.

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
"""The extra field in which some programs repeat a name in UTF-8."""

_CHARSETS = (
    *("cp437", "cp850", "cp866", "cp932", "gb18030", "cp950", "cp949", "cp852"),
    *("cp1252", "cp1251"),
)
"""What computers write names in, the charset that the format prescribes first."""

_SAMPLE = 4000


def decode_entry_names(entries: Iterable[zipfile.ZipInfo]) -> None:
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
    ranked = rank_charsets(sample, _CHARSETS)
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


_ENCRYPTED, _STRONGLY = 0x1, 0x40
_STRONG = 99
"""The number that stands for AES in the place of a way to compress."""

_LOCKED_BYTES = 64 * MEBIBYTE
"""The most bytes that are decrypted: some megabytes a second, in Python."""
_PASSED_OVER = re.compile(r"(?:^|/)(?:\.(?!\.?/)|~\$|__MACOSX/|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BESIDE_PAGE = re.compile(rf"^(?P<page>.*)(?:{'|'.join(FOLDER_ENDINGS)})/", re.DOTALL)
_PICTURES = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".bmp")


def extract_files(data: bytes, name: str, passwords: Sequence[str] = ()) -> tuple[ContainedFile, ...]:
    """Return the files in a ZIP; raise ImportRefusedError where it is damaged, locked or would be too large.

    Passwords are tried in turn on one that is encrypted in the way that every program knows; the stronger way
    of some programs cannot be read.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    entries = [entry for entry in container.infolist() if not entry.is_dir()]
    _check(entries, name)
    decode_entry_names(entries)
    _unlock(container, entries, passwords, name)
    came_with = notice("came-with-zip", name)
    parts: list[ContainedFile] = []
    for entry in _articles(entries):
        beside = {
            inner: _bytes_of(container, held, name) for inner, held in _saved_beside(entry, entries).items()
        }
        parts.append(ContainedFile.of(entry.filename, _bytes_of(container, entry, name), came_with, beside))
    return tuple(parts)


def _check(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse a container before anything of it is unpacked."""
    if len(entries) > ARCHIVE_ENTRIES:
        raise ImportRefusedError("import-zip-bomb", name=name)
    total = sum(entry.file_size for entry in entries)
    bulky = any(
        entry.file_size > BULKY_BYTES and entry.file_size > ARCHIVE_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    packed = sum(entry.compress_size for entry in entries)
    if bulky or (total > BULKY_BYTES and total > ARCHIVE_RATIO * max(1, packed)):
        raise ImportRefusedError("import-zip-bomb", name=name)
    if len(entries) > PARTS or total > PARTS_BYTES:
        raise ImportRefusedError("import-container-large", name=name, limit=str(PARTS))


def _unlock(
    container: zipfile.ZipFile, entries: list[zipfile.ZipInfo], passwords: Sequence[str], name: str
) -> None:
    """Find the password of a container that is encrypted, by its smallest file."""
    locked = [entry for entry in entries if entry.flag_bits & _ENCRYPTED]
    if not locked:
        return
    if any(entry.compress_type == _STRONG or entry.flag_bits & _STRONGLY for entry in locked):
        raise ImportRefusedError("import-zip-encrypted-strongly", name=name)
    if sum(entry.file_size for entry in locked) > _LOCKED_BYTES:
        raise ImportRefusedError("import-zip-encrypted-strongly", name=name)
    least = min(locked, key=lambda entry: entry.compress_size)
    for password in passwords:
        for form in dict.fromkeys((password.encode("utf-8", "replace"), password.encode("cp437", "replace"))):
            container.setpassword(form)
            if _opens(container, least):
                return
    raise ImportRefusedError("import-password-wrong" if passwords else "import-zip-encrypted", name=name)


def _opens(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Tell whether a file opens whole: a wrong password passes the first check once in 256 times."""
    try:
        with container.open(entry) as stream:
            return len(stream.read(entry.file_size + 1)) == entry.file_size
    except ZIP_FAULTS:
        return False


def _articles(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the files that may be articles: not what systems leave behind, nor what lies beside a saved page."""
    pages = {
        entry.filename.rpartition(".")[0]
        for entry in entries
        if entry.filename.lower().endswith((".html", ".htm"))
    }
    kept: list[zipfile.ZipInfo] = []
    for entry in entries:
        beside = _BESIDE_PAGE.match(entry.filename)
        if not _PASSED_OVER.search(entry.filename) and not (beside and beside["page"] in pages):
            kept.append(entry)
    return sorted(kept, key=lambda entry: entry.filename)


def _saved_beside(page: zipfile.ZipInfo, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the pictures that a browser saved beside a page, by their path from it."""
    stem, _, ending = page.filename.rpartition(".")
    if ending.lower() not in {"html", "htm"}:
        return {}
    outer = len(stem.rpartition("/")[0]) + 1 if "/" in stem else 0
    folders = tuple(f"{stem}{one}/" for one in FOLDER_ENDINGS)
    return {
        entry.filename[outer:]: entry
        for entry in entries
        if entry.filename.startswith(folders)
        and entry.filename.lower().endswith(_PICTURES)
        and entry.file_size <= PICTURE_BYTES
    }


def _bytes_of(container: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with container.open(entry) as stream:
            data = stream.read(min(entry.file_size, FILE_BYTES) + 1)
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    if len(data) > entry.file_size:
        raise ImportRefusedError("import-zip-bomb", name=name)
    return data
