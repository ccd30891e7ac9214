"""Adjusting the boundaries of a tag by keys, and repeating the last topic."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from tests.ui.windows import press

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_passage
from briefbuilder.app.session import Session
from briefbuilder.domain.passage import passage_blocks
from briefbuilder.domain.topics import Tag
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
TEXT = """Un titolo

Primo capoverso 👩‍👩‍👧 con e\u0301lite e altre parole, poi basta.

Secondo capoverso, con altre parole ancora.

שלום לכולם והרבה מילים נוספות כאן.
"""


@pytest.fixture
def session(window: MainWindow) -> Session:
    session = window.services.holder.opened
    import_readings(session, [read_bytes(TEXT.encode(), "nota.txt")])
    window.articles.choose(session.store.articles()[-1].id)
    window.article.canvas.view.setFocus()
    return session


def tag_words(window: MainWindow, session: Session, words: str) -> None:
    """Tag words as someone does who has selected them."""
    view = window.article.canvas.view
    found = view.document().find(words)
    assert not found.isNull()
    view.setTextCursor(found)
    press(view, Key.Key_T)
    QTest.keyClicks(window.read.rail.box.line, "cina")
    press(window.read.rail.box.line, Key.Key_Return)
    assert the_tag(session).passage.quote == words


def the_tag(session: Session) -> Tag:
    (tag,) = session.store.tags()
    passage_blocks(session.store.article(tag.passage.article), tag.passage)
    return tag


def adjusted(window: MainWindow, session: Session, *keys: tuple[Key, Qt.KeyboardModifier] | Key) -> str:
    view = window.article.canvas.view
    window.services.actions.action("adjust-tag").trigger()
    assert view.adjusting
    for key in keys:
        press(view, *(key if isinstance(key, tuple) else (key,)))
    press(view, Key.Key_Return)
    assert window.article.canvas.view.adjusting is False
    return the_tag(session).passage.quote


RIGHT, LEFT = (Key.Key_Right, CONTROL), (Key.Key_Left, CONTROL)


def test_boundaries_move_by_words_and_by_characters_whole_ones_and_in_the_way_of_reading(
    window: MainWindow, session: Session
) -> None:
    moves: dict[str, tuple[tuple[tuple[tuple[Key, Qt.KeyboardModifier] | Key, ...], str], ...]] = {
        "altre parole": (
            ((RIGHT,), "altre parole, poi"),
            ((LEFT,), "altre parole"),
            ((Key.Key_Left, Key.Key_Left), "altre paro"),
            ((RIGHT,), "altre parole"),
            ((Key.Key_Home, LEFT), "e altre parole"),
            ((Key.Key_Home, RIGHT, RIGHT), "parole"),
            ((Key.Key_Home, Key.Key_Right, Key.Key_End, Key.Key_Left), "arol"),
        ),
        "capoverso": (
            ((Key.Key_Right, Key.Key_Right), "capoverso 👩‍👩‍👧"),
            ((Key.Key_Left, Key.Key_Left), "capoverso"),
            ((RIGHT, RIGHT, *[Key.Key_Left] * 4), "capoverso 👩‍👩‍👧 con e\u0301"),
        ),
        "poi basta.": (((RIGHT, RIGHT), "poi basta.\nSecondo capoverso"),),
        "לכולם": (((LEFT,), "לכולם והרבה"), ((Key.Key_Right,), "לכולם והרב")),
    }
    for words, steps in moves.items():
        tag_words(window, session, words)
        for keys, quote in steps:
            assert adjusted(window, session, *keys) == quote
        window.services.actions.action("remove-tag").trigger()
        assert session.store.tags() == ()


def test_escape_leaves_the_tag_and_undo_takes_the_whole_move_back(
    window: MainWindow, session: Session
) -> None:
    tag_words(window, session, "altre parole")
    view = window.article.canvas.view
    press(view, Key.Key_F4)
    press(view, Key.Key_Left, CONTROL)
    press(view, Key.Key_Escape)
    assert the_tag(session).passage.quote == "altre parole"
    adjusted(window, session, *[Key.Key_Left] * 5)
    press(view, Key.Key_Z, CONTROL)
    assert the_tag(session).passage.quote == "altre parole"


def test_edges_never_cross_and_stay_in_the_text(window: MainWindow, session: Session) -> None:
    tag_words(window, session, "poi")
    assert adjusted(window, session, *[Key.Key_Left] * 20) == "p"
    assert adjusted(window, session, *[(Key.Key_Right, CONTROL)] * 60).endswith("כאן")
    assert adjusted(window, session, Key.Key_Home, *[(Key.Key_Left, CONTROL)] * 60).startswith("Primo")


def test_a_hint_shows_the_keys_while_a_boundary_is_moved(window: MainWindow, session: Session) -> None:
    tag_words(window, session, "poi")
    window.services.actions.action("adjust-tag").trigger()
    assert window.article.hint.isVisible()
    assert window.article.hint.label.text().startswith("End of tag")
    press(window.article.canvas.view, Key.Key_Home)
    assert window.article.hint.label.text().startswith("Start of tag")
    press(window.article.canvas.view, Key.Key_Escape)
    assert not window.article.hint.isVisible()


def test_the_tag_whose_chip_has_the_focus_is_the_one_that_is_moved(
    window: MainWindow, session: Session
) -> None:
    tag_words(window, session, "altre parole")
    passage = the_tag(session).passage
    session.store.apply(tag_passage(session, passage, ["derisking"]))
    chip = next(chip for chip in window.article.canvas.margin.labels if chip.shown.tag.topic == "china")
    chip.setFocus()
    window.services.actions.action("adjust-tag").trigger()
    press(window.article.canvas.view, Key.Key_Left, CONTROL)
    press(window.article.canvas.view, Key.Key_Return)
    assert {tag.topic: tag.passage.quote for tag in session.store.tags()} == {
        "china": "altre",
        "derisking": "altre parole",
    }


def test_a_full_stop_tags_with_the_last_topic(window: MainWindow, session: Session) -> None:
    view = window.article.canvas.view
    assert not window.services.actions.action("repeat-tag").isEnabled()
    tag_words(window, session, "altre parole")
    view.setTextCursor(view.document().find("Secondo"))
    press(view, Key.Key_Period)
    assert [(tag.topic, tag.passage.quote) for tag in session.store.tags()] == [
        ("china", "altre parole"),
        ("china", "Secondo"),
    ]


def test_any_words_can_be_chosen_and_tags_may_overlap(window: MainWindow, session: Session) -> None:
    tag_words(window, session, "altre parole")
    view = window.article.canvas.view
    cursor = view.document().find("parole, poi")
    view.setTextCursor(QTextCursor(cursor))
    press(view, Key.Key_1)
    quotes = [tag.passage.quote for tag in session.store.tags()]
    assert quotes == ["altre parole", "parole, poi"]
    lit = {selection.cursor.selectedText() for selection in view.extraSelections()}
    assert set(quotes) <= lit


def test_tagged_words_are_underlined_and_shorter_tags_are_drawn_over_longer_ones(
    window: MainWindow, session: Session
) -> None:
    tag_words(window, session, "altre")
    view = window.article.canvas.view
    view.setTextCursor(view.document().find("altre parole, poi"))
    press(view, Key.Key_Period)
    view.setTextCursor(view.document().find("Secondo"))
    lined = [
        selection.cursor.selectedText()
        for selection in view.extraSelections()
        if selection.format.underlineStyle() != QTextCharFormat.UnderlineStyle.NoUnderline
    ]
    assert lined == ["altre parole, poi", "altre"]
