"""Line boxes and blocks, and the pages that are stacked from them, with footnotes on the page of their marks.

A line box is a line of text, a picture or a band of a table. A block (a paragraph, say) is a list of line
boxes with space before and after. Lengths are in points; a box is drawn from its left edge and its top,
measured from the lower left corner of the page.

Line boxes that must stay together form a group. A group is placed if it fits with its notes; a note that
is too long starts on the page of its mark and continues at the foot of the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from briefbuilder.domain.styles import Style
from briefbuilder.domain.values import value
from briefbuilder.export.measures import HAIRLINE, PADDING, RULE_GAP, box_insets
from briefbuilder.export.pdf.font_embedding import GlyphUsage
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


@dataclass(slots=True, eq=False, repr=False)
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


@dataclass(slots=True, eq=False, repr=False)
class BlockBox:
    """Line boxes with the space before and after them; `keep` keeps them with the next block."""

    boxes: list[LineBox]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False


@dataclass(slots=True, eq=False, repr=False)
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


@dataclass(slots=True, eq=False, repr=False)
class BoxShifter:
    """Moves the boxes of one container; backdrops shared by several boxes stay shared."""

    right: float
    _backdrops: dict[int, Backdrop] = field(default_factory=dict)

    def shift(self, box: LineBox, *, above: float = 0.0, below: float) -> LineBox:
        """Return a box moved to the right."""
        shifted = shift_line_box(box, self.right, above=above, below=below)
        shifted.backdrops = tuple(
            self._backdrops.setdefault(id(old), new)
            for old, new in zip(box.backdrops, shifted.backdrops, strict=True)
        )
        return shifted


# Backgrounds, bars, rules and boxes

_BOX_PADDING = 7.0
_BAR_GAP = 10.0


def inset_style(style: Style) -> Style:
    """Return the style of a paragraph inside its own background."""
    if style.background is None:
        return style
    start, end = style.indent_start + PADDING, style.indent_end + PADDING
    return replace(style, indent_start=start, indent_end=end)


def paint_background(block: BlockBox, style: Style, width: float, *, rtl: bool) -> BlockBox:
    """Paint the background of a paragraph, and its rule below it."""
    boxes = block.boxes
    if boxes and style.background is not None:
        left = style.indent_end if rtl else style.indent_start
        backdrop = Backdrop(left, width - style.indent_start - style.indent_end, style.background, rtl=rtl)
        boxes = _pad_boxes(boxes, BoxShifter(0.0), PADDING / 2)
        for box in boxes:
            box.backdrops = (*box.backdrops, backdrop)
    if boxes and style.rule is not None:
        boxes = _add_rule(boxes, style, width)
    return BlockBox(boxes, block.before, block.after, block.keep)


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
    shifted = BoxShifter(0.0).shift(boxes[-1], below=RULE_GAP)
    draw, height = shifted.draw, shifted.height

    def draw_ruled(page: PdfPage, left: float, top: float) -> None:
        draw(page, left, top)
        edge = top - height
        page.end()
        page.fill(style.rule or style.colour, left, edge - HAIRLINE / 2, left + width, edge + HAIRLINE / 2)

    shifted.draw = draw_ruled
    return [*boxes[:-1], shifted]


# Pages.

NOTE_GAP = 17.0
"""Points between the text and the first note; the rule is drawn in this gap."""
_RULE_LENGTH = 90.0
_RULE_COLOUR = "#808080"
_LONG_NOTE_SHARE = 0.2
"""A note higher than this share of the page may be split."""
_CARRIED_SHARE = 0.6
"""The largest share of a page for continued notes while text remains."""
_TOLERANCE = 0.01
_MAX_SPLIT_ATTEMPTS = 16
"""Heights at which splitting a box is tried before it moves to the next page."""

NoteBoxes = Callable[[str], list[LineBox]]


@value(kw_only=False)
class Frame:
    """The text area of a page, in columns of a `width`; `left_even` is its left edge on even pages.

    `text_height` is the height between the margins, from which a high header or footer takes nothing. Lengths are in points.
    """

    page_width: float
    page_height: float
    left: float
    left_even: float
    top: float
    width: float
    height: float
    text_height: float
    rtl: bool = False
    columns: int = 1
    gap: float = 0.0

    def left_of(self, index: int) -> float:
        """Return the left edge on the page with this index, from 0."""
        return self.left_even if index % 2 else self.left

    def column_left(self, index: int, column: int) -> float:
        """Return the left edge of a column, counted from 0 in reading order."""
        position = self.columns - 1 - column if self.rtl else column
        return self.left_of(index) + position * (self.width + self.gap)


@dataclass(slots=True, eq=False, repr=False)
class PageFlow:
    """Places line boxes on pages. `notes` returns the boxes of a footnote.

    The pages after the first one have the frame `following` if there is one.
    """

    frame: Frame
    notes: NoteBoxes
    usage: GlyphUsage
    following: Frame | None = None
    pages: list[PdfPage] = field(default_factory=list)
    _stack: BlockStack = field(default_factory=BlockStack)
    _group: list[LineBox] = field(default_factory=list)
    _placed: list[tuple[LineBox, float]] = field(default_factory=list)
    _used: float = 0.0
    _full: bool = False
    _foot: list[LineBox] = field(default_factory=list)
    _foot_height: float = 0.0
    _carried: list[LineBox] = field(default_factory=list)
    _noted: set[str] = field(default_factory=set)
    _fresh: bool = True
    _column: int = 0

    def add(self, block: BlockBox) -> None:
        """Place a block below the previous one."""
        for box in self._stack.place_block(block):
            if not box.joins_previous:
                self._flush()
            self._group.append(box)

    def new_page(self) -> None:
        """Start a new page, unless one has just begun."""
        self._flush()
        if self._placed or self._foot:
            self._close()
        self._column = 0

    def change_frame(self, frame: Frame) -> None:
        """Continue on a page with another frame; notes that are not finished continue on pages of the old one."""
        self._close_all()
        self.frame, self.following = frame, None
        self._column = 0
        self._stack = BlockStack()

    def finish(self) -> list[PdfPage]:
        """Close the last page and return all pages; there is at least one."""
        self._close_all()
        while not self.pages:
            self._close()
        return self.pages

    def _close_all(self) -> None:
        self._flush()
        while self._carried or self._placed or self._foot:
            self._close()

    def _flush(self) -> None:
        group, self._group = self._group, []
        while group:
            group = self._place(group)

    def _place(self, group: list[LineBox]) -> list[LineBox]:
        """Place a group or as much of it as possible; return the rest."""
        self._open()
        if self._fits(group):
            self._accept(group)
            return []
        if self._fits_with_split_note(group):
            self._accept(group, splits_note=True)
            return []
        parts = self._split(group)
        if parts is not None:
            self._accept(parts[0])
            self._close()
            return parts[1]
        if self._placed or self._foot:
            self._close()
            return group
        return self._force(group)

    def _open(self) -> None:
        """Start the column with continued notes, unless it has begun."""
        if not self._fresh:
            return
        self._fresh = False
        room = self.frame.height * _CARRIED_SHARE
        self._take_notes(self._carried, room)

    def _take_notes(self, boxes: list[LineBox], room: float) -> None:
        """Put boxes at the foot while there is room; carry the others over."""
        rest = list(boxes)
        while rest:
            height = rest[0].height + (rest[0].space if self._foot else NOTE_GAP)
            is_empty = not self._foot and not self._placed
            if self._foot_height + height > room + _TOLERANCE and not is_empty:
                break
            self._foot.append(rest.pop(0))
            self._foot_height += height
        self._carried = rest

    def _room(self) -> float:
        return self.frame.height - self._used - self._foot_height

    def _fits(self, group: list[LineBox]) -> bool:
        if self._full or (self._carried and self._new_notes(group)):
            return False
        return self._height(group) + self._notes_height(group) <= self._room() + _TOLERANCE

    def _height(self, group: list[LineBox]) -> float:
        total = sum(box.height for box in group) + sum(box.space for box in group[1:])
        if self._placed:
            return total + group[0].space
        header = group[0].header
        return total + (header.height if header else 0.0)

    def _new_notes(self, group: list[LineBox]) -> list[str]:
        notes = [note for box in group if box.notes for note in box.notes]
        return [note for note in dict.fromkeys(notes) if note not in self._noted] if notes else notes

    def _notes_height(self, group: list[LineBox]) -> float:
        total, gap = 0.0, 0.0 if self._foot else NOTE_GAP
        for note in self._new_notes(group):
            boxes = self.notes(note)
            total += sum(box.height for box in boxes) + sum(box.space for box in boxes[1:])
            total += gap or (boxes[0].space if boxes else 0.0)
            gap = 0.0
        return total

    def _fits_with_split_note(self, group: list[LineBox]) -> bool:
        """Return whether a group fits if its last note continues on the next page."""
        notes = self._new_notes(group)
        if self._full or self._carried or not notes:
            return False
        boxes = self.notes(notes[-1])
        height = sum(box.height for box in boxes)
        if len(boxes) < 4 or (height < self.frame.height * _LONG_NOTE_SHARE and self._placed):
            return False
        whole = self._notes_height(group) - height - sum(box.space for box in boxes[1:])
        least = sum(box.height + box.space for box in boxes[:2])
        return self._height(group) + whole + least <= self._room() + _TOLERANCE

    def _accept(self, group: list[LineBox], *, splits_note: bool = False) -> None:
        for box in group:
            if not self._placed and box.header is not None:
                self._put(replace(box.header, space=0.0))
            self._put(box)
        notes = self._new_notes(group)
        self._noted.update(notes)
        boxes = [box for note in notes for box in self.notes(note)]
        if boxes:
            self._take_notes([*self._carried, *boxes], self.frame.height - self._used)
        self._full = self._full or splits_note

    def _put(self, box: LineBox) -> None:
        self._used += box.space if self._placed else 0.0
        self._placed.append((box, self._used))
        self._used += box.height

    def _split(self, group: list[LineBox]) -> tuple[list[LineBox], list[LineBox]] | None:
        """Split the last box of a group at the foot of the page, leaving room for the notes of its upper part."""
        last = group[-1]
        if self._full or last.split is None:
            return None
        if last.height < last.split_above * self.frame.height and (self._placed or self._foot):
            return None
        room = self._room() - (self._height(group) - last.height)
        smallest: tuple[list[LineBox], list[LineBox]] | None = None
        for _ in range(_MAX_SPLIT_ATTEMPTS):
            parts = split_line_box(last, room)
            if parts is None:
                break
            head = [*group[:-1], parts[0]]
            excess = self._height(head) + self._notes_height(head) - self._room()
            notes_fit = not (self._carried and self._new_notes(head))
            smallest = (head, [parts[1]])
            if notes_fit and (excess <= _TOLERANCE or self._fits_with_split_note(head)):
                return smallest
            room = min(room, parts[0].height) - max(excess / 2, 4.0)
        # An empty page must take something; notes without room are carried over.
        return None if self._placed else smallest

    def _force(self, group: list[LineBox]) -> list[LineBox]:
        """Place boxes one by one on an empty page if no page can hold the whole group."""
        if len(group) > 1:
            kept = [group[0]]
            for box in group[1:]:
                if not self._fits([*kept, box]):
                    break
                kept.append(box)
            if not self._fits(kept):
                parts = self._split(group[:1])
                if parts is not None:
                    self._accept(parts[0])
                    self._full = True
                    return [*parts[1], *group[1:]]
                self._accept(group[:1])
                self._full = True
                return group[1:]
            self._accept(kept)
            return group[len(kept) :]
        self._accept(group)
        self._full = True
        return []

    def _close(self) -> None:
        """Draw the column, on a new page if the last one is full."""
        if self._fresh:
            self._open()
        if self._carried:
            # No more text follows here: the rest of the page is for the notes.
            self._take_notes(self._carried, self.frame.height - self._used)
        frame = self.frame
        if self._column == 0:
            self.pages.append(PdfPage(len(self.pages), frame.page_width, frame.page_height, self.usage))
        page = self.pages[-1]
        left, top = frame.column_left(page.index, self._column), frame.page_height - frame.top
        placed = [(box, top - down) for box, down in self._placed]
        draw_backdrops(placed, page, left)
        for box, height in placed:
            box.paint(page, left, height)
            if self.usage.current_item and self.usage.is_drawn:
                origin, right = self.usage.current_item, left + frame.width
                page.extend_area(origin, left, height, right, height - box.height)
        item, self.usage.current_item = self.usage.current_item, ""
        self._draw_foot(page, left)
        self.usage.current_item = item
        self._column = (self._column + 1) % frame.columns
        if self._column == 0 and self.following is not None:
            self.frame, self.following = self.following, None
        self._placed, self._foot = [], []
        self._used = self._foot_height = 0.0
        self._full, self._fresh = False, True

    def _draw_foot(self, page: PdfPage, left: float) -> None:
        if not self._foot:
            return
        y = page.height - self.frame.top - self.frame.height + self._foot_height
        page.artifact()
        start = left + self.frame.width - _RULE_LENGTH if self.frame.rtl else left
        page.fill(_RULE_COLOUR, start, y - 9.0, start + _RULE_LENGTH, y - 8.5)
        y -= NOTE_GAP
        for index, box in enumerate(self._foot):
            y -= box.space if index else 0.0
            box.paint(page, left, y)
            y -= box.height
