"""Names by language."""

from __future__ import annotations

from collections.abc import Mapping


def localized_name(names: Mapping[str, str], language: str, fallback: str) -> str:
    """Return the name in a language or a variant of it, else in English, else in any language, else `fallback`."""
    tag = _closest_language(names, language)
    return fallback if tag is None else names[tag]


def other_language(names: Mapping[str, str], language: str) -> str | None:
    """Return the language of the name that `localized_name` returns, or None if it is the one asked for.

    A name without a language ("und") is taken to be in it.
    """
    tag = _closest_language(names, language)
    same = tag in {None, "und"} or _base(tag or "") == _base(language)
    return None if same else tag


def _closest_language(names: Mapping[str, str], language: str) -> str | None:
    for candidate in (language, _base(language), "en"):
        if candidate in names:
            return candidate
        variant = next((tag for tag in names if _base(tag) == candidate), None)
        if variant is not None:
            return variant
    return next(iter(names), None)


def _base(tag: str) -> str:
    return tag.partition("-")[0]
