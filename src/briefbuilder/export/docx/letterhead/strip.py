"""Removes from a letterhead document what an export must not contain.

`package.scrub` removes personal data, comments, revisions, embedded objects and linked files. This module removes
former notes, bookmarks and fields, and the metadata of pictures.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefbuilder.domain.document import Content, Run
from briefbuilder.domain.marking import LABEL_PROPERTY
from briefbuilder.export.docx.letterhead.placeholders import TextPart, text_parts
from briefbuilder.export.docx.ooxml import (
    OFF_VALUES,
    RUN,
    VML,
    Node,
    R,
    T,
    make,
    qn,
    remove_element,
    unwrap_element,
)
from briefbuilder.export.docx.package import package_of, replace_parts
from briefbuilder.export.links import sanitize_url
from briefbuilder.export.pictures import strip_metadata

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}"
_SVG_REMOVED = frozenset({
    "metadata", "title", "desc", "script", "foreignObject", "handler", "set", "animate", "animateMotion",
})  # fmt: skip
_FETCHED = re.compile(r"""url\((?!\s*['"]?(?:\#|data:))|@import|\\""", re.IGNORECASE)
"""What a style would fetch; a backslash can hide both."""
_EMF, _EMF_SIGN = b"\x01\x00\x00\x00", b" EMF"
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_EMPTY_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c0200"
    "00000b49444154789c636060000000030001b8ad3a630000000049454e44ae426082"
)
"""A transparent PNG of one pixel."""

_LABELS = "http://schemas.microsoft.com/office/2020/mipLabelMetadata"
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_KEPT_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "STYLEREF"})
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"\\]+)"(?:\s*\\[hnot](?:\s*"[^"]*")?)*\s*', re.IGNORECASE)
_PLAIN_FIELDS = frozenset(
    {"HYPERLINK", "REF", "PAGEREF", "NOTEREF", "SYMBOL", "QUOTE", "SEQ", "FORMTEXT", "FORMCHECKBOX"}
)
"""Fields whose result stays as text."""
_FILLED_FIELDS = {
    "TITLE": "title",
    "DATE": "date",
    "TIME": "date",
    "SAVEDATE": "date",
    "CREATEDATE": "date",
    "PRINTDATE": "date",
}
_REMOVED_MARKS = tuple(
    map(
        qn,
        (
            "w:bookmarkStart", "w:bookmarkEnd", "w:footnoteReference", "w:endnoteReference", "w:footnoteRef",
            "w:endnoteRef", "w:annotationRef", "w:lastRenderedPageBreak", "w:proofErr", "w:subDoc", "w:altChunk",
        ),
    )
)  # fmt: skip
_OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)")
_Field = tuple[list[Node], str, list[Node]]
_OpenField = tuple[list[Node], list[str], list[Node], list[bool]]
IMPLICIT_RELATIONSHIPS = frozenset({
    "styles", "settings", "numbering", "fontTable", "theme", "footnotes", "endnotes", "font",
})  # fmt: skip
"""Relationships that no element refers to."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture without metadata, its media type and its file extension."""

    data: bytes
    media_type: str
    suffix: str


def clean_pictures(word: WordDocument) -> None:
    """Clean every picture of a letterhead document in place; an unreadable one becomes an empty picture."""
    package = package_of(word)
    names = {str(part.partname) for part in package.iter_parts()}
    replaced: dict[Part, Part] = {}
    for part in picture_parts(word):
        result = clean_picture(part.blob) or CleanPicture(_EMPTY_PNG, "image/png", "png")
        name = part.partname
        stem, _, suffix = str(part.partname).rpartition(".")
        if suffix.lower() not in {result.suffix, "jpeg" if result.suffix == "jpg" else result.suffix}:
            fresh = f"{stem}.{result.suffix}"
            while fresh in names:
                stem += "x"
                fresh = f"{stem}.{result.suffix}"
            names.add(fresh)
            name = PackURI(fresh)
        replaced[part] = Part(name, result.media_type, result.data, package)
    replace_parts(package, replaced)


def picture_parts(word: WordDocument) -> Iterator[Part]:
    """Yield the parts of a letterhead document that are pictures or shown as such, each once."""
    package = word.part.package
    found: dict[int, Part] = {}
    for holder in package.iter_parts() if package is not None else ():
        for rel in holder.rels.values():
            if rel.is_external:
                continue
            part = rel.target_part
            if rel.reltype.rpartition("/")[2] == "image" or part.content_type.startswith("image/"):
                found[id(part)] = part
    yield from found.values()


def clean_picture(data: bytes) -> CleanPicture | None:
    """Return a picture without its metadata, None if it cannot be read."""
    if data[:4] == _EMF and data[40:44] == _EMF_SIGN:
        return CleanPicture(_blank_emf_description(data), "image/x-emf", "emf")
    if data.startswith(_WMF):
        return CleanPicture(data, "image/x-wmf", "wmf")
    if b"<svg" in data[:4096] or f'"{_SVG}"'.encode() in data[:4096]:
        return _clean_svg(data)
    result = strip_metadata(data)
    if result is None:
        return None
    return CleanPicture(result.data, result.media_type, result.suffix)


