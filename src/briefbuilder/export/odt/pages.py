"""Writes pages: their size and margins, headers, footers and watermark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import east_asian_width

from briefbuilder.domain.document import BandLine, Content, Document, HeadersFooters
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.headers_footers import has_even_pages, has_first_page
from briefbuilder.export.docx.languages import is_right_to_left
from briefbuilder.export.odt.letterhead import LetterheadWriter
from briefbuilder.export.odt.styles import AutomaticStyles, NamedStyles
from briefbuilder.export.odt.tables import TableWriter
from briefbuilder.export.odt.text import OdtParagraphWriter, Styled
from briefbuilder.export.odt.xml import Node, add_text, make, points, sub

FIRST_PAGE = "First_20_Page"
_BODY_GAP = 10.0
"""Points between the text and a high header or footer."""
_SHARE = 0.62
"""The share of the page's diagonal that a long watermark takes."""
_MAX_SIZE = 96.0
"""The font size of a short watermark, in points."""
_LETTER, _WIDE, _SPACE = 0.7, 1.0, 0.28
"""The widths of a letter, a Chinese character and a space as shares of the font size."""
_SAME_MARGIN = 0.05
_PLAIN_TEXT = (
    "$0 -10800", "?f0 *2", "abs(?f1 )", "if(?f1 ,0,?f2 )", "21600-?f2 ", "if(?f1 ,?f4 ,21600)",
    "if(?f1 ,?f2 ,0)", "if(?f1 ,21600,?f4 )",
)  # fmt: skip
"""The outline of the shape "fontwork-plain-text", text on a straight path."""

