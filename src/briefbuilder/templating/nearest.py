"""The valid name that a mistyped one was most likely meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, valid: Iterable[str]) -> str | None:
    """Return the valid name closest to `word` by spelling, or None where none is close.

    Case, hyphens and underscores do not count: `Page_Size` is near to `page-size`.
    """
    plain = {_plain(name): name for name in valid}
    twisted = [name for name in plain if sorted(name) == sorted(_plain(word))]
    if twisted:
        return plain[twisted[0]]
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
