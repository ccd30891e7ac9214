"""Write pages, structure, fonts and metadata as a file that conforms to PDF/UA-1 and PDF/A-2a.

The sRGB profile is built from the numbers of its standard, so that every export contains the same bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from briefbuilder.domain.document import Document
from briefbuilder.domain.marking import LABEL_PROPERTY
from briefbuilder.export.identity import EXPORT_ID
from briefbuilder.export.pdf.font_embedding import UsedFace, embed_font
from briefbuilder.export.pdf.objects import ImageData, Objects, deflate
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.structure import (
    ROLE_MAP,
    Annotation,
    MarkedContent,
    OutlineEntry,
    StructElem,
    level_headings,
    prune,
    write_outline,
)
from briefbuilder.export.pdf.syntax import format_byte_string, format_numbers, format_text_string

# ICC profile

_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""The primaries of IEC 61966-2-1, adapted to D50 with the Bradford matrix."""
_CURVE_POINTS = 1024


def build_srgb_profile() -> bytes:
    """Return an ICC profile, version 2.1, of the colour space of IEC 61966-2-1."""
    tags = {
        b"desc": _icc_description("sRGB IEC61966-2.1"),
        b"cprt": b"text\0\0\0\0No copyright\0",
        b"wtpt": _icc_xyz(_D50),
        **{name: _icc_xyz(value) for name, value in _PRIMARIES.items()},
    }
    points = [_to_linear(step / (_CURVE_POINTS - 1)) for step in range(_CURVE_POINTS)]
    values = [round(point * 65535) for point in points]
    curve = b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *values)
    offset = 128 + 4 + 12 * (len(tags) + 3)
    table, body = b"", b""
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", offset + len(body), len(data))
        body += padded
    for name in (b"rTRC", b"gTRC", b"bTRC"):
        table += name + struct.pack(">II", offset + len(body), len(curve))
    body += curve + bytes(-len(curve) % 4)
    content = struct.pack(">I", len(tags) + 3) + table + body
    return _icc_header(128 + len(content)) + content


def _icc_header(size: int) -> bytes:
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    header = struct.pack(">I4sI4s4s4s", size, b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += date + b"acsp" + bytes(4 + 4 + 4 + 4 + 8 + 4)
    header += b"".join(_icc_fixed(value) for value in _D50)
    return header.ljust(128, b"\0")


def _icc_fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _icc_xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_icc_fixed, values))


def _icc_description(text: str) -> bytes:
    words = text.encode("ascii") + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(words)) + words + bytes(4 + 4 + 2 + 1 + 67)


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


# Metadata

_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is kept</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>{more}</rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""PDF/A requires a description of every schema that it does not define (ISO 19005-2, 6.6.2.3)."""


def build_xmp_packet(document: Document) -> bytes:
    """Return the XMP packet of a document, in UTF-8."""
    moment = document.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    title = _xml_text(document.title)
    parts = [
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n',
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"',
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"',
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n',
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\n',
        f"<dc:language><rdf:Bag><rdf:li>{_xml_text(document.language)}</rdf:li></rdf:Bag></dc:language>\n",
        *_optional_xmp(document),
        f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>\n",
        "</rdf:Description>\n",
        _label_xmp(document),
        _UA_SCHEMA.format(more=_label_schema(document)),
        '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>',
    ]
    return "".join(parts).encode()


def build_info_dictionary(document: Document) -> str:
    """Return the information dictionary; it omits the same empty entries as the XMP packet."""
    moment = document.created.strftime("D:%Y%m%d%H%M%SZ")
    entries = [f"/Title{format_text_string(_single_line(document.title))}"]
    if document.subject:
        entries.append(f"/Subject{format_text_string(_single_line(document.subject))}")
    if document.keywords:
        entries.append(f"/Keywords{format_text_string(_single_line(', '.join(document.keywords)))}")
    entries.append(f"/CreationDate({moment})/ModDate({moment})")
    entries += [f"/{name}{format_text_string(value)}" for name, value in _labels(document).items()]
    return f"<<{''.join(entries)}>>"


_LABEL_SPACE = "http://ns.adobe.com/pdfx/1.3/"


def _labels(document: Document) -> dict[str, str]:
    """Return the properties of the sensitivity label."""
    return {name: value for name, value in document.properties.items() if name.startswith(LABEL_PROPERTY)}


def _label_xmp(document: Document) -> str:
    """Return the sensitivity label as Acrobat and Microsoft's clients write it."""
    entries = "".join(
        f"<pdfx:{name}>{_xml_text(value)}</pdfx:{name}>" for name, value in _labels(document).items()
    )
    if not entries:
        return ""
    return f'<rdf:Description rdf:about="" xmlns:pdfx="{_LABEL_SPACE}">{entries}</rdf:Description>\n'


