"""The line breaking classes of characters (UAX #14, table 1), for the scripts that the PDF is set in.

The standard library does not know them; they are told from a character's category and width where
these decide, and by name where they do not. Scripts that need a dictionary (Thai, Khmer) count as
letters: their words are cut only where a line could not hold them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NAMED = {
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
_KNOWN = {
    **dict.fromkeys(_SMALL_KANA, "NS"),
    **{character: name for name, held in _NAMED.items() for character in held},
}
_RANGES = (
    (0x05D0, 0x05F2, "HL"), (0xFB1D, 0xFB4F, "HL"), (0x1F1E6, 0x1F1FF, "RI"), (0x1F3FB, 0x1F3FF, "EM"),
    (0x1100, 0x115F, "JL"), (0xA960, 0xA97C, "JL"), (0x1160, 0x11A7, "JV"), (0xD7B0, 0xD7C6, "JV"),
    (0x11A8, 0x11FF, "JT"), (0xD7CB, 0xD7FB, "JT"),
    (0x2E80, 0x303F, "ID"), (0x3041, 0xA4CF, "ID"), (0xF900, 0xFAFF, "ID"), (0xFF01, 0xFFEF, "ID"),
    (0x1F000, 0x1FAFF, "ID"),
)  # fmt: skip
"""The classes of what category and width do not tell."""
_BY_CATEGORY = {
    **dict.fromkeys(("Mn", "Mc", "Me", "Cf", "Cc"), "CM"),
    "Ps": "OP", "Pe": "CL", "Pi": "QU", "Pf": "QU", "Sc": "PR", "Zs": "BA",
}  # fmt: skip


@lru_cache(maxsize=8192)
def class_of(character: str) -> str:
    """Return the class of a character, with AI, SA, SG and XX resolved to AL and CJ to NS (rule LB1)."""
    known = _KNOWN.get(character)
    if known is not None:
        return known
    category = unicodedata.category(character)
    if category == "Nd" and not is_wide(character):
        return "NU"
    return _BY_CATEGORY.get(category) or _letter(character, ord(character))


def _letter(character: str, code: int) -> str:
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
