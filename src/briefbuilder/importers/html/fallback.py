"""A page that is too large or too deep for a tree: its text without its structure."""

from __future__ import annotations

import re
from html import unescape

from briefbuilder.importers.limits import FALLBACK_CHARACTERS

_UNSEEN = re.compile(
    r"<(script|style|noscript|template|svg|head)\b.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,1000})<", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|blockquote|pre|header|footer|main|figure|dt|dd)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_SPACES = re.compile(r"[ \t\r\f]+")


def text_of_markup(markup: str) -> str:
    """Return the text of markup: its title, then a blank line between two blocks."""
    titled = _TITLE.search(markup)
    body = _UNSEEN.sub(" ", markup[: 8 * FALLBACK_CHARACTERS])
    body = _SPACES.sub(" ", body.replace("\n", " "))
    body = _TAG.sub("", _BREAK.sub("\n", _BLOCK.sub("\n\n", body)))
    text = unescape(f"{titled[1].strip()}\n\n{body}" if titled else body)
    lines = (line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
