"""Remove characters that no document may contain, and compare short texts.

XML, and therefore DOCX, refuses control characters and unpaired surrogates; they carry no text.
"""

from __future__ import annotations

import re

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.importers.symbol_fonts import SIGNS_OF_SYMBOL_FONT

CJK_RANGES = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""The ranges of Han, kana and Hangul, as written between square brackets in a pattern."""
CJK = lazy_pattern(f"[{CJK_RANGES}]")
RTL = lazy_pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

FIRST_CJK = "\u3040"
"""The first CJK character: a text whose characters are all below it has none."""

_LINE_ENDS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U0001fffe\U0001ffff]"
)
_LINE_END_CHARACTERS = "\r\x0b\x0c\x85\u2028\u2029"
_WINDOWS_CHARACTERS = {
    code: character for code in range(0x80, 0xA0) if (character := bytes([code]).decode("cp1252", "ignore"))
}
_SYMBOL_FONT_BYTES = re.compile(b"|".join(chr(code).encode() for code in SIGNS_OF_SYMBOL_FONT))
"""These signs in UTF-8."""

_ASCII_CONTROLS = bytes([*range(9), *range(0x0E, 0x20), 0x7F])
_FORBIDDEN_BYTES = tuple(
    map(
        re.compile,
        (
            b"\xc2[\x80-\x84\x86-\x9f]",
            b"\xef(?:\xbb\xbf|\xb7[\x90-\xaf]|\xbf[\xbe\xbf])",
            b"\xed[\xa0-\xbf]",
            b"\xf0\x9f\xbf[\xbe\xbf]",
        ),
    )
)
"""What `_FORBIDDEN` finds beyond ASCII, in UTF-8."""
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_TYPOGRAPHY = "\u00a0\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
"""Punctuation in most texts that are not pure ASCII."""
_FIRST_INDIC = "\u0900"
_LETTERS_PER_SIGN = 2
"""A CJK character counts as this many letters, and so does an Indic letter, whose vowel signs are not counted."""
_OTHER_SCRIPTS = lazy_pattern(f"[^\u0900-\u0e7f{CJK_RANGES}]+")
_SPACES = re.compile(
    r"[ \t\r\n\f][ \t\r\n\f\u200b]*|(?<![\w\u200b])\u200b[ \t\r\n\f\u200b]*|(?<!\u200b)\u200b++(?!\w)[ \t\r\n\f\u200b]*"
)
"""A zero-width space within a word or number is not a space: it shows where a line may end."""
_PLAIN_SPACES = re.compile(r"[ \t\r\n\f]+")
_WORD = re.compile(r"\w+")
_NO_LETTERS = re.compile(r"[\W_]+")


def clean(text: str) -> tuple[str, int]:
    """Return the text with "\\n" as line ends and without forbidden characters, and how many were removed.

    Controls that are characters in Windows-1252 are those: programs that take its bytes for Latin-1 write them. So
    are signs for calculation of the font Symbol, which programs write with its codes in the private use area.
    """
    if text.isprintable():
        return text, 0
    if "\r" in text:
        text = text.replace("\r\n", "\n")  # much faster than the pattern, which finds few others
    if any(end in text for end in _LINE_END_CHARACTERS):
        text = _LINE_ENDS.sub("\n", text)
    data = text.encode("utf-8", "surrogatepass")
    if _contains(data, _SYMBOL_FONT_BYTES):
        text = text.translate(SIGNS_OF_SYMBOL_FONT)
        data = text.encode("utf-8", "surrogatepass")
    if len(data.translate(None, _ASCII_CONTROLS)) == len(data) and not any(
        _contains(data, pattern) for pattern in _FORBIDDEN_BYTES
    ):
        return text, 0
    allowed = _FORBIDDEN.sub(lambda found: _WINDOWS_CHARACTERS.get(ord(found[0]), ""), text)
    return allowed, len(text) - len(allowed)


def _contains(data: bytes, pattern: re.Pattern[bytes]) -> bool:
    """Return whether a pattern is found in bytes; its first byte, which is looked for first, is found much faster."""
    start = data.find(pattern.pattern[:1])
    return start >= 0 and pattern.search(data, start) is not None


def collapse_spaces(text: str) -> str:
    """Replace each run of white space by one space, as HTML shows it.

    No-break spaces are kept: they are part of "10 %" and of French punctuation.
    """
    if text.isprintable() and "  " not in text:
        return text
    return (_SPACES if "\u200b" in text else _PLAIN_SPACES).sub(" ", text)


def match_key(text: str) -> str:
    """Return the letters and digits of a text, case folded, so that texts with the same words compare equal."""
    plain = text
    for sign in () if text.isascii() else _TYPOGRAPHY:
        plain = plain.replace(sign, "")
    if plain.isascii():
        return (
            plain.lower().encode("ascii").translate(None, _ASCII_SIGNS).decode("ascii")
        )  # same result, much faster
    return _NO_LETTERS.sub("", plain.casefold())


def count_letters(words: str) -> int:
    """Count the letters of a match key; CJK and Indic letters count twice, as they carry more."""
    if words.isascii() or max(words) < _FIRST_INDIC:
        return len(words)
    return len(words) + (_LETTERS_PER_SIGN - 1) * len(_OTHER_SCRIPTS.sub("", words))


def first_words(text: str, limit: int = 120) -> str:
    """Return the first words of a text for a notice; `limit` in code points."""
    line = " ".join(text.split(None, limit))
    if len(line) <= limit:
        return line
    head = line[:limit]
    return (head.rpartition(" ")[0] or head) + "…"


def is_rewording(text: str, title: str) -> bool:
    """Return whether a text says nothing that a title does not already say."""
    if not title or not text or len(text) > 1.8 * len(title) + 20:
        return False
    if match_key(text) == match_key(title):
        return True
    own, others = _content_words(text), _content_words(title)
    if len(own) < 3 or len(others) < 3:
        return False
    shared = len(own & others)
    return shared >= 0.75 * len(own) and shared >= 0.6 * len(others)


def _content_words(text: str) -> set[str]:
    """Return the stems of long words and of words in capitals; for CJK text, the pairs of characters."""
    if max(text, default="") >= FIRST_CJK and len(CJK.findall(text)) > len(text) / 3:
        signs = match_key(text)
        return {signs[index : index + 2] for index in range(len(signs) - 1)}
    words = _WORD.findall(text)
    kept = (word.casefold() for word in words if len(word) > 3 or (len(word) > 1 and word.isupper()))
    return {word[:7] for word in kept}
