"""Near-duplicate detection with shingles and MinHash (Broder 1997), to find copies of one wire report.

A text is represented by the hashes of its shingles, which are five words each (in Chinese, Japanese and Korean, five
pairs of characters). The smallest hashes are its sketch. Texts that share many shingles share some hashes of their
sketches, so that copies are found by looking up sketches instead of comparing texts.

Texts of one outlet often begin and end with the same words (boilerplate). `compare_edges` finds what two texts have in
common there while their bodies differ; what remains of a text without it are its own words.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from hashlib import blake2b
from itertools import accumulate

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value

SHINGLE_LENGTH = 5
"""Words in a shingle; shorter ones are common to all articles about an event."""
SKETCH_SIZE = 96
"""The fewest hashes in a sketch."""
SHINGLES_PER_HASH = 8
"""Shingles of a long text for each hash of its sketch, so that a short text within a long one is found."""
MIN_SHARED_HASHES = 2
"""Shared hashes from which two sketches may be those of copies."""
COPY_THRESHOLD = 0.5
"""Share of the shorter text's own words from which two texts are copies of one report."""
POSSIBLE_COPY_THRESHOLD = 0.3
"""Share of the shorter text's own words from which two texts may be copies."""
MIN_SHARED_WORDS = 24
"""The fewest words that copies have in common."""
WHOLE_COPY_THRESHOLD = 0.8
"""Share from which also shorter texts are copies."""
MAX_WORDS = 20_000
"""Words of a text that are compared; a wire report has about a thousand."""

MIN_EDGE_SHINGLES = 6
"""The fewest shingles that two texts have in common at an edge; fewer are a common phrase."""
MIN_OWN_WORDS = 10
"""The fewest words of a text without its boilerplate."""
_MAX_GAP = 12
"""Shingles within boilerplate that may differ, such as those of a date or a number."""
_MAX_SKETCH_GAP = 7
"""The most shingles between two of a sketch within boilerplate, times the mean: a longer gap is one in a thousand."""
_MIN_SPACING = 4
"""The least mean: boilerplate is known by the sketches of other texts, too, which may be longer."""
_MAX_EDGE_CHARACTERS = 800
"""The most characters of boilerplate that may be more than half of a text; a wire report is mostly longer."""
_LONG_BEGINNING = 0.25
"""The share of a text from which its beginning is hardly boilerplate, but rather the report that others have, too."""
_MIN_BODY_SHARE = 0.2
"""The least share of a text that is not boilerplate; otherwise the rest would be an added sentence."""
_MAX_BODY_SIMILARITY = 0.3
"""The share of the shorter body up to which two bodies are different."""
_BYTES = 6
_PADDING = bytes(8 - _BYTES)
"""What makes a number of eight bytes of a hash."""

_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_FIRST_UNSPACED = "\u3041"
_ANY_UNSPACED = lazy_pattern(f"[{_UNSPACED}]")
_TOKEN = lazy_pattern(rf"[^\W_{_UNSPACED}]+|[{_UNSPACED}]+")


