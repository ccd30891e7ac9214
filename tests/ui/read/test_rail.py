"""The rail: topics and suggestions at fixed places, and the foot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tests.narrowing import not_none
from tests.ui.conftest import Opener
from tests.ui.windows import reading_of, session_of, target_of

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.session import Session
from briefbuilder.domain.passage import section_passage
from briefbuilder.domain.topics import Evidence, Suggestion
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.rail import Rail
from briefbuilder.ui.read.rail_lists import SuggestionList
from briefbuilder.ui.read.rail_rows import ShownSuggestion, ShownTopic, TagRow
from briefbuilder.ui.widgets.keys import tab_stops

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LONG = "Transfers of technology and of intellectual property to partners in third countries"


def shown(topic: str, score: float, name: str = "", words: int = 2) -> ShownSuggestion:
    evidence = tuple(Evidence(text=f"word {n}", start=n, end=n + 1) for n in range(words))
    suggestion = Suggestion(topic=topic, score=score, evidence=evidence, accepted=9, rejected=1)
    return ShownSuggestion(suggestion, name or topic, "#336699")


def controls(rail: Rail) -> Iterator[QWidget]:
    """Yield what an officer points at, whatever is shown."""
    yield from (rail.scope, rail.field, rail.suggestions, rail.foot.button, rail.foot.part)
    yield from (rail.topics_section, rail.suggestions_section, rail.details_section)


def places(rail: Rail) -> list[QPoint]:
    return [each.mapTo(rail, QPoint(0, 0)) for each in controls(rail)]


def test_the_parts_of_the_rail_begin_at_the_same_edges(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1440, 900)
    rail = window.read.rail
    qtbot.waitUntil(rail.isVisible)
    into = next(label for label in rail.foot.findChildren(QLabel) if label.text() == "into")

    def edges(*widgets: QWidget) -> tuple[set[int], set[int]]:
        lefts = [each.mapTo(rail, QPoint(0, 0)).x() for each in widgets]
        return {*lefts}, {left + each.width() for left, each in zip(lefts, widgets, strict=True)}

    left, right = edges(rail.field, rail.foot.button, rail.suggestions)
    assert (len(left), len(right)) == (1, 1)
    assert edges(rail.heading, into)[0] == left


def test_a_topic_takes_the_room_of_its_button_until_that_is_shown(window: MainWindow) -> None:
    rows = [TagRow(window.services.theme, window.read) for _ in range(2)]
    needed = rows[0].fontMetrics().horizontalAdvance(LONG) + window.services.theme.px(23 + 8)
    pictures = []
    for row, width in zip(rows, (needed, needed + 100), strict=True):
        row.show_topic(ShownTopic("t", LONG, "#336699", ()), writable=True)
        row.resize(width, row.height())
        pictures.append(row.grab().toImage().copy(0, 0, needed, row.height()))
    assert pictures[0] == pictures[1], "the name is whole"


def test_the_button_for_the_whole_article_has_its_whole_text_below_the_list_of_the_section(
    window: MainWindow,
) -> None:
    services = window.services
    suggestions = SuggestionList(services.actions, services.theme, window.read)
    suggestions.show_suggestions((shown("a", 0.6),), writable=True, strong=12)
    suggestions.resize(services.theme.px(230), services.theme.px(200))
    suggestions.show()
    QTest.qWait(50)
    button = suggestions.accept_all_button
    assert button.isVisible()
    assert button.width() >= button.sizeHint().width()
    assert button.geometry().right() < suggestions.width()
    assert button.text() == "Accept 12 strong in the article …"
    assert button.y() >= suggestions.rows[0].mapTo(suggestions, suggestions.rows[0].rect().bottomLeft()).y()


def test_nothing_moves_when_the_article_or_the_suggestions_change(window: MainWindow) -> None:
    window.resize(1300, 640)
    rail = window.read.rail
    before = places(rail)
    heights = [rail.topics.height(), rail.suggestions.height()]
    rail.suggestions.show_suggestions((), writable=True)
    assert places(rail) == before
    many = tuple(shown(f"t{n}", 0.99 - n / 20, LONG, 12) for n in range(16))
    rail.suggestions.show_suggestions(many, writable=True)
    first = rail.suggestions.rows[0].accept_button
    place = first.mapTo(rail, QPoint(0, 0))
    assert places(rail) == before
    rail.suggestions.show_suggestions((shown("a", 0.6), shown("b", 0.55)), writable=True)
    assert first.mapTo(rail, QPoint(0, 0)) == place
    assert places(rail) == before
    window.articles.choose(session_of(window).store.articles()[1].id)
    for topic in ("sanctions", "semiconductors", "quantum", "space", "tariffs", "derisking"):
        window.article.tag_commands.tag(topic)
    assert len(rail.topics.rows) == 6
    assert places(rail) == before
    assert [rail.topics.height(), rail.suggestions.height()] == heights
    # A screen of 900 pixels has room for 450 at 200 %.
    window.resize(1300, window.services.theme.px(450))
    assert window.height() <= window.services.theme.px(450)
    parts = (rail.topics_section, rail.suggestions_section, rail.details_section, rail.foot)
    ends = [part.mapTo(rail, QPoint(0, part.height())).y() for part in parts]
    starts = [part.mapTo(rail, QPoint(0, 0)).y() for part in parts]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert ends[-1] <= rail.height()
    rail.details_section.head.setChecked(True)
    QTest.qWait(50)
    assert rail.topics_section.height() >= rail.topics_section.minimumSizeHint().height()


def test_suggestions_are_strong_or_possible_show_no_percentages_and_name_their_evidence(
    window: MainWindow, qtbot: QtBot
) -> None:
    rail = window.read.rail
    suggestions = rail.suggestions
    suggestions.show_suggestions((shown("a", 0.8), shown("b", 0.79), shown("c", 0.5)), writable=True)
    assert [row.name for row in suggestions.rows] == ["a", "b", "c"]
    captions = [label.text() for label in suggestions.findChildren(QLabel) if label.isVisible()]
    assert {"Strong", "Possible"} <= set(captions)
    for row in suggestions.rows:
        assert "%" not in row.accessibleName() + row.accessibleDescription() + row.toolTip()
    suggestions.show_suggestions((shown("a", 0.9), shown("b", 0.9)), writable=True)
    first, second = suggestions.rows
    assert first.evidence == "Accepted 9 of 10 times before. “word 0”, “word 1”."
    assert first.height() > second.height()
    QTest.mouseClick(second, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    assert second.height() > first.height()
    assert suggestions.chosen is not None
    assert suggestions.chosen.topic == "b"
    # Long names and long words leave room for the buttons.
    suggestions.show_suggestions((shown("a", 0.9, LONG, 12),), writable=True)
    (row,) = suggestions.rows
    for button in (row.accept_button, row.reject_button):
        assert button.mapTo(rail, QPoint(button.width(), 0)).x() <= rail.width()
    suggestions.show_suggestions((), writable=True, strong=3)
    suggestions.next_button.setText("Nächster Abschnitt")
    suggestions.accept_all_button.setText("Alle 3 annehmen …")
    buttons = (suggestions.next_button, suggestions.accept_all_button)
    qtbot.waitUntil(lambda: all(each.width() >= each.sizeHint().width() for each in buttons), timeout=2000)


def test_after_the_last_suggestion_the_next_section_is_offered(window: MainWindow) -> None:
    rail = window.read.rail
    while rail.suggestions.rows:
        rail.suggestions.rows[0].reject_button.click()
    assert rail.suggestions.next_button.isVisible()
    rail.suggestions.next_button.click()
    target = target_of(window)
    assert target.section == 1
    assert rail.heading.text() == "Semiconduttori e catene di approvvigionamento"
    # After the last section comes the next article, if there is one.
    article = reading_of(window).article
    window.article.show_passage(section_passage(article, article.sections[-1]))
    while rail.suggestions.rows:
        rail.suggestions.rows[0].reject_button.click()
    assert rail.suggestions.next_button.text() == "Next article"
    assert rail.suggestions.next_button.isVisible() is bool(session_of(window).store.count("article") > 1)


def test_nothing_counts_as_looked_at_while_suggestions_are_computed(window: MainWindow) -> None:
    suggestions = window.read.rail.suggestions
    suggestions.show_suggestions((), writable=True, is_waiting=True)
    texts = [label.text() for label in suggestions.findChildren(QLabel) if label.isVisible()]
    assert "Looking for topics …" in texts
    assert "No more suggestions" not in texts
    assert not suggestions.next_button.isVisible()


def test_a_key_pressed_before_the_suggestions_are_listed_is_answered(window: MainWindow) -> None:
    reading = reading_of(window)
    reading.waiting, reading.suggestions = True, ()
    window.read.rail.suggestions.show_suggestions((), writable=True, is_waiting=True)
    view = window.article.canvas.view
    window.services.actions.refresh()
    QTest.keyClick(view, Key.Key_Plus)
    assert "still being looked for" in window.services.toasts.last
    assert session_of(window).store.tags(reading.article.id) == ()


def test_a_row_keeps_the_focus_when_its_suggestion_is_answered(window: MainWindow) -> None:
    suggestions = window.read.rail.suggestions
    count = len(suggestions.rows)
    assert count > 1
    row = suggestions.rows[0]
    row.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(row, Key.Key_Plus)
    assert len(suggestions.rows) == count - 1
    assert row.hasFocus()
    while suggestions.rows:
        QTest.keyClick(window.focusWidget(), Key.Key_Minus)
    assert window.article.canvas.view.hasFocus()


def test_a_topic_is_removed_by_its_button_or_del_with_undo_offered(window: MainWindow) -> None:
    session, rail = session_of(window), window.read.rail
    for topic in ("semiconductors", "sanctions"):
        window.article.tag_commands.tag(topic)
    first, second = rail.topics.rows
    first.remove_button.click()
    assert [tag.topic for tag in session.store.tags()] == ["sanctions"]
    assert window.services.toasts.last == "Tag removed: Semiconductors"
    rail.topics.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rail.topics.rows[0], Key.Key_Delete)
    assert session.store.tags() == ()
    assert not second.isVisible()


def test_tab_stops_once_in_each_list_and_the_arrow_keys_move_in_it(window: MainWindow) -> None:
    rail = window.read.rail
    for topic in ("semiconductors", "sanctions", "quantum"):
        window.article.tag_commands.tag(topic)
    many = tuple(shown(f"t{n}", 0.99 - n / 20) for n in range(4))
    rail.suggestions.show_suggestions(many, writable=True)
    for rows in (rail.topics.rows, rail.suggestions.rows):
        assert set(rows) & set(tab_stops(rail)) == {rows[0]}
        assert not any(button.focusPolicy() for row in rows for button in row.findChildren(QToolButton))
        rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(rows[0], Key.Key_Down)
        assert rows[1].hasFocus()
        QTest.keyClick(rows[1], Key.Key_Down)
        QTest.keyClick(rows[2], Key.Key_Up)
        assert rows[1].hasFocus()
        QTest.keyClick(rows[1], Key.Key_Tab)
        assert window.focusWidget() not in rows
        QTest.keyClick(window.focusWidget(), Key.Key_Backtab)
        assert rows[1].hasFocus(), "Tab comes back to where it left"
    rail.topics.rows[2].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(rail.topics.rows[2], Key.Key_Down)
    assert rail.topics.rows[2].hasFocus()
    QTest.keyClick(rail.topics.rows[2], Key.Key_Delete)
    assert rail.topics.rows[1].hasFocus()
    assert set(rail.topics.rows) & set(tab_stops(rail)) == {rail.topics.rows[1]}


def test_topics_are_those_of_the_section_the_paragraph_or_the_article(window: MainWindow) -> None:
    rail, view = window.read.rail, window.article.canvas.view
    commands = window.article.tag_commands
    commands.tag("semiconductors")
    QTest.keyClick(view, Key.Key_PageDown, CONTROL)
    assert [row.shown.topic for row in rail.topics.rows] == []
    QTest.keyClick(view, Key.Key_Down, CONTROL)
    assert rail.scope.choice == "Paragraph"
    commands.tag("sanctions")
    assert [row.shown.topic for row in rail.topics.rows] == ["sanctions"]
    rail.scope.menu().aboutToShow.emit()
    entries = {action.text(): action for action in rail.scope.menu().actions()}
    assert list(entries) == ["Paragraph", "Section", "Article"]
    entries["Article"].trigger()
    assert [row.shown.topic for row in rail.topics.rows] == ["semiconductors", "sanctions"]
    commands.tag("quantum")
    tag = next(tag for tag in session_of(window).store.tags() if tag.topic == "quantum")
    assert len(tag.passage.blocks) == len(reading_of(window).article.blocks)
    entries["Section"].trigger()
    assert rail.scope.choice == "Section"
    assert [row.shown.topic for row in rail.topics.rows] == ["sanctions", "quantum"]


def test_context_menus_accept_reject_and_remove(window: MainWindow) -> None:
    session, rail = session_of(window), window.read.rail
    menu = rail.suggestion_menu(rail.suggestions.rows[0].shown)
    topic = rail.suggestions.rows[0].shown.suggestion.topic
    next(action for action in menu.actions() if action.text() == "Accept").trigger()
    assert [tag.topic for tag in session.store.tags()] == [topic]
    menu = rail.topic_menu(rail.topics.rows[0].shown)
    next(action for action in menu.actions() if action.text() == "Remove").trigger()
    assert session.store.tags() == ()


def test_the_field_opens_the_topic_box_over_it(window: MainWindow) -> None:
    rail = window.read.rail
    rail.field.click()
    assert rail.box.isVisible()
    place = rail.box.line.mapTo(window.read, QPoint(0, 0))
    field = rail.field.mapTo(window.read, QPoint(0, 0))
    assert (place - field).manhattanLength() < 8
    QTest.keyClick(rail.box.line, Key.Key_Escape)
    rail.hide()
    QTest.keyClick(window.article.canvas.view, Key.Key_T)
    assert rail.box.isVisible()


def test_the_foot_names_the_part_that_the_section_goes_into_and_changes_it(
    open_window: Opener, dossier: Session, qtbot: QtBot
) -> None:
    change, briefing = compose_briefing(dossier, "thematic-briefing", "Visit", ("semiconductors",), {}, "en")
    dossier.store.apply(change)
    window = open_window(dossier)
    window.articles.choose(dossier.store.articles()[0].id)
    foot = window.read.rail.foot
    foot.part.menu().aboutToShow.emit()
    entries = [action for action in foot.part.menu().actions() if action.isCheckable()]
    assert foot.part.choice == next(entry.text() for entry in entries if entry.isChecked())
    other = entries[-1]
    other.trigger()
    assert foot.part.choice == other.text()
    assert foot.button.text() == "Add section to briefing"
    foot.button.click()
    made = not_none(dossier.store.briefing(briefing.id))
    (holder,) = [part for part in made.walk() if part.items and part.items[-1].kind == "excerpt"]
    assert window.services.toasts.last == f"Added to “{other.text()}”"
    assert foot.part.choice == other.text()
    assert holder.id == window.services.links.destination.current


@pytest.mark.parametrize("language", ["en", "de", "fr", "it"])
def test_the_button_says_what_is_added_in_every_language(
    open_window: Opener, dossier: Session, language: str
) -> None:
    window = open_window(dossier, language=language)
    foot = window.read.rail.foot
    assert foot.part.choice == QCoreApplication.translate("RailFoot", "a new briefing")
    for text in ("Add section to briefing", "Add paragraph to briefing", "Add selection to briefing"):
        whole = QCoreApplication.translate("Rail", text)
        foot.show_text(whole)
        assert foot.button.text() == whole


def test_the_pane_key_goes_to_the_rail_and_back(window: MainWindow) -> None:
    window.article.canvas.view.setFocus()
    window.services.actions.action("next-pane").trigger()
    assert window.read.rail.isAncestorOf(window.focusWidget())
    window.services.actions.action("previous-pane").trigger()
    assert window.article.canvas.view.hasFocus()


def test_a_language_without_terms_is_named_below_the_suggestions(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = window.read.rail.suggestions.note
    assert not note.isVisible()
    monkeypatch.setattr("briefbuilder.tagging.embedding_space.is_available", lambda: False)
    session = session_of(window)
    reading = read_bytes("Νέα\n\nΟι εξαγωγές ημιαγωγών της TSMC αυξάνονται.".encode(), "greek.txt")
    article = replace(reading.article, metadata=replace(reading.article.metadata, language="el"))
    import_readings(session, [replace(reading, article=article)])
    window.articles.choose(article.id)
    assert note.isVisible()
    assert note.text() == (
        "No topic has terms in Greek. Only names that are the same in several languages are found. "
        "The optional sentence vectors compare texts in all languages by meaning."
    )
    monkeypatch.setattr("briefbuilder.tagging.embedding_space.is_available", lambda: True)
    window.articles.choose(session.store.articles()[0].id)
    window.articles.choose(article.id)
    assert "vectors" not in note.text()
