"""Marks for `Annotated` types, which say of a value's JSON what Python's own types cannot.

`typed_json`, which reads and writes the JSON, asks each mark for its part.
"""

from __future__ import annotations

from typing import Any, Protocol

from briefbuilder.domain.values import value

Schema = dict[str, Any]
"""A schema of pydantic-core."""


class Mark(Protocol):
    """Changes the schema of the type that it marks."""

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the marked type."""


@value(kw_only=False)
class Limits:
    """Marks a number with the lowest and highest value that are read, since a large one is costly: a cell over a million columns."""

    low: int
    high: int

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the number."""
        return {**schema, "ge": self.low, "le": self.high}


@value
class Finite:
    """Marks a number that is neither infinite nor NaN."""

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the number."""
        return {**schema, "allow_inf_nan": False}


@value
class WrittenWhereSet:
    """Marks a field that is written only if it is neither None nor False, so that older JSON stays as it is."""

    def apply(self, schema: Schema) -> Schema:
        """Return the schema of the field's value, which stays."""
        return schema
