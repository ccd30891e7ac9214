"""Counts the words of items, parts and briefings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part, walk_parts
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.text import Note, join_text
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.templating.model import Template

# A word is a letter or digit with the letters, digits and signs inside words that follow it. Signs belong to a
# word wherever they stand, so that no deletion divides a word in two. A Chinese or Japanese character counts as half
# a word.
_WORD = lazy_pattern(r"[^\W_]+(?:[’'\-.,\u00ad\u0300-\u036f]+[^\W_]*)*")
_IDEOGRAPH = lazy_pattern("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=8192)  # most texts do not change from one check of a briefing to the next
def count_words(text: str) -> int:
    """Return the number of words in a text."""
    ideographs = len(_IDEOGRAPH.findall(text))
    parts = (_IDEOGRAPH.sub(" ", text) if ideographs else text).split()
    # Most parts are letters alone, for which the pattern would take twice the time.
    others = [part for part in parts if not part.isalpha()]
    words = len(parts) - len(others) + len(_WORD.findall(" ".join(others)))
    return words + (ideographs + 1) // 2


def item_text(item: Item) -> str:
    """Return an item's text; an excerpt's without notes that are not in its passage."""
    if not isinstance(item, Excerpt) or item.blocks is None:
        return item.text
    own = item.passage.blocks
    return join_text(tuple(block for block in item.blocks if not isinstance(block, Note) or block.id in own))


def without_annexes(parts: Iterable[Part], template: Template) -> tuple[Part, ...]:
    """Return the parts that are not annexes, which do not count for a briefing's length."""
    return tuple(part for part in parts if part.key not in template.annexes)


def count_part_words(parts: Iterable[Part]) -> int:
    """Return the number of words of all items in the given parts and their subparts."""
    return sum(
        sum(count_words(item_text(item)) for item in part.items) + count_part_words(part.parts)
        for part in parts
    )


def longest_items(parts: tuple[Part, ...], most: int) -> tuple[tuple[Item, int], ...]:
    """Return the longest items of the given parts and their subparts with their numbers of words, the longest first."""
    items = [(item, count_words(item_text(item))) for part in walk_parts(parts) for item in part.items]
    return tuple(sorted(items, key=lambda each: -each[1])[:most])


@value(kw_only=False)
class Length:
    """A number of words, and how many a template allows, or None if it is not limited."""

    words: int
    limit: int | None = None

    @property
    def over(self) -> bool:
        """Whether there are more words than allowed."""
        return self.limit is not None and self.words > self.limit


@value
class Lengths:
    """The length of a briefing without annexes, and of the parts that have items or a limit, by id.

    `pages` is how many pages the template allows, or None if it is not limited.
    """

    whole: Length
    parts: Mapping[str, Length] = field(default_factory=dict)
    pages: int | None = None


def measure_lengths(briefing: Briefing, template: Template) -> Lengths:
    """Return the lengths of a briefing and its parts, with the limits of its template."""
    # Imported here because the first window does without templates.
    from briefbuilder.templating.parts import ContentsPart, SourcesPart

    parts: dict[str, Length] = {}
    for part in briefing.walk():
        spec = template.part(part.key)
        if isinstance(spec, SourcesPart | ContentsPart):
            continue
        limit = spec.limit.words if spec is not None else None
        if part.items or limit is not None:
            parts[part.id] = Length(count_part_words((part,)), limit)
    words = count_part_words(without_annexes(briefing.parts, template))
    limits = template.limits
    return Lengths(whole=Length(words, limits.words), parts=parts, pages=limits.pages)
