"""A briefing: an outline of parts and items after a template, as an immutable tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Literal

from briefbuilder.domain.passage import Passage
from briefbuilder.domain.release import Release
from briefbuilder.domain.text import Block
from briefbuilder.domain.values import value


@value
class Excerpt:
    """A passage of an article, quoted.

    `blocks` is None while the excerpt says what its passage says, else the text as the officer
    edited it. `reliability` is an Admiralty code (A1 to F6) and `marking` the id of a level.
    `release` says who may see it, `releases` the same of single blocks by their ids. `translation` is
    the officer's working translation, which stands beside the original and is never shown as one.
    """

    id: str
    passage: Passage
    blocks: tuple[Block, ...] | None = None
    reliability: str | None = None
    marking: str | None = None
    release: Release | None = None
    releases: Mapping[str, Release] = field(default_factory=dict)
    translation: tuple[Block, ...] = ()
    kind: Literal["excerpt"] = "excerpt"


@value
class OwnText:
    """The officer's own text. `release` says who may see it, `releases` the same of blocks by their ids."""

    id: str
    blocks: tuple[Block, ...] = ()
    marking: str | None = None
    release: Release | None = None
    releases: Mapping[str, Release] = field(default_factory=dict)
    kind: Literal["own_text"] = "own_text"


Item = Excerpt | OwnText


@value
class Part:
    """A heading of the briefing with its items and the parts under it.

    `key` names the template's part that it came from; `heading` is None where the template's
    own label, in the briefing's language, stands; `topic` is the topic that a part gathers.
    `release` says who may see the part with all that is in it.
    """

    id: str
    key: str
    heading: str | None = None
    topic: str | None = None
    release: Release | None = None
    items: tuple[Item, ...] = ()
    parts: tuple[Part, ...] = ()


@value
class Lowering:
    """A mark that was lowered: from one level to another, why, and when (ISO 8601, UTC)."""

    before: str
    after: str
    reason: str
    moment: str = ""


@value
class Briefing:
    """A briefing; `template` is a template's id and `fields` what the officer filled in, by key.

    `language` (BCP 47) decides the labels of the export, whatever the screen speaks; `marking`
    is the id of a level of the template's marking profile; `lowerings` tells each time that it was
    lowered, and why. `created` is an ISO 8601 moment, UTC.
    A version that is kept names the briefing that it is of in `version_of`, and itself in `version`.
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

    def walk(self) -> Iterator[Part]:
        """Yield every part in the order of reading."""
        return walk_parts(self.parts)

    @property
    def items(self) -> tuple[Item, ...]:
        """Every item in the order of reading."""
        return tuple(item for part in self.walk() for item in part.items)

    def part(self, part_id: str) -> Part | None:
        """Return the part of that id, or None."""
        return next((part for part in self.walk() if part.id == part_id), None)

    def item(self, item_id: str) -> Item | None:
        """Return the item of that id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def parent_of(self, node_id: str) -> Part | None:
        """Return the part that holds an item or a part, None for a part at the top."""
        for part in self.walk():
            if any(child.id == node_id for child in (*part.items, *part.parts)):
                return part
        return None


def walk_parts(parts: tuple[Part, ...]) -> Iterator[Part]:
    """Yield parts and the parts under them in the order of reading."""
    for part in parts:
        yield part
        yield from walk_parts(part.parts)
