"""The languages of documents, and what the resources say of each; a language is read at its first use.

`resources/locales` has data of the Unicode CLDR, which `tools/locale_data.py` extracts. `resources/words` is written by
hand: the words that the program writes in documents, and conventions in which CLDR differs from the style guides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from briefbuilder.domain.languages import base_language
from briefbuilder.domain.values import value
from briefbuilder.system.paths import resources_folder

LANGUAGES: Mapping[str, str] = {
    "en": "en_GB", "en-US": "en_US", "it": "it", "fr": "fr", "de": "de", "de-AT": "de_AT", "bg": "bg", "cs": "cs",
    "da": "da", "el": "el", "es": "es", "et": "et", "fi": "fi", "ga": "ga", "hr": "hr", "hu": "hu", "lt": "lt",
    "lv": "lv", "mt": "mt", "nl": "nl", "pl": "pl", "pt": "pt_PT", "pt-BR": "pt_BR", "ro": "ro", "sk": "sk", "sl": "sl",
    "sv": "sv", "ar": "ar", "ja": "ja", "ko": "ko", "ru": "ru", "tr": "tr", "uk": "uk", "zh": "zh_Hans",
    "zh-Hant": "zh_Hant",
}  # fmt: skip
"""The languages of documents by tag (BCP 47), with their names in CLDR."""
_SCRIPTS = {"zh-tw": "zh-Hant", "zh-hk": "zh-Hant", "zh-mo": "zh-Hant"}
"""Tags whose script follows from their region."""
_TAGS = {tag.lower(): tag for tag in LANGUAGES}


@value(kw_only=False)
class Locale:
    """The conventions of a language.

    `dates` has a pattern of CLDR for each style: full, long, medium and short. The names of months and days are those
    within a date, those that end in `_alone` stand without one. `minimum_grouping` is the least number of digits
    before the first group. `quotes` has the outer and the inner quotation marks, with the spaces inside them. Patterns
    of periods are `year`, `month_of_year`, `quarters`, and where they were written by hand `halves`, `seasons` (the
    first is winter) and `decade`.
    """

    tag: str
    dates: Mapping[str, str]
    months: tuple[str, ...]
    months_alone: tuple[str, ...]
    months_short: tuple[str, ...]
    months_short_alone: tuple[str, ...]
    days: tuple[str, ...]
    days_alone: tuple[str, ...]
    days_short: tuple[str, ...]
    days_short_alone: tuple[str, ...]
    decimal: str
    group: str
    minimum_grouping: int
    percent: str
    currency: str
    symbols: Mapping[str, str]
    quotes: tuple[str, str, str, str]
    year: str
    month_of_year: str
    quarters: tuple[str, ...]
    halves: tuple[str, ...] = ()
    seasons: tuple[str, ...] = ()
    decade: str = ""
    first_of_month: str = ""
    colon: str = ": "
    comma: str = ", "
    stop: str = "."


def known_language(tag: str) -> str | None:
    """Return the tag in `LANGUAGES` whose conventions a language has, or None for an unknown language."""
    lower = tag.lower()
    language, _, rest = lower.partition("-")
    for candidate in (lower, _SCRIPTS.get(lower, ""), f"{language}-{rest.partition('-')[0]}", language):
        if candidate and (known := _TAGS.get(candidate.lower())):
            return known
    return None


def find_locale(tag: str) -> Locale | None:
    """Return the conventions of a language, or None if the program has none."""
    known = known_language(tag)
    return None if known is None else _read_locale(known)


def document_words(tag: str) -> Mapping[str, str]:
    """Return the words that documents in a language have, empty if there are none."""
    known = known_language(tag)
    words: Mapping[str, str] = {} if known is None else _read_written(known).get("words", {})
    return words


@cache
def _read_locale(tag: str) -> Locale:
    values = _read_conventions(tag)
    values |= {name.replace("-", "_"): value for name, value in _read_written(tag).items() if name != "words"}
    listed = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Locale(**{"tag": tag, **values, **listed})


@cache
def calendar_names() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return the names of months and days of all languages, in lists that are called as in `Locale`."""
    return {tag: _read_conventions(tag) for tag in LANGUAGES}


def _read_conventions(tag: str) -> dict[str, Any]:
    """Return what CLDR says about a language."""
    path = resources_folder() / "locales" / f"{tag}.json"
    values: dict[str, Any] = json.loads(path.read_text("utf-8"))
    for name in ("months", "months_short", "days", "days_short"):
        values.setdefault(f"{name}_alone", values[name])
    return values


@cache
def _read_written(tag: str) -> Mapping[str, Any]:
    """Return what was written by hand for a language, or for the one that it is a variant of."""
    import yaml

    folder = resources_folder() / "words"
    path = folder / f"{tag}.yaml"
    if not path.is_file():
        path = folder / f"{base_language(tag)}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    written: Mapping[str, Any] = yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - both loaders are safe
    return written
