"""Writes a drawing as SVG, for formats that show pictures of it."""

from __future__ import annotations

from typing import assert_never

from lxml import etree
from lxml.etree import _Element as Node

from briefbuilder.domain.document import Content, Run
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.export.characters import clean_text
from briefbuilder.export.drawings.shapes import Dot, Drawing, DrawnLines, Rectangle, Segment, Shape
from briefbuilder.export.measures import BASELINE
from briefbuilder.locales.numbers import NO_BREAK
from briefbuilder.system.fonts import font_class

SVG = "http://www.w3.org/2000/svg"
_ANCHORS = {"left": ("start", 0.0), "centre": ("middle", 0.5), "right": ("end", 1.0)}
_RIGHT_TO_LEFT, _END = "\u202b", "\u202c"
_GENERIC = {"sans": "sans-serif", "serif": "serif", "mono": "monospace"}


def svg_element(drawing: Drawing, *, namespace: str = "") -> Node:
    """Return a drawing as an element; pages of HTML have no `namespace`, files have that of SVG."""
    root = etree.Element(_name("svg", namespace), nsmap={None: namespace} if namespace else None)
    root.set("viewBox", f"0 0 {_number(drawing.width)} {_number(drawing.height)}")
    for shape in drawing.shapes:
        _add_shape(root, shape, namespace)
    return root


def svg_file(drawing: Drawing) -> bytes:
    """Return a drawing as a file."""
    root = svg_element(drawing, namespace=SVG)
    root.set("width", f"{_number(drawing.width)}pt")
    root.set("height", f"{_number(drawing.height)}pt")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _name(tag: str, namespace: str) -> str:
    return f"{{{namespace}}}{tag}" if namespace else tag


def _number(length: float) -> str:
    return f"{length:.2f}".rstrip("0").rstrip(".")


def _add(parent: Node, tag: str, namespace: str, **attributes: str | float) -> Node:
    node = etree.SubElement(parent, _name(tag, namespace))
    for name, value in attributes.items():
        text = value if isinstance(value, str) else _number(value)
        node.set(name.replace("_", "-"), text)
    return node


def _add_shape(root: Node, shape: Shape, namespace: str) -> None:
    match shape:
        case Rectangle():
            node = _add(
                root, "rect", namespace,
                x=shape.left, y=shape.top, width=shape.width, height=shape.height, fill=shape.fill,
            )  # fmt: skip
            if shape.stroke:
                node.set("stroke", shape.stroke)
                node.set("stroke-width", "0.4")
        case Segment():
            (x, y), (to_x, to_y) = shape.start, shape.end
            _add(
                root, "line", namespace,
                x1=x, y1=y, x2=to_x, y2=to_y, stroke=shape.colour, stroke_width=shape.thickness,
            )  # fmt: skip
        case Dot():
            _add(root, "circle", namespace, cx=shape.x, cy=shape.y, r=shape.radius, fill=shape.fill)
        case DrawnLines():
            _add_lines(root, shape, namespace)
        case _:
            assert_never(shape)


def _add_lines(root: Node, text: DrawnLines, namespace: str) -> None:
    style = text.style
    anchor, side = _ANCHORS[text.align]
    family = f"{style.font}, {_GENERIC.get(font_class(style.font), 'sans-serif')}"
    for index, line in enumerate(text.lines):
        middle = (index + 0.5) * style.leading + style.size * BASELINE
        node = _add(
            root, "text", namespace,
            font_family=family, font_size=style.size, fill=style.colour, text_anchor=anchor,
        )  # fmt: skip
        if text.turned:
            x, y = text.left + middle, text.top + text.turned * (1 - side)
            node.set("transform", f"translate({_number(x)} {_number(y)}) rotate(-90)")
        else:
            node.set("x", _number(text.left + text.width * side))
            node.set("y", _number(text.top + middle))
        node.set("{http://www.w3.org/XML/1998/namespace}lang" if namespace else "lang", text.language)
        _add_runs(node, line, namespace, rtl=is_right_to_left(text.language))


def _add_runs(node: Node, line: Content, namespace: str, *, rtl: bool) -> None:
    """Add the runs of a line.

    LibreOffice does not know the direction of texts in SVG and draws their parts from left to right: lines of the other
    direction have their parts in that order, and each part its direction by characters.
    """
    runs = [run for run in line if isinstance(run, Run)]
    for run in reversed(runs) if rtl else runs:
        span = _add(node, "tspan", namespace)
        words = clean_text(run.text)
        if rtl and words.endswith(" "):
            words = f"{words[:-1]}{NO_BREAK}"
        span.text = f"{_RIGHT_TO_LEFT}{words}{_END}" if rtl else words
        if run.bold:
            span.set("font-weight", "bold")
