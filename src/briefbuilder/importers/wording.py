"""Whether two short texts say the same in other words: a lead that only rewords its title."""

from __future__ import annotations

import re

from briefbuilder.importers.clean import key
from briefbuilder.importers.wide import FIRST, wide_sign

_WORD = re.compile(r"\w+")


def rewords(text: str, title: str) -> bool:
    """Tell whether a text says nothing that a title does not say already."""
    if not title or not text or len(text) > 1.8 * len(title) + 20:
        return False
    if key(text) == key(title):
        return True
    own, others = _content(text), _content(title)
    if len(own) < 3 or len(others) < 3:
        return False
    shared = len(own & others)
    return shared >= 0.75 * len(own) and shared >= 0.6 * len(others)


def _content(text: str) -> set[str]:
    """Return the words that carry the sense: long ones and those with capitals; pairs of signs in wide scripts."""
    if max(text, default="") >= FIRST and len(wide_sign().findall(text)) > len(text) / 3:
        signs = key(text)
        return {signs[place : place + 2] for place in range(len(signs) - 1)}
    words = _WORD.findall(text)
    kept = (word.casefold() for word in words if len(word) > 3 or (len(word) > 1 and word.isupper()))
    return {word[:7] for word in kept}
