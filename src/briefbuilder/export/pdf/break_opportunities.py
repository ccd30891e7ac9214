"""Where a line may end within a text without spaces: the rules of UAX #14 (Unicode 16).

What is not here: rule LB28a (Brahmic scripts, in which Noto's text faces have no letters) and the
dictionaries that Thai and its neighbours need. Spaces end lines by themselves, see `glues`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

# The line breaking classes of characters (UAX #14, table 1), for the scripts that the PDF is set in.
#
# The standard library does not know them; they are told from a character's category and width where
# these decide, and by name where they do not. Scripts that need a dictionary (Thai, Khmer) count as
# letters: their words are cut only where a line could not hold them.

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
"""Letters of class CJ, which the strict way of breaking lines keeps from a line's beginning."""
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
"""The classes of what category and width do not tell."""
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
    """Return the class of a letter, a sign or a picture."""
    for first, last, name in _RANGES:
        if first <= code <= last:
            return name
    if 0xAC00 <= code <= 0xD7A3:
        return "H2" if (code - 0xAC00) % 28 == 0 else "H3"
    return "ID" if is_wide(character) else "AL"


def is_wide(character: str) -> bool:
    """Tell whether a character is as wide as it is high (UAX #11)."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


_LETTERS = frozenset({"AL", "HL"})
_IDEOGRAPHS = frozenset({"ID", "EM"})
_SYLLABLES = frozenset({"JL", "JV", "JT", "H2", "H3"})
_KOREAN = {"JL": {"JL", "JV", "H2", "H3"}, "JV": {"JV", "JT"}, "H2": {"JV", "JT"}, "JT": {"JT"}, "H3": {"JT"}}
_AFFIXES = frozenset({"PR", "PO"})
_NUMERIC = frozenset({"SY", "IS"})
_NEVER_FIRST = frozenset({"CL", "CP", "EX", "SY"})
_QUOTE_ENDS = frozenset({"WJ", "CL", "QU", "CP", "EX", "IS", "SY", "GL", "ZW"})
"""The classes before which a closing quotation mark stays with the space before it (LB15b)."""


@lru_cache(maxsize=16384)
def uax14_breaks(text: str) -> tuple[int, ...]:
    """Return the offsets in a text without spaces at which a line may end, in rising order."""
    classes = _resolve_classes(text)
    return tuple(place for place in range(1, len(text)) if _is_break_allowed(text, classes, place))


def forbids_break_at_space(before: str, after: str) -> bool:
    """Tell whether the space between two texts may not end a line (LB13 to LB17)."""
    last, first = break_class(before[-1]), break_class(after[0])
    if last == "OP" or first in _NEVER_FIRST or (last, first) in {("B2", "B2"), ("CL", "NS"), ("CP", "NS")}:
        return True
    following = break_class(after[1]) if len(after) > 1 else ""
    if first == "IS":
        # A number may begin with its point: a line may end before " .5".
        return following != "NU"
    if last == "QU" and unicodedata.category(before[-1]) == "Pi":
        return len(before) == 1 or break_class(before[-2]) in {"OP", "QU", "GL"}
    closes = first == "QU" and unicodedata.category(after[0]) == "Pf"
    return closes and (not following or following in _QUOTE_ENDS)


def _resolve_classes(text: str) -> list[str]:
    """Return classes in which marks have that of what they stand on (LB9, LB10); theirs begins with "+"."""
    found: list[str] = []
    base = ""
    for character in text:
        kind = break_class(character)
        if kind in {"CM", "ZWJ"}:
            found.append(f"+{base}" if base and base != "ZW" else "AL")
            base = base if base and base != "ZW" else "AL"
        else:
            found.append(kind)
            base = kind
    return found


def _is_break_allowed(text: str, classes: list[str], place: int) -> bool:
    """Tell whether a line may end before the character at a place."""
    before, after = classes[place - 1].removeprefix("+"), classes[place]
    if after.startswith("+") or text[place - 1] == "\u200d":
        return False
    if "ZW" in {before, after}:
        return before == "ZW" and after != "ZW"
    glued = (
        "WJ" in {before, after} or before in {"GL", "OP"} or (after == "GL" and before not in {"BA", "HY"})
    )
    if glued or after in _NEVER_FIRST or after == "IS":
        return False
    if "QU" in {before, after} and not _is_quote_break(text, classes, place):
        return False
    return "CB" in {before, after} or _is_word_break(text, classes, place, before, after)


def _is_quote_break(text: str, classes: list[str], place: int) -> bool:
    """Tell whether a line may end beside a quotation mark (LB15a, LB15b, LB19, LB19a)."""
    before, after = text[_base_offset(classes, place - 1)], text[place]
    if classes[place].removeprefix("+") == "QU":
        outer = text[place + 1] if place + 1 < len(text) else ""
        opens = unicodedata.category(after) == "Pi"
        if not opens or not is_wide(before) or not outer or not is_wide(outer):
            return False
    if classes[place - 1].removeprefix("+") == "QU":
        start = _base_offset(classes, place - 1)
        outer = text[_base_offset(classes, start - 1)] if start else ""
        closes = unicodedata.category(text[start]) == "Pf"
        if not closes or not is_wide(after) or not outer or not is_wide(outer):
            return False
    return True


def _base_offset(classes: list[str], place: int) -> int:
    """Return the place of the character that a mark stands on, that of any other character itself."""
    while place and classes[place].startswith("+"):
        place -= 1
    return place


def _is_word_break(text: str, classes: list[str], place: int, before: str, after: str) -> bool:
    """Tell whether a line may end between letters, figures, signs and ideographs (LB16 to LB31)."""
    never_first = after in {"BA", "HY", "NS", "IN"} or (before, after) in {("B2", "B2"), ("SY", "HL")}
    if never_first or before == "BB":
        return False
    if before in {"HY", "BA"} and not _is_dash_break(text, classes, place, after):
        return False
    joined = _joins_number(classes, place, before, after) or _joins_letters(text, place, before, after)
    return not (joined or _joins_pair(classes, place, before, after))


def _is_dash_break(text: str, classes: list[str], place: int, after: str) -> bool:
    """Tell whether a line may end after a dash: not after one that begins a word (LB20a, LB21a)."""
    dash = text[place - 1]
    preceding = classes[place - 2].removeprefix("+") if place > 1 else ""
    if dash in "-\u2010" and preceding in {"", "GL", "CB", "ZW"} and after == "AL":
        return False
    return preceding != "HL" or after == "HL" or is_wide(dash)


def _joins_number(classes: list[str], place: int, before: str, after: str) -> bool:
    """Tell whether two characters belong to one number or to a sign of it (LB23 to LB25)."""
    if _joins_sign(before, after):
        return True
    if after == "NU":
        return before in {"NU", "PR", "PO", "HY", "IS"} or (
            before == "SY" and _ends_number(classes, place - 1)
        )
    if after in _AFFIXES:
        return _ends_number(classes, place - (2 if before in {"CL", "CP"} else 1))
    if before in _AFFIXES and after == "OP":
        following = classes[place + 1 : place + 3]
        return following[:1] == ["NU"] or following == ["IS", "NU"]
    return False


def _joins_sign(before: str, after: str) -> bool:
    """Tell whether letters stand beside figures or signs, or ideographs beside signs (LB23, LB23a, LB24)."""
    if before in _LETTERS:
        return after == "NU" or after in _AFFIXES
    if after in _LETTERS:
        return before == "NU" or before in _AFFIXES
    return (before == "PR" and after in _IDEOGRAPHS) or (before in _IDEOGRAPHS and after == "PO")


def _ends_number(classes: list[str], place: int) -> bool:
    """Tell whether a number ends at a place, with the points and bars in it."""
    while place >= 0 and (classes[place].startswith("+") or classes[place] in _NUMERIC):
        place -= 1
    return place >= 0 and classes[place] == "NU"


def _joins_letters(text: str, place: int, before: str, after: str) -> bool:
    """Tell whether letters, figures and brackets hold together (LB28 to LB30)."""
    if (before in _LETTERS and after in _LETTERS) or (before == "IS" and after in _LETTERS):
        return True
    if (before in _LETTERS or before == "NU") and after == "OP":
        return not is_wide(text[place])
    return before == "CP" and (after in _LETTERS or after == "NU")


def _joins_pair(classes: list[str], place: int, before: str, after: str) -> bool:
    """Tell whether Korean letters make one syllable, or pictures one picture (LB26, LB27, LB30a, LB30b)."""
    if after in _KOREAN.get(before, ()) or (before, after) == ("ID", "EM"):
        # A skin tone colours pictures of people; we let none stand alone after any other.
        return True
    if (before in _SYLLABLES and after == "PO") or (before == "PR" and after in _SYLLABLES):
        return True
    return (before, after) == ("RI", "RI") and _count_flags_before(classes, place) % 2 == 1


def _count_flags_before(classes: list[str], place: int) -> int:
    """Return how many letters of flags stand in sequence before a place."""
    flags = 0
    while place and classes[place - 1].removeprefix("+") == "RI":
        flags += not classes[place - 1].startswith("+")
        place -= 1
    return flags


# Where the lines of a paragraph may end, apart from its spaces, and how gladly.
#
# The rules are those of UAX #14 (`breaks`); ours besides: addresses end lines after their marks, a dash
# parts no single letter and hardly a short word, a soft hyphen is a division of its word and not an end here.

_CJK = "\u2e80-\u2fff\u3000-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97c\uac00-\ud7fb"
_HAS_CJK = re.compile(f"[{_CJK}]")
_HAS_KOREAN = re.compile(f"[{_HANGUL}]")
_SPECIAL = re.compile(
    f"[^\\w\\s'’.,;:()«»“”\"\u0300-\u036f\u00a0\u202f]|[{_CJK}{_HANGUL}]|[.,;:)][(]|://|www\\."
)
"""What may let a line end within a text without spaces."""
_TOKEN = re.compile(r"[^ \n]+")
_ADDRESS = re.compile(r"https?://|www\.|^[^\s]*[/@.][^\s]*[/?=&][^\s]*$")
_EMBEDDED_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_ADDRESS_PART = re.compile(r"[^/?&=#._~:+%]*[/?&=#._~:+%]+|[^/?&=#._~:+%]+")
_OPENERS = "（［｛〈《「『【〔〖〘"
_CLOSERS = "、。，．）］｝〉》」』】〕〗〙"
_LINE_ENDS = frozenset("\n\r\v\x85\u2028\u2029")

_UNCLEAN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]"
)


class BreakKind(Enum):
    """How a line may end at a place: gladly, after a dash, where there is hardly another, or not at all.

    A place of no end is told where two wide marks meet, between which the room is drawn together.
    """

    GLAD = auto()
    DASH = auto()
    WEAK = auto()
    NONE = auto()


def clean_text(text: str) -> str:
    """Drop what has no font: control characters and those that steer direction; lines end with "\\n"."""
    if _UNCLEAN.search(text) is None:
        return text
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return _UNCLEAN.sub(_clean_character, lines)


def _clean_character(match: re.Match[str]) -> str:
    character = match.group()
    if character in _LINE_ENDS:
        return "\n"
    # U+FFFD, which stands for a character that is none, can be drawn itself.
    keep = unicodedata.category(character) in {"Cs", "Cn"} or character == "\ufffd"
    return "\ufffd" if keep else ""


def find_breaks(text: str) -> dict[int, BreakKind]:
    """Return the offsets within a paragraph's words at which a line may end, in rising order."""
    if _SPECIAL.search(text) is None:
        return {}
    found: dict[int, BreakKind] = {}
    for match in _TOKEN.finditer(text):
        if _SPECIAL.search(match.group()) is not None:
            start = match.start()
            found.update((start + place, end) for place, end in _token_breaks(match.group()))
    return found


