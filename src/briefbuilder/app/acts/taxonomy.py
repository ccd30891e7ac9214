"""Edits of the taxonomy as one dossier has it: topics are made, changed and removed; groups renamed.

What ships or lies on a share stays as it is: the dossier keeps its own topic in the place of the other one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from briefbuilder.app.acts.topic_changes import dropping, present_topic, put_change, topics_above
from briefbuilder.app.acts.topics import free_topic_id, topic_colour_of
from briefbuilder.app.session import Session
from briefbuilder.app.taxonomies import CHOSEN, GROUPS, groups_as_setting
from briefbuilder.domain.changes import Change, ChangeSet, Key, Setting
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Taxonomy, Topic, TopicGroup
from briefbuilder.tagging.codebooks.names import free_id, slug
from briefbuilder.tagging.terms import TermError, term_of


def put_topic(session: Session, topic: Topic, new_group: str = "", language: str = "en") -> ChangeSet:
    """Return the act that puts a topic as it is edited; one without an id is new.

    `new_group` is the name, in `language`, of a group that is made with it. Raises DossierError where the topic
    has no name, a name is another topic's, a term cannot be one, or it would stand under itself.
    """
    taxonomy = session.taxonomy()
    names = {tag: " ".join(name.split()) for tag, name in topic.names.items() if name.strip()}
    if not names:
        raise DossierError("topic-name-empty")
    shown = next(iter(names.values()))
    is_new = not topic.id
    topic_id = topic.id or free_topic_id(session, taxonomy, shown)
    group, groups = _with_group(session, topic.group, new_group, language)
    after = replace(
        topic,
        id=topic_id,
        group=group,
        names=names,
        colour=topic.colour or topic_colour_of(topic_id),
        terms=_lists(topic.terms),
        exclusions=_lists(topic.exclusions),
        own=True,
        removed=False,
    )
    _check_names(taxonomy, after)
    _check_terms(after)
    _check_broader(taxonomy, after)
    name = after.name(language)
    changes = (*groups, put_change(session, after))
    return ChangeSet(act="add-topic" if is_new else "edit-topic", changes=changes, parameters={"topic": name})


def rename_topic(session: Session, topic_id: str, name: str, language: str) -> ChangeSet:
    """Return the act that gives a topic another name in one language."""
    topic = present_topic(session, topic_id)
    act = put_topic(session, replace(topic, names={**topic.names, language: name}), language=language)
    return replace(act, act="rename-topic")


def remove_topics(session: Session, topic_ids: Iterable[str], language: str) -> ChangeSet:
    """Return the act that removes topics with their tags; `tags` of its parameters says how many go."""
    topics = tuple(present_topic(session, name) for name in dict.fromkeys(topic_ids))
    tags = session.tags_with(topic.id for topic in topics)
    changes = [Change(key=Key("tag", tag.id), before=tag, after=None) for tag in tags]
    changes += [dropping(session, topic) for topic in topics]
    names = ", ".join(topic.name(language) for topic in topics[:3])
    parameters = {"topic": names, "count": str(len(topics)), "tags": str(len(tags))}
    return ChangeSet(act="remove-topics", changes=tuple(changes), parameters=parameters)


def restore_topics(session: Session) -> ChangeSet:
    """Return the act that brings back the topics of taxonomies that were removed from this dossier."""
    marks = [topic for topic in session.topics() if topic.removed]
    changes = tuple(Change(key=Key("topic", mark.id), before=mark, after=None) for mark in marks)
    return ChangeSet(act="restore-topics", changes=changes, parameters={"count": str(len(marks))})


def choose_taxonomies(session: Session, names: Iterable[str]) -> ChangeSet:
    """Return the act that has the dossier start from other taxonomies, by name.

    Topics that are tagged and in none of them become the dossier's own, so that no tag loses its topic.
    """
    chosen = tuple(dict.fromkeys(names))
    stored = session.setting(CHOSEN)
    before = None if stored is None else Setting(id=CHOSEN, value=stored)
    is_usual = frozenset(chosen) == frozenset(session.resources.shipped())
    after = None if is_usual else Setting(id=CHOSEN, value="\n".join(chosen))
    changes = [Change(key=Key("setting", CHOSEN), before=before, after=after)]
    base, own = session.resources.taxonomy(chosen), {topic.id for topic in session.topics()}
    for name in session.tag_counts():
        topic = session.taxonomy().topic(name)
        if topic is not None and name not in own and base.topic(name) is None:
            changes.append(put_change(session, topic))
    return ChangeSet(act="choose-taxonomies", changes=tuple(changes))


def rename_group(session: Session, group_id: str, name: str, language: str) -> ChangeSet:
    """Return the act that gives a group another name in one language."""
    group = session.taxonomy().group(group_id)
    shown = " ".join(name.split())
    if group is None or not shown:
        raise DossierError("topic-name-empty")
    renamed = replace(group, names={**group.names, language: shown})
    return ChangeSet(
        act="rename-group", changes=(_groups_change(session, renamed),), parameters={"group": shown}
    )


# What may not be -----------------------------------------------------------------------------


def _check_names(taxonomy: Taxonomy, topic: Topic) -> None:
    wanted = {name.casefold() for name in topic.names.values()}
    for other in taxonomy.topics:
        if other.id != topic.id and not wanted.isdisjoint(name.casefold() for name in other.names.values()):
            before = taxonomy.topic(topic.id)
            kept = {name.casefold() for name in before.names.values()} if before is not None else set()
            # Names that two topics of a thesaurus share already are not this edit's fault.
            taken = [name for name in other.names.values() if name.casefold() in wanted - kept]
            if taken:
                raise DossierError("topic-exists", topic=taken[0])


def _check_terms(topic: Topic) -> None:
    for listed in (topic.terms, topic.exclusions):
        for language, terms in listed.items():
            for term in terms:
                try:
                    term_of(term, language)
                except TermError as error:
                    raise DossierError(f"topic-term-{error.reason}", term=term[:80]) from error


def _check_broader(taxonomy: Taxonomy, topic: Topic) -> None:
    for wider in topic.broader:
        if topic.id in {each.id for each in topics_above(taxonomy, wider)}:
            raise DossierError("topic-ring", topic=next(iter(topic.names.values())))


def _lists(listed: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    cleaned = {
        language: tuple(dict.fromkeys(" ".join(term.split()) for term in terms if term.strip()))
        for language, terms in listed.items()
    }
    return {language: terms for language, terms in cleaned.items() if terms}


# Groups --------------------------------------------------------------------------------------


def _with_group(session: Session, group: str, new_name: str, language: str) -> tuple[str, tuple[Change, ...]]:
    """Return the group's id, and the change that makes it where it is new."""
    shown = " ".join(new_name.split())
    if not shown:
        return group, ()
    known = session.taxonomy().groups
    found = next((one for one in known if shown in one.names.values()), None)
    if found is not None:
        return found.id, ()
    group_id = free_id(slug(shown) or "group", {one.id for one in known})
    return group_id, (_groups_change(session, TopicGroup(id=group_id, names={language: shown})),)


def _groups_change(session: Session, group: TopicGroup) -> Change:
    stored = session.setting(GROUPS)
    before = None if stored is None else Setting(id=GROUPS, value=stored)
    after = Setting(id=GROUPS, value=groups_as_setting(stored, (group,), over=True))
    return Change(key=Key("setting", GROUPS), before=before, after=after)
