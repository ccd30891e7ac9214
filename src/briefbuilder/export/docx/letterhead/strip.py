"""What of a house document does not go out: former notes, bookmarks, fields that tell of people, links to files.

The general scrub takes names, comments, revisions and embedded things; here goes what only a document
that is written into has, so that nothing in it refers to what is gone.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from lxml import etree

from briefbuilder.domain.document import Content, DocumentPicture, Run
from briefbuilder.export.docx.letterhead.placeholders import text_parts
from briefbuilder.export.docx.ooxml import RUN, VML, Node, R, make, qn
from briefbuilder.export.docx.package import package_of, replace_parts
from briefbuilder.export.pictures import strip_metadata

# Pictures of a house document without what cameras and programs wrote into them.
#
# A letterhead's logo tells of its designer's machine as readily as a photograph does: drawings hold names of files,
# metafiles a title. What cannot be read cannot be cleaned, so an empty picture takes its place.

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}"
_TOLD = frozenset({"metadata", "title", "desc", "script", "foreignObject"})
_EMF, _EMF_SIGN = b"\x01\x00\x00\x00", b" EMF"
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
)
_BLANK = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c0200"
    "00000b49444154789c636060000000030001b8ad3a630000000049454e44ae426082"
)
"""A PNG of one pixel that shows nothing."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture that may go out, its media type, and the ending of its name."""

    data: bytes
    media_type: str
    suffix: str


def clean_pictures(word: WordDocument) -> None:
    """Clean every picture of a house document in place; one that cannot be read shows nothing."""
    package = package_of(word)
    names = {str(part.partname) for part in package.iter_parts()}
    replaced: dict[Part, Part] = {}
    for part in picture_parts(word):
        made = clean_picture(part.blob) or CleanPicture(_BLANK, "image/png", "png")
        name = part.partname
        stem, _, suffix = str(part.partname).rpartition(".")
        if suffix.lower() not in {made.suffix, "jpeg" if made.suffix == "jpg" else made.suffix}:
            fresh = f"{stem}.{made.suffix}"
            while fresh in names:
                stem += "x"
                fresh = f"{stem}.{made.suffix}"
            names.add(fresh)
            name = PackURI(fresh)
        replaced[part] = Part(name, made.media_type, made.data, package)
    replace_parts(package, replaced)


def picture_parts(word: WordDocument) -> Iterator[Part]:
    """Yield the parts that any part of a house document shows as a picture, or that are one, each once."""
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
    """Return a picture without what it tells of its maker, None where it cannot be read."""
    if data[:4] == _EMF and data[40:44] == _EMF_SIGN:
        return CleanPicture(_untitled(data), "image/x-emf", "emf")
    if data.startswith(_WMF):
        return CleanPicture(data, "image/x-wmf", "wmf")
    if b"<svg" in data[:4096] or f'"{_SVG}"'.encode() in data[:4096]:
        return _clean_svg(data)
    made = strip_metadata(DocumentPicture(media_type="", data=data))
    if made is None:
        return None
    return CleanPicture(made.data, "image/png" if made.suffix == "png" else "image/jpeg", made.suffix)


def _untitled(data: bytes) -> bytes:
    """Blank the names of program and drawing in the head of an enhanced metafile (MS-EMF, 2.2.9)."""
    count, start = struct.unpack_from("<II", data, 60)
    end = start + 2 * count
    return data[:start] + bytes(end - start) + data[end:] if 68 <= start <= end <= len(data) else data


def _clean_svg(data: bytes) -> CleanPicture | None:
    try:
        root = etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root.tag not in {f"{{{_SVG}}}svg", "svg"}:
        return None
    for node in list(root.iter(etree.Element)):
        name = etree.QName(node)
        if name.namespace not in {_SVG, None} or name.localname in _TOLD:
            if (parent := node.getparent()) is not None:
                parent.remove(node)
            continue
        for key, value in list(node.attrib.items()):
            outside = str(key) in {"href", f"{_XLINK}href"} and not value.startswith(("#", "data:"))
            if outside or (str(key).startswith("{") and not str(key).startswith(_XLINK)):
                del node.attrib[key]
    etree.cleanup_namespaces(root)
    return CleanPicture(etree.tostring(root), "image/svg+xml", "svg")


_KEPT_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "STYLEREF", "HYPERLINK"})
_PLAIN_FIELDS = frozenset({"REF", "PAGEREF", "NOTEREF", "SYMBOL", "QUOTE", "SEQ", "FORMTEXT", "FORMCHECKBOX"})
"""Fields whose words stay although nothing counts them any more."""
_FILLED_FIELDS = {
    "TITLE": "title",
    "DATE": "date",
    "TIME": "date",
    "SAVEDATE": "date",
    "CREATEDATE": "date",
    "PRINTDATE": "date",
}
_LINKS = frozenset({"hyperlink"})
_MARKS = tuple(
    map(
        qn,
        (
            "w:bookmarkStart", "w:bookmarkEnd", "w:footnoteReference", "w:endnoteReference", "w:footnoteRef",
            "w:endnoteRef", "w:annotationRef", "w:lastRenderedPageBreak", "w:proofErr", "w:subDoc", "w:altChunk",
        ),
    )
)  # fmt: skip
_DRAWN = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)")


