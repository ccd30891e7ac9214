"""From bytes to characters: by mark, by declaration where it holds, else by what reads best.

Each candidate charset decodes the bytes; a text is the likelier the surer its language is and the
fewer of its characters are odd where they stand. Nothing is taken on the word of a declaration alone.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from briefbuilder.domain.values import value
from briefbuilder.importers.language import rank_languages
from briefbuilder.importers.mojibake import alphabet_misfit, mojibake_score, rarity_penalty

# Which of many charsets reads some bytes best: by the language it makes of them, its letters and what is odd.
#
# Each candidate decodes the bytes. What comes out is a language, more or less surely; that language is written with
# certain letters; and a wrong charset leaves signs inside words. Equals are decided by how common a charset is.

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


def score_text(text: str) -> float:
    """Return how well a text reads: about 1 at most, below 0 for rubbish."""
    whole = _reading(text)
    beyond = [character for character in text if character > "\u036f"]
    latin = sum(character.isalpha() for character in text) - len(beyond)
    if whole >= 1 or len(beyond) < _FEWEST_BEYOND or latin < len(beyond):
        return whole
    # Some Chinese or Hebrew among English is to be judged by itself.
    return max(whole, _reading(_LATIN_WORDS.sub(" ", text)) - _APART)


def _reading(text: str) -> float:
    odd = mojibake_score(text)
    if odd > _HOPELESS:
        return -odd
    letters = Counter(character for character in text if character > "\x7f" and not _is_neutral(character))
    unpaired = min(abs(text.count("«") - text.count("»")), len(_TOUCHING.findall(text)))
    if unpaired:
        letters["»"] += unpaired  # letters of another charset, where the words hold no quotation
    ranked, margin = rank_languages(text)
    fits = sum(sure * (1 - alphabet_misfit(letters, language)) for language, sure in ranked[:_LIKELY])
    surer = _SURER * margin * min(1.0, _SHORT / len(text)) if text else 0.0
    shouted = _SHOUTED if len(text) > _FEWEST_SHOUTED and text.isupper() else 0.0
    return fits - _ODD * odd - rarity_penalty(text) + surer - shouted


@lru_cache(maxsize=4096)
def _is_neutral(character: str) -> bool:
    """Tell whether a character stands in texts of any language: quotation marks, dashes, spaces, units of money."""
    return character in _NEUTRAL or unicodedata.category(character) in {"Zs", "Pd", "Ps", "Pe", "Pi", "Pf"}


def rank_charsets(data: bytes, charsets: Iterable[str]) -> list[tuple[float, str]]:
    """Return the charsets that read some bytes, all of them or nearly so, the best first, each with its score."""
    scores: dict[str, float] = {}
    found: list[tuple[float, str]] = []
    for place, charset in enumerate(charsets):
        text, broken = decode_lossy(data, charset)
        if not is_readable(text, broken):
            continue
        judged = text.translate(_AS_COMMON)
        if judged not in scores:
            scores[judged] = score_text(judged)
        cost = _BROKEN + _BROKEN_SHARE * broken / len(text) if broken else 0.0
        found.append((scores[judged] - place * _RARER - cost, charset))
    return sorted(found, reverse=True)


def is_readable(text: str, broken: int) -> bool:
    """Tell whether so few characters of a text are broken that a damaged file explains it."""
    beyond = sum(character > "\x7f" for character in text)
    return not broken or broken <= _MOST_BROKEN * beyond or (broken == 1 and beyond > _FEWEST_BEYOND)


def decode_lossy(data: bytes, charset: str) -> tuple[str, int]:
    """Return the characters of some bytes and how many could not be read: those stand as U+FFFD.

    Vietnamese, whose charset sets its tones apart, is composed as it is written everywhere else.
    """
    try:
        text, broken = data.decode(charset), 0
    except UnicodeDecodeError:
        text = data.decode(charset, errors="replace")
        broken = text.count("\ufffd")
    return (unicodedata.normalize("NFC", text) if charset == "cp1258" else text), broken


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_CONTROLS = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(rb"(?is)<(script|style)\b.*?</\1\s*>|<[^<>]{0,4000}>|&#?\w{1,10};")
_TAGS = re.compile(rb"(?i)<(?:!doctype|html|head|body|meta|title|div|p)[ >]")
"""Tags of a page whose signs take a byte each: no UTF-16."""

_SEARCHED = 1_000_000
"""Bytes of a page that are searched for something else than ASCII."""

_ESCAPED = (
    (re.compile(rb"\x1b\$[@B]|\x1b\([JI]"), "iso2022_jp_2", "iso2022_jp"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr", "iso2022_kr"),
)
"""Charsets that switch by escape sequences: how they begin, the codec that knows most, their name."""

_POOR = 0.2
"""What reads worse in every charset may be UTF-16 without a zero byte."""

_SAMPLE = 3000
"""Bytes around what is not ASCII that are judged."""

_DECLARATION_LEAD = 0.04
"""How much better another charset must read before a declaration is overruled."""

_ALIASES = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_ALIASES |= {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
}
_ALIASES |= {
    "big5": "cp950",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "unicode": "utf-16",
    "utf8": "utf-8",
}


@value
class DecodedText:
    """Characters with the charset they were read by; `guessed` where nothing declared it.

    `damaged` tells that some bytes could not be read and stand as U+FFFD.
    """

    text: str
    charset: str
    guessed: bool = False
    damaged: bool = False


def decode(data: bytes, declared: str | None = None) -> DecodedText:
    """Return the characters of some bytes; `declared` is the charset that the file names."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _by_mark(data, charset)
    for charset in ("utf-32", "utf-16"):
        wide = _wide_order(data, charset)
        if wide:
            return DecodedText(text=data.decode(wide, errors="replace"), charset=wide, guessed=True)
    for escapes, codec, charset in _ESCAPED:
        if escapes.search(data[:_SAMPLE]):
            text = _strictly(data, codec)
            if text is not None:
                return DecodedText(text=text, charset=charset, guessed=declared is None)
    text = _strictly(data, "utf-8")
    if text is not None and not _CONTROLS.search(data[:_SAMPLE]):
        return DecodedText(text=text, charset="utf-8", guessed=declared is None and not data.isascii())
    if data.isascii() and not _may_be_wide(data):
        return DecodedText(text=data.decode("ascii"), charset="utf-8")
    return _legacy(data, _known(declared))


