"""The fields of the domain's values: how each travels between desks, is read against its type, and by which rule it is merged.

`codec.decode` of the dossier would refuse a value whole. Here each field is read alone, so that one that a faulty or
hostile program wrote spoils nothing else; what is returned can always be stored.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from briefbuilder.domain.article import Metadata, Rights
from briefbuilder.domain.briefing import Briefing, Dated, Excerpt, OwnText, Part
from briefbuilder.domain.changes import COLLECTIONS, ArticleRecord, Value
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.release import Release, strictest_release
from briefbuilder.domain.text import Table, grid_size
from briefbuilder.domain.topics import Judgement, Tag, Topic, TopicGroup
from briefbuilder.domain.values import value as domain_value
from briefbuilder.domain.word_changes import Decision
from briefbuilder.exchange.records import Json, digest
from briefbuilder.typed_json import hints_of, json_adapter

MOST_SIZE = 24 * 1024 * 1024
"""Bytes of JSON of one value; the dossier takes a third more."""
MOST_OBJECTS = 1_000_000
"""Objects of one value's JSON, braces in its texts counted with them."""
MOST_CELLS = 1_000_000
"""Places in the grids of a value's tables, cells that span several counted with each."""


class UnfitValueError(ValueError):
    """JSON that is not a value of the type that a field has, or that would be too large."""


class FieldReader:
    """Reads the fields of one value, and adds up their sizes."""

    def __init__(self) -> None:
        self.size = self.objects = self.cells = 0

    def read(self, wanted: Any, value: Json) -> Json:
        """Return JSON as the codec writes a value of a type; raises UnfitValueError."""
        adapter = json_adapter(wanted)
        try:
            found = adapter.read(json.dumps(_convert_mappings(wanted, value, dict)), strict=True)
            written = adapter.write(found)
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            raise UnfitValueError(str(error)) from error
        if isinstance(found, Dated) and found.last < found.first:
            raise UnfitValueError("a period that ends before it begins")
        tables = [each for each in found if isinstance(each, Table)] if isinstance(found, tuple) else []
        self.count(len(written), written.count(b"{"), grid_size(tables))
        return json.loads(written)

    def count(self, size: int = 0, objects: int = 0, cells: int = 0) -> None:
        """Add the size of something; raises UnfitValueError if all together would be too much."""
        size, objects, cells = self.size + size, self.objects + objects, self.cells + cells
        if size > MOST_SIZE or objects > MOST_OBJECTS or cells > MOST_CELLS:
            raise UnfitValueError("too large")
        self.size, self.objects, self.cells = size, objects, cells


def default_of(part: Field[Any]) -> Any:
    """Return a field's default as JSON, MISSING if it has none."""
    from pydantic_core import to_jsonable_python

    default = part.default_factory() if part.default_factory is not MISSING else part.default
    return default if default is MISSING else to_jsonable_python(default)


# Batches sort the names in objects, so mappings whose names are not sorted are lists of pairs there.


def pack_mappings(wanted: Any, value: Json) -> Json:
    """Return JSON in which the mappings whose names are not sorted are lists of pairs."""

    def pack(mapping: Json) -> Json:
        return mapping if list(mapping) == sorted(mapping) else [[name, one] for name, one in mapping.items()]

    return _convert_mappings(wanted, value, pack)


def _convert_mappings(wanted: Any, value: Json, convert: Callable[[Json], Json]) -> Json:
    """Return JSON with its mappings, which may be lists of pairs, converted."""
    if value is None or not has_mappings(wanted):
        return value
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return _convert_mappings(arguments[0], value, convert)
    if origin in {Union, types.UnionType}:
        members = [choice for choice in arguments if choice is not type(None)]
        if len(members) > 1:
            members = [member for member in members if get_args(hints_of(member)["kind"])[0] == value["kind"]]
        return _convert_mappings(members[0], value, convert)
    if origin is tuple:
        return [_convert_mappings(arguments[0], one, convert) for one in value]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        pairs = dict(value).items()
        return convert({name: _convert_mappings(arguments[1], one, convert) for name, one in pairs})
    hints = hints_of(wanted)
    known = ((name, one) for name, one in value.items() if name in hints)
    return {name: _convert_mappings(hints[name], one, convert) for name, one in known}


def has_mappings(wanted: Any) -> bool:
    """Return whether values of a type contain mappings of any names."""
    return bool(_has_mappings(wanted, frozenset()))


@cache
def _has_mappings(wanted: Any, seen: frozenset[Any]) -> bool:
    if wanted in seen:
        return False
    origin = get_origin(wanted)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return True
    inner = (
        hints_of(wanted).values() if isinstance(wanted, type) and is_dataclass(wanted) else get_args(wanted)
    )
    return any(
        _has_mappings(each, seen | {wanted}) for each in inner if isinstance(each, type) or get_args(each)
    )


