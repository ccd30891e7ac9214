"""The tables of a dossier that several desks share: the writes of each field that survive, and what is to be settled.

Everything is read as if a stranger had written it.
"""

from __future__ import annotations

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import get_args

from briefbuilder.domain.changes import Key
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.exchange.merge import (
    Conflict,
    ConflictKind,
    Registers,
    StoredWrite,
    Survivors,
    latest_value,
)
from briefbuilder.exchange.records import (
    Batch,
    FieldKey,
    Json,
    SharedAct,
    digest,
)
from briefbuilder.storage.codec import CorruptValueError, as_number, as_text, pack, unpack_json
from briefbuilder.storage.shared_batches import BatchTable

_MOST_CONFLICTS = 20_000
_CACHED_NODES = 20_000
_WORDINGS = 12
"""Batches with wordings that are read ahead, fewer than are kept in memory."""
_HASH_OF_PASSAGE = 16
"""Hexadecimal digits by which the tags on one passage are found."""


# The surviving writes of each field, a row for each node of a value.
#
# A row holds, by field, the writes as [batch, act, clock, author, value], and what the field stands for if an undo
# restored it: its state is then the same as before the act that was undone (own_acts.py).


@dataclass(slots=True)
class NodeMarks:
    """The surviving writes of the fields of one node, and the states that undone fields stand for."""

    writes: dict[str, Survivors] = field(default_factory=dict)
    restored: dict[str, str] = field(default_factory=dict)


