"""Write the quantities of LaTeX's siunitx package as text: 5 km, 30–40 MW, 9.8 m/s²."""

from __future__ import annotations

import re

_PREFIXES = {
    "femto": "f", "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "deca": "da", "hecto": "h",
    "kilo": "k", "mega": "M", "giga": "G", "tera": "T", "peta": "P", "exa": "E",
}  # fmt: skip
_UNITS = {
    "ampere": "A", "arcminute": "′", "arcsecond": "″", "bar": "bar", "becquerel": "Bq", "bit": "bit", "byte": "B", "candela": "cd",
    "celsius": "°C", "coulomb": "C", "dalton": "Da", "day": "d", "decibel": "dB", "degree": "°", "degreeCelsius": "°C",
    "electronvolt": "eV", "eV": "eV", "farad": "F", "gram": "g", "gray": "Gy", "hectare": "ha", "henry": "H", "hertz": "Hz",
    "hour": "h", "joule": "J", "katal": "kat", "kelvin": "K", "knot": "kn", "litre": "l", "liter": "l", "lumen": "lm",
    "lux": "lx", "metre": "m", "meter": "m", "minute": "min", "mole": "mol", "newton": "N", "ohm": "Ω", "pascal": "Pa",
    "percent": r"\%", "radian": "rad", "second": "s", "siemens": "S", "sievert": "Sv", "steradian": "sr", "tesla": "T",
    "tonne": "t", "uA": "µA", "ug": "µg", "um": "µm", "us": "µs", "volt": "V", "watt": "W", "weber": "Wb",
}  # fmt: skip
"""Signs of units by their names; short names, such as `\\kWh`, are the signs themselves."""

_POWERS_AFTER = {"squared": "²", "cubed": "³"}
_POWERS_BEFORE = {"square": "²", "cubic": "³"}
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")

_ARGUMENT = r"\s*\{((?:[^{}]|\{[^{}]{0,40}\}){0,200})\}"
_QUANTITY = re.compile(
    rf"\\(?:(?P<range>SIrange|qtyrange)\*?|(?P<quantity>SI|qty)|(?P<unit>si|unit)|(?P<number>num))"
    rf"(?![A-Za-z])(?:\[[^\]]{{0,200}}\])?{_ARGUMENT}(?:{_ARGUMENT})?(?:{_ARGUMENT})?"
)
_PART = re.compile(r"\\([A-Za-z]+)|\^\{?(-?\d{1,3})\}?|([.~])|(\{|\}|\s)|(.)")


def write_quantities(text: str) -> str:
    """Replace the quantities of siunitx in LaTeX by their numbers and signs."""
    return _QUANTITY.sub(_write_quantity, text) if "\\" in text else text


def _write_quantity(found: re.Match[str]) -> str:
    expected = 3 if found["range"] else 2 if found["quantity"] else 1
    arguments = [argument for argument in found.groups()[4:] if argument is not None]
    if len(arguments) < expected:
        return found.group()
    rest = "".join(f"{{{argument}}}" for argument in arguments[expected:])
    numbers = "–".join(arguments[: expected - 1])
    if found["number"]:
        return arguments[0] + rest
    return f"{numbers} {_write_unit(arguments[expected - 1])}".strip() + rest


def _write_unit(unit: str) -> str:
    written, prefix, power = "", "", ""
    for name, exponent, product, ignored, sign in _PART.findall(unit):
        if name in _PREFIXES:
            prefix += _PREFIXES[name]
        elif name == "per":
            written = f"{written.rstrip()}/"
        elif name in _POWERS_BEFORE:
            power = _POWERS_BEFORE[name]
        elif name in _POWERS_AFTER:
            written = written.rstrip() + _POWERS_AFTER[name]
        elif name == "tothe":
            continue
        elif name:
            apart = " " if written and not written.endswith(("/", " ")) else ""
            written += f"{apart}{prefix}{_UNITS.get(name, name)}{power}"
            prefix = power = ""
        elif exponent:
            written += exponent.translate(_RAISED)
        elif not ignored:
            written += " " if product else sign
    return written + prefix
