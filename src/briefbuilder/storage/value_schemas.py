"""Makes the schemas by which pydantic-core reads and writes values, from the annotations of their classes.

pydantic itself would make them, too, but its import and its more general way take a command longer than all its reading.
A union of classes is told apart by their `kind`, instead of trying one after the other: a briefing of 1,000 items is read
eleven times faster this way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

Schema = dict[str, Any]

_LEAVES: Mapping[Any, Schema] = {
    str: {"type": "str"},
    int: {"type": "int"},
    bool: {"type": "bool"},
    float: {"type": "float"},
    bytes: {"type": "bytes"},
    date: {"type": "date"},
    datetime: {"type": "datetime", "microseconds_precision": "truncate"},
    Decimal: {"type": "decimal"},
    NoneType: {"type": "none"},
    None: {"type": "none"},
    Any: {"type": "any"},
    object: {"type": "any"},
}
_COLLECTIONS = {list: "list", set: "set", frozenset: "frozenset"}
_WITH_SCHEMAS = frozenset({"schema", "items_schema", "keys_schema", "values_schema", "choices", "fields"})
"""The keys of a schema under which there are others."""


def value_schema(
    hint: object,
    leaves: Mapping[Any, Schema] | None = None,
    bounds: Mapping[str, tuple[int, int]] | None = None,
) -> Schema:
    """Return the core schema of a type: a dataclass, or a collection or union of such and of plain values.

    `leaves` has other schemas for plain types, `bounds` the lowest and highest number of fields by their names. Raises
    TypeError for any other type.
    """
    builder = _Builder({**_LEAVES, **(leaves or {})}, bounds or {})
    schema = builder.resolve(builder.schema(hint))
    several = [
        builder.resolve(found) for name, found in builder.definitions.items() if builder.uses[name] > 1
    ]
    return {"type": "definitions", "schema": schema, "definitions": several} if several else schema


@dataclass(slots=True)
class _Builder:
    """Makes one schema; each class is defined once, and a class that is used once stands where it is used."""

    leaves: Mapping[Any, Schema]
    bounds: Mapping[str, tuple[int, int]]
    definitions: dict[str, Schema] = field(default_factory=dict)
    uses: Counter[str] = field(default_factory=Counter)

    def schema(self, hint: Any) -> Schema:
        """Return the schema of a type, with references to classes."""
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is None:
            return self.leaves[hint] if hint in self.leaves else self._reference(hint)
        if origin is Literal:
            return {"type": "literal", "expected": list(arguments)}
        if origin in {Union, UnionType}:
            return self._union(arguments)
        if origin is tuple:
            items = [self.schema(each) for each in arguments if each is not Ellipsis]
            endless = {"variadic_item_index": 0} if arguments[-1:] == (Ellipsis,) else {}
            return {"type": "tuple", "items_schema": items, **endless}
        if origin in {Mapping, dict}:
            keys, values = map(self.schema, arguments)
            schema: Schema = {"type": "dict", "keys_schema": keys, "values_schema": values}
            # The serializer knows dictionaries alone, and the topics that ship have mappings of another class.
            as_dict = {"type": "function-wrap", "function": lambda found, write: write(dict(found))}
            return schema if origin is dict else {**schema, "serialization": as_dict}
        if origin not in _COLLECTIONS:
            raise TypeError(f"no schema for {hint}")
        return {"type": _COLLECTIONS[origin], "items_schema": self.schema(arguments[0])}

    def _reference(self, kind: type[Any]) -> Schema:
        if not is_dataclass(kind):
            raise TypeError(f"no schema for {kind}")
        name = f"{kind.__module__}.{kind.__qualname__}"
        self.uses[name] += 1
        if name not in self.definitions:
            definition = self.definitions[name] = {}
            hints, own = _hints(kind), fields(kind)
            definition |= {
                "type": "dataclass",
                "cls": kind,
                "ref": name,
                "fields": [each.name for each in own],
                "slots": hasattr(kind, "__slots__"),
                "post_init": hasattr(kind, "__post_init__"),
                "schema": {
                    "type": "dataclass-args",
                    "dataclass_name": kind.__name__,
                    "fields": [self._field(each, hints[each.name]) for each in own],
                },
            }
        return {"type": "definition-ref", "schema_ref": name}

    def _field(self, given: Field[Any], hint: object) -> Schema:
        schema = self.schema(hint)
        if given.name in self.bounds:
            low, high = self.bounds[given.name]
            inner = schema["schema"] if schema["type"] == "nullable" else schema
            assert inner["type"] == "int"
            bounded = {**inner, "ge": low, "le": high}
            schema = {**schema, "schema": bounded} if inner is not schema else bounded
        if given.default is not MISSING:
            schema = {"type": "default", "schema": schema, "default": given.default}
        elif given.default_factory is not MISSING:
            schema = {"type": "default", "schema": schema, "default_factory": given.default_factory}
        return {"type": "dataclass-field", "name": given.name, "schema": schema, "init": given.init}

    def _union(self, members: tuple[Any, ...]) -> Schema:
        choices = [each for each in members if each is not NoneType]
        kinds = [_kind(each) for each in choices]
        schemas = [self.schema(each) for each in choices]
        union: Schema = schemas[0]
        if len(choices) > 1 and None not in kinds and len(set(kinds)) == len(kinds):
            named = dict(zip(kinds, schemas, strict=True))
            union = {"type": "tagged-union", "discriminator": "kind", "choices": named}
        elif len(choices) > 1:
            union = {"type": "union", "choices": schemas}
        return {"type": "nullable", "schema": union} if len(choices) < len(members) else union

    def resolve(self, schema: Any) -> Any:
        """Return a schema in which each class that is used once stands in place of the reference to it."""
        if isinstance(schema, list):
            return [self.resolve(each) for each in schema]
        if not isinstance(schema, dict):
            return schema
        if self.uses[schema.get("schema_ref", "")] == 1:
            return self.resolve(self.definitions[schema["schema_ref"]])
        if "discriminator" in schema:
            choices = {kind: self.resolve(each) for kind, each in schema["choices"].items()}
            return {**schema, "choices": choices}
        return {name: self.resolve(part) if name in _WITH_SCHEMAS else part for name, part in schema.items()}


@cache
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    """Return the types of the fields of a class, at a tenth of the cost of `typing.get_type_hints`."""
    found: dict[str, Any] = {}
    for each in reversed(kind.__mro__):
        found |= get_annotations(each, eval_str=True)
    return found


def _kind(member: Any) -> str | None:
    """Return the one literal that the `kind` of a dataclass is, None where there is no such field."""
    found = get_args(_hints(member).get("kind")) if isinstance(member, type) else ()
    return found[0] if len(found) == 1 else None