@lru_cache(maxsize=16384)
def _token_breaks(token: str) -> tuple[tuple[int, BreakKind], ...]:
    cjk = has_cjk(token)
    if not cjk and is_address(token):
        return tuple((place, BreakKind.WEAK) for place in _address_breaks(token, 0))
    found = {
        place: end for place in uax14_breaks(token) if (end := _classify_break(token, place)) is not None
    }
    for match in _EMBEDDED_ADDRESS.finditer(token) if cjk else ():
        found = {place: end for place, end in found.items() if not match.start() < place < match.end()}
        found.update(dict.fromkeys(_address_breaks(match.group(), match.start()), BreakKind.WEAK))
    if cjk:
        for place, pair in enumerate(pairwise(token), 1):
            if is_tightened(*pair):
                found.setdefault(place, BreakKind.NONE)
    return tuple(sorted(found.items(), key=lambda item: item[0]))


def _address_breaks(address: str, start: int) -> list[int]:
    """Return the ends after the marks of an address that begins at `start`."""
    ends, place = [], start
    for part in _ADDRESS_PART.findall(address)[:-1]:
        place += len(part)
        ends.append(place)
    return ends


def _classify_break(token: str, place: int) -> BreakKind | None:
    """Return how a line may end at an offset that UAX #14 allows, None where it is not to."""
    before, after = token[place - 1], token[place]
    if before == "\u00ad":
        return None
    if is_cjk(before) or is_cjk(after) or before in "\u200b\u2014":
        return BreakKind.GLAD
    if _HAS_KOREAN.match(before) and _HAS_KOREAN.match(after):
        return BreakKind.WEAK
    if before not in "-\u2010\u2012\u2013/":
        return BreakKind.WEAK
    if not (_holds_word(token[:place]) and _holds_word(token[place:])):
        return None
    figures = before == "/" or token[place - 2].isdigit() or after.isdigit()
    return BreakKind.WEAK if figures or not _holds_word(token[:place], 3) else BreakKind.DASH


