"""Commands on tags and suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from briefbuilder.app.session import Session
from briefbuilder.domain.article import Article, Section
from briefbuilder.domain.changes import Change, ChangeSet, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.passage import Passage, section_passage, section_passages
from briefbuilder.domain.topics import Judgement, Suggestion, Tag, tags_by_section
from briefbuilder.storage.acts import ActRun


def tag_passage(session: Session, passage: Passage, topic_ids: Iterable[str]) -> ChangeSet:
    """Return the act that tags a passage with topics; topics that the same passage has already are not changed."""
    put = {(tag.topic, tag.passage) for tag in session.store.tags(passage.article)}
    changes = tuple(
        _new_tag(session, topic, passage, "user", None)
        for topic in _topics(session, topic_ids)
        if (topic, passage) not in put
    )
    return _tagging("tag-passage", changes)


def tag_section(session: Session, article_id: str, section_index: int, topic_ids: Iterable[str]) -> ChangeSet:
    """Return the act that tags a whole section, with its heading."""
    article, section = _section(session, article_id, section_index)
    return tag_passage(session, section_passage(article, section), topic_ids)


def tag_hits(session: Session, hits: Iterable[tuple[str, int]], topic_ids: Iterable[str]) -> ActRun:
    """Begin to tag sections that were found, each an article's id and a section's index; the caller runs the steps."""
    wanted = _topics(session, topic_ids)
    hit_sections: dict[str, list[int]] = {}
    for article_id, section_index in dict.fromkeys(hits):
        hit_sections.setdefault(article_id, []).append(section_index)

    def parts() -> Iterator[ChangeSet]:
        count = 0
        for article_id, indexes in hit_sections.items():
            changes = tuple(_tag_sections(session, article_id, indexes, wanted))
            count += len(changes)
            yield _tagging("tag-hits", changes, count)

    return session.store.begin(_tagging("tag-hits", ()), parts(), len(hit_sections))


def _tag_sections(
    session: Session, article_id: str, indexes: Iterable[int], topics: Iterable[str]
) -> Iterator[Change]:
    article = session.store.article(article_id)
    passages = section_passages(article)
    put = {(tag.topic, tag.passage) for tag in session.store.tags(article_id)}
    for index in indexes:
        passage = passages[_check_section(article, index, len(passages))]
        for topic in topics:
            if (topic, passage) not in put:
                yield _new_tag(session, topic, passage, "user", None)


def move_tag(session: Session, tag: Tag, passage: Passage) -> ChangeSet:
    """Return the act that moves a tag to another passage of its article; the same tag there is removed."""
    after: Tag | None = replace(tag, passage=passage)
    others = (one for one in session.store.tags(tag.passage.article) if one.id != tag.id)
    if any((one.topic, one.passage) == (tag.topic, passage) for one in others):
        after = None
    return _tagging("move-tag", (change_of(tag, after),))


def remove_tags(session: Session, tag_ids: Iterable[str]) -> ChangeSet:
    """Return the act that removes tags.

    A tag from a suggestion counts as rejected from then on, so that it is not suggested again.
    """
    found = (session.store.tag(name) for name in dict.fromkeys(tag_ids))
    tags = [tag for tag in found if tag is not None]
    changes = [change_of(tag, None) for tag in tags]
    suggested: dict[str, list[Tag]] = {}
    for tag in tags:
        if tag.origin == "suggestion":
            suggested.setdefault(tag.passage.article, []).append(tag)
    for article_id, own in suggested.items():
        changes += _rejections(session, article_id, own)
    return _tagging("remove-tags", tuple(changes), count=len(tags))


def accept_suggestions(
    session: Session, article_id: str, section_index: int, suggestions: Iterable[Suggestion]
) -> ChangeSet:
    """Return the act that accepts topics suggested for a section and tags it."""
    article, section = _section(session, article_id, section_index)
    judgements = _judgements(session, article_id)
    passage = section_passage(article, section)
    changes = tuple(_accepted(session, section, passage, suggestions, judgements))
    return _tagging("accept-suggestions", changes, count=len(changes) // 2)


def accept_each(session: Session, accepted: Iterable[tuple[str, int, Suggestion]]) -> ActRun:
    """Begin to accept suggestions, each with an article's id and a section's index; the caller runs the steps.

    What was tagged or judged since it was suggested is left out, and so are articles that were removed.
    """
    by_article: dict[str, dict[int, list[Suggestion]]] = {}
    for article_id, section_index, suggestion in accepted:
        by_article.setdefault(article_id, {}).setdefault(section_index, []).append(suggestion)

    def parts() -> Iterator[ChangeSet]:
        count = 0
        for article_id, by_section in by_article.items():
            if session.store.record(article_id) is not None:
                changes = tuple(_accept_in_article(session, article_id, by_section))
                count += len(changes) // 2
                yield _tagging("accept-suggestions", changes, count)

    return session.store.begin(_tagging("accept-suggestions", ()), parts(), len(by_article))


def _accept_in_article(
    session: Session, article_id: str, by_section: Mapping[int, Iterable[Suggestion]]
) -> Iterator[Change]:
    article = session.store.article(article_id)
    sections, passages = article.sections, section_passages(article)
    tags = tags_by_section(sections, session.store.tags(article_id))
    judgements = _judgements(session, article_id)
    for index, suggestions in by_section.items():
        section = sections[_check_section(article, index, len(sections))]
        tagged = {tag.topic for tag in tags[index]}
        still_open = (
            suggestion
            for suggestion in suggestions
            if suggestion.topic not in tagged
            and _judgement_id(article_id, section, suggestion.topic) not in judgements
        )
        yield from _accepted(session, section, passages[index], still_open, judgements)


def reject_suggestion(session: Session, article_id: str, section_index: int, topic: str) -> ChangeSet:
    """Return the act that rejects a topic suggested for a section."""
    article, section = _section(session, article_id, section_index)
    judged = _judged(article.id, section, topic, _judgements(session, article_id), accepted=False)
    return _tagging("reject-suggestion", (judged,))


def accept_all(session: Session, at_least: float) -> ChangeSet:
    """Return the act that accepts every open suggestion from a score on, in the whole dossier."""
    changes: list[Change] = []
    for record in session.store.articles():
        article = session.store.article(record.id)
        judgements = _judgements(session, record.id)
        offered = session.suggestions.for_article(article)
        sections = zip(article.sections, section_passages(article), offered, strict=True)
        for section, passage, suggestions in sections:
            good = tuple(suggestion for suggestion in suggestions if suggestion.score >= at_least)
            changes += _accepted(session, section, passage, good, judgements)
    return _tagging("accept-suggestions", tuple(changes), count=len(changes) // 2)


def _accepted(
    session: Session,
    section: Section,
    passage: Passage,
    suggestions: Iterable[Suggestion],
    judgements: Mapping[str, Judgement],
) -> Iterator[Change]:
    for suggestion in suggestions:
        yield _new_tag(session, suggestion.topic, passage, "suggestion", suggestion.score)
        yield _judged(passage.article, section, suggestion.topic, judgements, accepted=True)


def _judgements(session: Session, article_id: str) -> dict[str, Judgement]:
    """Return the judgements on suggestions for an article by their ids."""
    return {judgement.id: judgement for judgement in session.store.judgements(article_id)}


def _new_tag(
    session: Session,
    topic: str,
    passage: Passage,
    origin: Literal["user", "suggestion"],
    score: float | None,
) -> Change:
    tag = Tag(id=session.store.clock.new_id("t"), topic=topic, passage=passage, origin=origin, score=score)
    return change_of(None, tag)


def _judged(
    article_id: str, section: Section, topic: str, judgements: Mapping[str, Judgement], *, accepted: bool
) -> Change:
    judgement = Judgement(
        id=_judgement_id(article_id, section, topic),
        article=article_id,
        section=section.all_blocks[0].id,
        topic=topic,
        accepted=accepted,
    )
    before = judgements.get(judgement.id)
    return change_of(before, judgement)


def _judgement_id(article_id: str, section: Section, topic: str) -> str:
    return f"{article_id}:{section.all_blocks[0].id}:{topic}"


def _rejections(session: Session, article_id: str, tags: Iterable[Tag]) -> Iterator[Change]:
    """Yield the rejections of the suggestions that tags of an article came from."""
    sections = session.store.article(article_id).sections
    judgements = _judgements(session, article_id)
    for section, own in zip(sections, tags_by_section(sections, tags), strict=True):
        for topic in dict.fromkeys(tag.topic for tag in own):
            yield _judged(article_id, section, topic, judgements, accepted=False)


def _section(session: Session, article_id: str, index: int) -> tuple[Article, Section]:
    article = session.store.article(article_id)
    sections = article.sections
    return article, sections[_check_section(article, index, len(sections))]


def _check_section(article: Article, index: int, count: int) -> int:
    """Return the index of a section; raises DossierError if the article has none of that index."""
    if not 0 <= index < count:
        raise DossierError(
            "section-missing", article=article.metadata.title, section=str(index), count=str(count)
        )
    return index


def _topics(session: Session, topic_ids: Iterable[str]) -> tuple[str, ...]:
    """Return the given topics, each once; raises DossierError if one is unknown."""
    return tuple(session.topic(name).id for name in dict.fromkeys(topic_ids))


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
