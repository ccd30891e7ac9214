"""Relationships of a house document: each must lead to a part that is there, of the kind that it says."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

from docx.opc.part import Part, XmlPart
from docx.opc.rel import _Relationship
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart
from lxml import etree

from briefbuilder.export.docx.ooxml import Node, qn

_ROOTS = {
    "styles": "w:styles", "settings": "w:settings", "numbering": "w:numbering", "fontTable": "w:fonts",
    "header": "w:hdr", "footer": "w:ftr", "footnotes": "w:footnotes", "endnotes": "w:endnotes", "theme": "a:theme",
}  # fmt: skip
"""What a part begins with, by the kind of the relationship that leads to it."""
_CLASSES = {"styles": StylesPart, "settings": SettingsPart, "numbering": XmlPart}
"""What python-docx reads such parts as, where it knows their type."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def is_mistaken(relation: _Relationship) -> bool:
    """Tell whether a relationship leads to a part of another kind than it says; one without a kind of ours never does.

    Raises lxml's XMLSyntaxError where the part is no XML.
    """
    kind = relation.reltype.rpartition("/")[2]
    if kind not in _ROOTS or relation.is_external:
        return kind in _ROOTS
    part = relation.target_part
    root = part.element if isinstance(part, XmlPart) else etree.fromstring(part.blob, _PARSER)
    return root.tag != qn(_ROOTS[kind]) or not isinstance(part, _CLASSES.get(kind, Part))


def without_lost(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a package's parts without relationships to parts that are not there, which Word passes over.

    Raises lxml's XMLSyntaxError where a list of relationships is no XML.
    """
    return {
        name: _kept(name, data, parts) if name.endswith(".rels") else data for name, data in parts.items()
    }


def _kept(name: str, data: bytes, parts: Mapping[str, bytes]) -> bytes:
    root = etree.fromstring(data, _PARSER)
    folder = posixpath.dirname(posixpath.dirname(name))
    lost = [node for node in root.iter(_RELATION) if _is_lost(node, folder, parts)]
    for node in lost:
        if (parent := node.getparent()) is not None:
            parent.remove(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if lost else data


def _is_lost(node: Node, folder: str, parts: Mapping[str, bytes]) -> bool:
    target = unquote(node.get("Target", ""))
    if node.get("TargetMode") == "External" or target.startswith("#"):
        return False
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return path not in parts