def _holds_word(part: str, letters: int = 2) -> bool:
    """Tell whether a part has so many letters or figures."""
    return sum(map(str.isalnum, part)) >= letters


def is_tightened(before: str, after: str) -> bool:
    """Tell whether the blank halves of two wide marks meet, of which one is left out (JIS X 4051)."""
    if after in _OPENERS:
        return before in _CLOSERS or before in _OPENERS
    return before in _CLOSERS and after in _CLOSERS


def has_blank_before(character: str) -> bool:
    """Tell whether the first half of a wide mark is blank."""
    return character in _OPENERS


def has_blank_after(character: str, language: str) -> bool:
    """Tell whether the second half of a wide mark is blank; traditional Chinese centres its commas."""
    if character in "、。，．" and language.lower().startswith(("zh-hant", "zh-tw", "zh-hk")):
        return False
    return character in _CLOSERS


def is_address(text: str) -> bool:
    """Tell whether a text without spaces is an address of the Web or a long path."""
    return len(text) > 16 and _ADDRESS.search(text) is not None


def has_cjk(text: str) -> bool:
    """Tell whether a text holds Chinese or Japanese characters, between which lines may end."""
    return _HAS_CJK.search(text) is not None


def is_cjk(character: str) -> bool:
    """Tell whether a line may be stretched beside a character."""
    return _HAS_CJK.match(character) is not None


