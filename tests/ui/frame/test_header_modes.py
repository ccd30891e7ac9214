"""What the header shows in both modes stays in its place when the mode changes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type

from briefbuilder.ui.frame.window import MainWindow


def test_nothing_in_the_header_moves_when_the_mode_changes(window: MainWindow) -> None:
    window.resize(1440, 900)
    header, places, texts = window.header, [], []
    for mode in ("read", "brief"):
        window.services.modes.choose(mode)
        shown = (header.switch, header.undo, header.redo, header.field, header.button)
        places.append([each.geometry() for each in shown])
        texts.append(of_type(header.button.currentWidget(), QPushButton).text())
    assert places[0] == places[1]
    assert texts == ["Import", "Export"]


@pytest.mark.parametrize("width", [1024, 1440])
def test_the_words_of_a_job_leave_room_for_its_button(window: MainWindow, qtbot: QtBot, width: int) -> None:
    window.resize(width, 768)
    busy = window.header.busy
    busy.begin("Reading 1 of 41: a-long-name-of-a-saved-page-from-a-gazette.html")
    button = of_type(busy.findChild(QPushButton), QPushButton)
    qtbot.waitUntil(lambda: button.width() > 0)
    assert busy.label.geometry().right() < button.x()
    qtbot.waitUntil(lambda: busy.width() >= busy.minimumSizeHint().width())
    assert busy.geometry().right() <= not_none(busy.parentWidget()).width()
