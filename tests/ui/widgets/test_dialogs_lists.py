"""The lists of lines in dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from briefbuilder.ui.theme import Theme, style_sheet
from briefbuilder.ui.widgets.dialogs import TextList


def test_a_line_that_is_too_long_is_broken(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    view: TextList[str] = TextList("Versions", outer)
    line = "Signed off · 30 November 2026, 20:35"
    view.show_values((line, "Draft"))
    view.resize(view.fontMetrics().horizontalAdvance(line) * 2 // 3, 200)
    outer.show()
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in range(2)]
    assert heights[0] > heights[1]
    assert view.horizontalScrollBar().maximum() == 0


def test_a_line_that_the_padding_of_a_row_makes_too_long_is_broken_as_well(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.setStyleSheet(style_sheet(Theme("light")))
    view: TextList[str] = TextList("Versions", outer)
    line = "Signed off · 30 November 2026, 20:35"
    view.show_values((line, "Draft"))
    outer.show()
    words, style = view.fontMetrics().horizontalAdvance(line), view.style()
    broken = set()
    for width in range(words - 10, words + 40):
        view.resize(width, 200)
        QApplication.processEvents()
        area, short = (view.visualRect(view.model().index(row, 0)) for row in range(2))
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        option.rect = area
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view).width()
        room -= 2 * (style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1)
        is_broken = area.height() > short.height()
        broken.add(is_broken)
        assert is_broken or (words <= room and area.width() <= view.viewport().width()), width
    assert broken == {True, False}


def test_the_current_value_is_that_of_the_current_line(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    view: TextList[int] = TextList("Numbers", outer)
    seen = [view.current]
    view.show_values((30, 20, 10), lambda value: f"Number <b>{value}", 1)
    seen.append(view.current)
    assert view.currentIndex().data() == "Number <b>20"
    view.show_values((30, 40), row=5)
    seen.append(view.current)
    view.show_values(())
    assert [*seen, view.current] == [None, 20, 40, None]


def test_an_empty_list_says_what_it_is_for(qtbot: QtBot) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    pictures = []
    for words in ("No searches are saved.", ""):
        view: TextList[str] = TextList("Searches", outer, words)
        view.resize(300, 100)
        outer.show()
        view.show_values(("Chips",))
        assert view.accessibleDescription() == ""
        view.show_values(())
        assert view.accessibleDescription() == words
        pictures.append(view.viewport().grab().toImage())
    assert pictures[0] != pictures[1]
