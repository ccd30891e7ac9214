"""How odd the characters of a text are where they stand: what a wrong charset leaves behind.

Only characters beyond ASCII are weighed, since all charsets agree on the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from briefbuilder.domain.values import value
from briefbuilder.importers.clean import CJK_RANGES
from briefbuilder.importers.language import script_of
from briefbuilder.word_lists import load_word_lists

# The letters beyond ASCII that languages are written with: what tells a right charset from one nearly right.
#
# Small letters alone are listed; capitals follow. Letters of names and loans ("Müller", "café") cost little wherever
# they stand in Latin text. Languages with a script of their own are told by the script's range.

_RANGES = {"ja": ((0x3005, 0x30FF), (0x3400, 0x9FFF)), "zh": ((0x3400, 0x9FFF),), "ko": ((0xAC00, 0xD7A3),)}
_LOANS = "éèêëáàâäíïóôöúüçñ"
_LOAN, _LETTER, _STRANGE = 0.3, 0.6, 1.0
"""What a letter costs that is common in loans, is in another alphabet of Latin letters, or is in none of them."""

_CEDILLAS = {"ş": 0.0, "ţ": 0.0}
"""Romanian has a comma below, but is read with the cedilla that the common charsets of its texts have."""

_USUAL_SHARE = 0.2
_UNKNOWN = 0.5
_USUAL_RANK = 0.3
"""The mean place of a text's letters in the order of their language, as a share of the alphabet; texts have .2 or so."""

_RANK_COST = 4.0
_FEWEST_RANKED = 8
_ENOUGH = 15
"""Letters of which half of that cost is believed: a few words may well be of rare ones."""

_HAN, _HANGUL = ("\u3400", "\u9fff"), ("\uac00", "\ud7a3")


@value
class _Alphabets:
    """What `data/alphabets.yaml` tells."""

    latin: Mapping[str, str]
    by_frequency: Mapping[str, str]
    written_as: Mapping[str, str]
    scripts: tuple[frozenset[str], ...]
    common: tuple[tuple[tuple[str, str], frozenset[str]], ...]


@cache
def _alphabets() -> _Alphabets:
    found = load_word_lists("briefbuilder.importers", "alphabets")
    common = {script: frozenset("".join(text.split())) for script, text in found["common"].items()}
    return _Alphabets(
        latin=found["latin"],
        by_frequency=found["by_frequency"],
        written_as=found["written_as"],
        scripts=tuple(map(frozenset, found["scripts"])),
        common=((_HAN, common["han"]), (_HANGUL, common["hangul"])),
    )


def alphabet_misfit(letters: Mapping[str, int], language: str) -> float:
    """Return from 0 to 1 how badly letters beyond ASCII, with their counts, fit a language's alphabet."""
    total = sum(letters.values())
    if not total:
        return 0.0
    language = _alphabets().written_as.get(language, language)
    costs = _costs(language)
    if costs is None:
        return _UNKNOWN
    strange = sum(count * costs.get(letter.lower(), _STRANGE) for letter, count in letters.items()) / total
    return min(1.0, strange + _rareness(letters, language))


def rarity_penalty(text: str) -> float:
    """Return what it costs that a text in Han or Hangul holds few of the commonest signs: rare ones come of bytes."""
    for script, common in _alphabets().common:
        low, high = script
        signs = [sign for sign in text if low <= sign <= high]
        kana = sum("\u3040" <= sign <= "\u30ff" for sign in text)
        if len(signs) >= _FEWEST_RANKED and kana * 10 < len(signs):
            share = sum(sign in common for sign in signs) / len(signs)
            return max(0.0, _USUAL_SHARE - share) * _RANK_COST
    return 0.0


def _rareness(letters: Mapping[str, int], language: str) -> float:
    """Return what it costs that a text's letters are mostly its language's rare ones."""
    places = _places(language)
    known = [(places[letter.lower()], count) for letter, count in letters.items() if letter.lower() in places]
    total = sum(count for _, count in known)
    if total < _FEWEST_RANKED:
        return 0.0
    mean = sum(place * count for place, count in known) / total / len(places)
    return max(0.0, mean - _USUAL_RANK) * _RANK_COST * total / (total + _ENOUGH)


@cache
def _places(language: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(_alphabets().by_frequency.get(language, ""))}


@cache
def _costs(language: str) -> dict[str, float] | None:
    """Return what each letter costs in a language; letters that are not named are strange to it."""
    if language in _RANGES:
        return {chr(code): 0.0 for low, high in _RANGES[language] for code in range(low, high + 1)}
    latin, by_frequency = _alphabets().latin, _alphabets().by_frequency
    if language not in latin and language not in by_frequency:
        return None
    own = dict.fromkeys(latin.get(language, "") + by_frequency.get(language, ""), 0.0)
    if language == "ro":
        own |= _CEDILLAS
    if language in latin:
        others = dict.fromkeys("".join(latin.values()), _LETTER)
        return others | dict.fromkeys(_LOANS, _LOAN) | own
    script = next(letters for letters in _alphabets().scripts if language in letters)
    return dict.fromkeys("".join(by_frequency[kin] for kin in script), _LETTER) | own


_WORTHLESS = frozenset({"Cc", "Co", "Cn", "Cs"})
_SYMBOLS = frozenset({"So", "Sm", "Sk", "Sc", "No", "Lo", "Pi", "Pf", "Po"})
_JOINED_WELL = frozenset(
    "’‘'“”«»…°·–—‑€£¥™®ªº№²³、。「」『』（），．！？：；・ー々〇《》〈〉【】〔〕％＋－・～§¿¡"
)


_MONEY = frozenset("€£¥")

_SIGN = f"[{CJK_RANGES}]"


def mojibake_score(text: str) -> float:
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
