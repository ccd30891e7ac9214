"""Names by language, and which of them is shown to whom."""

from __future__ import annotations

from collections.abc import Mapping


def localized_name(names: Mapping[str, str], language: str, fallback: str) -> str:
    """Return the name in a language, else in its base language or a variant of it, else in English, else any.

    Without any name it is `fallback`.
    """
    for wanted in (language, language.partition("-")[0], "en"):
        if wanted in names:
            return names[wanted]
        variant = next((name for tag, name in names.items() if tag.partition("-")[0] == wanted), None)
        if variant is not None:
            return variant
    return next(iter(names.values()), fallback)
