"""Resolve writing direction with the Unicode Bidirectional Algorithm (UAX #9).

python-bidi does most steps; rule N0 (paired brackets) is missing there and implemented here, so that both
brackets of a pair get the same direction.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

# Paired brackets (rule N0)

_MAX_DEPTH = 63
"""Brackets that may be open at once (BD16)."""
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}
_IRREGULAR_PAIRS = {"\u298d": "\u2990", "\u298f": "\u298e"}
"""Pairs whose closing bracket does not follow one or two code points after the opening one."""

Character = dict[str, Any]
"""A character of python-bidi's storage: `ch`, `type` and `orig`, its original class."""


def resolve_brackets(characters: Sequence[Character], level: int) -> None:
    """Set the classes of paired brackets in a run of one level whose weak classes are resolved."""
    embedding = "LR"[level % 2]
    opposite = "RL"[level % 2]
    for start, end in _bracket_pairs(characters):
        inside = {_strong_direction(characters[position]) for position in range(start + 1, end)}
        if embedding in inside:
            _set_direction(characters, (start, end), embedding)
        elif opposite in inside:
            _set_direction(
                characters,
                (start, end),
                opposite if _preceding_direction(characters, start, embedding) == opposite else embedding,
            )


def _bracket_pairs(characters: Sequence[Character]) -> Iterator[tuple[int, int]]:
    """Yield the positions of matching brackets, ordered by the opening ones (BD16)."""
    pairs: list[tuple[int, int]] = []
    open_brackets: list[tuple[str, int]] = []
    for position, character in enumerate(characters):
        if character["type"] != "ON":
            continue
        text = character["ch"]
        closing = _closing_bracket(text)
        if closing is not None:
            if len(open_brackets) == _MAX_DEPTH:
                break
            open_brackets.append((closing, position))
            continue
        bracket = _CANONICAL.get(text, text)
        depths = range(len(open_brackets) - 1, -1, -1)
        depth = next((depth for depth in depths if open_brackets[depth][0] == bracket), None)
        if depth is not None:
            pairs.append((open_brackets[depth][1], position))
            del open_brackets[depth:]
    yield from sorted(pairs)


@lru_cache(maxsize=512)
def _closing_bracket(character: str) -> str | None:
    """Return the closing bracket of an opening one, None for any other character."""
    if unicodedata.category(character) != "Ps" or not unicodedata.mirrored(character):
        return None
    closing = _IRREGULAR_PAIRS.get(character) or chr(ord(_CANONICAL.get(character, character)) + 1)
    if unicodedata.category(closing) != "Pe":
        closing = chr(ord(character) + 2)
    return closing if unicodedata.category(closing) == "Pe" else None


def _strong_direction(character: Mapping[str, Any]) -> str:
    """Return the direction of a character for N0: numbers count as right to left."""
    kind = character["type"]
    return "R" if kind in {"EN", "AN", "R"} else ("L" if kind == "L" else "")


def _preceding_direction(characters: Sequence[Character], start: int, default: str) -> str:
    """Return the direction before a bracket, or the default at the start of the run."""
    return next(filter(None, map(_strong_direction, reversed(characters[:start]))), default)


def _set_direction(characters: Sequence[Character], pair: tuple[int, int], direction: str) -> None:
    """Set the direction of both brackets and of the combining marks on them."""
    for position in pair:
        characters[position]["type"] = direction
        after = position + 1
        while after < len(characters) and characters[after]["orig"] == "NSM":
            characters[after]["type"] = direction
            after += 1


def embedding_levels(text: str, base: int) -> list[int]:
    """Return the embedding level of each character; `base` is the level of the paragraph, 0 or 1."""
    from bidi import algorithm

    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    # Spaces replace the characters that the algorithm would remove, so that all positions stay valid.
    algorithm.get_embedding_levels(_replace_controls(text), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    # Without control characters the text is a single level run.
    resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [int(character["level"]) for character in storage["chars"]]


def _replace_controls(text: str) -> str:
    from bidi.algorithm import X9_REMOVED, bidirectional

    removed = {*X9_REMOVED, "B", "LRI", "RLI", "FSI", "PDI"}
    return "".join(" " if bidirectional(character) in removed else character for character in text)


def visual_order(levels: list[int]) -> list[int]:
    """Return the indices of the pieces of a line from left to right (rule L2 of UAX #9)."""
    order = list(range(len(levels)))
    odd_levels = [level for level in levels if level % 2]
    if not odd_levels:
        return order
    for level in range(max(levels), min(odd_levels) - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order
