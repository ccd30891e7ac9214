"""From the order in which glyphs stand to the order in which they are read, for lines in Arabic and Hebrew script.

PDFium's own order is right within words and often wrong between them, so the places decide: a line is
sorted by place, read from its main side, and what runs the other way within it is turned back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from briefbuilder.importers.pdf.shapes import Glyph

Way = Literal["left", "right", "figure", "joint", "none"]

_FIGURE_JOINTS = frozenset(".,:/٫٬-–")
_BEHIND = frozenset("%‰°٪")
_BEFORE = frozenset("$€£¥₪+-−#")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("{", "}"))

_ALEFS = frozenset("اأإآٱ")

_WORD_GAP = 0.12
"""The share of the size from which a gap between two glyphs is a space."""


@lru_cache(maxsize=4096)
def way_of(character: str) -> Way:
    """Return which way a character is written: towards the right, the left, or as its neighbours are."""
    kind = unicodedata.bidirectional(character[:1])
    if kind == "L":
        return "right"
    if kind in {"R", "AL"}:
        return "left"
    if kind in {"EN", "AN"}:
        return "figure"
    return "joint" if character in _FIGURE_JOINTS else "none"


def has_leftward(glyphs: Iterable[Glyph]) -> bool:
    """Tell whether there is a letter of a script that is written to the left."""
    return any(glyph.text >= "\u0590" and way_of(glyph.text) == "left" for glyph in glyphs)


def is_leftward(glyphs: Iterable[Glyph], otherwise: bool) -> bool:
    """Tell whether a line is read from the right; `otherwise` decides where it has as many letters of both ways."""
    left = right = 0
    for glyph in glyphs:
        way = way_of(glyph.text)
        left += way == "left"
        right += way == "right"
    return otherwise if left == right else left > right or (otherwise and left > 0)


def columns_in_reading_order(glyphs: Sequence[Glyph], *, leftward: bool, gap: float) -> list[list[Glyph]]:
    """Return the glyphs of one line as they are read, divided at gaps wider than `gap` sizes.

    Spaces are told by the gaps between glyphs alone: the places of those in the file are not to be relied on.
    """
    clusters = sorted(_clusters(glyphs), key=_middle)
    parts: list[list[list[Glyph]]] = [[]]
    for cluster in clusters:
        if parts[-1]:
            apart = _low(cluster) - max(glyph.right for glyph in parts[-1][-1])
            if apart > gap * cluster[0].run.size:
                parts.append([])
        parts[-1].append(cluster)
    if leftward:
        parts.reverse()
    return [_ordered(part, leftward=leftward) for part in parts if part]


def _ordered(clusters: Sequence[list[Glyph]], *, leftward: bool) -> list[Glyph]:
    spaced = _spaced(clusters)
    if leftward:
        spaced.reverse()
    ordered: list[list[Glyph]] = []
    for run, turned in _stretches(spaced, leftward=leftward):
        ordered.extend(reversed(run) if turned else run)
    return [glyph for cluster in ordered for glyph in cluster]


def _clusters(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Keep marks with their letters, and the letters of a ligature in one box together."""
    clusters: list[list[Glyph]] = []
    for glyph in glyphs:
        if not glyph.text.strip():
            continue
        last = clusters[-1][-1] if clusters else None
        if last is not None and last.text.strip() and _belongs(glyph, last):
            clusters[-1].append(glyph)
            if glyph.text == "ل" and last.text in _ALEFS:
                clusters[-1][-2:] = [glyph, last]  # the ligature is always read lam first
        else:
            clusters.append([glyph])
    return clusters


def _belongs(glyph: Glyph, last: Glyph) -> bool:
    if unicodedata.category(glyph.text[:1]) in {"Mn", "Me"}:
        return True
    shared = min(glyph.right, last.right) - max(glyph.left, last.left)
    narrower = min(glyph.right - glyph.left, last.right - last.left)
    return way_of(glyph.text) == "left" and narrower > 0 and shared > 0.75 * narrower


def _middle(cluster: Sequence[Glyph]) -> float:
    return (_low(cluster) + max(glyph.right for glyph in cluster)) / 2


def _low(cluster: Sequence[Glyph]) -> float:
    return min(glyph.left for glyph in cluster)


def _spaced(clusters: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Put a space into each gap that is as wide as one, from left to right."""
    spaced: list[list[Glyph]] = []
    for cluster in clusters:
        if spaced:
            edge = max(glyph.right for glyph in spaced[-1])
            gap = _low(cluster) - edge
            run = spaced[-1][0].run
            if gap > _WORD_GAP * run.size:
                spaced.append([Glyph(" ", edge, edge + gap, run, made=True)])
        spaced.append(cluster)
    return spaced


def _stretches(
    clusters: Sequence[list[Glyph]], *, leftward: bool
) -> Iterable[tuple[Sequence[list[Glyph]], bool]]:
    """Divide a line into stretches of one way; true for those that run against the line."""
    against: Way = "right" if leftward else "left"
    turned = [way_of(cluster[0].text) == against for cluster in clusters]
    if leftward:
        _with_figures(clusters, turned)
    _bridge(clusters, turned, against)
    start = 0
    for place in range(1, len(clusters) + 1):
        if place == len(clusters) or turned[place] != turned[start]:
            yield clusters[start:place], turned[start]
            start = place


def _with_figures(clusters: Sequence[list[Glyph]], turned: list[bool]) -> None:
    """Figures run to the right in every script, with the signs between and beside them."""
    ways = [way_of(cluster[0].text) for cluster in clusters]
    for place, way in enumerate(ways):
        if way != "figure":
            continue
        turned[place] = True
        if place + 2 < len(ways) and ways[place + 1] == "joint" and ways[place + 2] == "figure":
            turned[place + 1] = True
        if place and clusters[place - 1][0].text in _BEHIND:
            turned[place - 1] = True
        last = place + 1 == len(ways) or ways[place + 1] not in {"figure", "joint"}
        if last and place + 1 < len(ways) and clusters[place + 1][0].text in _BEFORE:
            turned[place + 1] = True


def _bridge(clusters: Sequence[list[Glyph]], turned: list[bool], against: Way) -> None:
    """What stands between two stretches that run against the line runs with them, unless a letter is among it."""
    last: int | None = None
    for place, cluster in enumerate(clusters):
        way = way_of(cluster[0].text)
        if turned[place]:
            letters = last is not None and against in {way, way_of(clusters[last][0].text)}
            if last is not None and letters and place - last > 1:
                turned[last + 1 : place] = [True] * (place - last - 1)
            last = place
        elif way in {"left", "right"}:
            last = None


def with_brackets_paired(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs of a leftward text with brackets that open first and close second.

    Whether a mirrored bracket is told as the one drawn or as the one meant differs between programs.
    """
    for opening, closing in _PAIRS:
        places = [place for place, glyph in enumerate(glyphs) if glyph.text in {opening, closing}]
        wanted = [opening if order % 2 == 0 else closing for order in range(len(places))]
        if len(places) % 2 == 0 and [glyphs[place].text for place in places] != wanted:
            for place, text in zip(places, wanted, strict=True):
                glyphs[place] = replace(glyphs[place], text=text)
    return glyphs
