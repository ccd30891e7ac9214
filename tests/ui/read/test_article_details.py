"""The details in the rail are edited in place; each change is stored at once and can be undone."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.narrowing import not_none

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ArticleRecord
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.text_look import load_language, unload_language
from briefbuilder.ui.widgets.keys import tab_stops

if TYPE_CHECKING:
    from tests.ui.conftest import Opener

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def session(window: MainWindow) -> Session:
    return window.services.holder.opened


def is_open(window: MainWindow) -> bool:
    return window.read.rail.details_section.head.isChecked()


def record_of(session: Session) -> ArticleRecord:
    return session.store.articles()[0]


def write(window: MainWindow, key: str, text: str) -> None:
    details = window.read.rail.details
    window.read.rail.details_section.head.setChecked(True)
    details.edit(key)
    field = details.rows[key].value.field
    field.setText(text)
    QTest.keyClick(field, Key.Key_Return)


def test_the_key_opens_the_details_and_edits_the_first(window: MainWindow) -> None:
    assert not is_open(window)
    QTest.keyClick(window.article.canvas.view, Key.Key_M, CONTROL | SHIFT)
    assert is_open(window)
    row = window.read.rail.details.rows["publication"]
    assert row.value.editing
    QApplication.processEvents()
    assert row.value.field.visibleRegion().boundingRect().size() == row.value.field.size()


def test_the_names_of_the_details_are_not_cut_off(
    open_window: Opener, dossier: Session, resources: Resources, qapp: QApplication
) -> None:
    translators = load_language(qapp, "it", resources.folder / "translations")
    window = open_window(dossier, language="it")
    window.read.rail.details_section.head.setChecked(True)
    QApplication.processEvents()
    labels = [row.label for row in window.read.rail.details.rows.values()]
    assert "Collegamento" in {label.text() for label in labels}
    assert all(label.width() >= label.sizeHint().width() for label in labels)
    assert len({label.width() for label in labels}) == 1
    unload_language(qapp, translators)


def test_the_rows_are_created_when_they_are_shown_and_follow_their_heading(window: MainWindow) -> None:
    rail = window.read.rail
    assert not rail.details.rows
    rail.details_section.head.setChecked(True)
    assert rail.details.rows["file"].value.text() == "accordo.md"
    names = [stop.accessibleName() for stop in tab_stops(rail)]
    first = names.index("Edit details") + 1
    assert [name.partition(":")[0] for name in names[first : first + 5]] == [
        "Publication", "Authors", "Date", "Language", "Choose the language",
    ]  # fmt: skip
    assert "Add section to briefing" in names[first + 5 :]


def test_details_are_corrected_in_place_and_undone(window: MainWindow, session: Session) -> None:
    before = record_of(session)
    write(window, "publication", "Harbour  Gazette")
    write(window, "authors", "Anna Verdi;  Jo Smith ; Anna Verdi")
    write(window, "published", "6 March 2024")
    write(window, "url", "https://a.example/1")
    write(window, "rights", "© 2024 Gazette")
    write(window, "licence", "CC BY 4.0")
    write(window, "embargo", "2026-12-01 10:00")
    write(window, "lead", "A lead.")
    found = record_of(session).metadata
    assert (found.publication, found.published) == ("Harbour Gazette", date(2024, 3, 6))
    assert found.authors == ("Anna Verdi", "Jo Smith")
    assert (found.url, found.lead) == ("https://a.example/1", "A lead.")
    assert (found.rights.statement, found.rights.licence) == ("© 2024 Gazette", "CC BY 4.0")
    assert found.embargo == datetime(2026, 12, 1, 10).astimezone()
    rows = window.read.rail.details.rows
    assert not any(row.value.editing for row in rows.values())
    assert rows["published"].value.text() == "6 Mar 2024"
    assert rows["published"].value.written == "2024-03-06"
    while session.store.can_undo and record_of(session) != before:
        window.services.actions.action("undo").trigger()
    assert record_of(session) == before
    assert rows["publication"].value.text() == "–"


@pytest.mark.parametrize(
    ("key", "text"),
    [("published", "31/02/2024"), ("embargo", "2026-13-01"), ("embargo", "9999-12-31 23:59-23:59")],
)
def test_a_wrong_date_is_reported_and_can_be_corrected(
    window: MainWindow, session: Session, key: str, text: str
) -> None:
    before = record_of(session)
    write(window, key, text)
    value = window.read.rail.details.rows[key].value
    assert text in window.services.toasts.last
    assert value.editing
    assert value.field.text() == text
    assert value.field.property("wrong") == "true"
    assert record_of(session) == before
    QTest.keyClick(value.field, Key.Key_Escape)
    assert not value.editing


@pytest.mark.parametrize("mode", ["brief", "start"])
def test_a_wrong_date_does_not_take_the_focus_from_the_page_that_is_shown(
    window: MainWindow, session: Session, mode: str
) -> None:
    window.read.rail.details_section.head.setChecked(True)
    value = window.read.rail.details.rows["published"].value
    value.edit()
    value.field.setText("someday")
    if mode == "brief":
        window.services.modes.choose("brief")
    else:
        window.services.holder.replace(None)
    assert window.services.modes.mode == mode
    focused = not_none(window.focusWidget())
    assert focused.isVisible()
    assert not value.editing
    assert "someday" in window.services.toasts.last


def test_imported_details_are_restored(window: MainWindow, session: Session) -> None:
    before = record_of(session)
    details = window.read.rail.details
    restore = details.create_menu("publication").actions()[-1]
    assert not restore.isEnabled()
    write(window, "publication", "Gazette")
    assert record_of(session).is_corrected
    details.create_menu("publication").actions()[-1].trigger()
    assert record_of(session) == before


def test_what_is_written_never_reaches_another_article(window: MainWindow, session: Session) -> None:
    details = window.read.rail.details
    details.edit("publication")
    details.rows["publication"].value.field.setText("Gazette")
    first, second = session.store.articles()
    window.article.show_article(second.id)
    assert not details.rows["publication"].value.editing
    assert session.store.record(second.id) == second
    assert session.store.record(first.id) == first
    details.edit("publication")
    QTest.keyClick(details.rows["publication"].value.field, Key.Key_Escape)
    assert session.store.record(second.id) == second


def test_rights_are_marked_as_reserved_from_the_menu(window: MainWindow, session: Session) -> None:
    menu = window.read.rail.details.create_menu("rights")
    next(action for action in menu.actions() if action.text() == "All rights reserved").trigger()
    assert record_of(session).metadata.rights.reserved


def test_the_link_is_copied_as_plain_text(window: MainWindow) -> None:
    write(window, "url", "https://a.example/<b>&x=1")
    menu = window.read.rail.details.create_menu("url")
    next(action for action in menu.actions() if action.text() == "Copy").trigger()
    assert QApplication.clipboard().text() == "https://a.example/<b>&x=1"
