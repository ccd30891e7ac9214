"""Extract the files of ZIP archives and of signed envelopes, within limits; names are never used as paths."""

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
from briefbuilder.domain.notices import Notice
from briefbuilder.importers.charset import rank_charsets
from briefbuilder.importers.draft import FOLDER_ENDINGS, ContainedFile
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
from briefbuilder.importers.zip_files import ZIP_FAULTS

# Signed envelopes (CMS, RFC 5652) such as "letter.pdf.p7m" and opaque-signed mails. The signature is not verified; a
# notice says so.

_SIGNED_DATA_OID = bytes.fromhex("06092a864886f70d010702")
_DATA_OID = bytes.fromhex("06092a864886f70d010701")
_CONTEXT_TAG, _OCTETS_TAG, _CONSTRUCTED_TAG, _NO_TAG = 0xA0, 0x04, 0x24, 0x00
_INDEFINITE = -1
_HEAD_BYTES = 64
_BASE64_HEAD = re.compile(rb"\A(?:-----BEGIN [A-Z0-9 ]{1,30}-----)?[\s]*MI[A-Za-z0-9+/\s]{40}")
_PEM_LINE = re.compile(rb"-----(?:BEGIN|END) [A-Z0-9 ]{1,30}-----")


def signed_certainty(data: bytes) -> float:
    """Return 1 if the bytes are a signed envelope, binary or in base64, else 0."""
    head = data[:_HEAD_BYTES]
    if _BASE64_HEAD.match(data[:200]):
        head = _decode_base64(data[:400])[:_HEAD_BYTES]
    return 1.0 if head.startswith(b"\x30") and _SIGNED_DATA_OID in head else 0.0


def extract_signed_file(data: bytes, name: str) -> tuple[ContainedFile, ...]:
    """Return the signed file; raise ImportRefusedError if the envelope has only a signature or is damaged."""
    content = extract_signed_content(data)
    if not content:
        raise ImportRefusedError("import-signature-alone", name=name)
    path = PurePath(name)
    inner = path.stem if path.suffix.lower() in {".p7m", ".p7s", ".p7c"} else name
    return (ContainedFile.of(inner, content, Notice(code="came-signed", subject=name)),)


def extract_signed_content(data: bytes) -> bytes:
    """Return the signed bytes, empty if there are none or this is not an envelope."""
    if not signed_certainty(data):
        return b""
    if _BASE64_HEAD.match(data[:200]):
        data = _decode_base64(data)
    offset = data.find(_DATA_OID)
    if offset < 0:
        return b""
    tag, offset, _ = _read_tlv(data, offset + len(_DATA_OID))
    if tag != _CONTEXT_TAG:
        return b""
    return b"".join(_iter_octets(data, offset))


def _decode_base64(data: bytes) -> bytes:
    letters = b"".join(_PEM_LINE.sub(b"", data).split())
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    except (binascii.Error, ValueError):
        return b""


def _iter_octets(data: bytes, offset: int) -> Iterator[bytes]:
    """Yield the octet strings at an offset: a single one, or those of a constructed one."""
    tag, offset, size = _read_tlv(data, offset)
    if tag == _OCTETS_TAG and size >= 0:
        yield data[offset : offset + size]
        return
    end = len(data) if size == _INDEFINITE else offset + size
    while tag == _CONSTRUCTED_TAG and offset < end:
        kind, start, length = _read_tlv(data, offset)
        if kind != _OCTETS_TAG or length < 0:
            return
        yield data[start : start + length]
        offset = start + length


def _read_tlv(data: bytes, offset: int) -> tuple[int, int, int]:
    """Return the tag of a DER item, the offset of its content, and its length (-1 if indefinite)."""
    head = data[offset : offset + 6]
    if len(head) < 2:
        return _NO_TAG, offset, 0
    first = head[1]
    if first < 0x80:
        return head[0], offset + 2, first
    count = first & 0x7F
    if count > 4:
        return _NO_TAG, offset, 0
    size = int.from_bytes(head[2 : 2 + count], "big") if count else _INDEFINITE
    return head[0], offset + 2 + count, size


# Names of files in a ZIP: many programs write them in the local charset without declaring it.

_UTF8_FLAG = 0x800
_UNICODE_PATH_FIELD = 0x7075
"""The extra field with a name in UTF-8 (Info-ZIP)."""

_NAME_CHARSETS = (
    "cp437", "cp850", "cp866", "cp932", "gb18030", "cp950", "cp949", "cp852", "cp1252", "cp1251",
)  # fmt: skip
"""The charsets of names in ZIP files, the one in the specification first."""

_SAMPLE_BYTES = 4000


def decode_entry_names(entries: Iterable[zipfile.ZipInfo]) -> None:
    """Decode the names of entries without a declared charset by the likeliest charset."""
    unflagged = [
        entry for entry in entries if not entry.flag_bits & _UTF8_FLAG and not entry.orig_filename.isascii()
    ]
    raw = {id(entry): entry.orig_filename.encode("cp437", "replace") for entry in unflagged}
    charset = _guess_charset(b"\n".join(raw.values()))
    for entry in unflagged:
        named = _read_unicode_name(entry.extra) or raw[id(entry)].decode(charset, "replace")
        entry.filename = named.partition("\0")[0]


def _guess_charset(names: bytes) -> str:
    with suppress(UnicodeDecodeError):
        names.decode("utf-8")
        return "utf-8"
    sample = names[:_SAMPLE_BYTES].rpartition(b"\n")[0] or names
    ranked = rank_charsets(sample, _NAME_CHARSETS)
    return ranked[0][1] if ranked else "cp437"


