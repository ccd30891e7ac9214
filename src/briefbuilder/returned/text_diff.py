"""Compares two texts word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes

_PIECE = re.compile(r"[^\W_]+|\s+|[\W_]", re.UNICODE)
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]")

DiffKind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class DiffSegment:
    """A run of text that is in both texts, in the first alone ("gone") or in the second alone ("new").

    `one` and `other` are the code points where it begins in each.
    """

    kind: DiffKind
    text: str
    one: int
    other: int


def diff_texts(one: str, other: str, *, spaces: bool = False) -> tuple[DiffSegment, ...]:
    """Return both texts as segments, in order; white space alone makes no difference, unless `spaces` is true."""
    from rapidfuzz.distance import Indel

    left, right = _pieces(one), _pieces(other)
    known: dict[str, int] = {}
    codes = [
        [known.setdefault(text if spaces else _without_spaces(text), len(known)) for text, _ in side]
        for side in (left, right)
    ]
    found: list[DiffSegment] = []
    for same, (start, end), (low, high) in _difference_runs(Indel.opcodes(*codes), left):
        if same:
            found.append(_segment("same", right, low, high, left, start))
            continue
        if end > start:
            found.append(
                DiffSegment("gone", _text(left, start, end), _place(left, start), _place(right, low))
            )
        if high > low:
            found.append(_segment("new", right, low, high, left, start))
    return tuple(found)


def _difference_runs(
    steps: Opcodes, left: _Pieces
) -> Iterator[tuple[bool, tuple[int, int], tuple[int, int]]]:
    """Yield whether the pieces are equal, and which they are in each text; adjacent changes are joined.

    A gap between two changed words is changed with them, so that they read as one phrase.
    """
    listed = list(steps)
    last = len(listed) - 1
    same_at = [
        step.tag == "equal" and not (0 < at < last and _text(left, step.src_start, step.src_end).isspace())
        for at, step in enumerate(listed)
    ]
    for same, group in groupby(range(len(listed)), key=lambda at: same_at[at]):
        run = [listed[at] for at in group]
        yield same, (run[0].src_start, run[-1].src_end), (run[0].dest_start, run[-1].dest_end)


_Pieces = list[tuple[str, int]]


def _segment(kind: DiffKind, right: _Pieces, start: int, end: int, left: _Pieces, at: int) -> DiffSegment:
    return DiffSegment(kind, _text(right, start, end), _place(left, at), _place(right, start))


def _text(pieces: _Pieces, start: int, end: int) -> str:
    return "".join(text for text, _ in pieces[start:end])


def _place(pieces: _Pieces, index: int) -> int:
    if index < len(pieces):
        return pieces[index][1]
    return pieces[-1][1] + len(pieces[-1][0]) if pieces else 0


def _pieces(text: str) -> _Pieces:
    return list(split_words(text))


def split_words(text: str) -> Iterator[tuple[str, int]]:
    """Yield words, gaps and punctuation with their places; characters of scripts without spaces one by one."""
    for match in _PIECE.finditer(text):
        if _UNSPACED.match(match[0]):
            yield from ((character, match.start() + at) for at, character in enumerate(match[0]))
        else:
            yield match[0], match.start()


def _without_spaces(text: str) -> str:
    return " " if text.isspace() else text
