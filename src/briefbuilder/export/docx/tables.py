"""Draws tables, and the boxes and columns that are tables in Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefbuilder.domain.document import DrawnPair, DrawnTable, Element, content_text
from briefbuilder.domain.styles import Style
from briefbuilder.domain.values import value
from briefbuilder.export.docx.formatting import ALIGNMENTS, border, shading
from briefbuilder.export.docx.ooxml import (
    PPR,
    VAL,
    Node,
    P,
    T,
    half_points,
    make,
    qn,
    remove_spacing,
    set_property,
    twips,
    val,
)
from briefbuilder.export.keep_together import MAX_KEPT_TABLE
from briefbuilder.export.measures import PADDING, PAIR_GAP, box_insets
from briefbuilder.export.table_grid import GridSlot, has_row_heads
from briefbuilder.export.word_processing import CellTexts, estimate_height

if TYPE_CHECKING:
    from briefbuilder.export.columns import TablePlan

_MAX_MERGED_ROWS = 12
"""Rows that fit on any page."""

DrawCell = Callable[[tuple[Element, ...], float, bool], list[Node]]
"""Draws a cell's elements into a width in points; the flag marks header cells."""


@value(kw_only=False)
class TableSettings:
    """The properties of a table: its style, the widths of its columns in points, direction and caption."""

    style: str
    widths: tuple[float, ...]
    rtl: bool = False
    caption: str = ""
    has_header: bool = False
    has_row_heads: bool = False


def table_element(settings: TableSettings) -> Node:
    """Return an empty table."""
    properties = make("w:tblPr", None, val("w:tblStyle", settings.style))
    if settings.rtl:
        properties.append(make("w:bidiVisual"))
    properties.append(make("w:tblW", {"w:w": twips(sum(settings.widths)), "w:type": "dxa"}))
    properties.append(make("w:tblLayout", {"w:type": "fixed"}))
    flags = 0x0400 | (0x0020 if settings.has_header else 0) | (0x0080 if settings.has_row_heads else 0)
    look = {"w:val": f"{flags:04X}", "w:firstRow": "1" if settings.has_header else "0"}
    look |= {
        "w:lastRow": "0",
        "w:firstColumn": "1" if settings.has_row_heads else "0",
        "w:lastColumn": "0",
        "w:noHBand": "0",
        "w:noVBand": "1",
    }
    properties.append(make("w:tblLook", look))
    if settings.caption:
        properties.append(val("w:tblCaption", settings.caption))
    columns = (make("w:gridCol", {"w:w": twips(width)}) for width in settings.widths)
    return make("w:tbl", None, properties, make("w:tblGrid", None, *columns))


def draw_table(table: DrawnTable, plan: TablePlan, draw: DrawCell, *, rtl: bool, page: float) -> Node:
    """Return a table as it was planned, without its caption, for pages that are `page` points high."""
    grid = table.frame == "grid"
    settings = TableSettings(
        style="TableGrid" if grid else "TablePlain",
        widths=plan.widths,
        rtl=rtl,
        caption=content_text(table.caption).strip()[:250],
        has_header=plan.heads > 0,
        has_row_heads=has_row_heads(table),
    )
    node = table_element(settings)
    background = plan.styles.style("table-header").background if grid else None
    for index, line in enumerate(plan.lines):
        head = index < plan.heads
        properties = make("w:trPr", None, make("w:cantSplit"))
        if head:
            properties.append(make("w:tblHeader"))
        row = make("w:tr", None, properties)
        row.extend([_draw_cell(slot, plan, background, draw, head) for slot in line])
        node.append(row)
    is_kept = estimate_height(map(_cells_of, node.iter(qn("w:tr"))), plan.style) <= page * MAX_KEPT_TABLE
    _keep_together(node, plan.lines, len(plan.lines) if is_kept else plan.heads)
    return node


_SIZES = tuple(map(qn, ("w:sz", "w:szCs")))
_LINE = qn("w:line")


@dataclass(slots=True, eq=False, repr=False)
class SmallerStyles:
    """Adds the styles of tables in smaller type; each is based on the style whose size it changes."""

    root: Node
    _ids: dict[tuple[str, float], str] = field(default_factory=dict)

    def apply(self, table: Node, share: float) -> None:
        """Give the paragraphs of a table the styles whose type has a share of the size of their own."""
        for paragraph in table.iter(P):
            named = paragraph.find(f"{PPR}/{qn('w:pStyle')}")
            if named is not None:
                named.set(VAL, self._smaller(named.get(VAL, ""), share))

    def _smaller(self, style_id: str, share: float) -> str:
        key = style_id, share
        if key not in self._ids:
            style = self.root.find(f"{qn('w:style')}[@{qn('w:styleId')}='{style_id}']")
            self._ids[key] = style_id if style is None else self._add(style, style_id, share)
        return self._ids[key]

    def _add(self, style: Node, style_id: str, share: float) -> str:
        from briefbuilder.export.columns import shrink_size

        own = style.find(f"{qn('w:rPr')}/{_SIZES[0]}")
        if own is None:
            return style_id
        old = int(own.get(VAL, "0")) / 2
        size = shrink_size(old, share)
        name = style.find(qn("w:name"))
        smaller = make(
            "w:style",
            {"w:type": "paragraph", "w:styleId": f"{style_id}{half_points(size)}", "w:customStyle": "1"},
        )
        smaller.append(val("w:name", f"{'' if name is None else name.get(VAL, '')} {size:g} pt"))
        smaller.append(val("w:basedOn", style_id))
        smaller.append(val("w:uiPriority", 99))
        spacing = style.find(f"{PPR}/{qn('w:spacing')}")
        if spacing is not None and spacing.get(qn("w:lineRule"), "auto") != "auto":
            spacing = deepcopy(spacing)
            spacing.set(_LINE, str(round(int(spacing.get(_LINE, "0")) * size / old)))
            smaller.append(make("w:pPr", None, spacing))
        smaller.append(make("w:rPr", None, val("w:sz", half_points(size)), val("w:szCs", half_points(size))))
        self.root.append(smaller)
        return smaller.get(qn("w:styleId"), "")


