"""The small "s" of an acronym's plural stays small where a style has capitals, in every format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from tests.composing.key_effects import BASE, Docx
from tests.composing.test_every_key import briefing, template
from tests.export.odt.conftest import OdtFile

from briefbuilder.composing.typography import keep_plural_small
from briefbuilder.domain.document import Document, NoteMark, PageField, Run
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.html.writer import render_html
from briefbuilder.export.odt.writer import render_odt
from briefbuilder.export.pdf.writer import render_pdf

if TYPE_CHECKING:
    from tests.composing.conftest import Desk


@pytest.fixture
def document(desk: Desk) -> Document:
    parts = [{**BASE["parts"][0], "label": "CVs of guests"}, BASE["parts"][1]]
    used = template({"parts": parts, "styles": {"heading1": {"capitals": True}}})
    return desk.compose(briefing(desk, used, {}), used).document


def test_only_the_plurals_of_acronyms_keep_their_case() -> None:
    mark, page = NoteMark(note="n"), PageField(name="page")
    content = (Run(text="NGOs, SMEs’ aims: USS, Chips, As, MEPship", bold=True), mark, page)
    kept = keep_plural_small(content)
    assert "".join(run.text for run in kept if isinstance(run, Run)) == content[0].text
    assert [run.text for run in kept if isinstance(run, Run) and run.keeps_case] == ["s", "s"]
    assert all(run.bold for run in kept if isinstance(run, Run))
    assert kept[-2:] == (mark, page)


def test_headings_in_other_styles_are_one_run(desk: Desk) -> None:
    parts = [{**BASE["parts"][0], "label": "CVs of guests"}, BASE["parts"][1]]
    used = template({"parts": parts})
    document = desk.compose(briefing(desk, used, {}), used).document
    assert "keeps_case=True" not in repr(document)


def test_pdf_draws_a_small_letter(document: Document) -> None:
    page = pypdfium2.PdfDocument(render_pdf(document).data)[0].get_textpage()
    place = page.get_text_range().index("CVs of guests")
    heights = [top - bottom for at in range(place, place + 3) for _, bottom, _, top in [page.get_charbox(at)]]
    assert heights[2] < 0.85 * heights[1]


def test_docx_odt_and_web_page_say_it_of_the_letter_alone(document: Document, desk: Desk) -> None:
    docx = Docx(
        render_docx(document, base=(desk.root / "resources/docx/base.docx").read_bytes(), page_numbers={})
    )
    assert re.findall(r'<w:caps w:val="0"/>.*?</w:rPr><w:t[^>]*>([^<]*)</w:t>', docx.where("body")) == ["s"]
    content = OdtFile(render_odt(document, page_numbers={})).xml("content.xml")
    names = content.xpath(
        "//*[local-name()='style'][*[@*[local-name()='text-transform']='none']]/@*[local-name()='name']"
    )
    spans = content.xpath("//*[local-name()='span']")
    texts = [span.text for span in spans if any(value in names for value in span.attrib.values())]
    assert texts == ["s"]
    assert 'CV<span class="keeps-case">s</span> of guests' in render_html(document).decode()
