"""Acts as they travel between desks: writes of single fields, sealed in batches whose names follow from their content.

The name of a batch is the SHA-256 of its canonical JSON, in which each write and each act's parameters are replaced by
their own SHA-256. So a desk can blank a write that was removed for good, and the batch keeps its name.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from briefbuilder.domain.errors import ExchangeError
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.values import value

RULES = 1
"""The version of the rules by which desks merge; a program holds back the batches of a newer one."""
FORM = 1
"""The version of the form of batches."""
MOST_BATCH = 32 * 1024 * 1024
"""Bytes of a batch's JSON; a desk seals long before."""
MOST_WRITES = 500_000
"""Writes of one batch."""
MOST_CLOCK = 2**53
_MOST_NAME, _MOST_PARENTS, _MOST_DEPTH = 2_000, 10_000, 100
_MOST_RATIO = 400

Json = Any
"""A value of JSON: None, a truth value, a number, text, or a list or dictionary of such values."""

_HASH = lazy_pattern(r"[0-9a-f]{64}")


def is_hash(text: object) -> bool:
    """Return whether something is the hexadecimal SHA-256 that names a batch or a piece."""
    return isinstance(text, str) and _HASH.fullmatch(text) is not None


def canonical(value: Json) -> bytes:
    """Return JSON in the canonical form that is hashed."""
    return json.dumps(
        value, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
    ).encode()


def digest(value: Json) -> str:
    """Return the SHA-256 of a value's canonical JSON, hexadecimal."""
    return sha256(canonical(value)).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class FieldKey:
    """The address of one field: of a value of a dossier, or of a node (a part, an item, an element) in it."""

    collection: str
    id: str
    node: str
    field: str


@value(kw_only=False)
class FieldWrite:
    """A field's new value. A write that was removed for good has no value, only the `blanked` hash of what it was."""

    key: FieldKey
    value: Json = None
    blanked: str = ""

    @property
    def hash(self) -> str:
        """The SHA-256 of the write."""
        return self.blanked or digest(self.as_json())

    def as_json(self) -> Json:
        """Return the write as it is in a batch."""
        key = self.key
        if self.blanked:
            return [key.collection, "", "", "", None, self.blanked]
        return [key.collection, key.id, key.node, key.field, self.value]

    def without_value(self) -> FieldWrite:
        """Return the write blanked: nothing but its collection and hash is left."""
        return FieldWrite(FieldKey(self.key.collection, "", "", ""), None, self.hash)


@value(kw_only=False)
class SharedAct:
    """One action of one person: its code and the parameters of its name, as in a change set, and what it wrote.

    `clock` is in milliseconds since 1970 by the desk's clock, and at least one more than any act that the desk knew. It
    only decides between acts whose authors did not know the other act. Parameters that were removed for good leave their
    `blanked` hash.
    """

    code: str
    clock: int
    author: str
    writes: tuple[FieldWrite, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    blanked: str = ""

    def as_json(self) -> Json:
        """Return the act as it is in a batch."""
        parameters = self.blanked or dict(self.parameters)
        return [self.code, self.clock, self.author, parameters, [write.as_json() for write in self.writes]]

    def skeleton(self) -> Json:
        """Return what the name of the batch is made of."""
        parameters = self.blanked or digest(dict(self.parameters))
        return [self.code, self.clock, self.author, parameters, [write.hash for write in self.writes]]


@dataclass(frozen=True)
class Batch:
    """Acts of one desk that share one past: its batch before (`prev`) and the newest it had taken in (`parents`).

    `desk` is the id of the desk's line, which means nothing to merging: a restored or copied desk only makes a fork.
    `schema` is the version of the dossier's format.
    """

    desk: str
    prev: str | None
    parents: tuple[str, ...]
    acts: tuple[SharedAct, ...]
    schema: int
    rules: int = RULES

    @cached_property
    def name(self) -> str:
        """The SHA-256 that names the batch."""
        return digest([*self._head(), [act.skeleton() for act in self.acts]])

    @property
    def past(self) -> tuple[str, ...]:
        """The batches that this one directly follows."""
        return self.parents if self.prev is None else (self.prev, *self.parents)

    def _head(self) -> list[Json]:
        return [FORM, self.rules, self.schema, self.desk, self.prev, list(self.parents)]

    def encoded(self) -> bytes:
        """Return the batch in the form in which it is stored and travels; raises ExchangeError "batch-too-large"."""
        data = canonical([*self._head(), [act.as_json() for act in self.acts]])
        if len(data) > MOST_BATCH:
            raise ExchangeError("batch-too-large")
        return zlib.compress(data, 6)


def decode_batch(data: bytes, name: str | None = None) -> Batch:
    """Return the batch that some bytes hold; they may come from a stranger.

    Raises ExchangeError "batch-damaged" if they hold none, or another one than `name`; "batch-newer" if a newer
    program wrote them.
    """
    try:
        batch = _read_batch(json.loads(_inflated(data), parse_constant=_refused))
        found = batch.name
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, zlib.error) as error:
        raise ExchangeError("batch-damaged", name=name or "") from error
    if name is not None and found != name:
        raise ExchangeError("batch-damaged", name=name)
    return batch


