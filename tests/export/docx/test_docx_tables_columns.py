"""The widths of columns in a Word file, as LibreOffice lays them out with the fonts of its computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.export.wide_tables import BESIDE, LONG, SANS, SERIF, figures_of, text_of, wide_table

from briefbuilder.domain.document import Document
from briefbuilder.domain.styles import StyleSheet

Made = Callable[..., Document]
Render = Callable[..., bytes]
Convert = Callable[[bytes, str], Path]


@pytest.mark.office
@pytest.mark.xdist_group("office")
@pytest.mark.parametrize("styles", [SANS, SERIF], ids=["sans", "serif"])
def test_libreoffice_breaks_no_figure(
    make_document: Made, render: Render, convert: Convert, styles: StyleSheet
) -> None:
    tables = [wide_table(numbers, texts) for numbers in (2, 4, 5) for texts in BESIDE[1:]]
    tables.append(wide_table(6, (LONG,)))
    broken = []
    for table in tables:
        shown = text_of(convert(render(make_document(table, language="en", styles=styles)), "pdf"))
        broken += [word for word in figures_of(table) if word not in shown]
    assert broken == []