def _blank_emf_description(data: bytes) -> bytes:
    """Blank the names of program and drawing in the header of an enhanced metafile (MS-EMF, 2.2.9)."""
    count, start = struct.unpack_from("<II", data, 60)
    end = start + 2 * count
    return data[:start] + bytes(end - start) + data[end:] if 68 <= start <= end <= len(data) else data


def _clean_svg(data: bytes) -> CleanPicture | None:
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag not in {f"{{{_SVG}}}svg", "svg"} or next(root.iter(etree.Entity), None) is not None:
        return None
    for node in list(root.iter(etree.Element)):
        name = etree.QName(node)
        is_fetched = name.localname == "style" and _FETCHED.search("".join(node.itertext()))
        if name.namespace not in {_SVG, None} or name.localname in _SVG_REMOVED or is_fetched:
            remove_element(node)
            continue
        for key, value in list(node.attrib.items()):
            is_external = str(key) in {"src", "href", f"{_XLINK}href"} and not value.startswith(
                ("#", "data:")
            )
            is_foreign = str(key).startswith("{") and not str(key).startswith(_XLINK)
            if is_external or is_foreign or str(key).startswith("on") or _FETCHED.search(value):
                del node.attrib[key]
    etree.cleanup_namespaces(root)
    return CleanPicture(etree.tostring(root), "image/svg+xml", "svg")


def sensitivity_labels(package: OpcPackage) -> tuple[str, ...]:
    """Return the ids of the sensitivity labels of a document, which no export keeps.

    Office writes them as custom properties, and later versions as a separate part (MS-OFFCRYPTO, 2.6.3).
    """
    found: dict[str, None] = {}
    for rel in package.rels.values():
        kind = rel.reltype.rpartition("/")[2]
        if rel.is_external or kind not in {"custom-properties", "classificationlabels"}:
            continue
        try:
            root = etree.fromstring(rel.target_part.blob, _PARSER)
        except (etree.XMLSyntaxError, ValueError):
            continue
        for node in root.iter(etree.Element):
            name = node.get("name", "")
            if name.startswith(LABEL_PROPERTY) and name.endswith("_Enabled"):
                if "".join(node.itertext()).strip().lower() == "true":
                    found.update(dict.fromkeys(_GUID.findall(name.lower())[:1]))
            elif node.tag == f"{{{_LABELS}}}label" and node.get("removed", "0") in OFF_VALUES:
                found.update(dict.fromkeys(_GUID.findall(node.get("id", "").lower())[:1]))
    return tuple(found)


def removed_links(parts: Iterable[TextPart]) -> tuple[str, ...]:
    """Return the addresses of the links that are removed from some parts: those that do not lead to the web."""
    found: list[str] = []
    for part in parts:
        rels = part.part.rels.values()
        found += (rel.target_ref for rel in rels if rel.is_external and rel.reltype.endswith("/hyperlink"))
        simple = [field.get(qn("w:instr"), "") for field in part.root.iter(qn("w:fldSimple"))]
        complex_ = [instruction for _, instruction, _ in _find_fields(part.root) or ()]
        found += (link[1] for link in map(_LINK.fullmatch, (*simple, *complex_)) if link)
    return tuple(dict.fromkeys(address for address in found if not sanitize_url(address)))


def removed_content(word: WordDocument, parts: Iterable[TextPart]) -> tuple[str, ...]:
    """Return the names of what is removed because it embeds or fetches something.

    These are fields, embedded objects and controls of some parts, and the addresses of linked files, also of the document's settings.
    """
    found: list[str] = []
    holders = [rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith("/settings")]
    for part in parts:
        simple = [field.get(qn("w:instr"), "") for field in part.root.iter(qn("w:fldSimple"))]
        complex_ = [instruction for _, instruction, _ in _find_fields(part.root) or ()]
        names = (_field_name(one) for one in (*simple, *complex_) if not _is_kept(one))
        found += (name for name in names if name and name not in {*_PLAIN_FIELDS, *_FILLED_FIELDS})
        found += (node.get("ProgID", "OLE") for node in part.root.iter(_OLE_OBJECT))
        found += (node.get(qn("w:name"), "ActiveX") for node in part.root.iter(qn("w:control")))
        holders.append(part.part)
    for holder in holders:
        rels = (rel for rel in holder.rels.values() if rel.is_external)
        found += (rel.target_ref for rel in rels if not rel.reltype.endswith("/hyperlink"))
    return tuple(dict.fromkeys(found))


def strip_content(word: WordDocument, values: dict[str, Content]) -> None:
    """Remove old content from body, headers and footers; fields of title and date are filled."""
    for part in list(text_parts(word)):
        if part.kind in {"footnotes", "endnotes"}:
            continue
        _strip_fields(part.root, values)
        _strip_simple_fields(part.root, values)
        for node in list(part.root.iter(*_REMOVED_MARKS)):
            remove_element(node)
        for link in list(part.root.iter(qn("w:hyperlink"))):
            if link.get(qn("r:id")) is None:
                unwrap_element(link)
        for about in part.root.iter(qn("w:sdtPr")):
            for name in ("w:dataBinding", "w:placeholder", "w:id", "w:showingPlcHdr"):
                for child in about.findall(qn(name)):
                    about.remove(child)


