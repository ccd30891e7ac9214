"""The text editor by keyboard, and what is pasted into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type

from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.list_labels import ListLabel
from briefbuilder.domain.text import Block, Cell, Heading, ListItem, Paragraph, Row, Span, Table
from briefbuilder.importers.pasted.article import ClipboardContent
from briefbuilder.importers.pasted.fragment import Fragment, read_fragment
from briefbuilder.ui.brief.text_clipboard import BLOCKS_TYPE, DeliverFragment, blocks_from_mime
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.brief.text_formatting import set_link
from briefbuilder.ui.clipboard import clipboard_content, files_in
from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


def read_at_once(offered: ClipboardContent | Fragment, deliver: DeliverFragment) -> None:
    assert isinstance(offered, ClipboardContent)
    deliver(read_fragment(offered))


@pytest.fixture
def editor(qtbot: QtBot) -> TextEditor:
    made = TextEditor(Theme("light"), read=read_at_once)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def paragraph(text: str, name: str = "b1") -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


def end(editor: TextEditor) -> None:
    editor.moveCursor(editor.textCursor().MoveOperation.End)


def test_another_colour_scheme_is_no_change_of_the_text(qtbot: QtBot) -> None:
    theme = Theme("light")
    editor = TextEditor(theme)
    qtbot.addWidget(editor)
    editor.show_blocks((paragraph("Words"), Heading(id="b2", level=1, content=(Span("More"),))))
    changes: list[None] = []
    editor.document().contentsChanged.connect(lambda: changes.append(None))
    theme.choose("dark")
    assert changes, "the colours are drawn anew"
    assert not editor.is_dirty
    QTest.keyClicks(editor, "x")
    assert editor.is_dirty


def test_each_paragraph_of_a_text_that_is_shown_is_looked_through_once(editor: TextEditor) -> None:
    seen: list[str] = []

    def find(block: QTextBlock) -> tuple[tuple[int, int], ...]:
        seen.append(block.text())
        return ()

    editor.highlighter.add_underlines(find, QTextCharFormat.UnderlineStyle.DotLine, "warning")
    cells = tuple(Cell(blocks=(paragraph(text, text),)) for text in ("one", "two"))
    editor.show_blocks((paragraph("above"), Table(id="t", rows=(Row(cells=cells),), header_rows=1)))
    assert [text for text in seen if text] == ["above", "one", "two"]
    seen.clear()
    QTest.keyClicks(editor, "x")
    assert seen == ["xabove"]


def test_shortcuts_toggle_bold_and_italic(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "a ")
    QTest.keyClick(editor, Qt.Key.Key_B, CONTROL)
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Qt.Key.Key_B, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_I, CONTROL)
    QTest.keyClicks(editor, " c")
    (block,) = editor.blocks()
    assert block.content == (Span("a "), Span("b", bold=True), Span(" c", italic=True))


def test_enter_after_a_heading_starts_a_paragraph(editor: TextEditor) -> None:
    editor.set_block_style("heading2")
    QTest.keyClicks(editor, "Title")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Words")
    assert [(type(block), block.text) for block in editor.blocks()] == [
        (Heading, "Title"),
        (Paragraph, "Words"),
    ]


@pytest.mark.parametrize(
    ("typed", "ordered", "number"),
    [("- ", False, None), ("* ", False, None), ("1. ", True, 1), ("3) ", True, 3)],
)
def test_a_list_begins_where_its_sign_is_typed(
    editor: TextEditor, typed: str, ordered: bool, number: int | None
) -> None:
    editor.show_blocks(())
    QTest.keyClicks(editor, f"{typed}One")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Two")
    items = [block for block in editor.blocks() if isinstance(block, ListItem)]
    assert [(one.text, one.ordered) for one in items] == [("One", ordered), ("Two", ordered)]
    assert items[0].number == number
    typed_height = editor.document().size().height()
    editor.show_blocks(editor.blocks())
    assert editor.document().size().height() == typed_height, "nothing moves when the text is shown again"


@pytest.mark.parametrize(("first", "second"), [("- ", "- "), ("* ", "- "), ("1. ", "2. "), ("a) ", "b) ")])
def test_a_label_typed_in_an_item_that_has_it_is_not_added_to_its_words(
    editor: TextEditor, first: str, second: str
) -> None:
    editor.show_blocks(())
    QTest.keyClicks(editor, f"{first}One")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, f"{second}Two, then 2. Three")
    assert [(type(block), block.text) for block in editor.blocks()] == [
        (ListItem, "One"),
        (ListItem, "Two, then 2. Three"),
    ]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("a) ", ["a)", "b)"]), ("(a) ", ["(a)", "(b)"]), ("i. ", ["i.", "ii."]), ("A. ", ["A.", "B."]),
        ("(1) ", ["(1)", "(2)"]), ("I) ", ["I)", "II)"]), ("1. ", ["1.", "2."]),
    ],
)  # fmt: skip
def test_a_typed_label_is_that_of_the_list(editor: TextEditor, typed: str, labels: list[str]) -> None:
    editor.show_blocks(())
    QTest.keyClicks(editor, f"{typed}One")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Two")
    assert shown_labels(editor) == [(0, label) for label in labels]
    assert drawn_labels(editor) == labels
    editor.show_blocks(editor.blocks())
    assert shown_labels(editor) == [(0, label) for label in labels]


@pytest.mark.parametrize("typed", ["C. ", "v. ", "pp. ", "ab) ", "b) ", "Mr. "])
def test_what_may_be_a_name_begins_no_list(editor: TextEditor, typed: str) -> None:
    editor.show_blocks(())
    QTest.keyClicks(editor, f"{typed}Smith")
    assert [(block.kind, block.text) for block in editor.blocks()] == [("paragraph", f"{typed}Smith")]


def test_a_letter_goes_on_with_the_list_above(editor: TextEditor) -> None:
    label = ListLabel("lowerLetter", "", ")")
    above = ListItem(id="b1", content=(Span("Eighth"),), ordered=True, number=8, label=label, starts=True)
    editor.show_blocks((above, paragraph("", "b2")))
    editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(editor, "i) Ninth")
    assert shown_labels(editor) == [(0, "h)"), (0, "i)")]


def test_tab_goes_on_with_the_list_of_its_level_above(editor: TextEditor) -> None:
    editor.show_blocks(())
    QTest.keyClicks(editor, "(a) One")
    for words in ("Inner", "Second inner"):
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QTest.keyClicks(editor, words)
    for place in (1, 2):
        editor.setTextCursor(QTextCursor(editor.document().findBlockByNumber(place)))
        QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert shown_labels(editor) == [(0, "(a)"), (1, "(i)"), (1, "(ii)")]
    QTest.keyClick(editor, Qt.Key.Key_Backtab)
    assert shown_labels(editor) == [(0, "(a)"), (1, "(i)"), (0, "(b)")]


def test_a_list_within_a_plain_one_shows_the_letters_of_the_export(editor: TextEditor) -> None:
    editor.show_blocks(
        (
            ListItem(id="b1", content=(Span("One"),), ordered=True, number=1, starts=True),
            ListItem(id="b2", content=(Span("Inner"),), depth=1, ordered=True, number=1, starts=True),
        )
    )
    assert drawn_labels(editor) == ["1.", "a)"]
    assert [block.label for block in editor.blocks() if isinstance(block, ListItem)] == [None, None]


def test_undo_takes_a_lettered_list_back_and_a_split_keeps_its_label(editor: TextEditor) -> None:
    label = ListLabel("lowerLetter", "(", ")")
    items = tuple(
        ListItem(id=f"b{n}", content=(Span(f"Item {n}"),), ordered=True, number=n, label=label, starts=n == 2)
        for n in (2, 3)
    )
    editor.show_blocks(items)
    cursor = QTextCursor(editor.document())
    cursor.setPosition(5)
    editor.setTextCursor(cursor)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert shown_labels(editor) == [(0, "(b)"), (0, "(c)"), (0, "(d)")]
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert shown_labels(editor) == [(0, "(b)"), (0, "(c)")]


def test_copied_words_keep_powers_apart_from_numbers_in_plain_text(editor: TextEditor) -> None:
    content = (Span("It holds 10"), Span("6", script="super"), Span(" t."))
    editor.show_blocks((Paragraph(id="b1", content=content), paragraph("More.", "b2")))
    editor.selectAll()
    copied = editor.createMimeDataFromSelection()
    assert isinstance(copied, QMimeData)
    assert copied.text() == "It holds 10⁶ t.\nMore."


def test_copied_words_have_the_caption_of_a_table_in_plain_text(editor: TextEditor) -> None:
    cells = tuple(Cell(blocks=(paragraph(text, f"c{text}"),)) for text in ("Gas", "48"))
    table = Table(id="t1", content=(Span("Table 1: Imports"),), rows=(Row(cells=cells),))
    editor.show_blocks((paragraph("Before.", "b1"), table, paragraph("After.", "b2")))
    editor.selectAll()
    copied = of_type(editor.createMimeDataFromSelection(), QMimeData)
    assert copied.text() == "Before.\nTable 1: Imports\nGas\t48\nAfter."


def test_a_copied_part_of_a_list_keeps_its_letters(editor: TextEditor, qtbot: QtBot) -> None:
    label = ListLabel("lowerRoman", "(", ")")
    items = tuple(
        ListItem(id=f"b{n}", content=(Span(f"Item {n}"),), ordered=True, number=n, label=label, starts=n == 1)
        for n in (1, 2, 3)
    )
    editor.show_blocks(items)
    cursor = QTextCursor(editor.document().findBlockByNumber(1))
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    copied = of_type(editor.createMimeDataFromSelection(), QMimeData)
    blocks = not_none(blocks_from_mime(copied))
    assert [one.label for one in blocks if isinstance(one, ListItem)] == [label, label]


def test_copied_blocks_are_pasted_without_their_plain_text(editor: TextEditor) -> None:
    editor.show_blocks((Paragraph(id="b1", content=(Span("Chips"),)),))
    editor.selectAll()
    copied, blocks_alone = editor.createMimeDataFromSelection(), QMimeData()
    assert isinstance(copied, QMimeData)
    blocks_alone.setData(BLOCKS_TYPE, copied.data(BLOCKS_TYPE))
    editor.show_blocks(())
    editor.insertFromMimeData(blocks_alone)
    assert [block.text for block in editor.blocks()] == ["Chips"]


def shown_labels(editor: TextEditor) -> list[tuple[int, str]]:
    return [(block.depth, block.label_text) for block in editor.blocks() if isinstance(block, ListItem)]


def drawn_labels(editor: TextEditor) -> list[str]:
    document = editor.document()
    blocks = [document.findBlockByNumber(place) for place in range(document.blockCount())]
    return [block.textList().itemText(block) for block in blocks if block.textList() is not None]


def test_lines_keep_their_height_after_enter_in_an_empty_paragraph(editor: TextEditor) -> None:
    editor.show_blocks(())
    for text in ("One", "", "Two", "- Three", "Four", "", "Five"):
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "Six")
    assert [block.text for block in editor.blocks()] == ["One", "Two", "Three", "Four", "Five", "Six"]
    typed_height = editor.document().size().height()
    editor.show_blocks(editor.blocks())
    assert editor.document().size().height() == typed_height


def test_backspace_takes_the_list_back_and_a_sign_within_a_text_makes_none(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "1. ")
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, "a-b")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    editor.set_block_style("heading2")
    QTest.keyClicks(editor, "1. Title")
    found = [(block.kind, block.text) for block in editor.blocks()]
    assert found == [("paragraph", "1. a-b"), ("heading", "1. Title")]


def test_tab_indents_a_list_and_enter_on_an_empty_item_ends_it(editor: TextEditor) -> None:
    editor.set_block_style("numbers")
    for words, key in (("one", Qt.Key.Key_Return), ("two", Qt.Key.Key_Return)):
        QTest.keyClicks(editor, words)
        QTest.keyClick(editor, key)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    QTest.keyClicks(editor, "inner")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "after")
    blocks = editor.blocks()
    shape = [(block.text, block.depth, block.number) for block in blocks if isinstance(block, ListItem)]
    assert shape == [("one", 0, 1), ("two", 0, 2), ("inner", 1, 1)]
    assert isinstance(blocks[-1], Paragraph)


def test_text_is_committed_within_a_second_of_steady_typing(qtbot: QtBot, editor: TextEditor) -> None:
    handed: list[tuple[Block, ...]] = []
    editor.committed.connect(handed.append)
    for _ in range(14):
        QTest.keyClicks(editor, "x")
        qtbot.wait(100)
    assert 1 <= len(handed) < 14


def test_leaving_commits_the_text_at_once(qtbot: QtBot, editor: TextEditor) -> None:
    QTest.keyClicks(editor, "Words")
    with qtbot.waitSignal(editor.committed, timeout=200) as signal:
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert signal.args is not None
    assert [block.text for block in signal.args[0]] == ["Words"]


def test_text_being_typed_is_not_overwritten(editor: TextEditor) -> None:
    editor.show_blocks((paragraph("Old"),))
    end(editor)
    QTest.keyClicks(editor, " and new")
    editor.show_blocks((paragraph("From elsewhere"),), keep_cursor=True)
    assert editor.toPlainText() == "Old and new"


def test_a_pasted_page_keeps_its_text_and_loads_nothing(editor: TextEditor, tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    assert image.save(str(picture))
    data = QMimeData()
    data.setHtml(
        f'<html><head><link rel="stylesheet" href="{picture.as_uri()}"><style>p {{ color: red }}</style></head>'
        f'<body><h2>Title</h2><p style="font-size:40pt"><b>Bold</b> 🇯🇵 <a href="https://example.org/x">link</a>'
        f' <a href="file:///etc/passwd">trap</a> <img src="{picture.as_uri()}"></p><ul><li>one<ol><li>two</li>'
        f"</ol></li></ul><table><tr><td>cell</td></tr></table></body></html>"
    )
    editor.insertFromMimeData(data)
    blocks = editor.blocks()
    assert [block.kind for block in blocks] == ["heading", "paragraph", "list_item", "list_item", "paragraph"]
    assert blocks[0].content == (Span("Title"),)
    spans = [inline for inline in blocks[1].content if isinstance(inline, Span)]
    assert spans[0] == Span("Bold", bold=True)
    assert {span.text: span.link for span in spans if span.link} == {"link": "https://example.org/x"}
    assert "trap" in blocks[1].text
    assert "\ufffc" not in editor.toPlainText()


def test_a_file_that_is_no_picture_cannot_be_pasted(editor: TextEditor) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/press/article.html")])
    before = editor.toPlainText()
    editor.insertFromMimeData(data)
    assert editor.toPlainText() == before
    data = QMimeData()
    data.setData("text/x-moz-url", QByteArray(b"x"))
    assert not editor.canInsertFromMimeData(data)


class SilentData(QMimeData):
    """What is on the clipboard while its owner does not answer: each question is waited for."""

    def __init__(self) -> None:
        super().__init__()
        self.questions = 0

    def formats(self) -> list[str]:
        self.questions += 1
        return []

    def hasFormat(self, _name: str) -> bool:  # noqa: N802
        self.questions += 1
        return False

    def retrieveData(self, _name: str, _kind: object) -> object:  # noqa: N802
        self.questions += 1
        return None


def test_a_clipboard_that_does_not_answer_is_asked_once(editor: TextEditor) -> None:
    data = SilentData()
    editor.insertFromMimeData(data)
    assert not editor.canInsertFromMimeData(data)
    assert data.questions == 2
    assert clipboard_content(data).is_empty
    assert files_in(data) == ()
    assert data.questions == 4


@pytest.mark.parametrize("text", ["word\n" * 6000, "words " * 90_000])
def test_a_long_text_is_pasted_up_to_the_limits(editor: TextEditor, qtbot: QtBot, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    with qtbot.waitSignal(editor.paste_cut):
        editor.insertFromMimeData(data)
    kept = editor.toPlainText()
    assert text.startswith(kept[:500_000])
    assert len(kept.split("\n")) in {1, 5000}


def test_the_ids_of_all_paragraphs_are_stored_as_one_edit(editor: TextEditor) -> None:
    data = QMimeData()
    data.setText("word\n" * 50)
    editor.insertFromMimeData(data)
    before = editor.document().availableUndoSteps()
    editor.commit()
    assert editor.document().availableUndoSteps() <= before + 1
    assert len({block.id for block in editor.blocks()}) == 50


def test_one_pasted_line_is_inserted_in_the_current_line(editor: TextEditor) -> None:
    editor.show_blocks((Heading(id="b1", content=(Span("Talks"),), level=2),))
    end(editor)
    data = QMimeData()
    data.setText(" in Tokyo")
    editor.insertFromMimeData(data)
    (block,) = editor.blocks()
    assert block == Heading(id="b1", content=(Span("Talks in Tokyo"),), level=2)


def test_a_link_that_is_no_web_page_is_refused(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "word")
    assert not set_link(editor.textCursor(), "javascript:alert(1)")
    assert set_link(editor.textCursor(), "https://example.org")
    assert editor.blocks()[0].content == (Span("word", link="https://example.org"),)
    assert editor.loadResource(2, QUrl("file:///etc/hostname")) == QByteArray()


def own_text(desk: Desk) -> str:
    desk.services.actions.action("new-own-text").trigger()
    return desk.pane.outline.current_node


def text_of(desk: Desk, item: str) -> str:
    found = desk.briefing.item(item)
    assert isinstance(found, OwnText | Excerpt)
    return " / ".join(block.text for block in found.blocks or ())


def test_undo_in_the_editor_undoes_the_last_typed_text(desk: Desk) -> None:
    item = own_text(desk)
    editor = desk.pane.item_panel.editor
    QTest.keyClicks(editor, "First")
    desk.qtbot.waitUntil(lambda: text_of(desk, item) == "First")
    QTest.keyClicks(editor, " second")
    QTest.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    # The dossier's undo is the window's; the field hands over first, so nothing that was typed is lost.
    assert text_of(desk, item) == "First second"
    desk.undo()
    assert editor.toPlainText() == "First"
    assert editor.textCursor().position() == len("First")
    desk.redo()
    assert editor.toPlainText() == "First second"


def test_closing_the_window_keeps_the_last_typed_text(desk: Desk) -> None:
    item = own_text(desk)
    QTest.keyClicks(desk.pane.item_panel.editor, "To the last letter")
    kept: list[str] = []
    desk.session.store.listeners.add(lambda _keys: kept.append(text_of(desk, item)))
    desk.pane.window().close()
    assert kept == ["To the last letter"]


def test_selecting_another_item_keeps_the_typed_text(desk: Desk) -> None:
    item = own_text(desk)
    QTest.keyClicks(desk.pane.item_panel.editor, "Kept")
    other = next(one.id for one in desk.briefing.items if one.id != item)
    desk.pane.outline.choose(other)
    assert text_of(desk, item) == "Kept"
    assert text_of(desk, other) == ""


def test_an_edited_excerpt_is_marked_and_can_be_restored(desk: Desk) -> None:
    excerpt = next(one for one in desk.briefing.items if isinstance(one, Excerpt))
    desk.pane.outline.choose(excerpt.id)
    editor = desk.pane.item_panel.editor
    before = editor.toPlainText()
    QTest.keyClick(desk.pane.outline, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "[...]")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    changed = of_type(desk.briefing.item(excerpt.id), Excerpt)
    assert changed.blocks is not None
    assert changed.passage == excerpt.passage
    QTest.keyClick(desk.pane.outline, Qt.Key.Key_Return)
    for _ in "[…]":
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.briefing.item(excerpt.id) == excerpt
    assert editor.toPlainText() == before
