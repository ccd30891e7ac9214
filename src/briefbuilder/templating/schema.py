"""The JSON Schema of templates, for completion in editors and for suggestions in faults, and the help on their keys.

The schema follows from the one by which a file of YAML is read, and from the docstrings of the classes, which are the
English help; `resources/help` has a file for each other language.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from itertools import pairwise
from threading import Lock
from typing import Any, cast

from briefbuilder.domain.colours import describe_colour
from briefbuilder.domain.json_marks import Schema
from briefbuilder.domain.languages import base_language
from briefbuilder.system.paths import resources_folder
from briefbuilder.templating.model import Template
from briefbuilder.templating.values import file_adapter, to_kebab_case
from briefbuilder.typed_json import schema_of
from briefbuilder.yaml_tree import Path, YamlTree

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
    result = {name: writer.mapping(each) for name, each in classes.items()}
    own = result.pop(kind.__name__)
    return {**own, "$defs": result} if result else own


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
        result = self._write(schema)
        return {**result, "description": description} if description else result

    def _write(self, schema: Schema) -> _JsonSchema:
        metadata = schema.get("metadata", {})
        match schema["type"]:
            case "function-before":
                result = self._write(schema_of(metadata["written"], to_kebab_case)["schema"])
            case "function-after":
                result = self._write(schema["schema"])
            case "default":
                result = {**_default(schema), **self._write(schema["schema"])}
            case "nullable" if metadata:
                result = {**self._write(schema["schema"]), **metadata}
            case "nullable":
                result = self._any_of(schema["schema"], {"type": "none"})
            case "definition-ref":
                result = {"$ref": f"#/$defs/{self._named[schema['schema_ref']]}"}
            case "literal":
                result = _literal(schema["expected"])
            case "str" | "int" | "float" | "bool" | "none" as kind:
                result = {"type": _TYPES[kind], **_renamed(schema, _BOUNDS), **metadata}
            case _:
                result = self._compound(schema)
        return result

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
"""CPython 3.11 raises a SystemError if two threads parse source code at once."""


def _docstrings_of(kind: type) -> Mapping[str, str]:
    """Return the docstrings of the fields of a class and of those that it extends; none if there is no source code."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__[:-1]):
        try:
            with _PARSING:
                tree = ast.parse(inspect.getsource(base))
        except OSError:
            continue
        assert isinstance(tree.body[0], ast.ClassDef)
        for field, after in pairwise(tree.body[0].body):
            match field, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = inspect.cleandoc(text)
    return found


def template_schema() -> _JsonSchema:
    """Return the JSON Schema (draft 2020-12) of a template's YAML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **file_schema(Template)}


def editor_schema() -> _JsonSchema:
    """Return the schema for editors, in which a template that extends a house style may omit keys."""
    schema = template_schema()
    required = schema.pop("required", [])
    schema["required"] = ["version", "id", "name"]
    schema["if"] = {"not": {"required": ["extends"]}}
    schema["then"] = {"required": required}
    properties = cast("dict[str, dict[str, object]]", schema["properties"])
    named = {"type": "object", "required": ["key"], "not": {"required": ["kind"]}}
    for key in ("fields", "parts"):
        properties[key]["items"] = {"anyOf": [properties[key]["items"], named]}
    return schema


@cache
def _template() -> _JsonSchema:
    return file_schema(Template)


def key_names(tree: YamlTree, path: Path) -> tuple[str, ...]:
    """Return the valid keys of the mapping at a path of a template."""
    names: dict[str, None] = {}
    for schema in _schemas_at(tree, path):
        for source in ("properties", "propertyNames"):
            found = schema.get(source)
            if source == "propertyNames" and isinstance(found, dict):
                found = found.get("enum")
            names.update(dict.fromkeys(map(str, found)) if isinstance(found, dict | list) else {})
    return tuple(names)


def value_names(tree: YamlTree, path: Path) -> tuple[str, ...]:
    """Return the valid values at a path, if the schema lists them."""
    inner = (child for schema in _schemas_at(tree, path[:-1]) for child in _children(schema, path[-1]))
    return tuple(dict.fromkeys(name for schema in inner for name in _values(schema)))


def _values(schema: _JsonSchema) -> Iterator[str]:
    for branch in _branches(schema, None):
        listed = branch.get("enum")
        yield from map(str, listed) if isinstance(listed, list) else ()
        if "const" in branch:
            yield str(branch["const"])
        if branch.get("type") == "boolean":
            yield from ("true", "false")
        items = branch.get("items")
        if isinstance(items, dict):
            yield from _values(items)


def _schemas_at(tree: YamlTree, path: Path) -> list[_JsonSchema]:
    here = list(_branches(_template(), tree.value_at(())))
    for length, step in enumerate(path, start=1):
        value = tree.value_at(path[:length])
        below = [inner for schema in here for inner in _children(schema, step)]
        here = [branch for inner in below for branch in _branches(inner, value)]
    return here


def _children(schema: _JsonSchema, step: str | int) -> Iterator[_JsonSchema]:
    if isinstance(step, int):
        inner = schema.get("items")
    else:
        properties = schema.get("properties")
        inner = properties.get(step) if isinstance(properties, dict) else schema.get("additionalProperties")
    if isinstance(inner, dict):
        yield inner


def _branches(schema: _JsonSchema, value: object) -> Iterator[_JsonSchema]:
    """Yield the schemas that references and alternatives lead to, of alternatives by `kind` only that of the value."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        definitions = cast("dict[str, _JsonSchema]", _template()["$defs"])
        yield from _branches(definitions[reference.rpartition("/")[2]], value)
        return
    options = schema.get("anyOf") or schema.get("oneOf")
    if not isinstance(options, list):
        yield schema
        return
    chosen = _chosen(schema, value)
    for option in options:
        if isinstance(option, dict) and chosen in {None, option.get("$ref")}:
            yield from _branches(option, value)


def _chosen(schema: _JsonSchema, value: object) -> object:
    discriminator = schema.get("discriminator")
    if not isinstance(discriminator, dict) or not isinstance(value, dict):
        return None
    mapping = discriminator.get("mapping")
    return mapping.get(str(value.get("kind"))) if isinstance(mapping, dict) else None


_ENGLISH_VALUES = {"true": "Yes", "false": "No"}
"""What values are called in English if it is not their own word."""


def translate_help(text: str, language: str) -> str:
    """Return the help on a key in a language, in English if there is no translation."""
    return help_texts(base_language(language)).get(text, text)


def name_value(value: str, language: str) -> str:
    """Return what a value that a template can choose is called in a language, the value itself if it has no name."""
    word = _ENGLISH_VALUES.get(value, value)
    return help_texts(base_language(language)).get(f"value: {word}", word)


def name_colour(colour: str, language: str) -> str:
    """Return what a colour is called in a language, with its digits: "Dark blue (#16324f)"."""
    shade, hue = (name_value(word, language) for word in describe_colour(colour))
    words = shade.format(hue=hue)
    return f"{words[:1].upper()}{words[1:]} ({colour})"


@cache
def help_texts(language: str) -> Mapping[str, str]:
    """Return the texts of a language by the English ones, empty if there are none."""
    import yaml

    path = resources_folder() / "help" / f"{language}.yaml"
    if not path.is_file():
        return {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    texts: Mapping[str, str] = yaml.load(path.read_bytes(), Loader=loader)  # noqa: S506 - both loaders are safe
    return texts