def _label_schema(document: Document) -> str:
    properties = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        "<pdfaProperty:description>A property of the sensitivity label</pdfaProperty:description></rdf:li>"
        for name in _labels(document)
    )
    if not properties:
        return ""
    return (
        '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Custom document properties</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{_LABEL_SPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )


def _optional_xmp(document: Document) -> list[str]:
    entries = []
    if document.subject:
        words = _xml_text(document.subject)
        entries.append(
            f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:description>\n'
        )
    if identifier := document.properties.get(EXPORT_ID):
        entries.append(f"<dc:identifier>{_xml_text(identifier)}</dc:identifier>\n")
    if document.keywords:
        items = "".join(f"<rdf:li>{_xml_text(word)}</rdf:li>" for word in document.keywords)
        entries.append(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>\n")
        entries.append(f"<pdf:Keywords>{_xml_text(', '.join(document.keywords))}</pdf:Keywords>\n")
    return entries


def _xml_text(text: str) -> str:
    return escape(_single_line(text), quote=False)


def _single_line(text: str) -> str:
    """Remove characters that XML does not allow and collapse white space."""
    printable = "".join(character for character in text if character.isprintable() or character.isspace())
    return " ".join(printable.split())


_PRINT_FLAG = 4
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""
_URI_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"
"""Characters of an address that are not escaped, besides letters and digits (RFC 3986)."""


@dataclass(slots=True, eq=False, repr=False)
class PdfParts:
    """The contents of a file. `places` maps anchors to a page index and a height in points.

    `pack` compresses page content like `deflate`.
    """

    document: Document
    pages: list[PdfPage]
    root: StructElem
    faces: list[UsedFace]
    images: Mapping[str, ImageData]
    outline: list[OutlineEntry]
    places: Mapping[str, tuple[int, float]]
    pack: Callable[[bytes], bytes] = deflate


@dataclass(slots=True, eq=False, repr=False)
class _FileWriter:
    parts: PdfParts
    objects: Objects = field(default_factory=Objects)
    page_refs: list[tuple[str, int]] = field(default_factory=list)
    elements: dict[int, tuple[str, int]] = field(default_factory=dict)
    annotations: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    identifiers: list[tuple[str, str]] = field(default_factory=list)

    def destination(self, anchor: str) -> str | None:
        """Return the destination of an anchor, or None if nothing of that name was drawn."""
        if anchor not in self.parts.places:
            return None
        page, top = self.parts.places[anchor]
        height = min(top + 4, self.parts.pages[page].height)
        return f"[{self.page_refs[page][0]}/XYZ {format_numbers(0, height)} null]"


def write_pdf(parts: PdfParts) -> bytes:
    """Return the bytes of the file."""
    writer = _FileWriter(parts)
    objects = writer.objects
    writer.page_refs = [objects.reserve() for _ in parts.pages]
    structure = _write_structure(writer)
    _write_pages(writer, _write_resources(writer))
    profile = objects.stream("/N 3/Alternate/DeviceRGB", build_srgb_profile())
    intent = (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile}>>"
    )
    packet = objects.stream("/Type/Metadata/Subtype/XML", build_xmp_packet(parts.document), compress=False)
    outline = write_outline(parts.outline, objects, writer.destination)
    catalog = [
        ("Metadata", packet),
        ("OutputIntents", f"[{objects.add(intent)}]"),
        ("StructTreeRoot", structure),
        ("MarkInfo", "<</Marked true>>"),
        ("ViewerPreferences", "<</DisplayDocTitle true>>"),
        ("Lang", format_text_string(parts.document.language)),
    ]
    if outline:
        catalog += [("Outlines", outline), ("PageMode", "/UseOutlines")]
    return objects.save(catalog, build_info_dictionary(parts.document))


def _write_resources(writer: _FileWriter) -> tuple[str, dict[str, str]]:
    fonts = "".join(f"/{used.name} {embed_font(used, writer.objects)}" for used in writer.parts.faces)
    images = {name: image.write(writer.objects) for name, image in writer.parts.images.items()}
    return writer.objects.add(f"<<{fonts}>>"), images


def _write_pages(writer: _FileWriter, resources: tuple[str, dict[str, str]]) -> None:
    fonts, images = resources
    for page, (_, index) in zip(writer.parts.pages, writer.page_refs, strict=True):
        page.end()
        operators = "\n".join(page.operators).encode("latin-1")
        # The file must not be held twice.
        page.operators.clear()
        content = writer.objects.stream("", operators, pack=writer.parts.pack)
        images_used = "".join(f"/{name} {images[name]}" for name in sorted(page.images))
        extras = f"/XObject<<{images_used}>>" if images_used else ""
        extras += "/ExtGState<</Pale<</ca 0.09>>>>" if page.has_transparency else ""
        entries = [
            f"/MediaBox[{format_numbers(0, 0, page.width, page.height)}]",
            f"/Resources<</Font {fonts}{extras}>>/Contents {content}",
            f"/StructParents {page.index}/Tabs/S",
        ]
        if page.has_transparency:
            entries.append("/Group<</S/Transparency/CS/DeviceRGB>>")
        if page.annotations:
            refs = " ".join(writer.annotations[id(annotation)][0] for annotation in page.annotations)
            entries.append(f"/Annots[{refs}]")
        writer.objects.add_page(index, "".join(entries))


def _write_structure(writer: _FileWriter) -> str:
    root = writer.parts.root
    prune(root)
    level_headings(root)
    _reserve_objects(writer, root)
    tree, tree_index = writer.objects.reserve()
    _write_elements(writer, root, tree)
    for page in writer.parts.pages:
        for annotation in page.annotations:
            _write_annotation(writer, annotation)
    roles = "".join(f"/{own}/{standard}" for own, standard in sorted(ROLE_MAP.items()))
    entries = [f"<</Type/StructTreeRoot/K {writer.elements[id(root)][0]}/RoleMap<<{roles}>>"]
    next_key = len(writer.parts.pages) + len(writer.annotations)
    entries.append(f"/ParentTree {_write_parent_tree(writer)}/ParentTreeNextKey {next_key}")
    if writer.identifiers:
        names = " ".join(f"{name} {reference}" for name, reference in sorted(writer.identifiers))
        first, last = min(writer.identifiers)[0], max(writer.identifiers)[0]
        leaf = writer.objects.add(f"<</Limits[{first} {last}]/Names[{names}]>>")
        entries.append(f"/IDTree<</Kids[{leaf}]>>")
    writer.objects.fill(tree_index, "".join(entries) + ">>")
    return tree


def _reserve_objects(writer: _FileWriter, root: StructElem) -> None:
    """Reserve an object for each element and annotation before writing any, since they refer to each other."""
    pending = [root]
    while pending:
        element = pending.pop()
        writer.elements[id(element)] = writer.objects.reserve()
        for kid in element.kids:
            if isinstance(kid, Annotation):
                key = len(writer.parts.pages) + len(writer.annotations)
                writer.annotations[id(kid)] = (*writer.objects.reserve(), key)
        pending.extend(kid for kid in reversed(element.kids) if isinstance(kid, StructElem))


def _write_elements(writer: _FileWriter, root: StructElem, tree: str) -> None:
    pending = [(root, tree)]
    while pending:
        element, parent = pending.pop()
        reference, index = writer.elements[id(element)]
        kids = [_kid_entry(writer, kid) for kid in element.kids]
        body = f"<</Type/StructElem{element.entries()}/P {parent}/K[{' '.join(kids)}]>>"
        writer.objects.fill(index, body)
        if element.identifier:
            writer.identifiers.append((format_text_string(element.identifier), reference))
        pending.extend((kid, reference) for kid in element.kids if isinstance(kid, StructElem))


def _kid_entry(writer: _FileWriter, kid: StructElem | MarkedContent | Annotation) -> str:
    if isinstance(kid, StructElem):
        return writer.elements[id(kid)][0]
    page = writer.page_refs[kid.page][0]
    if isinstance(kid, MarkedContent):
        return f"<</Type/MCR/Pg {page}/MCID {kid.mcid}>>"
    return f"<</Type/OBJR/Pg {page}/Obj {writer.annotations[id(kid)][0]}>>"


def _write_annotation(writer: _FileWriter, annotation: Annotation) -> None:
    _, index, key = writer.annotations[id(annotation)]
    lefts, bottoms, rights, tops = zip(*annotation.rectangles, strict=True)
    bounds = format_numbers(min(lefts), min(bottoms), max(rights), max(tops))
    quads = " ".join(map(_quad_points, annotation.rectangles))
    if annotation.uri is not None:
        uri = quote(annotation.uri, safe=_URI_CHARACTERS).encode("ascii")
        action = f"/A<</S/URI/URI {format_byte_string(uri)}>>"
    else:
        # A link whose target was not drawn leads to its own page, since every link needs a destination.
        here = f"[{writer.page_refs[annotation.page][0]}/Fit]"
        action = f"/Dest{writer.destination(annotation.target or '') or here}"
    text = " ".join(annotation.words.split()) or annotation.uri or annotation.target or ""
    writer.objects.fill(
        index,
        f"<</Type/Annot/Subtype/Link/Rect[{bounds}]/QuadPoints[{quads}]"
        f"/Border[0 0 0]/F {_PRINT_FLAG}/StructParent {key}/Contents{format_text_string(text)}{action}>>",
    )


def _quad_points(area: tuple[float, float, float, float]) -> str:
    left, bottom, right, top = area
    return format_numbers(left, bottom, right, bottom, right, top, left, top)


def _write_parent_tree(writer: _FileWriter) -> str:
    entries = []
    for page in writer.parts.pages:
        owners = " ".join(writer.elements[id(owner)][0] for owner in page.owners)
        entries.append(f"{page.index} {writer.objects.add(f'[{owners}]')}")
    owners_by_key = {
        writer.annotations[id(annotation)][2]: writer.elements[id(annotation.element)][0]
        for page in writer.parts.pages
        for annotation in page.annotations
    }
    entries += [f"{key} {owner}" for key, owner in sorted(owners_by_key.items())]
    return writer.objects.add(f"<</Nums[{' '.join(entries)}]>>")
