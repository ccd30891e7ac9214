"""Reads the workbooks of office programs, in Office Open XML and in OpenDocument, into drafts.

Each sheet is a heading with its tables, and cells are as they are shown. Formulas are not computed, links not followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from lxml.etree import _Element

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.links import SAFE_LINK
from briefbuilder.domain.text import Block, Figure, Heading, Paragraph, Script, Span
from briefbuilder.importers.docx.embedded import read_chart_part, read_figure
from briefbuilder.importers.docx.package import Package, Relationship, local_name, related_part
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import SHEET_CELLS, SHEETS, TABLE_ROWS
from briefbuilder.importers.odt import reader as odt
from briefbuilder.importers.odt.styles import attribute, child_elements, int_attribute, paragraph_text
from briefbuilder.importers.office.draft import report_comments, report_unread
from briefbuilder.importers.office.head import CoreProperties, read_properties
from briefbuilder.importers.office.xml_names import prefixed_name, qn
from briefbuilder.importers.sheets.grid import SheetCell, cut_grid, sheet_blocks, text_cell
from briefbuilder.importers.sheets.number_formats import BUILT_IN, GENERAL, format_number

_LONGEST_TITLE = 150
_READ_COLUMNS = 512
"""The most columns that are looked at: empty ones among them do not count."""


@dataclass(slots=True)
class _Sheet:
    """The cells of a sheet that are shown, by row and column, and what was left out."""

    name: str
    grid: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    hidden_rows: int = 0
    left_columns: set[int] = field(default_factory=set)
    without_values: int = 0
    comments: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False


def _table_blocks(builder: DraftBuilder, sheet: _Sheet) -> list[Block]:
    return list(sheet_blocks(cut_grid(sheet.grid, builder, sheet.name, cut=sheet.cut)))


def _add_sheet(builder: DraftBuilder, sheet: _Sheet, blocks: Sequence[Block]) -> None:
    """Add the blocks of a sheet below its name, and report what was left out."""
    if blocks:
        builder.add(Heading(id="", content=(Span(sheet.name),)))
    for block in blocks:
        builder.add(block)
    if sheet.hidden_rows:
        builder.notice("rows-hidden", f"{sheet.name}: {sheet.hidden_rows}")
    if sheet.left_columns:
        builder.notice("columns-hidden", f"{sheet.name}: {len(sheet.left_columns)}")
    if sheet.without_values:
        builder.notice("formulas-without-values", f"{sheet.name}: {sheet.without_values}")
    report_comments(builder, sheet.comments)


def _build_draft(builder: DraftBuilder, properties: CoreProperties, name: str) -> Draft:
    """Build the draft of the sheets in a file of that name, which does not say of which day its figures are."""
    return builder.draft(
        Metadata(
            title=properties.title or _first_line(builder.blocks) or PurePath(name).stem,
            authors=properties.authors,
            language=guess_language("\n".join(block.text for block in builder.blocks)),
        )
    )


def _first_line(blocks: Sequence[Block]) -> str:
    """Return the line of three words or more above the first table, "" without one; a heading names the sheet."""
    begin = [block for block in blocks[:4] if block.kind != "heading"]
    if len(begin) < 2 or begin[0].kind != "paragraph" or "table" not in {block.kind for block in begin[1:]}:
        return ""
    line = " ".join(begin[0].text.split())
    is_title = line.count(" ") > 1 and len(line) <= _LONGEST_TITLE and not line.endswith((":", "."))
    return line if is_title else ""


# Office Open XML.

_LONGEST_TEXT = 32_767
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ON = frozenset({"1", "true", "on"})
_MAX_MERGES = 10_000
_MAX_HIDDEN_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class _Shared:
    """The text of a cell that is in the table of shared strings, until that is read."""

    index: int


@dataclass(slots=True, kw_only=True)
class _WorkbookSheet(_Sheet):
    """A sheet while it is read: all its cells, and what lies on them."""

    part: str
    relations: dict[str, Relationship]
    rows: dict[int, dict[int, SheetCell | _Shared]] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)


class _Workbook:
    """Reads a workbook in Office Open XML."""

    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.builder = DraftBuilder()
        self.main = package.main_part("xl/workbook.xml")
        root = package.xml(self.main)
        if root is None or local_name(root) != "workbook":
            raise ImportRefusedError("import-no-document", name=name)
        self.relations = package.relationships(self.main)
        properties = next(_children(root, "workbookPr"), None)
        self._since_1904 = properties is not None and properties.get("date1904") in _ON
        self._formats = self._read_formats()
        self._root = root
        self._cells = 0
        self.external_pictures = 0

    def sheets(self) -> Iterator[_WorkbookSheet]:
        """Yield the sheets that are shown, in order; the others are reported."""
        for number, element in enumerate(self._root.iter("{*}sheet")):
            name = " ".join((element.get("name") or "").split())
            if element.get("state") in {"hidden", "veryHidden"}:
                self.builder.notice("sheet-hidden", name)
                continue
            relation = self.relations.get(element.get(qn("r:id")) or "")
            if relation is None or relation.external:
                continue
            if number >= SHEETS or self._cells >= SHEET_CELLS:
                self.builder.notice("sheet-left-out", name)
                continue
            sheet = _WorkbookSheet(
                name=name, part=relation.target, relations=self.package.relationships(relation.target)
            )
            self._read_sheet(sheet)
            yield sheet

    def resolve(self, sheets: list[_WorkbookSheet]) -> None:
        """Replace the references to shared strings by the strings; only those that are used are kept."""
        cells = [cell for sheet in sheets for row in sheet.rows.values() for cell in row.values()]
        wanted = {cell.index for cell in cells if isinstance(cell, _Shared)}
        part = related_part(self.relations, "sharedStrings")
        strings: dict[int, SheetCell] = {}
        last = max(wanted, default=-1)
        for index, element in enumerate(self.package.elements(part, "si") if wanted and part else ()):
            if index in wanted:
                strings[index] = SheetCell(content=_rich_text(element))
            if index >= last:
                break
        for sheet in sheets:
            for row in sheet.rows.values():
                for column, cell in row.items():
                    if isinstance(cell, _Shared):
                        row[column] = strings.get(cell.index, text_cell(""))

    def _read_sheet(self, sheet: _WorkbookSheet) -> None:
        number = 0
        for element in self.package.elements(sheet.part, "col", "row", "mergeCell", "hyperlink"):
            kind = local_name(element)
            if kind == "row":
                number = _number(element.get("r"), number + 1)
                self._read_row(sheet, element, number)
            elif kind == "col" and element.get("hidden") in _ON:
                first, last = _number(element.get("min"), 1), _number(element.get("max"), 1)
                sheet.hidden_columns.update(range(first - 1, min(last, _MAX_HIDDEN_COLUMNS)))
            elif kind == "mergeCell" and len(sheet.merges) < _MAX_MERGES:
                corners = _REFERENCE.findall(element.get("ref") or "")
                if len(corners) == 2:
                    (left, top), (right, bottom) = ((_column(a), int(b)) for a, b in corners)
                    sheet.merges.append((top, left, bottom, right))
            elif kind == "hyperlink":
                relation = sheet.relations.get(element.get(qn("r:id")) or "")
                place = _REFERENCE.match(element.get("ref") or "")
                if relation is not None and relation.external and place and SAFE_LINK.match(relation.target):
                    sheet.links.append((int(place[2]), _column(place[1]), relation.target))

    def _read_row(self, sheet: _WorkbookSheet, element: _Element, number: int) -> None:
        if len(sheet.rows) > TABLE_ROWS or self._cells >= SHEET_CELLS:
            sheet.cut = sheet.cut or any(local_name(part) in {"v", "is"} for part in element.iter())
            return
        row: dict[int, SheetCell | _Shared] = {}
        column = -1
        for cell_element in element:
            place = _REFERENCE.match(cell_element.get("r") or "")
            column = _column(place[1]) if place else column + 1
            if column >= _READ_COLUMNS:
                sheet.cut = sheet.cut or len(cell_element) > 0
                continue
            cell = self._read_cell(sheet, cell_element)
            if cell is not None:
                row[column] = cell
        if row and element.get("hidden") in _ON:
            sheet.hidden_rows += 1
        elif row:
            sheet.rows[number] = row
            self._cells += len(row)

    def _read_cell(self, sheet: _WorkbookSheet, element: _Element) -> SheetCell | _Shared | None:
        kind = element.get("t") or "n"
        if kind == "inlineStr":
            found = next(_children(element, "is"), None)
            content = _rich_text(found) if found is not None else ()
            return SheetCell(content=content) if content else None
        stored = next(_children(element, "v"), None)
        text = (stored.text or "")[:_LONGEST_TEXT] if stored is not None else ""
        if not text:
            sheet.without_values += next(_children(element, "f"), None) is not None and kind != "str"
            return None
        if kind == "s":
            return _Shared(_number(text, 0))
        if kind == "n":
            return self._number_cell(text, _number(element.get("s"), 0))
        return text_cell(_stored_text(kind, text))

    def _number_cell(self, text: str, style: int) -> SheetCell | None:
        try:
            value = float(text)
        except ValueError:
            return text_cell(_unescape(text))
        code = self._formats[style] if style < len(self._formats) else GENERAL
        shown = format_number(value, code, since_1904=self._since_1904)
        if not shown:
            return None
        return SheetCell(content=(Span(shown),), numeric=True)

    def _read_formats(self) -> list[str]:
        root = self.package.related_xml(self.relations, "styles")
        if root is None:
            return []
        own = {
            _number(element.get("numFmtId"), 0): element.get("formatCode") or GENERAL
            for element in root.iter("{*}numFmt")
        }
        styles = next(_children(root, "cellXfs"), None)
        ids = [_number(element.get("numFmtId"), 0) for element in (styles if styles is not None else ())]
        return [own.get(number) or BUILT_IN.get(number, GENERAL) for number in ids]

    # What is above the cells, and the chart of a separate sheet.

    def drawn_blocks(self, sheet: _WorkbookSheet, *, charts: bool) -> Iterator[Block]:
        """Yield the pictures and text boxes of a sheet; with `charts` also the values of its charts."""
        part = related_part(sheet.relations, "drawing")
        root = self.package.optional_xml(part) if part else None
        if root is None:
            return
        relations = self.package.relationships(part)
        for element in root.iter(qn("xdr:pic"), qn("xdr:sp"), "{*}chart"):
            kind = prefixed_name(element)
            if kind == "xdr:pic":
                yield from self._figure(element, relations)
            elif kind == "xdr:sp":
                for paragraph in element.iter(qn("a:p")):
                    text = "".join(part.text or "" for part in paragraph.iter(qn("a:t")))
                    yield Paragraph(id="", content=(Span(text),))
            else:
                relation = relations.get(element.get(qn("r:id")) or "")
                yield from read_chart_part(self.builder, self.package, relation, repeats=not charts)

    def _figure(self, element: _Element, relations: dict[str, Relationship]) -> Iterator[Figure]:
        blip = next(element.iter(qn("a:blip")), None)
        relation = relations.get(blip.get(qn("r:embed")) or "") if blip is not None else None
        if relation is None or relation.external:
            self.external_pictures += 1
            return
        described = next((drawing.get("descr") or "" for drawing in element.iter(qn("xdr:cNvPr"))), "")
        yield from read_figure(self.builder, self.package, relation.target, described)

    def comments(self, sheet: _WorkbookSheet) -> Iterator[tuple[str, str]]:
        """Yield the cell and the text of each comment, which are not part of the article."""
        part = related_part(sheet.relations, "comments")
        for element in self.package.elements(part, "comment") if part else ():
            yield f"{sheet.name}!{element.get('ref') or ''}", "".join(element.itertext())


def read_xlsx(data: bytes, file_name: str) -> Draft:
    """Read a workbook in Office Open XML; raise ImportRefusedError if it cannot be read."""
    package = Package(data, file_name)
    workbook = _Workbook(package, file_name)
    builder = workbook.builder
    if package.has_macros:
        builder.notice("macros-not-kept")
    sheets = list(workbook.sheets())
    workbook.resolve(sheets)
    for sheet in sheets:
        _show_cells(sheet)
        sheet.comments += workbook.comments(sheet)
        blocks = _table_blocks(builder, sheet)
        _add_sheet(builder, sheet, [*blocks, *workbook.drawn_blocks(sheet, charts=not blocks)])
    report_unread(builder, workbook.external_pictures, package.damaged)
    return _build_draft(builder, read_properties(package), file_name)


def _show_cells(sheet: _WorkbookSheet) -> None:
    """Take the cells that are not in hidden columns, with links and merged cells."""
    for number, row in sheet.rows.items():
        cells = {
            column: cell for column, cell in row.items() if isinstance(cell, SheetCell) and cell.text.strip()
        }
        sheet.left_columns |= cells.keys() & sheet.hidden_columns
        shown = {column: cells[column] for column in sorted(cells) if column not in sheet.hidden_columns}
        if shown:
            sheet.grid[number] = shown
    for number, column, address in sheet.links:
        found = sheet.grid.get(number, {}).get(column)
        if found is not None:
            linked = (replace(span, link=address) for span in found.content)
            sheet.grid[number][column] = replace(found, content=tuple(linked))
    for top, left, bottom, right in sheet.merges:
        found = sheet.grid.get(top, {}).get(left)
        if found is not None:
            sheet.grid[top][left] = replace(found, column_span=right - left + 1, row_span=bottom - top + 1)


def _rich_text(element: _Element) -> tuple[Span, ...]:
    """Return the runs of a string, without the readings of Japanese words."""
    spans: list[Span] = []
    for part in element:
        kind = local_name(part)
        if kind == "t":
            spans.append(Span(_unescape(part.text or "")[:_LONGEST_TEXT]))
        elif kind == "r":
            text = "".join(element.text or "" for element in _children(part, "t"))[:_LONGEST_TEXT]
            spans.append(_formatted(Span(_unescape(text)), next(_children(part, "rPr"), None)))
    return tuple(spans)


def _formatted(span: Span, properties: _Element | None) -> Span:
    kinds = {
        local_name(element): element.get("val") or "1"
        for element in (properties if properties is not None else ())
    }
    scripts: dict[str, Script] = {"superscript": "super", "subscript": "sub"}
    return replace(
        span,
        bold=kinds.get("b") in _ON,
        italic=kinds.get("i") in _ON,
        strike=kinds.get("strike") in _ON,
        script=scripts.get(kinds.get("vertAlign", ""), "baseline"),
    )


def _stored_text(kind: str, text: str) -> str:
    """Return the text of a cell that holds a truth value, a date, a text or an error."""
    if kind == "b":
        return "TRUE" if text in _ON else "FALSE"
    if kind == "d":
        return text.removesuffix("T00:00:00").replace("T", " ")
    return _unescape(text)


def _unescape(text: str) -> str:
    """Return text with the characters that XML cannot hold, or that look like such an escape."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _children(element: _Element, name: str) -> Iterator[_Element]:
    return element.iterchildren(f"{{*}}{name}")


