"""Where a line may end: chunks of text between which it may, after the rules of UAX #14 that matter here.

Spaces are not here: they end chunks by themselves. Chinese and Japanese break between characters,
but for those that must not begin or end a line (JIS X 4051); addresses break after their marks.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_CJK = "\u2e80-\u2fff\u3000-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef\U00020000-\U0003ffff"
_HAS_CJK = re.compile(f"[{_CJK}]")
_SPECIAL = re.compile(f"[-\u2010\u2013\u2014/\u200b\u00ad{_CJK}]|.{{30}}|www\\.")
_ADDRESS = re.compile(r"https?://|www\.|^[^\s]*[/@.][^\s]*[/?=&][^\s]*$")
_ADDRESS_PART = re.compile(r"[^/?&=#._~:+%]*[/?&=#._~:+%]+|[^/?&=#._~:+%]+")
_DASHED = re.compile(
    "[^-\u2010\u2013\u2014/\u200b]*[-\u2010\u2013\u2014/\u200b]+|[^-\u2010\u2013\u2014/\u200b]+"
)
_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〉》」』】〕〗〙〟’”»ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    "‐–—…‥℃％‰)]},.:;?!'\"%›~〜～"
)
_NOT_LAST = frozenset("（［｛〈《「『【〔〖〘〝‘“«([{‹$£€¥＄￥￡№#＃")
_LINE_ENDS = frozenset("\n\r\v\x85\u2028\u2029")

_UNCLEAN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]"
)


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


def chunks(text: str) -> list[str]:
    """Divide a text without spaces into pieces after each of which a line may end."""
    if _SPECIAL.search(text) is None:
        return [text]
    if _HAS_CJK.search(text):
        return _cjk_chunks(text)
    if is_address(text):
        return _ADDRESS_PART.findall(text)
    return _dashed(text)


def is_address(text: str) -> bool:
    """Tell whether a text without spaces is an address of the Web or a long path."""
    return len(text) > 16 and _ADDRESS.search(text) is not None


def has_cjk(text: str) -> bool:
    """Tell whether a text holds Chinese or Japanese characters, between which lines may end."""
    return _HAS_CJK.search(text) is not None


def is_cjk(character: str) -> bool:
    """Tell whether a line may be stretched beside a character."""
    return _HAS_CJK.match(character) is not None


def _dashed(text: str) -> list[str]:
    parts: list[str] = []
    joined = ""
    for part in _DASHED.findall(text):
        joined += part
        if _ends_line(joined):
            parts.append(joined)
            joined = ""
    if joined:
        parts.append(joined)
    # What follows a mark must be able to begin a line: "5-" and "-6" stay with their numbers.
    result: list[str] = []
    for part in parts:
        if result and not (
            part[0].isalpha() or result[-1][-1] in "\u2014\u200b" or _is_dash_word(result[-1], part)
        ):
            result[-1] += part
        else:
            result.append(part)
    return result


def _is_dash_word(before: str, after: str) -> bool:
    return before[-1] == "\u2013" and after[0].isalnum()


def _ends_line(part: str) -> bool:
    mark = part[-1]
    if mark in "\u2014\u200b":
        return True
    return mark in "-\u2010\u2013/" and len(part) > 1 and part[-2].isalnum()


def _cjk_chunks(text: str) -> list[str]:
    parts = [text[0]]
    for before, character in pairwise(text):
        either = is_cjk(before) or is_cjk(character)
        mark = unicodedata.combining(character) or "\ufe00" <= character <= "\ufe0f"
        if either and character not in _NOT_FIRST and before not in _NOT_LAST and not mark:
            parts.append(character)
        else:
            parts[-1] += character
    return parts
