"""Tables: Word's rows and cells, merged where cells span, with heads that stand on every page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from briefbuilder.domain.document import DrawnTable, Element, drawn_text
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.docx.form import ALIGNMENTS
from briefbuilder.export.docx.grid import Slot, column_widths, grid_of
from briefbuilder.export.docx.ooxml import Node, P, T, colour, make, qn, set_property, twips, val
from briefbuilder.export.docx.styles import PLAIN_ROOM, SIDE_ROOM
from briefbuilder.export.keeping import KEPT_TABLE

_MOST_JOINED = 12
"""Rows that one page is sure to hold."""

_LETTER = 0.55
"""The width of a letter as a share of the size of type, about."""
_ROW_ROOM = 8.0
"""Points between the text of one row and the next."""

DrawCell = Callable[[tuple[Element, ...], float, bool], list[Node]]
"""Draws a cell's elements into a width in points; true where the cell is a head."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class TableForm:
    """What a table's element says of the whole: its style, its width in points, its direction, its name."""

    style: str
    widths: tuple[float, ...]
    rtl: bool = False
    caption: str = ""
    head: bool = False


def table_element(form: TableForm) -> Node:
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
    table: DrawnTable, width: float, styles: StyleSheet, draw: DrawCell, *, rtl: bool, page: float
) -> Node:
    """Return a table as wide as `width` points on pages `page` points high; its caption is drawn by the caller."""
    lines, columns = grid_of(table.rows, len(table.widths))
    widths = column_widths(table.widths, columns, width)
    grid = table.frame == "grid"
    heads = min(table.header_rows, len(lines))
    form = TableForm(
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
            row.append(
                _cell(slot, widths, SIDE_ROOM * 2 if grid else PLAIN_ROOM, ground, draw, index < heads)
            )
        node.append(row)
    if _height(node, styles.style("table")) <= page * KEPT_TABLE:
        heads = len(lines)
    _keep_together(node, lines, heads)
    return node


def _height(table: Node, style: Style) -> float:
    """Return about how high a table is in points, from the length of its cells' text."""
    high = 0.0
    for row in table.iter(qn("w:tr")):
        lines = 1.0
        for cell in row.iter(qn("w:tc")):
            width = int(cell[0][0].get(qn("w:w"), "0")) / 20 - 2 * SIDE_ROOM
            texts = ("".join(node.text or "" for node in paragraph.iter(T)) for paragraph in cell.iter(P))
            lengths = (max(1.0, ceil(len(text) * style.size * _LETTER / max(width, 1.0))) for text in texts)
            lines = max(lines, sum(lengths))
        high += lines * style.leading + _ROW_ROOM
    return high


def _keep_together(node: Node, lines: tuple[tuple[Slot, ...], ...], heads: int) -> None:
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
    slot: Slot, widths: tuple[float, ...], room: float, ground: str | None, draw: DrawCell, in_head: bool
) -> Node:
    width = sum(widths[slot.column : slot.column + slot.span])
    properties = make("w:tcPr", None, make("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
    if slot.span > 1:
        properties.append(val("w:gridSpan", slot.span))
    if slot.merge:
        properties.append(val("w:vMerge", slot.merge))
    head = slot.cell is not None and (slot.cell.header or in_head)
    if head and ground:
        properties.append(make("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": colour(ground)}))
    inner = slot.cell.elements if slot.cell and slot.merge != "continue" else ()
    blocks = draw(inner, max(width - room, 10.0), head)
    if slot.cell is not None and slot.cell.flush_end:
        for paragraph in filter(lambda block: block.tag == P, blocks):
            set_property(paragraph, val("w:jc", ALIGNMENTS["end"]))
    return make("w:tc", None, properties, *blocks)
