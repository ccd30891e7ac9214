"""What the outline shows beside an editor of real size, and what can be added from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QLocale, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QStyleOptionViewItem
from tests.narrowing import not_none, of_type

from briefbuilder.composing.lengths import Length
from briefbuilder.domain.briefing import Dated, Excerpt, OwnText, Part
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Cell, Paragraph, Row, Span, Table
from briefbuilder.ui.brief.briefings import OutlinePane
from briefbuilder.ui.brief.outline_model import OutlineRole
from briefbuilder.ui.brief.outline_texts import OutlineRow
from briefbuilder.ui.brief.outline_view import OutlineDelegate
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.controls import ActionToolButton
from briefbuilder.ui.widgets.progress import Meter

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk


def written(name: str, text: str) -> OwnText:
    return OwnText(id=name, blocks=(Paragraph(id="b1", content=(Span(text),)),))


def show(desk: Desk, *parts: Part) -> None:
    """Give the briefing other parts."""
    desk.pane.current.edit("edit-text", lambda now: replace(now, parts=parts))
    QApplication.processEvents()


def row_of(desk: Desk, node: str) -> OutlineRow:
    return of_type(desk.pane.outline.model().index_of(node).data(OutlineRole.ROW), OutlineRow)  # type: ignore[attr-defined]


def visible_rows(desk: Desk) -> int:
    """How many rows of the outline are seen whole."""
    outline = desk.pane.outline
    room, count = outline.viewport().rect(), 0
    index = outline.model().index(0, 0)
    while index.isValid():
        count += room.contains(outline.visualRect(index).adjusted(0, 0, -1, -1))
        index = outline.indexBelow(index)
    return count


def visible_lines(desk: Desk) -> int:
    """How many lines of the editor's text are seen whole."""
    editor = desk.pane.item_panel.editor
    layout, count = editor.document().documentLayout(), 0
    block = editor.document().begin()
    while block.isValid():
        top = layout.blockBoundingRect(block).top()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            count += top + line.y() + line.height() <= editor.viewport().height()
        block = block.next()
    return count


def test_fifteen_rows_are_seen_beside_twenty_lines_at_the_usual_size(desk: Desk) -> None:
    # The menu bar and the header of the window take 76 of its 900 pixels.
    desk.pane.window().resize(1440, 824)
    shown = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    many = tuple(replace(shown, id=f"e{number}") for number in range(11))
    long = written("long", "Word upon word upon word. " * 200)
    held = (many[:4], (*many[4:9],), many[9:])
    parts = [Part(id=f"p{n}", key="own", heading=f"Part {n}", items=items) for n, items in enumerate(held)]
    show(desk, *parts, Part(id="p9", key="own", heading="Part 9", items=(long,)))
    desk.pane.outline.choose("long")
    desk.pane.outline.verticalScrollBar().setValue(0)
    desk.qtbot.wait(50)
    assert visible_rows(desk) >= 15
    assert visible_lines(desk) >= 20


