"""The first steps: each stands beside its control, and the keyboard leads through them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.help.commands import Tour

Key = Qt.Key


def at(tour: Tour, number: int) -> bool:
    """Return whether a step is shown."""
    return tour.card is not None and tour.number == number


def test_each_step_stands_within_the_window_and_shows_its_control(qtbot: QtBot, window: MainWindow) -> None:
    window.services.actions.action("first-steps").trigger()
    tour = window.help.tour
    seen = []
    for number, step in enumerate(tour.steps):
        qtbot.waitUntil(partial(at, tour, number))
        card, focused = tour.card, QApplication.focusWidget()
        assert card is not None
        assert focused is not None
        qtbot.wait(20)
        assert window.rect().contains(card.geometry())
        assert window.services.modes.mode == step.mode
        target = step.target(window)
        assert target.window() is window
        area = QRect(target.mapTo(window, QPoint(0, 0)), target.size())
        if target.isVisible():
            small = area.width() < window.width() // 2
            assert not (small and card.geometry().intersects(area)), step.title
        assert card.isAncestorOf(focused)
        seen.append(card.accessibleName())
        QTest.keyClick(card.next, Key.Key_Right)
    qtbot.waitUntil(lambda: tour.card is None)
    assert len(set(seen)) == len(tour.steps) == 8


def test_escape_ends_the_steps_and_gives_the_focus_back(qtbot: QtBot, window: MainWindow) -> None:
    tour = window.help.tour
    tour.start()
    assert tour.card is not None
    QTest.keyClick(tour.card.next, Key.Key_Escape)
    qtbot.waitUntil(lambda: tour.card is None)


def test_the_window_stays_usable_during_the_steps(window: MainWindow) -> None:
    tour = window.help.tour
    tour.start()
    window.articles.list_view.setFocus()
    QTest.keyClick(window.articles.list_view, Key.Key_Down)
    assert tour.card is not None
    tour.end()
