"""Verifying an evidence pack from the window: what holds is listed, and what was changed comes first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QListView
from pytestqt.qtbot import QtBot
from tests.ui.conftest import FakePrompter

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.evidence_pack import build_pack, prepare_pack
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.widgets.progress import WorkDialog

Verify = Callable[[Path], list[str]]


@pytest.fixture
def verify(open_window: Callable[..., MainWindow], prompter: FakePrompter, qtbot: QtBot) -> Verify:
    """Verify a file in a window without a dossier, and return the lines that are shown."""
    window = open_window()
    lines: list[str] = []

    def on_dialog(dialog: QDialog) -> bool:
        if isinstance(dialog, WorkDialog):
            with qtbot.waitSignal(dialog.finished):
                pass
            return bool(dialog.result())
        model = dialog.findChildren(QListView)[0].model()
        lines.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        return False

    def run(path: Path) -> list[str]:
        prompter.files = (path,)
        window.services.actions.action("verify-pack").trigger()
        return lines

    prompter.on_dialog = on_dialog
    return run


@pytest.fixture
def pack(dossier: Session, tmp_path: Path) -> Path:
    """The pack of a briefing that quotes two articles."""
    for record in dossier.store.articles():
        dossier.store.apply(tag_section(dossier, record.id, 0, ["derisking"]))
    act, made = compose_briefing(dossier, "thematic-briefing", "Note", ["derisking"], {}, "en")
    dossier.store.apply(act)
    documents = {".docx": b"a Word file", ".pdf": b"%PDF a file"}
    path = tmp_path / "pack.zip"
    path.write_bytes(build_pack(prepare_pack(dossier, made.id)[0], documents).data)
    dossier.store.close()
    return path


def test_a_changed_document_of_a_pack_is_listed_first(verify: Verify, pack: Path) -> None:
    data = pack.read_bytes()
    pack.write_bytes(data.replace(b"a Word file", b"a Word fila"))

    lines = verify(pack)

    assert lines[0].startswith("FAILED: document ")
    assert lines[0].endswith("docx — The file was changed.")
    assert lines[-1].startswith("OK: ")
    assert sum(line.startswith("OK: statement ") for line in lines) > 0


def test_a_file_that_is_no_pack_is_refused(verify: Verify, prompter: FakePrompter, tmp_path: Path) -> None:
    path = tmp_path / "notes.zip"
    path.write_bytes(b"not a pack")

    assert verify(path) == []
    assert [error.code for error in prompter.errors] == ["pack-foreign"]
