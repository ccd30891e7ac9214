"""Tables in the text editor, by keyboard and menu, and pasting into and out of them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type

from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.text import Block, Cell, ListItem, Note, Paragraph, Row, Span, Table
from briefbuilder.importers.pasted.article import ClipboardContent
from briefbuilder.importers.pasted.fragment import Fragment, read_fragment
from briefbuilder.ui.brief import text_formatting
from briefbuilder.ui.brief.text_clipboard import DeliverFragment
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

PASTE = Path(__file__).parents[2] / "data" / "paste"


class Waiting:
    """Reads what is offered when it is told to."""

    def __init__(self) -> None:
        self.given: list[tuple[ClipboardContent, DeliverFragment]] = []

    def __call__(self, offered: ClipboardContent | Fragment, deliver: DeliverFragment) -> None:
        assert isinstance(offered, ClipboardContent)
        self.given.append((offered, deliver))

    def read(self) -> None:
        for offered, deliver in self.given:
            deliver(read_fragment(offered))
        self.given.clear()


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def editor(qtbot: QtBot, waiting: Waiting) -> TextEditor:
    made = TextEditor(Theme("light"), read=waiting)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.setFocus()
    return made


def cells(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in row.cells] for row in block.rows]


def key(editor: TextEditor, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(editor, one)


def test_a_table_is_written_by_keys_alone(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Before")
    editor.insert_table()
    for words in ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"):
        QTest.keyClicks(editor, words)
        key(editor, Qt.Key.Key_Tab)
    key(editor, Qt.Key.Key_Backtab)
    QTest.keyClick(editor, Qt.Key.Key_Home)
    QTest.keyClicks(editor, "J")
    before, table = editor.blocks()
    assert before.text == "Before"
    assert cells(table) == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"], ["Jj", "", ""]]
    assert isinstance(table, Table)
    assert table.header_rows == 1
    assert [cell.header for cell in table.rows[0].cells] == [True] * 3
    assert not any(cell.header for row in table.rows[1:] for cell in row.cells)


def menu(desk: Desk, number: int) -> None:
    actions = [one for one in desk.pane.item_panel.tools.table.menu().actions() if not one.isSeparator()]
    desk.pane.item_panel.tools.table.menu().aboutToShow.emit()
    assert actions[number].isEnabled()
    actions[number].trigger()


def test_the_menu_adds_and_removes_rows_columns_and_the_header(desk: Desk) -> None:
    desk.services.actions.action("new-own-text").trigger()
    item = desk.pane.outline.current_node
    editor = desk.pane.item_panel.editor
    desk.services.actions.action("insert-table").trigger()
    QTest.keyClicks(editor, "head")
    for number in (2, 1, 4, 3):
        menu(desk, number)
    (table,) = editor.blocks()
    assert cells(table) == [[""] * 5, ["", "head", "", "", ""], *[[""] * 5] * 3]
    for number in (5, 6):
        menu(desk, number)
    assert [len(row.cells) for row in editor.blocks()[0].rows] == [4] * 4  # type: ignore[union-attr]
    menu(desk, 8)
    menu(desk, 8)
    editor.commit()
    found = of_type(desk.briefing.item(item), OwnText)
    menu(desk, 7)
    editor.commit()
    assert editor.blocks() == ()
    desk.undo()
    assert editor.blocks() == found.blocks
    assert isinstance(found.blocks[0], Table)


def test_the_header_row_is_a_toggle(editor: TextEditor) -> None:
    editor.insert_table()
    editor.edit_table(text_formatting.toggle_header_row)
    (table,) = editor.blocks()
    assert isinstance(table, Table)
    assert (table.header_rows, any(cell.header for cell in table.rows[0].cells)) == (0, False)
    editor.edit_table(text_formatting.toggle_header_row)
    (table,) = editor.blocks()
    assert isinstance(table, Table)
    assert (table.header_rows, all(cell.header for cell in table.rows[0].cells)) == (1, True)
    editor.edit_table(text_formatting.remove_row)
    (table,) = editor.blocks()
    assert isinstance(table, Table)
    assert (len(table.rows), table.header_rows) == (2, 0)


def test_inserting_a_row_keeps_spans(editor: TextEditor) -> None:
    tall = Cell(blocks=(Paragraph(id="b1", content=(Span("tall"),)),), row_span=2)
    one = Cell(blocks=(Paragraph(id="b2", content=(Span("one"),)),))
    editor.show_blocks((Table(id="t", rows=(Row(cells=(tall, one)), Row(cells=(one,)))),))
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index("one"))
    editor.setTextCursor(cursor)
    editor.edit_table(partial(text_formatting.add_row, below=True))
    (table,) = editor.blocks()
    assert isinstance(table, Table)
    assert table.rows[0].cells[0].row_span == 3
    assert [len(row.cells) for row in table.rows] == [2, 1, 1]


def test_there_is_no_table_in_a_table_or_a_note(editor: TextEditor) -> None:
    editor.insert_table()
    before = editor.blocks()
    editor.insert_table()
    assert editor.blocks() == before
    editor.move_to_end()
    QTest.keyClicks(editor, "Words")
    editor.toggle_note()
    editor.insert_table()
    assert len(editor.blocks()) == 3


def test_a_paragraph_in_a_cell_counts_as_its_table(editor: TextEditor) -> None:
    editor.insert_table()
    QTest.keyClicks(editor, "a")
    editor.commit()
    (table,) = editor.blocks()
    assert editor.blocks_at_cursor() == (table.id,)


def rich(name: str) -> QMimeData:
    data = QMimeData()
    content = (PASTE / name).read_bytes()
    if name.endswith(".rtf"):
        data.setData("text/rtf", QByteArray(content))
    else:
        data.setHtml(content.decode())
    return data


@pytest.mark.parametrize("name", sorted(path.name for path in PASTE.iterdir()))
def test_pasting_inserts_the_blocks_that_were_read(editor: TextEditor, waiting: Waiting, name: str) -> None:
    data = rich(name)
    assert editor.canInsertFromMimeData(data)
    editor.insertFromMimeData(data)
    (offered, _) = waiting.given[0]
    waiting.read()
    editor.commit()
    read = read_fragment(offered).blocks
    blocks = editor.blocks()
    assert [(block.kind, block.text) for block in blocks] == [(block.kind, block.text) for block in read]
    for one, other in zip(blocks, read, strict=True):
        assert [inline.text for inline in one.content] == [inline.text for inline in other.content]
        if isinstance(one, ListItem) and isinstance(other, ListItem):
            assert (one.depth, one.ordered, one.number) == (other.depth, other.ordered, other.number)
    assert len({block.id for block in blocks}) == len(blocks)


def test_content_read_later_goes_to_the_original_cursor_position(
    editor: TextEditor, waiting: Waiting
) -> None:
    QTest.keyClicks(editor, "AZ")
    key(editor, Qt.Key.Key_Left)
    data = QMimeData()
    data.setHtml("<b>m</b>")
    editor.insertFromMimeData(data)
    key(editor, Qt.Key.Key_Home)
    QTest.keyClicks(editor, "x")
    waiting.read()
    assert editor.toPlainText() == "xAmZ"


def test_content_read_after_another_text_is_shown_is_dropped(editor: TextEditor, waiting: Waiting) -> None:
    data = QMimeData()
    data.setHtml("<b>m</b>")
    editor.insertFromMimeData(data)
    editor.show_blocks((Paragraph(id="b1", content=(Span("Other"),)),))
    waiting.read()
    assert editor.toPlainText() == "Other"


def test_content_that_cannot_be_read_is_pasted_as_plain_text(editor: TextEditor, waiting: Waiting) -> None:
    data = QMimeData()
    data.setHtml("<b>words</b>")
    data.setText("plain words")
    editor.insertFromMimeData(data)
    waiting.given[0][1](None)
    assert editor.toPlainText() == "plain words"


def test_a_table_pasted_into_a_cell_becomes_its_text(editor: TextEditor, waiting: Waiting) -> None:
    editor.insert_table()
    editor.insertFromMimeData(rich("word-2016.html"))
    waiting.read()
    table, note = editor.blocks()
    assert isinstance(table, Table)
    assert isinstance(note, Note)
    assert "12,4 t" in table.rows[0].cells[0].text
    assert not any(isinstance(block, Table) for block in table.rows[0].cells[0].blocks)
    assert [len(row.cells) for row in table.rows] == [3, 3, 3]


def test_a_table_is_copied_and_pasted_completely(editor: TextEditor, qtbot: QtBot) -> None:
    editor.insert_table()
    QTest.keyClicks(editor, "a")
    editor.selectAll()
    data = editor.createMimeDataFromSelection()
    other = TextEditor(Theme("light"))
    qtbot.addWidget(other)
    other.insertFromMimeData(data)
    assert cells(other.blocks()[0]) == cells(editor.blocks()[0])


def test_a_large_paste_is_read_in_the_background(desk: Desk) -> None:
    desk.services.actions.action("new-own-text").trigger()
    editor = desk.pane.item_panel.editor
    editor.insertFromMimeData(rich("google-docs.html"))
    assert editor.toPlainText() == ""
    desk.qtbot.waitUntil(lambda: len(editor.blocks()) > 3)
    assert any(isinstance(block, Table) for block in editor.blocks())
