"""Tables: Word's rows and cells, merged where cells span, with heads that stand on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from math import ceil

from briefbuilder.domain.document import DrawnCallout, DrawnPair, DrawnTable, DrawnText, Element, drawn_text
from briefbuilder.domain.styles import Style
from briefbuilder.export.columns import MeasuredCell, Unit, WordMeasure, fit_column_widths, min_column_widths
from briefbuilder.export.docx.formatting import ALIGNMENTS, PADDING, border, box_insets, fallback_width_factor
from briefbuilder.export.docx.ooxml import (
    Node,
    P,
    T,
    hex_colour,
    make,
    qn,
    set_property,
    set_spacing,
    twips,
    val,
)
from briefbuilder.export.docx.styles import COLUMN_GAP, GRID_PADDING
from briefbuilder.export.keep_together import MAX_KEPT_TABLE
from briefbuilder.export.table_grid import GridSlot, build_grid

_MOST_JOINED = 12
"""Rows that one page is sure to hold."""

_LETTER = 0.55
"""The width of a letter as a share of the size of type, about."""
_ROW_ROOM = 8.0
"""Points between the text of one row and the next."""

DrawCell = Callable[[tuple[Element, ...], float, bool], list[Node]]
"""Draws a cell's elements into a width in points; true where the cell is a head."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TableSettings:
    """What a table's element says of the whole: its style, its width in points, its direction, its name."""

    style: str
    widths: tuple[float, ...]
    rtl: bool = False
    caption: str = ""
    head: bool = False


def table_element(form: TableSettings) -> Node:
    """Return an empty table of a form."""
    about = make("w:tblPr", None, val("w:tblStyle", form.style))
    if form.rtl:
        about.append(make("w:bidiVisual"))
    about.append(make("w:tblW", {"w:w": twips(sum(form.widths)), "w:type": "dxa"}))
    about.append(make("w:tblLayout", {"w:type": "fixed"}))
    look = {"w:val": "0420" if form.head else "0400", "w:firstRow": "1" if form.head else "0"}
    look |= {"w:lastRow": "0", "w:firstColumn": "0", "w:lastColumn": "0", "w:noHBand": "0", "w:noVBand": "1"}
    about.append(make("w:tblLook", look))
    if form.caption:
        about.append(val("w:tblCaption", form.caption))
    columns = (make("w:gridCol", {"w:w": twips(width)}) for width in form.widths)
    return make("w:tbl", None, about, make("w:tblGrid", None, *columns))


def draw_table(
    table: DrawnTable,
    width: float,
    measure: WordMeasure,
    draw: DrawCell,
    *,
    language: str,
    rtl: bool,
    page: float,
) -> Node:
    """Return a table as wide as `width` points on pages `page` points high; its caption is drawn by the caller.

    `language` is the one that its cells are in where they name no other.
    """
    lines, columns = build_grid(table.rows, len(table.widths))
    styles = measure.styles
    grid = table.frame == "grid"
    room = GRID_PADDING * 2 if grid else COLUMN_GAP
    cells = list(_measured(lines, room))

    def need(unit: Unit) -> tuple[float, ...]:
        return min_column_widths(cells, columns, measure, language, unit)

    def ample(unit: Unit) -> tuple[float, ...]:
        return min_column_widths(
            cells, columns, replace(measure, factor=fallback_width_factor), language, unit
        )

    widths = fit_column_widths(table.widths, columns, width, need, ample)
    heads = min(table.header_rows, len(lines))
    form = TableSettings(
        style="TableGrid" if grid else "TablePlain",
        widths=widths,
        rtl=rtl,
        caption=drawn_text(table.caption).strip()[:250],
        head=heads > 0,
    )
    node = table_element(form)
    ground = styles.style("table-header").background if grid else None
    for index, line in enumerate(lines):
        row = make("w:tr", None, _row_properties(head=index < heads))
        for slot in line:
            row.append(_cell(slot, widths, room, ground, draw, index < heads))
        node.append(row)
    if _height(node, styles.style("table")) <= page * MAX_KEPT_TABLE:
        heads = len(lines)
    _keep_together(node, lines, heads)
    return node


def _measured(lines: tuple[tuple[GridSlot, ...], ...], padding: float) -> Iterator[MeasuredCell]:
    """Yield the cells where they begin."""
    for slot in chain.from_iterable(lines):
        if slot.cell is not None and slot.merge != "continue":
            yield MeasuredCell(slot.cell.elements, slot.column, slot.span, padding)


