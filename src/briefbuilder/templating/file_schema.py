"""The JSON Schema of what a file of YAML holds, from the schema by which it is read and the docstrings of its classes."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Mapping
from dataclasses import is_dataclass
from itertools import pairwise
from threading import Lock
from typing import Any, cast

from briefbuilder.domain.json_marks import Schema
from briefbuilder.templating.values import file_adapter, to_kebab_case
from briefbuilder.typed_json import schema_of

_JsonSchema = dict[str, object]
_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "none": "null"}
_BOUNDS = {"gt": "exclusiveMinimum", "ge": "minimum", "le": "maximum"}
_COUNTS = {"min_length": "minItems", "max_length": "maxItems"}


def file_schema(kind: type) -> _JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a file that is read into a class; its other classes are in `$defs`."""
    schema = file_adapter(kind).schema
    classes = {each["cls"].__name__: each for each in schema["definitions"]}
    named = {each["ref"]: name for name, each in classes.items()}
    writer = _SchemaWriter(named)
    made = {name: writer.mapping(each) for name, each in classes.items()}
    own = made.pop(kind.__name__)
    return {**own, "$defs": made} if made else own


class _SchemaWriter:
    """Writes JSON Schema; `named` are the names of the classes by their references."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self._named = named

    def mapping(self, schema: Schema) -> _JsonSchema:
        """Return the schema of a class, each of whose fields is a key."""
        kind = schema["cls"]
        texts = _docstrings_of(kind)
        properties: dict[str, _JsonSchema] = {}
        required = []
        for each in schema["schema"]["fields"]:
            key = to_kebab_case(each["name"])
            properties[key] = self._property(each["schema"], texts.get(each["name"], ""))
            if each["schema"]["type"] != "default":
                required.append(key)
        return {
            "type": "object",
            "description": inspect.cleandoc(kind.__doc__ or ""),
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def _property(self, schema: Schema, description: str) -> _JsonSchema:
        made = self._write(schema)
        return {**made, "description": description} if description else made

    def _write(self, schema: Schema) -> _JsonSchema:
        metadata = schema.get("metadata", {})
        match schema["type"]:
            case "function-before":
                made = self._write(schema_of(metadata["written"], to_kebab_case)["schema"])
            case "function-after":
                made = self._write(schema["schema"])
            case "default":
                made = {**_default(schema), **self._write(schema["schema"])}
            case "nullable" if metadata:
                made = {**self._write(schema["schema"]), **metadata}
            case "nullable":
                made = self._any_of(schema["schema"], {"type": "none"})
            case "definition-ref":
                made = {"$ref": f"#/$defs/{self._named[schema['schema_ref']]}"}
            case "literal":
                made = _literal(schema["expected"])
            case "str" | "int" | "float" | "bool" | "none" as kind:
                made = {"type": _TYPES[kind], **_renamed(schema, _BOUNDS), **metadata}
            case _:
                made = self._compound(schema)
        return made

    def _compound(self, schema: Schema) -> _JsonSchema:
        match schema["type"]:
            case "tuple":
                items = self._write(schema["items_schema"][0])
                return {"type": "array", "items": items, **_renamed(schema, _COUNTS)}
            case "dict":
                values, keys = self._write(schema["values_schema"]), self._write(schema["keys_schema"])
                names = {"propertyNames": keys} if "enum" in keys else {}
                return {"type": "object", "additionalProperties": values, **names}
            case "union":
                return self._any_of(*schema["choices"])
            case "tagged-union":
                choices = {name: self._write(choice) for name, choice in schema["choices"].items()}
                mapping = {name: choice["$ref"] for name, choice in choices.items()}
                discriminator = {"propertyName": schema["discriminator"], "mapping": mapping}
                return {"oneOf": list(choices.values()), "discriminator": discriminator}
        raise TypeError(f"no JSON Schema for {schema['type']}")

    def _any_of(self, *choices: Schema) -> _JsonSchema:
        written = [self._write(choice) for choice in choices]
        flat = [inner for each in written for inner in cast("list[_JsonSchema]", each.get("anyOf", [each]))]
        return {"anyOf": flat}


def _literal(expected: list[Any]) -> _JsonSchema:
    kind = "integer" if isinstance(expected[0], int) else "string"
    return {"type": kind, "const": expected[0]} if len(expected) == 1 else {"type": kind, "enum": expected}


def _default(schema: Schema) -> _JsonSchema:
    default = schema.get("default")
    if "default" not in schema or is_dataclass(default):
        return {}
    return {"default": list(default) if isinstance(default, tuple) else default}


def _renamed(schema: Schema, names: Mapping[str, str]) -> _JsonSchema:
    return {new: schema[old] for old, new in names.items() if old in schema}


_PARSING = Lock()
"""CPython 3.11 raises a SystemError where two threads parse source code at once."""


def _docstrings_of(kind: type) -> Mapping[str, str]:
    """Return the docstrings of the fields of a class and of those that it extends; none where there is no source code."""
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__[:-1]):
        try:
            with _PARSING:
                tree = ast.parse(inspect.getsource(each))
        except OSError:
            continue
        assert isinstance(tree.body[0], ast.ClassDef)
        for field, after in pairwise(tree.body[0].body):
            match field, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
    return found
