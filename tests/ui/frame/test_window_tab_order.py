"""The Tab order follows the reading order, also for widgets that were created later."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from tests.ui.every_dialog import show_all

from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow


def walked(window: MainWindow) -> list[QWidget]:
    """Return what has the focus, Tab after Tab, until it comes back to the list of articles."""
    found: list[QWidget] = []
    focused: QWidget = window.articles.list_view
    focused.setFocus()
    while len(found) < 100:
        found.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        following: QWidget | None = window.focusWidget()
        if following is None or following is window.articles.list_view:
            break
        focused = following
    return found


def test_tab_moves_from_pane_to_pane_and_stops_once_in_each_list_of_topics(
    window: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    show_all(window, dossier)
    qtbot.waitUntil(lambda: not window.read.original.busy and bool(window.read.rail.suggestions.rows))
    for tagged in ("semiconductors", "sanctions"):
        window.article.tag_commands.tag(tagged)
    order = walked(window)
    panes = (window.article, window.read.original, window.read.rail)
    places = [[place for place, one in enumerate(order) if pane.isAncestorOf(one)] for pane in panes]
    assert all(places)
    for before, behind in pairwise(places):
        assert max(before) < min(behind)
    rail = window.read.rail
    (topic,) = set(rail.topics.rows) & set(order)
    (suggestion,) = set(rail.suggestions.rows) & set(order)
    stops = [order.index(each) for each in (topic, rail.field, suggestion, rail.foot.button)]
    assert stops == sorted(stops)
    bar = window.articles.search_bar
    assert order.index(bar.title) < order.index(bar.line) < order.index(bar.unread)
