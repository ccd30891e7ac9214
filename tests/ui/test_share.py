"""Checking a shared folder in the background: slow, missing, and replaced during a check."""

from __future__ import annotations

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot

from briefbuilder.app.shared_folders import SharedTemplates, ShareReport
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.settings import SharedFolderCheck


class Folder(SharedTemplates):
    """A share that answers when it is let go."""

    def __init__(self, folder: Path | None, report: ShareReport) -> None:
        super().__init__(folder, Path("copies"))
        self.report = report
        self.free = threading.Event()

    def look(self) -> ShareReport:
        assert self.free.wait(20)
        return self.report


def test_a_folder_set_during_a_check_is_checked_next_and_only_it_is_reported(
    window: MainWindow, qtbot: QtBot
) -> None:
    first = Folder(Path("first"), ShareReport(lost=True))
    second = Folder(Path("second"), ShareReport(gone=("memo.yaml",)))
    shares = [first]
    looking = SharedFolderCheck(window.services, lambda: shares[-1], window)
    told: list[ShareReport] = []
    looking.looked.connect(told.append)
    looking.look()
    shares.append(second)
    looking.check_new_folder()
    first.free.set()
    second.free.set()
    with qtbot.waitSignal(looking.looked):
        pass
    assert told == [second.report]
    assert "memo.yaml" in looking.words("{folder} is lost")
    shares.append(Folder(None, ShareReport()))
    looking.check_new_folder()
    assert looking.words("{folder} is lost") == ""


def test_a_missing_folder_is_named(window: MainWindow, qtbot: QtBot) -> None:
    share = Folder(Path("press"), ShareReport(lost=True))
    share.free.set()
    looking = SharedFolderCheck(window.services, lambda: share, window)
    with qtbot.waitSignal(looking.looked):
        looking.look()
    assert looking.words("{folder} is lost") == "press is lost"
