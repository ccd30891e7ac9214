"""Pictures in the text editor: by keyboard, from files and the clipboard, and in the dossier."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QImage, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type
from tests.ui.brief.finding_cases import quoted, readings

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.domain.article import Picture
from briefbuilder.domain.briefing import Briefing, OwnText
from briefbuilder.domain.briefing_edits import insert_item, replace_item
from briefbuilder.domain.text import (
    Block,
    Cell,
    Figure,
    Heading,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Row,
    Span,
    Table,
)
from briefbuilder.storage.shared_pieces import Piece
from briefbuilder.ui.brief.text_clipboard import PICTURES_TYPE
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.brief.text_formats import NOTE_CHARACTER
from briefbuilder.ui.clipboard import passages_to_mime
from briefbuilder.ui.theme import Theme

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

MOVE = QTextCursor.MoveOperation
CONTROL, NO_MODIFIER = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
CHART = Figure(
    id="f1",
    picture="c" * 64,
    media_type="image/png",
    alternative_text="Exports by month",
    content=(Span("Exports, "), Span("monthly", italic=True)),
)
MAP = Figure(id="f2", picture="d" * 64, media_type="image/jpeg")


@pytest.fixture
def editor(qtbot: QtBot) -> TextEditor:
    made = TextEditor(Theme("light"))
    made.find_pictures = lambda names: {
        name: Picture(media_type="image/png", data=name.encode()) for name in names
    }
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    made.setFocus()
    return made


def paragraph(text: str, name: str) -> Paragraph:
    return Paragraph(id=name, content=(Span(text),))


BEFORE, AFTER = paragraph("Before", "b1"), paragraph("After", "b2")
TABLE = Table(
    id="t1",
    content=(Span("Its caption"),),
    rows=(Row(cells=(Cell(blocks=(paragraph("cell", "c1"),)),)),),
)


def shape(editor: TextEditor) -> list[str]:
    """Each block as its kind and words, pictures with the first letter of their names."""
    return [
        f"{(block.picture or '-')[0]}: {block.text}"
        if isinstance(block, Figure)
        else f"{block.kind[0]} {block.text}"
        for block in editor.blocks()
    ]


def beside(editor: TextEditor, *, before: bool = False) -> None:
    """Put the cursor beside the first picture."""
    place = editor.toPlainText().index(NOTE_CHARACTER)
    editor.move_to(place if before else place + 1)


def png(size: tuple[int, int] = (40, 30), colour: str = "navy") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.parametrize(
    "blocks",
    [
        (CHART,),
        (MAP, CHART),
        (BEFORE, CHART, AFTER),
        (MAP, TABLE, CHART, AFTER),
        (Figure(id="f3", alternative_text="It was not imported", language="it", page=4), BEFORE),
        (
            Heading(id="h", level=2, content=(Span("Head"),)),
            ListItem(id="l", starts=True, content=(Span("Item"),)),
            MAP,
            ListItem(id="m", starts=True, content=(Span("Item"),)),
        ),
        (
            Figure(id="f4", picture="c" * 64, content=(Span("A"), NoteReference("n1", "1"))),
            Note(id="n1", content=(Span("Source"),)),
        ),
    ],
)
def test_a_text_with_pictures_is_read_as_it_was_shown(editor: TextEditor, blocks: tuple[Block, ...]) -> None:
    editor.show_blocks(blocks)
    assert editor.blocks() == blocks
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    editor.commit()
    assert editor.blocks()[-len(blocks) :] == blocks or blocks[0] == MAP


@pytest.mark.parametrize(
    ("before", "keys", "expected"),
    [
        (False, "ab", ["p Before", "c: abExports, monthly", "p After"]),
        (True, "ab", ["p Before", "p ab", "c: Exports, monthly", "p After"]),
    ],
)
def test_what_is_typed_beside_a_picture_stands_in_a_paragraph_of_its_own(
    editor: TextEditor, before: bool, keys: str, expected: list[str]
) -> None:
    editor.show_blocks((BEFORE, CHART, AFTER))
    beside(editor, before=before)
    QTest.keyClicks(editor, keys)
    editor.commit()
    assert shape(editor) == expected


@pytest.mark.parametrize(
    ("before", "key", "expected"),
    [
        (False, Qt.Key.Key_Backspace, ["p Before", "p Exports, monthly", "p After"]),
        (True, Qt.Key.Key_Delete, ["p Before", "p Exports, monthly", "p After"]),
        (True, Qt.Key.Key_Backspace, ["p Before", "c: Exports, monthly", "p After"]),
        (False, Qt.Key.Key_Delete, ["p Before", "c: Exports, monthly", "p After"]),
        (False, Qt.Key.Key_Return, ["p Before", "c: Exports, monthly", "p After"]),
        (True, Qt.Key.Key_Return, ["p Before", "c: Exports, monthly", "p After"]),
    ],
)
def test_a_picture_is_removed_by_keys_and_not_joined_with_paragraphs(
    editor: TextEditor, before: bool, key: Qt.Key, expected: list[str]
) -> None:
    editor.show_blocks((BEFORE, CHART, AFTER))
    beside(editor, before=before)
    QTest.keyClick(editor, key)
    editor.commit()
    assert shape(editor) == expected


def test_a_picture_without_a_caption_leaves_nothing(editor: TextEditor) -> None:
    editor.show_blocks((BEFORE, MAP, AFTER))
    beside(editor)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    editor.commit()
    assert editor.blocks() == (BEFORE, AFTER)


def test_enter_ends_a_caption_and_backspace_at_its_start_selects_the_picture(editor: TextEditor) -> None:
    editor.show_blocks((CHART, AFTER))
    beside(editor)
    editor.moveCursor(MOVE.NextBlock)
    editor.moveCursor(MOVE.EndOfBlock)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "More")
    assert shape(editor) == ["c: Exports, monthly", "p More", "p After"]
    editor.moveCursor(MOVE.PreviousBlock)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.textCursor().selectedText() == NOTE_CHARACTER
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert shape(editor) == ["p Exports, monthly", "p More", "p After"]


def test_pictures_that_come_into_one_paragraph_are_separated_when_the_text_is_stored(
    editor: TextEditor,
) -> None:
    editor.show_blocks((BEFORE, CHART, MAP, AFTER))
    cursor = editor.textCursor()
    for place in reversed([place for place, one in enumerate(editor.toPlainText()) if one == "\n"]):
        cursor.setPosition(place)
        cursor.deleteChar()
    editor.commit()
    assert sorted(one[0] for one in shape(editor)) == ["c", "d", "p", "p", "p"]
    assert "".join(block.text for block in editor.blocks()) == "BeforeExports, monthlyAfter"


def test_a_picture_is_moved_by_cutting_and_pasting(editor: TextEditor) -> None:
    editor.show_blocks((BEFORE, CHART, AFTER))
    beside(editor, before=True)
    editor.moveCursor(MOVE.NextBlock, QTextCursor.MoveMode.KeepAnchor)
    editor.moveCursor(MOVE.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    QTest.keyClick(editor, Qt.Key.Key_X, CONTROL)
    assert shape(editor) == ["p Before", "p After"]
    editor.moveCursor(MOVE.End)
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    editor.commit()
    assert shape(editor) == ["p Before", "p After", "c: Exports, monthly"]
    assert of_type(editor.blocks()[-1], Figure).alternative_text == "Exports by month"


def test_a_picture_divides_the_paragraph_that_it_is_inserted_into(editor: TextEditor) -> None:
    editor.show_blocks((BEFORE, AFTER))
    editor.move_to(2)
    editor.insert_figure(MAP, editor.textCursor())
    QTest.keyClicks(editor, "Riga")
    assert shape(editor) == ["p Be", "d: Riga", "p fore", "p After"]
    editor.insert_figure(CHART, editor.textCursor())
    assert shape(editor) == ["p Be", "d: Riga", "c: Exports, monthly", "p fore", "p After"]


def test_tables_and_notes_hold_no_pictures(editor: TextEditor, qtbot: QtBot) -> None:
    editor.show_blocks((TABLE, BEFORE))
    inside = editor.document().find("cell")
    with qtbot.waitSignal(editor.picture_refused):
        editor.insert_figure(MAP, inside)
    assert editor.blocks() == (TABLE, BEFORE)
    editor.show_blocks((MAP,))
    editor.selectAll()
    editor.copy()
    editor.show_blocks((TABLE, BEFORE))
    editor.setTextCursor(editor.document().find("cell"))
    with qtbot.waitSignal(editor.picture_refused):
        editor.paste()
    assert not any(isinstance(block, Figure) for block in editor.blocks())


@pytest.mark.parametrize(("words", "accepted"), [("cell", False), ("After", True)])
def test_a_picture_that_is_dragged_into_a_table_stays_where_it_is(
    editor: TextEditor, words: str, accepted: bool
) -> None:
    editor.show_blocks((MAP, TABLE, AFTER))
    refused = list[bool]()
    editor.picture_refused.connect(lambda: refused.append(True))
    beside(editor, before=True)
    editor.moveCursor(MOVE.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    data = editor.createMimeDataFromSelection()
    place = editor.cursorRect(editor.document().find(words)).center()
    drop = QDropEvent(QPointF(place), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, NO_MODIFIER)
    editor.dropEvent(drop)
    assert (bool(refused), drop.isAccepted()) == (not accepted, accepted)


def test_pictures_that_are_nowhere_are_left_out_but_not_their_captions(
    editor: TextEditor, qtbot: QtBot
) -> None:
    editor.show_blocks((BEFORE, CHART, MAP))
    editor.selectAll()
    editor.copy()
    editor.find_pictures = lambda _names: {}
    with qtbot.waitSignal(editor.picture_refused):
        editor.paste()
    assert shape(editor) == ["p Before", "p Exports, monthly"]


def test_a_key_that_types_nothing_does_not_scroll_to_the_cursor(editor: TextEditor) -> None:
    editor.show_blocks(tuple(paragraph(f"Paragraph {number}", f"p{number}") for number in range(99)))
    bar = editor.verticalScrollBar()
    bar.setValue(bar.maximum())
    QTest.keyPress(editor, Qt.Key.Key_Control)
    assert bar.value() == bar.maximum() > 0


def test_a_caption_keeps_its_picture_whatever_is_inserted_beside_it(editor: TextEditor) -> None:
    whole = (BEFORE, CHART, AFTER)
    typed = QInputMethodEvent()
    typed.setCommitString("漢")
    editor.show_blocks(whole)
    beside(editor)
    QApplication.sendEvent(editor, typed)
    editor.commit()
    assert shape(editor) == ["p Before", "c: 漢Exports, monthly", "p After"]
    editor.show_blocks(whole)
    beside(editor)
    editor.toggle_note()
    QTest.keyClicks(editor, "Source")
    editor.commit()
    assert shape(editor) == ["p Before", "c: Exports, monthly", "p After", "n Source"]
    assert isinstance(of_type(editor.blocks()[1], Figure).content[0], NoteReference)
    for place in (None, "monthly"):
        editor.show_blocks(whole)
        beside(editor)
        if place is not None:
            editor.setTextCursor(editor.document().find(place))
        editor.insert_table()
        editor.commit()
        assert [one[0] for one in shape(editor)] == ["p", "c", "t", "p"]
        assert of_type(editor.blocks()[1], Figure).text == "Exports, monthly"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (True, ["p Before", "p One", "p Two", "c: Exports, monthly", "p After"]),
        (False, ["p Before", "c: Exports, monthly", "p One", "p Two", "p After"]),
    ],
)
def test_text_that_is_pasted_beside_a_picture_gets_paragraphs_of_its_own(
    editor: TextEditor, before: bool, expected: list[str]
) -> None:
    editor.show_blocks((BEFORE, CHART, AFTER))
    beside(editor, before=before)
    editor.insertFromMimeData(offered(text="One\n\nTwo"))
    editor.commit()
    assert shape(editor) == expected


def test_pictures_and_captions_are_neither_listed_nor_made_headings(editor: TextEditor) -> None:
    editor.show_blocks((BEFORE, CHART, AFTER))
    editor.selectAll()
    editor.set_block_style("numbers")
    editor.commit()
    assert shape(editor) == ["l Before", "c: Exports, monthly", "l After"]
    assert [of_type(editor.blocks()[index], ListItem).number for index in (0, 2)] == [1, 2]
    editor.setTextCursor(editor.document().find("monthly"))
    editor.set_block_style("heading2")
    assert shape(editor)[1] == "c: Exports, monthly"


def test_a_caption_belongs_to_its_picture_for_what_concerns_the_paragraph(editor: TextEditor) -> None:
    editor.show_blocks((BEFORE, CHART, AFTER))
    editor.setTextCursor(editor.document().find("monthly"))
    assert editor.blocks_at_cursor() == (CHART.id,)


def offered(
    image: QImage | None = None, raw: bytes = b"", html: str = "", text: str = "", files: tuple[str, ...] = ()
) -> QMimeData:
    data = QMimeData()
    if image is not None:
        data.setImageData(image)
    if raw:
        data.setData("image/png", QByteArray(raw))
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    if files:
        data.setUrls([QUrl.fromLocalFile(one) for one in files])
    return data


def test_pictures_are_pasted_and_dropped(editor: TextEditor) -> None:
    editor.show_blocks((BEFORE,))
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    map_of_page = '<img src="https://example.org/map.png" alt="A map">'
    pasted: list[tuple[object, ...]] = []
    editor.pictures_pasted.connect(lambda pictures, _place: pasted.append(pictures))
    for data, expected in (
        (offered(raw=png(), image=image), (png(),)),
        (
            offered(files=("/press/map.PNG", "/press/chart.jpeg")),
            (Path("/press/map.PNG"), Path("/press/chart.jpeg")),
        ),
        (offered(raw=png(), image=image, html=map_of_page), (png(),)),
    ):
        assert editor.canInsertFromMimeData(data)
        editor.insertFromMimeData(data)
        assert pasted.pop() == expected
    editor.insertFromMimeData(offered(image=image))
    ((made,),) = pasted
    assert Image.open(io.BytesIO(of_type(made, bytes))).size == (4, 4)
    for other in (
        offered(files=("/press/map.png", "/press/article.html")),
        offered(text="words", image=image),
    ):
        editor.insertFromMimeData(other)
        assert len(pasted) == 1
    assert not editor.canInsertFromMimeData(offered(files=("/press/article.html",)))


def click(editor: TextEditor) -> QPoint:
    """Click the picture of the second paragraph, and return where."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    editor.show_images(dict.fromkeys(editor.figures.names, image))
    assert not editor.is_dirty
    block = editor.document().findBlockByNumber(1)
    rect = editor.document().documentLayout().blockBoundingRect(block)
    place = rect.topLeft().toPoint() + QPoint(100, 50)
    QTest.mouseClick(editor.viewport(), Qt.MouseButton.LeftButton, pos=place)
    return place


