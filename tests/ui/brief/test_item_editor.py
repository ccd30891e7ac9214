"""The editor of an item: it follows the outline, knows its source, and makes lists as they are typed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton
from tests.narrowing import not_none, of_type

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.revisions import revise_article
from briefbuilder.domain.briefing import Excerpt, OwnText, Part
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.text import Note, Paragraph, Span
from briefbuilder.importers.read import read_bytes
from briefbuilder.storage.blobs import prepare
from briefbuilder.ui.brief.text_editor import TextEditor
from briefbuilder.ui.widgets.controls import EmptyState

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

NOTED = """# Notes

First section[^a].

## Second

Second section[^b].

## Last

Last section[^c]. It has three sentences. This is the third.

[^a]: Note of the first.

[^b]: Note of the second.

[^c]: Note of the last.
"""


@pytest.fixture
def last(desk: Desk) -> str:
    """An excerpt of the last section of an article with notes, chosen in the outline."""
    reading = read_bytes(NOTED.encode(), "notes.md")
    import_readings(desk.session, [reading])
    article = desk.session.store.article(reading.article.id)
    excerpt = Excerpt(id="last", passage=section_passage(article, article.sections[-1]))
    desk.pane.current.edit(
        "edit-text", lambda now: replace(now, parts=(Part(id="p", key="own", heading="P", items=(excerpt,)),))
    )
    desk.pane.outline.choose("last")
    return "last"


def editor_of(desk: Desk) -> TextEditor:
    return desk.pane.item_panel.editor


def own_text(desk: Desk) -> TextEditor:
    """The editor with a new own text."""
    desk.pane.outline.choose(desk.briefing.parts[0].id)
    desk.services.actions.action("new-own-text").trigger()
    return editor_of(desk)


def blocks_of(desk: Desk) -> list[tuple[str, str]]:
    editor_of(desk).commit()
    item = desk.briefing.item(desk.pane.outline.current_node)
    assert item is not None
    return [(block.kind, block.text) for block in item.blocks or ()]


def test_choosing_an_item_fills_the_editor_and_marks_the_page(desk: Desk) -> None:
    desk.wait_until_still()
    item = of_type(desk.briefing.items[1], Excerpt)
    desk.pane.outline.choose(item.id)
    assert editor_of(desk).isVisible()
    assert editor_of(desk).toPlainText() == item.passage.quote
    assert desk.pane.panel.preview.view._origin == item.id


def test_one_click_on_an_own_text_and_typing_edits_it(desk: Desk) -> None:
    own_text(desk)
    made = desk.pane.outline.current_node
    desk.pane.outline.choose(desk.briefing.items[-1].id)
    outline = desk.pane.outline
    place = outline.visualRect(outline.model().index_of(made)).center()  # type: ignore[attr-defined]
    QTest.mouseClick(outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor_of(desk).isVisible()
    assert not editor_of(desk).isReadOnly()
    desk.key(outline, Qt.Key.Key_F2)
    assert editor_of(desk).hasFocus()
    QTest.keyClicks(editor_of(desk), "Mine")
    assert blocks_of(desk) == [("paragraph", "Mine")]


def test_the_buttons_above_a_text_set_its_form_and_take_it_back(desk: Desk) -> None:
    editor = own_text(desk)
    QTest.keyClicks(editor, "Mine")
    editor.selectAll()
    buttons = {one.accessibleName(): one for one in desk.pane.item_panel.tools.findChildren(QToolButton)}
    for name in ("Bullet list", "Numbered list"):
        for expected in ("list_item", "paragraph"):
            QTest.mouseClick(buttons[name], Qt.MouseButton.LeftButton)
            assert blocks_of(desk) == [(expected, "Mine")]
            assert editor.hasFocus()
    for name in ("Bold", "Italic", "Underline"):
        for is_set in (True, False):
            QTest.mouseClick(buttons[name], Qt.MouseButton.LeftButton)
            assert buttons[name].isChecked() is is_set
            assert editor.hasFocus()


def test_the_keys_of_the_command_palette_set_a_link_in_a_text(desk: Desk) -> None:
    editor = own_text(desk)
    QTest.keyClicks(editor, "Mine")
    editor.selectAll()
    desk.prompter.text = "https://example.org/a"
    desk.key(editor, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    editor.commit()
    item = desk.briefing.item(desk.pane.outline.current_node)
    assert item is not None
    (block,) = item.blocks or ()
    assert isinstance(block, Paragraph)
    assert [(span.text, span.link) for span in block.content if isinstance(span, Span)] == [
        ("Mine", "https://example.org/a")
    ]
    assert editor.hasFocus()


def test_a_part_shows_its_hint_in_place_of_a_text(desk: Desk) -> None:
    desk.pane.outline.choose(desk.briefing.parts[0].id)
    assert not editor_of(desk).isVisible()
    assert not desk.pane.item_panel.tools.isVisible()
    assert not desk.pane.item_panel.foot.isVisible()


def test_the_last_section_shows_its_own_notes_only_and_words_become_fewer_when_some_are_deleted(
    desk: Desk, last: str
) -> None:
    text = editor_of(desk).toPlainText()
    assert [name in text for name in ("of the first.", "of the second.", "of the last.")] == [
        False,
        False,
        True,
    ]
    panel = desk.pane.item_panel
    before = int(panel.foot.words.text().split()[0])
    assert panel.foot.words.text().endswith("as in the article")
    editor = editor_of(desk)
    for word in ("third", "three", "section"):
        editor.setTextCursor(editor.document().find(word, QTextCursor(editor.document())))
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        editor.commit()
        now = int(panel.foot.words.text().split()[0])
        assert now < before
        before = now
    assert panel.foot.words.text().endswith("edited")


def entry(menu: QMenu, text: str) -> QMenu | None:
    """Choose an entry of a menu, or return the menu that it opens."""
    menu.aboutToShow.emit()
    action = next(each for each in menu.actions() if each.text().replace("&", "") == text)
    inner = action.menu()
    if isinstance(inner, QMenu):
        return inner
    assert action.isEnabled(), text
    action.trigger()
    return None


def test_the_menu_quotes_more_and_less_and_rates_the_source(desk: Desk, last: str) -> None:
    menu = desk.pane.item_panel.menu.menu
    entry(menu, "Quote one sentence less")
    quoted = of_type(desk.briefing.items[0], Excerpt)
    assert quoted.passage.quote.endswith("It has three sentences.")
    entry(menu, "Quote one more sentence")
    quoted = of_type(desk.briefing.items[0], Excerpt)
    assert quoted.passage.quote.endswith("This is the third.")
    ratings = not_none(entry(menu, "Reliability of the source"))
    letter = not_none(entry(ratings, "B"))
    entry(letter, "B2")
    quoted = of_type(desk.briefing.items[0], Excerpt)
    assert quoted.reliability == "B2"
    for _ in range(3):
        desk.undo()
    assert desk.briefing.items[0].passage.quote.count("Note of") == 3  # type: ignore[union-attr]


def test_the_last_sentence_of_an_excerpt_stays(desk: Desk, last: str) -> None:
    for _ in range(3):
        entry(desk.pane.item_panel.menu.menu, "Quote one sentence less")
    assert of_type(desk.briefing.items[0], Excerpt).passage.quote == "Last\nLast section."
    assert desk.services.toasts.last == "An excerpt has at least one sentence."


def test_keys_quote_a_sentence_less_and_one_more(desk: Desk, last: str) -> None:
    desk.pane.outline.setFocus()
    for key, end in ((Qt.Key.Key_Left, "It has three sentences."), (Qt.Key.Key_Right, "This is the third.")):
        QTest.keyClick(
            desk.pane.outline, key, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        )
        quoted = of_type(desk.briefing.items[0], Excerpt)
        assert quoted.passage.quote.endswith(end)
    desk.undo()
    assert desk.briefing.items[0].passage.quote.endswith("It has three sentences.")  # type: ignore[union-attr]
    own_text(desk)
    assert desk.services.actions.why_not("quote-more") == "Choose an excerpt that was not edited"


def test_an_edited_excerpt_keeps_its_range_and_can_be_restored(desk: Desk, last: str) -> None:
    editor = editor_of(desk)
    QTest.keyClicks(editor, "X")
    editor.commit()
    edited = desk.briefing.items[0]
    assert edited.blocks is not None
    menu = desk.pane.item_panel.menu.menu
    menu.aboutToShow.emit()
    texts = {each.text().replace("&", ""): each.isEnabled() for each in menu.actions()}
    assert not texts["Quote one more sentence"]
    entry(menu, "Restore the original text")
    assert desk.briefing.items[0].blocks is None


def test_an_edit_of_the_last_section_leaves_no_gap_for_notes_of_others(desk: Desk, last: str) -> None:
    from briefbuilder.app.export import build_all
    from briefbuilder.app.export_input import snapshot

    editor = editor_of(desk)
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index("This is the third."))
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "So ")
    editor.commit()
    text = build_all(snapshot(desk.session, desk.briefing.id), [".md"]).files[".md"].decode()
    assert "\\[So\\] This is the third." in text
    assert "[^1]: Note of the last." in text
    assert "…" not in text


def test_the_words_of_a_finding_are_marked(desk: Desk, last: str) -> None:
    panel = desk.pane.item_panel
    panel.mark_words("last", "three sentences")
    (mark,) = panel.editor.extraSelections()
    assert mark.cursor.selectedText() == "three sentences"
    panel.mark_words("other", "It has")
    assert len(panel.editor.extraSelections()) == 1
    panel.mark_words("last", "")
    assert panel.editor.extraSelections() == []


def test_words_of_a_finding_that_were_changed_are_no_longer_marked(desk: Desk, last: str) -> None:
    panel = desk.pane.item_panel
    editor = panel.editor
    panel.mark_words("last", "three sentences")
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index("It has"))
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "So ")
    (mark,) = editor.extraSelections()
    assert mark.cursor.selectedText() == "three sentences"
    cursor.setPosition(mark.cursor.selectionStart() + 2)
    editor.setTextCursor(cursor)
    QTest.keyClicks(editor, "x")
    assert editor.extraSelections() == []


def test_the_context_menu_offers_what_belongs_to_notes_and_tables(desk: Desk) -> None:
    editor = own_text(desk)
    QTest.keyClicks(editor, "Word")
    desk.services.actions.action("insert-note").trigger()
    QTest.keyClicks(editor, "A note")
    menu = QMenu(editor)
    editor.menu_opened.emit(menu, editor.textCursor())
    entry(menu, "Remove the note")
    assert not any(isinstance(block, Note) for block in editor.blocks())
    desk.services.actions.action("insert-table").trigger()
    menu = QMenu(editor)
    editor.menu_opened.emit(menu, editor.textCursor())
    inner = not_none(entry(menu, "Table"))
    assert "Remove table" in [each.text().replace("&", "") for each in inner.actions()]


def test_the_article_slides_over_the_panel_and_extends_the_excerpt(desk: Desk, last: str) -> None:
    page = desk.pane
    entry(page.item_panel.menu.menu, "Quote one sentence less")
    desk.services.actions.action("peek-source").trigger()
    assert page.source.drawer.is_open
    view = page.source.peek.view
    assert view.marked[0].text() == "Last"
    assert view.marked[-1].text().endswith("This is the third.")
    # The ground has no gaps between lines and paragraphs.
    layout, shift = view.document().documentLayout(), view.verticalScrollBar().value()
    first, final = (layout.blockBoundingRect(view.marked[at]) for at in (0, -1))
    picture, x = view.viewport().grab().toImage(), round(first.left()) - 4
    rows = range(round(first.top()) - shift, round(final.bottom()) - shift)
    wash = desk.services.theme.colours.wash
    assert {picture.pixelColor(x, y).name() for y in rows} == {wash}
    assert picture.pixelColor(x, rows[-1] + 20).name() != wash
    desk.key(page.source.peek.view, Qt.Key.Key_Escape)
    assert not page.source.drawer.is_open


def test_a_new_text_has_no_source_and_everyone_may_see_it(desk: Desk) -> None:
    own_text(desk)
    panel = desk.pane.item_panel
    assert not panel.source.isVisible()
    assert panel.foot.words.text() == "0 word(s)"
    text = OwnText(id="x", blocks=(Paragraph(id="b", content=(Span("one two"),)),))
    desk.pane.current.edit(
        "edit-text", lambda now: replace(now, parts=(Part(id="p", key="own", items=(text,)),))
    )
    desk.pane.outline.choose("x")
    assert panel.foot.words.text() == "2 word(s)"


def test_the_text_is_enlarged_and_its_size_is_remembered(desk: Desk) -> None:
    own_text(desk)
    editor = editor_of(desk)
    QTest.keyClicks(editor, "Some words")
    usual = editor.document().size().height()
    for _ in range(2):
        desk.services.actions.action("text-larger").trigger()
    assert editor.document().size().height() > usual
    assert editor.textCursor().position() == len("Some words")
    assert desk.services.settings.window_state("editor-scale") == "1.3"
    QTest.keyClicks(editor, " more")
    assert blocks_of(desk) == [("paragraph", "Some words more")]
    desk.services.actions.action("text-normal").trigger()
    assert editor.document().size().height() == usual


def test_the_editor_has_the_font_that_the_reader_has(desk: Desk) -> None:
    desk.services.settings.set_window_state("reader-font", "sans")
    desk.pane.item_panel.apply_look()
    assert "Noto Serif" not in editor_of(desk).document().defaultFont().families()


@pytest.mark.real_pages
def test_the_pages_are_enlarged_where_they_have_the_focus(desk: Desk) -> None:
    desk.wait_until_still()
    view = desk.pane.panel.preview.view
    view.setFocus()
    before = view.zoom
    desk.services.actions.action("text-larger").trigger()
    assert view.zoom > before
    assert desk.services.settings.window_state("editor-scale") is None


def test_an_empty_part_about_a_topic_says_where_its_passages_are(desk: Desk) -> None:
    part = next(part for part in desk.briefing.walk() if part.topic == "eu-japan")
    for item in part.items:
        desk.pane.outline.choose(item.id)
        desk.services.actions.action("remove-item").trigger()
    desk.pane.outline.choose(part.id)
    texts = [each.label.text() for each in desk.pane.findChildren(EmptyState) if each.isVisible()]
    assert texts == ["Passages tagged “Japan & EU–Japan” are in other parts, or under “Ready to add”."]


def test_an_excerpt_whose_words_a_newer_version_lacks_shows_them_and_says_so(desk: Desk, last: str) -> None:
    article = next(record for record in desk.session.store.articles() if record.original.name == "notes.md")
    shown = editor_of(desk).toPlainText()
    newer = read_bytes(b"# Notes\n\nAll of this is new and says something else.\n", "notes-2.md")
    prepared = prepare(newer)
    desk.session.store.keep(prepared)
    desk.session.store.apply(revise_article(desk.session, article.id, prepared.record))
    panel = desk.pane.item_panel
    assert desk.pane.outline.current_node == last
    assert "It has three sentences. This is the third." in shown
    assert "It has three sentences. This is the third." in editor_of(desk).toPlainText()
    assert editor_of(desk).isReadOnly()
    assert panel.source.note.text().startswith("The article no longer contains these words.")
    assert "as in the article" not in panel.foot.words.text()
    for name in ("quote-more", "quote-less"):
        assert not desk.services.actions.action(name).isEnabled()
    desk.undo()
    assert not editor_of(desk).isReadOnly()
    assert "as in the article" in panel.foot.words.text()