_LONGEST_TEXT = 200
"""Code points of a text that names its node; a longer one is named by its digest."""


@dataclass(slots=True, eq=False, repr=False)
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
    """Return a node's id, or another if two have the same or none, as only a tampered dossier has."""
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


def without_former(value: Json) -> Json:
    """Return a marking or release without the stricter one that it replaced."""
    if isinstance(value, dict) and "was" in value:
        return {name: one for name, one in value.items() if name != "was"}
    return value


def with_former(value: Json, before: Json) -> Json:
    """Return a marking or release with what it replaces, if that may be stricter."""
    if not isinstance(value, dict) or not isinstance(before, dict):
        return value
    if "disclosure" in value:
        old, new = _release_in(before), _release_in(value)
        stated = [one for one in (old, new) if one is not None]
        return value if old is None or strictest_release(stated) == new else {**value, "was": before}
    return {**value, "was": before} if "rank" in value and "id" in before else value


def _release_in(value: Json) -> Release | None:
    try:
        read = FieldReader().read(Release, value)
    except UnfitValueError:
        return None
    return Release(disclosure=read["disclosure"], audiences=tuple(read["audiences"]))


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
    """Return the name of an element, and whether the element itself must be stored beside it."""
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


Rule = Literal[
    "later", "later-silent", "first", "earliest", "stricter-marking", "stricter-release", "later-moment", "true-wins", "text",
    "life", "place",
]  # fmt: skip

Form = Literal[
    "kept", "whole", "inside", "as-read", "entries", "elements", "words", "marking", "release", "releases"
]


@domain_value(kw_only=False)
class FieldForm:
    """How a field of the domain travels, and by which rule desks merge it.

    "whole": as one field; "inside": each field of its dataclass alone; "entries": a mapping, a field for each name;
    "elements": a list, a node for each element; "words": a mapping of lists. "kept": not as a field.
    """

    form: Form
    rule: Rule = "later"


_KEPT, _WHOLE, _INSIDE = FieldForm("kept"), FieldForm("whole"), FieldForm("inside")
_SILENT, _FIRST = FieldForm("whole", "later-silent"), FieldForm("whole", "first")
_ENTRIES, _ELEMENTS, _WORDS = FieldForm("entries"), FieldForm("elements"), FieldForm("words")
_MARKING, _RELEASE = FieldForm("marking", "stricter-marking"), FieldForm("release", "stricter-release")
_TEXT, _RELEASES = FieldForm("whole", "text"), FieldForm("releases", "stricter-release")


@domain_value
class LineSetting:
    """A setting that is a list of lines."""

    lines: tuple[str, ...] = ()


@domain_value
class GroupSetting:
    """The setting that holds groups of topics."""

    groups: tuple[TopicGroup, ...] = ()


@domain_value
class ActorSetting:
    """The setting that holds the edits of the list of actors."""

    dropped: tuple[str, ...] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@domain_value
class WholeSetting:
    """A setting of any other form."""

    value: str | None = None


FIELD_FORMS: Mapping[type, Mapping[str, FieldForm]] = {
    ArticleRecord: {
        "id": _KEPT, "metadata": _INSIDE, "original": _FIRST, "text": _FIRST, "revision": _FIRST, "notices": _FIRST,
        "imported": FieldForm("whole", "earliest"), "corrections": _ELEMENTS, "read": FieldForm("as-read", "first"),
    },
    Metadata: {
        "title": _WHOLE, "lead": _WHOLE, "authors": _WHOLE, "publication": _WHOLE, "published": _WHOLE, "url": _WHOLE,
        "language": _WHOLE, "rights": _INSIDE, "embargo": FieldForm("whole", "later-moment"),
    },
    Rights: {"statement": _WHOLE, "licence": _WHOLE, "reserved": FieldForm("whole", "true-wins")},
    Tag: {"id": _KEPT, "topic": _WHOLE, "passage": _WHOLE, "origin": _SILENT, "score": _SILENT},
    Judgement: {"id": _KEPT, "article": _SILENT, "section": _SILENT, "topic": _SILENT, "accepted": _SILENT},
    Topic: {
        "id": _KEPT, "group": _WHOLE, "names": _ENTRIES, "terms": _WORDS, "exclusions": _WORDS, "colour": _WHOLE,
        "own": _SILENT, "broader": _ELEMENTS, "descriptions": _ENTRIES, "uri": _WHOLE, "removed": _WHOLE,
        "inflected": _WHOLE, "territories": _ELEMENTS, "counterparts": _ELEMENTS, "ids": _ENTRIES,
    },
    Briefing: {
        "id": _KEPT, "title": _WHOLE, "template": _WHOLE, "language": _WHOLE, "fields": _ENTRIES, "marking": _MARKING,
        "parts": _KEPT, "created": _SILENT, "version_of": _WHOLE, "version": _WHOLE, "lowerings": _ELEMENTS,
        "topics": _ELEMENTS, "ignored": _ELEMENTS, "nothing_new": _ELEMENTS,
    },
    Part: {
        "id": _KEPT, "key": _WHOLE, "heading": _WHOLE, "topic": _WHOLE, "release": _RELEASE, "items": _KEPT,
        "parts": _KEPT,
    },
    Excerpt: {
        "id": _KEPT, "passage": _WHOLE, "blocks": _TEXT, "reliability": _WHOLE, "marking": _MARKING,
        "release": _RELEASE, "releases": _RELEASES, "translation": _TEXT, "dated": _WHOLE, "kind": _KEPT,
    },
    OwnText: {
        "id": _KEPT, "blocks": _TEXT, "marking": _MARKING, "release": _RELEASE, "releases": _RELEASES, "kind": _KEPT,
    },
    SavedSearch: {"id": _KEPT, "name": _WHOLE, "wanted": _WHOLE},
    Decision: {"id": _KEPT, "state": _WHOLE, "moment": _SILENT},
    LineSetting: {"lines": _ELEMENTS},
    GroupSetting: {"groups": _ELEMENTS},
    ActorSetting: {"dropped": _ELEMENTS, "merged": _ENTRIES, "names": _ENTRIES},
    WholeSetting: {"value": _WHOLE},
}  # fmt: skip
"""Every field of the domain that a dossier holds, with its form and rule; a field that is missing here fails a test."""

