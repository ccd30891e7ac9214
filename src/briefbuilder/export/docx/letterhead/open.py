"""Opens a letterhead document, refuses unsuitable files with the reason, and repairs small faults.

Nothing is unpacked before its size is known, and no external entity or address is read.
"""

from __future__ import annotations

import io
import posixpath
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.oxml.parser import parse_xml
from docx.parts.settings import SettingsPart
from docx.parts.styles import StylesPart
from lxml import etree

from briefbuilder.domain.errors import ExportError
from briefbuilder.export.docx.letterhead.placeholders import ParagraphLocation, text_parts
from briefbuilder.export.docx.ooxml import OFF_VALUES, VAL, WP, Node, R, W, qn, remove_element
from briefbuilder.export.docx.package import DRAWINGS, package_of, xml_part

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_USES = {"w:pStyle": "paragraph", "w:rStyle": "character", "w:tblStyle": "table"}
_LINKS = ("w:basedOn", "w:next", "w:link")

_ROOTS = {
    "styles": "w:styles", "settings": "w:settings", "numbering": "w:numbering", "fontTable": "w:fonts",
    "header": "w:hdr", "footer": "w:ftr", "footnotes": "w:footnotes", "endnotes": "w:endnotes", "theme": "a:theme",
}  # fmt: skip
"""The root element of a part by the type of its relationship."""
_CLASSES = {"styles": StylesPart, "settings": SettingsPart, "numbering": XmlPart}
"""The classes of python-docx for parts whose content type it knows."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
MAX_PARTS = 2000
MAX_BYTES = 64 * 1024 * 1024
"""The size of all parts, unpacked."""
MAX_PART_BYTES = 32 * 1024 * 1024
_MAX_RATIO = 200
"""The greatest compression of a part of more than a mebibyte."""
_MEBIBYTE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = _MAIN.replace(".document.main", ".template.main")
_STRICT = b"http://purl.oclc.org/ooxml/"
_DOCTYPE = re.compile(rb"<!(DOCTYPE|ENTITY)")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_REVISIONS = frozenset(
    qn(f"w:{name}")
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange",
        "trPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "tblPrExChange",
    )
)  # fmt: skip
_REQUIRED = {
    "Relationship": ("Id", "Type", "Target"),
    "Default": ("Extension", "ContentType"),
    "Override": ("PartName", "ContentType"),
}


def remove_invalid_styles(word: WordDocument) -> None:
    """Remove styles that cannot be used: misplaced, without an id, or with an earlier style's id."""
    root: Node = word.styles.element
    known: set[str] = set()
    for style in list(root.iter(qn("w:style"))):
        name = style.get(qn("w:styleId"), "")
        if not name or name in known or style.getparent() is not root:
            remove_element(style)
        known.add(name)


def fix_references(word: WordDocument, roots: Iterable[Node]) -> None:
    """Remove references to missing styles and lists, cycles of styles, and invalid languages."""
    styles: Node = word.styles.element
    by_id = {node.get(qn("w:styleId"), ""): node for node in styles.iterfind(qn("w:style"))}
    for tag in _LINKS:
        _remove_unknown(styles.iter(qn(tag)), set(by_id))
    _break_cycles(by_id)
    numbering: Node = xml_part(word, "numbering").element
    numbers = {node.get(qn("w:numId"), "") for node in numbering.iterfind(qn("w:num"))}
    everything = [*roots, styles, numbering]
    for root in everything:
        for tag in _USES:
            _remove_unknown(root.iter(qn(tag)), set(by_id))
        for node in list(root.iter(qn("w:numPr"))):
            listed = node.find(qn("w:numId"))
            if listed is not None and listed.get(VAL, "") not in numbers | {"0"}:
                remove_element(node)
        _remove_invalid_languages(root)
    _remove_invalid_languages(word.settings.element)


