"""Applies changes of place: new, deleted and moved paragraphs, items and parts, rows and columns of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefbuilder.app.word_changes.exported_blocks import BlockPlace, ExportedBlocks
from briefbuilder.app.word_changes.returned_blocks import (
    ReturnedTextError,
    put_into_list,
    set_form,
    styled_block,
)
from briefbuilder.app.word_changes.texts import TEXT_KINDS, ChangeSteps, TextChanges, hunks_by_paragraph
from briefbuilder.domain.block_edits import referenced_notes
from briefbuilder.domain.briefing import Excerpt, Item, OwnText, Part, walk_parts
from briefbuilder.domain.briefing_edits import (
    insert_item,
    insert_part,
    move_item,
    move_items,
    move_part,
    move_part_after,
    remove_items,
    replace_item,
    split_part,
)
from briefbuilder.domain.inline import replace_range
from briefbuilder.domain.styles import heading_level_of
from briefbuilder.domain.text import (
    Block,
    Cell,
    Figure,
    Inline,
    Note,
    Paragraph,
    Row,
    Span,
    Table,
    WrittenBlock,
    count_columns,
)
from briefbuilder.domain.word_changes import Comparison, WordChange

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_HEADER_STYLE = "table header"


class PlaceChanges(ChangeSteps):
    """Puts paragraphs into a briefing, removes and moves them; a moved paragraph may have another text."""

    def __init__(
        self, session: Session, comparison: Comparison, blocks: ExportedBlocks, texts: TextChanges
    ) -> None:
        super().__init__(session, comparison, blocks)
        self._texts = texts

    def _new_blocks(self, change: WordChange) -> tuple[Block, ...]:
        if change.kind == "table_inserted":
            return (self._new_table(change),)
        texts = change.pieces or (change.after,)
        styles = (*change.piece_styles, *([change.style] * len(texts)))
        result: list[WrittenBlock] = []
        start = 0
        for number, (text, style) in enumerate(zip(texts, styles, strict=False)):
            formed: tuple[Inline, ...] = (Span(text),)
            for form_range in change.forms:
                low, high = max(0, form_range.start - start), min(form_range.end - start, len(text))
                if low < high:
                    formed = set_form(formed, low, high, form_range.form, on=True)
            result.append(styled_block(Paragraph(id=self.new_id(change, number), content=formed), style))
            start += len(text) + 1
        prefix = self._drawn_prefix(change.behind)
        return tuple(_without_prefix(block, prefix) for block in result)

    def _new_table(self, change: WordChange) -> Table:
        """Return a new table; merged cells are the first of the cells that they cover."""
        rows: list[list[Cell]] = []
        heads = 0
        if len({at.table for at in change.piece_cells}) != 1:
            raise ReturnedTextError("word-change-structure")
        width = 1 + max(at.column for at in change.piece_cells)
        for number, (at, text) in enumerate(zip(change.piece_cells, change.pieces, strict=True)):
            rows += [[Cell()] * width for _ in range(len(rows), at.row + 1)]
            block = Paragraph(id=self.new_id(change, number + 1), content=(Span(text),))
            cell = rows[at.row][at.column]
            rows[at.row][at.column] = Cell(blocks=(*cell.blocks, block)) if text else cell
            if change.piece_styles[number].casefold() == _HEADER_STYLE:
                heads = at.row + 1
        result = tuple(Row(cells=tuple(cells)) for cells in rows)
        return Table(id=self.new_id(change), rows=result, header_rows=heads)

    def _drawn_prefix(self, number: int | None) -> str:
        """Return what is drawn before the text of a paragraph, such as its portion mark."""
        if number is None or not self._blocks.paragraphs[number].block:
            return ""
        try:
            written = self._blocks.block(self._blocks.place(number))
        except ReturnedTextError:
            return ""
        drawn = self._blocks.paragraphs[number].text
        text = "".join(inline.text for inline in written.content)
        return drawn.removesuffix(text) if text and drawn.endswith(text) else ""

    def insert(self, change: WordChange) -> None:
        """Put new paragraphs or a new table after the paragraph that the change names; a heading in the style of parts begins one."""
        if not self._insert_part(change):
            self.insert_after(change, self._new_blocks(change))

    def _insert_part(self, change: WordChange) -> bool:
        """Begin a part with a new heading; return False if that has another style than parts' headings or is within an item."""
        level, briefing = heading_level_of(change.style), self._blocks.briefing
        if change.kind != "inserted" or not level or change.cell is not None or len(change.pieces) > 1:
            return False
        place = None if self._is_first(change) else self._place_between_items(*self._anchor(change))
        headings = (one for one in self._blocks.paragraphs if one.source == "heading" and not one.block)
        levels = {self._blocks.depth(one.origin): heading_level_of(one.style) for one in headings}
        depth = next((depth for depth, found in levels.items() if found == level and depth), None)
        new = Part(id=self.new_id(change), key="", heading=" ".join(change.after.split()))
        if depth == 1 and self._is_first(change):
            self._blocks.briefing = insert_part(briefing, new, None, 0)
            return True
        if place is None or depth is None or self._blocks.depth(place[0].id) != depth:
            return False
        self._blocks.briefing = split_part(briefing, place[0].id, new, place[1])
        return True

    def _place_between_items(
        self, anchor: BlockPlace | Part | str, added: frozenset[str]
    ) -> tuple[Part, int] | None:
        """Return the part of a place and how many of its items are before it, None for a place within an item."""
        if isinstance(anchor, BlockPlace):
            siblings = self._blocks.siblings(anchor)
            rest = siblings[_behind(siblings, anchor.block, added) :]
            if any(not isinstance(block, Note) for block in rest):
                return None
            anchor = anchor.item
        part = self._blocks.briefing.parent_of(anchor) if isinstance(anchor, str) else anchor
        if part is None:
            return None
        at = [item.id for item in part.items].index(anchor) + 1 if isinstance(anchor, str) else 0
        while at < len(part.items) and part.items[at].id in added:
            at += 1
        return part, at

    def insert_after(self, change: WordChange, blocks: tuple[Block, ...], like: Item | None = None) -> None:
        """Put blocks after the paragraph that a change names; `like` is the item that they come from.

        After a quotation or a heading they become a free text. New ones are for the readers of what is before them.
        """
        anchor, added = self._anchor(change)
        if isinstance(anchor, Part):
            self._insert_at_start(change, anchor, blocks, like, added)
            return
        if not isinstance(anchor, BlockPlace):
            self.insert_after_item(change, anchor, blocks, like, added)
            return
        item = self._blocks.briefing.item(anchor.item)
        if self._can_hold(item, like, change):
            siblings = self._blocks.siblings(anchor)
            at = _behind(siblings, anchor.block, added)
            self._blocks.set_siblings(anchor, put_into_list(siblings[:at], blocks, siblings[at:]))
            self._carry_releases(like, anchor.item, blocks)
        elif isinstance(item, OwnText) and not self._is_last(anchor):
            raise ReturnedTextError("word-change-structure")
        else:
            self.insert_after_item(change, anchor.item, blocks, like, added)

    def _can_hold(self, item: Item | None, like: Item | None, change: WordChange) -> bool:
        """Return whether paragraphs can be put into an item: an own text for the same readers, or within a quotation."""
        if item is None or self.is_row(item):
            return False
        if isinstance(item, Excerpt):
            return change.quotation and like is None
        return like is None or _same_readers(item, like)

    def insert_after_item(
        self,
        change: WordChange,
        name: str,
        blocks: tuple[Block, ...],
        like: Item | None,
        added: frozenset[str],
    ) -> None:
        """Add a free text after an item and those that earlier changes have put there."""
        part, item = self._blocks.briefing.parent_of(name), self._blocks.briefing.item(name)
        if part is None or item is None or (self.is_row(item) and change.kind != "row_inserted"):
            raise ReturnedTextError("word-change-structure")
        at = [item.id for item in part.items].index(name) + 1
        while at < len(part.items) and part.items[at].id in added:
            at += 1
        self._insert_own_text(change, part, at, blocks, like or item)

    def _insert_at_start(
        self,
        change: WordChange,
        part: Part,
        blocks: tuple[Block, ...],
        like: Item | None,
        added: frozenset[str],
    ) -> None:
        first = part.items[0] if part.items else None
        if first is not None and self.is_row(first):
            raise ReturnedTextError("word-change-structure")
        # What follows a new heading is apart from what was there before, which a further heading may take over.
        is_apart = first is not None and part.id in added and first.id not in added
        if isinstance(first, OwnText) and not is_apart and (like is None or _same_readers(first, like)):
            at = next(
                (at for at, block in enumerate(first.blocks) if block.id not in added), len(first.blocks)
            )
            changed = replace(first, blocks=(*first.blocks[:at], *blocks, *first.blocks[at:]))
            self._blocks.briefing = replace_item(self._blocks.briefing, changed)
            self._carry_releases(like, first.id, blocks)
            return
        self._insert_own_text(change, part, 0, blocks, like)

    def _insert_own_text(
        self, change: WordChange, part: Part, at: int, blocks: tuple[Block, ...], like: Item | None
    ) -> None:
        name = self.new_id(change)
        result = OwnText(
            id=name,
            blocks=blocks,
            marking=like.marking if like is not None else None,
            release=like.release if like is not None else None,
        )
        self._blocks.briefing = insert_item(self._blocks.briefing, part.id, result, at)
        self._carry_releases(like, name, blocks)

    def _carry_releases(self, like: Item | None, name: str, blocks: tuple[Block, ...]) -> None:
        """Keep moved paragraphs restricted as they were."""
        item = self._blocks.briefing.item(name)
        moved = {block.id: like.releases[block.id] for block in blocks if like and block.id in like.releases}
        if moved and item is not None:
            changed = replace(item, releases={**item.releases, **moved})
            self._blocks.briefing = replace_item(self._blocks.briefing, changed)

    def _anchor(self, change: WordChange) -> tuple[BlockPlace | Part | str, frozenset[str]]:
        """Return what a change follows: a block, the heading of a part, or an item; and what it comes after.

        The latter are the ids of blocks and items that earlier changes have put after the same paragraph.
        """
        paragraphs = self._blocks.paragraphs
        moved = set(change.paragraphs)
        last = -1 if change.behind is None else change.behind
        for number in range(last, -1, -1):
            shown = paragraphs[number]
            if shown.part != "body" or number in moved:
                continue
            found = self._anchor_at(number, inside=change.cell is not None)
            if found is not None:
                added = frozenset(self._ids_behind(change, number, last))
                return self._new_part(added) or found, added
        added = frozenset(self._ids_behind(change, 0, last))
        if new := self._new_part(added):
            return new, added
        raise ReturnedTextError("word-change-place")

    def _is_first(self, change: WordChange) -> bool:
        """Return whether a change is above the whole briefing."""
        try:
            self._anchor(change)
        except ReturnedTextError:
            return True
        return False

    def _new_part(self, added: frozenset[str]) -> Part | None:
        """Return the last part that an earlier change began there."""
        exported = {paragraph.origin for paragraph in self._blocks.paragraphs}
        new = [part for part in walk_parts(self._blocks.briefing.parts) if part.id in added - exported]
        return new[-1] if new else None

    def _anchor_at(self, number: int, *, inside: bool) -> BlockPlace | Part | str | None:
        shown = self._blocks.paragraphs[number]
        if shown.block:
            return self._block_at(number, inside=inside)
        item, part = self._blocks.item(shown.origin), self._blocks.briefing.part(shown.origin)
        if item is not None or part is None:
            return item.id if item is not None else None
        return part if shown.source == "heading" or not part.items else part.items[-1].id

    def _block_at(self, number: int, *, inside: bool) -> BlockPlace | str | None:
        """Return the block of a paragraph; its table unless the text is `inside` the cell, its item if it is a translation."""
        try:
            place = self._blocks.place(number)
        except ReturnedTextError:
            return None
        if place.translated:
            return place.item
        return BlockPlace(place.item, place.table) if place.table and not inside else place

    def _ids_behind(self, change: WordChange, first: int, last: int) -> Iterator[str]:
        for other in self._comparison.changes:
            if other.number == change.number:
                continue
            if other.behind is not None and first <= other.behind <= last and other.number < change.number:
                yield from (self.new_id(other, n) for n in range(max(1, len(other.pieces))))
                yield from (self._blocks.paragraphs[number].block for number in other.paragraphs)
                yield from (self._blocks.paragraphs[number].origin for number in other.paragraphs)
            if other.kind in TEXT_KINDS and first in other.paragraphs:
                yield from (self.new_id(other, n) for n in range(1, max(2, len(other.pieces) + 1)))

    def _is_last(self, place: BlockPlace) -> bool:
        """Return whether nothing but notes follows a block in its item."""
        siblings = self._blocks.siblings(place)
        at = next((index for index, block in enumerate(siblings) if block.id == place.block), len(siblings))
        return all(isinstance(block, Note) for block in siblings[at + 1 :])

    def delete(self, change: WordChange) -> None:
        """Remove paragraphs, and items that have no others."""
        gone: dict[BlockPlace, tuple[Block, ...]] = {}
        for number in change.paragraphs:
            shown = self._blocks.paragraphs[number]
            if not shown.block or shown.part != "body":
                continue
            place = self._blocks.place(number)
            item = self._blocks.briefing.item(place.item)
            is_cell = item is not None and self.is_row(item)
            if place.block:
                block = self._blocks.block(place)
                rest: tuple[Block, ...] = (Paragraph(id=place.block),) if is_cell else ()
                # What is gone of a picture or a table is its caption.
                gone[place] = (replace(block, content=()),) if isinstance(block, Figure | Table) else rest
        if not gone:
            raise ReturnedTextError("word-change-generated")
        self._blocks.replace(gone)

    def move(self, change: WordChange) -> None:
        """Move paragraphs, whole items or whole parts after the paragraph that the change names."""
        for number, hunks in hunks_by_paragraph(change, self._blocks.paragraphs):
            self._texts.edit_text(replace(change, kind="edited", paragraphs=(number,), hunks=hunks))
        shown = [self._blocks.paragraphs[number] for number in change.paragraphs]
        parts = [
            paragraph.origin for paragraph in shown if paragraph.source == "heading" and not paragraph.block
        ]
        moved: dict[str, list[str]] = {}
        for number, one in zip(change.paragraphs, shown, strict=True):
            if one.block and one.part == "body":
                place = self._blocks.place(number)
                names = moved.setdefault(place.item, [])
                name = place.table or place.block
                names += [name] if name not in names else []
        if parts:
            self._move_parts(change, parts, frozenset(moved))
        elif all(self._is_whole(name, blocks) for name, blocks in moved.items()) and self._can_follow(change):
            self._move_items(change, tuple(moved))
        elif len(moved) == 1:
            self._move_blocks(change, *moved.popitem())
        else:
            raise ReturnedTextError("word-change-structure")

    def _is_whole(self, name: str, blocks: list[str]) -> bool:
        """Return whether blocks are all that an item has, besides its notes and blank paragraphs."""
        item = self._blocks.briefing.item(name)
        if item is None:
            return False
        every = (block for block in self._blocks.blocks(item) if not isinstance(block, Note))
        return all(block.id in blocks or not block.text.strip() for block in every)

    def _can_follow(self, change: WordChange) -> bool:
        """Return whether the place of a change is between two items."""
        anchor, _ = self._anchor(change)
        return not isinstance(anchor, BlockPlace) or self._is_last(anchor)

    def _move_items(self, change: WordChange, names: tuple[str, ...]) -> None:
        if not names:
            raise ReturnedTextError("word-change-generated")
        anchor, added = self._anchor(change)
        if isinstance(anchor, Part):
            self._blocks.briefing = move_items(self._blocks.briefing, names, anchor.id, 0)
            return
        before = anchor.item if isinstance(anchor, BlockPlace) else anchor
        for name in names:
            if name == before:
                raise ReturnedTextError("word-change-structure")
            part = self._blocks.briefing.parent_of(before)
            if part is None:
                raise ReturnedTextError("word-change-gone")
            others = [item.id for item in part.items if item.id != name]
            at = others.index(before) + 1
            while at < len(others) and others[at] in added and others[at] not in names:
                at += 1
            self._blocks.briefing = move_item(self._blocks.briefing, name, part.id, at)
            before = name

    def _move_parts(self, change: WordChange, parts: list[str], items: frozenset[str]) -> None:
        """Move whole parts after the part that a change is at the end of."""
        tops = [name for name in parts if not self._is_within(name, parts)]
        inner = [part for name in tops if (part := self._blocks.briefing.part(name)) is not None]
        held = {item.id for part in walk_parts(tuple(inner)) for item in part.items}
        if len(inner) < len(tops) or not items <= held or not all(map(self._is_blank, held - items)):
            raise ReturnedTextError("word-change-structure")
        if self._is_first(change) and all(self._blocks.depth(name) == 1 for name in tops):
            for at, name in enumerate(tops):
                self._blocks.briefing = move_part(self._blocks.briefing, name, None, at)
            return
        anchor, _ = self._anchor(change)
        at_end = anchor.item if isinstance(anchor, BlockPlace) else anchor
        if isinstance(at_end, str):
            holder = self._blocks.briefing.parent_of(at_end)
            if holder is None or holder.items[-1].id != at_end or not self._can_follow(change):
                raise ReturnedTextError("word-change-structure")
        else:
            holder = at_end
        around = self._blocks.briefing.parent_of(tops[0])
        while (parent := self._blocks.briefing.parent_of(holder.id)) is not None and parent is not around:
            holder = parent
        for before, name in pairwise((holder.id, *tops)):
            self._blocks.briefing = move_part_after(self._blocks.briefing, name, before)

    def _is_within(self, name: str, parts: list[str]) -> bool:
        parent = self._blocks.briefing.parent_of(name)
        return parent is not None and (parent.id in parts or self._is_within(parent.id, parts))

    def _is_blank(self, name: str) -> bool:
        from briefbuilder.composing.outline import is_blank

        item = self._blocks.briefing.item(name)
        return item is None or is_blank(item)

    def _move_blocks(self, change: WordChange, name: str, blocks: list[str]) -> None:
        """Move some paragraphs of an item; they keep their notes, marking and readers."""
        item = self._blocks.briefing.item(name)
        anchor, added = self._anchor(change)
        if item is None:
            raise ReturnedTextError("word-change-gone")
        before = self._blocks.blocks(item)
        moved = tuple(block for block in before if block.id in blocks)
        rest = tuple(block for block in before if block.id not in blocks)
        if isinstance(anchor, BlockPlace) and anchor.item == name and not anchor.table:
            at = _behind(rest, anchor.block, added)
            self._blocks.set_siblings(anchor, (*rest[:at], *moved, *rest[at:]))
            return
        if isinstance(anchor, Part) and anchor.items and anchor.items[0].id == name:
            self._blocks.set_siblings(BlockPlace(name, ""), (*moved, *rest))
            return
        if isinstance(item, Excerpt):
            raise ReturnedTextError("word-change-structure")
        notes = tuple(block for block in rest if block.id in referenced_notes(moved))
        self.insert_after(change, (*moved, *notes), item)
        self._blocks.set_siblings(BlockPlace(name, ""), tuple(block for block in rest if block not in notes))


