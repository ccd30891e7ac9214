"""Reading order of glyphs in lines of Arabic and Hebrew script.

PDFium's order is correct within words but often wrong between them. Lines are therefore sorted by position, read from
the side where the script starts, and runs in the opposite direction are reversed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from briefbuilder.importers.pdf.model import Glyph

Direction = Literal["rtl", "ltr", "number", "separator", "neutral"]

_NUMBER_SEPARATORS = frozenset(".,:/٫٬-")
"""Characters that keep the digits on both sides together, by the Unicode Bidirectional Algorithm (W2 and W4).

A hyphen does so in Hebrew only; the numbers of a range with a dash, or with a hyphen in Arabic, run against each other.
"""
_NUMBER_SUFFIXES = frozenset("%‰°٪")
_NUMBER_PREFIXES = frozenset("$€£¥₪+-−#")
_BRACKETS = (("(", ")"), ("[", "]"), ("«", "»"), ("{", "}"))
_ALEFS = frozenset("اأإآٱ")
_WORD_GAP = 0.13  # in sizes: a wider gap between two glyphs is a space
_MAX_SPACE = 0.7  # in sizes: a wider gap separates columns
_MIN_STATED_GAP = 0.05  # in sizes: a wider gap is a space if the file has one between the glyphs
_MIN_OVERLAP, _MAX_TAIL_LETTERS = 0.5, 4
"""The share of the narrower box by which two overlapping letters overlap, and how many letters a tail may reach over.
"""

_TATWEEL = "\u0640"  # the kashida, which elongates words

_KASHIDA_LOOKALIKES = frozenset("*_~^|=+`")
"""What fonts without a kashida name call it, besides Latin letters."""

_MIN_SPACE_SHARE = 0.55  # the share of the line's usual space width that a space has at least


@lru_cache(maxsize=4096)
def direction_of(character: str) -> Direction:
    """Return the bidirectional class of a character, reduced to what the reading order needs."""
    kind = unicodedata.bidirectional(character[:1])
    if kind == "L":
        return "ltr"
    if kind in {"R", "AL"}:
        return "rtl"
    if kind in {"EN", "AN"}:
        return "number"
    return "separator" if character in _NUMBER_SEPARATORS else "neutral"


def has_rtl(glyphs: Iterable[Glyph]) -> bool:
    """Return whether any glyph is a letter of a right-to-left script."""
    return any(glyph.text >= "\u0590" and direction_of(glyph.text) == "rtl" for glyph in glyphs)


def is_rtl(glyphs: Iterable[Glyph], default: bool) -> bool:
    """Return whether a line is read from right to left; `otherwise` is used if both directions have as many letters."""
    rtl_count = ltr_count = 0
    for glyph in glyphs:
        direction = direction_of(glyph.text)
        rtl_count += direction == "rtl"
        ltr_count += direction == "ltr"
    return default if rtl_count == ltr_count else rtl_count > ltr_count or (default and rtl_count > 0)


def order_ligatures(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the glyphs of a page with the letters of each Arabic or Hebrew ligature in the order in which they are read.

    PDFium reverses what the file states for a ligature together with the line around it, but not what a presentation
    form stands for. The ligatures of lam and alef, which most Arabic pages have, show which of the two a page has.
    """
    ligatures = [group for group in _split_by_box(glyphs) if len(group) > 1 and _is_ligature(glyphs, group)]
    texts = [(glyphs[group[0]].text, glyphs[group[-1]].text) for group in ligatures]
    straight = sum(first == "ل" and last in _ALEFS for first, last in texts)
    turned = sum(last == "ل" and first in _ALEFS for first, last in texts)
    ordered = list(glyphs)
    for group in ligatures:
        if _is_mark(glyphs[group[0]]) or (
            straight <= turned and not any(_is_mark(glyphs[index]) for index in group)
        ):
            ordered[group.start : group.stop] = reversed(ordered[group.start : group.stop])
    return ordered


