"""Applies corrections to imported blocks, and records where each word of the result comes from.

`OffsetMap` maps positions between the results of two sequences of corrections of the same blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from briefbuilder.domain.block_edits import (
    SourcePiece,
    change_form,
    drop_dangling_references,
    inherit_list_position,
    join_content,
    make_list_item,
    make_second_half,
    remove_blocks,
    slice_pieces,
)
from briefbuilder.domain.corrections import (
    Correction,
    FormCorrection,
    JoinCorrection,
    LanguageCorrection,
    RemovalCorrection,
    SplitCorrection,
    affected_blocks,
    split_points,
)
from briefbuilder.domain.inline import split_content
from briefbuilder.domain.text import Block, Heading, Note, Quote, WrittenBlock


@dataclass(frozen=True)
class CorrectedText:
    """A text with its corrections applied.

    `blocks` are those of the text, `all_blocks` includes the removed ones at their positions. `pieces` says
    where the words of blocks come from that were joined, split or lost their list marker. `kept` are the
    corrections that were applicable.
    """

    blocks: tuple[Block, ...]
    all_blocks: tuple[Block, ...]
    left_out: frozenset[str]
    pieces: Mapping[str, tuple[SourcePiece, ...]] = field(default_factory=dict)
    kept: tuple[Correction, ...] = ()
    ids: frozenset[str] = frozenset()
    """Every id that was ever used, including those of joined blocks."""

    @cached_property
    def by_id(self) -> Mapping[str, Block]:
        """The blocks of the text by id."""
        return {block.id: block for block in self.blocks}

    def above(self, name: str) -> Block | None:
        """Return the block before another one, or None."""
        place = next((place for place, block in enumerate(self.blocks) if block.id == name), 0)
        return self.blocks[place - 1] if place else None

    def pieces_of(self, block: Block) -> tuple[SourcePiece, ...]:
        """Return where a block's words come from."""
        own = self.pieces.get(block.id)
        return (SourcePiece(block.id, 0, len(block.text), 0),) if own is None else own


def apply_corrections(blocks: tuple[Block, ...], corrections: Iterable[Correction]) -> CorrectedText:
    """Apply corrections to blocks in order; those that are not applicable are skipped."""
    builder = _CorrectedBuilder(blocks)
    kept = tuple(correction for correction in corrections if builder.apply(correction))
    return builder.result(kept)


def is_applicable(text: CorrectedText, correction: Correction) -> bool:
    """Return whether a correction can be applied to a text and would change it."""
    return _CorrectedBuilder.of(text).apply(correction)


def compact_corrections(
    blocks: tuple[Block, ...], corrections: tuple[Correction, ...]
) -> tuple[Correction, ...]:
    """Return the corrections without those that later ones make unnecessary."""
    needed: list[Correction] = []
    for correction in corrections:
        if isinstance(correction, FormCorrection | LanguageCorrection):
            _drop_overridden(needed, correction)
        elif isinstance(correction, JoinCorrection):
            shorter = _without_split(blocks, needed, correction)
            if shorter is not None:
                needed = shorter
                continue
        needed.append(correction)
    return apply_corrections(blocks, needed).kept


def _drop_overridden(corrections: list[Correction], correction: FormCorrection | LanguageCorrection) -> None:
    for place in range(len(corrections) - 1, -1, -1):
        earlier = corrections[place]
        if correction.block not in affected_blocks(earlier):
            continue
        if isinstance(earlier, JoinCorrection | SplitCorrection):
            return
        if type(earlier) is type(correction):
            del corrections[place]


def _without_split(
    blocks: tuple[Block, ...], corrections: list[Correction], join: JoinCorrection
) -> list[Correction] | None:
    """Return the corrections without the split that a join reverts, or None if it reverts none."""
    joined = apply_corrections(blocks, [*corrections, join])
    for place, earlier in enumerate(corrections):
        if isinstance(earlier, SplitCorrection) and affected_blocks(earlier) == join.blocks:
            without = apply_corrections(blocks, [*corrections[:place], *corrections[place + 1 :]])
            if (without.blocks, without.left_out) == (joined.blocks, joined.left_out):
                return list(without.kept)
    return None


