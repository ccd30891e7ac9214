"""Commands on tags and suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, Section
from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import Passage, section_passage, touches_section
from briefbuilder.domain.topics import Judgement, Suggestion, Tag


def tag_passage(
    session: Session,
    passage: Passage,
    topic_ids: Iterable[str],
    origin: Literal["user", "suggestion"] = "user",
    score: float | None = None,
) -> ChangeSet:
    """Return the act that tags a passage with topics; topics that the same passage has already are not changed."""
    put = {(tag.topic, tag.passage) for tag in session.store.tags(passage.article)}
    changes = tuple(
        _new_tag(session, topic, passage, origin, score)
        for topic in _check_topics(session, topic_ids)
        if (topic, passage) not in put
    )
    return _tagging("tag-passage", changes)


def tag_section(session: Session, article_id: str, section_index: int, topic_ids: Iterable[str]) -> ChangeSet:
    """Return the act that tags a whole section, with its heading."""
    article, section = _section(session, article_id, section_index)
    return tag_passage(session, section_passage(article, section), topic_ids)


def tag_hits(session: Session, hits: Iterable[tuple[str, int]], topic_ids: Iterable[str]) -> ChangeSet:
    """Return the act that tags sections that were found, each an article's id and a section's index."""
    wanted = tuple(topic_ids)
    changes: list[Change] = []
    for article_id, section_index in dict.fromkeys(hits):
        changes += tag_section(session, article_id, section_index, wanted).changes
    return _tagging("tag-hits", tuple(changes))


def move_tag(session: Session, tag: Tag, passage: Passage) -> ChangeSet:
    """Return the act that moves a tag to another passage of its article; the same tag there is removed."""
    after: Tag | None = replace(tag, passage=passage)
    others = (one for one in session.store.tags(tag.passage.article) if one.id != tag.id)
    if any((one.topic, one.passage) == (tag.topic, passage) for one in others):
        after = None
    return _tagging("move-tag", (Change(key=Key("tag", tag.id), before=tag, after=after),))


def remove_tags(session: Session, tag_ids: Iterable[str]) -> ChangeSet:
    """Return the act that removes tags.

    A tag from a suggestion counts as rejected from then on, so that it is not suggested again.
    """
    found = (session.store.tag(name) for name in dict.fromkeys(tag_ids))
    tags = [tag for tag in found if tag is not None]
    changes = [Change(key=Key("tag", tag.id), before=tag, after=None) for tag in tags]
    for tag in tags:
        if tag.origin == "suggestion":
            changes += _rejections(session, tag)
    return _tagging("remove-tags", tuple(changes), count=len(tags))


def accept_suggestions(
    session: Session, article_id: str, section_index: int, suggestions: Iterable[Suggestion]
) -> ChangeSet:
    """Return the act that accepts topics suggested for a section and tags it."""
    article, section = _section(session, article_id, section_index)
    changes = _accepted(session, article, section, suggestions)
    return _tagging("accept-suggestions", changes, count=len(changes) // 2)


def reject_suggestion(session: Session, article_id: str, section_index: int, topic: str) -> ChangeSet:
    """Return the act that rejects a topic suggested for a section."""
    article, section = _section(session, article_id, section_index)
    return _tagging("reject-suggestion", (_judged(session, article, section, topic, accepted=False),))


def accept_all(session: Session, at_least: float) -> ChangeSet:
    """Return the act that accepts every open suggestion from a score on, in the whole dossier."""
    changes: list[Change] = []
    for record in session.store.articles():
        article = session.store.article(record.id)
        for section, suggestions in zip(
            article.sections, session.suggestions.for_article(article), strict=True
        ):
            good = tuple(one for one in suggestions if one.score >= at_least)
            changes += _accepted(session, article, section, good)
    return _tagging("accept-suggestions", tuple(changes), count=len(changes) // 2)


def _accepted(
    session: Session, article: Article, section: Section, suggestions: Iterable[Suggestion]
) -> tuple[Change, ...]:
    passage = section_passage(article, section)
    changes: list[Change] = []
    for suggestion in suggestions:
        changes.append(_new_tag(session, suggestion.topic, passage, "suggestion", suggestion.score))
        changes.append(_judged(session, article, section, suggestion.topic, accepted=True))
    return tuple(changes)


def _new_tag(
    session: Session,
    topic: str,
    passage: Passage,
    origin: Literal["user", "suggestion"],
    score: float | None,
) -> Change:
    tag = Tag(id=session.clock.new_id("t"), topic=topic, passage=passage, origin=origin, score=score)
    return Change(key=Key("tag", tag.id), before=None, after=tag)


def _judged(session: Session, article: Article, section: Section, topic: str, *, accepted: bool) -> Change:
    first = section.all_blocks[0].id
    judgement = Judgement(
        id=f"{article.id}:{first}:{topic}",
        article=article.id,
        section=first,
        topic=topic,
        accepted=accepted,
    )
    before = next((one for one in session.store.judgements(article.id) if one.id == judgement.id), None)
    return Change(key=Key("judgement", judgement.id), before=before, after=judgement)


def _rejections(session: Session, tag: Tag) -> list[Change]:
    article = session.store.article(tag.passage.article)
    return [
        _judged(session, article, section, tag.topic, accepted=False)
        for section in article.sections
        if touches_section(tag.passage, section)
    ]


def _section(session: Session, article_id: str, index: int) -> tuple[Article, Section]:
    article = session.store.article(article_id)
    sections = article.sections
    if not 0 <= index < len(sections):
        raise DossierError(
            "section-missing", article=article.metadata.title, section=str(index), count=str(len(sections))
        )
    return article, sections[index]


def _check_topics(session: Session, topic_ids: Iterable[str]) -> tuple[str, ...]:
    taxonomy = session.taxonomy
    wanted = tuple(dict.fromkeys(topic_ids))
    for topic in wanted:
        if taxonomy.topic(topic) is None:
            raise DossierError("topic-missing", topic=topic)
    return wanted


def _tagging(act: str, changes: tuple[Change, ...], count: int | None = None) -> ChangeSet:
    topics = {
        value.topic
        for change in changes
        if isinstance(value := change.after or change.before, Tag | Judgement)
    }
    number = len(changes) if count is None else count
    return ChangeSet(
        act=act, changes=changes, parameters={"count": str(number), "topic": ", ".join(sorted(topics))}
    )
