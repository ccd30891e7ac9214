"""Spell checking in the editor: marking, going to, correcting and learning words."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from tests.narrowing import of_type

from briefbuilder.app.commands.taxonomy import import_taxonomy
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.domain.topics import Taxonomy, Topic
from briefbuilder.spelling import is_available
from briefbuilder.ui.brief import spelling

if TYPE_CHECKING:
    from tests.ui.brief.conftest import Desk

OWN = Path(__file__).parents[2] / "data" / "spelling"
pytestmark = pytest.mark.skipif(not is_available(), reason="the extra for spelling is not installed")
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def writing(desk: Desk) -> Desk:
    """An own text in hand, with the tests' own dictionaries."""
    desk.services.settings.spelling = replace(desk.services.settings.spelling, folder=str(OWN))
    desk.services.actions.action("new-own-text").trigger()
    return desk


def marked(desk: Desk) -> list[str]:
    """The runs that are painted with a wave."""
    found: list[str] = []
    block = desk.pane.item_panel.editor.document().begin()
    while block.isValid():
        waves = (one for one in block.layout().formats() if one.format.underlineStyle() == WAVE)
        found += [block.text()[one.start : one.start + one.length] for one in waves]
        block = block.next()
    return found


def write(desk: Desk, words: str) -> None:
    editor = desk.pane.item_panel.editor
    editor.show_blocks((Paragraph(id="b1", content=(Span(words),)),))


def wait_for(desk: Desk, *words: str) -> None:
    desk.qtbot.waitUntil(lambda: marked(desk) == list(words))


def test_misspelt_words_are_marked_but_not_names_in_the_dossier(writing: Desk) -> None:
    write(writing, "The minster agreed on semiconductors and gaz")
    wait_for(writing, "minster", "gaz")
    assert not writing.pane.item_panel.editor.blocks()[0].content[0].underline  # type: ignore[union-attr]


def test_a_topics_name_in_another_language_is_misspelt(writing: Desk) -> None:
    session = writing.session
    topics = (Topic(id="g", names={"en": "Gaz", "it": "Acordo"}),)
    session.store.apply(import_taxonomy(session, Taxonomy(topics=topics)))
    writing.pane.item_panel.editor.show_blocks(
        (
            Paragraph(id="b1", content=(Span("the gaz and the acordo"),)),
            Paragraph(id="b2", content=(Span("il gaz e l’acordo"),), language="it"),
        )
    )
    wait_for(writing, "acordo", "gaz")


def test_the_word_being_typed_is_not_marked(writing: Desk) -> None:
    editor = writing.pane.item_panel.editor
    write(writing, "gaz of")
    wait_for(writing, "gaz")
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    QTest.keyClicks(editor, " stok")
    writing.qtbot.wait(300)
    assert marked(writing) == ["gaz"]
    QTest.keyClicks(editor, " ")
    wait_for(writing, "gaz", "stok")


def menu_of(desk: Desk) -> QMenu:
    menus = [one for one in desk.pane.item_panel.editor.findChildren(QMenu) if one.isVisible()]
    assert menus
    return menus[-1]


def texts(menu: QMenu) -> list[str]:
    return [one.text().replace("&", "") for one in menu.actions() if not one.isSeparator()]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_next_misspelling_is_reached_by_key_and_corrected_from_its_menu(writing: Desk) -> None:
    editor = writing.pane.item_panel.editor
    write(writing, "The minister agreed on gass")
    wait_for(writing, "gass")
    writing.services.actions.action("next-misspelling").trigger()
    assert editor.textCursor().selectedText() == "gass"
    menu = menu_of(writing)
    writing.qtbot.waitUntil(lambda: "gas" in texts(menu))
    assert menu.activeAction().text() == "gas"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert editor.toPlainText() == "The minister agreed on gas"
    editor.commit()
    found = of_type(writing.briefing.item(writing.pane.outline.current_node), OwnText)
    assert found.blocks[0].text == "The minister agreed on gas"
    wait_for(writing)


