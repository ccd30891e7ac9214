"""A dossier in which every text that comes from others is hostile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefbuilder.app.commands.articles import edit_metadata, save_search
from briefbuilder.app.commands.briefings import compose_briefing, edit_briefing, keep_version
from briefbuilder.app.commands.imports import import_readings
from briefbuilder.app.commands.tags import tag_section
from briefbuilder.app.commands.taxonomy import add_topic, put_topic
from briefbuilder.app.resources import Resources
from briefbuilder.app.session import Session
from briefbuilder.domain import briefing_edits
from briefbuilder.domain.article import Rights
from briefbuilder.domain.briefing import OwnText
from briefbuilder.domain.query import Query
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.importers.read import read_bytes

ESCAPES = "\x1b]0;owned\x07\x1b[2J \x9b31m \x7f\x08 x"
"""Sequences that set a terminal's title, clear it and colour it; C1 and DEL among them."""
BIDI = "invoice\u202egpj.exe \u2067left open \U000e0041\U000e0042 pay\u200bpal"
"""An override, an open isolate, tag characters and a zero-width space within a word."""
FORGED = "x\r\nbriefbuilder: forged line\nsecond"
"""Line ends that would forge lines of output."""
RICH = ('<img src="file:///etc/passwd">', "<a href='file:///etc/passwd'>x</a> &File", "<b>x</b> & y", "&x")
"""Texts that Qt would interpret as HTML or as mnemonics."""


def hostile_dossier(path: Path, resources: Resources, texts: tuple[str, ...]) -> Session:
    """Create a dossier with an article, a topic, a briefing, a version and a search for each text."""
    session = Session.create(path, resources)
    for number, text in enumerate(texts):
        _add_article(session, number, text)
        _add_briefing(session, number, text)
        session.store.apply(save_search(session, f"{number} {text}", Query(words="ministers")))
    return session


def _add_article(session: Session, number: int, text: str) -> None:
    words = f"Ministers met {number}\n\n{text} the ministers spoke of semiconductors and de-risking.\n\n{text} again.\n"
    reading = read_bytes(words.encode("utf-8", "replace"), "foreign.txt")
    reading = replace(
        reading,
        path=Path(f"{number} {text.replace('/', '_')}.txt"),
        article=replace(
            reading.article, original=replace(reading.article.original, name=f"{text.replace('/', '_')}.txt")
        ),
    )
    import_readings(session, [reading])
    record = session.store.articles()[-1]
    metadata = replace(
        record.metadata,
        title=f"{text} title",
        lead=f"{text} lead",
        authors=(f"{text} author", "A. Person"),
        publication=f"{text} outlet",
        url=f"https://bank.example@evil.example/{number}",
        language="en",
        rights=Rights(statement=f"{text} rights", licence=f"{text} licence"),
    )
    session.store.apply(edit_metadata(session, record.id, metadata))
    session.store.apply(add_topic(session, f"{number} {text}"[:100], "en"))
    topic = [topic for topic in session.taxonomy.topics if topic.own][-1]
    session.store.apply(
        put_topic(
            session,
            replace(
                topic,
                descriptions={"en": f"{text} definition"},
                terms={"en": (*topic.terms["en"], "ministers")},
            ),
        )
    )
    session.store.apply(tag_section(session, record.id, 0, [topic.id]))


def _add_briefing(session: Session, number: int, text: str) -> None:
    template = session.resources.template("thematic-briefing")
    topic = [topic for topic in session.taxonomy.topics if topic.own][-1]
    act, made = compose_briefing(session, template, f"{text} briefing", [topic.id], {}, "en")
    session.store.apply(act)
    own = OwnText(
        id=f"own-{number}",
        blocks=(Paragraph(id="p", content=(Span(f"{text} own words."),)),),
        release=Release(disclosure="named", audiences=(f"{text} readers",)),
    )
    after = briefing_edits.insert_item(made, made.parts[0].id, own)
    after = briefing_edits.set_part_heading(after, made.parts[-1].id, f"{text} heading")
    session.store.apply(edit_briefing(session, after, "edit-briefing"))
    session.store.apply(keep_version(session, made.id, f"{text} version"))
