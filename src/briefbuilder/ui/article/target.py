"""What a tag or an excerpt would be put on: a section, a paragraph, or chosen words. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage, covers, passage_of, section_passage
from briefbuilder.domain.text import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A passage with what it is and the index of the section in which it begins."""

    kind: Literal["section", "paragraph", "words"]
    section: int
    passage: Passage


def stops_of(article: Article) -> tuple[Target, ...]:
    """Return every section and paragraph in the order in which the keys walk them."""
    stops: list[Target] = []
    for section in article.sections:
        whole = section_passage(article, section)
        stops.append(Target(kind="section", section=section.index, passage=whole))
        stops += [
            Target(kind="paragraph", section=section.index, passage=passage_of(article, (block,)))
            for block in section.blocks
            if not isinstance(block, Heading) and block.text.strip()
        ]
    return tuple(stops)


def words_of(article: Article, passage: Passage) -> Target:
    """Return the target for a passage: a section or paragraph where it is exactly one, else words."""
    for stop in stops_of(article):
        if stop.passage == passage:
            return stop
    section = next((each.index for each in article.sections if covers(passage, each)), 0)
    return Target(kind="words", section=section, passage=passage)


def index_of(stops: tuple[Target, ...], target: Target) -> int:
    """Return where a target stands among the stops; words stand where their paragraph does."""
    if target in stops:
        return stops.index(target)
    first = target.passage.blocks[0]
    inside = [
        index
        for index, stop in enumerate(stops)
        if stop.kind == "paragraph" and stop.passage.blocks[0] == first
    ]
    return inside[0] if inside else section_stop(stops, target.section)


def section_stop(stops: tuple[Target, ...], section: int) -> int:
    """Return the index of a section's own stop, 0 where there is none."""
    found = (index for index, stop in enumerate(stops) if stop.kind == "section" and stop.section == section)
    return next(found, 0)
