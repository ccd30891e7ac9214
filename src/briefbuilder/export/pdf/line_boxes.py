"""Slabs: what a page is stacked from. A slab is a line of text, a picture or a band of a table.

A block (a paragraph, say) is some slabs with the space that it wants around it. Lengths are in
points; a slab is drawn at its left edge and its top, from the page's lower left corner.
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
    """What is painted behind neighbouring slabs: a colour, and a bar at the start edge."""

    left: float
    width: float
    colour: str | None = None
    bar: str | None = None
    rtl: bool = False
    bar_width: float = 2.0

    def draw(self, page: PdfPage, left: float, top: float, bottom: float) -> None:
        """Paint from a top to a bottom."""
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
    """One slab. `space` stands above it but at the top of a page; a `joined` one stays with the one above.

    `split` cuts it at a height; one higher than `split_above` (a share of the page) is cut rather
    than moved. `header` is drawn again where a page begins with the slab. `text_end` is where a line's text ends.
    """

    height: float
    draw: Draw
    space: float = 0.0
    joined: bool = False
    notes: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    section: str = ""
    backdrops: tuple[Backdrop, ...] = ()
    split: Split | None = None
    split_above: float = 0.45
    header: LineBox | None = None
    text_end: float = 0.0

    def paint(self, page: PdfPage, left: float, top: float) -> None:
        """Draw it and remember what begins here."""
        if not page.muted:
            for anchor in self.anchors:
                page.anchors.setdefault(anchor, top)
            for origin in self.origins:
                page.origins.setdefault(origin, top)
                page.ink.here = origin
            if self.section:
                page.sections.append(self.section)
        self.draw(page, left, top)


@dataclass(slots=True, eq=False)
class BlockBox:
    """Slabs with the space before and after them; `keep` holds them to what follows."""

    slabs: list[LineBox]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False


@dataclass(slots=True)
class Stack:
    """Joins blocks: of two spaces that meet, the larger stands."""

    _after: float = 0.0
    _keep: bool = False
    _empty: bool = True

    def slabs(self, block: BlockBox) -> list[LineBox]:
        """Return the slabs of the next block, with the space above them set."""
        for slab in block.slabs[:1]:
            slab.space = 0.0 if self._empty else max(self._after, block.before)
            slab.joined = slab.joined or self._keep
        if block.slabs:
            self._after, self._keep, self._empty = block.after, block.keep, False
        return block.slabs


def parted(slab: LineBox, room: float) -> tuple[LineBox, LineBox] | None:
    """Return the part of a slab that fits in a height, and the rest; None where it cannot be cut so.

    What begins with the slab begins with the upper part; a table's head belongs to both.
    """
    parts = slab.split(room) if slab.split is not None and room > 0 else None
    if parts is None:
        return None
    head, tail = parts
    head.space, head.joined, head.anchors, head.origins = slab.space, slab.joined, slab.anchors, slab.origins
    head.section = slab.section
    for part in parts:
        part.header = slab.header
        part.backdrops = slab.backdrops
    return head, tail


def stacked(blocks: Iterable[BlockBox]) -> list[LineBox]:
    """Return the slabs of blocks that stand one above the other."""
    stack = Stack()
    return [slab for block in blocks for slab in stack.slabs(block)]


def height_of(slabs: list[LineBox]) -> float:
    """Return the height of slabs in a stack of their own, in points."""
    return sum(slab.height + (slab.space if place else 0.0) for place, slab in enumerate(slabs))


def draw_stack(slabs: list[LineBox], page: PdfPage, left: float, top: float) -> None:
    """Draw slabs one below the other with what is behind them."""
    tops = []
    y = top
    for place, slab in enumerate(slabs):
        y -= slab.space if place else 0.0
        tops.append(y)
        y -= slab.height
    draw_backdrops(list(zip(slabs, tops, strict=True)), page, left)
    for slab, slab_top in zip(slabs, tops, strict=True):
        slab.paint(page, left, slab_top)


def draw_backdrops(placed: list[tuple[LineBox, float]], page: PdfPage, left: float) -> None:
    """Paint each backdrop once, from its first slab to its last."""
    spans: dict[int, tuple[Backdrop, float, float]] = {}
    for slab, top in placed:
        for backdrop in slab.backdrops:
            first = spans.get(id(backdrop), (backdrop, top, top))[1]
            spans[id(backdrop)] = (backdrop, first, top - slab.height)
    for backdrop, top, bottom in spans.values():
        backdrop.draw(page, left, top, bottom)


def shifted(slab: LineBox, right: float, *, above: float = 0.0, below: float = 0.0) -> LineBox:
    """Return the slab moved to the right, with room above and below that belongs to it."""
    draw, split = slab.draw, slab.split

    def moved(page: PdfPage, left: float, top: float) -> None:
        draw(page, left + right, top - above)

    def cut(height: float) -> tuple[LineBox, LineBox] | None:
        parts = parted(slab, height - above)
        if parts is None:
            return None
        return shifted(parts[0], right, above=above), shifted(parts[1], right, below=below)

    backdrops = tuple(replace(backdrop, left=backdrop.left + right) for backdrop in slab.backdrops)
    return replace(
        slab,
        height=slab.height + above + below,
        draw=moved,
        split=cut if split else None,
        backdrops=backdrops,
        header=shifted(slab.header, right) if slab.header else None,
    )


@dataclass(slots=True)
class Mover:
    """Moves slabs of one container, so that a backdrop that several share stays one."""

    right: float
    _backdrops: dict[int, Backdrop] = field(default_factory=dict)

    def moved(self, slab: LineBox, *, above: float = 0.0, below: float = 0.0) -> LineBox:
        """Return the slab moved to the right."""
        result = shifted(slab, self.right, above=above, below=below)
        result.backdrops = tuple(
            self._backdrops.setdefault(id(old), new)
            for old, new in zip(slab.backdrops, result.backdrops, strict=True)
        )
        return result


# What a style paints behind its text: a coloured ground, a bar at the start edge, a rule.

_PADDING = 7.0
_INSET = 6.0
_BAR_GAP = 10.0
_RULE = 0.5
_RULE_GAP = 3.0


def inner_style(style: Style) -> Style:
    """Return the style of a paragraph that stands in a ground of its own colour."""
    if style.background is None:
        return style
    return replace(style, indent_start=style.indent_start + _INSET, indent_end=style.indent_end + _INSET)


def grounded(block: BlockBox, style: Style, width: float, *, rtl: bool, above: bool = False) -> BlockBox:
    """Paint a paragraph's ground, and its rule under it (or `above` it)."""
    slabs = block.slabs
    if slabs and style.background is not None:
        backdrop = _backdrop(style, width, rtl=rtl)
        slabs = _padded(slabs, Mover(0.0), _INSET / 2)
        for slab in slabs:
            slab.backdrops = (*slab.backdrops, backdrop)
    if slabs and style.rule is not None:
        slabs = _ruled(slabs, style, width, above=above)
    return BlockBox(slabs, block.before, block.after, block.keep)


