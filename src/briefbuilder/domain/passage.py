"""A passage: a range of an article's text that can be tagged or quoted.

It contains its text and the 32 characters before and after it, so that changes of the article are noticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from briefbuilder.domain.block_edits import append_notes, drop_other_notes
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.inline import numeric_block_text, plain_digits, slice_content
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Block, Figure, Paragraph, Span, WrittenBlock
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.domain.article import Article, Section

CONTEXT = 32
"""Code points of context before and after a passage."""


class PassageLostError(BriefbuilderError):
    """The article no longer has the passage's text at its position."""


@value
class Passage:
    """A range of text in one article.

    `start` is an offset in the first block's text, `end` in the last one's, in code points; `quote` is the text
    between the two, with "\\n" between blocks.
    """

    article: str
    blocks: tuple[str, ...]
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""


class PassageBuilder:
    """Creates passages of one article, and returns their blocks; faster than the functions for many passages."""

    def __init__(self, article: Article) -> None:
        self._article = article.id
        self._blocks = {block.id: block for block in article.blocks}
        self._texts = {block.id: block.text for block in article.blocks}
        self._places: dict[str, int] = {}
        place = 0
        for name, text in self._texts.items():
            self._places[name] = place
            place += len(text) + 1
        self._whole = "\n".join(self._texts.values())
        self._names = tuple(self._texts)
        self._numbers = {name: number for number, name in enumerate(self._names)}

    def of(self, blocks: tuple[str, ...], start: int = 0, end: int | None = None) -> Passage:
        """Return the passage over neighbouring blocks, given by id, from `start` to `end`."""
        if not blocks:
            raise PassageLostError("passage-empty", article=self._article)
        lost = next((name for name in blocks if name not in self._places), None)
        if lost is not None:
            raise PassageLostError("passage-lost", article=self._article, quote=lost)
        texts = [self._texts[name] for name in blocks]
        last = len(texts[-1]) if end is None else end
        quote = "\n".join(_cut(texts, start, last))
        place = self._places[blocks[0]] + start
        stop = place + len(quote)
        return Passage(
            article=self._article,
            blocks=blocks,
            start=start,
            end=last,
            quote=quote,
            before=self._whole[max(0, place - CONTEXT) : place],
            after=self._whole[stop : stop + CONTEXT],
        )

    def neighbours(self, first: str, count: int) -> tuple[str, ...]:
        """Return the ids of the given blocks from the one with an id on, fewer at the end, none if it is not there."""
        names = self._names
        place = self._numbers.get(first, len(names))
        return names[place : place + count]

    def blocks(self, passage: Passage) -> tuple[Block, ...]:
        """Return the blocks of a passage, as `passage_blocks` does."""
        return _passage_blocks(self._article, self._blocks, passage)


def passage_of(
    article: Article, blocks: tuple[Block, ...], start: int = 0, end: int | None = None
) -> Passage:
    """Return the passage over neighbouring blocks of an article, from `start` to `end`."""
    return PassageBuilder(article).of(tuple(block.id for block in blocks), start, end)


def section_blocks(article: Article, section: Section) -> tuple[Block, ...]:
    """Return the blocks of a section that are tagged and quoted with it.

    The picture of a scanned page below its recognized words is not: it shows the same words, and those of other sections.
    """
    *words, last = section.all_blocks
    is_page = isinstance(last, Figure) and article.original.media_type.startswith("image/")
    return tuple(words) if is_page and any(block.text for block in words) else section.all_blocks


def section_passage(article: Article, section: Section) -> Passage:
    """Return the passage over a section and its heading."""
    return passage_of(article, section_blocks(article, section))


def section_passages(article: Article) -> tuple[Passage, ...]:
    """Return the passages over all sections of an article, in time linear in its length."""
    builder = PassageBuilder(article)
    return tuple(
        builder.of(tuple(block.id for block in section_blocks(article, section)))
        for section in article.sections
    )


def passage_blocks(article: Article, passage: Passage) -> tuple[Block, ...]:
    """Return the passage's blocks, with the first and the last reduced to the passage.

    Tables and figures stay whole. Raises PassageLostError if the article's text differs.
    """
    return _passage_blocks(article.id, {block.id: block for block in article.blocks}, passage)


def quoted_blocks(article: Article, passage: Passage) -> tuple[Block, ...]:
    """Return the passage's blocks with the notes that they refer to, and no others, as an edited excerpt has them.

    Raises PassageLostError if the article's text differs.
    """
    return drop_other_notes(append_notes(passage_blocks(article, passage), article.blocks), article.blocks)


_FIGURES = lazy_pattern(r"[\d/][\d+−-]")


def may_have_powers(text: str) -> bool:
    """Return whether a text has figures of which the second one may be raised or lowered."""
    return _FIGURES.search(text) is not None


def numeric_quote(article: Article, passage: Passage) -> str:
    """Return the text of a passage with raised digits as such, or as it was if the article has other text."""
    if not may_have_powers(passage.quote):
        return passage.quote
    names = frozenset(passage.blocks)
    texts = {block.id: numeric_block_text(block) for block in article.blocks if block.id in names}
    shown = "\n".join(_cut([texts.get(name, "") for name in passage.blocks], passage.start, passage.end))
    return shown if plain_digits(shown) == plain_digits(passage.quote) else passage.quote


def _passage_blocks(article_id: str, found: Mapping[str, Block], passage: Passage) -> tuple[Block, ...]:
    if any(block_id not in found for block_id in passage.blocks):
        raise PassageLostError("passage-lost", article=article_id, quote=passage.quote[:80])
    blocks = tuple(found[block_id] for block_id in passage.blocks)
    if "\n".join(_cut([block.text for block in blocks], passage.start, passage.end)) != passage.quote:
        raise PassageLostError("passage-lost", article=article_id, quote=passage.quote[:80])
    last = len(blocks) - 1
    return tuple(
        _cut_block(block, passage.start if index == 0 else 0, passage.end if index == last else None)
        for index, block in enumerate(blocks)
    )


def _cut(texts: list[str], start: int, end: int) -> list[str]:
    cuts = list(texts)
    cuts[-1] = cuts[-1][:end]
    cuts[0] = cuts[0][start:]
    return cuts


def is_placed(article: Article, passage: Passage) -> bool:
    """Return whether the blocks of a passage are in an article."""
    try:
        passage_blocks(article, passage)
    except PassageLostError:
        return False
    return True


def saved_words(passage: Passage) -> tuple[Paragraph, ...]:
    """Return the words that a passage keeps, for one whose article no longer has them."""
    lines = enumerate(passage.quote.split("\n"))
    return tuple(Paragraph(id=f"lost{index}", content=(Span(line),)) for index, line in lines)


def _cut_block(block: Block, start: int, end: int | None) -> Block:
    stop = len(block.text) if end is None else end
    if not isinstance(block, WrittenBlock) or (start == 0 and stop == len(block.text)):
        return block
    return replace(block, content=slice_content(block.content, start, stop))
