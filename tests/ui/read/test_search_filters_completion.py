"""Completion in the search field: what is offered, and how the keyboard chooses it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.ui.frame.window import MainWindow


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ch", ()),
        ("chip aut", ("author:",)),
        ("(chip OR -ou", ("outlet:",)),
        ("language:e", ("language:English",)),
        ("outlet:zzz", ()),
        ('"outl', ()),
        ("foo:b", ()),
        ("", ()),
    ],
)
def test_what_the_text_ends_with_is_completed(
    window: MainWindow, text: str, expected: tuple[str, ...]
) -> None:
    assert window.articles.search_bar.completion.candidates(text) == expected


def test_the_keyboard_chooses_a_field_and_then_its_value(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.articles.search_bar
    bar.focus_line()
    QTest.keyClicks(bar.line, "langu")
    popup = not_none(bar.completion.popup())
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert bar.line.text() == "language:"
    QTest.keyClicks(bar.line, "Engl")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert bar.line.text() == "language:English "
    qtbot.waitUntil(lambda: window.articles.model.query.words == "language:English ")
    assert window.articles.model.rowCount() == 1


def test_the_chosen_row_is_drawn_as_in_every_list(window: MainWindow) -> None:
    bar = window.articles.search_bar
    bar.focus_line()
    QTest.keyClicks(bar.line, "langu")
    popup = not_none(bar.completion.popup())
    QTest.keyClick(popup, Qt.Key.Key_Down)
    row = popup.visualRect(popup.model().index(0, 0))
    drawn = popup.viewport().grab().toImage().pixelColor(row.right() - 3, row.center().y())
    assert drawn == QColor(window.services.theme.colours.selected)


def test_enter_without_a_chosen_row_searches(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.articles.search_bar
    bar.focus_line()
    QTest.keyClicks(bar.line, "exp titl")
    popup = not_none(bar.completion.popup())
    assert popup.isVisible()
    with qtbot.waitSignal(bar.line.returnPressed, timeout=500):
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert bar.line.text() == "exp titl"


def test_the_note_tells_what_is_not_understood_or_was_searched_instead(
    window: MainWindow, qtbot: QtBot
) -> None:
    pane = window.articles
    for words, told in (
        ("foo:export", "“foo:” is not a field."),
        ("-7", "“-7” only leaves articles out."),
        ("exprt contrls", "Showing “export controls”."),
        ("export", ""),
    ):
        pane.search_bar.line.setText(words)
        pane.search_bar.search()
        qtbot.waitUntil(lambda: not pane.model.searching)
        note = pane.search_bar.note.text()
        assert told in note
        assert bool(note) == bool(told) == pane.search_bar.note.isVisible()
        assert pane.search_bar.line.accessibleDescription() == note


def test_the_term_of_a_topic_is_offered_in_the_other_languages_of_the_dossier(
    window: MainWindow, qtbot: QtBot
) -> None:
    pane, bar = window.articles, window.articles.search_bar
    bar.line.setText("Halbleiter")
    bar.search()
    qtbot.waitUntil(lambda: not pane.model.searching)
    assert "semiconductor*" in bar.note.text()
    assert not bar.further.isHidden()
    assert bar.line.text() == "Halbleiter"

    bar.further.click()
    qtbot.waitUntil(lambda: not pane.model.searching)

    assert bar.line.text().startswith("Halbleiter OR semicond")
    assert pane.model.rowCount() > 0
    # Nothing moves into the place of the button while it is clicked.
    assert not bar.further.isHidden()
    assert not bar.further.isEnabled()

    bar.line.setText("semiconductor")
    bar.search()
    qtbot.waitUntil(lambda: not pane.model.searching)
    assert bar.further.isEnabled()

    bar.line.setText("")
    bar.search()
    qtbot.waitUntil(lambda: not pane.model.searching)
    assert bar.further.isHidden()
    assert bar.note.text() == ""
