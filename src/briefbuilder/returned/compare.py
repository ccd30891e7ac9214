"""Compares a returned file with the record of its export: what was changed, by whom, and whether Word recorded it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from briefbuilder.domain.export_record import CellPosition, ExportedParagraph, ExportRecord
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.values import value
from briefbuilder.domain.word_changes import COMMENT_KINDS, ChangeKind, WordChange, joined_text
from briefbuilder.returned.alignment import Alignment, Operation, align_units
from briefbuilder.returned.document import GONE, NEW, Mark, Recorded, ReturnedDocument
from briefbuilder.returned.headers_footers import compare_headers_footers
from briefbuilder.returned.links import changed_links
from briefbuilder.returned.notes import NoteChange, compare_notes
from briefbuilder.returned.pictures import PictureChange, compare_pictures, words_of_picture
from briefbuilder.returned.sequences import space_out
from briefbuilder.returned.text_diff import differ_in_form, is_same_style, make_hunks, renamed_styles
from briefbuilder.returned.text_keys import text_key
from briefbuilder.returned.views import Unit, accepted_view, cells_of, original_view, unit_of

_PLACED = frozenset({"kept", "split", "joined"})
_FORMS = frozenset({"restyled", "formatted"})
_REPLACED_STYLES = 0.5
"""If at least this share of the paragraphs has another style, a program changed the styles, not a person."""
_NO_PARAGRAPH = ExportedParagraph(text="")
IsChanged = Callable[[ExportedParagraph], bool]
"""Whether the block of a paragraph was changed in the briefing since the export."""


@value(kw_only=False)
class FoundChanges:
    """The changes in order, and what could not be read as it was."""

    changes: tuple[WordChange, ...]
    warnings: tuple[Finding, ...] = ()


def compare(
    record: ExportRecord, document: ReturnedDocument, is_changed: IsChanged = lambda _: False
) -> FoundChanges:
    """Return every difference between an export and a returned file as a change."""
    comparer = _Comparer(record, document, is_changed)
    comparer.compare()
    return FoundChanges(comparer.numbered(), comparer.warnings())


@value(kw_only=False)
class _Found:
    """A change with what orders it: the paragraph of the record, whether it follows it, and the place in the file."""

    order: tuple[int, int, int]
    change: WordChange
    comment: int | None = None


@value(kw_only=False)
class _Stamp:
    """Who made a change and when, and whether Word recorded it."""

    author: str | None
    date: str | None
    tracked: bool
    others: tuple[str, ...] = ()
    partly: bool = False


class _Comparer:
    """One comparison in progress."""

    def __init__(self, record: ExportRecord, document: ReturnedDocument, is_changed: IsChanged) -> None:
        self._record = record
        self._document = document
        self._is_changed = is_changed
        self._numbers = [
            number for number, paragraph in enumerate(record.paragraphs) if paragraph.part == "body"
        ]
        self._base = [unit_of(record.paragraphs[number]) for number in self._numbers]
        self._returned = accepted_view(document)
        self._original = original_view(document)
        self._found: list[_Found] = []
        self._warnings: list[Finding] = []
        self._alignment = Alignment()
        self._originals: dict[int, Unit] = {}
        self._mates: dict[int, Operation] = {}
        self._by_base: dict[int, Operation] = {}
        self._renamed: frozenset[tuple[str, str]] = frozenset()

    # Putting it together.

    def compare(self) -> None:
        """Find every change."""
        self._alignment = align_units(self._base, self._returned)
        for operation in self._alignment.operations:
            self._mates.update(dict.fromkeys(operation.returned, operation))
            self._by_base.update(dict.fromkeys(operation.base, operation))
        operations = map(self._mates.get, range(len(self._returned)))
        placed = [one if one is not None and one.kind in _PLACED else None for one in operations]
        self._above, self._below = _nearest(placed), _nearest(placed[::-1])[::-1]
        self._renamed = renamed_styles(self._styles_of_kept(), self._document.styles)
        self._originals = self._find_originals()
        for operation in self._alignment.operations:
            self._compare_operation(operation)
        self._drop_replaced_styles()
        for base, mates in self._moved_groups():
            self._add_moved(base, mates)
        self._compare_notes()
        for change in compare_pictures(
            self._base, self._returned, self._alignment.operations, self._document
        ):
            self._add_picture(change)
        self._compare_headers_footers()
        self._add_comments()
        if self._record.has_links:
            self._compare_links()

    def _find_originals(self) -> dict[int, Unit]:
        """Return for each paragraph of the export the one that Word records as the original, if its text is the same."""
        if self._original == self._returned:
            return {}
        found: dict[int, Unit] = {}
        for operation in align_units(self._base, self._original).operations:
            if operation.kind in {"kept", "moved"}:
                base, mate = operation.base[0], operation.returned[0]
                if self._base[base].key == self._original[mate].key:
                    found[base] = self._original[mate]
        return found

    def _compare_operation(self, one: Operation) -> None:
        match one.kind:
            case "kept":
                self._compare_kept(one.base[0], one.returned[0])
            case "split" | "joined":
                self._add_text(one.kind, one.base, one.returned)
            case "inserted":
                if not self._is_contents_line(one.returned[0]):
                    unit = self._returned[one.returned[0]]
                    self._add_new(one, "inserted", unit.cell, tracked=unit.whole in NEW)
            case "deleted" | "row_deleted" | "column_deleted" | "cell_deleted" | "table_deleted":
                written = [number for number in one.base if not self._base[number].is_blank] or list(one.base)
                text = _text_of(one.kind, [self._base[number] for number in one.base])
                change = replace(self._new(one.kind, one.base), before=text)
                stamp = self._stamp(written, (), GONE)
                if one.kind == "row_deleted" and not stamp.tracked:
                    stamp = self._row_stamp(one.base) or stamp
                self._add(replace(change, cell=_located(one) or change.cell), stamp)
            case "row_inserted" | "column_inserted" | "cell_inserted" | "table_inserted":
                self._add_new_cells(one.kind, one)
            case "moved" | "blank":
                pass

    def _compare_kept(self, base: int, mate: int) -> None:
        before, after = self._base[base], self._returned[mate]
        if before.key != after.key:
            kind: ChangeKind = "typography" if before.loose == after.loose else "edited"
            self._add_text(kind, (base,), (mate,))
        styles = before.style.casefold(), after.style.casefold()
        restyled = styles not in self._renamed and not is_same_style(*styles)
        if restyled and before.key and not self._is_style_of_deleted(base, after.style):
            self._add_form("restyled", base, mate)
        elif not restyled and differ_in_form(before.text, before.forms, after.text, after.forms):
            self._add_form("formatted", base, mate)

    def _styles_of_kept(self) -> Iterator[tuple[str, str]]:
        """Yield the style that each paragraph with text had, and the one that it has now."""
        for operation in self._alignment.operations:
            if operation.kind == "kept" and not self._base[operation.base[0]].is_blank:
                yield self._base[operation.base[0]].style, self._returned[operation.returned[0]].style

    def _drop_replaced_styles(self) -> None:
        """Leave out changes of form if most paragraphs have another style: some programs save a file in styles of their own."""
        written = sum(not unit.is_blank for unit in self._base)
        restyled = sum(one.change.kind == "restyled" and not one.change.tracked for one in self._found)
        if restyled > _REPLACED_STYLES * written:
            self._found = [one for one in self._found if one.change.tracked or one.change.kind not in _FORMS]
            self._warnings.append(Finding(code="returned-styles-replaced", severity="warning"))

    def _is_style_of_deleted(self, base: int, style: str) -> bool:
        """Return whether the paragraph has the style of a deleted one above: LibreOffice gives it that one's."""
        for above in range(base - 1, -1, -1):
            is_gone = self._by_base[above].kind in {"deleted", "moved"}
            if is_gone and self._base[above].style.casefold() == style.casefold():
                return True
            if not is_gone and not self._base[above].is_blank:
                return False
        return False

    # Who made a change.

    def _stamp(
        self, base: Iterable[int], mates: Iterable[int], only: frozenset[Mark] | None = None
    ) -> _Stamp:
        """Return the author, the date and whether Word recorded what became of some paragraphs."""
        originals = [self._originals.get(number) for number in base]
        recorded = [recorded for number in mates for recorded in self._returned[number].recorded]
        recorded += [recorded for unit in originals if unit is not None for recorded in unit.recorded]
        if only is not None:
            recorded = [one for one in recorded if one.mark in only]
        return self._signed(recorded, tracked=all(unit is not None for unit in originals))

    def _signed(self, recorded: Sequence[Recorded], *, tracked: bool = True) -> _Stamp:
        if recorded:
            first, *others = dict.fromkeys(one.author for one in recorded if one.author) or [None]
            return _Stamp(first, recorded[0].date or None, tracked, tuple(filter(None, others)), not tracked)
        return _Stamp(self._document.saved_by or None, self._document.saved_at or None, tracked=False)

    # Adding changes.

    def _new(self, kind: ChangeKind, base: Sequence[int]) -> WordChange:
        """Return a change of the given paragraphs of the export, with what is known of the first of them."""
        numbers = tuple(self._numbers[number] for number in base)
        paragraphs = [self._record.paragraphs[number] for number in numbers]
        change = WordChange(number=0, key="", kind=kind, paragraphs=numbers)
        if not paragraphs:
            return change
        first, is_comment = paragraphs[0], kind in COMMENT_KINDS
        return replace(
            change,
            item=first.origin or None,
            block=first.block or None,
            source=first.source,
            style=first.style,
            cell=first.cell,
            quotation=not is_comment and any(paragraph.source == "quotation" for paragraph in paragraphs),
            conflict=not is_comment and any(map(self._is_changed, paragraphs)),
        )

    def _add(
        self,
        change: WordChange,
        stamp: _Stamp,
        order: tuple[int, int, int] | None = None,
        comment: int | None = None,
    ) -> None:
        named = replace(change, author=stamp.author, other_authors=stamp.others)
        signed = replace(named, date=stamp.date, tracked=stamp.tracked, partly_tracked=stamp.partly)
        place = order or ((change.paragraphs[0] if change.paragraphs else -1), 0, 0)
        self._found.append(_Found(place, signed, comment))

    def _add_text(self, kind: ChangeKind, base: Sequence[int], mates: Sequence[int]) -> None:
        before = [self._base[number].text for number in base]
        after = [self._returned[number].text for number in mates]
        after = [space_out(before, after[0])] if kind == "joined" else after
        styles = tuple(self._returned[number].style for number in mates)
        change = replace(
            self._new(kind, base),
            before=_shown(before),
            after=_shown(after),
            hunks=make_hunks(joined_text(before), joined_text(after)),
            pieces=tuple(after) if len(after) > 1 else (),
            piece_styles=styles if len(after) > 1 else (),
        )
        self._add(change, self._stamp(base, mates))

    def _add_form(self, kind: ChangeKind, base: int, mate: int) -> None:
        unit = self._returned[mate]
        paragraphs = [self._document.paragraphs[number] for number in unit.sources]
        recorded = [
            paragraph.restyled if kind == "restyled" else paragraph.reformatted for paragraph in paragraphs
        ]
        change = replace(
            self._new(kind, (base,)),
            before=_shown([self._base[base].text]),
            after=_shown([unit.text]),
            style=unit.style,
            forms=unit.forms,
        )
        self._add(change, self._signed([one for one in recorded if one.author or one.date]))

    def _row_stamp(self, base: Sequence[int]) -> _Stamp | None:
        """Return who deleted a row, from the mark of the row."""
        cells = [self._originals[number].cell for number in base if number in self._originals]
        marked = {(row.table, row.row): row.recorded for row in self._document.rows}
        for cell in cells:
            if cell is not None and (cell.table, cell.row) in marked:
                return self._signed([marked[cell.table, cell.row]])
        return None

    def _is_contents_line(self, mate: int) -> bool:
        """Return whether a paragraph is an entry of the table of contents, which some programs save as text."""
        heading, _, page = self._returned[mate].key.rpartition(" ")
        above = self._place_above(mate) if page.isdecimal() else None
        return (
            above is not None
            and self._record.paragraphs[above].source == "contents"
            and any(
                paragraph.source == "heading" and text_key(paragraph.text) == heading
                for paragraph in self._record.paragraphs
            )
        )

    def _add_new_cells(self, kind: ChangeKind, one: Operation) -> None:
        units = [self._returned[number] for number in one.returned]
        written = [unit for unit in units if not unit.is_blank]
        rows = {(row.table, row.row) for row in self._document.rows if row.recorded.mark in NEW}
        tracked = all(unit.whole in NEW or _row_of(unit) in rows for unit in written or units)
        self._add_new(one, kind, _located(one), tracked=tracked)

    def _add_new(self, one: Operation, kind: ChangeKind, cell: CellPosition | None, *, tracked: bool) -> None:
        units = [self._returned[number] for number in one.returned]
        recorded = [recorded for unit in units for recorded in unit.recorded if recorded.mark in NEW]
        rows = {_row_of(unit) for unit in units}
        recorded += [row.recorded for row in self._document.rows if (row.table, row.row) in rows]
        behind = self._place_above(one.returned[0])
        change = replace(
            self._beside(self._new(kind, ()), behind, one.returned[-1]),
            after=_text_of(kind, units),
            pieces=tuple(unit.text for unit in units),
            piece_styles=tuple(unit.style for unit in units),
            piece_cells=tuple(unit.cell for unit in units if unit.cell) if kind == "table_inserted" else (),
            style=units[0].style,
            forms=units[0].forms if len(units) == 1 else (),
            cell=cell,
        )
        order = (-1 if behind is None else behind, 1, one.returned[0])
        self._add(change, self._signed(recorded, tracked=tracked), order)

    def _place_above(self, mate: int) -> int | None:
        """Return the number of the record's paragraph after which a paragraph of the file stands."""
        one = self._above[mate]
        return None if one is None else self._numbers[max(one.base)]

    def _place_below(self, mate: int) -> int | None:
        one = self._below[mate + 1]
        return None if one is None else self._numbers[min(one.base)]

    def _beside(self, change: WordChange, behind: int | None, mate: int) -> WordChange:
        """Return a new text's change with the item that it is in, and whether it is within a quotation."""
        if behind is None:
            return change
        above, below = self._record.paragraphs[behind], self._place_below(mate)
        next_one = None if below is None else self._record.paragraphs[below]
        within = (
            above.source == "quotation"
            and next_one is not None
            and next_one.source == "quotation"
            and next_one.origin == above.origin
        )
        item, block = above.origin or None, above.block or None
        return replace(change, behind=behind, item=item, block=block, quotation=within)

    # Moves.

    def _moved_groups(self) -> list[tuple[list[int], list[int]]]:
        """Return moved paragraphs and tables that are neighbours before and after as one group, with what they are now."""
        moved = [
            (list(operation.base), list(operation.returned))
            for operation in self._alignment.operations
            if operation.kind == "moved"
        ]
        for table, mate in self._alignment.moved_tables:
            moved.append((cells_of(table, self._base), cells_of(mate, self._returned)))
        groups: list[tuple[list[int], list[int]]] = []
        for base, mates in sorted(moved):
            if (
                groups
                and _are_neighbours(groups[-1][0][-1], base[0], self._base)
                and _are_neighbours(groups[-1][1][-1], mates[0], self._returned)
            ):
                groups[-1][0].extend(base)
                groups[-1][1].extend(mates)
            else:
                groups.append((base, mates))
        return groups

    def _add_moved(self, base: Sequence[int], mates: Sequence[int]) -> None:
        moved = {table for table, _ in self._alignment.moved_tables}
        tables = {
            number: cell.table
            for number in base
            if (cell := self._base[number].cell) is not None and cell.table in moved
        }
        if len(tables) == len(base) and len(set(tables.values())) == 1:
            self._add_moved_table(base, mates)
            return
        before = [self._base[number].text for number in base]
        # The cells of tables are compared one by one, and what was changed in them is reported separately.
        after = [
            self._base[number].text
            if number in tables
            else self._returned[self._by_base[number].returned[0]].text
            for number in base
        ]
        change = replace(
            self._new("moved", base),
            before=_shown(before),
            after=_shown(after),
            hunks=make_hunks(joined_text(before), joined_text(after)),
            behind=self._place_above(mates[0]),
        )
        self._add(change, self._stamp(base, mates))

    def _add_moved_table(self, base: Sequence[int], mates: Sequence[int]) -> None:
        text = " | ".join(self._base[number].text for number in base)
        behind = self._place_before_table(mates[0])
        change = replace(self._new("table_moved", base), before=text, after=text, behind=behind)
        self._add(change, self._signed(()))

    def _place_before_table(self, mate: int) -> int | None:
        cell = self._returned[mate].cell
        while mate > 0 and cell is not None:
            above = self._returned[mate - 1].cell
            if above is None or above.table != cell.table:
                break
            mate -= 1
        return self._place_above(mate)

    # Notes, headers and footers, comments.

    def _compare_notes(self) -> None:
        notes, codes = compare_notes(
            self._record.paragraphs,
            self._numbers,
            self._alignment.operations,
            self._returned,
            self._document,
        )
        self._warnings += (Finding(code=code, severity="warning") for code in dict.fromkeys(codes))
        for note in notes:
            self._add_note(note)

    def _add_note(self, one: NoteChange) -> None:
        note = None if one.note is None else self._record.paragraphs[one.note]
        anchor = one.anchor
        if anchor is None and one.mate is not None:
            anchor = self._place_above(one.mate)
        above = None if anchor is None else self._record.paragraphs[anchor]
        marked = None if one.mate is None else self._returned[one.mate]
        change = WordChange(
            number=0,
            key="",
            kind=one.kind,
            paragraphs=() if one.note is None else (one.note,),
            item=((note and note.origin) or (above and above.origin)) or None,
            block=(note or above or _NO_PARAGRAPH).block or None,
            source="own" if note is None else note.source if note.block else "generated",
            before=one.before,
            after=one.after,
            hunks=make_hunks(one.before, one.after) if one.kind == "note_edited" else (),
            pieces=() if marked is None else (marked.text,),
            note_place=one.place,
            behind=anchor,
            quotation=note is not None and note.source == "quotation",
            conflict=note is not None and self._is_changed(note),
        )
        place = -1 if anchor is None else anchor
        self._add(change, self._signed(one.recorded), (place, 0, 1))

    def _add_picture(self, one: PictureChange) -> None:
        picture = one.after or one.before
        behind = None if one.mate is None else self._place_above(one.mate + 1)
        change = replace(
            self._new(one.kind, () if one.base is None else (one.base,)),
            before="" if one.base is None else words_of_picture(one.before, self._base, one.base),
            after="" if one.mate is None else words_of_picture(one.after, self._returned, one.mate),
            picture="" if picture is None else picture.digest,
        )
        place = -1 if behind is None else behind
        if one.base is None and one.mate is not None:
            change = self._beside(change, behind, one.mate)
        elif change.paragraphs:
            change = replace(change, behind=behind if one.kind == "picture_moved" else None)
            place = change.paragraphs[0]
        recorded = [one.recorded] if one.recorded.mark != "same" else []
        self._add(change, self._signed(recorded), (place, 1, -1 if one.mate is None else one.mate))

    def _compare_headers_footers(self) -> None:
        changes = [one.change for one in self._found if one.change.source in {"title", "field"}]
        found = compare_headers_footers(self._record.paragraphs, self._document.beside)
        for number, (before, after, recorded) in enumerate(found):
            repeated = (before.replace(one.before, one.after) for one in changes if one.before)
            if text_key(after) in map(text_key, repeated):
                continue  # It shows the title or a field.
            change = replace(self._new("furniture", ()), source="generated", before=before, after=after)
            self._add(change, self._signed(recorded), (len(self._record.paragraphs), 0, number))

    def _add_comments(self) -> None:
        """Add the comments; one on deleted text hangs at the paragraph that had it."""
        told: set[int] = set()
        for mate, unit in enumerate(self._returned):
            for index in dict.fromkeys(unit.comments):
                told.add(index)
                self._add_comment(index, self._mates[mate].base, mate)
        for number, original in self._originals.items():
            for index in dict.fromkeys(original.comments):
                if index not in told:
                    told.add(index)
                    self._add_comment(index, (number,), None)
        for index in range(len(self._document.comments)):
            if index not in told:
                self._add_comment(index, (), None)

    def _add_comment(self, index: int, base: Sequence[int], mate: int | None) -> None:
        comment = self._document.comments[index]
        change = self._new("highlighted" if comment.is_highlight else "comment", base)
        if comment.is_highlight and change.source in {"generated", "contents"}:
            return  # A letterhead may have highlighted words.
        if base:
            text = _shown([self._base[number].text for number in base])
        else:
            text = "" if mate is None else self._returned[mate].text
            change = replace(change, behind=None if mate is None else self._place_above(mate))
        place = change.paragraphs[0] if base else -1 if change.behind is None else change.behind
        self._add(
            replace(change, before=text, after=text, comment=comment.text, done=comment.done),
            self._signed(())
            if comment.is_highlight
            else _Stamp(comment.author or None, comment.date or None, tracked=False),
            (place, 2, index),
            index,
        )

    def _compare_links(self) -> None:
        """Tell links whose address was changed, and new ones: the text does not show them."""
        for operation in self._alignment.operations:
            returned = [self._returned[number] for number in operation.returned]
            for words, old, new in changed_links([self._base[number] for number in operation.base], returned):
                change = self._new("linked", operation.base)
                if change.source in {"generated", "contents"}:
                    continue
                behind = None if operation.base else self._place_above(operation.returned[0])
                place = change.paragraphs[0] if change.paragraphs else -1 if behind is None else behind
                told = f"{words}: {' → '.join(filter(None, (old, new)))}"
                change = replace(
                    change, before=_shown([unit.text for unit in returned]), comment=told, behind=behind
                )
                self._add(change, self._signed(()), (place, 3, operation.returned[0]))

    # The result.

    def numbered(self) -> tuple[WordChange, ...]:
        """Return the changes in order with their numbers and keys."""
        ordered = sorted(self._found, key=lambda one: one.order)
        numbers = {one.comment: number for number, one in enumerate(ordered, 1) if one.comment is not None}
        seen: Counter[str] = Counter()
        changes = []
        for number, one in enumerate(ordered, 1):
            change = one.change
            texts = (change.before, change.after, change.comment or "")
            parts = (change.kind, *map(str, change.paragraphs), *texts)
            plain = "\x1f".join((*parts, change.picture) if change.picture else parts)
            seen[plain] += 1
            digest = hashlib.sha256(f"{plain}\x1f{seen[plain]}".encode("utf-8", "surrogatepass"))
            answered = self._document.comments[one.comment].answers if one.comment is not None else None
            reply_to = None if answered is None else numbers.get(answered)
            changes.append(replace(change, number=number, key=digest.hexdigest()[:20], reply_to=reply_to))
        return tuple(changes)

    def warnings(self) -> tuple[Finding, ...]:
        """Return what could not be read as it was."""
        damaged = (
            Finding(code="returned-part-damaged", severity="warning", parameters={"part": part})
            for part in self._document.damaged
        )
        return (*self._warnings, *damaged)


