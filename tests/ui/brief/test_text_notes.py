"""Notes in the text editor: inserting, writing, leaving, removing, copying and pasting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type

from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.text import Block, Note, NoteReference, Paragraph, Span
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.brief.text_formats import NOTE_CHARACTER
from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def editor(qtbot: QtBot) -> TextEditor:
    made = TextEditor(Theme("light"))
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.setFocus()
    return made


def shape(blocks: tuple[Block, ...]) -> list[str]:
    """Each block as its words with the numbers of the marks in it; notes with their own numbers."""
    notes = [block.id for block in blocks if isinstance(block, Note)]
    found = []
    for block in blocks:
        words = "".join(
            f"[{notes.index(one.note) + 1}]"
            if isinstance(one, NoteReference) and one.note in notes
            else one.text
            for one in block.content
        )
        found.append(f"{notes.index(block.id) + 1}: {words}" if isinstance(block, Note) else words)
    return found


def is_inside(editor: TextEditor) -> bool:
    return editor.in_note


def type_note(editor: TextEditor, words: str) -> None:
    editor.toggle_note()
    QTest.keyClicks(editor, words)
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_a_note_is_inserted_written_and_left(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Gas")
    type_note(editor, "Of the north")
    assert not editor.in_note
    QTest.keyClicks(editor, " flows")
    type_note(editor, "Since May")
    assert shape(editor.blocks()) == ["Gas[1] flows[2]", "1: Of the north", "2: Since May"]


def test_notes_follow_the_order_of_their_references(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "One two")
    type_note(editor, "second")
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    type_note(editor, "first")
    assert shape(editor.blocks()) == ["One[1] two[2]", "1: first", "2: second"]


def test_removing_a_reference_removes_its_note(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Gas")
    type_note(editor, "gone")
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    editor.commit()
    assert shape(editor.blocks()) == ["Gas"]


def test_an_empty_note_is_removed_with_its_reference(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Gas")
    editor.toggle_note()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert NOTE_CHARACTER not in editor.toPlainText()
    editor.toggle_note()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert shape(editor.blocks()) == ["Gas"]
    assert not editor.in_note


def test_enter_and_backspace_keep_a_note_in_one_block(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Gas")
    editor.toggle_note()
    QTest.keyClicks(editor, "one")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "two")
    assert shape(editor.blocks()) == ["Gas[1]", "1: one\ntwo"]
    QTest.keyClick(editor, Qt.Key.Key_Home, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_End)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert shape(editor.blocks()) == ["Gas[1]", "1: one\ntwo"]


def test_the_note_at_the_cursor_is_shown_and_reachable(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Gas")
    type_note(editor, "Of the north")
    assert editor.note_text() == "1  Of the north"
    editor.toggle_note()
    assert is_inside(editor)
    editor.toggle_note()
    assert not is_inside(editor)
    editor.remove_note()
    assert shape(editor.blocks()) == ["Gas"]


def test_text_typed_after_a_reference_is_text(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Gas")
    type_note(editor, "n")
    QTest.keyClicks(editor, "x")
    (paragraph, note) = editor.blocks()
    assert paragraph.content == (Span("Gas"), NoteReference(note.id), Span("x"))


def copied(editor: TextEditor) -> QMimeData:
    editor.selectAll()
    return editor.createMimeDataFromSelection()


def test_copied_notes_get_new_ids(editor: TextEditor, qtbot: QtBot) -> None:
    QTest.keyClicks(editor, "Gas")
    type_note(editor, "Of the north")
    data = copied(editor)
    assert NOTE_CHARACTER not in data.text()
    assert NOTE_CHARACTER not in data.html()
    editor.move_to_end()
    editor.insertFromMimeData(data)
    assert shape(editor.blocks()) == ["Gas[1]Gas[2]", "1: Of the north", "2: Of the north"]
    other = TextEditor(Theme("light"))
    qtbot.addWidget(other)
    other.insertFromMimeData(data)
    assert shape(other.blocks()) == ["Gas[1]", "1: Of the north"]


@pytest.mark.parametrize("commit_between", [False, True])
def test_a_reference_that_is_cut_and_pasted_keeps_its_note(
    editor: TextEditor, *, commit_between: bool
) -> None:
    QTest.keyClicks(editor, "Gas oil")
    type_note(editor, "Of the north")
    cursor = editor.textCursor()
    cursor.setPosition(3)
    cursor.setPosition(8, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    data = editor.createMimeDataFromSelection()
    cursor.removeSelectedText()
    if commit_between:
        editor.commit()
        assert shape(editor.blocks()) == ["Gas"]
    cursor.setPosition(0)
    editor.setTextCursor(cursor)
    editor.insertFromMimeData(data)
    editor.commit()
    assert shape(editor.blocks()) == [" oil[1]Gas", "1: Of the north"]


def test_emoji_before_a_reference_do_not_shift_it(editor: TextEditor) -> None:
    blocks = (
        Paragraph(id="b1", content=(Span("🇯🇵👩🏽‍🚀"), NoteReference("n1"), Span("end"))),
        Note(id="n1", content=(Span("x"),)),
    )
    editor.show_blocks(blocks)
    cursor = editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    editor.setTextCursor(cursor)
    editor.leave_note()
    QTest.keyClicks(editor, "+")
    assert editor.blocks()[0].text == "🇯🇵👩🏽‍🚀+end"
    editor.toggle_note()
    QTest.keyClicks(editor, "z")
    assert shape(editor.blocks()) == ["🇯🇵👩🏽‍🚀[1]+[2]end", "1: x", "2: z"]
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    editor.remove_note()
    assert shape(editor.blocks()) == ["🇯🇵👩🏽‍🚀[1]+end", "1: x"]


def test_undo_restores_a_note_and_the_export_numbers_it(desk: Desk) -> None:
    desk.services.actions.action("new-own-text").trigger()
    item = desk.pane.outline.current_node
    editor = desk.pane.item_panel.editor
    QTest.keyClicks(editor, "Gas")
    editor.commit()
    action = desk.services.actions.action("insert-note")
    assert action.isEnabled()
    action.trigger()
    QTest.keyClicks(editor, "Of the north")
    editor.commit()
    found = of_type(desk.briefing.item(item), OwnText)
    assert shape(found.blocks) == ["Gas[1]", "1: Of the north"]
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    editor.commit()
    assert editor.toPlainText() == "Gas"
    desk.undo()
    assert shape(editor.blocks()) == ["Gas[1]", "1: Of the north"]


def test_a_note_and_a_table_are_in_the_dossier_a_second_after_they_were_typed(desk: Desk) -> None:
    desk.services.actions.action("new-own-text").trigger()
    item = desk.pane.outline.current_node
    editor = desk.pane.item_panel.editor
    QTest.keyClicks(editor, "Gas")
    desk.services.actions.action("insert-note").trigger()
    QTest.keyClicks(editor, "Of the north")

    def stored() -> tuple[Block, ...]:
        found = of_type(desk.briefing.item(item), OwnText)
        return found.blocks

    desk.qtbot.waitUntil(lambda: shape(stored()) == ["Gas[1]", "1: Of the north"])
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    desk.services.actions.action("insert-table").trigger()
    QTest.keyClicks(editor, "cell")
    desk.qtbot.waitUntil(lambda: [block.kind for block in stored()] == ["paragraph", "table", "note"])
    desk.qtbot.waitUntil(lambda: "cell" in stored()[1].text)
