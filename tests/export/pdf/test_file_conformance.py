"""The whole file: PDF/UA-1 and PDF/A-2a, a valid structure, reproducible bytes."""

from __future__ import annotations

import io
from dataclasses import replace

import page as validation
import pikepdf
import pytest
from pypdfium2 import PdfDocument
from tests.export.pdf_validation import faults, number_tree, structure_kids

from briefbuilder.domain.document import Document, DrawnHeading, DrawnText, Run
from briefbuilder.domain.errors import CancelledError, ExportError
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.pdf.writer import PdfExport, render_pdf


@pytest.fixture(scope="module")
def export(torture: Document) -> PdfExport:
    return render_pdf(torture)


def test_every_element_and_script_conforms(export: PdfExport) -> None:
    assert faults(export.data) == []


def test_empty_document_conforms() -> None:
    data = render_pdf(Document(title="", language="en", elements=())).data
    titled = render_pdf(Document(title="Nothing yet", language="it", elements=())).data
    assert validation.validate_pdf_bytes(titled, profile="ua1").is_compliant
    assert validation.validate_pdf_bytes(data, profile="2a").is_compliant


def test_signs_of_symbol_fonts_have_a_text_that_conforms() -> None:
    text = DrawnText(role="body", content=(Run(text="\uf004 Call the desk."),))
    styles = StyleSheet(styles={"body": Style(font="Times New Roman")})
    export = render_pdf(Document(title="Signs", language="en", elements=(text,), styles=styles))
    assert faults(export.data) == []
    assert [finding.code for finding in export.findings] == []
    with PdfDocument(export.data) as pdf:
        assert pdf[0].get_textpage().get_text_range() == "\ufffd Call the desk."


def test_every_link_is_in_the_structure(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        owners = dict(number_tree(tree.ParentTree.Nums))
        objects = {
            kid.Obj.objgen: element for element, kid in structure_kids(tree.K) if kid.get("/Type") == "/OBJR"
        }
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        assert len(links) > 8
        for link in links:
            element = objects[link.objgen]
            assert element.S == "/Link"
            assert owners[int(link.StructParent)].objgen == element.objgen
            assert int(link.F) == 4
            assert "/A" in link or "/Dest" in link
            assert len(link.QuadPoints) % 8 == 0


def test_structure_follows_reading_order(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        whole = pdf.Root.StructTreeRoot.K
        elements = [whole, *(kid for _, kid in structure_kids(whole))]
        roles = [str(each.S) for each in elements if each.get("/Type") == "/StructElem"]
    for role in ("/Title", "/TOC", "/H1", "/BlockQuote", "/L", "/Table", "/Figure", "/Note", "/Reference"):
        assert role in roles
    assert roles[0] == "/Document"
    assert roles.index("/TOC") < roles.index("/BlockQuote") < roles.index("/Figure")


def test_same_document_gives_same_bytes(torture: Document, export: PdfExport) -> None:
    assert render_pdf(torture).data == export.data


def test_different_documents_have_different_identifiers() -> None:
    identifiers = set()
    for word in ("one", "two"):
        drawn = DrawnText(role="body", content=(Run(text=word),))
        with pikepdf.open(
            io.BytesIO(render_pdf(Document(title="t", language="en", elements=(drawn,))).data)
        ) as pdf:
            identifiers.add(bytes(pdf.trailer.ID[0]))
    assert len(identifiers) == 2


def test_metadata_match_the_document(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        assert str(pdf.docinfo.Title) == "Derisking, semiconduttori & intelligenza artificiale <2026>"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Derisking, semiconduttori & intelligenza artificiale <2026>"
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "it"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_bookmarks_follow_the_headings(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert titles[0] == "1 Punti chiave"
        assert [kid.title for entry in outline.root for kid in entry.children] == ["2.1 Il quadro bilaterale"]


def test_progress_rises_to_one(torture: Document) -> None:
    heard: list[float] = []
    render_pdf(torture, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_an_export_ends_with_what_the_progress_raises(torture: Document) -> None:
    def cancel(share: float) -> None:
        if share > 0:
            raise CancelledError

    with pytest.raises(CancelledError):
        render_pdf(torture, progress=cancel)


def test_dates_are_those_of_the_document(torture: Document) -> None:
    early = render_pdf(replace(torture, moment="2026-01-02T03:04:05+01:00")).data
    with pikepdf.open(io.BytesIO(early)) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20260102020405Z"


def test_a_document_without_a_readable_moment_is_refused() -> None:
    with pytest.raises(ExportError, match="docx-moment-unreadable"):
        render_pdf(Document(title="Talks", language="en", elements=(), moment="yesterday"))


def test_empty_headings_leave_no_gap_in_heading_levels() -> None:
    headings = [("", 1), ("Uno", 3), ("\u200b", 4), ("Due", 6), ("Tre", 2)]
    elements = tuple(
        DrawnHeading(level=level, content=(Run(text=text),), anchor=f"h{place}")
        for place, (text, level) in enumerate(headings)
    )
    data = render_pdf(Document(title="Nota", language="it", elements=elements)).data
    assert faults(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        roles = [
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and str(item.get("/S", "")).startswith("/H")
        ]
    assert sorted(roles) == ["/H1", "/H1", "/H2", "/H3"]
