"""Line boxes and blocks, the pieces that pages are stacked from.

A line box is a line of text, a picture or a band of a table. A block (a paragraph, say) is a list of line
boxes with space before and after. Lengths are in points; a box is drawn from its left edge and its top,
measured from the lower left corner of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.page import PdfPage

Draw = Callable[[PdfPage, float, float], None]
Split = Callable[[float], "tuple[LineBox, LineBox] | None"]


@dataclass(frozen=True, slots=True, eq=False)
class Backdrop:
    """What is painted behind adjacent line boxes: a background colour and a bar at the start edge."""

    left: float
    width: float
    colour: str | None = None
    bar: str | None = None
    rtl: bool = False
    bar_width: float = 2.0

    def draw(self, page: PdfPage, left: float, top: float, bottom: float) -> None:
        """Paint between two heights."""
        start = left + self.left
        end = start + self.width
        page.artifact()
        if self.colour:
            page.fill(self.colour, start, bottom, end, top)
        if self.bar:
            edge = end - self.bar_width if self.rtl else start
            page.fill(self.bar, edge, bottom, edge + self.bar_width, top)


@dataclass(slots=True, eq=False)
class LineBox:
    """A line box; `space` is the gap above it except at the top of a page.

    A box that `joins_previous` stays with the one above. `split` cuts it at a height; a box higher than
    `split_above` (a share of the page) is cut rather than moved. `header` is repeated if a page begins with the
    box. `text_end` is where the text of a line ends, `base` how far its base line is below its top.
    """

    height: float
    draw: Draw
    space: float = 0.0
    joins_previous: bool = False
    notes: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    section: str = ""
    backdrops: tuple[Backdrop, ...] = ()
    split: Split | None = None
    split_above: float = 0.45
    header: LineBox | None = None
    text_end: float = 0.0
    base: float = 0.0

    def paint(self, page: PdfPage, left: float, top: float) -> None:
        """Draw the box and record what begins here."""
        if not page.artifact_kind:
            for anchor in self.anchors:
                page.anchors.setdefault(anchor, top)
            for origin in self.origins:
                page.origins.setdefault(origin, top)
                page.usage.current_item = origin
            if self.section:
                page.sections.append(self.section)
        self.draw(page, left, top)


@dataclass(slots=True, eq=False)
class BlockBox:
    """Line boxes with the space before and after them; `keep` keeps them with the next block."""

    boxes: list[LineBox]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False


@dataclass(slots=True)
class BlockStack:
    """Joins blocks: of two adjoining spaces, the larger counts."""

    _after: float = 0.0
    _keep: bool = False
    _empty: bool = True

    def place_block(self, block: BlockBox) -> list[LineBox]:
        """Return the boxes of the next block, with the space above them set."""
        for box in block.boxes[:1]:
            box.space = 0.0 if self._empty else max(self._after, block.before)
            box.joins_previous = box.joins_previous or self._keep
        if block.boxes:
            self._after, self._keep, self._empty = block.after, block.keep, False
        return block.boxes


def split_line_box(box: LineBox, room: float) -> tuple[LineBox, LineBox] | None:
    """Return the part of a box that fits in a height, and the rest; None if it cannot be split there.

    Anchors and the section belong to the upper part; a table header to both.
    """
    parts = box.split(room) if box.split is not None and room > 0 else None
    if parts is None:
        return None
    head, tail = parts
    head.space, head.joins_previous = box.space, box.joins_previous
    head.anchors, head.origins, head.section = box.anchors, box.origins, box.section
    for part in parts:
        part.header = box.header
        part.backdrops = box.backdrops
    return head, tail


def stack_blocks(blocks: Iterable[BlockBox]) -> list[LineBox]:
    """Return the line boxes of blocks stacked on each other."""
    stack = BlockStack()
    return [box for block in blocks for box in stack.place_block(block)]


def stack_height(boxes: list[LineBox]) -> float:
    """Return the height of a stack of line boxes, in points."""
    return sum(box.height + (box.space if index else 0.0) for index, box in enumerate(boxes))


def draw_stack(boxes: list[LineBox], page: PdfPage, left: float, top: float) -> None:
    """Draw a stack of line boxes with their backdrops."""
    tops = []
    y = top
    for index, box in enumerate(boxes):
        y -= box.space if index else 0.0
        tops.append(y)
        y -= box.height
    draw_backdrops(list(zip(boxes, tops, strict=True)), page, left)
    for box, box_top in zip(boxes, tops, strict=True):
        box.paint(page, left, box_top)


def draw_backdrops(placed: list[tuple[LineBox, float]], page: PdfPage, left: float) -> None:
    """Paint each backdrop once, from its first box to its last."""
    spans: dict[int, tuple[Backdrop, float, float]] = {}
    for box, top in placed:
        for backdrop in box.backdrops:
            first = spans.get(id(backdrop), (backdrop, top, top))[1]
            spans[id(backdrop)] = (backdrop, first, top - box.height)
    for backdrop, top, bottom in spans.values():
        backdrop.draw(page, left, top, bottom)


def shift_line_box(box: LineBox, right: float, *, above: float = 0.0, below: float = 0.0) -> LineBox:
    """Return a box moved to the right, with padding above and below."""
    draw, split = box.draw, box.split

    def draw_moved(page: PdfPage, left: float, top: float) -> None:
        draw(page, left + right, top - above)

    def split_moved(height: float) -> tuple[LineBox, LineBox] | None:
        parts = split_line_box(box, height - above)
        if parts is None:
            return None
        return shift_line_box(parts[0], right, above=above), shift_line_box(parts[1], right, below=below)

    backdrops = tuple(replace(backdrop, left=backdrop.left + right) for backdrop in box.backdrops)
    return replace(
        box,
        height=box.height + above + below,
        draw=draw_moved,
        split=split_moved if split else None,
        backdrops=backdrops,
        header=shift_line_box(box.header, right) if box.header else None,
    )


@dataclass(slots=True)
class BoxShifter:
    """Moves the boxes of one container; backdrops shared by several boxes stay shared."""

    right: float
    _backdrops: dict[int, Backdrop] = field(default_factory=dict)

    def shift(self, box: LineBox, *, above: float = 0.0, below: float = 0.0) -> LineBox:
        """Return a box moved to the right."""
        shifted = shift_line_box(box, self.right, above=above, below=below)
        shifted.backdrops = tuple(
            self._backdrops.setdefault(id(old), new)
            for old, new in zip(box.backdrops, shifted.backdrops, strict=True)
        )
        return shifted


# Backgrounds, bars, rules and boxes

_BOX_PADDING = 7.0
_BACKGROUND_INSET = 6.0
_BAR_GAP = 10.0
_RULE = 0.5
_RULE_GAP = 3.0


def inset_style(style: Style) -> Style:
    """Return the style of a paragraph inside its own background."""
    if style.background is None:
        return style
    start, end = style.indent_start + _BACKGROUND_INSET, style.indent_end + _BACKGROUND_INSET
    return replace(style, indent_start=start, indent_end=end)


def paint_background(block: BlockBox, style: Style, width: float, *, rtl: bool) -> BlockBox:
    """Paint the background of a paragraph, and its rule below it."""
    boxes = block.boxes
    if boxes and style.background is not None:
        backdrop = _backdrop(style, width, rtl=rtl)
        boxes = _pad_boxes(boxes, BoxShifter(0.0), _BACKGROUND_INSET / 2)
        for box in boxes:
            box.backdrops = (*box.backdrops, backdrop)
    if boxes and style.rule is not None:
        boxes = _add_rule(boxes, style, width)
    return BlockBox(boxes, block.before, block.after, block.keep)


def _backdrop(style: Style, width: float, *, rtl: bool) -> Backdrop:
    left = style.indent_end if rtl else style.indent_start
    return Backdrop(left, width - style.indent_start - style.indent_end, style.background, rtl=rtl)


def add_quotation_bar(boxes: list[LineBox], style: Style, width: float, *, rtl: bool) -> None:
    """Add the bar and the background of a quotation to its boxes."""
    if not (style.background or style.rule):
        return
    start = max(style.indent_start - _BAR_GAP, 0.0)
    left = style.indent_end if rtl else start
    backdrop = Backdrop(left, width - start - style.indent_end, style.background, style.rule, rtl)
    for box in boxes:
        box.backdrops = (*box.backdrops, backdrop)


def extend_bar(above: list[LineBox], below: list[LineBox]) -> None:
    """Continue the bar of a quotation beside the boxes below, across the space between."""
    if not (above and above[-1].backdrops):
        return
    bar = above[-1].backdrops[-1]
    for box in below:
        box.backdrops = (*box.backdrops[:-1], bar)


def box_insets(style: Style) -> tuple[float, float]:
    """Return the space between a callout and its text at the start and end, in points."""
    return max(style.indent_start, _BAR_GAP), max(style.indent_end, _BOX_PADDING)


def enclose_in_box(boxes: list[LineBox], style: Style, width: float, *, rtl: bool) -> list[LineBox]:
    """Put line boxes, already set to the inner width, into a callout of the full width."""
    if not boxes:
        return []
    start, end = box_insets(style)
    padded = _pad_boxes(boxes, BoxShifter(end if rtl else start), _BOX_PADDING)
    backdrop = Backdrop(0.0, width, style.background, style.rule, rtl)
    for box in padded:
        box.backdrops = (backdrop, *box.backdrops)
    return padded


def _pad_boxes(boxes: list[LineBox], shifter: BoxShifter, padding: float) -> list[LineBox]:
    last = len(boxes) - 1
    return [
        shifter.shift(box, above=padding if index == 0 else 0.0, below=padding if index == last else 0.0)
        for index, box in enumerate(boxes)
    ]


def _add_rule(boxes: list[LineBox], style: Style, width: float) -> list[LineBox]:
    """Draw a thin rule below the last box."""
    shifted = BoxShifter(0.0).shift(boxes[-1], below=_RULE_GAP)
    draw, height = shifted.draw, shifted.height

    def draw_ruled(page: PdfPage, left: float, top: float) -> None:
        draw(page, left, top)
        edge = top - height
        page.end()
        page.fill(style.rule or style.colour, left, edge - _RULE / 2, left + width, edge + _RULE / 2)

    shifted.draw = draw_ruled
    return [*boxes[:-1], shifted]
