"""Decode bytes: by a byte order mark, by a declaration if it is plausible, otherwise by the best score.

Each candidate charset decodes the bytes. A result scores well if its language is recognized, its letters belong to
that language, and few characters look like mojibake. A declaration alone does not decide.
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

SINGLE_BYTE = (
    "cp1252", "cp1251", "cp1250", "koi8-r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859-15",
    "iso8859-2", "koi8-u", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-8", "iso8859-6", "cp874",
    "iso8859-13", "iso8859-4", "iso8859-16", "iso8859-3", "iso8859-10", "iso8859-14", "cp1258", "cp850",
)  # fmt: skip
MULTI_BYTE = ("cp932", "gb18030", "euc_jp", "cp950", "cp949")
"""Charsets to try, the most common first, which decides ties: many differ in a few characters only."""

_RANK_COST = 0.0001
"""The cost of each rank in these lists."""

_MAX_MOJIBAKE = 0.9
"""The mojibake score above which no language is looked for."""

_MOJIBAKE_WEIGHT = 2.0
_SHORT_TEXT = 300
"""Code points up to which the margin counts in full; in long texts the letters decide."""

_LATIN_WORDS = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_LATIN_REMOVED_COST = 0.1
"""The cost of a score that ignores the Latin words of the text."""

_INNER_GUILLEMET = re.compile(r"(?<=\w)[«»]|[«»](?=\w)")
_MAX_BROKEN_SHARE = 0.03
_MIN_NON_ASCII = 20
"""The share of the non-ASCII characters that may be broken; a single one may be if there are more than this."""

_BROKEN, _BROKEN_SHARE = 0.3, 5.0
"""The cost of any broken character, and the cost if all were broken."""

_MARGIN_WEIGHT = 0.003
"""The weight of the margin of the likeliest language, which decides between two of its own letters."""

_CAPITALS_COST, _MIN_CAPITALS = 0.03, 30
"""The cost of a text in capitals, which KOI8 makes of Hebrew; and the length from which it applies."""

_MAX_LANGUAGES = 12
"""Languages that are considered for one text."""

_COMMON_LETTERS = str.maketrans("șțȘȚ", "şţŞŢ", "\ufffd")
"""Romanian with commas below is scored as if with cedillas: both have the same bytes in different charsets."""

_NEUTRAL = frozenset("…•·°€£¥§©®™†‡‰±²³½¼¾×÷\xad、。，．！？：；・％～¿¡،؛؟״׳")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")
_LATIN1_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
"""A control character of Latin-1 in UTF-8."""

_MARKUP = re.compile(rb"(?is)<(script|style)\b.*?</\1\s*>|<[^<>]{0,4000}>|&#?\w{1,10};")
_TAGS = re.compile(rb"(?i)<(?:!doctype|html|head|body|meta|title|div|p)[ >]")
"""HTML tags in single bytes: the page is not UTF-16."""
_MAX_SEARCHED = 1_000_000
"""Bytes of a page that are searched for non-ASCII text."""
_ESCAPE_CHARSETS = (
    (re.compile(rb"\x1b\$[@B]|\x1b\([JI]"), "iso2022_jp_2", "iso2022_jp"),
    (re.compile(rb"\x1b\$\)C"), "iso2022_kr", "iso2022_kr"),
)
"""Charsets with escape sequences: the pattern of these, the most complete codec, the name."""
_UTF7 = re.compile(r"\W*(?:unicode-1-1-)?utf-?7\W*", re.IGNORECASE)
"""Old mails declare it; its bytes are ASCII."""

_POOR_SCORE = 0.2
"""If every charset scores lower, the bytes may be UTF-16 without zero bytes."""
_SAMPLE_BYTES = 3000
"""Bytes of lines with non-ASCII text that are scored."""
_DECLARATION_LEAD = 0.04
"""How much better another charset must score to overrule a declaration."""
_ALIASES = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "big5": "cp950", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "unicode": "utf-16", "utf8": "utf-8",
}  # fmt: skip


def score_text(text: str) -> float:
    """Score how plausible a decoded text is: at most about 1, below 0 for mojibake."""
    whole = _score_whole(text)
    non_ascii = [character for character in text if character > "\u036f"]
    latin = sum(character.isalpha() for character in text) - len(non_ascii)
    if whole >= 1 or len(non_ascii) < _MIN_NON_ASCII or latin < len(non_ascii):
        return whole
    # Score some Chinese or Hebrew within English by itself.
    return max(whole, _score_whole(_LATIN_WORDS.sub(" ", text)) - _LATIN_REMOVED_COST)


def _score_whole(text: str) -> float:
    mojibake = mojibake_score(text)
    if mojibake > _MAX_MOJIBAKE:
        return -mojibake
    letters = Counter(character for character in text if character > "\x7f" and not _is_neutral(character))
    unpaired = min(abs(text.count("«") - text.count("»")), len(_INNER_GUILLEMET.findall(text)))
    if unpaired:
        letters["»"] += unpaired  # letters of another charset: the words are not quoted
    ranked, margin = rank_languages(text)
    fit = sum(sure * (1 - alphabet_misfit(letters, language)) for language, sure in ranked[:_MAX_LANGUAGES])
    margin_bonus = _MARGIN_WEIGHT * margin * min(1.0, _SHORT_TEXT / len(text)) if text else 0.0
    capitals_cost = _CAPITALS_COST if len(text) > _MIN_CAPITALS and text.isupper() else 0.0
    return fit - _MOJIBAKE_WEIGHT * mojibake - rarity_penalty(text) + margin_bonus - capitals_cost


@lru_cache(maxsize=4096)
def _is_neutral(character: str) -> bool:
    """Return whether a character occurs in all languages: quotation marks, dashes, spaces, currency signs."""
    return character in _NEUTRAL or unicodedata.category(character) in {"Zs", "Pd", "Ps", "Pe", "Pi", "Pf"}


def rank_charsets(data: bytes, charsets: Iterable[str]) -> list[tuple[float, str]]:
    """Return the charsets that can decode all or nearly all bytes, each with its score, the best first."""
    scores: dict[str, float] = {}
    found: list[tuple[float, str]] = []
    for position, charset in enumerate(charsets):
        text, broken = decode_lossy(data, charset)
        if not is_readable(text, broken):
            continue
        normalized = text.translate(_COMMON_LETTERS)
        if normalized not in scores:
            scores[normalized] = score_text(normalized)
        cost = _BROKEN + _BROKEN_SHARE * broken / len(text) if broken else 0.0
        found.append((scores[normalized] - position * _RANK_COST - cost, charset))
    return sorted(found, reverse=True)


def is_readable(text: str, broken: int) -> bool:
    """Return whether so few characters are broken that the file may just be damaged."""
    non_ascii = sum(character > "\x7f" for character in text)
    return (
        not broken or broken <= _MAX_BROKEN_SHARE * non_ascii or (broken == 1 and non_ascii > _MIN_NON_ASCII)
    )


def decode_lossy(data: bytes, charset: str) -> tuple[str, int]:
    """Decode bytes, with U+FFFD for what cannot be decoded; return the text and the number of those.

    Vietnamese in cp1258, which encodes tones separately, is composed.
    """
    try:
        text, broken = data.decode(charset), 0
    except UnicodeDecodeError:
        text = data.decode(charset, errors="replace")
        broken = text.count("\ufffd")
    return (unicodedata.normalize("NFC", text) if charset == "cp1258" else text), broken


@value
class DecodedText:
    """A decoded text with its charset; `guessed` if no declaration gave it."""

    text: str
    charset: str
    guessed: bool = False


def decode(data: bytes, declared: str | None = None) -> DecodedText:
    """Decode bytes; `declared` is the charset that the file declares."""
    for mark, charset in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_marked(data, charset)
    for charset in ("utf-32", "utf-16"):
        wide_charset = _detect_wide_charset(data, charset)
        if wide_charset:
            return DecodedText(
                text=data.decode(wide_charset, errors="replace"), charset=wide_charset, guessed=True
            )
    escaped = _decode_escaped(data, declared)
    if escaped is not None:
        return escaped
    text = _decode_strictly(data, "utf-8")
    if text is not None and not _CONTROLS.search(data[:_SAMPLE_BYTES]):
        if _LATIN1_CONTROL.search(data):
            text = _undo_second_encoding(text)
        return DecodedText(text=text, charset="utf-8", guessed=declared is None and not data.isascii())
    if data.isascii() and not _may_be_utf16(data):
        return DecodedText(text=data.decode("ascii"), charset="utf-8")
    return _decode_legacy(data, _python_name(declared))


def _undo_second_encoding(text: str) -> str:
    """Undo a second encoding as UTF-8 by a program that took the first for Latin-1, as its control characters show."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _decode_escaped(data: bytes, declared: str | None) -> DecodedText | None:
    """Decode charsets that write other letters with ASCII bytes; return None for all others."""
    if declared and _UTF7.fullmatch(declared):
        text = _decode_strictly(data, "utf-7")
        return None if text is None else DecodedText(text=text, charset="utf-7")
    for escapes, codec, charset in _ESCAPE_CHARSETS:
        text = _decode_strictly(data, codec) if escapes.search(data[:_SAMPLE_BYTES]) else None
        if text is not None:
            return DecodedText(text=text, charset=charset, guessed=declared is None)
    return None


