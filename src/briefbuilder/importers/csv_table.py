"""A table in comma-separated values (RFC 4180, and what spreadsheets make of it) to a draft with one table."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import PurePath

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.text import Cell, Paragraph, Row, Span, Table
from briefbuilder.importers.charset import decode
from briefbuilder.importers.clean import clean
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import MEBIBYTE, TEXT_BYTES
from briefbuilder.importers.plaintext.reader import build_text_draft

TABLE_ROWS = 2000
"""The most rows that are read: a table in a briefing has far fewer."""

TABLE_COLUMNS = 60
"""The most columns that are read as a table."""

_LONGEST_CELL = 20_000
"""Characters: a longer cell is a quotation mark that is never closed."""

_SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 50
_DECLARED = "sep="
"""How Excel states the separator in a line of its own at the head."""


def read_csv(data: bytes, name: str) -> Draft:
    """Read a table, whose first row is the head; what cannot be read as one is read as text.

    Raises:
        ImportRefusedError: Where the file or the table is too large.
    """
    if len(data) > TEXT_BYTES:
        raise ImportRefusedError("import-too-large", name=name, limit=str(TEXT_BYTES // MEBIBYTE))
    decoded = decode(data)
    builder = DraftBuilder()
    builder.note_charset(decoded)
    text, removed = clean(decoded.text)
    try:
        rows = _read_rows(text)
    except csv.Error:
        rows = []
    width = max(map(len, rows), default=0)
    if not 0 < width <= TABLE_COLUMNS:
        return build_text_draft(builder, decoded.text, name)
    if len(rows) > TABLE_ROWS:
        raise ImportRefusedError("import-too-long", name=name, limit=str(TABLE_ROWS))
    if removed:
        builder.notice("control-characters-removed", str(removed))
    table = tuple(_row(cells, width, header=not place) for place, cells in enumerate(rows))
    builder.add(Table(id="", rows=table, header_rows=1))
    return builder.draft(Metadata(title=PurePath(name).stem, language=guess_language(text)))


def _read_rows(text: str) -> list[list[str]]:
    lines = text.splitlines(keepends=True)
    separator = ""
    if lines and lines[0].casefold().startswith(_DECLARED):
        separator = lines.pop(0)[len(_DECLARED) :].strip("\r\n")
    if len(separator) != 1:
        separator = max(_SEPARATORS, key=lambda each: _fit(lines, each))
    rows = (row for row in csv.reader(lines, delimiter=separator) if any(cell.strip() for cell in row))
    found = list(islice(rows, TABLE_ROWS + 1))
    if any(len(cell) > _LONGEST_CELL for row in found for cell in row):
        raise csv.Error("a cell that does not end")
    return found


def _fit(lines: list[str], separator: str) -> tuple[float, int]:
    """Return how well a separator fits: the share of rows of the most frequent width, and that width."""
    sample = islice(csv.reader(lines, delimiter=separator), _SAMPLE_ROWS)
    widths = Counter(len(row) for row in sample if row)
    if not widths:
        return (0.0, 0)
    width, count = widths.most_common(1)[0]
    return (count / widths.total(), width) if width > 1 else (0.0, width)


def _row(cells: list[str], width: int, *, header: bool) -> Row:
    padded = [*cells, *[""] * (width - len(cells))]
    return Row(cells=tuple(_cell(" ".join(text.split()), header=header) for text in padded))


def _cell(text: str, *, header: bool) -> Cell:
    blocks = (Paragraph(id="", content=(Span(text=text),)),) if text else ()
    return Cell(blocks=blocks, header=header)
