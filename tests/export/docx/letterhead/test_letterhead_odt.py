"""A briefing on a letterhead document as an OpenDocument text: its look, and a word that its file is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from letterheads.crest import OLD_TEXT
from tests.export.odt.conftest import OdtFile, faults
from tests.narrowing import of_type

from briefbuilder.app.export import build_all
from briefbuilder.app.export_input import ExportInput


@pytest.mark.parametrize(
    ("letterhead", "words"), [("it-lettera.docx", "Ministero"), ("fr-tableau.docx", "Affaires extérieures")]
)
def test_an_odt_has_the_letterheads_rows_and_says_what_it_is_without(
    template_on: Callable[..., Path], material: Callable[..., object], letterhead: str, words: str
) -> None:
    data = of_type(material(template_on(letterhead), letterhead[:2]), ExportInput)
    built = build_all(data, (".odt",))
    assert "odt-letterhead" in {finding.code for finding in built.findings}
    made = built.files[".odt"]
    assert faults(made) == []
    file = OdtFile(made)
    bands = file.bands()
    assert any(words.casefold() in band.casefold() for band in (*bands, *file.body()))
    assert all(OLD_TEXT.encode() not in part for part in file.parts.values())
