"""The dated events of a dossier's tagged passages, for its chronology and for the chronologies of briefings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.disagreements import packed_articles
from briefbuilder.app.evidence import SLICE, source_of
from briefbuilder.domain.briefing import Dated
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import PassageBuilder
from briefbuilder.domain.text import ListItem, Paragraph, Quote

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.composing.gather import DatedPassage
    from briefbuilder.domain.facts import FactSource
    from briefbuilder.domain.topics import Tag
    from briefbuilder.evidence.chronology import Event
    from briefbuilder.storage.blobs import PackedArticle


TaggedArticle = tuple["PackedArticle", tuple["Tag", ...]]
"""An article, still compressed, with those of its tags that are looked at."""


def events_of(session: Session, topics: Iterable[str] | None = None) -> tuple[Event, ...]:
    """Return the events in passages that are tagged with the given topics, or with any, the earliest first."""
    wanted = tuple(topic for topic, _ in session.search.topics()) if topics is None else tuple(topics)
    tagged: dict[str, list[Tag]] = {}
    for tag in session.store.tags_with(wanted):
        tagged.setdefault(tag.passage.article, []).append(tag)
    records = [record for name in tagged if (record := session.store.record(name)) is not None]
    records.sort(key=lambda record: (record.imported, record.id))

    def fetch(names: Sequence[str]) -> Iterator[TaggedArticle]:
        return ((article, tuple(tagged[article.record.id])) for article in packed_articles(session, names))

    return find_dated_events([record.id for record in records], fetch)


def tagged_articles(
    session: Session, names: Sequence[str], topics: Collection[str]
) -> tuple[TaggedArticle, ...]:
    """Return the articles that have passages with one of the given topics; without topics, those with any tagged passage."""
    found = {
        name: tuple(tag for tag in session.store.tags(name) if not topics or tag.topic in topics)
        for name in names
    }
    tagged = [name for name in names if found[name]]
    return tuple((article, found[article.record.id]) for article in packed_articles(session, tagged))


def find_dated_events(
    names: Sequence[str],
    fetch: Callable[[Sequence[str]], Iterable[TaggedArticle]],
    step: Callable[[float], None] = lambda _: None,
) -> tuple[Event, ...]:
    """Return the events in tagged passages of articles, the earliest first.

    `fetch` gives some of the articles (`tagged_articles`, on the session's thread if this is called on another); `step`
    is called with the share that is done and may raise to stop.
    """
    from briefbuilder.evidence.chronology import find_events

    def read() -> Iterator[tuple[FactSource, Sequence[Tag]]]:
        for at in range(0, len(names), SLICE):
            step(at / len(names))
            for packed, tags in fetch(names[at : at + SLICE]):
                yield _written_source(packed), tags

    return find_events(read())


def _written_source(packed: PackedArticle) -> FactSource:
    """Return an article with its facts, without what is not a sentence of its text: headings, notes, tables."""
    source = source_of(packed)
    try:
        blocks = packed.unpack().blocks
    except DossierError:
        blocks = ()
    written = {block.id for block in blocks if isinstance(block, Paragraph | ListItem | Quote)}
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
