"""Passages without their words, which every desk that has the article's text can find again.

The short form of a passage is `[article, first block, number of blocks, start, end, hash]`: it takes far fewer bytes
than the words. The hash is of the words and of those around them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from hashlib import sha256

from briefbuilder.domain.passage import PassageBuilder, PassageLostError
from briefbuilder.exchange.records import Json

Texts = Callable[[str], PassageBuilder | None]
"""Returns the passages of an article's text as it was imported, None if the text is not here."""

_HASH = 16


def compact(passage: Json, texts: Texts) -> Json:
    """Return the short form of a passage, as JSON, if every desk can make the same passage of it; else the passage."""
    try:
        builder = texts(passage["article"])
        blocks, start, end = tuple(passage["blocks"]), passage["start"], passage["end"]
        result = None if builder is None else _made(builder, blocks, start, end)
        if builder is None or result != passage or builder.neighbours(blocks[0], len(blocks)) != blocks:
            return passage
    except (PassageLostError, TypeError, KeyError, IndexError):
        return passage
    return [passage["article"], blocks[0], len(blocks), start, end, _hash_of(passage)]


def expand(passage: Json, texts: Texts) -> Json | None:
    """Return a passage with its words, as JSON, None if the text from which it was taken is not here."""
    if isinstance(passage, dict):
        return passage
    if not is_short(passage):
        return None
    article, first, count, start, end, wanted = passage
    builder = texts(article)
    if builder is None:
        return None
    try:
        result = _made(builder, builder.neighbours(first, count), start, end)
    except PassageLostError:
        return None
    return result if result["article"] == article and _hash_of(result) == wanted else None


def is_short(passage: Json) -> bool:
    """Return whether some JSON is the short form of a passage."""
    if not isinstance(passage, list) or len(passage) != 6:
        return False
    article, first, count, start, end, words = passage
    numbers = (count, start, end)
    return (
        all(isinstance(text, str) for text in (article, first, words))
        and all(type(number) is int and 0 <= number < 2**31 for number in numbers)
        and len(words) == _HASH
        and count > 0
    )


def _made(builder: PassageBuilder, blocks: tuple[str, ...], start: int, end: int) -> Json:
    result = asdict(builder.of(blocks, start, end))
    return {**result, "blocks": list(result["blocks"])}


def _hash_of(passage: Json) -> str:
    words = "\n".join((passage["before"], passage["quote"], passage["after"]))
    return sha256(words.encode(errors="surrogatepass")).hexdigest()[:_HASH]
