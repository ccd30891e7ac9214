"""Write numbers, strings and colours as PDF does."""

from __future__ import annotations

from functools import lru_cache

_PRINTABLE = frozenset(range(32, 127)) - {ord("("), ord(")"), ord("\\")}


def format_number(value: float) -> str:
    """Return a number with at most three decimals and no exponent, which PDF forbids."""
    written = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def format_numbers(*values: float) -> str:
    """Return numbers separated by spaces."""
    return " ".join(map(format_number, values))


def format_text_string(text: str) -> str:
    """Return a text string: ASCII if possible, else UTF-16 with a byte order mark."""
    if all(ord(character) in _PRINTABLE for character in text):
        return f"({text})"
    return f"<FEFF{text.encode('utf-16-be', 'replace').hex().upper()}>"


def format_byte_string(data: bytes) -> str:
    """Return bytes as a hexadecimal string."""
    return f"<{data.hex().upper()}>"


@lru_cache(maxsize=256)
def colour_operator(value: str, *, stroke: bool = False) -> str:
    """Return the operator that sets an sRGB colour given as "#rrggbb"."""
    parts = [int(value[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return format_numbers(*parts) + (" RG" if stroke else " rg")


def rectangle_operators(left: float, bottom: float, right: float, top: float) -> str:
    """Return operators that fill a rectangle with the current colour."""
    return f"{format_number(left)} {format_number(bottom)} {format_number(right - left)} {format_number(top - bottom)} re f"
