"""The widths of columns in a Word file, as LibreOffice lays them out with the fonts of its computer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.export.docx.conftest import Make, Render
from tests.export.wide_tables import BESIDE, LONG, SANS, SERIF, figures_of, text_of, wide_table

Made = Make
ConvertAll = Callable[[Mapping[str, bytes], str], dict[str, Path]]


@pytest.mark.office
def test_libreoffice_breaks_no_figure(make_document: Made, render: Render, convert_all: ConvertAll) -> None:
    tables = [wide_table(numbers, texts) for numbers in (2, 4, 5) for texts in BESIDE[1:]]
    tables.append(wide_table(6, (LONG,)))
    drawn = {
        f"{family}-{number}.docx": (table, styles)
        for family, styles in (("sans", SANS), ("serif", SERIF))
        for number, table in enumerate(tables)
    }
    files = {
        name: render(make_document(table, language="en", styles=styles))
        for name, (table, styles) in drawn.items()
    }
    broken = []
    for name, path in convert_all(files, "pdf").items():
        shown = text_of(path)
        broken += [(name, word) for word in figures_of(drawn[name][0]) if word not in shown]
    assert broken == []
