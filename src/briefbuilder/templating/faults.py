"""Converts pydantic's errors to message codes with positions, and suggests names for misspelled ones."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from briefbuilder.yaml_tree import Path, YamlFault, YamlTree


def closest_match(word: str, valid: Iterable[str]) -> str | None:
    """Return the valid name with the closest spelling, or None where none is close.

    Case, hyphens and underscores are ignored: `Page_Size` is close to `page-size`.
    """
    normalized, names = _normalize(word), {_normalize(name): name for name in valid}
    for candidate, name in names.items():
        if sorted(candidate) == sorted(normalized):
            return name
    found = difflib.get_close_matches(normalized, names, n=1, cutoff=0.6)
    return names[found[0]] if found else None


def _normalize(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


KeyNames = Callable[[YamlTree, Path], tuple[str, ...]]

_TYPE_CODES = {
    "string_type": "template-wants-text",
    "int_type": "template-wants-whole-number",
    "int_from_float": "template-wants-whole-number",
    "float_type": "template-wants-number",
    "bool_type": "template-wants-yes-or-no",
    "tuple_type": "template-wants-list",
    "dict_type": "template-wants-mapping",
    "mapping_type": "template-wants-mapping",
    "model_type": "template-wants-mapping",
    "model_attributes_type": "template-wants-mapping",
    "too_short": "template-list-empty",
}
_BOUNDS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}


def validation_faults(error: ValidationError, tree: YamlTree, names: KeyNames) -> Iterator[YamlFault]:
    """Yield each fault with its position; `names` returns the valid keys at a path."""
    for details in error.errors(include_url=False):
        if details["input"] is None and details["type"] not in {"missing", "extra_forbidden"}:
            continue  # the tree reports missing values
        if details["type"] == "too_short" and details["input"]:
            continue  # pydantic counts valid entries only; the faults of the others are reported
        yield _fault(details, tree, names)


def _fault(details: ErrorDetails, tree: YamlTree, names: KeyNames) -> YamlFault:
    kind = details["type"]
    path = _path_in(tree, details["loc"])
    of_key = details["loc"][-1:] == ("[key]",)
    if kind == "extra_forbidden" or (of_key and kind == "literal_error"):
        return _unknown_key(tree, path, names)
    if kind in {"missing", "union_tag_not_found"}:
        key = "kind" if kind == "union_tag_not_found" else str(details["loc"][-1])
        return YamlFault("template-key-missing", tree.position_of(path), {"key": key})
    if kind in {"literal_error", "union_tag_invalid"}:
        return _unknown_value(tree, path, details)
    code, parameters = _value_fault(details, path)
    return YamlFault(code, tree.position_of(path, of_key=of_key), parameters)


def _value_fault(details: ErrorDetails, path: Path) -> tuple[str, dict[str, str]]:
    kind, context = details["type"], details.get("ctx", {})
    if kind.startswith("template-"):
        return kind, {name: str(value) for name, value in context.items()}
    if kind in _BOUNDS:
        bound = str(context[_BOUNDS[kind]])
        return f"template-{kind.replace('_', '-')}", {"value": str(details["input"]), "bound": bound}
    return _TYPE_CODES.get(kind, "template-value"), {"key": str(path[-1]) if path else ""}


def _path_in(tree: YamlTree, location: tuple[str | int, ...]) -> Path:
    """Return a pydantic location without steps that are not in the file, such as tags of unions."""
    path: Path = ()
    for step in location:
        value = tree.value_at(path)
        is_key = isinstance(value, dict) and step in value
        if is_key or (isinstance(value, list) and isinstance(step, int) and step < len(value)):
            path = (*path, step)
    return path


def _unknown_key(tree: YamlTree, path: Path, names: KeyNames) -> YamlFault:
    key = str(path[-1])
    return unknown_name_fault("key", key, names(tree, path[:-1]), tree, path)


def _unknown_value(tree: YamlTree, path: Path, details: ErrorDetails) -> YamlFault:
    context = details.get("ctx", {})
    if details["type"] == "union_tag_invalid":
        path, word, listed = (*path, "kind"), context["tag"], str(context["expected_tags"])
    else:
        word, listed = details["input"], str(context["expected"]).replace(" or ", ", ")
    valid = [name.strip().strip("'") for name in listed.split(",")]
    return unknown_name_fault("value", str(word), valid, tree, path)


def unknown_name_fault(
    what: str, word: str, valid: list[str] | tuple[str, ...], tree: YamlTree, path: Path
) -> YamlFault:
    """Return the fault of an invalid name or value, with the closest valid one or all of them."""
    position = tree.position_of(path, of_key=what in {"key", "field"})
    match = closest_match(word, valid)
    if match is not None:
        return YamlFault(f"template-{what}-unknown-near", position, {what: word, "nearest": match})
    return YamlFault(f"template-{what}-unknown", position, {what: word, "valid": ", ".join(sorted(valid))})


def missing_name_fault(
    code: str, name: str, word: str, valid: tuple[str, ...], tree: YamlTree, path: Path
) -> YamlFault:
    """Return a fault about a missing name; its code ends with `-near` where a valid one is close."""
    match = closest_match(word, valid)
    if match is not None:
        return YamlFault(f"{code}-near", tree.position_of(path), {name: word, "nearest": match})
    return YamlFault(code, tree.position_of(path), {name: word})
