"""Reads the grid of a table of a letterhead document, and what it and its style say of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefbuilder.domain.styles import LetterFrame, LetterRule
from briefbuilder.export.docx.letterhead.placeholders import int_attribute
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles, border_rule, twips
from briefbuilder.export.docx.ooxml import OFF_VALUES, PPR, RPR, TBL, Node, qn

_CELL = qn("w:tc")
_NAMES = {"start": "left", "end": "right"}

Borders = dict[str, LetterRule | None]
"""Borders by side, None for a border that is turned off."""

_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
_LOOK_NAMES = {"firstCol": "firstColumn", "lastCol": "lastColumn"}
_MAX_COLUMNS = 63
"""The limit of Word's tables."""
CELL_MARGIN = 5.4
"""The default margin at the sides of a cell, in points."""


@dataclass(frozen=True, slots=True)
class CellEdges:
    """Whether a cell is in a table's first or last row, and first or last column."""

    first_row: bool
    last_row: bool
    first_column: bool
    last_column: bool


@dataclass(frozen=True, slots=True)
class TableStyle:
    """What a table and its style say of its cells: borders, margins in points, and the formats of rows and columns.

    The margins are those at the left, above, at the right and below.
    """

    borders: Borders
    margins: tuple[float, float, float, float]
    conditional: Mapping[str, tuple[Node, ...]]
    whole: tuple[Node, ...] = ()

    def formats(self, position: CellEdges) -> tuple[Node, ...]:
        """Return the formats that apply to a cell, the most general first."""
        kinds = (
            ("firstCol", position.first_column), ("lastCol", position.last_column),
            ("firstRow", position.first_row), ("lastRow", position.last_row),
        )  # fmt: skip
        found = (node for kind, applies in kinds if applies for node in self.conditional.get(kind, ()))
        return (*self.whole, *found)


def table_style(table: Node, styles: LetterheadStyles) -> TableStyle:
    """Return what a table and its style say of its cells."""
    properties = table.find(qn("w:tblPr"))
    named = properties.find(qn("w:tblStyle")) if properties is not None else None
    chain = styles.chain(styles.named_by(named))
    borders: Borders = {}
    margins = {"left": CELL_MARGIN, "top": 0.0, "right": CELL_MARGIN, "bottom": 0.0}
    for holder in [*(base.find(qn("w:tblPr")) for base in chain), properties]:
        if holder is not None:
            borders |= read_borders(holder.find(qn("w:tblBorders")))
            margins |= cell_margins(holder.find(qn("w:tblCellMar")))
    look = properties.find(qn("w:tblLook")) if properties is not None else None
    conditional: dict[str, tuple[Node, ...]] = {}
    for node in (part for base in chain for part in base.iterfind(qn("w:tblStylePr"))):
        kind = node.get(qn("w:type"), "")
        if kind in _LOOK_BITS and _looks(look, kind):
            conditional[kind] = (*conditional.get(kind, ()), node)
    return TableStyle(
        borders,
        (margins["left"], margins["top"], margins["right"], margins["bottom"]),
        conditional,
        tuple(chain),
    )


def grid_colour(styles: LetterheadStyles) -> str:
    """Return the colour of the lines of the style "Table Grid", which exported tables have, empty without such lines."""
    found: Borders = {}
    node = styles.find("table", "table grid")
    for base in styles.chain(node) if node is not None else ():
        borders = base.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
        found |= read_borders(borders)
    rule = found.get("insideH") or found.get("bottom")
    return rule.colour if rule is not None else ""


def _looks(look: Node | None, kind: str) -> bool:
    """Return whether a table asks for the format of a row or column of its style."""
    if look is None:
        return False
    named = look.get(qn(f"w:{_LOOK_NAMES.get(kind, kind)}"))
    if named is not None:
        return named not in OFF_VALUES
    try:
        return bool(int(look.get(qn("w:val"), "0"), 16) & _LOOK_BITS[kind])
    except ValueError:
        return False


def cell_margins(node: Node | None) -> dict[str, float]:
    """Return the margins of a cell by side, in points, of `w:tblCellMar` or `w:tcMar`."""
    found: dict[str, float] = {}
    for side in node if node is not None else ():
        name = str(side.tag).rpartition("}")[2]
        found[_NAMES.get(name, name)] = max(twips(dict(side.attrib), "w:w"), 0.0)
    return found


