"""Menus keep their entries, and are shown without waiting for them."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.ui.widgets.menus import add_entry, show_menu


def test_an_entry_outlives_another_menu_that_listed_its_menu(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    tables, more = QMenu(box), QMenu(box)
    entry = add_entry(tables, "Insert table", lambda: None)
    more.addMenu(tables)
    more.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    assert shiboken6.isValid(entry)
    assert tables.actions() == [entry]


def test_a_menu_is_deleted_when_it_was_shown(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    menu, run = QMenu(box), list[str]()
    entry = add_entry(menu, "Copy", lambda: run.append("copy"))
    show_menu(menu, QPoint(10, 10))
    qtbot.waitUntil(menu.isVisible)
    entry.trigger()
    menu.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(menu))
    assert run == ["copy"]
