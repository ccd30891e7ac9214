"""Find where lines may end within words: line breaking (UAX #14, Unicode 16) and hyphenation.

Not implemented: rule LB28a (Brahmic scripts, for which the text fonts have no letters) and the dictionaries
for Thai, Khmer and similar scripts, whose words are cut only if a line cannot hold them. The standard
library does not know line breaking classes; they are derived from category and width, or listed here.
Spaces are break opportunities of their own, see `forbids_break_at_space`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from briefbuilder.domain.patterns import lazy_pattern

# Line breaking classes (UAX #14, table 1)

_CHARACTERS_BY_CLASS = {
    "HY": "-",
    "BA": "|\u00ad\u058a\u05be\u2010\u2012\u2013\u2027\u2056\u2058\u205a\u205b\u205d\u205e",
    "B2": "\u2014\u2e3a\u2e3b",
    "BB": "\u00b4\u02c8\u02cc\u02df\u1ffd",
    "CB": "\ufffc",
    "CP": ")]",
    "EX": "!?\u05c6\u061b\u061d\u061e\u061f\u06d4\u2762\u2763\u2e2e\ufe15\ufe16\ufe56\ufe57！？",
    "GL": "\u00a0\u2007\u2011\u202f\u034f\u035c\u035d\u035e\u035f\u0360\u0361\u0362",
    "IN": "\u2024\u2025\u2026\u22ef\ufe19",
    "IS": ",.:;\u037e\u0589\u060c\u060d\u2044\ufe10\ufe13\ufe14",
    "CL": "、。︑︒﹐﹒，．｡､\u301e\u301f",
    "NS": "々〻〼゛゜ゝゞ゠・ーヽヾ\u203c\u203d\u2047\u2048\u2049〜：；･ｰﾞﾟ\ufe54\ufe55\ua015",
    "NU": "\u066b\u066c",
    "OP": "\u00a1\u00bf\u2e18\u301d",
    "PO": "%\u00a2\u00b0\u0609\u060a\u060b\u066a\u2030\u2031\u2032\u2033\u2034\u2035\u2036\u2037\u2057"
    "\u20a7\u20b6\u20bb\u20be\u20c0\u2103\u2109％￠﹪",
    "PR": "+\\\u00b1\u2116\u2212\u2213",
    "QU": "\"'\u275b\u275c\u275d\u275e\u275f\u2760",
    "SY": "/",
    "WJ": "\u2060\ufeff",
    "ZW": "\u200b",
    "ZWJ": "\u200d",
}
_SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
"""Letters of class CJ, which strict line breaking keeps away from the start of a line."""
_CLASS_BY_CHARACTER = {
    **dict.fromkeys(_SMALL_KANA, "NS"),
    **{character: name for name, held in _CHARACTERS_BY_CLASS.items() for character in held},
}
_RANGES = (
    (0x05D0, 0x05F2, "HL"), (0xFB1D, 0xFB4F, "HL"), (0x1F1E6, 0x1F1FF, "RI"), (0x1F3FB, 0x1F3FF, "EM"),
    (0x1100, 0x115F, "JL"), (0xA960, 0xA97C, "JL"), (0x1160, 0x11A7, "JV"), (0xD7B0, 0xD7C6, "JV"),
    (0x11A8, 0x11FF, "JT"), (0xD7CB, 0xD7FB, "JT"),
    (0x2E80, 0x303F, "ID"), (0x3041, 0xA4CF, "ID"), (0xF900, 0xFAFF, "ID"), (0xFF01, 0xFFEF, "ID"),
    (0x1F000, 0x1FAFF, "ID"),
)  # fmt: skip
"""Classes that category and width do not determine."""
_CLASS_BY_CATEGORY = {
    **dict.fromkeys(("Mn", "Mc", "Me", "Cf", "Cc"), "CM"),
    "Ps": "OP", "Pe": "CL", "Pi": "QU", "Pf": "QU", "Sc": "PR", "Zs": "BA",
}  # fmt: skip


@lru_cache(maxsize=8192)
def break_class(character: str) -> str:
    """Return the class of a character, with AI, SA, SG and XX resolved to AL and CJ to NS (rule LB1)."""
    known = _CLASS_BY_CHARACTER.get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category == "Nd" and not is_wide(character):
        return "NU"
    return _CLASS_BY_CATEGORY.get(category) or _letter_class(character, ord(character))


def _letter_class(character: str, code: int) -> str:
    """Return the class of a letter, symbol or pictograph."""
    for first, last, name in _RANGES:
        if first <= code <= last:
            return name
    if 0xAC00 <= code <= 0xD7A3:
        return "H2" if (code - 0xAC00) % 28 == 0 else "H3"
    return "ID" if is_wide(character) else "AL"


def is_wide(character: str) -> bool:
    """Return whether a character is wide or full width (UAX #11)."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


_LETTERS = frozenset({"AL", "HL"})
_IDEOGRAPHS = frozenset({"ID", "EM"})
_SYLLABLES = frozenset({"JL", "JV", "JT", "H2", "H3"})
_KOREAN = {"JL": {"JL", "JV", "H2", "H3"}, "JV": {"JV", "JT"}, "H2": {"JV", "JT"}, "JT": {"JT"}, "H3": {"JT"}}
_AFFIXES = frozenset({"PR", "PO"})
_NUMERIC = frozenset({"SY", "IS"})
_NEVER_FIRST = frozenset({"CL", "CP", "EX", "SY"})
_QUOTE_ENDS = frozenset({"WJ", "CL", "QU", "CP", "EX", "IS", "SY", "GL", "ZW"})
"""Classes before which a closing quotation mark stays with the preceding space (LB15b)."""


@lru_cache(maxsize=16384)
def uax14_breaks(text: str) -> tuple[int, ...]:
    """Return the offsets in a text without spaces at which a line may end, in ascending order."""
    classes = _resolve_classes(text)
    return tuple(offset for offset in range(1, len(text)) if _is_break_allowed(text, classes, offset))


def forbids_break_at_space(before: str, after: str) -> bool:
    """Return whether a line may not end at the space between two texts (LB13 to LB17)."""
    last, first = break_class(before[-1]), break_class(after[0])
    if last == "OP" or first in _NEVER_FIRST or (last, first) in {("B2", "B2"), ("CL", "NS"), ("CP", "NS")}:
        return True
    following = break_class(after[1]) if len(after) > 1 else ""
    if first == "IS":
        # A number may start with its decimal point: a line may end before ".5".
        return following != "NU"
    if last == "QU" and unicodedata.category(before[-1]) == "Pi":
        return len(before) == 1 or break_class(before[-2]) in {"OP", "QU", "GL"}
    closes = first == "QU" and unicodedata.category(after[0]) == "Pf"
    return closes and (not following or following in _QUOTE_ENDS)


def _resolve_classes(text: str) -> list[str]:
    """Return the classes; combining marks get "+" and the class of their base (LB9, LB10), the second half of a flag "RI2"."""
    classes: list[str] = []
    base = ""
    for character in text:
        own = break_class(character)
        if own in {"CM", "ZWJ"}:
            classes.append(f"+{base}" if base and base != "ZW" else "AL")
            base = base if base and base != "ZW" else "AL"
        else:
            base = "RI2" if own == base == "RI" else own
            classes.append(base)
    return classes


def _is_break_allowed(text: str, classes: list[str], offset: int) -> bool:
    """Return whether a line may end before the character at an offset."""
    before, after = classes[offset - 1].removeprefix("+"), classes[offset]
    if after.startswith("+") or text[offset - 1] == "\u200d":
        return False
    if "ZW" in {before, after}:
        return before == "ZW" and after != "ZW"
    glued = (
        "WJ" in {before, after} or before in {"GL", "OP"} or (after == "GL" and before not in {"BA", "HY"})
    )
    if glued or after in _NEVER_FIRST or after == "IS":
        return False
    if "QU" in {before, after} and not _is_quote_break(text, classes, offset):
        return False
    return "CB" in {before, after} or _is_word_break(text, classes, offset, before, after)


def _is_quote_break(text: str, classes: list[str], offset: int) -> bool:
    """Return whether a line may end next to a quotation mark (LB15a, LB15b, LB19, LB19a)."""
    before, after = text[_base_offset(classes, offset - 1)], text[offset]
    if classes[offset].removeprefix("+") == "QU":
        outer = text[offset + 1] if offset + 1 < len(text) else ""
        opens = unicodedata.category(after) == "Pi"
        if not opens or not is_wide(before) or not outer or not is_wide(outer):
            return False
    if classes[offset - 1].removeprefix("+") == "QU":
        start = _base_offset(classes, offset - 1)
        outer = text[_base_offset(classes, start - 1)] if start else ""
        closes = unicodedata.category(text[start]) == "Pf"
        if not closes or not is_wide(after) or not outer or not is_wide(outer):
            return False
    return True


def _base_offset(classes: list[str], offset: int) -> int:
    """Return the offset of the base of a combining mark, or of the character itself."""
    while offset and classes[offset].startswith("+"):
        offset -= 1
    return offset


def _is_word_break(text: str, classes: list[str], offset: int, before: str, after: str) -> bool:
    """Return whether a line may end between letters, digits, symbols and ideographs (LB16 to LB31)."""
    never_first = after in {"BA", "HY", "NS", "IN"} or (before, after) in {("B2", "B2"), ("SY", "HL")}
    if never_first or before == "BB":
        return False
    if before in {"HY", "BA"} and not _is_dash_break(text, classes, offset, after):
        return False
    joined = _joins_number(classes, offset, before, after) or _joins_letters(text, offset, before, after)
    return not (joined or _joins_pair(before, after))


def _is_dash_break(text: str, classes: list[str], offset: int, after: str) -> bool:
    """Return whether a line may end after a dash: not after one that starts a word (LB20a, LB21a)."""
    dash = text[offset - 1]
    preceding = classes[offset - 2].removeprefix("+") if offset > 1 else ""
    if dash in "-\u2010" and preceding in {"", "GL", "CB", "ZW"} and after == "AL":
        return False
    return preceding != "HL" or after == "HL" or is_wide(dash)


def _joins_number(classes: list[str], offset: int, before: str, after: str) -> bool:
    """Return whether two characters belong to one number or to its prefix or suffix (LB23 to LB25)."""
    if _joins_sign(before, after):
        return True
    if after == "NU":
        return before in {"NU", "PR", "PO", "HY", "IS"} or (
            before == "SY" and _ends_number(classes, offset - 1)
        )
    if after in _AFFIXES:
        return _ends_number(classes, offset - (2 if before in {"CL", "CP"} else 1))
    if before in _AFFIXES and after == "OP":
        following = classes[offset + 1 : offset + 3]
        return following[:1] == ["NU"] or following == ["IS", "NU"]
    return False


def _joins_sign(before: str, after: str) -> bool:
    """Return whether letters are next to digits or symbols, or ideographs next to symbols (LB23, LB23a, LB24)."""
    if before in _LETTERS:
        return after == "NU" or after in _AFFIXES
    if after in _LETTERS:
        return before == "NU" or before in _AFFIXES
    return (before == "PR" and after in _IDEOGRAPHS) or (before in _IDEOGRAPHS and after == "PO")


def _ends_number(classes: list[str], offset: int) -> bool:
    """Return whether a number, with its separators, ends at an offset."""
    while offset >= 0 and (classes[offset].startswith("+") or classes[offset] in _NUMERIC):
        offset -= 1
    return offset >= 0 and classes[offset] == "NU"


def _joins_letters(text: str, offset: int, before: str, after: str) -> bool:
    """Return whether letters, digits and brackets stay together (LB28 to LB30)."""
    if (before in _LETTERS and after in _LETTERS) or (before == "IS" and after in _LETTERS):
        return True
    if (before in _LETTERS or before == "NU") and after == "OP":
        return not is_wide(text[offset])
    return before == "CP" and (after in _LETTERS or after == "NU")


def _joins_pair(before: str, after: str) -> bool:
    """Return whether Korean letters form a syllable, or pictographs an emoji (LB26, LB27, LB30a, LB30b)."""
    if after in _KOREAN.get(before, ()) or (before, after) == ("ID", "EM"):
        # Skin tone modifiers follow emoji of people; we keep them with any preceding pictograph.
        return True
    if (before in _SYLLABLES and after == "PO") or (before == "PR" and after in _SYLLABLES):
        return True
    return after == "RI2"


# Break opportunities in a paragraph

_CJK = "\u2e80-\u2fff\u3000-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97c\uac00-\ud7fb"
_FIRST_CJK, _FIRST_HANGUL = "\u2e80", "\u1100"
"""Most texts have no character from here on, and need none of the patterns below, which take longest to compile."""
_HAS_CJK = lazy_pattern(f"[{_CJK}]")
_HAS_KOREAN = lazy_pattern(f"[{_HANGUL}]")
_SPECIAL_CHARACTER = lazy_pattern("[^\\w\\s'’.,;:()«»“”\"\u0300-\u036f\u00a0\u202f]")
_BRACKET_AFTER_MARK = lazy_pattern(r"[.,;:)][(]")
"""What may allow a break within a text without spaces, as an address does."""
_TOKEN = lazy_pattern(r"[^ \n]+")
_ADDRESS = lazy_pattern(r"https?://|www\.|^[^\s/@.]*[/@.][^\s/?=&]*[/?=&]\S*$")
_EMBEDDED_ADDRESS = lazy_pattern(r"(?:https?://|www\.)[!-~]+")
_ADDRESS_PART = lazy_pattern(r"[^/?&=#._~:+%]*[/?&=#._~:+%]+|[^/?&=#._~:+%]+")
_OPENERS = "（［｛〈《「『【〔〖〘"
_CLOSERS = "、。，．）］｝〉》」』】〕〗〙"
_FIRST_DAY = frozenset({"1º", "1°", "1er"})
"""The first day of a month in Italian and French."""
_LINE_ENDS = frozenset("\n\r\v\x85\u2028\u2029")

_UNCLEAN = lazy_pattern(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]"
)


