"""The checks as a list of things to do: ignoring with a reason, progress, and cards that stay under the pointer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.messages import Words
from briefbuilder.app.session import Session
from briefbuilder.composing.lengths import count_words, item_text
from briefbuilder.domain.article import Rights
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.briefing_edits import ignore_findings, insert_item, set_field
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.passage import Passage
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.brief.checks import ChecksPanel
from briefbuilder.ui.brief.finding_cards import FindingCard, FindingTexts, words_of
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.widgets.labels import IconLabel

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk
    from tests.ui.conftest import Opener


def button(card: FindingCard, text: str) -> QPushButton:
    return next(one for one in card.buttons if one.text() == text)


def hint(number: int) -> Finding:
    return Finding(code="field-empty", severity="hint", parameters={"field": f"Field {number}"})


def warning(number: int) -> Finding:
    return replace(hint(number), severity="warning")


def point_at(panel: ChecksPanel, *, inside: bool) -> None:
    """Move the pointer over the list, or away from it."""
    panel.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, inside)
    middle = QPointF(panel.rect().center())
    event = QEnterEvent(middle, middle, middle) if inside else QEvent(QEvent.Type.Leave)
    QApplication.sendEvent(panel, event)


def shown_checks(desk: Desk) -> ChecksPanel:
    """Show the panel with the checks when the first check is made."""
    desk.wait_until_still()
    desk.pane.panel.show_panel("checks")
    return desk.pane.panel.checks


def test_a_finding_of_length_lists_the_longest_items_and_goes_to_one(desk: Desk) -> None:
    desk.wait_until_still()
    checks, commands, part = desk.pane.panel.checks, desk.pane.panel.commands, desk.briefing.parts[-1]
    limits = {"count": "900", "limit": "2", "part": "Key points"}
    whole = Finding(code="too-many-pages", severity="warning", parameters=limits)
    own = Finding(code="part-too-long", severity="warning", parameters=limits, place=Place(part=part.id))
    desk.pane.panel.show_panel("checks")
    checks.show_findings((whole, own), desk.briefing, checks=10)
    checks.choose_first()
    cards = [card for finding in (whole, own) if (card := checks.card(finding)) is not None]
    assert [[one.text() for one in card.buttons] for card in cards] == [
        ["Show the longest items", "Go to", "Ignore …"]
    ] * 2
    listed = [action.text().split("\t") for action in commands.longest_menu(whole).actions()]
    words = [int(count.split()[0]) for _, count in listed]
    assert words == sorted(words, reverse=True)
    assert len(words) == len(desk.briefing.items)
    assert words[0] > words[-1]
    assert len(commands.longest_menu(own).actions()) == len(part.items) + sum(
        len(each.items) for each in part.parts
    )
    button(cards[0], "Show the longest items").click()
    menu = of_type(QApplication.activePopupWidget(), QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    longest = max(desk.briefing.items, key=lambda item: count_words(item_text(item)))
    assert desk.pane.outline.current_node == longest.id


def test_a_finding_is_ignored_with_a_reason_and_shown_again(desk: Desk) -> None:
    desk.wait_until_still()
    empty = desk.finding("part-required-empty")
    card = desk.card(empty)
    progress = desk.pane.panel.checks.progress.accessibleName()
    button(card, "Ignore …").click()
    field = of_type(card.findChild(QLineEdit), QLineEdit)
    assert QApplication.focusWidget() is field
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not desk.briefing.ignored, "a reason is needed"
    QTest.keyClicks(field, "The minister speaks freely")
    QTest.keyClick(field, Qt.Key.Key_Return)
    kept = next(iter(desk.briefing.ignored))
    assert (kept.finding, kept.reason) == (empty, "The minister speaks freely")
    assert all(isinstance(item, Excerpt) for item in desk.briefing.items), "Enter pressed no other button"
    assert kept.moment.endswith("Z")
    desk.wait_until_still()
    assert empty in desk.pane.panel.findings.all
    assert empty not in desk.pane.panel.open_findings
    assert empty.place.part not in desk.pane.panel.faults
    assert desk.pane.panel.checks.progress.accessibleName() != progress
    desk.pane.panel.checks.section("ignored").head.setChecked(True)
    desk.wait_until_still()
    ignored = desk.card(empty)
    assert "The minister speaks freely" in ignored.content.reason
    button(ignored, "Show again").click()
    assert desk.briefing.ignored == ()
    desk.undo()
    desk.undo()
    assert desk.briefing.ignored == ()


def test_an_error_is_counted_and_has_no_button_to_ignore_it(desk: Desk) -> None:
    desk.wait_until_still()
    switch = desk.pane.panel.switch
    assert switch.buttons["checks"].text() == "Checks"
    desk.pane.current.edit("edit-briefing-details", lambda now: set_field(now, "date", "tomorrow"))
    desk.wait_until_still()
    assert switch.buttons["checks"].text().split() == ["Checks", "1"]
    card = desk.card(desk.finding("field-date-invalid"))
    assert [one.text() for one in card.buttons] == ["Go to"]
    card.setFocus()
    assert not desk.services.actions.action("ignore-finding").isEnabled()


def test_reserved_rights_are_settled_by_one_button(desk: Desk) -> None:
    (record,) = desk.session.store.articles()
    rights = Rights(statement="All rights reserved", reserved=True)
    desk.session.store.apply(edit_metadata(desk.session, record.id, replace(record.metadata, rights=rights)))
    desk.wait_until_still()
    card = desk.card(desk.finding("rights-reserved"))
    assert card.buttons[0].text() == "Yes, I may"
    card.buttons[0].click()
    assert [one.finding.code for one in desk.briefing.ignored] == ["rights-reserved"]
    assert "ignored" in desk.services.toasts.last


def test_reserved_rights_of_several_articles_are_settled_by_one_button(desk: Desk) -> None:
    rights = Rights(statement="All rights reserved", reserved=True)
    titles = []
    for number in range(2):
        text = f"The strait, part {number}\n\nShip {number} sailed at dawn.\n".encode()
        (outcome,) = import_readings(desk.session, [read_bytes(text, f"{number}.txt")])
        record = desk.session.store.article(not_none(outcome.article))
        desk.session.store.apply(
            edit_metadata(desk.session, record.id, replace(record.metadata, rights=rights))
        )
        block = record.blocks[-1]
        passage = Passage(
            article=record.id, blocks=(block.id,), start=0, end=len(block.text), quote=block.text
        )
        excerpt = Excerpt(id=f"e{number}", passage=passage)
        titles.append(not_none(record.metadata.title))
        desk.session.store.apply(
            edit_briefing(
                desk.session, insert_item(desk.briefing, desk.briefing.parts[0].id, excerpt), "edit-text"
            )
        )
    desk.wait_until_still()
    before = desk.briefing
    all_of_them = button(desk.card(desk.finding("rights-reserved")), "Yes, all 2 article(s)")
    assert all_of_them.toolTip().splitlines() == titles
    all_of_them.click()
    assert [one.finding.code for one in desk.briefing.ignored] == ["rights-reserved"] * 2
    assert {one.finding.parameters["article"] for one in desk.briefing.ignored} == set(titles)
    desk.undo()
    assert desk.briefing == before


def test_a_sentence_keeps_its_no_break_spaces(desk: Desk) -> None:
    services = replace(desk.services, words=Words("fr"))
    texts = FindingTexts(services, desk.pane.current.texts, str, desk.pane)
    finding = Finding(code="part-empty", severity="hint", place=Place(), parameters={"part": "Perspectives"})
    assert "«\u00a0Perspectives\u00a0»" in texts.sentence(finding)


def test_a_missing_detail_of_an_article_is_typed_in_read(
    session: Session, open_window: Opener, qtbot: QtBot
) -> None:
    import_readings(session, [read_bytes(b"Another article\n\nIts only paragraph.\n", "other.txt")])
    window: MainWindow = open_window(session)
    window.services.modes.choose("brief")
    window.services.actions.action("check-briefing").trigger()
    panel = window.brief.panel
    qtbot.waitUntil(lambda: not window.brief.busy and bool(panel.findings.all))
    finding = next(one for one in panel.findings.all if one.code == "source-without-outlet")
    assert finding.place.article is not None
    other = next(one.id for one in session.store.articles() if one.id != finding.place.article)
    window.articles.choose(other)
    qtbot.waitUntil(lambda: panel.checks.card(finding) is not None)
    card = not_none(panel.checks.card(finding))
    button(card, "Edit article details …").click()
    assert window.services.modes.mode == "read"
    field = window.focusWidget()
    assert window.read.rail.details.isAncestorOf(field)
    QTest.keyClicks(field, "Gazette")
    QTest.keyClick(field, Qt.Key.Key_Return)
    record = not_none(session.store.record(finding.place.article))
    assert record.metadata.publication == "Gazette"


def test_nothing_left_to_fix_is_ready_to_hand_over(desk: Desk) -> None:
    desk.wait_until_still()
    desk.pane.panel.show_panel("checks")
    assert desk.pane.panel.checks.ready.isHidden()
    left = [one for one in desk.pane.panel.findings.all if one.severity != "hint"]
    assert left
    desk.pane.current.edit("ignore-finding", lambda now: ignore_findings(now, left, "Seen"))
    desk.wait_until_still()
    assert not desk.pane.panel.checks.ready.isHidden()


def test_nothing_has_passed_before_the_first_check(desk: Desk) -> None:
    desk.wait_until_still()
    checks = desk.pane.panel.checks
    tick = of_type(checks.progress.findChild(IconLabel), IconLabel)
    assert not tick.isHidden()
    checks.show_findings((), desk.briefing, checks=0)
    assert tick.isHidden()
    assert not checks.progress.accessibleName()
    checks.show_failed()
    assert checks.progress.accessibleName() == "The check could not be made. Your briefing is safe."
    assert tick.isHidden()


@pytest.mark.real_pages
def test_choosing_a_card_shows_its_item_without_taking_the_focus(desk: Desk) -> None:
    desk.wait_until_still()
    item = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    finding = Finding(code="quotation-differs", severity="warning",
                      place=Place(item=item.id), parameters={"quote": "firmato un accordo"})  # fmt: skip
    panel = desk.pane.panel.checks
    desk.pane.panel.show_panel("checks")
    panel.show_findings((finding,), desk.briefing, checks=1)
    card = desk.card(finding)
    card.setFocus(Qt.FocusReason.TabFocusReason)
    assert desk.pane.outline.current_node == item.id
    assert QApplication.focusWidget() is card
    with desk.qtbot.waitSignal(desk.pane.panel.words_requested) as asked:
        button(card, "Go to").click()
    assert asked.args == [item.id, "firmato un accordo"]
    desk.wait_until_still()
    assert desk.pane.panel.preview.view.marked_words


def test_what_is_under_the_pointer_stays_in_its_place(desk: Desk) -> None:
    panel = shown_checks(desk)
    panel.show_findings((warning(1), warning(2), warning(3)), desk.briefing, checks=9)
    second = desk.card(warning(2))
    point_at(panel, inside=True)
    place = second.mapTo(panel, QPoint())
    panel.show_findings((warning(0), warning(2), warning(3)), desk.briefing, checks=9)
    desk.qtbot.waitUntil(lambda: not panel.busy)
    assert second.mapTo(panel, QPoint()) == place
    gone = not_none(panel.card(warning(1)))
    assert gone.settled
    assert not any(one.isEnabled() for one in gone.buttons)
    assert [one.content.finding for one in panel.cards] == [warning(1), warning(2), warning(3), warning(0)]
    point_at(panel, inside=False)
    desk.qtbot.waitUntil(lambda: not panel.busy)
    assert [one.content.finding for one in panel.cards] == [warning(0), warning(2), warning(3)]
    assert panel.card(warning(2)) is second


def test_a_card_that_is_ignored_for_a_typed_reason_keeps_the_focus(desk: Desk) -> None:
    desk.pane.window().resize(1024, 744)  # where the checks are in a drawer, within which Tab stays
    desk.wait_until_still()
    desk.services.actions.action("check-briefing").trigger()
    panel = desk.pane.panel.checks
    panel.show_findings((warning(1),), desk.briefing, checks=9)
    card = desk.card(warning(1))
    point_at(panel, inside=True)
    card.edit_reason()
    reason = not_none(card.findChild(QLineEdit))
    QTest.keyClicks(reason, "Agreed")
    QTest.keyClick(reason, Qt.Key.Key_Return)
    desk.wait_until_still()
    assert card.settled
    assert card.hasFocus()


def test_the_pointer_leaves_a_list_with_a_settled_card_and_no_other_item_is_chosen(desk: Desk) -> None:
    panel = shown_checks(desk)
    first, other, *_ = (item for item in desk.briefing.items if isinstance(item, Excerpt))
    here, there = (replace(warning(1), place=Place(item=item.id)) for item in (first, other))
    panel.show_claims((there,), 1, 1)
    panel.section("claims").head.setChecked(True)
    desk.qtbot.waitUntil(lambda: not panel.busy and panel.card(there) is not None)
    panel.show_findings((here,), desk.briefing, checks=9)
    card = desk.card(here)
    point_at(panel, inside=True)
    card.setFocus(Qt.FocusReason.MouseFocusReason)
    card.buttons[0].setFocus(Qt.FocusReason.MouseFocusReason)
    panel.show_findings((), desk.briefing, checks=9)
    assert card.settled
    assert QApplication.focusWidget() is card
    point_at(panel, inside=False)
    desk.qtbot.waitUntil(lambda: not panel.busy)
    assert panel.card(here) is None
    assert desk.pane.outline.current_node == first.id
    assert QApplication.focusWidget() is panel


def test_places_of_claims_follow_the_text(desk: Desk) -> None:
    panel = shown_checks(desk)
    part = desk.briefing.parts[0]
    claim = replace(warning(1), place=Place(part=part.id))
    panel.show_findings((), desk.briefing, checks=9)
    panel.show_claims((claim,), 1, 1)
    panel.section("claims").head.setChecked(True)
    renamed = replace(part, heading="Renamed part")
    parts = (renamed, *desk.briefing.parts[1:])
    panel.show_findings((), replace(desk.briefing, parts=parts), checks=9)
    assert "Renamed part" in desk.card(claim).content.place


def test_the_focus_goes_to_the_next_card_when_a_finding_is_gone(desk: Desk) -> None:
    panel = shown_checks(desk)
    panel.show_findings((warning(1), warning(2), warning(3)), desk.briefing, checks=9)
    first = desk.card(warning(1))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is desk.card(warning(2))
    QTest.keyClick(desk.card(warning(2)), Qt.Key.Key_End)
    assert QApplication.focusWidget() is desk.card(warning(3))
    QTest.keyClick(desk.card(warning(3)), Qt.Key.Key_Home)
    assert QApplication.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    panel.show_findings((warning(1), warning(3)), desk.briefing, checks=9)
    desk.qtbot.waitUntil(lambda: not panel.busy)
    assert QApplication.focusWidget() is desk.card(warning(3))


def test_hundreds_of_findings_neither_hold_the_window_nor_fill_it_with_cards(desk: Desk) -> None:
    panel = shown_checks(desk)
    panel.show_findings(tuple(warning(number) for number in range(300)), desk.briefing, checks=9)
    assert len(panel.cards) < 20, "the rest are made while the window answers"
    desk.qtbot.waitUntil(lambda: not panel.busy)
    assert len(panel.cards) < 20
    (more,) = [one for one in panel.findChildren(QPushButton) if one.text().startswith("Show 28")]
    more.click()
    desk.qtbot.waitUntil(lambda: not panel.busy)
    assert 20 < len(panel.cards) < 100


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"quote": "The memorandum commits …"}, "The memorandum commits"),
        ({"link": "https://example.eu", "quote": ""}, "https://example.eu"),
        ({"count": "3"}, ""),
    ],
)
def test_the_words_of_a_finding_are_those_it_names(parameters: dict[str, str], words: str) -> None:
    assert words_of(Finding(code="x", severity="hint", parameters=parameters)) == words


def test_the_context_menu_of_a_card_offers_what_can_be_done(desk: Desk) -> None:
    desk.wait_until_still()
    panel = desk.pane.panel.checks
    empty = desk.finding("part-required-empty")
    menu = panel.menu_for(desk.card(empty))
    texts = [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]
    assert texts == ["Fix", "Go to", "Ignore …", "Fix all duplicates …"]
    menu.deleteLater()
    desk.pane.current.edit("ignore-finding", lambda now: ignore_findings(now, [empty], "Seen"))
    desk.wait_until_still()
    menu = panel.menu_for(desk.card(empty))
    assert "Show again" in [action.text().replace("&", "") for action in menu.actions()]
    menu.deleteLater()


def test_the_action_asks_for_the_reason_in_the_card(desk: Desk) -> None:
    desk.wait_until_still()
    card = desk.card(desk.finding("part-required-empty"))
    card.setFocus(Qt.FocusReason.TabFocusReason)
    desk.services.actions.action("ignore-finding").trigger()
    field = of_type(card.findChild(QLineEdit), QLineEdit)
    assert QApplication.focusWidget() is field
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is card
    assert not field.isVisible()


def test_the_focus_goes_to_export_and_from_there_to_an_issue_that_is_found_late(desk: Desk) -> None:
    checks = shown_checks(desk)
    checks.show_findings((), desk.briefing, checks=10)
    checks.choose_first()
    assert checks.export.hasFocus()
    checks.show_findings((warning(1),), desk.briefing, checks=10)
    desk.wait_until_still()
    card = not_none(checks.card(warning(1)))
    assert card.hasFocus()
    desk.pane.panel.switch.setFocus()
    checks.show_findings((warning(1), warning(2)), desk.briefing, checks=10)
    desk.wait_until_still()
    assert len(checks.cards) == 2
    assert not any(each.hasFocus() for each in checks.cards)


def test_texts_are_made_for_the_findings_that_are_shown_and_for_more_on_request(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = shown_checks(desk)
    written: list[Finding] = []
    whole = FindingTexts.sentence

    def noted(self: FindingTexts, finding: Finding) -> str:
        written.append(finding)
        return whole(self, finding)

    monkeypatch.setattr(FindingTexts, "sentence", noted)
    findings = tuple(warning(number) for number in range(200))
    checks.show_findings(findings, desk.briefing, checks=10)
    assert len(written) < 20
    more = next(one for one in checks.section("warning").findChildren(QPushButton) if "more" in one.text())
    assert more.text() == f"Show {200 - len(written)} more"
    desk.wait_until_still()
    shown = len(checks.cards)
    more.click()
    desk.wait_until_still()
    assert len(checks.cards) > 2 * shown
    assert checks.card(findings[shown]) is not None
