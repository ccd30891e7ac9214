"""Maps positions between two corrected versions of the same text."""

from __future__ import annotations

from collections.abc import Iterator

from briefbuilder.domain.article import split_sections
from briefbuilder.domain.corrected_text import CorrectedText
from briefbuilder.domain.values import value


@value(kw_only=False)
class BlockRange:
    """A range of text: neighbouring blocks, from `start` in the first to `end` in the last, in code points."""

    blocks: tuple[str, ...]
    start: int
    end: int


@value(kw_only=False)
class _NewPosition:
    """The new position of code points `start` to `end` of an imported block: a block's index, and an offset in it."""

    start: int
    end: int
    place: int
    at: int


class OffsetMap:
    """Maps positions from one corrected text to another. Both must be based on the same imported blocks."""

    def __init__(self, before: CorrectedText, after: CorrectedText) -> None:
        self._before, self._after = before, after
        self._places = {block.id: place for place, block in enumerate(after.blocks)}
        self._homes: dict[str, list[_NewPosition]] = {}
        for place, block in enumerate(after.blocks):
            for piece in after.pieces_of(block):
                home = _NewPosition(piece.start, piece.end, place, piece.at)
                self._homes.setdefault(piece.source, []).append(home)

    def map_range(self, blocks: tuple[str, ...], start: int, end: int) -> BlockRange | None:
        """Return the new range of a range of text, or None if none of its words is left.

        It extends from the first to the last of the words and includes all words between them.
        """
        if self._is_untouched(blocks):
            return BlockRange(blocks, start, end)
        ends = list(self._ends(blocks, start, end))
        if not ends:
            return None
        if start == end and len(blocks) == 1:
            # A position at a split is at the end of one half and at the start of the other.
            del ends[1:]
        (first, low), (last, high) = min(one for one, _ in ends), max(other for _, other in ends)
        return BlockRange(tuple(block.id for block in self._after.blocks[first : last + 1]), low, high)

    def map_point(self, block: str, point: int) -> tuple[str, int] | None:
        """Return the new block and offset of a code point, or of the nearest word if it was removed."""
        old_block = self._before.by_id.get(block)
        if old_block is None:
            return None
        for start, end in ((point, len(old_block.text)), (0, point)):
            moved = self.map_range((block,), start, end) if start < end else None
            if moved is not None:
                return (moved.blocks[0], moved.start) if start == point else (moved.blocks[-1], moved.end)
        moved = self.map_range((block,), 0, len(old_block.text))
        return None if moved is None else (moved.blocks[0], 0)

    def source_sections(self) -> tuple[tuple[int, ...], ...]:
        """Return for each section of the new text the indices of the old sections that its words come from."""
        owner = {
            block.id: section.index
            for section in split_sections(self._before.blocks)
            for block in section.all_blocks
        }
        came: dict[int, dict[int, None]] = {}
        for block in self._before.blocks:
            moved = self.map_range((block.id,), 0, len(block.text))
            for name in moved.blocks if moved is not None else ():
                came.setdefault(self._places[name], {})[owner[block.id]] = None
        found = []
        for section in split_sections(self._after.blocks):
            places = (self._places[block.id] for block in section.all_blocks)
            found.append(tuple(sorted({index for place in places for index in came.get(place, ())})))
        return tuple(found)

    def _is_untouched(self, blocks: tuple[str, ...]) -> bool:
        if not all(self._is_same(name) for name in blocks):
            return False
        first, last = self._places[blocks[0]], self._places[blocks[-1]]
        return tuple(block.id for block in self._after.blocks[first : last + 1]) == blocks

    def _is_same(self, name: str) -> bool:
        one, other = self._before.by_id.get(name), self._after.by_id.get(name)
        return (
            one is not None
            and other is not None
            and one.text == other.text
            and self._before.pieces_of(one) == self._after.pieces_of(other)
        )

    def _ends(
        self, blocks: tuple[str, ...], start: int, end: int
    ) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
        """Yield the start and end of each part of a range, each as a block's index and an offset in it."""
        for source, low, high in self._sources(blocks, start, end):
            for home in self._homes.get(source, ()):
                first, last = max(low, home.start), min(high, home.end)
                if first < last or (low == high and home.start <= low <= home.end):
                    shift = home.at - home.start
                    yield (home.place, first + shift), (home.place, last + shift)

    def _sources(self, blocks: tuple[str, ...], start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """Yield the parts of imported blocks that a range covers."""
        lone = len(blocks) == 1 and start == end
        for index, name in enumerate(blocks):
            block = self._before.by_id.get(name)
            if block is None:
                continue
            low = start if index == 0 else 0
            high = end if index == len(blocks) - 1 else len(block.text)
            for piece in self._before.pieces_of(block):
                first = max(low, piece.at)
                last = min(high, piece.at + piece.end - piece.start)
                if first < last or (first == last and (lone or not block.text)):
                    yield piece.source, piece.start + first - piece.at, piece.start + last - piece.at
