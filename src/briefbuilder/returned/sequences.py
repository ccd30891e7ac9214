"""Aligns two sequences of texts: equal ones that keep most characters in place, then the cheapest edits in the gaps between.

The anchors are texts that occur once on both sides; of these the increasing row of the greatest weight counts, by Fenwick's
tree. In the gaps it is repeated, and what remains is aligned by dynamic programming over the Indel distance of rapidfuzz.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from briefbuilder.domain.subsequences import heaviest_increasing
from briefbuilder.domain.values import value

MIN_LIKENESS = 0.45
"""The likeness from which on two paragraphs at one place are one that was edited."""
MOST_PAIRS = 100_000
"""The most pairs of a gap that are compared one by one."""
MOST_PIECES = 4
"""The most paragraphs that one is split into, or that are joined to one."""
_PIECE_LIKENESS = 75.0
"""How well a piece must be in the whole, of 100."""
_MIN_CONTAINED = 12
"""The shortest text that is recognized within another one."""
_PIECE_COST = 2.0
_SPLIT_LIKENESS = 0.6
"""The likeness of a text and its pieces together."""
_SHINGLE = 8
_LONG = 200
"""The length from which on only every third run of a text is looked for."""
_MOST_VOTERS = 50

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""The numbers of tokens on the one and on the other side that are the same text."""
_Steps = dict[tuple[int, int], list[tuple[float, int, int]]]
"""What may be taken for the same up to a place: the cost, and how many tokens on either side."""


@value(kw_only=False)
class Token:
    """One text of a sequence; only tokens of one `kind` are compared. `is_mobile` texts are never anchors.

    `group` is equal for two tables that belong together, whatever their texts. A token that `is_pinned` is only the same as an
    equal one.
    """

    key: str
    kind: str = "text"
    is_mobile: bool = False
    group: str = ""
    is_pinned: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """What equal tokens have in common."""
        return (self.kind, self.group or self.key)

    @property
    def weight(self) -> int:
        """The characters that stay in place with the token."""
        return len(self.key) + 1


def align(one: Sequence[Token], other: Sequence[Token]) -> list[Pair]:
    """Return the pairs of two sequences in order; what is in none was deleted, inserted or moved."""
    one, other = _pin_unique(one, other)
    found: list[Pair] = []
    waiting = [(0, len(one), 0, len(other))]
    while waiting:
        low, high, start, end = waiting.pop()
        while low < high and start < end and _is_same(one[low], other[start]):
            found.append(((low,), (start,)))
            low, start = low + 1, start + 1
        while low < high and start < end and _is_same(one[high - 1], other[end - 1]):
            high, end = high - 1, end - 1
            found.append(((high,), (end,)))
        if low == high or start == end:
            continue
        chain = _anchors(one, other, range(low, high), range(start, end))
        if not chain:
            found += _align_gap(one, other, range(low, high), range(start, end))
            continue
        found += (((left,), (right,)) for left, right in chain)
        for (left, right), (next_left, next_right) in zip(
            [(low - 1, start - 1), *chain], [*chain, (high, end)], strict=True
        ):
            waiting.append((left + 1, next_left, right + 1, next_right))
    return sorted(found)


