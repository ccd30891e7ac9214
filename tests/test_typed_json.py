"""JSON is read by the types of values, and refused where it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Literal

import pytest
from pydantic_core import ValidationError

from briefbuilder.domain.briefing import Item, OwnText
from briefbuilder.domain.json_marks import Finite, Limits
from briefbuilder.domain.text import Figure, ListItem
from briefbuilder.domain.values import value
from briefbuilder.typed_json import json_adapter, read_leniently


@value
class _Row:
    name: str
    day: date | None = None
    pairs: tuple[tuple[int, float], ...] = ()
    below: tuple[_Row, ...] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)


_ROW = _Row(
    name="a",
    day=date(2025, 3, 1),
    pairs=((1, 0.5),),
    below=(_Row(name="b", below=(_Row(name="c"),)),),
    words={"x": frozenset({"y"})},
)


def test_a_value_is_read_as_it_was_written() -> None:
    data = json_adapter(_Row).write(_ROW)
    assert json_adapter(_Row).read(data) == _ROW
    assert b'"day":"2025-03-01","pairs":[[1,0.5]]' in data


@pytest.mark.parametrize(
    "given",
    [
        '{"day": "2025-03-01"}',
        '{"name": 1}',
        '{"name": "a", "day": "spring"}',
        '{"name": "a", "pairs": [[1]]}',
        '{"name": "a", "below": [{"name": null}]}',
        "[]",
        '{"name": "a"',
    ],
)
def test_json_that_does_not_fit_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        json_adapter(_Row).read(given)


def test_an_item_is_read_by_its_kind() -> None:
    assert json_adapter(Item).read('{"id": "o", "kind": "own_text"}') == OwnText(id="o")
    with pytest.raises(ValidationError) as caught:
        json_adapter(Item).read('{"id": "o", "kind": "other"}')
    assert [error["type"] for error in caught.value.errors()] == ["union_tag_invalid"]


def test_a_number_is_read_from_its_lowest_to_its_highest_value() -> None:
    reader = json_adapter(Annotated[int, Limits(2, 4)])
    assert [reader.read(text) for text in ("2", "4")] == [2, 4]
    for text in ("1", "5", "true"):
        with pytest.raises(ValidationError):
            reader.read(text, strict=True)


@pytest.mark.parametrize("text", ["Infinity", "-Infinity", "NaN"])
def test_a_number_that_is_not_finite_is_refused(text: str) -> None:
    assert json_adapter(float).read(text) is not None
    reader = json_adapter(Annotated[float, Finite()])
    assert reader.read("1.5") == 1.5
    with pytest.raises(ValidationError):
        reader.read(text)


def test_a_picture_is_written_as_before_unless_it_is_wide() -> None:
    assert b"wide" not in json_adapter(Figure).write(Figure(id="f"))
    wide = Figure(id="f", wide=True)
    assert json_adapter(Figure).read(json_adapter(Figure).write(wide)) == wide


def test_a_label_is_written_only_where_an_item_has_one() -> None:
    assert b"label" not in json_adapter(ListItem).write(ListItem(id="l", content=()))


def test_only_the_listed_values_of_a_literal_are_read() -> None:
    reader = json_adapter(Literal["a", "b"])
    assert reader.read('"a"') == "a"
    with pytest.raises(ValidationError):
        reader.read('"c"')


@value
class _Choice:
    folder: str | None = None
    scheme: Literal["light", "dark"] = "light"
    size: int = 100
    sizes: tuple[int, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    row: _Named | None = None


@value
class _Named:
    name: str


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            '{"folder": "a", "scheme": "dark", "size": 3, "more": 1}',
            _Choice(folder="a", scheme="dark", size=3),
        ),
        ('{"folder": 1, "scheme": "neon", "size": "3"}', _Choice()),
        ('{"size": true, "sizes": [1, "2", 3.0, 4]}', _Choice(sizes=(1, 4))),
        ('{"shares": [["a", 1], ["b"], ["c", 2, 3], ["d", "e"], 5]}', _Choice(shares=(("a", 1),))),
        ('{"states": {"a": "b", "c": 1}, "sizes": {}}', _Choice(states={"a": "b"})),
        ('{"row": {"name": "a"}}', _Choice(row=_Named(name="a"))),
        ('{"row": {"name": 1}}', _Choice()),
        ("[]", None),
        ("{", None),
        ("[" * 200_000, None),
    ],
)
def test_what_anyone_can_edit_is_read_as_far_as_it_fits(text: str, read: _Choice | None) -> None:
    assert read_leniently(_Choice, text) == read
