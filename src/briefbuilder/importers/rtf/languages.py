"""The languages of letters in an RTF file, put as a Word document marks them."""

from __future__ import annotations

from lxml.etree import SubElement, _Element

from briefbuilder.importers.docx.names import name
from briefbuilder.importers.rtf.codes import language_of


def add_language(properties: _Element, latin: int, eastern: int, leftward: int) -> None:
    """Add the languages of letters, by Windows' numbers; 0 says nothing."""
    told = {"w:val": latin, "w:eastAsia": eastern, "w:bidi": leftward}
    found = {attribute: language_of(number) for attribute, number in told.items()}
    if any(found.values()):
        declared = SubElement(properties, name("w:lang"))
        for attribute, language in found.items():
            if language:
                declared.set(name(attribute), language)
