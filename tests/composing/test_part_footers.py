"""A part can have a footer of its own, on its pages and no others, in PDF and DOCX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.composing.key_effects import Docx, Pdf, parts
from tests.composing.test_every_key import briefing, template

from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import render_pdf

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

FOOTERS = re.compile(r"w:footerReference w:type=\"default\" r:id=\"([^\"]+)\"")


def test_the_footer_of_a_part_is_on_its_pages_only(desk: Desk) -> None:
    last = {"key": "last", "kind": "written", "label": "Last"}
    used = template(
        {
            "footer": [{"end": "Usual {page}"}],
            "parts": [
                parts()["parts"][0],
                {**parts()["parts"][1], "footer": [{"start": "Not for disclosure", "end": "{page}"}]},
                last,
            ],
        }
    )
    made = briefing(desk, used, {})
    text = Paragraph(id="l1", content=(Span("The end."),))
    made = insert_item(made, made.parts[-1].id, OwnText(id="l", blocks=(text,)))
    document = desk.compose(made, used).document
    pdf = render_pdf(document)
    texts = Pdf(pdf.data).texts
    assert [("Usual" in page, "Not for disclosure" in page) for page in texts] == [
        (True, False), (False, True), (True, False),
    ]  # fmt: skip
    base = (desk.root / "resources" / "docx" / "base.docx").read_bytes()
    docx = Docx(render_docx(document, base=base, page_numbers=pdf.page_numbers))
    body = docx.parts["word/document.xml"]
    links = docx.parts["word/_rels/document.xml.rels"]
    targets = [re.search(rf'Id="{link}"[^>]*Target="([^"]+)"|Target="([^"]+)"[^>]*Id="{link}"', links)
               for link in FOOTERS.findall(body)]  # fmt: skip
    names = [found[1] or found[2] for found in targets if found]
    shown = ["Not for disclosure" in docx.parts[f"word/{name.rpartition('/')[2]}"] for name in names]
    assert shown == [False, True, False]
    assert body.count("w:pageBreakBefore") == 0