# Where words may be divided, after the patterns of their language.

_MIN_WORD = 6
_MIN_BEFORE = 2
_MIN_AFTER = 3


class _Dictionary(Protocol):
    def positions(self, word: str) -> list[int]: ...


@dataclass(slots=True)
class Hyphenator:
    """The divisions of words, remembered by language; `divisions` keeps their widths by font."""

    divisions: dict[tuple[str, object, bool], list[tuple[int, float, float]]] = field(default_factory=dict)
    _dictionaries: dict[str, _Dictionary | None] = field(default_factory=dict)
    _known: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)

    def positions(self, word: str, language: str) -> tuple[int, ...]:
        """Return the offsets at which a word may be divided, in rising order.

        Soft hyphenator say so themselves; short words, acronyms and words with figures stay whole.
        """
        key = (word, language)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._find(word, language)
        return found

    def _find(self, word: str, language: str) -> tuple[int, ...]:
        if "\u00ad" in word:
            return tuple(place for place, letter in enumerate(word) if letter == "\u00ad" and place > 0)
        start = next((place for place, letter in enumerate(word) if letter.isalpha()), len(word))
        end = next((place for place in range(len(word), start, -1) if word[place - 1].isalpha()), start)
        # An elided article ("dell’") counts with the letters before the first division.
        core = word[start:end]
        letters = core.replace("’", "").replace("'", "")
        dictionary = self._dictionary(language)
        if dictionary is None or len(letters) < _MIN_WORD or not letters.isalpha() or letters.isupper():
            return ()
        apostrophe = max(core.rfind("’"), core.rfind("'")) + 1
        stem = core[apostrophe:]
        if len(stem) < _MIN_WORD - 1:
            return ()
        places = dictionary.positions(stem)
        least = 0 if apostrophe else _MIN_BEFORE
        return tuple(
            start + apostrophe + place
            for place in places
            if max(least, _MIN_BEFORE) <= place <= len(stem) - _MIN_AFTER
        )

    def _dictionary(self, language: str) -> _Dictionary | None:
        if language not in self._dictionaries:
            self._dictionaries[language] = _load_dictionary(language)
        return self._dictionaries[language]


def _load_dictionary(language: str) -> _Dictionary | None:
    import pyphen

    name = pyphen.language_fallback(language.replace("-", "_")) if language else None
    loaded: _Dictionary | None = pyphen.Pyphen(lang=name) if name else None
    return loaded
