"""Topics by the names that are typed, and the tags of an article by section."""

from __future__ import annotations

from collections.abc import Iterable

from briefbuilder.cli.context import NamingError
from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import covers
from briefbuilder.domain.topics import Tag, Taxonomy


def topic_ids(taxonomy: Taxonomy, names: Iterable[str]) -> tuple[str, ...]:
    """Return the ids of topics that are named by id or by name in any language; raises NamingError."""
    return tuple(dict.fromkeys(_topic_id(taxonomy, name) for name in names))


def tagged_sections(article: Article, tags: Iterable[Tag]) -> dict[int, tuple[str, ...]]:
    """Return the topics of each section that is tagged, by the section's number."""
    put = tuple(tags)
    found = {
        section.index: tuple(dict.fromkeys(tag.topic for tag in put if covers(tag.passage, section)))
        for section in article.sections
    }
    return {index: topics for index, topics in found.items() if topics}


def _topic_id(taxonomy: Taxonomy, name: str) -> str:
    if taxonomy.topic(name) is not None:
        return name
    folded = name.strip().casefold()
    found = [
        topic.id
        for topic in taxonomy.topics
        if folded == topic.id or folded in {one.casefold() for one in topic.names.values()}
    ]
    if len(found) != 1:
        code = "cli-topic-ambiguous" if found else "cli-topic-unknown"
        raise NamingError(code, topic=name, near=_nearest(taxonomy, found, folded))
    return found[0]


def _nearest(taxonomy: Taxonomy, found: list[str], folded: str) -> str:
    from difflib import get_close_matches

    near = found or get_close_matches(folded, [topic.id for topic in taxonomy.topics], n=3, cutoff=0.5)
    return ", ".join(near) or "–"