@pytest.mark.parametrize("figure", [CHART, MAP])
def test_a_clicked_picture_is_selected_with_its_caption_and_cut_with_it(
    editor: TextEditor, figure: Figure
) -> None:
    editor.show_blocks((BEFORE, figure, AFTER))
    click(editor)
    QTest.keyClick(editor, Qt.Key.Key_X, CONTROL)
    editor.commit()
    assert editor.blocks() == (BEFORE, AFTER)
    editor.moveCursor(MOVE.End)
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    editor.commit()
    *kept, moved = editor.blocks()
    assert (*kept, replace(of_type(moved, Figure), id=figure.id)) == (BEFORE, AFTER, figure)


@pytest.mark.parametrize("way", ["keys", "input method", "paste"])
def test_words_that_replace_a_picture_are_a_new_paragraph(editor: TextEditor, way: str) -> None:
    editor.show_blocks((BEFORE, CHART, AFTER))
    click(editor)
    if way == "keys":
        QTest.keyClicks(editor, "Words")
    elif way == "paste":
        editor.insertFromMimeData(offered(text="Words"))
    else:
        typed = QInputMethodEvent()
        typed.setCommitString("Words")
        QApplication.sendEvent(editor, typed)
    editor.commit()
    assert shape(editor) == ["p Before", "p Words", "p After"]
    stored = editor.blocks()
    assert len({CHART.id, *(block.id for block in stored)}) == 4
    QTest.keyClicks(editor, "!")
    editor.commit()
    assert [block.id for block in editor.blocks()] == [block.id for block in stored]


