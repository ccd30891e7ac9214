"""Read the words that a text has in quotation marks, of every style, nested, and over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefbuilder.domain.facts import Fact, FactBlock, QuotedWords
from briefbuilder.evidence.words import words_of

_CLOSING = {
    "“": "”",
    "„": "“”‟",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    "”": "”",
    "’": "’",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
    "﹁": "﹂",
    "＂": "＂",
    "〝": "〟〞",
}
"""The marks that close what a mark has opened."""
_AMBIGUOUS = frozenset("\"'”’＂»›")
"""Marks that open in one style and close in another: they open at the start of a word only."""
_APOSTROPHES = frozenset("'’‘")
_CONTINUED = frozenset('“„«‟"「『”')
"""Marks that are repeated where a quotation goes on in the next paragraph."""
_BEFORE = frozenset("([{—–-/‹«„“‚‘\"'「『:;,")
_MARK = re.compile(f"[{re.escape(''.join((*_CLOSING, *_CLOSING.values())))}]")
_KEY_WORDS = 4
"""Words at each end of a quotation that make its keys."""
_Open = tuple[int, str]
"""Where the quoted words begin, and the marks that may close them."""


def read_quotations(blocks: Sequence[FactBlock]) -> Iterator[Fact]:
    """Yield the words in quotation marks, without the marks; one fact for each block of a longer quotation."""
    carried = ""
    for index, block in enumerate(blocks):
        following = blocks[index + 1].text if index + 1 < len(blocks) else ""
        spans, carried = _spans(block.text, carried, following)
        for start, end in sorted(spans):
            words = words_of(block.text[start:end])
            if words:
                yield Fact(
                    block=block.id,
                    start=start,
                    end=end,
                    stated=QuotedWords(words=tuple(words)),
                    keys=_keys(words),
                )


def _keys(words: Sequence[str]) -> tuple[str, ...]:
    if len(words) < _KEY_WORDS:
        return ()
    ends = (words[:_KEY_WORDS], words[-_KEY_WORDS:])
    return tuple(dict.fromkeys(f"q:{' '.join(end)}" for end in ends))


def _spans(text: str, carried: str, following: str) -> tuple[list[tuple[int, int]], str]:
    """Return the places of quoted words, and the marks that may close a quotation that goes on in the next block."""
    found: list[tuple[int, int]] = []
    opened: list[_Open] = [(0, carried)] if carried else []
    for match in _MARK.finditer(text):
        place, mark = match.start(), match[0]
        depth = next((d for d in range(len(opened) - 1, -1, -1) if mark in opened[d][1]), None)
        if depth is not None and _may_close(text, place):
            found.append(_trimmed(text, opened[depth][0], place))
            del opened[depth:]
        elif mark in _CLOSING and _may_open(text, place):
            opened.append((place + 1, _CLOSING[mark]))
    if not opened or not following:
        return found, ""
    start, closing = opened[0]
    if closing in "'’":
        return found, ""
    first = following.lstrip()[:1]
    if first in _CONTINUED:
        # The next paragraph repeats the opening mark, and is read by it.
        found.append(_trimmed(text, start, len(text)))
        return found, ""
    if closing != '"' and _is_closed_in(following, closing):
        found.append(_trimmed(text, start, len(text)))
        return found, closing
    return found, ""


def _is_closed_in(text: str, closing: str) -> bool:
    """Return whether a text closes a quotation before it opens another."""
    for match in _MARK.finditer(text):
        place, mark = match.start(), match[0]
        if mark in closing and _may_close(text, place):
            return True
        if mark in _CLOSING and mark not in _APOSTROPHES and _may_open(text, place):
            return False
    return False


def _may_open(text: str, place: int) -> bool:
    mark = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark in _AMBIGUOUS or mark in _APOSTROPHES:
        return (not before or before.isspace() or before in _BEFORE) and bool(after) and not after.isspace()
    return bool(after)


def _may_close(text: str, place: int) -> bool:
    mark = text[place]
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if mark in _APOSTROPHES:
        return bool(before) and not before.isspace() and not after.isalnum()
    if mark in '"＂':
        return bool(before) and (not before.isspace() or not after.strip()) and not after.isalnum()
    return True


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
