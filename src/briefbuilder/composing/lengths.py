"""How long texts are, counted as a reader would."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from briefbuilder.domain.briefing import Briefing, Excerpt, Item, Part
from briefbuilder.domain.text import join_text
from briefbuilder.templating.model import Template
from briefbuilder.templating.parts import ContentsPart, SourcesPart

# A word is a run of letters and digits with what joins them; a character of Chinese or Japanese
# writing, which sets no spaces, counts as half a word.
_WORD = re.compile(r"[^\W_]+(?:[’'\-.,][^\W_]+)*")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=8192)  # of a briefing that is being written, nearly all texts are those of the last check
def count_words(text: str) -> int:
    """Return the number of words in a text."""
    ideographs = len(_IDEOGRAPH.findall(text))
    return len(_WORD.findall(_IDEOGRAPH.sub(" ", text))) + (ideographs + 1) // 2


def item_text(item: Item) -> str:
    """Return an item's characters as they are drawn."""
    if isinstance(item, Excerpt) and item.blocks is None:
        return item.passage.quote
    return join_text(item.blocks or ())


def without_annexes(parts: Iterable[Part], template: Template) -> tuple[Part, ...]:
    """Return parts without those that hold whole articles, which are beside a briefing's own length."""
    return tuple(part for part in parts if part.key not in template.annexes)


def count_part_words(parts: Iterable[Part]) -> int:
    """Return the number of words of all items in some parts and the parts under them."""
    return sum(
        sum(count_words(item_text(item)) for item in part.items) + count_part_words(part.parts)
        for part in parts
    )


@dataclass(frozen=True, slots=True)
class Length:
    """How many words there are, and how many a template allows, None where it allows any number."""

    words: int
    limit: int | None = None

    @property
    def over(self) -> bool:
        """Whether there are more words than are allowed."""
        return self.limit is not None and self.words > self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Lengths:
    """The length of a briefing without its annexes, and by their ids those of the parts that have a limit.

    `pages` is how many pages its template allows, None for any number.
    """

    whole: Length
    parts: Mapping[str, Length] = field(default_factory=dict)
    pages: int | None = None


def measure_lengths(briefing: Briefing, template: Template) -> Lengths:
    """Return how long a briefing and its parts are beside what its template allows."""
    parts: dict[str, Length] = {}
    for part in briefing.walk():
        spec = template.part(part.key)
        if spec is None or isinstance(spec, SourcesPart | ContentsPart) or spec.limit.words is None:
            continue
        parts[part.id] = Length(count_part_words((part,)), spec.limit.words)
    words = count_part_words(without_annexes(briefing.parts, template))
    limits = template.limits
    return Lengths(whole=Length(words, limits.words), parts=parts, pages=limits.pages)
