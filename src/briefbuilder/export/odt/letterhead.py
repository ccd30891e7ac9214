"""Draws the rows of a letterhead: paragraphs, tables, floating boxes and lines with tabs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from briefbuilder.domain.document import (
    InlinePicture,
    LetterBox,
    LetterLine,
)
from briefbuilder.domain.styles import LetterFrame, Role
from briefbuilder.export.odt.formatting import (
    Properties,
    frame_properties,
    paragraph_properties,
    text_properties,
)
from briefbuilder.export.odt.styles import AutomaticStyles, Stop
from briefbuilder.export.odt.tables import TableWriter
from briefbuilder.export.odt.text import OdtParagraphWriter, Styled
from briefbuilder.export.odt.xml import Node, add_text, make, points, sub

_SIDES = ("top", "bottom", "left", "right")
_STOPS = {"centre": ("center", 0.5), "end": ("right", 1.0)}
_VERTICAL = {"top": "top", "centre": "middle", "bottom": "bottom"}
_MIN_COLUMN = 4.0
"""The least width of a column, in points."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class LetterheadWriter:
    """Writes rows into headers, footers and frames; `edge` is the left edge of the text on the paper, in points."""

    writer: OdtParagraphWriter
    automatic: AutomaticStyles
    tables: TableWriter
    edge: float
    width: float

    def write_row(self, node: Node, boxes: tuple[LetterBox, ...]) -> float:
        """Write a row: a line, a table of its boxes, and a frame for each that floats; return its height in points."""
        inline = tuple(box for box in boxes if box.top is None)
        floating = [box for box in boxes if box.top is not None and box.lines]
        if floating:
            anchor = self.anchor_line()
            for box in floating:
                anchor.node.append(self.floating_frame(box, "page", box.top or 0.0))
            node.append(anchor.node)
        if any(box.lines or box.frame for box in inline):
            self._write_inline(node, inline, None)
        return row_height(boxes)

    def anchor_line(self) -> Styled:
        """Return a paragraph that takes next to no room."""
        changes = {"fo:margin-top": "0pt", "fo:margin-bottom": "0pt", "style:line-height-at-least": "0pt"}
        result = self.writer.paragraph("header", (), None, changes=changes)
        result.letters = {"fo:font-size": "1pt"}
        return result

    def floating_frame(self, box: LetterBox, below: str, top: float) -> Node:
        """Return a frame with the lines of a box, `top` points below the top of the page or of its paragraph."""
        side, above, under = box.padding
        place = {
            "style:vertical-pos": "from-top", "style:vertical-rel": below,
            "style:horizontal-pos": "from-left", "style:horizontal-rel": "page",
            "style:wrap": "run-through", "style:run-through": "foreground",
            "fo:margin-left": "0pt", "fo:margin-right": "0pt", "style:flow-with-text": "false",
            "fo:padding-left": points(side), "fo:padding-right": points(side),
            "fo:padding-top": points(above), "fo:padding-bottom": points(under),
            "draw:stroke": "none", **frame_properties(box.frame),
        }  # fmt: skip
        if not (box.frame and box.frame.fill):
            place |= {"draw:fill": "none", "fo:background-color": "transparent"}
        frame = make(
            "draw:frame",
            {
                "draw:style-name": self.automatic.name("graphic", "", {"graphic": place}),
                "text:anchor-type": "paragraph",
                "svg:x": points(box.left - side),
                "svg:y": points(top),
                "svg:width": points(max(box.width + 2 * side, 1.0)),
            },
        )
        inside = sub(frame, "draw:text-box", {"fo:min-height": points(max(_box_height(box), 1.0))})
        inner = replace(self, edge=box.left, width=box.width)
        inner.write_lines(inside, box)
        return frame

    def write_lines(self, node: Node, box: LetterBox) -> None:
        """Write the lines of a box into a cell or frame of its own, or with its distances from the edges of the text."""
        left = max(box.left - self.edge, 0.0)
        right = max(self.edge + self.width - box.left - box.width, 0.0)
        for line in box.lines:
            if line.rows:
                self._write_rows(node, line)
            else:
                look = line.look
                moved = replace(
                    look, indent_start=look.indent_start + left, indent_end=look.indent_end + right
                )
                node.append(letter_paragraph(self.writer, replace(line, look=moved)).node)
        if not len(node):
            node.append(self.anchor_line().node)

    def _write_rows(self, node: Node, line: LetterLine) -> None:
        """Write the rows of a table or of a line with tabs."""
        for row in line.rows:
            self._write_inline(node, row, line)

    def _write_inline(self, node: Node, boxes: tuple[LetterBox, ...], line: LetterLine | None) -> None:
        if any(box.after_tab for box in boxes):
            node.append(self._tabbed_line(boxes, line).node)
        elif len(boxes) == 1 and boxes[0].frame is None and not any(boxes[0].padding):
            self.write_lines(node, boxes[0])
        else:
            node.append(self._table(boxes))

    def _table(self, boxes: tuple[LetterBox, ...]) -> Node:
        """Return a table with a row of boxes; a gap between them is a part of the cell before it."""
        starts = [box.left - box.padding[0] for box in boxes]
        ends = [*starts[1:], boxes[-1].left + boxes[-1].width + boxes[-1].padding[0]]
        widths = tuple(max(end - start, _MIN_COLUMN) for start, end in zip(starts, ends, strict=True))
        table = self.tables.begin(widths, rtl=False, gap=0.0)
        table.changes["fo:margin-left"] = points(starts[0] - self.edge)
        height = {"style:min-row-height": points(max(box.height for box in boxes))}
        style = self.automatic.name("table-row", "", {"table-row": height})
        row = sub(table.node, "table:table-row", {"table:style-name": style})
        for box, width in zip(boxes, widths, strict=True):
            cell = self.tables.cell(row, _cell_look(box, width), [], {})
            replace(self, edge=box.left, width=box.width).write_lines(cell, box)
            if str(cell[-1].tag).endswith("}table"):
                cell.append(self.anchor_line().node)
        return table.node

    def _tabbed_line(self, boxes: tuple[LetterBox, ...], line: LetterLine | None) -> Styled:
        """Return the boxes of a row as one line: its texts are at tab stops."""
        stops: list[Stop] = []
        for box in boxes[1:]:
            kind, share = _STOPS.get(box.lines[0].look.align if box.lines else "start", ("left", 0.0))
            stops.append((kind, max(box.left + box.width * share - self.edge, 1.0), ""))
        first = next((box.lines[0] for box in boxes if box.lines), LetterLine())
        look = replace(first.look, align="start", indent_start=max(boxes[0].left - self.edge, 0.0))
        if line is not None:
            look = replace(look, space_before=line.look.space_before, space_after=line.look.space_after)
        frame = first.frame if line is None else line.frame
        result = letter_paragraph(self.writer, LetterLine(look=look, frame=frame))
        result.stops = tuple(stops)
        for index, box in enumerate(boxes):
            if index:
                add_text(result.node, "\t", after_space=False)
            for letter_line in box.lines:
                letters = text_properties(letter_line.look, self.writer.language)
                style = self.automatic.name("text", "", {"text": letters})
                span = sub(result.node, "text:span", {"text:style-name": style})
                self.writer.write(span, letter_line.content, self.writer.language)
        return result


