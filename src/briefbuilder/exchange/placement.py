"""Where the nodes of a value stand: their parents, and keys that give their order, so that no desk renumbers the nodes of others.

A key is text; keys are compared by code points. It consists of steps, each a whole number and four characters that
follow from what was inserted, so that what two acts insert at one place stays together: their runs never interleave.
Numbers have no limits that a person could reach, so that keys grow with the logarithm of the insertions before or
after the latest one, and by one step if something is put between two neighbours without a number between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import count

from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.subsequences import longest_increasing
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import Json

MOST_LEVELS = 40
"""Levels of parts; a part below comes to the top. More would be nested too deep to be stored."""
_MOST_ROUNDS = 50
"""Rounds in which one part of each cycle goes back; then all that are left do."""

Rank = tuple[int, str, int]
Placed = tuple[Sequence[str], Rank]
"""A place, and the rank of the write that gave it."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE: int = len(_DIGITS)
_JITTER = 4
_NO_JITTER = _DIGITS[0] * _JITTER
_MOST_DIGITS = 10
_GAP = 8
"""The distance of neighbouring numbers, which leaves room for others between them."""
_LONGEST = 4_000
"""Characters of a key; a list with a longer one gets new keys."""
# The first character of a number tells its sign and its digits: "a" and one digit are 0 to 61, "b" and two follow;
# "Z" and one digit are -62 to -1.
_POSITIVE = [chr(ord("a") + size) for size in range(_MOST_DIGITS)]
_NEGATIVE = [chr(ord("Z") - size) for size in range(_MOST_DIGITS)]
_STARTS: list[int] = [
    sum(_BASE ** (size + 1) for size in range(digits)) for digits in range(_MOST_DIGITS + 1)
]
_MOST = _STARTS[-1] - 1
_NUMBER = "(?:" + "|".join(
    f"[{_POSITIVE[size]}{_NEGATIVE[size]}][0-9A-Za-z]{{{size + 1}}}" for size in range(_MOST_DIGITS)
) + ")"  # fmt: skip
_KEY = lazy_pattern(f"(?:{_NUMBER}[0-9A-Za-z]{{{_JITTER}}})*+(?:{_NUMBER})?")
_STEP = lazy_pattern(f"({_NUMBER})([0-9A-Za-z]{{{_JITTER}}})?")
_Step = tuple[int, str]


@value(kw_only=False)
class NodePosition:
    """Where a node stands: its parent, "" for the top, and its key there; one that `is_late` is at the end."""

    parent: str
    key: str
    is_late: bool = False

    def order(self, node: str) -> tuple[bool, str, str]:
        """Return the sort key of nodes with one parent."""
        return self.is_late, self.key, node


_TOP = NodePosition("", "", is_late=True)


def settle_tree(places: Mapping[str, Placed], parts: set[str]) -> dict[str, NodePosition]:
    """Return the position of each node; those that are not `parts` are items.

    Of the parts in a cycle, the one that was moved last goes back to its former place, else to the end of the top. So do a
    part and an item whose part does not exist; an item at the top, which has no other place, is for the first part there.
    """
    positions = {node: _position(place, node in parts, parts) for node, (place, _) in places.items()}
    tried = {node for node in parts if positions[node].parent != places[node][0][0]}
    for turn in count():
        cycles = list(_cycles(positions, parts))
        if not cycles:
            break
        for cycle in cycles:
            latest = max(cycle, key=lambda node: (places[node][1], node))
            for node in [latest] if turn < _MOST_ROUNDS else cycle:
                is_new = node not in tried and turn < _MOST_ROUNDS
                positions[node] = _former(places[node][0], parts) if is_new else _TOP
                tried.add(node)
    _limit_levels(positions, parts)
    return positions


def _position(place: Sequence[str], is_part: bool, parts: set[str]) -> NodePosition:
    parent, key = place[0], place[1]
    if parent in parts or (is_part and not parent and key):
        return NodePosition(parent, key)
    former = _former(place, parts)
    return former if is_part or former.parent else _TOP


def _former(place: Sequence[str], parts: set[str]) -> NodePosition:
    parent, key = place[2], place[3]
    return NodePosition(parent, key) if key and (parent in parts or not parent) else _TOP


def _cycles(positions: Mapping[str, NodePosition], parts: set[str]) -> Iterator[list[str]]:
    """Yield the parts of each cycle."""
    done: set[str] = set()
    for start in sorted(parts):
        way: dict[str, None] = {}
        node = start
        while node and node not in done and node not in way:
            way[node] = None
            node = positions[node].parent
        if node in way:
            names = list(way)
            yield names[names.index(node) :]
        done.update(way)


def _limit_levels(positions: dict[str, NodePosition], parts: set[str]) -> None:
    inner: dict[str, list[str]] = {}
    for node in sorted(parts):
        inner.setdefault(positions[node].parent, []).append(node)
    level = inner.get("", [])
    depth = 1
    while level:
        below = [child for node in level for child in inner.get(node, ())]
        if depth == MOST_LEVELS:
            for node in below:
                positions[node] = _TOP
            depth = 0
        level, depth = below, depth + 1