def _inflated(data: bytes) -> bytes:
    most = min(MOST_BATCH, max(1024 * 1024, _MOST_RATIO * len(data)))
    inflater = zlib.decompressobj()
    whole = inflater.decompress(data, most + 1)
    if len(whole) > most or not inflater.eof or inflater.unused_data:
        raise ValueError("not one compressed batch")
    return whole


def _refused(constant: str) -> None:
    raise ValueError(constant)


def _read_batch(read: Json) -> Batch:
    form, rules, schema, desk, prev, parents, acts = _list(read, 7)
    if _number(form) > FORM:
        raise ExchangeError("batch-newer")
    if prev is not None and not is_hash(prev):
        raise ValueError("prev")
    names = _list(parents)
    if len(names) > _MOST_PARENTS or not all(map(is_hash, names)) or sorted(set(names)) != names:
        raise ValueError("parents")
    result = tuple(map(_read_act, _list(acts)))
    if not result or sum(len(act.writes) for act in result) > MOST_WRITES:
        raise ValueError("acts")
    return Batch(
        desk=_text(desk),
        prev=prev,
        parents=tuple(names),
        acts=result,
        schema=_number(schema),
        rules=_number(rules),
    )


def _read_act(read: Json) -> SharedAct:
    code, clock, author, parameters, writes = _list(read, 5)
    blanked = parameters if is_hash(parameters) else ""
    known = (
        {}
        if blanked
        else {_text(name): _text(value, 100_000) for name, value in _mapping(parameters).items()}
    )
    return SharedAct(
        code=_text(code),
        clock=_number(clock),
        author=_text(author),
        parameters=known,
        writes=tuple(map(_read_write, _list(writes))),
        blanked=blanked,
    )


def _read_write(read: Json) -> FieldWrite:
    if len(_list(read)) == 6:
        collection, _, _, _, _, blanked = read
        if not is_hash(blanked):
            raise ValueError("blanked")
        return FieldWrite(FieldKey(_text(collection), "", "", ""), None, blanked)
    collection, name, node, field_name, value = _list(read, 5)
    _check_depth(value)
    return FieldWrite(FieldKey(_text(collection), _text(name), _text(node), _text(field_name)), value)


def _check_depth(value: Json) -> None:
    # Only what has something inside it is walked: most of a value are short texts.
    level = [value] if value and isinstance(value, (dict, list)) else []
    for _ in range(_MOST_DEPTH - 1):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if inner and isinstance(inner, (dict, list))
        ]
        if not level:
            return
    raise ValueError("a value that is nested too deep")


def _list(read: Json, size: int | None = None) -> list[Json]:
    if not isinstance(read, list) or (size is not None and len(read) != size):
        raise ValueError("no list of that length")
    return read


def _mapping(read: Json) -> dict[str, Json]:
    if not isinstance(read, dict):
        raise TypeError("no mapping")
    return read


def _text(read: Json, most: int = _MOST_NAME) -> str:
    if not isinstance(read, str) or len(read) > most:
        raise ValueError("no short text")
    read.encode()  # Half of a surrogate pair is not text.
    return read


def _number(read: Json) -> int:
    if not isinstance(read, int) or isinstance(read, bool) or not 0 <= read <= MOST_CLOCK:
        raise ValueError("no possible number")
    return read
