"""The user's own folder of templates with the template of a module, and the window that opens the designer."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.conftest import Opener

from briefbuilder.app.resources import Resources
from briefbuilder.ui.frame.window import MainWindow


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Path:
    """The user's own folder of templates, with the module's NOTE in it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "data" / "briefbuilder" / "templates"
    folder.mkdir(parents=True)
    (folder / "note.yaml").write_text(request.module.NOTE, encoding="utf-8")
    return folder


@pytest.fixture
def resources(folder: Path, loaded_resources: Resources) -> Resources:
    """What ships, and the templates in the folder."""
    assert folder.is_dir()
    made = Resources()
    made.adopt(loaded_resources)
    return made


@pytest.fixture
def main(open_window: Opener) -> MainWindow:
    """The window without a dossier."""
    return open_window()
