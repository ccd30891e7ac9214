"""What pydantic says of a template, in codes of our own with the place in the file."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from briefbuilder.yaml_tree import Path, YamlFault, YamlTree

# The valid name that a mistyped one was most likely meant to be.


def closest_match(word: str, valid: Iterable[str]) -> str | None:
    """Return the valid name closest to `word` by spelling, or None where none is close.

    Case, hyphens and underscores do not count: `Page_Size` is near to `page-size`.
    """
    plain = {_plain(name): name for name in valid}
    twisted = [name for name in plain if sorted(name) == sorted(_plain(word))]
    if twisted:
        return plain[twisted[0]]
    found = difflib.get_close_matches(_plain(word), plain, n=1, cutoff=0.6)
    return plain[found[0]] if found else None


def _plain(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")


KeyNames = Callable[[YamlTree, Path], tuple[str, ...]]

_WANTED = {
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
    """Yield each fault with its position; `names` tells which keys may stand at a path."""
    for details in error.errors(include_url=False):
        if details["input"] is None and details["type"] not in {"missing", "extra_forbidden"}:
            continue  # the tree tells of every value that is not there
        if details["type"] == "too_short" and details["input"]:
            continue  # only entries without faults were counted, and the faults are told themselves
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
    return _WANTED.get(kind, "template-value"), {"key": str(path[-1]) if path else ""}


def _path_in(tree: YamlTree, location: tuple[str | int, ...]) -> Path:
    """Leave out of a pydantic location what is not in the file: tags of unions and the like."""
    path: Path = ()
    for step in location:
        value = tree.value_at(path)
        there = isinstance(value, dict) and step in value
        if there or (isinstance(value, list) and isinstance(step, int) and step < len(value)):
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
    """Return the fault of a word that is not among the valid ones, with the nearest where one is near."""
    position = tree.position_of(path, of_key=what in {"key", "field"})
    near = closest_match(word, valid)
    if near is not None:
        return YamlFault(f"template-{what}-unknown-near", position, {what: word, "nearest": near})
    return YamlFault(f"template-{what}-unknown", position, {what: word, "valid": ", ".join(sorted(valid))})


def missing_name_fault(
    code: str, name: str, word: str, valid: tuple[str, ...], tree: YamlTree, path: Path
) -> YamlFault:
    """Return a fault of that code about a word, and with `-near` behind it where a valid one is near."""
    near = closest_match(word, valid)
    if near is not None:
        return YamlFault(f"{code}-near", tree.position_of(path), {name: word, "nearest": near})
    return YamlFault(code, tree.position_of(path), {name: word})
