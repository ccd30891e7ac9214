"""Where the lines of a paragraph may end, apart from its spaces, and how gladly.

The rules are those of UAX #14 (`breaks`); ours besides: addresses end lines after their marks, a dash
parts no single letter and hardly a short word, a soft hyphen is a division of its word and not an end here.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from briefbuilder.export.pdf.breaks import breaks_in

_CJK = "\u2e80-\u2fff\u3000-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
_KOREAN = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97c\uac00-\ud7fb"
_HAS_CJK = re.compile(f"[{_CJK}]")
_HAS_KOREAN = re.compile(f"[{_KOREAN}]")
_SPECIAL = re.compile(
    f"[^\\w\\s'’.,;:()«»“”\"\u0300-\u036f\u00a0\u202f]|[{_CJK}{_KOREAN}]|[.,;:)][(]|://|www\\."
)
"""What may let a line end within a text without spaces."""
_TOKEN = re.compile(r"[^ \n]+")
_ADDRESS = re.compile(r"https?://|www\.|^[^\s]*[/@.][^\s]*[/?=&][^\s]*$")
_HELD_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_ADDRESS_PART = re.compile(r"[^/?&=#._~:+%]*[/?&=#._~:+%]+|[^/?&=#._~:+%]+")
_OPENERS = "（［｛〈《「『【〔〖〘"
_CLOSERS = "、。，．）］｝〉》」』】〕〗〙"
_LINE_ENDS = frozenset("\n\r\v\x85\u2028\u2029")

_UNCLEAN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]"
)


class End(Enum):
    """How a line may end at a place: gladly, after a dash, where there is hardly another, or not at all.

    A place of no end is told where two wide marks meet, between which the room is drawn together.
    """

    GLAD = auto()
    DASH = auto()
    WEAK = auto()
    NONE = auto()


def clean(text: str) -> str:
    """Drop what has no form: control characters and those that steer direction; lines end with "\\n"."""
    if _UNCLEAN.search(text) is None:
        return text
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return _UNCLEAN.sub(_cleaned, lines)


def _cleaned(match: re.Match[str]) -> str:
    character = match.group()
    if character in _LINE_ENDS:
        return "\n"
    # U+FFFD, which stands for a character that is none, can be drawn itself.
    keep = unicodedata.category(character) in {"Cs", "Cn"} or character == "\ufffd"
    return "\ufffd" if keep else ""


def ends_in(text: str) -> dict[int, End]:
    """Return the offsets within a paragraph's words at which a line may end, in rising order."""
    if _SPECIAL.search(text) is None:
        return {}
    found: dict[int, End] = {}
    for match in _TOKEN.finditer(text):
        if _SPECIAL.search(match.group()) is not None:
            start = match.start()
            found.update((start + place, end) for place, end in _token_ends(match.group()))
    return found


@lru_cache(maxsize=16384)
def _token_ends(token: str) -> tuple[tuple[int, End], ...]:
    cjk = has_cjk(token)
    if not cjk and is_address(token):
        return tuple((place, End.WEAK) for place in _address_ends(token, 0))
    found = {place: end for place in breaks_in(token) if (end := _end(token, place)) is not None}
    for match in _HELD_ADDRESS.finditer(token) if cjk else ():
        found = {place: end for place, end in found.items() if not match.start() < place < match.end()}
        found.update(dict.fromkeys(_address_ends(match.group(), match.start()), End.WEAK))
    if cjk:
        for place, pair in enumerate(pairwise(token), 1):
            if tightened(*pair):
                found.setdefault(place, End.NONE)
    return tuple(sorted(found.items(), key=lambda item: item[0]))


def _address_ends(address: str, start: int) -> list[int]:
    """Return the ends after the marks of an address that begins at `start`."""
    ends, place = [], start
    for part in _ADDRESS_PART.findall(address)[:-1]:
        place += len(part)
        ends.append(place)
    return ends


def _end(token: str, place: int) -> End | None:
    """Return how a line may end at an offset that UAX #14 allows, None where it is not to."""
    before, after = token[place - 1], token[place]
    if before == "\u00ad":
        return None
    if is_cjk(before) or is_cjk(after) or before in "\u200b\u2014":
        return End.GLAD
    if _HAS_KOREAN.match(before) and _HAS_KOREAN.match(after):
        return End.WEAK
    if before not in "-\u2010\u2012\u2013/":
        return End.WEAK
    if not (_holds_word(token[:place]) and _holds_word(token[place:])):
        return None
    figures = before == "/" or token[place - 2].isdigit() or after.isdigit()
    return End.WEAK if figures or not _holds_word(token[:place], 3) else End.DASH


def _holds_word(part: str, letters: int = 2) -> bool:
    """Tell whether a part has so many letters or figures."""
    return sum(map(str.isalnum, part)) >= letters


def tightened(before: str, after: str) -> bool:
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