def _cells_of(row: Node) -> Iterator[CellTexts]:
    for cell in row.iter(qn("w:tc")):
        texts = ("".join(node.text or "" for node in paragraph.iter(T)) for paragraph in cell.iter(P))
        yield int(cell[0][0].get(qn("w:w"), "0")) / 20, texts


def _keep_together(node: Node, lines: tuple[tuple[GridSlot, ...], ...], heads: int) -> None:
    """Keep the header rows with the next row, and the rows of a merged cell on one page if they are few.

    Word and LibreOffice draw a merged cell badly across a page break.
    """
    merged = [any(slot.continues for slot in line) for line in lines]
    kept = set(range(heads))
    begin = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or not merged[index]:
            if index - begin <= _MAX_MERGED_ROWS:
                kept.update(range(begin, index - 1))
            begin = index
    rows = node.findall(qn("w:tr"))
    for index, row in enumerate(rows[:-1]):
        if index in kept:
            for paragraph in row.iter(P):
                set_property(paragraph, make("w:keepNext"))


def _draw_cell(
    slot: GridSlot, plan: TablePlan, background: str | None, draw: DrawCell, in_head: bool
) -> Node:
    width = sum(plan.widths[slot.column : slot.column + slot.span])
    properties = make("w:tcPr", None, make("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
    if slot.span > 1:
        properties.append(val("w:gridSpan", slot.span))
    if slot.continues or slot.rows > 1:
        properties.append(val("w:vMerge", "continue" if slot.continues else "restart"))
    head = slot.cell is not None and (slot.cell.header or in_head)
    if head and background:
        properties.append(shading(background))
    inner = slot.cell.elements if slot.cell and not slot.continues else ()
    blocks = draw(inner, max(width - plan.padding, 10.0), head)
    if slot.cell is not None and slot.cell.flush_end:
        for paragraph in filter(lambda block: block.tag == P, blocks):
            set_property(paragraph, val("w:jc", ALIGNMENTS["end"]))
    return make("w:tc", None, properties, *blocks)


# A callout of plain paragraphs is a sequence of paragraphs with one background, which a screen reader
# reads as text. One with lists, tables or pictures is a table with one cell, because Word interrupts
# the background wherever the indent changes.

Draw = Callable[[tuple[Element, ...], float], list[Node]]
"""Draws elements into a width in points."""


def make_box(style: Style, width: float, blocks: list[Node], *, rtl: bool) -> Node:
    """Return a table with one cell that has the background and the bar of a callout's style, where lines begin."""
    if blocks[-1].tag == P:
        remove_spacing(blocks[-1], "after")
    table = table_element(TableSettings("TablePlain", (width,)))
    properties = make("w:tcPr", None, make("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
    if style.rule:
        properties.append(make("w:tcBorders", None, border("right" if rtl else "left", style.rule, 2.25, 0)))
    if style.background:
        properties.append(shading(style.background))
    left, right = box_insets(style)[::-1] if rtl else box_insets(style)
    room = {"top": PADDING, "left": left, "bottom": PADDING, "right": right}
    margins = (make(f"w:{side}", {"w:w": twips(points), "w:type": "dxa"}) for side, points in room.items())
    properties.append(make("w:tcMar", None, *margins))
    table.append(make("w:tr", None, make("w:tc", None, properties, *blocks)))
    return table


def draw_pair(pair: DrawnPair, width: float, draw: Draw, *, rtl: bool) -> Node:
    """Return two columns as a table with one row and no borders."""
    gutter = min(PAIR_GAP, width / 4)  # a narrow cell must leave room for the columns
    column = (width - gutter) / 2
    table = table_element(TableSettings("TablePlain", (column + gutter, column), rtl=rtl))
    row = make("w:tr")
    for elements, room in ((pair.left, gutter), (pair.right, 0.0)):
        properties = make("w:tcPr", None, make("w:tcW", {"w:w": twips(column + room), "w:type": "dxa"}))
        side = {"w:w": twips(room), "w:type": "dxa"}
        properties.append(make("w:tcMar", None, make("w:right", side)))
        row.append(make("w:tc", None, properties, *draw(elements, column)))
    table.append(row)
    return table