def as_place(value: Json) -> Sequence[str] | None:
    """Return a place, or None if the JSON is no place."""
    if not isinstance(value, list) or len(value) != 4 or not all(isinstance(one, str) for one in value):
        return None
    return value if is_key(value[1]) and (not value[3] or is_key(value[3])) else None


def parent_of(place: Json) -> str:
    """Return the parent that a place names, "" for the top and for any other JSON."""
    return place[0] if isinstance(place, list) and place and isinstance(place[0], str) else ""


class NoRoomError(ValueError):
    """There is no key between two others, because they are equal or no keys of this program."""


def is_key(text: object) -> bool:
    """Return whether something is a key that this module could have made."""
    return isinstance(text, str) and 0 < len(text) <= _LONGEST and _KEY.fullmatch(text) is not None


def jitter_of(names: Iterable[str]) -> str:
    """Return the characters that tell what is inserted from what another desk inserts: they follow from the names."""
    number = int.from_bytes(sha256("\n".join(names).encode(errors="surrogatepass")).digest()[:8])
    characters = []
    for _ in range(_JITTER):
        number, digit = divmod(number, _BASE)
        characters.append(_DIGITS[digit])
    return "".join(characters)


def between(low: str, high: str, count: int, jitter: str) -> list[str]:
    """Return keys in order between two others; "" is the end of the list on that side. Raises NoRoomError.

    `jitter` is what `jitter_of` gives. Several keys have one beginning in common.
    """
    first = _step_between(_parse(low), _parse(high), jitter)
    if count == 1:
        return [first]
    return [first + _format(number * _GAP) for number in range(count)]


def keys_for(order: Sequence[str], keys: Mapping[str, str]) -> dict[str, str]:
    """Return the keys that nodes must get to be in an order; `keys` are those that they have.

    As few nodes as possible get a new one.
    """
    known = [name for name in order if name in keys]
    ranks = {name: rank for rank, name in enumerate(sorted(known, key=lambda name: (keys[name], name)))}
    kept = {known[place] for place in longest_increasing([ranks[name] for name in known])}
    try:
        result: dict[str, str] = {}
        low = ""
        run: list[str] = []
        for name in [*order, ""]:
            high = keys[name] if name in kept else ""
            if name and (not high or (run and low == high)):
                run.append(name)
                continue
            if run:
                result |= zip(run, between(low, high, len(run), jitter_of(run)), strict=True)
            low, run = high, []
    except NoRoomError:
        result = {"": "x" * (_LONGEST + 1)}
    if all(len(key) <= _LONGEST for key in result.values()):
        return result
    return dict(zip(order, between("", "", len(order), jitter_of(order)), strict=True))


def _step_between(low: list[_Step], high: list[_Step], jitter: str) -> str:
    if not low and not high:
        return _join([(0, jitter)])
    if not low:
        return _join([(high[0][0] - _GAP, jitter)])
    if not high:
        return _join([(low[0][0] + _GAP, jitter)])
    if low >= high:
        raise NoRoomError
    at = next(
        (index for index, (one, other) in enumerate(zip(low, high, strict=False)) if one != other), len(low)
    )
    if at == len(low):
        return _join([*low, (high[at][0] - _GAP, jitter)])
    if high[at][0] - low[at][0] >= 2:
        return _join([*low[:at], ((low[at][0] + high[at][0]) // 2, jitter)])
    following = low[at + 1][0] + _GAP if len(low) > at + 1 else 0
    return _join([*low[: at + 1], (following, jitter)])


def _parse(key: str) -> list[_Step]:
    if not key:
        return []
    if not is_key(key):
        raise NoRoomError
    return [(_number(found[1]), found[2] or _NO_JITTER) for found in _STEP.finditer(key)]


def _join(steps: Iterable[_Step]) -> str:
    return "".join(_format(number) + jitter for number, jitter in steps)


def _format(number: int) -> str:
    if not -_MOST <= number <= _MOST:
        raise NoRoomError
    size = next(
        size for size in range(_MOST_DIGITS) if _STARTS[size + 1] > (number if number >= 0 else ~number)
    )
    if number >= 0:
        return _POSITIVE[size] + _digits(number - _STARTS[size], size + 1)
    return _NEGATIVE[size] + _digits(_STARTS[size + 1] + number, size + 1)


def _digits(number: int, size: int) -> str:
    found = []
    for _ in range(size):
        number, digit = divmod(number, _BASE)
        found.append(_DIGITS[digit])
    return "".join(reversed(found))


def _number(text: str) -> int:
    value = 0
    for character in text[1:]:
        value = value * _BASE + _DIGITS.index(character)
    size = len(text) - 2
    return _STARTS[size] + value if text[0] >= "a" else value - _STARTS[size + 1]
