"""Gathering and mending by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from briefbuilder.domain.briefing import Excerpt
from briefbuilder.ui.briefing.body import Tab

if TYPE_CHECKING:
    from tests.ui_briefing.conftest import Desk


def test_what_was_taken_out_is_gathered_again(desk: Desk) -> None:
    gone = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    desk.pane.outline.choose(gone.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    assert desk.briefing.item(gone.id) is None
    desk.key(desk.pane.outline, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert gone.passage in [item.passage for item in desk.briefing.items if isinstance(item, Excerpt)]
    assert desk.prompter.told[-1].startswith("1 ")
    desk.key(desk.pane.outline, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert "already" in desk.prompter.told[-1]


def test_a_finding_is_mended_by_one_key_and_is_gone(desk: Desk) -> None:
    gone = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    desk.pane.outline.choose(gone.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    checks = desk.pane.checks
    desk.wait_until_still()
    found = [one.code for one in desk.pane.findings]
    assert "topic-left-out" in found
    desk.pane.body.show_tab(Tab.CHECKS)
    checks.setCurrentIndex(checks.model().index(found.index("topic-left-out"), 0))
    assert checks.currentIndex().data().endswith("F8 mends it.")
    desk.key(checks, Qt.Key.Key_F8)
    assert gone.passage in [item.passage for item in desk.briefing.items if isinstance(item, Excerpt)]
    desk.wait_until_still()
    assert "topic-left-out" not in [one.code for one in desk.pane.findings]
