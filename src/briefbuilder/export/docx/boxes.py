"""Callouts and columns side by side.

A callout of plain paragraphs is a row of paragraphs on one ground, which a screen reader reads as
text; one that holds lists, tables or pictures becomes a table of one cell, since Word breaks the
ground wherever the indent changes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefbuilder.domain.document import DrawnCallout, DrawnPair, DrawnText, Element
from briefbuilder.domain.styles import Style
from briefbuilder.export.docx.form import PADDING, border, box_insets
from briefbuilder.export.docx.ooxml import Node, P, colour, make, set_space, twips
from briefbuilder.export.docx.tables import TableForm, table_element

_GUTTER = 16.0
"""Points between two columns side by side."""

Draw = Callable[[tuple[Element, ...], float], list[Node]]
"""Draws elements into a width in points."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Place:
    """Where elements stand: the width in points, the language around them, and what they stand in.

    `cell` is true inside a table, `flush` where the paragraphs of a callout stand in a box that
    already has its ground and bar, `marked` false inside a table that is one block as a whole.
    """

    width: float
    language: str | None = None
    cell: bool = False
    flush: bool = False
    marked: bool = True


def is_plain(callout: DrawnCallout) -> bool:
    """Tell whether a callout holds unnumbered paragraphs of its own style alone."""
    return all(
        isinstance(element, DrawnText) and element.role == "callout" and not element.number
        for element in callout.elements
    )


def box(style: Style, width: float, blocks: list[Node]) -> Node:
    """Return a table of one cell with the ground and the bar of a callout's style."""
    if blocks[-1].tag == P:
        set_space(blocks[-1], "after")
    table = table_element(TableForm("TablePlain", (width,)))
    about = make("w:tcPr", None, make("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
    if style.rule:
        about.append(make("w:tcBorders", None, border("left", style.rule, 2.25, 0)))
    if style.background:
        about.append(make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour(style.background)}))
    start, end = box_insets(style)
    room = {"top": PADDING, "left": start, "bottom": PADDING, "right": end}
    margins = (make(f"w:{side}", {"w:w": twips(points), "w:type": "dxa"}) for side, points in room.items())
    about.append(make("w:tcMar", None, *margins))
    table.append(make("w:tr", None, make("w:tc", None, about, *blocks)))
    return table


def box_room(style: Style, width: float) -> float:
    """Return the width of the text in a box of a callout's style, in points."""
    return max(width - sum(box_insets(style)), 20.0)


def flush_properties() -> tuple[Node, ...]:
    """Return what takes the ground, bar and indent of a callout's paragraph off inside a box."""
    sides = ("top", "left", "bottom", "right")
    return (
        make("w:pBdr", None, *(make(f"w:{side}", {"w:val": "nil"}) for side in sides)),
        make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "auto"}),
        make("w:ind", {"w:left": "0", "w:right": "0", "w:firstLine": "0"}),
    )


def draw_pair(pair: DrawnPair, width: float, draw: Draw, *, rtl: bool) -> Node:
    """Return two columns as a table of one row without rules."""
    gutter = min(_GUTTER, width / 4)  # in a narrow cell less than nothing would be left for the columns
    column = (width - gutter) / 2
    table = table_element(TableForm("TablePlain", (column + gutter, column), rtl=rtl))
    row = make("w:tr")
    for elements, room in ((pair.left, gutter), (pair.right, 0.0)):
        about = make("w:tcPr", None, make("w:tcW", {"w:w": twips(column + room), "w:type": "dxa"}))
        side = {"w:w": twips(room), "w:type": "dxa"}
        about.append(make("w:tcMar", None, make("w:right", side)))
        row.append(make("w:tc", None, about, *draw(elements, column)))
    table.append(row)
    return table
