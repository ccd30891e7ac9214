"""Values as the type that a test knows them to have: a value of another type, or none, fails the test."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def not_none(value: T | None) -> T:
    """Return a value, which must not be None."""
    assert value is not None, "the value is None"
    return value


def of_type(value: object, kind: type[T]) -> T:
    """Return a value, which must be of a type."""
    assert isinstance(value, kind), f"{value!r} is not of type {kind.__name__}"
    return value
