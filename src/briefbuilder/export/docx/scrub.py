"""Taking out of a base document whatever tells of its writer, its machine or its former content.

It works on the opened package, before the export is written into it: names and companies, revision
marks and their ids, hidden text, custom XML, embedded objects, printers, templates and files.
"""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.package import OpcPackage
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree

from briefbuilder.export.docx.ooxml import Node, R, W, qn

DROPPED_RELATIONS = frozenset({
    "thumbnail", "custom-properties", "customXml", "people", "attachedTemplate", "printerSettings",
    "oleObject", "package", "vbaProject", "wordVbaData", "keyMapCustomizations", "glossaryDocument",
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "mailMergeSource", "control",
    "activeXControlBinary", "webSettings", "frame", "subDocument", "documenttasks", "digital-signature",
})  # fmt: skip
"""The last part of a relationship's type. What only they lead to leaves the package with them."""

_SETTINGS = frozenset({
    "rsids", "docVars", "docId", "attachedTemplate", "mailMerge", "writeProtection", "saveThroughXslt",
    "activeWritingStyle", "attachedSchema", "schemaLibrary", "hdrShapeDefaults", "shapeDefaults",
    "updateFields", "trackRevisions", "documentProtection", "readModeInkLockDown",
})  # fmt: skip
_CORE = frozenset({
    "creator", "lastModifiedBy", "lastPrinted", "revision", "category", "description", "contentStatus",
    "identifier", "version",
})  # fmt: skip
_REMOVED = frozenset({
    "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange",
    "tblGridChange", "numberingChange", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "object", "proofErr", "permStart",
    "permEnd", "printerSettings",
})  # fmt: skip
_UNWRAPPED = frozenset({"ins", "moveTo"})
_EXTENDED = "extended-properties"


def scrub(package: OpcPackage) -> None:
    """Clean a package in place. What it leaves is the form of a document, without its story."""
    _scrub_relations(package)
    for part in list(package.iter_parts()):
        root = part.element if isinstance(part, XmlPart) else _root_of(part)
        if root is None:
            continue
        _scrub_tree(root)
        if not isinstance(part, XmlPart):
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001


def _scrub_relations(package: OpcPackage) -> None:
    """Drop relationships that leak, again until none is left; unread bytes of dropped parts go with them."""
    holders: list[OpcPackage | Part] = [package, *package.iter_parts()]
    for holder in holders:
        for name, rel in list(holder.rels.items()):
            kind = rel.reltype.rpartition("/")[2]
            local = rel.is_external and rel.target_ref.lower().startswith(("file:", "\\\\", "//", "/"))
            if kind in DROPPED_RELATIONS or kind == _EXTENDED or local:
                del holder.rels[name]
                if isinstance(holder, XmlPart):
                    _forget(holder.element, name)


def _forget(root: Node, relation: str) -> None:
    """Take out what refers to a relationship that is gone; a link leaves its words behind."""
    for node in list(root.iter(etree.Element)):
        if any(key.startswith(f"{{{R}}}") and value == relation for key, value in node.attrib.items()):
            if node.tag == qn("w:hyperlink"):
                _unwrap(node)
            elif (parent := node.getparent()) is not None:
                parent.remove(node)


def _root_of(part: Part) -> Node | None:
    if not part.content_type.endswith("xml"):
        return None
    try:
        return parse_xml(part.blob)
    except etree.XMLSyntaxError:
        return None


def _scrub_tree(root: Node) -> None:
    for node in list(_elements(root)):
        name = etree.QName(node).localname
        in_word = str(node.tag).startswith(f"{{{W}}}")
        if (root.tag == qn("w:settings") and node.getparent() is root and name in _SETTINGS) or (
            root.tag == qn("cp:coreProperties") and name in _CORE
        ):
            _remove(node)
        elif in_word and name in _UNWRAPPED:
            _unwrap(node)
        elif in_word and (name in _REMOVED or _is_hidden(node)):
            _remove(node)
        else:
            _scrub_attributes(node)


def _remove(node: Node) -> None:
    if (parent := node.getparent()) is not None:
        parent.remove(node)


def _elements(root: Node) -> Iterator[Node]:
    return (node for node in root.iter(etree.Element) if node is not root or root.attrib)


def _is_hidden(node: Node) -> bool:
    """Tell a run of hidden text; a style that hides is left, since its own text is not here."""
    if node.tag != qn("w:r"):
        return False
    hidden = node.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val"), "1") not in {"0", "false", "off"}


def _scrub_attributes(node: Node) -> None:
    for key in list(node.attrib):
        name = etree.QName(key).localname
        if name.startswith("rsid") or name in {"paraId", "textId", "author", "initials"}:
            del node.attrib[key]


def _unwrap(node: Node) -> None:
    parent = node.getparent()
    if parent is None:
        return
    place = parent.index(node)
    for offset, child in enumerate(list(node)):
        parent.insert(place + offset, child)
    parent.remove(node)
