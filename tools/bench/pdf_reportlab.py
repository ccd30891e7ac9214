"""Labelled texts set by reportlab with the fonts that every reader has: no structure, and indents in two columns."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

from bench.pdf_markup import RUNNING_FOOT, RUNNING_HEAD, is_ruled, table_rows
from bench.pdf_texts import Labelled, Piece

if TYPE_CHECKING:
    from pathlib import Path

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

MARGIN, GUTTER = 60, 20
"""Of the sheets, in points."""


class _Sheet(Protocol):
    @property
    def text(self) -> Labelled: ...
    @property
    def columns(self) -> int: ...
    @property
    def path(self) -> Path: ...


def by_reportlab(sheets: Sequence[_Sheet]) -> None:
    """Set each sheet."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    for sheet in sheets:
        story: list[Flowable] = [Paragraph(escape(sheet.text.title), getSampleStyleSheet()["Title"])]
        for kind, group in groupby(sheet.text.pieces, key=lambda piece: (piece.kind, piece.number > 0)):
            pieces = list(group)
            if kind[0] == "list_item":
                story.append(_list(pieces, sheet.columns))
            else:
                story += [_flowable(piece, sheet) for piece in pieces]
        _document(sheet).build(story)


def _document(sheet: _Sheet) -> BaseDocTemplate:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    width, height = A4
    column = (width - 2 * MARGIN - (sheet.columns - 1) * GUTTER) / sheet.columns
    frames = [
        Frame(MARGIN + place * (column + GUTTER), MARGIN, column, height - 2 * MARGIN, 0, 0, 0, 0)
        for place in range(sheet.columns)
    ]
    document = BaseDocTemplate(str(sheet.path), pagesize=A4)
    document.addPageTemplates(PageTemplate("page", frames, onPage=_running_lines))
    return document


def _running_lines(canvas: Canvas, document: BaseDocTemplate) -> None:
    width, height = document.pagesize
    canvas.setFont("Helvetica", 8)
    canvas.drawString(MARGIN, height - 40, RUNNING_HEAD)
    canvas.drawCentredString(width / 2, 30, f"{RUNNING_FOOT} · {canvas.getPageNumber()}")


def _list(pieces: Sequence[Piece], columns: int) -> Flowable:
    from reportlab.platypus import ListFlowable, Paragraph

    body, _ = _body_styles(columns)
    items = [Paragraph(escape(piece.text), body) for piece in pieces]
    if pieces[0].number:
        return ListFlowable(items, bulletType="1", bulletFormat="%s.")
    return ListFlowable(items, bulletType="bullet", start="•")


def _flowable(piece: Piece, sheet: _Sheet) -> Flowable:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, Table

    body, quote = _body_styles(sheet.columns)
    if piece.kind == "table":
        rules = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if is_ruled(sheet.text) else []
        bold = ("FONT", (0, 0), (-1, 0), "Times-Bold")
        return Table(table_rows(piece), style=[("FONT", (0, 0), (-1, -1), "Times-Roman"), bold, *rules])
    words = escape(piece.text)
    if piece.kind == "heading":
        return Paragraph(words, getSampleStyleSheet()["Heading2"])
    return Paragraph(words, quote if piece.kind == "quote" else body)


def _body_styles(columns: int) -> tuple[ParagraphStyle, ParagraphStyle]:
    """Return the styles of text and quotations: paragraphs stand apart in one column, are indented in two."""
    from reportlab.lib.enums import TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle

    apart, indent = (6, 0) if columns == 1 else (0, 12)
    body = ParagraphStyle(
        "body",
        fontName="Times-Roman",
        fontSize=10,
        leading=12.5,
        alignment=TA_JUSTIFY,
        spaceAfter=apart,
        firstLineIndent=indent,
    )
    quote = ParagraphStyle(
        "quote",
        parent=body,
        fontName="Times-Italic",
        leftIndent=20,
        rightIndent=20,
        firstLineIndent=0,
        spaceBefore=6,
        spaceAfter=6,
    )
    return body, quote
