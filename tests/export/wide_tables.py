"""Tables with many columns of numbers beside long texts."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pypdfium2

from briefbuilder.composing.tables import column_widths
from briefbuilder.domain.document import DrawnCell, DrawnTable, DrawnText, Run
from briefbuilder.domain.styles import Role, Style, StyleSheet
from briefbuilder.domain.text import Cell, Paragraph, Row, Span

HEADS = ("Expenditure", "Reimbursement", "1,050,619.3", "Change", "Commitments", "Q4/2024")
LONG = (
    "The Council confirmed the commitment on advanced semiconductors, on the reliability of supply chains and on "
    "artificial intelligence, and asked for a report by the end of the year."
)
SHORT = "Germany"
BESIDE = ((LONG,), (SHORT, LONG), (LONG, LONG))
"""Texts next to the columns of numbers."""


def _sheet(font: str) -> StyleSheet:
    style = Style(font=font, size=9, leading=12, space_after=2)
    return StyleSheet(styles={"table": style, "table-header": replace(style, bold=True)})


SANS, SERIF = _sheet("Noto Sans"), _sheet("Noto Serif")


def figures(row: int, column: int) -> str:
    """Return a unique number such as 1,050,619.3."""
    return f"{row + 1},{column + 1}50,619.{row}"


def wide_table(numbers: int, texts: tuple[str, ...]) -> DrawnTable:
    """Return a table with columns of the given texts, followed by columns of numbers."""
    heads = (*("Remarks" for _ in texts), *HEADS[:numbers])
    rows = [(*texts, *(figures(row, column) for column in range(numbers))) for row in range(3)]
    said = tuple(map(_row, (heads, *rows)))
    head = tuple(_cell(text, "table-header") for text in heads)
    return DrawnTable(
        rows=(head, *(tuple(_cell(text, "table") for text in row) for row in rows)),
        widths=column_widths(said),
        header_rows=1,
    )


_LONG_WORDS = (
    "Wettbewerbsfähigkeit", "Bundesverfassungsgericht", "Haushaltsaufstellung", "Verpflichtungsermächtigungen", "Interoperabilität",
    "Verteidigungsausgaben", "Rückerstattung", "Veränderung", "Bruttoinlandsprodukt", "Energieversorgungssicherheit",
)  # fmt: skip


def random_table(
    source: random.Random, columns: int, caption: str, *, digits: int = 8, origin: str = ""
) -> DrawnTable:
    """Return a table of figures of up to so many digits and long words, with long words as heads."""
    texts = source.randint(0, min(2, columns - 1))
    heads = tuple(source.choice(_LONG_WORDS) for _ in range(columns))
    rows = [
        (
            *(" ".join(source.choices(_LONG_WORDS, k=source.randint(1, 3))) for _ in range(texts)),
            *(_random_figure(source, digits) for _ in range(columns - texts)),
        )
        for _ in range(source.randint(2, 5))
    ]
    head = tuple(_cell(text, "table-header") for text in heads)
    return DrawnTable(
        rows=(head, *(tuple(_cell(text, "table") for text in row) for row in rows)),
        widths=column_widths(tuple(map(_row, (heads, *rows)))),
        header_rows=1,
        caption=(Run(text=caption),) if caption else (),
        origin=origin,
    )


def _random_figure(source: random.Random, digits: int) -> str:
    number = source.randint(10 ** (digits - 3), 10**digits - 1)
    return f"{number:,}.{source.randint(0, 99):02}{source.choice(('', '', '%', '€'))}"


def words_of(table: DrawnTable) -> set[str]:
    """Return the words in the cells of a table."""
    return {
        word
        for row in table.rows
        for cell in row
        for element in cell.elements
        if isinstance(element, DrawnText)
        for inline in element.content
        if isinstance(inline, Run)
        for word in inline.text.split()
    }


def figures_of(table: DrawnTable) -> list[str]:
    """Return the words of a table that begin with a digit, in order."""
    return sorted(word for word in words_of(table) if word[0].isdigit())


def text_of(pdf: bytes | Path) -> str:
    """Return the text of a PDF; a broken word contains a line end."""
    with pypdfium2.PdfDocument(pdf) as pages:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


def _row(texts: tuple[str, ...]) -> Row:
    return Row(cells=tuple(Cell(blocks=(Paragraph(id="", content=(Span(text),)),)) for text in texts))


def _cell(text: str, role: Role) -> DrawnCell:
    content = (Run(text=text),)
    return DrawnCell(elements=(DrawnText(role=role, content=content),), header=role == "table-header")