def test_a_word_is_added_to_the_dossiers_dictionary_and_undone(writing: Desk) -> None:
    QTest.keyClicks(writing.pane.item_panel.editor, "the zorblax and the gaz ")
    writing.pane.item_panel.editor.commit()
    wait_for(writing, "zorblax", "gaz")
    writing.pane.item_panel.spelling.checker.add_to_dossier_words("zorblax")
    wait_for(writing, "gaz")
    writing.undo()
    wait_for(writing, "zorblax", "gaz")


def test_words_are_ignored_or_added_to_the_users_dictionary(writing: Desk) -> None:
    speller = writing.pane.item_panel.spelling.checker
    write(writing, "the zorblax and the gaz")
    wait_for(writing, "zorblax", "gaz")
    speller.ignore("gaz")
    wait_for(writing, "zorblax")
    speller.add_to_user_words("zorblax")
    wait_for(writing)
    assert writing.services.settings.spelling.words == ("zorblax",)


def test_the_names_of_a_large_taxonomy_are_read_beside_the_window(
    writing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_thread: Counter[bool] = Counter()
    words_of = spelling._words_of

    def count(name: str) -> frozenset[str]:
        by_thread[threading.current_thread() is threading.main_thread()] += 1
        return words_of(name)

    monkeypatch.setattr(spelling, "_words_of", count)
    session = writing.session
    names = {"g": "Gaz", **{f"t{number}": f"Topic {number}" for number in range(200)}}
    topics = tuple(Topic(id=key, names={"en": name}) for key, name in names.items())
    QTest.keyClicks(writing.pane.item_panel.editor, "the zorblax and the gaz ")
    writing.pane.item_panel.editor.commit()
    wait_for(writing, "zorblax", "gaz")
    by_thread.clear()
    session.store.apply(import_taxonomy(session, Taxonomy(topics=topics)))
    wait_for(writing, "zorblax")
    assert by_thread[False] >= 200
    assert by_thread[True] == 0
    writing.pane.item_panel.spelling.checker.add_to_user_words("zorblax")
    wait_for(writing)
    assert by_thread[True] == 1


def test_the_language_of_the_paragraph_is_used(writing: Desk) -> None:
    editor = writing.pane.item_panel.editor
    editor.show_blocks(
        (
            Paragraph(id="b1", content=(Span("the ministro"),)),
            Paragraph(id="b2", content=(Span("il ministro dell’acordo"),), language="it"),
        )
    )
    wait_for(writing, "ministro", "dell’acordo")


def test_the_spell_check_is_turned_off(writing: Desk) -> None:
    write(writing, "the gaz")
    wait_for(writing, "gaz")
    writing.pane.item_panel.spelling.checker.switch()
    wait_for(writing)
    writing.services.actions.action("next-misspelling").trigger()
    assert "not checked" in writing.services.toasts.last
    writing.pane.item_panel.spelling.checker.switch()
    wait_for(writing, "gaz")


def test_emoji_before_a_word_do_not_shift_its_underline(writing: Desk) -> None:
    write(writing, "🇯🇵 the gaz 👩🏽‍🚀")
    writing.qtbot.waitUntil(lambda: bool(marked(writing)))
    block = writing.pane.item_panel.editor.document().begin()
    (wave,) = [one for one in block.layout().formats() if one.format.underlineStyle() == WAVE]
    units = block.text().encode("utf-16-le")
    assert units[2 * wave.start : 2 * (wave.start + wave.length)].decode("utf-16-le") == "gaz"


def test_a_language_without_dictionary_marks_nothing_and_says_so(writing: Desk) -> None:
    editor = writing.pane.item_panel.editor
    write(writing, "the gaz")
    wait_for(writing, "gaz")
    editor.set_language("eu")
    wait_for(writing)
    writing.services.actions.action("next-misspelling").trigger()
    assert "no dictionary" in writing.services.toasts.last


def test_underlines_are_no_change_of_the_text(writing: Desk) -> None:
    editor = writing.pane.item_panel.editor
    handed: list[object] = []
    editor.committed.connect(handed.append)
    write(writing, "the gaz")
    wait_for(writing, "gaz")
    # Were the text taken for changed, another one would not be shown in its place.
    editor.show_blocks((Paragraph(id="b1", content=(Span("another"),)),), keep_cursor=True)
    assert editor.toPlainText() == "another"
    assert not handed
