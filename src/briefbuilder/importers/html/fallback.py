"""A page that is too large or too deep for a tree: its text without its structure."""

from __future__ import annotations

import re
from html import unescape

from briefbuilder.importers.limits import FALLBACK_CHARACTERS

_UNSEEN = re.compile(r"<(?:(script|style|noscript|template|svg|head)\b|!--)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,1000})<", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|li|ul|ol|tr|table|section|article|blockquote|pre|header|footer|main|figure|dt|dd)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_LONG_NUMBER = re.compile(r"&#[0-9]{8,};?")
"""No character has such a number, and Python refuses to read those of thousands of digits."""

_SPACES = re.compile(r"[ \t\r\f]+")


def text_of_markup(markup: str) -> str:
    """Return the text of markup: its title, then a blank line between two blocks."""
    titled = _TITLE.search(markup)
    body = _without_unseen(markup[: 8 * FALLBACK_CHARACTERS])
    body = _SPACES.sub(" ", body.replace("\n", " "))
    body = _TAG.sub("", _BREAK.sub("\n", _BLOCK.sub("\n\n", body)))
    text = f"{titled[1].strip()}\n\n{body}" if titled else body
    text = unescape(_LONG_NUMBER.sub("\ufffd", text))
    lines = (line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_unseen(markup: str) -> str:
    """Cut out what a page does not show; an end that is not there is looked for once, not at each beginning."""
    kept: list[str] = []
    endless: set[str] = set()
    end = 0
    for opening in _UNSEEN.finditer(markup):
        kind = (opening[1] or "!--").lower()
        if opening.start() < end or kind in endless:
            continue
        closing = "-->" if opening[1] is None else rf"</{kind}\s*>"
        closed = re.compile(closing, re.IGNORECASE).search(markup, opening.end())
        if closed is None:
            endless.add(kind)
            continue
        kept.append(markup[end : opening.start()])
        end = closed.end()
    return " ".join((*kept, markup[end:]))
