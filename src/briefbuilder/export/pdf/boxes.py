"""What a style paints behind its text: a coloured ground, a bar at the start edge, a rule."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.page import Page
from briefbuilder.export.pdf.slabs import Backdrop, Block, Mover, Slab

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


def grounded(block: Block, style: Style, width: float, *, rtl: bool, above: bool = False) -> Block:
    """Paint a paragraph's ground, and its rule under it (or `above` it)."""
    slabs = block.slabs
    if slabs and style.background is not None:
        backdrop = _backdrop(style, width, rtl=rtl)
        slabs = _padded(slabs, Mover(0.0), _INSET / 2)
        for slab in slabs:
            slab.backdrops = (*slab.backdrops, backdrop)
    if slabs and style.rule is not None:
        slabs = _ruled(slabs, style, width, above=above)
    return Block(slabs, block.before, block.after, block.keep)


def _backdrop(style: Style, width: float, *, rtl: bool) -> Backdrop:
    left = style.indent_end if rtl else style.indent_start
    return Backdrop(left, width - style.indent_start - style.indent_end, style.background, rtl=rtl)


def barred(slabs: list[Slab], style: Style, width: float, *, rtl: bool) -> None:
    """Paint a quotation's bar beside its slabs, and its ground."""
    if not (style.background or style.rule):
        return
    start = max(style.indent_start - _BAR_GAP, 0.0)
    left = style.indent_end if rtl else start
    backdrop = Backdrop(left, width - start - style.indent_end, style.background, style.rule, rtl)
    for slab in slabs:
        slab.backdrops = (*slab.backdrops, backdrop)


def one_bar(above: list[Slab], below: list[Slab]) -> None:
    """Let the bar beside a quotation's slabs go on beside the slabs below them, over the space between."""
    if not (above and above[-1].backdrops):
        return
    bar = above[-1].backdrops[-1]
    for slab in below:
        slab.backdrops = (*slab.backdrops[:-1], bar)


def box_insets(style: Style) -> tuple[float, float]:
    """Return the room at the start and at the end between a box and its text, in points."""
    return max(style.indent_start, _BAR_GAP), max(style.indent_end, _PADDING)


def boxed(slabs: list[Slab], style: Style, width: float, *, rtl: bool) -> list[Slab]:
    """Put slabs, set between the box's insets, into a box of the whole width."""
    if not slabs:
        return []
    start, end = box_insets(style)
    moved = _padded(slabs, Mover(end if rtl else start), _PADDING)
    backdrop = Backdrop(0.0, width, style.background, style.rule, rtl)
    for slab in moved:
        slab.backdrops = (backdrop, *slab.backdrops)
    return moved


def _padded(slabs: list[Slab], mover: Mover, padding: float) -> list[Slab]:
    last = len(slabs) - 1
    return [
        mover.moved(slab, above=padding if place == 0 else 0.0, below=padding if place == last else 0.0)
        for place, slab in enumerate(slabs)
    ]


def _ruled(slabs: list[Slab], style: Style, width: float, *, above: bool) -> list[Slab]:
    """Draw a thin rule above the first or under the last slab."""
    mover = Mover(0.0)
    place = 0 if above else len(slabs) - 1
    old = slabs[place]
    new = mover.moved(old, above=_RULE_GAP if above else 0.0, below=0.0 if above else _RULE_GAP)
    draw, high = new.draw, new.height

    def ruled(page: Page, left: float, top: float) -> None:
        draw(page, left, top)
        edge = top if above else top - high
        page.end()
        page.fill(style.rule or style.colour, left, edge - _RULE / 2, left + width, edge + _RULE / 2)

    new.draw = ruled
    return [*slabs[:place], new, *slabs[place + 1 :]]
