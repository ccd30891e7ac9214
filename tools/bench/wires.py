"""Makes articles of which some are copies of one report, as outlets that take the same wire have them.

Words are made of syllables and drawn as those of a language are, a few very often and most hardly ever: so runs
of words are as rare as in real texts, and nothing is taken from anybody's. Articles on one event share a
quotation and its figures, those of one outlet the words under each text; neither makes them copies.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

EVENTS = 290
OUTLETS = 40
JAPANESE = 0.2
"""The share of articles in a script without spaces."""

_ONSETS = ("b", "br", "c", "d", "f", "g", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v", "z")
_VOWELS = ("a", "e", "i", "o", "u", "ia", "io")
_SMALL = [
    "il",
    "la",
    "di",
    "che",
    "e",
    "a",
    "un",
    "in",
    "per",
    "con",
    "del",
    "non",
    "si",
    "da",
    "alla",
    "una",
    "dei",
    "al",
    "nel",
    "più",
    "sono",
    "della",
    "ha",
    "ma",
    "su",
]
_KANJI = tuple(chr(code) for code in range(0x4E00, 0x4E00 + 2200))


@dataclass(frozen=True, slots=True)
class Wire:
    """An article; `report` is the number of the report that it is taken from, its own where it is nobody's copy."""

    text: str
    report: int
    kind: str


class Newsroom:
    """Writes articles; the same ones each time."""

    def __init__(self, seed: int = 11) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - the same texts each time, nothing secret
        made = {self._word() for _ in range(9000)}
        self._words = (*_SMALL, *sorted(made - set(_SMALL)))
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._kanji_weights = list(accumulate(1 / (rank + 20) for rank in range(len(_KANJI))))
        self._footers = [self._sentence(japanese=False, length=30) for _ in range(OUTLETS)]
        self._quotes_changed_article = [self._sentence(japanese=False, length=24) for _ in range(EVENTS)]
        self._kinds: tuple[Callable[[list[str]], list[str]], ...] = (
            self._lightly_edited,
            self._cut,
            self._moved,
            self._in_other_words_around,
            self._typeset,
        )

    def write(self, articles: int, copies: int) -> list[Wire]:
        """Return so many articles, the copies among them, in a random order."""
        reports = [self._report() for _ in range(articles - copies)]
        wires = [Wire(self._set(paragraphs), number, "report") for number, paragraphs in enumerate(reports)]
        for number in range(copies):
            source = self._chance.randrange(len(reports))
            kind = self._kinds[number % len(self._kinds)]
            wires.append(Wire(self._set(kind(reports[source])), source, kind.__name__.strip("_")))
        self._chance.shuffle(wires)
        return wires

    def _report(self) -> list[str]:
        japanese = self._chance.random() < JAPANESE
        paragraphs = [self._paragraph(japanese=japanese) for _ in range(self._chance.randint(4, 9))]
        if not japanese and self._chance.random() < 0.3:
            paragraphs.insert(1, self._chance.choice(self._quotes_changed_article))
        return paragraphs

    def _set(self, paragraphs: list[str]) -> str:
        return "\n".join((*paragraphs, self._chance.choice(self._footers)))

    def _paragraph(self, *, japanese: bool) -> str:
        joint = "" if japanese else " "
        return joint.join(self._sentence(japanese=japanese) for _ in range(self._chance.randint(2, 4)))

    def _sentence(self, *, japanese: bool, length: int | None = None) -> str:
        count = length or self._chance.randint(9, 24)
        if japanese:
            return "".join(self._chance.choices(_KANJI, cum_weights=self._kanji_weights, k=2 * count)) + "。"
        words = self._chance.choices(self._words, cum_weights=self._weights, k=count)
        return " ".join(words).capitalize() + "."

    def _word(self) -> str:
        count = self._chance.choice((2, 2, 3, 3, 4))
        return "".join(self._chance.choice(_ONSETS) + self._chance.choice(_VOWELS) for _ in range(count))

    def _lightly_edited(self, paragraphs: list[str]) -> list[str]:
        return [self._edited(each) for each in paragraphs]

    def _edited(self, text: str) -> str:
        joint = " " if " " in text else ""
        pieces = text.split() if joint else list(text)
        return joint.join(
            self._chance.choice(pieces) if self._chance.random() < 0.04 else one for one in pieces
        )

    def _cut(self, paragraphs: list[str]) -> list[str]:
        return paragraphs[: max(2, round(len(paragraphs) * self._chance.uniform(0.3, 0.7)))]

    def _moved(self, paragraphs: list[str]) -> list[str]:
        return self._lightly_edited(self._chance.sample(paragraphs, len(paragraphs) - 1))

    def _in_other_words_around(self, paragraphs: list[str]) -> list[str]:
        """Half of a report in as much text of one's own."""
        half = paragraphs[: max(2, (len(paragraphs) + 1) // 2)]
        japanese = " " not in half[0]
        own = [self._paragraph(japanese=japanese) for _ in half]
        return [own[0], *half, *own[1:]]

    def _typeset(self, paragraphs: list[str]) -> list[str]:
        """Other quotes and dashes, capitals in the beginning, paragraphs run together."""
        joined = " ".join(self._edited(each) for each in paragraphs)
        first, _, rest = joined.partition(".")
        return [f"«{first.upper()}» – {rest.replace('. ', '.  ')}"]
