"""Adds charts and timelines to the text of a Word file.

A chart is one of Word's own. A timeline is a group of shapes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package

from briefbuilder.domain.document import Content, Document, DrawnChart, DrawnTimeline, Run, content_text
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import Style, StyleSheet
from briefbuilder.export.characters import clean_text
from briefbuilder.export.docx.ooxml import (
    CHART,
    RPR,
    RUN,
    WPG,
    A,
    Node,
    R,
    emu,
    escape_xml,
    half_points,
    hex_colour,
    make,
    qn,
    quote_attribute,
    twips,
    val,
)
from briefbuilder.export.docx.package import relationship_type
from briefbuilder.export.docx.pictures import DocxPictures, inline_drawing
from briefbuilder.export.docx.runs import ParagraphWriter
from briefbuilder.export.docx.styles import FIGURE_STYLE
from briefbuilder.export.drawings.charts import ChartPiece, drawing_style, lay_out_chart
from briefbuilder.export.drawings.colours import AXIS_COLOUR, GRID_COLOUR, series_colours
from briefbuilder.export.drawings.layout import alternative_text
from briefbuilder.export.drawings.shapes import Dot, Drawing, DrawnLines, Rectangle, Segment, Shape
from briefbuilder.export.drawings.text_fitting import TextFitter
from briefbuilder.export.drawings.timelines import lay_out_timeline
from briefbuilder.export.word_processing import complex_font, east_asian_font

_AFTER_SIZE = tuple(map(qn, ("w:u", "w:vertAlign", "w:rtl", "w:cs", "w:lang")))
"""Properties of runs that follow the size."""


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
        pieces = lay_out_chart(
            chart, self.document.styles, language, (width, self.document.page.text_height), self._measure()
        )
        title = " ".join(content_text(chart.title).split())
        for number, piece in enumerate(pieces, 1):
            self._charts += 1
            part = self.writer.part
            package = self.pictures.package
            link = add_chart(part, package, piece, self._charts, self.document.styles, language)
            data = make("a:graphicData", {"uri": CHART}, make("c:chart", {"r:id": link}))
            words = alternative_text(chart, number, len(pieces))
            size = (piece.drawing.width, piece.drawing.height)
            inline = inline_drawing(
                data, self.pictures.next_number(), f"Chart {self._charts}", words, title, size
            )
            yield make("w:r", None, make("w:drawing", None, inline))

    def timeline(self, timeline: DrawnTimeline, width: float) -> Iterator[Node]:
        """Yield a run for each piece of a timeline; `width` is that of the line in points."""
        language = timeline.language or self.document.language
        area = (width, self.document.page.text_height)
        pieces = lay_out_timeline(timeline, self.document.styles, language, area, self._measure())
        for number, piece in enumerate(pieces, 1):
            yield self._shapes(piece, alternative_text(timeline, number, len(pieces)), language)

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
        for index, shape in enumerate(drawing.shapes, 1):
            group.append(_shape(shape, number * 1000 + index, self._paragraph(language)))
        data = make("a:graphicData", {"uri": WPG}, group)
        inline = inline_drawing(data, number, name, words, "", (drawing.width, drawing.height))
        choice = make("mc:Choice", {"Requires": "wpg"}, make("w:drawing", None, inline))
        return make("w:r", None, make("mc:AlternateContent", None, choice))

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
            # What is beside a scale has the direction of the drawing: a date comes before a text of the other one.
            turned = is_right_to_left(language)
            content = _join(text.lines)
            node = self.writer.paragraph("table", content, language, properties=properties, rtl=turned)
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


# Shapes of DrawingML

_WriteText = Callable[[DrawnLines], Node]


def _shape(shape: Shape, number: int, write: _WriteText) -> Node:
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


_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET, _WORKBOOK = "Sheet1", "rId1"
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 -- a workbook has no time zones, and no clock is read
_MAX_GAP = 500
"""The widest gap between the bars of two categories, in percent of a bar (ECMA-376 part 1, 21.2.2.75)."""
_TURNED, _ONE_LINE = ' rot="-5400000" vert="horz"', ' wrap="none"'
_CATEGORY_AXIS, _VALUE_AXIS = "111111111", "222222222"


@dataclass(frozen=True, slots=True)
class ChartText:
    """How the texts of a chart are written: their style and their language."""

    style: Style
    language: str

    @property
    def properties(self) -> str:
        """The character properties, without their element."""
        fonts = (
            ("latin", self.style.font),
            ("ea", east_asian_font(self.style, self.language)),
            ("cs", complex_font(self.style.font)),
        )
        named = "".join(f"<a:{tag} typeface={quote_attribute(font)}/>" for tag, font in fonts)
        return f"{_solid_fill(self.style.colour)}{named}"

    def element(self, body: str = "") -> str:
        """Return the element with the properties of a part of the chart; `body` has attributes of its text box."""
        body = f"<a:bodyPr{body}/>"
        size = f'sz="{round(self.style.size * 100)}"'
        return (
            f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr><a:defRPr {size}>{self.properties}</a:defRPr></a:pPr>"
            f"<a:endParaRPr lang={quote_attribute(self.language)}/></a:p></c:txPr>"
        )


def add_chart(
    part: Part, package: Package, piece: ChartPiece, number: int, sheet: StyleSheet, language: str
) -> str:
    """Add the parts of a chart and of its workbook; return the id of the relationship of `part` to the chart."""
    workbook_name = PackURI(f"/word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx")
    workbook = Part(workbook_name, _WORKBOOK_TYPE, chart_workbook(piece), package)
    text = ChartText(drawing_style(sheet), language)
    colours = series_colours(sheet, len(piece.chart.series))
    written = _chart_xml(piece, text, colours)
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, written, package)
    chart.rels.add_relationship(relationship_type("package"), workbook, _WORKBOOK)
    return part.relate_to(chart, relationship_type("chart"))


def chart_workbook(piece: ChartPiece) -> bytes:
    """Return the workbook with the numbers of a chart, the same bytes each time and without names of people."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    workbook.set_properties({"created": _MOMENT})
    sheet = workbook.add_worksheet(_SHEET)
    form = workbook.add_format({"num_format": piece.chart.value_format})
    sheet.set_column(0, 0, 40)
    sheet.write_string(0, 0, clean_text(piece.chart.category_title))
    for row, category in enumerate(piece.chart.categories, 1):
        sheet.write_string(row, 0, clean_text(category))
    for column, series in enumerate(piece.chart.series, 1):
        sheet.write_string(0, column, clean_text(series.name))
        for row, number in enumerate(series.values, 1):
            sheet.write_number(row, column, number, form)
    workbook.close()
    return stream.getvalue()


