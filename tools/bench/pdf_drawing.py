"""Draws an article from loose sentences: sections, lists, a quotation, a table and notes, the same each time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import islice

from bench.pdf_texts import Footnote, Labelled, Piece

WITHOUT_SPACES = frozenset({"ja", "zh"})
MANY = 100
"""From so many sentences on there are enough for long paragraphs and four sections."""

CELL = 6
"""Code points of a cell in scripts without spaces; elsewhere it is two words."""


def drawn(language: str, headings: Sequence[str], sentences: Sequence[str], seed: int) -> Labelled:
    """Return an article in a language; no sentence stands in it twice."""
    return _Drawing(language, headings, sentences, seed).text()


class _Drawing:
    """The sentences that are left, and how many of them a paragraph takes."""

    def __init__(self, language: str, headings: Sequence[str], sentences: Sequence[str], seed: int) -> None:
        self._language = language
        self._name = f"{language}-{seed}"
        self._chance = random.Random(seed)  # noqa: S311 - the same text each time, nothing secret
        self._many = len(sentences) >= MANY
        self._headings = iter(self._shuffled(headings))
        self._rest = iter(self._shuffled(sentences))

    def _shuffled(self, lines: Sequence[str]) -> list[str]:
        return self._chance.sample(list(lines), len(lines))

    def text(self) -> Labelled:
        """Return an article of an opening and sections with lists, a quotation, a table and two footnotes."""
        title = next(self._headings)
        notes = list(islice(self._rest, 2))
        pieces = [self._paragraph(), self._paragraph()]
        for section in range(4 if self._many else 3):
            pieces += self._section(section)
        last = max(place for place, piece in enumerate(pieces) if piece.kind == "paragraph")
        footnotes = (Footnote(1, notes[0]), Footnote(last, notes[1]))
        return Labelled(self._name, self._language, title, tuple(pieces), footnotes)

    def _section(self, number: int) -> list[Piece]:
        pieces = [Piece("heading", next(self._headings))]
        pieces += [self._paragraph() for _ in range(self._chance.randint(2, 4) if self._many else 1)]
        if number % 2 == 0:
            numbered = number == 2
            items = islice(self._rest, self._chance.randint(3, 4) if self._many else 3)
            pieces += [
                Piece("list_item", item, place if numbered else 0) for place, item in enumerate(items, 1)
            ]
        if number == 1:
            pieces.append(Piece("quote", next(self._rest)))
        pieces.append(self._paragraph())
        if number == 1:
            pieces += [self._table(), self._paragraph()]
        return pieces

    def _paragraph(self) -> Piece:
        space = "" if self._language in WITHOUT_SPACES else " "
        count = self._chance.randint(2, 5) if self._many else 2
        return Piece("paragraph", space.join(islice(self._rest, count)))

    def _table(self) -> Piece:
        """Return a table of short words and figures, its first row the head."""
        words = [self._cell(sentence) for sentence in islice(self._rest, 6 if self._many else 3)]
        words *= 2
        figures = [str(self._chance.randint(10, 9999)) for _ in range(6)]
        rows = [words[:3], *([words[3 + row], *figures[2 * row : 2 * row + 2]] for row in range(3))]
        return Piece("table", "\n".join("\t".join(row) for row in rows))

    def _cell(self, sentence: str) -> str:
        if self._language in WITHOUT_SPACES:
            return sentence[:CELL]
        return " ".join(sentence.split()[:2]).strip(",;:.()")