def _backdrop(style: Style, width: float, *, rtl: bool) -> Backdrop:
    left = style.indent_end if rtl else style.indent_start
    return Backdrop(left, width - style.indent_start - style.indent_end, style.background, rtl=rtl)


def barred(slabs: list[LineBox], style: Style, width: float, *, rtl: bool) -> None:
    """Paint a quotation's bar beside its slabs, and its ground."""
    if not (style.background or style.rule):
        return
    start = max(style.indent_start - _BAR_GAP, 0.0)
    left = style.indent_end if rtl else start
    backdrop = Backdrop(left, width - start - style.indent_end, style.background, style.rule, rtl)
    for slab in slabs:
        slab.backdrops = (*slab.backdrops, backdrop)


def one_bar(above: list[LineBox], below: list[LineBox]) -> None:
    """Let the bar beside a quotation's slabs go on beside the slabs below them, over the space between."""
    if not (above and above[-1].backdrops):
        return
    bar = above[-1].backdrops[-1]
    for slab in below:
        slab.backdrops = (*slab.backdrops[:-1], bar)


def box_insets(style: Style) -> tuple[float, float]:
    """Return the room at the start and at the end between a box and its text, in points."""
    return max(style.indent_start, _BAR_GAP), max(style.indent_end, _PADDING)


def boxed(slabs: list[LineBox], style: Style, width: float, *, rtl: bool) -> list[LineBox]:
    """Put slabs, set between the box's insets, into a box of the whole width."""
    if not slabs:
        return []
    start, end = box_insets(style)
    moved = _padded(slabs, Mover(end if rtl else start), _PADDING)
    backdrop = Backdrop(0.0, width, style.background, style.rule, rtl)
    for slab in moved:
        slab.backdrops = (backdrop, *slab.backdrops)
    return moved


def _padded(slabs: list[LineBox], mover: Mover, padding: float) -> list[LineBox]:
    last = len(slabs) - 1
    return [
        mover.moved(slab, above=padding if place == 0 else 0.0, below=padding if place == last else 0.0)
        for place, slab in enumerate(slabs)
    ]


def _ruled(slabs: list[LineBox], style: Style, width: float, *, above: bool) -> list[LineBox]:
    """Draw a thin rule above the first or under the last slab."""
    mover = Mover(0.0)
    place = 0 if above else len(slabs) - 1
    old = slabs[place]
    new = mover.moved(old, above=_RULE_GAP if above else 0.0, below=0.0 if above else _RULE_GAP)
    draw, high = new.draw, new.height

    def ruled(page: PdfPage, left: float, top: float) -> None:
        draw(page, left, top)
        edge = top if above else top - high
        page.end()
        page.fill(style.rule or style.colour, left, edge - _RULE / 2, left + width, edge + _RULE / 2)

    new.draw = ruled
    return [*slabs[:place], new, *slabs[place + 1 :]]
