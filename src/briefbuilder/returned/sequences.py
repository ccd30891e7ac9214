"""Aligns two sequences of texts: equal ones that keep most characters in place, then the cheapest edits in the gaps between.

The anchors are texts that occur once on both sides; of these the increasing row of the greatest weight counts, by Fenwick's
tree. In the gaps it is repeated, and what remains is aligned by dynamic programming over the Indel distance of rapidfuzz.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

MIN_LIKENESS = 0.45
"""The likeness from which on two paragraphs at one place are one that was edited."""
MOST_PAIRS = 250_000
"""The pairs of a gap that are compared one by one, at most."""
MOST_PIECES = 4
"""The paragraphs that one is split into, or that are joined to one, at most."""
_PIECE_LIKENESS = 75.0
"""How well a piece must lie in the whole, of 100."""
_MIN_CONTAINED = 12
"""The shortest text that is recognized within another one."""
_SHINGLE = 8
_MOST_VOTERS = 50


@dataclass(frozen=True, slots=True)
class Token:
    """One text of a sequence; only tokens of one `kind` are compared. `is_mobile` texts are never anchors.

    `group` is equal for two tables that belong together, whatever their texts.
    """

    key: str
    kind: str = "text"
    is_mobile: bool = False
    group: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """What equal tokens have in common."""
        return (self.kind, self.group or self.key)

    @property
    def weight(self) -> int:
        """The characters that stay in place with the token."""
        return len(self.key) + 1


Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""The numbers of tokens on the one and on the other side that are the same text."""


def align(one: Sequence[Token], other: Sequence[Token]) -> list[Pair]:
    """Return the pairs of two sequences in order; what is in none was deleted, inserted or moved."""
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


