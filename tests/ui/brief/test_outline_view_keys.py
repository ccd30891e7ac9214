"""Editing the outline by keyboard: every edit reaches the dossier and can be undone."""

from __future__ import annotations

from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from tests.narrowing import not_none, of_type

from briefbuilder.domain.briefing import Excerpt, OwnText
from briefbuilder.domain.passage import passage_of
from briefbuilder.ui.brief.outline_model import OutlineModel, OutlineRole
from briefbuilder.ui.clipboard import passages_to_mime

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

ALT = Qt.KeyboardModifier.AltModifier


def two_items(desk: Desk) -> tuple[str, str]:
    part = next(part for part in desk.briefing.walk() if len(part.items) == 2)
    return part.items[0].id, part.items[1].id


def has_heading(desk: Desk, heading: str | None) -> bool:
    return desk.briefing.parts[0].heading == heading


def test_alt_and_arrows_move_an_item_and_keep_it_selected(desk: Desk) -> None:
    first, second = two_items(desk)
    before = desk.order()
    outline = desk.pane.outline
    outline.choose(first)
    desk.key(outline, Qt.Key.Key_Down, ALT)
    assert desk.order().index(second) < desk.order().index(first)
    assert outline.current_node == first
    desk.key(outline, Qt.Key.Key_Up, ALT)
    assert desk.order() == before
    desk.undo()
    assert outline.current_node == first
    assert desk.order().index(second) < desk.order().index(first)
    desk.redo()
    assert desk.order() == before


def test_an_item_skips_a_part_that_accepts_none(desk: Desk) -> None:
    first, _ = two_items(desk)
    outline = desk.pane.outline
    outline.choose(first)
    for _ in range(12):
        desk.key(outline, Qt.Key.Key_Down, ALT)
    holder = not_none(desk.briefing.parent_of(first))
    assert holder.key == "outlook"


