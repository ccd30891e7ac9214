"""Finding words in the open article."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from briefbuilder.ui.frame.window import MainWindow

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def underlined(window: MainWindow) -> list[tuple[int, str]]:
    """Return the place that is the current one."""
    found = [each for each in window.article.canvas.view.extraSelections() if each.format.fontUnderline()]
    return [(each.cursor.selectionStart(), each.cursor.selectedText()) for each in found]


def test_keys_find_words_and_walk_through_their_places(window: MainWindow, qtbot: QtBot) -> None:
    bar, view = window.article.header.find_bar, window.article.canvas.view
    QTest.keyClick(view, Key.Key_F, CONTROL)
    assert bar.line.hasFocus()
    assert not window.article.header.find_button.isVisible()
    QTest.keyClicks(bar.line, "SEMICONDUTTORI")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 3")
    first = underlined(window)
    assert [text.casefold() for _, text in first] == ["semiconduttori"]
    QTest.keyClick(bar.line, Key.Key_F3)
    assert bar.count.text() == "2 of 3"
    QTest.keyClick(bar.line, Key.Key_Return)
    assert bar.count.text() == "3 of 3"
    QTest.keyClick(bar.line, Key.Key_F3)
    assert underlined(window) == first
    QTest.keyClick(bar.line, Key.Key_F3, SHIFT)
    assert bar.count.text() == "3 of 3"
    last = underlined(window)
    QTest.keyClick(bar.line, Key.Key_Escape)
    assert not bar.isVisible()
    assert view.hasFocus()
    assert underlined(window) == []
    assert view.textCursor().position() == last[0][0]


def test_accents_and_line_ends_do_not_matter_and_nothing_is_told(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.article.header.find_bar
    window.services.actions.action("find-in-article").trigger()
    bar.line.setText("priorita, ha detto")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    bar.line.setText("zzz")
    qtbot.waitUntil(lambda: bar.count.text() == "None")
    assert not bar.next.isEnabled()


def test_places_after_an_emoji_are_marked_where_they_are(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.article.header.find_bar
    window.services.actions.action("find-in-article").trigger()
    bar.line.setText("riduzione")
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    assert [text for _, text in underlined(window)] == ["riduzione"]


def test_the_size_of_the_text_changes_by_keys_and_is_remembered(window: MainWindow) -> None:
    view = window.article.canvas.view

    def height() -> float:
        placed = view.paper.places.placed[0]
        return view.document().findBlock(placed.start).layout().lineAt(0).height()

    usual = height()
    QTest.keyClick(view, Key.Key_Plus, CONTROL)
    larger = height()
    assert larger > usual
    assert window.services.settings.window_state("reader-scale") == "1.15"
    QTest.keyClick(view, Key.Key_Minus, CONTROL)
    QTest.keyClick(view, Key.Key_Minus, CONTROL)
    assert height() < usual
    QTest.keyClick(view, Key.Key_0, CONTROL)
    assert height() == usual