def _may_be_utf16(data: bytes) -> bool:
    """Return whether ASCII bytes may be unmarked UTF-16: every other byte of kana is "0", of Cyrillic 4."""
    sample = data[:_SAMPLE_BYTES]
    zeros = max(sample[::2].count(b"0"), sample[1::2].count(b"0"))
    return zeros * 5 > len(sample) or len(_CONTROLS.findall(sample)) * 20 > len(sample)


def _decode_marked(data: bytes, charset: str) -> DecodedText:
    text = _decode_strictly(data, charset)
    if text is not None:
        return DecodedText(text=text, charset=charset.removesuffix("-sig"))
    return DecodedText(text=data.decode(charset, errors="replace"), charset=charset.removesuffix("-sig"))


def _decode_legacy(data: bytes, declared: str | None) -> DecodedText:
    damaged = _decode_damaged_utf8(data)
    if damaged is not None:
        return damaged
    sample = _take_sample(data) or data[:_SAMPLE_BYTES]
    scored = rank_charsets(sample, (*MULTI_BYTE, *SINGLE_BYTE))
    if _CONTROLS.search(data[:_SAMPLE_BYTES]) or max(scored, default=(0.0, ""))[0] < _POOR_SCORE:
        scored += _score_with_controls(data)
    ranked = sorted(scored, reverse=True)
    if declared is not None:
        ranked = _apply_declaration(ranked, declared, sample)
    best = ranked[0][1] if ranked else "cp1252"
    text, _ = decode_lossy(data, best)
    return DecodedText(text=text, charset=best, guessed=best != declared)


