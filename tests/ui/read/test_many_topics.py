"""With many topics the terms of a language are prepared beside the window, so that the article does not wait for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import ENGLISH, ITALIAN, FakePrompter
from tests.ui.windows import reading_of

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import reject_suggestion, tag_section
from briefbuilder.app.commands.taxonomy import add_topic
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain.topics import Suggestion
from briefbuilder.importers.read import read_bytes
from briefbuilder.tagging.matcher import Matcher
from briefbuilder.tagging.near_sections import SectionTopics
from briefbuilder.tagging.term_statistics import TermSupport
from briefbuilder.tagging.topic_entries import TopicConcepts
from briefbuilder.ui.frame.window import MainWindow
from briefbuilder.ui.read.accept_strong import AcceptStrongDialog
from briefbuilder.ui.read.reading_state import OpenArticle

SOON = 20_000


@pytest.fixture
def all_topics(tmp_path: Path) -> Session:
    resources = Resources()  # of its own: others have prepared their terms already
    session = Session.create(tmp_path / "all.dossier", resources, taxonomies=resources.shipped_taxonomies())
    texts = {"accordo.md": ITALIAN, "controls.txt": ENGLISH}
    import_readings(session, [read_bytes(text.encode(), name) for name, text in texts.items()])
    return session


def test_suggestions_come_after_the_article_and_again_when_topics_change(
    open_window: Callable[..., MainWindow], all_topics: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[str] = []
    aligned: set[str] = set()
    prepare, align = Matcher.prepare, TopicConcepts._align

    def noted(self: Matcher, language: str) -> None:
        prepared.append(threading.current_thread().name)
        prepare(self, language)

    def note_alignment(self: TopicConcepts, language: str) -> dict[str, int]:
        aligned.add(threading.current_thread().name)
        return align(self, language)

    monkeypatch.setattr(Matcher, "prepare", noted)
    monkeypatch.setattr(TopicConcepts, "_align", note_alignment)
    window = open_window(all_topics)
    pane = window.article
    for record in all_topics.store.articles():
        window.articles.choose(record.id)
        assert pane.reading is not None
        assert pane.reading.waiting
        assert pane.reading.suggestions == ()
        qtbot.waitUntil(lambda: pane.reading is not None and not pane.reading.waiting, timeout=SOON)
        assert any(pane.reading.suggestions)
    assert prepared == ["briefbuilder-job"] * 2
    assert aligned == {"briefbuilder-job"}
    tagged, other = all_topics.store.articles()
    all_topics.store.apply(tag_section(all_topics, tagged.id, 0, ["derisking"]))
    all_topics.reload_taxonomy()
    assert all_topics.suggestions.languages_to_prepare(other.id) == ()
    all_topics.store.apply(add_topic(all_topics, "Piano Mattei", "it"))
    assert pane.reading is not None
    assert pane.reading.waiting
    languages = {tagged.metadata.language, other.metadata.language}
    assert {name for _, name in all_topics.suggestions.languages_to_prepare(other.id)} == languages
    qtbot.waitUntil(lambda: pane.reading is not None and any(pane.reading.suggestions), timeout=SOON)
    qtbot.waitUntil(lambda: not all_topics.suggestions.languages_to_prepare(other.id), timeout=SOON)


def test_topics_of_a_long_article_are_looked_for_beside_the_window_and_stay_until_others_are_found(
    open_window: Callable[..., MainWindow], dossier: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n\n".join(f"{ITALIAN} {number}" for number in range(100))
    import_readings(dossier, [read_bytes(text.encode(), "long.md")])
    long = next(one for one in dossier.store.articles() if one.original.name == "long.md")
    threads: set[str] = set()
    whole = Matcher.found_topics

    def noted(self: Matcher, *given: Any) -> SectionTopics:
        threads.add(threading.current_thread().name)
        return whole(self, *given)

    window = open_window(dossier)
    pane = window.article
    dossier.suggestions.matcher.prepare("it")
    monkeypatch.setattr(Matcher, "found_topics", noted)
    window.articles.choose(long.id)
    assert pane.reading is not None
    assert pane.reading.waiting
    qtbot.waitUntil(lambda: pane.reading is not None and not pane.reading.waiting)
    found = pane.reading.suggestions
    assert any(found)
    pane.reading.forget()
    pane.reading.refresh(dossier)
    assert pane.reading.suggestions == found
    pane.walk(1, sections=True)
    qtbot.waitUntil(lambda: pane.reading is not None and pane.reading.unfilled is None)
    assert pane.reading.suggestions == found
    assert threads == {"briefbuilder-job"}


def test_strong_suggestions_asked_for_while_topics_are_looked_for_are_listed_when_they_are_found(
    open_window: Callable[..., MainWindow], all_topics: Session, prompter: FakePrompter, qtbot: QtBot
) -> None:
    window = open_window(all_topics)
    first, second = all_topics.store.articles()
    toasts = window.services.toasts
    lists: list[tuple[tuple[str, int, Suggestion], ...]] = []

    def ask() -> OpenArticle:
        reading = reading_of(window)
        assert reading.waiting
        window.services.actions.action("accept-all").trigger()
        assert "The list opens when they are found" in toasts.last
        return reading

    prompter.answer(AcceptStrongDialog, lambda dialog: lists.append(dialog.ticked))
    window.articles.choose(first.id)
    ask()
    # Another article is read: its own list was not asked for.
    window.articles.choose(second.id)
    reading = ask()
    qtbot.waitUntil(lambda: lists != [], timeout=SOON)
    assert len(lists[0]) == sum(map(len, reading.strong))
    assert toasts.last == ""
    for section, strong in enumerate(reading.strong):
        for each in strong:
            all_topics.store.apply(reject_suggestion(all_topics, second.id, section, each.topic))
    all_topics.store.apply(add_topic(all_topics, "Piano Mattei", "it"))
    ask()
    qtbot.waitUntil(lambda: toasts.last == "There are no strong suggestions for this article.", timeout=SOON)
    assert len(lists) == 1


def test_many_tagged_sections_are_read_beside_the_window(
    open_window: Callable[..., MainWindow], all_topics: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"Titolo {number}\n\nNel porto si vota: numero {number}." for number in range(12)]
    readings = [read_bytes(text.encode(), f"{number}.txt") for number, text in enumerate(texts)]
    import_readings(all_topics, readings)
    for record in all_topics.store.articles()[-12:]:
        all_topics.store.apply(tag_section(all_topics, record.id, 0, ["elections"]))
    threads: list[str] = []
    support = Matcher.term_support

    def noted(self: Matcher, text: str, language: str | None) -> dict[str, TermSupport]:
        threads.append(threading.current_thread().name)
        return support(self, text, language)

    monkeypatch.setattr(Matcher, "term_support", noted)
    window = open_window(all_topics)
    window.articles.choose(all_topics.store.articles()[0].id)
    qtbot.waitUntil(lambda: not all_topics.suggestions.stale, timeout=SOON)
    assert threads == ["briefbuilder-job"] * 12
    assert len(all_topics.suggestions.training_data().examples) == 12