class BreakKind(Enum):
    """How good a break is: good, after a dash, only if there is hardly another, or forbidden.

    Forbidden breaks are recorded only between two wide punctuation marks, whose space is tightened.
    """

    GOOD = auto()
    DASH = auto()
    WEAK = auto()
    NONE = auto()


def clean_text(text: str) -> str:
    """Remove control characters, and those of directions other than marks; lines end with "\\n"."""
    if _UNCLEAN.search(text) is None:
        return text
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return _UNCLEAN.sub(_clean_character, lines)


def _clean_character(match: re.Match[str]) -> str:
    character = match.group()
    if character in _LINE_ENDS:
        return "\n"
    # Noncharacters and lone surrogates become U+FFFD, which has a glyph.
    keep = unicodedata.category(character) in {"Cs", "Cn"} or character == "\ufffd"
    return "\ufffd" if keep else ""


def find_breaks(text: str, characters: str) -> dict[int, BreakKind]:
    """Return the offsets within the words of a paragraph at which a line may end, in ascending order.

    `characters` are those of the text, each once: most texts have none that allows a break, which is found so in a tenth
    of the time.
    """
    if not _may_break(text, characters):
        return {}
    breaks: dict[int, BreakKind] = {}
    for match in _TOKEN.finditer(text):
        if _may_break(match.group(), match.group()):
            start = match.start()
            breaks.update((start + offset, kind) for offset, kind in _token_breaks(match.group()))
    return breaks


