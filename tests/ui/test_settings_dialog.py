"""The settings dialog: each setting is stored as it is chosen, and the window is rebuilt only where it must be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.settings import SettingsDialog
from briefbuilder.ui.theme import DARK
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter


def choose(box: QComboBox, data: object) -> None:
    """Choose an entry as a user does."""
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_settings_are_stored_and_the_language_rebuilds_the_window(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path
) -> None:
    rebuilt: list[bool] = []
    window.rebuild_requested.connect(lambda: rebuilt.append(True))
    prompter.folder = tmp_path / "backups"

    def change(dialog: SettingsDialog) -> None:
        choose(dialog.scheme, "dark")
        assert window.services.theme.colours == DARK
        dialog.keep.setValue(3)
        button = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Change …")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog.reject()

    prompter.answer(SettingsDialog, change)
    window.services.actions.action("settings").trigger()
    settings = window.services.settings
    assert settings.scheme == "dark"
    assert (settings.backups.keep, settings.backups.folder) == (3, str(tmp_path / "backups"))
    assert rebuilt == []

    def enlarge(dialog: SettingsDialog) -> None:
        choose(dialog.language, "it")
        choose(dialog.text_size, 150)
        dialog.reject()

    prompter.answer(SettingsDialog, enlarge)
    window.services.actions.action("settings").trigger()
    assert (settings.language, settings.text_size) == ("it", 150)
    assert rebuilt == [True]
    window.services.theme.choose("light")


def test_the_dialog_says_where_settings_cannot_be_saved(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path
) -> None:
    settings = window.services.settings
    (tmp_path / "file").write_text("not a folder")
    shown: list[bool] = []

    def change(dialog: SettingsDialog) -> None:
        dialog.show()
        notice = next(label for label in dialog.findChildren(PlainLabel) if "cannot be saved" in label.text())
        assert str(settings.path.parent) in notice.text()
        shown.append(notice.isVisible())
        path, settings.path = settings.path, tmp_path / "file" / "settings.json"
        choose(dialog.scheme, "dark")
        shown.append(notice.isVisible())
        settings.path = path
        dialog.keep.setValue(7)
        shown.append(notice.isVisible())
        dialog.reject()

    prompter.answer(SettingsDialog, change)
    window.services.actions.action("settings").trigger()
    assert shown == [False, True, False]
