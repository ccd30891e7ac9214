"""Draws charts and timelines in the text of a Word file.

A chart is one of Word's own. A timeline is a group of shapes, which older programs see as shapes of VML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from briefbuilder.domain.document import Content, Document, DrawnChart, DrawnTimeline, Run, content_text
from briefbuilder.export.docx.charts import add_chart
from briefbuilder.export.docx.ooxml import (
    CHART,
    RPR,
    RUN,
    WPG,
    Node,
    emu,
    half_points,
    hex_colour,
    make,
    qn,
    twips,
    val,
)
from briefbuilder.export.docx.pictures import DocxPictures
from briefbuilder.export.docx.runs import ParagraphWriter
from briefbuilder.export.docx.styles import FIGURE_STYLE
from briefbuilder.export.drawings.charts import lay_out_chart
from briefbuilder.export.drawings.layout import alternative_text
from briefbuilder.export.drawings.shapes import Dot, Drawing, DrawnLines, Rectangle, Segment, Shape
from briefbuilder.export.drawings.text_fitting import WIDER, TextFitter
from briefbuilder.export.drawings.timelines import lay_out_timeline

_AFTER_SIZE = tuple(map(qn, ("w:u", "w:vertAlign", "w:rtl", "w:cs", "w:lang")))
"""Properties of runs that stand behind the size."""


@dataclass(slots=True, eq=False, repr=False)
class DocxDrawings:
    """Draws the charts and timelines of a document and numbers the charts."""

    document: Document
    writer: ParagraphWriter
    pictures: DocxPictures
    _fitter: TextFitter | None = None
    _charts: int = 0

    def paragraphs(self, drawn: DrawnChart | DrawnTimeline, width: float) -> Iterator[Node]:
        """Yield a paragraph for each piece of a drawing; `width` is that of the line in points."""
        runs = list(
            self.chart(drawn, width) if isinstance(drawn, DrawnChart) else self.timeline(drawn, width)
        )
        for number, run in enumerate(runs):
            below = twips(8.0) if number == len(runs) - 1 else "0"
            spacing = make("w:spacing", {"w:before": "0" if number else twips(4.0), "w:after": below})
            kept = (val("w:keepNext", 0), spacing)
            # LibreOffice moves the texts of a group of shapes in a paragraph that runs from right to left.
            yield self.writer.paragraph(
                "body", (), "en", style_id=FIGURE_STYLE.id, head=(run,), properties=kept
            )

    def chart(self, chart: DrawnChart, width: float) -> Iterator[Node]:
        """Yield a run for each piece of a chart; `width` is that of the line in points."""
        language = chart.language or self.document.language
        pieces = lay_out_chart(chart, self.document.styles, language, (width, self._height), self._measure())
        title = " ".join(content_text(chart.title).split())
        for number, piece in enumerate(pieces, 1):
            self._charts += 1
            part = self.writer.part
            package = self.pictures.package
            link = add_chart(part, package, piece, self._charts, self.document.styles, language)
            data = make("a:graphicData", {"uri": CHART}, make("c:chart", {"r:id": link}))
            words = alternative_text(chart, number, len(pieces))
            size = (piece.drawing.width, piece.drawing.height)
            inline = _inline(data, self.pictures.next_number(), f"Chart {self._charts}", words, title, size)
            yield make("w:r", None, make("w:drawing", None, inline))

    def timeline(self, timeline: DrawnTimeline, width: float) -> Iterator[Node]:
        """Yield a run for each piece of a timeline; `width` is that of the line in points."""
        language = timeline.language or self.document.language
        fitter = replace(self._measure(), factor=WIDER)
        area = (width, self._height)
        pieces = lay_out_timeline(timeline, self.document.styles, language, area, fitter)
        for number, piece in enumerate(pieces, 1):
            words = alternative_text(timeline, number, len(pieces))
            yield self._shapes(piece.drawing, words, language)

    @property
    def _height(self) -> float:
        page = self.document.page
        return page.height - page.top - page.bottom

    def _measure(self) -> TextFitter:
        if self._fitter is None:
            self._fitter = TextFitter.from_document(self.document)
        return self._fitter

    def _shapes(self, drawing: Drawing, words: str, language: str) -> Node:
        """Return the run of a drawing as a group of shapes."""
        number = self.pictures.next_number()
        name = f"Timeline {number}"
        size = {"cx": emu(drawing.width), "cy": emu(drawing.height)}
        origin = {"x": "0", "y": "0"}
        transform = make(
            "a:xfrm",
            None,
            make("a:off", origin),
            make("a:ext", size),
            make("a:chOff", origin),
            make("a:chExt", size),
        )
        group = make("wpg:wgp", None, make("wpg:cNvGrpSpPr"), make("wpg:grpSpPr", None, transform))
        old = make(
            "v:group",
            {
                "id": f"timeline{number}",
                "alt": words,
                "style": f"width:{drawing.width:.2f}pt;height:{drawing.height:.2f}pt;"
                "mso-position-horizontal-relative:char;mso-position-vertical-relative:line",
                "coordorigin": "0,0",
                "coordsize": f"{twips(drawing.width)},{twips(drawing.height)}",
            },
        )
        for index, shape in enumerate(drawing.shapes, 1):
            group.append(_new_shape(shape, number * 1000 + index, self._paragraph(language)))
            old.append(_old_shape(shape, self._paragraph(language)))
        old.append(make("w10:anchorlock"))
        data = make("a:graphicData", {"uri": WPG}, group)
        inline = _inline(data, number, name, words, "", (drawing.width, drawing.height))
        choice = make("mc:Choice", {"Requires": "wpg"}, make("w:drawing", None, inline))
        fallback = make("mc:Fallback", None, make("w:pict", None, old))
        return make("w:r", None, make("mc:AlternateContent", None, choice, fallback))

    def _paragraph(self, language: str) -> Callable[[DrawnLines], Node]:
        def write(text: DrawnLines) -> Node:
            spacing = {
                "w:before": "0",
                "w:after": "0",
                "w:line": twips(text.style.leading),
                "w:lineRule": "exact",
            }
            indent = make("w:ind", {"w:left": "0", "w:right": "0", "w:firstLine": "0"})
            properties = (make("w:spacing", spacing), indent, val("w:jc", "left"))
            node = self.writer.paragraph("table", _join(text.lines), language, properties=properties)
            turned = node.find(f".//{qn('w:bidi')}") is not None
            alignment = node.find(f".//{qn('w:jc')}")
            if alignment is not None:
                # In a paragraph from right to left, "left" is where lines begin.
                side = text.align if text.align == "centre" or not turned else _OTHER_SIDE[text.align]
                alignment.set(qn("w:val"), "center" if side == "centre" else side)
            for run in node.iter(RUN):
                _set_size(run, text.style.size)
            return node

        return write


_OTHER_SIDE = {"left": "right", "right": "left"}


def _join(lines: tuple[Content, ...]) -> Content:
    """Return lines as one content with line ends."""
    joined: list[Run] = []
    for index, line in enumerate(lines):
        joined += (run for run in line if isinstance(run, Run))
        if index < len(lines) - 1 and joined:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text}\n")
    return tuple(joined)


def _set_size(run: Node, size: float) -> None:
    properties = run.find(RPR)
    if properties is None:
        properties = make("w:rPr")
        run.insert(0, properties)
    behind = sum(child.tag in _AFTER_SIZE for child in properties)
    place = len(properties) - behind
    properties[place:place] = [val("w:sz", half_points(size)), val("w:szCs", half_points(size))]


def _inline(data: Node, number: int, name: str, words: str, title: str, size: tuple[float, float]) -> Node:
    extent = {"cx": emu(size[0]), "cy": emu(size[1])}
    properties = {"id": str(number), "name": name}
    properties |= {"descr": words} if words else {}
    properties |= {"title": title} if title else {}
    return make(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        make("wp:extent", extent),
        make("wp:docPr", properties),
        make("wp:cNvGraphicFramePr"),
        make("a:graphic", None, data),
    )


# Shapes of DrawingML

_WriteText = Callable[[DrawnLines], Node]


def _new_shape(shape: Shape, number: int, write: _WriteText) -> Node:
    match shape:
        case Rectangle():
            box = (shape.left, shape.top, shape.width, shape.height)
            return _wps(number, "rect", box, fill=shape.fill)
        case Dot():
            side = shape.radius * 2
            box = (shape.x - shape.radius, shape.y - shape.radius, side, side)
            return _wps(number, "ellipse", box, fill=shape.fill)
        case Segment():
            (x, y), (to_x, to_y) = shape.start, shape.end
            box = (min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y))
            flips = (to_x < x) != (to_y < y)
            return _wps(number, "line", box, line=(shape.colour, shape.thickness), flips=flips)
        case DrawnLines():
            box = (shape.left, shape.top, shape.width, shape.height)
            return _wps(number, "rect", box, text=write(shape))
        case _:
            assert_never(shape)


def _wps(
    number: int,
    form: str,
    box: tuple[float, float, float, float],
    *,
    fill: str = "",
    line: tuple[str, float] | None = None,
    flips: bool = False,
    text: Node | None = None,
) -> Node:
    left, top, width, height = box
    transform = make(
        "a:xfrm",
        {"flipV": "1"} if flips else {},
        make("a:off", {"x": emu(left), "y": emu(top)}),
        make("a:ext", {"cx": emu(width), "cy": emu(height)}),
    )
    outline = make("a:ln", None, make("a:noFill"))
    if line is not None:
        outline = make("a:ln", {"w": emu(line[1])}, _solid(line[0]))
    look = make(
        "wps:spPr",
        None,
        transform,
        make("a:prstGeom", {"prst": form}, make("a:avLst")),
        _solid(fill) if fill else make("a:noFill"),
        outline,
    )
    kind = {"txBox": "1"} if text is not None else {}
    node = make(
        "wps:wsp", None, make("wps:cNvPr", {"id": str(number), "name": ""}), make("wps:cNvSpPr", kind), look
    )
    if text is not None:
        node.append(make("wps:txbx", None, make("w:txbxContent", None, text)))
    sides = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), "0")
    node.append(make("wps:bodyPr", {"wrap": "square", **sides, "anchor": "t"}, make("a:noAutofit")))
    return node


def _solid(colour: str) -> Node:
    return make("a:solidFill", None, make("a:srgbClr", {"val": hex_colour(colour)}))


# Shapes of VML, for programs before Word 2010


def _old_shape(shape: Shape, write: _WriteText) -> Node:
    match shape:
        case Rectangle():
            box = (shape.left, shape.top, shape.width, shape.height)
            return make("v:rect", {"style": _position(box), "fillcolor": shape.fill, "stroked": "f"})
        case Dot():
            box = (shape.x - shape.radius, shape.y - shape.radius, shape.radius * 2, shape.radius * 2)
            return make("v:oval", {"style": _position(box), "fillcolor": shape.fill, "stroked": "f"})
        case Segment():
            start, end = (f"{twips(x)},{twips(y)}" for x, y in (shape.start, shape.end))
            stroke = {"strokecolor": shape.colour, "strokeweight": f"{shape.thickness:g}pt"}
            return make("v:line", {"style": "position:absolute", "from": start, "to": end, **stroke})
        case DrawnLines():
            box = (shape.left, shape.top, shape.width, shape.height)
            text = make("v:textbox", {"inset": "0,0,0,0"}, make("w:txbxContent", None, write(shape)))
            return make("v:rect", {"style": _position(box), "filled": "f", "stroked": "f"}, text)
        case _:
            assert_never(shape)


def _position(box: tuple[float, float, float, float]) -> str:
    names = ("left", "top", "width", "height")
    places = ";".join(f"{name}:{twips(length)}" for name, length in zip(names, box, strict=True))
    return f"position:absolute;{places}"