def _may_break(text: str, characters: str) -> bool:
    return bool(
        _SPECIAL_CHARACTER.search(characters)
        or has_cjk(characters)
        or _has_korean(characters)
        or "www." in text
        or ("(" in characters and _BRACKET_AFTER_MARK.search(text))
    )


@lru_cache(maxsize=16384)
def _token_breaks(token: str) -> tuple[tuple[int, BreakKind], ...]:
    cjk = has_cjk(token)
    if not cjk and is_address(token):
        return tuple((offset, BreakKind.WEAK) for offset in _address_breaks(token, 0))
    letters = [offset for offset, character in enumerate(token) if character.isalnum()]
    breaks = {
        offset: kind
        for offset in uax14_breaks(token)
        if (kind := _classify_break(token, offset, letters)) is not None
    }
    for match in _EMBEDDED_ADDRESS.finditer(token) if cjk else ():
        for offset in range(match.start() + 1, match.end()):
            breaks.pop(offset, None)
        breaks.update(dict.fromkeys(_address_breaks(match.group(), match.start()), BreakKind.WEAK))
    if cjk:
        for offset, pair in enumerate(pairwise(token), 1):
            if is_tightened(*pair):
                breaks.setdefault(offset, BreakKind.NONE)
    return tuple(sorted(breaks.items(), key=lambda item: item[0]))


