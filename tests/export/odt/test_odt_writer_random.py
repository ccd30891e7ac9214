"""Random and torturous documents as OpenDocument texts: valid, the same bytes, and the same text as the DOCX."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from tests.export.docx.conftest import Expected
from tests.export.format_agreement import assert_same
from tests.export.odt.conftest import OdtFile, faults
from tests.export.random_documents import documents
from tests.export.test_export_random_documents import SOUND
from tests.export.torture_documents import torture_document

from briefbuilder.domain.document import Document
from briefbuilder.export.odt.writer import render_odt


def check(document: Document) -> None:
    pages = {element.anchor: 1 + place for place, element in enumerate(document.elements) if element.anchor}
    data = render_odt(document, page_numbers=pages)
    assert faults(data) == []
    assert render_odt(document, page_numbers=pages) == data
    file, wanted = OdtFile(data), Expected(document, pages)
    assert_same("ODT", file.body(), wanted.body)
    assert_same("ODT's footnotes", file.notes("footnote"), wanted.footnotes)
    assert_same("ODT's endnotes", file.notes("endnote"), wanted.endnotes)


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(SOUND, max_examples=8, derandomize=True)
@given(document=documents())
def test_a_random_document_is_valid_and_complete_as_odt(document: Document) -> None:
    check(document)


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(SOUND, max_examples=200)
@given(document=documents())
def test_two_hundred_random_documents_are_valid_as_odt(document: Document) -> None:
    check(document)


def test_the_torture_document_is_valid_and_complete_as_odt() -> None:
    check(torture_document())


def test_every_page_of_the_torture_document_has_the_marking() -> None:
    document = torture_document()
    bands = OdtFile(render_odt(document, page_numbers={})).bands()
    assert len(bands) == 6  # of the first page, of right and of left pages
    assert all("RESTREINT UE/EU RESTRICTED" in band for band in bands)
    poorer = replace(document, headers_footers=replace(document.headers_footers, even_footer=()))
    bands = OdtFile(render_odt(poorer, page_numbers={})).bands()
    assert [band for band in bands if "RESTREINT" not in band] == [""]