# In the window


@pytest.fixture
def text(desk: Desk) -> OwnText:
    """An own text that is shown in the editor."""
    made = OwnText(id="own", blocks=(BEFORE,))
    edited = insert_item(desk.briefing, desk.briefing.parts[0].id, made)
    desk.session.store.apply(edit_briefing(desk.session, edited, "edit-text"))
    desk.pane.outline.choose("own")
    return made


@pytest.mark.parametrize("selected", ["nothing", "picture", "all"])
def test_the_menu_of_a_picture_is_for_what_is_selected_with_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, selected: str
) -> None:
    menus: list[QMenu] = []
    monkeypatch.setattr(
        "briefbuilder.ui.brief.text_editor.show_menu", lambda menu, _place: menus.append(menu)
    )
    drawn = OwnText(id="own", blocks=(BEFORE, CHART, AFTER))
    edited = insert_item(desk.briefing, desk.briefing.parts[0].id, drawn)
    desk.session.store.apply(edit_briefing(desk.session, edited, "edit-text"))
    desk.pane.outline.choose("own")
    editor = desk.pane.item_panel.editor
    place = click(editor)
    if selected == "nothing":
        editor.move_to(0)
    elif selected == "all":
        editor.selectAll()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, editor.viewport().mapToGlobal(place))
    QApplication.sendEvent(editor.viewport(), event)
    cut = next(action for action in menus[-1].actions() if action.text().endswith("Ctrl+X"))
    cut.trigger()
    editor.commit()
    assert shape(editor) == ([] if selected == "all" else ["p Before", "p After"])


