"""Working translations that state something else than their excerpts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.app.conftest import text_reading

from briefbuilder.app import checks
from briefbuilder.app.commands import briefings
from briefbuilder.app.commands.articles import edit_metadata
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Article
from briefbuilder.domain.briefing import Excerpt
from briefbuilder.domain.notices import Finding, Place
from briefbuilder.domain.passage import passage_of
from briefbuilder.domain.release import PUBLIC, Release
from briefbuilder.domain.text import Paragraph, Span

ITALIAN = """Fondi per i porti

Il governo ha stanziato mercoledì 4,7 miliardi di euro per i porti. I lavori finiranno il 23 marzo 2027.

Sono previsti 1.250 nuovi posti di lavoro nei cantieri e nelle imprese della zona.
"""
RIGHT = "On Wednesday the government allocated 4.7 billion euros to the ports. The work will end on 23 March 2027."


@pytest.fixture
def ports(session: Session) -> Article:
    (outcome,) = import_readings(session, [text_reading(ITALIAN, "porti.txt")])
    assert outcome.article is not None
    article = session.store.article(outcome.article)
    session.store.apply(edit_metadata(session, article.id, replace(article.metadata, language="it")))
    return session.store.article(article.id)


def _compose(session: Session, article: Article, translation: str, excerpt: Excerpt | None = None) -> str:
    """Store a briefing that quotes a paragraph with a translation, and return its id."""
    block = next(block for block in article.blocks if "4,7" in block.text)
    act, briefing = briefings.compose_briefing(session, "thematic-briefing", "Note", [], {}, "en")
    session.store.apply(act)
    item = excerpt or Excerpt(id="quote", passage=passage_of(article, (block,)))
    item = replace(item, translation=(Paragraph(id="t1", content=(Span(translation),)),))
    after = briefing_edits.insert_item(briefing, briefing.parts[0].id, item)
    session.store.apply(briefings.edit_briefing(session, after, "edit-text"))
    return briefing.id


def _found(session: Session, briefing: str, audience: str | None = None) -> list[Finding]:
    return [one for one in checks.check(session, briefing, audience) if one.code == "translation-differs"]


def test_a_wrong_figure_leads_to_its_excerpt_and_shows_both_sentences(
    session: Session, ports: Article
) -> None:
    briefing = _compose(session, ports, RIGHT.replace("billion", "million"))
    (found,) = _found(session, briefing)
    assert found.severity == "warning"
    part = session.store.existing_briefing(briefing).parts[0].id
    assert found.place == Place(part=part, item="quote", article=ports.id)
    assert found.parameters == {
        "text": "4.7 million euros",
        "found": "4,7 miliardi di euro",
        "translation": "On Wednesday the government allocated 4.7 million euros to the ports.",
        "original": "Il governo ha stanziato mercoledì 4,7 miliardi di euro per i porti.",
    }


def test_a_right_translation_is_no_issue(session: Session, ports: Article) -> None:
    assert _found(session, _compose(session, ports, RIGHT)) == []


def test_what_is_missing_or_added_is_said(session: Session, ports: Article) -> None:
    text = RIGHT.replace(" on 23 March 2027", ", at a loss of 380 jobs")
    found = {
        one.parameters["variant"]: one.parameters["text"]
        for one in _found(session, _compose(session, ports, text))
    }
    assert found == {"added": "380", "missing": "23 marzo 2027"}


def test_an_edited_excerpt_is_compared_as_it_is_shown(session: Session, ports: Article) -> None:
    block = next(block for block in ports.blocks if "4,7" in block.text)
    short = Paragraph(
        id=block.id, content=(Span("Il governo ha stanziato mercoledì 4,7 miliardi di euro per i porti."),)
    )
    edited = Excerpt(id="quote", passage=passage_of(ports, (block,)), blocks=(short,))
    first, _, second = RIGHT.partition(" The work")
    assert _found(session, _compose(session, ports, first, edited)) == []
    (added,) = _found(session, _compose(session, ports, f"{first} The work{second}", edited))
    assert added.parameters["text"] == "23 March 2027"


def test_what_is_withheld_from_a_recipient_is_not_told(session: Session, ports: Article) -> None:
    block = next(block for block in ports.blocks if "4,7" in block.text)
    closed = Excerpt(id="quote", passage=passage_of(ports, (block,)), release=Release(disclosure="closed"))
    briefing = _compose(session, ports, RIGHT.replace("billion", "million"), closed)
    assert len(_found(session, briefing)) == 1
    assert _found(session, briefing, PUBLIC) == []


def test_a_template_sets_the_severity(session: Session, ports: Article) -> None:
    data = snapshot(session, _compose(session, ports, RIGHT.replace("billion", "million")))
    strict = replace(data.template, checks={**data.template.checks, "translation-differs": "error"})
    assert [one.severity for one in checks.translation_findings(replace(data, template=strict))] == ["error"]


def test_the_article_of_an_unknown_language_is_not_compared(session: Session, ports: Article) -> None:
    briefing = _compose(session, ports, RIGHT.replace("billion", "million"))
    session.store.apply(edit_metadata(session, ports.id, replace(ports.metadata, language=None)))
    assert _found(session, briefing) == []
