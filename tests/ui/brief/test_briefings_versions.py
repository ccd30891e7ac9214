"""The versions dialog, by keyboard, and what it says of exports."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListView, QPushButton, QTextEdit
from tests.narrowing import not_none

from briefbuilder.app.commands.briefings import keep_version
from briefbuilder.app.export import export
from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.returned.reader import read_returned
from briefbuilder.returned.views import accepted_view
from briefbuilder.ui.brief.export import ExportDialog

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def press(dialog: QDialog, begins: str) -> None:
    button = next(
        one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "").startswith(begins)
    )
    assert button.isEnabled()
    QTest.keyClick(button, Qt.Key.Key_Space)


def pressing(dialog: QDialog, begins: str) -> bool:
    press(dialog, begins)
    return False


def test_a_version_is_saved_compared_and_restored(desk: Desk) -> None:
    before = desk.briefing
    desk.prompter.text = "Monday"

    def keep(dialog: QDialog) -> bool:
        press(dialog, "Save as")
        return False

    desk.prompter.on_dialog = keep
    desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    gone = next(item for item in before.items if isinstance(item, Excerpt))
    desk.pane.outline.choose(gone.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    shown: list[str] = []

    def go_back(dialog: QDialog) -> bool:
        names = dialog.findChild(QListView)
        text = dialog.findChild(QTextEdit)
        assert names is not None
        assert text is not None
        shown.extend([str(names.model().index(0, 0).data()), text.toPlainText()])
        press(dialog, "Restore")
        return False

    desk.prompter.on_dialog = go_back
    desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    assert shown[0].startswith("Monday · ")
    assert gone.passage.quote.split("\n", maxsplit=1)[0] in shown[1]
    assert "Key points" in shown[1]
    assert "key-points" not in shown[1]
    assert desk.briefing == before


def test_a_comparison_begins_at_the_first_difference(desk: Desk) -> None:
    desk.prompter.text = "Monday"
    desk.prompter.on_dialog = partial(pressing, begins="Save as")
    desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    removed = desk.briefing.items[1]
    desk.pane.outline.choose(removed.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    seen: list[bool] = []

    def look(dialog: QDialog) -> bool:
        text = not_none(dialog.findChild(QTextEdit))
        text.setFixedHeight(120)
        dialog.show()
        lines = text.fontMetrics().lineSpacing()
        desk.qtbot.waitUntil(lambda: 2 * lines < text.cursorRect().top() < 4 * lines)
        seen.append(text.verticalScrollBar().value() > 0)
        cursor = text.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        seen.append(cursor.charFormat().fontStrikeOut())
        return False

    desk.prompter.on_dialog = look
    desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    assert seen == [True, True]


def test_enter_saves_the_first_version(desk: Desk) -> None:
    desk.prompter.text = "Signed off"

    def enter(dialog: QDialog) -> bool:
        chosen = not_none(dialog.focusWidget())
        QTest.keyClick(chosen, Qt.Key.Key_Return)
        return False

    desk.prompter.on_dialog = enter
    desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    assert [each.version for each in desk.session.store.versions(desk.briefing.id)] == ["Signed off"]


def test_a_version_is_removed_told_and_undone(desk: Desk) -> None:
    desk.prompter.text = "Monday"
    desk.prompter.on_dialog = partial(pressing, begins="Save as")
    desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    assert len(desk.session.store.versions(desk.briefing.id)) == 1
    desk.prompter.on_dialog = partial(pressing, begins="Remove")
    desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    assert desk.services.toasts.last == "Version “Monday” removed"
    assert desk.session.store.versions(desk.briefing.id) == ()
    desk.undo()
    assert len(desk.session.store.versions(desk.briefing.id)) == 1


def test_a_version_with_a_name_of_any_length_leaves_room_for_the_others(desk: Desk) -> None:
    shown: list[tuple[str, int, int]] = []

    def keep(dialog: QDialog, name: str) -> bool:
        desk.prompter.text = name
        press(dialog, "Save as")
        dialog.show()
        names = not_none(dialog.findChild(QListView))
        index = names.model().index(0, 0)
        shown.append((str(index.data()), names.visualRect(index).height(), names.viewport().height()))
        return False

    for name in ("Monday", "long " * 1000):
        desk.prompter.on_dialog = partial(keep, name=name)
        desk.key(desk.pane.outline, Qt.Key.Key_H, CTRL_SHIFT)
    line, height, room = shown[-1]
    assert line.split(" · ")[1] == shown[0][0].split(" · ")[1], "the date is not cut off"
    assert " " not in line.split(" · ")[1], "the date is not broken"
    assert height < room / 2


def changes_since(desk: Desk) -> tuple[str, set[str]]:
    """Return the export that is compared with the briefing, and the words that differ."""
    seen: list[tuple[str, set[str]]] = []

    def look(dialog: QDialog) -> bool:
        names, page = not_none(dialog.findChild(QListView)), not_none(dialog.findChild(QTextEdit))
        buttons = {one.text().replace("&", ""): one.isEnabled() for one in dialog.findChildren(QPushButton)}
        assert not buttons["Restore this version"]
        cursor, differ = QTextCursor(page.document()), set[str]()
        while cursor.movePosition(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor):
            form = cursor.charFormat()
            if form.fontStrikeOut() or form.fontUnderline():
                differ.add(cursor.selectedText().strip())
            cursor.clearSelection()
        seen.append((str(names.currentIndex().data()), differ))
        return False

    desk.prompter.on_dialog = look
    desk.services.actions.action("changes-since-export").trigger()
    return seen[0]


def write(desk: Desk, name: str, words: str, release: Release | None = None) -> None:
    blocks = (Paragraph(id=f"b-{name}", content=(Span(words),)),)
    text = OwnText(id=name, blocks=blocks, release=release)
    desk.pane.current.edit("add-own-text", lambda now: insert_item(now, now.parts[0].id, text))


def test_what_changed_since_the_last_export_is_shown(desk: Desk, tmp_path: Path) -> None:
    export(desk.session, desk.briefing.id, [tmp_path / "talks.pdf"], anyway=True)
    write(desk, "own", "Quetzalcoatl agreed.")
    name, differ = changes_since(desk)
    assert name.startswith("Export talks.pdf · ")
    assert "Quetzalcoatl" in differ
    export(desk.session, desk.briefing.id, [tmp_path / "second.docx"], anyway=True)
    assert changes_since(desk) == (name, differ), "the last export has no changes"
    desk.undo()
    name, differ = changes_since(desk)
    assert name.startswith("Export second.docx · "), "undo takes no export away"
    assert "Quetzalcoatl" in differ


def test_a_version_is_not_taken_for_an_export(desk: Desk) -> None:
    desk.session.store.apply(keep_version(desk.session, desk.briefing.id, "Monday"))
    desk.services.actions.action("changes-since-export").trigger()
    assert not desk.prompter.dialogs
    assert desk.services.toasts.last == "No export of this briefing is on record"


def test_what_a_recipient_did_not_get_is_no_change_for_it(desk: Desk, tmp_path: Path) -> None:
    write(desk, "closed", "Quetzalcoatl disagreed.", Release(disclosure="closed"))
    export(desk.session, desk.briefing.id, [tmp_path / "talks.md"], audience="public", anyway=True)
    name, differ = changes_since(desk)
    assert "public" in name
    assert differ == set()
    write(desk, "open", "Chips for all.")
    assert changes_since(desk)[1] & {"Chips", "Quetzalcoatl"} == {"Chips"}


def test_an_export_to_pdf_keeps_what_a_word_file_said(desk: Desk, tmp_path: Path) -> None:
    for name in ("talks.docx", "talks.pdf"):
        export(desk.session, desk.briefing.id, [tmp_path / name], anyway=True)
    kept = {one.file_name: len(one.paragraphs) for one in desk.session.store.exports.of(desk.briefing.id)}
    assert kept["talks.docx"] > 3
    assert kept["talks.pdf"] == 0


def test_the_changes_since_an_export_are_exported_as_tracked_changes(desk: Desk, tmp_path: Path) -> None:
    export(desk.session, desk.briefing.id, [tmp_path / "first.docx"], anyway=True)
    added = OwnText(id="own", blocks=(Paragraph(id="b", content=(Span("The vote is on Friday."),)),))
    desk.pane.current.edit("add-own-text", lambda now: insert_item(now, now.parts[0].id, added))
    names: list[str] = []

    def answer(dialog: QDialog) -> bool:
        if not isinstance(dialog, ExportDialog):
            return pressing(dialog, "Export changes")
        names.append(dialog.choice.name)
        assert dialog.choice.suffixes == (".docx",)
        dialog.set_target(tmp_path / "changes")
        return True

    desk.prompter.on_dialog = answer
    desk.services.actions.action("changes-since-export").trigger()
    desk.wait_until_still()
    document = read_returned((tmp_path / "changes.docx").read_bytes(), "")
    new = [unit for unit in accepted_view(document) if unit.whole == "ins"]
    assert "The vote is on Friday." in [unit.text for unit in new]
    assert {one.author for unit in new for one in unit.recorded} == {"Changes since first.docx"}
    assert names[0].endswith(" – changes")


def test_an_export_without_a_word_file_has_no_changes_for_word(desk: Desk, tmp_path: Path) -> None:
    export(desk.session, desk.briefing.id, [tmp_path / "first.pdf"], anyway=True)
    states: list[bool] = []

    def look(dialog: QDialog) -> bool:
        (button,) = [one for one in dialog.findChildren(QPushButton) if "changes" in one.text()]
        states.append(button.isEnabled())
        return False

    desk.prompter.on_dialog = look
    desk.services.actions.action("changes-since-export").trigger()
    assert states == [False]
