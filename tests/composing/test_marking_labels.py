"""A marking can carry the sensitivity label by which an organization's programs recognize it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pikepdf
import pytest
from tests.composing.test_headers_footers_letterhead import look
from tests.export.pdf_validation import faults

from briefbuilder.composing.compose import compose
from briefbuilder.composing.marking import letterhead_label_findings
from briefbuilder.domain.document import Document
from briefbuilder.domain.marking import MarkingLevel, MarkingProfile
from briefbuilder.export.docx.writer import render_docx
from briefbuilder.export.pdf.writer import render_pdf

if TYPE_CHECKING:
    from tests.composing.conftest import Desk

SITE = "7d3c2a90-5e1f-4b86-a0d4-93f6b1c8e257"
LABEL = "2f1b7c3e-8a64-4d0e-9c55-0b6d3f7a1e42"
OTHER = "90ab12cd-34ef-4a56-8b78-9c0d1e2f3a4b"
PROFILE = MarkingProfile(
    id="own",
    sensitivity_site=SITE,
    levels=(
        MarkingLevel(id="plain", rank=0, texts={"en": "Plain"}),
        MarkingLevel(id="inner", rank=1, texts={"en": "Internal"}, sensitivity_label=LABEL),
    ),
)
PROPERTIES = {
    f"MSIP_Label_{LABEL}_Enabled": "true",
    f"MSIP_Label_{LABEL}_SetDate": "2026-11-25T00:00:00Z",
    f"MSIP_Label_{LABEL}_Method": "Privileged",
    f"MSIP_Label_{LABEL}_SiteId": SITE,
}


def composed(desk: Desk, level: str) -> Document:
    briefing = replace(desk.briefing(), marking=level)
    return compose(replace(desk.inputs(briefing, None), profile=PROFILE)).document


def test_label_of_the_marking_is_among_the_properties(desk: Desk) -> None:
    found = composed(desk, "inner").properties
    assert {name: value for name, value in found.items() if name.startswith("MSIP")} == PROPERTIES


def test_marking_without_a_label_has_no_such_properties(desk: Desk) -> None:
    assert not any(name.startswith("MSIP") for name in composed(desk, "plain").properties)


def test_word_and_pdf_files_carry_the_label(desk: Desk) -> None:
    document = composed(desk, "inner")
    base = (Path(__file__).parents[2] / "resources" / "docx" / "base.docx").read_bytes()
    with ZipFile(BytesIO(render_docx(document, base=base, page_numbers={}))) as archive:
        custom = archive.read("docProps/custom.xml").decode()
    data = render_pdf(document).data
    with pikepdf.open(BytesIO(data)) as pdf:
        info = {str(name)[1:]: str(value) for name, value in pdf.docinfo.items()}
        packet = pdf.Root.Metadata.read_bytes().decode()
    for name, value in PROPERTIES.items():
        assert f'name="{name}"><vt:lpwstr>{value}<' in custom
        assert info[name] == value
        assert f"<pdfx:{name}>{value}</pdfx:{name}>" in packet
    assert faults(data) == []


@pytest.mark.parametrize(
    ("level", "labels", "code"),
    [
        ("inner", (OTHER,), "house-label-differs"),
        ("plain", (OTHER,), "house-label-dropped"),
        ("inner", (LABEL,), ""),
        ("inner", (), ""),
    ],
)
def test_label_of_a_letterhead_that_disagrees_is_reported(
    desk: Desk, level: str, labels: tuple[str, ...], code: str
) -> None:
    briefing = replace(desk.briefing(), marking=level)
    paper = replace(look(), labels=labels)
    inputs = replace(desk.inputs(briefing, None), profile=PROFILE, letterhead=paper)
    found = list(letterhead_label_findings(inputs))
    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        assert (one.severity, one.place.field) == ("warning", "marking")
        assert one.parameters["label"] == OTHER
        assert one.parameters.get("own", LABEL) == LABEL
