"""Give the parts of an export numbers in place of the dossier's ids, and the export its own id.

The ids of a dossier are times of creation; an export must not tell when and in which order it was drafted.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any

from briefbuilder import __version__
from briefbuilder.domain.document import Document
from briefbuilder.domain.export_record import FIELD_ORIGIN
from briefbuilder.domain.values import value

EXPORT_ID = "ExportId"
"""The name of the document property that holds the id of an export."""
_DIGITS = 32
_NAMES = frozenset({"origin", "anchor", "target", "blocks"})
"""The fields of elements and runs that hold ids."""

_FIELD_NAMES: dict[type, tuple[str, ...]] = {}
_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})
"""The types of most values; those hold no ids of their own."""
_PRINTED = _PLAIN - {bytes}


@value
class NumberedDocument:
    """A document with numbers in place of ids, and the number of each anchor, origin and block by its id.

    The same briefing always gets the same numbers, so that the blocks of a file that comes back can be found again.
    """

    document: Document
    anchors: Mapping[str, str]
    origins: Mapping[str, str]
    blocks: Mapping[str, str]


def number_document(document: Document) -> NumberedDocument:
    """Return a document in which origins, blocks and anchors are numbered in the order of the document."""
    numbers = _Numbers()
    numbered = replace(document, elements=numbers.map(document.elements), notes=numbers.map(document.notes))
    letterhead = document.letterhead
    if letterhead is not None:
        before, after = numbers.map(letterhead.before), numbers.map(letterhead.after)
        numbered = replace(numbered, letterhead=replace(letterhead, before=before, after=after))
    return NumberedDocument(
        document=numbered, anchors=numbers.anchors, origins=numbers.origins, blocks=numbers.blocks
    )


def export_id(document: Document) -> str:
    """Return the id of an export: 32 hexadecimal digits of a SHA-256 over its content, without ids and times."""
    shown = (document.title, document.language, document.elements, document.notes, document.headers_footers)
    return _digest((*shown, tuple(document.properties.items())), _NAMES)


def layout_digest(document: Document) -> str:
    """Return 32 hexadecimal digits of a SHA-256 over all that the pages of a document follow from.

    These are its content with its ids, the fonts of the computer, and the version of the program.
    """
    from briefbuilder.system.fonts import describe_system_fonts

    return _digest((__version__, describe_system_fonts(), replace(document, moment="")), frozenset())


def _digest(value: object, without: frozenset[str]) -> str:
    pieces: list[str] = []
    _add_pieces(value, without, pieces)
    text = "\0".join((*pieces, ""))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _add_pieces(value: object, without: frozenset[str], pieces: list[str]) -> None:
    """Add the values of a document in order, with the names of classes but without some fields."""
    if isinstance(value, str):
        pieces.append(value)
    elif isinstance(value, tuple):
        pieces.append(f"({len(value)}")
        _add_all_pieces(value, without, pieces)
    elif is_dataclass(value):
        pieces.append(type(value).__name__)
        names = _field_names(type(value))
        _add_all_pieces([getattr(value, name) for name in names if name not in without], without, pieces)
    elif isinstance(value, Mapping):
        _add_pieces(tuple(value.items()), without, pieces)
    elif isinstance(value, frozenset):
        _add_pieces(tuple(sorted(value)), without, pieces)
    elif isinstance(value, bytes):
        pieces.append(hashlib.sha256(value).hexdigest())
    else:
        pieces.append(str(value))


def _add_all_pieces(values: Iterable[object], without: frozenset[str], pieces: list[str]) -> None:
    for item in values:
        # Most of the tens of thousands of values of a document are of these types.
        if type(item) in _PRINTED:
            pieces.append(str(item))
        else:
            _add_pieces(item, without, pieces)


def _field_names(kind: type[Any]) -> tuple[str, ...]:
    names = _FIELD_NAMES.get(kind)
    if names is None:
        names = _FIELD_NAMES[kind] = tuple(member.name for member in fields(kind))
    return names


@dataclass(slots=True, eq=False, repr=False)
class _Numbers:
    """The numbers that were given so far."""

    anchors: dict[str, str] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, str] = field(default_factory=dict)

    def map(self, value: Any) -> Any:
        """Return a value with numbers in place of its ids."""
        if isinstance(value, tuple):
            return tuple(map(self.map, value)) if value else value
        if not is_dataclass(value):
            return value
        changes = {}
        for name in _field_names(type(value)):
            old = getattr(value, name)
            if not old or (type(old) in _PLAIN and name not in _NAMES):
                continue
            new = self._map_field(name, old)
            if new is not old:
                changes[name] = new
        return replace(value, **changes) if changes else value  # type: ignore[type-var] # a value, not a class

    def _map_field(self, name: str, value: Any) -> Any:
        if name not in _NAMES:
            return self.map(value)
        if name == "blocks":
            return tuple(self.blocks.setdefault(block, f"b{len(self.blocks) + 1}") for block in value)
        if name == "origin" and value.startswith(FIELD_ORIGIN):
            return value
        if name == "origin":
            return self.origins.setdefault(value, f"o{len(self.origins) + 1}")
        kind = value.partition("_")[0]
        return self.anchors.setdefault(value, f"{kind}_{len(self.anchors) + 1}")
