"""Opens, cleans and writes the package of a Word file, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import cast
from zipfile import BadZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.package import OpcPackage
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from lxml import etree

from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.ooxml import (
    NAMESPACES,
    Node,
    R,
    W,
    is_on,
    qn,
    quote_attribute,
    remove_element,
    unwrap_element,
)
from briefbuilder.export.links import sanitize_url

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time in a zip archive: no clock is read."""
_COMPRESSION_LEVEL = 4
"""A third of the time of zlib's usual level for a fifteenth more bytes."""

_XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CONTENT_TYPES = {
    "footnotes": f"{_TYPE}.footnotes+xml",
    "endnotes": f"{_TYPE}.endnotes+xml",
    "fontTable": f"{_TYPE}.fontTable+xml",
    "numbering": f"{_TYPE}.numbering+xml",
    "header": f"{_TYPE}.header+xml",
    "footer": f"{_TYPE}.footer+xml",
}
_CHOICE = qn("mc:Choice")
_RELATION = RELATIONSHIP_TYPE.OFFICE_DOCUMENT.rpartition("/")[0]

DROPPED_RELATIONSHIPS = frozenset({
    "thumbnail", "custom-properties", "customXml", "people", "attachedTemplate", "printerSettings",
    "oleObject", "package", "vbaProject", "wordVbaData", "keyMapCustomizations", "glossaryDocument",
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "mailMergeSource", "control", "webextension",
    "activeXControlBinary", "webSettings", "frame", "subDocument", "documenttasks", "digital-signature", "classificationlabels",
})  # fmt: skip
"""The last part of the types of removed relationships; parts that only they lead to are removed as well."""
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
_OUTSIDE = frozenset({"src", qn("o:href")})
"""The attributes of old drawings that name a picture outside the file."""
_UNWRAPPED = frozenset({"ins", "moveTo"})
_WEB_VIDEO = "webVideoPr"
"""The element with the page that Word opens to play a video."""
_IN_WORD = f"{{{W}"
_OF_PACKAGE = frozenset({"officeDocument", "core-properties"})
DRAWINGS = (qn("w:drawing"), qn("w:pict"), qn("w:object"))


def open_base(base: bytes) -> WordDocument:
    """Open the base document; raises ExportError if the bytes are not a Word file."""
    try:
        return docx.Document(io.BytesIO(base))
    except (BadZipFile, OpcError, KeyError, ValueError) as error:
        raise ExportError("docx-base-unreadable") from error


def package_of(word: WordDocument) -> Package:
    """Return the package of a document."""
    package = word.part.package
    if not isinstance(package, Package):
        raise ExportError("docx-base-unreadable")
    return package


def relationship_type(kind: str) -> str:
    """Return the URI of a relationship type ("footnotes")."""
    return f"{_RELATION}/{kind}"


def xml_part(word: WordDocument, kind: str) -> XmlPart:
    """Return the document's part of a kind as a tree; raises ExportError if it is missing."""
    for name, rel in word.part.rels.items():
        if rel.reltype == relationship_type(kind) and not rel.is_external:
            return parse_part(word.part, name)
    raise ExportError("docx-base-lacks-part", part=kind)


def parse_part(holder: Part, name: str) -> XmlPart:
    """Return the target of a relationship as a tree.

    python-docx loads unknown kinds as bytes; such a part is parsed and replaced in its holder.
    """
    rel = holder.rels[name]
    part = rel.target_part
    if isinstance(part, XmlPart):
        return part
    tree = XmlPart(part.partname, part.content_type, parse_xml(part.blob), part.package)
    _copy_relationships(part, tree)
    holder.rels.add_relationship(rel.reltype, tree, name)
    return tree


def replace_parts(package: OpcPackage, replaced: Mapping[Part, Part]) -> None:
    """Point all relationships to their target's replacement, which gets the relationships of the part."""
    for part, replacement in replaced.items():
        _copy_relationships(part, replacement)
    holders: list[OpcPackage | Part] = [package, *package.iter_parts()]
    for holder in (*holders, *replaced.values()):
        for name, rel in list(holder.rels.items()):
            if not rel.is_external and rel.target_part in replaced:
                holder.rels.add_relationship(rel.reltype, replaced[rel.target_part], name)


