"""Autocorrection follows the typography of the briefing's language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from briefbuilder.app.commands.briefings import edit_briefing
from briefbuilder.domain.text import join_text

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def begin(desk: Desk, language: str) -> None:
    spoken = replace(desk.briefing, language=language)
    if spoken != desk.briefing:
        desk.session.store.apply(edit_briefing(desk.session, spoken, "edit-briefing-details"))
    desk.pane.outline.choose(desk.briefing.parts[0].id)
    desk.services.actions.action("new-own-text").trigger()


def test_typing_follows_french_typography(desk: Desk) -> None:
    begin(desk, "fr")
    editor = desk.pane.item_panel.editor
    QTest.keyClicks(editor, '"Non", dit-il; l\'accord attend...')
    editor.commit()
    words = join_text(desk.briefing.items[0].blocks or ())
    assert words == "«\u00a0Non\u00a0», dit-il\u202f; l’accord attend…"


def test_backspace_reverts_an_autocorrection(desk: Desk) -> None:
    begin(desk, "en")
    editor = desk.pane.item_panel.editor
    QTest.keyClicks(editor, '5"')
    assert editor.toPlainText() == "5”"
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.toPlainText() == '5"'
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.toPlainText() == "5"
