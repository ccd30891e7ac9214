"""Looks for words in finished files: nothing that an audience may not see is left in any part of them.

Letters and digits alone are compared, so that line ends, hyphens and how a text is cut into runs hide
nothing. A text is found again where 80 of them in a row, or all of a shorter one, stand in the file.
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
"""Letters and digits of a text that says enough to be told from others; a shorter one is not looked for."""

_TAG = re.compile(rb"<[^<>]*>")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def find_withheld(data: bytes, suffix: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return those texts that a file of an ending (".docx", ".pdf", ".html", ".md") holds in any of its parts."""
    haystacks = tuple(map(_fold, _texts_in(data, suffix)))
    return tuple(text for text in texts if _occurs_in(text, haystacks))


def _occurs_in(text: str, haystacks: tuple[str, ...]) -> bool:
    wanted = _fold(text)
    if len(wanted) < _MIN_LENGTH:
        return False
    starts = range(0, max(1, len(wanted) - _RUN_LENGTH + 1), _RUN_LENGTH)
    runs = [wanted[at : at + _RUN_LENGTH] for at in starts]
    return any(run in haystack for run in runs for haystack in haystacks)


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _texts_in(data: bytes, suffix: str) -> Iterator[str]:
    match suffix.lower():
        case ".docx":
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
            if name.endswith((".xml", ".rels")):
                yield from _markup_texts(part)


def _page_texts(data: bytes) -> Iterator[str]:
    """Yield what the pages say, one after the other as one text, the outline's titles and the properties."""
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
    """Yield the objects as they lie in the file, packed ones unpacked, as text in both widths of PDF's strings."""
    for piece in (data, *_inflated_streams(data)):
        yield piece.decode("utf-8", "replace")
        yield piece.replace(b"\0", b"").decode("latin-1")


def _inflated_streams(data: bytes) -> Iterator[bytes]:
    for found in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue
