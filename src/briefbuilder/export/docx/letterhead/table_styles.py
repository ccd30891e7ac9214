"""Reads the grid of a table of a letterhead document, and what it and its style say of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefbuilder.domain.styles import LetterFrame, LetterRule
from briefbuilder.export.docx.letterhead.placeholders import int_attribute
from briefbuilder.export.docx.letterhead.styles import LetterheadStyles, border_rule, twips
from briefbuilder.export.docx.ooxml import OFF_VALUES, PPR, RPR, TBL, Node, qn

_CELL, _ROW = qn("w:tc"), qn("w:tr")
_NAMES = {"start": "left", "end": "right"}

Borders = dict[str, LetterRule | None]
"""Borders by side, None for a border that is turned off."""

_LOOK_BITS = {"firstRow": 0x20, "lastRow": 0x40, "firstCol": 0x80, "lastCol": 0x100}
_LOOK_NAMES = {"firstCol": "firstColumn", "lastCol": "lastColumn"}
_MAX_COLUMNS = 63
"""The limit of Word's tables."""
CELL_MARGIN = 5.4
"""The default margin at the sides of a cell, in points."""
_MIN_WIDTH = 72.0


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


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell with its first grid column, the columns and rows that it covers, and its borders and fill.

    `formats` are the properties of paragraphs and runs that the style of the table gives to it.
    """

    node: Node
    column: int
    span: int
    rows: int
    frame: LetterFrame | None
    formats: tuple[Node | None, ...]


def table_style(table: Node, styles: LetterheadStyles) -> TableStyle:
    """Return what a table and its style say of its cells."""
    properties = table.find(qn("w:tblPr"))
    named = properties.find(qn("w:tblStyle")) if properties is not None else None
    chain = styles.chain(styles.named_by(named))
    borders: Borders = {}
    margins = {"left": CELL_MARGIN, "top": 0.0, "right": CELL_MARGIN, "bottom": 0.0}
    for holder in [*(base.find(qn("w:tblPr")) for base in chain), properties]:
        if holder is not None:
            borders |= _read_borders(holder.find(qn("w:tblBorders")))
            margins |= _cell_margins(holder.find(qn("w:tblCellMar")))
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
        found |= _read_borders(borders)
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


def _cell_margins(node: Node | None) -> dict[str, float]:
    """Return the margins of a cell by side, in points, of `w:tblCellMar` or `w:tcMar`."""
    found: dict[str, float] = {}
    for side in node if node is not None else ():
        name = str(side.tag).rpartition("}")[2]
        found[_NAMES.get(name, name)] = max(twips(dict(side.attrib), "w:w"), 0.0)
    return found


def table_rows(
    table: Node, about: TableStyle, styles: LetterheadStyles
) -> Iterator[tuple[Node, list[TableCell]]]:
    """Yield the rows of a table with their cells, without those that belong to the cell above them."""
    rows, columns = table.findall(_ROW), len(grid_widths(table))
    for index, row in enumerate(rows):
        cells = []
        for at, cell in positioned_cells(row, table):
            if _is_merged(cell):
                continue
            span, covered = _column_span(cell), _merged_rows(cell, at, rows[index:], table)
            edges = CellEdges(index == 0, index + covered == len(rows), at == 0, at + span >= columns)
            formats = tuple(
                part for node in about.formats(edges) for part in (node.find(PPR), node.find(RPR))
            )
            frame = _cell_frame(cell, edges, about, styles)
            cells.append(TableCell(cell, at, span, covered, frame, formats))
        yield row, cells


def _cell_frame(
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
            for side, rule in _read_borders(holder.find(qn("w:tcBorders"))).items()
            if side in around
        }
        shading = holder.find(qn("w:shd"))
        fill = styles.fill(dict(shading.attrib)) if shading is not None else fill
    return LetterFrame(**around, fill=fill) if fill or any(around.values()) else None


def _read_borders(borders: Node | None) -> Borders:
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


def positioned_cells(row: Node, table: Node) -> Iterator[tuple[int, Node]]:
    """Yield the cells of a row, without those of nested tables, with the number of their first column."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    at = int_attribute(before, qn("w:val"))
    for cell in row.iter(_CELL):
        if next(cell.iterancestors(TBL), None) is table:
            yield at, cell
            at += _column_span(cell)


def column_index(cell: Node) -> int:
    """Return the first grid column of a cell, from 0."""
    row, table = (next(cell.iterancestors(tag), None) for tag in (_ROW, TBL))
    cells = positioned_cells(row, table) if row is not None and table is not None else ()
    return next((at for at, other in cells if other is cell), 0)


def cell_text_area(cell: Node) -> tuple[float, float] | None:
    """Return the distance of a cell's text from the left edge of the text, and its width, in points.

    None if the table does not define its columns.
    """
    table = next(cell.iterancestors(TBL), None)
    if table is None:
        return None
    grid, at = grid_widths(table), column_index(cell)
    room = sum(grid[at : at + _column_span(cell)])
    margins = _cell_margins(table.find(f"{qn('w:tblPr')}/{qn('w:tblCellMar')}"))
    left, right = (margins.get(side, CELL_MARGIN) for side in ("left", "right"))
    return (sum(grid[:at]) + left, max(room - left - right, _MIN_WIDTH)) if room else None


def _column_span(cell: Node) -> int:
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return min(max(int_attribute(node, qn("w:val"), 1), 1), _MAX_COLUMNS)


def _is_merged(cell: Node) -> bool:
    """Return whether a cell belongs to the one above it."""
    node = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return node is not None and node.get(qn("w:val"), "continue") == "continue"


def _merged_rows(cell: Node, at: int, rows: list[Node], table: Node) -> int:
    """Return the number of rows that a cell covers; `rows` begins with its own."""
    if cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") is None:
        return 1
    covered = 1
    for row in rows[1:]:
        below = next((other for place, other in positioned_cells(row, table) if place == at), None)
        if below is None or not _is_merged(below):
            break
        covered += 1
    return covered


def cell_padding(cell: Node, table: TableStyle) -> tuple[float, float, float, float]:
    """Return the margins of a cell at the left, above, at the right and below, in points."""
    own = _cell_margins(cell.find(f"{qn('w:tcPr')}/{qn('w:tcMar')}"))
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