def remove_dangling_references(part: XmlPart) -> None:
    """Remove references to missing relationships; the text of links stays."""
    for node in list(part.element.iter()):
        links = [key for key in node.attrib if str(key).startswith(f"{{{R}}}")]
        if all(node.get(key) in part.rels for key in links):
            continue
        if node.tag == qn("w:hyperlink"):
            for key in links:
                del node.attrib[key]
            continue
        remove_element(
            next((parent for parent in (node, *node.iterancestors()) if parent.tag in DRAWINGS), node)
        )


def _remove_unknown(nodes: Iterable[Node], known: set[str]) -> None:
    for node in list(nodes):
        if node.get(VAL, "") not in known:
            remove_element(node)


def _break_cycles(by_id: dict[str, Node]) -> None:
    for name, node in by_id.items():
        seen = {name}
        base = node.find(qn("w:basedOn"))
        while base is not None:
            above = base.get(VAL, "")
            if above in seen:
                remove_element(base)
                break
            seen.add(above)
            base = by_id[above].find(qn("w:basedOn")) if above in by_id else None


def _remove_invalid_languages(root: Node) -> None:
    for node in list(root.iter(qn("w:lang"), qn("w:themeFontLang"))):
        for key, value in list(node.attrib.items()):
            if not _LANGUAGE.match(value):
                del node.attrib[key]
        if not node.attrib:
            remove_element(node)


def number_drawings(roots: Iterable[Node]) -> None:
    """Number the drawings of all parts."""
    for number, node in enumerate((node for root in roots for node in root.iter(f"{{{WP}}}docPr")), 1):
        node.set("id", str(number))


def has_mistyped_relationship(relations: Relationships) -> bool:
    """Return whether a known relationship leads to a part of another kind.

    Raises lxml's XMLSyntaxError if a part is not XML.
    """
    return any(
        rel.is_external or _is_mistyped(kind, rel.target_part)
        for rel in relations.values()
        if (kind := rel.reltype.rpartition("/")[2]) in _ROOTS
    )


def _is_mistyped(kind: str, part: Part) -> bool:
    root = part.element if isinstance(part, XmlPart) else etree.fromstring(part.blob, _PARSER)
    return root.tag != qn(_ROOTS[kind]) or not isinstance(part, _CLASSES.get(kind, Part))


