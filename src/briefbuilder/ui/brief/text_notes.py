"""Notes of an edited text: references in the text, note texts at its end, and what keeps the two consistent.

A reference is one character of the document, drawn as the note's number. Notes are numbered in the order of their references.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from briefbuilder.domain.inline import rename_notes
from briefbuilder.domain.text import Block, Inline, Note, NoteReference, map_child_blocks
from briefbuilder.ui.brief.rich_text import BlockWriter
from briefbuilder.ui.brief.text_formats import (
    NOTE_CHARACTER,
    NOTE_ID,
    NOTE_OBJECT,
    block_content,
    block_format,
    is_note,
    note_format,
    note_ids_in,
    stored_id,
)
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.selections import cursor_in, each_block

_MARK_SCALE = 0.72
"""Font size of a reference, relative to that of the text."""


class NoteMarkObject(QPyTextObject):
    """Draws note references as superscript numbers."""

    def __init__(self, notes: DocumentNotes, theme: Theme, parent: QTextDocument) -> None:
        super().__init__(parent)
        self._notes = notes
        self._theme = theme

    def intrinsicSize(self, document: QTextDocument, _place: int, fmt: QTextFormat) -> QSizeF:
        """Return the size of a reference."""
        metrics = QFontMetricsF(_mark_font(document.defaultFont()))
        text = self._notes.label(str(fmt.property(NOTE_ID)))
        return QSizeF(metrics.horizontalAdvance(text) + 2, QFontMetricsF(document.defaultFont()).ascent())

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, _place: int, fmt: QTextFormat
    ) -> None:
        """Draw a reference."""
        painter.save()
        painter.setFont(_mark_font(document.defaultFont()))
        painter.setPen(self._theme.colours.colour("accent"))
        top = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(rect, top, self._notes.label(str(fmt.property(NOTE_ID))))
        painter.restore()


def _mark_font(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(1, round(QFontInfo(font).pixelSize() * _MARK_SCALE)))
    return small


class DocumentNotes:
    """The notes of one document."""

    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._numbers: dict[str, int] = {}
        self._complete: frozenset[str] = frozenset()
        self._sign = NoteMarkObject(self, theme, document)
        document.documentLayout().registerHandler(NOTE_OBJECT, self._sign)

    def label(self, note: str) -> str:
        """Return the number of a note, "?" if it has no reference."""
        return str(self._numbers.get(note, "?"))

    def renumber(self) -> bool:
        """Number the notes in the order of their references and return whether any number changed."""
        before = self._numbers
        self._numbers = {}
        for block in each_block(self._document):
            for name in note_ids_in(block):
                self._numbers.setdefault(name, len(self._numbers) + 1)
        return before != self._numbers

    def accept_document(self) -> None:
        """Remember the notes that have both text and reference; `remove_orphans` compares with them."""
        self.renumber()
        self._complete = frozenset(self._numbers.keys() & {stored_id(block) for block in self._blocks()})

    def remove_orphans(self) -> None:
        """Remove notes whose references were deleted, and references whose notes were."""
        self.renumber()
        present = {stored_id(block): block for block in self._blocks()}
        for name in self._complete:
            if name not in self._numbers and name in present:
                _remove_block(present[name])
            elif name in self._numbers and name not in present:
                self._remove_marks(name)
        self.accept_document()

    def insert(self, cursor: QTextCursor, content: tuple[Inline, ...] = ()) -> QTextCursor:
        """Insert a reference after the selection and return a cursor in its new note."""
        name = unused_note_id(
            {stored_id(block) for block in each_block(self._document)} | self._numbers.keys()
        )
        place = QTextCursor(cursor)
        place.setPosition(cursor.selectionEnd())
        place.insertText(NOTE_CHARACTER, note_format(NoteReference(name)))
        self.place((Note(id=name, content=content),))
        self.accept_document()
        return QTextCursor(self.note_block(name))

    def place(self, notes: Iterable[Note]) -> None:
        """Add notes at the end of the text, in the order of their references."""
        for note in notes:
            self.renumber()
            order = sorted(self._numbers, key=self._numbers.__getitem__)
            before = order[: order.index(note.id)] if note.id in order else order
            earlier = (block for name in reversed(before) if (block := self.note_block(name)).isValid())
            anchor = next(earlier, self._last_body_block())
            cursor = QTextCursor(self._document)
            cursor.setPosition(anchor.position() + anchor.length() - 1)
            cursor.insertBlock(block_format(note), QTextCharFormat())
            BlockWriter(cursor).write((note,))

    def note_block(self, note: str) -> QTextBlock:
        """Return the block of a note, an invalid block if it is missing."""
        return next((block for block in self._blocks() if stored_id(block) == note), QTextBlock())

    def mark_cursor(self, note: str) -> QTextCursor | None:
        """Return a cursor after the first reference to a note, None if it is missing."""
        return next((QTextCursor(found) for found in self._marks(note)), None)

    def remove(self, note: str) -> None:
        """Remove a note and its references."""
        self._remove_marks(note)
        block = self.note_block(note)
        if block.isValid():
            _remove_block(block)
        self.accept_document()

    def end_of_body(self) -> int:
        """Return the position at the end of the text, before the notes."""
        last = self._last_body_block()
        return last.position() + last.length() - 1

    def visible_notes(
        self, block: QTextBlock, moved: QPointF, height: float
    ) -> Iterator[tuple[QPointF, str, bool]]:
        """Yield the position of the text of each visible note, its number, and whether it is the first note.

        `block` is the first visible block, `moved` the scroll offset and `height` the height of the editor, in
        device-independent pixels.
        """
        layout = self._document.documentLayout()
        while block.isValid():
            top = layout.blockBoundingRect(block).top() + moved.y()
            if top > height:
                return
            if is_note(block):
                place = QPointF(self._document.documentMargin() + moved.x(), top)
                yield place, self.label(stored_id(block)), not is_note(block.previous())
            block = block.next()

    def separate_notes(self, blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        """Separate pasted blocks into text and the notes that the document lacks, with unused ids.

        A note whose reference was cut and whose text is still there keeps its text.
        """
        self.renumber()
        present = {stored_id(block) for block in each_block(self._document)} | self._numbers.keys()
        names: dict[str, str] = {}
        notes: list[Note] = []
        for note in blocks:
            if isinstance(note, Note):
                waits = note.id not in self._numbers and self.note_block(note.id).isValid()
                names[note.id] = note.id if waits else unused_note_id(present)
                present.add(names[note.id])
                if not waits:
                    notes.append(replace(note, id=names[note.id]))
        body = tuple(rename_note_references(block, names) for block in blocks if not isinstance(block, Note))
        return body, tuple(notes)

    def _blocks(self) -> list[QTextBlock]:
        return [block for block in each_block(self._document) if is_note(block)]

    def _last_body_block(self) -> QTextBlock:
        block = self._document.lastBlock()
        while is_note(block) and block.previous().isValid():
            block = block.previous()
        return block

    def _marks(self, note: str) -> list[QTextCursor]:
        """Return cursors that select the references to a note."""
        cursors: list[QTextCursor] = []
        for block in each_block(self._document):
            if note not in note_ids_in(block):
                continue
            for place in range(block.length() - 1):
                if self._document.characterAt(block.position() + place) == NOTE_CHARACTER:
                    cursor = cursor_in(block, place, place + 1)
                    if cursor.charFormat().property(NOTE_ID) == note:
                        cursors.append(cursor)
        return cursors

    def _remove_marks(self, note: str) -> None:
        for cursor in self._marks(note):
            cursor.removeSelectedText()


def _remove_block(block: QTextBlock) -> None:
    """Remove a block and the line end before it."""
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    if block.previous().isValid():
        cursor.deletePreviousChar()


def unused_note_id(present: Iterable[str]) -> str:
    """Return an unused note id, which no other desk gives to another note."""
    taken = frozenset(present)
    while (name := f"n{os.urandom(5).hex()}") in taken:
        pass
    return name


def note_at(cursor: QTextCursor) -> str:
    """Return the id of the note at a cursor, or of the note whose reference is next to it; "" for none."""
    if is_note(cursor.block()):
        return stored_id(cursor.block())
    for move in (QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveOperation.NextCharacter):
        beside = QTextCursor(cursor)
        beside.setPosition(cursor.position())
        beside.movePosition(move, QTextCursor.MoveMode.KeepAnchor)
        if beside.selectedText() == NOTE_CHARACTER:
            beside.setPosition(max(beside.position(), beside.anchor()))
            return str(beside.charFormat().property(NOTE_ID) or "")
    return ""


def is_empty_note(block: QTextBlock) -> bool:
    """Return whether a block is an empty note."""
    return is_note(block) and not block_content(block)


def rename_note_references(block: Block, names: dict[str, str]) -> Block:
    """Return a block with renamed note references and without an id, so that it gets a new one."""
    whole = map_child_blocks(block, lambda held: rename_note_references(held, names))
    return replace(whole, id="", content=rename_notes(block.content, names))