class MarkTable:
    """The surviving writes of all fields; `batches` gives batches their numbers."""

    def __init__(self, connection: sqlite3.Connection, batches: BatchTable) -> None:
        self._connection = connection
        self._batches = batches
        self._cache: OrderedDict[tuple[str, str], dict[str, NodeMarks]] = OrderedDict()
        self._cached = 0

    def forget(self) -> None:
        """Read the file again at the next question: a transaction was discarded."""
        self._cache.clear()
        self._cached = 0

    def note_sealed(self, name: str) -> None:
        """Give the writes of the open batch the name that it has been sealed under."""
        for marks in chain.from_iterable(nodes.values() for nodes in self._cache.values()):
            for field_name, writes in marks.writes.items():
                if any(not write.batch for write in writes):
                    named = (write if write.batch else replace(write, batch=name) for write in writes)
                    marks.writes[field_name] = tuple(named)

    def value(self, collection: str, value_id: str) -> Mapping[str, NodeMarks]:
        """Return the writes of a value by node."""
        key = collection, value_id
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        rows = self._connection.execute(
            "SELECT node, writes FROM mark WHERE collection = ? AND id = ?", key
        ).fetchall()
        found = {as_text(node): self._read(writes) for node, writes in rows}
        self._cache[key] = found
        self._cached += len(found) + 1
        while self._cached > _CACHED_NODES and len(self._cache) > 1:
            _, dropped = self._cache.popitem(last=False)
            self._cached -= len(dropped) + 1
        return found

    def registers(self, collection: str, value_id: str) -> Registers:
        """Return the writes of a value by node and field."""
        nodes = self.value(collection, value_id)
        return {
            (node, name): writes for node, marks in nodes.items() for name, writes in marks.writes.items()
        }

    def latest_text(self, collection: str, value_id: str, field: str) -> str:
        """Return the latest text of a field of a value itself, empty if it was never written."""
        marks = self.value(collection, value_id).get("")
        found = None if marks is None else latest_value(marks.writes.get(field, ()))
        return found if isinstance(found, str) else ""

    def state(self, key: FieldKey) -> str:
        """Return which state a field is in: the same text means that the same writes stand, "" that none does."""
        marks = self.value(key.collection, key.id).get(key.node)
        if marks is None:
            return ""
        writes = marks.writes.get(key.field, ())
        names = sorted(f"{self._batches.number(write.batch)}.{write.act}" for write in writes)
        return marks.restored.get(key.field) or ",".join(names)

    def put(self, collection: str, value_id: str, nodes: Mapping[str, NodeMarks]) -> None:
        """Store the writes of the given nodes of a value."""
        cached = self._cache.get((collection, value_id))
        for node, marks in nodes.items():
            if cached is not None:
                self._cached += node not in cached
                cached[node] = marks
            article, passage = lies_on(marks)
            self._connection.execute(
                "INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?, ?)",
                (collection, value_id, node, article, passage, self._packed(marks)),
            )

    def on_article(self, article: str, passage: str | None = None) -> Iterator[tuple[str, str, str]]:
        """Yield collection, id and node of what lies, or lay last, on an article, or on a passage by its hash."""
        query, values = "SELECT collection, id, node FROM mark WHERE article = ?", [article]
        if passage is not None:
            query, values = f"{query} AND passage = ?", [article, passage]
        for collection, value_id, node in self._connection.execute(query, values).fetchall():
            yield as_text(collection), as_text(value_id), as_text(node)

    def inner_nodes(self) -> Iterator[tuple[str, str, str, NodeMarks]]:
        """Yield collection, id, node and writes of all nodes but values themselves."""
        rows = self._connection.execute(
            "SELECT collection, id, node, writes FROM mark WHERE node <> ''"
        ).fetchall()
        for collection, value_id, node, writes in rows:
            yield as_text(collection), as_text(value_id), as_text(node), self._read(writes)

    def ids(self, collection: str) -> tuple[str, ...]:
        """Return the ids of all values of a collection that were ever written."""
        rows = self._connection.execute("SELECT DISTINCT id FROM mark WHERE collection = ?", (collection,))
        return tuple(as_text(row[0]) for row in rows)

    def has_conflicts(self, collection: str, value_id: str) -> bool:
        """Return whether something is to be settled about a value."""
        query = "SELECT 1 FROM conflict WHERE collection = ? AND id = ? LIMIT 1"
        return self._connection.execute(query, (collection, value_id)).fetchone() is not None

    def drop(self, collection: str, value_id: str) -> None:
        """Delete all that is known of a value."""
        if (dropped := self._cache.pop((collection, value_id), None)) is not None:
            self._cached -= len(dropped) + 1
        for table in ("mark", "text_write", "conflict"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE collection = ? AND id = ?",  # noqa: S608 - names of ours
                (collection, value_id),
            )

    def drop_node(self, collection: str, value_id: str, node: str) -> None:
        """Delete all that is known of a node."""
        if (cached := self._cache.get((collection, value_id))) is not None:
            self._cached -= cached.pop(node, None) is not None
        for table in ("mark", "text_write"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE collection = ? AND id = ? AND node = ?",  # noqa: S608 - names of ours
                (collection, value_id, node),
            )

    def note_text(self, key: FieldKey, write: StoredWrite) -> None:
        """Note that an act wrote a text, whose value is in its batch."""
        self._connection.execute(
            "INSERT OR IGNORE INTO text_write VALUES (?, ?, ?, ?, ?, ?)",
            (key.collection, key.id, key.node, key.field, self._batches.number(write.batch), write.act),
        )

    def texts(self, key: FieldKey) -> Iterator[StoredWrite]:
        """Yield every write of a text that was not removed for good."""
        rows = self._connection.execute(
            "SELECT batch, act FROM text_write WHERE collection = ? AND id = ? AND node = ? AND field = ?",
            (key.collection, key.id, key.node, key.field),
        ).fetchall()
        for batch, place in rows:
            number, act_number = as_number(batch), as_number(place)
            act = self._act(number, act_number)
            if act is not None:
                for write in act.writes:
                    if write.key == key and not write.blanked:
                        name = self._batches.name(number)
                        yield StoredWrite(name, act_number, act.clock, act.author, write.value)

    def read_wordings(self, keys: Iterable[FieldKey]) -> Iterator[None]:
        """Read the newest batches that wrote some texts, one after the other: merging a text looks at all of its wordings."""
        query = "SELECT batch FROM text_write WHERE collection = ? AND id = ? AND node = ? AND field = ?"
        found = {
            as_number(batch)
            for key in keys
            for (batch,) in self._connection.execute(query, (key.collection, key.id, key.node, key.field))
        }
        for number in sorted(found - {self._batches.open_number})[-_WORDINGS:]:
            yield
            with suppress(BriefbuilderError, CorruptValueError):
                self._batches.batch(number)

    def _act(self, number: int, place: int) -> SharedAct | None:
        batches = self._batches
        acts = batches.open_acts() if number == batches.open_number else batches.batch(number).acts
        return acts[place] if place < len(acts) else None

    def _packed(self, marks: NodeMarks) -> bytes:
        rows = {
            name: [
                [_write_row(self._batches, write) for write in writes],
                *([marks.restored[name]] if name in marks.restored else []),
            ]
            for name, writes in marks.writes.items()
        }
        return pack(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())

    def _read(self, data: object) -> NodeMarks:
        marks = NodeMarks()
        try:
            for name, (writes, *restored) in unpack_json(data).items():
                marks.writes[as_text(name)] = tuple(_stored_write(self._batches, *write) for write in writes)
                if restored:
                    marks.restored[name] = as_text(restored[0])
        except (AttributeError, TypeError, ValueError) as error:
            raise CorruptValueError("a mark of another form than expected") from error
        return marks


