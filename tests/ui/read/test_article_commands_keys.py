"""Tagging commands that take several keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type
from tests.ui.conftest import FakePrompter
from tests.ui.windows import press, reading_of

from briefbuilder.app.commands.taxonomy import add_topic
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.passage import passage_blocks, section_passage
from briefbuilder.domain.topics import Topic
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.comparisons import UnplacedTagsDialog

Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def choose(window: MainWindow, menu: Key, letter: Key) -> None:
    """Open a menu by Alt and its letter, and choose from it by a letter."""
    press(window, menu, ALT)
    popup = of_type(QApplication.activePopupWidget(), QMenu)
    press(popup, letter)


def tag_with(window: MainWindow, letters: str) -> None:
    press(window.article.canvas.view, Key.Key_T)
    QTest.keyClicks(window.read.rail.box.line, letters)
    press(window.read.rail.box.line, Key.Key_Return)


@pytest.fixture
def session(window: MainWindow) -> Session:
    return window.services.holder.opened


def test_the_open_article_is_tagged_while_the_list_has_the_focus(
    window: MainWindow, session: Session
) -> None:
    shown = window.articles.list_view
    press(shown, Key.Key_PageDown, CONTROL)
    reading = reading_of(window)
    assert shown.currentIndex().row() == 0
    press(shown, Key.Key_T)
    QTest.keyClicks(window.read.rail.box.line, "semi")
    press(window.read.rail.box.line, Key.Key_Return)
    (tag,) = session.store.tags(reading.article.id)
    assert reading.target is not None
    assert (
        tag.passage == reading.target.passage == section_passage(reading.article, reading.article.sections[1])
    )


def test_a_paragraph_is_tagged_by_keys(window: MainWindow, session: Session) -> None:
    press(window.article.canvas.view, Key.Key_Down, CONTROL)
    tag_with(window, "semi")
    (tag,) = session.store.tags()
    (block,) = passage_blocks(session.store.article(tag.passage.article), tag.passage)
    assert tag.passage.quote == block.text
    assert block.text.startswith("La Commissione europea")


def test_words_are_selected_and_tagged_by_keys_also_where_others_are_tagged(
    window: MainWindow, session: Session
) -> None:
    view = window.article.canvas.view
    press(view, Key.Key_Down, CONTROL)
    press(view, Key.Key_Right, CONTROL | SHIFT, times=3)
    tag_with(window, "semi")
    press(view, Key.Key_Right, CONTROL | SHIFT, times=2)
    tag_with(window, "derisk")
    first, second = (tag.passage.quote.split() for tag in session.store.tags())
    assert first == ["La", "Commissione", "europea"]
    assert second == ["La", "Commissione", "europea", "e", "il"]


@pytest.mark.parametrize("ending", ["csv", "ttl", "rdf"])
def test_topics_are_exported_and_imported_by_keys(
    window: MainWindow, session: Session, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot, ending: str
) -> None:
    adding = add_topic(session, "Trade fairs", "en")
    window.services.holder.opened.store.apply(adding)
    (own,) = [change.after.id for change in adding.changes if isinstance(change.after, Topic)]
    path = prompter.target = tmp_path / f"topics.{ending}"
    choose(window, Key.Key_T, Key.Key_X)
    qtbot.waitUntil(lambda: path.is_file() and not window.make_pages().topics.commands.job.running)
    press(window.article.canvas.view, Key.Key_Z, CONTROL)
    assert session.taxonomy.topic(own) is None
    prompter.files = (path,)
    choose(window, Key.Key_T, Key.Key_I)
    qtbot.waitUntil(lambda: any(topic.name("en") == "Trade fairs" for topic in session.taxonomy.topics))
    qtbot.waitUntil(lambda: not window.make_pages().topics.commands.job.running)


def test_a_newer_version_replaces_the_article_and_an_unplaced_tag_is_removed_by_keys(
    window: MainWindow, session: Session, prompter: FakePrompter, tmp_path: Path, qtbot: QtBot
) -> None:
    view = window.article.canvas.view
    press(view, Key.Key_PageDown, CONTROL)
    press(view, Key.Key_Down, CONTROL)
    tag_with(window, "semi")
    newer = tmp_path / "accordo.md"
    newer.write_text(
        "# Bruxelles e Tokyo\n\nTutt'altro testo, che di ieri non tiene nulla.\n", encoding="utf-8"
    )
    prompter.files = (newer,)
    decided: list[bool] = []

    def decide(dialog: UnplacedTagsDialog) -> bool:
        dialog.show()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        letter = dialog.remove_button.text()[dialog.remove_button.text().index("&") + 1]
        press(dialog, Key(ord(letter.upper())), ALT)
        qtbot.waitUntil(lambda: session.store.tags() == ())
        decided.append(True)
        return True

    prompter.answer(UnplacedTagsDialog, decide)
    window.services.actions.action("newer-version").trigger()
    qtbot.waitUntil(lambda: bool(decided))
    assert session.store.article(session.store.articles()[0].id).revision == 2


def test_a_rejected_suggestion_stays_away_when_the_dossier_is_opened_again(
    window: MainWindow, session: Session, open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    first = window.read.rail.suggestions.rows[0].shown.suggestion.topic
    press(window.article.canvas.view, Key.Key_Minus)
    assert first not in [card.shown.suggestion.topic for card in window.read.rail.suggestions.rows]
    path, article = session.store.path, session.store.articles()[0].id
    window.services.holder.replace(None)
    again = open_window(Session.open(path, Resources()))
    again.articles.choose(article)
    qtbot.waitUntil(lambda: bool(again.read.rail.suggestions.rows))
    left = [card.shown.suggestion.topic for card in again.read.rail.suggestions.rows]
    assert left
    assert first not in left
