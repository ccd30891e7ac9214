"""The prompter with real dialogs, answered by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QStandardPaths, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMessageBox,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type

from briefbuilder.app.messages import Words
from briefbuilder.app.resources import Resources
from briefbuilder.domain.errors import DossierError
from briefbuilder.ui.prompter import QtPrompter
from briefbuilder.ui.text_look import load_language, unload_language
from briefbuilder.ui.widgets.dialogs import LineDialog
from briefbuilder.ui.widgets.layouts import ContentArea, column_layout

Seen = list[str]


@pytest.fixture
def asking(qtbot: QtBot) -> QtPrompter:
    """A prompter over a window of its own."""
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    return QtPrompter(Words("en"), owner)


def soon(act: Callable[[QWidget], None]) -> None:
    """Do something to the dialog that is about to open; it is closed where that fails."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        except BaseException:
            dialog.close()
            raise

    QTimer.singleShot(10, look)


def press(label: str) -> Callable[[QWidget], None]:
    """Press the button of that label."""

    def act(dialog: QWidget) -> None:
        button = next(
            each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == label
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return act


def test_a_dialog_for_files_begins_in_a_folder_that_is_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    used, home = tmp_path / "used", tmp_path / "HomeLocation"
    used.mkdir()
    home.mkdir()

    def choose(_owner: object, _title: str, begin: str) -> str:
        begun.append(begin)
        return str(used)

    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda place: str(tmp_path / place.name))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    asking = QtPrompter(Words("en"))
    assert asking.open_folder("Folder") == used
    asking.open_folder("Folder")
    used.rmdir()
    asking.open_folder("Folder")
    assert begun == [str(home), str(used), str(home)]


