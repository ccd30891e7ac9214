"""Cleaning of characters, once, on import: what no document may hold goes, what words need stays.

XML, and with it DOCX, refuses control characters and halves of surrogate pairs; they carry no text.
"""

from __future__ import annotations

import re
from functools import cache

# The signs of China, Japan and Korea, between which words are not parted.

CJK_RANGES = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Their ranges, as a pattern writes them between square brackets."""

FIRST_CJK = "\u3040"
"""The first of them: a text without a character from here on has none."""


@cache
def cjk_pattern() -> re.Pattern[str]:
    """Return the pattern of one such sign; it is compiled when it is asked for, since large ranges take long."""
    return re.compile(f"[{CJK_RANGES}]")


_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U0001fffe\U0001ffff]"
)
_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_CONTROLS = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_FORBIDDEN_BYTES = tuple(
    map(
        re.compile,
        (
            rb"\xc2[\x80-\x84\x86-\x9f]",
            rb"\xef(?:\xbb\xbf|\xb7[\x90-\xaf]|\xbf[\xbe\xbf])",
            rb"\xed[\xa0-\xbf]",
            rb"\xf0\x9f\xbf[\xbe\xbf]",
        ),
    )
)
"""What `_FORBIDDEN` finds beyond ASCII, in UTF-8; each has a first byte to look for, which is what makes it quick."""

_NO_WORDS = {code: None for code in range(128) if not chr(code).isalnum()}
_TYPOGRAPHY = re.compile("[\u00a0\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2026]")
"""What stands between letters in most texts that are not all ASCII."""
_FIRST_WIDE = "\u0900"
_PER_SIGN = 2
"""Letters that a sign of these scripts counts for at the least; of those of India the vowel signs are no letters."""

_SPACES = re.compile(r"[ \t\r\n\f\u200b]+")


def clean(text: str) -> tuple[str, int]:
    """Return the text with every line end as "\\n" and no forbidden character, and how many went."""
    if text.isprintable():
        return text, 0
    if any(end in text for end in _ENDS):
        text = _LINE_ENDS.sub("\n", text)
    return (text, 0) if _is_allowed(text) else _FORBIDDEN.subn("", text)


def _is_allowed(text: str) -> bool:
    """Tell whether there is nothing forbidden in a text; by its bytes, which is quicker than by its characters."""
    data = text.encode("utf-8", "surrogatepass")
    plain = data.translate(None, _CONTROLS)
    return len(plain) == len(data) and not any(pattern.search(data) for pattern in _FORBIDDEN_BYTES)


def collapse_spaces(text: str) -> str:
    """Return the text with each run of white space as one space, as HTML shows it.

    A no-break space stays: it is part of "10 %" and of French punctuation.
    """
    if text.isprintable() and "  " not in text:
        return text
    return _SPACES.sub(" ", text)


def match_key(text: str) -> str:
    """Return letters and digits alone, case folded: what two texts must share to be the same words."""
    plain = text if text.isascii() else _TYPOGRAPHY.sub("", text)
    if plain.isascii():
        return plain.lower().translate(_NO_WORDS)  # the same by far quicker
    return "".join(filter(str.isalnum, plain.casefold()))


def count_letters(words: str) -> int:
    """Return how many letters a text of letters has; a sign of some scripts of Asia says as much as two."""
    if words.isascii() or max(words) < _FIRST_WIDE:
        return len(words)
    return len(words) + (_PER_SIGN - 1) * len(_narrow().sub("", words))


@cache
def _narrow() -> re.Pattern[str]:
    # Compiled when a text has wide signs: their ranges take long to compile.
    return re.compile(f"[^\u0900-\u0e7f{CJK_RANGES}]+")


def first_words(text: str, limit: int = 120) -> str:
    """Return the first words of a text, for a notice; `limit` counts code points."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[:limit]
    return (head.rpartition(" ")[0] or head) + "…"


# Whether two short texts say the same in other words: a lead that only rewords its title.

_WORD = re.compile(r"\w+")


def is_rewording(text: str, title: str) -> bool:
    """Tell whether a text says nothing that a title does not say already."""
    if not title or not text or len(text) > 1.8 * len(title) + 20:
        return False
    if match_key(text) == match_key(title):
        return True
    own, others = _content(text), _content(title)
    if len(own) < 3 or len(others) < 3:
        return False
    shared = len(own & others)
    return shared >= 0.75 * len(own) and shared >= 0.6 * len(others)


def _content(text: str) -> set[str]:
    """Return the words that carry the sense: long ones and those with capitals; pairs of signs in wide scripts."""
    if max(text, default="") >= FIRST_CJK and len(cjk_pattern().findall(text)) > len(text) / 3:
        signs = match_key(text)
        return {signs[place : place + 2] for place in range(len(signs) - 1)}
    words = _WORD.findall(text)
    kept = (word.casefold() for word in words if len(word) > 3 or (len(word) > 1 and word.isupper()))
    return {word[:7] for word in kept}
