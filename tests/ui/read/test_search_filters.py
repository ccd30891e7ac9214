"""Articles are filtered, sorted, searched and edited with the keyboard only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type
from tests.ui.conftest import FakePrompter
from tests.ui.read.article_models import article_model
from tests.ui.windows import session_of

from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.session import Session
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage import search_hits
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read import article_model as models
from briefbuilder.ui.read.article_details import BulkDetailsDialog
from briefbuilder.ui.read.article_model import PAGE, ArticleModel
from briefbuilder.ui.read.article_rows import ArticleRole
from briefbuilder.ui.read.list_title import SavedSearchesDialog
from briefbuilder.ui.session_holder import SessionHolder

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def focused() -> QWidget:
    return not_none(QApplication.focusWidget())


def press(
    key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1
) -> None:
    for _ in range(times):
        QTest.keyClick(focused(), key, modifiers)


def run(action: str) -> None:
    """Run an action of the window that has the focus."""
    window = of_type(focused().window(), MainWindow)
    window.services.actions.action(action).trigger()


def focus_list() -> None:
    window = of_type(focused().window(), MainWindow)
    window.articles.list_view.setFocus()


def press_in(dialog: QDialog, key: Qt.Key, times: int = 1) -> None:
    """Press a key where a dialog has its focus: without a screen it does not become the active window."""
    for _ in range(times):
        QTest.keyClick(dialog.focusWidget(), key)


def titles(model: QAbstractItemModel) -> list[str]:
    return [str(model.index(row, 0, QModelIndex()).data()) for row in range(model.rowCount())]


@pytest.fixture
def dated(window: MainWindow) -> MainWindow:
    """The window, its Italian article of Il Sole and 1 March, its English one of The Daily and 5 March."""
    session = session_of(window)
    rows = (("Il Sole", date(2026, 3, 1)), ("The Daily", date(2026, 3, 5)))
    for record, (outlet, day) in zip(session.store.articles(), rows, strict=True):
        metadata = replace(record.metadata, publication=outlet, published=day)
        session.store.apply(edit_metadata(session, record.id, metadata))
    return window


def test_an_empty_field_has_no_button_to_clear_it(window: MainWindow, qtbot: QtBot) -> None:
    line = window.articles.search_bar.line
    button = next(each for each in line.findChildren(QToolButton) if each.property("opacity") == 0)
    QTest.keyClicks(line, "chips")
    qtbot.waitUntil(lambda: button.property("opacity") == 1)
    window.services.actions.action("show-all-articles").trigger()
    assert not line.text()
    qtbot.waitUntil(lambda: button.property("opacity") == 0)


def test_pills_have_counts_only_while_all_articles_are_listed(dated: MainWindow, qtbot: QtBot) -> None:
    bar = dated.articles.search_bar
    dated.resize(1600, 900)
    qtbot.waitUntil(lambda: bar.unread.text() == "Unread 2")
    QTest.keyClicks(bar.line, "chips")
    qtbot.waitUntil(lambda: bar.unread.text() == "Unread")
    bar.line.clear()
    qtbot.waitUntil(lambda: bar.unread.text() == "Unread 2")


def test_filters_end_where_the_search_field_ends(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.articles.search_bar
    run("filter-articles")
    fields = (bar.line, bar.filters.topics, bar.filters.language, bar.filters.until)
    qtbot.waitUntil(
        lambda: len({each.mapTo(bar, each.rect().topRight()).x() for each in fields}) == 1, timeout=1000
    )


def test_filters_are_set_and_cleared_by_keys(dated: MainWindow) -> None:
    pane = dated.articles
    italian, english = titles(pane.model)
    run("filter-articles")
    assert focused() is pane.search_bar.filters.language
    press(Qt.Key.Key_I)
    assert titles(pane.model) == [italian]
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_T)
    assert titles(pane.model) == []
    assert pane.model.query == Query(language="it", outlet="The Daily")
    press(Qt.Key.Key_Backtab)
    press(Qt.Key.Key_Home)
    assert titles(pane.model) == [english]
    press(Qt.Key.Key_Tab, times=2)
    QTest.keyClicks(focused(), "4 March 2026")
    press(Qt.Key.Key_Tab)
    assert pane.model.query.since == date(2026, 3, 4)
    assert "(2)" in pane.search_bar.toggle.accessibleName()
    run("filter-articles")
    assert not pane.search_bar.filters.isVisible()
    assert focused() is pane.search_bar.line
    run("show-all-articles")
    assert titles(pane.model) == [italian, english]
    assert pane.search_bar.filters.since.text() == ""


def test_an_invalid_date_is_marked_and_described(dated: MainWindow) -> None:
    run("filter-articles")
    press(Qt.Key.Key_Tab, times=3)
    line = of_type(focused(), QLineEdit)
    QTest.keyClicks(line, "03/04/2026")
    press(Qt.Key.Key_Return)
    assert line.property("wrong")
    assert "2026-04-12" in line.accessibleDescription()
    assert dated.articles.model.rowCount() == 2


def test_tagged_and_quoted_articles_are_filtered_by_keys(dated: MainWindow) -> None:
    session, pane = session_of(dated), dated.articles
    first, second = session.store.articles()
    dated.services.holder.opened.store.apply(tag_section(session, second.id, 0, ["china"]))
    run("filter-articles")
    press(Qt.Key.Key_Tab, times=4)
    press(Qt.Key.Key_Down)
    assert pane.model.article_at(0) == second.id
    press(Qt.Key.Key_Down)
    assert pane.model.article_at(0) == first.id
    dated.services.holder.opened.store.apply(tag_section(session, first.id, 0, ["china"]))
    assert pane.model.rowCount() == 0
    press(Qt.Key.Key_Up, times=2)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Down)
    assert pane.model.query.used is True
    assert pane.model.rowCount() == 0


def test_the_order_is_chosen_in_a_menu_and_remembered(dated: MainWindow) -> None:
    pane = dated.articles
    before = titles(pane.model)
    menu = pane.search_bar.order.menu()
    by_name = {action.text(): action for action in menu.actions()}
    by_name["Newest first"].trigger()
    assert titles(pane.model) == before[::-1]
    assert dated.services.settings.window_state("article-order") == "newest"
    by_name["Oldest first"].trigger()
    assert titles(pane.model) == before
    assert not by_name["Newest first"].isChecked()


def test_a_search_is_saved_made_again_renamed_and_removed_by_keys(
    dated: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    pane, session = dated.articles, session_of(dated)
    press(Qt.Key.Key_F, CTRL | SHIFT)
    QTest.keyClicks(focused(), "export")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    prompter.text = "Controls"
    run("save-search")
    assert [one.wanted.words for one in session.store.saved_searches()] == ["export"]
    run("show-all-articles")
    assert pane.model.rowCount() == 2

    def search_again(dialog: SavedSearchesDialog) -> bool:
        dialog.show()
        prompter.text = "Export controls"
        press_in(dialog, Qt.Key.Key_F2)
        assert dialog.list.current is not None
        assert dialog.list.current.name == "Export controls"
        press_in(dialog, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.answer(SavedSearchesDialog, search_again)
    run("saved-searches")
    assert pane.search_bar.line.text() == "export"
    assert pane.model.rowCount() == 1

    def remove(dialog: SavedSearchesDialog) -> None:
        dialog.show()
        press_in(dialog, Qt.Key.Key_Delete)
        assert dialog.list.current is None

    prompter.answer(SavedSearchesDialog, remove)
    run("saved-searches")
    assert session.store.saved_searches() == ()

    def look(dialog: SavedSearchesDialog) -> None:
        assert "Save search" in dialog.list.accessibleDescription()
        assert not dialog.show_button.isEnabled()

    prompter.answer(SavedSearchesDialog, look)
    run("saved-searches")
    focus_list()
    press(Qt.Key.Key_Z, CTRL)
    assert [one.name for one in session.store.saved_searches()] == ["Export controls"]
    menu = pane.search_bar.title.menu()
    menu.aboutToShow.emit()
    assert "Export controls" in [action.text() for action in menu.actions()]


def test_details_of_several_articles_are_corrected_by_keys_and_undone(
    dated: MainWindow, prompter: FakePrompter, qtbot: QtBot
) -> None:
    session = session_of(dated)
    before = session.store.articles()

    def fill(dialog: BulkDetailsDialog) -> bool:
        dialog.show()
        dialog.publication.setFocus()
        QTest.keyClicks(dialog.focusWidget(), "Agence")
        press_in(dialog, Qt.Key.Key_Tab, times=2)
        QTest.keyClicks(dialog.focusWidget(), "soon")
        press_in(dialog, Qt.Key.Key_Return)
        assert dialog.result() != QDialog.DialogCode.Accepted
        QTest.keyClicks(dialog.focusWidget(), "2026-04-12")
        press_in(dialog, Qt.Key.Key_Return)
        return dialog.result() == QDialog.DialogCode.Accepted

    prompter.answer(BulkDetailsDialog, fill)
    focus_list()
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, SHIFT)
    assert len(dated.articles.chosen()) == 2
    run("edit-articles")
    assert {(one.metadata.publication, one.metadata.published) for one in session.store.articles()} == {
        ("Agence", date(2026, 4, 12))
    }
    focus_list()
    press(Qt.Key.Key_Z, CTRL)
    assert session.store.articles() == before


def test_a_title_is_corrected_in_its_row(dated: MainWindow, qtbot: QtBot) -> None:
    session, view = session_of(dated), dated.articles.list_view
    focus_list()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_F2)
    editor = not_none(view.findChild(QLineEdit))
    editor.selectAll()
    QTest.keyClicks(editor, "Controls on chips")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    # The delegate hands over what was written in a turn of its own.
    qtbot.waitUntil(lambda: session.store.articles()[1].metadata.title == "Controls on chips")
    assert view.currentIndex().data() == "Controls on chips"
    session.store.undo()
    assert session.store.articles()[1].metadata.title == "Ministers weigh export controls"


def test_a_search_result_is_marked_in_its_row_and_in_the_accessible_text(
    dated: MainWindow, qtbot: QtBot
) -> None:
    model = dated.articles.model
    model.set_query(Query(words="tecnologica priorita"))
    assert model.rowCount() == 1
    index = model.index(0, 0)
    snippet, hits = str(index.data(ArticleRole.SNIPPET)), index.data(ArticleRole.HITS)
    assert [snippet[start:end] for start, end in hits][-1] == "priorità"
    assert "priorità" in str(index.data(int(Qt.ItemDataRole.AccessibleTextRole)))
    dated.articles.list_view.grab()


def many(session: Session, count: int) -> None:
    text = "Pagina {0}\n\nParola comune numero {0} dazi{0}.\n"
    readings = [read_bytes(text.format(number).encode(), f"n{number}.txt") for number in range(count)]
    import_readings(session, readings)


def loaded(model: ArticleModel) -> int:
    return sum(map(len, model.pages.held().values()))


def test_a_long_list_reads_no_more_than_it_shows(dossier: Session, open_window: object, qtbot: QtBot) -> None:
    many(dossier, 3 * PAGE)
    window: MainWindow = open_window(dossier)  # type: ignore[operator]
    pane = window.articles
    assert pane.model.rowCount() == 3 * PAGE + 2
    assert loaded(pane.model) == PAGE
    window.articles.list_view.setFocus()
    press(Qt.Key.Key_End)
    assert pane.list_view.currentIndex().data() == f"Pagina {3 * PAGE - 1}"
    # The first page, the last one of two rows, and the one before it, which shows above.
    assert loaded(pane.model) <= 2 * PAGE + 2
    press(Qt.Key.Key_A, CTRL)
    assert len(pane.chosen()) == 3 * PAGE + 2
    assert loaded(pane.model) <= 2 * PAGE + 2
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_P)
    assert str(pane.list_view.currentIndex().data()).startswith("Pagina")


def test_a_long_search_lets_the_window_process_events(
    dossier: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(dossier, 260)
    monkeypatch.setattr(search_hits, "_ROWS", 30)
    monkeypatch.setattr(search_hits, "_STEP", 0)
    monkeypatch.setattr(models, "_BUDGET", 0)
    monkeypatch.setattr(models, "_STEPS", 1)
    holder = SessionHolder()
    model = article_model(holder)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    holder.replace(dossier)
    model.set_query(Query(words="numero", order="latest-import"))
    assert model.searching
    assert model.rowCount() < 40
    qtbot.waitUntil(lambda: not model.searching)
    assert titles(model) == [f"Pagina {number}" for number in reversed(range(260))]
    model.set_query(Query(words="numero", order="title"))
    qtbot.waitUntil(lambda: not model.searching)
    assert titles(model)[:3] == ["Pagina 0", "Pagina 1", "Pagina 10"]
    # Something else is looked for before the first search is at its end.
    model.set_query(Query(words="numero"))
    model.set_query(Query(words="dazi7"))
    qtbot.waitUntil(lambda: not model.searching)
    assert len(titles(model)) == 11
    holder.replace(None)
    assert model.rowCount() == 0
    tester.deleteLater()