def strip_content(word: WordDocument, values: dict[str, Content]) -> None:
    """Take out of body, headers and footers what must not go out; fields of title and date are filled."""
    for story in list(text_parts(word)):
        if story.kind in {"footnotes", "endnotes"}:
            continue
        _drop_linked_pictures(story.part)
        _clear_fields(story.root, values)
        _clear_simple_fields(story.root, values)
        for node in list(story.root.iter(*_MARKS)):
            _remove(node)
        for link in list(story.root.iter(qn("w:hyperlink"))):
            if link.get(qn("r:id")) is None:
                _lift(link)
        for about in story.root.iter(qn("w:sdtPr")):
            for name in ("w:dataBinding", "w:placeholder", "w:id", "w:showingPlcHdr"):
                for child in about.findall(qn(name)):
                    about.remove(child)


def _drop_linked_pictures(part: XmlPart) -> None:
    """Take out pictures and objects that lie outside the file: to show them Word would fetch them."""
    for name, rel in list(part.rels.items()):
        if not rel.is_external or rel.reltype.rpartition("/")[2] in _LINKS:
            continue
        for node in list(part.element.iter()):
            if any(key.startswith(f"{{{R}}}") and value == name for key, value in node.attrib.items()):
                holder = next((one for one in node.iterancestors() if one.tag in _DRAWN), node)
                _remove(holder)
        del part.rels[name]


def _clear_simple_fields(root: Node, values: dict[str, Content]) -> None:
    for field in list(root.iter(qn("w:fldSimple"))):
        name = _name(field.get(qn("w:instr"), ""))
        field.attrib.pop(qn("w:dirty"), None)
        if name in _KEPT_FIELDS:
            continue
        if name in _FILLED_FIELDS:
            _say(list(field.iter(RUN)), values.get(_FILLED_FIELDS[name], ()))
            _lift(field)
        elif name in _PLAIN_FIELDS:
            _lift(field)
        else:
            _remove(field)


def _clear_fields(root: Node, values: dict[str, Content]) -> None:
    """Keep fields that count pages; leave the words of harmless ones; take out what tells of its writer."""
    body = root.find(qn("w:body"))
    scope = root if body is None else body
    fields = _fields(scope)
    if fields is None:
        for node in list(scope.iter(qn("w:fldChar"), qn("w:instrText"))):
            _remove(node)
    for field in fields or ():
        _clear_field(field, values)


def _clear_field(field: _Field, values: dict[str, Content]) -> None:
    marks, instruction, result = field
    name = _name(instruction)
    for mark in marks:
        mark.attrib.pop(qn("w:dirty"), None)
    if name in _KEPT_FIELDS and not (name == "HYPERLINK" and "\\l" in instruction):
        return
    if name in _FILLED_FIELDS:
        _say(result, values.get(_FILLED_FIELDS[name], ()))
    elif name not in _PLAIN_FIELDS and name != "HYPERLINK":
        for run in result:
            _remove(run)
    for mark in marks:
        _remove(mark)


_Field = tuple[list[Node], str, list[Node]]


def _fields(scope: Node) -> list[_Field] | None:
    """Return each field's marks, instruction and runs of its result; None where they do not match."""
    found: list[_Field] = []
    open_: list[tuple[list[Node], list[str], list[Node], list[bool]]] = []
    for node in scope.iter(qn("w:fldChar"), qn("w:instrText"), RUN):
        if node.tag == RUN:
            for _, _, result, separated in open_:
                if separated and next(node.iter(qn("w:fldChar"), qn("w:instrText")), None) is None:
                    result.append(node)
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


def _name(instruction: str) -> str:
    match = _INSTRUCTION.match(instruction)
    name = match[1].upper() if match else ""
    return "TITLE" if name == "DOCPROPERTY" and "title" in instruction.lower() else name


def _say(runs: list[Node], value: Content) -> None:
    """Let the first run of a result say a value; the others go."""
    for place, run in enumerate(runs):
        if place:
            _remove(run)
            continue
        for child in list(run):
            if child.tag != qn("w:rPr"):
                run.remove(child)
        text = make("w:t", {"xml:space": "preserve"})
        text.text = "".join(inline.text for inline in value if isinstance(inline, Run))
        run.append(text)


def _lift(node: Node) -> None:
    parent = node.getparent()
    if parent is None:
        return
    place = parent.index(node)
    for offset, child in enumerate(list(node)):
        parent.insert(place + offset, child)
    parent.remove(node)


def _remove(node: Node) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def remove_unused_relationships(holder: Part, roots: list[Node]) -> None:
    """Drop a part's relationships that its trees no longer use; what only they lead to goes with them."""
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


IMPLICIT_RELATIONSHIPS = frozenset({
    "styles", "settings", "numbering", "fontTable", "theme", "footnotes", "endnotes", "customXml", "customXmlProps",
    "font",
})  # fmt: skip
"""Relationships that no element names."""


def remove_empty_runs(root: Node) -> None:
    """Take out runs that hold nothing any more."""
    for run in list(root.iter(RUN)):
        if all(child.tag == qn("w:rPr") for child in run):
            _remove(run)