def _strip_simple_fields(root: Node, values: dict[str, Content]) -> None:
    for field in list(root.iter(qn("w:fldSimple"))):
        instruction = field.get(qn("w:instr"), "")
        name = _field_name(instruction)
        field.attrib.pop(qn("w:dirty"), None)
        if _is_kept(instruction):
            continue
        if name in _FILLED_FIELDS:
            _set_result(list(field.iter(RUN)), values.get(_FILLED_FIELDS[name], ()))
            unwrap_element(field)
        elif name in _PLAIN_FIELDS:
            unwrap_element(field)
        else:
            remove_element(field)


def _strip_fields(root: Node, values: dict[str, Content]) -> None:
    """Keep page fields, replace harmless fields by their results, and remove all others."""
    body = root.find(qn("w:body"))
    scope = root if body is None else body
    fields = _find_fields(scope)
    if fields is None:
        for node in list(scope.iter(qn("w:fldChar"), qn("w:instrText"))):
            remove_element(node)
    for field in fields or ():
        _strip_field(field, values)


def _strip_field(field: _Field, values: dict[str, Content]) -> None:
    marks, instruction, result = field
    name = _field_name(instruction)
    for mark in marks:
        mark.attrib.pop(qn("w:dirty"), None)
    if _is_kept(instruction):
        return
    if name in _FILLED_FIELDS:
        _set_result(result, values.get(_FILLED_FIELDS[name], ()))
    elif name not in _PLAIN_FIELDS:
        for run in result:
            remove_element(run)
    for mark in marks:
        remove_element(mark)


def _find_fields(scope: Node) -> list[_Field] | None:
    """Return the marks, instruction and result runs of each field; None if the marks do not match.

    Ordinary text before the result is part of the instruction: Word reads it so.
    """
    found: list[_Field] = []
    open_: list[_OpenField] = []
    for node in scope.iter(qn("w:fldChar"), qn("w:instrText"), RUN, T):
        if node.tag in {RUN, T}:
            _add_text(node, open_)
            continue
        kind = node.get(qn("w:fldCharType"), "")
        if kind == "begin":
            open_.append(([node], [], [], []))
        elif not open_:
            return None
        elif node.tag == qn("w:instrText"):
            open_[-1][0].append(node)
            open_[-1][1].append(node.text or "")
        elif kind == "separate" and open_[-1][3]:
            return None
        elif kind == "separate":
            open_[-1][0].append(node)
            open_[-1][3].append(True)
        else:
            marks, instruction, result, _ = open_.pop()
            found.append(([*marks, node], "".join(instruction), result))
    return None if open_ else found


def _add_text(node: Node, open_: list[_OpenField]) -> None:
    """Add a run to the results of the open fields that it is in, or a text to their instructions."""
    for marks, instruction, result, separated in open_:
        if node.tag == T and not separated:
            marks.append(node)
            instruction.append(node.text or "")
        elif (
            node.tag == RUN
            and separated
            and next(node.iter(qn("w:fldChar"), qn("w:instrText")), None) is None
        ):
            result.append(node)


def _is_kept(instruction: str) -> bool:
    """Return whether a field stays: one of pages or sections, or a link to the web."""
    link = _LINK.fullmatch(instruction)
    return bool(sanitize_url(link[1])) if link else _field_name(instruction) in _KEPT_FIELDS


def _field_name(instruction: str) -> str:
    match = _INSTRUCTION.match(instruction)
    name = match[1].upper() if match else ""
    return "TITLE" if name == "DOCPROPERTY" and "title" in instruction.lower() else name


def _set_result(runs: list[Node], value: Content) -> None:
    """Put a value into the first run of a result and remove the other runs."""
    for index, run in enumerate(runs):
        if index:
            remove_element(run)
            continue
        for child in list(run):
            if child.tag != qn("w:rPr"):
                run.remove(child)
        text = make("w:t", {"xml:space": "preserve"})
        text.text = "".join(inline.text for inline in value if isinstance(inline, Run))
        run.append(text)


def remove_unused_relationships(holder: Part, roots: list[Node]) -> None:
    """Remove a part's relationships that its trees no longer use."""
    used = {
        value
        for root in roots
        for node in root.iter()
        for key, value in node.attrib.items()
        if str(key).startswith(f"{{{R}}}")
        or (str(node.tag).startswith(f"{{{VML}}}") and str(key).endswith("}relid"))
    }
    for name in list(holder.rels):
        kind = holder.rels[name].reltype.rpartition("/")[2]
        if name not in used and kind not in IMPLICIT_RELATIONSHIPS:
            del holder.rels[name]


def remove_empty_runs(root: Node) -> None:
    """Remove runs without content."""
    for run in list(root.iter(RUN)):
        if all(child.tag == qn("w:rPr") for child in run):
            remove_element(run)