def _nearest(placed: Iterable[Operation | None]) -> list[Operation | None]:
    found: list[Operation | None] = [None]
    for operation in placed:
        found.append(operation or found[-1])
    return found


def _located(one: Operation) -> CellPosition | None:
    """Return where in a table of the export a row, column or cell was inserted or deleted."""
    if one.table is None or one.kind in {"table_deleted", "table_inserted"}:
        return None
    row, column = (-1 if one.row is None else one.row), (-1 if one.column is None else one.column)
    return CellPosition(table=one.table, row=row, column=column)


def _are_neighbours(one: int, other: int, units: Sequence[Unit]) -> bool:
    return other > one and all(units[number].is_blank for number in range(one + 1, other))


def _row_of(unit: Unit) -> tuple[int, int] | None:
    return None if unit.cell is None else (unit.cell.table, unit.cell.row)


def _text_of(kind: ChangeKind, units: Sequence[Unit]) -> str:
    """Return the text of what is new or gone; each row of a table is a line."""
    is_table = kind in {"table_inserted", "table_deleted"}
    rows = groupby(units, key=_row_of) if is_table else [(None, units)]
    return "\n".join(" | ".join(" ".join(unit.text.split()) for unit in row) for _, row in rows)


def _shown(texts: Iterable[str]) -> str:
    return "\n".join(text.strip() for text in texts)
