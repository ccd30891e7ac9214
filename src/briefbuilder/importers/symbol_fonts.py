"""The characters of symbol fonts.

Symbol has Adobe's encoding, with the mapping published by unicode.org; for Wingdings, the characters used in texts are
known. Unknown characters are unreadable.
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
SIGNS_OF_SYMBOL_FONT = {
    0xF02B: "+", 0xF02D: "−", 0xF03C: "<", 0xF03D: "=", 0xF03E: ">", 0xF0A3: "≤", 0xF0B0: "°", 0xF0B1: "±",
    0xF0B3: "≥", 0xF0B4: "×", 0xF0B8: "÷", 0xF0B9: "≠", 0xF0BB: "≈",
}  # fmt: skip
"""Other symbol fonts have pictures at these codes, which texts seldom have; letters and bullets are left out."""


def is_symbol_font(font: str) -> bool:
    """Return whether a font is a symbol font."""
    return _font_key(font) in _FONTS


def symbol_character(font: str, code: int) -> str:
    """Return the character for a code in a font; symbol fonts also use codes from U+F000."""
    characters = _FONTS.get(_font_key(font))
    if characters is not None:
        return characters.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code, UNREADABLE)
    if not 0 < code <= 0x10FFFF or 0xD800 <= code <= 0xF8FF:
        return SIGNS_OF_SYMBOL_FONT.get(code, UNREADABLE)
    return chr(code)


def decode_symbols(text: str, font: str) -> str:
    """Return a text with private-use characters replaced by those of its symbol font."""
    if not any("\uf000" <= character <= "\uf0ff" for character in text) or not is_symbol_font(font):
        return text
    return "".join(
        symbol_character(font, ord(character)) if "\uf000" <= character <= "\uf0ff" else character
        for character in text
    )


def _font_key(font: str) -> str:
    return "".join(font.casefold().split())
