"""The page Read at several widths, and what it remembers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Opener
from tests.ui.windows import reading_of, session_of, target_of

from briefbuilder.app.commands.articles import edit_metadata, remove_articles
from briefbuilder.app.commands.corrections import exclude_blocks
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_passage
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.passage import passage_of
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow

SENTENCE = "Ministers met in Tokyo and spoke about chips, rare earths and the ports that ship both of them. "
LONG = "# A title of the day\n\n" + "".join(
    f"{SENTENCE * 4}\n\n## Heading {number}\n\n{SENTENCE * 3}\n\n" for number in range(12)
)


@pytest.fixture
def long(window: MainWindow, dossier: Session) -> MainWindow:
    """The window with a long article."""
    import_readings(dossier, [read_bytes(LONG.encode(), "long.md")])
    window.articles.choose(dossier.store.articles()[-1].id)
    return window


def visible_lines(window: MainWindow) -> int:
    """Return how many whole lines of text the reader shows, without those of headings."""
    view = window.article.canvas.view
    height, count = view.viewport().height(), 0
    block = view.document().begin()
    offset = view.verticalScrollBar().value()
    while block.isValid():
        layout = block.layout()
        top = view.document().documentLayout().blockBoundingRect(block).top() - offset
        is_text = not block.blockFormat().headingLevel() and block.charFormat().fontWeight() < 600
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            if is_text and top + line.y() >= 0 and top + line.y() + line.height() <= height:
                count += 1
        block = block.next()
    return count


def test_a_small_screen_shows_thirteen_lines_of_the_article(long: MainWindow, qtbot: QtBot) -> None:
    long.resize(1024, 768)
    qtbot.waitUntil(lambda: long.width() == 1024)
    assert visible_lines(long) >= 13


def test_lines_have_at_most_seventy_two_characters_of_average_width(long: MainWindow) -> None:
    view = long.article.canvas.view
    for width in (1024, 1440, 2560):
        long.resize(width, 800)
        widest = 72 * QFontMetricsF(view.document().defaultFont()).averageCharWidth()
        block = view.document().findBlock(view.paper.places.placed[0].start)
        lines = [block.layout().lineAt(number) for number in range(block.layout().lineCount())]
        assert len(lines) > 2
        assert all(line.naturalTextWidth() <= widest for line in lines)


def test_the_first_article_has_lines_as_long_as_after_a_resize(long: MainWindow) -> None:
    view = long.article.canvas.view
    shown = view.viewport().width()
    long.resize(long.width() + 1, long.height())
    long.resize(long.width() - 1, long.height())
    assert view.viewport().width() == shown
    letters = QFontMetricsF(view.document().defaultFont()).averageCharWidth()
    room = long.article.width() - long.services.theme.px(80)
    assert shown >= min(room, letters * 70, long.services.theme.px(620))


def test_grips_and_topics_stand_beside_the_text_at_every_width(long: MainWindow) -> None:
    canvas = long.article.canvas
    for width in (1024, 1440, 2200, 2560, 1300):
        long.resize(width, 800)
        area = canvas.view.viewport().geometry()
        assert canvas.grips.geometry().right() + 1 == area.left()
        assert 0 < canvas.margin.geometry().left() - area.right() < 20


def test_the_page_is_mirrored_for_languages_from_right_to_left(long: MainWindow, qtbot: QtBot) -> None:
    canvas = long.article.canvas
    long.resize(1440, 800)
    long.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: canvas.margin.x() < canvas.grips.x())
    area = canvas.view.viewport().geometry()
    assert canvas.grips.geometry().left() == area.right() + 1
    assert canvas.margin.geometry().left() >= 0
    assert 0 < area.left() - canvas.margin.geometry().right() < 20


def test_the_list_and_then_the_rail_become_drawers(long: MainWindow, qtbot: QtBot) -> None:
    page, px = long.read, long.services.theme.px
    long.resize(px(1440), 800)
    assert page.articles.isVisible()
    assert page.rail.isVisible()
    assert not page.article.header.list_button.isVisible()
    long.resize(px(1100), 800)
    assert not page.articles.isVisible()
    assert page.rail.isVisible()
    assert page.article.header.list_button.text() == "3"
    QTest.mouseClick(page.article.header.list_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.list_drawer.is_open and page.articles.isVisible())
    QTest.keyClick(long.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.list_drawer.is_open)
    # The other page may need more width than this one.
    page.setParent(None, Qt.WindowType.Window)
    page.resize(px(880), 800)
    page.show()
    qtbot.waitUntil(lambda: not page.rail.isVisible())
    long.services.actions.action("right-pane").trigger()
    qtbot.waitUntil(lambda: page.rail_drawer.is_open and page.rail.isVisible())
    page.resize(px(1440), 800)
    qtbot.waitUntil(lambda: page.articles.isVisible() and page.rail.isVisible())
    assert not page.rail_drawer.is_open
    page.setParent(long)


@pytest.mark.parametrize("is_narrow", [True, False])
@pytest.mark.parametrize("action", ["find-articles", "filter-articles", "edit-details"])
def test_a_hidden_pane_is_shown_before_one_of_its_fields_gets_the_focus(
    long: MainWindow, action: str, is_narrow: bool, qtbot: QtBot
) -> None:
    page, px = long.read, long.services.theme.px
    long.resize(px(1100 if is_narrow else 1440), 800)
    is_rail = action == "edit-details"
    pane: QWidget = page.rail if is_rail else page.articles
    if pane.isVisible():
        (page.toggle_right if is_rail else page.toggle_left)()
    qtbot.waitUntil(lambda: not pane.isVisible())
    long.services.actions.action(action).trigger()
    focused = long.focusWidget()
    assert pane.isAncestorOf(focused)
    assert focused.isVisible()


def test_panes_that_are_hidden_stay_hidden_in_the_next_window(
    long: MainWindow, open_window: Opener, resources: Resources, qtbot: QtBot
) -> None:
    long.resize(1440, 800)
    long.services.actions.action("left-pane").trigger()
    assert not long.read.articles.isVisible()
    session = session_of(long)
    path = session.store.path
    long.close()
    again = open_window(Session.open(path, resources))
    again.resize(1440, 800)
    assert not again.read.articles.isVisible()
    again.services.actions.action("left-pane").trigger()
    assert again.read.articles.isVisible()


def test_the_article_and_its_place_are_shown_again(
    long: MainWindow, open_window: Opener, resources: Resources, qtbot: QtBot
) -> None:
    view = long.article.canvas.view
    view.verticalScrollBar().setValue(900)
    place = view.top_place()
    session = session_of(long)
    reading = reading_of(long)
    path, article = session.store.path, reading.article.id
    long.close()
    again = open_window(Session.open(path, resources))
    assert again.article.reading is not None
    assert again.article.reading.article.id == article
    qtbot.waitUntil(lambda: again.article.canvas.view.verticalScrollBar().value() > 0)
    block, point = place.split()
    block_again, point_again = again.article.canvas.view.top_place().split()
    assert block_again == block
    assert abs(int(point_again) - int(point)) < 120


def test_changes_of_the_article_in_the_mode_brief_are_drawn_when_it_is_shown_again(
    long: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    view, article = long.article.canvas.view, reading_of(long).article
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 900)
    run = long.services.actions.action
    for _ in range(12):
        run("next-section").trigger()
    target, caret = target_of(long).passage, view.caret_point()
    height = view.cursorRect().top()
    drawn = view.paper
    run("mode-brief").trigger()
    dossier.store.apply(edit_metadata(dossier, article.id, replace(article.metadata, title="Ports answer")))
    dossier.store.apply(exclude_blocks(dossier, article.id, [article.blocks[2].id]))
    topic = dossier.taxonomy.topics[0]
    dossier.store.apply(tag_passage(dossier, target, [topic.id]))
    # Commands of the window follow at once.
    assert article.blocks[2] not in reading_of(long).article.blocks
    assert [tag.topic for tag in reading_of(long).tags] == [topic.id]
    assert view.paper is drawn
    run("mode-read").trigger()
    assert view.paper is not drawn
    assert "Ports answer" in view.toPlainText()
    assert view.paper.left_out_markers
    assert [label.shown.tag.topic for label in long.article.canvas.margin.labels] == [topic.id]
    assert target_of(long).passage == target
    assert view.caret_point() == caret
    assert abs(view.cursorRect().top() - height) <= 2


def test_a_passage_is_shown_in_an_article_that_changed_in_the_mode_brief(
    long: MainWindow, dossier: Session
) -> None:
    view, article = long.article.canvas.view, reading_of(long).article
    passage = passage_of(article, article.blocks[-1:])
    long.services.actions.action("mode-brief").trigger()
    dossier.store.apply(exclude_blocks(dossier, article.id, [article.blocks[2].id]))
    long.services.links.passage_show_requested.emit(passage)
    long.services.actions.action("mode-read").trigger()
    assert target_of(long).passage == passage
    assert view.caret_point() == (article.blocks[-1].id, 0)
    assert 0 <= view.cursorRect().top() < view.viewport().height()


def test_new_details_leave_the_text_in_its_place_and_what_is_done_in_it(
    long: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    pane, view, article = long.article, long.article.canvas.view, reading_of(long).article
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 900)
    for _ in range(12):
        long.services.actions.action("next-section").trigger()
    topic = dossier.taxonomy.topics[0]
    dossier.store.apply(tag_passage(dossier, target_of(long).passage, [topic.id]))
    long.services.actions.action("adjust-tag").trigger()
    paper, target, selected = view.paper, target_of(long).passage, view.textCursor().selectedText()
    height, tops = view.cursorRect().top(), [label.shown.top for label in pane.canvas.margin.labels]
    title = "A title that is so long that it takes several lines, " * 4
    changed = replace(article.metadata, title=title, authors=("Ada Rossi",))
    dossier.store.apply(edit_metadata(dossier, article.id, changed))
    assert view.paper is paper
    assert "Ada Rossi" in view.toPlainText()
    assert title.strip() in view.toPlainText()
    assert reading_of(long).article == dossier.store.article(article.id)
    assert target_of(long).passage == target
    assert view.textCursor().selectedText() == selected
    assert view.cursorRect().top() == height
    assert [label.shown.top for label in pane.canvas.margin.labels] > tops
    # The boundary that is being moved is still that of the tag.
    view.edge_pressed.emit(int(Qt.Key.Key_Left), False)
    view.edge_pressed.emit(int(Qt.Key.Key_Return), False)
    assert reading_of(long).tags[0].passage.quote == target.quote[:-1]


def test_new_details_leave_a_field_above_the_text_open_and_the_split_begun(
    long: MainWindow, dossier: Session
) -> None:
    pane, view, article = long.article, long.article.canvas.view, reading_of(long).article
    pane.fields.edit("title")
    pane.fields.line.setPlainText("Unsaved")
    changed = replace(article.metadata, authors=("Ada Rossi",))
    dossier.store.apply(edit_metadata(dossier, article.id, changed))
    assert pane.fields.line.toPlainText() == "Unsaved"
    assert pane.fields.line.isVisible()
    assert pane.fields.line.geometry().contains(view.field_area("title").center())
    pane.fields.cancel()
    long.services.actions.action("next-paragraph").trigger()
    long.services.actions.action("split-paragraph").trigger()
    caret = view.caret_point()
    dossier.store.undo()
    assert "Ada Rossi" not in view.toPlainText()
    assert view.splitting
    assert view.caret_point() == caret


def test_an_article_that_is_removed_in_the_mode_brief_is_gone(long: MainWindow, dossier: Session) -> None:
    article = reading_of(long).article
    long.services.actions.action("mode-brief").trigger()
    dossier.store.apply(edit_metadata(dossier, article.id, replace(article.metadata, title="Ports answer")))
    dossier.store.apply(remove_articles(dossier, [article.id]))
    long.services.actions.action("mode-read").trigger()
    assert long.article.reading is None or reading_of(long).article.id != article.id
    dossier.store.undo()
    long.articles.choose(article.id)
    assert "Ports answer" in long.article.canvas.view.toPlainText()


def test_an_article_counts_as_read_after_three_seconds(
    window: MainWindow, dossier: Session, qtbot: QtBot
) -> None:
    names = [article.id for article in dossier.store.articles()]
    marks = window.articles.read_marks
    window.articles.choose(names[1])
    assert not marks.is_read(names[1])
    qtbot.waitUntil(lambda: marks.is_read(names[1]))
    qtbot.waitUntil(lambda: window.articles.search_bar.unread.text() == "Unread 1")
    window.services.actions.action("mark-unread").trigger()
    assert not marks.is_read(names[1])
    QTest.mouseClick(window.articles.search_bar.unread, Qt.MouseButton.LeftButton)
    assert window.articles.model.rowCount() == 2
    marks.mark([names[0]], read=True)
    window.articles.search_bar.unread.setChecked(False)
    window.articles.search_bar.unread.setChecked(True)
    assert window.articles.model.rowCount() == 1
    # Nothing of this is in the dossier or in its history.
    assert dossier.store.undo_name is not None
    assert dossier.store.undo_name.act == "import-articles"


def test_a_search_hit_is_shown_marked_at_its_place(long: MainWindow, dossier: Session, qtbot: QtBot) -> None:
    text = LONG.replace("## Heading 9\n\n", "## Heading 9\n\nThe quarrel about gallium went on. ")
    import_readings(dossier, [read_bytes(text.encode(), "gallium.md")])
    name = dossier.store.articles()[-1].id
    long.articles.search_bar.line.setText("gallium")
    long.articles.search_bar.search()
    qtbot.waitUntil(lambda: long.articles.model.rowCount() == 1)
    long.articles.list_view.choose_row(0)
    reading = reading_of(long)
    assert reading.article.id == name
    view = long.article.canvas.view
    found = view.document().find("gallium")
    assert not found.isNull()
    assert view.viewport().rect().contains(view.cursorRect(found).center())
    marked = [each.cursor.selectedText() for each in view.extraSelections()]
    assert "gallium" in marked
    assert reading.target is not None
    assert "gallium" in reading.target.passage.quote


def test_a_selection_by_mouse_and_its_tag_cover_whole_words(window: MainWindow) -> None:
    view = window.article.canvas.view
    word = view.document().find("semiconduttori")
    cursor = QTextCursor(view.document())
    cursor.setPosition(word.selectionStart() + 3)
    cursor.setPosition(word.selectionEnd() - 2, QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    target = target_of(window)
    assert target.passage.quote == "semiconduttori"
    start = view.cursorRect(_at(view.textCursor(), word.selectionStart() + 3)).center()
    end = view.cursorRect(_at(view.textCursor(), word.selectionEnd() - 2)).center() + QPoint(2, 0)
    view.drop_selection()
    left, none, keys = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    types = QEvent.Type
    for kind, place, button, buttons in (
        (types.MouseButtonPress, start, left, left),
        (types.MouseMove, end, none, left),
        (types.MouseButtonRelease, end, left, none),
    ):
        on_screen = QPointF(view.viewport().mapToGlobal(place))
        event = QMouseEvent(kind, QPointF(place), on_screen, button, buttons, keys)
        QApplication.sendEvent(view.viewport(), event)
    assert view.textCursor().selectedText() == "semiconduttori"


def _at(cursor: QTextCursor, position: int) -> QTextCursor:
    placed = QTextCursor(cursor)
    placed.setPosition(position)
    return placed
