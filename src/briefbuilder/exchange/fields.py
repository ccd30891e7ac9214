"""Values taken apart into the fields that desks write alone, and put together again.

`FIELD_FORMS` says of each field of the domain how it travels and by which rule desks merge it. A field is addressed by its
node and its name. The node "" is the value; other nodes are a briefing's parts and items, under their ids, and the
elements of lists, under the list's name and their text (or its digest). Nodes have a `life` (1, or 0 if they were
removed) and, except for the value, a `place` (`[parent, key, former parent, former key]`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING
from functools import cache
from typing import Any, get_args

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.values import value as domain_value
from briefbuilder.exchange.field_forms import (
    KINDS,
    MARK,
    SETTINGS,
    TYPES,
    WORD_LISTS,
    ActorSetting,
    FieldPlace,
    FieldReader,
    Rule,
    UnfitValueError,
    ValueNodes,
    WholeSetting,
    add_fields,
    close_setting,
    first_of,
    formed_fields,
    free_name,
    list_of,
    nodes_of,
    places_of,
    with_former,
    without_former,
)
from briefbuilder.exchange.passages import is_short
from briefbuilder.exchange.placement import NodePosition, Rank, as_place, keys_for, settle_tree
from briefbuilder.exchange.records import FieldWrite, Json

Address = tuple[str, str]
"""The node and the name of a field within one value."""


@domain_value(kw_only=False)
class Chosen:
    """The value that is in a field; `rank` (clock, batch, number of the act) orders concurrent writes."""

    value: Json
    rank: Rank


@domain_value(kw_only=False)
class Folded:
    """A value put together, or None if it does not exist; `passed_over` are the fields whose values do not fit."""

    value: Json | None
    passed_over: tuple[Address, ...] = ()


def rule_of(collection: str, node: str, field: str) -> Rule:
    """Return the rule by which desks merge a field; one that this program does not know is merged as most are."""
    if field == "life":
        return "life"
    if field == "place":
        return "place"
    if collection in {"desk", "removal"} or field.endswith(":order"):
        return "later-silent"
    if MARK in node:
        return "later" if collection == "setting" else "first"
    rules = _rules(collection, bool(node))
    return rules.get(field) or rules.get(field.partition(".")[0] + ".", "later")


@cache
def _rules(collection: str, inner: bool) -> Mapping[str, Rule]:
    if collection == "setting":
        kinds: Iterable[type] = (WholeSetting, ActorSetting)
    elif inner:
        kinds = KINDS.values() if collection == "briefing" else ()
    else:
        kinds = (TYPES[collection],) if collection in TYPES else ()
    rules: dict[str, Rule] = {"kind": "first"} if inner else {}
    for kind in kinds:
        for place in places_of(kind):
            rules[place.name + "." * (place.form in {"entries", "releases"})] = place.rule
    return rules


# Taking apart.


def take_apart(collection: str, value: Json) -> dict[Address, Json]:
    """Return the fields of a value, except those that have the domain's defaults."""
    return {(node, name): written for node, name, written in differences(collection, None, value, {})}


def differences(
    collection: str, before: Json | None, after: Json | None, standing: Mapping[Address, Json]
) -> list[tuple[str, str, Json]]:
    """Return the writes (node, field, value) that turn a value into another; None is one that does not exist.

    `standing` are the values of its fields as they are. Nodes that did not move keep the keys that they have there. A
    removal names each part and item that it removed, so that what others added meanwhile is kept.
    """
    if after is None:
        gone = [""] if before is not None else []
        if collection == "briefing" and before is not None:
            gone += [node for node in nodes_of(collection, before).fields if node and MARK not in node]
        return [(node, "life", 0) for node in gone]
    return _Comparison(collection, before, after, standing).writes()


