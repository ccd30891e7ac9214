"""Writes pages: their size and margins, headers, footers and watermark."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal
from unicodedata import east_asian_width

from briefbuilder.domain.document import BandLine, Content, Document, LetterBox, LetterLine
from briefbuilder.domain.styles import PageSetup
from briefbuilder.export.docx.headers_footers import has_even_pages, has_first_page
from briefbuilder.export.docx.languages import is_right_to_left
from briefbuilder.export.odt.formatting import Properties, border, paragraph_properties, text_properties
from briefbuilder.export.odt.pictures import OdtPictures
from briefbuilder.export.odt.styles import AutomaticStyles, NamedStyles, Stop
from briefbuilder.export.odt.tables import Block, TableWriter
from briefbuilder.export.odt.text import ParagraphWriter, Styled
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
    writer: ParagraphWriter
    automatic: AutomaticStyles
    pictures: OdtPictures
    tables: TableWriter

    def write(self, layouts: Node, masters: Node) -> str:
        """Append the layouts and master pages; return the name of the first page's, "" where it does not differ."""
        bands = self.document.headers_footers
        first = FIRST_PAGE if has_first_page(bands) else ""
        if first:
            header = bands.header if bands.first_header is None else bands.first_header
            footer = bands.footer if bands.first_footer is None else bands.first_footer
            self._write_page(layouts, masters, first, (header, None), (footer, None))
        left = (None, None)
        if has_even_pages(bands):
            left = (
                bands.header if bands.even_header is None else bands.even_header,
                bands.footer if bands.even_footer is None else bands.even_footer,
            )  # type: ignore[assignment]
        self._write_page(layouts, masters, "Standard", (bands.header, left[0]), (bands.footer, left[1]))
        self.writer.name_styles()
        self.tables.name_styles()
        return first

    def _write_page(
        self,
        layouts: Node,
        masters: Node,
        name: str,
        header: tuple[Lines, Lines | None],
        footer: tuple[Lines, Lines | None],
    ) -> None:
        layout = f"Layout{len(layouts) + 1}"
        about = {"style:name": name, "style:page-layout-name": layout}
        if name == FIRST_PAGE:
            about |= {"style:display-name": "First Page", "style:next-style-name": "Standard"}
        master = make("style:master-page", about)
        watermark = self.document.headers_footers.watermark
        drawn: dict[Band, float] = {}
        both: tuple[tuple[Band, tuple[Lines, Lines | None]], ...] = (("header", header), ("footer", footer))
        for band, (right, left) in both:
            is_needed = bool(right or left or (watermark and band == "header"))
            if is_needed:
                drawn[band] = self._write_band(sub(master, f"style:{band}"), band, right)
                if left is not None:
                    drawn[band] = max(
                        drawn[band], self._write_band(sub(master, f"style:{band}-left"), band, left)
                    )
        layouts.append(_page_layout(layout, self.document, drawn))
        masters.append(master)

    def _write_band(self, node: Node, band: Band, lines: Lines) -> float:
        """Write the lines of a header or footer; return their height in points."""
        height = 0.0
        width = self.document.page.text_width
        for line in lines:
            if line.boxes:
                height += self._write_row(node, line.boxes)
                continue
            node.append(self._draw_line(line, width).node)
            style = self.styles.sheet.style(line.role)
            height += style.leading + style.space_before + style.space_after
        if not len(node):
            node.append(self.writer.paragraph(band, (), None).node)
            height += self.styles.sheet.style(band).leading
        elif str(node[-1].tag).endswith("}table"):
            node.append(self._anchor_line().node)
        watermark = self.document.headers_footers.watermark
        if band == "header" and watermark:
            paragraph = next(child for child in node if str(child.tag).endswith("}p"))
            paragraph.append(self._watermark(watermark))
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

    def _write_row(self, node: Node, boxes: tuple[LetterBox, ...]) -> float:
        """Write a row of a letterhead: a table of its boxes, and a frame for each that floats."""
        inline = [box for box in boxes if box.top is None and box.lines]
        floating = [box for box in boxes if box.top is not None and box.lines]
        if floating:
            anchor = self._anchor_line()
            for box in floating:
                anchor.node.append(self.floating_frame(box, "page", box.top or 0.0))
            node.append(anchor.node)
        if not inline:
            return 0.0
        height = max(sum(map(_line_height, box.lines)) for box in inline)
        edge = self.document.page.inner
        if _overlap(inline):
            node.append(self._tabbed_line(inline).node)
            return height
        if len(inline) == 1 and inline[0].frame is None:
            self._write_lines(node, inline[0])
            return height
        lefts = [box.left for box in inline]
        ends = [*lefts[1:], inline[-1].left + inline[-1].width]
        widths = tuple(max(end - left, 20.0) for left, end in zip(lefts, ends, strict=True))
        table = self.tables.begin(widths, rtl=False, gap=0.0)
        table.changes["fo:margin-left"] = points(lefts[0] - edge)
        row = sub(table.node, "table:table-row")
        for box in inline:
            self.tables.cell(row, _box_look(box), self._box_blocks(box), {})
        node.append(table.node)
        return height

    def _tabbed_line(self, boxes: list[LetterBox]) -> Styled:
        """Return the boxes of a row that overlap as one line: its texts stand at tab stops."""
        edge = self.document.page.inner
        stops: list[Stop] = []
        for box in boxes[1:]:
            kind = _STOPS.get(box.lines[0].look.align, "left")
            share = {"left": 0.0, "center": 0.5, "right": 1.0}[kind]
            stops.append((kind, max(box.left + box.width * share - edge, 1.0), ""))
        first = boxes[0].lines[0]
        made = self._letter_line(replace(first, look=replace(first.look, align="start")))
        made.stops = tuple(stops)
        for box in boxes[1:]:
            add_text(made.node, "\t", after_space=False)
            for line in box.lines:
                style = self.automatic.name(
                    "text", "", {"text": text_properties(line.look, self.document.language)}
                )
                span = sub(made.node, "text:span", {"text:style-name": style})
                self.writer.write(span, line.content, self.document.language)
        return made

    def _anchor_line(self) -> Styled:
        """Return a paragraph that takes next to no room."""
        made = self.writer.paragraph("header", (), None, changes=_flat())
        made.letters = {"fo:font-size": "1pt"}
        return made

    def _write_lines(self, node: Node, box: LetterBox) -> None:
        """Write the lines of a box that has its row for itself: paragraphs with its distances from the margins."""
        page = self.document.page
        left = max(box.left - page.inner, 0.0)
        right = max(page.inner + page.text_width - box.left - box.width, 0.0)
        for line in box.lines:
            look = replace(
                line.look, indent_start=line.look.indent_start + left, indent_end=line.look.indent_end + right
            )
            node.append(self._letter_line(replace(line, look=look)).node)

    def _box_blocks(self, box: LetterBox) -> list[Block]:
        made = [self._letter_line(line) for line in box.lines] or [self.writer.paragraph("header", (), None)]
        return [Block(paragraph.node, paragraph, paragraph) for paragraph in made]

    def _letter_line(self, line: LetterLine) -> Styled:
        changes = paragraph_properties("header", line.look)
        for side, colour in (("top", line.above), ("bottom", line.below)):
            if colour:
                changes |= border(side, colour, 0.75, 2.0)
        made = self.writer.paragraph("header", (), None, parent="Standard", changes=changes)
        made.letters |= text_properties(line.look, self.document.language)
        if line.picture:
            frame = self.pictures.sized_frame(self.automatic, line.picture, "", line.size)
            if frame is not None:
                made.node.append(frame)
                if line.content:
                    add_text(made.node, " ", after_space=False)
        self.writer.write(made.node, line.content, self.document.language)
        return made

    def floating_frame(self, box: LetterBox, below: str, top: float) -> Node:
        """Return a frame with the lines of a box, `top` points below the top of the page or of its paragraph."""
        place = {
            "style:vertical-pos": "from-top", "style:vertical-rel": below,
            "style:horizontal-pos": "from-left", "style:horizontal-rel": "page",
            "style:wrap": "run-through", "style:run-through": "foreground", "fo:border": "none",
            "fo:padding": "0pt", "fo:margin-left": "0pt", "fo:margin-right": "0pt",
            "style:flow-with-text": "false", "draw:fill": "none", "fo:background-color": "transparent",
            "draw:stroke": "none",
        }  # fmt: skip
        frame = make(
            "draw:frame",
            {
                "draw:style-name": self.automatic.name("graphic", "", {"graphic": place}),
                "text:anchor-type": "paragraph",
                "svg:x": points(box.left),
                "svg:y": points(top),
                "svg:width": points(max(box.width, 1.0)),
            },
        )
        inside = sub(frame, "draw:text-box", {"fo:min-height": points(sum(map(_line_height, box.lines)))})
        inside.extend([block.node for block in self._box_blocks(box)])
        return frame

    def _watermark(self, text: str) -> Node:
        """Return the shape of a watermark, with the name by which programs find it to remove it."""
        page = self.document.page
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


