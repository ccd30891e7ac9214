"""Where an article's words stand in the text document that shows them.

Passages count code points of a block's text; the document counts UTF-16 units and also shows
characters that no block holds (the marks of notes). This module alone knows both.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Block, Figure, Table
from briefbuilder.ui.offsets import to_points, to_units


@dataclass(frozen=True, slots=True)
class Placed:
    """One block in the document.

    `top` is the first position that belongs to it (a picture, for example), `start` and `end` are
    those of its words. `marks` are characters shown but not counted: the code point before which
    they stand and how many units they take, in order.
    """

    block: Block
    top: int
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether it is only ever taken whole."""
        return isinstance(self.block, Table | Figure)

    def position(self, point: int) -> int:
        """Return the document position of a code point of the text."""
        if isinstance(self.block, Table):
            return self.start if point <= 0 else self.end
        shown = sum(size for place, size in self.marks if place < point or place == point == 0)
        return self.start + to_units(self.block.text, point) + shown

    def point(self, position: int) -> int:
        """Return the code point of the text at a document position."""
        if self.whole:
            return 0 if position <= self.start else len(self.block.text)
        unit = position - self.start
        for place, size in self.marks:
            before = to_units(self.block.text, place)
            if unit <= before:
                break
            unit = max(before, unit - size)
        return to_points(self.block.text, unit)


class Places:
    """The blocks of one article in the order of the document."""

    def __init__(self, placed: tuple[Placed, ...]) -> None:
        self._placed = placed
        self._tops = [each.top for each in placed]
        self._index = {each.block.id: index for index, each in enumerate(placed)}

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Every block, in order."""
        return self._placed

    def of(self, block_id: str) -> Placed | None:
        """Return a block's place, or None."""
        index = self._index.get(block_id)
        return None if index is None else self._placed[index]

    def index_at(self, position: int) -> int | None:
        """Return the index of the block at a document position, None before the first."""
        index = bisect_right(self._tops, position) - 1
        return index if index >= 0 else None

    def ends_of(self, passage: Passage) -> tuple[int, int] | None:
        """Return the document positions of a passage's ends, or None where its blocks are not shown."""
        first, last = self.of(passage.blocks[0]), self.of(passage.blocks[-1])
        if first is None or last is None:
            return None
        start = first.top if passage.start == 0 else first.position(passage.start)
        return start, last.position(passage.end)

    def passage(self, article: Article, start: int, end: int) -> Passage | None:
        """Return the passage between two document positions, None where no word stands there.

        White space at the two ends is left out; tables and figures are taken whole.
        """
        low, high = self.index_at(start), self.index_at(end)
        if high is None or end <= start:
            return None
        chosen = list(self._placed[low or 0 : high + 1])
        while chosen and not chosen[-1].whole and chosen[-1].point(end) == 0:
            chosen.pop()
            end = chosen[-1].end if chosen else end
        if not chosen:
            return None
        from_point = 0 if low is None or chosen[0].whole else chosen[0].point(start)
        to_point = len(chosen[-1].block.text) if chosen[-1].whole else chosen[-1].point(end)
        return _trimmed(article, tuple(each.block for each in chosen), from_point, to_point)


def _trimmed(article: Article, blocks: tuple[Block, ...], start: int, end: int) -> Passage | None:
    """Return the passage without blocks and white space at its ends that hold no word."""
    kept = list(blocks)
    while kept and not kept[0].text[start:].strip():
        kept.pop(0)
        start = 0
    while kept and not kept[-1].text[:end].strip():
        kept.pop()
        end = len(kept[-1].text) if kept else 0
    if not kept or (len(kept) == 1 and not kept[0].text[start:end].strip()):
        return None
    if not isinstance(kept[0], Table | Figure):
        text = kept[0].text
        start += len(text[start:]) - len(text[start:].lstrip())
    if not isinstance(kept[-1], Table | Figure):
        end = len(kept[-1].text[:end].rstrip())
    return passage_of(article, tuple(kept), start, end)
