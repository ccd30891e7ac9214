"""The overview of the dossier: what its tabs show, and what is opened, added, edited and copied from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import of_type
from tests.ui.conftest import FakePrompter

from briefbuilder.app.actors import actor_edits
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.passage import Passage
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.overview.dialog import DossierOverviewDialog
from briefbuilder.ui.overview.tab import OverviewModel, OverviewTab, OverviewTable, TableRow
from briefbuilder.ui.services import Destination
from briefbuilder.ui.text_look import load_language, unload_language
from briefbuilder.ui.theme import Theme

Strict = QAbstractItemModelTester.FailureReportingMode.Fatal
FIRST = """# Flood in the Oder valley

The flood killed 12 people in the valley on 3 May 2024, officials in Wroclaw said. Anna Kowalska visited the town.
"""
LATER = """# Rescuers search the valley

The flood killed 19 people in the valley on 3 May 2024, officials in Wroclaw said. Anna Kowalska and Maria Nowak thanked them.
"""


@pytest.fixture
def session(tmp_path: Path, resources: Resources) -> Session:
    """A dossier with two articles that differ about one flood, both tagged."""
    session = Session.create(tmp_path / "Oder.dossier", resources)
    readings = [read_bytes(text.encode(), f"{number}.md") for number, text in enumerate((FIRST, LATER))]
    import_readings(session, readings)
    for record in session.store.articles():
        session.store.apply(tag_section(session, record.id, 0, ["derisking"]))
    return session


@pytest.fixture
def window(open_window: Callable[..., MainWindow], session: Session) -> MainWindow:
    return open_window(session)


def opened(window: MainWindow) -> DossierOverviewDialog:
    window.services.actions.action("dossier-overview").trigger()
    return next(one for one in window.findChildren(DossierOverviewDialog) if one.isVisible())


@pytest.fixture
def overview(window: MainWindow) -> DossierOverviewDialog:
    return opened(window)


def shown(dialog: DossierOverviewDialog, name: str, qtbot: QtBot) -> OverviewTab:
    dialog.choose(name)
    tab = dialog.tabs[name]
    qtbot.waitUntil(lambda: not tab.job.running)
    return tab


def cells(tab: OverviewTab, column: int) -> list[str]:
    model = tab.table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_a_disagreement_shows_each_value_and_opens_its_article(
    overview: DossierOverviewDialog, window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    tab = shown(overview, "disagreements", qtbot)
    model = tab.table.model()
    QAbstractItemModelTester(model, Strict)
    assert cells(tab, 0) == ["Killed (2024) · De-risking"]
    indexes = [model.index(row, 0, model.index(0, 0)) for row in range(2)]
    values = {index.data(): index for index in indexes}
    assert set(values) == {"12", "19"}
    asked: list[Passage] = []
    window.services.links.passage_show_requested.connect(asked.append)

    tab.table.setCurrentIndex(values["19"])
    QTest.keyClick(tab.table, Qt.Key.Key_Return)

    (passage,) = asked
    assert (passage.article, passage.quote) == (session.store.articles()[1].id, "19")
    assert overview.isVisible()


@pytest.mark.parametrize("action", ["dossier-overview", "tags-by-topic"])
def test_a_window_that_stays_open_is_no_larger_than_the_screen(window: MainWindow, action: str) -> None:
    window.services.actions.action(action).trigger()
    (dialog,) = (each for each in window.findChildren(QDialog) if each.isVisible())
    room = dialog.screen().availableGeometry()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()


def test_an_empty_table_has_nothing_to_copy_and_no_line_about_a_row(
    overview: DossierOverviewDialog, qtbot: QtBot
) -> None:
    tab = shown(overview, "actors", qtbot)
    (copy,) = (each for each in tab.findChildren(QPushButton) if each.text() == "&Copy table")
    states = [(copy.isEnabled(), tab.detail.isVisible())]
    tab.show_rows((), "No names found.", "")
    states.append((copy.isEnabled(), tab.detail.isVisible()))
    assert states == [(True, True), (False, False)]


def test_an_event_of_two_articles_is_one_row_whose_sentence_goes_into_the_briefing(
    overview: DossierOverviewDialog, window: MainWindow, qtbot: QtBot
) -> None:
    tab = shown(overview, "chronology", qtbot)
    assert cells(tab, 0) == ["3 May 2024"]
    assert cells(tab, 3) == ["De-risking"]
    added: list[Passage] = []
    window.services.links.passages_add_requested.connect(added.extend)
    QTest.keyClick(tab.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert added == []  # There is no briefing yet.

    window.services.links.show_destination(Destination((("part", "Part"),), "part"))
    QTest.keyClick(tab.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert [passage.quote for passage in added] == [cells(tab, 1)[0]]


def test_actors_are_merged_renamed_dropped_and_restored(
    overview: DossierOverviewDialog, session: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    from briefbuilder.ui.overview.dialog import ActorsTab

    tab = of_type(shown(overview, "actors", qtbot), ActorsTab)

    def press(button: str) -> list[str]:
        getattr(tab, f"{button}_button").click()
        qtbot.waitUntil(lambda: not tab.job.running)
        return cells(tab, 0)

    def choose(*names: str) -> None:
        tab.table.clearSelection()
        selection = tab.table.selectionModel()
        for name in names:
            index = tab.table.model().index(cells(tab, 0).index(name), 0)
            selection.setCurrentIndex(index, selection.SelectionFlag.Select | selection.SelectionFlag.Rows)

    choose("Anna Kowalska", "Maria Nowak")
    assert "Maria Nowak" not in press("merge")
    choose("Anna Kowalska")
    prompter.text = "A. Kowalska"
    assert "A. Kowalska" in press("rename")
    choose("A. Kowalska")
    assert "A. Kowalska" not in press("drop")
    tab.dropped.setChecked(True)
    choose("A. Kowalska")
    assert {"Anna Kowalska", "Maria Nowak"} <= set(press("restore"))
    assert not actor_edits(session).dropped
    tab.filter.setText("nobody")
    (nothing,) = (each for each in tab.table.viewport().findChildren(QLabel) if each.text())
    assert nothing.text() == "No names found."
    assert nothing.geometry().center().x() == pytest.approx(tab.table.viewport().rect().center().x(), abs=40)
    tab.filter.setText("nowak")
    assert not nothing.text()
    assert cells(tab, 0) == ["Maria Nowak"]


def test_coverage_is_copied_as_a_table(overview: DossierOverviewDialog, qtbot: QtBot) -> None:
    tab = shown(overview, "coverage", qtbot)
    tab.table.copy_all()
    assert QApplication.clipboard().text() == "Topic\tArticles\tTags\nDe-risking\t2\t2\n"


def test_what_a_spreadsheet_would_take_for_a_formula_is_copied_as_text(
    qtbot: QtBot, qapp: QApplication
) -> None:
    from briefbuilder.ui.overview.tab import OverviewModel, TableRow

    model = OverviewModel(qapp, ("Name", "Change"))
    model.show([TableRow(None, lambda: ("=1+1\t2", "-5.1"))])
    assert model.as_text() == "Name\tChange\n'=1+1 2\t-5.1\n"


def test_closing_cancels_what_is_running_and_keeps_the_size(window: MainWindow) -> None:
    overview = opened(window)
    assert overview.tabs["disagreements"].job.running
    overview.resize(701, 502)
    overview.close()
    assert not any(tab.job.running for tab in overview.tabs.values())

    again = opened(window)
    assert again is not overview
    assert (again.width(), again.height()) == (701, 502)
    again.close()


@pytest.mark.parametrize("language", ["de", "it"])
def test_a_column_is_as_wide_as_its_title_in_every_language(
    open_window: Callable[..., MainWindow],
    session: Session,
    resources: Resources,
    qapp: QApplication,
    qtbot: QtBot,
    language: str,
) -> None:
    translators = load_language(qapp, language, resources.folder / "translations")
    dialog = opened(open_window(session, language=language))
    for name in dialog.tabs:
        header = shown(dialog, name, qtbot).table.header()
        for column in range(header.count()):
            assert header.sectionSize(column) >= header.sectionSizeHint(column), (name, column)
    dialog.close()
    unload_language(qapp, translators)


def test_a_shortened_arabic_cell_ends_at_the_left(qtbot: QtBot) -> None:
    view = QWidget()
    qtbot.addWidget(view)
    model = OverviewModel(view, ("Sentence",))
    model.show([TableRow(value=0, cells=lambda: ("وقّعت الوزارة اتفاقاً " * 40,))])
    table = OverviewTable(model, "Events", (0,), Theme("light", view), view, lines=2)
    delegate, option = table.itemDelegate(), QStyleOptionViewItem()
    assert isinstance(delegate, QStyledItemDelegate)
    option.direction, option.rect = Qt.LayoutDirection.LeftToRight, QRect(0, 0, 300, 40)
    delegate.initStyleOption(option, model.index(0, 0))
    lines = option.text.split("\n")
    assert len(lines) == 2
    assert all(line.startswith("\u2067") for line in lines)
    assert lines[1].endswith("…\u2069")
