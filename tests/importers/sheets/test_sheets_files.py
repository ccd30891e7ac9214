"""Workbooks of two programs in two formats say the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.article_files import read_file
from tests.importers.readable import lines_of


@pytest.mark.parametrize("name", ["xlsxwriter.xlsx", "libreoffice.xlsx", "libreoffice.ods"])
def test_a_workbook_says_what_the_golden_text_says(data: Path, name: str) -> None:
    # An annotation in OpenDocument lies in its cell and has no address.
    lines = [line.replace("Exports!B5:", "Exports:") for line in lines_of(read_file(data / "sheets" / name))]
    golden = data / "sheets" / "exports.golden"
    if os.environ.get("REFRESH_SNAPSHOTS") and name == "xlsxwriter.xlsx":
        golden.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == golden.read_text("utf-8").splitlines()
