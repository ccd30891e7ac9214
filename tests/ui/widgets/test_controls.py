"""The controls that several rooms share: what they show, what keys do, and what a screen reader is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import double_click

from briefbuilder.ui.theme import DARK, LIGHT, Theme, style_sheet
from briefbuilder.ui.widgets.controls import EditableLabel, FoldableSection, SearchField, SwitchBar
from briefbuilder.ui.widgets.drawer import Drawer
from briefbuilder.ui.widgets.icons import themed_icon
from briefbuilder.ui.widgets.progress import Meter

Key = Qt.Key


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme."""
    assert qapp is not None
    return Theme("light")


def test_arrow_keys_move_a_switch_and_tab_reaches_what_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    switch = SwitchBar((("a", "One", ""), ("b", "Two", "x")), theme, name="Mode")
    qtbot.addWidget(switch)
    switch.show()
    switch.show_choice("a")
    policies = [bool(switch.buttons[key].focusPolicy() & Qt.FocusPolicy.TabFocus) for key in "ab"]
    assert policies == [True, False]
    with qtbot.waitSignal(switch.chosen) as chosen:
        QTest.keyClick(switch.buttons["a"], Key.Key_Right)
    assert chosen.args == ["b"]
    assert switch.current == "b"
    switch.show_count("b", 2)
    assert switch.buttons["b"].accessibleName() == "Two  2"