def _pin_unique(one: Sequence[Token], other: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """Return the tokens with those pinned that occur once on both sides: they are that text and no other, wherever it is."""
    counts, others = Counter(token.name for token in one), Counter(token.name for token in other)
    pinned = {name for name, count in counts.items() if count == others[name] == 1 and name[1]}
    return (
        [replace(token, is_pinned=True) if token.name in pinned else token for token in one],
        [replace(token, is_pinned=True) if token.name in pinned else token for token in other],
    )


def _is_same(one: Token, other: Token) -> bool:
    return one.name == other.name and not other.is_mobile


def _anchors(
    one: Sequence[Token], other: Sequence[Token], lefts: range, rights: range
) -> list[tuple[int, int]]:
    """Return the pairs of tokens that occur once on both sides and stay in place."""
    counts = Counter(one[left].name for left in lefts)
    places: dict[tuple[str, str], int] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for right in rights:
        if not other[right].is_mobile:
            places[other[right].name] = right
        seen[other[right].name] += 1
    pairs = [
        (left, places[one[left].name])
        for left in lefts
        if counts[one[left].name] == 1 and seen[one[left].name] == 1 and one[left].name in places
    ]
    return heaviest_increasing(pairs, [one[left].weight for left, _ in pairs])


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, from 0 to 1."""
    return Indel.normalized_similarity(one, other)


def _is_contained(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _MIN_CONTAINED and short in long


def _align_gap(one: Sequence[Token], other: Sequence[Token], lefts: range, rights: range) -> list[Pair]:
    if len(lefts) * len(rights) > MOST_PAIRS:
        return _align_by_mates(one, other, lefts, rights)
    return _align_by_cost(one, other, lefts, rights)


def _align_by_mates(one: Sequence[Token], other: Sequence[Token], lefts: range, rights: range) -> list[Pair]:
    """Align a large gap at the texts that share the most words, and what is between by cost if it is small."""
    mates = best_mates([one[left].key for left in lefts], [other[right].key for right in rights])
    pairs = [
        (lefts[left], rights[right])
        for left, right in sorted(mates)
        if _may_be_mates(one[lefts[left]], other[rights[right]])
    ]
    chain = heaviest_increasing(pairs, [one[left].weight for left, _ in pairs])
    found: list[Pair] = [((left,), (right,)) for left, right in chain]
    edges = [(lefts.start - 1, rights.start - 1), *chain, (lefts.stop, rights.stop)]
    for (left, right), (next_left, next_right) in pairwise(edges):
        inner, beside = range(left + 1, next_left), range(right + 1, next_right)
        if inner and beside and len(inner) * len(beside) <= MOST_PAIRS:
            found += _align_by_cost(one, other, inner, beside)
    return found


def _may_be_mates(one: Token, other: Token) -> bool:
    if other.is_mobile or one.kind != other.kind:
        return False
    return one.name == other.name or not (one.is_pinned or other.is_pinned)


def best_mates(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of texts that are most similar to each other, found by the runs of characters that they share."""
    votes = [
        (-count, number, mate)
        for number, counts in enumerate(_shared_runs(one, other))
        for mate, count in counts.most_common(3)
    ]
    taken: set[int] = set()
    mated: set[int] = set()
    found: list[tuple[int, int]] = []
    for _, number, mate in sorted(votes):
        if number in taken or mate in mated:
            continue
        if likeness(one[number], other[mate]) >= MIN_LIKENESS:
            taken.add(number)
            mated.add(mate)
            found.append((number, mate))
    return found


def _shared_runs(one: Sequence[str], other: Sequence[str]) -> list[Counter[int]]:
    """Return for each text how many of its runs of characters are in which of the other texts; common runs do not count."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(other):
        for run in {text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1))}:
            index[run].append(number)
    found: list[Counter[int]] = []
    for text in one:
        counts: Counter[int] = Counter()
        step = 1 if len(text) < _LONG else 3
        for at in range(0, max(1, len(text) - _SHINGLE + 1), step):
            voters = index.get(text[at : at + _SHINGLE], ())
            if len(voters) <= _MOST_VOTERS:
                counts.update(voters)
        found.append(counts)
    return found


def _align_by_cost(one: Sequence[Token], other: Sequence[Token], lefts: range, rights: range) -> list[Pair]:
    """Align a gap so that the fewest characters are deleted and inserted."""
    left, right = [one[number] for number in lefts], [other[number] for number in rights]
    steps = _edit_steps(left, right)
    _add_split_steps(steps, left, right)
    moves = _cheapest_moves(left, right, steps)
    found: list[Pair] = []
    row, column = len(left), len(right)
    while row or column:
        up, back = moves[row][column]
        if up and back:
            found.append((tuple(lefts[row - up : row]), tuple(rights[column - back : column])))
        row, column = row - up, column - back
    return found


def _cheapest_moves(
    left: Sequence[Token], right: Sequence[Token], steps: _Steps
) -> list[list[tuple[int, int]]]:
    """Return for each place how many tokens on either side the last step of the cheapest way to it takes."""
    weights = [token.weight for token in right]
    first = [0.0, *accumulate(map(float, weights))]
    rows = [first]
    moves: list[list[tuple[int, int]]] = [[(0, 0), *([(0, 1)] * len(right))]]
    for row, token in enumerate(left, 1):
        above = rows[-1]
        line = [above[0] + token.weight]
        last: list[tuple[int, int]] = [(1, 0)]
        for column in range(1, len(right) + 1):
            best, move = above[column] + token.weight, (1, 0)
            beside = line[column - 1] + weights[column - 1]
            if beside < best:
                best, move = beside, (0, 1)
            for cost, up, back in steps.get((row, column), ()):
                here = rows[row - up][column - back] + cost
                if here <= best:
                    best, move = here, (up, back)
            line.append(best)
            last.append(move)
        rows.append(line)
        moves.append(last)
    return moves


def _edit_steps(left: Sequence[Token], right: Sequence[Token]) -> _Steps:
    """Return the steps that take one text for one other."""
    steps: _Steps = {}
    for row, token in enumerate(left, 1):
        for column, mate in enumerate(right, 1):
            if mate.is_mobile or token.kind != mate.kind:
                continue
            cost = _edit_cost(token, mate)
            if cost is not None:
                steps[row, column] = [(cost, 1, 1)]
    return steps


def _edit_cost(one: Token, other: Token) -> float | None:
    if one.name == other.name:
        return 0.0
    if one.group or other.group or one.kind != "text" or one.is_pinned or other.is_pinned:
        return None
    longest = len(one.key) + len(other.key)
    if 2 * min(len(one.key), len(other.key)) < MIN_LIKENESS * longest:
        return float(abs(len(one.key) - len(other.key))) if _is_contained(one.key, other.key) else None
    most = int(longest * (1 - MIN_LIKENESS))
    distance = Indel.distance(one.key, other.key, score_cutoff=most)
    return float(distance) if distance <= most else None


def _add_split_steps(steps: _Steps, left: Sequence[Token], right: Sequence[Token]) -> None:
    """Add the steps that take one text for two to four others, in either direction."""
    for whole, start, count, cost in _splits(left, right):
        if not any(token.is_mobile for token in right[start : start + count]):
            steps.setdefault((whole + 1, start + count), []).append((cost, 1, count))
    for whole, start, count, cost in _splits(right, left):
        if not right[whole].is_mobile:
            steps.setdefault((start + count, whole + 1), []).append((cost, count, 1))


def _splits(wholes: Sequence[Token], pieces: Sequence[Token]) -> Iterator[tuple[int, int, int, float]]:
    """Yield which text may be which run of others: its place, the place and length of the run, and the cost."""
    shared = _shared_runs([token.key for token in wholes], [token.key for token in pieces])
    for place, (whole, runs) in enumerate(zip(wholes, shared, strict=True)):
        if whole.kind != "text" or whole.is_pinned:
            continue
        step = 1 if len(whole.key) < _LONG else 3
        counts = {piece for piece, count in runs.items() if 4 * step * count >= len(pieces[piece].key)}
        windows = {
            (start, count)
            for piece in counts
            for count in range(2, MOST_PIECES + 1)
            for start in range(max(0, piece - count + 1), min(piece, len(pieces) - count) + 1)
        }
        for start, count in sorted(windows):
            window = pieces[start : start + count]
            if all(
                token.kind == "text"
                and not token.is_pinned
                and (start + index in counts or (0 < len(token.key) < _SHINGLE and token.key in whole.key))
                for index, token in enumerate(window)
            ):
                cost = _split_cost(whole.key, [token.key for token in window])
                if cost is not None:
                    yield place, start, count, cost


def _split_cost(whole: str, pieces: Sequence[str]) -> float | None:
    joined = " ".join(pieces)
    longest = len(whole) + len(joined)
    if 2 * min(len(whole), len(joined)) < _SPLIT_LIKENESS * longest:
        return None
    most = int(longest * (1 - _SPLIT_LIKENESS))
    distance = Indel.distance(whole, joined, score_cutoff=most)
    if distance > most:
        return None
    if any(
        fuzz.partial_ratio(piece, whole, score_cutoff=_PIECE_LIKENESS) < _PIECE_LIKENESS for piece in pieces
    ):
        return None
    return float(distance) + _PIECE_COST * (len(pieces) - 1)


_SEAM = 12
"""Code points on both sides of a seam by which it is found."""
_FIRST_UNSPACED = "\u2e80"
"""The first character of scripts that have no spaces between words."""


def space_out(paragraphs: Sequence[str], joined: str) -> str:
    """Return paragraphs that were joined to one with a space between each two that touch: Word leaves none."""
    for above, below in pairwise(paragraphs):
        end, start = above.rstrip()[-_SEAM:], below.lstrip()[:_SEAM]
        is_spaced = bool(end and start) and max(end[-1], start[0]) < _FIRST_UNSPACED
        if is_spaced and joined.count(end + start) == 1:
            joined = joined.replace(end + start, f"{end} {start}")
    return joined