@value(kw_only=False)
class Shingles:
    """The hashes of a text's shingles in their order, and its sketch: the smallest hashes with their first places."""

    hashes: tuple[int, ...] = field(repr=False)
    characters: int = 0
    members: frozenset[int] = field(init=False, repr=False, compare=False)
    sketch: dict[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        members = frozenset(self.hashes)
        count = len(self.hashes)
        places = dict(zip(reversed(self.hashes), range(count - 1, -1, -1), strict=True))
        # Sorting all is faster than selecting the smallest in Python.
        smallest = sorted(members)[: max(SKETCH_SIZE, count // SHINGLES_PER_HASH)]
        object.__setattr__(self, "members", members)
        object.__setattr__(self, "sketch", {run: places[run] for run in smallest})

    @property
    def words(self) -> int:
        """The number of words that are compared."""
        return len(self.hashes) + SHINGLE_LENGTH - 1 if self.hashes else 0


@value(kw_only=False)
class OwnWords:
    """The words of a text from `start` up to `end` (not included), without the boilerplate around them."""

    start: int
    end: int

    @property
    def count(self) -> int:
        """The number of words."""
        return max(0, self.end - self.start)

    @property
    def shingles(self) -> int:
        """The number of shingles."""
        return max(0, self.count - SHINGLE_LENGTH + 1)

    def has(self, place: int) -> bool:
        """Return whether the shingle at a place consists of these words."""
        return self.start <= place <= self.end - SHINGLE_LENGTH


@value(kw_only=False)
class SharedEdges:
    """The bodies of two texts that begin or end with the same words.

    `long_beginning` says whether the common beginning is a large part of a text.
    """

    one: OwnWords
    other: OwnWords
    long_beginning: bool

    def at_end(self, one: int, other: int) -> bool:
        """Return whether a shingle with these places in the texts is in their common end."""
        return one >= self.one.end and other >= self.other.end

    def at_beginning(self, one: int, other: int) -> bool:
        """Return whether a shingle with these places in the texts is in their common beginning."""
        return one < self.one.start and other < self.other.start

    def swapped(self) -> SharedEdges:
        """Return the same with the texts exchanged."""
        return SharedEdges(self.other, self.one, self.long_beginning)


def shingles_of(text: str) -> Shingles:
    """Return a text's shingles; none if it is shorter than one shingle."""
    words = _words(text)
    count = len(words) - SHINGLE_LENGTH + 1
    if count < 1:
        return Shingles((), len(text))
    # Slices of the whole text: to join the words of each shingle takes twice the time of hashing it.
    data = " ".join(words).encode()
    starts = [0, *accumulate(len(word) + 1 for word in data.split(b" "))]
    digests = [
        blake2b(data[start : end - 1], digest_size=_BYTES).digest()
        for start, end in zip(starts, starts[SHINGLE_LENGTH:], strict=False)
    ]
    return Shingles(struct.unpack(f">{count}Q", _PADDING.join([b"", *digests])), len(text))


def covered_words(hashes: Sequence[int], members: AbstractSet[int]) -> int:
    """Return how many words of some consecutive shingles are in a shingle that the other text has, too."""
    covered, reached = 0, 0
    for place, run in enumerate(hashes):
        if run in members:
            end = place + SHINGLE_LENGTH
            covered += SHINGLE_LENGTH if place >= reached else end - reached
            reached = end
    return covered


def similarity(one: Shingles, own: OwnWords, other: Shingles, own_other: OwnWords) -> float:
    """Return the share of the shorter text's own words that the other text has, or 0 if it has only a few."""
    if own_other.count < own.count:
        one, own, other, own_other = other, own_other, one, own
    covered = _covered(one, own, other)
    if own_other.count == own.count:
        # Boilerplate of either may be in the body of the other, so that the two differ.
        covered = max(covered, _covered(other, own_other, one))
    share = covered / own.count if own.count else 0.0
    return share if share >= WHOLE_COPY_THRESHOLD or covered >= MIN_SHARED_WORDS else 0.0


def _covered(text: Shingles, own: OwnWords, other: Shingles) -> int:
    """Return how many of a text's own words another text has."""
    return covered_words(text.hashes[own.start : own.end - SHINGLE_LENGTH + 1], other.members)


def estimate_similarity(shared: int, one: tuple[int, int], other: tuple[int, int]) -> float:
    """Estimate the share of common shingles from the number of own hashes that two sketches share.

    `one` and `other` are the numbers of a text's shingles, all and those of its own words.
    """
    longer, shorter = max(one[0], other[0]), min(one[1], other[1])
    if not shorter:
        return 0.0
    sampled = min(1.0, max(SKETCH_SIZE, longer // SHINGLES_PER_HASH) / longer)
    return shared / sampled / shorter


def own_words(text: Shingles, boilerplate: Iterable[int]) -> OwnWords:
    """Return a text without the boilerplate at its beginning and end.

    `boilerplate` has the places of shingles of the sketch that are boilerplate. A text of boilerplate alone stays whole.
    """
    spacing = max(_MIN_SPACING, len(text.hashes) / max(1, len(text.sketch)))
    places = sorted(boilerplate)
    start, end = _edges(places, len(text.hashes), _MAX_GAP + round(_MAX_SKETCH_GAP * spacing))
    own = OwnWords(start, end)
    return own if own.count >= MIN_OWN_WORDS else OwnWords(0, text.words)


def compare_edges(one: Shingles, other: Shingles) -> SharedEdges | None:
    """Return what remains of two texts without their common beginning and end; None unless these are boilerplate.

    They are if the bodies differ and are large enough to be texts of their own.
    """
    first, second = _body(one, other), _body(other, one)
    if not _is_body(one, first) or not _is_body(other, second):
        return None
    body, text, full = (first, one, other) if first.count <= second.count else (second, other, one)
    if _covered(text, body, full) >= _MAX_BODY_SIMILARITY * body.count:
        return None
    long = first.start > _LONG_BEGINNING * one.words or second.start > _LONG_BEGINNING * other.words
    return SharedEdges(first, second, long)


def _is_body(text: Shingles, body: OwnWords) -> bool:
    """Return whether the rest of a text may be boilerplate."""
    edges = text.words - body.count
    if not edges or body.count < max(MIN_OWN_WORDS, _MIN_BODY_SHARE * text.words):
        return False
    return 2 * edges <= text.words or edges * text.characters <= _MAX_EDGE_CHARACTERS * text.words


def _body(text: Shingles, other: Shingles) -> OwnWords:
    """Return a text without what the other text has, too, at its beginning and end."""
    places = [place for place, run in enumerate(text.hashes) if run in other.members]
    start, end = _edges(places, len(text.hashes), _MAX_GAP)
    if bisect_left(places, start) < MIN_EDGE_SHINGLES:
        start = 0
    if len(places) - bisect_left(places, end) < MIN_EDGE_SHINGLES:
        end = text.words
    return OwnWords(start, end)


def _edges(places: Sequence[int], count: int, gap: int) -> tuple[int, int]:
    """Return the words between the shingles at the beginning and those at the end of a text of `count` shingles.

    `places` are those of the shingles, ascending, with neighbours at most `gap` apart. What reaches from the end
    is not counted from the beginning, too.
    """
    end, first = count + SHINGLE_LENGTH - 1, count
    for place in reversed(places):
        if first - place > gap:
            break
        first, end = place, place
    start, last = 0, -1
    for place in places:
        if place - last > gap or place >= end:
            break
        last, start = place, place + SHINGLE_LENGTH
    return start, end


def _words(text: str) -> list[str]:
    folded = text.casefold()
    runs: list[str] = _TOKEN.findall(folded)
    if _ANY_UNSPACED.search(folded) is None:
        return runs[:MAX_WORDS]
    words: list[str] = []
    for run in runs:
        if run[0] >= _FIRST_UNSPACED and len(run) > 1:
            words += [run[at : at + 2] for at in range(len(run) - 1)]
        else:
            words.append(run)
        if len(words) >= MAX_WORDS:
            break
    return words