def cell_frame(
    cell: Node, position: CellEdges, table: TableStyle, styles: LetterheadStyles
) -> LetterFrame | None:
    """Return the borders and the fill of a cell, None if there are none."""
    rules = table.borders
    around: Borders = {
        "top": rules.get("top" if position.first_row else "insideH"),
        "bottom": rules.get("bottom" if position.last_row else "insideH"),
        "left": rules.get("left" if position.first_column else "insideV"),
        "right": rules.get("right" if position.last_column else "insideV"),
    }
    fill: str | None = None
    for holder in (*(node.find(qn("w:tcPr")) for node in table.formats(position)), cell.find(qn("w:tcPr"))):
        if holder is None:
            continue
        around |= {
            side: rule
            for side, rule in read_borders(holder.find(qn("w:tcBorders"))).items()
            if side in around
        }
        shading = holder.find(qn("w:shd"))
        fill = styles.fill(dict(shading.attrib)) if shading is not None else fill
    return LetterFrame(**around, fill=fill) if fill or any(around.values()) else None


def read_borders(borders: Node | None) -> Borders:
    """Return the borders of a table or a cell by side."""
    found: Borders = {}
    for side in borders if borders is not None else ():
        name = str(side.tag).rpartition("}")[2]
        found[_NAMES.get(name, name)] = border_rule(
            {str(key).rpartition("}")[2]: value for key, value in side.attrib.items()}
        )
    return found


def grid_widths(table: Node) -> list[float]:
    """Return the widths of a table's grid columns, in points."""
    columns = table.iterfind(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
    return [length_attribute(column, "w:w") for column in columns]


def row_cells(row: Node, table: Node) -> list[Node]:
    """Return the cells of a row, without those of nested tables."""
    return [cell for cell in row.iter(_CELL) if next(cell.iterancestors(TBL), None) is table]


def positioned_cells(row: Node, table: Node) -> Iterator[tuple[int, Node]]:
    """Yield the cells of a row with the number of their first column."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    at = int_attribute(before, qn("w:val"))
    for cell in row_cells(row, table):
        yield at, cell
        at += column_span(cell)


def column_span(cell: Node) -> int:
    """Return the number of columns of a cell."""
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(max(int_attribute(node, qn("w:val"), 1), 1), _MAX_COLUMNS)


def is_merged(cell: Node) -> bool:
    """Return whether a cell belongs to the one above it."""
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return node is not None and node.get(qn("w:val"), "continue") == "continue"


def merged_rows(cell: Node, at: int, rows: list[Node], table: Node) -> int:
    """Return the number of rows that a cell covers; `rows` begins with its own."""
    if cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None:
        return 1
    covered = 1
    for row in rows[1:]:
        below = next((other for place, other in positioned_cells(row, table) if place == at), None)
        if below is None or not is_merged(below):
            break
        covered += 1
    return covered


def conditional_formats(table: TableStyle, position: CellEdges) -> tuple[Node | None, ...]:
    """Return the properties of paragraphs and runs that a table's style gives to a cell."""
    return tuple(part for node in table.formats(position) for part in (node.find(PPR), node.find(RPR)))


def cell_padding(cell: Node, table: TableStyle) -> tuple[float, float, float, float]:
    """Return the margins of a cell at the left, above, at the right and below, in points."""
    own = cell_margins(cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}"))
    left, top, right, bottom = table.margins
    return own.get("left", left), own.get("top", top), own.get("right", right), own.get("bottom", bottom)


def vertical_alignment(cell: Node) -> Literal["top", "centre", "bottom"]:
    """Return where the text of a cell is: "top", "centre" or "bottom"."""
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:vAlign')}")
    value = node.get(qn("w:val"), "") if node is not None else ""
    return "centre" if value == "center" else "bottom" if value == "bottom" else "top"


def length_attribute(node: Node | None, name: str) -> float:
    """Return a length attribute in points, 0 if there is no element."""
    return int_attribute(node, qn(name)) / 20
