"""The window backs its dossier up, and restores a backup."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QListView, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.windows import session_of

from briefbuilder.app.commands import articles
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.session import Session
from briefbuilder.app.settings import Backups
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.backups import Backup, back_up_if_due, list_backups
from briefbuilder.ui.frame import backups
from briefbuilder.ui.frame.window import MainWindow


def found_by(window: MainWindow, dossier: Path) -> tuple[Backup, ...]:
    return list_backups(window.services.settings.backup_plan, dossier)


def answer(qtbot: QtBot, lines: list[str], label: str) -> Callable[[QDialog], bool]:
    """Read the lines of the dialog once they are there, and press a button."""

    def run(dialog: QDialog) -> bool:
        dialog.open()
        view = not_none(dialog.findChild(QListView))
        model = view.model()
        qtbot.waitUntil(lambda: model.rowCount() > 0)
        lines.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        button = next(
            each for each in dialog.findChildren(QPushButton) if each.text().replace("&", "") == label
        )
        with qtbot.waitSignal(dialog.finished):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return dialog.result() == QDialog.DialogCode.Accepted

    return run


def test_an_open_dossier_is_backed_up_in_the_background(
    open_window: Opener, dossier: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "_DELAY", 0)
    window = open_window()
    path = dossier.store.path
    dossier.store.close()
    assert window.dossiers.open_path(path)
    qtbot.waitUntil(lambda: len(found_by(window, path)) == 1)
    assert found_by(window, path)[0].articles == 2


def test_a_window_that_stays_open_makes_a_backup_on_the_next_day(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    window = open_window(dossier)
    window.backups.back_up()
    qtbot.waitUntil(lambda: len(found_by(window, dossier.store.path)) == 1)
    (first,) = found_by(window, dossier.store.path)
    os.utime(first.path.rename(first.path.with_name("Tokyo 2026-01-02 030405.dossier")), (1, 1))
    (before,) = dossier.store.articles()[:1]
    dossier.store.apply(articles.remove_articles(dossier, [before.id]))
    qtbot.wait(50)
    assert len(found_by(window, dossier.store.path)) == 1
    window.backups._day = date(2026, 1, 2)
    dossier.store.undo()
    qtbot.waitUntil(lambda: len(found_by(window, dossier.store.path)) == 2)


def test_a_backup_that_fails_is_told_in_the_status_bar(
    open_window: Opener, dossier: Session, qtbot: QtBot, tmp_path: Path, prompter: FakePrompter
) -> None:
    window = open_window(dossier)
    (tmp_path / "file").write_text("no folder")
    window.services.settings.backups = Backups(folder=str(tmp_path / "file"))
    window.backups.back_up()
    qtbot.waitUntil(lambda: "No backup of" in window.services.toasts.last)
    assert prompter.errors == []


def test_a_backup_is_restored_in_place_of_the_open_dossier(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window(dossier)
    back_up_if_due(window.services.settings.backup_plan, dossier.store.path)
    (before,) = dossier.store.articles()[:1]
    dossier.store.apply(articles.remove_articles(dossier, [before.id]))
    lines: list[str] = []
    prompter.on_dialog = answer(qtbot, lines, "Restore")
    window.services.actions.action("backups").trigger()
    assert len(lines) == 1
    assert "2 article(s)" in lines[0]
    assert "kB" in lines[0] or "KiB" in lines[0]
    qtbot.waitUntil(lambda: window.services.holder.session not in (None, dossier))
    session = session_of(window)
    assert (session.store.path, session.store.count("article")) == (dossier.store.path, 2)
    assert any("is kept as “Tokyo (before restoring" in text for text in prompter.told)


def test_a_dossier_that_is_gone_is_restored_without_opening_it(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window()
    back_up_if_due(window.services.settings.backup_plan, dossier.store.path)
    dossier.store.close()
    dossier.store.path.unlink()
    prompter.files = (dossier.store.path,)
    prompter.on_dialog = answer(qtbot, [], "Restore")
    window.services.actions.action("backups").trigger()
    qtbot.waitUntil(lambda: window.services.holder.session is not None)
    assert window.services.holder.session is not None
    assert window.services.holder.session.store.count("article") == 2


def test_nothing_is_restored_where_the_dialog_is_closed(
    open_window: Opener, dossier: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window(dossier)
    back_up_if_due(window.services.settings.backup_plan, dossier.store.path)
    prompter.on_dialog = answer(qtbot, [], "Close")
    window.services.actions.action("backups").trigger()
    assert window.services.holder.session is dossier


def test_the_number_and_the_folder_are_chosen_in_the_dialog(
    open_window: Opener, dossier: Session, prompter: FakePrompter, tmp_path: Path
) -> None:
    window = open_window(dossier)
    prompter.folder = tmp_path / "mine"

    def choose(dialog: QDialog) -> bool:
        keep = not_none(dialog.findChild(QSpinBox))
        assert keep.value() == 10
        keep.setValue(3)
        next(one for one in dialog.findChildren(QPushButton) if "Change" in one.text()).click()
        return False

    prompter.on_dialog = choose
    window.services.actions.action("backups").trigger()
    assert window.services.settings.backups == Backups(folder=str(tmp_path / "mine"), keep=3)


def test_of_a_dossier_that_was_cut_what_can_be_read_is_saved_and_opened(
    open_window: Opener, dossier: Session, prompter: FakePrompter
) -> None:
    path = dossier.store.path
    # The last page of a small file has a part of its schema.
    long = "\n\n".join(f"Paragraph {number}: {number**9} and {number**8}." for number in range(2000))
    import_readings(dossier, [read_bytes(long.encode(), "long.txt")])
    titles = {record.metadata.title for record in dossier.store.articles()}
    dossier.store.close()
    path.write_bytes(path.read_bytes()[:-4096])
    window = open_window()
    assert not window.dossiers.open_path(path)
    (error,) = prompter.errors
    assert error.code == "dossier-cut"
    assert [*prompter.offers["dossier-cut"]] == ["Backups …", "Save what can be read as …"]
    prompter.target = path.with_name("saved.dossier")
    prompter.on_dialog = lambda dialog: dialog.exec() == QDialog.DialogCode.Accepted
    prompter.offers["dossier-cut"]["Save what can be read as …"](error)
    assert prompter.errors == [error]
    session = session_of(window)
    assert session.store.path == prompter.target
    assert {record.metadata.title for record in session.store.articles()} <= titles
    assert prompter.told[-1].startswith("Saved: ")
