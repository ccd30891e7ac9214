"""How names are spelled in several languages: folded letters, and a skeleton of their sound.

The skeleton makes equal what languages write in their own way: Poutine and Putin, Wladimir and Vladimir.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefbuilder.domain.patterns import lazy_pattern

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"}
    | dict(zip("абвгґдезиіїйклмнопрстуфыэё", "abvhgdeziiiiklmnoprstufyeo", strict=True))
    | {
        "є": "ie",
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ў": "u",
    }
    | {"ю": "iu", "я": "ia"}
    | dict(zip("αβγδεζηικλμνοπρσςτυφωάέήίόύώ", "avgdeziiklmnoprsstyfoaeiioyo", strict=True))
    | {"θ": "th", "ξ": "x", "χ": "ch", "ψ": "ps"}
)
"""What folding does not take apart; the letters of Russian, Ukrainian, Belarusian and Greek (ISO 843) in Latin script."""
_GREEK_VOWELS = lazy_pattern("(?<=[αεο])[υύ]")
"""The second letter of two that are one vowel, or a vowel and "v": Παπαδόπουλος, Ευρώπη."""
_APOSTROPHES = lazy_pattern(r"['’ʼ`´]")
_SOUNDS = (
    ("tsch", "k"), ("tch", "k"), ("sch", "s"), ("ch", "k"), ("kh", "k"), ("sh", "s"), ("sz", "s"), ("dj", "j"), ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("qu", "k"), ("ou", "u"), ("oo", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("x", "ks"),
    ("c", "k"), ("q", "k"), ("w", "v"), ("y", "i"), ("j", "i"), ("z", "s"),
)  # fmt: skip
_ACCENTS = lazy_pattern("[\u0300-\u034e]+")
_SLAVIC_ENDING = lazy_pattern(r"(?:[oe][vw]|enko|sk(?:i|y)[ijy]?|[oe]wit?s?ch)\Z")
_TRANSLITERATED = lazy_pattern(rf"sch|sh|zh|kh|dj|ij|{_SLAVIC_ENDING.pattern}")
"""What tells that a name is written in the letters of another script."""
_AFFRICATE = lazy_pattern(r"schtsch|shch|chtch|dsch|dzh|tsch|tch|tz|ts|dj")
_AMBIGUOUS = lazy_pattern(r"ch|j|[oe][vw]a?\Z|\A[jy]e")
_WORD = lazy_pattern(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_NOT_ASCII = lazy_pattern(r"[^\x00-\x7f]")
_SILENT_H = lazy_pattern(r"(?<=.)h")
_REPEATED = lazy_pattern(r"(.)\1+")
_LEAST = 3


def without_repeated(word: str) -> str:
    """Return a word with each letter once if it is repeated."""
    # A template such as "\\1" would make each call ten times as slow.
    return _REPEATED.sub(lambda match: match[1], word)


@lru_cache(maxsize=65_536)
def fold_name(word: str) -> str:
    """Return a word in small letters of the Latin alphabet, without accents and apostrophes."""
    folded = word.casefold()
    if folded.isascii():
        return folded.replace("'", "").replace("`", "")
    if "υ" in folded or "ύ" in folded:
        folded = _GREEK_VOWELS.sub(
            lambda match: "u" if match.string[match.start() - 1] == "ο" else "v", folded
        )
    folded = _APOSTROPHES.sub("", folded.translate(_LETTERS))
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
    return letters if letters.isascii() else _NOT_ASCII.sub(unless_combining, letters)


def unless_combining(match: re.Match[str]) -> str:
    """Return a matched character, "" for a combining mark."""
    return "" if unicodedata.combining(match[0]) else match[0]


@lru_cache(maxsize=65_536)
def skeleton(folded: str) -> str:
    """Return what a folded word has in common with its spellings in other languages."""
    found = folded
    for written, sound in _SOUNDS:
        if written in found:
            found = found.replace(written, sound)
    found = without_repeated(_SILENT_H.sub("", found))
    if len(found) > _LEAST and found.endswith("e"):
        found = found[:-1]
    return found


def is_transliterated(folded: str) -> bool:
    """Return whether a folded word is spelled as names from another script are: Lukaschenko, Prigozhin."""
    return _TRANSLITERATED.search(folded) is not None


def has_slavic_ending(folded: str) -> bool:
    """Return whether a folded word ends as surnames of Cyrillic script do: Selenskyj, Lawrow."""
    return _SLAVIC_ENDING.search(folded) is not None


@lru_cache(maxsize=65_536)
def sounds(folded: str) -> frozenset[str]:
    """Return the skeletons of a word as languages may sound it: "ch" as in Loukachenko, "j" as in Prigojine or Jelzin."""
    plain = _AFFRICATE.sub("sch", folded)
    if plain == folded and not _AMBIGUOUS.search(folded):
        return frozenset((skeleton(folded),))
    plain = re.sub(r"[oe][vw](?=a?\Z)", "ov", re.sub(r"\A[jy]e", "e", plain))
    soft = re.sub("(?<!s)ch", "sch", plain)
    return frozenset(skeleton(each) for one in (plain, soft) for each in (one, one.replace("j", "sch")))


def has_name_like(names: str, asked: str) -> bool:
    """Return whether one of some names, each in a line, has words that sound like those asked for in sequence.

    The last word may be the beginning of one.
    """
    words = [*map(_sounds_of, _WORD.findall(asked))]
    if not words or not all(words):
        return False
    # A final "e" is silent only at the end of a word.
    beginnings = tuple(one + "e" * (asked[-1] in "eе") for one in words[-1])
    for line in names.splitlines():
        found = [*map(_sounds_of, _WORD.findall(line))]
        for first in range(len(found) - len(words) + 1):
            pairs = [not one.isdisjoint(other) for one, other in zip(words, found[first:], strict=False)]
            last = found[first + len(words) - 1]
            if all(pairs[:-1]) and (pairs[-1] or any(each.startswith(beginnings) for each in last)):
                return True
    return False


def _sounds_of(word: str) -> frozenset[str]:
    folded = fold_name(word)
    return sounds(folded) if folded.isascii() else frozenset()
