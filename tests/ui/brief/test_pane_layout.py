"""Lengths and limits in the briefing pane, and its layout in narrow windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from briefbuilder.composing.lengths import Length
from briefbuilder.ui.brief.pane import Tab
from briefbuilder.ui.widgets.labels import ElidedLabel

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def told(desk: Desk) -> ElidedLabel:
    """The line under the pages."""
    return next(one for one in desk.pane.preview.findChildren(ElidedLabel) if "2000" in one.text())


def test_typed_words_count_towards_the_limits(desk: Desk) -> None:
    desk.wait_until_still()
    before = int(told(desk).text().split(" · ")[1].split(" of ")[0])
    points = desk.briefing.parts[0].id
    lengths = desk.pane.outline.outline_delegate.lengths
    assert lengths[points] == Length(0, 200)
    desk.pane.outline.choose(points)
    desk.key(desk.pane.outline, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(desk.pane.item_panel.editor, "four words of mine ")
    desk.pane.item_panel.editor.commit()
    desk.wait_until_still()
    assert f" · {before + 4} of 2000 word" in told(desk).text()
    assert desk.pane.outline.outline_delegate.lengths[points] == Length(4, 200)


def test_a_length_over_the_limit_is_highlighted(desk: Desk) -> None:
    desk.wait_until_still()
    assert not told(desk).property("over")
    desk.pane.outline.choose(desk.briefing.parts[0].id)
    desk.key(desk.pane.outline, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    desk.pane.item_panel.editor.setPlainText("word " * 2100)
    desk.pane.item_panel.editor.commit()
    desk.wait_until_still()
    assert told(desk).property("over")
    assert "at most 4" in told(desk).text()


def test_the_length_is_not_elided_in_a_narrow_pane(desk: Desk) -> None:
    desk.wait_until_still()
    desk.pane.window().resize(360, 700)
    for tab in Tab:
        desk.pane.body.show_tab(tab)
        desk.qtbot.waitUntil(lambda: told(desk).width() >= QLabel.sizeHint(told(desk)).width())
        assert told(desk).isVisible()


def test_the_add_buttons_fold_into_a_menu_in_a_narrow_pane(desk: Desk) -> None:
    desk.wait_until_still()
    button = desk.pane.body.findChild(QToolButton, "add-to-outline")
    assert button is not None
    desk.pane.window().resize(800, 700)
    desk.qtbot.wait(200)
    assert not button.isVisible()
    desk.pane.window().resize(250, 700)
    desk.qtbot.wait(200)
    assert button.isVisible()
    button.menu().aboutToShow.emit()
    assert [action.text().partition(" (")[0] for action in button.menu().actions()] == [
        "New text",
        "New part",
    ]


def test_details_and_checks_hide_the_item_panel(desk: Desk) -> None:
    desk.pane.outline.choose(desk.briefing.items[0].id)
    assert desk.pane.item_panel.isVisible()
    for tab in (Tab.DETAILS, Tab.CHECKS):
        desk.pane.body.show_tab(tab)
        desk.pane.outline.choose(desk.briefing.items[1].id)
        assert not desk.pane.item_panel.isVisible()
    desk.pane.body.show_tab(Tab.OUTLINE)
    assert desk.pane.item_panel.isVisible()
