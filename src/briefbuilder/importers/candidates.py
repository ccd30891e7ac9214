"""Which of many charsets reads some bytes best: by the language it makes of them, its letters and what is odd.

Each candidate decodes the bytes. What comes out is a language, more or less surely; that language is written with
certain letters; and a wrong charset leaves signs inside words. Equals are decided by how common a charset is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from briefbuilder.importers.alphabets import misfit, uncommon
from briefbuilder.importers.language import likely_languages
from briefbuilder.importers.oddity import oddity

SINGLE_BYTE = (
    "cp1252",
    "cp1251",
    "cp1250",
    "koi8-r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "iso8859-15",
    "iso8859-2",
    "koi8-u",
    "iso8859-5",
    "iso8859-7",
    "iso8859-9",
    "iso8859-8",
    "iso8859-6",
    "cp874",
    "iso8859-13",
    "iso8859-4",
    "iso8859-16",
    "iso8859-3",
    "iso8859-10",
    "iso8859-14",
    "cp1258",
)
MULTI_BYTE = ("cp932", "gb18030", "euc_jp", "cp950", "cp949")
"""Charsets to try, the commonest first: that decides between equals, for most differ in a few signs."""

_RARER = 0.0001
"""What each place in these orders costs."""

_HOPELESS = 0.9
"""Oddness from which on no language is looked for."""

_ODD = 2.0
_SHORT = 300
"""Code points up to which that counts in full: in long texts the letters decide."""

_LATIN_WORDS = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_APART = 0.1
"""What it costs to be judged without the Latin words of the text."""

_TOUCHING = re.compile(r"(?<=\w)[«»]|[«»](?=\w)")
_MOST_BROKEN = 0.03
_FEWEST_BEYOND = 20
"""The share of the characters beyond ASCII that may be broken; one may be so where there are more than a few."""

_BROKEN, _BROKEN_SHARE = 0.3, 5.0
"""What it costs that some characters are broken, and that all of them are."""

_SURER = 0.003
"""What it is worth that the likeliest language stands out more: it decides between two letters that it both has."""

_SHOUTED, _FEWEST_SHOUTED = 0.03, 30
"""What it costs that a whole sentence is in capitals: KOI8 makes some of the letters of Hebrew."""

_LIKELY = 12
"""Languages that are weighed for one reading."""

_AS_COMMON = str.maketrans("șțȘȚ", "şţŞŢ", "\ufffd")
"""Romanian with commas below is judged as if with cedillas: the same bytes mean both, and the common charsets these."""

_NEUTRAL = frozenset("…•·°€£¥§©®™†‡‰±²³½¼¾×÷\xad、。，．！？：；・％～¿¡،؛؟״׳")


def reading(text: str) -> float:
    """Return how well a text reads: about 1 at most, below 0 for rubbish."""
    whole = _reading(text)
    beyond = [character for character in text if character > "\u036f"]
    latin = sum(character.isalpha() for character in text) - len(beyond)
    if whole >= 1 or len(beyond) < _FEWEST_BEYOND or latin < len(beyond):
        return whole
    # Some Chinese or Hebrew among English is to be judged by itself.
    return max(whole, _reading(_LATIN_WORDS.sub(" ", text)) - _APART)


def _reading(text: str) -> float:
    odd = oddity(text)
    if odd > _HOPELESS:
        return -odd
    letters = Counter(character for character in text if character > "\x7f" and not _is_neutral(character))
    unpaired = min(abs(text.count("«") - text.count("»")), len(_TOUCHING.findall(text)))
    if unpaired:
        letters["»"] += unpaired  # letters of another charset, where the words hold no quotation
    ranked, margin = likely_languages(text)
    fits = sum(sure * (1 - misfit(letters, language)) for language, sure in ranked[:_LIKELY])
    surer = _SURER * margin * min(1.0, _SHORT / len(text)) if text else 0.0
    shouted = _SHOUTED if len(text) > _FEWEST_SHOUTED and text.isupper() else 0.0
    return fits - _ODD * odd - uncommon(text) + surer - shouted


@lru_cache(maxsize=4096)
def _is_neutral(character: str) -> bool:
    """Tell whether a character stands in texts of any language: quotation marks, dashes, spaces, units of money."""
    return character in _NEUTRAL or unicodedata.category(character) in {"Zs", "Pd", "Ps", "Pe", "Pi", "Pf"}


def rank(data: bytes, charsets: Iterable[str]) -> list[tuple[float, str]]:
    """Return the charsets that read some bytes, all of them or nearly so, the best first, each with its score."""
    scores: dict[str, float] = {}
    found: list[tuple[float, str]] = []
    for place, charset in enumerate(charsets):
        text, broken = decoded(data, charset)
        if not is_readable(text, broken):
            continue
        judged = text.translate(_AS_COMMON)
        if judged not in scores:
            scores[judged] = reading(judged)
        cost = _BROKEN + _BROKEN_SHARE * broken / len(text) if broken else 0.0
        found.append((scores[judged] - place * _RARER - cost, charset))
    return sorted(found, reverse=True)


def is_readable(text: str, broken: int) -> bool:
    """Tell whether so few characters of a text are broken that a damaged file explains it."""
    beyond = sum(character > "\x7f" for character in text)
    return not broken or broken <= _MOST_BROKEN * beyond or (broken == 1 and beyond > _FEWEST_BEYOND)


def decoded(data: bytes, charset: str) -> tuple[str, int]:
    """Return the characters of some bytes and how many could not be read: those stand as U+FFFD.

    Vietnamese, whose charset sets its tones apart, is composed as it is written everywhere else.
    """
    try:
        text, broken = data.decode(charset), 0
    except UnicodeDecodeError:
        text = data.decode(charset, errors="replace")
        broken = text.count("\ufffd")
    return (unicodedata.normalize("NFC", text) if charset == "cp1258" else text), broken
