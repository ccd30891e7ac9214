"""A part can have landscape pages of its own wherever it stands, in PDF, DOCX and ODT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from tests.composing.key_effects import BASE, Docx, Pdf
from tests.composing.test_every_key import briefing, template
from tests.export.docx.conftest import audit
from tests.export.odt.conftest import OdtFile
from tests.export.odt.conftest import faults as odt_faults
from tests.export.pdf_validation import faults

from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.document import Document
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.pdf.writer import render_pdf

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

LAST = {"key": "last", "kind": "written", "label": "Last"}
SECTION = re.compile(r"<w:pgSz [^>]*>")


def compose(desk: Desk, turned: int) -> Document:
    """Return a document of three parts, of which one is landscape."""
    written = [dict(part) for part in (*BASE["parts"], LAST)]
    written[turned]["landscape"] = True
    used = template({"parts": written})
    made = briefing(desk, used, {})
    text = Paragraph(id="l1", content=(Span("The end."),))
    made = insert_item(made, made.parts[-1].id, OwnText(id="l", blocks=(text,)))
    return desk.compose(made, used).document


@pytest.mark.parametrize("turned", [0, 1, 2])
def test_the_pages_of_a_landscape_part_and_no_others_are_turned(desk: Desk, turned: int) -> None:
    document = compose(desk, turned)
    pdf = render_pdf(document)
    assert faults(pdf.data) == []
    pages = [page.get_size() for page in pypdfium2.PdfDocument(pdf.data)]
    texts = Pdf(pdf.data).texts
    words = ("Opening words", "Gathered", "The end.")[turned]
    assert [width > height for width, height in pages] == [words in text for text in texts]
    docx = render_docx(
        document, base=(desk.root / "resources/docx/base.docx").read_bytes(), page_numbers=pdf.page_numbers
    )
    assert audit(docx) == []
    # The title has a page of its own before a landscape part.
    sections = ['w:orient="landscape"' in found for found in SECTION.findall(Docx(docx).where("body"))]
    assert sections == [False, True, False][: 4 - max(turned, 1)]
    odt = render_odt(document, page_numbers=pdf.page_numbers)
    assert odt_faults(odt) == []
    styles = OdtFile(odt).xml("styles.xml")
    assert len(styles.xpath("//*[@*[local-name()='print-orientation']='landscape']")) == 1


def test_the_list_of_sources_has_its_own_footer_and_paper(desk: Desk) -> None:
    listed = {
        "key": "list",
        "kind": "sources",
        "label": "Sources",
        "landscape": True,
        "footer": [{"end": "S"}],
    }
    used = template({"parts": [*BASE["parts"], listed], "sources": {"list": True}})
    pdf = render_pdf(desk.compose(briefing(desk, used, {}), used).document)
    *others, (width, height) = [page.get_size() for page in pypdfium2.PdfDocument(pdf.data)]
    assert width > height
    assert others
    assert all(width < height for width, height in others)
    assert [text.rstrip().endswith(" S") for text in Pdf(pdf.data).texts] == [*[False] * len(others), True]
