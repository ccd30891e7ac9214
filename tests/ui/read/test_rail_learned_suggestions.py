"""Suggestions in the window: the threshold by keys, reasons from experience, training in the background."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.article_files import read_file
from tests.ui.conftest import Opener
from tests.ui.windows import session_of

from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import accept_suggestions, reject_suggestion, tag_section
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.importers.read import read_bytes
from briefbuilder.ui.frame.window import MainWindow

Key = Qt.Key


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Learn from words on every machine, whether sentence vectors are installed there or not."""
    monkeypatch.setattr("briefbuilder.tagging.embedding_space.is_available", lambda: False)


@pytest.fixture
def taught(open_window: Opener, dossier: Session, qtbot: QtBot) -> MainWindow:
    """A window in which one suggestion was accepted and learned from."""
    one = dossier.store.articles()[0]
    good = [
        each
        for each in dossier.suggestions.for_article(dossier.store.article(one.id))[0]
        if each.topic == "semiconductors"
    ]
    dossier.store.apply(accept_suggestions(dossier, one.id, 0, good))
    window = open_window(dossier)
    window.articles.choose(one.id)
    qtbot.waitUntil(lambda: not dossier.suggestions.stale)
    window.article.canvas.view.setFocus()
    return window


def test_a_card_shows_how_often_its_terms_were_accepted_in_any_language(
    taught: MainWindow, qtbot: QtBot
) -> None:
    taught.articles.choose(session_of(taught).store.articles()[1].id)
    assert taught.article.reading is not None
    taught.article.walk(1, sections=True)
    suggestions = taught.read.rail.suggestions
    qtbot.waitUntil(lambda: bool(suggestions.rows))
    (card,) = [card for card in suggestions.rows if card.shown.suggestion.topic == "semiconductors"]
    assert "Accepted 1 of 1 times before." in card.evidence
    assert card.accessibleDescription() == card.evidence
    assert card.shown.suggestion.strength == "strong"


def test_a_card_says_that_the_title_names_its_topic(
    open_window: Opener, tmp_path: Path, resources: Resources, root: Path, qtbot: QtBot
) -> None:
    session = Session.create(tmp_path / "chip.dossier", resources)
    sample = root / "resources" / "samples" / "corriere-di-levante-chip-alleanza.html"
    import_readings(session, [read_file(sample)])
    window = open_window(session)
    window.articles.choose(session.store.articles()[0].id)
    suggestions = window.read.rail.suggestions
    qtbot.waitUntil(lambda: bool(suggestions.rows))
    said = {
        card.shown.suggestion.topic: "Also named in the title." in card.evidence for card in suggestions.rows
    }
    assert said["eu-japan"], "the title names Brussels and Tokyo"
    assert not said["digital-partnerships"], "the title names no partnership"


def test_similar_sections_get_suggestions_in_the_background(
    open_window: Opener, tmp_path: Path, resources: Resources, qtbot: QtBot
) -> None:
    session = Session.create(tmp_path / "porti.dossier", resources)
    subjects = [
        "gru",
        "fondali",
        "turni",
        "dogane",
        "tariffe",
        "noli",
        "fari",
        "boe",
        "container",
        "gasolio",
        "dighe",
    ]
    for number, what in enumerate(subjects):
        text = (
            f"Notizia {number}\n\nNel porto di Valdora si parla di {what}: le navi aspettano in rada e i piloti tacciono."
            f"\n\nIl consiglio\n\nIl consiglio comunale approva il bilancio {number} e rinvia la mostra del museo.\n"
        )
        import_readings(session, [read_bytes(text.encode(), f"{number}.txt")])
    *taught, last = session.store.articles()
    for record in taught:
        session.store.apply(tag_section(session, record.id, 0, ["china"]))
        session.store.apply(reject_suggestion(session, record.id, 1, "trade"))
    window = open_window(session)
    window.articles.choose(last.id)
    qtbot.waitUntil(lambda: len(window.read.rail.suggestions.rows) == 1)
    (card,) = window.read.rail.suggestions.rows
    assert card.shown.suggestion.topic == "china"
    assert card.evidence.startswith("Like sections that you tagged.")
    text = session.store.article(last.id).sections[0].text
    assert all(piece.text in text for piece in card.shown.suggestion.evidence)
