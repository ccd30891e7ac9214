"""The letterhead documents of the tests are those that their tool makes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from letterheads.crest import OLD_TEXT
from letterheads.with_libreoffice import LETTERHEADS, flat
from letterheads.with_python_docx import MAKERS
from lxml import etree

FOLDER = Path(__file__).parents[1] / "data" / "letterheads"


def test_the_tool_makes_each_file_and_no_other() -> None:
    made = {*MAKERS, *(letterhead.name for letterhead in LETTERHEADS)}
    assert made == {path.name for path in FOLDER.iterdir()}


def test_what_is_made_with_python_docx_has_the_parts_of_the_file_that_is_kept() -> None:
    for name, make in MAKERS.items():
        with zipfile.ZipFile(io.BytesIO(make())) as made, zipfile.ZipFile(FOLDER / name) as kept:
            assert sorted(made.namelist()) == sorted(kept.namelist()), name


def test_the_papers_for_libreoffice_are_whole_and_bear_what_must_not_go_out() -> None:
    for letterhead in LETTERHEADS:
        text = flat(letterhead)
        assert etree.fromstring(text.encode()) is not None
        assert OLD_TEXT in text
