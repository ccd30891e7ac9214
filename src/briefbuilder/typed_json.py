"""Reads and writes JSON by the types of values, with pydantic-core; what anyone can edit is read as far as it fits.

pydantic would do the same with more to import than all else that an export needs.
"""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin

from briefbuilder.domain.json_marks import Schema, WrittenWhereSet

if TYPE_CHECKING:
    # pydantic-core is imported if the first value is read or written: the first window does not need it.
    from pydantic_core import SchemaSerializer, SchemaValidator

_PLAIN: Mapping[object, str] = {
    str: "str",
    int: "int",
    float: "float",
    bool: "bool",
    bytes: "bytes",
    date: "date",
    datetime: "datetime",
    Decimal: "decimal",
    type(None): "none",
    Any: "any",
    object: "any",
}


T = TypeVar("T")


class JsonAdapter:
    """Reads and writes the JSON of a type; each raises a ValueError of pydantic-core if a value does not fit."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    @cached_property
    def _validator(self) -> SchemaValidator:
        from pydantic_core import SchemaValidator

        return SchemaValidator(self.schema)

    @cached_property
    def _serializer(self) -> SchemaSerializer:
        from pydantic_core import SchemaSerializer

        return SchemaSerializer(self.schema)

    def prepare(self) -> None:
        """Build the validator and the serializer, which takes a moment."""
        _ = self._validator, self._serializer

    def read(self, data: bytes | str, *, strict: bool = False, context: Any = None) -> Any:
        """Return the value from JSON; if `strict` is true, no value is converted to another type, such as a number to a text."""
        return self._validator.validate_json(data, strict=strict or None, context=context)

    def fit(self, value: object) -> Any:
        """Return the value that mappings, lists and plain values describe."""
        return self._validator.validate_python(value)

    def write(self, value: object, *, exclude_defaults: bool = False) -> bytes:
        """Return a value as JSON."""
        return self._serializer.to_json(value, exclude_defaults=exclude_defaults)

    def write_exactly(self, value: object, context: Any) -> bytes:
        """Return a value as JSON; raises a ValueError of pydantic-core if the value has another type."""
        return self._serializer.to_json(value, context=context, warnings="error")


@cache
def json_adapter(kind: Any) -> JsonAdapter:
    """Return the adapter of a type."""
    return JsonAdapter(schema_of(kind))


def schema_of(kind: Any, key_of: Callable[[str], str] | None = None) -> Schema:
    """Return the schema of a type for pydantic-core.

    The `kind` of a class selects it among the members of a union. With `key_of`, which returns the key of a field, an
    unknown key is refused.
    """
    maker = _SchemaMaker(key_of)
    schema = maker.schema_of(kind)
    return {"type": "definitions", "schema": schema, "definitions": list(maker.definitions.values())}


class _SchemaMaker:
    """Makes schemas; a class becomes a definition, since its values can contain values of itself."""

    def __init__(self, key_of: Callable[[str], str] | None) -> None:
        self.definitions: dict[type, Schema] = {}
        self._key_of = key_of

    def schema_of(self, kind: Any) -> Schema:
        if kind in _PLAIN:
            return {"type": _PLAIN[kind]}
        origin, arguments = get_origin(kind), get_args(kind)
        if origin is Annotated:
            schema = self.schema_of(arguments[0])
            for mark in kind.__metadata__:
                schema = mark.apply(schema)
            return schema
        if origin is Literal:
            return {"type": "literal", "expected": list(arguments)}
        if origin in {Union, types.UnionType}:
            return self._union(arguments)
        if isinstance(origin, type):
            return self._collection(origin, arguments)
        if is_dataclass(kind) and isinstance(kind, type):
            if kind not in self.definitions:
                self._define(kind)
            return {"type": "definition-ref", "schema_ref": _name_of(kind)}
        raise TypeError(f"no JSON for {kind}")

    def _collection(self, kind: type, members: tuple[Any, ...]) -> Schema:
        inner = [self.schema_of(member) for member in members if member is not ...]
        if kind is tuple:
            endless = {"variadic_item_index": 0} if ... in members else {}
            return {"type": "tuple", "items_schema": inner, **endless}
        if issubclass(kind, Mapping):
            return {"type": "dict", "keys_schema": inner[0], "values_schema": inner[1]}
        if kind in {list, frozenset}:
            return {"type": kind.__name__, "items_schema": inner[0]}
        raise TypeError(f"no JSON for {kind}")

    def _union(self, members: tuple[Any, ...]) -> Schema:
        present = [member for member in members if member is not type(None)]
        choices = {name: self.schema_of(member) for member in present for name in _kinds_of(member)}
        schema: Schema
        if len(present) == 1:
            schema = self.schema_of(present[0])
        elif len(choices) >= len(present) and all(map(_kinds_of, present)):
            schema = {"type": "tagged-union", "discriminator": "kind", "choices": choices}
        else:
            schema = {"type": "union", "choices": [self.schema_of(member) for member in present]}
        return schema if len(present) == len(members) else {"type": "nullable", "schema": schema}

    def _define(self, kind: type) -> None:
        schema = self.definitions[kind] = {"type": "dataclass", "cls": kind, "ref": _name_of(kind)}
        hints, every = hints_of(kind), fields(kind)
        schema["schema"] = {
            "type": "dataclass-args",
            "dataclass_name": kind.__name__,
            "fields": [self._field(field, hints[field.name]) for field in every],
            "extra_behavior": "forbid" if self._key_of else "ignore",
        }
        schema["fields"] = [field.name for field in every]
        schema["slots"] = "__slots__" in vars(kind)
        schema["post_init"] = hasattr(kind, "__post_init__")

    def _field(self, each: Field[Any], hint: Any) -> Schema:
        schema = self.schema_of(hint)
        if each.default is not MISSING:
            schema = {"type": "default", "schema": schema, "default": each.default}
        elif each.default_factory is not MISSING:
            schema = {"type": "default", "schema": schema, "default_factory": each.default_factory}
        result: Schema = {"type": "dataclass-field", "name": each.name, "kw_only": True, "schema": schema}
        if self._key_of is not None:
            result["validation_alias"] = self._key_of(each.name)
        if any(isinstance(mark, WrittenWhereSet) for mark in getattr(hint, "__metadata__", ())):
            result["serialization_exclude_if"] = _is_unset
        return result


@cache
def hints_of(kind: type) -> Mapping[str, Any]:
    """Return the types of a dataclass's fields by their names, with their marks."""
    found = {}
    for each in reversed(kind.__mro__):
        texts = vars(each).get("__annotations__", {})
        found.update({name: _evaluate(each.__module__, text) for name, text in texts.items()})
    return found


