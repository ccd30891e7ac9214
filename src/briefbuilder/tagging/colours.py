"""A topic's colour, from its group and its place in it.

Ten hues around Okabe and Ito's set, which people with any form of colour blindness tell apart, in
five depths. White text on each, and each as text on white, has a contrast of at least 4.5 to 1
(WCAG 2.2, 1.4.3). Neighbours in a group differ in depth; a topic's name always stands beside it.
"""

from __future__ import annotations

from colorsys import hls_to_rgb

CONTRAST = 4.55
_HUES: tuple[tuple[float, float], ...] = (
    (202, 0.95),  # blue
    (24, 0.95),  # vermilion
    (164, 0.95),  # bluish green
    (320, 0.45),  # reddish purple
    (46, 0.95),  # ochre
    (232, 0.5),  # indigo
    (350, 0.65),  # wine
    (185, 0.6),  # teal
    (280, 0.4),  # violet
    (90, 0.45),  # olive
)
_DEPTHS = (1.0, 0.62, 0.82, 0.5, 0.72)
"""Shares of the greatest lightness that the contrast allows."""


def topic_colour(group: int, place: int) -> str:
    """Return "#rrggbb" for the topic at a place in a group, both counted from 0."""
    hue, saturation = _HUES[group % len(_HUES)]
    shift = 9.0 * (place // len(_DEPTHS))
    top = _lightest(hue + shift, saturation)
    return _hexadecimal(hue + shift, top * _DEPTHS[place % len(_DEPTHS)], saturation)


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour "#rrggbb" with white, from 1 to 21."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _lightest(hue: float, saturation: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        enough = contrast_with_white(_hexadecimal(hue, middle, saturation)) >= CONTRAST
        low, high = (middle, high) if enough else (low, middle)
    return low


def _hexadecimal(hue: float, lightness: float, saturation: float) -> str:
    channels = hls_to_rgb(hue % 360 / 360, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
