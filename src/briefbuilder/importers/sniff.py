"""What some bytes are, by their content: markup, text, a container, or something that is not read."""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib

OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
"""An OLE container: an encrypted Office document, or one of Office's formats before 2007."""

ZIP_MAGIC = b"PK\x03\x04"

ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(ValueError, OSError, RuntimeError),
)
"""What the standard library raises where a ZIP is damaged or packed in a way that it does not know."""

_HEAD = 4096
_MARKUP_SURE = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_MARKUP_FIRST = re.compile(
    rb"(?:\s|<\?[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP_LIKELY = re.compile(
    rb"<(?:p|div|h[1-6]|article|section|table|ul|ol|span|meta|title|br)[\s/>]", re.IGNORECASE
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_OTHERS = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"bplist00", "property list"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"SQLite format 3", "SQLite"),
)
_NO_TEXT = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b\x08\x1a")


def markup_certainty(data: bytes) -> float:
    """Tell how sure it is, 0 to 1, that the bytes are a web page."""
    head = _narrow(data[:_HEAD]).lstrip()
    sure = _MARKUP_SURE.search(head)
    if sure and _MARKUP_FIRST.match(head):
        return 1.0  # elsewhere it may be an example within Markdown
    if sure or (head.startswith(b"<") and _MARKUP_LIKELY.search(head)):
        return 0.7
    return 0.4 if _MARKUP_LIKELY.search(head) else 0.0


def text_certainty(data: bytes) -> float:
    """Tell how sure it is, 0 to 0.5, that the bytes are text in some charset."""
    if not data.strip():
        return 0.0
    if data.startswith(_BOMS):
        return 0.5
    sample = data[: 1 << 16]
    if _wide(sample):
        return 0.5
    odd = len(sample) - len(sample.translate(None, _NO_TEXT))
    return 0.5 if odd <= 2 + len(sample) * 0.002 and odd * 20 < len(sample) else 0.0


def wordprocessing_certainty(data: bytes) -> float:
    """Tell how sure it is, 0 or 1, that the bytes are an Office Open XML text."""
    if not data.startswith(ZIP_MAGIC):
        return 0.0
    names = zip_names(data)
    if names is None:
        return 1.0 if b"word/" in data or b"[Content_Types].xml" in data else 0.0
    return 1.0 if any(name == "[content_types].xml" or name.startswith("word/") for name in names) else 0.0


def zip_names(data: bytes) -> frozenset[str] | None:
    """Return the names in a ZIP container in small letters, None where its directory cannot be read.

    Names are looked for there and not in the bytes: a container may hold other containers as they are.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            return frozenset(name.lower() for name in container.namelist())
    except ZIP_FAULTS:
        return None


def other_format(data: bytes) -> str | None:
    """Return the name of a known format that no importer reads, or None."""
    return next((name for magic, name in _OTHERS if data.startswith(magic)), None)


def is_encrypted_office(data: bytes) -> bool:
    """Tell whether an OLE container holds an encrypted document."""
    return data.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in data


def _wide(sample: bytes) -> bool:
    """Tell whether every other byte is mostly 0, as in UTF-16 of Latin letters without a mark."""
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    return max(even, odd) > 0.4 and min(even, odd) < 0.05


def _narrow(head: bytes) -> bytes:
    """Return the ASCII of a head that may be UTF-16, without its mark."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _wide(head):
        head = head.replace(b"\0", b"")
    for mark in _BOMS:
        head = head.removeprefix(mark)
    return head