def _overlap(boxes: list[LetterBox]) -> bool:
    """Return whether boxes of single lines of text stand on one another, as those at tab stops do."""
    ends = (box.left + box.width for box in boxes)
    overlapping = any(box.left < end - 1.0 for end, box in zip(ends, boxes[1:], strict=False))
    return overlapping and all(len(box.lines) == 1 for box in boxes)


_STOPS = {"centre": "center", "end": "right"}


def _letter_width(letter: str) -> float:
    if letter.isspace():
        return _SPACE
    return _WIDE if east_asian_width(letter) in "WF" else _LETTER


def _flat() -> Properties:
    return {"fo:margin-top": "0pt", "fo:margin-bottom": "0pt", "style:line-height-at-least": "0pt"}


def _box_look(box: LetterBox) -> Properties:
    made: Properties = {"fo:padding": "0pt"}
    for side in ("top", "bottom", "left", "right"):
        colour = getattr(box.frame, side) if box.frame else None
        made[f"fo:border-{side}"] = f"0.75pt solid {colour}" if colour else "none"
    return made


def _line_height(line: LetterLine) -> float:
    return line.look.space_before + max(line.look.leading, line.size[1]) + line.look.space_after


def _page_layout(name: str, document: Document, bands: dict[Band, float]) -> Node:
    """Return a page layout; `bands` has the heights of the header and footer in points."""
    page = document.page
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
    for band, edge, room, side in (
        ("header", page.header, page.top, "bottom"),
        ("footer", page.footer, page.bottom, "top"),
    ):
        height = bands.get(band)  # type: ignore[call-overload]
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
