"""Folds texts to lower case without accents, so that the variants of a letter are one.

Folding also makes one of the variants of Arabic letters, of the digits of all scripts, of the widths of Japanese
letters, and of traditional and simplified Chinese characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.locales.chinese import simplified_characters

FOLDING_VERSION = 7
"""To be increased with every change of the rules below or in tokenizer.py and stemming.py: an index of another version is rebuilt."""

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ħ": "h", "ŧ": "t"}
    # Arabic: alef wasla, alef maqsura, teh marbuta, and the Persian forms of yeh and kaf. Hamza is dropped as a mark.
    | {"\u0671": "\u0627", "\u0649": "\u064a", "\u0629": "\u0647", "\u06cc": "\u064a", "\u06a9": "\u0643"}
)
_COMBINING = ("\u3099", "\u309a")
"""The voicing marks of kana, as folding leaves them."""


class _TokenFolding(dict[int, str]):
    """A table for `str.translate` that folds each character when it is first needed."""

    def __missing__(self, code: int) -> str:
        composed = unicodedata.normalize("NFKC", chr(code)).casefold()
        decomposed = unicodedata.normalize("NFD", composed).translate(_LETTERS)
        kept = "".join(_digit(part) for part in decomposed if not _is_dropped(part))
        if kept > _FIRST_IDEOGRAPH:
            kept = kept.translate(simplified_characters())
        folded = unicodedata.normalize("NFC", kept).lower()
        self[code] = folded
        return folded


def _digit(character: str) -> str:
    """Return the European digit for a digit of any script, and other characters as they are."""
    number = unicodedata.decimal(character, None) if character > "9" else None
    return character if number is None else str(number)


_FIRST_IDEOGRAPH = "\u3400"


def _is_dropped(character: str) -> bool:
    code = ord(character)
    return (
        0x0300 <= code <= 0x036F  # accents of Latin, Greek and Cyrillic
        or 0x0591 <= code <= 0x05C7  # points of Hebrew
        or 0x064B <= code <= 0x065F  # vowels of Arabic
        or code in {0x0640, 0x0670, 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF}
    )


_FOLDING = _TokenFolding()


def _is_voiced(text: str) -> bool:
    """Return whether a text has one of the voicing marks of half-width kana, which are characters of their own."""
    return "\uff9e" in text or "\uff9f" in text


def fold(text: str) -> str:
    """Return a text without case, accents and width variants."""
    folded = _fold_composed(unicodedata.normalize("NFC", text))
    # The mark that voices half-width kana follows as a separate character.
    return unicodedata.normalize("NFC", folded) if _is_voiced(text) else folded


_BEYOND_ASCII = lazy_pattern("[^\\x00-\\x7f]+")


def _fold_composed(text: str) -> str:
    # Most characters of most texts are ASCII, which Python lowers ten times as fast as a table folds.
    if not text.isascii():
        text = _BEYOND_ASCII.sub(lambda match: match[0].translate(_FOLDING), text)
    return text.lower()


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return a folded NFC text, and the offset in the text of each folded character and of the end."""
    if _is_voiced(text):
        return _fold_voiced(text)
    folded = _fold_composed(text)
    characters = set() if text.isascii() else set("".join(_BEYOND_ASCII.findall(text)))
    uneven = {character for character in characters if len(_FOLDING[ord(character)]) != 1}
    if not uneven:
        return folded, range(len(text) + 1)
    places: list[int] = []
    done = 0
    for match in re.finditer("|".join(map(re.escape, uneven)), text):
        place = match.start()
        places += range(done, place)
        places += [place] * len(_FOLDING[ord(match[0])])
        done = place + 1
    places += range(done, len(text) + 1)
    return folded, places


def _fold_voiced(text: str) -> tuple[str, Sequence[int]]:
    """Fold as `fold_with_places` does, where voicing marks of half-width kana join the character before them."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in _FOLDING[ord(character)]:
            composed = (
                unicodedata.normalize("NFC", folded[-1] + part) if folded and part in _COMBINING else ""
            )
            if len(composed) == 1:
                folded[-1] = composed
            else:
                folded.append(part)
                places.append(place)
    return "".join(folded), [*places, len(text)]


# Patterns of letters and words.

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17d3"
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303b\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The characters of scripts that write words without spaces between them, as the inside of a class."""
LETTER = rf"[^\W_{UNSPACED}]"
_MARK = "[\u0900-\u0963\u0966-\u0dff\u0f00-\u0fff]"
"""Vowel signs and the like, which Indic scripts write within words and Python counts to no word."""
WORD = rf"{LETTER}+(?:{_MARK}+{LETTER}*)*"
"""A pattern of one word in scripts with spaces between words."""
ONE_WORD = lazy_pattern(WORD)
ONE_UNSPACED = lazy_pattern(f"[{UNSPACED}]")
