"""Unhandled exceptions are reported on the screen and on disk, and the window continues."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QListView
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.domain.errors import DossierError
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.prompter import CrashReporter

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter


def raised() -> ValueError:
    """An exception as it is caught, with its trace."""
    try:
        raise ValueError("the pages are blue")  # noqa: TRY301 - the trace is wanted
    except ValueError as fault:
        return fault


def reporter(window: MainWindow, folder: Path) -> CrashReporter:
    services = window.services
    return CrashReporter(services.prompter, services.holder, services.theme, folder / "logs", window)


def test_an_error_is_shown_once_and_written_each_time(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    shown: list[str] = []

    def read(dialog: QDialog) -> bool:
        view = not_none(dialog.findChild(QListView))
        model = view.model()
        shown.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        return False

    prompter.on_dialog = read
    faults = reporter(window, tmp_path)
    fault = raised()
    for _ in range(2):
        faults.take(type(fault), fault, fault.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(20)
    assert prompter.dialogs == ["Error report"]
    assert shown[-1] == "ValueError"
    reports = sorted((tmp_path / "logs").iterdir())
    assert len(reports) == 2
    assert reports[0].read_text().endswith("in raised\nValueError")


def test_an_error_of_another_thread_is_reported(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    def fail() -> None:
        raise ValueError("the pages are blue")

    prompter.on_dialog = lambda _: False
    faults = reporter(window, tmp_path)
    faults.install()
    try:
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    finally:
        faults.remove()
    qtbot.waitUntil(lambda: bool(prompter.dialogs))
    assert next((tmp_path / "logs").iterdir()).read_text().endswith("in fail\nValueError")


def test_a_keyboard_interrupt_is_not_reported(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    ended: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_: ended.append(kind))
    reporter(window, tmp_path).take(KeyboardInterrupt, KeyboardInterrupt(), None)
    qtbot.wait(20)
    assert ended == [KeyboardInterrupt]
    assert prompter.dialogs == []
    assert not (tmp_path / "logs").exists()


def test_a_dossier_that_was_overwritten_is_told_as_such_and_is_no_fault_of_the_program(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    session = window.services.holder.opened
    faults = reporter(window, tmp_path)
    os.truncate(session.store.path, 0)
    for _ in range(2):
        fault = DossierError("dossier-damaged", path=str(session.store.path))
        faults.take(type(fault), fault, None)
    qtbot.waitUntil(lambda: [error.code for error in prompter.errors] == ["dossier-overwritten"])
    assert not (tmp_path / "logs").exists()


def test_an_error_of_a_dossier_whose_file_is_there_is_told_once_in_a_sentence(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    fault = DossierError("dossier-damaged", path="x")
    faults = reporter(window, tmp_path)
    for _ in range(3):
        faults.take(type(fault), fault, None)
    qtbot.waitUntil(lambda: bool(prompter.errors))
    qtbot.wait(20)
    assert prompter.errors == [fault]
    assert prompter.dialogs == []
    assert len(list((tmp_path / "logs").iterdir())) == 1


@pytest.mark.skipif(os.name == "nt", reason="files have no modes on Windows")
def test_reports_are_readable_by_their_owner_alone(window: MainWindow, tmp_path: Path) -> None:
    fault = raised()
    reporter(window, tmp_path).take(type(fault), fault, None)
    (report,) = (tmp_path / "logs").iterdir()
    assert report.stat().st_mode & 0o777 == 0o600
    assert report.parent.stat().st_mode & 0o777 == 0o700
