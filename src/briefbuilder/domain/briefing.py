"""A briefing: an immutable tree of parts and items that follows a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from briefbuilder.domain.facts import Grain
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Block, Figure, join_text
from briefbuilder.domain.values import value


@value
class Dated:
    """The day or period of an event with its first and last day; `grain` is how exactly the source dates it.

    Excerpts with the same `event` tell of one event, which a chronology shows once with all their sources.
    """

    first: date
    last: date
    grain: Grain = "day"
    event: str = ""


@value
class Excerpt:
    """A quoted passage of an article.

    `blocks` is the text edited by the user, or None for the unchanged passage. `reliability` is an
    Admiralty code (A1 to F6) and `marking` the id of a level. `release` says who may see the excerpt,
    `releases` who may see single blocks, by id. `translation` is the user's working translation, which
    is shown next to the original. `dated` is when what it says happened, in a chronology.
    """

    id: str
    passage: Passage
    blocks: tuple[Block, ...] | None = None
    reliability: str | None = None
    marking: str | None = None
    release: Release | None = None
    releases: Mapping[str, Release] = field(default_factory=dict)
    translation: tuple[Block, ...] = ()
    dated: Dated | None = None
    kind: Literal["excerpt"] = "excerpt"

    @property
    def text(self) -> str:
        """The words that it shows: those of the passage, or what the user made of them."""
        return self.passage.quote if self.blocks is None else join_text(self.blocks)


@value
class OwnText:
    """Free text. `release` says who may see it, `releases` who may see single blocks, by id."""

    id: str
    blocks: tuple[Block, ...] = ()
    marking: str | None = None
    release: Release | None = None
    releases: Mapping[str, Release] = field(default_factory=dict)
    kind: Literal["own_text"] = "own_text"

    @property
    def text(self) -> str:
        """Its words."""
        return join_text(self.blocks)


Item = Excerpt | OwnText


@value
class Part:
    """A heading of the briefing with its items and subparts.

    `key` names the part of the template; `heading` is None if the template's label is used; `topic` is
    the topic whose passages the part gathers. `release` says who may see the part and its contents.
    """

    id: str
    key: str
    heading: str | None = None
    topic: str | None = None
    release: Release | None = None
    items: tuple[Item, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """Its excerpts in order, without those of its subparts."""
        return tuple(item for item in self.items if isinstance(item, Excerpt))


@value
class Lowering:
    """A marking that was lowered, with the reason; `moment` is ISO 8601, UTC."""

    before: str
    after: str
    reason: str
    moment: str = ""


@value
class IgnoredFinding:
    """A finding that the user decided to ignore, with the reason; `moment` is ISO 8601, UTC."""

    finding: Finding
    reason: str
    moment: str = ""


@value
class Briefing:
    """A briefing; `template` is a template's id and `fields` holds the values of its fields by key.

    `language` (BCP 47) is the language of the exported labels; `marking` is the id of a level of the
    template's marking profile; `lowerings` records each time that it was lowered. `created` is ISO 8601,
    UTC. A saved version has the id of its briefing in `version_of` and its own name in `version`. `topics` are the
    ids of the topics that it was made with, which its parts gather; `ignored` are the findings that the user ignores.
    `nothing_new` are the topics on which there was nothing new since the briefing that it follows.
    """

    id: str
    title: str
    template: str
    language: str
    fields: Mapping[str, str] = field(default_factory=dict)
    marking: str | None = None
    parts: tuple[Part, ...] = ()
    created: str = ""
    version_of: str = ""
    version: str = ""
    lowerings: tuple[Lowering, ...] = ()
    topics: tuple[str, ...] = ()
    ignored: tuple[IgnoredFinding, ...] = ()
    nothing_new: tuple[str, ...] = ()

    def walk(self) -> Iterator[Part]:
        """Yield every part in reading order."""
        return walk_parts(self.parts)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in reading order."""
        return tuple(item for part in self.walk() for item in part.items)

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """Every excerpt in reading order."""
        return tuple(excerpt for part in self.walk() for excerpt in part.excerpts)

    def part(self, part_id: str) -> Part | None:
        """Return the part with an id, or None."""
        return next((part for part in self.walk() if part.id == part_id), None)

    def item(self, item_id: str) -> Item | None:
        """Return the item with an id, or None."""
        for part in self.walk():
            for item in part.items:
                if item.id == item_id:
                    return item
        return None

    def parent_of(self, node_id: str) -> Part | None:
        """Return the part that contains an item or a part, or None for a top-level part."""
        for part in self.walk():
            if any(child.id == node_id for child in (*part.items, *part.parts)):
                return part
        return None

    def holders(self) -> dict[str, Part]:
        """Return the part that contains an item or a part, by their ids; without the top-level parts."""
        return {child.id: part for part in self.walk() for child in (*part.items, *part.parts)}


def name_versions(versions: Iterable[Briefing]) -> tuple[Briefing, ...]:
    """Return the versions of a briefing, oldest first, each with its own name: a second "draft" is "draft (2)".

    Two desks may each keep a version of one name.
    """
    named: list[Briefing] = []
    taken: set[str] = set()
    for version in versions:
        name, number = version.version, 2
        while name.casefold() in taken:
            name, number = f"{version.version} ({number})", number + 1
        taken.add(name.casefold())
        named.append(version if name == version.version else replace(version, version=name))
    return tuple(named)


def walk_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Yield parts and their subparts in reading order."""
    for part in parts:
        yield part
        yield from walk_parts(part.parts)


PartHeading = Callable[[Part], str]
"""Returns the heading of a part."""


def briefing_text(briefing: Briefing, heading: PartHeading) -> str:
    """Return a briefing as plain text: its title, then each part's heading and items."""
    parts = (words for part in briefing.parts for words in _words(part, heading))
    return "\n\n".join((briefing.title, *parts))


def _words(part: Part, heading: PartHeading) -> list[str]:
    lines = [heading(part)]
    for item in part.items:
        lines.append(item.text if item.blocks is None else "\n".join(map(_block_words, item.blocks)))
        if item.kind == "excerpt" and item.translation:
            lines.append("\n".join(map(_block_words, item.translation)))
    return [*filter(None, lines), *(words for inner in part.parts for words in _words(inner, heading))]


def _block_words(block: Block) -> str:
    """Return the text of a block; a picture has its description, or a sign, before its caption."""
    if not isinstance(block, Figure):
        return block.text
    return f"[{block.alternative_text.strip() or '▣'}] {block.text}".strip()
