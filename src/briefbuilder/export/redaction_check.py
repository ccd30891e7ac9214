"""Search finished files for text that their recipients must not see.

Only letters and digits are compared, so that line ends, hyphens and run boundaries hide nothing. A text
counts as found if any 80 of them in sequence, or all of a shorter text, occur in the file.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from html import unescape

_RUN_LENGTH = 80
_MIN_LENGTH = 16
"""Shorter texts are too common to search for."""

_TAG = re.compile(rb"<[^<>]*>")
_TEXT_STRING = re.compile(rb"<FEFF((?:[0-9A-F]{4})+)>")
"""A text that a PDF has in hexadecimal figures, as alternative texts that are not ASCII."""
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def find_withheld(data: bytes, suffix: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts found in any part of a file with this suffix (".docx", ".odt", ".pdf", ".html", ".md")."""
    haystacks = tuple(map(_fold, _texts_in(data, suffix)))
    return tuple(text for text in texts if _occurs_in(text, haystacks))


def _occurs_in(text: str, haystacks: tuple[str, ...]) -> bool:
    query = _fold(text)
    if len(query) < _MIN_LENGTH:
        return False
    starts = range(0, max(1, len(query) - _RUN_LENGTH + 1), _RUN_LENGTH)
    runs = [query[start : start + _RUN_LENGTH] for start in starts]
    return any(run in haystack for run in runs for haystack in haystacks)


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _texts_in(data: bytes, suffix: str) -> Iterator[str]:
    match suffix.lower():
        case ".docx" | ".odt":
            yield from _package_texts(data)
        case ".pdf":
            yield from _page_texts(data)
            yield from _object_texts(data)
        case _:
            yield from _markup_texts(data)


def _markup_texts(data: bytes) -> Iterator[str]:
    yield unescape(_TAG.sub(b" ", data).decode("utf-8", "replace"))
    yield unescape(data.decode("utf-8", "replace"))


def _package_texts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            part = package.read(name)
            if name.endswith((".xml", ".rels", ".svg")):
                yield from _markup_texts(part)
            elif name.endswith(".xlsx"):
                # the workbook of a chart
                yield from _package_texts(part)


def _page_texts(data: bytes) -> Iterator[str]:
    """Yield the text of all pages, the titles of the outline and the properties."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as pdf:
        pages: list[str] = []
        for page in pdf:
            words = page.get_textpage()
            pages.append(words.get_text_range())
            words.close()
            page.close()
        yield "\n".join(pages)
        yield "\n".join(mark.get_title() for mark in pdf.get_toc())
        yield "\n".join(pdf.get_metadata_dict().values())


def _object_texts(data: bytes) -> Iterator[str]:
    """Yield all objects, compressed ones decompressed, decoded for both string widths of PDF."""
    for chunk in (data, *_inflated_streams(data)):
        yield chunk.decode("utf-8", "replace")
        yield chunk.replace(b"\0", b"").decode("latin-1")
        for match in _TEXT_STRING.finditer(chunk):
            yield bytes.fromhex(match[1].decode()).decode("utf-16-be", "replace")


def _inflated_streams(data: bytes) -> Iterator[bytes]:
    for match in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(match[1])
        except zlib.error:
            continue
