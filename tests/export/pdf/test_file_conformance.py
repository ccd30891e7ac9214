"""The whole file: PDF/UA-1 and PDF/A-2a, a valid structure, reproducible bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import page as validation
import pikepdf
import pytest
from tests.export.pdf_validation import faults

from briefbuilder.domain.document import Document, DrawnHeading, DrawnText, Run
from briefbuilder.domain.errors import CancelledError
from briefbuilder.export.pdf.writer import PdfExport, render_pdf

_PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"}


@pytest.fixture(scope="module")
def export(torture: Document) -> PdfExport:
    return render_pdf(torture)


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_every_element_and_script_conforms(export: PdfExport, profile: str) -> None:
    report = validation.validate_pdf_bytes(export.data, profile=profile)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_empty_document_conforms() -> None:
    data = render_pdf(Document(title="", language="en", elements=())).data
    titled = render_pdf(Document(title="Nothing yet", language="it", elements=())).data
    assert validation.validate_pdf_bytes(titled, profile="ua1").is_compliant
    assert validation.validate_pdf_bytes(data, profile="2a").is_compliant


def test_qpdf_reports_no_error(export: PdfExport, tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    path = tmp_path / "export.pdf"
    path.write_bytes(export.data)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stdout + done.stderr


def test_marked_content_and_structure_refer_to_each_other(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        owners = dict(_pairs(tree.ParentTree.Nums))
        claimed: dict[tuple[object, int], object] = {}
        for element in _elements(tree.K):
            for kid in element.get("/K", []):
                if kid.get("/Type") == "/MCR":
                    claimed[kid.Pg.objgen, int(kid.MCID)] = element.objgen
        found: dict[tuple[object, int], object] = {}
        for page in pdf.pages:
            row = owners[int(page.StructParents)]
            for mcid in _marked(page):
                found[page.objgen, mcid] = row[mcid].objgen
        assert found == claimed


def test_every_link_is_in_the_structure(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        tree = pdf.Root.StructTreeRoot
        owners = dict(_pairs(tree.ParentTree.Nums))
        objects = {
            kid.Obj.objgen: element
            for element in _elements(tree.K)
            for kid in element.get("/K", [])
            if kid.get("/Type") == "/OBJR"
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
        roles = [str(element.S) for element in _elements(pdf.Root.StructTreeRoot.K)]
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
        assert str(pdf.docinfo.Title) == "Derisking & semiconductors <2026>"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Derisking & semiconductors <2026>"
            assert metadata["pdfaid:part"] == "2"
            assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_bookmarks_follow_the_headings(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert titles[0].startswith("1. Heading 1")
        assert [kid.title[:9] for entry in outline.root for kid in entry.children] == ["3. Headin"]


def test_progress_rises_to_one(torture: Document) -> None:
    heard: list[float] = []
    render_pdf(torture, progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_cancelled_export_stops(torture: Document) -> None:
    calls = iter([False, False, True])
    with pytest.raises(CancelledError):
        render_pdf(torture, cancelled=lambda: next(calls))


def test_dates_are_those_of_the_document(torture: Document) -> None:
    early = render_pdf(replace(torture, moment="2026-01-02T03:04:05+01:00")).data
    with pikepdf.open(io.BytesIO(early)) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20260102020405Z"


def _pairs(nums: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    numbers = list(nums.as_list())
    for place in range(0, len(numbers), 2):
        yield int(numbers[place]), numbers[place + 1]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in element.get("/K", []):
        if kid.get("/Type") == "/StructElem":
            yield from _elements(kid)


def _marked(page: pikepdf.Page) -> list[int]:
    """Return the MCIDs of a page; nothing may be painted outside marked content."""
    open_tags: list[str] = []
    numbers: list[int] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, name = instruction.operands, str(instruction.operator)
        if name in {"BDC", "BMC"}:
            open_tags.append(str(operands[0]))
            if len(operands) > 1 and "/MCID" in operands[1]:
                numbers.append(int(operands[1].MCID))
        elif name == "EMC":
            open_tags.pop()
        elif name in _PAINTING:
            assert len(open_tags) == 1, f"{name} stands in {open_tags}"
    assert not open_tags
    return numbers


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
