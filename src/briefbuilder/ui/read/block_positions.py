"""Maps the blocks of an article to the positions of its document, and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Block, Table, WrittenBlock
from briefbuilder.ui.offsets import UnitOffsets

# Passages count code points of a block's text. The document counts UTF-16 units and also contains
# characters that belong to no block, such as the marks of notes.


@dataclass(frozen=True)
class PlacedBlock:
    """A block in the document.

    `top` is the first position of the block, for example of its picture; `start` and `end` enclose its text.
    `marks` are shown characters that are not part of the text: the code point before which they are shown, and
    their length in UTF-16 units, in order.
    """

    block: Block
    top: int
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether only the whole block can be selected."""
        return not isinstance(self.block, WrittenBlock)

    def position(self, point: int) -> int:
        """Return the document position of a code point of the text."""
        if isinstance(self.block, Table):
            return self.start if point <= 0 else self.end
        before = bisect_right(self._mark_places, 0) if point == 0 else bisect_left(self._mark_places, point)
        return self.start + self._offsets.to_units(point) + self._mark_sizes[before]

    def point(self, position: int) -> int:
        """Return the code point of the text at a document position."""
        if self.whole:
            return 0 if position <= self.start else len(self.block.text)
        unit = position - self.start
        for place, size in self.marks:
            before = self._offsets.to_units(place)
            if unit <= before:
                break
            unit = max(before, unit - size)
        return self._offsets.to_points(unit)

    @cached_property
    def _offsets(self) -> UnitOffsets:
        return UnitOffsets(self.block.text)

    @cached_property
    def _mark_places(self) -> list[int]:
        return [place for place, _ in self.marks]

    @cached_property
    def _mark_sizes(self) -> list[int]:
        """The length of the marks before each mark, and of all."""
        return [0, *accumulate(size for _, size in self.marks)]


class BlockPositions:
    """The blocks of one article in the order of the document."""

    def __init__(self, placed: tuple[PlacedBlock, ...]) -> None:
        self.placed = placed
        self._tops = [block.top for block in placed]
        self._index = {placed_block.block.id: index for index, placed_block in enumerate(placed)}

    def moved(self, by: int) -> BlockPositions:
        """Return the same blocks so many positions further down."""
        return BlockPositions(
            tuple(
                PlacedBlock(one.block, one.top + by, one.start + by, one.end + by, one.marks)
                for one in self.placed
            )
        )

    def of(self, block_id: str) -> PlacedBlock | None:
        """Return a block with its positions, or None."""
        index = self._index.get(block_id)
        return None if index is None else self.placed[index]

    def index_at(self, position: int) -> int | None:
        """Return the index of the block at a document position, None before the first."""
        index = bisect_right(self._tops, position) - 1
        return index if index >= 0 else None

    def range_of(self, passage: Passage) -> tuple[int, int] | None:
        """Return the document positions of a passage, None if its blocks are not shown."""
        first, last = self.of(passage.blocks[0]), self.of(passage.blocks[-1])
        if first is None or last is None:
            return None
        start = first.top if passage.start == 0 else first.position(passage.start)
        return start, last.position(passage.end)

    def passage(self, article: Article, start: int, end: int) -> Passage | None:
        """Return the passage between two document positions, None if there is no text.

        White space at both ends is excluded; tables and figures are included as a whole.
        """
        low, high = self.index_at(start), self.index_at(end)
        if high is None or end <= start:
            return None
        chosen = list(self.placed[low or 0 : high + 1])
        while chosen and not chosen[-1].whole and chosen[-1].point(end) == 0:
            chosen.pop()
            end = chosen[-1].end if chosen else end
        if not chosen:
            return None
        from_point = 0 if low is None or chosen[0].whole else chosen[0].point(start)
        to_point = len(chosen[-1].block.text) if chosen[-1].whole else chosen[-1].point(end)
        return _trim(article, tuple(placed.block for placed in chosen), from_point, to_point)


def _trim(article: Article, blocks: tuple[Block, ...], start: int, end: int) -> Passage | None:
    """Return the passage without empty blocks and white space at its ends."""
    kept = list(blocks)
    while kept and not kept[0].text[start:].strip():
        kept.pop(0)
        start = 0
    while kept and not kept[-1].text[:end].strip():
        kept.pop()
        end = len(kept[-1].text) if kept else 0
    if not kept or (len(kept) == 1 and not kept[0].text[start:end].strip()):
        return None
    if isinstance(kept[0], WrittenBlock):
        text = kept[0].text
        start += len(text[start:]) - len(text[start:].lstrip())
    if isinstance(kept[-1], WrittenBlock):
        end = len(kept[-1].text[:end].rstrip())
    return passage_of(article, tuple(kept), start, end)
