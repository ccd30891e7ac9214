"""Topics of a dossier as the acts on its taxonomy find, put and drop them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from briefbuilder.app.session import Session
from briefbuilder.domain.changes import Change, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Taxonomy, Topic


def present_topic(session: Session, topic_id: str) -> Topic:
    """Return a topic of the dossier's taxonomy; raises DossierError where there is none of that id."""
    topic = session.taxonomy().topic(topic_id)
    if topic is None:
        raise DossierError("topic-missing", topic=topic_id)
    return topic


def topics_above(taxonomy: Taxonomy, start: str) -> Iterator[Topic]:
    """Yield a topic and all above it by any way."""
    waiting, seen = [start], {start}
    while waiting:
        topic = taxonomy.topic(waiting.pop())
        if topic is not None:
            yield topic
            fresh = [wider for wider in topic.broader if wider not in seen]
            seen.update(fresh)
            waiting += fresh


def put_change(session: Session, topic: Topic) -> Change:
    """Return the change that makes a topic the dossier's own."""
    before = next((own for own in session.topics() if own.id == topic.id), None)
    return Change(key=Key("topic", topic.id), before=before, after=replace(topic, own=True))


def dropping(session: Session, topic: Topic) -> Change:
    """Return the change that takes a topic away: one of a taxonomy leaves a mark that it is not wanted here."""
    before = next((own for own in session.topics() if own.id == topic.id), None)
    mark = Topic(id=topic.id, names=topic.names, colour=topic.colour, own=True, removed=True)
    after = mark if session.base_taxonomy().topic(topic.id) is not None else None
    return Change(key=Key("topic", topic.id), before=before, after=after)
