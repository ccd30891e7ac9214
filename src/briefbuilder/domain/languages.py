"""Tags of languages, and texts by language."""

from __future__ import annotations

from collections.abc import Mapping


def base_language(tag: str | None) -> str:
    """Return the first part of a BCP 47 tag in lower case, an empty text without a tag."""
    return (tag or "").partition("-")[0].lower()


def localized_text(texts: Mapping[str, str], language: str, fallback: str = "") -> str:
    """Return the text in a language or a variant of it, else in English, else in any language, else `fallback`."""
    tag = _closest_language(texts, language)
    return fallback if tag is None else texts[tag]


def other_language(texts: Mapping[str, str], language: str) -> str | None:
    """Return the language of the text that `localized_text` returns, or None if it is the one asked for.

    A text without a language ("und") is taken to be in it.
    """
    tag = _closest_language(texts, language)
    same = tag in {None, "und"} or base_language(tag) == base_language(language)
    return None if same else tag


def _closest_language(texts: Mapping[str, str], language: str) -> str | None:
    for candidate in (language, base_language(language), "en"):
        if candidate in texts:
            return candidate
        variant = next((tag for tag in texts if base_language(tag) == candidate), None)
        if variant is not None:
            return variant
    return next(iter(texts), None)
