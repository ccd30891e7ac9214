"""The three panes of the page: their widths, what folds away in a narrow window, and what is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget
from tests.narrowing import not_none

from briefbuilder.ui.widgets.controls import ActionToolButton

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def resize(desk: Desk, width: int, height: int = 824) -> None:
    """Give the window a width in pixels of the design."""
    desk.pane.window().resize(desk.services.theme.px(width), height)
    QApplication.processEvents()


def is_open(desk: Desk) -> bool:
    """Whether the panel is open as a drawer."""
    return desk.pane.drawer.is_open


@pytest.mark.parametrize(("width", "outline"), [(1440, 336), (2560, 400)])
def test_the_panes_have_the_widths_of_the_design(desk: Desk, width: int, outline: int) -> None:
    resize(desk, width)
    px, page = desk.services.theme.px, desk.pane
    assert abs(page.outline_pane.width() - px(outline)) <= 2
    assert abs(page.panel.width() - page.width() * 0.42) <= 3
    # Otherwise a window with large text would be wider than a small screen, where the panel is a drawer.
    assert page.minimumSizeHint().width() <= px(512)


def test_the_lines_of_neighbouring_panes_meet(desk: Desk) -> None:
    resize(desk, 1440)
    page = desk.pane
    page.outline.choose(desk.briefing.items[0].id)
    QApplication.processEvents()

    def top(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint(0, 0)).y()

    outline_foot = page.outline_pane.findChildren(ActionToolButton)[-1].parentWidget()
    panel_head = page.panel.switch.parentWidget()
    assert isinstance(outline_foot, QFrame)
    assert isinstance(panel_head, QFrame)
    assert top(outline_foot) == top(page.item_panel.foot)
    assert top(panel_head) + panel_head.height() == top(page.item_panel.bar) + page.item_panel.bar.height()
    desk.services.actions.action("peek-source").trigger()
    peek = page.source.peek
    desk.qtbot.waitUntil(lambda: peek.isVisible() and peek.height() == page.height())
    assert top(peek.view) == top(page.item_panel.bar) + page.item_panel.bar.height()
    assert top(peek.view) + peek.view.height() == top(page.item_panel.foot)


def test_buttons_with_words_are_as_high_as_those_with_icons(desk: Desk) -> None:
    resize(desk, 1440)
    buttons = [each for each in desk.pane.findChildren(ActionToolButton) if each.isVisible()]
    assert {bool(each.text()) for each in buttons} == {True, False}
    assert {each.height() for each in buttons} == {desk.services.theme.px(32)}


def test_in_a_narrow_window_the_panel_is_a_drawer_with_its_switch_in_the_editor(desk: Desk) -> None:
    resize(desk, 1024)
    page = desk.pane
    page.outline.choose(desk.briefing.items[0].id)
    assert not page.panel.isVisible()
    assert page.item_panel.bar.isAncestorOf(page.panel.switch)
    assert page.panel.switch.isVisible()
    assert page.panel.switch.current == "", "no panel is seen"
    reached = [each.focusPolicy() for each in page.panel.switch.buttons.values()]
    assert reached.count(Qt.FocusPolicy.StrongFocus) == 1, "Tab reaches one of them"
    page.panel.switch.buttons["checks"].click()
    assert is_open(desk)
    assert page.panel.panel == "checks"
    assert page.panel.isAncestorOf(page.panel.switch)
    assert page.panel.switch.current == "checks"
    focused = not_none(page.window().focusWidget())
    assert page.drawer.isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not is_open(desk)
    assert page.panel.switch.current == ""
    assert page.item_panel.bar.isAncestorOf(page.panel.switch)
    page.panel.switch.buttons["checks"].click()
    while desk.pane.current.briefing is not None:
        desk.undo()
    assert not is_open(desk), "it would cover the form of a new briefing"
    desk.redo()
    resize(desk, 1440)
    assert page.panel.isVisible()
    assert page.panel.isAncestorOf(page.panel.switch)
    assert page.panel.switch.current == page.panel.panel


def test_the_source_covers_the_drawer_and_its_buttons_have_their_whole_texts(desk: Desk) -> None:
    resize(desk, 1024)
    page = desk.pane
    page.outline.choose(desk.briefing.items[0].id)
    page.panel.switch.buttons["details"].click()
    desk.services.actions.action("peek-source").trigger()
    QTest.qWait(200)
    source = page.source
    assert source.drawer.is_open
    assert source.drawer.width() == page.drawer.width()
    for width in (480, 300):
        source.drawer.set_width(desk.services.theme.px(width))
        QTest.qWait(50)
        texts = [each for each in source.peek.findChildren(QPushButton) if each.isVisible()]
        assert any("section" in each.text() for each in texts)
        assert all(each.width() >= each.sizeHint().width() for each in texts), width
        assert all(each.geometry().right() < source.drawer.width() for each in texts), width


def test_the_switch_shows_fewer_words_where_the_drawer_would_cover_the_page(desk: Desk) -> None:
    resize(desk, 720)
    switch, buttons = desk.pane.panel.switch, [*desk.pane.panel.switch.buttons.values()]
    switch.buttons["checks"].click()
    QTest.qWait(200)
    assert desk.pane.drawer.width() == desk.services.theme.px(480)
    assert [bool(each.text()) for each in buttons] == [False, True, False]
    assert switch.width() >= switch.minimumSizeHint().width()
    ends = [each.geometry().right() for each in buttons]
    assert all(each.geometry().left() > end for each, end in zip(buttons[1:], ends, strict=False))


def test_the_drawer_has_room_for_the_long_words_of_the_switch(desk: Desk) -> None:
    resize(desk, 1024)
    page, switch = desk.pane, desk.pane.panel.switch
    for key in ("preview", "checks", "details"):
        switch.show_count(key, 123456)
    switch.buttons["checks"].click()
    QTest.qWait(200)
    buttons = [switch.buttons[key] for key in ("preview", "checks", "details")]
    ends = [each.geometry().right() for each in buttons]
    assert all(each.width() >= each.minimumWidth() for each in buttons)
    assert all(each.geometry().left() > end for each, end in zip(buttons[1:], ends, strict=False))
    assert page.panel.switch.width() >= ends[-1]


def test_the_side_panes_are_hidden_and_come_back(desk: Desk) -> None:
    resize(desk, 1440)
    page = desk.pane
    editor = page.item_panel.width()
    page.toggle_left()
    page.toggle_right()
    assert not page.outline_pane.isVisible()
    assert not page.panel.isVisible()
    assert page.item_panel.width() > editor
    page.toggle_left()
    desk.services.actions.action("check-briefing").trigger()
    assert page.outline_pane.isVisible()
    assert page.panel.isVisible(), "a view that is asked for is brought into sight"
    assert page.panel.panel == "checks"


def test_the_widths_that_were_dragged_are_kept(desk: Desk) -> None:
    resize(desk, 1440)
    page, px = desk.pane, desk.services.theme.px
    page.splitter.moveSplitter(px(420), 1)
    resize(desk, 1024)
    resize(desk, 1500)
    assert abs(page.outline_pane.width() - px(420)) <= 2
    desk.services.settings.set_window_state("brief-widths", "nonsense 7")
    resize(desk, 1440)
    assert abs(page.outline_pane.width() - px(336)) <= 2


def test_the_state_is_restored(desk: Desk) -> None:
    page = desk.pane
    first, last = desk.briefing.items[0].id, desk.briefing.items[-1].id
    page.outline.choose(last)
    page.item_panel.editor.move_to(7)
    page.panel.show_panel("details")
    page.outline_pane.ready.section.head.setChecked(True)
    state = page.state()
    page.outline.choose(first)
    page.panel.show_panel("preview")
    page.outline_pane.ready.section.head.setChecked(False)
    page.restore(state)
    assert page.outline.current_node == last
    assert page.item_panel.editor.textCursor().position() == 7
    assert page.panel.panel == "details"
    assert page.outline_pane.ready.section.head.isChecked()
    page.restore({"briefing": "gone", "node": "gone", "panel": "gone", "cursor": "x"})
    assert page.outline.current_node == last


def test_lines_of_a_wide_editor_stay_short(desk: Desk) -> None:
    resize(desk, 2560)
    desk.pane.outline.choose(desk.briefing.items[0].id)
    assert desk.pane.item_panel.editor.viewport().width() <= desk.services.theme.px(760)