def heaviest_increasing(pairs: Sequence[tuple[int, int]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Return the row of pairs, sorted by their first number, whose second numbers increase and whose weight is greatest."""
    ranks = {right: rank for rank, right in enumerate(sorted({right for _, right in pairs}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        best = (0, -1)
        at = ranks[right] - 1
        while at > 0:
            best = max(best, tree[at])
            at -= at & -at
        before.append(best[1])
        made = (best[0] + weights[index], index)
        at = ranks[right]
        while at < len(tree):
            tree[at] = max(tree[at], made)
            at += at & -at
    at = max(tree)[1] if pairs else -1
    chain: list[tuple[int, int]] = []
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


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
    """Align a large gap at the texts that share the most words, and what lies between by cost where it is small."""
    mates = best_mates([one[left].key for left in lefts], [other[right].key for right in rights])
    pairs = [
        (lefts[left], rights[right])
        for left, right in sorted(mates)
        if one[lefts[left]].kind == other[rights[right]].kind and not other[rights[right]].is_mobile
    ]
    chain = heaviest_increasing(pairs, [one[left].weight for left, _ in pairs])
    found: list[Pair] = [((left,), (right,)) for left, right in chain]
    edges = [(lefts.start - 1, rights.start - 1), *chain, (lefts.stop, rights.stop)]
    for (left, right), (next_left, next_right) in pairwise(edges):
        inner, beside = range(left + 1, next_left), range(right + 1, next_right)
        if inner and beside and len(inner) * len(beside) <= MOST_PAIRS:
            found += _align_by_cost(one, other, inner, beside)
    return found


def best_mates(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of texts that are each other's likest, found by the runs of characters that they share."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(other):
        for run in _runs(text):
            index[run].append(number)
    votes: list[tuple[int, int, int]] = []
    for number, text in enumerate(one):
        counts: Counter[int] = Counter()
        for run in _runs(text):
            voters = index.get(run, ())
            if len(voters) <= _MOST_VOTERS:
                counts.update(voters)
        votes += ((-count, number, mate) for mate, count in counts.most_common(3))
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


def _runs(text: str) -> set[str]:
    if len(text) <= _SHINGLE:
        return {text}
    return {
        text[at : at + _SHINGLE] for at in range(0, len(text) - _SHINGLE + 1, 1 if len(text) < 200 else 3)
    }


_Step = tuple[float, int, int]
"""The cost up to a place, and how many tokens the last step took on either side."""


def _align_by_cost(one: Sequence[Token], other: Sequence[Token], lefts: range, rights: range) -> list[Pair]:
    """Align a gap so that the fewest characters are deleted and inserted."""
    rows: list[list[_Step]] = []
    cost = partial(_step_cost, one, other)
    for row in range(len(lefts) + 1):
        line: list[_Step] = []
        rows.append(line)
        for column in range(len(rights) + 1):
            # Each step looks at those before it in its own line.
            line.append(_best_step(rows, row, column, lefts, rights, one, other, cost))  # noqa: PERF401
    found: list[Pair] = []
    row, column = len(lefts), len(rights)
    while row or column:
        _, up, back = rows[row][column]
        if up and back:
            found.append((tuple(lefts[row - up : row]), tuple(rights[column - back : column])))
        row, column = row - up, column - back
    return found


def _best_step(
    rows: Sequence[Sequence[_Step]],
    row: int,
    column: int,
    lefts: range,
    rights: range,
    one: Sequence[Token],
    other: Sequence[Token],
    cost: Callable[[range, range], float | None],
) -> _Step:
    if not row and not column:
        return (0.0, 0, 0)
    best: _Step = (float("inf"), 0, 0)
    if row:
        best = (rows[row - 1][column][0] + one[lefts[row - 1]].weight, 1, 0)
    if column:
        best = min(best, (rows[row][column - 1][0] + other[rights[column - 1]].weight, 0, 1))
    if row and column:
        for up, back in _SHAPES:
            if up > row or back > column or rows[row - up][column - back][0] >= best[0]:
                continue
            step = cost(lefts[row - up : row], rights[column - back : column])
            if step is not None:
                best = min(best, (rows[row - up][column - back][0] + step, up, back))
    return best


_SHAPES = (
    (1, 1),
    *((1, count) for count in range(2, MOST_PIECES + 1)),
    *((count, 1) for count in range(2, MOST_PIECES + 1)),
)
_PIECE_COST = 2.0


def _step_cost(one: Sequence[Token], other: Sequence[Token], lefts: range, rights: range) -> float | None:
    """Return the cost of taking some tokens for each other, None where they are not the same text."""
    left, right = [one[number] for number in lefts], [other[number] for number in rights]
    if any(token.is_mobile for token in right) or len({token.kind for token in (*left, *right)}) > 1:
        return None
    if len(left) == len(right) == 1:
        return _edit_cost(left[0], right[0])
    if left[0].kind != "text":
        return None
    whole, pieces = (left[0], right) if len(left) == 1 else (right[0], left)
    return _split_cost(whole.key, [piece.key for piece in pieces])


def _edit_cost(one: Token, other: Token) -> float | None:
    if one.name == other.name:
        return 0.0
    if one.group or other.group or one.kind != "text":
        return None
    longest = len(one.key) + len(other.key)
    distance = Indel.distance(one.key, other.key, score_cutoff=int(longest * (1 - MIN_LIKENESS)))
    if distance <= longest * (1 - MIN_LIKENESS):
        return float(distance)
    return float(distance) if _is_contained(one.key, other.key) else None


def _split_cost(whole: str, pieces: Sequence[str]) -> float | None:
    total = sum(map(len, pieces))
    if not all(pieces) or not 0.5 * len(whole) <= total <= 2 * len(whole):
        return None
    if any(
        fuzz.partial_ratio(piece, whole, score_cutoff=_PIECE_LIKENESS) < _PIECE_LIKENESS for piece in pieces
    ):
        return None
    joined = " ".join(pieces)
    longest = len(whole) + len(joined)
    distance = Indel.distance(whole, joined)
    if distance > longest * (1 - MIN_LIKENESS):
        return None
    return float(distance) + _PIECE_COST * (len(pieces) - 1)