def _copy_relationships(source: Part, target_part: Part) -> None:
    for name, rel in source.rels.items():
        target = rel.target_ref if rel.is_external else rel.target_part
        target_part.rels.add_relationship(rel.reltype, target, name, rel.is_external)


def add_header_footer(word: WordDocument, kind: str, number: int, root: Node) -> tuple[XmlPart, str]:
    """Add a header or footer part; return it and the id of its relationship."""
    name = PackURI(f"/word/{kind}{number}.xml")
    part = XmlPart(name, CONTENT_TYPES[kind], cast("BaseOxmlElement", root), package_of(word))
    return part, word.part.relate_to(part, relationship_type(kind))


def add_custom_properties(word: WordDocument, data: bytes) -> None:
    """Add the part of custom properties."""
    package = package_of(word)
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    package.relate_to(
        Part(PackURI("/docProps/custom.xml"), kind, data, package), relationship_type("custom-properties")
    )


def hyperlink_id(part: Part, address: str, known: dict[str, str]) -> str:
    """Return the id of a part's relationship to an external address; `known` holds the ids by address."""
    found = known.get(address)
    if found is None:
        found = known[address] = f"rIdLink{len(known) + 1}"
        part.rels.add_relationship(relationship_type("hyperlink"), address, found, is_external=True)
    return found


def _content_types(parts: list[Part]) -> bytes:
    """Return the part of content types: XML parts by name, pictures by extension."""
    extensions = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
    }
    overrides: list[tuple[str, str]] = []
    for part in parts:
        extension = part.partname.ext.lower()
        if (
            part.content_type.startswith("image/")
            and extensions.get(extension, part.content_type) == part.content_type
        ):
            extensions[extension] = part.content_type
        else:
            overrides.append((str(part.partname), part.content_type))
    lines = [
        f"<Default Extension={quote_attribute(extension)} ContentType={quote_attribute(kind)}/>"
        for extension, kind in sorted(extensions.items())
    ]
    lines += [
        f"<Override PartName={quote_attribute(name)} ContentType={quote_attribute(kind)}/>"
        for name, kind in overrides
    ]
    return f'{_XML_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">{"".join(lines)}</Types>'.encode()


def _relationships(relationships: Relationships) -> bytes:
    lines = []
    for rel in relationships.values():
        mode = ' TargetMode="External"' if rel.is_external else ""
        target = f"Type={quote_attribute(rel.reltype)} Target={quote_attribute(rel.target_ref)}{mode}"
        lines.append(f"<Relationship Id={quote_attribute(rel.rId)} {target}/>")
    return f'{_XML_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'.encode()


def part_trees(package: Package) -> dict[str, Node]:
    """Return the trees of the parsed parts by their names in the file."""
    return {
        part.partname.membername: part.element for part in package.iter_parts() if isinstance(part, XmlPart)
    }


def declare_namespaces(root: Node) -> None:
    """Declare all namespaces of a tree of Word's at its root, and that of relationships in any case.

    Some readers take prefixes only from the root and fail without `r`. Prefixes that a value names stay.
    """
    if str(root.tag).startswith(f"{{{W}}}"):
        named = {name for choice in root.iter(_CHOICE) for name in choice.get("Requires", "").split()}
        kept = {prefix for prefix in root.nsmap if prefix} | {"r"} | named
        etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=sorted(kept))