def remove_dangling_relationships(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a package's parts without relationships to missing parts, which Word ignores.

    Raises lxml's XMLSyntaxError if a relationships part is not XML.
    """
    return {
        name: _clean_relationships(name, data, parts) if name.endswith(".rels") else data
        for name, data in parts.items()
    }


def _clean_relationships(name: str, data: bytes, parts: Mapping[str, bytes]) -> bytes:
    root = etree.fromstring(data, _PARSER)
    folder = posixpath.dirname(posixpath.dirname(name))
    dangling = [node for node in root.iter(_RELATION) if _is_dangling(node, folder, parts)]
    for node in dangling:
        remove_element(node)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if dangling else data


def _is_dangling(node: Node, folder: str, parts: Mapping[str, bytes]) -> bool:
    target = unquote(node.get("Target", ""))
    if node.get("TargetMode") == "External" or target.startswith("#"):
        return False
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return path not in parts


def open_letterhead(data: bytes) -> WordDocument:
    """Open a letterhead document; raises ExportError with the reason if it is refused."""
    word = _open_document(_check(data))
    for relationship, content_type, part_class, content in default_parts():
        if all(rel.reltype != relationship for rel in word.part.rels.values()):
            place = PackURI(f"/word/{relationship.rpartition('/')[2]}.xml")
            part = part_class(place, content_type, parse_xml(content), package_of(word))
            word.part.relate_to(part, relationship)
    _refuse_unfinished(word)
    remove_invalid_styles(word)
    return word


@cache
def default_parts() -> tuple[tuple[str, str, type[XmlPart], bytes], ...]:
    """Return the parts without which python-docx would read its own from files: relationship, type, class, content.

    A process that will not be able to open files calls this before.
    """
    folder = files("docx").joinpath("templates")
    kinds = (
        (RELATIONSHIP_TYPE.STYLES, CONTENT_TYPE.WML_STYLES, StylesPart, "styles"),
        (RELATIONSHIP_TYPE.SETTINGS, CONTENT_TYPE.WML_SETTINGS, SettingsPart, "settings"),
    )
    return tuple(
        (relationship, content_type, part, folder.joinpath(f"default-{name}.xml").read_bytes())
        for relationship, content_type, part, name in kinds
    )


def _check(data: bytes) -> bytes:
    """Return the bytes of a .docx; the content type of a .dotx is rewritten."""
    if data.startswith(_OLE):
        raise ExportError("house-encrypted" if _ENCRYPTED in data else "house-old-word")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive)
            names = archive.namelist()
            if _TYPES not in names:
                raise ExportError("house-unreadable")
            parts = {name: archive.read(name) for name in dict.fromkeys(names) if not name.endswith("/")}
    except (BadZipFile, EOFError, OSError, ValueError, RuntimeError, zlib.error) as error:
        raise ExportError("house-unreadable") from error
    _refuse_kinds(parts)
    _refuse_broken(parts)
    return _zip_as_document(parts)


def _refuse_bombs(archive: ZipFile) -> None:
    entries = archive.infolist()
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ExportError("house-encrypted")
    is_suspicious = any(
        entry.file_size > MAX_PART_BYTES
        or (entry.file_size > _MEBIBYTE and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1))
        for entry in entries
    )
    if is_suspicious or len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise ExportError("house-too-large", limit=str(MAX_BYTES // _MEBIBYTE))


def _refuse_kinds(parts: dict[str, bytes]) -> None:
    types = parts[_TYPES]
    macros = any(name.lower().rpartition("/")[2] in {"vbaproject.bin", "vbadata.xml"} for name in parts)
    if macros or b"macroEnabled" in types or b"vbaProject" in types:
        raise ExportError("house-macros")
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if _DOCTYPE.search(content):
            raise ExportError("house-entities", part=name)
        if _STRICT in content[:4096]:
            raise ExportError("house-strict")
        if name.endswith(".rels") and b"/aFChunk" in content:
            raise ExportError("house-foreign-text")
    if _MAIN.encode() not in types and _TEMPLATE.encode() not in types:
        raise ExportError("house-no-word")


def _refuse_broken(parts: dict[str, bytes]) -> None:
    """Refuse parts that are not XML, and incomplete relationships and content types."""
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(content, _PARSER)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ExportError("house-unreadable") from error
        if name == _TYPES or name.endswith(".rels"):
            for node in root.iter(etree.Element):
                if not all(node.get(key) for key in _REQUIRED.get(etree.QName(node).localname, ())):
                    raise ExportError("house-unreadable")


def _zip_as_document(parts: dict[str, bytes]) -> bytes:
    parts = {
        **remove_dangling_relationships(parts),
        _TYPES: parts[_TYPES].replace(_TEMPLATE.encode(), _MAIN.encode()),
    }
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _open_document(data: bytes) -> WordDocument:
    try:
        word = docx.Document(io.BytesIO(data))
        bodies = word.element.findall(qn("w:body"))
        if len(bodies) != 1 or has_mistyped_relationship(word.part.rels):
            raise ExportError("house-unreadable")
    except (BadZipFile, OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise ExportError("house-unreadable") from error
    return word


def _refuse_unfinished(word: WordDocument) -> None:
    for location in _find_revisions(word):
        raise ExportError("house-tracked-changes", part=location.part, paragraph=str(location.paragraph))
    for rel in word.part.rels.values():
        if rel.reltype.endswith("/settings") and not rel.is_external:
            root = etree.fromstring(rel.target_part.blob, _PARSER)
            protection = root.find(qn("w:documentProtection"))
            if protection is not None and protection.get(qn("w:enforcement"), "0") not in OFF_VALUES:
                raise ExportError("house-protected")
            if root.find(qn("w:writeProtection")) is not None:
                raise ExportError("house-protected")


def _find_revisions(word: WordDocument) -> Iterator[ParagraphLocation]:
    """Yield the locations of changes that were neither accepted nor rejected."""
    for part in text_parts(word):
        for node in part.root.iter(f"{{{W}}}*"):
            if node.tag in _REVISIONS:
                yield part.locate(node)