TYPES: Mapping[str, type[Value]] = {name: kind for name, kind in COLLECTIONS.items() if name != "setting"}
KINDS: Mapping[str, type] = {"part": Part, "excerpt": Excerpt, "own_text": OwnText}
SETTINGS: Mapping[str, type] = {
    "spelling-words": LineSetting,
    "taxonomies": LineSetting,
    "topic-groups": GroupSetting,
    "actors": ActorSetting,
}
"""The settings of which more than one desk may change a part, by their ids."""

WORD_LISTS = frozenset(
    name for table in FIELD_FORMS.values() for name, form in table.items() if form is _WORDS
)

MARK = "\x1f"
"""Stands between the parts of an element's node."""


@domain_value(kw_only=False)
class FieldPlace:
    """A field of a node: its name, and the names under which it is in the node's JSON.

    `default` is the default as JSON, MISSING without one; `packs` says whether mappings in the field may have to be
    packed.
    """

    name: str
    path: tuple[str, ...]
    form: Form
    rule: Rule
    type: Any
    default: Json
    packs: bool


@cache
def formed_fields(kind: type) -> tuple[FieldPlace, ...]:
    """Return the fields of a dataclass in their order."""
    found = ((part, FIELD_FORMS[kind][part.name], hints_of(kind)[part.name]) for part in fields(kind))
    return tuple(
        FieldPlace(part.name, (part.name,), form.form, form.rule, hint, default_of(part), has_mappings(hint))
        for part, form, hint in found
    )


@cache
def places_of(kind: type) -> tuple[FieldPlace, ...]:
    """Return the fields of the nodes that are made of a dataclass."""
    return tuple(_walk_places(kind, "", (), None))


def _walk_places(kind: type, prefix: str, path: tuple[str, ...], over: Rule | None) -> Iterator[FieldPlace]:
    for part in formed_fields(kind):
        name, way = prefix + part.name, path + part.path
        if part.form == "inside":
            yield from _walk_places(part.type, f"{name}.", way, over)
        elif part.form == "as-read":
            yield from _walk_places(Metadata, f"{name}.", way, part.rule)
        elif part.form != "kept":
            yield replace(part, name=name, path=way, rule=over or part.rule)


# Settings.


def open_setting(setting: Json) -> tuple[type, Json]:
    """Return a setting in parts if it has the form that is usual for it, else whole."""
    kind, text = SETTINGS.get(setting["id"], WholeSetting), setting["value"]
    if kind is not WholeSetting:
        try:
            opened = FieldReader().read(kind, _READ[kind](text))
            if close_setting(kind, opened) == text:
                return kind, opened
        except (ValueError, TypeError, RecursionError):
            pass
    return WholeSetting, {"value": text}


_READ: Mapping[type, Callable[[str], Json]] = {
    LineSetting: lambda text: {"lines": [line for line in text.split("\n") if line]},
    GroupSetting: lambda text: {"groups": json.loads(text)},
    ActorSetting: json.loads,
}


def close_setting(kind: type, opened: Json) -> str:
    """Return the text of a setting from its parts."""
    if kind is LineSetting:
        # A single empty line would be the same text as no line.
        return "\n".join(filter(None, opened["lines"]))
    if kind is GroupSetting:
        return json.dumps(opened["groups"], ensure_ascii=False, separators=(",", ":"))
    return json.dumps(opened, ensure_ascii=False, sort_keys=True)
