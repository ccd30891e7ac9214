"""The topics that ship joined with a dossier's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup

GROUPS = "topic-groups"
"""The dossier's setting that holds the groups of topics that were imported into it, as JSON."""


CHOSEN = "taxonomies"
"""The dossier's setting that holds the names of the taxonomies that it starts from, a line each."""


def chosen_names(stored: str | None) -> tuple[str, ...] | None:
    """Return the names in that setting, None where those that ship are meant."""
    return None if stored is None else tuple(line for line in stored.split("\n") if line)


def joined_taxonomy(shipped: Taxonomy, own: Iterable[Topic], groups: str | None = None) -> Taxonomy:
    """Return a taxonomy of both: an own topic stands in the place of a shipped one of the same id.

    Topics that were removed are left out.
    """
    topics = {topic.id: topic for topic in shipped.topics}
    languages = dict.fromkeys(shipped.languages)
    for topic in own:
        if topic.removed:
            topics.pop(topic.id, None)
            continue
        topics[topic.id] = topic
        languages.update(dict.fromkeys([*topic.names, *topic.terms]))
    return replace(
        shipped,
        topics=tuple(topics.values()),
        groups=_joined_groups(shipped.groups, groups),
        languages=tuple(languages),
    )


def groups_as_setting(stored: str | None, groups: Iterable[TopicGroup], *, over: bool = False) -> str:
    """Return the setting's value with some groups added to what is stored, or put over it."""
    if over:
        known = {group.id: group for group in (() if stored is None else _groups(stored))}
        known |= {group.id: group for group in groups}
        return _adapter().dump_json(tuple(known.values())).decode()
    return _adapter().dump_json(_joined_groups(tuple(groups), stored)).decode()


def _joined_groups(groups: tuple[TopicGroup, ...], stored: str | None) -> tuple[TopicGroup, ...]:
    joined = {group.id: group for group in (() if stored is None else _groups(stored))}
    joined = {group.id: group for group in groups} | joined
    return tuple(joined.values())


def _groups(stored: str) -> tuple[TopicGroup, ...]:
    try:
        return _adapter().validate_json(stored)
    except ValidationError:
        return ()


@cache
def _adapter() -> TypeAdapter[tuple[TopicGroup, ...]]:
    return TypeAdapter(tuple[TopicGroup, ...])
