"""A house document's paper with the briefing's values in its places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from briefbuilder.composing.filling import filled, whole_title
from briefbuilder.composing.ledger import Ledger
from briefbuilder.composing.marks import level_of, mark_text
from briefbuilder.domain.document import (
    BandLine,
    Content,
    DrawnCell,
    DrawnInline,
    DrawnTable,
    DrawnText,
    Element,
    House,
    Run,
)
from briefbuilder.domain.house import HouseLook, PageKind
from briefbuilder.templating.values import ANY_LANGUAGE

_OF_THE_MARK = frozenset({"size", "bold", "colour"})
"""What the marking's profile says of its look, whatever the house document has."""
_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


def house(ledger: Ledger) -> House | None:
    """Return the house document as the writers take it, None where the template has none."""
    look = ledger.material.house
    if look is None:
        return None
    values = _values(look, ledger)
    changed = ledger.material.template.changed_styles()
    return House(
        data=look.file.data,
        place=look.file.content,
        names=look.file.styles,
        values=values,
        changed={**changed, "marking": changed.get("marking", frozenset()) | _OF_THE_MARK},
        before=tuple(_element(element, values) for element in look.before),
        beside=_filled_row(BandLine(boxes=look.beside), values).boxes,
        after=tuple(_element(element, values) for element in look.after),
        titled="title" in look.body_slots,
    )


def house_bands(
    look: HouseLook, kind: PageKind, ledger: Ledger, *, footer: bool = False
) -> tuple[BandLine, ...]:
    """Return the rows of a header or footer of a kind of page, filled."""
    bands = look.footers if footer else look.headers
    values = _values(look, ledger)
    return tuple(_filled_row(row, values) for row in bands.get(kind, bands.get("default", ())))


def says_mark(rows: tuple[BandLine, ...]) -> bool:
    """Tell whether rows of a letterhead have a place for the mark."""
    return any(
        isinstance(inline, Run) and "marking" in _PLACE.findall(inline.text)
        for row in rows
        for box in row.boxes
        for line in box.lines
        for inline in line.content
    )


def _values(look: HouseLook, ledger: Ledger) -> dict[str, Content]:
    """Return the value of every place that can be filled; one without a value is empty, and a finding says so."""
    found: dict[str, Content] = {}
    for name in look.file.fields:
        if name == "title":
            found[name] = whole_title(ledger)
        elif name == "marking":
            level = level_of(ledger.material)
            everywhere = level is not None and not level.front_page_only
            found[name] = (Run(text=mark_text(ledger)),) if everywhere else ()
        elif name in look.slots or name == "date":
            found[name] = filled({ANY_LANGUAGE: f"{{{name}}}"}, ledger)
    return found


def _filled_row(row: BandLine, values: Mapping[str, Content]) -> BandLine:
    boxes = tuple(
        replace(box, lines=tuple(replace(line, content=_content(line.content, values)) for line in box.lines))
        for box in row.boxes
    )
    return replace(row, boxes=boxes)


def _element(element: Element, values: Mapping[str, Content]) -> Element:
    if isinstance(element, DrawnText):
        return replace(element, content=_content(element.content, values))
    if isinstance(element, DrawnTable):
        return replace(
            element, rows=tuple(tuple(_cell(cell, values) for cell in row) for row in element.rows)
        )
    return element


def _cell(cell: DrawnCell, values: Mapping[str, Content]) -> DrawnCell:
    return replace(cell, elements=tuple(_element(element, values) for element in cell.elements))


def _content(content: Content, values: Mapping[str, Content]) -> Content:
    made: list[DrawnInline] = []
    for inline in content:
        if not isinstance(inline, Run):
            made.append(inline)
            continue
        for place, piece in enumerate(_PLACE.split(inline.text)):
            if place % 2 == 0:
                made += [replace(inline, text=piece)] if piece else []
            else:
                made += [
                    replace(inline, text=one.text) if isinstance(one, Run) else one
                    for one in values.get(piece.casefold(), ())
                ]
    return tuple(made)