@cache
def _evaluate(module: str, text: str) -> Any:
    # Cached because few texts differ: `get_type_hints` compiles each of them, which takes most of the time of a schema.
    return eval(text, vars(sys.modules[module]))  # noqa: S307 - the annotations are the program's own


def _kinds_of(member: Any) -> tuple[str, ...]:
    """Return the values that the `kind` of a class can have, empty for other types."""
    if not (isinstance(member, type) and is_dataclass(member)):
        return ()
    kind = hints_of(member).get("kind")
    return get_args(kind) if get_origin(kind) is Literal else ()


def _is_unset(found: object) -> bool:
    return found is None or found is False


def _name_of(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


# What anyone can edit.

_UNFIT = object()


def read_leniently(kind: type[T], data: bytes | str) -> T | None:
    """Return a dataclass from JSON that anyone can edit, None if it is no JSON object or lacks a field without a default.

    Values of another type than their field are left out, in lists and mappings too. Settings are read
    before the first window is shown, so this does without pydantic-core, whose import takes longer than all else.
    """
    try:
        return fit_leniently(kind, json.loads(data))
    except (ValueError, RecursionError):
        return None


def fit_leniently(kind: type[T], found: object) -> T | None:
    """Return a dataclass from parsed JSON; see `read_leniently`."""
    result = _fit(kind, found)
    return None if result is _UNFIT else cast("T", result)


def _fit(kind: Any, found: object) -> object:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return next((fit for one in arguments if (fit := _fit(one, found)) is not _UNFIT), _UNFIT)
    if origin is Literal:
        return found if found in arguments else _UNFIT
    if origin is tuple and isinstance(found, list):
        return _fit_items(arguments, found)
    if origin in {dict, Mapping} and isinstance(found, dict):
        return {key: fit for key, one in found.items() if (fit := _fit(arguments[1], one)) is not _UNFIT}
    if is_dataclass(kind) and isinstance(found, dict):
        return _fit_fields(kind, found)
    return found if type(found) is kind else _UNFIT


def _fit_items(kinds: tuple[Any, ...], found: list[object]) -> object:
    if ... in kinds:
        return tuple(fit for one in found if (fit := _fit(kinds[0], one)) is not _UNFIT)
    fits = tuple(map(_fit, kinds, found))
    return _UNFIT if len(found) != len(kinds) or any(fit is _UNFIT for fit in fits) else fits


def _fit_fields(kind: Any, found: Mapping[str, object]) -> object:
    hints, values = hints_of(kind), dict[str, object]()
    for each in fields(kind):
        fit = _fit(hints[each.name], found[each.name]) if each.name in found else _UNFIT
        if fit is not _UNFIT:
            values[each.name] = fit
        elif each.default is MISSING and each.default_factory is MISSING:
            return _UNFIT
    return kind(**values)
