"""Find numbers written in words, such as "two hundred and fifty", with the library text2num where it is installed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import cache
from typing import Any

from briefbuilder.evidence.quantity_words import listed_words

_LIBRARY_LANGUAGES = frozenset({"en", "it", "fr", "de", "es", "pt", "nl"})
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W\d_]+|[\W\d_]+")
_SENTENCE_END = re.compile(r"(?:^|[.!?:…»\"”]\s*|[\n–—]\s*)[\"“„«'’(]*$")
_PERCENT_HUNDREDS = {
    "fr": ("pour", "cent"),
    "it": ("per", "cento"),
    "es": ("por", "ciento"),
    "pt": ("por", "cento"),
}
"""The word before a hundred that makes it part of "per cent"."""

_NOT_ALONE = {"fr": {"neuf": "sx"}, "it": {"sei": "ie", "venti": "ie"}}
"""Words that are numbers only before a plural noun: "neuf" is also new, "sei" also you are, "venti" also winds."""

_NOT_AFTER = frozenset({"tu", "un", "le", "du", "i", "dei", "dai", "forti"})
_NOT_BEFORE = frozenset({"forti", "che", "violenti", "superiori", "massimi"})
_MIN_NOUN = 2
_LEAST = 2
"""The least number that is read: one is an article in most languages."""
_MOST_KNOWN = 50_000
_known_words: defaultdict[str, dict[str, bool]] = defaultdict(dict)
"""Words of each language that were looked at, up to a number, and whether they are numbers on their own."""
_AROUND = 6
"""Words and spaces around a word of a number that may belong to it: a hundred and one."""
_VAGUE = {
    "en": frozenset({"hundreds", "thousands", "millions", "tens"}),
    "es": frozenset({"cientos", "miles"}),
}


_ELIDED = {"it": ("", "a", "i", "o", "e")}
"""The vowels that a number may lose before the ending of a compound."""


class _NumberToken:
    """A word or what stands between two words, as the library wants it; a word `apart` continues no number."""

    __slots__ = ("_apart", "_text", "_unread")

    def __init__(self, text: str, *, unread: bool, apart: bool = False) -> None:
        self._text = text
        self._unread = unread
        self._apart = apart

    def text(self) -> str:
        return self._text

    def nt_separated(self, _previous: _NumberToken) -> bool:
        return self._apart

    def not_a_number_part(self) -> bool:
        return self._unread


def find_number_words(
    text: str, language: str, magnitudes: frozenset[str]
) -> Iterable[tuple[int, int, Decimal]]:
    """Yield start, end and value of the numbers in words, without the `magnitudes` and without ordinals."""
    if language in _LIBRARY_LANGUAGES:
        find = _library()
        if find is not None:
            yield from _found_by_library(text, language, magnitudes, find)
            return
    pattern, numbers = _listed(language)
    if pattern is not None:
        for match in pattern.finditer(text):
            yield match.start(), match.end(), Decimal(numbers[match[0].lower()])


def read_number_word(word: str, language: str) -> Decimal | None:
    """Return the number that is the beginning of a compound ("drei" of "dreitägig", "sedic" of "sedicenne"), or None."""
    find = _library()
    if find is None:
        return None
    for ending in _ELIDED.get(language, ("",)):
        found = find([_NumberToken(word + ending, unread=False)], language, 0.0)
        if len(found) == 1 and found[0].value > 1 and not found[0].is_ordinal:
            return Decimal(str(found[0].value)).to_integral_value()
    return None


@cache
def _library() -> Callable[..., Any] | None:
    """Return the function of text2num, or None where it is not installed (there are no wheels for Macs with Intel's chips)."""
    try:
        import text_to_num
    except ImportError:
        return None
    find: Callable[..., Any] = text_to_num.find_numbers
    return find


@cache
def _listed(language: str) -> tuple[re.Pattern[str] | None, Mapping[str, int]]:
    words = listed_words(language).get("words", {})
    numbers = {word: number for number, named in words.items() for word in named}
    if not numbers:
        return None, {}
    either = "|".join(re.escape(word) for word in sorted(numbers, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), numbers


def _found_by_library(
    text: str, language: str, magnitudes: frozenset[str], find: Callable[..., Any]
) -> Iterable[tuple[int, int, Decimal]]:
    numbers = _numbers_alone(set(_LETTERS.findall(text)), language, find)
    if not numbers:
        return
    words = _TOKEN.findall(text)
    special = _special_words(language, magnitudes)
    for first, last in _near_numbers(words, numbers):
        tokens = [
            _NumberToken(
                words[at],
                unread=(lowered := words[at].lower()) in special
                and _is_unread(words, at, lowered, language, magnitudes),
            )
            for at in range(first, last)
        ]
        for found in find(tokens, language, 0.0):
            parts = words[first + found.start : first + found.end]
            if found.is_ordinal or found.value < _LEAST or not all(map(_is_word_part, parts)):
                continue
            start = sum(map(len, words[: first + found.start]))
            end = start + sum(map(len, parts))
            if not _is_name(text, start, end):
                yield start, end, Decimal(str(found.value)).to_integral_value()


def _numbers_alone(words: AbstractSet[str], language: str, find: Callable[..., Any]) -> AbstractSet[str]:
    """Return the words that are numbers of two and more on their own, as some word of each such number is."""
    known = _known_words[language]
    new = [word for word in words if word not in known]
    tokens = [_NumberToken(word, unread=False, apart=True) for word in new]
    found = find(tokens, language, 0.0)
    numbers = {new[each.start] for each in found if each.value >= _LEAST and not each.is_ordinal}
    numbers.update(word for word in words if known.get(word))
    if len(known) < _MOST_KNOWN:
        known.update((word, word in numbers) for word in new)
    return numbers


def _near_numbers(words: Sequence[str], numbers: Container[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the words around those that are numbers: the library takes long for each word that it reads."""
    first = last = 0
    for at, word in enumerate(words):
        if word in numbers:
            if at - _AROUND > last:
                if last:
                    yield first, last
                first = at - _AROUND
            last = min(at + _AROUND + 1, len(words))
    if last:
        yield first, last


@cache
def _special_words(language: str, magnitudes: frozenset[str]) -> frozenset[str]:
    hundred = _PERCENT_HUNDREDS.get(language, ("", ""))[1]
    return (
        magnitudes | {hundred} | frozenset(_NOT_ALONE.get(language, {})) | _VAGUE.get(language, frozenset())
    )


def _is_unread(words: list[str], at: int, word: str, language: str, magnitudes: frozenset[str]) -> bool:
    if word in magnitudes or word in _VAGUE.get(language, ()):
        return True
    percent = _PERCENT_HUNDREDS.get(language)
    if percent is not None and word == percent[1] and at > 1 and words[at - 2].lower() == percent[0]:
        return True
    endings = _NOT_ALONE.get(language, {}).get(word)
    if endings is None:
        return False
    following = words[at + 2] if at + 2 < len(words) and words[at + 1].isspace() else ""
    previous = words[at - 2].lower() if at > 1 else ""
    is_plural = len(following) > _MIN_NOUN and following[-1] in endings and following not in _NOT_BEFORE
    return not is_plural or previous in _NOT_AFTER


def _is_word_part(word: str) -> bool:
    """Return whether a token has no figures, which the library would read too."""
    return word.isalpha() or not any(c.isdigit() for c in word)


def _is_name(text: str, start: int, end: int) -> bool:
    """Return whether a number in words is part of a name ("Cinque Stelle"): it has a capital inside a sentence."""
    if not text[start].isupper() or text[end : end + 1] == "-":
        return False
    if _SENTENCE_END.search(text[max(0, start - 6) : start]):
        return (
            re.match(r"[ -][A-ZÀ-Ü][a-zà-ü]", text[end : end + 3]) is not None and text[:start].strip() != ""
        )
    return True
