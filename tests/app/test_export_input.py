"""The input of an export has what its parts count, what its chronologies gather, and the words of citations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from tests.app.conftest import text_reading

from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.export_input import cite_source, snapshot
from briefbuilder.app.session import Session
from briefbuilder.composing.compose import compose
from briefbuilder.domain.article import Picture
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import replace_item, set_release
from briefbuilder.domain.document import DrawnTable, DrawnText, DrawnTimeline, content_text
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.facts import ClaimSource
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Figure, Span
from briefbuilder.importers.read import read_bytes

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


def test_a_briefing_without_topics_needs_no_taxonomy(
    session: Session, note: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert snapshot(session, note.id).topics.keys() == {"derisking"}
    act, plain = compose_briefing(session, "submission", "Talks", [], {}, "en")
    session.store.apply(act)
    monkeypatch.setattr(Session, "taxonomy", property(lambda _: pytest.fail("read")))
    assert snapshot(session, plain.id).topics == {}


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


def test_the_pictures_of_translations_are_exported_and_those_of_withheld_texts_are_not(
    session: Session, note: Briefing
) -> None:
    pictures = {
        sha256(data).hexdigest(): Picture(media_type="image/png", data=data) for data in (b"open", b"shut")
    }
    shown, hidden = pictures
    first, *_, last = (item for item in note.items if isinstance(item, Excerpt))
    changed = replace(first, translation=(Figure(id="f1", picture=shown),))
    after = replace_item(note, changed)
    after = replace_item(after, replace(last, translation=(Figure(id="f2", picture=hidden),)))
    after = set_release(after, [last.id], Release(disclosure="closed"))
    session.store.apply(edit_briefing(session, after, "edit-translation", pictures))
    assert pictures.keys() <= snapshot(session, note.id).picture_files.keys()
    released = snapshot(session, note.id, "public").picture_files
    assert (shown in released, hidden in released) == (True, False)


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


CHIPS = b"""<html lang="en"><head><title>A fund for chips</title><meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2024-10-14"></head><body><article><h1>A fund for chips</h1>
<p>The fund of the two governments has 43 billion euros for new factories, and the first of them opens soon.</p>
<p>The council of the fund meets in spring to see how much of the money was given to whom, and what for.</p>
</article></body></html>"""


def test_the_source_of_a_claim_is_cited_as_the_template_writes_sources(session: Session) -> None:
    import_readings(session, [read_bytes(CHIPS, "fund.html")])
    act, briefing = compose_briefing(session, "thematic-briefing", "Chips", [], {}, "en")
    session.store.apply(act)
    name = session.store.articles()[-1].id
    source = ClaimSource(article=name, block="", start=0, end=0, text="", value="")
    cited = cite_source(session, briefing.id, source)
    assert "".join(span.text for span in cited) == "The Courier, “A fund for chips”, 14\u00a0October 2024."
    assert Span("The Courier", italic=True) in cited
    with pytest.raises(DossierError):
        cite_source(session, briefing.id, replace(source, article="no such article"))
