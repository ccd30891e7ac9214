"""Making several topics one, with all that stands on them: tags, judgements, briefings' parts, topics below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefbuilder.app.acts.topic_changes import dropping, present_topic, put_change, topics_above
from briefbuilder.app.session import Session
from briefbuilder.domain.briefing import Briefing, Part
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.tagging.terms import TermError, term_of


def merge_topics(session: Session, topic_ids: Iterable[str], into: str, language: str) -> ChangeSet:
    """Return the act that makes several topics one: tags, judgements and briefings' parts go to the one that stays.

    Its terms then hold those of the others, and their names. Where a passage carries both, one tag stays.
    """
    target = present_topic(session, into)
    sources = tuple(present_topic(session, name) for name in dict.fromkeys(topic_ids) if name != into)
    if not sources:
        raise DossierError("topic-merge-alone", topic=target.name(language))
    gone = frozenset(source.id for source in sources)
    changes = [
        *_moved_tags(session, gone, into),
        *_moved_judgements(session, gone, into),
        *_moved_parts(session, gone, into),
        *_moved_below(session, gone, into),
        put_change(session, _joined(target, sources)),
    ]
    changes += [dropping(session, source) for source in sources]
    tags = len({change.key for change in changes if change.key.collection == "tag"})
    parameters = {"topic": target.name(language), "count": str(len(sources)), "tags": str(tags)}
    return ChangeSet(act="merge-topics", changes=tuple(changes), parameters=parameters)


def _moved_tags(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    put = {tag.passage for tag in session.tags_of(into)}
    for tag in session.tags_with(gone):
        after: Tag | None = None
        if tag.passage not in put:
            put.add(tag.passage)
            after = replace(tag, topic=into)
        yield Change(key=Key("tag", tag.id), before=tag, after=after)


def _moved_judgements(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    judged = session.judgements()
    standing = {one.id: one for one in judged}
    wanted: dict[str, Judgement] = {}
    for one in judged:
        if one.topic in gone:
            yield Change(key=Key("judgement", one.id), before=one, after=None)
            moved = replace(one, id=f"{one.article}:{one.section}:{into}", topic=into)
            if moved.id not in standing and (moved.accepted or moved.id not in wanted):
                wanted[moved.id] = moved
    for moved in wanted.values():
        yield Change(key=Key("judgement", moved.id), before=None, after=moved)


def _moved_parts(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    for briefing in session.briefings_and_versions():
        after = replace(briefing, parts=_parts(briefing.parts, gone, into))
        if after != briefing:
            yield _briefing_change(briefing, after)


def _briefing_change(before: Briefing, after: Briefing) -> Change:
    return Change(key=Key("briefing", before.id), before=before, after=after)


def _parts(parts: tuple[Part, ...], gone: frozenset[str], into: str) -> tuple[Part, ...]:
    return tuple(
        replace(
            part,
            topic=into if part.topic in gone else part.topic,
            parts=_parts(part.parts, gone, into),
        )
        for part in parts
    )


def _moved_below(session: Session, gone: frozenset[str], into: str) -> Iterator[Change]:
    """Yield the topics that stood under those that go: they stand under the one that stays."""
    taxonomy = session.taxonomy()
    above = {topic.id for topic in topics_above(taxonomy, into)}
    for topic in taxonomy.topics:
        if topic.id in gone or topic.id == into or gone.isdisjoint(topic.broader):
            continue
        wider = dict.fromkeys(into if name in gone else name for name in topic.broader)
        if topic.id in above:
            wider.pop(into, None)
        yield put_change(session, replace(topic, broader=tuple(wider)))


def _joined(target: Topic, sources: tuple[Topic, ...]) -> Topic:
    terms = {language: dict.fromkeys(words) for language, words in target.terms.items()}
    exclusions = {language: dict.fromkeys(words) for language, words in target.exclusions.items()}
    for source in sources:
        for language, name in source.names.items():
            terms.setdefault(language.partition("-")[0], {})[name] = None
        for into, listed in ((terms, source.terms), (exclusions, source.exclusions)):
            for language, words in listed.items():
                into.setdefault(language, {}).update(dict.fromkeys(words))
    wider: dict[str, None] = {}
    above = {source.id: source.broader for source in sources}
    for name in target.broader:
        # Where the one that stays stood under one that goes, it takes that one's place.
        wider.update(dict.fromkeys(above.get(name, (name,))))
    kept = tuple(name for name in wider if name not in above and name != target.id)
    return replace(target, terms=_usable(terms), exclusions=_usable(exclusions), broader=kept)


def _usable(listed: Mapping[str, dict[str, None]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, terms in listed.items():
        kept = tuple(term for term in terms if _is_term(term, language))
        if kept:
            found[language] = kept
    return found


def _is_term(term: str, language: str) -> bool:
    try:
        term_of(term, language)
    except TermError:
        return False
    return True
