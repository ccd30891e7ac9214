"""The window opens a tampered dossier, or says that it cannot; whatever is wrong in it is told and never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from tamperings import ALL, make_sample
from tests.ui.conftest import FakePrompter, Opener

from briefbuilder.domain.errors import BriefbuilderError

NAMES = ("briefing-lost-passages", "id-with-path", "text-odd-blocks", "view")
"""One of each kind: the commands read all of them."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.dossier"
    make_sample(path)
    return path


@pytest.fixture
def tampered(request: pytest.FixtureRequest, sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample with the tampering that the parameter names."""
    path = tmp_path / "tampered.dossier"
    path.write_bytes(sample.read_bytes())
    (tampering,) = (one for one in ALL if one.name == request.param)
    tampering.apply(path)
    return path


@pytest.mark.parametrize("tampered", NAMES, indirect=True)
def test_it_is_opened_or_refused_and_looked_through(
    tampered: Path, open_window: Opener, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.captureExceptions() as found:
        opened = window.dossiers.open_path(tampered)
        assert opened or prompter.errors
        session = window.services.holder.session
        if session is not None:
            qtbot.wait(50)
            for _ in range(3):
                window.services.actions.action("next-article").trigger()
                qtbot.wait(50)
            for action in ("show-original", "check-briefing", "undo", "redo"):
                window.services.actions.action(action).trigger()
                qtbot.wait(50)
            window.dossiers.close()
            qtbot.wait(50)
    assert all(issubclass(kind, BriefbuilderError) for kind, _, _ in found), found


@pytest.mark.parametrize("tampered", ["json-nonsense", "type-integer"], indirect=True)
def test_a_damaged_article_is_told_as_damage_of_the_dossier(
    tampered: Path, open_window: Opener, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window()
    with qtbot.captureExceptions():
        window.dossiers.open_path(tampered)
        qtbot.wait(50)
        view, model = window.articles.list_view, window.articles.model
        assert model.rowCount()
        for row in range(model.rowCount()):
            view.setCurrentIndex(model.index(row, 0))
            qtbot.wait(50)
        window.dossiers.close()
    assert {error.code for error in prompter.errors} == {"dossier-damaged"}
