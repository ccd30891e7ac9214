"""What the header shows in both modes stays in its place when the mode changes."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton
from tests.narrowing import of_type

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
