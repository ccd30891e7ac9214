"""The list keeps rows, selection and scroll position while articles are added and removed."""

from __future__ import annotations

from array import array
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type
from tests.ui.read.article_models import article_model

from briefbuilder.app.commands.articles import remove_articles
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.query import Query
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage import acts
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_list import ArticleTable
from briefbuilder.ui.read.article_model import ArticleModel, changed_runs
from briefbuilder.ui.read.article_rows import ArticleRole
from briefbuilder.ui.session_holder import SessionHolder

if TYPE_CHECKING:
    from tests.ui.conftest import Opener


def bring(session: Session, numbers: range) -> None:
    text = "{0:03} is the title\n\nA paragraph about ports and number {0}.\n"
    readings = [read_bytes(text.format(number).encode(), f"n{number}.txt") for number in numbers]
    import_readings(session, readings)


def numbers_of(model: ArticleModel) -> list[str]:
    return [str(model.index(row, 0).data())[:3] for row in range(model.rowCount())]


def choose(view: ArticleTable, index: QModelIndex) -> None:
    """Choose a row, whatever keys a test before this one left pressed."""
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def wait_for_article(qtbot: QtBot, window: MainWindow, article: str | None) -> None:
    def is_open() -> bool:
        reading = window.article.reading
        return reading is not None and reading.article.id == article

    qtbot.waitUntil(is_open)


@given(st.lists(st.integers(0, 40), unique=True), st.sets(st.integers(0, 40)))
def test_runs_say_what_a_list_has_more(whole: list[int], gone: set[int]) -> None:
    rest = [number for number in whole if number not in gone]
    runs = not_none(changed_runs(array("q", rest), array("q", whole)))
    built = rest[:]
    for first, last in runs:
        assert first <= last
        built[first:first] = whole[first : last + 1]
    assert built == whole
    assert all(after[0] > before[1] + 1 for before, after in pairwise(runs))


@pytest.mark.parametrize("new", [[], [2, 1], [1, 3], [2], [3, 2, 1]])
def test_there_are_no_runs_where_anything_else_differs(new: list[int]) -> None:
    assert changed_runs(array("q", [1, 2]), array("q", new)) is None


def test_rows_are_inserted_and_removed_one_by_one(qtbot: QtBot, dossier: Session) -> None:
    holder = SessionHolder()
    model = article_model(holder)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    holder.replace(dossier)
    model.set_query(Query(words="ports", order="title"))
    bring(dossier, range(0, 20, 2))
    with qtbot.assertNotEmitted(model.modelReset):
        bring(dossier, range(1, 20, 2))
        assert numbers_of(model) == [f"{number:03}" for number in range(20)]
        dossier.store.undo()
        assert numbers_of(model) == [f"{number:03}" for number in range(0, 20, 2)]
    holder.replace(None)
    tester.deleteLater()


def test_what_is_read_and_chosen_stays_in_its_place(
    dossier: Session, open_window: Opener, qtbot: QtBot
) -> None:
    bring(dossier, range(100, 200))
    window: MainWindow = open_window(dossier)
    pane, view = window.articles, window.articles.list_view
    pane.model.set_query(Query(order="title"))
    chosen = [pane.model.index(row, 0) for row in (60, 61)]
    choose(view, chosen[0])
    view.selectionModel().select(chosen[1], view.selectionModel().SelectionFlag.Select)
    view.verticalScrollBar().setValue(55 * view.rowHeight(0) + 3)
    ids, top = pane.chosen(), view.visualRect(view.currentIndex()).top()
    reading = window.article.reading
    bring(dossier, range(40))
    assert pane.model.rowCount() == 142
    assert pane.chosen() == ids
    assert view.currentIndex().row() == 100
    assert view.visualRect(view.currentIndex()).top() == top
    dossier.store.undo()
    assert pane.chosen() == ids
    assert view.visualRect(view.currentIndex()).top() == top
    assert window.article.reading is reading
    pane.search_bar.line.setFocus()
    QTest.keyClicks(pane.search_bar.line, "ports")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 100 and not pane.model.searching)
    assert view.currentIndex().row() > 20
    assert view.verticalScrollBar().value() == 0, "the best results are shown"


