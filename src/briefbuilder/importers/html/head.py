"""The lines at an article's head that tell who wrote it and when, in the text or just before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date
from itertools import pairwise

from briefbuilder.domain.text import Heading, ListItem, Paragraph
from briefbuilder.domain.values import value
from briefbuilder.importers.byline import Byline, days_told, is_byline, read_byline
from briefbuilder.importers.clean import key
from briefbuilder.importers.html.candidate import Candidate

_AMONG = 4
"""Blocks at an article's head among which a byline may stand."""

_SHORT = 80
"""Code points: a line as short as this tells a day of the article, not of what it is about."""

_LONGEST = 160
"""Code points: a longer block is no byline."""

_BEFORE = 6
"""Blocks between the title and the article among which one may stand too."""

_BETWEEN = 8
"""Blocks that were left out among the first chosen ones: a deck above it makes a byline stand there."""


@value
class HeadLines:
    """What the bylines tell, and the places of those lines among the candidates.

    `near` is the first day in a short line at the article's head, whatever else that line tells, `changed` the first
    one that is said to be the day of a change.
    """

    byline: Byline = field(default_factory=Byline)
    places: frozenset[int] = frozenset()
    near: date | None = None
    changed: date | None = None


def read_head_lines(
    candidates: Sequence[Candidate],
    chosen: Sequence[int],
    title: str,
    names: Iterable[str],
    language: str | None,
) -> HeadLines:
    """Read the bylines at the head of the chosen blocks; `names` are authors and outlet as far as known."""
    known = [name for name in names if name]
    found, places = Byline(), set[int]()
    near: date | None = None
    changed: date | None = None
    for place in (*_before(candidates, chosen, title), *_among(candidates, chosen)):
        block, line = candidates[place].block, line_of(candidates[place])
        if near is None and len(line) <= _SHORT:
            near, later = days_told(line, language)
            changed = changed or later
        told = read_byline(line, known, language) if isinstance(block, Paragraph | ListItem) else None
        if told is not None or (place in chosen and is_byline(line, known, language)):
            places.add(place)
            found = found.completed_by(told or Byline())
    if len(places.intersection(chosen)) == len(chosen):
        return HeadLines(near=near, changed=changed)
    return HeadLines(byline=found, places=frozenset(places), near=near, changed=changed)


def line_of(candidate: Candidate) -> str:
    """Return the text of a short block with a space between its elements: a page's style sets them apart."""
    if len(candidate.text) > _LONGEST or not len(candidate.element) or "\n" in candidate.text:
        return candidate.text
    line = " ".join(" ".join(candidate.element.itertext()).split())
    return line if key(line) == candidate.words else candidate.text


def _among(candidates: Sequence[Candidate], chosen: Sequence[int]) -> list[int]:
    """Return the first chosen places with short lines that were left out between the first of them, a deck, and the text."""
    first = chosen[:_AMONG]
    places, texts = list(first), 0
    for last, place in pairwise(first):
        block = candidates[last].block
        texts += isinstance(block, Paragraph)
        if isinstance(block, Heading) or texts > 1 or place - last > _BETWEEN:
            break
        places += [one for one in range(last + 1, place) if len(candidates[one].text) <= _SHORT]
    return sorted(places)


def _before(candidates: Sequence[Candidate], chosen: Sequence[int], title: str) -> range:
    """Return the places between the title, where it stands above the article, and the article."""
    if not chosen or not title:
        return range(0)
    words = key(title)
    for place in range(chosen[0] - 1, max(-1, chosen[0] - _BEFORE - 2), -1):
        if candidates[place].words == words:
            return range(place + 1, chosen[0])
    return range(0)
