"""Find the signs of quantities, in signs and in words: −7 °C, minus 3 per cent, 5 degrees below zero."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from briefbuilder.domain.facts import Quantity, Sign
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.word_lists import load_word_lists

_MINUS = lazy_pattern(r"(?:^|[(\[:|\t\n\"“«„‚]|(?<![\d%°)€$£])[ \u00a0\u202f])(?P<sign>[-–−])$")
"""A sign directly before a number, and not between two of them."""
_CLOSING = lazy_pattern(r"[^\s–-][-–](?=[\s,.;:]|$)")
"""The second one of two dashes that are directly at the words between them."""
_MEASURES = frozenset({"pct", "pp", "pt", "bp", "C", "F", "deg"})
_BEFORE, _AFTER, _SENTENCE = 32, 80, 160
"""Characters around a number in which its sign, a closing dash and words of a decrease are looked for."""
_SENTENCE_END = lazy_pattern(r"[.!?;…]\s|\n|[。！？；]")
_LONG_STEM = 6
"""Letters from which on a stem is also looked for within longer words: Wirtschaftseinbruch."""


@value
class QuantitySigns:
    """The words of a language before and after numbers below zero, and the stems of those that say that something fell."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    falls: re.Pattern[str] | None

    def add(self, text: str, start: int, end: int, quantity: Quantity) -> tuple[int, int, Quantity]:
        """Return the place of a quantity with its sign, and the quantity with it."""
        before = text[max(0, start - _BEFORE) : start]
        if (minus := _MINUS.search(before)) and _is_sign(minus["sign"], text, end, quantity):
            return start - 1, end, replace(quantity, sign="-")
        # “At least” is “au moins”.
        word = self.before.search(before) if _is_measured(quantity) and quantity.bound == "exact" else None
        if word:
            return start - len(word["word"]), end, replace(quantity, sign="-")
        if below := self.after.match(text, end):
            return start, below.end(), replace(quantity, sign="-")
        sign: Sign = "±" if self.falls is None or self.falls.search(_sentence(text, start, end)) else ""
        return start, end, replace(quantity, sign=sign) if sign else quantity


def _is_sign(sign: str, text: str, end: int, quantity: Quantity) -> bool:
    """Return whether a sign before a number belongs to it, and is no dash before words that are set off."""
    if sign == "−":
        return True
    return _is_measured(quantity) and not _CLOSING.search(text, end, end + _AFTER)


def _is_measured(quantity: Quantity) -> bool:
    """Return whether a quantity has a unit of what may be below zero."""
    return quantity.unit in _MEASURES or quantity.unit.startswith("cur:")


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence of a number, as far as it is near."""
    before = _SENTENCE_END.split(text[max(0, start - _SENTENCE) : start])[-1]
    return before + " " + _SENTENCE_END.split(text[end : end + _SENTENCE])[0]


@cache
def signs_of(language: str) -> QuantitySigns:
    """Return the words of a language; without a list each number may be that of a decrease."""
    lists = load_word_lists("briefbuilder.evidence", "signs").get(language, {})
    stems = map(re.escape, lists.get("falls", "").split())
    falls = [stem if len(stem) >= _LONG_STEM else rf"(?<!\w){stem}" for stem in stems]
    minus, below = ("|".join(lists.get(name, ())) or "(?!)" for name in ("minus", "below"))
    least = "".join(rf"(?<!\b{word}\s)" for word in lists.get("least", ()))
    return QuantitySigns(
        before=lazy_pattern(rf"(?<!\w){least}(?P<word>(?:{minus})\s?)$", re.IGNORECASE),
        after=lazy_pattern(rf"\s?(?:{below})(?!\w)", re.IGNORECASE),
        falls=lazy_pattern("|".join(falls), re.IGNORECASE) if falls else None,
    )
