"""An imported text: its metadata, its blocks, its sections and its untouched original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from pathlib import Path

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Block, Heading, join_text
from briefbuilder.domain.values import value


@value
class Original:
    """The file an article was read from; its bytes are kept under `sha256` (hexadecimal)."""

    sha256: str
    media_type: str
    name: str
    size: int


@value
class Rights:
    """What the source says of its rights, to the letter, and what follows from it."""

    statement: str | None = None
    licence: str | None = None
    reserved: bool = False


@value
class Metadata:
    """What is known of an article; nothing in it is ever made up. `language` is a BCP 47 tag.

    `embargo` is the moment, with its time zone, before which nothing of it may be passed on.
    """

    title: str = ""
    lead: str | None = None
    authors: tuple[str, ...] = ()
    publication: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    rights: Rights = field(default_factory=Rights)
    embargo: datetime | None = None


@value
class Section:
    """A heading with the blocks under it, up to the next heading; `index` counts from 0.

    The blocks do not hold the heading. The opening of an article has no heading and level 0.
    """

    index: int
    heading: Heading | None
    blocks: tuple[Block, ...]

    @property
    def level(self) -> int:
        """The heading's level, 0 where there is none."""
        return self.heading.level if self.heading else 0

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """The heading, where there is one, and the blocks."""
        return (self.heading, *self.blocks) if self.heading else self.blocks

    @property
    def text(self) -> str:
        """The heading and the blocks joined by "\\n": suggestions count their offsets in it."""
        return join_text(self.all_blocks)


@value
class Article:
    """A text as it was imported, under the corrections of its record. A re-import makes a new revision."""

    id: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    original: Original
    revision: int = 1

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections, in order. An opening without heading is there only where it holds blocks."""
        return split_sections(self.blocks)

    def block(self, block_id: str) -> Block | None:
        """Return the block of that id, or None."""
        return next((block for block in self.blocks if block.id == block_id), None)


def split_sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Divide blocks into sections at each heading."""
    found: list[Section] = []
    heading: Heading | None = None
    under: list[Block] = []

    def close() -> None:
        if heading is not None or under:
            found.append(Section(index=len(found), heading=heading, blocks=tuple(under)))

    for block in blocks:
        if isinstance(block, Heading):
            close()
            heading, under = block, []
        else:
            under.append(block)
    close()
    return tuple(found)


@value
class Picture:
    """A picture that came along in a file."""

    media_type: str
    data: bytes


@value
class ImportedArticle:
    """A file that was read: a finished article, its notices, and the file's bytes, path and pictures.

    The path of a file within another (an attachment of a mail) continues that one's: it is only shown.
    `pictures` are held under the SHA-256 of their bytes.
    """

    article: Article
    notices: tuple[Notice, ...]
    data: bytes = field(repr=False)
    path: Path
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)


@value
class RefusedFile:
    """A file that could not be read, and why; its path is as that of a reading."""

    path: Path
    error: BriefbuilderError
