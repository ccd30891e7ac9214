"""Reads JSON that another desk wrote, against the types of the domain: what is returned can always be stored.

`codec.decode` of the dossier would refuse a value whole. Here each field is read alone, so that one that a faulty or
hostile program wrote spoils nothing else.
"""

from __future__ import annotations

import math
import re
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from briefbuilder.domain.briefing import Dated
from briefbuilder.domain.text import Table
from briefbuilder.exchange.records import Json

MOST_SIZE = 24 * 1024 * 1024
"""Bytes of JSON of one value, estimated from above; the dossier takes a third more."""
MOST_OBJECTS = 1_000_000
MOST_CELLS = 1_000_000
"""Places in the grids of a value's tables, cells that span several counted with each."""
_MOST_NUMBER = 2**53
_BOUNDS = {"level": (0, 9), "depth": (0, 1000), "column_span": (0, 65_534), "row_span": (0, 65_534)}
"""Numbers whose cost grows with them have the limits that the dossier gives them."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


class UnfitValueError(ValueError):
    """JSON that is no value of the type that a field has, or that would be too large."""


class FieldReader:
    """Reads the fields of one value, and adds up their sizes."""

    def __init__(self) -> None:
        self.size = self.objects = self.cells = 0

    def read(self, wanted: Any, value: Json) -> Json:
        """Return JSON as the codec writes a value of a type; raises UnfitValueError."""
        before = self.size, self.objects, self.cells
        try:
            return _reader(wanted)(self, value)
        except (ValueError, TypeError, OverflowError, RecursionError) as error:
            self.size, self.objects, self.cells = before
            raise UnfitValueError(str(error)) from error

    def count(self, size: int = 24, objects: int = 0) -> None:
        """Add the size of something; raises UnfitValueError where it is too much."""
        self.size += size
        self.objects += objects
        if self.size > MOST_SIZE or self.objects > MOST_OBJECTS or self.cells > MOST_CELLS:
            raise UnfitValueError("too large")


Reader = Callable[[FieldReader, Json], Json]


@cache
def _reader(wanted: Any) -> Reader:
    """Return the function that reads JSON of a type."""
    if wanted in _SIMPLE:
        return _SIMPLE[wanted]
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return _read_literal(frozenset(arguments))
    if origin in {Union, types.UnionType}:
        return _read_union(arguments)
    if origin is tuple:
        return _read_list(arguments[0])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _read_mapping(arguments[1])
    return _read_object(wanted)


def _read_text(reader: FieldReader, value: Json) -> str:
    if not isinstance(value, str):
        raise UnfitValueError("no text")
    reader.count(len(encode_basestring(value).encode()) + 2)
    return value


def _read_number(reader: FieldReader, value: Json) -> int:
    if type(value) is not int or not -_MOST_NUMBER <= value <= _MOST_NUMBER:
        raise UnfitValueError("no possible number")
    reader.count()
    return value


def _read_truth(reader: FieldReader, value: Json) -> bool:
    if not isinstance(value, bool):
        raise UnfitValueError("neither true nor false")
    reader.count()
    return value


def _read_fraction(reader: FieldReader, value: Json) -> float:
    if type(value) not in {int, float} or not math.isfinite(value):
        raise UnfitValueError("no number")
    reader.count()
    return float(value)


def _read_date(reader: FieldReader, value: Json) -> str:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise UnfitValueError("no date")
    reader.count()
    return date.fromisoformat(value).isoformat()


def _read_moment(reader: FieldReader, value: Json) -> str:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise UnfitValueError("no moment")
    reader.count(40)
    moment = datetime.fromisoformat(value).isoformat()
    return f"{moment[:-6]}Z" if moment.endswith(("+00:00", "-00:00")) else moment


_SIMPLE: Mapping[Any, Reader] = {
    str: _read_text,
    int: _read_number,
    bool: _read_truth,
    float: _read_fraction,
    date: _read_date,
    datetime: _read_moment,
}


def _read_literal(choices: frozenset[str]) -> Reader:
    def read(reader: FieldReader, value: Json) -> Json:
        if not isinstance(value, str) or value not in choices:
            raise UnfitValueError("none of the choices")
        reader.count()
        return value

    return read


def _read_union(choices: tuple[Any, ...]) -> Reader:
    is_optional = type(None) in choices
    members = [choice for choice in choices if choice is not type(None)]
    kinds = {get_args(hints_of(member)["kind"])[0]: member for member in members} if len(members) > 1 else {}

    def read(reader: FieldReader, value: Json) -> Json:
        if value is None and is_optional:
            reader.count()
            return None
        if not kinds:
            return _reader(members[0])(reader, value)
        return _reader(kinds[_kind(value, kinds)])(reader, value)

    return read


def _kind(value: Json, kinds: Mapping[str, Any]) -> str:
    kind = value.get("kind") if isinstance(value, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        raise UnfitValueError("of no kind")
    return kind


def _read_list(inner: Any) -> Reader:
    def read(reader: FieldReader, value: Json) -> Json:
        if not isinstance(value, list):
            raise UnfitValueError("no list")
        reader.count()
        read_one = _reader(inner)
        return [read_one(reader, one) for one in value]

    return read


def _read_mapping(inner: Any) -> Reader:
    def read(reader: FieldReader, value: Json) -> Json:
        pairs = value.items() if isinstance(value, dict) else value
        if not isinstance(value, dict | list):
            raise UnfitValueError("no mapping")
        reader.count(objects=1)
        read_one = _reader(inner)
        return {_read_text(reader, name): read_one(reader, one) for name, one in pairs}

    return read


def _read_object(wanted: type) -> Reader:
    if not is_dataclass(wanted):
        raise TypeError(f"no field can have the type {wanted}")
    hints = hints_of(wanted)
    parts = [(each, hints[each.name], default_of(each)) for each in fields(wanted)]
    overhead = sum(len(each.name) + 5 for each, _, _ in parts) + 4

    def read(reader: FieldReader, value: Json) -> Json:
        if not isinstance(value, dict):
            raise UnfitValueError("no object")
        reader.count(overhead, 1)
        found = {}
        for each, kind, default in parts:
            name = each.name
            if name not in value and default is not MISSING:
                found[name] = default
                reader.count()
                continue
            one = found[name] = _reader(kind)(reader, value.get(name, MISSING))
            if name in _BOUNDS and one is not None and not _BOUNDS[name][0] <= one <= _BOUNDS[name][1]:
                raise UnfitValueError(f"{name} beyond its limits")
        _check_object(reader, wanted, found)
        return found

    return read


def _check_object(reader: FieldReader, wanted: type, found: Json) -> None:
    if wanted is Dated and found["last"] < found["first"]:
        raise UnfitValueError("a period that ends before it begins")
    if wanted is Table:
        rows = found["rows"]
        for place, row in enumerate(rows):
            left = len(rows) - place
            reader.cells += sum(
                max(cell["column_span"], 1) * min(cell["row_span"], left) for cell in row["cells"]
            )
        reader.count(0)


@cache
def hints_of(kind: type) -> Mapping[str, Any]:
    """Return the types of a dataclass's fields by their names."""
    return get_type_hints(kind)


