"""Score how much a text looks like mojibake, the result of a wrong charset.

Only non-ASCII characters count, since all charsets agree on the others.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value
from briefbuilder.importers.clean import CJK_RANGES
from briefbuilder.importers.language import script_of
from briefbuilder.word_lists import load_word_lists

# The non-ASCII letters of each language distinguish the right charset from similar ones. Letters of names and loanwords
# ("Müller", "café") cost little in any Latin text. Languages with their own script have code point ranges.

_CODE_POINTS = {
    "ja": ((0x3005, 0x30FF), (0x3400, 0x9FFF)),
    "zh": ((0x3400, 0x9FFF),),
    "ko": ((0xAC00, 0xD7A3),),
}
_LOAN_LETTERS = "éèêëáàâäíïóôöúüçñ"
_LOAN_COST, _FOREIGN_COST, _STRANGE_COST = 0.3, 0.6, 1.0
"""The cost of a letter common in loanwords, of one of another Latin alphabet, and of any other."""

_CEDILLA_COSTS = {"ş": 0.0, "ţ": 0.0}
"""Romanian uses commas below, but common charsets encode cedillas."""

_USUAL_SHARE = 0.2
_UNKNOWN_MISFIT = 0.5
_USUAL_RANK = 0.3
"""The mean frequency rank of a text's letters as a share of the alphabet; texts have about .2."""

_RANK_COST = 4.0
_MIN_RANKED = 8
_HALF_TRUST = 15
"""The number of letters at which half of that cost applies: a few words may well use rare letters."""

_HAN, _HANGUL = ("\u3400", "\u9fff"), ("\uac00", "\ud7a3")


@value
class _Alphabets:
    """The content of `data/alphabets.yaml`."""

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
    """Return, from 0 to 1, how badly non-ASCII letters with their counts fit a language's alphabet."""
    total = sum(letters.values())
    if not total:
        return 0.0
    language = _alphabets().written_as.get(language, language)
    costs = _letter_costs(language)
    if costs is None:
        return _UNKNOWN_MISFIT
    misfit = (
        sum(count * costs.get(letter.lower(), _STRANGE_COST) for letter, count in letters.items()) / total
    )
    return min(1.0, misfit + _rare_letter_cost(letters, language))


def rarity_penalty(text: str) -> float:
    """Return the cost of a Han or Hangul text with few common characters: a wrong charset produces rare ones."""
    for script, common in _alphabets().common:
        low, high = script
        characters = [character for character in text if low <= character <= high]
        kana = sum("\u3040" <= character <= "\u30ff" for character in text)
        if len(characters) >= _MIN_RANKED and kana * 10 < len(characters):
            share = sum(character in common for character in characters) / len(characters)
            return max(0.0, _USUAL_SHARE - share) * _RANK_COST
    return 0.0


def _rare_letter_cost(letters: Mapping[str, int], language: str) -> float:
    """Return the cost of a text that mostly uses the rare letters of its language."""
    ranks = _frequency_ranks(language)
    known = [(ranks[letter.lower()], count) for letter, count in letters.items() if letter.lower() in ranks]
    total = sum(count for _, count in known)
    if total < _MIN_RANKED:
        return 0.0
    mean = sum(index * count for index, count in known) / total / len(ranks)
    return max(0.0, mean - _USUAL_RANK) * _RANK_COST * total / (total + _HALF_TRUST)


@cache
def _frequency_ranks(language: str) -> dict[str, int]:
    return {letter: index for index, letter in enumerate(_alphabets().by_frequency.get(language, ""))}


@cache
def _letter_costs(language: str) -> dict[str, float] | None:
    """Return the cost of each letter in a language, or None for a language without data."""
    if language in _CODE_POINTS:
        return {chr(code): 0.0 for low, high in _CODE_POINTS[language] for code in range(low, high + 1)}
    latin, by_frequency = _alphabets().latin, _alphabets().by_frequency
    if language not in latin and language not in by_frequency:
        return None
    own = dict.fromkeys(latin.get(language, "") + by_frequency.get(language, ""), 0.0)
    if language == "ro":
        own |= _CEDILLA_COSTS
    if language in latin:
        others = dict.fromkeys("".join(latin.values()), _FOREIGN_COST)
        return others | dict.fromkeys(_LOAN_LETTERS, _LOAN_COST) | own
    script = next(letters for letters in _alphabets().scripts if language in letters)
    return dict.fromkeys("".join(by_frequency[relative] for relative in script), _FOREIGN_COST) | own


