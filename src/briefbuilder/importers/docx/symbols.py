"""Signs of the symbol fonts that word processors come with, by their codes in those fonts.

The encoding of Symbol is Adobe's (the mapping that unicode.org publishes for it); of Wingdings those signs are
known that texts use. A sign that nobody can name stands as unreadable.
"""

from __future__ import annotations

UNREADABLE = "\ufffd"

_SYMBOL = dict(
    zip(
        range(0x20, 0x7F),
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼",
        strict=True,
    )
) | dict(
    zip(
        range(0xA0, 0xF0),
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪",
        strict=True,
    )
) | dict(zip(range(0xF1, 0xFF), "⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭", strict=True))  # fmt: skip
_WINGDINGS = {
    0x20: " ", 0x21: "🖉", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "🖂", 0x3F: "✍", 0x4A: "☺", 0x4C: "☹", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "🡠", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "➔", 0xE9: "↑", 0xEA: "↓", 0xEF: "⇦", 0xF0: "⇨", 0xF3: "⬄", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "standardsymbolsps": _SYMBOL, "wingdings": _WINGDINGS}


def is_symbol_font(font: str) -> bool:
    """Tell whether a font's signs are no letters."""
    return _key(font) in _FONTS


def symbol(font: str, code: int) -> str:
    """Return the sign of a code in a font; fonts place theirs at U+F000 and above as well."""
    signs = _FONTS.get(_key(font))
    if signs is not None:
        return signs.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, UNREADABLE)
    if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xF8FF:
        return UNREADABLE
    return chr(code)


def readable(text: str, font: str) -> str:
    """Return a text whose signs of private use are those of a font, where it is a symbol font."""
    if not any("\uf000" <= sign <= "\uf0ff" for sign in text) or not is_symbol_font(font):
        return text
    return "".join(symbol(font, ord(sign)) if "\uf000" <= sign <= "\uf0ff" else sign for sign in text)


def _key(font: str) -> str:
    return "".join(font.casefold().split())
