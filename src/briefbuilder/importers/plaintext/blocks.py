"""From units to blocks: headings, lists with their depth, quotations and paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefbuilder.domain.text import Heading, ListItem, Paragraph, Quote, Span
from briefbuilder.importers.build import Builder
from briefbuilder.importers.plaintext.layout import Unit
from briefbuilder.importers.plaintext.marks import Mark, mark_of

_DEPTHS = 8
"""The deepest list that is told apart by its indent."""


@dataclass(slots=True)
class _Lists:
    """The open lists: for each depth its indent and kind of mark."""

    open: list[tuple[int, str]] = field(default_factory=list)

    def place(self, indent: int, mark: Mark) -> tuple[int, bool]:
        """Return the depth of an item and whether it begins a list."""
        while self.open and self.open[-1][0] > indent:
            self.open.pop()
        if self.open and self.open[-1][0] <= indent < self.open[-1][0] + 2:
            same = self.open[-1][1] == mark.kind
            self.open[-1] = (self.open[-1][0], mark.kind)
            return len(self.open) - 1, not same
        if len(self.open) < _DEPTHS:
            self.open.append((indent, mark.kind))
        return len(self.open) - 1, True


def add_blocks(
    builder: Builder, units: Sequence[Unit], headings: Mapping[int, int], taken: frozenset[int]
) -> None:
    """Add a block for each unit that is not part of the head."""
    lists = _Lists()
    quoted = False
    for place, unit in enumerate(units):
        if place in taken:
            continue
        mark = mark_of(unit.text)
        if place in headings:
            bare = unit.text[mark.length :] if mark and mark.kind == "heading" else unit.text
            builder.add(Heading(id="", content=(Span(bare),), level=headings[place]))
        elif mark and _is_item(units, place, mark):
            _add_item(builder, unit, mark, lists)
            quoted = False
            continue
        elif mark and mark.kind == "quote":
            builder.add(Quote(id="", content=(Span(unit.text[mark.length :]),), continues=quoted))
            quoted = True
            continue
        elif lists.open and unit.indent >= lists.open[-1][0] + 2 and unit.gap:
            depth = len(lists.open) - 1
            builder.add(ListItem(id="", content=(Span(unit.text),), depth=depth, continues=True))
            continue
        else:
            builder.add(Paragraph(id="", content=(Span(unit.text),)))
        lists, quoted = _Lists(), False


def _add_item(builder: Builder, unit: Unit, mark: Mark, lists: _Lists) -> None:
    depth, starts = lists.place(unit.indent, mark)
    ordered = mark.kind in {"number", "letter"}
    builder.add(
        ListItem(
            id="",
            content=(Span(unit.text[mark.length :]),),
            depth=depth,
            ordered=ordered,
            number=mark.value if ordered else None,
            starts=starts,
        )
    )


def _is_item(units: Sequence[Unit], place: int, mark: Mark) -> bool:
    """Tell whether a mark makes an item: dashes and numbers do so in company alone."""
    if mark.kind in {"quote", "heading"}:
        return False
    if mark.kind == "bullet":
        return True
    before = _neighbour(units, place, -1)
    after = _neighbour(units, place, 1)
    if mark.kind == "dash":
        return any(other is not None and other.kind == "dash" for other in (before, after))
    follows = before is not None and before.kind == mark.kind and before.value + 1 == mark.value
    precedes = after is not None and after.kind == mark.kind and after.value == mark.value + 1
    return follows or precedes


def _neighbour(units: Sequence[Unit], place: int, step: int) -> Mark | None:
    """Return the mark of the next unit in a direction that is not deeper than this one."""
    own = units[place].indent
    for away in range(1, 40):
        other = place + step * away
        if not 0 <= other < len(units):
            return None
        if units[other].indent < own + 2:
            return mark_of(units[other].text)
    return None
