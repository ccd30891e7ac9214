"""From bytes to characters: by mark, by declaration where it holds, else by what reads best.

Each candidate charset decodes the bytes; a text is the likelier the surer its language is and the
fewer of its characters are odd where they stand. Nothing is taken on the word of a declaration alone.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from briefbuilder.importers.language import identifier
from briefbuilder.importers.oddity import oddity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

CANDIDATES = (
    ("cp1252", 0.0),
    ("cp932", 0.0),
    ("gb18030", -0.01),
    ("euc_jp", 0.0),
    ("cp950", 0.0),
    ("cp949", -0.01),
    ("cp1251", -0.01),
    ("cp1250", -0.03),
    ("iso8859-2", -0.04),
    ("koi8-r", -0.02),
    ("cp1253", -0.03),
    ("cp1254", -0.04),
    ("cp1255", -0.03),
    ("cp1256", -0.03),
    ("cp1257", -0.05),
    ("iso8859-5", -0.06),
    ("iso8859-7", -0.05),
)
"""Charsets to try, with a small handicap for those that are rare: it decides between equals alone."""

_USUAL = {
    "cp1254": ("tr", "az"),
    "cp1257": ("lt", "lv", "et", "ltg"),
    "cp1250": ("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq", "sr"),
    "iso8859-2": ("pl", "cs", "sk", "hu", "sl", "hr", "bs", "ro", "sq", "sr"),
}
"""Languages that a Latin charset was made for: another Latin charset reads them nearly as well, wrongly."""

_MISFIT = 0.3
_CONTROLS = re.compile(rb"[\x00-\x07\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 3000
"""Bytes around what is not ASCII that are judged."""

_DECLARATION_LEAD = 0.25
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Characters with the charset they were read by; `guessed` where nothing declared it.

    `damaged` tells that some bytes could not be read and stand as U+FFFD.
    """

    text: str
    charset: str
    guessed: bool = False
    damaged: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Return the characters of some bytes; `declared` is the charset that the file names."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return _by_mark(data, charset)
    for charset in ("utf-32", "utf-16"):
        wide = _wide_order(data, charset)
        if wide:
            return Decoded(text=data.decode(wide, errors="replace"), charset=wide, guessed=True)
    if re.search(rb"\x1b\$[@B]|\x1b\([JI]", data):
        text = _strictly(data, "iso2022_jp_2")
        if text is not None:
            return Decoded(text=text, charset="iso2022_jp", guessed=declared is None)
    text = _strictly(data, "utf-8")
    if text is not None and not _CONTROLS.search(data[:_SAMPLE]):
        return Decoded(text=text, charset="utf-8", guessed=declared is None and not data.isascii())
    if data.isascii() and not _may_be_wide(data):
        return Decoded(text=data.decode("ascii"), charset="utf-8")
    return _legacy(data, _known(declared))


def _may_be_wide(data: bytes) -> bool:
    """Tell whether ASCII bytes may be UTF-16 without a mark: every other byte of kana is "0", of Cyrillic 4."""
    sample = data[:_SAMPLE]
    zeros = max(sample[::2].count(b"0"), sample[1::2].count(b"0"))
    return zeros * 5 > len(sample) or len(_CONTROLS.findall(sample)) * 20 > len(sample)


def _by_mark(data: bytes, charset: str) -> Decoded:
    text = _strictly(data, charset)
    if text is not None:
        return Decoded(text=text, charset=charset.removesuffix("-sig"))
    return Decoded(
        text=data.decode(charset, errors="replace"), charset=charset.removesuffix("-sig"), damaged=True
    )


def _legacy(data: bytes, declared: str | None) -> Decoded:
    damaged = _nearly_utf8(data)
    if damaged is not None:
        return damaged
    sample = _sample(data) or data[:_SAMPLE]
    scored = [
        (_score(text, charset) + handicap, charset)
        for charset, handicap in CANDIDATES
        if (text := _strictly(sample, charset, tail=True)) is not None
    ]
    if _CONTROLS.search(data[:_SAMPLE]):
        scored += _with_controls(data)
    ranked = sorted(scored, reverse=True)
    if declared is not None:
        ranked = _declared_first(ranked, declared, sample)
    for _, charset in ranked:
        text = _strictly(data, charset)
        if text is not None:
            return Decoded(text=text, charset=charset, guessed=charset != declared)
    best = ranked[0][1] if ranked else "cp1252"
    return Decoded(
        text=data.decode(best, errors="replace"), charset=best, guessed=best != declared, damaged=True
    )


def _with_controls(data: bytes) -> list[tuple[float, str]]:
    """Score what text with control bytes may be: UTF-16 without a mark, or UTF-8 with rubbish in it."""
    found: list[tuple[float, str]] = []
    for charset in ("utf-8", "utf-16-le", "utf-16-be") if len(data) % 2 == 0 else ("utf-8",):
        text = _strictly(data[:_SAMPLE], charset, tail=True)
        if text is not None:
            found.append((_score(text, charset) + _proof(text, charset), charset))
    return found


def _proof(text: str, charset: str) -> float:
    """Return what speaks for a charset beside how well it reads: whole UTF-8 sequences do not come by chance."""
    if charset != "utf-8":
        return 0.0
    return 0.05 if text.isascii() else 4.0


def _declared_first(ranked: list[tuple[float, str]], declared: str, sample: bytes) -> list[tuple[float, str]]:
    """Put a declared charset first unless another one reads clearly better."""
    text = _strictly(sample, declared, tail=True)
    if text is None:
        return ranked
    score = _score(text, declared)
    if ranked and ranked[0][0] > score + _DECLARATION_LEAD:
        return ranked
    return [(score, declared), *(pair for pair in ranked if pair[1] != declared)]


def _score(text: str, charset: str) -> float:
    """Return how well a text reads: at most 1, below 0 for rubbish."""
    odd = oddity(text)
    if odd > 0.9:
        return -odd
    language, confidence = identifier().rank(text.replace("\n", " "))[0]
    made_for_it = [usual for usual, languages in _USUAL.items() if language in languages]
    misfit = _MISFIT if made_for_it and charset not in made_for_it and charset.startswith("cp125") else 0.0
    return confidence - 2 * odd - misfit


def _sample(data: bytes) -> bytes:
    """Return whole lines that hold something else than ASCII, so that long English pages can be judged."""
    kept: list[bytes] = []
    size = 0
    for line in data.splitlines():
        if not line.isascii():
            kept.append(line[:_SAMPLE])
            size += len(line)
            if size > _SAMPLE:
                break
    return b"\n".join(kept)


def _strictly(data: bytes, charset: str, *, tail: bool = False) -> str | None:
    """Decode without a fault, or return None; `tail` forgives a character cut off at the end."""
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        if tail and error.start >= len(data) - 3:
            return _strictly(data[: error.start], charset)
        return None
    except LookupError:
        return None


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Return UTF-8 with a few broken characters, as a cut file has, where most others are whole."""
    if _CONTROLS.search(data[:_SAMPLE]):
        return None
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text[:200_000]) - broken
    if broken <= max(1, whole // 20) and whole >= 4 * broken:
        return Decoded(text=text, charset="utf-8", damaged=True)
    return None


def _wide_order(data: bytes, charset: str) -> str | None:
    """Return the byte order of UTF-16 or UTF-32 without a mark, where zero bytes show it."""
    width = 2 if charset == "utf-16" else 4
    sample = data[: 4096 - 4096 % width]
    units = len(sample) // width
    if units < 4:
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
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return name if getattr(found, "_is_text_encoding", True) else None
