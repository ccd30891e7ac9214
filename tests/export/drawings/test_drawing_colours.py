"""Colours of drawings come from the style sheet and differ in grey print."""

from __future__ import annotations

from itertools import pairwise

import pytest

from briefbuilder.domain.colours import relative_luminance
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.drawings.colours import (
    DEFAULT_ACCENT,
    accent_colour,
    series_colours,
)

RED = StyleSheet(styles={"heading1": Style(colour="#7a1f2b")})
PALE = StyleSheet(styles={"heading1": Style(colour="#ffd54a")})
BLACK = StyleSheet(styles={"heading1": Style(colour="#000000"), "body": Style(colour="#222222")})


def test_a_single_series_has_the_colour_of_headings() -> None:
    assert series_colours(RED, 1) == ("#7a1f2b",)


def test_a_pale_accent_is_darkened_for_white_paper() -> None:
    assert 1.05 / (relative_luminance(accent_colour(PALE)) + 0.05) >= 4.5


def test_black_documents_have_the_usual_accent() -> None:
    assert accent_colour(BLACK) == DEFAULT_ACCENT


@pytest.mark.parametrize("styles", [RED, PALE, BLACK])
@pytest.mark.parametrize("count", [2, 3, 4, 6])
def test_series_differ_in_grey(styles: StyleSheet, count: int) -> None:
    greys = [relative_luminance(colour) + 0.05 for colour in series_colours(styles, count)]
    assert all(light / dark >= 1.4 for dark, light in pairwise(greys))
