"""All recent dossiers are searched from the window, and what was found opens there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from tests.ui.conftest import FakePrompter
from tests.ui.windows import session_of

from briefbuilder.storage.migrations import MIGRATIONS, version_on_disk
from briefbuilder.ui.frame.recents import RecentSearchDialog
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_rows import ArticleRole


@pytest.fixture
def others(window: MainWindow, data: Path, tmp_path: Path) -> tuple[Path, ...]:
    """Recent dossiers: an older one with the samples, and a file that is no dossier."""
    old = Path(shutil.copyfile(data / "dossier" / "v4.dossier", tmp_path / "old.dossier"))
    broken = tmp_path / "broken.dossier"
    broken.write_bytes(b"no dossier")
    session = session_of(window)
    for path in (broken, old, session.store.path):
        window.services.settings.remember(path)
    return old, broken


def test_what_is_found_in_another_dossier_is_opened(
    window: MainWindow, others: tuple[Path, ...], prompter: FakePrompter, qtbot: QtBot
) -> None:
    old, broken = others

    def use(dialog: RecentSearchDialog) -> bool:
        assert not dialog.open_button.isEnabled()
        QTest.keyClicks(dialog.line, "partenariati ")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
        assert dialog.job.running
        qtbot.waitUntil(lambda: not dialog.job.running)
        assert broken.name in dialog.state.text()
        assert dialog.list.item(0).text() == "old"
        assert version_on_disk(old) < MIGRATIONS[-1].version
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.answer(RecentSearchDialog, use)
    window.services.actions.action("search-recent").trigger()
    session = session_of(window)
    assert session.store.path.name == "old.dossier"
    assert window.articles.model.query.words == "partenariati"
    current = window.articles.list_view.currentIndex()
    assert current.data(ArticleRole.HITS)


def test_without_other_dossiers_nothing_can_be_typed(window: MainWindow, qtbot: QtBot) -> None:
    window.services.settings.remember(session_of(window).store.path)
    dialog = RecentSearchDialog(window.services)
    qtbot.addWidget(dialog)
    assert not dialog.line.isEnabled()
    assert dialog.state.text().startswith("There are no other recent dossiers.")


def test_a_query_that_is_not_understood_searches_nothing(
    window: MainWindow, others: tuple[Path, ...], qtbot: QtBot
) -> None:
    dialog = RecentSearchDialog(window.services)
    qtbot.addWidget(dialog)
    dialog.line.setText("foo:bar")
    dialog.search()
    assert "“foo:” is not a field." in dialog.state.text()
    assert not dialog.job.running
    assert dialog.chosen is None


def test_what_is_not_understood_stays_told_beside_the_results(
    window: MainWindow, others: tuple[Path, ...], qtbot: QtBot
) -> None:
    dialog = RecentSearchDialog(window.services)
    qtbot.addWidget(dialog)
    for words, told, count in (
        ("partenariati " * 40, "The query is too long.", 1),
        ("language:klingon", "“klingon” is not a language.", 0),
    ):
        dialog.line.setText(words)
        dialog.search()
        qtbot.waitUntil(lambda: not dialog.job.running)
        assert told in dialog.state.text()
        assert (dialog.list.count() > 0) == (count > 0)
    dialog.line.clear()
    dialog.search()
    assert dialog.state.text() == ""
