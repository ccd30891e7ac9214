"""The house documents of the tests are those that their tool makes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from houses.by_office import HOUSES, flat
from houses.by_word import MADE
from houses.marks import OLD
from lxml import etree

FOLDER = Path(__file__).parents[1] / "data" / "house"


def test_the_tool_makes_each_file_and_no_other() -> None:
    made = {*MADE, *(house.name for house in HOUSES)}
    assert made == {path.name for path in FOLDER.iterdir()}


def test_what_is_made_with_python_docx_has_the_parts_of_the_file_that_is_kept() -> None:
    for name, make in MADE.items():
        with zipfile.ZipFile(io.BytesIO(make())) as made, zipfile.ZipFile(FOLDER / name) as kept:
            assert sorted(made.namelist()) == sorted(kept.namelist()), name


def test_the_papers_for_libreoffice_are_whole_and_bear_what_must_not_go_out() -> None:
    for house in HOUSES:
        text = flat(house)
        assert etree.fromstring(text.encode()) is not None
        assert OLD in text
