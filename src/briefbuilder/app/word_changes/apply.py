"""Applies the changes that were made in Word to the briefing that was exported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.word_changes.exported_blocks import BlockPlace, ExportedBlocks
from briefbuilder.app.word_changes.places import PlaceChanges
from briefbuilder.app.word_changes.returned_blocks import (
    ReturnedTextError,
    change_text,
    rewrite_block,
    without_marks,
)
from briefbuilder.app.word_changes.texts import TEXT_KINDS, ChangeSteps, TextChanges
from briefbuilder.domain.briefing import Briefing, Part, walk_parts
from briefbuilder.domain.briefing_edits import remove_item, set_field, set_part_heading
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.export_record import FIELD_ORIGIN, block_digest
from briefbuilder.domain.text import (
    Block,
    Cell,
    Figure,
    Paragraph,
    Row,
    Span,
    Table,
    count_columns,
    plain_text,
)
from briefbuilder.domain.word_changes import ChangeKind, Comparison, WordChange
from briefbuilder.locales.dates import read_date
from briefbuilder.locales.numbers import read_number

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.templating.fields import ChoiceField, DateField, NumberField


_ORDER = (
    TEXT_KINDS - {"split", "joined"} | {"formatted", "restyled", "note_deleted"},
    {"picture_deleted"},
    {"split", "joined"},
    {"row_inserted", "column_inserted", "row_deleted", "column_deleted"},
    {"moved", "table_moved", "picture_moved"},
    {"inserted"},
    {"note_inserted"},
    {"deleted", "table_deleted"},
)
"""The kinds of changes in the order in which several are applied: text before places, and what is deleted last."""


class TableChanges(ChangeSteps):
    """Changes tables, also those whose rows are items of the briefing."""

    def __init__(
        self, session: Session, comparison: Comparison, blocks: ExportedBlocks, places: PlaceChanges
    ) -> None:
        super().__init__(session, comparison, blocks)
        self._places = places

    def delete_row(self, change: WordChange) -> None:
        """Remove a row."""
        rows = self._rows_of(change)
        if rows:
            for name in rows:
                self._blocks.briefing = remove_item(self.briefing, name)
            return
        place, table, row, _ = self._table_of(change)
        self._check_plain(table)
        self._blocks.change_table(
            place, lambda each: replace(each, rows=(*each.rows[:row], *each.rows[row + 1 :]))
        )

    def insert_row(self, change: WordChange) -> None:
        """Put a new row behind the one that the change names."""
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
            place, lambda each: replace(each, rows=(*each.rows[:at], new, *each.rows[at:]))
        )

    def _row_ids(self, change: WordChange) -> Iterator[str]:
        """Yield the ids of rows, and blocks in them, that earlier changes have put behind the same row."""
        for other in self._comparison.changes:
            if other.kind == "row_inserted" and other.cell == change.cell and other.number < change.number:
                yield from (self.new_id(other, number) for number in range(len(other.pieces) + 1))

    def delete_column(self, change: WordChange) -> None:
        """Remove a column."""
        place, table, _, column = self._table_of(change)
        self._check_plain(table)
        self._blocks.change_table(place, lambda each: _with_columns(each, column, column + 1, None))

    def insert_column(self, change: WordChange) -> None:
        """Put a new column behind the one that the change names."""
        place, table, _, column = self._table_of(change)
        self._check_plain(table)
        cells = [
            Cell(blocks=(Paragraph(id=self.new_id(change, at + 1), content=(Span(text),)),) if text else ())
            for at, text in enumerate(change.pieces)
        ]
        self._blocks.change_table(place, lambda each: _with_columns(each, column + 1, column + 1, cells))

    def delete_table(self, change: WordChange) -> None:
        """Remove a table."""
        rows = self._rows_of(change)
        if rows:
            for name in rows:
                self._blocks.briefing = remove_item(self.briefing, name)
            return
        place, _, _, _ = self._table_of(change)
        self._blocks.replace({BlockPlace(place.item, place.table, translated=place.translated): ()})

    def _rows_of(self, change: WordChange) -> tuple[str, ...]:
        """Return the items that are the rows which a change names, where the table is a part of the briefing."""
        numbers = change.paragraphs or self._paragraphs_at(change)
        names = dict.fromkeys(
            item.id
            for number in numbers
            if (item := self._blocks.item(self._blocks.paragraphs[number].origin)) is not None
            and self.is_row(item)
        )
        return tuple(names)

    def _paragraphs_at(self, change: WordChange) -> tuple[int, ...]:
        """Return the numbers of the paragraphs in the row behind which a new one stands."""
        at = change.cell
        if at is None:
            return ()
        every = enumerate(self._blocks.paragraphs)
        return tuple(
            number
            for number, shown in every
            if shown.cell is not None and (shown.cell.table, shown.cell.row) == (at.table, at.row)
        )

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
    for at, row in enumerate(table.rows):
        new = () if cells is None else (cells[at] if at < len(cells) else Cell(),)
        rows.append(replace(row, cells=(*row.cells[:start], *new, *row.cells[end:])))
    return replace(table, rows=tuple(rows))


class PictureChanges(ChangeSteps):
    """Removes and moves the pictures of a briefing."""

    def __init__(
        self, session: Session, comparison: Comparison, blocks: ExportedBlocks, places: PlaceChanges
    ) -> None:
        super().__init__(session, comparison, blocks)
        self._places = places

    def delete(self, change: WordChange) -> None:
        """Remove a picture; its caption stays as a paragraph, since its removal is a change of its own."""
        place, figure = self._figure(change)
        caption = Paragraph(id=figure.id, content=figure.content, language=figure.language, page=figure.page)
        rest: tuple[Block, ...] = (caption,) if caption.text.strip() else ()
        self._blocks.replace({place: rest})

    def move(self, change: WordChange) -> None:
        """Move a picture without a caption: one with a caption is one block with it, which did not move."""
        place, figure = self._figure(change)
        if place.table or figure.text.strip():
            raise ReturnedTextError("word-change-structure")
        self._places.move(change)

    def refuse(self, _change: WordChange) -> None:
        """Raise ReturnedTextError: a picture is not taken from a file."""
        raise ReturnedTextError("word-change-picture")

    def _figure(self, change: WordChange) -> tuple[BlockPlace, Figure]:
        """Return the block of a picture; raises ReturnedTextError without a picture, or with several in a cell."""
        place = self._blocks.place(change.paragraphs[0])
        found = [block for block in self._blocks.siblings(place) if isinstance(block, Figure)]
        if not place.table:
            found = [block for block in found if block.id == place.block]
        if len(found) != 1:
            raise ReturnedTextError("word-change-structure")
        return BlockPlace(place.item, found[0].id, place.table, place.cell, place.translated), found[0]


def in_order(changes: Iterable[WordChange]) -> list[WordChange]:
    """Return changes in the order in which they are to be applied."""

    def rank(change: WordChange) -> tuple[int, int]:
        at = next((at for at, kinds in enumerate(_ORDER) if change.kind in kinds), len(_ORDER))
        return at, change.number

    return sorted(changes, key=rank)


class WordChangeApplier:
    """Applies changes of a comparison one after the other; `briefing` is the briefing with those applied so far."""

    def __init__(self, session: Session, comparison: Comparison, briefing: Briefing) -> None:
        self._session = session
        self._blocks = ExportedBlocks(session, comparison.record, briefing)
        texts = TextChanges(session, comparison, self._blocks)
        places = PlaceChanges(session, comparison, self._blocks, texts)
        tables = TableChanges(session, comparison, self._blocks, places)
        pictures = PictureChanges(session, comparison, self._blocks, places)
        self._texts, self._places = texts, places
        self._steps: dict[ChangeKind, Callable[[WordChange], None]] = {
            "edited": texts.edit_text,
            "typography": texts.edit_text,
            "split": texts.edit_text,
            "joined": texts.edit_text,
            "note_edited": texts.edit_text,
            "restyled": texts.restyle,
            "formatted": texts.format,
            "note_inserted": texts.insert_note,
            "note_deleted": texts.delete_note,
            "inserted": places.insert,
            "deleted": places.delete,
            "moved": places.move,
            "table_moved": places.move,
            "table_deleted": tables.delete_table,
            "row_inserted": tables.insert_row,
            "row_deleted": tables.delete_row,
            "column_inserted": tables.insert_column,
            "column_deleted": tables.delete_column,
            "picture_deleted": pictures.delete,
            "picture_moved": pictures.move,
            "picture_inserted": pictures.refuse,
            "picture_replaced": pictures.refuse,
        }

    @property
    def briefing(self) -> Briefing:
        """The briefing with the changes applied so far."""
        return self._blocks.briefing

    def apply(self, change: WordChange) -> None:
        """Apply a change; raises ReturnedTextError, with the briefing unchanged, if that is not possible."""
        before = self.briefing
        try:
            self._apply(change)
        except ReturnedTextError:
            self._blocks.briefing = before
            raise
        except BriefbuilderError as error:
            self._blocks.briefing = before
            raise ReturnedTextError("word-change-gone") from error

    def was_rewritten(self, change: WordChange) -> bool:
        """Return whether a paragraph of a change says something else in the briefing than when it was exported."""
        for number in change.paragraphs:
            digest = self._blocks.paragraphs[number].digest
            try:
                block = self._blocks.block(self._blocks.place(number))
            except ReturnedTextError:
                continue
            if digest and digest != block_digest(block.text):
                return True
        return False

    def overwrite(self, change: WordChange) -> None:
        """Give a paragraph that was rewritten since the export the text of the file.

        Raises ReturnedTextError where the change is of another kind than of text.
        """
        if change.kind not in TEXT_KINDS or len(change.paragraphs) != 1 or not change.block:
            raise ReturnedTextError("word-change-structure")
        place = self._blocks.place(change.paragraphs[0])
        block = self._blocks.block(place)
        drawn = self._blocks.paragraphs[change.paragraphs[0]].text
        text = without_marks(change_text(drawn, drawn, change.hunks), drawn, plain_text(block.content))
        self._blocks.replace({place: rewrite_block(block, text, lambda: self._texts.new_id(change))})

    def put_below(self, change: WordChange) -> None:
        """Add the text of a changed quotation below it, as free text; raises ReturnedTextError if it has none."""
        texts = [text for text in change.after.split("\n") if text.strip()]
        if not change.paragraphs or not texts:
            raise ReturnedTextError("word-change-structure")
        item = self._blocks.item_of(change.paragraphs[0])
        blocks = tuple(
            Paragraph(id=self._texts.new_id(change, number + 1), content=(Span(text),))
            for number, text in enumerate(texts)
        )
        self._places.insert_after_item(change, item.id, blocks, None, frozenset())

    def _apply(self, change: WordChange) -> None:
        if change.kind == "comment":
            return
        if change.is_told_only:
            raise ReturnedTextError("word-change-generated")
        if change.source in {"title", "field", "heading"} and not change.block:
            self._apply_to_name(change)
            return
        step = self._steps.get(change.kind)
        if step is None:
            raise ReturnedTextError("word-change-structure")
        step(change)

    # Title, fields and headings of parts.

    def _apply_to_name(self, change: WordChange) -> None:
        if change.kind not in {"edited", "typography"} or len(change.paragraphs) != 1:
            if change.kind == "moved" and change.source == "heading":
                self._places.move(change)
            elif change.kind == "deleted" and change.source == "heading":
                self._delete_heading(change)
            elif change.kind == "inserted":
                self._places.insert(change)
            else:
                raise ReturnedTextError("word-change-structure")
            return
        shown = self._blocks.paragraphs[change.paragraphs[0]]
        briefing = self.briefing
        if shown.source == "title":
            title = " ".join(change_text(shown.text, briefing.title, change.hunks).split())
            self._blocks.briefing = replace(briefing, title=title)
        elif shown.source == "field":
            key = shown.origin.removeprefix(FIELD_ORIGIN)
            self._blocks.briefing = set_field(briefing, key, self._field_value(key, shown.text, change))
        else:
            part = briefing.part(shown.origin)
            if part is None:
                raise self._no_part(shown.origin)
            heading = " ".join(change_text(shown.text, self._heading(part), change.hunks).split())
            self._blocks.briefing = set_part_heading(briefing, part.id, heading)

    def _no_part(self, origin: str) -> ReturnedTextError:
        """Return why a heading cannot be changed: it is the title of an article that is quoted, or it is gone."""
        is_title = self._blocks.item(origin) is not None
        return ReturnedTextError("word-change-generated" if is_title else "word-change-gone")

    def _heading(self, part: Part) -> str:
        """Return the heading of a part as it is printed."""
        from briefbuilder.templating.parts import heading_of

        language = self.briefing.language
        if part.heading is not None and part.heading.strip():
            return part.heading
        if part.topic is not None:
            topic = self._session.taxonomy.topic(part.topic)
            return topic.name(language) if topic is not None else part.topic
        spec = self._session.resources.template(self.briefing.template).part(part.key)
        return heading_of(spec, language) if spec is not None else part.key

    def _field_value(self, key: str, drawn: str, change: WordChange) -> str:
        """Return the new value of a field; raises ReturnedTextError if it is no value of its kind."""
        from briefbuilder.templating.fields import ChoiceField, DateField, ListField, NumberField

        field = self._session.resources.template(self.briefing.template).field(key)
        written = change_text(drawn, drawn, change.hunks).strip()
        if not self.briefing.fields.get(key, ""):
            # An empty field shows words in brackets that ask for its value.
            written = written.replace(drawn, "").strip().removeprefix("[").removesuffix("]")
        if isinstance(field, DateField | NumberField | ChoiceField):
            value = _parse_value(field, written, self.briefing.language)
            if not value and written:
                raise ReturnedTextError("word-change-value", value=written)
            return value
        value = self.briefing.fields.get(key, "")
        if not value:
            return " ".join(written.split())
        if isinstance(field, ListField):
            entry = field.change_entry(value, drawn, lambda text: change_text(drawn, text, change.hunks))
            if entry is None:
                raise ReturnedTextError("word-change-gone")
            return entry
        return " ".join(change_text(drawn, value, change.hunks).split())

    def _delete_heading(self, change: WordChange) -> None:
        """Accept that a heading is gone: a part without content has none; raises ReturnedTextError if it has any."""
        origin = self._blocks.paragraphs[change.paragraphs[0]].origin
        part = self.briefing.part(origin)
        if part is None:
            raise self._no_part(origin)
        if any(inner.items for inner in walk_parts((part,))):
            raise ReturnedTextError("word-change-structure")


def _parse_value(field: ChoiceField | DateField | NumberField, text: str, language: str) -> str:
    """Return the value of a field that a text in a document stands for, or an empty text."""
    match field.kind:
        case "date":
            days = read_date(text, language)
            return days[0].isoformat() if len(days) == 1 else ""
        case "number":
            return read_number(text, language) or ""
        case "choice":
            names = ((choice.value, (choice.value, *choice.label.values())) for choice in field.choices)
            folded = " ".join(text.split()).casefold()
            return next((value for value, called in names if folded in map(str.casefold, called)), "")
