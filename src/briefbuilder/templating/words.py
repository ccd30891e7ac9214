"""The fixed words of briefings by language, which templates can replace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from briefbuilder.domain.languages import base_language, localized_text
from briefbuilder.locales.data import document_words, known_language

Word = Literal[
    "contents",
    "sources",
    "notes",
    "source",
    "reliability",
    "to-complete",
    "no-date",
    "no-outlet",
    "source-not-found",
    "copy",
    "figure",
    "file",
    "edited",
    "usable",
    "closed",
    "named",
    "page",
    "pages",
    "translation",
    "ibid",
    "cited",
    "event-date",
    "event",
    "timeline",
    "actor",
    "actor-kind",
    "mentions",
    "articles",
    "tags",
    "person",
    "organisation",
    "place",
    "country",
    "topic",
    "outlet",
    "week",
    "unknown",
    "bar-chart",
    "articles-by-topic",
    "articles-by-outlet",
    "articles-by-country",
    "articles-by-week",
]

WORDS: tuple[Word, ...] = get_args(Word)


def has_words(language: str) -> bool:
    """Return whether the program has words in a language."""
    return known_language(language) is not None


def fixed_word(word: Word, language: str, own: Mapping[str, str]) -> str:
    """Return a fixed word in a language, that of a template if it has one in `own`, by language; else in English."""
    words = {base_language(tag): document_words(tag)[word] for tag in ("en", language) if has_words(tag)}
    return localized_text({**words, **own}, language, word)