def _split_by_box(glyphs: Sequence[Glyph]) -> Iterable[range]:
    """Yield the places of glyphs that follow each other in one box."""
    start = 0
    for index in range(1, len(glyphs) + 1):
        if index == len(glyphs) or not _share_box(glyphs[start], glyphs[index]):
            yield range(start, index)
            start = index


def _share_box(first: Glyph, second: Glyph) -> bool:
    return first.run is second.run and (first.left, first.right) == (second.left, second.right)


def _is_ligature(glyphs: Sequence[Glyph], group: range) -> bool:
    """Return whether the glyphs of a box are Arabic letters, or a letter of either script with its marks."""
    letters = [glyphs[index] for index in group if not _is_mark(glyphs[index])]
    kinds = {unicodedata.bidirectional(glyph.text[:1]) for glyph in letters}
    return kinds == {"AL"} or (kinds == {"R"} and len(letters) == 1)


def columns_in_reading_order(glyphs: Sequence[Glyph], *, rtl: bool, gap: float) -> list[list[Glyph]]:
    """Return the glyphs of a line in reading order, divided at gaps wider than `gap` sizes.

    Spaces are inferred from the gaps between glyphs, narrow ones only if the file has a space, too: those in the
    file are in unreliable positions.
    """
    clusters = _remove_kashidas(_sort_visually(_group_clusters(glyphs)))
    stated = _find_stated_spaces(glyphs)
    parts: list[list[list[Glyph]]] = [[]]
    for cluster in clusters:
        if parts[-1]:
            distance = _left_edge(cluster) - _right_edge(parts[-1][-1])
            if distance > gap * cluster[0].run.size:
                parts.append([])
        parts[-1].append(cluster)
    if rtl:
        parts.reverse()
    return [_order_clusters(part, stated, rtl=rtl) for part in parts if part]


def _find_stated_spaces(glyphs: Sequence[Glyph]) -> set[frozenset[int]]:
    """Return the ids of each two glyphs between which the file has a space."""
    found: set[frozenset[int]] = set()
    last: Glyph | None = None
    has_space = False
    for glyph in glyphs:
        if not glyph.text.strip():
            has_space = has_space or not glyph.inferred
            continue
        if has_space and last is not None:
            found.add(frozenset({id(last), id(glyph)}))
        last, has_space = glyph, False
    return found