class _CorrectedBuilder:
    """Applies corrections to blocks."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self._order = [block.id for block in blocks]
        self._blocks = {block.id: block for block in blocks}
        self._pieces: dict[str, tuple[SourcePiece, ...]] = {}
        self._left: set[str] = set()
        self._halves: dict[str, tuple[str, int]] = {}
        """The second half of each split block, and at which code point of the whole it began."""
        self._ids = set(self._order)
        self._notes = frozenset(block.id for block in blocks if isinstance(block, Note))

    @classmethod
    def of(cls, text: CorrectedText) -> _CorrectedBuilder:
        made = cls(text.all_blocks)
        made._pieces, made._left, made._ids = dict(text.pieces), set(text.left_out), set(text.ids)
        return made

    def apply(self, correction: Correction) -> bool:
        """Apply a correction; return False, without a change, if it is not applicable."""
        required = (
            (correction.block,) if isinstance(correction, SplitCorrection) else affected_blocks(correction)
        )
        if not all(name in self._blocks and name not in self._left for name in required):
            return False
        match correction:
            case FormCorrection():
                return self._shape(correction)
            case JoinCorrection():
                return self._join(correction)
            case SplitCorrection():
                return self._divide(correction)
            case LanguageCorrection():
                block = self._blocks[correction.block]
                self._blocks[block.id] = replace(block, language=correction.language)
                return block.language != correction.language
            case RemovalCorrection():
                self._left.add(correction.block)
                return True

    def result(self, kept: tuple[Correction, ...]) -> CorrectedText:
        all_blocks = tuple(self._blocks[name] for name in self._order)
        return CorrectedText(
            blocks=drop_dangling_references(remove_blocks(all_blocks, self._left), self._notes),
            all_blocks=all_blocks,
            left_out=frozenset(self._left),
            pieces=self._pieces,
            kept=kept,
            ids=frozenset(self._ids),
        )

    def _shape(self, shaped: FormCorrection) -> bool:
        block = self._blocks[shaped.block]
        if not isinstance(block, WrittenBlock) or _has_form(block, shaped):
            return False
        if shaped.form == "heading" and not 1 <= shaped.level <= 6:
            return False
        place = self._order.index(block.id)
        if shaped.form == "list_item":
            if shaped.mark and not block.text[shaped.mark :]:
                return False
            pieces = self._of(block)
            self._blocks[block.id] = make_list_item(block, shaped, self._neighbour(place, -1))
            if shaped.mark:
                self._pieces[block.id] = slice_pieces(pieces, shaped.mark, len(block.text))
        else:
            self._blocks[block.id] = change_form(block, shaped)
        self._hand_on(block, self._neighbour(place, 1))
        return True

    def _join(self, joined: JoinCorrection) -> bool:
        first, *others = (self._blocks[name] for name in joined.blocks)
        dropped = joined.dropped or (0,) * len(others)
        if not others or len(set(joined.blocks)) != len(joined.blocks):
            return False
        if (len(joined.glue), len(dropped)) != (len(others), len(others)):
            return False
        whole: Block = first
        pieces = self._of(first)
        for glue, drop, other in zip(joined.glue, dropped, others, strict=True):
            if not isinstance(whole, WrittenBlock) or not isinstance(other, WrittenBlock):
                return False
            size = len(whole.text)
            if drop:
                whole = replace(whole, content=split_content(whole.content, size - drop, size)[0])
                pieces = slice_pieces(pieces, 0, size - drop)
            shift = len(whole.text) + len(glue)
            pieces += tuple(replace(piece, at=piece.at + shift) for piece in self._of(other))
            whole = replace(whole, content=join_content(whole, glue, other))
        self._take_in(first, others, whole, pieces)
        return True

    def _take_in(
        self, first: Block, others: list[Block], whole: Block, pieces: tuple[SourcePiece, ...]
    ) -> None:
        """Replace the first block by the joined one, and remove the others."""
        last = others[-1]
        below = self._neighbour(self._order.index(last.id), 1)
        self._blocks[first.id], self._pieces[first.id] = whole, pieces
        for other in others:
            self._order.remove(other.id)
            del self._blocks[other.id]
            self._pieces.pop(other.id, None)
        if type(last) is not type(first):
            self._hand_on(last, below)

    def _divide(self, correction: SplitCorrection) -> bool:
        block, at = self._half_at(self._blocks[correction.block], correction.at)
        ends = split_points(block, at)
        if ends is None or not isinstance(block, WrittenBlock) or correction.second in self._ids:
            return False
        first, second = split_content(block.content, *ends)
        pieces = self._of(block)
        self._order.insert(self._order.index(block.id) + 1, correction.second)
        if block.id in self._halves:
            following, start = self._halves[block.id]
            self._halves[correction.second] = following, start - ends[1]
        self._halves[block.id] = correction.second, ends[1]
        self._ids.add(correction.second)
        self._blocks[block.id] = replace(block, content=first)
        self._blocks[correction.second] = make_second_half(block, correction.second, second)
        self._pieces[block.id] = slice_pieces(pieces, 0, ends[0])
        self._pieces[correction.second] = slice_pieces(pieces, ends[1], len(block.text))
        return True

    def _half_at(self, block: Block, at: int) -> tuple[Block, int]:
        """Return the half of a split block in which a code point is now, and which it is there.

        Only if two desks split one block is it in another half than the first.
        """
        while at >= len(block.text) and block.id in self._halves:
            following, start = self._halves[block.id]
            if following not in self._blocks or following in self._left:
                break
            block, at = self._blocks[following], at - start
        return block, at

    def _of(self, block: Block) -> tuple[SourcePiece, ...]:
        return self._pieces.get(block.id) or (SourcePiece(block.id, 0, len(block.text), 0),)

    def _neighbour(self, place: int, step: int) -> Block | None:
        """Return the block of the text before (-1) or after (+1) a position."""
        place += step
        while 0 <= place < len(self._order):
            if self._order[place] not in self._left:
                return self._blocks[self._order[place]]
            place += step
        return None

    def _hand_on(self, gone: Block, below: Block | None) -> None:
        """Let the block below take the position in a list or quotation of a removed or converted block."""
        if below is not None:
            self._blocks[below.id] = inherit_list_position(gone, below)
            if isinstance(gone, Quote) and isinstance(below, Quote) and below.continues:
                self._blocks[below.id] = replace(below, continues=False)


def _has_form(block: Block, shaped: FormCorrection) -> bool:
    return block.kind == shaped.form and (not isinstance(block, Heading) or block.level == shaped.level)
