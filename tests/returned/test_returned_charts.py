"""Charts and merged cells in a Word file that comes back: what Word does to them is no change, and a removal is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.export.docx.letterhead.conftest import pack_parts, read_parts
from tests.export.drawings.drawing_samples import STYLES, chart, timeline

from briefbuilder.domain.document import Document, DrawnCell, DrawnTable, DrawnText, Run
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.export.docx.writer import pack_document, write_document
from briefbuilder.returned.compare import compare
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.views import record_paragraphs

TEXT = DrawnText(
    role="body", content=(Run(text="The embassy has been told of the visit."),), origin="i1", blocks=("b1",)
)
MORE = DrawnText(
    role="body", content=(Run(text="Shortages teach governments geography."),), origin="i2", blocks=("b2",)
)
MERGED = DrawnTable(
    rows=(
        (DrawnCell(elements=(TEXT,), row_span=2), DrawnCell(elements=(MORE,))),
        (DrawnCell(elements=(TEXT,)),),
    ),
    widths=(0.5, 0.5),
)


@pytest.fixture(scope="module")
def exported(root: Path) -> bytes:
    return packed(root)[0]


def packed(root: Path) -> tuple[bytes, ExportRecord]:
    base = (root / "resources" / "docx" / "base.docx").read_bytes()
    made = Document(
        title="Visit", language="en", elements=(TEXT, chart(3), MERGED, timeline(2), MORE), styles=STYLES
    )
    written = pack_document(write_document(made, base=base, page_numbers={}))
    document = read_returned(written.data, "a.docx")
    paragraphs = record_paragraphs(document, written.body, written.notes)
    return written.data, ExportRecord(id="x", briefing="n", paragraphs=paragraphs)


@pytest.fixture(scope="module")
def record(root: Path) -> ExportRecord:
    return packed(root)[1]


def changes(record: ExportRecord, data: bytes) -> list[str]:
    return [change.kind for change in compare(record, read_returned(data, "b.docx")).changes]


def test_a_chart_whose_title_is_put_before_its_description_is_no_change(
    exported: bytes, record: ExportRecord
) -> None:
    # LibreOffice saves the title as a first line of the description.
    parts = read_parts(exported)
    body = parts["word/document.xml"]
    parts["word/document.xml"] = re.sub(rb'(name="Chart[^>]* descr=")', rb"\1Articles by week&#10;", body)
    assert parts["word/document.xml"] != body
    assert changes(record, pack_parts(parts)) == []


def test_drawings_that_came_back_as_they_were_are_no_change(exported: bytes, record: ExportRecord) -> None:
    assert changes(record, exported) == []


def test_a_chart_that_word_wrote_anew_is_no_change(exported: bytes, record: ExportRecord) -> None:
    parts = read_parts(exported)
    name = "word/charts/chart1.xml"
    parts[name] = parts[name].replace(b'<c:gapWidth val="', b'<c:gapWidth val="1')
    assert changes(record, pack_parts(parts)) == []


def test_a_chart_that_is_gone_is_told(exported: bytes, record: ExportRecord) -> None:
    parts = read_parts(exported)
    body = parts["word/document.xml"]
    start, end = body.index(b"<w:drawing>"), body.index(b"</w:drawing>") + len(b"</w:drawing>")
    parts["word/document.xml"] = body[:start] + body[end:]
    assert changes(record, pack_parts(parts)) == ["picture_deleted"]