def test_the_button_that_clears_a_search_has_the_icon_of_the_scheme(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pictures = []
    for scheme in (Theme("dark"), theme):
        earlier = SearchField("Find", theme, window)
        earlier.setClearButtonEnabled(True)
        window.setStyleSheet(style_sheet(scheme))
        later = SearchField("Find", theme, window)
        later.setClearButtonEnabled(True)
        for field in (earlier, later):
            field.setText("chips")
            field.resize(200, 30)
            button = not_none(field.findChild(QToolButton))
            pictures.append(button.icon().pixmap(16, 16).toImage())
    assert pictures[0] == pictures[1] != pictures[2]
    assert pictures[2] == pictures[3]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_icon_of_a_search_stands_before_its_words(
    theme: Theme, qapp: QApplication, qtbot: QtBot, direction: Qt.LayoutDirection
) -> None:
    qapp.setLayoutDirection(direction)
    outer = QWidget()
    qtbot.addWidget(outer)
    field = SearchField("Find", theme, outer)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    field.setLayoutDirection(direction)
    field.setPlaceholderText("")
    field.resize(200, 30)
    picture = field.grab().toImage()
    ground = picture.pixel(100, 15)
    inked = [x for x in range(6, 194) if any(picture.pixel(x, y) != ground for y in range(6, 24))]
    if direction == Qt.LayoutDirection.RightToLeft:
        inked = [199 - x for x in inked]
    margins = field.textMargins()
    assert inked
    assert max(inked) < 2 + margins.left() + margins.right() + 8


def test_a_label_is_edited_in_place(qtbot: QtBot) -> None:
    label = EditableLabel("Title")
    qtbot.addWidget(label)
    label.show()
    label.setText("Chips & ships")
    assert label.accessibleName() == "Title: Chips & ships"
    edited: list[str] = []
    label.edited.connect(edited.append)
    label.setFocus()
    QTest.keyClick(label, Key.Key_F2)
    states = [label.editing]
    QTest.keyClicks(label.field, "Fabs")
    QTest.keyClick(label.field, Key.Key_Escape)
    states.append(label.editing)
    double_click(label, label.rect().center())
    QTest.keyClicks(label.field, "  Fabs ")
    QTest.keyClick(label.field, Key.Key_Return)
    assert edited == ["Fabs"]
    label.set_writable(writable=False)
    QTest.keyClick(label, Key.Key_F2)
    assert [*states, label.editing] == [True, False, False]


def test_a_label_that_can_be_edited_shows_that_the_tab_key_leads_to_it(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(theme))
    column = QVBoxLayout(window)
    label, button = EditableLabel("Title", window), QPushButton("Next", window)
    label.setText("Chips")
    column.addWidget(label)
    column.addWidget(button)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    edges: list[bool] = []
    for widget in (button, label, button):
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        image = label.grab().toImage()
        edges.append(image.pixelColor(image.width() // 2, image.height() - 1) == QColor(theme.colours.accent))
    assert edges == [False, True, False]


def test_a_section_folds_and_tells_its_count(theme: Theme, qtbot: QtBot) -> None:
    section = FoldableSection("Topics", theme)
    qtbot.addWidget(section)
    section.column.addWidget(QLabel("one", section.body))
    section.show()
    section.set_count("4")
    head = not_none(section.findChild(QPushButton))
    assert head.accessibleName() == "Topics 4"
    QTest.keyClick(head, Key.Key_Space)
    assert section.body.isHidden()


def test_a_meter_says_its_value(theme: Theme, qtbot: QtBot) -> None:
    meter = Meter("Pages", theme)
    qtbot.addWidget(meter)
    meter.show_value("6 of 4", 1.5)
    assert meter.accessibleName() == "Pages: 6 of 4"


def test_a_drawer_keeps_tab_within_and_closes_with_escape(theme: Theme, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 600)
    outside = QPushButton("outside", page)
    inner = QWidget()
    column = QVBoxLayout(inner)
    first, second = QPushButton("first", inner), QPushButton("second", inner)
    for button in (first, second):
        column.addWidget(button)
    drawer = Drawer(page, "left", theme)
    drawer.set_content(inner)
    drawer.set_width(300)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    outside.setFocus()
    drawer.open()
    qtbot.waitUntil(lambda: drawer.geometry().left() == 0 and drawer.width() == 300)
    assert first.hasFocus()
    for expected in (second, first, second):
        focused: QWidget | None = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Key.Key_Tab)
        assert expected.hasFocus()
    QTest.keyClick(second, Key.Key_Escape)
    qtbot.waitUntil(drawer.isHidden)
    assert outside.hasFocus()
    drawer.open()
    assert drawer.take_content() is inner
    assert drawer.isHidden()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_sharp_and_follows_the_colours(theme: Theme, ratio: float) -> None:
    icon = themed_icon("search", theme, "accent")
    drawn = icon.pixmap(QSize(18, 18), ratio)
    assert drawn.deviceIndependentSize().toSize() == QSize(18, 18)
    assert drawn.width() >= 18 * ratio
    for colour, scheme in ((LIGHT.accent, "light"), (DARK.accent, "dark")):
        theme.choose("dark" if scheme == "dark" else "light")
        image = icon.pixmap(QSize(18, 18), ratio).toImage()
        strongest = max(
            (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())),
            key=lambda found: found.alpha(),
        )
        assert strongest.name() == colour
    theme.choose("light")
    disabled = icon.pixmap(QSize(18, 18), ratio, QIcon.Mode.Disabled).toImage()
    assert disabled != icon.pixmap(QSize(18, 18), ratio).toImage()


def test_an_unknown_icon_is_refused(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        themed_icon("no-such-icon", theme)


@pytest.mark.parametrize(
    ("direction", "icon"),
    [(Qt.LayoutDirection.LeftToRight, "chevron-right"), (Qt.LayoutDirection.RightToLeft, "chevron-left")],
)
def test_a_folded_section_points_to_where_its_words_go(
    theme: Theme, qtbot: QtBot, direction: Qt.LayoutDirection, icon: str
) -> None:
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.setLayoutDirection(direction)
    section = FoldableSection("Details", theme, outer)
    section.head.setChecked(False)
    drawn = section.head.icon().pixmap(16, 16).toImage()
    assert drawn == themed_icon(icon, theme, "muted").pixmap(16, 16).toImage()
