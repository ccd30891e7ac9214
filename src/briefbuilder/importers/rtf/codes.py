"""Numbers of RTF and what they stand for: charsets of fonts, languages, characters with a name."""

from __future__ import annotations

from locale import windows_locale

CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The charset of each `\\fcharset`; 1 stands for the document's own, 2 for signs without a meaning in text."""

NAMED_CHARSETS = {
    " CE": 238, " Cyr": 204, " Greek": 161, " Tur": 162, " (Hebrew)": 177, " (Arabic)": 178, " Baltic": 186,
    " (Vietnamese)": 163, " (Thai)": 222,
}  # fmt: skip
"""The charsets that names of fonts tell at their end, as Windows gave them."""

SYMBOLS = 2

_LANGUAGES = {
    0x01: "ar", 0x02: "bg", 0x03: "ca", 0x04: "zh", 0x05: "cs", 0x06: "da", 0x07: "de", 0x08: "el", 0x09: "en",
    0x0A: "es", 0x0B: "fi", 0x0C: "fr", 0x0D: "he", 0x0E: "hu", 0x0F: "is", 0x10: "it", 0x11: "ja", 0x12: "ko",
    0x13: "nl", 0x14: "nb", 0x15: "pl", 0x16: "pt", 0x18: "ro", 0x19: "ru", 0x1A: "hr", 0x1B: "sk", 0x1C: "sq",
    0x1D: "sv", 0x1E: "th", 0x1F: "tr", 0x20: "ur", 0x21: "id", 0x22: "uk", 0x23: "be", 0x24: "sl", 0x25: "et",
    0x26: "lv", 0x27: "lt", 0x29: "fa", 0x2A: "vi", 0x2D: "eu", 0x2F: "mk", 0x36: "af", 0x37: "ka", 0x39: "hi",
    0x3A: "mt", 0x3C: "ga", 0x3E: "ms",
}  # fmt: skip

CHARACTERS = {
    b"emdash": "\u2014", b"endash": "\u2013", b"lquote": "\u2018", b"rquote": "\u2019", b"ldblquote": "\u201c",
    b"rdblquote": "\u201d", b"bullet": "\u2022", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005",
    b"zwj": "\u200d", b"zwnj": "\u200c", b"ltrmark": "\u200e", b"rtlmark": "\u200f", b"tab": "\t", b"line": "\n",
    b"softline": "\n", b"page": " ", b"column": " ",
}  # fmt: skip
"""Control words that stand for a character."""

SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"\t": "\t"}
"""Control symbols that stand for a character."""


def language_of(number: int) -> str:
    """Return the language of a Windows language number as a BCP 47 tag, with its region; empty where it is unknown."""
    language = _LANGUAGES.get(number & 0x3FF, "")
    told, _, region = windows_locale.get(number, "").partition("_")
    return f"{language}-{region}" if told == language and len(region) == 2 else language


def codec_of(page: int) -> str:
    """Return the charset of a Windows code page."""
    return {10000: "mac_roman", 65001: "utf-8", 936: "gb18030", 54936: "gb18030", 1361: "johab"}.get(
        page, f"cp{page}"
    )
