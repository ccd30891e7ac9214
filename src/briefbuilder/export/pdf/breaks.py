"""Where a line may end within a text without spaces: the rules of UAX #14 (Unicode 16).

What is not here: rule LB28a (Brahmic scripts, in which Noto's text faces have no letters) and the
dictionaries that Thai and its neighbours need. Spaces end lines by themselves, see `glues`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from briefbuilder.export.pdf.breakclasses import class_of, is_wide

_LETTERS = frozenset({"AL", "HL"})
_IDEOGRAPHS = frozenset({"ID", "EM"})
_SYLLABLES = frozenset({"JL", "JV", "JT", "H2", "H3"})
_KOREAN = {"JL": {"JL", "JV", "H2", "H3"}, "JV": {"JV", "JT"}, "H2": {"JV", "JT"}, "JT": {"JT"}, "H3": {"JT"}}
_SIGNS = frozenset({"PR", "PO"})
_NUMERIC = frozenset({"SY", "IS"})
_NEVER_FIRST = frozenset({"CL", "CP", "EX", "SY"})
_QUOTE_ENDS = frozenset({"WJ", "CL", "QU", "CP", "EX", "IS", "SY", "GL", "ZW"})
"""The classes before which a closing quotation mark stays with the space before it (LB15b)."""


@lru_cache(maxsize=16384)
def breaks_in(text: str) -> tuple[int, ...]:
    """Return the offsets in a text without spaces at which a line may end, in rising order."""
    classes = _resolved(text)
    return tuple(place for place in range(1, len(text)) if _may_break(text, classes, place))


def glues(before: str, after: str) -> bool:
    """Tell whether the space between two texts may not end a line (LB13 to LB17)."""
    last, first = class_of(before[-1]), class_of(after[0])
    if last == "OP" or first in _NEVER_FIRST or (last, first) in {("B2", "B2"), ("CL", "NS"), ("CP", "NS")}:
        return True
    following = class_of(after[1]) if len(after) > 1 else ""
    if first == "IS":
        # A number may begin with its point: a line may end before " .5".
        return following != "NU"
    if last == "QU" and unicodedata.category(before[-1]) == "Pi":
        return len(before) == 1 or class_of(before[-2]) in {"OP", "QU", "GL"}
    closes = first == "QU" and unicodedata.category(after[0]) == "Pf"
    return closes and (not following or following in _QUOTE_ENDS)


def _resolved(text: str) -> list[str]:
    """Return classes in which marks have that of what they stand on (LB9, LB10); theirs begins with "+"."""
    found: list[str] = []
    base = ""
    for character in text:
        kind = class_of(character)
        if kind in {"CM", "ZWJ"}:
            found.append(f"+{base}" if base and base != "ZW" else "AL")
            base = base if base and base != "ZW" else "AL"
        else:
            found.append(kind)
            base = kind
    return found


def _may_break(text: str, classes: list[str], place: int) -> bool:
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
    if "QU" in {before, after} and not _quote_breaks(text, classes, place):
        return False
    return "CB" in {before, after} or _words_break(text, classes, place, before, after)


def _quote_breaks(text: str, classes: list[str], place: int) -> bool:
    """Tell whether a line may end beside a quotation mark (LB15a, LB15b, LB19, LB19a)."""
    before, after = text[_base(classes, place - 1)], text[place]
    if classes[place].removeprefix("+") == "QU":
        outer = text[place + 1] if place + 1 < len(text) else ""
        opens = unicodedata.category(after) == "Pi"
        if not opens or not is_wide(before) or not outer or not is_wide(outer):
            return False
    if classes[place - 1].removeprefix("+") == "QU":
        start = _base(classes, place - 1)
        outer = text[_base(classes, start - 1)] if start else ""
        closes = unicodedata.category(text[start]) == "Pf"
        if not closes or not is_wide(after) or not outer or not is_wide(outer):
            return False
    return True


def _base(classes: list[str], place: int) -> int:
    """Return the place of the character that a mark stands on, that of any other character itself."""
    while place and classes[place].startswith("+"):
        place -= 1
    return place


def _words_break(text: str, classes: list[str], place: int, before: str, after: str) -> bool:
    """Tell whether a line may end between letters, figures, signs and ideographs (LB16 to LB31)."""
    never_first = after in {"BA", "HY", "NS", "IN"} or (before, after) in {("B2", "B2"), ("SY", "HL")}
    if never_first or before == "BB":
        return False
    if before in {"HY", "BA"} and not _dash_breaks(text, classes, place, after):
        return False
    joined = _numbers_join(classes, place, before, after) or _letters_join(text, place, before, after)
    return not (joined or _pairs_join(classes, place, before, after))


def _dash_breaks(text: str, classes: list[str], place: int, after: str) -> bool:
    """Tell whether a line may end after a dash: not after one that begins a word (LB20a, LB21a)."""
    dash = text[place - 1]
    preceding = classes[place - 2].removeprefix("+") if place > 1 else ""
    if dash in "-\u2010" and preceding in {"", "GL", "CB", "ZW"} and after == "AL":
        return False
    return preceding != "HL" or after == "HL" or is_wide(dash)


def _numbers_join(classes: list[str], place: int, before: str, after: str) -> bool:
    """Tell whether two characters belong to one number or to a sign of it (LB23 to LB25)."""
    if _joins_sign(before, after):
        return True
    if after == "NU":
        return before in {"NU", "PR", "PO", "HY", "IS"} or (before == "SY" and _in_number(classes, place - 1))
    if after in _SIGNS:
        return _in_number(classes, place - (2 if before in {"CL", "CP"} else 1))
    if before in _SIGNS and after == "OP":
        following = classes[place + 1 : place + 3]
        return following[:1] == ["NU"] or following == ["IS", "NU"]
    return False


def _joins_sign(before: str, after: str) -> bool:
    """Tell whether letters stand beside figures or signs, or ideographs beside signs (LB23, LB23a, LB24)."""
    if before in _LETTERS:
        return after == "NU" or after in _SIGNS
    if after in _LETTERS:
        return before == "NU" or before in _SIGNS
    return (before == "PR" and after in _IDEOGRAPHS) or (before in _IDEOGRAPHS and after == "PO")


def _in_number(classes: list[str], place: int) -> bool:
    """Tell whether a number ends at a place, with the points and bars in it."""
    while place >= 0 and (classes[place].startswith("+") or classes[place] in _NUMERIC):
        place -= 1
    return place >= 0 and classes[place] == "NU"


def _letters_join(text: str, place: int, before: str, after: str) -> bool:
    """Tell whether letters, figures and brackets hold together (LB28 to LB30)."""
    if (before in _LETTERS and after in _LETTERS) or (before == "IS" and after in _LETTERS):
        return True
    if (before in _LETTERS or before == "NU") and after == "OP":
        return not is_wide(text[place])
    return before == "CP" and (after in _LETTERS or after == "NU")


def _pairs_join(classes: list[str], place: int, before: str, after: str) -> bool:
    """Tell whether Korean letters make one syllable, or pictures one picture (LB26, LB27, LB30a, LB30b)."""
    if after in _KOREAN.get(before, ()) or (before, after) == ("ID", "EM"):
        # A skin tone colours pictures of people; we let none stand alone after any other.
        return True
    if (before in _SYLLABLES and after == "PO") or (before == "PR" and after in _SYLLABLES):
        return True
    return (before, after) == ("RI", "RI") and _flags_before(classes, place) % 2 == 1


def _flags_before(classes: list[str], place: int) -> int:
    """Return how many letters of flags stand in sequence before a place."""
    flags = 0
    while place and classes[place - 1].removeprefix("+") == "RI":
        flags += not classes[place - 1].startswith("+")
        place -= 1
    return flags