def letter_paragraph(
    writer: OdtParagraphWriter, line: LetterLine, role: Role = "header", language: str | None = None
) -> Styled:
    """Return a paragraph of a letterhead, which has its own style."""
    look = replace(line.look, rule=None, background=None)
    changes = paragraph_properties(role, look) | frame_properties(line.frame)
    result = writer.paragraph(role, line.content, language, parent="Standard", changes=changes)
    result.letters |= text_properties(look, writer.language)
    return result


def row_height(boxes: Iterable[LetterBox]) -> float:
    """Return the approximate height of a row in points; floating boxes do not count."""
    return max((_box_height(box) for box in boxes if box.top is None), default=0.0)


def _box_height(box: LetterBox) -> float:
    return max(sum(map(_line_height, box.lines)) + box.padding[1] + box.padding[2], box.height)


def _line_height(line: LetterLine) -> float:
    pictures = (inline.size[1] for inline in line.content if isinstance(inline, InlinePicture))
    inner = max(line.look.leading, *pictures, 0.0)
    if line.rows:
        inner = sum(map(row_height, line.rows))
    frame = line.frame or LetterFrame()
    rules = sum(rule.gap + rule.whole_width for rule in (frame.top, frame.bottom) if rule)
    return line.look.space_before + inner + line.look.space_after + rules


def _cell_look(box: LetterBox, width: float) -> Properties:
    side, above, below = box.padding
    result: Properties = {f"fo:border-{edge}": "none" for edge in _SIDES} | {
        "fo:padding-left": points(side),
        "fo:padding-right": points(max(width - box.width - side, 0.0)),
        "fo:padding-top": points(above),
        "fo:padding-bottom": points(below),
        "style:vertical-align": _VERTICAL[box.vertical],
    }
    borders = {key: value for key, value in frame_properties(box.frame).items() if "padding" not in key}
    return result | borders
