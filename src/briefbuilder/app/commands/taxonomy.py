"""Commands on the topics of a dossier: add, edit, merge and remove them; rename groups.

Taxonomies that ship or are shared are not changed: the dossier has its own topic instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from briefbuilder.app.policy import current_policy
from briefbuilder.app.session import Session
from briefbuilder.app.taxonomies import (
    CHOSEN,
    GROUPS,
    USUAL_TAXONOMIES,
    groups_as_setting,
    names_as_setting,
)
from briefbuilder.domain.briefing import Part
from briefbuilder.domain.changes import Change, ChangeSet, Key, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.topics import Judgement, Tag, Taxonomy, Topic, TopicGroup
from briefbuilder.tagging.terms import TermError, parse_term

COLOURS = (
    "#8c3b3b", "#7a5a1e", "#4d6b2f", "#2f6b5a", "#2f5f8a", "#4f4f9a", "#7a3f8a", "#8a3f66", "#5b6770", "#6b5344",
)  # fmt: skip
"""Dark enough for white text (contrast at least 4.5 to 1)."""


def ancestors_of(taxonomy: Taxonomy, start: str) -> Iterator[Topic]:
    """Yield a topic and all broader topics, direct and indirect."""
    waiting, seen = [start], {start}
    while waiting:
        topic = taxonomy.topic(waiting.pop())
        if topic is not None:
            yield topic
            fresh = [wider for wider in topic.broader if wider not in seen]
            seen.update(fresh)
            waiting += fresh


def put_change(session: Session, topic: Topic) -> Change:
    """Return the change that stores a topic as the dossier's own."""
    before = next((own for own in session.store.topics() if own.id == topic.id), None)
    return change_of(before, _as_own(topic))


def _as_own(topic: Topic) -> Topic:
    """Return a topic as a dossier stores it: with dictionaries, which become JSON, in place of the lists of topics that ship."""
    return replace(topic, own=True, terms=dict(topic.terms), exclusions=dict(topic.exclusions))


def drop_change(session: Session, topic: Topic) -> Change:
    """Return the change that removes a topic: one of a taxonomy is marked as removed."""
    before = next((own for own in session.store.topics() if own.id == topic.id), None)
    mark = Topic(id=topic.id, names=topic.names, colour=topic.colour, own=True, removed=True)
    after = mark if session.base_taxonomy().topic(topic.id) is not None else None
    return Change(key=Key("topic", topic.id), before=before, after=after)


def merge_topics(session: Session, topic_ids: Iterable[str], into: str, language: str) -> ChangeSet:
    """Return the act that merges topics: tags, judgements and briefings' parts get the one that stays.

    Its terms are then joined with the terms and names of the others. If a passage has both, one tag stays. Of parts
    beside each other that differ only in the topic, the first gets the contents of the others.
    """
    target = session.topic(into)
    sources = tuple(session.topic(name) for name in dict.fromkeys(topic_ids) if name != into)
    if not sources:
        raise DossierError("topic-merge-alone", topic=target.name(language))
    gone = frozenset(source.id for source in sources)
    changes = [
        *_move_tags(session, gone, into),
        *_move_judgements(session, gone, into),
        *_move_parts(session, gone, into),
        *_move_narrower(session, gone, into),
        put_change(session, _merge_terms(target, sources)),
    ]
    changes += [drop_change(session, source) for source in sources]
    tags = len({change.key for change in changes if change.key.collection == "tag"})
    parameters = {"topic": target.name(language), "count": str(len(sources)), "tags": str(tags), "into": into}
    return ChangeSet(act="merge-topics", changes=tuple(changes), parameters=parameters)


