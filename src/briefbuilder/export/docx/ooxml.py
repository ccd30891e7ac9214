"""Makes WordprocessingML elements: names, units and the order of children."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from docx.oxml.parser import oxml_parser
from lxml import etree
from lxml.etree import _Element

from briefbuilder.export.characters import clean_text

Node = _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
VML = "urn:schemas-microsoft-com:vml"
OFFICE = "urn:schemas-microsoft-com:office:office"
WORD10 = "urn:schemas-microsoft-com:office:word"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
WPG = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
XML = "http://www.w3.org/XML/1998/namespace"

NAMESPACES = {
    "w": W, "r": R, "wp": WP, "a": A, "pic": PIC, "v": VML, "o": OFFICE, "w10": WORD10, "xml": XML,
    "mc": MC, "c": CHART, "wpg": WPG, "wps": WPS,
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}  # fmt: skip

PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    "sectPr", "pPrChange",
)  # fmt: skip
"""The order of a paragraph's properties (ECMA-376 part 1, CT_PPr)."""

_ENTITIES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;"))

OFF_VALUES = frozenset({"0", "false", "off"})
"""The values of `w:val` that turn a property off."""


@cache
def qn(name: str) -> str:
    """Return a prefixed name ("w:p") in lxml's form, "{namespace}p"."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if local else name


P, T, BR, TAB, RUN = qn("w:p"), qn("w:t"), qn("w:br"), qn("w:tab"), qn("w:r")
PPR, RPR, TBL, VAL = qn("w:pPr"), qn("w:rPr"), qn("w:tbl"), qn("w:val")
SPACE = qn("xml:space")


def make(name: str, attributes: dict[str, str] | None = None, *children: Node) -> Node:
    """Return an element with attributes and children; names are prefixed, values must be strings."""
    if attributes is None:
        element = oxml_parser.makeelement(qn(name), nsmap=_declared(name))
    else:
        element = oxml_parser.makeelement(qn(name), nsmap=_declared(name, *attributes))
        for key, value in attributes.items():
            element.set(qn(key), clean_text(value))
    element.extend(children)
    return element


@cache
def _declared(*names: str) -> dict[str, str]:
    """Return the namespaces of names by their usual prefixes, which old readers of shapes rely on."""
    prefixes = {name.partition(":")[0] for name in names if ":" in name} - {"xml"}
    return {prefix: NAMESPACES[prefix] for prefix in sorted(prefixes)}


def quote_attribute(value: str) -> str:
    """Return an attribute's value escaped and in quotation marks."""
    return f'"{escape_xml(value)}"'


def escape_xml(value: str) -> str:
    """Return text escaped for an XML element or attribute."""
    if not value.isalnum():
        for sign, entity in _ENTITIES:
            value = value.replace(sign, entity)
    return value


def val(name: str, value: str | int) -> Node:
    """Return an element with the attribute `w:val`."""
    return make(name, {"w:val": str(value)})


def sub(parent: Node, tag: str) -> Node:
    """Append an empty element whose tag is in lxml's form; faster than `make`."""
    return etree.SubElement(parent, tag)


def insert_ordered(parent: Node, order: tuple[str, ...], children: Iterable[Node]) -> Node:
    """Insert children into a parent in the order of the schema, each at most once; return the parent."""
    positions = _positions(order)
    for child in children:
        position = positions[str(child.tag)]
        before = [other for other in parent if positions.get(str(other.tag), 0) < position]
        parent.insert(len(before), child)
    return parent


@cache
def _positions(order: tuple[str, ...]) -> dict[str, int]:
    return {qn(f"w:{name}"): position for position, name in enumerate(order)}


def set_property(paragraph: Node, child: Node) -> None:
    """Set a property of a paragraph in the order of the schema, replacing one of the same name."""
    properties = paragraph.find(PPR)
    if properties is None:
        properties = make("w:pPr")
        paragraph.insert(0, properties)
    old = properties.find(str(child.tag))
    if old is not None:
        properties.remove(old)
    insert_ordered(properties, PARAGRAPH_ORDER, (child,))


def remove_spacing(paragraph: Node, side: str) -> None:
    """Remove the space of a paragraph at one side ("before", "after"); the other side is kept."""
    old = paragraph.find(f"{PPR}/{qn('w:spacing')}")
    kept = {} if old is None else dict(old.attrib)
    spacing = make("w:spacing", {f"w:{side}": twips(0)})
    for name, value in kept.items():
        if name not in spacing.attrib:
            spacing.set(name, value)
    set_property(paragraph, spacing)


def is_on(node: Node | None) -> bool:
    """Return whether a property that is on or off is there and on."""
    return node is not None and node.get(VAL, "1") not in OFF_VALUES


def remove_element(node: Node) -> None:
    """Remove an element from its parent, if it has one."""
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def unwrap_element(node: Node, content: Node | None = None) -> None:
    """Replace an element by its children, or by those of `content` inside it."""
    parent = node.getparent()
    if parent is not None:
        position = parent.index(node)
        parent[position:position] = list(node if content is None else content)
        parent.remove(node)


EMU_PER_POINT = 12700
"""English metric units in a point."""


def twips(points: float) -> str:
    """Return a length in twentieths of a point."""
    return str(round(points * 20))


def half_points(points: float) -> str:
    """Return a size of type in half points."""
    return str(round(points * 2))


def emu(points: float) -> str:
    """Return a length in English metric units."""
    return str(round(points * EMU_PER_POINT))


def hex_colour(value: str) -> str:
    """Return a colour "#rrggbb" as Word writes it."""
    return value.lstrip("#").upper()
