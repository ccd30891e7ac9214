"""Pictures of every kind of pixel look like their source, in the PDF and in the DOCX as LibreOffice draws it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from tests.export.docx.conftest import Make
from tests.export.picture_kinds import KINDS, SIDE, Colour

from briefbuilder.domain.document import Document, DrawnFigure
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.export.pictures import prepare_picture

pytestmark = pytest.mark.office

_TOLERANCE = 14
"""What resampling and JPEG may change in a channel."""


@pytest.fixture(scope="module")
def document(make_document: Make) -> Document:
    figures = (
        DrawnFigure(picture=kind.name, alternative_text=kind.name, width=float(SIDE)) for kind in KINDS
    )
    pictures = {kind.name: prepare_picture(kind.data) for kind in KINDS}
    return make_document(*figures, pictures=pictures)


def drawn_colours(pdf: bytes | Path) -> list[tuple[Colour, ...]]:
    """Return the colours of the four fields of each picture, in order, as they are drawn on the pages."""
    found = []
    with pypdfium2.PdfDocument(pdf) as pages:
        for page in pages:
            scale = 4.0
            paper = page.render(scale=scale).to_pil().convert("RGB")
            boxes = [each.get_bounds() for each in page.get_objects(filter=[3])]
            for left, bottom, right, top in sorted(boxes, key=lambda box: -box[3]):
                width, height = right - left, top - bottom
                points = [
                    (left + width * across, page.get_height() - top + height * down)
                    for down in (0.25, 0.75)
                    for across in (0.25, 0.75)
                ]
                found.append(tuple(paper.getpixel((round(x * scale), round(y * scale))) for x, y in points))
    return found


def differences(drawn: list[tuple[Colour, ...]]) -> list[str]:
    return [
        f"{kind.name}: {colours}, not {kind.colours}"
        for kind, colours in zip(KINDS, drawn, strict=True)
        if any(
            abs(part - wanted) > _TOLERANCE
            for colour, expected in zip(colours, kind.colours, strict=True)
            for part, wanted in zip(colour, expected, strict=True)
        )
    ]


def test_pdf_draws_pictures_of_every_kind_like_their_source(document: Document) -> None:
    assert differences(drawn_colours(render_pdf(document).data)) == []


def test_docx_draws_pictures_of_every_kind_like_their_source(
    document: Document, render: Callable[..., bytes], convert: Callable[[bytes, str], Path]
) -> None:
    assert differences(drawn_colours(convert(render(document), "pdf"))) == []
