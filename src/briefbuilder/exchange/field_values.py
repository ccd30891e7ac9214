"""Reads JSON that another desk wrote, against the types of the domain: what is returned can always be stored.

`codec.decode` of the dossier would refuse a value whole. Here each field is read alone, so that one that a faulty or
hostile program wrote spoils nothing else.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, is_dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from briefbuilder.domain.briefing import Dated
from briefbuilder.domain.text import Table, grid_size
from briefbuilder.exchange.records import Json
from briefbuilder.typed_json import hints_of, json_adapter

MOST_SIZE = 24 * 1024 * 1024
"""Bytes of JSON of one value; the dossier takes a third more."""
MOST_OBJECTS = 1_000_000
"""Objects of one value's JSON, braces in its texts counted with them."""
MOST_CELLS = 1_000_000
"""Places in the grids of a value's tables, cells that span several counted with each."""


class UnfitValueError(ValueError):
    """JSON that is no value of the type that a field has, or that would be too large."""


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
        """Add the size of something; raises UnfitValueError where all together would be too much."""
        size, objects, cells = self.size + size, self.objects + objects, self.cells + cells
        if size > MOST_SIZE or objects > MOST_OBJECTS or cells > MOST_CELLS:
            raise UnfitValueError("too large")
        self.size, self.objects, self.cells = size, objects, cells


def default_of(part: Field[Any]) -> Any:
    """Return a field's default as JSON, MISSING where it has none."""
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
            members = [each for each in members if get_args(hints_of(each)["kind"])[0] == value["kind"]]
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
