"""Topic commands without a shortcut are reached through the menu by keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type
from tests.ui.conftest import FakePrompter, Opener
from tests.ui.windows import session_of

from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.settings import TaxonomiesDialog
from briefbuilder.ui.text_look import load_language, unload_language

ALT = Qt.KeyboardModifier.AltModifier


def choose(window: MainWindow, menu: Qt.Key, letter: Qt.Key) -> None:
    """Open a menu by Alt and its letter, and choose from it by a letter."""
    QTest.keyClick(window, menu, ALT)
    popup = of_type(QApplication.activePopupWidget(), QMenu)
    QTest.keyClick(popup, letter)


def test_topics_are_exported_and_imported_through_the_menu_by_keys(
    window: MainWindow, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    prompter.target = tmp_path / "topics.csv"
    choose(window, Qt.Key.Key_T, Qt.Key.Key_X)
    qtbot.waitUntil(prompter.target.is_file)
    more = tmp_path / "more.csv"
    more.write_text("name\nTrade fairs\n", encoding="utf-8")
    prompter.files = (more,)
    session = session_of(window)
    choose(window, Qt.Key.Key_T, Qt.Key.Key_I)
    qtbot.waitUntil(lambda: session.taxonomy.topic("trade-fairs") is not None)


def test_a_taxonomy_is_deselected_through_the_menu_by_keys(
    window: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    session = session_of(window)

    def leave_out(dialog: TaxonomiesDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        focused = of_type(dialog.focusWidget(), QWidget)
        QTest.keyClick(focused, Qt.Key.Key_Home)
        QTest.keyClick(focused, Qt.Key.Key_Space)
        assert dialog.list.ticked == ()
        accepted: list[bool] = []
        dialog.accepted.connect(lambda: accepted.append(True))
        QTest.keyClick(focused, Qt.Key.Key_Return)
        return bool(accepted)

    prompter.answer(TaxonomiesDialog, leave_out)
    choose(window, Qt.Key.Key_T, Qt.Key.Key_D)
    qtbot.waitUntil(lambda: session.chosen_taxonomies() == ())
    assert session.taxonomy.topics == ()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(session.taxonomy.topics) == 50


@pytest.fixture(params=["en", "it", "fr"])
def spoken(request: pytest.FixtureRequest, open_window: Opener, dossier: Session) -> Iterator[MainWindow]:
    """A window on an article, in a language."""
    application = of_type(QApplication.instance(), QApplication)
    folder = Path(__file__).parents[3] / "resources" / "translations"
    translators = load_language(application, request.param, folder)
    window = open_window(dossier, language=request.param)
    window.articles.choose(dossier.store.articles()[0].id)
    yield window
    unload_language(application, translators)


def test_each_row_of_the_menu_has_a_letter_of_its_own(spoken: MainWindow) -> None:
    texts = [action.text() for _, action in spoken.services.actions.menu_actions("topics")]
    letters = Counter(text[text.index("&") + 1].lower() for text in texts)
    assert max(letters.values()) == 1, texts
    # T tags, also while a menu is open.
    assert "t" not in letters


def test_each_menu_opens_by_its_letter_whatever_else_is_shown(spoken: MainWindow) -> None:
    for action in spoken.menuBar().actions():
        title = action.text()
        letter = title[title.index("&") + 1]
        QTest.keyClick(spoken, Qt.Key(ord(letter.upper())), ALT)
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu), title
        assert popup.title() == title
        QTest.keyClick(popup, Qt.Key.Key_Escape)
        QTest.keyClick(spoken.menuBar(), Qt.Key.Key_Escape)
