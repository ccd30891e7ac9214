"""Writes the sections: their pages, headers, footers and watermark."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import replace
from typing import Literal

from docx.document import Document as WordDocument
from docx.opc.part import XmlPart

from briefbuilder.domain.document import PAGE_KINDS, BandLine, Content, Document, HeadersFooters, PageKind
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.styles import PageSetup, Role
from briefbuilder.domain.values import value
from briefbuilder.export.direction import gap_after_tab
from briefbuilder.export.docx.formatting import ALIGNMENTS, shading
from briefbuilder.export.docx.ooxml import Node, make, qn, set_property, twips, val
from briefbuilder.export.docx.package import add_header_footer
from briefbuilder.export.docx.runs import ParagraphWriter, append_characters
from briefbuilder.export.docx.styles import tab_stops
from briefbuilder.export.measures import BAND_GAP
from briefbuilder.export.word_processing import LINE_HEIGHT, watermark_size

# The outline of Word's shape 136, plain text on a straight path, which Word identifies by the number.
_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0",
    "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7",
    "sum @6 0 @5",
)  # fmt: skip
_TYPE = "_x0000_t136"

BandKind = Literal["header", "footer"]
MakeWriter = Callable[[XmlPart], ParagraphWriter]


def watermark_run(text: str, page: PageSetup, number: int) -> Node:
    """Return the run that draws a watermark; `number` makes the shape's id unique.

    The shape's name is the one by which Word finds the watermark to remove it.
    """
    width, size = watermark_size(text, page)
    turn = 360 - round(math.degrees(math.atan2(page.height, page.width)))
    style = (
        f"position:absolute;margin-left:0;margin-top:0;width:{width:.1f}pt;height:{size * LINE_HEIGHT:.1f}pt;"
        f"rotation:{turn};"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    path = make("v:textpath", {"style": 'font-family:"Arial";font-size:1pt;font-weight:bold', "string": text})
    shape = make(
        "v:shape",
        {
            "id": f"PowerPlusWaterMarkObject{number}",
            "o:spid": f"_x0000_s{2048 + number}",
            "type": f"#{_TYPE}",
            "alt": "",
            "style": style,
            "o:allowincell": "f",
            "fillcolor": "silver",
            "stroked": "f",
        },
        make("v:fill", {"opacity": ".5"}),
        path,
    )
    return make(
        "w:r", None, make("w:rPr", None, make("w:noProof")), make("w:pict", None, _shape_type(), shape)
    )


def _shape_type() -> Node:
    formulas = make("v:formulas", None, *(make("v:f", {"eqn": formula}) for formula in _FORMULAS))
    path = make(
        "v:path",
        {
            "textpathok": "t",
            "o:connecttype": "custom",
            "o:connectlocs": "@9,0;@10,10800;@11,21600;@12,10800",
            "o:connectangles": "270,180,90,0",
        },
    )
    handles = make("v:handles", None, make("v:h", {"position": "#0,bottomRight", "xrange": "6629,14971"}))
    return make(
        "v:shapetype",
        {
            "id": _TYPE,
            "coordsize": "21600,21600",
            "o:spt": "136",
            "adj": "10800",
            "path": "m@7,l@8,m@5,21600l@6,21600e",
        },
        formulas,
        path,
        make("v:textpath", {"on": "t", "fitshape": "t"}),
        handles,
        make("o:lock", {"v:ext": "edit", "text": "t", "shapetype": "t"}),
    )


@value(kw_only=False)
class PageBand:
    """The lines of the header or footer of one kind of page."""

    kind: BandKind
    pages: PageKind
    lines: tuple[BandLine, ...]


def page_bands(headers_footers: HeadersFooters) -> Iterable[PageBand]:
    """Yield the headers and footers that the file needs.

    A kind of page with only one of the two also gets a copy of the default lines for the other, because
    Word would leave it empty.
    """
    for pages in filter(headers_footers.has_own, PAGE_KINDS):
        header, footer = headers_footers.on(pages)
        yield PageBand("header", pages, header)
        yield PageBand("footer", pages, footer)


@value(kw_only=False)
class WrittenSection:
    """The properties of a section in the body, its page, and its headers and footers."""

    node: Node
    page: PageSetup
    bands: HeadersFooters


def write_sections(
    word: WordDocument,
    document: Document,
    make_writer: MakeWriter,
    sections: list[WrittenSection],
    last: tuple[PageSetup, HeadersFooters],
) -> None:
    """Write the sections inside the body, in order, and the one at its end with the page and lines `last`.

    Sections with equal pages and lines share their headers and footers; only the first section has a different first
    page.
    """
    section = word.element.body.find(qn("w:sectPr"))
    if section is None:
        section = make("w:sectPr")
        word.element.body.append(section)
    for child in list(section):
        section.remove(child)
    references: list[tuple[PageSetup, HeadersFooters, list[Node]]] = []
    written = 0
    for index, written_section in enumerate((*sections, WrittenSection(section, *last))):
        turned = replace(document, page=written_section.page, headers_footers=written_section.bands)
        known = next(
            (
                nodes
                for page, bands, nodes in references
                if (page, bands) == (written_section.page, written_section.bands)
            ),
            None,
        )
        if known is None:
            known = _add_bands(word, turned, make_writer, written, document.page.text_width)
            written += sum(1 for _ in page_bands(written_section.bands))
            references.append((written_section.page, written_section.bands, known))
        is_first = index == 0
        kinds = {"default", "even", *(["first"] if is_first else [])}
        written_section.node.extend(deepcopy(node) for node in known if node.get(qn("w:type")) in kinds)
        written_section.node.extend(_page_properties(turned, is_first=is_first))


def _add_bands(
    word: WordDocument, document: Document, make_writer: MakeWriter, written: int, style_width: float
) -> list[Node]:
    """Add the headers and footers for the page of a document, after those that are written; return their references.

    `style_width` is the width of the text, in points, for which the styles have tab stops.
    """
    references = []
    for number, band in enumerate(page_bands(document.headers_footers), 1 + written):
        root = make(f"w:{'hdr' if band.kind == 'header' else 'ftr'}")
        part, link = add_header_footer(word, band.kind, (number + 1) // 2, root)
        root.extend(_draw_lines(band, document, make_writer(part), number, style_width))
        references.append(make(f"w:{band.kind}Reference", {"w:type": band.pages, "r:id": link}))
    return references


def _page_properties(document: Document, *, is_first: bool) -> Iterable[Node]:
    page = document.page
    yield make("w:pgSz", {"w:w": twips(page.width), "w:h": twips(page.height)} | _orientation(document))
    yield make(
        "w:pgMar",
        {
            "w:top": twips(page.top),
            "w:right": twips(page.outer),
            "w:bottom": twips(page.bottom),
            "w:left": twips(page.inner),
            "w:header": twips(page.header),
            "w:footer": twips(page.footer),
            "w:gutter": "0",
        },
    )
    yield make("w:cols", _columns(document))
    if is_first and document.headers_footers.has_own("first"):
        yield make("w:titlePg")
    if is_right_to_left(document.language):
        yield make("w:bidi")


def _columns(document: Document) -> dict[str, str]:
    page = document.page
    if page.columns == 1:
        return {"w:space": "708"}
    return {"w:num": str(page.columns), "w:space": twips(page.column_gap)}


def _orientation(document: Document) -> dict[str, str]:
    return {"w:orient": "landscape"} if document.page.width > document.page.height else {}


def _draw_lines(
    band: PageBand, document: Document, writer: ParagraphWriter, number: int, style_width: float
) -> list[Node]:
    width = document.page.text_width
    lines = [draw_band_line(line, writer, width, style_width) for line in band.lines if not line.boxes]
    if not lines:
        lines = [writer.paragraph(band.kind, (), None)]
    if any(not line.boxes for line in band.lines):
        # a header or footer of several lines grows towards the text
        edge, side = (lines[-1], "after") if band.kind == "header" else (lines[0], "before")
        set_property(edge, make("w:spacing", {f"w:{side}": twips(BAND_GAP)}))
    if band.kind == "header" and document.headers_footers.watermark:
        lines[0].append(watermark_run(document.headers_footers.watermark, document.page, (number + 1) // 2))
    return lines


def draw_band_line(
    line: BandLine, writer: ParagraphWriter, width: float, style_width: float | None = None
) -> Node:
    """Return a line; one position is filled by alignment, several by tab stops.

    The tab stops of its style are those for `style_width`, or else for its own width, in points. It runs as the document
    does, even if its text, such as a title, does not.
    """
    rtl = is_right_to_left(writer.language)
    filled = [bool(line.start), bool(line.centre), bool(line.end)]
    role = line.role
    if sum(filled) <= 1:
        content = line.start or line.centre or line.end
        side = "center" if line.centre else "right" if line.end else "left"
        return writer.paragraph(role, content, None, properties=_aligned(role, side, writer), rtl=rtl)
    properties = _aligned(role, "left", writer)
    style_width = style_width or width
    # without the centre stop a long start cannot push the end to the next line
    own = [*([("center", width / 2, "")] if line.centre else []), ("right", width, "")]
    kept = {round(position * 20) for _, position, _ in own}
    cleared = [("clear", at, "") for at in (style_width / 2, style_width) if round(at * 20) not in kept]
    if cleared:
        properties = (*properties, tab_stops(*sorted([*cleared, *own], key=lambda stop: stop[1])))
    paragraph = writer.paragraph(role, line.start, None, properties=properties, rtl=rtl)
    if line.centre:
        _after_tab(paragraph, line.centre, writer, role)
    _after_tab(paragraph, line.end, writer, role)
    return paragraph


def _aligned(role: Role, side: str, writer: ParagraphWriter) -> tuple[Node, ...]:
    """Return the alignment of a line if its style has another."""
    return () if ALIGNMENTS[writer.styles.style(role).align] == side else (val("w:jc", side),)


def _after_tab(paragraph: Node, content: Content, writer: ParagraphWriter, role: Role) -> None:
    gap = make("w:r", None, make("w:tab"))
    if role == "marking":
        gap.insert(0, make("w:rPr", None, shading("auto")))
    if between := gap_after_tab(content):
        append_characters(gap, between)
    paragraph.append(gap)
    writer.write(paragraph, content, None, writer.styles.style(role), rtl=is_right_to_left(writer.language))
