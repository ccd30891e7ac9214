"""The input of an export has what its parts count, and what its chronologies gather."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.app.conftest import text_reading

from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.session import Session
from briefbuilder.composing.compose import compose
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import set_release
from briefbuilder.domain.document import DrawnTable, DrawnText, DrawnTimeline, content_text
from briefbuilder.domain.release import Release

TEXT = """Harbour talks

Minister Anna Rossi met the envoys in May 2018 and signed a note on ports. Ambassador Karl Weber left Vienna on 3 June 2018.

Her colleague Luca Bianchi signed the second note on 3 March 2019 in the same hall.
"""


@pytest.fixture
def note(session: Session) -> Briefing:
    """A background note with a chronology of two events of one article."""
    reading = text_reading(TEXT, "talks.txt")
    data = replace(
        reading.article.metadata, published=date(2019, 3, 5), publication="Meridian", language="en"
    )
    (outcome,) = import_readings(session, [replace(reading, article=replace(reading.article, metadata=data))])
    assert outcome.article is not None
    for section in range(len(session.store.article(outcome.article).sections)):
        session.store.apply(tag_section(session, outcome.article, section, ["derisking"]))
    act, made = compose_briefing(session, "background-note", "Talks", ["derisking"], {}, "en")
    session.store.apply(act)
    return made


def test_a_new_background_note_has_the_events_the_actors_and_the_coverage(
    session: Session, note: Briefing
) -> None:
    data = snapshot(session, note.id)
    assert {"Anna Rossi", "Luca Bianchi"} <= {actor.name for actor in data.actors}
    document = compose(data).document
    tables = [element for element in document.elements if isinstance(element, DrawnTable)]
    first = [
        [content_text(e.content) for cell in row for e in cell.elements if isinstance(e, DrawnText)]
        for row in tables[0].rows
    ]
    assert [row[0] for row in first] == ["Date", "May 2018", "3 June 2018", "3 March 2019"]
    assert any(isinstance(element, DrawnTimeline) for element in document.elements)
    assert "Meridian" in repr(tables[-2])


def test_a_recipient_is_not_told_who_is_named_in_what_is_withheld(session: Session, note: Briefing) -> None:
    hidden = [
        item.id for item in note.items if isinstance(item, Excerpt) and "Rossi" not in item.passage.quote
    ]
    topic = next(part for part in note.walk() if part.topic)
    shown = set_release(note, [*hidden, *(item.id for item in topic.items)], Release(disclosure="closed"))
    session.store.apply(edit_briefing(session, shown, "set-release"))
    whole, released = snapshot(session, note.id), snapshot(session, note.id, "public")
    assert {"Karl Weber", "Luca Bianchi"} <= {actor.name for actor in whole.actors}
    names = {actor.name for actor in released.actors}
    assert "Anna Rossi" in names
    assert not any("Bianchi" in name or "Weber" in name for name in names)
    assert "Bianchi" not in repr(compose(released).document)
