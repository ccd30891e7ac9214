"""Briefings: composing, editing and removing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError

if TYPE_CHECKING:
    from briefbuilder.composing.regather import Gathering
    from briefbuilder.domain.topics import Tag, Topic
    from briefbuilder.templating.model import Template


def compose_briefing(
    session: Session,
    template: Template | str,
    title: str,
    topics: Iterable[str],
    fields: Mapping[str, str],
    language: str,
) -> tuple[ChangeSet, Briefing]:
    """Return the act that adds a briefing after a template, and the briefing itself.

    Each topic (by id) gets a part with what is tagged with it, in the order of import and of place.
    """
    from briefbuilder.composing.gather import new_briefing

    chosen = _topics(session, topics)
    tags = session.tags_with(topic.id for topic in chosen)
    articles = {name: session.article(name) for name in _by_import(session, tags)}
    briefing = new_briefing(
        briefing_id=session.clock.new_id("b"),
        title=title,
        template=session.resources.template(template) if isinstance(template, str) else template,
        language=language,
        topics=chosen,
        tags=tags,
        articles=articles,
        fields=fields,
        new_id=lambda: session.clock.new_id("i"),
        created=session.clock.second(),
    )
    return _act("compose-briefing", briefing.id, None, briefing), briefing


def gather_into(session: Session, briefing_id: str) -> ChangeSet:
    """Return the act that adds what is tagged with the topics of a briefing's parts and stands nowhere in it yet.

    Where nothing is missing the act changes nothing.
    """
    from briefbuilder.composing.regather import gathered

    before = _present(session, briefing_id)
    return _act("gather", briefing_id, before, gathered(before, gathering_of(session, before)))


def gathering_of(session: Session, briefing: Briefing) -> Gathering:
    """Return what is gathered from for a briefing: its template, the tags, and the articles that bear them."""
    from briefbuilder.composing.regather import Gathering, wanted_topics

    template = session.resources.template(briefing.template)
    tags = session.tags_with(wanted_topics(briefing, template))
    return Gathering(
        template=template,
        tags=tags,
        articles={name: session.article(name) for name in _by_import(session, tags)},
        new_id=lambda: session.clock.new_id("i"),
    )


def edit_briefing(session: Session, after: Briefing, act: str) -> ChangeSet:
    """Return the act of that code that puts an edited briefing in the place of the stored one."""
    return _act(act, after.id, _present(session, after.id), after)


def remove_briefing(session: Session, briefing_id: str) -> ChangeSet:
    """Return the act that removes a briefing with the versions that are kept of it; the articles stay."""
    act = _act("remove-briefing", briefing_id, _present(session, briefing_id), None)
    versions = (
        Change(key=Key("briefing", kept.id), before=kept, after=None)
        for kept in session.versions(briefing_id)
    )
    return replace(act, changes=(*versions, *act.changes))


def _present(session: Session, briefing_id: str) -> Briefing:
    briefing = session.briefing(briefing_id)
    if briefing is None:
        raise DossierError("briefing-missing", briefing=briefing_id)
    return briefing


def _topics(session: Session, topic_ids: Iterable[str]) -> tuple[Topic, ...]:
    taxonomy = session.taxonomy()
    found = []
    for topic_id in dict.fromkeys(topic_ids):
        topic = taxonomy.topic(topic_id)
        if topic is None:
            raise DossierError("topic-missing", topic=topic_id)
        found.append(topic)
    return tuple(found)


def _by_import(session: Session, tags: Iterable[Tag]) -> list[str]:
    """Return the articles that tags lie on in the order of import."""
    records = (session.record(name) for name in {tag.passage.article for tag in tags})
    present = [record for record in records if record is not None]
    return [record.id for record in sorted(present, key=lambda record: (record.imported, record.id))]


def _act(act: str, briefing_id: str, before: Briefing | None, after: Briefing | None) -> ChangeSet:
    shown = after or before
    return ChangeSet(
        act=act,
        changes=(Change(key=Key("briefing", briefing_id), before=before, after=after),),
        parameters={"title": shown.title if shown else ""},
    )