def default_of(part: Field[Any]) -> Any:
    """Return a field's default as JSON, MISSING where it has none."""
    default = part.default_factory() if part.default_factory is not MISSING else part.default
    return default if default is MISSING else to_json(default)


def to_json(value: Any) -> Json:
    """Return a value made of dataclasses, tuples and mappings as JSON."""
    if is_dataclass(value):
        return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {name: to_json(inner) for name, inner in value.items()}
    return [to_json(inner) for inner in value] if isinstance(value, tuple) else value


def pack_mappings(wanted: Any, value: Json) -> Json:
    """Return JSON in which the mappings whose names are not sorted are lists of pairs: batches sort the names in objects."""
    if value is None or not has_mappings(wanted):
        return value
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in {Union, types.UnionType}:
        members = [choice for choice in arguments if choice is not type(None)]
        if len(members) > 1:
            members = [each for each in members if get_args(hints_of(each)["kind"])[0] == value["kind"]]
        return pack_mappings(members[0], value)
    if origin is tuple:
        return [pack_mappings(arguments[0], one) for one in value]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        packed = {name: pack_mappings(arguments[1], one) for name, one in value.items()}
        return packed if list(packed) == sorted(packed) else [[name, one] for name, one in packed.items()]
    return {name: pack_mappings(hints_of(wanted)[name], one) for name, one in value.items()}


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
