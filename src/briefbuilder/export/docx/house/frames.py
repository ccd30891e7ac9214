"""The rules around the cells of a house document's tables."""

from __future__ import annotations

from dataclasses import dataclass

from briefbuilder.domain.document import LetterFrame
from briefbuilder.export.docx.house.styles import HouseStyles
from briefbuilder.export.docx.ooxml import Node, qn

_NONE = frozenset({"nil", "none", ""})
_NAMES = {"start": "left", "end": "right"}

Rules = dict[str, str | None]
"""The colour of a rule by its side, None where it is said that there is none."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Whether a cell stands in a table's first or last row, and first or last column."""

    first_row: bool
    last_row: bool
    first_column: bool
    last_column: bool


def table_rules(table: Node, styles: HouseStyles) -> Rules:
    """Return what a table and its style say of its outer and inner rules."""
    properties = table.find(qn("w:tblPr"))
    named = properties.find(qn("w:tblStyle")) if properties is not None else None
    style = styles.by_id(named.get(qn("w:val"), "")) if named is not None else None
    found: Rules = {}
    for holder in [*(one.find(qn("w:tblPr")) for one in styles.chain(style)), properties]:
        found |= _said(holder.find(qn("w:tblBorders")) if holder is not None else None)
    return found


def frame_of(cell: Node, place: CellPlace, rules: Rules) -> LetterFrame | None:
    """Return the rules around a cell, None where there are none."""
    around: Rules = {
        "top": rules.get("top" if place.first_row else "insideH"),
        "bottom": rules.get("bottom" if place.last_row else "insideH"),
        "left": rules.get("left" if place.first_column else "insideV"),
        "right": rules.get("right" if place.last_column else "insideV"),
    }
    properties = cell.find(qn("w:tcPr"))
    own = _said(properties.find(qn("w:tcBorders")) if properties is not None else None)
    sides = {side: own.get(side, colour) for side, colour in around.items()}
    return LetterFrame(**sides) if any(sides.values()) else None


def _said(borders: Node | None) -> Rules:
    found: Rules = {}
    for side in borders if borders is not None else ():
        name = str(side.tag).rpartition("}")[2]
        colour = side.get(qn("w:color"), "auto")
        drawn = side.get(qn("w:val"), "") not in _NONE
        known = len(colour) == 6 and all(one in "0123456789abcdefABCDEF" for one in colour)
        found[_NAMES.get(name, name)] = (f"#{colour.lower()}" if known else "#000000") if drawn else None
    return found