Band = Literal["header", "footer"]
Lines = tuple[BandLine, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PageWriter:
    """Writes the page layouts and master pages of a document; `automatic` has the styles of their part."""

    document: Document
    styles: NamedStyles
    writer: OdtParagraphWriter
    automatic: AutomaticStyles
    tables: TableWriter

    def write(
        self, layouts: Node, masters: Node, used: Mapping[tuple[PageSetup, HeadersFooters], str]
    ) -> str:
        """Append the layouts and master pages; return the name of the first page's, "" where it does not differ.

        `used` has the names of the master pages by their pages and lines.
        """
        page = self.document.page
        bands = self.document.headers_footers
        first = FIRST_PAGE if has_first_page(bands) else ""
        if first:
            header = bands.header if bands.first_header is None else bands.first_header
            footer = bands.footer if bands.first_footer is None else bands.first_footer
            self._write_page(layouts, masters, (first, page), bands, (header, None), (footer, None))
        for (setup, own), name in used.items():
            header_left: Lines | None = None
            footer_left: Lines | None = None
            if has_even_pages(own):
                header_left = own.header if own.even_header is None else own.even_header
                footer_left = own.footer if own.even_footer is None else own.even_footer
            both = (own.header, header_left), (own.footer, footer_left)
            self._write_page(layouts, masters, (name, setup), own, *both)
        self.writer.name_styles()
        self.tables.name_styles()
        return first

    def _write_page(
        self,
        layouts: Node,
        masters: Node,
        page: tuple[str, PageSetup],
        bands: HeadersFooters,
        header: tuple[Lines, Lines | None],
        footer: tuple[Lines, Lines | None],
    ) -> None:
        name, setup = page
        layout = f"Layout{len(layouts) + 1}"
        about = {"style:name": name, "style:page-layout-name": layout}
        if name == FIRST_PAGE:
            about |= {"style:display-name": "First Page", "style:next-style-name": "Standard"}
        master = make("style:master-page", about)
        watermark = bands.watermark
        drawn: dict[Band, float] = {}
        both: tuple[tuple[Band, tuple[Lines, Lines | None]], ...] = (("header", header), ("footer", footer))
        for band, (right, left) in both:
            is_needed = bool(right or left or (watermark and band == "header"))
            if is_needed:
                drawn[band] = self._write_band(sub(master, f"style:{band}"), band, right, setup, watermark)
                if left is not None:
                    height = self._write_band(sub(master, f"style:{band}-left"), band, left, setup, watermark)
                    drawn[band] = max(drawn[band], height)
        layouts.append(_page_layout(layout, self.document, setup, drawn))
        masters.append(master)

    def _write_band(self, node: Node, band: Band, lines: Lines, page: PageSetup, watermark: str) -> float:
        """Write the lines of a header or footer; return their height in points."""
        height = 0.0
        letterhead = LetterheadWriter(self.writer, self.automatic, self.tables, page.inner, page.text_width)
        for line in lines:
            if line.boxes:
                height += letterhead.write_row(node, line.boxes)
                continue
            node.append(self._draw_line(line, page.text_width).node)
            style = self.styles.sheet.style(line.role)
            height += style.leading + style.space_before + style.space_after
        if not len(node):
            node.append(self.writer.paragraph(band, (), None).node)
            height += self.styles.sheet.style(band).leading
        elif str(node[-1].tag).endswith("}table"):
            node.append(letterhead.anchor_line().node)
        if band == "header" and watermark:
            paragraph = next(child for child in node if str(child.tag).endswith("}p"))
            paragraph.append(self._watermark(watermark, page))
        return height

    def _draw_line(self, line: BandLine, width: float) -> Styled:
        """Return a line; one position is filled by alignment, several by tab stops."""
        filled = [bool(line.start), bool(line.centre), bool(line.end)]
        if sum(filled) <= 1:
            content = line.start or line.centre or line.end
            side = "center" if line.centre else "end" if line.end else "start"
            return self.writer.paragraph(line.role, content, None, changes={"fo:text-align": side})
        centre = (("center", width / 2, ""),) if line.centre else ()
        stops = (*centre, ("right", width, ""))
        changes = {"fo:text-align": "start"}
        made = self.writer.paragraph(line.role, line.start, None, changes=changes, stops=stops)
        if line.centre:
            self._after_tab(made.node, line.centre)
        self._after_tab(made.node, line.end)
        return made

    def _after_tab(self, node: Node, content: Content) -> None:
        add_text(node, "\t", after_space=False)
        self.writer.write(node, content, self.document.language)

    def _watermark(self, text: str, page: PageSetup) -> Node:
        """Return the shape of a watermark, with the name by which programs find it to remove it."""
        length = max(sum(map(_letter_width, text)), _LETTER)
        size = min(math.hypot(page.width, page.height) * _SHARE / length, _MAX_SIZE)
        width, height = size * length, size * 1.1
        turn = math.atan2(page.height, page.width)
        # The shape is turned around its upper left corner; its middle must be that of the page.
        left = page.width / 2 - (width * math.cos(turn) + height * math.sin(turn)) / 2
        top = page.height / 2 + (width * math.sin(turn) - height * math.cos(turn)) / 2
        place = {
            "draw:stroke": "none", "draw:fill": "solid", "draw:fill-color": "#c0c0c0", "draw:opacity": "50%",
            "style:run-through": "background", "style:wrap": "run-through",
            "style:vertical-pos": "middle", "style:vertical-rel": "page",
            "style:horizontal-pos": "center", "style:horizontal-rel": "page",
            "style:flow-with-text": "false", "draw:textarea-vertical-align": "top",
            "draw:auto-grow-height": "false", "draw:auto-grow-width": "false", "fo:wrap-option": "wrap",
        }  # fmt: skip
        shape = make(
            "draw:custom-shape",
            {
                "draw:name": "PowerPlusWaterMarkObject1",
                "draw:style-name": self.automatic.name("graphic", "", {"graphic": place}),
                "text:anchor-type": "char",
                "draw:z-index": "0",
                "svg:width": points(width),
                "svg:height": points(height),
                "draw:transform": f"rotate ({turn:.5f}) translate ({left / 72:.4f}in {top / 72:.4f}in)",
            },
        )
        letters = {"fo:font-size": "1pt", "fo:font-weight": "bold", "style:font-name": "Liberation Sans"}
        style = self.automatic.name("paragraph", "", {"text": letters})
        paragraph = sub(shape, "text:p", {"text:style-name": style})
        add_text(paragraph, text, after_space=True)
        geometry = sub(
            shape,
            "draw:enhanced-geometry",
            {
                "svg:viewBox": "0 0 21600 21600", "draw:text-path": "true", "draw:text-path-mode": "shape",
                "draw:text-path-scale": "path", "draw:text-path-same-letter-heights": "false",
                "draw:text-areas": "0 0 21600 21600", "draw:type": "fontwork-plain-text",
                "draw:modifiers": "10800",
                "draw:enhanced-path": "M ?f3 0 L ?f5 0 N M ?f6 21600 L ?f7 21600 N",
            },
        )  # fmt: skip
        for index, formula in enumerate(_PLAIN_TEXT):
            sub(geometry, "draw:equation", {"draw:name": f"f{index}", "draw:formula": formula})
        return shape


def _letter_width(letter: str) -> float:
    if letter.isspace():
        return _SPACE
    return _WIDE if east_asian_width(letter) in "WF" else _LETTER


def _page_layout(name: str, document: Document, page: PageSetup, bands: dict[Band, float]) -> Node:
    """Return a page layout; `bands` has the heights of the header and footer in points."""
    is_mirrored = abs(page.inner - page.outer) > _SAME_MARGIN
    node = make(
        "style:page-layout", {"style:name": name} | ({"style:page-usage": "mirrored"} if is_mirrored else {})
    )
    properties = sub(
        node,
        "style:page-layout-properties",
        {
            "fo:page-width": points(page.width),
            "fo:page-height": points(page.height),
            "style:print-orientation": "landscape" if page.width > page.height else "portrait",
            "style:num-format": "1",
            "fo:margin-top": points(page.header if "header" in bands else page.top),
            "fo:margin-bottom": points(page.footer if "footer" in bands else page.bottom),
            "fo:margin-left": points(page.inner),
            "fo:margin-right": points(page.outer),
            "style:writing-mode": "rl-tb" if is_right_to_left(document.language) else "lr-tb",
        },
    )
    _write_columns(properties, page)
    sub(
        properties,
        "style:footnote-sep",
        {
            "style:width": "0.5pt",
            "style:distance-before-sep": "3pt",
            "style:distance-after-sep": "3pt",
            "style:adjustment": "right" if is_right_to_left(document.language) else "left",
            "style:rel-width": "25%",
            "style:color": "#000000",
        },
    )
    edges: tuple[tuple[Band, float, float, str], ...] = (
        ("header", page.header, page.top, "bottom"),
        ("footer", page.footer, page.bottom, "top"),
    )
    for band, edge, room, side in edges:
        height = bands.get(band)
        made = sub(node, f"style:{band}-style")
        if height is not None:
            gap = max(room - edge - height, _BODY_GAP)
            sub(
                made,
                "style:header-footer-properties",
                {
                    "fo:min-height": points(height),
                    f"fo:margin-{side}": points(gap),
                    "fo:margin-left": "0pt",
                    "fo:margin-right": "0pt",
                    "style:dynamic-spacing": "false",
                },
            )
    return node


def _write_columns(properties: Node, page: PageSetup) -> None:
    if page.columns == 1:
        return
    columns = sub(
        properties,
        "style:columns",
        {"fo:column-count": str(page.columns), "fo:column-gap": points(page.column_gap)},
    )
    half = page.column_gap / 2
    for index in range(page.columns):
        start = half if index else 0.0
        end = half if index < page.columns - 1 else 0.0
        width = {"style:rel-width": f"{round((page.column_width + start + end) * 20)}*"}
        sub(columns, "style:column", width | {"fo:start-indent": points(start), "fo:end-indent": points(end)})
