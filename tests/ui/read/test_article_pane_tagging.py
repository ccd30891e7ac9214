"""Tagging with the keyboard and suggestions in the article pane."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import Opener
from tests.ui.windows import press, session_of, target_of

from briefbuilder.app.session import Session
from briefbuilder.domain.passage import Passage, passage_blocks
from briefbuilder.ui.action_table import STRUCTURE
from briefbuilder.ui.frame.window import MainWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def topics_of(session: Session) -> list[str]:
    return [tag.topic for tag in session.store.tags()]


def test_three_letters_and_enter_tag_the_section(window: MainWindow, qtbot: QtBot) -> None:
    session, view, box = session_of(window), window.article.canvas.view, window.read.rail.box
    press(view, Key.Key_T)
    assert box.isVisible()
    QTest.keyClicks(box.line, "semi")
    press(box.line, Key.Key_Return)
    assert not box.isVisible()
    (tag,) = session.store.tags()
    article = session.store.article(session.store.articles()[0].id)
    assert tag.topic == "semiconductors"
    assert passage_blocks(article, tag.passage) == article.sections[0].all_blocks


def test_typing_a_letter_opens_the_box_with_it(window: MainWindow, qtbot: QtBot) -> None:
    view, box = window.article.canvas.view, window.read.rail.box
    press(view, Key.Key_S)
    assert box.isVisible()
    assert box.line.text() == "s"
    press(box.line, Key.Key_Escape)
    assert not box.isVisible()
    assert view.hasFocus()


def test_control_and_arrows_move_between_sections_and_paragraphs(window: MainWindow) -> None:
    view, rail = window.article.canvas.view, window.read.rail
    kinds = []
    for _ in range(4):
        target = target_of(window)
        kinds.append((target.kind, target.section))
        press(view, Key.Key_Down, CONTROL)
    assert kinds == [("section", 0), ("paragraph", 0), ("section", 1), ("paragraph", 1)]
    press(view, Key.Key_Up, CONTROL)
    press(view, Key.Key_Up, CONTROL)
    assert rail.heading.text().startswith("Semiconduttori e catene")
    press(view, Key.Key_PageDown, CONTROL)
    assert rail.heading.text() == "Le prossime tappe"


def test_a_digit_tags_with_a_recent_topic(window: MainWindow) -> None:
    session, view, box = session_of(window), window.article.canvas.view, window.read.rail.box
    press(view, Key.Key_T)
    QTest.keyClicks(box.line, "derisk")
    press(box.line, Key.Key_Return)
    press(view, Key.Key_PageDown, CONTROL)
    press(view, Key.Key_1)
    assert topics_of(session) == ["derisking", "derisking"]
    assert session.store.tags()[0].passage != session.store.tags()[1].passage


def test_delete_takes_the_newest_tag_of_the_target_off(window: MainWindow) -> None:
    session, view, box = session_of(window), window.article.canvas.view, window.read.rail.box
    for letters in ("derisk", "semi"):
        press(view, Key.Key_T)
        QTest.keyClicks(box.line, letters)
        press(box.line, Key.Key_Return)
    press(view, Key.Key_Delete)
    assert topics_of(session) == ["derisking"]


def test_an_unknown_name_becomes_a_topic_and_a_tag_in_one_change(window: MainWindow) -> None:
    session, view, box = session_of(window), window.article.canvas.view, window.read.rail.box
    press(view, Key.Key_T)
    QTest.keyClicks(box.line, "Vertice di autunno")
    press(box.line, Key.Key_Up)
    press(box.line, Key.Key_Return)
    (tag,) = session.store.tags()
    topic = not_none(session.taxonomy.topic(tag.topic))
    assert topic.name("en") == "Vertice di autunno"
    session.store.undo()
    assert session.store.tags() == ()
    assert session.taxonomy.topic(tag.topic) is None


def test_enter_accepts_the_chosen_suggestion_and_minus_rejects_the_next(window: MainWindow) -> None:
    session, view, suggestions = (
        session_of(window),
        window.article.canvas.view,
        window.read.rail.suggestions,
    )
    first, second = (card.shown.suggestion.topic for card in suggestions.rows[:2])
    press(view, Key.Key_Return)
    assert topics_of(session) == [first]
    press(view, Key.Key_Minus)
    assert topics_of(session) == [first]
    left = [card.shown.suggestion.topic for card in suggestions.rows]
    assert first not in left
    assert second not in left
    judged = {(judgement.topic, judgement.accepted) for judgement in session.store.judgements()}
    assert judged == {(first, True), (second, False)}


def test_evidence_of_the_chosen_suggestion_is_lit_in_the_text(window: MainWindow) -> None:
    view, suggestions = window.article.canvas.view, window.read.rail.suggestions
    while suggestions.chosen is not None and suggestions.chosen.topic != "semiconductors":
        press(view, Key.Key_Right)
    lit = [selection.cursor.selectedText() for selection in view.extraSelections()]
    assert "semiconduttori" in lit


def test_words_behind_an_emoji_are_tagged_to_the_letter(window: MainWindow) -> None:
    session, view = session_of(window), window.article.canvas.view
    found = view.document().find("riduzione")
    found.movePosition(QTextCursor.MoveOperation.WordRight, QTextCursor.MoveMode.KeepAnchor, 2)
    view.setTextCursor(found)
    view.setFocus()
    press(view, Key.Key_T)
    QTest.keyClicks(window.read.rail.box.line, "derisk")
    press(window.read.rail.box.line, Key.Key_Return)
    (tag,) = session.store.tags()
    assert tag.passage.quote.split() == ["riduzione", "delle"]
    article = session.store.article(session.store.articles()[0].id)
    assert passage_blocks(article, tag.passage)[0].text == tag.passage.quote


def test_escape_widens_from_words_to_paragraph_to_section(window: MainWindow) -> None:
    view = window.article.canvas.view
    view.setTextCursor(view.document().find("semiconduttori"))
    kinds = []
    for _ in range(3):
        target = target_of(window)
        kinds.append(target.kind)
        press(view, Key.Key_Escape)
    assert kinds == ["words", "paragraph", "section"]


def test_a_tag_is_a_chip_beside_its_section_and_delete_removes_it(window: MainWindow, qtbot: QtBot) -> None:
    session, canvas = session_of(window), window.article.canvas
    press(canvas.view, Key.Key_PageDown, CONTROL)
    press(canvas.view, Key.Key_T)
    QTest.keyClicks(window.read.rail.box.line, "semi")
    press(window.read.rail.box.line, Key.Key_Return)
    chip = next(iter(canvas.margin.labels))
    assert chip.text() == "Semiconductors"
    assert "Semiconduttori e catene" in chip.accessibleName()
    heading = canvas.view.document().find("Semiconduttori e catene")
    assert abs(chip.y() - canvas.view.lines(heading.position(), heading.position())[0]) <= 2
    chip.setFocus()
    press(chip, Key.Key_Delete)
    assert session.store.tags() == ()
    assert not canvas.margin.labels


def test_adding_to_the_briefing_offers_the_target(window: MainWindow, qtbot: QtBot) -> None:
    offered: list[Passage] = []
    window.services.links.passage_add_requested.connect(offered.append)
    press(window.article.canvas.view, Key.Key_Return, CONTROL)
    target = target_of(window)
    assert offered == [target.passage]


def test_undo_hides_a_tag_and_redo_shows_it_again(window: MainWindow) -> None:
    view, margin = window.article.canvas.view, window.article.canvas.margin
    press(view, Key.Key_T)
    QTest.keyClicks(window.read.rail.box.line, "semi")
    press(window.read.rail.box.line, Key.Key_Return)
    undo = window.services.actions.action("undo")
    assert "Semiconductors" in undo.text()
    press(view, Key.Key_Z, CONTROL)
    assert not margin.labels
    press(view, Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert [chip.text() for chip in margin.labels] == ["Semiconductors"]


def test_a_click_makes_the_section_the_target(window: MainWindow) -> None:
    view = window.article.canvas.view
    cursor = view.document().find("Gli esperti")
    view.setTextCursor(QTextCursor(cursor.block()))
    view.ensureCursorVisible()
    point = view.cursorRect(cursor).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(point))
    assert window.read.rail.heading.text() == "Le prossime tappe"


def test_changing_actions_need_a_dossier(open_window: Opener) -> None:
    actions = open_window(None).services.actions
    for name in ("tag", "accept-all", "remove-article", "import-files", *(spec.id for spec in STRUCTURE)):
        assert not actions.action(name).isEnabled(), name
