"""Tables: one line a row, every cell on that line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefbuilder.domain.document import (
    DrawnCallout,
    DrawnContents,
    DrawnFigure,
    DrawnHeading,
    DrawnList,
    DrawnPair,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    Element,
    Run,
)
from briefbuilder.export.docx.grid import Slot, grid_of
from briefbuilder.export.labels import list_label
from briefbuilder.export.markdown.inlines import Inlines


def table_block(table: DrawnTable, inlines: Inlines) -> str:
    """Return a table; a cell that spans several is followed by empty ones, and so are rows below it.

    Where the table has no head, an empty one stands there: Markdown knows no table without.
    """
    rows, columns = grid_of(table.rows, len(table.widths))
    if not any(table.rows):
        return ""
    heads = min(table.header_rows, 1)
    lines = [
        _line(text for slot in row for text in _texts(slot, inlines, in_head=index < heads))
        for index, row in enumerate(rows)
    ]
    if table.header_rows < 1:
        lines.insert(0, _line([""] * columns))
    ends = _flush_ends(rows)
    lines.insert(1, _line("---:" if column in ends else "---" for column in range(columns)))
    return "\n".join(lines)


def _flush_ends(rows: tuple[tuple[Slot, ...], ...]) -> set[int]:
    """Return the columns, counted from 0, of which a cell is set at the end of its lines."""
    return {slot.column for row in rows for slot in row if slot.cell is not None and slot.cell.flush_end}


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _texts(slot: Slot, inlines: Inlines, *, in_head: bool) -> list[str]:
    """Return the text of a cell and the empty ones that it covers; a head outside of the first row is bold."""
    text = ""
    if slot.cell is not None and slot.merge != "continue":
        bold = slot.cell.header and not in_head
        text = "<br>".join(line for line in _lines(slot.cell.elements, inlines, bold=bold) if line)
    return [text] + [""] * (slot.span - 1)


def _lines(elements: Iterable[Element], inlines: Inlines, *, bold: bool = False) -> Iterator[str]:
    """Yield the lines of elements that stand in a cell, which can hold no blocks."""
    for element in elements:
        match element:
            case DrawnHeading() | DrawnText():
                label = f"{element.number} " if element.number else ""
                yield inlines.text((Run(text=label), *element.content), "cell", bold=bold)
            case DrawnList():
                for entry in element.entries:
                    label = (
                        "" if entry.continues else f"{list_label(entry.depth, entry.ordered, entry.number)} "
                    )
                    yield inlines.text((Run(text=label), *entry.content), "cell")
            case DrawnQuotation():
                yield from (inlines.text(held, "cell") for held in (*element.paragraphs, element.source))
            case DrawnContents():
                yield inlines.text(element.title, "cell")
                for line in element.entries:
                    yield inlines.text((Run(text=f"{line.number} {line.text}"),), "cell")
            case _:
                yield from _held(element, inlines)


def _held(element: Element, inlines: Inlines) -> Iterator[str]:
    match element:
        case DrawnCallout():
            yield inlines.text(element.title, "cell", bold=True)
            yield from _lines(element.elements, inlines)
        case DrawnPair():
            yield from _lines((*element.left, *element.right), inlines)
        case DrawnFigure():
            if element.alternative_text.strip():
                yield inlines.text((Run(text=f"[{element.alternative_text.strip()}]"),), "cell")
            yield inlines.text(element.caption, "cell")
        case DrawnTable():
            yield inlines.text(element.caption, "cell")
            for row in element.rows:
                for cell in row:
                    yield from _lines(cell.elements, inlines)
