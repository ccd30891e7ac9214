"""Tables that no structure tells of: rows of short texts side by side, aligned below each other."""

from __future__ import annotations

from collections.abc import Sequence

from briefbuilder.importers.pdf.shapes import Chunk, TableCell

_LONGEST_CELL = 600
"""Code points: what is longer stands in columns of running text."""

_MOST_CELLS = 30
"""Cells of a row at most."""

_ALIGNED = 5.0
"""Points that the edges of two cells of one column may differ by."""


def with_aligned_chunks(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks with each run of aligned rows as one table."""
    found: list[Chunk] = []
    place = 0
    while place < len(chunks):
        rows: list[list[Chunk]] = []
        end = place
        while (row := _row(chunks, end)) and (not rows or _fits(rows[-1], row)):
            rows.append(row)
            end += len(row)
        if len(rows) >= 2:
            found.append(_table(rows))
            place = end
        else:
            found.append(chunks[place])
            place += 1
    return found


def _row(chunks: Sequence[Chunk], start: int) -> list[Chunk]:
    """Return the chunks from a place on that stand side by side, each right of the one before; [] for a single one."""
    row: list[Chunk] = []
    for chunk in chunks[start : start + _MOST_CELLS]:
        if chunk.role != "paragraph" or not chunk.lines or len(_text(chunk)) > _LONGEST_CELL:
            break
        if row and not _beside(row[-1], chunk):
            break
        row.append(chunk)
    return row if len(row) >= 2 else []


def _beside(left: Chunk, right: Chunk) -> bool:
    """Tell whether two chunks share their height, whichever way they are aligned in it."""
    if left.page != right.page or left.lines[0].rtl != right.lines[0].rtl:
        return False
    shared = min(_top(left), _top(right)) - max(_bottom(left), _bottom(right))
    if shared < 0.6 * min(_top(left) - _bottom(left), _top(right) - _bottom(right)):
        return False
    return _right(right) < _left(left) if left.lines[0].rtl else _left(right) > _right(left)


def _fits(above: Sequence[Chunk], below: Sequence[Chunk]) -> bool:
    """Tell whether two rows have the same columns and follow each other."""
    if len(above) != len(below) or above[0].page != below[0].page:
        return False
    step = min(map(_bottom, above)) - max(map(_top, below))
    return -below[0].size < step < 3 * below[0].size and all(map(_aligned, above, below))


def _aligned(above: Chunk, below: Chunk) -> bool:
    left, right = abs(_left(above) - _left(below)), abs(_right(above) - _right(below))
    middle = abs(_left(above) + _right(above) - _left(below) - _right(below)) / 2
    return min(left, right, middle) < _ALIGNED


def _table(rows: Sequence[Sequence[Chunk]]) -> Chunk:
    header = all(chunk.bold for chunk in rows[0]) and not all(chunk.bold for chunk in rows[1])
    cells = [
        [TableCell([chunk], header=header and place == 0) for chunk in row] for place, row in enumerate(rows)
    ]
    return Chunk([], role="table", rows=cells, header_rows=int(header), at=rows[0][0].page)


def _left(chunk: Chunk) -> float:
    return min(line.left for line in chunk.lines)


def _right(chunk: Chunk) -> float:
    return max(line.right for line in chunk.lines)


def _top(chunk: Chunk) -> float:
    return max(line.top for line in chunk.lines)


def _bottom(chunk: Chunk) -> float:
    return min(line.bottom for line in chunk.lines)


def _text(chunk: Chunk) -> str:
    return " ".join(line.text for line in chunk.lines)


def joined_tables(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the chunks, a table that goes on at the head of the next page in one piece, its head once."""
    found: list[Chunk] = []
    for chunk in chunks:
        last = found[-1] if found else None
        if (
            last is not None
            and last.role == chunk.role == "table"
            and len(last.rows[0]) == len(chunk.rows[0])
        ):
            repeated = words_of(last.rows[0]) == words_of(chunk.rows[0])
            if repeated or last.at < chunk.at:
                last.rows += chunk.rows[int(repeated) :]
                continue
        found.append(chunk)
    return found


def words_of(row: Sequence[TableCell]) -> list[str]:
    """Return the words of each block in a row."""
    return [_text(chunk) for cell in row for chunk in cell.chunks]
