"""The input of an export has what its parts count, and what its chronologies gather."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.app.conftest import text_reading

from briefbuilder.app.commands.briefings import compose_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.export_input import snapshot
from briefbuilder.app.session import Session
from briefbuilder.composing.compose import compose
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.document import DrawnTable, DrawnText, DrawnTimeline, content_text

TEXT = """Harbour talks

Minister Anna Rossi met the envoys in May 2018 and signed a note on ports.

Her colleague Luca Bianchi signed the second note on 3 March 2019 in the same hall.
"""


@pytest.fixture
def note(session: Session) -> Briefing:
    """A background note with a chronology of two events of one article."""
    reading = text_reading(TEXT, "talks.txt")
    data = replace(
        reading.article.metadata, published=date(2019, 3, 5), publication="Meridian", language="en"
    )
    act, (outcome,) = import_readings(
        session, [replace(reading, article=replace(reading.article, metadata=data))]
    )
    session.apply(act)
    assert outcome.article is not None
    for section in range(len(session.store.article(outcome.article).sections)):
        session.apply(tag_section(session, outcome.article, section, ["derisking"]))
    act, made = compose_briefing(session, "background-note", "Talks", ["derisking"], {}, "en")
    session.apply(act)
    return made


def test_a_new_background_note_has_the_events_the_actors_and_the_coverage(
    session: Session, note: Briefing
) -> None:
    data = snapshot(session, note.id)
    document = compose(data).document
    tables = [element for element in document.elements if isinstance(element, DrawnTable)]
    first = [
        [content_text(e.content) for cell in row for e in cell.elements if isinstance(e, DrawnText)]
        for row in tables[0].rows
    ]
    assert [row[0] for row in first] == ["Date", "May 2018", "3 March 2019"]
    assert any(isinstance(element, DrawnTimeline) for element in document.elements)
    assert "Meridian" in repr(tables[-2])
