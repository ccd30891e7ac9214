"""Labels of list items: "1.", "(a)", "iv)".

Letters and Roman numerals count as in Word (27 is "aa", 28 "bb"), so that labels counted by Word and labels that
we draw agree. A number that a style cannot write is written in digits.
"""

from __future__ import annotations

from typing import Literal, get_args

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value

NumberStyle = Literal["decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman"]
"""How numbers are written, by the names of ECMA-376 part 1, 17.18.59 (ST_NumberFormat)."""
NUMBER_STYLES: tuple[NumberStyle, ...] = get_args(NumberStyle)
EastAsianStyle = Literal["aiueoFullWidth", "irohaFullWidth", "chineseCountingThousand", "ganada"]
"""How Japanese, Chinese and Korean offices number headings, by the same names: ア, イ, 一, 가."""
HeadingNumberStyle = NumberStyle | EastAsianStyle
HEADING_NUMBER_STYLES: tuple[HeadingNumberStyle, ...] = (*NUMBER_STYLES, *get_args(EastAsianStyle))

_MAX_LETTERS = 780
"""Word repeats a letter at most 30 times."""
_MAX_ROMAN = 3999
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_SYLLABLES: dict[HeadingNumberStyle, str] = {
    "aiueoFullWidth": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "irohaFullWidth": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン",
    "ganada": "가나다라마바사아자차카타파하",
}
_CHINESE_DIGITS = "一二三四五六七八九"
_MAX_CHINESE = 99
"""From a hundred on, the number formats of Word differ."""
_ROMAN_VALUES = {letters: number for number, letters in _ROMAN}
_NUMBER = r"\d{1,3}|[a-z]{1,9}|[A-Z]{1,9}"
TYPED_LABEL = rf"\((?P<within>{_NUMBER})\)|(?P<before>{_NUMBER})[.)]"
"""A regular expression of what may be a label; `read_label` says whether it is one."""
_TYPED = lazy_pattern(TYPED_LABEL)
_COUNTED = lazy_pattern(rf"(?P<above>(?:[0-9]{{1,3}}\.)+)(?P<number>{_NUMBER})(?P<suffix>[.)]?)")
"""A label that begins with the numbers of the levels above: "2.1"."""
_MAX_TYPED_REPEATS = 3


@value(kw_only=False)
class ListLabel:
    """How the number of a list item is written: its style, and the text before and after it."""

    style: NumberStyle = "decimal"
    prefix: str = ""
    suffix: str = "."

    def text(self, number: int) -> str:
        """Return the label of a number."""
        return f"{self.prefix}{numeral(number, self.style) or number}{self.suffix}"


PLAIN_LABEL = ListLabel()
"""The label of most numbered lists: "1."."""
_LABELS_BY_DEPTH = (PLAIN_LABEL, ListLabel("lowerLetter", "", ")"), ListLabel("lowerRoman"))


def label_of_depth(depth: int) -> ListLabel:
    """Return the label of items without one of their own: 1. a) i. by depth from 0, repeated every three levels."""
    return _LABELS_BY_DEPTH[max(depth, 0) % 3]


def own_label(label: ListLabel, depth: int) -> ListLabel | None:
    """Return the label to store for an item at a depth; None if items without one have the same."""
    return None if depth == 0 and label == PLAIN_LABEL else label


def numeral(number: int, style: HeadingNumberStyle) -> str:
    """Return a number in a style, or "" if the style cannot write it."""
    if style == "decimal":
        return str(number) if number >= 0 else ""
    if style == "chineseCountingThousand":
        return _chinese(number)
    if style in _SYLLABLES:
        return _SYLLABLES[style][number - 1 : number] if number > 0 else ""
    lower = _letters(number) if style.endswith("Letter") else _roman(number)
    return lower.upper() if style.startswith("upper") else lower


def _letters(number: int) -> str:
    if not 1 <= number <= _MAX_LETTERS:
        return ""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * (repeats + 1)


def _chinese(number: int) -> str:
    if not 1 <= number <= _MAX_CHINESE:
        return ""
    tens, ones = divmod(number, 10)
    shown_tens = _CHINESE_DIGITS[tens - 1] if tens > 1 else ""
    return f"{shown_tens}{'十' if tens else ''}{_CHINESE_DIGITS[ones - 1] if ones else ''}"


def _roman(number: int) -> str:
    if not 1 <= number <= _MAX_ROMAN:
        return ""
    text = ""
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        text += letters * count
    return text


def read_label(typed: str, above: ListLabel | None = None) -> tuple[ListLabel, int] | None:
    """Return the label and the number that a typed mark such as "(a)" or "iv." means, or None.

    A mark has the label of the item `above` if it can: "i)" below "h)" is a letter. Otherwise "i" is a Roman numeral
    and every other single letter a letter.
    """
    meanings = _label_meanings(typed)
    return next((one for one in meanings if one[0] == above), meanings[0] if meanings else None)


def is_next_label(typed: str, following: str) -> bool:
    """Return whether a typed mark can be that of the item after another: "b)" after "a)", "i)" after "h)"."""
    after = _label_meanings(following)
    return any((label, number + 1) in after for label, number in _label_meanings(typed))


def _label_meanings(typed: str) -> list[tuple[ListLabel, int]]:
    """Return what a typed mark may mean, the most probable first."""
    if found := _TYPED.fullmatch(typed):
        prefix, written, suffix = (
            "(" if found["within"] else "",
            found["within"] or found["before"],
            typed[-1],
        )
    elif found := _COUNTED.fullmatch(typed):
        prefix, written, suffix = found["above"], found["number"], found["suffix"]
    else:
        return []
    return [(ListLabel(style, prefix, suffix), number) for style, number in _number_meanings(written)]


def _number_meanings(written: str) -> list[tuple[NumberStyle, int]]:
    """Return what a number may mean, the most probable first."""
    if written.isdecimal():
        return [("decimal", int(written))]
    lower = written.lower()
    styles: tuple[NumberStyle, NumberStyle] = ("lowerRoman", "lowerLetter")
    if written != lower:
        styles = ("upperRoman", "upperLetter")
    numbers = (_read_roman(lower), _read_letters(lower))
    found = [(style, number) for style, number in zip(styles, numbers, strict=True) if number]
    is_roman = lower == "i" or (len(lower) > 1 and not set(lower).isdisjoint("ivx"))
    return found if is_roman else found[::-1]


def _read_letters(lower: str) -> int:
    is_repeated = len(set(lower)) == 1 and len(lower) <= _MAX_TYPED_REPEATS
    return ord(lower[0]) - ord("a") + 1 + 26 * (len(lower) - 1) if is_repeated else 0


def _read_roman(lower: str) -> int:
    if not set(lower) <= set("ivxlc"):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in lower]
    number = sum(
        -size if size < following else size for size, following in zip(values, [*values[1:], 0], strict=True)
    )
    return number if _roman(number) == lower else 0