class _Comparison:
    def __init__(
        self, collection: str, before: Json | None, after: Json, standing: Mapping[Address, Json]
    ) -> None:
        self._collection = collection
        self._old = ValueNodes() if before is None else nodes_of(collection, before)
        self._new = nodes_of(collection, after)
        self._standing = standing
        self._writes: dict[Address, Json] = {}
        self._as_read = _as_read_of(after) if collection == "article" else {}

    def writes(self) -> list[tuple[str, str, Json]]:
        """Return what has to be written."""
        for node in self._gone():
            self._writes[node, "life"] = 0
        stated = _by_node(self._standing)
        for node, wanted in self._new.fields.items():
            is_shown = node in self._old.fields and MARK not in node
            if (node, "life") not in self._standing or not (is_shown or self._standing[node, "life"] == 1):
                self._writes[node, "life"] = 1
            self._compare(node, wanted, self._seen(node, wanted, stated.get(node, {})))
        for name, one in self._as_read.items():
            if self._standing.get(("", name), self._new.fields[""][f"metadata.{name[5:]}"]) != one:
                self._writes["", name] = one
        for address, order in self._new.orders.items():
            if order or address in self._standing:
                self._compare_order(address, order)
        self._place_nodes()
        return [(node, name, value) for (node, name), value in self._writes.items()]

    def _gone(self) -> list[str]:
        """Return the nodes that are to be removed.

        If the value is new or was whole, others may have left some. Of equal elements any one may be the one that stands.
        """
        is_new = "" not in self._old.fields or self._is_whole
        nodes = dict.fromkeys(self._old.fields)
        for (node, name), life in self._standing.items():
            if (
                name == "life"
                and life == 1
                and (is_new or (MARK in node and first_of(node) in self._old.fields))
            ):
                nodes[node] = None
        return [node for node in nodes if node not in self._new.fields]

    @property
    def _is_whole(self) -> bool:
        """Whether a setting was written whole, although it may be one of several parts."""
        return self._collection == "setting" and isinstance(self._standing.get(("", "value")), str)

    def _seen(self, node: str, wanted: Mapping[str, Json], stated: Mapping[str, Json]) -> Mapping[str, Json]:
        """Return the fields of a node as its author saw them."""
        seen = self._old.fields.get(node)
        if seen is None or (node, "life") not in self._standing or seen.get("kind") != wanted.get("kind"):
            # A node that comes back, or another one of the same id, meets what was written before.
            return stated
        return {**seen, "value": stated.get("value")} if self._is_whole and not node else seen

    def _compare(self, node: str, wanted: Mapping[str, Json], seen: Mapping[str, Json]) -> None:
        if wanted == seen:
            return
        defaults = _defaults(_kind_of(self._collection, node, wanted))
        for name, value in wanted.items():
            if name.startswith("read."):
                continue
            known = without_former(seen.get(name, defaults.get(name, _nothing(self._collection, node, name))))
            if not _is_same(value, known):
                self._writes[node, name] = with_former(value, known)
        entries = _rules(self._collection, bool(node))
        for name in seen:
            if name not in wanted and f"{name.partition('.')[0]}." in entries and "." in name:
                nothing = _nothing(self._collection, node, name)
                known = without_former(seen[name])
                if known is not None and not _is_same(known, nothing):
                    self._writes[node, name] = with_former(nothing, known)

    def _compare_order(self, address: Address, order: list[str]) -> None:
        node, name = address[0], address[1].removesuffix(":order")
        stated = {field.partition(".")[2] for field in self._new.fields[node] if field.startswith(f"{name}.")}
        for (where, _), nodes in self._new.lists.items():
            if nodes and where.startswith(name + MARK):
                stated.add(where.partition(MARK)[2])
        listed = self._standing.get(address)
        shown = dict.fromkeys(filter(is_text, listed if isinstance(listed, list) else ()))
        kept = [one for one in shown if one in stated or name in WORD_LISTS]
        if [*kept, *sorted(stated.difference(kept))] != order:
            self._writes[address] = order

    def _place_nodes(self) -> None:
        names = (node for nodes in self._new.lists.values() for node in nodes)
        is_as_before = self._new.lists == self._old.lists and not self._is_whole
        if is_as_before and all((node, "place") in self._standing for node in names):
            return
        known = {
            node: place
            for (node, name), value in self._standing.items()
            if name == "place" and node in self._new.fields and (place := as_place(value)) is not None
        }
        positions = self._settle(
            {node: place for node, place in known.items() if self._standing.get((node, "life")) == 1}
        )
        places: dict[str, Sequence[str]] = {}
        for (_, parent), nodes in self._new.lists.items():
            keys = {}
            for node in nodes:
                position = positions.get(node)
                if position is None and node in known:
                    position = NodePosition(known[node][0], known[node][1])
                if position is not None and position.parent == parent and not position.is_late:
                    keys[node] = position.key
            for node, key in keys_for(nodes, keys).items():
                former = positions.get(node)
                tail = ("", "") if former is None or former.is_late else (former.parent, former.key)
                places[node] = [parent, key, *tail]
        if _is_misplaced(self._old, positions) or _is_misplaced(self._new, self._settle({**known, **places})):
            places = {
                node: [parent, key, "", ""]
                for (_, parent), nodes in self._new.lists.items()
                for node, key in keys_for(nodes, {}).items()
            }
        self._writes |= {(node, "place"): list(place) for node, place in places.items()}

    def _settle(self, places: Mapping[str, Sequence[str]]) -> dict[str, NodePosition]:
        found = {node: (place, (0, "", 0)) for node, place in places.items()}
        parts = {node for node, values in self._new.fields.items() if values.get("kind") == "part"}
        tree = {node: one for node, one in found.items() if MARK not in node}
        settled = settle_tree(tree, parts & tree.keys())
        return settled | {
            node: NodePosition(place[0], place[1]) for node, (place, _) in found.items() if MARK in node
        }


