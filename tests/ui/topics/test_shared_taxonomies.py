"""The shared taxonomies: set, chosen, and reported when the folder is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import FakePrompter
from tests.ui.windows import session_of

from briefbuilder.app.commands.taxonomy import choose_taxonomies
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.settings import TaxonomiesDialog

HOUSE = "version: 1\ntopics:\n- {id: fairs, name: {en: Fairs}, terms: {en: [fair]}}\n"


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("briefbuilder.app.shared_folders.user_data_folder", lambda: tmp_path / "data")
    folder = tmp_path / "share"
    folder.mkdir()
    (folder / "house.yaml").write_text(HOUSE, encoding="utf-8")
    return folder


def test_a_shared_folder_is_named_and_a_taxonomy_of_it_chosen_by_keys(
    window: MainWindow, prompter: FakePrompter, share: Path, qtbot: QtBot
) -> None:
    prompter.folder = share

    def run(dialog: TaxonomiesDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        with qtbot.waitSignal(window.make_pages().topics.shared.looked):
            QTest.keyClick(dialog, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
        assert list(dialog.list.ticked) == ["economic-security"]
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_End)
        QTest.keyClick(dialog.list, Qt.Key.Key_Space)
        assert list(dialog.list.ticked) == ["economic-security", "house"]
        return True

    prompter.answer(TaxonomiesDialog, run)
    window.services.actions.action("choose-taxonomies").trigger()
    session = session_of(window)
    assert session.taxonomy.topic("fairs") is not None
    assert len(session.taxonomy.topics) == 51
    assert window.services.settings.taxonomy_folder == share
    session.store.undo()
    assert session.taxonomy.topic("fairs") is None


def test_taxonomies_that_ship_have_names(window: MainWindow, prompter: FakePrompter) -> None:
    shown: list[str] = []

    def run(dialog: TaxonomiesDialog) -> None:
        shown.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))

    prompter.answer(TaxonomiesDialog, run)
    window.services.actions.action("choose-taxonomies").trigger()
    assert shown == ["Economic security", "Diplomacy"]


def test_another_taxonomy_suggests_at_once_in_the_article_that_is_read(
    window: MainWindow, prompter: FakePrompter, share: Path, qtbot: QtBot
) -> None:
    house = HOUSE.replace("fair]", "fair], it: [semiconduttore]")
    (share / "house.yaml").write_text(house, encoding="utf-8")
    with qtbot.waitSignal(window.make_pages().topics.shared.looked):
        window.make_pages().topics.shared.set_folder(share)
    session = session_of(window)
    session.store.apply(choose_taxonomies(session, ["house"]))
    assert [card.shown.suggestion.topic for card in window.read.rail.suggestions.rows] == ["fairs"]
    (share / "house.yaml").write_text(house.replace("en: Fairs", "en: Trade fairs"), encoding="utf-8")
    with qtbot.waitSignal(window.make_pages().topics.shared.looked):
        window.make_pages().topics.shared.check.look()
    assert [card.shown.name for card in window.read.rail.suggestions.rows] == ["Trade fairs"]


def test_a_missing_folder_is_reported_and_work_continues(
    window: MainWindow, share: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    shared = window.make_pages().topics.shared
    with qtbot.waitSignal(shared.looked):
        shared.set_folder(share)
    assert shared.words() == ""
    share.rename(tmp_path / "elsewhere")
    with qtbot.waitSignal(shared.looked):
        shared.check.look()
    assert "cannot be reached" in shared.words()
    assert "cannot be reached" in window.services.toasts.last
    assert "house" in window.services.resources.taxonomies()
    with qtbot.waitSignal(shared.looked):
        shared.set_folder(None)
    assert "house" not in window.services.resources.taxonomies()


def test_an_error_in_a_shared_file_is_reported_with_its_line(
    window: MainWindow, share: Path, qtbot: QtBot
) -> None:
    shared = window.make_pages().topics.shared
    (share / "house.yaml").write_text("version: 2\ntopics: []\n", encoding="utf-8")
    with qtbot.waitSignal(shared.looked):
        shared.set_folder(share)
    assert "house.yaml, line 1" in shared.words()
