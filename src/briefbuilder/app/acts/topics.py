"""The dossier's own topics."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from briefbuilder.app.session import Session
from briefbuilder.app.taxonomies import GROUPS, groups_as_setting
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Taxonomy, Topic

COLOURS = (
    "#8c3b3b", "#7a5a1e", "#4d6b2f", "#2f6b5a", "#2f5f8a", "#4f4f9a", "#7a3f8a", "#8a3f66", "#5b6770", "#6b5344",
)  # fmt: skip
"""Dark enough for white words on them (4.5 to 1 at least)."""


def add_topic(session: Session, name: str, language: str, terms: Iterable[str] = ()) -> ChangeSet:
    """Return the act that adds a topic of the user's own; its name is a term that suggests it, too.

    Raises DossierError where a topic of that name is there, or the name is empty.
    """
    shown = " ".join(name.split())
    if not shown:
        raise DossierError("topic-name-empty")
    taxonomy = session.taxonomy()
    if any(
        shown.casefold() == other.casefold() for topic in taxonomy.topics for other in topic.names.values()
    ):
        raise DossierError("topic-exists", topic=shown)
    words = tuple(dict.fromkeys([shown, *(term.strip() for term in terms if term.strip())]))
    topic_id = free_topic_id(session, taxonomy, shown)
    topic = Topic(
        id=topic_id,
        names={language: shown},
        terms={language: words},
        colour=topic_colour_of(topic_id),
        own=True,
    )
    change = Change(key=Key("topic", topic.id), before=None, after=topic)
    return ChangeSet(act="add-topic", changes=(change,), parameters={"topic": shown})


def import_taxonomy(session: Session, taxonomy: Taxonomy) -> ChangeSet:
    """Return the act that takes the topics of a taxonomy into the dossier, over those of the same id."""
    present = {topic.id: topic for topic in session.topics()}
    changes = [
        Change(key=Key("topic", topic.id), before=present.get(topic.id), after=replace(topic, own=True))
        for topic in taxonomy.topics
    ]
    stored = session.setting(GROUPS)
    before = None if stored is None else Setting(id=GROUPS, value=stored)
    after = Setting(id=GROUPS, value=groups_as_setting(stored, taxonomy.groups))
    changes.append(Change(key=Key("setting", GROUPS), before=before, after=after))
    return ChangeSet(
        act="import-taxonomy", changes=tuple(changes), parameters={"count": str(len(taxonomy.topics))}
    )


def topic_colour_of(topic_id: str) -> str:
    """Return the colour of an own topic that nobody gave one."""
    return COLOURS[sha256(topic_id.encode()).digest()[0] % len(COLOURS)]


def free_topic_id(session: Session, taxonomy: Taxonomy, name: str) -> str:
    """Return an id made of a name that no topic has, nor one that was removed."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) < 2:
        return session.clock.new_id("topic-")
    if taxonomy.topic(slug) is None and all(own.id != slug for own in session.topics()):
        return slug
    return session.clock.new_id(f"{slug}-")
