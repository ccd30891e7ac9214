"""What an article's text brings to the index and to the search for copies, worked out before it is stored.

It needs no dossier and costs milliseconds, so an import does it beside the window, file by file, and the act
that imports all has only rows to write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Protocol

from briefbuilder.domain.article import Metadata, Original, Section, sections_of
from briefbuilder.domain.resemblance import runs_of
from briefbuilder.domain.text import Block, joined_text
from briefbuilder.dossier.folding import index_words

MOST = 1500
"""Texts of which this is kept at hand: some 30 kB each."""


class Described(Protocol):
    """What is searched of an article beside its text."""

    @property
    def metadata(self) -> Metadata:
        """What is known of it."""

    @property
    def original(self) -> Original:
        """The file that it came from."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The searched texts of an article's sections with their words, and the runs of its text.

    They hold while the article is described as it was (`metadata`, and the `name` of its file).
    """

    metadata: Metadata
    name: str
    words: dict[str, str] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    runs: frozenset[int] = field(repr=False)

    def holds(self, article: Described) -> bool:
        """Tell whether an article is described as it was when this was worked out."""
        return article.metadata == self.metadata and article.original.name == self.name


def worked_out(article: Described, blocks: tuple[Block, ...]) -> Ahead:
    """Return what an article's text, as it was read, brings along."""
    texts = searched_texts(article, sections_of(blocks))
    return Ahead(
        metadata=article.metadata,
        name=article.original.name,
        words={text: index_words(text) for text in texts},
        texts=tuple(texts),
        runs=runs_of(joined_text(blocks)),
    )


def searched_texts(article: Described, sections: tuple[Section, ...]) -> list[str]:
    """Return what is searched of each section: its text, and for the first all names that the article goes by."""
    metadata = article.metadata
    texts = [section.text for section in sections] or [""]
    name = PurePath(article.original.name).stem
    parts = (metadata.title, metadata.lead, texts[0], *metadata.authors, metadata.publication, name)
    return ["\n".join(part for part in parts if part), *texts[1:]]