def test_the_buttons_below_keep_their_words_while_these_have_room(desk: Desk) -> None:
    pane = of_type(desk.pane.findChild(OutlinePane), OutlinePane)
    buttons = [each for each in pane.findChildren(ActionToolButton) if each.text()]
    words, px = Qt.ToolButtonStyle.ToolButtonTextBesideIcon, desk.services.theme.px
    pane.resize(1000, 600)
    needed = sum(each.sizeHint().width() + px(4) for each in buttons)
    pane.resize(2 * px(8) + needed, 600)
    assert {each.toolButtonStyle() for each in buttons} == {words}
    pane.resize(needed // 2, 600)
    assert words not in {each.toolButtonStyle() for each in buttons}


def test_a_row_names_an_item_by_its_first_line_its_kind_and_its_source(desk: Desk) -> None:
    table = Table(
        id="t",
        rows=(Row(cells=(Cell(blocks=(Paragraph(id="c", content=(Span("2030"),)),)),)),),
        content=(Span("Targets"),),
    )
    show(
        desk,
        Part(
            id="p",
            key="key-points",
            items=(
                desk.briefing.items[0],
                replace(written("own", "First line\nsecond"), release=Release(disclosure="closed")),
                OwnText(id="table", blocks=(table,)),
                OwnText(id="empty"),
            ),
        ),
    )
    excerpt = row_of(desk, desk.briefing.items[0].id)
    assert excerpt.title.startswith("La Commissione europea")
    assert (excerpt.icon, excerpt.caption, excerpt.is_released) == (
        "quote",
        "Bruxelles e Tokyo rafforzano l'intesa tecnologica",
        False,
    )
    own = row_of(desk, "own")
    assert (own.title, own.icon, own.caption, own.is_released) == ("First line", "pen-line", "Text", True)
    assert (row_of(desk, "table").title, row_of(desk, "table").icon) == ("Targets", "table-2")
    assert row_of(desk, "empty").title == "Three to five points that the reader must take away."


def test_a_row_of_an_event_begins_with_its_date(desk: Desk) -> None:
    excerpt = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    dated = Dated(first=date(2018, 4, 1), last=date(2018, 6, 30), grain="quarter")
    show(desk, Part(id="p", key="key-points", items=(replace(excerpt, dated=dated),)))
    assert row_of(desk, excerpt.id).title.startswith("Q2 2018 · La Commissione europea")
    index = desk.pane.outline.model().index_of(excerpt.id)  # type: ignore[attr-defined]
    assert "Q2 2018 · “La Commissione" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_two_lines_of_a_row_do_not_overlap_in_any_script(desk: Desk) -> None:
    outline = desk.pane.outline
    option = QStyleOptionViewItem()
    option.font = QFont(outline.font())
    small = QFont(option.font)
    small.setPixelSize(desk.services.theme.px(12))
    for text in ("半導体の早期警戒", "ภาษาไทยที่มีสระ", "हिन्दी क्षेत्र", "Ålesund"):
        show(desk, Part(id="p", key="own", heading=text, items=(written("own", text),)))
        height = outline.outline_delegate.sizeHint(option, outline.model().index_of("own")).height()  # type: ignore[attr-defined]
        assert height >= line_height(text, option.font) + line_height("Text", small)


def test_rows_are_measured_again_for_another_font_and_not_for_other_colours(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    outline, theme = desk.pane.outline, desk.services.theme
    delegate, first = outline.outline_delegate, outline.model().index(0, 0)
    theme.style(desk.pane)
    QApplication.processEvents()
    measured, measure = list[OutlineRow](), delegate._measure

    def note(font: QFont, row: OutlineRow) -> QSize:
        measured.append(row)
        return measure(font, row)

    monkeypatch.setattr(delegate, "_measure", note)
    theme.choose("light" if theme.dark else "dark")
    QApplication.processEvents()
    height = outline.visualRect(first).height()
    assert not measured
    font, usual = QFont(QApplication.font()), QFont(QApplication.font())
    font.setPixelSize(round(2 * theme.em))
    try:
        QApplication.setFont(font)
        theme.apply()
        QApplication.processEvents()
        assert outline.visualRect(first).height() > height
    finally:
        QApplication.setFont(usual)
        theme.apply()


def line_height(text: str, font: QFont) -> float:
    layout = QTextLayout(text, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return max(line.height(), QFontMetricsF(font).height())


def test_a_part_that_is_removed_with_its_items_is_told_and_comes_back(desk: Desk) -> None:
    part = next(part for part in desk.briefing.walk() if len(part.items) == 2)
    before = desk.order()
    desk.pane.outline.choose(part.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    assert part.id not in desk.order()
    toasts = desk.services.toasts
    assert toasts.last == "Part and 2 item(s) removed"
    assert toasts.toast is not None
    assert "Undo" in [each.text() for each in toasts.toast.findChildren(QPushButton)]
    desk.undo()
    assert desk.order() == before


def test_what_is_removed_is_named_and_chosen_again_when_it_comes_back(desk: Desk) -> None:
    first, second, *_ = desk.briefing.items
    before = desk.order()
    outline = desk.pane.outline
    outline.choose(first.id)
    desk.key(outline, Qt.Key.Key_Delete)
    assert first.id not in desk.order()
    assert outline.current_node
    assert desk.services.toasts.last.startswith("“La Commissione europea")
    desk.undo()
    assert (desk.order(), outline.current_node) == (before, first.id)
    outline.choose(first.id)
    QTest.keyClick(outline, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert set(outline.selected_nodes) == {first.id, second.id}
    desk.key(outline, Qt.Key.Key_Delete)
    assert desk.services.toasts.last == "2 item(s) removed"


def test_moved_rows_stay_selected_without_a_change_being_announced(desk: Desk) -> None:
    texts = [written(f"t{number}", f"Text {number}") for number in range(9)]
    parts = [Part(id=f"p{at}", key="own", items=tuple(texts[3 * at : 3 * at + 3])) for at in range(3)]
    show(desk, *parts)
    outline = desk.pane.outline
    outline.choose("t4")
    for node in ("t1", "t2", "p2", "t8"):
        select = QItemSelectionModel.SelectionFlag.Select
        outline.selectionModel().select(outline.model().index_of(node), select)  # type: ignore[attr-defined]
    announced: list[object] = []
    outline.selectionModel().selectionChanged.connect(lambda *_: announced.append("selection"))
    outline.current_node_changed.connect(announced.append)
    show(desk, replace(parts[2], items=(texts[8], texts[2], texts[4])), replace(parts[0], items=tuple(texts[:2])),
         replace(parts[1], items=(texts[3], *texts[5:8])))  # fmt: skip
    assert outline.selected_nodes == ("p2", "t8", "t2", "t4", "t1")
    assert outline.current_node == "t4"
    assert announced == []


def test_a_removed_passage_is_ready_to_be_added_to_its_part_again(desk: Desk) -> None:
    part = next(part for part in desk.briefing.walk() if part.topic == "semiconductors")
    gone = of_type(part.items[0], Excerpt)
    ready = desk.pane.outline_pane.ready
    ready.find_now()
    assert ready.model.rowCount() == 0
    desk.pane.outline.choose(gone.id)
    desk.key(desk.pane.outline, Qt.Key.Key_Delete)
    desk.qtbot.waitUntil(lambda: ready.model.rowCount() == 1)
    ready.section.head.setChecked(True)
    ready.list.setCurrentIndex(ready.model.index(0, 0))
    desk.key(ready.list, Qt.Key.Key_Return)
    held = next(one for one in desk.briefing.walk() if one.id == part.id)
    assert [item.passage for item in held.items if isinstance(item, Excerpt)][-1] == gone.passage
    desk.qtbot.waitUntil(lambda: ready.model.rowCount() == 0)
    desk.undo()
    desk.undo()
    assert gone.id in desk.order()


def test_a_new_part_is_named_in_the_outline(desk: Desk) -> None:
    desk.services.actions.action("new-part").trigger()
    field = not_none(desk.pane.outline.findChild(QLineEdit))
    field.clear()
    QTest.keyClicks(field, "Questions")
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: "Questions" in [part.heading for part in desk.briefing.parts])
    assert desk.prompter.questions == []


def test_the_title_is_edited_in_place(desk: Desk) -> None:
    desk.services.actions.action("rename-briefing").trigger()
    title = desk.pane.outline_pane.header.title
    assert title.editing
    title.field.clear()
    QTest.keyClicks(title.field, "Talks in Rome")
    QTest.keyClick(title.field, Qt.Key.Key_Return)
    assert desk.briefing.title == "Talks in Rome"
    assert title.text() == "Talks in Rome"
    desk.undo()
    assert title.text() == "Chips 🇯🇵"


def test_the_digits_of_the_words_of_a_part_are_grouped(desk: Desk) -> None:
    delegate, before = OutlineDelegate(Theme("light"), desk.pane), QLocale()
    QLocale.setDefault(QLocale("de"))
    try:
        assert delegate._count_text(1, Length(32426, 200)).startswith("32.426 of 200")
        assert delegate._count_text(1, Length(32426)) == "32.426"
    finally:
        QLocale.setDefault(before)


@pytest.mark.real_pages
def test_the_meters_show_pages_and_words_with_their_limits(desk: Desk) -> None:
    desk.wait_until_still()
    lengths = not_none(desk.pane.panel.lengths)
    names = [each.accessibleName() for each in desk.pane.outline_pane.header.findChildren(Meter)]
    assert f"Pages: {desk.pane.panel.preview.view.page_count} of 4" in names
    assert f"Words: {lengths.whole.words} of 2,000" in names


def test_a_click_on_the_chevron_folds_a_part(desk: Desk) -> None:
    outline = desk.pane.outline
    part = next(part for part in desk.briefing.parts if part.items)
    index = outline.model().index_of(part.id)  # type: ignore[attr-defined]
    outline.scrollTo(index)
    area: QRect = outline.outline_delegate.chevron_area(
        outline.visualRect(index), index, outline.layoutDirection()
    )
    assert outline.isExpanded(index)
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert not outline.isExpanded(index)
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=area.center() + QPoint(60, 0))
    assert outline.current_node == part.id
    assert not outline.isExpanded(index)


def test_a_click_at_the_beginning_of_an_empty_part_chooses_it(desk: Desk) -> None:
    outline = desk.pane.outline
    part = next(part for part in desk.briefing.parts if not part.items and part.id != outline.current_node)
    index = outline.model().index_of(part.id)  # type: ignore[attr-defined]
    outline.scrollTo(index)
    row = outline.visualRect(index)
    area = outline.outline_delegate.chevron_area(row, index, outline.layoutDirection())
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert outline.current_node == part.id


def test_the_rows_are_mirrored_for_languages_from_right_to_left(desk: Desk) -> None:
    outline = desk.pane.outline
    desk.pane.outline.choose("")
    left = outline.viewport().grab().toImage()
    outline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    right = outline.viewport().grab().toImage()
    part = next(part for part in desk.briefing.parts if part.items)
    index = outline.model().index_of(part.id)  # type: ignore[attr-defined]
    row = outline.visualRect(index)
    areas = {
        direction: outline.outline_delegate.chevron_area(row, index, direction)
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)
    }
    there = areas[Qt.LayoutDirection.RightToLeft]
    assert row.right() - there.right() == areas[Qt.LayoutDirection.LeftToRight].left() - row.left()
    ground = left.pixelColor(2, row.center().y())
    drawn = [
        right.pixelColor(x, y)
        for x in range(there.left(), there.right())
        for y in range(there.top(), there.bottom())
    ]
    assert any(colour != ground for colour in drawn)


class FirstPaint(QObject):
    """Notes what the editor shows when the outline is painted for the first time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.seen: list[str] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.seen.append(self._desk.pane.item_panel.editor.toPlainText())
        return False


def shows_other(desk: Desk, text: str) -> bool:
    return desk.pane.item_panel.editor.toPlainText() != text


def test_a_key_is_painted_before_the_editor_follows_in_a_long_briefing(desk: Desk) -> None:
    excerpt = next(item for item in desk.briefing.items if isinstance(item, Excerpt))
    many = tuple(
        replace(excerpt, id=f"e{number}") if number % 2 else written(f"e{number}", f"Text {number}")
        for number in range(200)
    )
    show(desk, Part(id="p", key="own", heading="Long", items=many))
    desk.wait_until_still()
    outline = desk.pane.outline
    outline.choose("e0")
    outline.setFocus()
    desk.qtbot.wait(100)
    for _ in range(2):
        noted = FirstPaint(desk)
        outline.viewport().installEventFilter(noted)
        before = desk.pane.item_panel.editor.toPlainText()
        QTest.keyClick(outline, Qt.Key.Key_Down)
        while not noted.seen:
            QApplication.processEvents()
        outline.viewport().removeEventFilter(noted)
        assert noted.seen[0] == before
        desk.qtbot.waitUntil(partial(shows_other, desk, before))