def _score_with_controls(data: bytes) -> list[tuple[float, str]]:
    """Score text with control bytes as unmarked UTF-16 and as UTF-8 with stray bytes."""
    found: list[tuple[float, str]] = []
    wide_charset = len(data) % 2 == 0 and not _TAGS.search(data[:_SAMPLE_BYTES])
    for charset in ("utf-8", "utf-16-le", "utf-16-be") if wide_charset else ("utf-8",):
        text, broken = decode_lossy(data[:_SAMPLE_BYTES], charset)
        if is_readable(text, broken):
            found.append((score_text(text) + _utf8_bonus(text, charset), charset))
    return found


def _utf8_bonus(text: str, charset: str) -> float:
    """Return a bonus for UTF-8, whose sequences do not occur by chance."""
    if charset != "utf-8":
        return 0.0
    return 0.05 if text.isascii() else 4.0


def _apply_declaration(
    ranked: list[tuple[float, str]], declared: str, sample: bytes
) -> list[tuple[float, str]]:
    """Put a declared charset first unless it cannot decode the bytes or another one scores clearly better."""
    declared_rank = rank_charsets(sample, (declared,))
    if not declared_rank or (ranked and ranked[0][0] > declared_rank[0][0] + _DECLARATION_LEAD):
        return ranked
    return [*declared_rank, *(pair for pair in ranked if pair[1] != declared)]


def _take_sample(data: bytes) -> bytes:
    """Return lines with non-ASCII text, without markup, so that long English pages can be scored.

    No charset tried here uses "<" or ">" within another character.
    """
    kept: list[bytes] = []
    size = 0
    for line in _MARKUP.sub(b" ", data[:_MAX_SEARCHED]).splitlines() if b"<" in data else data.splitlines():
        if not line.isascii():
            kept.append(line[:_SAMPLE_BYTES])
            size += len(line)
            if size > _SAMPLE_BYTES:
                break
    return b"\n".join(kept)


def _decode_strictly(data: bytes, charset: str) -> str | None:
    """Decode bytes, or return None on any error."""
    try:
        return data.decode(charset)
    except (UnicodeDecodeError, LookupError):
        return None


def _decode_damaged_utf8(data: bytes) -> DecodedText | None:
    """Decode UTF-8 with a few broken characters, as in a truncated file; return None for anything else."""
    if _CONTROLS.search(data[:_SAMPLE_BYTES]):
        return None
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text[:200_000]) - broken
    if broken <= max(1, whole // 20) and whole >= 4 * broken:
        return DecodedText(text=text, charset="utf-8")
    return None


def _detect_wide_charset(data: bytes, charset: str) -> str | None:
    """Detect unmarked UTF-16 or UTF-32 and its byte order by the zero bytes."""
    width = 2 if charset == "utf-16" else 4
    sample = data[: 4096 - 4096 % width]
    units = len(sample) // width
    if units < 4 or _TAGS.search(sample):
        return None
    if width == 4:
        zeros = [sample[position::4].count(0) / units for position in range(4)]
        if min(zeros[2:]) > 0.9 and zeros[0] < 0.5:
            return "utf-32-le"
        return "utf-32-be" if min(zeros[:2]) > 0.9 and zeros[3] < 0.5 else None
    even, mojibake = sample[::2].count(0) / units, sample[1::2].count(0) / units
    if max(even, mojibake) < 0.3 or min(even, mojibake) > max(even, mojibake) / 4:
        return None
    return "utf-16-le" if mojibake > even else "utf-16-be"


def _python_name(declared: str | None) -> str | None:
    """Return Python's name of a declared charset, or None if it is unknown."""
    if not declared:
        return None
    name = declared.strip().strip("'\"").lower()
    name = _ALIASES.get(name, name)
    try:
        " ".encode(name)
    except (LookupError, ValueError):
        return None
    return name