def insert(desk: Desk, *files: Path) -> None:
    desk.prompter.files = files
    desk.services.actions.action("insert-picture").trigger()
    desk.qtbot.waitUntil(lambda: not desk.pane.item_panel.pictures.busy)


def stored(desk: Desk) -> list[Figure]:
    item = of_type(desk.briefing.item("own"), OwnText)
    return [block for block in item.blocks if isinstance(block, Figure)]


def kept(desk: Desk, figure: Figure) -> Picture | None:
    return desk.session.store.pictures([figure.picture or ""]).get(figure.picture or "")


def test_pictures_of_files_come_into_the_dossier_without_their_metadata(
    desk: Desk, text: OwnText, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRETPLACE"
    Image.new("RGB", (60, 40), "green").save(tmp_path / "map.jpg", exif=exif)
    (tmp_path / "chart.png").write_bytes(png())
    insert(desk, tmp_path / "chart.png", tmp_path / "map.jpg")
    first, second = stored(desk)
    assert [one.media_type for one in (first, second)] == ["image/png", "image/jpeg"]
    for figure in (first, second):
        picture = not_none(kept(desk, figure))
        assert sha256(picture.data).hexdigest() == figure.picture
        assert picture.media_type == figure.media_type
        assert b"SECRETPLACE" not in picture.data
    desk.qtbot.waitUntil(lambda: len(desk.pane.item_panel.editor.figures.images) == 2)
    assert all(not image.isNull() for image in desk.pane.item_panel.editor.figures.images.values())
    desk.wait_until_still()
    told = [one for one in desk.pane.panel.findings.all if one.code == "alternative-text-missing"]
    assert {(one.severity, one.place.item) for one in told} == {("warning", "own")}
    desk.session.store.undo()
    desk.session.store.undo()
    assert stored(desk) == []
    assert shape(desk.pane.item_panel.editor) == ["p Before"]
    desk.session.store.redo()
    assert stored(desk) == [first]


def test_a_file_that_is_no_picture_is_told_and_nothing_changes(
    desk: Desk, text: OwnText, tmp_path: Path
) -> None:
    (tmp_path / "cut.png").write_bytes(png((400, 300))[:200])
    insert(desk, tmp_path / "cut.png")
    assert [error.code for error in desk.prompter.errors] == ["import-picture-damaged"]
    assert desk.briefing.item("own") == text


def test_a_picture_can_be_inserted_again_after_its_act_was_undone(
    desk: Desk, text: OwnText, tmp_path: Path
) -> None:
    (tmp_path / "chart.png").write_bytes(png())
    insert(desk, tmp_path / "chart.png")
    desk.session.store.undo()
    insert(desk, tmp_path / "chart.png")
    (figure,) = stored(desk)
    assert kept(desk, figure) is not None


def test_no_file_is_asked_for_where_there_can_be_no_picture(desk: Desk, text: OwnText) -> None:
    editor = desk.pane.item_panel.editor
    editor.insert_table()
    assert editor.in_table
    desk.prompter.questions.clear()
    desk.services.actions.action("insert-picture").trigger()
    assert not desk.prompter.questions
    assert desk.services.toasts.last.startswith("Tables and notes hold no pictures")


def test_a_picture_is_not_inserted_into_another_text(desk: Desk, text: OwnText, tmp_path: Path) -> None:
    (tmp_path / "chart.png").write_bytes(png())
    desk.prompter.files = (tmp_path / "chart.png",)
    desk.services.actions.action("insert-picture").trigger()
    desk.pane.outline.choose(next(item.id for item in desk.briefing.items if item.id != "own"))
    before: Briefing = desk.briefing
    desk.qtbot.waitUntil(lambda: not desk.pane.item_panel.pictures.busy)
    assert desk.briefing == before


def jpeg() -> bytes:
    """A picture with metadata."""
    exif, stream = Image.Exif(), io.BytesIO()
    exif[0x010E] = "SECRETPLACE"
    Image.new("RGB", (60, 40), "green").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_a_text_of_another_dossier_is_pasted_with_its_pictures(
    desk: Desk, text: OwnText, editor: TextEditor
) -> None:
    data, damaged = jpeg(), png((400, 300))[:200]
    held = {sha256(one).hexdigest(): Picture(media_type="image/jpeg", data=one) for one in (data, damaged)}
    editor.find_pictures = lambda names: {name: held[name] for name in names if name in held}
    good, bad = (replace(CHART, picture=name) for name in held)
    editor.show_blocks((good, AFTER, good, replace(bad, content=(Span("Lost"),))))
    editor.selectAll()
    pane = desk.pane.item_panel
    pane.editor.move_to_end()
    pane.editor.insertFromMimeData(editor.createMimeDataFromSelection())
    desk.qtbot.waitUntil(lambda: "pictures are left out" in desk.services.toasts.last)
    pane.editor.commit()
    assert [one[2:] for one in shape(pane.editor)] == [
        "Before",
        " Exports, monthly",
        "After",
        " Exports, monthly",
        "Lost",
    ]
    first, second = stored(desk)
    assert first.picture == second.picture
    assert (first.alternative_text, first.media_type) == (CHART.alternative_text, "image/jpeg")
    assert b"SECRETPLACE" not in not_none(kept(desk, first)).data
    desk.session.store.undo()
    assert desk.briefing.item("own") == text


def test_bytes_on_the_clipboard_that_are_no_pictures_are_ignored(desk: Desk, text: OwnText) -> None:
    made = TextEditor(Theme("light"), desk.pane)
    made.show_blocks((CHART,))
    made.selectAll()
    data = made.createMimeDataFromSelection()
    for wrong in (b"\xff" * 20, b"", b"\0" * 7, bytes(8), bytes(8_000_000)):
        data.setData(PICTURES_TYPE, QByteArray(wrong))
        desk.pane.item_panel.editor.insertFromMimeData(data)
    desk.pane.item_panel.editor.commit()
    assert stored(desk) == []


def test_a_passage_of_an_article_is_pasted_with_its_picture(desk: Desk, text: OwnText) -> None:
    import_readings(desk.session, [one for one in readings() if one.article.id == "drawn"])
    record = next(one for one in desk.session.store.articles() if one.original.name == "drawn.txt")
    excerpt = quoted(desk.session, {"drawn": record.id}, "quoted", "drawn", "b2")
    editor = desk.pane.item_panel.editor
    editor.move_to_end()
    editor.insertFromMimeData(passages_to_mime([excerpt.passage], lambda passage: passage.quote))
    editor.commit()
    (figure,) = stored(desk)
    article = desk.session.store.article(record.id)
    assert figure.picture in {block.picture for block in article.blocks if isinstance(block, Figure)}
    assert figure.id not in {block.id for block in article.blocks}


def test_a_text_of_a_word_processor_is_pasted_with_its_pictures(desk: Desk, text: OwnText) -> None:
    data = base64.b64encode(jpeg()).decode()
    html = f'<p>One</p><p><img alt="A map" src="data:image/jpeg;base64,{data}"></p><p>Two</p>'
    editor = desk.pane.item_panel.editor
    editor.move_to_end()
    editor.insertFromMimeData(offered(html=html, text="One\n\nTwo"))
    desk.qtbot.waitUntil(lambda: len(editor.blocks()) == 4)
    editor.commit()
    (figure,) = stored(desk)
    assert figure.alternative_text == "A map"
    assert b"SECRETPLACE" not in not_none(kept(desk, figure)).data


def test_a_picture_that_arrives_after_its_text_is_shown(desk: Desk, text: OwnText) -> None:
    data = png()
    late = Figure(
        id="late", picture=sha256(data).hexdigest(), media_type="image/png", alternative_text="Late"
    )
    edited = replace_item(desk.briefing, replace(text, blocks=(BEFORE, late)))
    desk.session.store.apply(edit_briefing(desk.session, edited, "edit-text"))
    pane, links = desk.pane.item_panel, desk.services.links
    desk.wait_until_still()
    desk.qtbot.wait(50)
    assert (pane.editor.figures.names, pane.editor.figures.images) == ((late.picture,), {})
    assert "picture-missing" in [one.code for one in desk.pane.panel.findings.all]
    links.take_in_ended.emit()
    assert not pane.pictures.busy
    desk.session.store.share()
    came = Piece(kind="picture", sha256=late.picture or "", media_type="image/png", data=data)
    assert desk.session.store.keep_pieces([came]) == ()
    links.take_in_ended.emit()
    desk.qtbot.waitUntil(lambda: len(pane.editor.figures.images) == 1)
    assert not pane.editor.figures.images[late.picture or ""].isNull()
    desk.wait_until_still()
    assert "picture-missing" not in [one.code for one in desk.pane.panel.findings.all]
