"""Values as nodes with fields: what a desk compares to find what an act changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.topics import TopicGroup
from briefbuilder.exchange.field_forms import (
    KINDS,
    MARK,
    TYPES,
    WORD_LISTS,
    FieldPlace,
    WholeSetting,
    open_setting,
    places_of,
)
from briefbuilder.exchange.field_values import pack_mappings
from briefbuilder.exchange.records import Json, digest

_LONGEST_TEXT = 200
"""Code points of a text that names its node; a longer one is named by its digest."""


@dataclass(slots=True)
class ValueNodes:
    """A value as nodes with their fields, and the lists in which they stand.

    `lists` has the nodes of a list by its name ("items", "parts" or that of a field) and its parent. `orders` has the
    names of mappings in their order.
    """

    fields: dict[str, dict[str, Json]] = field(default_factory=dict)
    lists: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    orders: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def nodes_of(collection: str, value: Json) -> ValueNodes:
    """Return a value, as JSON, as nodes."""
    nodes = ValueNodes()
    if collection == "setting":
        kind, inner = open_setting(value)
        add_fields(nodes, "", kind, inner)
        if kind is not WholeSetting:
            nodes.fields[""]["value"] = None
        return nodes
    kind = TYPES[collection]
    add_fields(nodes, "", kind, value)
    if kind is Briefing:
        _add_parts(nodes, "", value["parts"])
    return nodes


def _add_parts(nodes: ValueNodes, parent: str, parts: Sequence[Json]) -> None:
    nodes.lists["parts", parent] = names = []
    for part in parts:
        node = free_name(part["id"], nodes.fields)
        names.append(node)
        add_fields(nodes, node, Part, part, "part")
        nodes.lists["items", node] = items = []
        for item in part["items"]:
            name = free_name(item["id"], nodes.fields)
            items.append(name)
            add_fields(nodes, name, KINDS[item["kind"]], item, item["kind"])
        _add_parts(nodes, node, part["parts"])


def free_name(name: str, taken: Mapping[str, object]) -> str:
    """Return a node's id, or another where two have the same or none, as only a tampered dossier has."""
    wanted = name = name.replace(MARK, "-") or "node"
    number = 2
    while name in taken:
        name, number = f"{wanted}~{number}", number + 1
    return name


def add_fields(nodes: ValueNodes, node: str, kind: type, value: Json, kind_name: str = "") -> None:
    """Add a node with the fields of its JSON, and the elements of its lists."""
    found = nodes.fields[node] = {"kind": kind_name} if kind_name else {}
    for place in places_of(kind):
        inner = value[place.path[0]]
        if inner is None and place.path[0] == "read":
            continue
        for name in place.path[1:]:
            inner = inner[name]
        match place.form:
            case "whole":
                found[place.name] = pack_mappings(place.type, inner) if place.packs else inner
            case "marking":
                found[place.name] = {"id": inner, "rank": 0}
            case "release":
                found[place.name] = as_release(inner)
            case "elements" | "words":
                _add_lists(nodes, node, place, inner)
            case _:
                _add_entries(nodes, node, place, inner)


def _add_entries(nodes: ValueNodes, node: str, place: FieldPlace, value: Json) -> None:
    for name, one in value.items():
        nodes.fields[node][f"{place.name}.{name}"] = as_release(one) if place.form == "releases" else one
    nodes.orders[node, f"{place.name}:order"] = list(value)


def _add_lists(nodes: ValueNodes, node: str, place: FieldPlace, value: Json) -> None:
    if place.form == "elements":
        _add_elements(nodes, place.name, value, get_args(place.type)[0])
        return
    for name, words in value.items():
        _add_elements(nodes, f"{place.name}{MARK}{name}", words, str)
    nodes.orders[node, f"{place.name}:order"] = list(value)


def as_release(release: Json) -> Json:
    """Return a release as it travels; None becomes one for everybody."""
    return {"disclosure": None} if release is None else release


def _add_elements(nodes: ValueNodes, name: str, elements: Iterable[Json], kind: Any) -> None:
    names = nodes.lists[name, ""] = []
    for element in elements:
        packed = pack_mappings(kind, element)
        text, is_whole = _element_name(packed, kind)
        node, number = f"{name}{MARK}{text}", 2
        while node in nodes.fields:
            node, number = f"{name}{MARK}{text}{MARK}{number}", number + 1
        names.append(node)
        nodes.fields[node] = {"value": packed} if is_whole else {}


def _element_name(element: Json, kind: Any) -> tuple[str, bool]:
    """Return what names an element, and whether the element itself must be told, too."""
    text = element["id"] if kind is TopicGroup else element if kind is str else None
    if text is None or len(text) > _LONGEST_TEXT or text.startswith("#") or min(text, default=" ") < " ":
        return f"#{digest(element)[:32]}", True
    return text, kind is not str


def list_of(node: str) -> str:
    """Return the name of the list to which an element belongs."""
    parts = node.split(MARK)
    return MARK.join(parts[:2]) if parts[0] in WORD_LISTS else parts[0]


def first_of(node: str) -> str:
    """Return the node of the first of the elements that are equal to another."""
    return MARK.join(node.split(MARK)[: list_of(node).count(MARK) + 2])
