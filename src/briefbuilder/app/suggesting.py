"""Which suggestions for an article are still open."""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.app.learning import Suggesting
from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import covers
from briefbuilder.domain.topics import Judgement, Suggestion, Tag


def open_suggestions(
    article: Article, matcher: Suggesting, tags: Iterable[Tag], judgements: Iterable[Judgement]
) -> tuple[tuple[Suggestion, ...], ...]:
    """Return the suggestions for each section, without topics that are tagged or were judged there."""
    judged = {(judgement.section, judgement.topic) for judgement in judgements}
    put = tuple(tags)
    found: list[tuple[Suggestion, ...]] = []
    for section in article.sections:
        first = section.all_blocks[0].id
        closed = {tag.topic for tag in put if covers(tag.passage, section)}
        suggested = matcher.suggest(section.text, article.metadata.language)
        found.append(
            tuple(one for one in suggested if one.topic not in closed and (first, one.topic) not in judged)
        )
    return tuple(found)