def _may_be_wide(data: bytes) -> bool:
    """Tell whether ASCII bytes may be UTF-16 without a mark: every other byte of kana is "0", of Cyrillic 4."""
    sample = data[:_SAMPLE]
    zeros = max(sample[::2].count(b"0"), sample[1::2].count(b"0"))
    return zeros * 5 > len(sample) or len(_CONTROLS.findall(sample)) * 20 > len(sample)


def _by_mark(data: bytes, charset: str) -> DecodedText:
    text = _strictly(data, charset)
    if text is not None:
        return DecodedText(text=text, charset=charset.removesuffix("-sig"))
    return DecodedText(
        text=data.decode(charset, errors="replace"), charset=charset.removesuffix("-sig"), damaged=True
    )


def _legacy(data: bytes, declared: str | None) -> DecodedText:
    damaged = _nearly_utf8(data)
    if damaged is not None:
        return damaged
    sample = _sample(data) or data[:_SAMPLE]
    scored = rank_charsets(sample, (*MULTI_BYTE, *SINGLE_BYTE))
    if _CONTROLS.search(data[:_SAMPLE]) or max(scored, default=(0.0, ""))[0] < _POOR:
        scored += _with_controls(data)
    ranked = sorted(scored, reverse=True)
    if declared is not None:
        ranked = _declared_first(ranked, declared, sample)
    best = ranked[0][1] if ranked else "cp1252"
    text, broken = decode_lossy(data, best)
    return DecodedText(text=text, charset=best, guessed=best != declared, damaged=broken > 0)


def _with_controls(data: bytes) -> list[tuple[float, str]]:
    """Score what text with control bytes may be: UTF-16 without a mark, or UTF-8 with rubbish in it."""
    found: list[tuple[float, str]] = []
    wide = len(data) % 2 == 0 and not _TAGS.search(data[:_SAMPLE])
    for charset in ("utf-8", "utf-16-le", "utf-16-be") if wide else ("utf-8",):
        text, broken = decode_lossy(data[:_SAMPLE], charset)
        if is_readable(text, broken):
            found.append((score_text(text) + _proof(text, charset), charset))
    return found


def _proof(text: str, charset: str) -> float:
    """Return what speaks for a charset beside how well it reads: whole UTF-8 sequences do not come by chance."""
    if charset != "utf-8":
        return 0.0
    return 0.05 if text.isascii() else 4.0


def _declared_first(ranked: list[tuple[float, str]], declared: str, sample: bytes) -> list[tuple[float, str]]:
    """Put a declared charset first unless another one reads clearly better, or it cannot read the bytes."""
    told = rank_charsets(sample, (declared,))
    if not told or (ranked and ranked[0][0] > told[0][0] + _DECLARATION_LEAD):
        return ranked
    return [*told, *(pair for pair in ranked if pair[1] != declared)]


def _sample(data: bytes) -> bytes:
    """Return whole lines that hold something else than ASCII, without markup, so that long English pages can be judged.

    No charset that is tried here has "<" or ">" as part of another character.
    """
    kept: list[bytes] = []
    size = 0
    for line in _MARKUP.sub(b" ", data[:_SEARCHED]).splitlines() if b"<" in data else data.splitlines():
        if not line.isascii():
            kept.append(line[:_SAMPLE])
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(kept)


def _strictly(data: bytes, charset: str) -> str | None:
    """Decode without a fault, or return None."""
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _nearly_utf8(data: bytes) -> DecodedText | None:
    """Return UTF-8 with a few broken characters, as a cut file has, where most others are whole."""
    if _CONTROLS.search(data[:_SAMPLE]):
        return None
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text[:200_000]) - broken
    if broken <= max(1, whole // 20) and whole >= 4 * broken:
        return DecodedText(text=text, charset="utf-8", damaged=True)
    return None


def _wide_order(data: bytes, charset: str) -> str | None:
    """Return the byte order of UTF-16 or UTF-32 without a mark, where zero bytes show it."""
    width = 2 if charset == "utf-16" else 4
    sample = data[: 4096 - 4096 % width]
    units = len(sample) // width
    if units < 4 or _TAGS.search(sample):
        return None
    if width == 4:
        zeros = [sample[place::4].count(0) / units for place in range(4)]
        if min(zeros[2:]) > 0.9 and zeros[0] < 0.5:
            return "utf-32-le"
        return "utf-32-be" if min(zeros[:2]) > 0.9 and zeros[3] < 0.5 else None
    even, odd = sample[::2].count(0) / units, sample[1::2].count(0) / units
    if max(even, odd) < 0.3 or min(even, odd) > max(even, odd) / 4:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _known(declared: str | None) -> str | None:
    """Return Python's name of a declared charset, or None where it is unknown."""
    if not declared:
        return None
    name = declared.strip().strip("'\"").lower()
    name = _ALIASES.get(name, name)
    try:
        " ".encode(name)
    except (LookupError, ValueError):
        return None
    return name
