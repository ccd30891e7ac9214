"""Ends of paragraphs that a page leaves out, as HTML lets it: the parser knows them for the elements of HTML 4 alone.

Pages that are made small (SingleFile does it) write "<p>text<figure>…": without an end the figure, and all that
follows, would lie within the paragraph.
"""

from __future__ import annotations

import re

_NEW = frozenset(
    ["article", "aside", "details", "dialog", "figcaption", "figure", "footer", "header", "hgroup", "main", "nav",
     "section", "summary"]
)  # fmt: skip
"""Elements that HTML 5 ends a paragraph before, and HTML 4 did not know."""

_TAGS = re.compile(
    r"<(?P<end>/?)(?P<name>p|div|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|pre|form|h[1-6]|hr|body"
    rf"|{'|'.join(sorted(_NEW))})(?=[\s/>])",
    re.IGNORECASE,
)


def with_ends(text: str) -> str:
    """Return a page with the ends of its paragraphs before elements of HTML 5; one that writes its ends stays."""
    ends = text.count("</p>")
    # Pictures, drawings and old listings begin so, too: where even with them there are no more, all have ends.
    if text.count("<p") <= ends or text.count("<p>") + text.count("<p ") <= ends:
        return text
    pieces: list[str] = []
    last, inside = 0, False
    for tag in _TAGS.finditer(text):
        name = tag["name"].lower()
        if inside and not tag["end"] and name in _NEW:
            pieces += (text[last : tag.start()], "</p>")
            last = tag.start()
        inside = name == "p" and not tag["end"]
    return "".join((*pieces, text[last:]))
