"""A watermark appears on every page of a PDF and in every header of a DOCX."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from lxml import etree
from tests.export.docx.conftest import WordFile
from tests.export.pdf_reader import PdfFile
from tests.template_files import parse_template

from briefbuilder.composing.compose import compose
from briefbuilder.composing.gather import GatherSources, fill_briefing
from briefbuilder.composing.input import CompositionInput
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.document import Document
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import render_pdf
from briefbuilder.templating.marking_profiles import load_marking_profile

TEMPLATE = """
version: 1
id: note
name: Note
languages: [en, it]
page: {watermark: {en: "DRAFT {number}", it: "BOZZA {number}"}}
header: {first: [{start: First}], even: [{start: Even}], all: [{start: All}]}
marking: {profile: eu, default: restreint}
fields:
- {key: number, kind: number, label: {en: Number, it: Numero}}
parts:
- {key: text, kind: written, label: {en: Text, it: Testo}}
"""


def composed(root: Path, **fields: str) -> Document:
    template, findings = parse_template(TEMPLATE.encode(), "note.yaml")
    assert template is not None, findings
    begun = Briefing(id="b", title="Nota", template=template.id, language="it")
    sources = GatherSources(template=template, tags=(), articles={}, new_id=iter("abcdefgh").__next__)
    briefing = fill_briefing(begun, sources, fields, date(2026, 11, 25))
    return compose(
        CompositionInput(
            briefing=briefing, template=template, articles={}, topics={}, pictures={},
            profile=load_marking_profile(root / "resources" / "markings" / "eu.yaml"),
            moment="2026-11-25T08:30:00Z", today=date(2026, 11, 25),
        )
    ).document  # fmt: skip


def across(root: Path, document: Document) -> tuple[list[bool], list[list[str | None]]]:
    """Return whether each page of the PDF has the watermark, and the watermark of each DOCX header."""
    pages = PdfFile(render_pdf(document).data).headers_footers
    base = (root / "resources" / "docx" / "base.docx").read_bytes()
    file = WordFile(render_docx(document, base=base, page_numbers={}))
    shapes = "{urn:schemas-microsoft-com:vml}textpath"
    headers = [etree.fromstring(file.parts[name]) for name in file.names("word/header")]
    drawn = [[node.get("string") for node in header.iter(shapes) if node.get("string")] for header in headers]
    return ["BOZZA" in page for page in pages], drawn


def test_watermark_is_on_every_page_and_in_every_header(root: Path) -> None:
    document = composed(root, number="2")
    assert document.headers_footers.watermark == "BOZZA 2"
    pages, headers = across(root, document)
    assert pages == [True]
    assert headers == [["BOZZA 2"]] * 3


def test_empty_field_gives_no_watermark(root: Path) -> None:
    pages, headers = across(root, composed(root))
    assert not any(pages)
    assert headers == [[]] * 3
