"""The theme of a house document: the fonts and colours that its styles call by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from lxml import etree

from briefbuilder.export.docx.ooxml import A, Node

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_COLOURS = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1", "text2": "dk2", "dark2": "dk2",
    "background2": "lt2", "light2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Theme:
    """Families by "major" and "minor" with their scripts ("majorLatin"), colours by name as "#rrggbb"."""

    fonts: Mapping[str, str] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)

    def font(self, name: str) -> str:
        """Return the family that a style calls "minorHAnsi" or the like, "" where there is none."""
        kind = "major" if name.startswith("major") else "minor"
        script = "ea" if "EastAsia" in name else "cs" if "Bidi" in name else "latin"
        return self.fonts.get(f"{kind}-{script}", "")

    def colour(self, name: str) -> str:
        """Return a colour by the name that styles call it by, "" where there is none."""
        return self.colours.get(_COLOURS.get(name, name), "")


def theme_of(word: WordDocument) -> Theme:
    """Return the theme of a document; an empty one where it has none that can be read."""
    for rel in word.part.rels.values():
        if rel.reltype.endswith("/theme") and not rel.is_external:
            try:
                return _theme(etree.fromstring(rel.target_part.blob, _PARSER))
            except etree.XMLSyntaxError:
                break
    return Theme()


def _theme(root: Node) -> Theme:
    fonts: dict[str, str] = {}
    for kind in ("major", "minor"):
        for script in ("latin", "ea", "cs"):
            node = next(root.iterfind(f".//{{{A}}}{kind}Font/{{{A}}}{script}"), None)
            if node is not None and node.get("typeface"):
                fonts[f"{kind}-{script}"] = node.get("typeface", "")
    colours: dict[str, str] = {}
    for node in root.iterfind(f".//{{{A}}}clrScheme/*"):
        inner = next(iter(node), None)
        value = (
            ""
            if inner is None
            else inner.get("val")
            if inner.tag == f"{{{A}}}srgbClr"
            else inner.get("lastClr")
        )
        if value:
            colours[etree.QName(node).localname] = f"#{value.lower()}"
    return Theme(fonts, colours)
