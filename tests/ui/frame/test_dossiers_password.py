"""The window asks for the password of an encrypted dossier, and sets, changes and removes it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter, Opener

from briefbuilder.app.session import Session
from briefbuilder.storage import encryption
from briefbuilder.storage.encryption import MAGIC
from briefbuilder.storage.passwords import change_copy_password, change_password
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog

pytest.importorskip("sqlcipher3")
pytestmark = pytest.mark.usefixtures("few_key_rounds")


@pytest.fixture
def encrypted(dossier: Session) -> Path:
    dossier.store.close()
    change_password(dossier.store.path, None, "caffè")
    return dossier.store.path


def open_count(window: MainWindow) -> int:
    session = window.services.holder.session
    return -1 if session is None else session.store.count("article")


def is_encrypted(path: Path) -> bool:
    return not path.read_bytes().startswith(MAGIC)


def test_it_asks_until_the_password_is_right(
    open_window: Opener, prompter: FakePrompter, encrypted: Path
) -> None:
    window = open_window()
    prompter.passwords = ["caffe", "caffè"]
    assert window.dossiers.open_path(encrypted)
    assert open_count(window) == 2
    assert prompter.questions == [
        "“Tokyo.dossier” is encrypted. Password:",
        "The password is wrong, or “Tokyo.dossier” is damaged or not a dossier. Try another password:",
    ]
    assert prompter.errors == []
    # It is asked for again when the dossier is opened again.
    window.dossiers.close()
    prompter.passwords = ["caffè"]
    assert window.dossiers.open_path(window.services.settings.recent[0])
    assert len(prompter.questions) == 3


def test_whoever_has_no_password_keeps_what_is_open(
    open_window: Opener, prompter: FakePrompter, encrypted: Path, tmp_path: Path
) -> None:
    window = open_window()
    prompter.target = tmp_path / "other.dossier"
    window.dossiers.new()
    assert not window.dossiers.open_path(encrypted)
    assert open_count(window) == 0
    assert prompter.errors == []
    assert window.services.settings.recent == (tmp_path / "other.dossier",)


def test_without_the_library_it_says_what_to_install(
    open_window: Opener, prompter: FakePrompter, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_LIBRARY", "no_such_library")
    window = open_window()
    assert not window.dossiers.open_path(encrypted)
    prompter.target = encrypted.with_name("other.dossier")
    window.dossiers.new()
    window.services.actions.action("dossier-password").trigger()
    assert [error.code for error in prompter.errors] == ["encrypted-unreadable", "encryption-missing"]


def answer(qtbot: QtBot, password: str, label: str) -> Callable[[QDialog], bool]:
    """Enter a password twice and press a button; wait where the dossier is being written."""

    def act(dialog: QDialog) -> bool:
        with qtbot.waitSignal(dialog.finished):
            dialog.open()
            if isinstance(dialog, NewPasswordDialog):
                for field in dialog.findChildren(QLineEdit):
                    field.setText(password)
                named = {each.text().replace("&", ""): each for each in dialog.findChildren(QPushButton)}
                named[label].click()
            elif dialog.windowTitle() == "Password":
                bar = not_none(dialog.findChild(QProgressBar))
                assert bar.accessibleName()
                dialog.reject()  # Escape does not stop it.
                assert dialog.isVisible()
        return dialog.result() == QDialog.DialogCode.Accepted

    return act


def test_the_password_is_set_changed_and_removed(
    open_window: Opener, prompter: FakePrompter, dossier: Session, qtbot: QtBot
) -> None:
    path = dossier.store.path
    window = open_window(dossier)
    action = window.services.actions.action("dossier-password")
    for password, label, sentence in (
        ("one", "Encrypt", "The dossier is encrypted."),
        ("two", "Change password", "The dossier is encrypted."),
        ("", "Remove password", "The dossier is no longer encrypted."),
    ):
        prompter.on_dialog = answer(qtbot, password, label)
        action.trigger()
        assert prompter.errors == []
        assert open_count(window) == 2
        session = window.services.holder.opened
        assert session.store.password == (password or None)
        assert is_encrypted(path) is bool(password)
        assert window.services.toasts.last == sentence
    assert prompter.questions == []
    asked_and_written = ["Password", "Password"]
    assert prompter.dialogs == [*asked_and_written, "Open dossier"] * 2 + asked_and_written


def test_where_it_cannot_be_written_the_dossier_opens_as_before(
    open_window: Opener,
    prompter: FakePrompter,
    dossier: Session,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    window = open_window(dossier)
    prompter.on_dialog = answer(qtbot, "one", "Encrypt")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        window.services.actions.action("dossier-password").trigger()
    assert [error.code for error in prompter.errors] == ["disk-fault"]
    assert open_count(window) == 2
    assert not is_encrypted(dossier.store.path)


def test_an_encrypted_dossier_of_an_older_version_is_updated(
    open_window: Opener, prompter: FakePrompter, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.storage.projections.FOLDING_VERSION", 10_000)
    window = open_window()
    prompter.passwords = ["caffè"]
    assert window.dossiers.open_path(encrypted)
    session = not_none(window.services.holder.session)
    assert session.store.is_current()
    assert prompter.dialogs == ["Open dossier"]


def test_the_update_of_an_encrypted_dossier_tells_of_the_copy_of_the_old_file(
    open_window: Opener, prompter: FakePrompter, qtbot: QtBot, data: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.dossier"
    old.write_bytes((data / "dossier" / "v3.dossier").read_bytes())
    change_copy_password(old, None, "caffè")
    titles: list[str] = []
    texts: list[str] = []

    def wait(dialog: QDialog) -> bool:
        dialog.windowTitleChanged.connect(titles.append)
        with qtbot.waitSignal(dialog.finished):
            dialog.open()
        texts.extend(label.text() for label in dialog.findChildren(QLabel))
        return dialog.result() == QDialog.DialogCode.Accepted

    window = open_window()
    prompter.on_dialog, prompter.passwords = wait, ["caffè"]
    assert window.dossiers.open_path(old)
    assert (prompter.dialogs, titles) == (["Open dossier"], ["Update dossier"])
    (text,) = texts
    assert "If its format changes, a copy of the old file is kept beside it." in text
    (copy,) = set(tmp_path.glob("old*.dossier")) - {old}
    assert is_encrypted(copy)
    # A dossier of this version is only opened.
    window.dossiers.close()
    titles.clear()
    prompter.passwords = ["caffè"]
    assert window.dossiers.open_path(old)
    assert titles == []


def test_the_key_is_not_derived_on_the_window_s_thread(
    open_window: Opener, prompter: FakePrompter, encrypted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefbuilder.storage import sqlcipher

    threads: list[threading.Thread] = []
    connect_encrypted = sqlcipher.connect_encrypted

    def noted(*arguments: Any, **named: Any) -> sqlite3.Connection:
        threads.append(threading.current_thread())
        return connect_encrypted(*arguments, **named)

    monkeypatch.setattr(sqlcipher, "connect_encrypted", noted)
    window = open_window()
    prompter.passwords = ["wrong", "caffè"]
    assert window.dossiers.open_path(encrypted)
    assert threads
    window.services.actions.action("purge-dossier").trigger()
    assert open_count(window) == 2
    assert threading.main_thread() not in threads
