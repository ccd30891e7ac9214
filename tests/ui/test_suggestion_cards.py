"""The cards of what is suggested, in a pane of any width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from briefbuilder.domain.topics import Evidence, Suggestion
from briefbuilder.ui.article.suggestions import Shown, SuggestionBar
from briefbuilder.ui.theme import Theme

LONG = "Transfers of technology and of intellectual property to partners in third countries"


@pytest.mark.parametrize("width", [260, 700])
def test_the_answers_to_a_long_suggestion_stay_in_sight(qtbot: QtBot, width: int) -> None:
    words = tuple(Evidence(text=f"intellectual property {n}", start=n, end=n + 1) for n in range(9))
    suggestion = Suggestion(topic="t", score=0.8, evidence=words, accepted=30, rejected=12, learned=True)
    bar = SuggestionBar(QAction("Accept all of the article"), Theme("light"))
    qtbot.addWidget(bar)
    bar.resize(width, 200)
    bar.show_suggestions((Shown(suggestion, LONG, "#336699"),), writable=True)
    with qtbot.waitExposed(bar):
        bar.show()
    area = bar.findChild(QScrollArea)
    assert area is not None
    for button in (bar.cards[0].accept_button, bar.cards[0].reject_button):
        corner = button.mapTo(area.viewport(), QPoint(button.width(), 0))
        assert corner.x() <= area.viewport().width()