def test_an_item_added_by_a_ctrl_shortcut_is_the_only_selected_one(desk: Desk) -> None:
    first, _ = two_items(desk)
    desk.pane.outline.choose(first)
    desk.key(desk.pane.outline, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    made = desk.pane.outline.current_node
    assert made != first
    assert desk.pane.outline.selected_nodes == (made,)
    QTest.keyPress(desk.pane.outline, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    desk.undo()
    desk.redo()
    assert desk.pane.outline.selected_nodes == (made,)
    QTest.keyRelease(desk.pane.outline, Qt.Key.Key_Control)


def test_a_part_moves_among_its_siblings(desk: Desk) -> None:
    parts = [part.id for part in desk.briefing.parts]
    outline = desk.pane.outline
    outline.choose(parts[0])
    desk.key(outline, Qt.Key.Key_Down, ALT)
    assert [part.id for part in desk.briefing.parts] == [parts[1], parts[0], *parts[2:]]


def test_f2_renames_a_part_and_an_empty_heading_restores_the_templates(desk: Desk) -> None:
    part = desk.briefing.parts[0].id
    outline = desk.pane.outline
    outline.choose(part)
    template_heading = outline.currentIndex().data()
    for typed, heading in (("Punti 🇯🇵", "Punti 🇯🇵"), ("", None)):
        desk.key(outline, Qt.Key.Key_F2)
        editor = of_type(outline.findChild(QLineEdit), QLineEdit)
        editor.clear()
        QTest.keyClicks(editor, typed) if typed.isascii() else editor.insert(typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        desk.qtbot.waitUntil(partial(has_heading, desk, heading))
        desk.qtbot.waitUntil(lambda: outline.findChild(QLineEdit) is None)
    assert outline.currentIndex().data() == template_heading


def test_a_heading_that_is_being_typed_survives_changes_around_it(desk: Desk) -> None:
    outline = desk.pane.outline
    outline.choose(desk.briefing.parts[0].id)
    desk.key(outline, Qt.Key.Key_F2)
    editor = of_type(outline.findChild(QLineEdit), QLineEdit)
    QTest.keyClicks(editor, "Half a head")
    model = of_type(outline.model(), OutlineModel)
    model.refresh_texts()
    assert editor.text() == "Half a head"
    QTest.keyClicks(editor, "ing")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(partial(has_heading, desk, "Half a heading"))


def test_a_heading_is_stored_before_another_briefing_is_shown(desk: Desk) -> None:
    outline, briefing = desk.pane.outline, desk.briefing.id
    outline.choose(desk.briefing.parts[0].id)
    desk.key(outline, Qt.Key.Key_F2)
    editor = of_type(outline.findChild(QLineEdit), QLineEdit)
    QTest.keyClicks(editor, "Talks")
    QApplication.sendEvent(
        editor, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    )
    desk.pane.current.duplicate("A copy")
    assert desk.briefing.id != briefing
    desk.wait_until_still()
    stored = not_none(desk.session.store.briefing(briefing))
    assert stored.parts[0].heading == "Talks"


def test_a_new_text_is_added_after_the_current_item_and_opened(desk: Desk) -> None:
    first, _ = two_items(desk)
    desk.pane.outline.choose(first)
    desk.pane.outline.setFocus()
    desk.services.actions.action("new-own-text").trigger()
    made = desk.pane.outline.current_node
    assert isinstance(desk.briefing.item(made), OwnText)
    assert desk.order().index(made) == desk.order().index(first) + 1
    editor = desk.pane.item_panel.editor
    desk.qtbot.waitUntil(editor.hasFocus)
    QTest.keyClicks(editor, "We should say so.")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert desk.pane.outline.hasFocus()
    item = of_type(desk.briefing.item(made), OwnText)
    assert item.blocks[0].text == "We should say so."
    assert desk.pane.outline.currentIndex().data() == "We should say so."


def test_the_part_is_chosen_when_its_only_item_is_removed(desk: Desk) -> None:
    part = next(part for part in desk.briefing.parts if not part.items)
    desk.pane.outline.choose(part.id)
    desk.services.actions.action("new-own-text").trigger()
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    assert desk.briefing.part(part.id) == part
    assert desk.pane.outline.current_node == part.id
    assert desk.pane.outline.selected_nodes == (part.id,)


def test_a_copied_passage_is_pasted_after_the_current_item(desk: Desk) -> None:
    first, _ = two_items(desk)
    desk.pane.outline.choose(first)
    (record,) = desk.session.store.articles()
    article = desk.session.store.article(record.id)
    passage = passage_of(article, article.blocks[1:2])
    QGuiApplication.clipboard().setMimeData(passages_to_mime((passage,), attrgetter("quote")))
    desk.key(desk.pane.outline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    made = of_type(desk.briefing.item(desk.pane.outline.current_node), Excerpt)
    assert made.passage == passage
    QGuiApplication.clipboard().setText("plain words")
    before = desk.briefing
    desk.key(desk.pane.outline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.briefing == before


def test_the_source_of_an_excerpt_is_shown_in_its_article(desk: Desk) -> None:
    first, _ = two_items(desk)
    desk.pane.outline.choose(first)
    item = of_type(desk.briefing.item(first), Excerpt)
    with desk.qtbot.waitSignal(desk.services.links.passage_show_requested) as signal:
        desk.services.actions.action("show-source").trigger()
    assert signal.args == [item.passage]


def test_collapsed_parts_stay_collapsed_when_the_outline_changes(desk: Desk) -> None:
    first, _ = two_items(desk)
    outline = desk.pane.outline
    model = outline.model()
    holder = not_none(desk.briefing.parent_of(first))
    outline.choose(holder.id)
    outline.collapse(outline.currentIndex())
    desk.key(outline, Qt.Key.Key_Up, ALT)
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    folded = [
        row.data(OutlineRole.NODE) for row in rows if model.rowCount(row) and not outline.isExpanded(row)
    ]
    assert folded == [holder.id]


def test_the_current_row_stays_in_view_when_the_outline_gets_lower_or_its_text_larger(desk: Desk) -> None:
    view = desk.pane.outline

    def shown() -> bool:
        area = view.visualRect(view.currentIndex())
        return area.top() >= 0 and area.bottom() <= view.viewport().height()

    chosen = desk.briefing.items[1].id
    view.choose(chosen)
    view.setFixedHeight(view.visualRect(view.currentIndex()).center().y())
    desk.qtbot.waitUntil(shown)
    view.setFixedHeight(view.visualRect(view.currentIndex()).bottom() + 4)
    font = view.font()
    font.setPointSizeF(2 * font.pointSizeF())
    view.setFont(font)
    desk.qtbot.waitUntil(shown)
    # What was scrolled away stays away.
    view.choose(desk.briefing.parts[0].id)
    view.scrollToBottom()
    place = view.verticalScrollBar().value()
    view.setFixedHeight(view.height() - 4)
    assert view.verticalScrollBar().value() >= place > 0
