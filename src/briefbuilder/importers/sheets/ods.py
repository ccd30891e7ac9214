"""Read an OpenDocument spreadsheet into a draft: each sheet a heading with its tables, cells as they are shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from briefbuilder.domain.text import Span
from briefbuilder.importers.draft import Draft
from briefbuilder.importers.limits import SHEET_CELLS, SHEETS, TABLE_ROWS
from briefbuilder.importers.odt.reader import OpenDocument, open_document, read_properties
from briefbuilder.importers.odt.styles import attribute, child_elements, int_attribute, paragraph_text
from briefbuilder.importers.office.draft import build_workbook_draft, report_comments, report_unread
from briefbuilder.importers.office.xml_names import prefixed_name, qn
from briefbuilder.importers.sheets.grid import SheetCell, add_sheet, cut_grid, sheet_blocks

_NUMBERS = frozenset({"float", "percentage", "currency"})
_DATES = {"date": "office:date-value", "time": "office:time-value"}
_ROW_GROUPS = frozenset({"table:table-rows", "table:table-row-group", "table:table-header-rows"})
_COLUMN_GROUPS = frozenset({"table:table-columns", "table:table-column-group", "table:table-header-columns"})
_MAX_REPEATED = 20_000
"""More rows or columns that repeat have no cells in use."""

_MAX_SPAN = 1000
_READ_COLUMNS = 512


def read_ods(data: bytes, file_name: str) -> Draft:
    """Read a spreadsheet; raise ImportRefusedError if it cannot be read. Formulas are not computed, links not followed."""
    document = open_document(data, file_name, "office:spreadsheet")
    builder = document.builder
    cells = 0
    for number, table in enumerate(document.body.findall(qn("table:table"))):
        name = " ".join(attribute(table, "table:name").split())
        if (
            document.styles.property("table", attribute(table, "table:style-name"), "table:display")
            == "false"
        ):
            builder.notice("sheet-hidden", name)
        elif number >= SHEETS or cells >= SHEET_CELLS:
            builder.notice("sheet-left-out", name)
        else:
            cells += _add_sheet(document, table, name)
    report_unread(builder, document.pictures.external_count, document.package.damaged)
    properties = read_properties(document.package.optional_xml("meta.xml"))
    return build_workbook_draft(builder, properties, file_name)


def _add_sheet(document: OpenDocument, table: _Element, name: str) -> int:
    """Add the blocks of a sheet, and return how many cells were read."""
    sheet = _Sheet(document, table)
    builder = document.builder
    blocks = [
        *sheet_blocks(cut_grid(sheet.grid, builder, name, cut=sheet.cut)),
        *document.pictures.read_figures(table),
    ]
    add_sheet(builder, name, blocks, sheet.hidden_rows)
    if sheet.hidden:
        builder.notice("columns-hidden", f"{name}: {len(sheet.hidden)}")
    report_comments(builder, [(name, comment) for comment in sheet.comments])
    return sum(map(len, sheet.grid.values()))


class _Sheet:
    """The cells of a sheet that are shown, and what is hidden."""

    def __init__(self, document: OpenDocument, table: _Element) -> None:
        self.grid: dict[int, dict[int, SheetCell]] = {}
        self.hidden_rows = 0
        self.hidden: set[int] = set()
        self.comments: list[str] = []
        self.cut = False
        self._document = document
        self._hidden_columns = set(_hidden_columns(table))
        number = 0
        for row in _parts(table, "table:table-row", _ROW_GROUPS):
            repeated = int_attribute(row, "table:number-rows-repeated", 1, 10_000_000)
            if len(self.grid) <= TABLE_ROWS:
                self._read_row(row, number, repeated)
            else:
                self.cut = self.cut or next(row.iter(qn("text:p")), None) is not None
            number += repeated

    def _read_row(self, row: _Element, number: int, repeated: int) -> None:
        cells: dict[int, SheetCell] = {}
        column = 0
        for element in child_elements(row):
            count = int_attribute(element, "table:number-columns-repeated", 1, _MAX_REPEATED)
            if prefixed_name(element) == "table:table-cell" and column < _READ_COLUMNS:
                cell = self._read_cell(element)
                if cell is not None:
                    cells |= dict.fromkeys(range(column, min(column + count, _READ_COLUMNS)), cell)
            elif column >= _READ_COLUMNS:
                self.cut = self.cut or next(element.iter(qn("text:p")), None) is not None
            column += count
        if cells and attribute(row, "table:visibility") in {"collapse", "filter"}:
            self.hidden_rows += repeated
            return
        self.hidden |= cells.keys() & self._hidden_columns
        shown = {column: cell for column, cell in cells.items() if column not in self._hidden_columns}
        for place in range(number, number + min(repeated, TABLE_ROWS)) if shown else ():
            self.grid[place] = dict(shown)

    def _read_cell(self, element: _Element) -> SheetCell | None:
        for note in element.findall(qn("office:annotation")):
            self.comments.append(paragraph_text(note))
        kind = attribute(element, "office:value-type")
        content = self._content(element)
        dated = attribute(element, _DATES[kind]) if kind == "date" else ""
        if dated:
            content = (Span(dated.removesuffix("T00:00:00").replace("T", " ")),)
        if not content and kind in _NUMBERS:
            content = (Span(attribute(element, "office:value")),)
        if not any(span.text.strip() for span in content):
            return None
        return SheetCell(
            content=content,
            numeric=kind in _NUMBERS,
            column_span=int_attribute(element, "table:number-columns-spanned", 1, _MAX_SPAN) or 1,
            row_span=int_attribute(element, "table:number-rows-spanned", 1, _MAX_SPAN) or 1,
        )

    def _content(self, element: _Element) -> tuple[Span, ...]:
        """Return the text of a cell, with line breaks between its paragraphs."""
        spans: list[Span] = []
        for paragraph in element.findall(qn("text:p")):
            if spans:
                spans.append(Span("\n"))
            contents = self._document.inline.read(paragraph, attribute(paragraph, "text:style-name"))
            spans += (part for part in contents.content if isinstance(part, Span))
        return tuple(spans)


def _parts(table: _Element, kind: str, groups: frozenset[str]) -> Iterator[_Element]:
    """Yield the rows or columns of a table, also those in groups."""
    for part in child_elements(table):
        name = prefixed_name(part)
        if name == kind:
            yield part
        elif name in groups:
            yield from _parts(part, kind, groups)


def _hidden_columns(table: _Element) -> Iterator[int]:
    column = 0
    for part in _parts(table, "table:table-column", _COLUMN_GROUPS):
        count = int_attribute(part, "table:number-columns-repeated", 1, _MAX_REPEATED)
        if attribute(part, "table:visibility") in {"collapse", "filter"}:
            yield from range(column, column + count)
        column += count
