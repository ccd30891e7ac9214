"""Colours as "#rrggbb": their channels, luminance and contrast (WCAG 2.2)."""

from __future__ import annotations

import colorsys

_HUES = ((15, "red"), (45, "orange"), (70, "yellow"), (165, "green"), (195, "turquoise"), (255, "blue"), (290, "purple"), (345, "pink"), (361, "red"))  # fmt: skip
"""The words for hues, each up to an angle in degrees."""
_GREY, _PALE_GREY = 0.26, 0.06
"""The saturation below which a colour looks grey beside others, and the difference of the channels of a light one."""
COLOUR_WORDS = (*dict(_HUES).values(), "brown", "black", "white", "grey")
SHADES = ("dark {hue}", "light {hue}", "{hue}")
_DARK, _BROWN, _BLACK, _WHITE = 0.1, 0.15, 0.01, 0.97
"""The luminance below which a colour is called dark, orange is brown and grey is black, and above which grey is white."""
_LIGHT = 0.75
"""The lightness from which a colour is called light."""


def colour_channels(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of a colour, each from 0 to 1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def colour_of(channels: tuple[float, float, float]) -> str:
    """Return the colour with these channels, each from 0 to 1."""
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def relative_luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in colour_channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    light, dark = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def describe_colour(colour: str) -> tuple[str, str]:
    """Return a word for the shade of a colour and one for its hue, of SHADES and COLOUR_WORDS."""
    channels = colour_channels(colour)
    hue, saturation, _ = colorsys.rgb_to_hsv(*channels)
    lightness, luminance = (max(channels) + min(channels)) / 2, relative_luminance(colour)
    dark, light, plain = SHADES
    shade = dark if luminance < _DARK else light if lightness > _LIGHT else plain
    is_grey = max(channels) - min(channels) < _PALE_GREY if shade == light else saturation < _GREY
    if is_grey and luminance < _BLACK:
        return plain, "black"
    if is_grey:
        return (plain, "white") if luminance > _WHITE else (shade, "grey")
    word = next(word for limit, word in _HUES if hue * 360 < limit)
    return (plain, "brown") if word == "orange" and luminance < _BROWN else (shade, word)
