"""A page that fits without a scroll bar and not beside one is laid out once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QResizeEvent
from pytestqt.qtbot import QtBot

from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.theme import Theme

A4 = ((595.28, 841.89),)
MOST_SIZES = 20


class CountingView(PreviewView):
    """Counts how often the pages are laid out, and gives up where that does not end."""

    sizes = 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt calls it so
        self.sizes += 1
        if self.sizes <= MOST_SIZES:
            super().resizeEvent(event)


@pytest.fixture
def view(qtbot: QtBot) -> CountingView:
    view = CountingView(Theme("light"))
    qtbot.addWidget(view)
    view.show()
    view.show_build(A4, {}, ())
    return view


@pytest.mark.parametrize("spare", range(-24, 25, 2))
def test_the_scroll_bar_never_comes_and_goes_without_end(view: CountingView, spare: int) -> None:
    view.resize(400, 300)
    QCoreApplication.processEvents()
    needed = view._layout.total_size.height()
    view.sizes = 0
    view.resize(400, round(needed) + spare)
    for _ in range(MOST_SIZES):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QCoreApplication.processEvents()
    assert view.sizes < MOST_SIZES / 2
