"""Articles and suggestions as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from briefbuilder.app.words import Words
from briefbuilder.cli.shapes import heading_text
from briefbuilder.domain.article import Article, Metadata, Section
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.text import Block, Figure, ListItem, Table

if TYPE_CHECKING:
    from briefbuilder.domain.topics import Suggestion, Taxonomy

_WIDTH = 100
_TEXT = "    "
Tags = Mapping[int, Sequence[str]]


def article_lines(
    article: Article, notices: Iterable[Notice], words: Words, tags: Tags | None = None
) -> Iterator[str]:
    """Yield an article as it reads, its sections numbered; `tags` are topics' names by section."""
    metadata = article.metadata
    yield metadata.title or article.original.name
    if described := described_source(metadata):
        yield described
    if metadata.lead:
        yield from ("", *wrap(metadata.lead, _WIDTH))
    for section in article.sections:
        yield from ("", section_title(section, words))
        if of_section := (tags or {}).get(section.index):
            yield f"{_TEXT}[{', '.join(of_section)}]"
        for block in section.blocks:
            yield from _block_lines(block)
    told = [words.notice(notice) for notice in notices]
    if told:
        yield ""
        yield from (f"- {line}" for line in told)


def described_source(metadata: Metadata) -> str:
    """Return what is known of where an article comes from, in one line."""
    published = metadata.published.isoformat() if metadata.published else None
    known = (", ".join(metadata.authors), metadata.publication, published, metadata.language, metadata.url)
    return " · ".join(filter(None, known))


def section_title(section: Section, words: Words) -> str:
    """Return a section's number, from 0, with its heading."""
    return f"[{section.index}] {heading_text(section) or words.text('cli-opening')}"


def suggestion_lines(
    sections: Sequence[Section],
    suggestions: Sequence[Sequence[Suggestion]],
    taxonomy: Taxonomy,
    words: Words,
) -> Iterator[str]:
    """Yield each section with the topics suggested for it and the words that they rest on."""
    for section, of_section in zip(sections, suggestions, strict=True):
        yield section_title(section, words)
        if not of_section:
            yield f"{_TEXT}{words.text('cli-nothing-suggested')}"
        for suggestion in of_section:
            topic = taxonomy.topic(suggestion.topic)
            name = topic.name(words.language) if topic else suggestion.topic
            quoted = dict.fromkeys(piece.text.replace("\n", " ") for piece in suggestion.evidence)
            evidence = ", ".join(f"“{text}”" for text in quoted)
            yield f"{_TEXT}{suggestion.score:.2f}  {suggestion.topic} ({name}): {evidence}"


def _block_lines(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (_TEXT + " | ".join(cell.text for cell in row.cells) for row in block.rows)
        return
    text = block.text
    if isinstance(block, Figure):
        text = f"[{block.alternative_text or block.text}]"
    mark = "- " if isinstance(block, ListItem) and not block.continues else ""
    indent = _TEXT + ("  " * block.depth if isinstance(block, ListItem) else "")
    for line in text.split("\n"):
        yield from wrap(line, _WIDTH, initial_indent=indent + mark, subsequent_indent=indent) or [""]
