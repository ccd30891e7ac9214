"""The text of an original as it is shown beside the article: complete, in lines that a view can lay out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.charset import decode
from briefbuilder.importers.registry import IMPORTERS, OUTSIDE_FORMATS, Importer, importer_for
from briefbuilder.importers.sniff import text_certainty

SHOWN_CHARACTERS = 1_000_000
"""The most characters that are shown of one file: about three hundred pages."""

MAX_LINE = 4000
"""Code points after which a line is broken, since the view lays out whole lines."""

_INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalText:
    """The text of a file: `cut` if it is longer than what is shown, not `readable` if the file has no text."""

    text: str
    cut: bool = False
    readable: bool = True


def original_text(data: bytes, media_type: str, name: str) -> OriginalText:
    """Return the text of a file of that media type, as the article's original states it.

    Where the file cannot be parsed any more, its characters are shown as they are.
    """
    if any(media_type in outside.media_types for outside in OUTSIDE_FORMATS):
        return OriginalText(text="", readable=False)
    importer = find_importer(data, media_type, name)
    try:
        text = importer.text(data, name) if importer is not None and importer.text is not None else ""
    except ImportRefusedError:
        text = ""
    if not text.strip():
        if not text_certainty(data):
            return OriginalText(text="", readable=False)
        text = decode(data[: 8 * SHOWN_CHARACTERS]).text
    return OriginalText(text=_clean_lines(text[:SHOWN_CHARACTERS]), cut=len(text) > SHOWN_CHARACTERS)


def find_importer(data: bytes, media_type: str, name: str) -> Importer | None:
    """Return the importer of a file of that media type, or None."""
    for importer in IMPORTERS:
        if media_type in importer.media_types:
            return importer
    try:
        return importer_for(data, name)
    except ImportRefusedError:
        return None


def _clean_lines(text: str) -> str:
    lines: list[str] = []
    for line in _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        lines.extend(line[at : at + MAX_LINE] for at in range(0, max(1, len(line)), MAX_LINE))
    return "\n".join(lines).strip("\n")
