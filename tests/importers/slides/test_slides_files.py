"""Presentations of three programs are read as the golden texts say."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.article_files import read_file
from tests.importers.readable import lines_of


@pytest.mark.parametrize("name", ["python-pptx.pptx", "libreoffice.odp", "powerpoint.pptx"])
def test_a_presentation_says_what_the_golden_text_says(data: Path, name: str) -> None:
    lines = lines_of(read_file(data / "slides" / name))
    golden = data / "slides" / f"{name}.golden"
    if os.environ.get("REFRESH_SNAPSHOTS"):
        golden.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == golden.read_text("utf-8").splitlines()


def test_blocks_have_the_numbers_of_their_slides(data: Path) -> None:
    blocks = read_file(data / "slides" / "python-pptx.pptx").article.blocks
    pages = {block.text: block.page for block in blocks if block.kind == "heading"}
    assert pages == {
        "What was agreed": 2,
        "Figures": 3,
        "Two views": 4,
        "Where the gas comes from": 5,
        "Prices": 6,
    }


def test_the_same_slides_have_the_same_headings_in_both_formats(data: Path) -> None:
    headings = [
        [block.text for block in read_file(data / "slides" / name).article.blocks if block.kind == "heading"]
        for name in ("python-pptx.pptx", "libreoffice.odp")
    ]
    assert headings[0] == headings[1]