def _height(table: Node, style: Style) -> float:
    """Return about how high a table is in points, from the length of its cells' text."""
    high = 0.0
    for row in table.iter(qn("w:tr")):
        lines = 1.0
        for cell in row.iter(qn("w:tc")):
            width = int(cell[0][0].get(qn("w:w"), "0")) / 20 - 2 * GRID_PADDING
            texts = ("".join(node.text or "" for node in paragraph.iter(T)) for paragraph in cell.iter(P))
            lengths = (max(1.0, ceil(len(text) * style.size * _LETTER / max(width, 1.0))) for text in texts)
            lines = max(lines, sum(lengths))
        high += lines * style.leading + _ROW_ROOM
    return high


def _keep_together(node: Node, lines: tuple[tuple[GridSlot, ...], ...], heads: int) -> None:
    """Hold rows that a cell joins on one page, where they are few, and a head with the row below it.

    Word and LibreOffice draw a joined cell badly where a page ends inside it.
    """
    joined = [any(slot.merge == "continue" for slot in line) for line in lines]
    held = set(range(heads))
    begin = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or not joined[index]:
            if index - begin <= _MOST_JOINED:
                held.update(range(begin, index - 1))
            begin = index
    rows = node.findall(qn("w:tr"))
    for index, row in enumerate(rows[:-1]):
        if index in held:
            for paragraph in row.iter(P):
                set_property(paragraph, make("w:keepNext"))


def _row_properties(*, head: bool) -> Node:
    properties = make("w:trPr", None, make("w:cantSplit"))
    if head:
        properties.append(make("w:tblHeader"))
    return properties


def _cell(
    slot: GridSlot, widths: tuple[float, ...], room: float, ground: str | None, draw: DrawCell, in_head: bool
) -> Node:
    width = sum(widths[slot.column : slot.column + slot.span])
    properties = make("w:tcPr", None, make("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
    if slot.span > 1:
        properties.append(val("w:gridSpan", slot.span))
    if slot.merge:
        properties.append(val("w:vMerge", slot.merge))
    head = slot.cell is not None and (slot.cell.header or in_head)
    if head and ground:
        properties.append(make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": hex_colour(ground)}))
    inner = slot.cell.elements if slot.cell and slot.merge != "continue" else ()
    blocks = draw(inner, max(width - room, 10.0), head)
    if slot.cell is not None and slot.cell.flush_end:
        for paragraph in filter(lambda block: block.tag == P, blocks):
            set_property(paragraph, val("w:jc", ALIGNMENTS["end"]))
    return make("w:tc", None, properties, *blocks)


# Callouts and columns side by side.
#
# A callout of plain paragraphs is a row of paragraphs on one ground, which a screen reader reads as
# text; one that holds lists, tables or pictures becomes a table of one cell, since Word breaks the
# ground wherever the indent changes.

_GUTTER = 16.0
"""Points between two columns side by side."""

Draw = Callable[[tuple[Element, ...], float], list[Node]]
"""Draws elements into a width in points."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BodyContext:
    """Where elements stand: the width in points, the language around them, and what they stand in.

    `cell` is true inside a table, `flush` where the paragraphs of a callout stand in a box that
    already has its ground and bar, `marked` false inside a table that is one block as a whole.
    """

    width: float
    language: str | None = None
    cell: bool = False
    flush: bool = False
    marked: bool = True


def is_plain_callout(callout: DrawnCallout) -> bool:
    """Tell whether a callout holds unnumbered paragraphs of its own style alone."""
    return all(
        isinstance(element, DrawnText) and element.role == "callout" and not element.number
        for element in callout.elements
    )


def make_box(style: Style, width: float, blocks: list[Node]) -> Node:
    """Return a table of one cell with the ground and the bar of a callout's style."""
    if blocks[-1].tag == P:
        set_spacing(blocks[-1], "after")
    table = table_element(TableSettings("TablePlain", (width,)))
    about = make("w:tcPr", None, make("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
    if style.rule:
        about.append(make("w:tcBorders", None, border("left", style.rule, 2.25, 0)))
    if style.background:
        about.append(
            make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": hex_colour(style.background)})
        )
    start, end = box_insets(style)
    room = {"top": PADDING, "left": start, "bottom": PADDING, "right": end}
    margins = (make(f"w:{side}", {"w:w": twips(points), "w:type": "dxa"}) for side, points in room.items())
    about.append(make("w:tcMar", None, *margins))
    table.append(make("w:tr", None, make("w:tc", None, about, *blocks)))
    return table


def box_text_width(style: Style, width: float) -> float:
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
    table = table_element(TableSettings("TablePlain", (column + gutter, column), rtl=rtl))
    row = make("w:tr")
    for elements, room in ((pair.left, gutter), (pair.right, 0.0)):
        about = make("w:tcPr", None, make("w:tcW", {"w:w": twips(column + room), "w:type": "dxa"}))
        side = {"w:w": twips(room), "w:type": "dxa"}
        about.append(make("w:tcMar", None, make("w:right", side)))
        row.append(make("w:tc", None, about, *draw(elements, column)))
    table.append(row)
    return table
