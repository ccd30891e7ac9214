"""The working translation of an excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.narrowing import of_type

from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.text import join_text

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def button(desk: Desk) -> QPushButton:
    return next(
        one
        for one in desk.pane.item_panel.findChildren(QPushButton)
        if one.accessibleName() == "Write a working translation of the excerpt"
    )


def excerpt_of(desk: Desk, item: str) -> Excerpt:
    return of_type(desk.briefing.item(item), Excerpt)


def test_a_translation_is_written_without_changing_the_quotation(desk: Desk) -> None:
    item = next(one for one in desk.briefing.items if isinstance(one, Excerpt))
    desk.pane.outline.choose(item.id)
    QTest.keyClick(button(desk), Qt.Key.Key_Space)
    editor = desk.pane.item_panel.editor
    assert editor.toPlainText() == ""
    assert desk.pane.item_panel.translating
    QTest.keyClicks(editor, "Brussels and Tokyo draw closer.")
    editor.commit()
    assert join_text(excerpt_of(desk, item.id).translation) == "Brussels and Tokyo draw closer."
    assert excerpt_of(desk, item.id).blocks is None
    QTest.keyClick(button(desk), Qt.Key.Key_Space)
    assert editor.toPlainText() == item.passage.quote
    desk.undo()
    assert excerpt_of(desk, item.id).translation == ()


def test_selecting_another_item_keeps_the_translation(desk: Desk) -> None:
    first, second = [one for one in desk.briefing.items if isinstance(one, Excerpt)][:2]
    desk.pane.outline.choose(first.id)
    QTest.keyClick(button(desk), Qt.Key.Key_Space)
    QTest.keyClicks(desk.pane.item_panel.editor, "Closer.")
    desk.pane.outline.choose(second.id)
    assert not desk.pane.item_panel.translating
    assert join_text(excerpt_of(desk, first.id).translation) == "Closer."
    assert excerpt_of(desk, second.id).translation == ()
    desk.pane.outline.choose(first.id)
    QTest.keyClick(button(desk), Qt.Key.Key_Space)
    assert desk.pane.item_panel.editor.toPlainText() == "Closer."


def test_the_words_of_a_finding_are_marked_in_the_translation_that_alone_has_them(desk: Desk) -> None:
    item = next(one for one in desk.briefing.items if isinstance(one, Excerpt))
    desk.pane.outline.choose(item.id)
    QTest.keyClick(button(desk), Qt.Key.Key_Space)
    panel = desk.pane.item_panel
    QTest.keyClicks(panel.editor, "Brussels pays 47 million euros.")
    QTest.keyClick(button(desk), Qt.Key.Key_Space)
    translating = []
    for words in (item.passage.quote.split()[0], "47 million euros"):
        panel.mark_words(item.id, words)
        translating.append(panel.translating)
    assert translating == [False, True]
    (mark,) = panel.editor.extraSelections()
    assert mark.cursor.selectedText() == "47 million euros"
