"""The torture document, with everything that a template can ask for, in both paged formats."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from tests.export.format_agreement import check
from tests.export.pdf_reader import PdfFile
from tests.export.torture_documents import torture_document

from briefbuilder.domain.document import Document
from briefbuilder.export.pdf.writer import PdfExport, render_pdf

MARK = "RESTREINT UE/EU RESTRICTED"


@pytest.fixture(scope="module")
def torture() -> Document:
    return torture_document()


@pytest.fixture(scope="module")
def export(torture: Document) -> PdfExport:
    return render_pdf(torture)


def test_both_formats_are_valid_reproducible_and_agree(torture: Document, root: Path) -> None:
    base = (root / "resources" / "docx" / "base.docx").read_bytes()
    check(torture, base, MARK)


def test_only_missing_glyphs_are_reported(export: PdfExport) -> None:
    assert {finding.code for finding in export.findings} <= {"pdf-glyph-missing"}


def test_missing_marking_on_one_page_is_detected(torture: Document, export: PdfExport) -> None:
    """The check itself is tested too: it detects a single page without a marking."""
    shown = PdfFile(export.data)
    assert [text.count(MARK) for text in shown.headers_footers] == [2] * export.page_count
    for band in ("first_header", "even_footer", "header"):
        lines = tuple(line for line in getattr(torture.headers_footers, band) if line.role != "marking")
        bands = replace(torture.headers_footers, **{band: lines})  # type: ignore[arg-type]  # the name of a band
        poorer = replace(torture, headers_footers=bands)
        counts = [text.count(MARK) for text in PdfFile(render_pdf(poorer).data).headers_footers]
        assert min(counts) == 1


def test_bytes_do_not_depend_on_hash_seed_or_clock(export: PdfExport, root: Path) -> None:
    """A process with another hash seed, date and working directory writes the same file."""
    program = (
        "import sys, time, hashlib\n"
        "time.time = lambda: 4e9\n"
        "from tests.export.torture_documents import torture_document\n"
        "from briefbuilder.export.pdf.writer import render_pdf\n"
        "print(hashlib.sha256(render_pdf(torture_document()).data).hexdigest())\n"
    )
    surroundings = {
        **os.environ,
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root,
        env=surroundings,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(export.data).hexdigest()


def test_headers_show_the_section_of_the_page(export: PdfExport) -> None:
    shown = PdfFile(export.data).headers_footers
    page = export.page_numbers["h7"]
    assert "Dati" in shown[page - 1]
    assert all("Punti chiave" not in text for text in shown[page - 1 :])


def test_first_and_even_pages_have_their_own_headers(export: PdfExport) -> None:
    shown = PdfFile(export.data).headers_footers
    assert "Ministero degli Affari Esteri" in shown[0]
    assert all("Ministero degli Affari Esteri" not in text for text in shown[1:])
    assert re.search(r"2/\d+ ?Derisking", shown[1])
    assert re.search(r"semiconduttori ?3/\d+", shown[2])


def test_note_longer_than_a_page_leaves_no_page_half_empty(export: PdfExport) -> None:
    """The page with the rest of the note is full: the text after its mark follows the note."""
    lowest = [min(_base_lines(page)) for page in _pages(export) if page]
    first = export.page_numbers["h2"] - 1
    assert max(lowest[first : first + 2]) < 90.0


def test_language_changes_are_tagged(export: PdfExport) -> None:
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        spoken = {
            str(item.Lang) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/Lang" in item
        }
    assert {"it", "ja", "ar", "el", "ru", "fr"} <= spoken


Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage


def _pages(export: PdfExport) -> list[list[Instruction]]:
    with pikepdf.open(io.BytesIO(export.data)) as pdf:
        return [list(pikepdf.parse_content_stream(page)) for page in pdf.pages]


def _base_lines(page: list[Instruction]) -> list[float]:
    """Return the heights of the base lines of tagged content."""
    heights, content = [], False
    for instruction in page:
        name = str(instruction.operator)
        if name == "BDC":
            content = "/MCID" in instruction.operands[1]
        elif name == "Tm" and content:
            heights.append(float(instruction.operands[5]))
    return heights
