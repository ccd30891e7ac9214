"""From the order in which glyphs stand to the order in which they are read, for lines in Arabic and Hebrew script.

PDFium's own order is right within words and often wrong between them, so the places decide: a line is
sorted by place, read from its main side, and what runs the other way within it is turned back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from briefbuilder.importers.pdf.model import Glyph

Way = Literal["left", "right", "figure", "joint", "none"]

_FIGURE_JOINTS = frozenset(".,:/٫٬-–")
_BEHIND = frozenset("%‰°٪")
_BEFORE = frozenset("$€£¥₪+-−#")
_PAIRS = (("(", ")"), ("[", "]"), ("«", "»"), ("{", "}"))

_ALEFS = frozenset("اأإآٱ")

_WORD_GAP = 0.13
"""In sizes: from here on a gap between two glyphs is a space."""

_WIDEST_SPACE = 0.7
"""In sizes: what is wider parts columns."""

_OVER, _TAIL_LETTERS = 0.5, 4
"""The share of the narrower box by which two letters lie over each other; and over how many letters a tail may reach."""

_TATWEEL = "\u0640"
"""What draws a word out."""

_STROKES = frozenset("*_~^|=+`")
"""What such a stroke is called by fonts that name no letter for it, beside letters of the Latin script."""

_SPACE_SHARE = 0.55
"""The share of a line's usual space that a space has at least."""


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
    clusters = _without_strokes(_by_place(_clusters(glyphs)))
    parts: list[list[list[Glyph]]] = [[]]
    for cluster in clusters:
        if parts[-1]:
            apart = _low(cluster) - _high(parts[-1][-1])
            if apart > gap * cluster[0].run.size:
                parts.append([])
        parts[-1].append(cluster)
    if leftward:
        parts.reverse()
    return [_ordered(part, leftward=leftward) for part in parts if part]


def _by_place(clusters: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Sort clusters from the left; letters whose boxes lie over each other, as a word's last tail and the next word, keep PDFium's order."""
    order = {id(cluster): place for place, cluster in enumerate(clusters)}
    placed = sorted(clusters, key=_middle)
    letters = [order[id(cluster)] for cluster in placed if way_of(cluster[0].text) == "left"]
    if 2 * sum(first > second for first, second in pairwise(letters)) < len(letters):
        return placed  # PDFium gives this line as it is seen, not as it is read
    found: list[list[Glyph]] = []
    for cluster in placed:
        place = len(found)
        while place and _lies_under(found[place - 1], cluster, order):
            place -= 1
        found.insert(place, cluster)
    return found


def _lies_under(left: Sequence[Glyph], right: Sequence[Glyph], order: Mapping[int, int]) -> bool:
    """Tell whether a letter is read before the sign at its right, over which it lies, though its middle is further left."""
    apart = order[id(right)] - order[id(left)]
    if not 0 < apart <= _TAIL_LETTERS or way_of(left[0].text) != "left":
        return False
    shared = min(_high(left), _high(right)) - max(_low(left), _low(right))
    return shared > _OVER * min(_high(left) - _low(left), _high(right) - _low(right))


def _without_strokes(clusters: list[list[Glyph]]) -> list[list[Glyph]]:
    """Leave out the strokes that draw words out to fill a line; some programs call them by a wrong letter."""
    kept: list[list[Glyph]] = []
    place = 0
    while place < len(clusters):
        end = place
        while end < len(clusters) and _is_stroke(clusters[end]):
            end += 1
        inside = kept and place < end < len(clusters)
        if inside and _touches(clusters[place], kept[-1]) and _touches(clusters[end - 1], clusters[end]):
            place = end
            continue
        kept += clusters[place : max(end, place + 1)]
        place = max(end, place + 1)
    return kept


def _is_stroke(cluster: Sequence[Glyph]) -> bool:
    sign = cluster[0].text
    return sign == _TATWEEL or (
        len(cluster) == 1 and (sign in _STROKES or (sign.isascii() and sign.isalpha()))
    )


def _touches(cluster: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Tell whether an Arabic letter stands right beside."""
    if unicodedata.bidirectional(other[0].text[:1]) != "AL":
        return False
    first, second = sorted((cluster, other), key=_middle)
    return abs(_gap(first, second)) < _WORD_GAP


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
    if _is_mark(glyph):
        return True
    shared = min(glyph.right, last.right) - max(glyph.left, last.left)
    narrower = min(glyph.right - glyph.left, last.right - last.left)
    return way_of(glyph.text) == "left" and narrower > 0 and shared > 0.75 * narrower


def _middle(cluster: Sequence[Glyph]) -> float:
    return (_low(cluster) + _high(cluster)) / 2


def _low(cluster: Sequence[Glyph]) -> float:
    return min(glyph.left for glyph in _letters(cluster))


def _high(cluster: Sequence[Glyph]) -> float:
    return max(glyph.right for glyph in _letters(cluster))


def _letters(cluster: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return a cluster without the marks over and under its letters, which may be wider."""
    if len(cluster) == 1:
        return cluster
    return [glyph for glyph in cluster if not _is_mark(glyph)] or cluster


def _is_mark(glyph: Glyph) -> bool:
    return unicodedata.category(glyph.text[:1]) in {"Mn", "Me"}


def _spaced(clusters: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Put a space into each gap that is as wide as one, from left to right."""
    gaps = [_gap(before, cluster) for before, cluster in pairwise(clusters)]
    least = _least_space(gaps)
    spaced: list[list[Glyph]] = []
    for place, cluster in enumerate(clusters):
        if place and gaps[place - 1] > least:
            edge = _high(spaced[-1])
            spaced.append([Glyph(" ", edge, _low(cluster), spaced[-1][0].run, made=True)])
        spaced.append(cluster)
    return spaced


def _least_space(gaps: Sequence[float]) -> float:
    """Return how wide a gap is at least that is a space: in a justified line spaces are wide, and so are gaps in words."""
    spaces = sorted(gap for gap in gaps if _WORD_GAP < gap < _WIDEST_SPACE)
    return max(_WORD_GAP, _SPACE_SHARE * spaces[int(0.7 * len(spaces))]) if spaces else _WORD_GAP


def _gap(before: Sequence[Glyph], after: Sequence[Glyph]) -> float:
    """Return the gap between two clusters in sizes."""
    return (_low(after) - _high(before)) / before[0].run.size


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