def _same_readers(one: Item, other: Item) -> bool:
    return (one.marking, one.release) == (other.marking, other.release)


def _behind(blocks: tuple[Block, ...], name: str, added: frozenset[str]) -> int:
    """Return the place after a block and those that earlier changes have put there."""
    at = next((index for index, block in enumerate(blocks) if block.id == name), len(blocks) - 1) + 1
    while at < len(blocks) and blocks[at].id in added:
        at += 1
    return at


def _without_prefix(block: WrittenBlock, prefix: str) -> WrittenBlock:
    """Return a new block without what is drawn before its neighbour, which its writer repeated."""
    if not prefix or not block.text.startswith(prefix):
        return block
    return replace(block, content=replace_range(block.content, 0, len(prefix), ""))


class TableChanges(ChangeSteps):
    """Changes tables, also those whose rows are items of the briefing."""

    def __init__(
        self, session: Session, comparison: Comparison, blocks: ExportedBlocks, places: PlaceChanges
    ) -> None:
        super().__init__(session, comparison, blocks)
        self._places = places

    def _remove_items(self, change: WordChange) -> bool:
        """Remove the items that the rows of a change were drawn from; return whether there are any."""
        rows = self._rows_of(change)
        self._blocks.briefing = remove_items(self._blocks.briefing, rows)
        return bool(rows)

    def delete_row(self, change: WordChange) -> None:
        """Remove a row."""
        if self._remove_items(change):
            return
        place, table, row, _ = self._table_of(change)
        self._check_plain(table)
        self._blocks.change_table(
            place, lambda table: replace(table, rows=(*table.rows[:row], *table.rows[row + 1 :]))
        )

    def insert_row(self, change: WordChange) -> None:
        """Put a new row after the one that the change names."""
        texts = change.pieces or tuple(change.after.split("\n"))
        blocks = tuple(
            Paragraph(id=self.new_id(change, number + 1), content=(Span(text),) if text else ())
            for number, text in enumerate(texts)
        )
        rows = self._rows_of(change)
        if rows:
            self._places.insert_after_item(change, rows[-1], blocks, None, frozenset(self._row_ids(change)))
            return
        place, table, row, _ = self._table_of(change)
        self._check_plain(table)
        cells = tuple(Cell(blocks=(block,) if block.text else ()) for block in blocks)
        missing = max(0, count_columns(table.rows) - len(cells))
        new = Row(cells=(*cells, *[Cell()] * missing))
        at = row + 1
        ids = set(self._row_ids(change))
        while at < len(table.rows) and any(b.id in ids for c in table.rows[at].cells for b in c.blocks):
            at += 1
        self._blocks.change_table(
            place, lambda table: replace(table, rows=(*table.rows[:at], new, *table.rows[at:]))
        )

    def _row_ids(self, change: WordChange) -> Iterator[str]:
        """Yield the ids of rows, and blocks in them, that earlier changes have put after the same row."""
        for other in self._comparison.changes:
            if other.kind == "row_inserted" and other.cell == change.cell and other.number < change.number:
                yield from (self.new_id(other, number) for number in range(len(other.pieces) + 1))

    def delete_column(self, change: WordChange) -> None:
        """Remove a column."""
        place, table, _, column = self._table_of(change)
        self._check_plain(table)
        self._blocks.change_table(place, lambda table: _with_columns(table, column, column + 1, None))

    def insert_column(self, change: WordChange) -> None:
        """Put a new column after the one that the change names."""
        place, table, _, column = self._table_of(change)
        self._check_plain(table)
        cells = [
            Cell(
                blocks=(Paragraph(id=self.new_id(change, index + 1), content=(Span(text),)),) if text else ()
            )
            for index, text in enumerate(change.pieces)
        ]
        self._blocks.change_table(place, lambda table: _with_columns(table, column + 1, column + 1, cells))

    def delete_table(self, change: WordChange) -> None:
        """Remove a table."""
        if self._remove_items(change):
            return
        place, _, _, _ = self._table_of(change)
        self._blocks.replace({BlockPlace(place.item, place.table, translated=place.translated): ()})

    def _rows_of(self, change: WordChange) -> tuple[str, ...]:
        """Return the items that are the rows which a change names, if the table is a part of the briefing."""
        numbers = change.paragraphs or self._paragraphs_at(change)
        names = dict.fromkeys(
            item.id
            for number in numbers
            if (item := self._blocks.item(self._blocks.paragraphs[number].origin)) is not None
            and self.is_row(item)
        )
        return tuple(names)

    def _paragraphs_at(self, change: WordChange) -> tuple[int, ...]:
        """Return the numbers of the paragraphs in the row after which a new one stands."""
        at = change.cell
        if at is None:
            return ()
        numbers = self._blocks.paragraphs_in(at.table)
        cells = ((number, self._blocks.paragraphs[number].cell) for number in numbers)
        return tuple(number for number, cell in cells if cell is not None and cell.row == at.row)

    def _table_of(self, change: WordChange) -> tuple[BlockPlace, Table, int, int]:
        """Return the table of a change, with the present row and column that it names."""
        cell = change.cell
        if cell is None and change.paragraphs:
            cell = self._blocks.paragraphs[change.paragraphs[0]].cell
        if cell is None:
            raise ReturnedTextError("word-change-structure")
        place, table = self._blocks.table_at(cell.table)
        row = self._blocks.row_of(cell.table, table, cell.row)
        column = self._blocks.column_of(cell.table, table, cell.column)
        by_row = change.kind in {"row_inserted", "row_deleted"}
        if (row if by_row else column) is None and change.kind != "table_deleted":
            raise ReturnedTextError("word-change-gone")
        return place, table, row if row is not None else -1, column if column is not None else -1

    @staticmethod
    def _check_plain(table: Table) -> None:
        """Raise ReturnedTextError for a table with merged cells, whose rows and columns cannot be told apart."""
        if any(cell.column_span > 1 or cell.row_span > 1 for row in table.rows for cell in row.cells):
            raise ReturnedTextError("word-change-structure")


def _with_columns(table: Table, start: int, end: int, cells: list[Cell] | None) -> Table:
    """Return a table with the columns between two places replaced by one of new cells, or by none."""
    rows = []
    for index, row in enumerate(table.rows):
        new = () if cells is None else (cells[index] if index < len(cells) else Cell(),)
        rows.append(replace(row, cells=(*row.cells[:start], *new, *row.cells[end:])))
    return replace(table, rows=tuple(rows))
