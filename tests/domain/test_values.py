"""Classes made by `value` equal frozen dataclasses with slots."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any

import pytest

from briefbuilder.domain.document import DrawnBreak, DrawnText, Run
from briefbuilder.domain.values import value


@value
class Point:
    """A place, of which the name does not matter."""

    x: int
    names: tuple[str, ...] = field(default=())


@value
class Nothing:
    """A value without parts."""


@value(kw_only=False)
class Span:
    """A value whose parts are given in their order, and which checks them."""

    first: int
    last: int = 9
    words: list[str] = field(default_factory=list, compare=False)
    width: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", self.last - self.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What `Point` is to be like."""

    x: int
    names: tuple[str, ...] = field(default=())


def test_values_are_equal_by_their_parts_and_their_class() -> None:
    assert Point(x=1) == Point(x=1)
    assert Point(x=1) != Point(x=2)
    other: object = Written(x=1)
    assert Point(x=1) != other
    assert Nothing() == Nothing()
    assert DrawnBreak(anchor="a") != DrawnBreak(anchor="b")
    assert len({Point(x=1), Point(x=1), Point(x=1, names=("a",)), Nothing(), Nothing()}) == 3


def test_values_are_shown_as_dataclasses_are() -> None:
    assert repr(Point(x=1, names=("a",))) == repr(Written(x=1, names=("a",))).replace("Written", "Point")
    assert repr(Nothing()) == "Nothing()"


def test_values_are_immutable_and_have_slots() -> None:
    point = Point(x=1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc] # the point of the test
    assert not hasattr(point, "__dict__")
    with pytest.raises(TypeError):
        hash(Point(x=1, names=["a"]))  # type: ignore[arg-type] # no part that can change is hashed


def test_values_are_dataclasses() -> None:
    assert is_dataclass(Point)
    assert [one.name for one in fields(Point)] == ["x", "names"]
    text = DrawnText(role="body", content=(Run(text="a", bold=True),))
    assert replace(text, number="1").content == text.content
    assert pickle.loads(pickle.dumps(text)) == text
    assert copy.deepcopy(text) == text


@value
class Secret:
    """A value of which one part is shown to nobody and another tells no two apart."""

    word: str = field(repr=False)
    kept: int = field(default=0, compare=False)


def test_a_part_that_is_not_to_be_shown_or_compared_is_not() -> None:
    secret = Secret(word="open sesame", kept=3)
    assert repr(secret) == "Secret(kept=3)"
    assert secret == Secret(word="open sesame", kept=4)
    assert hash(secret) == hash(Secret(word="open sesame"))
    assert secret != Secret(word="closed", kept=3)


def test_parts_may_be_given_in_their_order_and_are_completed_as_in_a_dataclass() -> None:
    one, other = Span(2), Span(first=2, last=9)
    assert (one.width, one == other, one.words is other.words) == (7, True, False)
    assert [copy.copy(one), pickle.loads(pickle.dumps(one))] == [one, one]
    assert replace(one, last=4).width == 2
    match one:
        case Span(first, last):
            assert (first, last) == (2, 9)
    wrongs: tuple[tuple[Any, ...], ...] = ((), (1, 2, [], 4))
    for wrong in wrongs:
        with pytest.raises(TypeError, match=r"Span\.__init__\(\)"):
            Span(*wrong)
    with pytest.raises(TypeError, match="positional"):
        Point(1)  # type: ignore[call-arg] # the point of the test
    with pytest.raises(FrozenInstanceError):
        del one.first
