"""Watched folders: new files are offered, imported, selected and dismissed, by keys."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.windows import session_of

from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read import watched_folders as module
from briefbuilder.ui.read.watched_folders import ChooseFilesDialog, WatchedFoldersDialog

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter, Opener

TEXT = (
    "A headline of the day\n\nThe first paragraph speaks of semiconductors.\n\nThe second one of ministers."
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look again at once, so that no test waits for the clock."""
    for name in ("SOON", "AGAIN", "POLL"):
        monkeypatch.setattr(module, name, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "press"
    made.mkdir()
    return made


def titles(window: MainWindow) -> list[str]:
    return [record.metadata.title for record in session_of(window).store.articles()[2:]]


def watch(window: MainWindow, prompter: FakePrompter, folder: Path) -> None:
    """Add a folder by the keys of the dialog."""

    def add(dialog: WatchedFoldersDialog) -> None:
        dialog.show()
        prompter.folder = folder
        QTest.keyClick(dialog.add, Qt.Key.Key_Space)
        assert dialog.list.currentIndex().data() == str(folder)
        assert dialog.remove.isEnabled()

    prompter.answer(WatchedFoldersDialog, add)
    window.services.actions.action("watched-folders").trigger()
    prompter.on_dialog = None
    assert window.make_pages().watching.folders == (folder,)


def await_files(window: MainWindow, qtbot: QtBot, *names: str) -> None:
    qtbot.waitUntil(
        lambda: sorted(path.name for path in window.make_pages().watching.waiting) == sorted(names)
    )


def import_all(window: MainWindow, qtbot: QtBot) -> None:
    # A dialog that was shown took the keys with it; there is no desktop here that gives them back.
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        window.services.actions.action("import-waiting").trigger()


def test_new_files_are_offered_and_imported(
    window: MainWindow, prompter: FakePrompter, folder: Path, qtbot: QtBot
) -> None:
    strip = window.articles.waiting
    assert not strip.isVisible()
    watch(window, prompter, folder)
    (folder / "one.txt").write_text(TEXT)
    (folder / "two.txt").write_text(TEXT.replace("day", "week"))
    await_files(window, qtbot, "one.txt", "two.txt")
    assert strip.isVisible()
    assert strip.text.splitlines() == ["2 file(s) to import", "one.txt, two.txt"]
    import_all(window, qtbot)
    assert sorted(titles(window)) == ["A headline of the day", "A headline of the week"]
    assert not strip.isVisible()
    assert not window.services.actions.action("import-waiting").isEnabled()
    session_of(window).store.undo()
    await_files(window, qtbot, "one.txt", "two.txt")


def test_files_are_chosen_among(
    window: MainWindow, prompter: FakePrompter, folder: Path, qtbot: QtBot
) -> None:
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(TEXT.replace("day", name))
    watch(window, prompter, folder)
    await_files(window, qtbot, "one.txt", "three.txt", "two.txt")
    dismissing = False

    def choose(dialog: ChooseFilesDialog) -> bool:
        dialog.show()
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        QTest.keyClick(
            dialog.dismiss if dismissing else dialog.list,
            Qt.Key.Key_Space if dismissing else Qt.Key.Key_Return,
        )
        return True

    prompter.answer(ChooseFilesDialog, choose)
    with qtbot.waitSignal(window.make_pages().importing.finished):
        QTest.keyClick(window.articles.waiting.choose, Qt.Key.Key_Space)
    assert sorted(titles(window)) == ["A headline of the three", "A headline of the two"]
    (folder / "four.txt").write_text(TEXT.replace("day", "four"))
    await_files(window, qtbot, "four.txt", "one.txt")
    dismissing = True
    QTest.keyClick(window.articles.waiting.choose, Qt.Key.Key_Space)
    await_files(window, qtbot, "four.txt")


def test_what_is_dismissed_stays_so_in_the_next_window(
    window: MainWindow, open_window: Opener, prompter: FakePrompter, folder: Path, qtbot: QtBot
) -> None:
    (folder / "one.txt").write_text(TEXT)
    watch(window, prompter, folder)
    await_files(window, qtbot, "one.txt")
    QTest.keyClick(window.articles.waiting.dismiss, Qt.Key.Key_Space)
    assert window.make_pages().watching.waiting == ()
    path, resources = session_of(window).store.path, window.services.resources
    window.close()
    again = open_window(Session.open(path, resources))
    (folder / "two.txt").write_text(TEXT.replace("day", "week"))
    await_files(again, qtbot, "two.txt")


def test_archives_and_unreadable_files_are_offered_once(
    window: MainWindow, prompter: FakePrompter, folder: Path, qtbot: QtBot
) -> None:
    with zipfile.ZipFile(folder / "press.zip", "w") as container:
        container.writestr("one.txt", TEXT)
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 no document at all")
    watch(window, prompter, folder)
    await_files(window, qtbot, "bad.docx", "press.zip")
    import_all(window, qtbot)
    assert titles(window) == ["A headline of the day"]
    assert prompter.dialogs[-1] == "Not imported"
    assert window.make_pages().watching.waiting == ()


def test_a_missing_folder_is_reported_until_it_exists_again(
    window: MainWindow, prompter: FakePrompter, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (folder / "one.txt").write_text(TEXT)
    watch(window, prompter, folder)
    await_files(window, qtbot, "one.txt")
    folder.rename(tmp_path / "away")
    qtbot.waitUntil(lambda: "not found: press." in window.articles.waiting.text)
    assert window.make_pages().watching.waiting == ()
    (tmp_path / "away").rename(folder)
    await_files(window, qtbot, "one.txt")
    assert "not found" not in window.articles.waiting.text


def test_a_folder_is_removed_by_keys(
    window: MainWindow, prompter: FakePrompter, folder: Path, qtbot: QtBot
) -> None:
    (folder / "one.txt").write_text(TEXT)
    watch(window, prompter, folder)
    await_files(window, qtbot, "one.txt")

    def remove(dialog: WatchedFoldersDialog) -> None:
        dialog.show()
        QTest.keyClick(dialog.remove, Qt.Key.Key_Space)
        assert dialog.list.row == -1
        assert not dialog.remove.isEnabled()

    prompter.answer(WatchedFoldersDialog, remove)
    window.services.actions.action("watched-folders").trigger()
    assert window.make_pages().watching.folders == ()
    assert not window.articles.waiting.isVisible()


def test_another_dossier_has_its_own_folders(
    window: MainWindow, prompter: FakePrompter, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    (folder / "one.txt").write_text(TEXT)
    watch(window, prompter, folder)
    await_files(window, qtbot, "one.txt")
    window.services.holder.replace(Session.create(tmp_path / "other.dossier", window.services.resources))
    assert window.make_pages().watching.folders == ()
    assert not window.articles.waiting.isVisible()
