"""Code points and UTF-16 units, compared with Python's own encoder."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.ui.offsets import to_points, to_units, units

PIECES = ("a", " ", "\n", "è", "e\u0301", "半導体", "🇯🇵", "👩🏽‍🚀", "𠮷", "«", "\u200f", "क्षि")
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(codec="utf-8"), max_size=40).map("".join)


def encoded_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(TEXTS)
def test_units_are_those_of_the_encoder(text: str) -> None:
    assert units(text) == encoded_units(text)


@given(TEXTS, st.data())
def test_an_offset_in_code_points_is_restored(text: str, data: st.DataObject) -> None:
    point = data.draw(st.integers(0, len(text)))
    assert to_units(text, point) == encoded_units(text[:point])
    assert to_points(text, to_units(text, point)) == point


@given(TEXTS, st.data())
def test_a_place_in_units_falls_at_or_before_its_character(text: str, data: st.DataObject) -> None:
    unit = data.draw(st.integers(0, units(text)))
    back = to_units(text, to_points(text, unit))
    assert unit - 1 <= back <= unit


def test_half_of_an_emoji_counts_as_before_it() -> None:
    assert to_points("a😀b", 2) == 1
    assert to_points("a😀b", 3) == 2


def test_places_outside_are_drawn_to_the_ends() -> None:
    assert (to_points("a😀", -3), to_points("a😀", 99), to_units("a😀", -1), to_units("a😀", 99)) == (
        0,
        2,
        0,
        3,
    )
