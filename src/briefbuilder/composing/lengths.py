"""How long texts are, counted as a reader would."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from briefbuilder.domain.briefing import Excerpt, Item, Part
from briefbuilder.domain.text import joined_text
from briefbuilder.templating.model import Template

# A word is a run of letters and digits with what joins them; a character of Chinese or Japanese
# writing, which sets no spaces, counts as half a word.
_WORD = re.compile(r"[^\W_]+(?:[’'\-.,][^\W_]+)*")
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@lru_cache(maxsize=8192)  # of a briefing that is being written, nearly all texts are those of the last check
def word_count(text: str) -> int:
    """Return the number of words in a text."""
    ideographs = len(_IDEOGRAPH.findall(text))
    return len(_WORD.findall(_IDEOGRAPH.sub(" ", text))) + (ideographs + 1) // 2


def item_text(item: Item) -> str:
    """Return an item's characters as they are drawn."""
    if isinstance(item, Excerpt) and item.blocks is None:
        return item.passage.quote
    return joined_text(item.blocks or ())


def without_annexes(parts: Iterable[Part], template: Template) -> tuple[Part, ...]:
    """Return parts without those that hold whole articles, which are beside a briefing's own length."""
    return tuple(part for part in parts if part.key not in template.annexes)


def words_in(parts: Iterable[Part]) -> int:
    """Return the number of words of all items in some parts and the parts under them."""
    return sum(
        sum(word_count(item_text(item)) for item in part.items) + words_in(part.parts) for part in parts
    )
