"""Pages, structure, fonts and bookmarks become a file that keeps PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from briefbuilder.domain.document import Document
from briefbuilder.export.pdf.embedding import embed
from briefbuilder.export.pdf.icc import srgb_profile
from briefbuilder.export.pdf.images import ImageData
from briefbuilder.export.pdf.ink import UsedFace
from briefbuilder.export.pdf.metadata import information, xmp_packet
from briefbuilder.export.pdf.objects import Objects, packed
from briefbuilder.export.pdf.outline import OutlineEntry, write_outline
from briefbuilder.export.pdf.page import Page
from briefbuilder.export.pdf.structure import ROLE_MAP, Annotation, Content, Element, level_headings, pruned
from briefbuilder.export.pdf.syntax import byte_string, number, text_string

_PRINT = 4
"""The flag of an annotation that is printed (ISO 32000-1, 12.5.3)."""
_ADDRESS_MARKS = "%/:=&?~#+!$,;'@()*[]"
"""Characters of an address that are not escaped; all others but letters and figures are (RFC 3986)."""


@dataclass(slots=True)
class Parts:
    """What a file is made of. `places` holds each anchor's page, from 0, and height in points.

    `pack` packs a page's operators as `packed` does.
    """

    document: Document
    pages: list[Page]
    root: Element
    faces: list[UsedFace]
    images: Mapping[str, ImageData]
    outline: list[OutlineEntry]
    places: Mapping[str, tuple[int, float]]
    pack: Callable[[bytes], bytes] = packed


@dataclass(slots=True)
class _Writer:
    parts: Parts
    objects: Objects = field(default_factory=Objects)
    page_refs: list[tuple[str, int]] = field(default_factory=list)
    elements: dict[int, tuple[str, int]] = field(default_factory=dict)
    annotations: dict[int, tuple[str, int, int]] = field(default_factory=dict)
    identifiers: list[tuple[str, str]] = field(default_factory=list)

    def destination(self, anchor: str) -> str | None:
        """Return the destination of an anchor, or None where nothing of that name was drawn."""
        place = self.parts.places.get(anchor)
        if place is None:
            return None
        page, top = place
        return f"[{self.page_refs[page][0]}/XYZ 0 {number(min(top + 4, self.parts.pages[page].height))} null]"


def write_file(parts: Parts) -> bytes:
    """Return the bytes of the file."""
    writer = _Writer(parts)
    objects = writer.objects
    writer.page_refs = [objects.reserve() for _ in parts.pages]
    structure = _structure(writer)
    _pages(writer, _resources(writer))
    profile = objects.stream("/N 3/Alternate/DeviceRGB", srgb_profile())
    intent = (
        "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
        f"/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile}>>"
    )
    packet = objects.stream("/Type/Metadata/Subtype/XML", xmp_packet(parts.document), compress=False)
    outline = write_outline(parts.outline, objects, writer.destination)
    catalog = [
        ("Metadata", packet),
        ("OutputIntents", f"[{objects.add(intent)}]"),
        ("StructTreeRoot", structure),
        ("MarkInfo", "<</Marked true>>"),
        ("ViewerPreferences", "<</DisplayDocTitle true>>"),
        ("Lang", text_string(parts.document.language)),
    ]
    if outline:
        catalog += [("Outlines", outline), ("PageMode", "/UseOutlines")]
    return objects.save(catalog, information(parts.document))


def _resources(writer: _Writer) -> tuple[str, dict[str, str]]:
    fonts = "".join(f"/{used.name} {embed(used, writer.objects)}" for used in writer.parts.faces)
    images = {name: image.write(writer.objects) for name, image in writer.parts.images.items()}
    return writer.objects.add(f"<<{fonts}>>"), images


def _pages(writer: _Writer, resources: tuple[str, dict[str, str]]) -> None:
    fonts, images = resources
    for page, (_, index) in zip(writer.parts.pages, writer.page_refs, strict=True):
        page.end()
        operators = "\n".join(page.operators).encode("latin-1")
        content = writer.objects.stream("", operators, pack=writer.parts.pack)
        shown = "".join(f"/{name} {images[name]}" for name in sorted(page.images))
        extras = f"/XObject<<{shown}>>" if shown else ""
        extras += "/ExtGState<</Pale<</ca 0.09>>>>" if page.alpha else ""
        entries = [
            f"/MediaBox[0 0 {number(page.width)} {number(page.height)}]",
            f"/Resources<</Font {fonts}{extras}>>/Contents {content}",
            f"/StructParents {page.index}/Tabs/S",
        ]
        if page.alpha:
            entries.append("/Group<</S/Transparency/CS/DeviceRGB>>")
        if page.annotations:
            refs = " ".join(writer.annotations[id(annotation)][0] for annotation in page.annotations)
            entries.append(f"/Annots[{refs}]")
        writer.objects.add_page(index, "".join(entries))


def _structure(writer: _Writer) -> str:
    root = writer.parts.root
    pruned(root)
    level_headings(root)
    _number(writer, root)
    tree, tree_index = writer.objects.reserve()
    _write_elements(writer, root, tree)
    for page in writer.parts.pages:
        for annotation in page.annotations:
            _write_annotation(writer, annotation)
    roles = "".join(f"/{own}/{standard}" for own, standard in sorted(ROLE_MAP.items()))
    entries = [f"<</Type/StructTreeRoot/K {writer.elements[id(root)][0]}/RoleMap<<{roles}>>"]
    entries.append(f"/ParentTree {_parent_tree(writer)}/ParentTreeNextKey {_next_key(writer)}")
    if writer.identifiers:
        names = " ".join(f"{name} {reference}" for name, reference in sorted(writer.identifiers))
        first, last = min(writer.identifiers)[0], max(writer.identifiers)[0]
        leaf = writer.objects.add(f"<</Limits[{first} {last}]/Names[{names}]>>")
        entries.append(f"/IDTree<</Kids[{leaf}]>>")
    writer.objects.fill(tree_index, "".join(entries) + ">>")
    return tree


def _next_key(writer: _Writer) -> int:
    return len(writer.parts.pages) + len(writer.annotations)


def _number(writer: _Writer, root: Element) -> None:
    """Give every element and annotation its object before any is written: they point at each other."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        writer.elements[id(element)] = writer.objects.reserve()
        for kid in element.kids:
            if isinstance(kid, Annotation):
                key = len(writer.parts.pages) + len(writer.annotations)
                writer.annotations[id(kid)] = (*writer.objects.reserve(), key)
        waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Element))


