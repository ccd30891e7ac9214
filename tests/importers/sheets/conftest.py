"""Workbooks made of a few lines of XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest

MakeWorkbook = Callable[..., bytes]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@pytest.fixture
def workbook() -> MakeWorkbook:
    """Make a workbook of the XML of its sheets by their names."""
    return make_workbook


def make_workbook(
    sheets: Mapping[str, str], *, strings: str = "", states: Mapping[str, str] | None = None
) -> bytes:
    """Return a workbook; a sheet's XML is what stands in its root. `states` are those of sheets that are not shown."""
    named = "".join(
        f'<sheet name="{name}" state="{(states or {}).get(name, "visible")}" r:id="r{number}"/>'
        for number, name in enumerate(sheets)
    )
    related = "".join(
        _relation(f"r{number}", "worksheet", f"sheet{number}.xml") for number in range(len(sheets))
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": _relations(_relation("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(related + _relation("s", "sharedStrings", "strings.xml")),
        "xl/strings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    for number, xml in enumerate(sheets.values()):
        files[f"xl/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{xml}</worksheet>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in files.items():
            container.writestr(name, text)
    return stream.getvalue()


def row(*cells: str | float, number: int = 0, more: str = "") -> str:
    """Return a row of texts and numbers."""
    inner = "".join(
        f'<c t="inlineStr"><is><t>{cell}</t></is></c>' if isinstance(cell, str) else f"<c><v>{cell}</v></c>"
        for cell in cells
    )
    place = f'r="{number}"' if number else ""
    return f"<row {place} {more}>{inner}</row>"


def _relations(inner: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
