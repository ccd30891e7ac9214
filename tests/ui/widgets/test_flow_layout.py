"""Rows of widgets that wrap begin on the side where the window's language begins."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.ui.widgets.layouts import FlowLayout


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_a_row_that_wraps_begins_where_the_language_begins(
    qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    box.setLayoutDirection(direction)
    flow, labels = FlowLayout(box, 6), [QLabel(word) for word in ("Fix", "Go to", "Ignore")]
    for label in labels:
        label.setFixedSize(80, 20)
        flow.addWidget(label)
    box.resize(200, 80)
    with qtbot.waitExposed(box):
        box.show()
    places = [(label.x(), label.y()) for label in labels]
    expected = {
        Qt.LayoutDirection.LeftToRight: [(0, 0), (86, 0), (0, 26)],
        Qt.LayoutDirection.RightToLeft: [(120, 0), (34, 0), (120, 26)],
    }
    assert places == expected[direction]