def _write_elements(writer: _Writer, root: Element, tree: str) -> None:
    waiting = [(root, tree)]
    while waiting:
        element, parent = waiting.pop()
        reference, index = writer.elements[id(element)]
        kids = [_kid(writer, kid) for kid in element.kids]
        body = f"<</Type/StructElem{element.entries()}/P {parent}/K[{' '.join(kids)}]>>"
        writer.objects.fill(index, body)
        if element.identifier:
            writer.identifiers.append((text_string(element.identifier), reference))
        waiting.extend((kid, reference) for kid in element.kids if isinstance(kid, Element))


def _kid(writer: _Writer, kid: Element | Content | Annotation) -> str:
    if isinstance(kid, Element):
        return writer.elements[id(kid)][0]
    page = writer.page_refs[kid.page][0]
    if isinstance(kid, Content):
        return f"<</Type/MCR/Pg {page}/MCID {kid.mcid}>>"
    return f"<</Type/OBJR/Pg {page}/Obj {writer.annotations[id(kid)][0]}>>"


def _write_annotation(writer: _Writer, annotation: Annotation) -> None:
    _, index, key = writer.annotations[id(annotation)]
    areas = annotation.rectangles
    bounds = (
        min(area[0] for area in areas),
        min(area[1] for area in areas),
        max(area[2] for area in areas),
        max(area[3] for area in areas),
    )
    quads = " ".join(_quad(area) for area in areas)
    action = ""
    if annotation.uri is not None:
        action = f"/A<</S/URI/URI {byte_string(quote(annotation.uri, safe=_ADDRESS_MARKS).encode('ascii'))}>>"
    else:
        # A link to what was not drawn stays where it is: an annotation without a goal is a fault.
        here = f"[{writer.page_refs[annotation.page][0]}/Fit]"
        action = f"/Dest{writer.destination(annotation.target or '') or here}"
    words = text_string(" ".join(annotation.words.split()) or annotation.uri or annotation.target or "")
    writer.objects.fill(
        index,
        f"<</Type/Annot/Subtype/Link/Rect[{' '.join(map(number, bounds))}]/QuadPoints[{quads}]"
        f"/Border[0 0 0]/F {_PRINT}/StructParent {key}/Contents{words}{action}>>",
    )


def _quad(area: tuple[float, float, float, float]) -> str:
    left, bottom, right, top = map(number, area)
    return f"{left} {bottom} {right} {bottom} {right} {top} {left} {top}"


def _parent_tree(writer: _Writer) -> str:
    entries = []
    for page in writer.parts.pages:
        owners = " ".join(writer.elements[id(owner)][0] for owner in page.owners)
        entries.append(f"{page.index} {writer.objects.add(f'[{owners}]')}")
    owned = {key: annotation for annotation, key in _keys(writer)}
    entries += [f"{key} {writer.elements[id(owned[key].element)][0]}" for key in sorted(owned)]
    return writer.objects.add(f"<</Nums[{' '.join(entries)}]>>")


def _keys(writer: _Writer) -> list[tuple[Annotation, int]]:
    return [
        (annotation, writer.annotations[id(annotation)][2])
        for page in writer.parts.pages
        for annotation in page.annotations
    ]