def test_no_neighbour_of_a_removed_article_is_opened(
    dossier: Session, open_window: Opener, qtbot: QtBot
) -> None:
    bring(dossier, range(10))
    window: MainWindow = open_window(dossier)
    pane = window.articles
    qtbot.waitUntil(lambda: pane.model.rowCount() == 12)
    shown = pane.list_view.currentIndex()
    choose(pane.list_view, pane.model.index(5, 0))
    (gone,) = pane.chosen()
    assert not shown.isValid() or shown.row() != 5
    with qtbot.assertNotEmitted(pane.article_chosen):
        window.services.holder.opened.store.apply(remove_articles(dossier, [gone]))
        qtbot.waitUntil(lambda: pane.model.rowCount() == 11)
    assert window.article.reading is None
    assert not pane.list_view.currentIndex().isValid()
    dossier.store.undo()
    qtbot.waitUntil(lambda: pane.list_view.currentIndex() == pane.model.index(5, 0))


def _open_second_of_six(dossier: Session, open_window: Opener, qtbot: QtBot) -> MainWindow:
    """Return a window with six articles, of which the second one is open."""
    bring(dossier, range(4))
    window: MainWindow = open_window(dossier)
    pane = window.articles
    qtbot.waitUntil(lambda: pane.model.rowCount() == 6)
    choose(pane.list_view, pane.model.index(1, 0))
    return window


def test_a_selection_of_several_stays_when_its_current_article_is_opened(
    dossier: Session, open_window: Opener, qtbot: QtBot
) -> None:
    window = _open_second_of_six(dossier, open_window, qtbot)
    pane, view = window.articles, window.articles.list_view
    for row in (2, 3):
        QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        wait_for_article(qtbot, window, pane.model.article_at(row))
    assert view.selected_rows() == [1, 2, 3]


def test_after_articles_are_removed_by_key_the_next_one_is_opened(
    dossier: Session, open_window: Opener, qtbot: QtBot
) -> None:
    window = _open_second_of_six(dossier, open_window, qtbot)
    pane, view = window.articles, window.articles.list_view
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ids = pane.model.articles_at(range(6))
    view.setFocus()
    for left, wanted in ((4, ids[3]), (3, ids[4]), (2, ids[5]), (1, ids[0])):
        QTest.keyClick(view, Qt.Key.Key_Delete)
        wait_for_article(qtbot, window, wanted)
        assert pane.chosen() == (wanted,)
        assert pane.model.rowCount() == left


def test_a_second_removal_waits_for_the_end_of_the_first(
    dossier: Session, open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.storage.acts.SINGLE_STEP_CHANGES", 0)
    monkeypatch.setattr("briefbuilder.ui.services._STEP", 0)
    bring(dossier, range(4))
    window: MainWindow = open_window(dossier)
    pane, view = window.articles, window.articles.list_view
    qtbot.waitUntil(lambda: pane.model.rowCount() == 6)
    view.setFocus()
    view.selectAll()
    view.selectionModel().select(pane.model.index(5, 0), QItemSelectionModel.SelectionFlag.Deselect)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Delete)
    assert dossier.store.act_running
    qtbot.waitUntil(lambda: not dossier.store.act_running)
    assert pane.model.rowCount() == 1
    assert window.services.toasts.last == "Removed 5 article(s)"