def _address_breaks(address: str, start: int) -> list[int]:
    """Return the breaks after the punctuation of an address that begins at `start`."""
    breaks, offset = [], start
    for part in _ADDRESS_PART.findall(address)[:-1]:
        offset += len(part)
        breaks.append(offset)
    return breaks


def _classify_break(token: str, offset: int, letters: Sequence[int]) -> BreakKind | None:
    """Return the kind of a break that UAX #14 allows, None to reject it; `letters` are where letters and digits stand."""
    before, after = token[offset - 1], token[offset]
    if before == "\u00ad":
        return None
    if is_cjk(before) or is_cjk(after) or before in "\u200b\u2014":
        return BreakKind.GOOD
    if _has_korean(before) and _has_korean(after):
        return BreakKind.WEAK
    if before not in "-\u2010\u2012\u2013/":
        return BreakKind.WEAK
    first = bisect_left(letters, offset)
    if first < 2 or len(letters) - first < 2:
        # A part with a single letter or digit is not a word.
        return None
    near_digit = before == "/" or token[offset - 2].isdigit() or after.isdigit()
    return BreakKind.WEAK if near_digit or first < 3 else BreakKind.DASH


def is_tightened(before: str, after: str) -> bool:
    """Return whether the blank halves of two wide punctuation marks meet and one is dropped (JIS X 4051)."""
    if after in _OPENERS:
        return before in _CLOSERS or before in _OPENERS
    return before in _CLOSERS and after in _CLOSERS


