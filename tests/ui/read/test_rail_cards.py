"""The cards of suggestions in panes of any width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from briefbuilder.domain.topics import Evidence, Suggestion
from briefbuilder.ui.read.rail import ShownSuggestion, SuggestionBar
from briefbuilder.ui.theme import Theme

LONG = "Transfers of technology and of intellectual property to partners in third countries"


@pytest.mark.parametrize("width", [260, 700])
def test_the_buttons_of_a_long_suggestion_remain_visible(qtbot: QtBot, width: int) -> None:
    words = tuple(Evidence(text=f"intellectual property {n}", start=n, end=n + 1) for n in range(9))
    suggestion = Suggestion(topic="t", score=0.8, evidence=words, accepted=30, rejected=12, learned=True)
    bar = SuggestionBar(QAction("Accept all suggestions"), Theme("light"))
    qtbot.addWidget(bar)
    bar.resize(width, 200)
    bar.show_suggestions((ShownSuggestion(suggestion, LONG, "#336699"),), writable=True)
    with qtbot.waitExposed(bar):
        bar.show()
    area = bar.findChild(QScrollArea)
    assert area is not None
    for button in (bar.cards[0].accept_button, bar.cards[0].reject_button):
        corner = button.mapTo(area.viewport(), QPoint(button.width(), 0))
        assert corner.x() <= area.viewport().width()


def test_cards_that_say_the_same_stay_until_the_colours_are_others(qtbot: QtBot) -> None:
    theme = Theme("light")
    bar = SuggestionBar(QAction("Accept all suggestions"), theme)
    qtbot.addWidget(bar)
    one, other = (Suggestion(topic=topic, score=0.8, evidence=()) for topic in "ab")
    bar.show_suggestions((ShownSuggestion(one, "Chips", "#336699"),), writable=True)
    first = bar.cards
    with qtbot.waitSignal(bar.chosen_changed):
        bar.show_suggestions((ShownSuggestion(one, "Chips", "#336699"),), writable=True)
    assert bar.cards == first
    bar.show_suggestions((ShownSuggestion(one, "Chips", "#336699"),), writable=False)
    locked = bar.cards
    assert not locked[0].accept_button.isEnabled()
    theme.choose("dark")
    bar.show_suggestions((ShownSuggestion(one, "Chips", "#336699"),), writable=False)
    assert bar.cards != locked
    bar.show_suggestions(
        (ShownSuggestion(one, "Chips", "#336699"), ShownSuggestion(other, "Ports", "#993366")), writable=False
    )
    assert [card.shown.name for card in bar.cards] == ["Chips", "Ports"]
    theme.choose("light")
