"""Tools that do not fit move into an overflow menu, which works by keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import OverflowButton
from briefbuilder.ui.widgets.progress import BusyIndicator

WORDS = ("Bold", "Link", "Table")


class Line(QWidget):
    """Three tools, the last with a menu, and the button that folds them."""

    def __init__(self) -> None:
        super().__init__()
        self.tools = tuple(QToolButton(self) for _ in WORDS)
        self.folded = OverflowButton("More tools", Theme("light", self), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for tool, word in zip(self.tools, WORDS, strict=True):
            tool.setText(word)
            tool.setAccessibleName(word)
            row.addWidget(tool)
        self.tools[0].setCheckable(True)
        self.tools[2].setMenu(QMenu(self.tools[2]))
        self.tools[2].menu().addAction("Insert")
        self.folded.offer(self.tools)
        row.addWidget(self.folded)

    def shown(self) -> tuple[str, ...]:
        return tuple(tool.text() for tool in self.tools if not tool.isHidden())


@pytest.fixture
def line(qtbot: QtBot) -> Iterator[Line]:
    made = Line()
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


def test_what_has_room_stays_and_the_rest_folds_from_the_end(line: Line) -> None:
    widths = [tool.sizeHint().width() for tool in line.tools]
    more = line.folded.sizeHint().width()
    line.folded.fit(sum(widths), 0)
    assert line.shown() == WORDS
    assert line.folded.isHidden()
    line.folded.fit(sum(widths) - 1, 0)
    assert not line.folded.isHidden()
    assert sum(tool.sizeHint().width() for tool in line.tools if not tool.isHidden()) + more < sum(widths)
    line.folded.fit(widths[0] + more, 0)
    assert line.shown() == ("Bold",)
    line.folded.fit(0, 0)
    assert line.shown() == ()


def test_the_menu_contains_hidden_tools_and_triggers_them(line: Line, qtbot: QtBot) -> None:
    line.tools[1].setEnabled(False)
    line.folded.fit(0, 0)
    menu = line.folded.menu()
    menu.popup(line.mapToGlobal(line.rect().bottomLeft()))
    qtbot.waitUntil(menu.isVisible)
    assert [entry.text() for entry in menu.actions()] == list(WORDS)
    assert [entry.isEnabled() for entry in menu.actions()] == [True, False, True]
    assert menu.actions()[2].menu() is line.tools[2].menu()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    with qtbot.waitSignal(line.tools[0].clicked):
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert line.tools[0].isChecked()
    menu.aboutToShow.emit()
    assert menu.actions()[0].isChecked()


def test_what_is_not_on_offer_shows_neither_in_the_line_nor_in_the_menu(line: Line) -> None:
    line.folded.offer(line.tools[:1])
    line.folded.fit(0, 0)
    line.folded.menu().aboutToShow.emit()
    assert [entry.text() for entry in line.folded.menu().actions()] == ["Bold"]
    line.folded.unfold()
    assert line.shown() == ("Bold",)


def test_the_words_of_a_job_end_before_its_button(line: Line, qtbot: QtBot) -> None:
    busy = BusyIndicator(Theme("light", line), line)
    busy.begin("Reading 1 of 3: harbour-gazette-rare-earths.html")
    busy.resize(busy.minimumSizeHint())
    words, button = busy.findChildren(ElidedLabel)[0], busy.findChildren(QPushButton)[0]
    qtbot.waitUntil(lambda: button.width() > 0 and words.geometry().right() < button.geometry().left())
