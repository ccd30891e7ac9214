"""The list of articles: rows, search and filters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.read.article_models import article_model
from tests.ui.windows import session_of

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.session import Session
from briefbuilder.domain.query import Query
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_model import ArticleModel
from briefbuilder.ui.read.article_rows import ArticleRole
from briefbuilder.ui.session_holder import SessionHolder

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
DISPLAY = int(Qt.ItemDataRole.DisplayRole)


def titles(model: ArticleModel) -> list[str]:
    return [str(model.index(row, 0).data(DISPLAY)) for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules_through_changes(qtbot: QtBot, dossier: Session) -> None:
    holder = SessionHolder()
    model = article_model(holder)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    holder.replace(dossier)
    first = dossier.store.articles()[0]
    assert titles(model)[1] == "Ministers weigh export controls"
    holder.opened.store.apply(tag_section(dossier, first.id, 0, ["china"]))
    assert len(model.index(0, 0).data(ArticleRole.COLOURS)) == 1
    model.set_query(Query(topics=("china",)))
    assert model.rowCount() == 1
    holder.opened.store.apply(remove_articles(dossier, [first.id]))
    assert model.rowCount() == 0
    dossier.store.undo()
    assert model.rowCount() == 1
    holder.replace(None)
    assert model.rowCount() == 0
    tester.deleteLater()


def test_words_find_titles_and_texts_best_first_with_their_snippet(qtbot: QtBot, dossier: Session) -> None:
    holder = SessionHolder()
    model = article_model(holder)
    holder.replace(dossier)
    model.set_query(Query(words="decoupl"))
    assert titles(model) == ["Ministers weigh export controls"]
    assert "decoupling" in str(model.index(0, 0).data(ArticleRole.SNIPPET))
    model.set_query(Query(words="tecnologica"))
    assert model.rowCount() == 1
    model.set_query(Query(words="nowhere at all"))
    assert model.rowCount() == 0
    model.set_query(Query(words=""))
    assert model.rowCount() == 2
    holder.replace(None)


def test_searching_while_typing_narrows_the_list(window: MainWindow, qtbot: QtBot) -> None:
    pane = window.articles
    QTest.keyClick(window, Qt.Key.Key_F, CTRL_SHIFT)
    assert pane.search_bar.line.hasFocus()
    QTest.keyClicks(pane.search_bar.line, "export")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    pane.search_bar.line.clear()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    assert pane.chosen() == (window.services.holder.session.store.articles()[0].id,)  # type: ignore[union-attr]


def test_a_search_without_results_shows_a_message(window: MainWindow, qtbot: QtBot) -> None:
    pane = window.articles
    QTest.keyClicks(pane.search_bar.line, "xyzzy")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 0)
    assert not pane.list_view.isVisible()


def test_the_topic_menu_names_topics_and_filters_by_them(window: MainWindow) -> None:
    session = session_of(window)
    second = session.store.articles()[1]
    window.services.holder.opened.store.apply(tag_section(session, second.id, 1, ["semiconductors"]))
    choice = window.articles.search_bar.topics
    choice.menu().aboutToShow.emit()
    action = next(each for each in choice.menu().actions() if "Semiconductors" in each.text())
    assert not action.icon().isNull()
    action.trigger()
    assert [window.articles.model.article_at(0)] == [second.id]
    assert window.articles.model.rowCount() == 1
    choice.choose(())
    assert window.articles.model.rowCount() == 2


def test_the_title_of_the_list_chooses_a_topic_whose_name_is_shown_as_it_is(window: MainWindow) -> None:
    session = session_of(window)
    second = session.store.articles()[1]
    window.services.holder.opened.store.apply(tag_section(session, second.id, 1, ["eu-japan"]))
    name = session.taxonomy.shown("eu-japan").name("en")
    assert "&" in name
    title = window.articles.search_bar.title
    title.menu().aboutToShow.emit()
    entry = next(each for each in title.menu().actions() if each.text().startswith("Japan"))
    assert entry.text() == f"{name.replace('&', '&&')} (1)"
    entry.trigger()
    assert window.articles.model.rowCount() == 1
    assert title.text() == name.replace("&", "&&")
    title.menu().aboutToShow.emit()
    next(each for each in title.menu().actions() if each.text() == "All articles").trigger()
    assert window.articles.model.rowCount() == 2


def test_what_goes_with_an_article_is_named_and_undo_is_offered(window: MainWindow) -> None:
    session = session_of(window)
    first = session.store.articles()[0]
    for section in (0, 1):
        window.services.holder.opened.store.apply(tag_section(session, first.id, section, ["china"]))
    window.articles.choose(first.id)
    window.services.actions.action("remove-article").trigger()
    assert len(session.store.articles()) == 1
    text = window.services.toasts.last
    assert text == "Removed “Bruxelles e Tokyo rafforzano l'intesa tecnologica”, 2 tag(s)"
    toast = not_none(window.services.toasts.toast)
    (undo,) = (each for each in toast.findChildren(QPushButton) if each.text() == "Undo")
    undo.click()
    assert len(session.store.articles()) == 2
    assert len(session.store.tags()) == 2


def test_articles_are_removed_with_one_undo(window: MainWindow) -> None:
    session = session_of(window)
    window.articles.list_view.selectAll()
    window.services.actions.action("remove-article").trigger()
    assert session.store.articles() == ()
    assert window.article.reading is None
    assert window.services.toasts.last == "Removed 2 article(s)"
    window.services.actions.action("undo").trigger()
    assert len(session.store.articles()) == 2


def test_many_articles_are_removed_in_steps(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = window.services.holder.opened
    monkeypatch.setattr("briefbuilder.storage.acts.SINGLE_STEP_CHANGES", 0)
    monkeypatch.setattr("briefbuilder.ui.services._STEP", 0)
    window.articles.list_view.selectAll()
    window.services.actions.action("remove-article").trigger()
    assert session.store.act_running
    assert window.services.toasts.last == "Removing 2 article(s) …"
    qtbot.waitUntil(lambda: not session.store.act_running)
    assert (session.store.articles(), window.articles.model.rowCount()) == ((), 0)
    assert window.services.toasts.last == "Removed 2 article(s)"
    session.store.undo()
    assert len(session.store.articles()) == 2
