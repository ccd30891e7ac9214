"""The fonts that a Word file names: companions for other scripts, and what stands in for a missing one."""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.export.docx.languages import base_language
from briefbuilder.export.docx.ooxml import Node, make, val

_SANS = ("sans", "arial", "calibri", "helvetica", "verdana", "segoe", "tahoma", "aptos", "gothic", "roboto")
_FIXED = ("mono", "courier", "consolas", "menlo")

_EAST_ASIAN_SERIF = {
    "ja": "Yu Mincho",
    "ko": "Batang",
    "zh": "SimSun",
    "zh-tw": "PMingLiU",
    "zh-hant": "PMingLiU",
}
_EAST_ASIAN_SANS = {
    "ja": "Yu Gothic", "ko": "Malgun Gothic", "zh": "Microsoft YaHei",
    "zh-tw": "Microsoft JhengHei", "zh-hant": "Microsoft JhengHei",
}  # fmt: skip

_STAND_INS = {
    "Noto Serif": "Georgia", "Noto Sans": "Segoe UI", "Roboto Mono": "Consolas", "Noto Sans Mono": "Consolas",
}  # fmt: skip


def family(font: str) -> str:
    """Return Word's family of a font: "swiss" (sans serif), "modern" (fixed pitch) or "roman"."""
    name = font.lower()
    if any(word in name for word in _FIXED):
        return "modern"
    return "swiss" if any(word in name for word in _SANS) else "roman"


def east_asian_font(font: str, language: str) -> str:
    """Return a font for Chinese, Japanese or Korean beside a Latin one, as Windows and macOS have them."""
    table = _EAST_ASIAN_SERIF if family(font) == "roman" else _EAST_ASIAN_SANS
    return table.get(language.lower()) or table.get(base_language(language)) or table["ja"]


def complex_font(font: str) -> str:
    """Return a font for Arabic and Hebrew beside a Latin one."""
    return "Times New Roman" if family(font) == "roman" else "Arial"


def font_element(font: str, language: str) -> Node:
    """Return the `w:rFonts` of a style: one font for each group of scripts."""
    return make(
        "w:rFonts",
        {
            "w:ascii": font,
            "w:hAnsi": font,
            "w:eastAsia": east_asian_font(font, language),
            "w:cs": complex_font(font),
        },
    )


def fill_font_table(table: Node, fonts: Iterable[str]) -> None:
    """Tell Word of the fonts: their family, and what to take where one is not on the machine."""
    for font in sorted(set(fonts)):
        entry = make("w:font", {"w:name": font})
        stand_in = _STAND_INS.get(font)
        if stand_in:
            entry.append(val("w:altName", stand_in))
        entry.append(val("w:family", family(font)))
        entry.append(val("w:pitch", "fixed" if family(font) == "modern" else "variable"))
        table.append(entry)
