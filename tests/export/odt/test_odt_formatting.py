"""The properties of paragraph styles of OpenDocument texts."""

from __future__ import annotations

from briefbuilder.domain.styles import Style
from briefbuilder.export.docx.formatting import paragraph_properties as word_properties
from briefbuilder.export.docx.ooxml import qn
from briefbuilder.export.measures import PADDING
from briefbuilder.export.odt.formatting import paragraph_properties


def test_the_background_of_a_heading_is_as_high_as_in_the_word_file() -> None:
    style = Style(font="Carlito", size=12.0, background="#0f4c5c")
    top = next(word_properties("heading1", style).iter(qn("w:top"))).get(qn("w:space"))
    made = paragraph_properties("heading1", style)
    assert made["fo:padding-top"] == made["fo:padding-bottom"] == f"{top}pt"
    assert made["fo:padding-left"] == f"{PADDING:g}pt"
