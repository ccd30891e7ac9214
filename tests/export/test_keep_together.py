"""What stays on a page with the next element, and how high a picture may be."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from briefbuilder.domain.document import (
    BandLine,
    Document,
    DrawnCell,
    DrawnFigure,
    DrawnQuotation,
    DrawnTable,
    DrawnText,
    HeadersFooters,
    Run,
)
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.keep_together import introduces
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.export.pictures import prepare_picture


def test_an_excerpt_stays_with_the_address_below_it_but_not_with_the_source_of_the_next() -> None:
    quoted = DrawnQuotation(paragraphs=((Run(text="Stocks fell."),),), origin="e1")
    address = DrawnText(role="source", content=(Run(text="https://example.eu"),), origin="e1")
    assert introduces(quoted, address)
    assert not introduces(quoted, DrawnText(role="source", content=address.content, origin="e2"))


def test_the_title_above_a_table_stays_with_it_where_the_table_has_only_a_portion_mark() -> None:
    title = DrawnText(role="body", content=(Run(text="(U) Table 1. The two programmes"),))
    table = DrawnTable(rows=(), widths=(), caption=(Run(text="(U) "),))
    assert introduces(title, table)
    assert not introduces(title, replace(table, caption=(Run(text="(U) The programmes"),)))


def test_the_last_paragraph_stays_with_the_signature_and_with_the_fields_below_it() -> None:
    last = DrawnText(
        role="body",
        content=(
            Run(
                text="Japan wishes to start with few large firms, and to widen the programme later if the first results are good."
            ),
        ),
    )
    signature = DrawnText(role="signature", content=(Run(text="The Director-General"),))
    label = DrawnText(role="metadata-label", content=(Run(text="Cleared by"),))
    fields = DrawnTable(rows=((DrawnCell(elements=(label,), header=True),),), widths=(1.0,))
    assert introduces(last, signature)
    assert introduces(signature, signature)
    assert introduces(last, fields)
    assert not introduces(last, replace(fields, rows=((DrawnCell(elements=(last,)),),)))


@pytest.mark.parametrize(
    ("page", "header_lines"),
    [(PageSetup(), 0), (PageSetup(), 14), (PageSetup(height=300.0, top=90.0, bottom=90.0), 0)],
    ids=["usual", "high header", "low page"],
)
def test_a_picture_that_is_higher_than_a_page_has_one_height_in_every_format(
    root: Path, page: PageSetup, header_lines: int
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (200, 2000), "#204080").save(file, "PNG")
    band = tuple(BandLine(start=(Run(text="Ministry of Foreign Affairs"),)) for _ in range(header_lines))
    document = Document(
        title="Flooded valley",
        language="en",
        elements=(DrawnFigure(picture="map", alternative_text="Map"),),
        pictures={"map": prepare_picture(file.getvalue())},
        page=page,
        headers_footers=HeadersFooters(header=band),
    )
    with pypdfium2.PdfDocument(render_pdf(document).data) as pdf:
        (image,) = pdf[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        _, bottom, _, top = image.get_bounds()
    word = render_docx(document, base=(root / "resources/docx/base.docx").read_bytes(), page_numbers={})
    with zipfile.ZipFile(io.BytesIO(word)) as parts:
        extent = re.search(rb'<wp:extent cx="\d+" cy="(\d+)"', parts.read("word/document.xml"))
    with zipfile.ZipFile(io.BytesIO(render_odt(document, page_numbers={}))) as parts:
        frame = re.search(rb'<draw:frame[^>]*svg:height="([\d.]+)pt"', parts.read("content.xml"))
    assert extent is not None
    assert frame is not None
    assert int(extent[1]) / 12700 == pytest.approx(top - bottom, abs=0.1)
    assert float(frame[1]) == pytest.approx(top - bottom, abs=0.1)
