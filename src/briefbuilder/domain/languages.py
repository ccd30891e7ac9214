"""Tags of languages, their scripts, and texts by language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

EAST_ASIAN = frozenset({"ja", "ko", "zh"})
"""The languages that are written in Chinese, Japanese or Korean characters."""
RIGHT_TO_LEFT = frozenset({
    "ar", "arc", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "prs",
    "ps", "sd", "sdh", "skr", "syr", "ug", "ur", "yi",
})  # fmt: skip
"""The languages that are written from right to left if their tag names no script (CLDR, likely subtags)."""
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "nkoo", "syrc", "thaa"})
_SCRIPT_LETTERS = 4


def base_language(tag: str | None) -> str:
    """Return the first part of a BCP 47 tag in lower case, an empty text without a tag."""
    return (tag or "").partition("-")[0].lower()


@cache
def is_right_to_left(tag: str | None) -> bool:
    """Return whether a language is written from right to left, by the script in its tag or the usual one."""
    language, *subtags = (tag or "").lower().split("-")
    script = subtags[0] if subtags and len(subtags[0]) == _SCRIPT_LETTERS and subtags[0].isalpha() else ""
    return script in _RIGHT_TO_LEFT_SCRIPTS if script else language in RIGHT_TO_LEFT


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
