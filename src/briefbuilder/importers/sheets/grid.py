"""Lays out the cells of a sheet as blocks: lines of text around tables, and the tables with their heads. Reads CSV as such cells."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePath

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.text import Block, Cell, Paragraph, Row, Span, Table
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import SHEET_CHARACTERS, TABLE_COLUMNS, TABLE_ROWS
from briefbuilder.importers.plaintext.reader import build_text_draft

_YEAR = re.compile(r"(?:1[89]|20|21)\d\d(?:[/–-]\d{2,4})?\Z")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell with text; it is `numeric` if it holds a number, and spans count columns and rows."""

    content: tuple[Span, ...]
    numeric: bool = False
    column_span: int = 1
    row_span: int = 1

    @property
    def text(self) -> str:
        """The characters of the cell."""
        return "".join(span.text for span in self.content)


Cells = Mapping[int, SheetCell]
"""The cells of a row that have text, by their columns from 0."""

Grid = Mapping[int, Cells]
"""The rows of a sheet that have text, by their numbers."""


def text_cell(text: str) -> SheetCell:
    """Return a cell with plain text."""
    return SheetCell(content=(Span(text),))


def sheet_blocks(grid: Grid) -> Iterator[Block]:
    """Yield the blocks of a sheet.

    Rows between empty ones belong to one table, unless they begin with a line of text or a head. Lines
    of one cell before or after a table are paragraphs: titles, units, sources.
    """
    table: list[int] = []
    for rows in _runs(grid):
        lines, body = _leading_lines(grid, rows)
        if table and (lines or not body or _looks_like_head(grid, body)):
            yield from _table_blocks(grid, table)
            table = []
        yield from (Paragraph(id="", content=_only(grid[row]).content) for row in lines)
        table += body
    if table:
        yield from _table_blocks(grid, table)


def make_table(grid: Grid, rows: Sequence[int], header_rows: int) -> Table:
    """Return a table of the given rows; columns in which no row has text are left out."""
    columns = sorted({column for row in rows for column in grid[row]} | set(_spanned_columns(grid, rows)))
    places = {column: place for place, column in enumerate(columns)}
    taken: set[tuple[int, int]] = set()
    lines: list[Row] = []
    for line, row in enumerate(rows):
        cells: list[Cell] = []
        for column in columns:
            if (line, places[column]) in taken:
                continue
            found = grid[row].get(column)
            cell = Cell(header=line < header_rows)
            if found is not None:
                width = sum(column <= other < column + found.column_span for other in columns)
                height = sum(row <= other < row + found.row_span for other in rows[line:])
                taken |= {
                    (line + down, places[column] + right) for down in range(height) for right in range(width)
                }
                blocks = (Paragraph(id="", content=found.content),) if found.text.strip() else ()
                cell = replace(cell, blocks=blocks, column_span=width, row_span=height)
            cells.append(cell)
        lines.append(Row(cells=tuple(cells)))
    return Table(id="", rows=tuple(lines), header_rows=header_rows)


def cut_grid(grid: Grid, builder: DraftBuilder, name: str, *, cut: bool = False) -> Grid:
    """Return the rows and columns of a sheet that are read; if there are more, or it was `cut`, a notice says so."""
    rows = list(grid)[:TABLE_ROWS]
    columns = sorted({column for row in rows for column in grid[row]})[:TABLE_COLUMNS]
    kept = set(columns)
    found: dict[int, Cells] = {}
    characters = 0
    for row in rows:
        found[row] = {column: cell for column, cell in grid[row].items() if column in kept}
        characters += sum(len(cell.text) for cell in found[row].values())
        if characters > SHEET_CHARACTERS:
            break
    rows = list(found)
    if cut or len(rows) < len(grid) or any(len(found[row]) < len(grid[row]) for row in rows):
        builder.notice("table-cut", f"{name}: {len(rows)} × {len(columns)}")
    return {row: cells for row, cells in found.items() if cells}


