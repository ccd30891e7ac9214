"""Colours of drawings: different for readers who see few colours, and in grey print."""

from __future__ import annotations

import colorsys

from briefbuilder.domain.colours import colour_channels, colour_of, relative_luminance
from briefbuilder.domain.styles import Role, StyleSheet

DEFAULT_ACCENT = "#2f5d8a"
"""The colour of drawings in a document that has only black and grey."""
AXIS_COLOUR, GRID_COLOUR = "#595959", "#d0d0d0"
_ACCENT_ROLES: tuple[Role, ...] = (
    "heading1",
    "title",
    "heading2",
    "table-header",
    "callout-title",
    "marking",
)
_DARKEST, _LIGHTEST = 0.06, 0.66
"""The luminance of the first and of the last of several series."""
_MAX_SINGLE = 0.18
"""The greatest luminance of a single series: its contrast with white paper is 4.5 : 1 and more."""
_HUES = (0.0, 0.5, 0.08, 0.58, 0.16, 0.66)
"""How far the hue of each series is from the accent, in turns."""
_GREY = 0.08
_STEPS = 40


def accent_colour(styles: StyleSheet) -> str:
    """Return the colour that a style sheet gives its headings or tables, dark enough for white paper."""
    candidates = [styles.style(role).colour for role in _ACCENT_ROLES if role in styles.styles]
    candidates += [
        style.rule or style.background or "" for role, style in styles.styles.items() if role != "marking"
    ]
    coloured = (candidate for candidate in candidates if candidate and _saturation(candidate) > _GREY)
    return with_luminance(next(coloured, DEFAULT_ACCENT), _MAX_SINGLE, darken_only=True)


def series_colours(styles: StyleSheet, count: int) -> tuple[str, ...]:
    """Return a colour for each of several series, from dark to light and of alternating hues."""
    accent = accent_colour(styles)
    if count <= 1:
        return (accent,) * count
    hue, _, saturation = colorsys.rgb_to_hls(*colour_channels(accent))
    colours = []
    for index in range(count):
        # Equal steps of contrast, not of light: the eye compares ratios.
        share = index / (count - 1)
        luminance = (_DARKEST + 0.05) * ((_LIGHTEST + 0.05) / (_DARKEST + 0.05)) ** share - 0.05
        vivid = max(saturation, 0.35) * (1 - 0.45 * share)
        turned = colorsys.hls_to_rgb((hue + _HUES[index % len(_HUES)]) % 1, 0.5, vivid)
        colours.append(with_luminance(colour_of(turned), luminance))
    return tuple(colours)


def with_luminance(colour: str, luminance: float, *, darken_only: bool = False) -> str:
    """Return a colour ("#rrggbb") of the same hue with a relative luminance (WCAG 2.2) between 0 and 1."""
    if darken_only and relative_luminance(colour) <= luminance:
        return colour.lower()
    hue, _, saturation = colorsys.rgb_to_hls(*colour_channels(colour))
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        result = colour_of(colorsys.hls_to_rgb(hue, middle, saturation))
        low, high = (middle, high) if relative_luminance(result) <= luminance else (low, middle)
    return colour_of(colorsys.hls_to_rgb(hue, low, saturation))


def _saturation(colour: str) -> float:
    channels = colour_channels(colour)
    return max(channels) - min(channels)
