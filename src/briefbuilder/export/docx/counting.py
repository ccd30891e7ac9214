"""Numbers as Word writes them, and the pattern behind a label that stands ready."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

NumberFormat = Literal["decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman"]
FORMATS: tuple[NumberFormat, ...] = ("decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman")

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_NARROW = frozenset(".,:;()[] ")
_WIDTHS = (0.3, 0.62)
"""The widths of a narrow sign and of a digit or letter, as shares of the size of type: bold digits are the widest."""
_GAP = 0.6
_LAST_NUMBER = r"(?P<prefix>[^%]*?)(?P<number>[0-9]{1,9})(?P<suffix>[^0-9%]*)"
_HIGHEST_LETTER = 26 * 30
_HIGHEST_ROMAN = 3999


def word_number(number: int, form: NumberFormat) -> str:
    """Return a number as Word counts in a format ("bb" after "aa"), or "" where it cannot.

    Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
    """
    if form == "decimal":
        return str(number) if number >= 0 else ""
    if number < 1:
        return ""
    lower = _letters(number) if form.endswith("Letter") else _roman(number)
    return lower.upper() if form.startswith("upper") else lower


def _letters(number: int) -> str:
    if number > _HIGHEST_LETTER:
        return ""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _roman(number: int) -> str:
    if number > _HIGHEST_ROMAN:
        return ""
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


@dataclass(frozen=True, slots=True)
class Pattern:
    """A label's form: what stands before and after the number, and how the number is written."""

    form: NumberFormat
    prefix: str = ""
    suffix: str = ""

    def label(self, number: int) -> str:
        """Return the label of a number, or "" where Word cannot write it."""
        written = word_number(number, self.form)
        return f"{self.prefix}{written}{self.suffix}" if written else ""


def pattern_of(label: str, number: int) -> Pattern | None:
    """Return the pattern by which a label shows a number, or None where Word has none for it."""
    if "%" in label:
        return None
    for form in FORMATS:
        written = word_number(number, form)
        if written and label.count(written) == 1:
            prefix, _, suffix = label.partition(written)
            return Pattern(form, prefix, suffix)
    return None


def numbered(label: str) -> tuple[Pattern, int] | None:
    """Return the pattern and the number of a label that ends in a decimal number ("2.3.", "(4)")."""
    match = re.fullmatch(_LAST_NUMBER, label)
    if match is None:
        return None
    pattern = Pattern("decimal", match["prefix"], match["suffix"])
    number = int(match["number"])
    return (pattern, number) if pattern.label(number) == label else None


def label_room(label: str, size: float) -> float:
    """Return the points that a label and the gap behind it take, about: no font is at hand to measure by."""
    return size * (sum(_WIDTHS[sign not in _NARROW] for sign in label) + _GAP)