def _is_misplaced(nodes: ValueNodes, positions: Mapping[str, NodePosition]) -> bool:
    """Return whether some nodes are not where they should."""
    for (_, parent), names in nodes.lists.items():
        if any(positions[name].parent != parent for name in names if name in positions):
            return True
        placed = [name for name in names if name in positions]
        if sorted(placed, key=lambda name: positions[name].order(name)) != placed:
            return True
    return False


def _by_node(standing: Mapping[Address, Json]) -> dict[str, dict[str, Json]]:
    found: dict[str, dict[str, Json]] = {}
    for (node, name), value in standing.items():
        if name not in {"life", "place"} and not name.endswith(":order"):
            found.setdefault(node, {})[name] = value
    return found


def _as_read_of(value: Json) -> dict[str, Json]:
    """Return the fields of an article's metadata as they were read."""
    read = ValueNodes()
    add_fields(read, "", ArticleRecord, {**value, "read": value["read"] or value["metadata"]})
    return {name: one for name, one in read.fields[""].items() if name.startswith("read.")}


def _kind_of(collection: str, node: str, values: Mapping[str, Json]) -> type:
    if MARK in node or collection == "setting":
        return WholeSetting
    return KINDS[values["kind"]] if node else TYPES[collection]


@cache
def _defaults(kind: type) -> Mapping[str, Json]:
    found = {}
    for place in places_of(kind):
        if place.form == "marking":
            found[place.name] = {"id": None, "rank": 0}
        elif place.form == "release":
            found[place.name] = {"disclosure": None}
        elif place.form == "whole" and place.default is not MISSING:
            found[place.name] = place.default
    return found


def _nothing(collection: str, node: str, name: str) -> Json:
    """Return what is written into an entry that is gone."""
    return {"disclosure": None} if rule_of(collection, node, name) == "stricter-release" else None


def is_text(value: object) -> bool:
    """Return whether some JSON is text."""
    return isinstance(value, str)


def _is_same(one: Json, other: Json) -> bool:
    if isinstance(one, dict) and isinstance(other, dict) and "rank" in one and "rank" in other:
        return bool(one.get("id") == other.get("id", ""))
    return bool(one == other)


def fill_ranks(write: FieldWrite, rank: Callable[[str | None], int]) -> FieldWrite:
    """Return a write with the ranks of a marking; what it replaces stays in it only if that is stricter."""
    value = write.value
    key = write.key
    if rule_of(key.collection, key.node, key.field) != "stricter-marking" or not isinstance(value, dict):
        return write
    filled = {"id": value["id"], "rank": rank(value["id"])}
    former = value.get("was", value)["id"]
    if isinstance(former, str | None) and rank(former) > filled["rank"]:
        filled["was"] = {"id": former, "rank": rank(former)}
    return FieldWrite(key, filled)


# Putting together.


def put_together(collection: str, value_id: str, chosen: Mapping[Address, Chosen]) -> Folded:
    """Return the JSON of a value, as the codec writes it, from the fields that stand, and which of them do not fit.

    Only nodes whose `life` is 1 are given. Fields that are unknown or whose value does not fit are passed over; those
    that are missing have the domain's defaults. Any mixture of fields gives a value that can be stored, once
    `passages.expand` gave its passages their words.
    """
    life = chosen.get(("", "life"))
    if life is None or life.value != 1 or (collection not in TYPES and collection != "setting"):
        return Folded(None)
    return _Folding(collection, value_id, chosen).fold()