def _write_row(batches: BatchTable, write: StoredWrite) -> Json:
    return [batches.number(write.batch), write.act, write.clock, write.author, write.value]


def _stored_write(
    batches: BatchTable, number: object, act: object, clock: object, author: object, value: Json
) -> StoredWrite:
    name = batches.name(as_number(number))
    return StoredWrite(name, as_number(act), as_number(clock), as_text(author), value)


def lies_on(marks: NodeMarks | None) -> tuple[str | None, str | None]:
    """Return the article on which a tag or an excerpt lies, and a hash of its passage; None twice for anything else."""
    return passage_place(None if marks is None else latest_value(marks.writes.get("passage", ())))


def passage_place(passage: Json) -> tuple[str | None, str | None]:
    """Return the article of a passage in either form and a hash of the passage, None twice for any other JSON."""
    article = passage[0] if isinstance(passage, list) and passage else None
    article = passage.get("article") if isinstance(passage, dict) else article
    if not isinstance(article, str):
        return None, None
    return article, digest(passage)[:_HASH_OF_PASSAGE]


def blank_writes(batch: Batch, is_gone: Callable[[FieldKey], bool]) -> Batch:
    """Return a batch without some writes, and without the parameters of their acts; its name stays."""
    acts = []
    for act in batch.acts:
        writes = tuple(
            write.without_value() if not write.blanked and is_gone(write.key) else write
            for write in act.writes
        )
        blanked = act.blanked or digest(dict(act.parameters))
        is_same = writes == act.writes
        acts.append(act if is_same else replace(act, writes=writes, parameters={}, blanked=blanked))
    return replace(batch, acts=tuple(acts))


class ConflictTable:
    """What is to be settled, by value; it follows from the writes, and is kept so that it can be listed at once."""

    def __init__(self, connection: sqlite3.Connection, batches: BatchTable) -> None:
        self._connection = connection
        self._batches = batches

    def all(self) -> tuple[Conflict, ...]:
        """Return all conflicts, by value."""
        rows = self._connection.execute(
            "SELECT collection, id, body FROM conflict ORDER BY collection, id, place LIMIT ?",
            (_MOST_CONFLICTS,),
        ).fetchall()
        return tuple(self._read(*row) for row in rows)

    def put(self, key: Key, conflicts: Iterable[Conflict]) -> None:
        """Replace the conflicts of a value."""
        self._connection.execute(
            "DELETE FROM conflict WHERE collection = ? AND id = ?", (key.collection, key.id)
        )
        for place, conflict in enumerate(conflicts):
            stands = None if conflict.stands is None else _write_row(self._batches, conflict.stands)
            others = [_write_row(self._batches, write) for write in conflict.others]
            row = [conflict.key.node, conflict.key.field, conflict.kind, conflict.standing, others, stands]
            body = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
            self._connection.execute(
                "INSERT INTO conflict VALUES (?, ?, ?, ?)", (key.collection, key.id, place, pack(body))
            )

    def _read(self, collection: object, value_id: object, body: object) -> Conflict:
        try:
            node, name, kind, standing, others, stands = unpack_json(body)
            if kind not in get_args(ConflictKind):
                raise CorruptValueError("a conflict of an unknown kind")
            return Conflict(
                FieldKey(as_text(collection), as_text(value_id), as_text(node), as_text(name)),
                kind,
                standing,
                tuple(_stored_write(self._batches, *one) for one in others),
                None if stands is None else _stored_write(self._batches, *stands),
            )
        except (TypeError, ValueError) as error:
            raise CorruptValueError("a conflict of another form than expected") from error