def has_blank_before(character: str) -> bool:
    """Return whether the first half of a wide punctuation mark is blank."""
    return character in _OPENERS


def has_blank_after(character: str, language: str) -> bool:
    """Return whether the second half of a wide punctuation mark is blank; traditional Chinese centres commas."""
    if character in "、。，．" and language.lower().startswith(("zh-hant", "zh-tw", "zh-hk")):
        return False
    return character in _CLOSERS


@lru_cache(maxsize=4096)
def reads_with_next(text: str) -> bool:
    """Return whether a short text belongs to what follows: a day number, a single letter, "p."."""
    if len(text) < 3 and (text.isdigit() or (text[-1] == "." and text[0].isalpha())):
        return True
    return (text.isalpha() and len(text) == 1) or text in _FIRST_DAY


def is_address(text: str) -> bool:
    """Return whether a text without spaces is a web address or a long path."""
    return len(text) > 16 and _ADDRESS.search(text) is not None


def has_cjk(text: str) -> bool:
    """Return whether a text contains Chinese or Japanese characters, between which lines may end."""
    return max(text, default="") >= _FIRST_CJK and _HAS_CJK.search(text) is not None


def is_cjk(character: str) -> bool:
    """Return whether the space next to a character may be stretched."""
    return character >= _FIRST_CJK and _HAS_CJK.match(character) is not None


def _has_korean(text: str) -> bool:
    return max(text, default="") >= _FIRST_HANGUL and _HAS_KOREAN.search(text) is not None


# Hyphenation

_MIN_WORD = 6
MAX_WORD = 100
"""The letters of the longest word that is looked up, in time that grows with their square; longer ones are not words."""
_MAX_CHARACTERS = 1000
"""The characters of the longest text without spaces in which soft hyphens divide words on two lines."""
_MIN_BEFORE = 2
_MIN_AFTER = 3


class _Dictionary(Protocol):
    def positions(self, word: str) -> list[int]: ...


@dataclass(slots=True, eq=False, repr=False)
class Hyphenator:
    """Caches where words may be divided, by language; `divisions` caches the widths of the parts by font."""

    divisions: dict[tuple[str, object, bool], list[tuple[int, float, float]]] = field(default_factory=dict)
    _dictionaries: dict[str, _Dictionary | None] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    def positions(self, word: str, language: str) -> tuple[int, ...]:
        """Return the offsets at which a word may be divided, in ascending order.

        Soft hyphens take precedence; short words, acronyms and words with digits are never divided.
        """
        key = (word, language)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(word, language)
        return found

    def _find(self, word: str, language: str) -> tuple[int, ...]:
        if len(word) > _MAX_CHARACTERS:
            return ()
        if "\u00ad" in word:
            return tuple(offset for offset, letter in enumerate(word) if letter == "\u00ad" and offset > 0)
        start = next((offset for offset, letter in enumerate(word) if letter.isalpha()), len(word))
        end = next((offset for offset in range(len(word), start, -1) if word[offset - 1].isalpha()), start)
        # The letters of an elided article ("dell’") count towards those before the first division.
        core = word[start:end]
        letters = core.replace("’", "").replace("'", "")
        dictionary = self._dictionary(language)
        if (
            dictionary is None
            or not _MIN_WORD <= len(letters) <= MAX_WORD
            or not letters.isalpha()
            or letters.isupper()
        ):
            return ()
        apostrophe = max(core.rfind("’"), core.rfind("'")) + 1
        stem = core[apostrophe:]
        if len(stem) < _MIN_WORD - 1:
            return ()
        offsets = dictionary.positions(stem)
        first = 0 if apostrophe else _MIN_BEFORE
        return tuple(
            start + apostrophe + offset
            for offset in offsets
            if max(first, _MIN_BEFORE) <= offset <= len(stem) - _MIN_AFTER
        )

    def _dictionary(self, language: str) -> _Dictionary | None:
        if language not in self._dictionaries:
            import pyphen

            name = _dictionary_name(language)
            loaded: _Dictionary | None = pyphen.Pyphen(lang=name) if name else None
            self._dictionaries[language] = loaded
        return self._dictionaries[language]


def has_hyphenation(language: str) -> bool:
    """Return whether words of a language can be divided."""
    return _dictionary_name(language) is not None


def _dictionary_name(language: str) -> str | None:
    import pyphen

    name: str | None = pyphen.language_fallback(language.replace("-", "_")) if language else None
    return name
