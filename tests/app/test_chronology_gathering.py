"""The events of tagged passages, and the chronologies of briefings that gathering fills with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefbuilder.app.chronology import events_of
from briefbuilder.app.commands.briefings import (
    compose_briefing,
    create_next_briefing,
    edit_briefing,
    find_gathering,
)
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_passage
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.composing.gather import gather
from briefbuilder.domain.article import Article, ImportedArticle
from briefbuilder.domain.briefing import Briefing, Dated, Excerpt
from briefbuilder.domain.passage import passage_of

TEMPLATE = """version: 1
id: events
name: {en: Events}
languages: [en]
marking: {profile: eu, default: unclassified}
parts:
- {key: events, label: {en: Events}, kind: chronology}
"""
ENGLISH = """Treaty signed

Ingrid Solheim signed the fisheries treaty with 14 states in Vardholm on 10 March 2026. Talks had begun in Q2 2024.
"""
ITALIAN = """Firmato il trattato

Il 10 marzo 2026 Ingrid Solheim ha firmato a Vardholm il trattato sulla pesca con 14 Stati.
"""


@pytest.fixture
def work(dossier: Path, resources: Resources, tmp_path: Path) -> Iterator[Session]:
    (tmp_path / "events.yaml").write_text(TEMPLATE, encoding="utf-8")
    with Session.create(dossier, Resources(templates=[tmp_path])) as opened:
        yield opened


def _add(session: Session, reading: ImportedArticle, topic: str = "china") -> Article:
    (outcome,) = import_readings(session, [reading])
    assert outcome.article is not None
    article = session.store.article(outcome.article)
    session.store.apply(tag_passage(session, passage_of(article, article.blocks), [topic]))
    return article


def _rows(briefing: Briefing | None) -> list[tuple[Dated | None, str]]:
    assert briefing is not None
    return [(item.dated, item.passage.quote) for item in briefing.items if isinstance(item, Excerpt)]


def test_a_new_briefing_has_its_events_by_date_with_all_their_sources(
    work: Session, read: Callable[..., ImportedArticle]
) -> None:
    _add(work, read(ENGLISH, "treaty.txt"))
    _add(work, read(ITALIAN, "trattato.txt"))
    act, made = compose_briefing(work, "events", "Note", ["china"], {}, "en")
    work.store.apply(act)
    talks, signed, firmato = _rows(work.store.briefing(made.id))
    assert (talks[1], talks[0] and talks[0].grain) == ("Talks had begun in Q2 2024.", "quarter")
    assert signed[1].startswith("Ingrid Solheim signed")
    assert firmato[1].startswith("Il 10 marzo 2026")
    assert signed[0] == firmato[0] != talks[0]


def test_gathering_adds_what_is_new_and_an_event_keeps_its_name(
    work: Session, read: Callable[..., ImportedArticle]
) -> None:
    _add(work, read(ENGLISH, "treaty.txt"))
    act, made = compose_briefing(work, "events", "Note", ["china"], {}, "en")
    work.store.apply(act)
    before = _rows(work.store.briefing(made.id))
    _add(work, read(ITALIAN, "trattato.txt"))
    gathered = gather(made, find_gathering(work, made))
    work.store.apply(edit_briefing(work, gathered, "gather"))
    after = _rows(work.store.briefing(made.id))
    assert after[: len(before)] == before
    assert [dated for dated, _ in after[len(before) :]] == [before[1][0]]
    assert gather(gathered, find_gathering(work, gathered)) == gathered


def test_the_next_briefing_has_only_the_new_events(
    work: Session, read: Callable[..., ImportedArticle]
) -> None:
    _add(work, read(ENGLISH, "treaty.txt"))
    act, made = compose_briefing(work, "events", "Note", ["china"], {}, "en")
    work.store.apply(act)
    _add(work, read(ITALIAN, "trattato.txt"))
    act, following = create_next_briefing(work, made.id, "Next")
    work.store.apply(act)
    assert [quote[:16] for _, quote in _rows(work.store.briefing(following.id))] == ["Il 10 marzo 2026"]


def test_events_are_those_of_the_topics_asked_for(
    work: Session, read: Callable[..., ImportedArticle]
) -> None:
    one = _add(work, read(ENGLISH, "treaty.txt"))
    _add(work, read(ITALIAN, "trattato.txt"), "derisking")
    assert len(events_of(work)) == 2
    assert [event.topics for event in events_of(work, ["derisking"])] == [{"derisking"}]
    assert [len(event.places) for event in events_of(work, ["china", "derisking"])] == [1, 2]
    assert events_of(work, ["china"])[0].places[0].article == one.id


def test_notes_and_headings_are_no_events(work: Session, read: Callable[..., ImportedArticle]) -> None:
    text = "# Fish\n\n## The summit of 3 May 2019\n\nThe port closed.[^1]\n\n[^1]: Report of 4 June 2021.\n"
    _add(work, read(text, "fish.md"))
    assert events_of(work) == ()
