"""How numbers, strings and names are written in PDF."""

from __future__ import annotations

_PRINTABLE = frozenset(range(32, 127)) - {ord("("), ord(")"), ord("\\")}


def number(value: float) -> str:
    """Return a number with at most three decimals and never an exponent, which PDF forbids."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def text_string(text: str) -> str:
    """Return a text string: in ASCII where that is enough, else in UTF-16 with its mark."""
    if all(ord(character) in _PRINTABLE for character in text):
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def byte_string(data: bytes) -> str:
    """Return bytes as a hexadecimal string."""
    return f"<{data.hex().upper()}>"


def colour(value: str, *, stroke: bool = False) -> str:
    """Return the operator that sets an sRGB colour given as "#rrggbb"."""
    parts = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return " ".join(map(number, parts)) + (" RG" if stroke else " rg")


def rectangle(left: float, bottom: float, right: float, top: float) -> str:
    """Return a filled rectangle in the colour that is set."""
    return f"{number(left)} {number(bottom)} {number(right - left)} {number(top - bottom)} re f"
