"""Gathering and quick fixes, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton
from tests.narrowing import not_none, of_type

from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import ignore_findings, insert_item, remove_item
from briefbuilder.domain.passage import Passage
from briefbuilder.ui.brief.finding_cards import FindingCard

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


def without_an_excerpt(desk: Desk) -> Excerpt:
    """Remove an excerpt, so that a tagged passage is left out."""
    gone = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    desk.pane.current.edit("remove-item", lambda briefing: remove_item(briefing, gone.id))
    desk.wait_until_still()
    return gone


def passages(desk: Desk) -> list[Passage]:
    return [item.passage for item in desk.briefing.items if isinstance(item, Excerpt)]


def test_f8_fixes_the_finding_of_the_current_card(desk: Desk) -> None:
    gone = without_an_excerpt(desk)
    card = desk.card(desk.finding("topic-left-out"))
    assert card.buttons[0].text() == "Add the passages"
    desk.key(card, Qt.Key.Key_F8)
    assert gone.passage in passages(desk)
    assert "fixed" in desk.services.toasts.last
    desk.wait_until_still()
    assert "topic-left-out" not in [one.code for one in desk.pane.panel.findings.all]
    empty = desk.finding("part-required-empty")
    desk.key(desk.card(empty), Qt.Key.Key_F8)
    part = not_none(desk.briefing.part(empty.place.part or ""))
    assert [item.kind for item in part.items] == ["own_text"], "what has no quick fix takes its next step"


def test_a_finding_is_settled_with_two_keys(desk: Desk) -> None:
    """F7 shows the checks and chooses the first of them, and Enter presses its first button."""
    gone = without_an_excerpt(desk)
    kept = [one for one in desk.pane.panel.findings.all if one.code != "topic-left-out"]
    desk.pane.current.edit("ignore-finding", lambda now: ignore_findings(now, kept, "Seen", ""))
    desk.wait_until_still()
    desk.pane.panel.checks.section("hint").head.setChecked(True)
    desk.services.actions.action("check-briefing").trigger()
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), FindingCard))
    card = of_type(QApplication.focusWidget(), FindingCard)
    assert card.content.finding.code == "topic-left-out"
    assert card.property("ring")
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert gone.passage in passages(desk)


def test_all_duplicates_are_fixed_as_one_command_where_the_user_says_which_stay(desk: Desk) -> None:
    before = desk.briefing
    first, second, *_ = (item for item in before.items if isinstance(item, Excerpt))
    for one in (first, second):
        desk.pane.current.edit("add-excerpt", partial(_again, item=one))
    desk.wait_until_still()
    assert len([one for one in desk.pane.panel.findings.all if one.code == "excerpt-duplicate"]) == 2
    desk.card(desk.finding("excerpt-duplicate"))
    section = desk.pane.panel.checks.section("warning")
    (fix_all,) = [one for one in section.findChildren(QPushButton) if one.text().startswith("Fix 2")]

    def choose(dialog: QDialog) -> bool:
        desk.qtbot.addWidget(dialog)
        assert before.parent_of(first.id) is not None
        chosen, other = dialog.findChildren(QComboBox)
        assert chosen.itemText(0) == "Key points"
        assert chosen.findData(first.id) == 1
        chosen.setCurrentIndex(1)
        assert other.currentIndex() == 0
        return True

    desk.prompter.on_dialog = lambda _dialog: False
    fix_all.click()
    assert len(desk.briefing.items) == len(before.items) + 2, "nothing is removed where the user cancels"
    desk.prompter.on_dialog = choose
    fix_all.click()
    names = [item.id for item in desk.briefing.items]
    assert first.id in names
    assert second.id not in names
    assert f"{second.id}-again" in names
    assert len(names) == len(before.items)
    desk.wait_until_still()
    assert "excerpt-duplicate" not in [one.code for one in desk.pane.panel.findings.all]
    desk.undo()
    assert len(desk.briefing.items) == len(before.items) + 2


def _again(briefing: Briefing, item: Excerpt) -> Briefing:
    return insert_item(briefing, briefing.parts[0].id, replace(item, id=f"{item.id}-again"))