def _chart_xml(piece: ChartPiece, text: ChartText, colours: tuple[str, ...]) -> bytes:
    form = "bar" if piece.chart.form == "bar" else "col"
    series = "".join(_series(piece, index, colour) for index, colour in enumerate(colours))
    gap = min(max(round(piece.gap * 100), 0), _MAX_GAP)
    legend = ""
    if len(piece.chart.series) > 1:
        place = _manual_layout(("x", 0.0), ("y", 0.0), ("w", 1.0), ("h", piece.legend))
        legend = f'<c:legend><c:legendPos val="t"/>{place}<c:overlay val="0"/>{text.element()}</c:legend>'
    parts = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>',
        f'<c:lang val={quote_attribute(text.language)}/><c:roundedCorners val="0"/>',
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>',
        _layout(piece, mirrored=is_right_to_left(text.language)),
        f'<c:barChart><c:barDir val="{form}"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
        series,
        _labels(piece, text),
        f'<c:gapWidth val="{gap}"/><c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>',
        _category_axis(piece, text),
        _value_axis(piece, text),
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/>',
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>',
        text.element(),
        f'<c:externalData r:id={quote_attribute(_WORKBOOK)}><c:autoUpdate val="0"/></c:externalData>',
        "</c:chartSpace>",
    )
    return "".join(parts).encode()


def _layout(piece: ChartPiece, *, mirrored: bool) -> str:
    """Return where the bars are, as in the other formats."""
    left, top, width, height = piece.plot
    left = 1 - left - width if mirrored else left
    return _manual_layout(("x", left), ("y", top), ("w", width), ("h", height), target="inner")


def _manual_layout(*places: tuple[str, float], target: str = "") -> str:
    inner = f'<c:layoutTarget val="{target}"/>' if target else ""
    shares = "".join(f'<c:{name} val="{max(share, 0.0):.5f}"/>' for name, share in places)
    modes = '<c:xMode val="edge"/><c:yMode val="edge"/>'
    return f"<c:layout><c:manualLayout>{inner}{modes}{shares}</c:manualLayout></c:layout>"


