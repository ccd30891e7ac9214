"""Finds the blocks of a briefing that the paragraphs of an export show, and replaces them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefbuilder.app.word_changes.returned_blocks import ReturnedTextError
from briefbuilder.domain.article import Article
from briefbuilder.domain.block_edits import referenced_notes, remove_blocks
from briefbuilder.domain.briefing import Briefing, Excerpt, Item
from briefbuilder.domain.briefing_edits import remove_item, replace_item
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.export_record import ExportRecord
from briefbuilder.domain.passage import Passage, PassageLostError, quoted_blocks
from briefbuilder.domain.release import carry_releases
from briefbuilder.domain.text import Block, Note, Paragraph, Table, place_cells
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_RUN_OF_EXCERPT = re.compile(r"-\d+\Z")
"""The end of the ids that an excerpt has in an export for an audience, which may see only parts of it."""

TableChange = Callable[[Table], Table]


@value(kw_only=False)
class BlockPlace:
    """Where a block of a briefing is; `cell` is the place of its cell among the rows and cells of the table `table`.

    `block` is empty for the paragraph that an empty cell shows.
    """

    item: str
    block: str
    table: str = ""
    cell: tuple[int, int] = (0, 0)
    translated: bool = False


class ExportedBlocks:
    """The blocks of a briefing by the `paragraphs` of a record; `briefing` is the briefing with the blocks replaced."""

    def __init__(self, session: Session, record: ExportRecord, briefing: Briefing) -> None:
        self._session = session
        self.paragraphs = record.paragraphs
        self._in_tables: dict[int, list[int]] = {}
        for number, shown in enumerate(record.paragraphs):
            if shown.cell is not None:
                self._in_tables.setdefault(shown.cell.table, []).append(number)
        self._lines_then: dict[tuple[int, bool], list[tuple[str, ...]]] = {}
        self._aligned: dict[tuple[int, bool], tuple[Table, dict[int, int]]] = {}
        self._articles: dict[str, Article] = {}
        self._quoted: dict[Passage, tuple[Block, ...]] = {}
        self.briefing = briefing

    def depth(self, part: str) -> int:
        """Return the level of a part by its id: 1 for an outermost one, 0 if the briefing has no such part."""
        if self.briefing.part(part) is None:
            return 0
        parent = self.briefing.parent_of(part)
        return 1 + (self.depth(parent.id) if parent is not None else 0)

    def item(self, origin: str) -> Item | None:
        """Return the item of an origin; in an export for an audience, an excerpt may be in several pieces."""
        found = self.briefing.item(origin)
        whole = None if found is not None else self.briefing.item(_RUN_OF_EXCERPT.sub("", origin))
        return found if found is not None else whole if isinstance(whole, Excerpt) else None

    def item_of(self, number: int) -> Item:
        """Return the item that a paragraph shows; raises ReturnedTextError if it is gone."""
        item = self.item(self.paragraphs[number].origin)
        if item is None:
            raise ReturnedTextError("word-change-gone")
        return item

    def blocks(self, item: Item) -> tuple[Block, ...]:
        """Return the blocks of an item, those of its passage if it was not edited."""
        if item.blocks is not None:
            return item.blocks
        passage = item.passage
        try:
            if passage not in self._quoted:
                # Read once: a long article may be quoted by many items.
                self._quoted[passage] = quoted_blocks(self._article(passage.article), passage)
            return self._quoted[passage]
        except (PassageLostError, BriefbuilderError) as error:
            raise ReturnedTextError("word-change-gone") from error

    def _article(self, name: str) -> Article:
        if name not in self._articles:
            self._articles[name] = self._session.store.article(name)
        return self._articles[name]

    def place(self, number: int) -> BlockPlace:
        """Return the place of the block that a paragraph shows; raises ReturnedTextError if no block is shown."""
        shown = self.paragraphs[number]
        if not shown.block:
            # A heading of a part, a field, or text that a template makes.
            raise ReturnedTextError("word-change-structure")
        item = self.item_of(number)
        for translated in (False, True):
            blocks = self._side(item, translated=translated)
            block = next((each for each in blocks if each.id == shown.block), None)
            if isinstance(block, Table) and shown.cell is not None:
                return self._place_in_table(number, item, block, translated=translated)
            if block is not None:
                return BlockPlace(item.id, block.id, translated=translated)
        raise ReturnedTextError("word-change-gone")

    def block(self, place: BlockPlace) -> Block:
        """Return the block at a place; the paragraph that an empty cell shows is an empty one."""
        found = next((block for block in self.siblings(place) if block.id == place.block), None)
        if found is None:
            if place.block:
                raise ReturnedTextError("word-change-gone")
            return Paragraph(id=self._session.store.clock.new_id("p"))
        return found

    def siblings(self, place: BlockPlace) -> tuple[Block, ...]:
        """Return the blocks of the item or cell that a place is in."""
        blocks = self._side(self._require_item(place.item), translated=place.translated)
        if not place.table:
            return blocks
        table = next(block for block in blocks if block.id == place.table)
        assert isinstance(table, Table)
        row, cell = place.cell
        return table.rows[row].cells[cell].blocks

    def replace(self, changes: Mapping[BlockPlace, Sequence[Block]]) -> None:
        """Replace blocks by others, or by none; an item without any text left is removed."""
        groups: dict[tuple[str, str, tuple[int, int], bool], dict[str, Sequence[Block]]] = {}
        for place, blocks in changes.items():
            key = (place.item, place.table, place.cell, place.translated)
            groups.setdefault(key, {})[place.block] = blocks
        for (item, table, cell, translated), found in groups.items():
            place = BlockPlace(item, "", table, cell, translated)
            self.set_siblings(place, _replaced(self.siblings(place), found))

    def set_siblings(self, place: BlockPlace, blocks: tuple[Block, ...]) -> None:
        """Set the blocks of the item or cell that a place is in."""
        if place.table:
            self.change_table(place, lambda table: _with_cell(table, place.cell, blocks))
            return
        item = self._require_item(place.item)
        if place.translated:
            assert isinstance(item, Excerpt)
            self.briefing = replace_item(self.briefing, replace(item, translation=blocks))
            return
        before = self.blocks(item)
        blocks = _without_lost_notes(before, blocks)
        if not blocks:
            self.briefing = remove_item(self.briefing, item.id)
            return
        releases = carry_releases(before, blocks, item.releases)
        self.briefing = replace_item(self.briefing, replace(item, blocks=blocks, releases=releases))

    def change_table(self, place: BlockPlace, change: TableChange) -> None:
        """Change the table that a place is in."""
        item = self._require_item(place.item)
        side = self._side(item, translated=place.translated)
        blocks = tuple(
            change(block) if block.id == place.table and isinstance(block, Table) else block for block in side
        )
        self.set_siblings(BlockPlace(item.id, "", translated=place.translated), blocks)

    def paragraphs_in(self, table: int) -> Sequence[int]:
        """Return the numbers of the paragraphs in a table of the record."""
        return self._in_tables.get(table, ())

    def table_at(self, table: int) -> tuple[BlockPlace, Table]:
        """Return a table by its number in the record, with its place; raises ReturnedTextError if it is gone."""
        for number in self.paragraphs_in(table):
            shown = self.paragraphs[number]
            if shown.block:
                item = self.item_of(number)
                for translated in (False, True):
                    for block in self._side(item, translated=translated):
                        if block.id == shown.block and isinstance(block, Table):
                            return BlockPlace(item.id, "", block.id, translated=translated), block
        raise ReturnedTextError("word-change-structure")

    def row_of(self, number: int, table: Table, row: int) -> int | None:
        """Return the present row of a row of the record's table of that number, None if it is gone; -1 stays -1."""
        return -1 if row < 0 else self._lines(number, table, columns=False).get(row)

    def column_of(self, number: int, table: Table, column: int) -> int | None:
        """Return the present column of a column of the record's table of that number, None if it is gone; -1 stays -1."""
        return -1 if column < 0 else self._lines(number, table, columns=True).get(column)

    def _lines(self, number: int, table: Table, *, columns: bool) -> dict[int, int]:
        """Return the present rows or columns of a table by those of the record, aligned by their texts."""
        key = (number, columns)
        aligned = self._aligned.get(key)
        if aligned is not None and aligned[0] is table:
            return aligned[1]
        if key not in self._lines_then:
            texts: dict[tuple[int, int], str] = {}
            for paragraph in self.paragraphs_in(number):
                shown = self.paragraphs[paragraph]
                assert shown.cell is not None
                place = (shown.cell.row, shown.cell.column)
                texts[place] = f"{texts[place]} {shown.text}" if place in texts else shown.text
            self._lines_then[key] = _as_lines(texts, columns=columns)
        now = {(placed.row, placed.column): placed.cell.text for placed in place_cells(table.rows)}
        found = _align_lines(self._lines_then[key], _as_lines(now, columns=columns))
        self._aligned[key] = (table, found)
        return found

    def _place_in_table(self, number: int, item: Item, table: Table, *, translated: bool) -> BlockPlace:
        shown = self.paragraphs[number]
        assert shown.cell is not None
        row = self.row_of(shown.cell.table, table, shown.cell.row)
        column = self.column_of(shown.cell.table, table, shown.cell.column)
        found = [placed for placed in place_cells(table.rows) if (placed.row, placed.column) == (row, column)]
        if not found or row is None:
            raise ReturnedTextError("word-change-gone")
        cells = table.rows[row].cells
        cell = next(index for index, cell in enumerate(cells) if cell is found[0].cell)
        others = self.paragraphs_in(shown.cell.table)
        at = sum(each < number and self.paragraphs[each].cell == shown.cell for each in others)
        text = [block for block in cells[cell].blocks if block.text.strip()]
        if at >= len(text) and shown.text.strip():
            raise ReturnedTextError("word-change-gone")
        name = text[at].id if at < len(text) else ""
        return BlockPlace(item.id, name, table.id, (row, cell), translated)

    def _side(self, item: Item, *, translated: bool) -> tuple[Block, ...]:
        if translated:
            return item.translation if isinstance(item, Excerpt) else ()
        return self.blocks(item)

    def _require_item(self, name: str) -> Item:
        item = self.briefing.item(name)
        if item is None:
            raise ReturnedTextError("word-change-gone")
        return item


