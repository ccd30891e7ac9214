"""One rich article gives the same blocks from LibreOffice, python-docx and pandoc, in Word's format, ODT and RTF.

The files are made by `tools/office`. REFRESH_SNAPSHOTS=1 writes the golden text anew from LibreOffice's Word file.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import docx
import pytest
from office.model import make_png
from tests.article_files import read_file
from tests.importers.office_differences import DIFFERENCES, Difference
from tests.importers.readable import lines_of

from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.importers.read import read_bytes


def golden(data: Path) -> list[str]:
    path = data / "office" / "article.txt"
    if os.environ.get("REFRESH_SNAPSHOTS"):
        lines = lines_of(read_file(data / "office" / "libreoffice.docx"))
        path.write_text("\n".join(lines) + "\n", "utf-8")
    return path.read_text("utf-8").splitlines()


def test_a_file_with_nothing_but_scanned_pages_is_refused_as_a_scan() -> None:
    document, stream = docx.Document(), BytesIO()
    document.add_picture(BytesIO(make_png()))
    document.save(stream)
    with pytest.raises(ImportRefusedError, match="import-document-scan"):
        read_bytes(stream.getvalue(), "scan.docx")


def replaced(lines: list[str], difference: Difference) -> list[str]:
    """Return the lines with those of a difference in the place of the golden ones, which must stand there once."""
    size = len(difference.golden)
    places = [place for place in range(len(lines)) if tuple(lines[place : place + size]) == difference.golden]
    assert len(places) == 1, difference
    return [*lines[: places[0]], *difference.own, *lines[places[0] + size :]]


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_file_says_what_the_golden_text_says(data: Path, name: str) -> None:
    wanted = golden(data)
    for difference in DIFFERENCES[name]:
        wanted = replaced(wanted, difference)
    assert lines_of(read_file(data / "office" / name)) == wanted


def test_every_file_is_compared(data: Path) -> None:
    found = {path.name for path in (data / "office").iterdir() if path.suffix in {".docx", ".odt", ".rtf"}}
    assert found == set(DIFFERENCES)
