"""Commands on changes that were made in Word: accept them, which applies them to the exported briefing, or reject them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal

from briefbuilder.app.word_changes.exported_blocks import BlockPlace, ExportedBlocks
from briefbuilder.app.word_changes.picture_changes import PictureChanges
from briefbuilder.app.word_changes.places import PlaceChanges, TableChanges
from briefbuilder.app.word_changes.returned_blocks import (
    ReturnedTextError,
    change_text,
    rewrite_block,
    without_marks,
)
from briefbuilder.app.word_changes.texts import TEXT_KINDS, TextChanges, is_new_id
from briefbuilder.domain.briefing import Briefing, Excerpt, Item, OwnText, Part, walk_parts
from briefbuilder.domain.briefing_edits import set_field, set_part_heading
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.domain.export_record import FIELD_ORIGIN, block_digest
from briefbuilder.domain.text import Block, Paragraph, Span, Table, plain_text, walk_blocks
from briefbuilder.domain.values import value
from briefbuilder.domain.word_changes import (
    ChangeKind,
    Comparison,
    Decision,
    DecisionState,
    WordChange,
    decision_id,
)
from briefbuilder.locales.dates import read_date
from briefbuilder.locales.numbers import read_number
from briefbuilder.storage.blobs import own_picture_names

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.storage.acts import ActRun
    from briefbuilder.templating.fields import ChoiceField, DateField, NumberField

_ORDER = (
    TEXT_KINDS - {"split", "joined"} | {"formatted", "restyled", "note_deleted"},
    {"picture_deleted", "picture_replaced"},
    {"split", "joined"},
    {"row_inserted", "column_inserted", "row_deleted", "column_deleted"},
    {"moved", "table_moved", "picture_moved"},
    {"inserted", "table_inserted", "picture_inserted"},
    {"note_inserted"},
    {"deleted", "table_deleted"},
)
"""The kinds of changes in the order in which several are applied: text before places, and what is deleted last."""

_CELL_GAP = " | "
_MIN_RATIO = 70
"""How alike two new texts are, in per cent (RapidFuzz's ratio), of which one is a correction of the other."""
_WORDS_STAY = frozenset({"moved", "table_moved", "restyled", "formatted"})
"""The kinds of changes that leave the words of a paragraph, but for hunks of one that was moved."""
_PART = 10
"""How many values of an act are stored at a time."""

State = Literal["open", "accepted", "rejected"]


@value
class Acceptance:
    """The act that accepts changes, their numbers, and why others cannot be accepted, by number."""

    change_set: ChangeSet
    accepted: tuple[int, ...] = ()
    refused: Mapping[int, ReturnedTextError] = field(default_factory=dict)


@value
class AllChanges:
    """The open changes that are accepted together, and those that are left out: to be looked at one by one.

    `reported` are those that cannot be accepted, such as of a text box; comments do not count.
    """

    numbers: tuple[int, ...]
    quotations: tuple[int, ...] = ()
    conflicts: tuple[int, ...] = ()
    reported: tuple[int, ...] = ()


def change_states(session: Session, comparison: Comparison) -> dict[int, State]:
    """Return the state of each change by its number; a comment that is marked as resolved is accepted."""
    found: dict[int, State] = {}
    for change in comparison.changes:
        decision = session.store.decision(decision_id(comparison.record, change))
        found[change.number] = decision.state if decision else "accepted" if change.done else "open"
    return found


def conflicts(comparison: Comparison, states: Mapping[int, State]) -> frozenset[int]:
    """Return the numbers of the open changes of blocks that were changed in the briefing since the export.

    A block that is different because another change of it was accepted is not a conflict, nor is a change that leaves its words.
    """
    taken = {
        (change.item, change.block)
        for change in comparison.changes
        if states[change.number] == "accepted" and not change.is_comment
    }
    return frozenset(
        change.number
        for change in comparison.changes
        if change.conflict
        and states[change.number] == "open"
        and (change.hunks or change.kind not in _WORDS_STAY)
        and (change.block is None or (change.item, change.block) not in taken)
    )


def all_changes(session: Session, comparison: Comparison) -> AllChanges:
    """Return the changes that accepting all accepts: every open change, without quotations, conflicts, and changes that are only reported."""
    states = change_states(session, comparison)
    conflicting = conflicts(comparison, states)
    waiting = [change for change in comparison.changes if states[change.number] == "open"]
    left = [change for change in waiting if not change.is_report_only]
    quotations = tuple(change.number for change in left if change.quotation)
    alike = _alike(session, comparison, left)
    others = tuple(
        change.number for change in left if change.number in conflicting | alike and not change.quotation
    )
    skipped = {*quotations, *others}
    return AllChanges(
        numbers=tuple(change.number for change in left if change.number not in skipped),
        quotations=quotations,
        conflicts=others,
        reported=tuple(
            change.number for change in waiting if change.is_report_only and not change.is_comment
        ),
    )


def _alike(session: Session, comparison: Comparison, changes: Iterable[WordChange]) -> frozenset[int]:
    """Return the numbers of the changes that bring what another file has brought in another form."""
    new = [change for change in changes if change.is_new_text]
    briefing = session.store.briefing(comparison.record.briefing) if new else None
    if briefing is None:
        return frozenset()
    applier = WordChangeApplier(session, comparison, briefing)
    return frozenset(change.number for change in new if applier.find_alike(change))


def accept_changes(session: Session, comparison: Comparison, numbers: Iterable[int]) -> Acceptance:
    """Return the act that accepts changes as far as that is possible, and why others cannot be accepted.

    A comment that is accepted is marked as done. Changed words are also taken into a text that was changed since the
    export, if they are still there. Raises DossierError if the briefing is missing.
    """
    accepting = Accepting(session, comparison, numbers)
    for _ in accepting.steps():
        pass
    return Acceptance(
        change_set=accepting.act(),
        accepted=tuple(change.number for change in accepting.accepted),
        refused=accepting.refused,
    )


def begin_acceptance(
    session: Session, comparison: Comparison, numbers: Collection[int]
) -> tuple[ActRun, Accepting]:
    """Begin to accept changes and to store this act in steps, which the caller runs; raises as `Store.apply` does."""
    accepting = Accepting(session, comparison, numbers)
    act = ChangeSet(act="accept-word-changes", changes=())

    def parts() -> Iterator[ChangeSet]:
        for _ in accepting.steps():
            yield act
        whole = accepting.act().without_empty_changes()
        for start in range(0, len(whole.changes), _PART):
            pictures = {} if start else whole.pictures
            yield replace(whole, changes=whole.changes[start : start + _PART], pictures=pictures)

    return session.store.begin(act, parts(), len(numbers) + 1), accepting


class Accepting:
    """Accepts changes one after the other, as far as that is possible; `refused` has why others are not, by number.

    Raises DossierError if the briefing is missing.
    """

    def __init__(self, session: Session, comparison: Comparison, numbers: Iterable[int]) -> None:
        self._session, self._comparison = session, comparison
        self._chosen = _chosen(comparison, numbers)
        self._before = session.store.existing_briefing(comparison.record.briefing)
        self._applier = WordChangeApplier(session, comparison, self._before)
        self.refused: dict[int, ReturnedTextError] = {}

    def steps(self) -> Iterator[None]:
        """Accept the changes, and yield after each."""
        states = change_states(self._session, self._comparison)
        conflicting = conflicts(self._comparison, states)
        for change in _in_order(change for change in self._chosen if states[change.number] != "accepted"):
            is_conflict = change.number in conflicting
            if is_conflict and change.kind not in TEXT_KINDS | _WORDS_STAY:
                self.refused[change.number] = ReturnedTextError("word-change-conflict")
                continue
            try:
                self._applier.apply(change)
            except ReturnedTextError as error:
                # Words that are not found in a paragraph that was changed since may have been written before.
                is_conflict |= error.code == "word-change-generated" and self._applier.was_rewritten(change)
                self.refused[change.number] = (
                    ReturnedTextError("word-change-conflict") if is_conflict else error
                )
            yield

    @property
    def accepted(self) -> tuple[WordChange, ...]:
        """The changes that are not refused."""
        return tuple(change for change in self._chosen if change.number not in self.refused)

    def act(self) -> ChangeSet:
        """Return the act that accepts what could be accepted."""
        after = self._applier.blocks.briefing
        return _act(self._session, self._comparison, self.accepted, "accepted", self._before, after)


def reject_changes(session: Session, comparison: Comparison, numbers: Iterable[int]) -> ChangeSet:
    """Return the act that rejects changes: the briefing stays as it is, and they are no longer open.

    A change that was accepted before stays accepted: undo takes it back.
    """
    states = change_states(session, comparison)
    chosen = [change for change in _chosen(comparison, numbers) if states[change.number] != "accepted"]
    before = session.store.existing_briefing(comparison.record.briefing)
    return _act(session, comparison, chosen, "rejected", before, before)


def take_returned_text(session: Session, comparison: Comparison, number: int) -> ChangeSet:
    """Return the act that gives a block the text of the file, although it was changed since the export.

    Raises ReturnedTextError if that is not possible.
    """
    return _settle_one(session, comparison, number, WordChangeApplier.overwrite)


def put_text_below(session: Session, comparison: Comparison, number: int) -> ChangeSet:
    """Return the act that adds the changed text of a quotation below it, or a new text beside one that is like it.

    Raises ReturnedTextError if its place is gone.
    """
    return _settle_one(session, comparison, number, WordChangeApplier.put_below)


def _settle_one(
    session: Session,
    comparison: Comparison,
    number: int,
    settle: Callable[[WordChangeApplier, WordChange], None],
) -> ChangeSet:
    (change,) = _chosen(comparison, (number,))
    before = session.store.existing_briefing(comparison.record.briefing)
    applier = WordChangeApplier(session, comparison, before)
    settle(applier, change)
    return _act(session, comparison, [change], "accepted", before, applier.blocks.briefing)


def refusal(session: Session, comparison: Comparison, change: WordChange) -> ReturnedTextError | None:
    """Return why a change cannot be accepted, or None if it can."""
    return accept_changes(session, comparison, (change.number,)).refused.get(change.number)


def present_text(session: Session, comparison: Comparison, change: WordChange) -> str | None:
    """Return what the paragraphs of a change say in the briefing now, None if one of them is gone.

    For a new paragraph, that is the similar one of another file that is there already.
    """
    blocks = _present_blocks(session, comparison)
    if change.is_new_text:
        alike = WordChangeApplier(session, comparison, blocks.briefing).find_alike(change)
        return (
            "\n".join(_CELL_GAP.join(blocks.block(each).text for each in one) for one in alike.values())
            or None
        )
    try:
        texts = [plain_text(blocks.block(blocks.place(number)).content) for number in change.paragraphs]
    except ReturnedTextError:
        return None
    return "\n".join(texts) if texts else None


def source_text(session: Session, comparison: Comparison, change: WordChange) -> str | None:
    """Return the words of the article that a changed quotation quotes, None if the article is gone."""
    item = _present_blocks(session, comparison).item(change.item or "")
    if not isinstance(item, Excerpt):
        return None
    try:
        article = session.store.article(item.passage.article)
    except BriefbuilderError:
        return item.passage.quote
    found = [block.text for block in walk_blocks(article.blocks) if block.id == change.block]
    return "\n".join(found) or item.passage.quote


def _present_blocks(session: Session, comparison: Comparison) -> ExportedBlocks:
    briefing = session.store.existing_briefing(comparison.record.briefing)
    return ExportedBlocks(session, comparison.record, briefing)


def _chosen(comparison: Comparison, numbers: Iterable[int]) -> tuple[WordChange, ...]:
    wanted: Collection[int] = frozenset(numbers)
    known = {change.number: change for change in comparison.changes}
    missing = sorted(wanted - known.keys())
    if missing:
        raise DossierError("word-change-unknown", number=str(missing[0]), count=str(len(known)))
    return tuple(change for number, change in known.items() if number in wanted)


def _act(
    session: Session,
    comparison: Comparison,
    changes: Iterable[WordChange],
    state: DecisionState,
    before: Briefing,
    after: Briefing,
) -> ChangeSet:
    moment = session.store.clock.second()
    decisions = []
    for change in changes:
        name = decision_id(comparison.record, change)
        old = session.store.decision(name)
        if old is None or old.state != state:
            decisions.append(change_of(old, Decision(id=name, state=state, moment=moment)))
    act = "accept-word-changes" if state == "accepted" else "reject-word-changes"
    briefing = change_of(before, after)
    taken = [one.picture for one in comparison.pictures.values()]
    shown = own_picture_names(after) - own_picture_names(before) if taken else frozenset()
    pictures = {name: one for one in taken if (name := sha256(one.data).hexdigest()) in shown}
    return ChangeSet(
        act=act,
        changes=(briefing, *decisions),
        parameters={"count": str(len(decisions))},
        pictures=pictures,
    )


def _in_order(changes: Iterable[WordChange]) -> list[WordChange]:
    """Return changes in the order in which they are to be applied."""

    def rank(change: WordChange) -> tuple[int, int]:
        at = next((index for index, kinds in enumerate(_ORDER) if change.kind in kinds), len(_ORDER))
        return at, change.number

    return sorted(changes, key=rank)


class WordChangeApplier:
    """Applies changes of a comparison one after the other; `blocks` has the briefing with those applied so far."""

    def __init__(self, session: Session, comparison: Comparison, briefing: Briefing) -> None:
        self._session, self._comparison = session, comparison
        self.blocks = ExportedBlocks(session, comparison.record, briefing)
        texts = TextChanges(session, comparison, self.blocks)
        places = PlaceChanges(session, comparison, self.blocks, texts)
        tables = TableChanges(session, comparison, self.blocks, places)
        pictures = PictureChanges(session, comparison, self.blocks, places)
        self._texts, self._places, self._pictures = texts, places, pictures
        self._parts: tuple[Briefing | None, dict[str, Part]] = (None, {})
        self._others: dict[tuple[str, bool], tuple[Part, dict[tuple[BlockPlace, ...], str]]] = {}
        """What other files have brought into parts, as long as these are the same objects."""
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
            "table_inserted": places.insert,
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
            "picture_inserted": pictures.insert,
            "picture_replaced": pictures.replace,
        }

    def apply(self, change: WordChange) -> None:
        """Apply a change; raises ReturnedTextError, with the briefing unchanged, if that is not possible."""
        before = self.blocks.briefing
        if self.find_alike(change):
            raise ReturnedTextError("word-change-conflict")
        try:
            self._apply(change)
        except ReturnedTextError:
            self.blocks.briefing = before
            raise
        except BriefbuilderError as error:
            self.blocks.briefing = before
            raise ReturnedTextError("word-change-gone") from error

    def was_rewritten(self, change: WordChange) -> bool:
        """Return whether a paragraph of a change says something else in the briefing than when it was exported."""
        for number in change.paragraphs:
            digest = self.blocks.paragraphs[number].digest
            try:
                block = self.blocks.block(self.blocks.place(number))
            except ReturnedTextError:
                continue
            if digest and digest != block_digest(block.text):
                return True
        return False

    @cached_property
    def _own_ids(self) -> frozenset[str]:
        """The ids of what the changes of this comparison bring."""
        changes = self._comparison.changes
        return frozenset(self._texts.new_id(one, n) for one in changes for n in range(len(one.pieces) + 1))

    def find_alike(self, change: WordChange) -> dict[str, tuple[BlockPlace, ...]]:
        """Return the new texts and rows of a change that another returned file has brought almost alike, with their places.

        Who corrects a file after somebody else also corrects what that person has added.
        """
        above = change.paragraphs[0] if change.paragraphs else change.behind
        if not change.is_new_text or above is None:
            return {}
        taken = self._brought(self.blocks.paragraphs[above].origin, rows=change.kind == "row_inserted")
        if not taken:
            return {}
        from rapidfuzz.fuzz import ratio

        found: dict[str, tuple[BlockPlace, ...]] = {}
        for text in _new_texts(change):
            near = [places for places, there in taken.items() if ratio(text, there) > _MIN_RATIO]
            if near:
                found[text] = max(near, key=lambda places: ratio(text, taken[places]))
        return found

    def _brought(self, origin: str, *, rows: bool) -> dict[tuple[BlockPlace, ...], str]:
        """Return the texts or the rows that another file has brought into the part of a paragraph, by their places."""
        part = self._part_at(origin)
        if part is None:
            return {}
        held, taken = self._others.get((part.id, rows), (None, {}))
        if held is not part:
            own, taken = self._own_ids, {}
            for item in part.items:
                for places in _rows_in(item) if rows else _texts_in(item):
                    if any(is_new_id(place.block) and place.block not in own for place in places):
                        taken[places] = _CELL_GAP.join(self.blocks.block(place).text for place in places)
            self._others[part.id, rows] = part, taken
        return taken

    def _part_at(self, origin: str) -> Part | None:
        """Return the part with an id, or that of an item with the id."""
        briefing, parts = self._parts
        if briefing is not self.blocks.briefing:
            briefing = self.blocks.briefing
            parts = {**briefing.holders(), **{part.id: part for part in briefing.walk()}}
            self._parts = briefing, parts
        return parts.get(origin)

    def overwrite(self, change: WordChange) -> None:
        """Give a paragraph that was rewritten since the export, or that another file has brought, the text of the file.

        Raises ReturnedTextError if the change is of another kind than of text.
        """
        if alike := self.find_alike(change):
            is_row = change.kind == "row_inserted"
            pieces = [(place, change.pieces if is_row else (text,)) for text, place in alike.items()]
            # Each text has a place of its own, and each cell of a row.
            is_whole = len(set(alike.values())) == len(_new_texts(change))
            if not is_whole or any(len(places) != len(texts) for places, texts in pieces):
                raise ReturnedTextError("word-change-structure")
            for place, text in (one for places, texts in pieces for one in zip(places, texts, strict=True)):
                written = rewrite_block(self.blocks.block(place), text, lambda: self._texts.new_id(change))
                self.blocks.replace({place: written})
            return
        if change.kind not in TEXT_KINDS or len(change.paragraphs) != 1 or not change.block:
            raise ReturnedTextError("word-change-structure")
        place = self.blocks.place(change.paragraphs[0])
        block = self.blocks.block(place)
        drawn = self.blocks.paragraphs[change.paragraphs[0]].text
        text = without_marks(change_text(drawn, drawn, change.hunks), drawn, plain_text(block.content))
        self.blocks.replace({place: rewrite_block(block, text, lambda: self._texts.new_id(change))})

    def put_below(self, change: WordChange) -> None:
        """Add the text or the picture of a changed quotation below it, as free text, or a new text beside one that is like it.

        Raises ReturnedTextError if the change has neither, or its place is gone.
        """
        if change.is_new_text:
            self._apply(change)
            return
        blocks: tuple[Block, ...]
        if change.kind == "picture_replaced":
            blocks = (self._pictures.new_figure(change),)
        else:
            texts = (text for text in change.after.split("\n") if text.strip())
            blocks = tuple(
                Paragraph(id=self._texts.new_id(change, number + 1), content=(Span(text),))
                for number, text in enumerate(texts)
            )
        if not change.paragraphs or not blocks:
            raise ReturnedTextError("word-change-structure")
        item = self.blocks.item_of(change.paragraphs[0])
        self._places.insert_after_item(change, item.id, blocks, None, frozenset())

    def _apply(self, change: WordChange) -> None:
        if change.is_comment:
            return
        if change.is_report_only:
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
        shown = self.blocks.paragraphs[change.paragraphs[0]]
        briefing = self.blocks.briefing
        if shown.source == "title":
            title = " ".join(change_text(shown.text, briefing.title, change.hunks).split())
            self.blocks.briefing = replace(briefing, title=title)
        elif shown.source == "field":
            key = shown.origin.removeprefix(FIELD_ORIGIN)
            self.blocks.briefing = set_field(briefing, key, self._field_value(key, shown.text, change))
        else:
            part = briefing.part(shown.origin)
            if part is None:
                raise self._no_part(shown.origin)
            heading = " ".join(change_text(shown.text, self._heading(part), change.hunks).split())
            self.blocks.briefing = set_part_heading(briefing, part.id, heading)

    def _no_part(self, origin: str) -> ReturnedTextError:
        """Return why a heading cannot be changed: it is the title of an article that is quoted, or it is gone."""
        is_title = self.blocks.item(origin) is not None
        return ReturnedTextError("word-change-generated" if is_title else "word-change-gone")

    def _heading(self, part: Part) -> str:
        """Return the heading of a part as it is printed."""
        from briefbuilder.templating.parts import printed_heading

        briefing = self.blocks.briefing
        topic = self._session.taxonomy.topic(part.topic or "")
        spec = self._session.resources.template(briefing.template).part(part.key)
        return printed_heading(part, topic, spec, briefing.language)

    def _field_value(self, key: str, drawn: str, change: WordChange) -> str:
        """Return the new value of a field; raises ReturnedTextError if it is not a value of its kind."""
        from briefbuilder.templating.fields import ChoiceField, DateField, ListField, NumberField

        field = self._session.resources.template(self.blocks.briefing.template).field(key)
        written = change_text(drawn, drawn, change.hunks).strip()
        if not self.blocks.briefing.fields.get(key, ""):
            # An empty field shows words in brackets that ask for its value.
            written = written.replace(drawn, "").strip().removeprefix("[").removesuffix("]")
        if isinstance(field, DateField | NumberField | ChoiceField):
            value = _parse_value(field, written, self.blocks.briefing.language)
            if not value and written:
                raise ReturnedTextError("word-change-value", value=written)
            return value
        value = self.blocks.briefing.fields.get(key, "")
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
        origin = self.blocks.paragraphs[change.paragraphs[0]].origin
        part = self.blocks.briefing.part(origin)
        if part is None:
            raise self._no_part(origin)
        if any(inner.items for inner in walk_parts((part,))):
            raise ReturnedTextError("word-change-structure")


def _new_texts(change: WordChange) -> list[str]:
    """Return the new paragraphs of a change, or its new row as one text."""
    texts = [_CELL_GAP.join(change.pieces)] if change.kind == "row_inserted" else change.after.split("\n")
    return [text for text in texts if text.strip()]


def _texts_in(item: Item) -> Iterator[tuple[BlockPlace, ...]]:
    """Yield the places of the paragraphs and notes of a text, each alone."""
    for block in item.blocks or () if isinstance(item, OwnText) else ():
        yield (BlockPlace(item.id, block.id),)


def _rows_in(item: Item) -> Iterator[tuple[BlockPlace, ...]]:
    """Yield the places of the cells of each row in the tables of a text, or of a text that is a row itself."""
    blocks = item.blocks if isinstance(item, OwnText) else ()
    yield tuple(BlockPlace(item.id, block.id) for block in blocks)
    for table in blocks:
        for number, row in enumerate(table.rows if isinstance(table, Table) else ()):
            yield tuple(
                BlockPlace(item.id, block.id, table.id, (number, column))
                for column, cell in enumerate(row.cells)
                for block in cell.blocks
            )


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