def put_node_together(briefing_id: str, node: str, fields: Mapping[Address, Json]) -> Json | None:
    """Return the JSON of one node of a briefing without parts and items; the node "" is the briefing itself.

    None if a field does not fit, or replaces a stricter marking or release, which may have to stand.
    """
    chosen = {address: Chosen(value, (0, "", 0)) for address, value in fields.items()}
    kind = KINDS.get(fields.get((node, "kind"), "")) if node else Briefing
    if kind is None or any(without_former(value) is not value for value in fields.values()):
        return None
    return _Folding("briefing", briefing_id, chosen).fold_node(node, kind)


class _UnfinishedError(ValueError):
    """A field without which there is no value is missing."""


class _Folding:
    def __init__(self, collection: str, value_id: str, chosen: Mapping[Address, Chosen]) -> None:
        self._collection = collection
        self._id = value_id
        self._reader = FieldReader()
        self._passed: list[Address] = []
        self._fields: dict[str, dict[str, Chosen]] = {}
        for (node, name), one in chosen.items():
            self._fields.setdefault(node, {})[name] = one
        self._lists: dict[str, list[tuple[bool, str, str]]] = {}
        for node, stated in self._fields.items():
            life = stated.get("life")
            if MARK in node and life is not None and life.value == 1:
                place = self._place(node)
                self._lists.setdefault(list_of(node), []).append(
                    (place is None, place[1] if place else "", node)
                )

    def fold(self) -> Folded:
        try:
            value = self._setting() if self._collection == "setting" else self._value()
        except _UnfinishedError:
            value = None
        return Folded(value, tuple(sorted(self._passed)))

    def fold_node(self, node: str, kind: type) -> Json | None:
        """Return the JSON of a node without its inner nodes, None if something does not fit."""
        try:
            value = self._node(node, kind, node or self._id)
        except _UnfinishedError:
            return None
        return None if self._passed else value

    def _value(self) -> Json:
        kind = TYPES[self._collection]
        value = self._node("", kind, self._id)
        if kind is Briefing:
            value["parts"] = self._parts()
        return value

    def _setting(self) -> Json:
        text = self._node("", WholeSetting, "")["value"]
        if text is None and self._id not in SETTINGS:
            raise _UnfinishedError
        if text is None:
            kind = SETTINGS[self._id]
            text = close_setting(kind, self._node("", kind, ""))
        return {"id": self._id, "value": text}

    def _node(self, node: str, kind: type, name: str) -> Json:
        """Return the JSON of a node without its inner nodes."""
        value: dict[str, Json] = {}
        for part in formed_fields(kind):
            match part.form:
                case "kept":
                    value[part.name] = name if part.name == "id" else _fresh(part.default)
                case "as-read":
                    value[part.name] = self._as_read(value["metadata"])
                case "inside":
                    value[part.name] = self._inside(node, part.type, f"{part.name}.", {})
                case _:
                    value[part.name] = self._field(node, part)
        return value

    def _inside(self, node: str, kind: type, prefix: str, otherwise: Mapping[str, Json]) -> Json:
        value = {}
        for part in formed_fields(kind):
            name = prefix + part.name
            if part.form == "inside":
                value[part.name] = self._inside(node, part.type, f"{name}.", otherwise.get(part.name, {}))
            else:
                value[part.name] = self._read(node, name, part.type, otherwise.get(part.name, part.default))
        return value

    def _as_read(self, metadata: Json) -> Json:
        read = self._inside("", Metadata, "read.", metadata)
        return None if read == metadata else read

    def _field(self, node: str, part: FieldPlace) -> Json:
        if part.form in {"entries", "releases"}:
            return self._entries(node, part.name, get_args(part.type)[1])
        if part.form == "elements":
            return self._elements(part.name, get_args(part.type)[0])
        if part.form == "words":
            return self._words(node, part.name)
        return self._read(node, part.name, part.type, part.default)

    def _read(self, node: str, name: str, hint: Any, default: Json) -> Json:
        """Return what is in a field, its default if nothing is or the value does not fit."""
        one = self._fields.get(node, {}).get(name)
        if one is not None:
            try:
                if hint is Passage and is_short(one.value):
                    return [*one.value]
                return self._reader.read(hint, _unwrapped(one.value))
            except UnfitValueError:
                # An undo writes null if nothing stood before.
                if one.value is not None:
                    self._passed.append((node, name))
        if default is MISSING:
            raise _UnfinishedError
        return _fresh(default)

    def _entries(self, node: str, name: str, hint: Any) -> Json:
        found = {}
        start = f"{name}."
        for field_name in sorted(one for one in self._fields.get(node, ()) if one.startswith(start)):
            one = self._read(node, field_name, hint | None, None)
            if one is not None and self._is_readable(field_name, (node, field_name)):
                found[field_name[len(start) :]] = one
        listed = [one for one in self._order(node, name) if one in found]
        return {one: found[one] for one in dict.fromkeys([*listed, *found])}

    def _order(self, node: str, name: str) -> list[str]:
        order: list[str] = self._read(node, f"{name}:order", tuple[str, ...], [])
        return order

    def _words(self, node: str, name: str) -> Json:
        stated = sorted(one.partition(MARK)[2] for one in self._lists if one.startswith(name + MARK))
        found = {one: self._elements(f"{name}{MARK}{one}", str) for one in stated}
        names = dict.fromkeys([*self._order(node, name), *(one for one in stated if found[one])])
        return {name: found.get(name, []) for name in names}

    def _elements(self, name: str, kind: Any) -> Json:
        found = []
        for _, _, node in sorted(self._lists.get(name, ())):
            text = node[len(name) + 1 :].partition(MARK)[0]
            if kind is str and not text.startswith("#"):
                if self._is_readable(text, (node, "life")):
                    found.append(text)
                continue
            one = self._read(node, "value", kind | None, None)
            if one is not None:
                found.append(one)
        return found

    def _is_readable(self, text: str, address: Address) -> bool:
        """Return whether a text from an address can be stored; the address is passed over if it cannot."""
        try:
            self._reader.read(str, text)
        except UnfitValueError:
            self._passed.append(address)
            return False
        return True

    def _place(self, node: str) -> Sequence[str] | None:
        one = self._fields[node].get("place")
        if one is None:
            return None
        place = as_place(one.value)
        if place is None:
            self._passed.append((node, "place"))
        return place

    # A briefing's parts and items.

    def _parts(self) -> Json:
        built: dict[str, Json] = {}
        for node in sorted(self._fields):
            stated = self._fields[node]
            life, kind = stated.get("life"), stated.get("kind")
            if not node or MARK in node or life is None or life.value != 1:
                continue
            if kind is None or not self._is_readable(node, (node, "life")):
                continue
            name = kind.value
            if not isinstance(name, str) or name not in KINDS:
                self._passed.append((node, "kind"))
                continue
            try:
                self._reader.count(objects=1)
                built[node] = self._node(node, KINDS[name], node)
            except (UnfitValueError, _UnfinishedError):
                self._passed.append((node, "kind"))
        return self._tree(built)

    def _tree(self, built: dict[str, Json]) -> Json:
        parts = {node for node, value in built.items() if "parts" in value}
        places = {}
        for node in built:
            place = self._place(node)
            rank = self._fields[node]["place"].rank if place is not None else (0, "", 0)
            places[node] = (place or ["", "", "", ""], rank)
        positions = settle_tree(places, parts)
        top: list[Json] = []
        for node in sorted(built, key=lambda node: positions[node].order(node)):
            parent = positions[node].parent
            if node in parts:
                (built[parent]["parts"] if parent else top).append(built[node])
        for node in sorted(built.keys() - parts, key=lambda node: positions[node].order(node)):
            parent = positions[node].parent
            if not parent and not top:
                name = free_name(places[node][0][0], built)
                bare: Json = {"heading": None, "topic": None, "release": None, "items": [], "parts": []}
                top.append({"id": name, "key": "own", **bare})
            (built[parent] if parent else top[0])["items"].append(built[node])
        return top


def _fresh(default: Json) -> Json:
    """Return a default that nobody else has."""
    if isinstance(default, dict):
        return {name: _fresh(one) for name, one in default.items()}
    return [*default] if isinstance(default, list) else default


def _unwrapped(value: Json) -> Json:
    """Return a marking or release as the domain has it; any other value as it is."""
    if isinstance(value, dict):
        if "rank" in value and "id" in value:
            return value["id"]
        if value.get("disclosure", "") is None:
            return None
    return value
