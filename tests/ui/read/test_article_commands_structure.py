"""Correcting an article with the keyboard only, on a real page; each command can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from tests.narrowing import not_none, of_type
from tests.ui.windows import session_of, target_of

from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_passage
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.briefing_edits import insert_item
from briefbuilder.domain.passage import passage_blocks, passage_of
from briefbuilder.domain.text import Heading, ListItem, Paragraph, Quote
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.action_table import STRUCTURE
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.article_details import LanguageDialog
from briefbuilder.ui.read.comparisons import CompareDialog

if TYPE_CHECKING:
    from tests.ui.conftest import FakePrompter

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(
    open_window: Callable[..., MainWindow], resources: Resources, tmp_path: Path, data: Path
) -> MainWindow:
    """The window on a dossier with a saved page, its text in the focus."""
    session = Session.create(tmp_path / "Harbours.dossier", resources)
    page = data / "html" / "harbour.html"
    import_readings(session, [read_bytes(page.read_bytes(), page.name)])
    made = open_window(session)
    made.articles.choose(session.store.articles()[0].id)
    made.article.canvas.view.setFocus()
    return made


def article_of(window: MainWindow) -> Article:
    session = session_of(window)
    return session.store.article(session.store.articles()[0].id)


def press(
    window: MainWindow, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(window.article.canvas.view, key, modifiers)


def run(window: MainWindow, action: str) -> None:
    window.services.actions.action(action).trigger()


def go_to(window: MainWindow, words: str) -> None:
    """Walk down by keys to the paragraph that holds some words."""
    for _ in range(8):
        press(window, Key.Key_PageUp, CONTROL)
    for _ in range(40):
        target = target_of(window)
        if target.kind == "paragraph" and words in target.passage.quote:
            return
        press(window, Key.Key_Down, CONTROL)
    raise AssertionError(words)


def go_to_section(window: MainWindow, words: str) -> None:
    for _ in range(40):
        target = target_of(window)
        if target.kind == "section" and target.passage.quote.startswith(words):
            return
        press(window, Key.Key_PageDown, CONTROL)
    raise AssertionError(words)


def choose(window: MainWindow, words: str) -> None:
    view = window.article.canvas.view
    view.setTextCursor(view.document().find(words))


def caret_words(window: MainWindow) -> str:
    cursor = QTextCursor(window.article.canvas.view.textCursor())
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def undone(window: MainWindow, before: Article) -> None:
    """Take the act back and do it again and take it back, and see the article as it was."""
    after = article_of(window)
    assert after != before
    press(window, Key.Key_Z, CONTROL)
    assert article_of(window) == before
    press(window, Key.Key_Z, CONTROL | SHIFT)
    assert article_of(window) == after
    press(window, Key.Key_Z, CONTROL)
    assert article_of(window) == before


def test_paragraphs_and_headings_take_another_form(window: MainWindow) -> None:
    before = article_of(window)
    go_to_section(window, "What the ministry answers")
    run(window, "make-paragraph")
    assert len(article_of(window).sections) == 1
    undone(window, before)
    kinds: tuple[tuple[str, str, type[object], int | None], ...] = (
        ("make-heading-1", "No port has answered yet", Heading, 1),
        ("make-heading-2", "No port has answered yet", Heading, 2),
        ("make-heading-3", "The letter was sent", Heading, 3),
        ("make-paragraph", "We shall need two engineers", Paragraph, None),
        ("make-list-item", "The ministry has carta bianca", ListItem, None),
        ("make-quotation", "A spokeswoman said", Quote, None),
    )
    for action, words, kind, level in kinds:
        go_to(window, words)
        run(window, action)
        block = of_type(next(block for block in article_of(window).blocks if words in block.text), kind)
        assert getattr(block, "level", None) == level
        assert words in window.article.canvas.view.toPlainText()
        undone(window, before)


def test_all_selected_paragraphs_change(window: MainWindow) -> None:
    before = article_of(window)
    view = window.article.canvas.view
    start, end = view.document().find("Mayors of nine"), view.document().find("The letter was")
    start.setPosition(end.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(start)
    run(window, "make-quotation")
    assert [block.kind for block in article_of(window).blocks[:3]] == ["quote", "quote", "paragraph"]
    undone(window, before)


def test_paragraphs_are_joined_with_the_next_and_all_that_are_chosen(window: MainWindow) -> None:
    before = article_of(window)
    go_to(window, "Mayors of nine")
    press(window, Key.Key_J, CONTROL)
    first, second = before.blocks[:2]
    assert article_of(window).blocks[0].text == f"{first.text} {second.text}"
    press(window, Key.Key_J, CONTROL)
    assert article_of(window).blocks[0].text.endswith("No port has answered yet.")
    press(window, Key.Key_Z, CONTROL)
    undone(window, before)


def test_a_change_is_reported_and_an_undo_only_until_the_next_change(window: MainWindow) -> None:
    toasts = window.services.toasts
    go_to(window, "No port has answered yet")
    run(window, "make-heading-2")
    assert toasts.last.startswith("Done: heading in")
    press(window, Key.Key_Z, CONTROL)
    assert toasts.last.startswith("Undone: heading in")
    session, article = session_of(window), article_of(window)
    session.store.apply(tag_passage(session, passage_of(article, article.blocks[:1]), ["derisking"]))
    assert toasts.last == ""


def test_joining_at_a_hyphen_is_reported(window: MainWindow) -> None:
    session = session_of(window)
    text = "A title for it\n\nNothing is known in this matter of what the govern-\n\nment has said of it so far.\n"
    import_readings(session, [read_bytes(text.encode(), "hyphen.txt")])
    window.articles.choose(session.store.articles()[1].id)
    window.article.canvas.view.setFocus()
    go_to(window, "the govern-")
    press(window, Key.Key_J, CONTROL)
    kept = "The hyphen was kept. If it only breaks a word, undo and use “Join and remove hyphen”."
    assert window.services.toasts.last == kept
    article = session.store.articles()[1].id
    assert session.store.article(article).blocks[0].text.endswith("the govern-ment has said of it so far.")
    press(window, Key.Key_Z, CONTROL)
    run(window, "join-without-hyphen")
    assert session.store.article(article).blocks[0].text.endswith("the government has said of it so far.")


def test_a_paragraph_is_split_where_the_keys_put_the_caret(window: MainWindow) -> None:
    before = article_of(window)
    go_to(window, "The letter was sent")
    view, bar = window.article.canvas.view, window.article.hint
    press(window, Key.Key_J, CONTROL | SHIFT)
    assert view.splitting
    assert bar.isVisible()
    assert "Enter" in bar.label.text()
    for _ in range(len("The letter ")):
        press(window, Key.Key_Right)
    press(window, Key.Key_Return)
    assert not window.article.canvas.view.splitting
    texts = [block.text for block in article_of(window).blocks[1:3]]
    assert texts[0] == "The letter"
    assert texts[1].startswith("was sent on Monday")
    assert session_of(window).store.tags() == ()
    assert caret_words(window).startswith("was sent on Monday")
    undone(window, before)


def test_a_split_is_left_by_escape_and_refused_at_an_end(window: MainWindow, prompter: FakePrompter) -> None:
    before = article_of(window)
    go_to(window, "The letter was sent")
    press(window, Key.Key_J, CONTROL | SHIFT)
    press(window, Key.Key_Return)
    assert [error.code for error in prompter.errors] == ["repair-divide-inside"]
    assert "cursor" in window.services.words.error(prompter.errors[0])
    press(window, Key.Key_Escape)
    press(window, Key.Key_J, CONTROL | SHIFT)
    press(window, Key.Key_Right)
    press(window, Key.Key_Escape)
    assert not window.article.canvas.view.splitting
    assert not window.article.hint.isVisible()
    assert article_of(window) == before


def test_excluded_text_is_hidden_shown_and_restored(window: MainWindow) -> None:
    before = article_of(window)
    view = window.article.canvas.view
    go_to(window, "No port has answered yet")
    press(window, Key.Key_Delete, CONTROL)
    assert len(article_of(window).blocks) == len(before.blocks) - 1
    assert "⋯ 1 paragraph(s) excluded" in view.toPlainText()
    assert view.toPlainText().count("No port has answered yet.") == 1
    press(window, Key.Key_O, CONTROL | SHIFT)
    assert view.toPlainText().count("No port has answered yet.") == 2
    struck = view.document().find("No port has answered yet.")
    assert struck.charFormat().fontStrikeOut()
    assert window.article.header.corrections == 1
    press(window, Key.Key_Delete, CONTROL | SHIFT)
    assert article_of(window) == before
    assert window.article.header.corrections == 0
    press(window, Key.Key_Z, CONTROL)
    undone_twice = article_of(window)
    assert len(undone_twice.blocks) == len(before.blocks) - 1


def test_words_after_excluded_text_are_selected_exactly(window: MainWindow) -> None:
    go_to(window, "The letter was sent")
    press(window, Key.Key_Delete, CONTROL)
    choose(window, "spokeswoman")
    target = target_of(window)
    assert target.passage.quote == "spokeswoman"
    assert passage_blocks(article_of(window), target.passage)


def test_tags_that_go_are_counted_and_undo_is_offered(window: MainWindow, prompter: FakePrompter) -> None:
    session, article = session_of(window), article_of(window)
    session.store.apply(
        tag_passage(session, passage_of(article, article.blocks[1:2]), ["china", "derisking"])
    )
    go_to(window, "The letter was sent")
    press(window, Key.Key_Delete, CONTROL)
    assert prompter.questions == []
    assert session.store.tags() == ()
    assert "2 tag(s) on these words were removed." in window.services.toasts.last
    toast = not_none(window.services.toasts.toast)
    (undo,) = (each for each in toast.findChildren(QPushButton) if each.text() == "Undo")
    undo.click()
    assert len(session.store.tags()) == 2
    assert article_of(window) == article


def test_an_excerpt_keeps_its_words_and_its_change_is_reported(
    window: MainWindow, prompter: FakePrompter
) -> None:
    session, article = session_of(window), article_of(window)
    act, briefing = compose_briefing(session, "thematic-briefing", "Harbours", [], {}, "en")
    session.store.apply(act)
    excerpt = Excerpt(id="i1", passage=passage_of(article, article.blocks[1:2]))
    longer = Excerpt(id="i2", passage=passage_of(article, article.blocks[:3]))
    part = next(briefing.walk())
    after = insert_item(insert_item(briefing, part.id, excerpt), part.id, longer)
    session.store.apply(edit_briefing(session, after, "edit-briefing"))
    go_to(window, "The letter was sent")
    press(window, Key.Key_Delete, CONTROL)
    assert [error.code for error in prompter.errors] == ["repair-loses-excerpt"]
    assert "Harbours" in window.services.words.error(prompter.errors[0])
    go_to(window, "No port has answered yet")
    press(window, Key.Key_Delete, CONTROL)
    words = window.services.toasts.last
    assert words.startswith("Done: exclusion of a paragraph in")
    assert words.endswith("1 excerpt(s) in briefings also changed.")


def test_a_language_is_chosen_by_the_letters_of_its_name(window: MainWindow, prompter: FakePrompter) -> None:
    before = article_of(window)

    def answer(dialog: LanguageDialog) -> bool:
        QTest.keyClicks(dialog.list, "Jap")
        assert dialog.list.current == "ja"
        return True

    prompter.answer(LanguageDialog, answer)
    go_to(window, "The ministry has carta bianca")
    press(window, Key.Key_L, CONTROL | SHIFT)
    (block,) = (block for block in article_of(window).blocks if "carta bianca" in block.text)
    assert block.language == "ja"
    undone(window, before)


def test_a_language_of_the_article_is_the_first_choice(window: MainWindow, prompter: FakePrompter) -> None:
    seen: list[str] = []

    def answer(dialog: LanguageDialog) -> bool:
        seen.append(dialog.list.currentIndex().data())
        return dialog.list.current is None

    prompter.answer(LanguageDialog, answer)
    press(window, Key.Key_L, CONTROL | SHIFT)
    assert seen == ["Same as article · English"]
    assert not session_of(window).store.articles()[0].is_corrected


def test_selected_words_become_metadata(window: MainWindow) -> None:
    before = article_of(window)
    for action, words, field, value in (
        ("use-as-title", "nine harbour cities", "title", "nine harbour cities"),
        ("use-as-lead", "each port now", "lead", "each port now"),
        ("use-as-author", "spokeswoman", "authors", ("Anna Verdi", "Luca Neri", "spokeswoman")),
    ):
        choose(window, words)
        run(window, action)
        assert getattr(article_of(window).metadata, field) == value
        assert article_of(window).blocks == before.blocks
        assert window.article.header.corrections == 1
        undone(window, before)


def test_a_whole_paragraph_becomes_the_lead_and_is_removed_from_the_text(window: MainWindow) -> None:
    before = article_of(window)
    go_to(window, "No port has answered yet")
    run(window, "use-as-lead")
    assert article_of(window).metadata.lead == "No port has answered yet."
    assert len(article_of(window).blocks) == len(before.blocks) - 1
    undone(window, before)


def test_words_that_are_not_a_date_are_rejected_and_a_date_is_accepted(
    window: MainWindow, prompter: FakePrompter
) -> None:
    session = session_of(window)
    text = "A title for it\n\nThe ministers met on 12 April 2026 and spoke for a long time in Tokyo.\n"
    import_readings(session, [read_bytes(text.encode(), "dated.txt")])
    window.articles.choose(session.store.articles()[1].id)
    window.article.canvas.view.setFocus()
    choose(window, "spoke for")
    press(window, Key.Key_D, CONTROL | SHIFT)
    assert [error.code for error in prompter.errors] == ["repair-no-date"]
    choose(window, "12 April 2026")
    press(window, Key.Key_D, CONTROL | SHIFT)
    assert session.store.articles()[1].metadata.published == date(2026, 4, 12)
    assert "12 Apr 2026" in window.article.canvas.view.toPlainText()


def test_imported_and_corrected_text_are_compared_side_by_side(
    window: MainWindow, prompter: FakePrompter
) -> None:
    go_to(window, "No port has answered yet")
    run(window, "make-heading-1")
    press(window, Key.Key_Down, CONTROL)
    go_to(window, "The letter was sent")
    press(window, Key.Key_Delete, CONTROL)
    seen: list[tuple[list[str], list[str]]] = []

    def answer(dialog: CompareDialog) -> None:
        read, corrected = dialog.columns
        assert "1 paragraph(s) excluded" in corrected.toPlainText()
        assert "excluded" not in read.toPlainText()
        marked = tuple(
            [each.cursor.selectedText()[:20] for each in view.extraSelections()] for view in dialog.columns
        )
        seen.append((marked[0], marked[1]))
        bars = [view.verticalScrollBar() for view in dialog.columns]
        for bar, value in zip(bars, (30, 60), strict=True):
            for each in bars:
                each.setRange(0, 100)
            bar.setValue(value)
            assert [each.value() for each in bars] == [value, value]

    prompter.answer(CompareDialog, answer)
    window.services.actions.action("compare-original").trigger()
    assert seen == [(["The letter was sent ", "No port has answered"], ["No port has answered"])]


def test_another_title_is_marked_in_both_readings(window: MainWindow, prompter: FakePrompter) -> None:
    choose(window, "each port now")
    press(window, Key.Key_T, CONTROL | SHIFT)
    seen: list[list[str]] = []

    def answer(dialog: CompareDialog) -> None:
        marked = ([each.cursor.selectedText() for each in view.extraSelections()] for view in dialog.columns)
        seen.extend(marked)

    prompter.answer(CompareDialog, answer)
    window.services.actions.action("compare-original").trigger()
    (read,), (corrected,) = seen
    assert "Harbours count their containers anew" in read
    assert "each port now" in corrected
    assert all(head.endswith("count what they unload.") for head in (read, corrected))


def test_the_menu_of_the_article_reverts_all_corrections(window: MainWindow) -> None:
    before = article_of(window)
    go_to(window, "No port has answered yet")
    run(window, "make-heading-1")
    press(window, Key.Key_J, CONTROL)
    choose(window, "each port now")
    press(window, Key.Key_T, CONTROL | SHIFT)
    menu = window.article.header.more.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert "Corrected in 3 place(s)" in texts
    (revert,) = (action for action in menu.actions() if action.objectName() == "take-back-corrections")
    revert.trigger()
    assert article_of(window) == before
    assert window.article.header.corrections == 0


def test_caret_target_and_scrolling_stay_where_they_are(window: MainWindow) -> None:
    window.resize(1000, 420)
    view = window.article.canvas.view
    go_to(window, "The sensors that are already installed")
    position = view.textCursor().position()
    height = view.lines(position, position)[0] - view.verticalScrollBar().value()
    assert view.verticalScrollBar().value() > 0
    session = session_of(window)
    from briefbuilder.app.commands.corrections import exclude_blocks

    session.store.apply(exclude_blocks(session, article_of(window).id, [article_of(window).blocks[0].id]))
    assert caret_words(window).startswith("The sensors that are already")
    target = target_of(window)
    assert target.kind == "paragraph"
    assert target.passage.quote.startswith("The sensors")
    position = view.textCursor().position()
    assert view.lines(position, position)[0] - view.verticalScrollBar().value() == height


def test_a_click_of_either_button_or_the_arrows_say_which_paragraph_is_meant(window: MainWindow) -> None:
    view = window.article.canvas.view
    cursor = view.document().find("The letter was")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=view.cursorRect(cursor).center())
    assert window.article.structure.subjects() == (block_with(window, "The letter was"),)
    cursor = view.document().find("A spokeswoman")
    view.setTextCursor(QTextCursor(cursor.block()))
    view.ensureCursorVisible()
    point = view.cursorRect(cursor).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(point))
    assert window.article.structure.subjects() == (block_with(window, "A spokeswoman"),)
    for _ in range(12):
        press(window, Key.Key_Down)
        if view.textCursor().block().text().startswith("We shall"):
            break
    assert window.article.structure.subjects() == (block_with(window, "We shall need"),)


def test_the_context_menu_contains_every_command(window: MainWindow) -> None:
    menus = [action.menu() for action in window.article.menu.create(None).actions()]
    (menu,) = (menu for menu in menus if menu is not None)  # type: ignore[redundant-expr]
    shown = {action.objectName() for action in menu.actions() if not action.isSeparator()}  # type: ignore[attr-defined]
    assert shown == {spec.id for spec in STRUCTURE}


def test_a_table_stays_what_it_is(window: MainWindow, prompter: FakePrompter) -> None:
    go_to(window, "Port\tSensors")
    run(window, "make-heading-1")
    assert [error.code for error in prompter.errors] == ["repair-not-text"]


def block_with(window: MainWindow, words: str) -> str:
    return next(block.id for block in article_of(window).blocks if words in block.text)


def test_a_completely_excluded_article_can_be_restored(window: MainWindow) -> None:
    before = article_of(window)
    view = window.article.canvas.view
    view.selectAll()
    press(window, Key.Key_Delete, CONTROL)
    assert article_of(window).blocks == ()
    assert f"⋯ {len(before.blocks)} paragraph(s) excluded" in view.toPlainText()
    view.place_caret(view.document().find("excluded").position())
    press(window, Key.Key_Delete, CONTROL | SHIFT)
    assert article_of(window) == before
    assert window.article.reading is not None
    assert window.article.reading.target is not None


def test_reading_another_article_ends_the_splitting(window: MainWindow) -> None:
    session = session_of(window)
    import_readings(session, [read_bytes(b"Another title\n\nA text of its own.\n", "b.txt")])
    press(window, Key.Key_J, CONTROL | SHIFT)
    assert window.article.hint.isVisible()
    window.articles.choose(session.store.articles()[1].id)
    assert not window.article.hint.isVisible()
    assert not window.article.canvas.view.splitting
