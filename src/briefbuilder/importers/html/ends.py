"""Ends of paragraphs that a page leaves out, as HTML lets it: the parser knows them for the elements of HTML 4 alone.

Pages that are made small (SingleFile does it) write "<p>text<figure>…": without an end the figure, and all that
follows, would lie within the paragraph.
"""

from __future__ import annotations

import re

_NEW = frozenset(
    [b"article", b"aside", b"details", b"dialog", b"figcaption", b"figure", b"footer", b"header", b"hgroup", b"main",
     b"nav", b"section", b"summary"]
)  # fmt: skip
"""Elements that HTML 5 ends a paragraph before, and HTML 4 did not know."""

_TAGS = re.compile(
    rb"<(?P<end>/?)(?P<name>p|div|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|pre|form|h[1-6]|hr|body"
    rb"|" + b"|".join(sorted(_NEW)) + rb")(?=[\s/>])",
    re.IGNORECASE,
)


def with_ends(page: bytes) -> bytes:
    """Return a page (UTF-8) with the ends of its paragraphs before elements of HTML 5; one that writes its ends stays."""
    ends = page.count(b"</p>")
    # Pictures, drawings and old listings begin so, too: where even with them there are no more, all have ends.
    if page.count(b"<p") <= ends or page.count(b"<p>") + page.count(b"<p ") <= ends:
        return page
    pieces: list[bytes] = []
    last, inside = 0, False
    for tag in _TAGS.finditer(page):
        name = tag["name"].lower()
        if inside and not tag["end"] and name in _NEW:
            pieces += (page[last : tag.start()], b"</p>")
            last = tag.start()
        inside = name == b"p" and not tag["end"]
    return b"".join((*pieces, page[last:]))
