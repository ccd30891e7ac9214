"""The direction of writing: Unicode's bidirectional algorithm (UAX #9) for a paragraph and its lines."""

from __future__ import annotations

import re

RTL_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi", "iw"})
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")


def has_rtl(text: str) -> bool:
    """Tell whether a text holds letters that are written from right to left."""
    return _RTL.search(text) is not None


def is_rtl_language(language: str) -> bool:
    """Tell whether a language (BCP 47) is written from right to left."""
    return language.partition("-")[0].lower() in RTL_LANGUAGES


def levels_of(text: str, base: int) -> list[int]:
    """Return the embedding level of each character; `base` is the paragraph's level, 0 or 1."""
    from bidi import algorithm

    from briefbuilder.export.pdf.brackets import resolve_brackets

    storage = algorithm.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = ("L", "R")[base]
    # Characters that the algorithm removes are given a space's place, so that every character keeps its own.
    algorithm.get_embedding_levels(_without_controls(text), storage)
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    # No control is left that would divide the text, so it is one run.
    resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return [int(character["level"]) for character in storage["chars"]]


def _without_controls(text: str) -> str:
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
