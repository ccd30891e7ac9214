"""The keys by which two texts are compared: as a reader sees them, and without the ways of writing signs."""

from __future__ import annotations

import unicodedata

from briefbuilder.domain.patterns import lazy_pattern

_SPACES = lazy_pattern(r" [ \t\r\v\f]+|[\t\r\v\f][ \t\r\v\f]*")
"""White space that is not a single space or a line break."""
_LINE_BREAKS = lazy_pattern(r" ?\n[ \n]*")
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2039\u203a", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u2026": "...",
    }
)
_ANY_SPACE = lazy_pattern(r"\s+")


def text_key(text: str) -> str:
    """Return a text as a reader sees it: NFC, plain white space folded, soft hyphens and characters without width left out.

    A line break is other than a space, several are one.
    """
    if "  " not in text and text.isprintable():
        # Nothing in such a text is white space but single spaces, or without width.
        return unicodedata.normalize("NFC", text).strip(" ")
    text = unicodedata.normalize("NFC", text)
    for sign in _INVISIBLE:
        text = text.replace(sign, "")
    return _LINE_BREAKS.sub("\n", _SPACES.sub(" ", text)).strip(" \n")


def loose_key(text: str) -> str:
    """Return a text without its case, its kinds of quotation marks, dashes and white space."""
    plain = (
        text if text.isascii() else unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS)
    )
    return _ANY_SPACE.sub(" ", plain.casefold())
