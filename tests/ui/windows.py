"""What tests of the window ask it and do to it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from tests.narrowing import not_none

from briefbuilder.app.session import Session
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.reading_state import OpenArticle, TagTarget


def session_of(window: MainWindow) -> Session:
    """Return the session of the open dossier."""
    return window.services.holder.opened


def reading_of(window: MainWindow) -> OpenArticle:
    """Return the state of the open article."""
    return not_none(window.article.reading)


def target_of(window: MainWindow) -> TagTarget:
    """Return what the next tag applies to."""
    return not_none(reading_of(window).target)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    times: int = 1,
) -> None:
    """Press a key in a widget."""
    for _ in range(times):
        QTest.keyClick(widget, key, modifiers)
