"""The direction of writing: Unicode's bidirectional algorithm (UAX #9) for a paragraph and its lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

# Brackets and the direction of writing: rule N0 of UAX #9, which python-bidi's steps leave out.
#
# A pair of brackets takes the direction of what stands in it and before it, so that both are on their
# own sides and turned the same way.

_MAX_DEPTH = 63
"""Brackets that may be open at once (BD16)."""
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_IRREGULAR_PAIRS = {"\u298d": "\u2990", "\u298f": "\u298e"}
"""Pairs of which one half does not follow the other: all others are neighbours, or next but one."""

Character = dict[str, Any]
"""A character of python-bidi's storage: `ch`, `type` and `orig`, its class at first."""


def resolve_brackets(characters: Sequence[Character], level: int) -> None:
    """Set the classes of paired brackets in a run of one embedding level whose weak classes are resolved."""
    own = "LR"[level % 2]
    other = "RL"[level % 2]
    for start, end in _bracket_pairs(characters):
        held = {_strong_direction(characters[place]) for place in range(start + 1, end)}
        if own in held:
            _set_direction(characters, (start, end), own)
        elif other in held:
            _set_direction(
                characters,
                (start, end),
                other if _preceding_direction(characters, start, own) == other else own,
            )


def _bracket_pairs(characters: Sequence[Character]) -> Iterator[tuple[int, int]]:
    """Yield the places of brackets that belong together, in the order of the opening ones (BD16)."""
    found: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for place, character in enumerate(characters):
        if character["type"] != "ON":
            continue
        written = character["ch"]
        closer = _closing_bracket(written)
        if closer is not None:
            if len(waiting) == _MAX_DEPTH:
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
def _closing_bracket(character: str) -> str | None:
    """Return the bracket that closes an opening one, None for any other character."""
    if unicodedata.category(character) != "Ps" or not unicodedata.mirrored(character):
        return None
    closer = _IRREGULAR_PAIRS.get(character) or chr(ord(_CANONICAL.get(character, character)) + 1)
    if unicodedata.category(closer) != "Pe":
        closer = chr(ord(character) + 2)
    return closer if unicodedata.category(closer) == "Pe" else None


def _strong_direction(character: Mapping[str, Any]) -> str:
    """Return the direction that a character has here: numbers count as written from right to left."""
    kind = character["type"]
    return "R" if kind in {"EN", "AN", "R"} else ("L" if kind == "L" else "")


def _preceding_direction(characters: Sequence[Character], start: int, own: str) -> str:
    """Return the direction of what precedes a bracket, the paragraph's at its beginning."""
    return next((kind for at in range(start - 1, -1, -1) if (kind := _strong_direction(characters[at]))), own)


def _set_direction(characters: Sequence[Character], pair: tuple[int, int], direction: str) -> None:
    """Give both brackets a direction, and the marks that stand on them."""
    for place in pair:
        characters[place]["type"] = direction
        after = place + 1
        while after < len(characters) and characters[after]["orig"] == "NSM":
            characters[after]["type"] = direction
            after += 1


RTL_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi", "iw"})
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def has_rtl(text: str) -> bool:
    """Tell whether a text holds letters that are written from right to left."""
    return _RTL.search(text) is not None


def is_rtl_language(language: str) -> bool:
    """Tell whether a language (BCP 47) is written from right to left."""
    return language.partition("-")[0].lower() in RTL_LANGUAGES


def embedding_levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character; `base` is the paragraph's level, 0 or 1."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    # Characters that the algorithm removes are given a space's place, so that every character keeps its own.
    algorithm.get_embedding_levels(_replace_controls(text), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    # No control is left that would divide the text, so it is one run.
    resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [int(character["level"]) for character in storage["chars"]]


def _replace_controls(text: str) -> str:
    from bidi.algorithm import X9_REMOVED, bidirectional

    removed = {*X9_REMOVED, "B", "LRI", "RLI", "FSI", "PDI"}
    return "".join(" " if bidirectional(character) in removed else character for character in text)


def visual_order(levels: list[int]) -> list[int]:
    """Return the indices of a line's pieces from left to right (rule L2 of UAX #9)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    if not odd:
        return order
    for level in range(max(levels), min(odd) - 1, -1):
        place = 0
        while place < len(order):
            if levels[order[place]] < level:
                place += 1
                continue
            end = place
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[place:end] = reversed(order[place:end])
            place = end
    return order