def _move_tags(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    put = {tag.passage for tag in session.store.tag_index.of(into)}
    for tag in session.store.tags_with(gone):
        after: Tag | None = None
        if tag.passage not in put:
            put.add(tag.passage)
            after = replace(tag, topic=into)
        yield change_of(tag, after)


def _move_judgements(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    judged = session.store.judgements()
    standing = {judgement.id: judgement for judgement in judged}
    wanted: dict[str, Judgement] = {}
    for judgement in judged:
        if judgement.topic in gone:
            yield change_of(judgement, None)
            moved = replace(judgement, id=f"{judgement.article}:{judgement.section}:{into}", topic=into)
            if moved.id not in standing and (moved.accepted or moved.id not in wanted):
                wanted[moved.id] = moved
    for moved in wanted.values():
        yield change_of(None, moved)


def _move_parts(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    for briefing in session.store.briefings_and_versions():
        topics = tuple(dict.fromkeys(into if name in gone else name for name in briefing.topics))
        parts = _parts(briefing.parts, gone, into, joins=not briefing.version_of)
        after = replace(briefing, parts=parts, topics=topics)
        if after != briefing:
            yield change_of(briefing, after)


def _parts(parts: tuple[Part, ...], gone: frozenset[str], into: str, *, joins: bool) -> tuple[Part, ...]:
    """Return parts with the topic that stays, and one of those that became alike by it, if it `joins` them."""
    found: list[Part] = []
    moved: set[str] = set()
    for part in parts:
        if part.topic in gone:
            moved.add(part.id)
        after = replace(
            part,
            topic=into if part.topic in gone else part.topic,
            parts=_parts(part.parts, gone, into, joins=joins),
        )
        alike = (
            place for place, other in enumerate(found) if _alike(other, after) and moved & {part.id, other.id}
        )
        twin = next(alike, None) if joins else None
        if twin is None:
            found.append(after)
            continue
        first = found[twin]
        known = [replace(item, id="") for item in first.items]
        items = (item for item in after.items if replace(item, id="") not in known)
        found[twin] = replace(first, items=(*first.items, *items), parts=(*first.parts, *after.parts))
    return tuple(found)


def _alike(one: Part, other: Part) -> bool:
    """Return whether two parts differ only in their contents."""
    empty = replace(other, id=one.id, items=(), parts=())
    return replace(one, items=(), parts=()) == empty


def _move_narrower(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    """Yield changes of the narrower topics of those that are removed: they move below the one that stays."""
    taxonomy = session.taxonomy
    above = {topic.id for topic in ancestors_of(taxonomy, into)}
    for topic in taxonomy.topics:
        if topic.id in gone or topic.id == into or gone.isdisjoint(topic.broader):
            continue
        wider = dict.fromkeys(into if name in gone else name for name in topic.broader)
        if topic.id in above:
            wider.pop(into, None)
        yield put_change(session, replace(topic, broader=tuple(wider)))


def _merge_terms(target: Topic, sources: tuple[Topic, ...]) -> Topic:
    terms = {language: dict.fromkeys(words) for language, words in target.terms.items()}
    exclusions = {language: dict.fromkeys(words) for language, words in target.exclusions.items()}
    for source in sources:
        for language, name in source.names.items():
            terms.setdefault(base_language(language), {})[name] = None
        for into, listed in ((terms, source.terms), (exclusions, source.exclusions)):
            for language, words in listed.items():
                into.setdefault(language, {}).update(dict.fromkeys(words))
    wider: dict[str, None] = {}
    above = {source.id: source.broader for source in sources}
    for name in target.broader:
        # If the topic that stays was below one that is removed, it takes that one's place.
        wider.update(dict.fromkeys(above.get(name, (name,))))
    kept = tuple(name for name in wider if name not in above and name != target.id)
    merged = replace(
        target,
        terms=_usable_terms(terms),
        exclusions=_usable_terms(exclusions),
        broader=kept,
        inflected=any(topic.inflected for topic in (target, *sources)),
    )
    return _merge_territories(merged, (target, *sources))


def _merge_territories(topic: Topic, merged: Iterable[Topic]) -> Topic:
    """Return a topic with the territories of those that it was merged from, and their other side if all have the same."""
    named = [topic for topic in merged if topic.territories]
    territories = dict.fromkeys(code for topic in named for code in topic.territories)
    others = {topic.counterparts for topic in named}
    other = others.pop() if len(others) == 1 else ()
    return replace(topic, territories=tuple(territories), counterparts=other)


def _usable_terms(listed: Mapping[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, terms in listed.items():
        kept = tuple(term for term in terms if _is_term(term, language))
        if kept:
            found[language] = kept
    return found


def _is_term(term: str, language: str) -> bool:
    try:
        parse_term(term, language)
    except TermError:
        return False
    return True


def add_topic(session: Session, name: str, language: str) -> ChangeSet:
    """Return the act that adds an own topic; its name also becomes a term that suggests it.

    Raises DossierError if a topic of that name exists, or the name is empty.
    """
    shown = " ".join(name.split())
    if not shown:
        raise DossierError("topic-name-empty")
    taxonomy = session.taxonomy
    if any(
        shown.casefold() == other.casefold() for topic in taxonomy.topics for other in topic.names.values()
    ):
        raise DossierError("topic-exists", topic=shown)
    topic_id = free_topic_id(session, taxonomy, shown)
    topic = Topic(
        id=topic_id,
        names={language: shown},
        terms={language: (shown,)},
        colour=colour_of_topic(topic_id),
        own=True,
    )
    change = change_of(None, topic)
    return ChangeSet(act="add-topic", changes=(change,), parameters={"topic": shown})


def import_taxonomy(session: Session, taxonomy: Taxonomy) -> ChangeSet:
    """Return the act that adds the topics of a taxonomy to the dossier, replacing those of the same id."""
    present = {topic.id: topic for topic in session.store.topics()}
    changes = [change_of(present.get(topic.id), _as_own(topic)) for topic in taxonomy.topics]
    groups = groups_as_setting(session.store.setting(GROUPS), taxonomy.groups)
    changes.append(session.setting_change(GROUPS, groups))
    return ChangeSet(
        act="import-taxonomy", changes=tuple(changes), parameters={"count": str(len(taxonomy.topics))}
    )


def colour_of_topic(topic_id: str) -> str:
    """Return the colour of an own topic without a colour."""
    return COLOURS[sha256(topic_id.encode()).digest()[0] % len(COLOURS)]


def free_topic_id(session: Session, taxonomy: Taxonomy, name: str) -> str:
    """Return an id made of a name that no topic has, not even a removed one."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) < 2:
        return session.store.clock.new_id("topic-")
    if taxonomy.topic(slug) is None and all(own.id != slug for own in session.store.topics()):
        return slug
    return session.store.clock.new_id(f"{slug}-")


def put_topic(session: Session, topic: Topic, new_group: str = "", language: str = "en") -> ChangeSet:
    """Return the act that stores an edited topic; one without an id is new.

    `new_group` is the name, in `language`, of a group to create. Raises DossierError if the topic has no name, a
    name is taken, a term cannot be one, or it would be below itself.
    """
    taxonomy = session.taxonomy
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
        colour=topic.colour or colour_of_topic(topic_id),
        terms=_without_empty(topic.terms),
        exclusions=_without_empty(topic.exclusions),
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
    """Return the act that renames a topic in one language."""
    topic = session.topic(topic_id)
    act = put_topic(session, replace(topic, names={**topic.names, language: name}), language=language)
    return replace(act, act="rename-topic")


def move_topics(session: Session, topic_ids: Iterable[str], group: str, language: str) -> ChangeSet:
    """Return the act that puts topics, with all below them, into a group; broader topics that stay are no longer theirs.

    A topic that is in the group, or below a topic that is, stays where it is.
    """
    taxonomy = session.taxonomy
    chosen = [
        topic
        for topic in map(session.topic, dict.fromkeys(topic_ids))
        if taxonomy.path(topic.id)[0].group != group
    ]
    names = {topic.id for topic in chosen}
    moved = {
        topic.id: topic
        for topic in taxonomy.topics
        if any(above.id in names for above in ancestors_of(taxonomy, topic.id))
    }
    put = (
        replace(topic, group=group, broader=tuple(filter(moved.__contains__, topic.broader)))
        for topic in moved.values()
    )
    changes = tuple(put_change(session, topic) for topic in put if topic != moved[topic.id])
    shown = ", ".join(topic.name(language) for topic in chosen[:3])
    return ChangeSet(act="edit-topic", changes=changes, parameters={"topic": shown})


def remove_topics(session: Session, topic_ids: Iterable[str], language: str) -> ChangeSet:
    """Return the act that removes topics with their tags; its parameter `tags` is the number of tags."""
    topics = tuple(map(session.topic, dict.fromkeys(topic_ids)))
    tags = session.store.tags_with(topic.id for topic in topics)
    changes = [change_of(tag, None) for tag in tags]
    changes += [drop_change(session, topic) for topic in topics]
    names = ", ".join(topic.name(language) for topic in topics[:3])
    parameters = {"topic": names, "count": str(len(topics)), "tags": str(len(tags))}
    return ChangeSet(act="remove-topics", changes=tuple(changes), parameters=parameters)


def restore_topics(session: Session) -> ChangeSet:
    """Return the act that restores the topics of taxonomies that were removed from this dossier."""
    marks = [topic for topic in session.store.topics() if topic.removed]
    changes = tuple(change_of(mark, None) for mark in marks)
    return ChangeSet(act="restore-topics", changes=changes, parameters={"count": str(len(marks))})


def choose_taxonomies(session: Session, names: Iterable[str]) -> ChangeSet:
    """Return the act that makes the dossier use other taxonomies, by name.

    Tagged topics that are in none of them become the dossier's own, so that no tag loses its topic. Raises PolicyError if
    an administrator has set the taxonomies.
    """
    current_policy().require_free("taxonomies")
    chosen = tuple(dict.fromkeys(names))
    names_stored = None if chosen == USUAL_TAXONOMIES else names_as_setting(chosen)
    changes = [session.setting_change(CHOSEN, names_stored)]
    base, own = session.resources.taxonomy(chosen), {topic.id for topic in session.store.topics()}
    for name in session.store.tag_index.counts():
        topic = session.taxonomy.topic(name)
        if topic is not None and name not in own and base.topic(name) is None:
            changes.append(put_change(session, topic))
    return ChangeSet(act="choose-taxonomies", changes=tuple(changes))


def rename_group(session: Session, group_id: str, name: str, language: str) -> ChangeSet:
    """Return the act that renames a group in one language."""
    group = session.taxonomy.group(group_id)
    shown = " ".join(name.split())
    if group is None or not shown:
        raise DossierError("topic-name-empty")
    renamed = replace(group, names={**group.names, language: shown})
    return ChangeSet(
        act="rename-group", changes=(_groups_change(session, renamed),), parameters={"group": shown}
    )


def _check_names(taxonomy: Taxonomy, topic: Topic) -> None:
    wanted = {name.casefold() for name in topic.names.values()}
    for other in taxonomy.topics:
        if other.id != topic.id and not wanted.isdisjoint(name.casefold() for name in other.names.values()):
            before = taxonomy.topic(topic.id)
            kept = {name.casefold() for name in before.names.values()} if before is not None else set()
            # Names that two topics of a thesaurus share already are not the fault of this edit.
            taken = [name for name in other.names.values() if name.casefold() in wanted - kept]
            if taken:
                raise DossierError("topic-exists", topic=taken[0])


def _check_terms(topic: Topic) -> None:
    for listed in (topic.terms, topic.exclusions):
        for language, terms in listed.items():
            for term in terms:
                try:
                    parse_term(term, language)
                except TermError as error:
                    raise DossierError(f"topic-term-{error.reason}", term=term[:80]) from error


def _check_broader(taxonomy: Taxonomy, topic: Topic) -> None:
    for wider in topic.broader:
        if topic.id in {topic.id for topic in ancestors_of(taxonomy, wider)}:
            raise DossierError("topic-ring", topic=next(iter(topic.names.values())))


def _without_empty(listed: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    cleaned = {
        language: tuple(dict.fromkeys(" ".join(term.split()) for term in terms if term.strip()))
        for language, terms in listed.items()
    }
    return {language: terms for language, terms in cleaned.items() if terms}


def _with_group(session: Session, group: str, new_name: str, language: str) -> tuple[str, tuple[Change, ...]]:
    """Return the group's id, and the change that creates it if it is new."""
    shown = " ".join(new_name.split())
    if not shown:
        return group, ()
    known = session.taxonomy.groups
    found = next((group for group in known if shown in group.names.values()), None)
    if found is not None:
        return found.id, ()
    from briefbuilder.tagging.codebooks.codebook import make_unique_id, slugify

    group_id = make_unique_id(slugify(shown) or "group", {group.id for group in known})
    return group_id, (_groups_change(session, TopicGroup(id=group_id, names={language: shown})),)


def _groups_change(session: Session, group: TopicGroup) -> Change:
    stored = groups_as_setting(session.store.setting(GROUPS), (group,), over=True)
    return session.setting_change(GROUPS, stored)