def test_an_article_is_chosen_whatever_key_is_held(
    dossier: Session, open_window: Opener, qtbot: QtBot
) -> None:
    bring(dossier, range(4))
    window: MainWindow = open_window(dossier)
    pane = window.articles
    qtbot.waitUntil(lambda: pane.model.rowCount() == 6)
    (wanted,) = pane.model.articles_at([3])
    QTest.keyPress(window, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    try:
        pane.choose(wanted)
        assert pane.chosen() == (wanted,)
    finally:
        QTest.keyRelease(window, Qt.Key.Key_Control)


def test_undo_of_many_articles_lets_the_window_process_events(
    dossier: Session, open_window: Opener, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefbuilder.ui.services._STEP", 0)
    monkeypatch.setattr(acts, "_LEAST_PAUSE", 0)
    monkeypatch.setattr(acts, "_PAUSES", 0)
    bring(dossier, range(30))
    window: MainWindow = open_window(dossier)
    undo, redo = (window.services.actions.action(name) for name in ("undo", "redo"))
    seen: list[int] = []
    window.articles.model.rowsRemoved.connect(lambda: seen.append(window.articles.model.rowCount()))
    undo.trigger()
    assert dossier.store.act_running
    qtbot.waitUntil(lambda: not undo.isEnabled())
    assert dossier.store.act_running
    assert not redo.isEnabled()
    assert "Undoing" in window.services.toasts.last
    qtbot.waitUntil(lambda: redo.isEnabled() and not dossier.store.act_running)
    assert window.articles.model.rowCount() == 2
    assert len(seen) > 1, "articles disappear while the act goes on"
    assert "Undone" in window.services.toasts.last
    redo.trigger()
    qtbot.waitUntil(lambda: undo.isEnabled() and not dossier.store.act_running)
    assert window.articles.model.rowCount() == 32


def test_a_dossier_closed_during_undo_has_undone_the_change(
    dossier: Session, open_window: Opener, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("briefbuilder.ui.services._STEP", 0)
    bring(dossier, range(30))
    window: MainWindow = open_window(dossier)
    window.services.actions.action("undo").trigger()
    path = dossier.store.path
    window.services.holder.replace(None)
    qtbot.wait(1)
    with Session.open(path, window.services.resources) as again:
        assert len(again.store.articles()) == 2
    assert not window.services.actions.action("undo").isEnabled()


class PaintFilter(QObject):
    """Notes each painting of a widget."""

    def __init__(self, events: list[str], widget: QWidget) -> None:
        super().__init__(widget)
        self._events = events
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt names it
        if event.type() == QEvent.Type.Paint:
            self._events.append("painted")
        return super().eventFilter(watched, event)


def test_a_step_in_the_list_is_painted_before_its_article_is_opened(
    window: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    texts = [f"Title {number}\n\nA text about number {number}.\n".encode() for number in range(8)]
    import_readings(dossier, [read_bytes(text, "a.txt") for text in texts])
    view, events = window.articles.list_view, list[str]()
    view.setFocus()
    qtbot.wait(100)
    window.article.article_shown.connect(lambda _article: events.append("opened"))
    paint = PaintFilter(events, view.viewport())
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "opened" in events)
    assert events[0] == "painted"
    # A key that is held down opens the article that it stops at, and none on its way.
    qtbot.wait(150)
    assert events.count("opened") == 1
    assert window.article.reading is not None
    assert window.article.reading.article.id == window.articles.chosen()[0]
    paint.deleteLater()


def test_a_dossier_may_be_closed_while_a_title_is_edited(window: MainWindow) -> None:
    view = window.articles.list_view
    view.edit(view.currentIndex())
    field = of_type(window.focusWidget(), QLineEdit)
    QTest.keyClicks(field, "Another title")
    window.services.holder.replace(None)
    assert window.services.modes.mode == "start"
    assert window.articles.model.rowCount() == 0


@pytest.mark.parametrize("way", ["command", "window", "other dossier"])
def test_a_title_that_is_being_typed_is_kept_when_the_dossier_is_closed(
    window: MainWindow, tmp_path: Path, resources: Resources, way: str
) -> None:
    session, view = window.services.holder.opened, window.articles.list_view
    article, path = window.articles.chosen()[0], session.store.path
    view.edit(view.currentIndex())
    field = window.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "Another title")
    if way == "command":
        window.services.actions.action("close-dossier").trigger()
    elif way == "window":
        window.close()
    else:
        Session.create(tmp_path / "other.dossier", resources).store.close()
        window.dossiers.open_path(tmp_path / "other.dossier")
    with Session.open(path, resources) as again:
        record = again.store.record(article)
        assert record is not None
        assert record.metadata.title == "Another title"


def test_a_row_is_drawn_while_its_dossier_is_closed(qtbot: QtBot, dossier: Session) -> None:
    holder, drawn, models = SessionHolder(), list[object](), list[ArticleModel]()
    holder.session_replaced.connect(lambda: drawn.append(models[0].index(0, 0).data(ArticleRole.COPIES)))
    model = article_model(holder)
    models.append(model)
    holder.replace(dossier)
    assert model.article_at(0) is not None
    holder.replace(None)
    assert drawn == [None, 0]
