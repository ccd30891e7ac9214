"""An imported article: its metadata, blocks, sections and original file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Block, Heading, join_text
from briefbuilder.domain.values import value

MOST_PARTS = 1000
"""The most articles that are read from one file."""


def file_article_id(digest: str, part: int = 0) -> str:
    """Return the id of the article of a file, by the file's SHA-256, or of one of several in it, counted from 1."""
    own = sha256(f"{digest}\narticle {part}".encode()).hexdigest() if part else digest
    return f"a{own[:16]}"


@value
class Original:
    """The file that an article was imported from; its bytes are stored under `sha256` (hexadecimal)."""

    sha256: str
    media_type: str
    name: str
    size: int


@value
class Rights:
    """The rights statement of a source, quoted verbatim, and what it means."""

    statement: str | None = None
    licence: str | None = None
    reserved: bool = False


@value
class Metadata:
    """What is known about an article; unknown values stay empty. `language` is a BCP 47 tag.

    `embargo` is the time, with its time zone, before which the article must not be passed on.
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

    def is_embargoed(self, now: datetime) -> bool:
        """Return whether the embargo is not over; if a foreign dossier has it without a time zone, it is in UTC."""
        until = self.embargo
        return until is not None and (until if until.tzinfo else until.replace(tzinfo=UTC)) > now

    def source_name(self, file_name: str) -> str:
        """Return the name for the article: its publication, else its title, else the name of its file."""
        return self.publication or self.title or file_name


@value
class Section:
    """A heading and the blocks below it, up to the next heading; `index` counts from 0.

    `blocks` does not include the heading. Text before the first heading is a section without heading.
    """

    index: int
    heading: Heading | None
    blocks: tuple[Block, ...]

    @property
    def level(self) -> int:
        """The heading's level, or 0 without a heading."""
        return self.heading.level if self.heading else 0

    @property
    def all_blocks(self) -> tuple[Block, ...]:
        """The heading, if any, followed by the blocks."""
        return (self.heading, *self.blocks) if self.heading else self.blocks

    @property
    def text(self) -> str:
        """The heading and the blocks joined by "\\n"; offsets of suggestions refer to this text."""
        return join_text(self.all_blocks)


@value
class Article:
    """An imported article with its corrections applied. Importing it again creates a new revision."""

    id: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    original: Original
    revision: int = 1

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections, in order."""
        return split_sections(self.blocks)

    def block(self, block_id: str) -> Block | None:
        """Return the block with an id, or None."""
        return next((block for block in self.blocks if block.id == block_id), None)


def split_sections(blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """Split blocks into sections, one for each heading and one for the blocks before the first heading."""
    starts = [place for place, block in enumerate(blocks) if place == 0 or isinstance(block, Heading)]
    sections = []
    for index, (start, end) in enumerate(pairwise([*starts, len(blocks)])):
        first = blocks[start]
        heading = first if isinstance(first, Heading) else None
        body = blocks[start + 1 : end] if heading else blocks[start:end]
        sections.append(Section(index=index, heading=heading, blocks=body))
    return tuple(sections)


@value
class Picture:
    """A picture embedded in an imported file."""

    media_type: str
    data: bytes


@value
class ImportedArticle:
    """The article of an imported file, with notices, and the file's bytes, path and pictures.

    The path of a file inside another (an attachment of a mail) extends the path of that file and is for display
    only. `pictures` are keyed by the SHA-256 of their bytes.
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
