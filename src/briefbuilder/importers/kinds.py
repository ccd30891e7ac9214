"""Signs of the formats beside text, pages and Word: Markdown, mails, saved pages, OpenDocument, RTF, books, ZIP."""

from __future__ import annotations

import re

from briefbuilder.importers.sniff import text_certainty

_HEAD = 16_384

_FRONT = re.compile(r"\A---[ \t]*\n(?:[\w-]+[ \t]*:.*\n|[ \t]+.*\n|-.*\n){1,60}?(?:---|\.\.\.)[ \t]*\n")
_MARKDOWN_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,200}\]\(\S{1,500}\)"),
    re.compile(r"^\|?[ :-]*-{3,}[ :-]*\|[ |:-]*$", re.MULTILINE),
    re.compile(r"(?<!\*)\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"\[\^[^\]\s]{1,60}\]"),
)


def markdown_certainty(data: bytes) -> float:
    """Tell how sure it is, 0 to 0.8, that the bytes are Markdown; without signs of it only the name tells."""
    if not text_certainty(data):
        return 0.0
    head = data[:_HEAD].decode("utf-8", "replace").replace("\r\n", "\n").lstrip("\ufeff")
    signs = sum(pattern.search(head) is not None for pattern in _MARKDOWN_SIGNS)
    if _FRONT.match(head):
        return 0.8
    return 0.65 if signs >= 2 else 0.45
