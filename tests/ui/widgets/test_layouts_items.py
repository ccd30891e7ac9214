"""Python keeps no object for an item of a layout, which Qt deletes without telling it."""

from __future__ import annotations

import gc
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QLayout, QLayoutItem, QPushButton, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot
from tests.ui.every_dialog import dialogs_of, show_all, tagged_and_composed

from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.widgets.layouts import STRETCH, FlowLayout, add_layout, column_layout, row_layout


def kept_items() -> list[object]:
    return [
        item
        for item in shiboken6.getAllValidWrappers()
        if isinstance(item, QLayoutItem)
        and not isinstance(item, QLayout)
        and not shiboken6.createdByPython(item)
    ]


def test_the_items_of_a_layout_that_is_added_are_not_kept(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout()
    buttons = [QPushButton(word) for word in ("Fix", "Go to", "Ignore")]
    flow.addWidget(buttons[2])
    column = column_layout(box, row_layout(None, buttons[0], STRETCH, row_layout(None, buttons[1])))
    add_layout(column, flow, 1, 0)
    assert kept_items() == []
    box.show()
    assert [button.isVisible() for button in buttons] == [True] * 3


def test_no_item_of_a_flow_is_kept_after_its_widget_is_deleted(qtbot: QtBot) -> None:
    def items() -> int:
        gc.collect()  # Those of tests before this one.
        return sum(type(item) is QWidgetItem for item in shiboken6.getAllValidWrappers())

    before, box = items(), QWidget()
    flow = FlowLayout()
    for word in ("Fix", "Go to"):
        flow.addWidget(QPushButton(word))
    column_layout(box, row_layout(None, flow))
    box.show()
    assert items() == before + 2
    with qtbot.waitSignal(box.destroyed):
        box.deleteLater()
    del box, flow
    assert items() <= before


def test_no_item_of_the_window_and_its_dialogs_is_kept(
    window: MainWindow, dossier: Session, resources: Resources
) -> None:
    tagged_and_composed(dossier, resources)
    show_all(window, dossier)
    for dialog in dialogs_of(window, dossier):
        dialog.show()
        dialog.close()
    for width in (700, 1000, 1300):
        window.resize(width, 820)
        for mode in ("mode-brief", "mode-read"):
            window.services.actions.action(mode).trigger()
    assert kept_items() == []


def test_the_item_that_qt_makes_for_a_widget_of_a_flow_is_deleted(qtbot: QtBot) -> None:
    given: list[QLayoutItem] = []

    class SeenFlow(FlowLayout):
        def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
            given.append(item)
            super().addItem(item)

    box = QWidget()
    qtbot.addWidget(box)
    flow, button = SeenFlow(box), QPushButton("Fix")
    flow.addWidget(button)
    assert [shiboken6.isValid(item) for item in given] == [False]
    box.show()
    assert button.isVisible()


def test_no_item_is_taken_out_of_a_layout_of_qt(root: Path) -> None:
    """Neither Qt nor Python would delete it."""
    folder = root / "src/briefbuilder/ui"
    found = [path.name for path in folder.rglob("*.py") if ".takeAt(" in path.read_text("utf-8")]
    assert not found
