"""Comma-separated values (RFC 4180, and what spreadsheets make of it) to a draft, laid out as a sheet is."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import islice
from pathlib import PurePath

from briefbuilder.domain.article import Metadata
from briefbuilder.domain.text import Span
from briefbuilder.importers.draft import Draft, DraftBuilder
from briefbuilder.importers.language import guess_language
from briefbuilder.importers.limits import TABLE_COLUMNS, TABLE_ROWS
from briefbuilder.importers.plaintext.reader import build_text_draft
from briefbuilder.importers.sheets.grid import SheetCell, cut_grid, sheet_blocks

_LONGEST_CELL = 20_000
"""Characters: a longer cell is a quotation mark that is never closed."""

_SEPARATORS = ",;\t|"
_SAMPLE_ROWS = 50
_NUMBER = re.compile(r"[-−+(]?\s?[$€£¥]?\s?\d[\d.,'’\s]*(?:[eE][-+]?\d+)?\s?[%‰$€£¥]?\)?\Z")
_COMMENT = "#"
_DECLARED = "sep="
"""How Excel states the separator in a line of its own at the head."""


def read_csv(data: bytes, name: str) -> Draft:
    """Read a table, and the lines of text above and below it; what cannot be read as one is read as text.

    Raises:
        ImportRefusedError: Where the file is too large.
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
        separator = max(_SEPARATORS, key=lambda each: _fit(lines, each))
    above = _lines_above(lines, separator)
    rows = enumerate((*([line] for line in above), *csv.reader(lines[len(above) :], delimiter=separator)))
    found = dict(islice(((number, row) for number, row in rows if any(map(str.strip, row))), TABLE_ROWS + 1))
    if any(len(cell) > _LONGEST_CELL for row in found.values() for cell in row):
        raise csv.Error("a cell that does not end")
    return found


def _lines_above(lines: list[str], separator: str) -> list[str]:
    """Return the lines of text at the head, without their number sign: comments, and sentences that have another width."""
    _, width = _fit(lines, separator)
    prose = re.compile(rf"[^\"{separator}]*(?:{re.escape(separator)} [^\"{separator}]*)*\Z")
    is_spaced = bool(lines) and prose.match(lines[-1]) is not None and separator in lines[-1]
    found: list[str] = []
    for line in lines[:_SAMPLE_ROWS]:
        cells = len(next(csv.reader([line], delimiter=separator), []))
        is_comment, is_prose = line.startswith(_COMMENT), prose.match(line) is not None
        if (cells == width and not (is_comment and is_prose and not is_spaced)) or not (
            is_comment or is_prose
        ):
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