def package_bytes(package: Package) -> bytes:
    """Return the package as a file, its parts sorted by name and without times."""
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    entries: list[tuple[str, bytes]] = [
        ("[Content_Types].xml", _content_types(parts)),
        (PACKAGE_URI.rels_uri.membername, _relationships(package.rels)),
    ]
    for part in parts:
        if isinstance(part, XmlPart):
            declare_namespaces(part.element)
        entries.append((part.partname.membername, part.blob))
        if len(part.rels):
            entries.append((part.partname.rels_uri.membername, _relationships(part.rels)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data, compresslevel=_COMPRESSION_LEVEL)
    return stream.getvalue()


def scrub(package: OpcPackage) -> None:
    """Remove personal data, former content and what Word would fetch from a package in place.

    Names, revisions and their ids, hidden text, custom XML, embedded objects, printers, templates, add-ins and
    everything outside the file are removed; links to the web stay.
    """
    holders: list[OpcPackage | Part] = [package, *package.iter_parts()]
    removed = {holder: _remove_relationships(holder) for holder in holders}
    cleaned: dict[Part, Part] = {}
    for part in package.iter_parts():
        root = part.element if isinstance(part, XmlPart) else _try_parse(part)
        if root is None:
            continue
        _remove_references(root, removed[part])
        _scrub_tree(root)
        if not isinstance(part, XmlPart):
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            cleaned[part] = Part(part.partname, part.content_type, data, part.package)
    replace_parts(package, cleaned)


def _remove_relationships(holder: OpcPackage | Part) -> frozenset[str]:
    """Remove relationships to removed kinds of parts and out of the file, except links to the web; return their ids."""
    removed = frozenset(
        name
        for name, rel in holder.rels.items()
        for kind in (rel.reltype.rpartition("/")[2],)
        if kind in DROPPED_RELATIONSHIPS
        or (isinstance(holder, OpcPackage) and kind not in _OF_PACKAGE)
        or (rel.is_external and not (kind == "hyperlink" and sanitize_url(rel.target_ref)))
    )
    for name in removed:
        del holder.rels[name]
    return removed


def _remove_references(root: Node, removed: frozenset[str]) -> None:
    """Remove the drawings and other elements that refer to removed relationships; the text of links stays."""
    for node in list(root.iter(etree.Element)) if removed else ():
        if all(value not in removed for key, value in node.attrib.items() if key.startswith(f"{{{R}}}")):
            continue
        if node.tag == qn("w:hyperlink"):
            unwrap_element(node)
        elif str(node.tag).rpartition("}")[2].startswith("hlink"):
            remove_element(node)
        else:
            remove_element(next(node.iterancestors(*DRAWINGS), node))


def _try_parse(part: Part) -> Node | None:
    if not part.content_type.endswith("xml"):
        return None
    try:
        return parse_xml(part.blob)
    except etree.XMLSyntaxError:
        return None


def _scrub_tree(root: Node) -> None:
    is_settings, is_core = root.tag == qn("w:settings"), root.tag == qn("cp:coreProperties")
    for node in list(_elements(root)):
        # Names are taken apart as texts, since a document has thousands of them.
        space, _, name = str(node.tag).rpartition("}")
        in_word = space == _IN_WORD
        if (is_settings and name in _SETTINGS and node.getparent() is root) or (is_core and name in _CORE):
            remove_element(node)
        elif in_word and name in _UNWRAPPED:
            unwrap_element(node)
        elif name == _WEB_VIDEO or (in_word and (name in _REMOVED or (name == "r" and _is_hidden(node)))):
            remove_element(node)
        else:
            _scrub_attributes(node)


def _elements(root: Node) -> Iterator[Node]:
    return (node for node in root.iter(etree.Element) if node is not root or root.attrib)


def _is_hidden(node: Node) -> bool:
    """Return whether a run is hidden text; text hidden by its style is not detected."""
    return is_on(node.find(f"{qn('w:rPr')}/{qn('w:vanish')}"))


def _scrub_attributes(node: Node) -> None:
    for key in list(node.attrib):
        name = str(key).rpartition("}")[2]
        is_outside = key in _OUTSIDE or (key == "href" and not sanitize_url(node.attrib[key]))
        if is_outside or name.startswith("rsid") or name in {"paraId", "textId", "author", "initials"}:
            del node.attrib[key]
