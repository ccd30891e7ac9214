"""The JSON Schema of templates, for completion in editors and for suggestions in faults, and the help on their keys.

The English help is the docstrings of the models; `resources/help` has a file for each other language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import cast

from briefbuilder.locales.data import base_language
from briefbuilder.system.paths import resources_folder
from briefbuilder.templating.file_schema import file_schema
from briefbuilder.templating.model import Template
from briefbuilder.yaml_tree import Path, YamlTree

_Schema = dict[str, object]


def template_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a template's YAML."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **file_schema(Template)}


def editor_schema() -> dict[str, object]:
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
def _template() -> _Schema:
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


def key_descriptions(tree: YamlTree, path: Path) -> dict[str, str]:
    """Return the valid keys of the mapping at a path, with their descriptions."""
    names = dict.fromkeys(key_names(tree, path), "")
    for schema in _schemas_at(tree, path):
        properties = schema.get("properties")
        for name, description in properties.items() if isinstance(properties, dict) else ():
            names[name] = names[name] or _description(description)
    return names


def value_descriptions(tree: YamlTree, path: Path) -> dict[str, str]:
    """Return the valid values at a path with their descriptions, where the schema lists them."""
    found: dict[str, str] = {}
    for schema in _schemas_at(tree, path[:-1]):
        for inner in _children(schema, path[-1]):
            found |= _values(inner)
    return found


def _values(schema: _Schema) -> dict[str, str]:
    found: dict[str, str] = {}
    description = _description(schema)
    for branch in _branches(schema, None):
        listed = branch.get("enum")
        for value in listed if isinstance(listed, list) else ():
            found[str(value)] = ""
        if "const" in branch:
            found[str(branch["const"])] = _description(branch) or description
        if branch.get("type") == "boolean":
            found |= {"true": "", "false": ""}
        items = branch.get("items")
        if isinstance(items, dict):
            found |= _values(items)
    return found


def _description(schema: object) -> str:
    if not isinstance(schema, dict):
        return ""
    text, reference = schema.get("description"), schema.get("$ref")
    if text or not isinstance(reference, str):
        return str(text or "")
    definitions = cast("dict[str, _Schema]", _template()["$defs"])
    return str(definitions[reference.rpartition("/")[2]].get("description") or "")


def _schemas_at(tree: YamlTree, path: Path) -> list[_Schema]:
    here = list(_branches(_template(), tree.value_at(())))
    for length, step in enumerate(path, start=1):
        value = tree.value_at(path[:length])
        below = [inner for schema in here for inner in _children(schema, step)]
        here = [branch for inner in below for branch in _branches(inner, value)]
    return here


def _children(schema: _Schema, step: str | int) -> Iterator[_Schema]:
    if isinstance(step, int):
        inner = schema.get("items")
    else:
        properties = schema.get("properties")
        inner = properties.get(step) if isinstance(properties, dict) else schema.get("additionalProperties")
    if isinstance(inner, dict):
        yield inner


def _branches(schema: _Schema, value: object) -> Iterator[_Schema]:
    """Follow references and alternatives; where `kind` selects an alternative, only that one."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        definitions = cast("dict[str, _Schema]", _template()["$defs"])
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


def _chosen(schema: _Schema, value: object) -> object:
    discriminator = schema.get("discriminator")
    if not isinstance(discriminator, dict) or not isinstance(value, dict):
        return None
    mapping = discriminator.get("mapping")
    return mapping.get(str(value.get("kind"))) if isinstance(mapping, dict) else None


_ENGLISH_VALUES = {"true": "Yes", "false": "No"}
"""What values are called in English where it is not their own word."""


def translate_help(text: str, language: str) -> str:
    """Return the help on a key in a language, in English where there is no translation."""
    return help_texts(base_language(language)).get(text, text)


def name_value(value: str, language: str) -> str:
    """Return what a value that a template can choose is called in a language, the value itself where it has no name."""
    word = _ENGLISH_VALUES.get(value, value)
    return help_texts(base_language(language)).get(f"value: {word}", word)


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
