"""The dated events of a dossier's tagged passages, for its chronology and for the chronologies of briefings."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.evidence import facts_of
from briefbuilder.domain.briefing import Dated
from briefbuilder.domain.passage import PassageBuilder
from briefbuilder.domain.text import ListItem, Paragraph, Quote

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.composing.gather import DatedPassage
    from briefbuilder.domain.facts import FactSource
    from briefbuilder.domain.topics import Tag
    from briefbuilder.evidence.chronology import Event


def events_of(
    session: Session, topics: Iterable[str] | None = None, articles: Collection[str] | None = None
) -> tuple[Event, ...]:
    """Return the events in passages that are tagged with some topics, or with any, the earliest first.

    `articles`, if given, are the only ones that are looked at.
    """
    from briefbuilder.evidence.chronology import find_events

    wanted = tuple(topic for topic, _ in session.search.topics()) if topics is None else tuple(topics)
    tagged: dict[str, list[Tag]] = {}
    for tag in session.store.tags_with(wanted):
        if articles is None or tag.passage.article in articles:
            tagged.setdefault(tag.passage.article, []).append(tag)
    records = [record for name in tagged if (record := session.store.record(name)) is not None]
    records.sort(key=lambda record: (record.imported, record.id))
    return find_events((_written_source(session, record.id), tagged[record.id]) for record in records)


def _written_source(session: Session, article_id: str) -> FactSource:
    """Return an article with its facts, without what is no sentence of its text: headings, notes, tables."""
    written = {
        block.id
        for block in session.store.article(article_id).blocks
        if isinstance(block, Paragraph | ListItem | Quote)
    }
    source = facts_of(session, article_id)
    return replace(source, blocks=tuple(block for block in source.blocks if block.id in written))


def events_to_gather(session: Session, topics: Iterable[str]) -> tuple[DatedPassage, ...]:
    """Return the sentences that chronologies of briefings on some topics are filled with."""
    from briefbuilder.composing.gather import DatedPassage

    builders: dict[str, PassageBuilder] = {}
    found = []
    for event in events_of(session, topics):
        dated = Dated(first=event.first, last=event.last, grain=event.grain, event=event.id)
        for place in event.places:
            builder = builders.get(place.article)
            if builder is None:
                builder = builders[place.article] = PassageBuilder(session.store.article(place.article))
            passage = builder.of((place.block,), place.start, place.end)
            found.append(DatedPassage(passage=passage, dated=dated, topics=place.topics))
    return tuple(found)
