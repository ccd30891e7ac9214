"""Code points and UTF-16 units, compared with Python's own encoder."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefbuilder.ui.offsets import UnitOffsets, to_points, to_units, units

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


@given(TEXTS, st.data())
def test_offsets_of_one_text_are_converted_alike(text: str, data: st.DataObject) -> None:
    offsets, place = UnitOffsets(text), data.draw(st.integers(-3, 2 * len(text) + 3))
    assert offsets.to_units(place) == to_units(text, place)
    if place >= 0:
        assert offsets.to_points(place) == to_points(text, place)


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
