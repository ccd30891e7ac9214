"""Claims of own texts: marked while one writes, listed under Checks, with their sources beside and as footnotes."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.brief.conftest import Desk

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.evidence import briefing_claims
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.brief import claims
from briefbuilder.ui.brief.finding_cards import CardContent, FindingCard
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.labels import IconLabel
from briefbuilder.ui.widgets.selections import each_block

ARTICLE = """# A fund for chips

The fund of the two governments has 43 billion euros for new factories, and the first of them opens in Tokyo.

Marta Bellandi leads the council of the fund. She said that 20 per cent of the money goes to <b>training</b>.
"""
WRONG = "The fund has 48 billion euros for new factories, says Marta Bellandi."
RIGHT = "Marta Bellandi says that 20 per cent of the money goes to training."


@pytest.fixture
def session(tmp_path: Path, resources: Resources) -> Session:
    """A dossier with an article and a briefing that quotes it."""
    session = Session.create(tmp_path / "Fund.dossier", resources)
    import_readings(session, [read_bytes(ARTICLE.encode(), "fund.md")])
    (record,) = session.store.articles()
    session.store.apply(tag_section(session, record.id, 0, ["semiconductors"]))
    act, _ = compose_briefing(session, "thematic-briefing", "Chips", ["semiconductors"], {}, "en")
    session.store.apply(act)
    return session


def _write(desk: Desk, *texts: str) -> None:
    """Write own texts under the key points, each as an item, as a user does."""
    part = next(part for part in desk.briefing.parts if part.key == "key-points")
    for text in texts:
        desk.pane.outline.choose(part.id)
        desk.services.actions.action("new-own-text").trigger()
        desk.pane.item_panel.editor.insertPlainText(text)
        desk.pane.item_panel.editor.commit()
    desk.wait_until_still()


def _marked(desk: Desk) -> list[str]:
    """The words with a dotted underline in the editor."""
    return [
        block.text()[each.start : each.start + each.length]
        for block in each_block(desk.pane.item_panel.editor.document())
        for each in block.layout().formats()
        if each.format.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine
    ]


def _claims(desk: Desk) -> list[Finding]:
    return [one for one in desk.pane.panel.findings.all if one.code.startswith("claim-")]


def test_a_wrong_figure_is_marked_while_one_writes_and_its_source_becomes_a_footnote(desk: Desk) -> None:
    _write(desk, "")
    page, editor = desk.pane, desk.pane.item_panel.editor
    editor.setFocus()
    editor.insertPlainText(WRONG)
    desk.qtbot.waitUntil(lambda: _marked(desk) == ["48 billion euros"])
    desk.qtbot.waitUntil(lambda: len(_claims(desk)) == 1)
    desk.wait_until_still()
    (finding,) = _claims(desk)
    card = desk.card(finding)
    assert card.accessibleName() == (
        "Should look at: 48 billion euros — the source says 43 billion euros: A fund for chips,\u00a0¶1."
    )
    card.buttons[0].click()
    assert page.source.drawer.is_open
    marked = [each.cursor.selectedText() for each in page.source.peek.view.extraSelections()]
    assert marked == ["43 billion euros"]
    assert [each.cursor.selectedText() for each in editor.extraSelections()] == ["48 billion euros"]
    assert editor.accessibleDescription().startswith("48 billion euros — the source says 43 billion euros")

    before = desk.briefing
    desk.services.actions.action("cite-claim").trigger()
    item = desk.briefing.item(page.outline.current_node)
    assert item is not None
    assert item.blocks is not None
    assert [(block.kind, block.text) for block in item.blocks] == [
        ("paragraph", WRONG),
        ("note", "“A fund for chips”."),
    ]
    desk.wait_until_still()
    assert _marked(desk) == ["48 billion euros"], (
        "the mark of the note shifts nothing, and the note states nothing"
    )
    desk.undo()
    assert desk.briefing == before


def test_what_reads_texts_is_loaded_once_the_page_is_shown(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.setattr(claims, "_load", lambda language, _context: loaded.append(language))
    checks = claims.ClaimChecks(desk.services, desk.pane.current, desk.pane)
    desk.pane.current.replaced.emit()
    desk.wait_until_still()
    assert not any(timer.isActive() for timer in checks.findChildren(QTimer))
    assert loaded == []
    checks.activate()
    desk.qtbot.waitUntil(lambda: loaded == ["en"])


def test_a_text_is_marked_before_it_is_stored(desk: Desk) -> None:
    _write(desk, "")
    editor = desk.pane.item_panel.editor
    editor.committed.disconnect()
    editor.insertPlainText(WRONG)
    desk.qtbot.waitUntil(lambda: _marked(desk) == ["48 billion euros"])
    item = desk.briefing.item(desk.pane.outline.current_node)
    assert item is not None
    assert not item.blocks


def test_the_source_of_the_statement_at_the_cursor_is_shown_by_one_key(desk: Desk) -> None:
    _write(desk, RIGHT)
    page, editor = desk.pane, desk.pane.item_panel.editor
    peek = desk.services.actions.action("peek-source")
    editor.move_to(RIGHT.index("says"))
    assert not peek.isEnabled()
    editor.move_to(RIGHT.index("20 per"))
    peek.trigger()
    assert page.source.drawer.is_open
    assert page.source.peek.claim_passage is not None
    assert page.source.peek.claim_passage.quote == "20 per cent"
    editor.move_to(0)
    peek.trigger()
    assert page.source.peek.claim_passage.quote == "Marta Bellandi", "it is shown in place of the other"
    peek.trigger()
    assert not page.source.drawer.is_open


def test_the_checks_are_not_hidden_behind_the_source_that_is_shown(desk: Desk) -> None:
    _write(desk, RIGHT)
    page, editor = desk.pane, desk.pane.item_panel.editor
    editor.move_to(RIGHT.index("20 per"))
    desk.services.actions.action("peek-source").trigger()
    assert page.source.drawer.is_open
    desk.services.actions.action("check-briefing").trigger()
    assert (desk.pane.source.drawer.is_open, page.panel.panel) == (False, "checks")


def test_what_a_source_contradicts_is_the_first_thing_to_look_at(desk: Desk) -> None:
    _write(desk, WRONG)
    panel = desk.pane.panel
    warnings = [one for one in panel.findings.all if one.severity == "warning"]
    assert len(warnings) > 1
    assert warnings[0].is_claim
    assert not any(each.is_claim for each in warnings[1:])


def test_an_export_that_waits_for_the_statements_is_not_made_of_another_briefing(desk: Desk) -> None:
    _write(desk, WRONG)
    desk.wait_until_still()
    desk.pane.item_panel.editor.insertPlainText("Exports rose by 77 per cent. ")
    desk.services.actions.action("export-briefing").trigger()
    assert desk.pane.claims.busy
    desk.pane.current.duplicate("Another one")
    desk.wait_until_still()
    assert desk.prompter.dialogs == []


def test_statements_that_were_found_are_counted_and_listed_on_request(desk: Desk) -> None:
    _write(desk, RIGHT, WRONG)
    checks = desk.pane.panel.checks
    desk.pane.panel.show_panel("checks")
    section = checks.section("claims")
    assert not section.head.isChecked()
    assert checks.claims_count == "3 of 4 found in the sources"
    section.head.setChecked(True)
    desk.qtbot.waitUntil(lambda: not checks.busy)
    names = [card.accessibleName() for card in checks.cards if not card.content.is_issue]
    assert "Notes: 20 per cent — found in the source: A fund for chips,\u00a0¶2" in names
    assert len(names) == 3


def test_keys_go_through_what_differs_in_all_texts(desk: Desk) -> None:
    other = "The council met Zagorje and Grubnik."
    _write(desk, WRONG, RIGHT, other)
    page = desk.pane
    items = [item.id for item in desk.briefing.parts[0].items]
    page.outline.choose(items[0])
    seen = []
    for _ in range(3):
        desk.services.actions.action("next-claim").trigger()
        claim = not_none(page.item_panel.claims.current)
        seen.append((page.outline.current_node, claim.text))
    assert seen[0] == (items[0], "48 billion euros")
    assert {node for node, _ in seen} == {items[0], items[2]}
    desk.services.actions.action("previous-claim").trigger()
    claim = not_none(page.item_panel.claims.current)
    assert (page.outline.current_node, claim.text) == seen[1]


def test_what_is_left_as_it_is_is_marked_no_more_and_comes_back(desk: Desk) -> None:
    _write(desk, WRONG)
    (finding,) = _claims(desk)
    assert _marked(desk) == ["48 billion euros"]
    leave = next(button for button in desk.card(finding).buttons if button.text() == "Leave it")
    leave.click()
    desk.wait_until_still()
    desk.qtbot.waitUntil(lambda: not _marked(desk))
    assert [one.reason for one in desk.briefing.ignored] == ["It is right as it is."]
    desk.undo()
    desk.wait_until_still()
    desk.qtbot.waitUntil(lambda: _marked(desk) == ["48 billion euros"])


def test_the_context_menu_says_what_was_found_and_turns_the_marks_off(desk: Desk) -> None:
    _write(desk, WRONG)
    editor = desk.pane.item_panel.editor
    editor.move_to(WRONG.index("48"))
    menu = QMenu()
    editor.menu_opened.emit(menu, editor.textCursor())
    texts = [action.text().replace("&", "") for action in menu.actions()]
    assert texts[0].startswith("48 billion euros — the source says 43 billion euros")
    assert texts[1:4] == ["Show the source", "Make the source a footnote", "Leave it"]
    next(
        action for action in menu.actions() if action.isCheckable() and "s&tatements" in action.text()
    ).trigger()
    desk.qtbot.waitUntil(lambda: not _marked(desk))
    assert _claims(desk), "Checks lists them in any case"


def test_an_answer_for_an_older_text_is_dropped(desk: Desk) -> None:
    _write(desk, WRONG)
    editor, claims = desk.pane.item_panel.editor, desk.pane.claims
    editor.selectAll()
    editor.insertPlainText(RIGHT)
    editor.edited.emit()
    desk.pane.claims.look_up_text(desk.pane.outline.current_node, editor.blocks())
    editor.selectAll()
    editor.insertPlainText("The fund has 49 billion euros for new factories.")
    desk.wait_until_still()
    desk.qtbot.waitUntil(lambda: _marked(desk) == ["49 billion euros"])
    blocks, _ = claims.claims_of(desk.pane.outline.current_node)
    assert [block.text for block in blocks] == ["The fund has 49 billion euros for new factories."]


def test_of_a_long_text_what_changed_is_looked_up_first(desk: Desk) -> None:
    _write(desk, "\n".join([RIGHT] * 9))
    editor, claims = desk.pane.item_panel.editor, desk.pane.claims
    item = desk.pane.outline.current_node
    asked: list[int] = []
    claims.changed.connect(lambda _item: asked.append(len(claims.claims_of(item)[1])))
    editor.move_to(editor.toPlainText().rindex("20 per cent") + 1)
    editor.textCursor().deletePreviousChar()
    editor.insertPlainText("3")
    desk.qtbot.waitUntil(lambda: _marked(desk) == ["30 per cent"])
    desk.qtbot.waitUntil(lambda: len(asked) == 2)
    desk.wait_until_still()
    assert asked == [18, 18], "the paragraph and its neighbour were looked up, then the whole text was"
    assert _marked(desk) == ["30 per cent"]
    assert len(claims.claims_of(item)[0]) == 9


def test_what_was_read_while_one_wrote_is_read_again_neither_by_an_export_nor_by_the_next_start(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(desk, WRONG, RIGHT)
    session = desk.services.holder.opened
    keep = Mock(wraps=session.store.keep_text_facts)
    monkeypatch.setattr(session.store, "keep_text_facts", keep)
    desk.qtbot.waitUntil(lambda: keep.called, timeout=10_000)
    first = dict(keep.call_args.args[0])
    with monkeypatch.context() as patched:
        patched.setattr("briefbuilder.app.evidence.read_facts", lambda *_: pytest.fail("read again"))
        found = briefing_claims(session, desk.briefing.id)
        assert [claim.text for claim in found[0].claims] == ["48 billion euros", "Marta Bellandi"]
        again = claims.ClaimChecks(desk.services, desk.pane.current, desk.pane)
        again.activate()
        desk.qtbot.waitUntil(lambda: len(again.all) == 2)

    keep.reset_mock()
    editor = desk.pane.item_panel.editor
    editor.selectAll()
    editor.insertPlainText("The fund has 49 billion euros.")
    editor.commit()
    desk.qtbot.waitUntil(lambda: keep.called, timeout=10_000)
    (new,) = keep.call_args.args[0]
    stored = [digest for digest in (*first, new) if session.store.text_facts.find(digest)]
    assert (len(stored), new in stored) == (2, True), "the text that was changed is kept as it is now alone"


def test_only_what_was_compared_has_a_tick(qtbot: QtBot) -> None:
    drawn = {}
    for code in ("claim-found", "claim-rounded", "claim-not-compared"):
        finding = Finding(code=code, severity="hint", place=Place(), parameters={})
        content = CardContent(finding=finding, sentence="2019", place="", severity="", is_issue=False)
        card = FindingCard(content, Theme("light"))
        qtbot.addWidget(card)
        icon = not_none(card.findChild(IconLabel))
        drawn[code] = icon.pixmap().toImage()
    assert drawn["claim-found"] == drawn["claim-rounded"] != drawn["claim-not-compared"]
