"""When widgets get the style sheet, and the colours of a system of high contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none

from briefbuilder.app.settings import TEXT_SIZES
from briefbuilder.ui.text_look import set_text_size
from briefbuilder.ui.theme import LIGHT, SystemContrast, Theme, contrast, palette_of, style_sheet
from briefbuilder.ui.widgets.chip import topic_icon
from briefbuilder.ui.widgets.controls import repolish
from briefbuilder.ui.widgets.layouts import column_layout
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.progress import Meter

AQUATIC = ("#202020", "#ffffff", "#8ee3f0", "#263b50", "#75e9fc", "#a6a6a6")
DESERT = ("#fffaef", "#3d3d3d", "#903909", "#fff5e3", "#1c5e75", "#676767")
"""The colours of themes of Windows 11: ground, text, highlight and its text, link, disabled text."""


class FakeContrast(SystemContrast):
    """A system of high contrast, with its colours."""

    def __init__(self, colours: tuple[str, ...] = AQUATIC) -> None:
        super().__init__()
        self.high, self.colours = True, colours

    @property
    def is_high(self) -> bool:
        """Whether high contrast is wanted."""
        return self.high

    def palette(self) -> QPalette:
        """Return the palette of the system."""
        ground, text, highlight, highlighted, link, disabled = map(QColor, self.colours)
        role, palette = QPalette.ColorRole, QPalette(ground, ground)
        for each, colour in (
            (role.Window, ground), (role.Base, ground), (role.WindowText, text), (role.Text, text),
            (role.Highlight, highlight), (role.HighlightedText, highlighted), (role.Link, link),
        ):  # fmt: skip
            palette.setColor(each, colour)
        palette.setColor(QPalette.ColorGroup.Disabled, role.WindowText, disabled)
        return palette


@pytest.fixture(autouse=True)
def _palette(qapp: QApplication) -> Iterator[None]:
    """Restore the palette of the application."""
    before = qapp.palette()
    yield
    qapp.setPalette(before)


def test_colours_of_a_system_of_high_contrast_take_the_place_of_the_scheme(qapp: QApplication) -> None:
    theme = Theme("light", contrast=FakeContrast())
    theme.apply()
    colours = theme.colours
    assert (colours.window, colours.text, colours.accent, colours.on_accent, colours.disabled) == (
        "#202020",
        "#ffffff",
        "#8ee3f0",
        "#263b50",
        "#a6a6a6",
    )
    assert theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == "#202020"
    sheet = style_sheet(theme)
    own = {LIGHT.text, LIGHT.window, LIGHT.muted, LIGHT.accent, LIGHT.line, "#cdd2da", "#242a34"}
    assert [colour for colour in own if colour in sheet] == []


def test_high_contrast_is_followed_while_the_program_runs(qapp: QApplication) -> None:
    system = FakeContrast()
    system.high = False
    theme = Theme("light", contrast=system)
    theme.apply()
    assert theme.colours == LIGHT
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.high_contrast))
    system.high = True
    system.changed.emit()
    system.high = False
    system.changed.emit()
    assert told == [True, False]
    assert theme.colours == LIGHT
    assert qapp.palette() == palette_of(LIGHT)


@pytest.mark.parametrize("system", [AQUATIC, DESERT])
@pytest.mark.parametrize("share", [0.5, 1.5])
def test_a_meter_shows_in_high_contrast_how_far_it_is_filled(
    qtbot: QtBot, system: tuple[str, ...], share: float
) -> None:
    theme = Theme("light", contrast=FakeContrast(system))
    theme.apply()
    box = QWidget()
    qtbot.addWidget(box)
    box.setStyleSheet(style_sheet(theme))
    meter = Meter("Pages", theme, box)
    box.resize(200, 80)
    meter.setGeometry(0, 0, 200, 60)
    meter.show_value("1 of 2", share)
    box.show()
    picture = box.grab().toImage()
    middle = meter.geometry().bottom() + 1 - theme.px(4) // 2
    filled, rest = (picture.pixelColor(x, middle) for x in (50, 150))
    assert (contrast(filled, rest) >= 3) is (share < 1)


@pytest.mark.parametrize("system", [AQUATIC, DESERT])
def test_texts_can_be_read_on_every_ground_of_a_system_of_high_contrast(system: tuple[str, ...]) -> None:
    theme = Theme("light", contrast=FakeContrast(system))
    theme.apply()
    colours = theme.colours
    for text in ("text", "muted", "good", "warning", "danger"):
        for ground in (
            "window",
            "side",
            "paper",
            "raised",
            "sunken",
            "hover",
            "selected",
            "evidence",
            "found",
        ):
            assert contrast(colours.colour(text), colours.colour(ground)) >= 4.5, (text, ground)
    assert contrast(colours.colour("accent"), colours.colour("paper")) >= 4.5
    assert len({colours.selected, colours.paper, colours.evidence}) == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forward", ["right", "left"])
def test_each_picture_of_the_style_sheet_is_there(
    qapp: QApplication, scheme: Literal["light", "dark"], forward: str
) -> None:
    direction = Qt.LayoutDirection.RightToLeft if forward == "left" else Qt.LayoutDirection.LeftToRight
    qapp.setLayoutDirection(direction)
    try:
        pictures = set(re.findall(r'url\("(controls:[^"]+)"\)', style_sheet(Theme(scheme))))
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert f"controls:chevron-{forward}-{scheme}.svg" in pictures
    assert [picture for picture in sorted(pictures) if QImage(picture).isNull()] == []


def test_the_label_of_a_group_stands_nearer_to_its_field_than_to_what_is_above(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    above, label, field = QLabel("HHH"), PlainLabel("HHH", role="strip"), QLabel("HHH")
    column_layout(window, above, label, field, gap=8)
    window.setStyleSheet(style_sheet(Theme("light")))
    window.show()
    picture = window.grab().toImage()
    ground = picture.pixel(0, 0)
    inked = [
        [x for x in range(picture.width()) if picture.pixel(x, y) != ground] for y in range(picture.height())
    ]
    rows = [y for y, row in enumerate(inked) if row]
    gaps = [after - before for before, after in pairwise(rows) if after - before > 1]
    assert gaps[0] > gaps[1]
    assert len({min(inked[y]) for y in rows}) == 1, "all begin at the same edge"


@pytest.mark.parametrize("is_on", [False, True])
@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_the_buttons_of_a_choice_are_round_at_each_size_of_the_text(
    qtbot: QtBot, qapp: QApplication, percent: int, *, is_on: bool
) -> None:
    font = qapp.font()
    set_text_size(qapp, percent)
    window = QWidget()
    qtbot.addWidget(window)
    choice = QRadioButton("Folder")
    choice.setChecked(is_on)
    column_layout(window, choice)
    window.setStyleSheet(style_sheet(Theme("light")))
    window.show()
    option = QStyleOptionButton()
    choice.initStyleOption(option)
    place = choice.style().subElementRect(QStyle.SubElement.SE_RadioButtonIndicator, option, choice)
    picture = choice.grab().toImage()
    middle, ground = picture.pixel(place.left(), place.center().y()), picture.pixel(place.right() + 3, 0)
    qapp.setFont(font)
    assert middle != ground
    assert picture.pixel(place.topLeft()) == ground


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_a_pill_is_round_at_each_size_of_the_text(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    font = qapp.font()
    set_text_size(qapp, percent)
    window = QWidget()
    qtbot.addWidget(window)
    pill = QPushButton("Open 14")
    pill.setProperty("kind", "pill")
    column_layout(window, pill)
    window.setStyleSheet(style_sheet(Theme("light")))
    window.show()
    picture, corner = window.grab().toImage(), pill.geometry().topLeft()
    qapp.setFont(font)
    assert (
        picture.pixel(corner)
        == picture.pixel(0, 0)
        != picture.pixel(pill.geometry().center().x(), corner.y())
    )


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_a_check_box_in_a_list_is_as_large_as_one_beside_it(
    qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    font = qapp.font()
    set_text_size(qapp, percent)
    window = QWidget()
    qtbot.addWidget(window)
    rows, box = QListWidget(window), QCheckBox("Topic", window)
    column_layout(window, rows, box)
    row = QListWidgetItem("Topic", rows)
    row.setCheckState(Qt.CheckState.Checked)
    window.setStyleSheet(style_sheet(Theme("light")))
    window.show()
    style = rows.style()
    cell = QStyleOptionViewItem()
    cell.initFrom(rows)
    cell.features = QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    in_list = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, cell, rows)
    option = QStyleOptionButton()
    box.initStyleOption(option)
    beside = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    qapp.setFont(font)
    assert abs(in_list.width() - beside.width()) <= 2


def test_the_words_of_a_choice_begin_where_those_of_a_field_do(qapp: QApplication, qtbot: QtBot) -> None:
    assert qapp is not None
    outer = QWidget()
    qtbot.addWidget(outer)
    outer.setStyleSheet(style_sheet(Theme("light")))
    line, choice = QLineEdit("HHH", outer), QComboBox(outer)
    choice.addItem("HHH")
    starts = []
    for field in (line, choice):
        field.resize(200, 30)
        picture = field.grab().toImage()
        ground = picture.pixel(100, 15)
        starts.append(next(x for x in range(5, 100) if picture.pixel(x, 15) != ground))
    assert starts[0] == starts[1]


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_the_arrow_of_a_submenu_grows_with_its_name(
    qtbot: QtBot, qapp: QApplication, percent: int, direction: Qt.LayoutDirection
) -> None:
    font = qapp.font()
    set_text_size(qapp, percent)
    qapp.setLayoutDirection(direction)
    theme = Theme("light")
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(theme))
    menu = QMenu(window)
    menu.addMenu(QMenu("HHHHHHHH", menu))
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    picture = menu.grab().toImage()
    wide, edge, room, least = picture.width(), 3, theme.px(24), theme.em * 0.5
    qapp.setFont(font)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    columns = range(edge, room) if direction.value else range(wide - room, wide - edge)
    ground = picture.pixel(wide // 2, edge)
    inked = [
        y for y in range(edge, picture.height() - edge) for x in columns if picture.pixel(x, y) != ground
    ]
    assert max(inked) - min(inked) + 1 >= least


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_the_dot_of_a_topic_grows_with_its_name(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    font = qapp.font()
    set_text_size(qapp, percent)
    theme = Theme("light")
    dot = topic_icon("#b3261e", theme)
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(style_sheet(theme))
    tree, choice, menu = QTreeWidget(window), QComboBox(window), QMenu(window)
    tree.addTopLevelItem(QTreeWidgetItem(["Chips"]))
    not_none(tree.topLevelItem(0)).setIcon(0, dot)
    tree.headerItem().setIcon(0, dot)
    choice.addItem(dot, "Chips")
    menu.addAction(dot, "Chips")
    column_layout(window, tree, choice)
    window.resize(600, 600)
    window.show()
    menu.ensurePolished()
    menu.resize(menu.sizeHint())
    for shown in (tree.header(), tree.viewport(), choice, menu):
        picture = shown.grab().toImage()
        red = [
            y
            for y in range(picture.height())
            for x in range(picture.width())
            if picture.pixelColor(x, y).red() > 150 and picture.pixelColor(x, y).green() < 80
        ]
        assert max(red) - min(red) + 1 >= theme.em * 0.55, shown
    qapp.setFont(font)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", ""), ("kind", "primary"), ("kind", "quiet"), ("kind", "link"), ("kind", "small"), ("kind", "foot"),
        ("kind", "pill"), ("kind", "choice"), ("kind", "switch"), ("kind", "section"), ("kind", "close"), ("compact", "true"),
        ("default", True), ("place", "toast"),
    ],
)  # fmt: skip
def test_a_button_keeps_its_size_when_it_gets_the_focus(qtbot: QtBot, name: str, value: object) -> None:
    """Otherwise what stands beside it moves, and a dialog that just fits gets a scroll bar."""
    window = QWidget()
    qtbot.addWidget(window)
    window.setObjectName(str(value))
    button = QPushButton("Export", window)
    button.setProperty(name, value)
    QVBoxLayout(window).addWidget(button)
    window.setStyleSheet(style_sheet(Theme("light")))
    window.show()
    before = button.sizeHint()
    button.setProperty("ring", True)
    repolish(button)
    assert button.sizeHint() == before


def test_only_the_ring_shows_the_focus_of_a_button(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = QPushButton("Export", window)
    QVBoxLayout(window).addWidget(button)
    window.setStyleSheet(style_sheet(Theme("light")))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Tab)
    qtbot.waitUntil(button.hasFocus)
    area, picture = button.geometry(), window.grab().toImage()
    assert len({picture.pixel(x, area.top() + 4) for x in range(area.left() + 6, area.right() - 6)}) == 1


def test_a_hidden_widget_is_styled_in_a_turn_or_when_it_is_shown(qtbot: QtBot) -> None:
    theme, window = Theme("light"), QWidget()
    qtbot.addWidget(window)
    pages = shown, hidden, _ = QWidget(window), QWidget(window), QWidget(window)
    inside = QPushButton("Open", shown)
    for page in (shown, hidden):
        page.hide()
    theme.style(*pages, inside)
    assert [bool(page.styleSheet()) for page in pages] == [False, False, True]
    shown.show()
    assert shown.styleSheet() == style_sheet(theme)
    assert not hidden.styleSheet()
    assert not inside.styleSheet(), "it has the sheet of the page"
    qtbot.waitUntil(lambda: hidden.styleSheet() == style_sheet(theme))


def test_the_style_sheet_follows_the_scheme_and_the_font(qapp: QApplication) -> None:
    theme, font = Theme("light"), qapp.font()
    light, em = style_sheet(theme), theme.em
    theme.choice = "dark"
    assert style_sheet(theme) != light
    theme.choice = "light"
    larger = QFont(font)
    larger.setPixelSize(26)
    try:
        qapp.setFont(larger)
        assert theme.em == 26
        assert style_sheet(theme) != light
    finally:
        qapp.setFont(font)
    assert (style_sheet(theme), theme.em) == (light, em)
