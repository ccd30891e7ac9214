"""The properties of paragraph styles of OpenDocument texts."""

from __future__ import annotations

import pytest

from briefbuilder.domain.styles import PageSetup, Style, StyleSheet
from briefbuilder.export.docx import ooxml
from briefbuilder.export.docx.formatting import PADDING
from briefbuilder.export.docx.formatting import paragraph_properties as word_properties
from briefbuilder.export.odt.formatting import paragraph_properties
from briefbuilder.export.odt.styles import FIGURE, NamedStyles
from briefbuilder.export.odt.xml import make, qn

HEIGHTS = ("fo:line-height", "style:line-height-at-least")


def test_the_background_of_a_heading_is_as_high_as_in_the_word_file() -> None:
    style = Style(font="Carlito", size=12.0, background="#0f4c5c")
    top = next(word_properties("heading1", style).iter(ooxml.qn("w:top"))).get(ooxml.qn("w:space"))
    made = paragraph_properties("heading1", style)
    assert made["fo:padding-top"] == made["fo:padding-bottom"] == f"{top}pt"
    assert made["fo:padding-left"] == f"{PADDING:g}pt"


@pytest.mark.parametrize(
    ("language", "key"),
    [("ja", "fo:line-height"), ("ko", "fo:line-height"), ("de", "style:line-height-at-least")],
)
def test_lines_of_east_asian_documents_are_as_high_as_in_the_pdf(language: str, key: str) -> None:
    """Their fonts ask for up to 1.7 times their size, so that a page of LibreOffice would hold fewer lines."""
    styles = make("office:styles")
    NamedStyles(StyleSheet(), PageSetup(), language).write(styles)
    heights = {
        style.get(qn("style:name")): {
            qn(name): properties.get(qn(name)) for name in HEIGHTS if properties.get(qn(name))
        }
        for style in styles
        for properties in style.iterfind(qn("style:paragraph-properties"))
    }
    assert heights["Standard"] == {qn(key): "15pt"}
    # A line with a picture grows with it.
    assert heights[FIGURE] == {qn("style:line-height-at-least"): "0pt"}
