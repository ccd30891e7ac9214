"""Brackets and the direction of writing: rule N0 of UAX #9, which python-bidi's steps leave out.

A pair of brackets takes the direction of what stands in it and before it, so that both are on their
own sides and turned the same way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

_DEEPEST = 63
"""Brackets that may be open at once (BD16)."""
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CROSSED = {"\u298d": "\u2990", "\u298f": "\u298e"}
"""Pairs of which one half does not follow the other: all others are neighbours, or next but one."""

Character = dict[str, Any]
"""A character of python-bidi's storage: `ch`, `type` and `orig`, its class at first."""


def resolve_brackets(characters: Sequence[Character], level: int) -> None:
    """Set the classes of paired brackets in a run of one embedding level whose weak classes are resolved."""
    own = "LR"[level % 2]
    other = "RL"[level % 2]
    for start, end in _pairs(characters):
        held = {_strong(characters[place]) for place in range(start + 1, end)}
        if own in held:
            _set(characters, (start, end), own)
        elif other in held:
            _set(characters, (start, end), other if _before(characters, start, own) == other else own)


def _pairs(characters: Sequence[Character]) -> Iterator[tuple[int, int]]:
    """Yield the places of brackets that belong together, in the order of the opening ones (BD16)."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(characters):
        if character["type"] != "ON":
            continue
        written = character["ch"]
        closer = _closer(written)
        if closer is not None:
            if len(waiting) == _DEEPEST:
                break
            waiting.append((closer, place))
            continue
        wanted = _CANONICAL.get(written, written)
        depth = next((at for at in range(len(waiting) - 1, -1, -1) if waiting[at][0] == wanted), None)
        if depth is not None:
            found.append((waiting[depth][1], place))
            del waiting[depth:]
    yield from sorted(found)


@lru_cache(maxsize=512)
def _closer(character: str) -> str | None:
    """Return the bracket that closes an opening one, None for any other character."""
    if unicodedata.category(character) != "Ps" or not unicodedata.mirrored(character):
        return None
    closer = _CROSSED.get(character) or chr(ord(_CANONICAL.get(character, character)) + 1)
    if unicodedata.category(closer) != "Pe":
        closer = chr(ord(character) + 2)
    return closer if unicodedata.category(closer) == "Pe" else None


def _strong(character: Mapping[str, Any]) -> str:
    """Return the direction that a character has here: numbers count as written from right to left."""
    kind = character["type"]
    return "R" if kind in {"EN", "AN", "R"} else ("L" if kind == "L" else "")


def _before(characters: Sequence[Character], start: int, own: str) -> str:
    """Return the direction of what precedes a bracket, the paragraph's at its beginning."""
    return next((kind for at in range(start - 1, -1, -1) if (kind := _strong(characters[at]))), own)


def _set(characters: Sequence[Character], pair: tuple[int, int], direction: str) -> None:
    """Give both brackets a direction, and the marks that stand on them."""
    for place in pair:
        characters[place]["type"] = direction
        after = place + 1
        while after < len(characters) and characters[after]["orig"] == "NSM":
            characters[after]["type"] = direction
            after += 1