def _runs(grid: Grid) -> Iterator[list[int]]:
    """Yield the rows that follow each other without an empty one."""
    run: list[int] = []
    for row in sorted(grid):
        if run and row != run[-1] + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _leading_lines(grid: Grid, rows: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the rows of one cell of text before the table, and the rows of the table."""
    count = 0
    while count < len(rows) and _is_line(grid[rows[count]]):
        count += 1
    if count < len(rows) and count and max(len(grid[row]) for row in rows) < 2:
        count = 0  # a list of one column that holds numbers
    return list(rows[:count]), list(rows[count:])


def _table_blocks(grid: Grid, rows: list[int]) -> Iterator[Block]:
    """Yield a table, and the lines of text below it as paragraphs."""
    end = len(rows)
    while end > 1 and _is_line(grid[rows[end - 1]]) and _is_beside(grid, rows[:end]):
        end -= 1
    body = rows[:end]
    yield make_table(grid, body, _header_rows(grid, body))
    yield from (Paragraph(id="", content=_only(grid[row]).content) for row in rows[end:])


def _is_beside(grid: Grid, rows: Sequence[int]) -> bool:
    """Return whether the last row is not an entry of the table: all others have more cells."""
    return all(len(grid[row]) > 1 for row in rows[:-1])


def _is_line(cells: Cells) -> bool:
    return len(cells) == 1 and not _only(cells).numeric


def _only(cells: Cells) -> SheetCell:
    return next(iter(cells.values()))


def _looks_like_head(grid: Grid, rows: Sequence[int]) -> bool:
    return len(rows) > 1 and len(grid[rows[0]]) > 1 and _header_rows(grid, rows) > 0


def _header_rows(grid: Grid, rows: Sequence[int]) -> int:
    """Return how many rows are the head: one of texts and years, with the rows that its cells span or group."""
    if len(rows) < 2:
        return 0
    first = grid[rows[0]]
    numbers = [cell for cell in first.values() if cell.numeric and not _YEAR.match(cell.text)]
    later = [cell for row in rows[1:] for cell in grid[row].values()]
    if numbers or (any(cell.numeric for cell in first.values()) and not any(cell.numeric for cell in later)):
        return 0
    count = max((cell.row_span for cell in first.values()), default=1)
    if count == 1 and len(rows) > 2 and any(cell.column_span > 1 for cell in first.values()):
        second = grid[rows[1]]
        count += not any(cell.numeric and not _YEAR.match(cell.text) for cell in second.values())
    return min(count, len(rows) - 1)


def _spanned_columns(grid: Grid, rows: Sequence[int]) -> Iterator[int]:
    """Yield the columns between cells that a merged cell covers, if they would otherwise be lost."""
    for row in rows:
        for column, cell in grid[row].items():
            if cell.column_span > 1:
                covered = set(range(column, min(column + cell.column_span, column + TABLE_COLUMNS)))
                yield from (other for other in covered if any(other in grid[below] for below in rows))


# Comma-separated values (RFC 4180, and what spreadsheets make of it).

_LONGEST_CELL = 20_000
"""Characters: a longer cell is a quotation mark that is never closed."""
_SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 50
_NUMBER = re.compile(r"[-−+(]?\s?[$€£¥]?\s?\d[\d.,'’\s]*(?:[eE][-+]?\d+)?\s?[%‰$€£¥]?\)?\Z")
_COMMENT = "#"
_DECLARED = "sep="
"""How Excel states the separator in a separate line at the head."""


def read_csv(data: bytes, name: str) -> Draft:
    """Read a table, and the lines of text above and below it; what cannot be read as one is read as text.

    Raises:
        ImportRefusedError: If the file is too large.
    """
    builder = DraftBuilder()
    text = builder.read_text(data, name)
    try:
        rows = _read_rows(text)
    except csv.Error:
        rows = {}
    width = max(map(len, rows.values()), default=0)
    if not width or (width > TABLE_COLUMNS and not _is_regular(list(rows.values()))):
        return build_text_draft(builder, text, name)
    stem = PurePath(name).stem
    for block in sheet_blocks(cut_grid(_grid(rows), builder, stem)):
        builder.add(block)
    return builder.draft(Metadata(title=stem, language=guess_language(text)))


def _read_rows(text: str) -> dict[int, list[str]]:
    """Return the rows with text by their numbers, one more than are kept at most."""
    lines = text.splitlines(keepends=True)
    separator = ""
    if lines and lines[0].casefold().startswith(_DECLARED):
        separator = lines.pop(0)[len(_DECLARED) :].strip("\r\n")
    if len(separator) != 1:
        separator = max(_SEPARATORS, key=lambda sign: _fit(lines, sign))
    above = _lines_above(lines, separator)
    rows = enumerate((*([line] for line in above), *csv.reader(lines[len(above) :], delimiter=separator)))
    found = dict(islice(((number, row) for number, row in rows if any(map(str.strip, row))), TABLE_ROWS + 1))
    if any(len(cell) > _LONGEST_CELL for row in found.values() for cell in row):
        raise csv.Error("a cell that does not end")
    return found


def _lines_above(lines: list[str], separator: str) -> list[str]:
    """Return the lines of text at the head, without their number sign: comments, and sentences that have another width."""
    _, width = _fit(lines, separator)
    mark = re.escape(separator)
    prose = re.compile(rf"[^\"{mark}]*(?:{mark} [^\"{mark}]*)*\Z")
    is_spaced = bool(lines) and prose.match(lines[-1]) is not None and separator in lines[-1]
    found: list[str] = []
    for line in lines[:_SAMPLE_ROWS]:
        cells = len(next(csv.reader([line], delimiter=separator), []))
        is_comment, is_prose = line.startswith(_COMMENT), prose.match(line) is not None
        is_row = cells == width and not (is_comment and is_prose and not is_spaced)
        if is_row or not (is_comment or is_prose):
            break
        found.append(line.removeprefix(_COMMENT).strip())
    return found if len(found) < len(lines) else []


def _is_regular(rows: list[list[str]]) -> bool:
    """Return whether most rows have the same number of cells, which prose with commas has not."""
    count = Counter(map(len, rows)).most_common(1)[0][1]
    return len(rows) > 1 and count >= 0.8 * len(rows)


def _grid(rows: dict[int, list[str]]) -> dict[int, dict[int, SheetCell]]:
    return {
        number: {
            column: SheetCell(
                content=(Span(" ".join(text.split())),), numeric=bool(_NUMBER.match(text.strip()))
            )
            for column, text in enumerate(row)
            if text.strip()
        }
        for number, row in rows.items()
    }


def _fit(lines: list[str], separator: str) -> tuple[float, int]:
    """Return how well a separator fits: the share of rows of the most frequent width, and that width."""
    sample = islice(csv.reader(lines, delimiter=separator), _SAMPLE_ROWS)
    widths = Counter(len(row) for row in sample if row)
    if not widths:
        return (0.0, 0)
    width, count = widths.most_common(1)[0]
    return (count / widths.total(), width) if width > 1 else (0.0, width)
