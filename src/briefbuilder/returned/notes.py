"""Compares footnotes and endnotes, which belong to the paragraphs that have their marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefbuilder.domain.export_record import ExportedParagraph
from briefbuilder.domain.values import value
from briefbuilder.domain.word_changes import ChangeKind
from briefbuilder.returned.alignment import Operation
from briefbuilder.returned.document import Recorded, ReturnedDocument
from briefbuilder.returned.sequences import Token, align
from briefbuilder.returned.text_keys import text_key
from briefbuilder.returned.views import Unit, view_of

_EMPTY, _SWAPPED = "returned-note-empty", "returned-notes-swapped"


@value(kw_only=False)
class NoteChange:
    """A changed note: its number in the record, None for a new one, and that of the paragraph with its mark.

    The mark of a new note is in the paragraph `mate` of the returned file, at `place` in its text.
    """

    kind: ChangeKind
    note: int | None
    anchor: int | None
    before: str
    after: str
    recorded: tuple[Recorded, ...] = ()
    mate: int | None = None
    place: int | None = None


def compare_notes(
    paragraphs: Sequence[ExportedParagraph],
    numbers: Sequence[int],
    operations: Iterable[Operation],
    returned: Sequence[Unit],
    document: ReturnedDocument,
) -> tuple[list[NoteChange], list[str]]:
    """Return the changed notes, and codes of warnings if notes were saved without text or at each other's places.

    `numbers` are the numbers of the body's paragraphs in the record.
    """
    comparer = _Notes(paragraphs, numbers, returned, document)
    for operation in operations:
        comparer.compare(operation)
    return comparer.finish()


class _Notes:
    def __init__(
        self,
        paragraphs: Sequence[ExportedParagraph],
        numbers: Sequence[int],
        returned: Sequence[Unit],
        document: ReturnedDocument,
    ) -> None:
        self._paragraphs = paragraphs
        self._numbers = numbers
        self._returned = returned
        self._accepted = view_of(document.notes)
        self._before = view_of(document.notes, original=True)
        self._deleted_marks = _marks_of_notes(document)
        self._of: dict[int, list[int]] = {}
        for number, one in enumerate(paragraphs):
            if one.part == "note" and one.anchor is not None:
                self._of.setdefault(one.anchor, []).append(number)
        self._left: list[tuple[int, int]] = []
        self._new: list[tuple[int, int | None]] = []
        self._places: dict[int, tuple[int, int]] = {
            note: (mate, place)
            for mate, unit in enumerate(returned)
            for note, place in zip(unit.notes, unit.note_places, strict=True)
        }
        self._texts = {text_key(paragraph.text) for paragraph in paragraphs if paragraph.part == "note"}
        self._found: list[NoteChange] = []
        self._codes: list[str] = []
        self._lost: set[str] = set()

    def compare(self, one: Operation) -> None:
        """Compare the notes of the paragraphs of one operation."""
        before = [note for base in one.base for note in self._of.get(self._numbers[base], ())]
        after = [note for mate in one.returned for note in self._returned[mate].notes]
        if not one.returned:
            self._lost.update(text_key(self._paragraphs[note].text) for note in before)
            return
        if not before and not after:
            return
        pairs = align(
            [Token(text_key(self._paragraphs[note].text)) for note in before],
            [Token(self._accepted[note].key) for note in after],
        )
        single = [(lefts[0], rights[0]) for lefts, rights in pairs if len(lefts) == len(rights) == 1]
        left = [at for at in range(len(before)) if at not in {pair[0] for pair in single}]
        right = [at for at in range(len(after)) if at not in {pair[1] for pair in single}]
        for first, second in single:
            self._compare_pair(before[first], after[second])
        for at in list(right):
            if not self._accepted[after[at]].key:
                right.remove(at)
                self._skip_empty(left)
        anchor = self._numbers[one.base[0]] if one.base else None
        self._left += ((before[at], anchor) for at in left if anchor is not None)
        self._new += ((after[at], anchor) for at in right)

    def _skip_empty(self, left: list[int]) -> None:
        """Leave out a note that was saved without its text, and the note that was at its place."""
        if self._codes.count(_EMPTY) == 0:
            self._codes.append(_EMPTY)
        if left:
            del left[0]

    def _compare_pair(self, note: int, mate: int) -> None:
        before, after = self._paragraphs[note].text, self._accepted[mate]
        if text_key(before) == after.key:
            return
        if not after.key:
            self._skip_empty([])
            return
        tracked = self._before[mate].key == text_key(before)
        recorded = self._accepted[mate].recorded or self._before[mate].recorded
        self._found.append(
            NoteChange(
                "note_edited",
                note,
                self._paragraphs[note].anchor,
                before,
                after.text,
                recorded if tracked else (),
            )
        )

    def finish(self) -> tuple[list[NoteChange], list[str]]:
        """Return the changes and the codes of warnings; notes that changed places are not changes."""
        gone = {text_key(self._paragraphs[note].text) for note, _ in self._left}
        come = {self._accepted[note].key for note, _ in self._new}
        swapped = (gone & come) | self._exchanged()
        if swapped:
            self._codes.append(_SWAPPED)
            self._found = [note for note in self._found if text_key(note.after) not in swapped]
        self._pair_edited(swapped)
        for note, anchor in self._left:
            text = self._paragraphs[note].text
            if text_key(text) not in swapped:
                recorded = self._deleted_marks.get(text_key(text), ())
                self._found.append(NoteChange("note_deleted", note, anchor, text, "", recorded))
        for note, new_anchor in self._new:
            unit = self._accepted[note]
            # A note in a new paragraph came with its text, which was copied or moved.
            is_copy = new_anchor is None and unit.key in self._texts
            if unit.key not in swapped and unit.key not in self._lost and not is_copy:
                recorded = unit.recorded if unit.whole == "ins" or not self._before[note].key else ()
                mate, place = self._places.get(note, (None, None))
                self._found.append(
                    NoteChange("note_inserted", None, new_anchor, "", unit.text, recorded, mate, place)
                )
        return self._found, self._codes

    def _exchanged(self) -> set[str]:
        """Return the texts of notes at whose place the text of another note is, although no change is recorded."""
        edited = [note for note in self._found if note.kind == "note_edited" and not note.recorded]
        anchors = {anchor: text_key(self._paragraphs[note].text) for note, anchor in self._left}
        found: set[str] = set()
        for note, anchor in self._new:
            unit = self._accepted[note]
            if anchor in anchors and unit.key in self._texts and not unit.recorded:
                found |= {unit.key, anchors[anchor]}
        return found | {text_key(note.after) for note in edited} & self._texts

    def _pair_edited(self, swapped: set[str]) -> None:
        """Treat a removed and a new note of the same paragraph as one edited note, if there is one of each."""
        for note, anchor in list(self._left):
            mates = [one for one in self._new if one[1] == anchor]
            others = [one for one in self._left if one[1] == anchor]
            if len(mates) == len(others) == 1 and text_key(self._paragraphs[note].text) not in swapped:
                mate = mates[0]
                unit = self._accepted[mate[0]]
                if unit.key in swapped or unit.whole == "ins":
                    continue
                self._left.remove((note, anchor))
                self._new.remove(mate)
                self._compare_pair(note, mate[0])


def _marks_of_notes(document: ReturnedDocument) -> dict[str, tuple[Recorded, ...]]:
    """Return who deleted the marks of notes, by the notes' texts as they were."""
    before = view_of(document.notes, original=True)
    found: dict[str, tuple[Recorded, ...]] = {}
    for paragraph in document.paragraphs:
        for piece in paragraph.pieces:
            if piece.note is not None and piece.recorded.mark in {"del", "from"}:
                found[before[piece.note].key] = (piece.recorded,)
    return found
