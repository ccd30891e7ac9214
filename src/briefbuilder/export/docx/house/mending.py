"""Small faults of a house document that Word passes over and a file handed out must not have."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart

from briefbuilder.export.docx.ooxml import VAL, WP, Node, R, qn
from briefbuilder.export.docx.package import xml_part

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_USES = {"w:pStyle": "paragraph", "w:rStyle": "character", "w:tblStyle": "table"}
_DRAWN = frozenset(map(qn, ("w:drawing", "w:pict", "w:object")))
_LINKS = ("w:basedOn", "w:next", "w:link")


def drop_lost_styles(word: WordDocument) -> None:
    """Take out styles that cannot be called: out of place, without an id, or with that of one before them."""
    root: Node = word.styles.element
    known: set[str] = set()
    for style in list(root.iter(qn("w:style"))):
        name = style.get(qn("w:styleId"), "")
        if not name or name in known or style.getparent() is not root:
            _remove(style)
        known.add(name)


def mend(word: WordDocument, roots: Iterable[Node]) -> None:
    """Take out references to styles and lists that are not there, circles of styles, and false languages."""
    styles: Node = word.styles.element
    by_id = {node.get(qn("w:styleId"), ""): node for node in styles.iterfind(qn("w:style"))}
    for tag in _LINKS:
        _drop(styles.iter(qn(tag)), set(by_id))
    _cut_circles(by_id)
    numbering: Node = xml_part(word, "numbering").element
    numbers = {node.get(qn("w:numId"), "") for node in numbering.iterfind(qn("w:num"))}
    everything = [*roots, styles, numbering]
    for root in everything:
        for tag in _USES:
            _drop(root.iter(qn(tag)), set(by_id))
        for node in list(root.iter(qn("w:numPr"))):
            listed = node.find(qn("w:numId"))
            if listed is not None and listed.get(VAL, "") not in numbers | {"0"}:
                _remove(node)
        _mend_languages(root)
    _mend_languages(word.settings.element)


def drop_lost_links(part: XmlPart) -> None:
    """Take out what refers to a relationship that the part does not have; a link leaves its words behind."""
    for node in list(part.element.iter()):
        links = [key for key in node.attrib if str(key).startswith(f"{{{R}}}")]
        if all(node.get(key) in part.rels for key in links):
            continue
        if node.tag == qn("w:hyperlink"):
            for key in links:
                del node.attrib[key]
            continue
        _remove(next((one for one in (node, *node.iterancestors()) if one.tag in _DRAWN), node))


def _drop(nodes: Iterable[Node], known: set[str]) -> None:
    for node in list(nodes):
        if node.get(VAL, "") not in known:
            _remove(node)


def _cut_circles(by_id: dict[str, Node]) -> None:
    for name, node in by_id.items():
        seen = {name}
        base = node.find(qn("w:basedOn"))
        while base is not None:
            above = base.get(VAL, "")
            if above in seen:
                _remove(base)
                break
            seen.add(above)
            base = by_id[above].find(qn("w:basedOn")) if above in by_id else None


def _mend_languages(root: Node) -> None:
    for node in list(root.iter(qn("w:lang"), qn("w:themeFontLang"))):
        for key, value in list(node.attrib.items()):
            if not _LANGUAGE.match(value):
                del node.attrib[key]
        if not node.attrib:
            _remove(node)


def unique_drawings(roots: Iterable[Node]) -> None:
    """Number the drawings of all parts through."""
    for number, node in enumerate((node for root in roots for node in root.iter(f"{{{WP}}}docPr")), 1):
        node.set("id", str(number))


def _remove(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)