def _replaced(before: tuple[Block, ...], changes: Mapping[str, Sequence[Block]]) -> tuple[Block, ...]:
    gone = {name for name, blocks in changes.items() if name and not blocks}
    after = tuple(each for block in before for each in changes.get(block.id) or (block,))
    return (*remove_blocks(after, gone), *changes.get("", ()))


def _without_lost_notes(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return blocks without the notes to which the text no longer refers."""
    lost = referenced_notes(before) - referenced_notes(after)
    return tuple(block for block in after if not (isinstance(block, Note) and block.id in lost))


def _with_cell(table: Table, place: tuple[int, int], blocks: tuple[Block, ...]) -> Table:
    row, at = place
    cells = list(table.rows[row].cells)
    cells[at] = replace(cells[at], blocks=blocks)
    return replace(
        table, rows=(*table.rows[:row], replace(table.rows[row], cells=tuple(cells)), *table.rows[row + 1 :])
    )


def _as_lines(texts: Mapping[tuple[int, int], str], *, columns: bool) -> list[tuple[str, ...]]:
    """Return the texts of the rows or columns of a table."""
    at = 1 if columns else 0
    count = max((place[at] for place in texts), default=-1) + 1
    lines: list[list[str]] = [[] for _ in range(count)]
    for place in sorted(texts):
        lines[place[at]].append(" ".join(texts[place].split()))
    return [tuple(line) for line in lines]


def _align_lines(then: list[tuple[str, ...]], now: list[tuple[str, ...]]) -> dict[int, int]:
    """Return the present places of rows or columns: of equal ones, and of rewritten ones between these.

    Of rewritten ones those that share a cell are the same, and all in order if there are as many.
    """
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, then, now, autojunk=False)
    for kind, start, end, low, high in matcher.get_opcodes():
        if kind == "equal" or end - start == high - low:
            found.update(zip(range(start, end), range(low, high), strict=True))
            continue
        at = low
        for line in range(start, end):
            match = next((n for n in range(at, high) if _shares_cell(then[line], now[n])), None)
            if match is not None:
                found[line], at = match, match + 1
    return found


def _shares_cell(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(text and text == there for text, there in zip(one, other, strict=False))