def _column(letters: str) -> int:
    """Return the number of a column, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _number(text: str | None, default: int) -> int:
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdecimal() else default


def workbook_text(data: bytes, file_name: str) -> str:
    """Return the text of the sheets that are shown, with tabs between the cells."""
    package = Package(data, file_name)
    workbook = _Workbook(package, file_name)
    sheets = list(workbook.sheets())
    workbook.resolve(sheets)
    pieces: list[str] = []
    for sheet in sheets:
        lines = [
            "\t".join(cell.text for cell in row.values() if isinstance(cell, SheetCell))
            for row in sheet.rows.values()
        ]
        pieces.append("\n".join([f"[{sheet.name}]", *lines]))
    return "\n\n".join(pieces)


# OpenDocument.

_NUMBERS = frozenset({"float", "percentage", "currency"})
_ROW_GROUPS = frozenset({"table:table-rows", "table:table-row-group", "table:table-header-rows"})
_COLUMN_GROUPS = frozenset({"table:table-columns", "table:table-column-group", "table:table-header-columns"})
_MAX_REPEATED = 20_000
"""More rows or columns that repeat have no cells in use."""

_MAX_SPAN = 1000


def read_ods(data: bytes, file_name: str) -> Draft:
    """Read a workbook in OpenDocument; raise ImportRefusedError if it cannot be read."""
    document = odt.open_document(data, file_name, "office:spreadsheet")
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
            sheet = _OpenSheetReader(document, table, name).sheet
            cells += sum(map(len, sheet.grid.values()))
            blocks = [*_table_blocks(builder, sheet), *document.pictures.read_figures(table)]
            _add_sheet(builder, sheet, blocks)
    report_unread(builder, document.pictures.external_count, document.package.damaged)
    properties = odt.read_properties(document.package.optional_xml("meta.xml"))
    return _build_draft(builder, properties, file_name)


class _OpenSheetReader:
    """Reads the cells of a sheet."""

    def __init__(self, document: odt.OpenDocument, table: _Element, name: str) -> None:
        self.sheet = _Sheet(name)
        self._document = document
        self._hidden_columns = set(_hidden_columns(table))
        number = 0
        for row in _parts(table, "table:table-row", _ROW_GROUPS):
            repeated = int_attribute(row, "table:number-rows-repeated", 1, 10_000_000)
            if len(self.sheet.grid) <= TABLE_ROWS:
                self._read_row(row, number, repeated)
            else:
                self.sheet.cut = self.sheet.cut or next(row.iter(qn("text:p")), None) is not None
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
                self.sheet.cut = self.sheet.cut or next(element.iter(qn("text:p")), None) is not None
            column += count
        if cells and attribute(row, "table:visibility") in {"collapse", "filter"}:
            self.sheet.hidden_rows += repeated
            return
        self.sheet.left_columns |= cells.keys() & self._hidden_columns
        shown = {column: cell for column, cell in cells.items() if column not in self._hidden_columns}
        for place in range(number, number + min(repeated, TABLE_ROWS)) if shown else ():
            self.sheet.grid[place] = dict(shown)

    def _read_cell(self, element: _Element) -> SheetCell | None:
        for note in element.findall(qn("office:annotation")):
            self.sheet.comments.append((self.sheet.name, paragraph_text(note)))
        kind = attribute(element, "office:value-type")
        content = self._content(element)
        if not content and kind == "date":
            dated = attribute(element, "office:date-value")
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