_INVALID_CATEGORIES = frozenset({"Cc", "Co", "Cn", "Cs"})
_SYMBOL_CATEGORIES = frozenset({"So", "Sm", "Sk", "Sc", "No", "Lo", "Pi", "Pf", "Po"})
_COMMON_SIGNS = frozenset(
    "’‘'“”«»…°·–—‑€£¥™®ªº№²³、。「」『』（），．！？：；・ー々〇《》〈〉【】〔〕％＋－・～§¿¡"
)

_CURRENCY_SIGNS = frozenset("€£¥")

_CJK = f"[{CJK_RANGES}]"
_SINGLE_CJK = lazy_pattern(f"(?<!{_CJK}){_CJK}(?!{_CJK})")


def mojibake_score(text: str) -> float:
    """Return the mean mojibake score, from 0 to about 1, of the non-ASCII characters."""
    weights = 0.0
    count = kana = hangul = 0
    before = " "
    han: list[str] = []
    for index, character in enumerate(text):
        if character > "\x7f":
            count += 1
            if "\u3400" <= character <= "\u9fff":
                han.append(character)
            kana += "\u3040" <= character <= "\u30ff"
            hangul += "\uac00" <= character <= "\ud7a3"
            after = text[index + 1] if index + 1 < len(text) else " "
            weights += _score_character(before, character, after)
        elif character < " " and character not in "\t\n\r\x0b\x0c\x1b":
            count += 1
            weights += 1
        before = character
    if not count:
        return 0.0
    cjk = len(han) + kana + hangul
    single = len(_SINGLE_CJK.findall(text)) if cjk else 0
    if single * 2 > cjk and cjk * 10 < sum(character.isascii() and character.isalpha() for character in text):
        weights += cjk * 0.8  # a single CJK character in Latin text is two misread bytes
    weights += min(len(han), hangul) * 0.5
    return (weights + _count_rare_han(han, japanese=kana * 10 > len(han))) / count


def _score_character(before: str, character: str, after: str) -> float:  # noqa: PLR0911 - one line a rule
    category = unicodedata.category(character)
    if category in _INVALID_CATEGORIES or character == "\ufffd":
        return 1.5
    if category == "Mn":
        return 0.0 if script_of(before) or unicodedata.category(before) == "Mn" else 0.6
    if "\uff61" <= character <= "\uff9f":
        return 0.7
    if category.startswith("L") and category != "Lo":
        return _score_cased_letter(before, character, after)
    if category == "Lo":
        return _score_uncased_letter(before, character, after)
    if character in "〖〗":
        return 0.8
    if character in _CURRENCY_SIGNS and after.isalpha():
        return 0.5
    if character in _COMMON_SIGNS:
        return 0.25 if before.isalpha() and after.isalpha() and character in "°™®€£¥§³²ªº" else 0.0
    if category in _SYMBOL_CATEGORIES and (before.isalpha() or after.isalpha()):
        return 0.7
    return 0.1 if category in _SYMBOL_CATEGORIES else 0.0


def _score_cased_letter(before: str, character: str, after: str) -> float:
    """Score a letter with case: capitals within a word and mixed scripts are suspicious."""
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


def _score_uncased_letter(before: str, character: str, after: str) -> float:
    """Score a letter without case: within a Latin word, or Hangul next to Han or kana, it is suspicious."""
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


def _count_rare_han(han: list[str], *, japanese: bool) -> float:
    """Count the Han characters that are rare in the best fitting national charset; with kana that is the Japanese one."""
    ranks = [_is_common_han(character) for character in han]
    columns = (1,) if japanese else (0, 1, 2)
    return float(min(sum(not rank[column] for rank in ranks) for column in columns))


@lru_cache(maxsize=8192)
def _is_common_han(character: str) -> tuple[bool, bool, bool]:
    """Return whether a character is in the first level of GB 2312, JIS X 0208 and Big5."""
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
