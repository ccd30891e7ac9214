"""What a tag or an excerpt would be put on: a section, a paragraph, or chosen words. Knows no widget."""

from __future__ import annotations

from typing import Literal

from briefbuilder.domain.article import Article
from briefbuilder.domain.passage import Passage, passage_of
from briefbuilder.domain.text import Block, Heading
from briefbuilder.domain.values import value


@value
class Stop:
    """A place to which the keys walk: a whole section or one paragraph."""

    kind: Literal["section", "paragraph"]
    section: int
    blocks: tuple[Block, ...]

    def is_whole(self, passage: Passage) -> bool:
        """Tell whether a passage is exactly what stands here."""
        ends = passage.start == 0 and passage.end == len(self.blocks[-1].text)
        return ends and passage.blocks == tuple(block.id for block in self.blocks)


@value
class Target:
    """A passage with what it is and the index of the section in which it begins."""

    kind: Literal["section", "paragraph", "words"]
    section: int
    passage: Passage


def stops_of(article: Article) -> tuple[Stop, ...]:
    """Return every section and paragraph in the order in which the keys walk them."""
    stops: list[Stop] = []
    for section in article.sections:
        stops.append(Stop(kind="section", section=section.index, blocks=section.all_blocks))
        stops += [
            Stop(kind="paragraph", section=section.index, blocks=(block,))
            for block in section.blocks
            if not isinstance(block, Heading) and block.text.strip()
        ]
    return tuple(stops)


def target_at(article: Article, stop: Stop) -> Target:
    """Return the target that a stop stands for."""
    return Target(kind=stop.kind, section=stop.section, passage=passage_of(article, stop.blocks))


def target_of(stops: tuple[Stop, ...], passage: Passage) -> Target:
    """Return the target for a passage: a section or paragraph where it is exactly one, else words."""
    for stop in stops:
        if stop.is_whole(passage):
            return Target(kind=stop.kind, section=stop.section, passage=passage)
    first = passage.blocks[0]
    inside = (stop.section for stop in stops if any(block.id == first for block in stop.blocks))
    return Target(kind="words", section=next(inside, 0), passage=passage)


def index_of(stops: tuple[Stop, ...], target: Target) -> int:
    """Return where a target stands among the stops; words stand where their paragraph does."""
    # An opening of one paragraph is a section and a paragraph of the same words: the kind tells which is meant.
    kind, passage = target.kind, target.passage
    exact = (index for index, stop in enumerate(stops) if stop.kind == kind and stop.is_whole(passage))
    first = target.passage.blocks[0]
    inside = (
        index for index, stop in enumerate(stops) if stop.kind == "paragraph" and stop.blocks[0].id == first
    )
    found = next(exact, None)
    return next(inside, section_stop(stops, target.section)) if found is None else found


def section_stop(stops: tuple[Stop, ...], section: int) -> int:
    """Return the index of a section's own stop, 0 where there is none."""
    found = (index for index, stop in enumerate(stops) if stop.kind == "section" and stop.section == section)
    return next(found, 0)
