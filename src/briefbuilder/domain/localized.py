"""Names by language."""

from __future__ import annotations

from collections.abc import Mapping


def localized_name(names: Mapping[str, str], language: str, fallback: str) -> str:
    """Return the name in a language or a variant of it, else in English, else in any language, else `fallback`."""
    for candidate in (language, language.partition("-")[0], "en"):
        if candidate in names:
            return names[candidate]
        variant = next((name for tag, name in names.items() if tag.partition("-")[0] == candidate), None)
        if variant is not None:
            return variant
    return next(iter(names.values()), fallback)
