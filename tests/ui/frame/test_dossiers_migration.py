"""Large dossiers of older versions are migrated in the background, with a progress dialog."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QProgressBar
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.windows import session_of

from briefbuilder.app.jobs import JobContext
from briefbuilder.domain.changes import ChangeSet

DATA = Path(__file__).parents[2] / "data" / "dossier"


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("briefbuilder.ui.frame.dossiers._LARGE", 0)
    return Path(shutil.copyfile(DATA / "v3.dossier", tmp_path / "old.dossier"))


def content(path: Path) -> str:
    """Return a digest of a file without the parts of its header that change with the kind of its journal."""
    data = bytearray(path.read_bytes())
    for start, end in ((18, 20), (24, 28), (92, 100)):
        data[start:end] = bytes(end - start)
    return sha256(data).hexdigest()


def shown(dialog: QDialog, qtbot: QtBot, press: Callable[[], None] = lambda: None) -> bool:
    with qtbot.waitSignal(dialog.finished):
        dialog.open()
        press()
    return dialog.result() == QDialog.DialogCode.Accepted


def test_it_is_open_after_the_migration(
    open_window: Opener, prompter: FakePrompter, qtbot: QtBot, old: Path
) -> None:
    window = open_window()
    quote_ranges: list[int] = []

    def wait(dialog: QDialog) -> bool:
        bar = of_type(dialog.findChild(QProgressBar), QProgressBar)
        assert bar.accessibleName()
        bar.valueChanged.connect(quote_ranges.append)
        return shown(dialog, qtbot)

    prompter.on_dialog = wait
    assert window.dossiers.open_path(old)
    session = window.services.holder.opened
    assert session.store.count("article") == 3
    assert quote_ranges == sorted(quote_ranges)
    assert window.services.settings.recent == (old,)
    # The second time there is nothing to be done.
    window.dossiers.close()
    assert window.dossiers.open_path(old)
    assert prompter.dialogs == ["Update dossier"]


def test_escape_stops_it_and_leaves_the_file_as_it_was(
    open_window: Opener,
    prompter: FakePrompter,
    qtbot: QtBot,
    old: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    before = content(old)
    at_work, gate = Event(), Event()

    def held(_context: JobContext, _share: float) -> None:
        at_work.set()
        assert gate.wait(20)

    monkeypatch.setattr(JobContext, "progress", held)

    def stop(dialog: QDialog) -> bool:
        def press() -> None:
            qtbot.waitUntil(at_work.is_set)
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            assert dialog.isVisible()
            gate.set()

        return shown(dialog, qtbot, press)

    prompter.on_dialog = stop
    assert not window.dossiers.open_path(old)
    assert window.services.holder.session is None
    assert prompter.errors == []
    assert content(old) == before
    assert [path.name for path in old.parent.glob("*.dossier*")] == ["old.dossier"]


def test_a_failed_migration_is_reported(
    open_window: Opener, prompter: FakePrompter, qtbot: QtBot, old: Path
) -> None:
    window = open_window()
    data = bytearray(old.read_bytes())
    data[4096 * 2 : 4096 * 30] = b"\x7f" * (4096 * 28)
    old.write_bytes(data)
    prompter.on_dialog = lambda dialog: shown(dialog, qtbot)
    assert not window.dossiers.open_path(old)
    assert [error.code for error in prompter.errors] == ["dossier-damaged"]


def test_an_act_that_this_version_does_not_know_is_undone_without_a_name(
    open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    assert window.dossiers.open_path(Path(shutil.copyfile(DATA / "v1.dossier", tmp_path / "first.dossier")))
    undo, store = window.services.actions.action("undo"), session_of(window).store
    assert of_type(store.undo_name, ChangeSet).act == "set-house"
    assert (undo.text(), undo.toolTip()) == ("&Undo", "Undo")
    undo.trigger()
    qtbot.waitUntil(lambda: of_type(store.undo_name, ChangeSet).act == "compose-briefing")
    assert undo.text() == "&Undo: new briefing “Nota sul derisking”"
