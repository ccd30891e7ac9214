"""Scores what was read from a PDF against the labelled text that it was typeset from.

All measures but three are F1 scores from 0 to 1: the harmonic mean of how much of the expected was
found and how much of the found was expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from bench.pdf_texts import Piece

_Unit = TypeVar("_Unit", bound=Hashable)

WITHOUT_SPACES = frozenset({"ja", "zh"})
RUN = 4
"""How many words in a row make the unit by which order is scored."""


@dataclass(frozen=True, slots=True)
class Content:
    """A text as expected or as read: its title, its pieces (notes among them) and its language."""

    title: str
    pieces: tuple[Piece, ...]
    language: str = "en"

    @property
    def text(self) -> str:
        """Title and pieces, the title once even where a heading repeats it."""
        repeated = any(
            piece.kind == "heading" and key(piece.text) == key(self.title) for piece in self.pieces
        )
        return "\n".join(([] if repeated else [self.title]) + [piece.text for piece in self.pieces])


@dataclass(frozen=True, slots=True)
class TextScore:
    """How well the words were read, whatever their order, and how well runs of four words were."""

    words: float
    order: float


@dataclass(frozen=True, slots=True)
class Score:
    """How well a file was read.

    `blocks` are pieces of the right kind and extent, `headings` those of them that are headings;
    `leaked`: words of a running head stand in the text; `notes`: the notes are exactly those
    expected; `title`: so is the title.
    """

    text: TextScore
    blocks: float
    headings: float
    leaked: bool
    notes: bool
    title: bool


def score(expected: Content, found: Content, running: Iterable[str]) -> Score:
    """Score a reading; `running` are the words of the running heads and feet."""
    wanted, got = _bag(expected), _bag(found)
    text = found.text
    return Score(
        text=score_text(expected, text),
        blocks=f1(wanted, got),
        headings=f1(_of_kind(wanted, "heading"), _of_kind(got, "heading")),
        leaked=any(words in text for words in running),
        notes=_of_kind(wanted, "note") == _of_kind(got, "note"),
        title=key(expected.title) == key(found.title),
    )


def score_text(expected: Content, text: str) -> TextScore:
    """Score characters without structure, such as a library's raw text."""
    wanted, got = (_tokens(each, expected.language) for each in (expected.text, text))
    return TextScore(f1(Counter(wanted), Counter(got)), f1(_runs(wanted), _runs(got)))


def f1(expected: Counter[_Unit], found: Counter[_Unit]) -> float:
    """Return the F1 score of two bags; 1 where both are empty."""
    both = expected.total() + found.total()
    return 2 * (expected & found).total() / both if both else 1.0


def key(text: str) -> str:
    """Return the letters and digits of a text alone, by which pieces are compared."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if sign.isalnum() or unicodedata.category(sign) in {"Mn", "Mc"})


def _bag(content: Content) -> Counter[tuple[str, str]]:
    rows = ((piece.kind, key(piece.text)) for piece in content.pieces)
    return Counter(
        (kind, text) for kind, text in rows if text and (kind, text) != ("heading", key(content.title))
    )


def _of_kind(bag: Counter[tuple[str, str]], kind: str) -> Counter[tuple[str, str]]:
    return Counter({row: count for row, count in bag.items() if row[0] == kind})


def _tokens(text: str, language: str) -> list[str]:
    return re.findall(r"\w" if language[:2] in WITHOUT_SPACES else r"\w+", text)


def _runs(tokens: list[str]) -> Counter[tuple[str, ...]]:
    return Counter(tuple(tokens[at : at + RUN]) for at in range(max(1, len(tokens) - RUN + 1)) if tokens)