def _sort_visually(clusters: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Sort clusters from the left, keeping PDFium's order where letters overlap, as a word's last tail and the next word do."""
    order = {id(cluster): index for index, cluster in enumerate(clusters)}
    placed = sorted(clusters, key=_middle)
    letters = [order[id(cluster)] for cluster in placed if direction_of(cluster[0].text) == "rtl"]
    if 2 * sum(first > second for first, second in pairwise(letters)) < len(letters):
        return placed  # PDFium gives this line in visual order
    result: list[list[Glyph]] = []
    for cluster in placed:
        index = len(result)
        while index and _is_read_before(result[index - 1], cluster, order):
            index -= 1
        result.insert(index, cluster)
    return result


def _is_read_before(left: Sequence[Glyph], right: Sequence[Glyph], order: Mapping[int, int]) -> bool:
    """Return whether a letter is read before the overlapping glyph to its right, though its center is further left."""
    distance = order[id(right)] - order[id(left)]
    if not 0 < distance <= _MAX_TAIL_LETTERS or direction_of(left[0].text) != "rtl":
        return False
    shared = min(_right_edge(left), _right_edge(right)) - max(_left_edge(left), _left_edge(right))
    return shared > _MIN_OVERLAP * min(
        _right_edge(left) - _left_edge(left), _right_edge(right) - _left_edge(right)
    )


def _remove_kashidas(clusters: list[list[Glyph]]) -> list[list[Glyph]]:
    """Remove the kashidas that stretch words; some programs map them to a wrong letter."""
    kept: list[list[Glyph]] = []
    index = 0
    while index < len(clusters):
        end = index
        while end < len(clusters) and _is_kashida(clusters[end]):
            end += 1
        inside = kept and index < end < len(clusters)
        if inside and _touches(clusters[index], kept[-1]) and _touches(clusters[end - 1], clusters[end]):
            index = end
            continue
        kept += clusters[index : max(end, index + 1)]
        index = max(end, index + 1)
    return kept


def _is_kashida(cluster: Sequence[Glyph]) -> bool:
    character = cluster[0].text
    return character == _TATWEEL or (
        len(cluster) == 1
        and (character in _KASHIDA_LOOKALIKES or (character.isascii() and character.isalpha()))
    )


def _touches(cluster: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Return whether an Arabic letter is directly adjacent."""
    if unicodedata.bidirectional(other[0].text[:1]) != "AL":
        return False
    first, second = sorted((cluster, other), key=_middle)
    return abs(_gap(first, second)) < _WORD_GAP


def _order_clusters(
    clusters: Sequence[list[Glyph]], stated: set[frozenset[int]], *, rtl: bool
) -> list[Glyph]:
    ordered_clusters = _insert_spaces(clusters, stated)
    if rtl:
        ordered_clusters.reverse()
    ordered: list[list[Glyph]] = []
    for run, is_reversed in _split_directions(ordered_clusters, rtl=rtl):
        ordered.extend(reversed(run) if is_reversed else run)
    return [glyph for cluster in ordered for glyph in cluster]


def _group_clusters(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Group marks with their letters, and the letters of a ligature that share one box."""
    clusters: list[list[Glyph]] = []
    for glyph in glyphs:
        if not glyph.text.strip():
            continue
        last = clusters[-1][-1] if clusters else None
        if last is not None and last.text.strip() and _belongs_to_cluster(glyph, last):
            clusters[-1].append(glyph)
            if glyph.text == "ل" and last.text in _ALEFS:
                clusters[-1][-2:] = [glyph, last]  # the ligature is always read with the lam first
        else:
            clusters.append([glyph])
    return clusters


def _belongs_to_cluster(glyph: Glyph, last: Glyph) -> bool:
    if _is_mark(glyph):
        return True
    shared = min(glyph.right, last.right) - max(glyph.left, last.left)
    narrower = min(glyph.right - glyph.left, last.right - last.left)
    return direction_of(glyph.text) == "rtl" and narrower > 0 and shared > 0.75 * narrower


def _middle(cluster: Sequence[Glyph]) -> float:
    return (_left_edge(cluster) + _right_edge(cluster)) / 2


def _left_edge(cluster: Sequence[Glyph]) -> float:
    return min(glyph.left for glyph in _base_glyphs(cluster))


def _right_edge(cluster: Sequence[Glyph]) -> float:
    return max(glyph.right for glyph in _base_glyphs(cluster))


def _base_glyphs(cluster: Sequence[Glyph]) -> Sequence[Glyph]:
    """Return a cluster without the marks on its letters, which may be wider than them."""
    if len(cluster) == 1:
        return cluster
    return [glyph for glyph in cluster if not _is_mark(glyph)] or cluster


def _is_mark(glyph: Glyph) -> bool:
    return unicodedata.category(glyph.text[:1]) in {"Mn", "Me"}


def _insert_spaces(clusters: Sequence[list[Glyph]], stated: set[frozenset[int]]) -> list[list[Glyph]]:
    """Insert a space into each gap that is wide enough, from left to right; `stated` are the spaces of the file."""
    gaps = [_gap(before, cluster) for before, cluster in pairwise(clusters)]
    least = _min_space_width(gaps)
    spaced: list[list[Glyph]] = []
    for index, cluster in enumerate(clusters):
        if index and (
            gaps[index - 1] > least
            or (gaps[index - 1] > _MIN_STATED_GAP and _is_stated(spaced[-1], cluster, stated))
        ):
            edge = _right_edge(spaced[-1])
            spaced.append([Glyph(" ", edge, _left_edge(cluster), spaced[-1][0].run, inferred=True)])
        spaced.append(cluster)
    return spaced


def _is_stated(before: Sequence[Glyph], after: Sequence[Glyph], stated: set[frozenset[int]]) -> bool:
    """Return whether the file has a space between two clusters."""
    return any(frozenset({id(left), id(right)}) in stated for left in before for right in after)


def _min_space_width(gaps: Sequence[float]) -> float:
    """Return the minimum width of a space; in a justified line both spaces and the gaps within words are wide."""
    widths = sorted(gap for gap in gaps if _WORD_GAP < gap < _MAX_SPACE)
    return max(_WORD_GAP, _MIN_SPACE_SHARE * widths[int(0.7 * len(widths))]) if widths else _WORD_GAP


def _gap(before: Sequence[Glyph], after: Sequence[Glyph]) -> float:
    """Return the gap between two clusters, in sizes."""
    return (_left_edge(after) - _right_edge(before)) / before[0].run.size


def _split_directions(
    clusters: Sequence[list[Glyph]], *, rtl: bool
) -> Iterable[tuple[Sequence[list[Glyph]], bool]]:
    """Split a line into runs of one direction; yield True with those that run against the line."""
    against: Direction = "ltr" if rtl else "rtl"
    is_against = [direction_of(cluster[0].text) == against for cluster in clusters]
    if rtl:
        _mark_numbers(clusters, is_against)
    _bridge_neutrals(clusters, is_against, against)
    start = 0
    for index in range(1, len(clusters) + 1):
        if index == len(clusters) or is_against[index] != is_against[start]:
            yield clusters[start:index], is_against[start]
            start = index


def _mark_numbers(clusters: Sequence[list[Glyph]], is_against: list[bool]) -> None:
    """Mark digits, which run left to right in every script, with the characters between and beside them."""
    texts = [cluster[0].text for cluster in clusters]
    has_arabic = any(unicodedata.bidirectional(text[:1]) == "AL" for text in texts)
    directions = ["neutral" if has_arabic and text == "-" else direction_of(text) for text in texts]
    for index, direction in enumerate(directions):
        if direction != "number":
            continue
        is_against[index] = True
        if (
            index + 2 < len(directions)
            and directions[index + 1] == "separator"
            and directions[index + 2] == "number"
        ):
            is_against[index + 1] = True
        if index and texts[index - 1] in _NUMBER_SUFFIXES:
            is_against[index - 1] = True
        is_signed = index + 1 < len(texts) and texts[index + 1] in _NUMBER_PREFIXES
        is_between_arabic = has_arabic and directions[index + 2 :][:1] == ["number"]
        if is_signed and directions[index + 1] != "separator" and not is_between_arabic:
            is_against[index + 1] = True


def _bridge_neutrals(clusters: Sequence[list[Glyph]], is_against: list[bool], against: Direction) -> None:
    """Mark what is between two runs against the line as part of them, unless it contains a letter."""
    last: int | None = None
    for index, cluster in enumerate(clusters):
        direction = direction_of(cluster[0].text)
        if is_against[index]:
            letters = last is not None and against in {direction, direction_of(clusters[last][0].text)}
            if last is not None and letters and index - last > 1:
                is_against[last + 1 : index] = [True] * (index - last - 1)
            last = index
        elif direction in {"rtl", "ltr"}:
            last = None


def pair_brackets(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the glyphs of a right-to-left text with each bracket pair opening first and closing second.

    Programs differ in whether they store a mirrored bracket as drawn or as meant.
    """
    for opening, closing in _BRACKETS:
        places = [index for index, glyph in enumerate(glyphs) if glyph.text in {opening, closing}]
        expected = [opening if order % 2 == 0 else closing for order in range(len(places))]
        if len(places) % 2 == 0 and [glyphs[index].text for index in places] != expected:
            for index, text in zip(places, expected, strict=True):
                glyphs[index] = replace(glyphs[index], text=text)
    return glyphs
