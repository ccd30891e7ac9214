"""Marks of types refuse in JSON what the types themselves allow."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from briefbuilder.domain.briefing import Item, OwnText
from briefbuilder.domain.json_marks import Finite, Limits


def test_an_item_is_read_by_its_kind() -> None:
    reader: TypeAdapter[Item] = TypeAdapter(Item)
    assert reader.validate_json('{"id": "o", "kind": "own_text"}') == OwnText(id="o")
    with pytest.raises(ValidationError) as caught:
        reader.validate_json('{"id": "o", "kind": "other"}')
    assert [error["type"] for error in caught.value.errors()] == ["union_tag_invalid"]


def test_a_number_is_read_from_its_lowest_to_its_highest_value() -> None:
    reader = TypeAdapter[int](Annotated[int, Limits(2, 4)])
    assert [reader.validate_json(text) for text in ("2", "4")] == [2, 4]
    for text in ("1", "5", "true"):
        with pytest.raises(ValidationError):
            reader.validate_json(text, strict=True)


@pytest.mark.parametrize("text", ["Infinity", "-Infinity", "NaN"])
def test_a_number_that_is_not_finite_is_refused(text: str) -> None:
    assert TypeAdapter(float).validate_json(text) is not None
    reader = TypeAdapter[float](Annotated[float, Finite()])
    assert reader.validate_json("1.5") == 1.5
    with pytest.raises(ValidationError):
        reader.validate_json(text)