def _series(piece: ChartPiece, index: int, colour: str) -> str:
    series, count = piece.chart.series[index], len(piece.chart.categories)
    column = chr(ord("B") + index) if index < 25 else "Z"
    stroke = f'<a:ln w="5080">{_solid_fill(AXIS_COLOUR)}</a:ln>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{_SHEET}!${column}$1</c:f>{_strings((series.name,))}</c:strRef></c:tx>"
        f'<c:spPr>{_solid_fill(colour)}{stroke}</c:spPr><c:invertIfNegative val="0"/>'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${count + 1}</c:f>{_strings(piece.names)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${count + 1}</c:f>"
        f"{_numbers(series.values, piece.chart.value_format)}</c:numRef></c:val></c:ser>"
    )


def _strings(texts: tuple[str, ...]) -> str:
    points = (_point(index, escape_xml(clean_text(text))) for index, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{"".join(points)}</c:strCache>'


def _numbers(values: tuple[float, ...], value_format: str) -> str:
    points = (_point(index, repr(number)) for index, number in enumerate(values))
    form = f"<c:formatCode>{escape_xml(value_format)}</c:formatCode>"
    return f'<c:numCache>{form}<c:ptCount val="{len(values)}"/>{"".join(points)}</c:numCache>'


def _point(index: int, text: str) -> str:
    return f'<c:pt idx="{index}"><c:v>{text}</c:v></c:pt>'


def _labels(piece: ChartPiece, text: ChartText) -> str:
    shown = "1" if piece.shows_values else "0"
    head = ""
    if piece.shows_values:
        form = quote_attribute(piece.chart.value_format)
        head = (
            f'<c:numFmt formatCode={form} sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
            f'{text.element(_ONE_LINE)}<c:dLblPos val="outEnd"/>'
        )
    flags = (("LegendKey", "0"), ("Val", shown), ("CatName", "0"), ("SerName", "0"), ("Percent", "0"))
    return (
        f"<c:dLbls>{head}"
        + "".join(f'<c:show{name} val="{flag}"/>' for name, flag in flags)
        + '<c:showBubbleSize val="0"/></c:dLbls>'
    )


def _category_axis(piece: ChartPiece, text: ChartText) -> str:
    is_bar, mirrored = piece.chart.form == "bar", is_right_to_left(text.language)
    # Bars are counted from below: the first category is on top of a reversed axis.
    orientation = "maxMin" if is_bar or mirrored else "minMax"
    place = ("r" if mirrored else "l") if is_bar else "b"
    written = text.element(_TURNED if piece.is_turned else "")
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{place}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525">{_solid_fill(AXIS_COLOUR)}</a:ln></c:spPr>{written}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="40"/><c:tickLblSkip val="{piece.skip}"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(piece: ChartPiece, text: ChartText) -> str:
    is_bar, mirrored = piece.chart.form == "bar", is_right_to_left(text.language)
    scale, has_numbers = piece.scale, not piece.shows_values
    orientation = "maxMin" if is_bar and mirrored else "minMax"
    place = "t" if is_bar else "r" if mirrored else "l"
    grid, step = "", ""
    if has_numbers:
        line = f'<a:ln w="6350">{_solid_fill(GRID_COLOUR)}</a:ln>'
        grid = f"<c:majorGridlines><c:spPr>{line}</c:spPr></c:majorGridlines>"
        step = f'<c:majorUnit val="{scale.step!r}"/>'
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="{orientation}"/>'
        f"{_limits(piece)}</c:scaling>"
        f'<c:delete val="{int(not has_numbers)}"/><c:axPos val="{place}"/>{grid}'
        f'<c:numFmt formatCode={quote_attribute(piece.chart.value_format)} sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text.element()}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _limits(piece: ChartPiece) -> str:
    """Return the ends of the scale: they are left to Word if it may choose them, as when values are edited.

    Pieces of one chart have the same scale, and negative bars leave room for their values.
    """
    scale = piece.scale
    most = f'<c:max val="{scale.high!r}"/>' if piece.is_part or scale.low < 0 else ""
    return f'{most}<c:min val="{scale.low!r}"/>'


def _solid_fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{hex_colour(colour)}"/></a:solidFill>'
