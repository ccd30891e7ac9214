"""How odd the characters of a text are where they stand: what a wrong charset leaves behind.

Only characters beyond ASCII are weighed, since all charsets agree on the others.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from briefbuilder.importers.language import script_of
from briefbuilder.importers.wide import SIGNS

_WORTHLESS = frozenset({"Cc", "Co", "Cn", "Cs"})
_SYMBOLS = frozenset({"So", "Sm", "Sk", "Sc", "No", "Lo", "Pi", "Pf", "Po"})
_JOINED_WELL = frozenset(
    "’‘'“”«»…°·–—‑€£¥™®ªº№²³、。「」『』（），．！？：；・ー々〇《》〈〉【】〔〕％＋－・～§¿¡"
)


_MONEY = frozenset("€£¥")

_SIGN = f"[{SIGNS}]"


def oddity(text: str) -> float:
    """Return the mean oddness, from 0 to about 1, of the characters that are not ASCII."""
    weights = 0.0
    count = kana = hangul = 0
    before = " "
    han: list[str] = []
    for place, character in enumerate(text):
        if character > "\x7f":
            count += 1
            if "\u3400" <= character <= "\u9fff":
                han.append(character)
            kana += "\u3040" <= character <= "\u30ff"
            hangul += "\uac00" <= character <= "\ud7a3"
            after = text[place + 1] if place + 1 < len(text) else " "
            weights += _weight(before, character, after)
        elif character < " " and character not in "\t\n\r\x0b\x0c\x1b":
            count += 1
            weights += 1
        before = character
    if not count:
        return 0.0
    wide = len(han) + kana + hangul
    lone = len(_lone().findall(text)) if wide else 0
    if lone * 2 > wide and wide * 10 < sum(character.isascii() and character.isalpha() for character in text):
        weights += wide * 0.8  # a lone sign in a Latin text is two bytes misread
    weights += min(len(han), hangul) * 0.5
    return (weights + _rare(han, japanese=kana * 10 > len(han))) / count


@cache
def _lone() -> re.Pattern[str]:
    return re.compile(f"(?<!{_SIGN}){_SIGN}(?!{_SIGN})")


def _weight(before: str, character: str, after: str) -> float:  # noqa: PLR0911 - one line a rule
    category = unicodedata.category(character)
    if category in _WORTHLESS or character == "\ufffd":
        return 1.5
    if category == "Mn":
        return 0.0 if script_of(before) or unicodedata.category(before) == "Mn" else 0.6
    if "\uff61" <= character <= "\uff9f":
        return 0.7
    if category.startswith("L") and category != "Lo":
        return _letter_weight(before, character, after)
    if category == "Lo":
        return _plain_letter_weight(before, character, after)
    if character in "〖〗":
        return 0.8
    if character in _MONEY and after.isalpha():
        return 0.5
    if character in _JOINED_WELL:
        return 0.25 if before.isalpha() and after.isalpha() and character in "°™®€£¥§³²ªº" else 0.0
    if category in _SYMBOLS and (before.isalpha() or after.isalpha()):
        return 0.7
    return 0.1 if category in _SYMBOLS else 0.0


def _letter_weight(before: str, character: str, after: str) -> float:
    """Weigh a letter with case: capitals inside a word and scripts mixed in one are odd."""
    script = script_of(character)
    if script is None:
        return 0.6
    weight = 0.0
    if before.isalpha():
        if character.isupper() and before.islower():
            weight += 0.8
        if script_of(before) != script:
            weight += 0.8
    if after.isalpha() and script_of(after) != script:
        weight += 0.4
    if character.isupper() and not before.isalpha() and after.isupper() and not after.isascii():
        weight += 0.1
    return weight


def _plain_letter_weight(before: str, character: str, after: str) -> float:
    """Weigh a letter without case: inside a Latin word, or Hangul beside Han and kana, it is odd."""
    script = script_of(character)
    if script is None:
        return 0.5
    ends = (before, after)
    if all(end.isascii() and end.islower() for end in ends):
        return 0.9
    if script == "hangul":
        rare = _first_byte(character, "euc_kr") == 0
        mixed = any("\u3040" <= end <= "\u9fff" for end in ends)
        return 0.9 * rare + 0.5 * mixed
    if any("\u00c0" <= end <= "\u04ff" for end in ends):
        return 0.6
    return 0.0


def _rare(han: list[str], *, japanese: bool) -> float:
    """Return how many Han characters are rare in the one charset that knows most; kana allow one alone."""
    ranks = [_common(character) for character in han]
    columns = (1,) if japanese else (0, 1, 2)
    return float(min(sum(not rank[column] for rank in ranks) for column in columns))


@lru_cache(maxsize=8192)
def _common(character: str) -> tuple[bool, bool, bool]:
    """Tell whether a character is on the first level of GB 2312, of JIS X 0208 and of Big5."""
    return (
        _first_byte(character, "gb2312") in range(0xB0, 0xD8),
        _first_byte(character, "euc_jp") in range(0xB0, 0xD0),
        _first_byte(character, "big5") in range(0xA4, 0xC7),
    )


def _first_byte(character: str, charset: str) -> int:
    try:
        return character.encode(charset)[0]
    except UnicodeEncodeError:
        return 0
