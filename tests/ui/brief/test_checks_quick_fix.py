"""Gathering and quick fixes, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import insert_item

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def test_gathering_adds_removed_items_again(desk: Desk) -> None:
    gone = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    desk.pane.outline.choose(gone.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    assert desk.briefing.item(gone.id) is None
    desk.key(desk.pane.outline, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert gone.passage in [item.passage for item in desk.briefing.items if isinstance(item, Excerpt)]
    assert desk.services.toasts.last.startswith("1 ")
    desk.key(desk.pane.outline, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert "already" in desk.services.toasts.last


def test_f8_fixes_a_finding(desk: Desk) -> None:
    gone = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    desk.pane.outline.choose(gone.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    checks = desk.pane.checks
    desk.wait_until_still()
    found = [one.code for one in desk.pane.findings]
    assert "topic-left-out" in found
    desk.pane.panel.show_panel("checks")
    checks.setCurrentIndex(checks.model().index(found.index("topic-left-out"), 0))
    assert checks.currentIndex().data().endswith("Press F8 to fix it.")
    desk.key(checks, Qt.Key.Key_F8)
    assert gone.passage in [item.passage for item in desk.briefing.items if isinstance(item, Excerpt)]
    desk.wait_until_still()
    assert "topic-left-out" not in [one.code for one in desk.pane.findings]


def test_f8_fixes_several_findings_as_one_command(desk: Desk) -> None:
    before = desk.briefing
    first, second, *_ = (item for item in before.items if isinstance(item, Excerpt))
    for one in (first, second):
        desk.pane.current.edit("add-excerpt", partial(_again, item=one))
    desk.wait_until_still()
    doubled = [row for row, one in enumerate(desk.pane.findings) if one.code == "excerpt-duplicate"]
    assert len(doubled) == 2
    desk.pane.panel.show_panel("checks")
    checks = desk.pane.checks
    checks.setCurrentIndex(checks.model().index(doubled[0], 0))
    desk.key(checks, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.key(checks, Qt.Key.Key_F8)
    assert len(desk.briefing.items) == len(before.items)
    desk.wait_until_still()
    assert "excerpt-duplicate" not in [one.code for one in desk.pane.findings]
    desk.undo()
    assert len(desk.briefing.items) == len(before.items) + 2


def _again(briefing: Briefing, item: Excerpt) -> Briefing:
    return insert_item(briefing, briefing.parts[0].id, replace(item, id=f"{item.id}-again"))