def test_only_the_named_button_agrees(asking: QtPrompter) -> None:
    soon(press("Remove"))
    assert asking.confirm("Remove article", "Shall it go?", "Remove")
    soon(press("Cancel"))
    assert not asking.confirm("Remove article", "Shall it go?", "Remove")
    soon(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    assert not asking.confirm("Remove article", "Shall it go?", "Remove")
    soon(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    assert not asking.confirm("Remove article", "Shall it go?", "Remove")


def test_an_error_is_shown_with_its_message(asking: QtPrompter) -> None:
    told: Seen = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        told.append(dialog.text())
        dialog.accept()

    soon(read)
    asking.show_error(DossierError("topic-exists", topic="Chips <b>"))
    assert told == ["There is already a topic “Chips <b>”. Use it, or choose another name."]


@pytest.mark.parametrize(("typed", "answer"), [("  New name ", "New name"), ("   ", None)])
def test_a_line_of_text_has_no_surrounding_white_space(
    asking: QtPrompter, typed: str, answer: str | None
) -> None:
    def write(dialog: QWidget) -> None:
        line = not_none(dialog.findChild(QLineEdit))
        assert line.text() == line.selectedText() == name
        assert line.width() > line.fontMetrics().horizontalAdvance(name), "the name is cut"
        line.setText(typed)
        next(button for button in dialog.findChildren(QPushButton) if button.text() == "Rename").click()

    name = "Trade, investment and enterprises"
    soon(write)
    assert asking.ask_text("Rename topic", "Name", "Rename", name) == answer


@pytest.mark.parametrize(("pressed", "answer"), [(Qt.Key.Key_Return, " coffee "), (Qt.Key.Key_Escape, None)])
def test_a_password_is_asked_for_with_the_keyboard_alone(
    asking: QtPrompter, pressed: Qt.Key, answer: str | None
) -> None:
    def write(dialog: QWidget) -> None:
        line = of_type(dialog.focusWidget(), QLineEdit)
        assert line.echoMode() == QLineEdit.EchoMode.Password
        QTest.keyClicks(line, " coffee ")
        QTest.keyClick(line, pressed)

    soon(write)
    assert asking.ask_password("Encrypted dossier", "Password:") == answer


def test_running_a_dialog_returns_whether_it_was_accepted(asking: QtPrompter) -> None:
    for accepted in (True, False):
        dialog = QDialog()
        soon(_ended(accepted=accepted))
        assert asking.run(dialog) is accepted
        dialog.deleteLater()


def test_no_dialog_is_larger_than_the_screen(asking: QtPrompter) -> None:
    room = QApplication.primaryScreen().availableGeometry().size()
    seen: list[QSize] = []

    def close(shown: QWidget) -> None:
        seen.append(shown.size())
        shown.close()

    for size in (QSize(room.width() + 100, 200), QSize(200, room.height() + 100)):
        dialog = QDialog()
        dialog.resize(size)
        soon(close)
        asking.run(dialog)
        assert seen.pop() == size.boundedTo(room)


@pytest.mark.parametrize(("share", "shown"), [(0.5, 0.5), (0.85, 0.85), (2.0, 0.9)])
def test_a_dialog_is_as_high_as_it_prefers_as_far_as_the_screen_has_room(
    asking: QtPrompter, share: float, shown: float
) -> None:
    room = QApplication.primaryScreen().availableGeometry().size()
    seen: list[QSize] = []

    def close(opened: QWidget) -> None:
        seen.append(opened.size())
        opened.close()

    dialog, content = QDialog(), column_layout(None)
    content.addSpacing(round(room.height() * share))
    area = ContentArea(content, dialog)
    column_layout(dialog, area, grows=area)
    soon(close)
    asking.run(dialog)
    assert shown * room.height() - 2 <= seen[0].height() <= room.height()


def _ended(*, accepted: bool) -> Callable[[QWidget], None]:
    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, QDialog)
        if accepted:
            dialog.accept()
        else:
            dialog.reject()

    return act


def test_an_error_has_the_buttons_that_were_offered_for_it(asking: QtPrompter) -> None:
    taken: list[str] = []
    asking.offer("dossier-deleted", "Save …", lambda error: taken.append(error.code))
    asking.offer("dossier-replaced", "Other", lambda error: taken.append(error.code))
    soon(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    asking.show_error(DossierError("dossier-deleted", path="a.dossier"))
    assert taken == ["dossier-deleted"]
    soon(press("Close"))
    asking.show_error(DossierError("dossier-deleted", path="a.dossier"))
    soon(press("OK"))
    asking.show_error(DossierError("dossier-missing", path="a.dossier"))
    assert taken == ["dossier-deleted"]


@pytest.mark.parametrize("language", ["de", "fr", "it"])
def test_qts_own_file_dialog_is_in_the_language_of_the_window(
    language: str, qapp: QApplication, resources: Resources
) -> None:
    translators = load_language(qapp, language, resources.folder / "translations")
    try:
        dialog = QFileDialog()
        texts = {label.text() for label in dialog.findChildren(QLabel)}
        assert not texts & {"&Look in:", "&File name:", "Files of &type:"}
    finally:
        unload_language(qapp, translators)
        dialog.deleteLater()


def test_an_error_after_a_question_is_told_over_the_window_that_asked(
    asking: QtPrompter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two dialogs a window manager has not yet made the window below the active one again."""
    designer = QWidget()
    qtbot.addWidget(designer)
    designer.show()
    parents: list[QWidget | None] = []
    active: list[QWidget | None] = [designer, designer, None]
    monkeypatch.setattr(QApplication, "activeWindow", lambda: active.pop(0))
    monkeypatch.setattr(LineDialog, "exec", lambda _: True)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: parents.append(box.parentWidget()))
    asking.ask_text("New template", "Name", "Create")
    asking.show_error(DossierError("topic-exists", topic="Chips"))
    assert parents == [designer]


def test_a_second_dialog_also_belongs_to_what_has_the_style(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    styled = QWidget(window)
    window.show()
    asking = QtPrompter(Words("en"))
    asking.set_owner(styled, None)
    parents: list[QWidget | None] = []
    active = [window, None]
    monkeypatch.setattr(QApplication, "activeWindow", lambda: active.pop(0))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: parents.append(box.parentWidget()))
    for text in ("first", "second"):
        asking.show_message("Title", text)
    assert parents == [styled, styled]


def test_whoever_refuses_existing_files_lets_nobody_agree_to_replace_one(
    asking: QtPrompter, tmp_path: Path
) -> None:
    there = tmp_path / "Tokyo.dossier"
    there.touch()

    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog)
        (name,) = dialog.findChildren(QLineEdit, "fileNameEdit")
        name.setText(str(there))
        dialog.accept()

    soon(choose)
    assert asking.save_file("New dossier", "Dossier.dossier", "Dossiers (*.dossier)", replaces=False) == there


def close(dialog: QWidget) -> None:
    """Close a dialog."""
    dialog.close()


def focus(text: QWidget, qtbot: QtBot) -> None:
    """Show a text and give it the keyboard."""
    text.show()
    text.window().activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)


def type_in_box(keys: str, told: Seen, then: Callable[[QWidget], None]) -> None:
    """Type letters and spaces while a message is open, wherever they go, and then do something to it."""

    def act(dialog: QWidget) -> None:
        told.append("open")
        for key in keys:
            QTest.keyClicks(not_none(QApplication.focusWidget()), key)
            if not dialog.isVisible():
                told.append(f"closed by “{key}”")
                return
        then(dialog)

    soon(act)


@pytest.mark.parametrize("kind", [QTextEdit, QLineEdit])
def test_what_is_typed_while_an_error_opens_goes_into_the_text(
    asking: QtPrompter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, kind: type[QTextEdit | QLineEdit]
) -> None:
    # However long a slow computer takes between two keys.
    monkeypatch.setattr("briefbuilder.ui.prompter._PAUSE", 600_000)
    told: Seen = []
    text = kind(of_type(asking.parent(), QWidget))
    focus(text, qtbot)
    QTest.keyClicks(text, "Talks")
    asking.offer("disk-full", "Save elsewhere", lambda error: told.append(error.code))

    def press_enter(dialog: QWidget) -> None:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        close(dialog)

    type_in_box(" so on", told, press_enter)
    asking.show_error(DossierError("disk-full", path="x"))
    # Enter after a letter is meant for the text as well.
    assert told == ["open"]
    typed = text.toPlainText() if isinstance(text, QTextEdit) else text.text()
    assert typed.rstrip("\n") == "Talks so on"


def test_keys_are_for_the_error_after_a_pause_and_without_a_text(
    asking: QtPrompter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: Seen = []
    asking.offer("disk-full", "Save elsewhere", lambda error: told.append(error.code))
    type_in_box(" ", told, close)
    asking.show_error(DossierError("disk-full", path="x"))
    assert told == ["open", "closed by “ ”", "disk-full"]
    monkeypatch.setattr("briefbuilder.ui.prompter._PAUSE", 0)
    text = QTextEdit(of_type(asking.parent(), QWidget))
    focus(text, qtbot)
    told.clear()
    type_in_box(" ", told, close)
    asking.show_error(DossierError("disk-full", path="x"))
    assert told == ["open", "closed by “ ”", "disk-full"]
    assert text.toPlainText() == ""


def test_an_error_is_not_shown_above_itself(asking: QtPrompter) -> None:
    told: Seen = []

    def again(dialog: QWidget) -> None:
        asking.show_error(DossierError("disk-full", path="x"))
        told.append("returned")
        close(dialog)

    soon(again)
    asking.show_error(DossierError("disk-full", path="x"))

    def close_again(dialog: QWidget) -> None:
        told.append("shown again later")
        close(dialog)

    soon(close_again)
    asking.show_error(DossierError("disk-full", path="x"))
    assert told == ["returned", "shown again later"]
