"""The typesetters that make the PDFs of the benchmark, and whether each is on this machine."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from bench.pdf_markup import RUNNING_FOOT, RUNNING_HEAD, as_html, as_typst
from bench.pdf_odf import as_odf
from bench.pdf_texts import Labelled, Piece, is_western

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

MARGIN, GUTTER = 60, 20
"""Of reportlab's sheets, in points."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One PDF to make: a text in so many columns at a path."""

    text: Labelled
    columns: int
    path: Path


@dataclass(frozen=True, slots=True)
class Producer:
    """A typesetter; `footnotes` tells whether it sets them, `writes` which texts it has letters for."""

    name: str
    installed: Callable[[], bool]
    make: Callable[[Sequence[Sheet]], None]
    footnotes: bool = True
    writes: Callable[[Labelled], bool] = lambda _text: True


def _imports(name: str) -> Callable[[], bool]:
    def installed() -> bool:
        try:
            importlib.import_module(name)
        except (ImportError, OSError):  # WeasyPrint raises OSError where Pango is missing
            return False
        return True

    return installed


def _by_weasyprint(sheets: Sequence[Sheet]) -> None:
    import weasyprint

    for sheet in sheets:
        weasyprint.HTML(string=as_html(sheet.text, sheet.columns)).write_pdf(sheet.path)


def _by_typst(sheets: Sequence[Sheet]) -> None:
    import typst

    for sheet in sheets:
        source = sheet.path.with_suffix(".typ")
        source.write_text(as_typst(sheet.text, sheet.columns), encoding="utf-8")
        typst.compile(str(source), output=str(sheet.path))


def _by_libreoffice(sheets: Sequence[Sheet]) -> None:
    folder = sheets[0].path.parent
    sources = [sheet.path.with_suffix(".fodt") for sheet in sheets]
    for source, sheet in zip(sources, sheets, strict=True):
        source.write_text(as_odf(sheet.text, sheet.columns), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sources)], check=True, capture_output=True)


def _by_reportlab(sheets: Sequence[Sheet]) -> None:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph

    title = getSampleStyleSheet()["Title"]
    for sheet in sheets:
        story: list[Flowable] = [Paragraph(escape(sheet.text.title), title)]
        story += [_flowable(piece, sheet.columns) for piece in sheet.text.pieces]
        _reportlab_document(sheet).build(story)


def _reportlab_document(sheet: Sheet) -> BaseDocTemplate:
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


def _flowable(piece: Piece, columns: int) -> Flowable:
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import ListFlowable, Paragraph

    words = escape(piece.text)
    if piece.kind == "heading":
        return Paragraph(words, getSampleStyleSheet()["Heading2"])
    body, quote = _body_styles(columns)
    if piece.kind == "list_item":
        return ListFlowable([Paragraph(words, body)], bulletType="bullet", start="•")
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


PRODUCERS = (
    Producer("WeasyPrint", _imports("weasyprint"), _by_weasyprint),
    Producer("Typst", _imports("typst"), _by_typst),
    Producer("LibreOffice", lambda: shutil.which("soffice") is not None, _by_libreoffice),
    Producer(
        "reportlab",
        _imports("reportlab"),
        _by_reportlab,
        footnotes=False,
        writes=lambda text: is_western(text.characters),
    ),
)
"""Of the world's letters, reportlab is given those of the fonts that are not embedded."""
