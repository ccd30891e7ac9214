"""A house document's paragraphs with tabs, as rows of boxes that stand where its tab stops say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefbuilder.domain.document import BandLine, Content, LetterBox, LetterLine, Run
from briefbuilder.domain.styles import Align
from briefbuilder.export.docx.house.inlines import Pieces

_ALIGN: dict[str, Align] = {"center": "centre", "right": "end", "end": "end"}

Stops = list[tuple[float, str]]
"""Tab stops, each its place in points and its kind, in order."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where a paragraph stands on the paper: its left edge and its width, in points."""

    left: float
    width: float


def tabbed_rows(pieces: Pieces, line: LetterLine, stops: Stops, room: Room) -> Iterator[BandLine]:
    """Yield a row for each line of a paragraph with tabs; `line` is the paragraph as if it were one."""
    rows = _split(pieces)
    for place, parts in enumerate(rows):
        first, last = place == 0, place == len(rows) - 1
        look = replace(
            line.look,
            space_before=line.look.space_before if first else 0.0,
            space_after=line.look.space_after if last else 0.0,
        )
        own = replace(
            line, look=look, above=line.above if first else None, below=line.below if last else None
        )
        yield BandLine(boxes=_boxes(parts, own if first else replace(own, picture=""), stops, room))


def _split(pieces: Pieces) -> list[list[Content]]:
    """Return the paragraph's lines, each as its parts between tabs."""
    rows: list[list[Content]] = [[()]]
    for place, content in enumerate(pieces.contents):
        if place:
            rows[-1].append(())
        for inline in content:
            if isinstance(inline, Run) and inline.text == "\n":
                rows.append([()])
            else:
                rows[-1][-1] = (*rows[-1][-1], inline)
    return rows


def _boxes(parts: list[Content], line: LetterLine, stops: Stops, room: Room) -> tuple[LetterBox, ...]:
    """Return a box for each part between tabs, aligned as its tab stop says."""
    boxes = []
    for place, content in enumerate(parts):
        at, kind = stops[min(place, len(stops)) - 1] if place else (0.0, "left")
        at = min(at, room.width)
        align: Align = _ALIGN.get(kind, "start")
        half = min(at, room.width - at) or room.width / 2
        left, right = {"centre": (at - half, at + half), "end": (0.0, at)}.get(align, (at, room.width))
        look = replace(line.look, align=align, indent_start=0.0, indent_end=0.0, first_line=0.0)
        shown = replace(line, content=content, look=look)
        if place:
            shown = replace(shown, above=None, below=None, picture="")
        box = LetterBox(left=room.left + left, width=max(right - left, 1.0), lines=(shown,))
        boxes.append(replace(box, after_tab=bool(place) and align == "start"))
    return tuple(boxes)
