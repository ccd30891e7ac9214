"""Converts the errors of pydantic-core to message codes with positions, and suggests names for misspelled ones."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.yaml_tree import (
    CURLY_QUOTED,
    MISSING_SPACE,
    Path,
    YamlFault,
    YamlPosition,
    YamlTree,
    colon_fault,
    quotes_fault,
    space_fault,
)

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails, ValidationError

_MOST_FAULTS = 200
"""The faults of a file that are reported; a file with more is not a template."""
KeyNames = Callable[[YamlTree, Path], tuple[str, ...]]
_TYPE_CODES = {
    "string_type": "template-wants-text",
    "int_type": "template-wants-whole-number",
    "int_from_float": "template-wants-whole-number",
    "float_type": "template-wants-number",
    "bool_type": "template-wants-yes-or-no",
    "tuple_type": "template-wants-list",
    "dict_type": "template-wants-mapping",
    "dataclass_type": "template-wants-mapping",
    "too_short": "template-list-empty",
}
_BOUNDS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt", "less_than_equal": "le"}
_MAPPING_KINDS = frozenset({"dict_type", "dataclass_type"})
_UNKNOWN_KEY = "unexpected_keyword_argument"
_DECIMAL_COMMA = lazy_pattern(r"(-?[0-9]+),([0-9]+ ?(?:[a-z]{2})?)\Z")
_PICTURE_WORDS = frozenset({"picture", "pictures", "logo", "image", "emblem", "crest", "coat-of-arms"})
"""Keys that are written for the picture of the masthead."""
_ALMOST_SAME = 0.9
"""The similarity from which a misspelling is more likely than a key of another section."""


def closest_match(word: str, valid: Iterable[str]) -> str | None:
    """Return the valid name with the closest spelling, or None if none is close.

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


def validation_faults(error: ValidationError, tree: YamlTree, names: KeyNames) -> Iterator[YamlFault]:
    """Yield the first faults with their positions; `names` returns the valid keys at a path."""
    reported = (details for details in error.errors(include_url=False) if _is_reported(details))
    for details in islice(reported, _MOST_FAULTS):
        yield _fault(details, tree, names)


def _is_reported(details: ErrorDetails) -> bool:
    """Return whether an error is reported here: the tree reports missing values, and pydantic-core counts valid entries only."""
    if details["input"] is None:
        return details["type"] in {"missing", _UNKNOWN_KEY}
    return details["type"] != "too_short" or not details["input"]


def _spelling_fault(kind: str, text: str, position: YamlPosition) -> YamlFault | None:
    """Return the fault of a value that is wrong because of how it is written, or None."""
    if fault := space_fault(text, position):
        return fault
    if CURLY_QUOTED.match(text):
        return quotes_fault(text, position)
    if kind in _MAPPING_KINDS and MISSING_SPACE.match(text):
        return colon_fault(text, position)
    if kind not in _MAPPING_KINDS and (found := _DECIMAL_COMMA.match(text)):
        parameters = {"value": text, "right": f"{found[1]}.{found[2]}"}
        return YamlFault("template-decimal-comma", position, parameters)
    return None


def _shape_fault(kind: str, tree: YamlTree, path: Path, names: KeyNames) -> YamlFault | None:
    """Return the fault of a value that is neither the list nor the keys that belong at a path, or None."""
    if kind not in _MAPPING_KINDS:
        return None
    if names(tree, (*path, 0)):
        return YamlFault("template-wants-list", tree.position_of(path), {"key": _last_key(path)})
    if valid := names(tree, path):
        parameters = {"key": _last_key(path), "valid": ", ".join(sorted(valid))}
        return YamlFault("template-wants-keys", tree.position_of(path), parameters)
    return None


def _fault(details: ErrorDetails, tree: YamlTree, names: KeyNames) -> YamlFault:
    kind = details["type"]
    path = _path_in(tree, details["loc"])
    of_key = details["loc"][-1:] == ("[key]",)
    given = tree.value_at(path)
    if not of_key and kind != _UNKNOWN_KEY:
        position = tree.position_of(path)
        fault = _spelling_fault(kind, given, position) if isinstance(given, str) else None
        if fault := fault or _shape_fault(kind, tree, path, names):
            return fault
    if kind == _UNKNOWN_KEY or (of_key and kind == "literal_error"):
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
    if kind == "too_long":
        return "template-list-long", {"key": _last_key(path), "limit": str(context["max_length"])}
    if kind in _BOUNDS:
        bound = str(context[_BOUNDS[kind]])
        return f"template-{kind.replace('_', '-')}", {"value": str(details["input"]), "bound": bound}
    return _TYPE_CODES.get(kind, "template-value"), {"key": _last_key(path)}


def _last_key(path: Path) -> str:
    """Return the last key of a path; an entry of a list has the key of the list."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _path_in(tree: YamlTree, location: tuple[str | int, ...]) -> Path:
    """Return a location of pydantic-core without steps that are not in the file, such as tags of unions."""
    path: Path = ()
    for step in location:
        value = tree.value_at(path)
        is_key = isinstance(value, dict) and step in value
        if is_key or (isinstance(value, list) and isinstance(step, int) and step < len(value)):
            path = (*path, step)
    return path


def _unknown_key(tree: YamlTree, path: Path, names: KeyNames) -> YamlFault:
    key, valid = str(path[-1]), names(tree, path[:-1])
    if key.casefold() in _PICTURE_WORDS:
        return YamlFault("template-picture-elsewhere", tree.position_of(path, of_key=True), {"key": key})
    if key in names(tree, (*path[:-1], 0)):
        return YamlFault("template-wants-list", tree.position_of(path[:-1]), {"key": _last_key(path[:-1])})
    sections = [] if len(path) > 1 else [name for name in valid if key in names(tree, (name,))]
    if sections and not difflib.get_close_matches(key, valid, n=1, cutoff=_ALMOST_SAME):
        parameters = {"key": key, "place": ", ".join(sections)}
        return YamlFault("template-key-elsewhere", tree.position_of(path, of_key=True), parameters)
    return unknown_name_fault("key", key, valid, tree, path)


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


def missing_font_fault(family: str, valid: tuple[str, ...], tree: YamlTree, path: Path) -> YamlFault:
    """Return a fault about a missing font; it names a family that is close."""
    match = closest_match(family, valid)
    if match is not None:
        return YamlFault(
            "template-font-missing-near", tree.position_of(path), {"font": family, "nearest": match}
        )
    return YamlFault("template-font-missing", tree.position_of(path), {"font": family})