def _read_unicode_name(extra: bytes) -> str:
    """Return the name in the Unicode path field, empty if it is missing."""
    offset = 0
    while offset + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, offset)
        if kind == _UNICODE_PATH_FIELD and size > 5:
            return extra[offset + 9 : offset + 4 + size].decode("utf-8", "replace")
        offset += 4 + size
    return ""


_ENCRYPTED_FLAG, _STRONG_FLAG = 0x1, 0x40
_AES_METHOD = 99
"""The compression method that marks AES encryption."""

_MAX_ENCRYPTED_BYTES = 64 * MEBIBYTE
"""Decryption in Python takes a second for a few megabytes."""

_IGNORED = re.compile(r"(?:^|/)(?:\.(?!\.?/)|~\$|__MACOSX/|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_SAVED_FOLDER = re.compile(rf"^(?P<page>.*)(?:{'|'.join(FOLDER_ENDINGS)})/", re.DOTALL)
_PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".jfif", ".gif", ".webp", ".bmp")


def extract_files(data: bytes, name: str, passwords: Sequence[str]) -> tuple[ContainedFile, ...]:
    """Return the files in a ZIP; raise ImportRefusedError if it is damaged, encrypted or too large.

    The passwords are tried in turn on traditional encryption; AES encryption is not supported.
    """
    try:
        container = zipfile.ZipFile(io.BytesIO(data))
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    entries = [entry for entry in container.infolist() if not entry.is_dir()]
    _check_limits(entries, name)
    decode_entry_names(entries)
    _unlock(container, entries, passwords, name)
    came_with = Notice(code="came-with-zip", subject=name)
    parts: list[ContainedFile] = []
    for entry in _select_articles(entries):
        pictures = {
            inner: _read_entry(container, held, name)
            for inner, held in _find_saved_pictures(entry, entries).items()
        }
        parts.append(
            ContainedFile.of(entry.filename, _read_entry(container, entry, name), came_with, pictures)
        )
    return tuple(parts)


def _check_limits(entries: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse an archive before anything of it is unpacked."""
    if len(entries) > ARCHIVE_ENTRIES:
        raise ImportRefusedError("import-zip-many", name=name, limit=str(ARCHIVE_ENTRIES))
    total = sum(entry.file_size for entry in entries)
    bulky = any(
        entry.file_size > BULKY_BYTES and entry.file_size > ARCHIVE_RATIO * max(1, entry.compress_size)
        for entry in entries
    )
    compressed = sum(entry.compress_size for entry in entries)
    if bulky or (total > BULKY_BYTES and total > ARCHIVE_RATIO * max(1, compressed)):
        raise ImportRefusedError("import-zip-bomb", name=name)
    if len(entries) > PARTS or total > PARTS_BYTES:
        raise ImportRefusedError("import-container-large", name=name, limit=str(PARTS))


def _unlock(
    container: zipfile.ZipFile, entries: list[zipfile.ZipInfo], passwords: Sequence[str], name: str
) -> None:
    """Find the password of an encrypted archive by trying its smallest file."""
    encrypted = [entry for entry in entries if entry.flag_bits & _ENCRYPTED_FLAG]
    if not encrypted:
        return
    if any(entry.compress_type == _AES_METHOD or entry.flag_bits & _STRONG_FLAG for entry in encrypted):
        raise ImportRefusedError("import-zip-encrypted-strongly", name=name)
    if sum(entry.file_size for entry in encrypted) > _MAX_ENCRYPTED_BYTES:
        raise ImportRefusedError("import-zip-encrypted-strongly", name=name)
    smallest = min(encrypted, key=lambda entry: entry.compress_size)
    for password in passwords:
        for encoded in dict.fromkeys(
            (password.encode("utf-8", "replace"), password.encode("cp437", "replace"))
        ):
            container.setpassword(encoded)
            if _can_open(container, smallest):
                return
    raise ImportRefusedError("import-password-wrong" if passwords else "import-zip-encrypted", name=name)


def _can_open(container: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Return whether a whole entry can be read: a wrong password passes the first check once in 256 times."""
    try:
        with container.open(entry) as stream:
            return len(stream.read(entry.file_size + 1)) == entry.file_size
    except ZIP_FAULTS:
        return False


def _select_articles(entries: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the files that may be articles: no system files, and nothing from the folder of a saved page."""
    pages = {
        entry.filename.rpartition(".")[0]
        for entry in entries
        if entry.filename.lower().endswith((".html", ".htm"))
    }
    kept: list[zipfile.ZipInfo] = []
    for entry in entries:
        pictures = _SAVED_FOLDER.match(entry.filename)
        if not _IGNORED.search(entry.filename) and not (pictures and pictures["page"] in pages):
            kept.append(entry)
    return sorted(kept, key=lambda entry: entry.filename)


def _find_saved_pictures(page: zipfile.ZipInfo, entries: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the pictures that a browser saved with a page, by their paths relative to it."""
    stem, _, ending = page.filename.rpartition(".")
    if ending.lower() not in {"html", "htm"}:
        return {}
    outer = len(stem.rpartition("/")[0]) + 1 if "/" in stem else 0
    folders = tuple(f"{stem}{suffix}/" for suffix in FOLDER_ENDINGS)
    return {
        entry.filename[outer:]: entry
        for entry in entries
        if entry.filename.startswith(folders)
        and entry.filename.lower().endswith(_PICTURE_SUFFIXES)
        and entry.file_size <= PICTURE_BYTES
    }


def _read_entry(container: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        with container.open(entry) as stream:
            data = stream.read(min(entry.file_size, FILE_BYTES) + 1)
    except ZIP_FAULTS as error:
        raise ImportRefusedError("import-zip-damaged", name=name) from error
    if len(data) > entry.file_size:
        raise ImportRefusedError("import-zip-bomb", name=name)
    return data
