"""Desks in memory: they write fields, seal batches and take them in as a dossier does, without a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefbuilder.domain.changes import Collection, Value
from briefbuilder.domain.text import Paragraph, Span
from briefbuilder.exchange.fields import Address, differences
from briefbuilder.exchange.history import History
from briefbuilder.exchange.merge import (
    Conflict,
    Registers,
    StoredWrite,
    Survivors,
    final_topic,
    is_alive,
    living_broader,
    merge_value,
    replace_known,
)
from briefbuilder.exchange.records import (
    Batch,
    FieldKey,
    FieldWrite,
    Json,
    SharedAct,
    canonical,
    decode_batch,
)
from briefbuilder.storage.codec import decode, encode, encode_blocks

Name = tuple[str, str]
"""The collection and id of a value."""


def as_json(collection: Collection, value: Value | None) -> Any:
    """Return a value as the JSON that is stored."""
    return None if value is None else json.loads(encode(collection, value))


@dataclass
class Log:
    """The writes that survive in a set of batches, and what follows from them: what every desk must agree on."""

    history: History = field(default_factory=History)
    registers: dict[Name, dict[Address, Survivors]] = field(default_factory=dict)
    texts: dict[FieldKey, list[StoredWrite]] = field(default_factory=dict)

    @property
    def knowledge(self) -> History:
        """Which batch knows which."""
        return self.history

    def add_write(self, write: FieldWrite, batch: str, act: int, clock: int, author: str) -> None:
        """Add one write."""
        key = write.key
        stored = StoredWrite(batch, act, clock, author, write.value)
        fields = self.registers.setdefault((key.collection, key.id), {})
        address = key.node, key.field
        fields[address] = replace_known(fields.get(address, ()), stored, self.history)
        if key.field in {"blocks", "translation"}:
            self.texts.setdefault(key, []).append(stored)

    def add_batch(self, batch: Batch) -> None:
        """Add a batch whose past is there."""
        self.history.add(batch)
        for number, act in enumerate(batch.acts):
            for write in act.writes:
                self.add_write(write, batch.name, number, act.clock, act.author)

    # What merging asks.

    def text_writes(self, key: FieldKey) -> Iterable[StoredWrite]:
        """Return every write of a text field."""
        return self.texts.get(key, ())

    def quoted_blocks(self, _passage: Json) -> Sequence[Json] | None:
        """Return the text that every excerpt quotes."""
        return QUOTED

    def references(self, _collection: str, value_id: str) -> Iterator[StoredWrite]:
        """Yield the writes of what lies on an article."""
        for (collection, _), registers in self.registers.items():
            if collection == "tag" and _article_of(registers, "") == value_id:
                if is_alive(registers, "", self.history):
                    yield from (write for writes in registers.values() for write in writes)
            elif collection == "briefing":
                yield from self._excerpts_of(registers, value_id)

    def _excerpts_of(self, registers: Registers, article: str) -> Iterator[StoredWrite]:
        for node, name in registers:
            if (
                name == "passage"
                and _article_of(registers, node) == article
                and is_alive(registers, node, self.history)
            ):
                yield from registers[node, "passage"]

    def duplicate_tags(self, tag_id: str, topic: str, passage: Json) -> Iterator[tuple[str, Registers]]:
        """Yield the tags on the same passage with the same topic."""
        for (collection, name), registers in self.registers.items():
            if collection == "tag" and name != tag_id:
                own = _last(registers, "", "topic"), _last(registers, "", "passage")
                if final_topic(str(own[0]), self.into) == topic and canonical(own[1]) == canonical(passage):
                    yield name, registers

    def into(self, topic: str) -> str | None:
        """Return the topic into which another was merged."""
        found = _last(self.registers.get(("topic", topic), {}), "", "into")
        return found if isinstance(found, str) and found else None

    def broader(self, topic: str) -> dict[str, StoredWrite]:
        """Return the topics directly above another."""
        registers = self.registers.get(("topic", topic), {})
        return living_broader(registers, self.history) if is_alive(registers, "", self.history) else {}

    def value(self, name: Name) -> Any:
        """Return a value."""
        return merge_value(*name, self.registers[name], self).value

    def values(self) -> dict[Name, Any]:
        """Return every value that exists, each as it can be stored."""
        found = {}
        for name in self.registers:
            value = self.value(name)
            if value is not None:
                decode(name[0], json.dumps(value))  # type: ignore[arg-type] # a collection of ours
                found[name] = value
        return found

    def conflicts(self) -> list[Conflict]:
        """Return what is to be settled."""
        return [
            conflict
            for name, registers in self.registers.items()
            for conflict in merge_value(*name, registers, self).conflicts
        ]

    def state(self) -> bytes:
        """Return everything on which desks must agree: the values, and what is to be settled."""
        told = sorted(
            canonical([conflict.key.collection, conflict.key.id, conflict.key.node, conflict.key.field])
            + canonical([conflict.kind, conflict.standing, [write.value for write in conflict.others]])
            for conflict in self.conflicts()
        )
        values = [[*name, value] for name, value in sorted(self.values().items())]
        return canonical(values) + b"".join(told)


QUOTED: list[Json] = json.loads(
    encode_blocks(
        (
            Paragraph(id="q1", content=(Span("One. Two. Three."),)),
            Paragraph(id="q2", content=(Span("Four. Five."),)),
        )
    )
)


def _last(registers: Mapping[Address, Survivors], node: str, name: str) -> Json:
    writes = registers.get((node, name), ())
    return max(writes, key=lambda write: write.rank).value if writes else None


def _article_of(registers: Mapping[Address, Survivors], node: str) -> str:
    passage = _last(registers, node, "passage")
    if isinstance(passage, dict):
        return str(passage.get("article"))
    return str(passage[0]) if isinstance(passage, list) and passage else ""


@dataclass
class Desk:
    """One desk; `clock` is its own and may be wrong."""

    name: str
    clock: int = 0
    log: Log = field(default_factory=Log)
    batches: dict[str, Batch] = field(default_factory=dict)
    waiting: dict[str, Batch] = field(default_factory=dict)
    prev: str | None = None
    open_acts: list[SharedAct] = field(default_factory=list)
    values: dict[Name, Any] = field(default_factory=dict)

    def change(self, code: str, changes: Iterable[tuple[str, str, Any]]) -> None:
        """Do one act: `changes` are collections and ids with the value that each has from now on, as JSON or None."""
        self.clock += 1
        number = len(self.open_acts)
        writes: list[FieldWrite] = []
        wanted = list(changes)
        for collection, value_id, after in wanted:
            before = self.values.get((collection, value_id))
            standing = self._standing((collection, value_id))
            for node, name, value in differences(collection, before, after, standing):
                writes.append(FieldWrite(FieldKey(collection, value_id, node, name), value))
        act = SharedAct(code, self.clock, self.name, tuple(writes))
        for write in writes:
            self.log.add_write(write, "", number, self.clock, self.name)
        self.open_acts.append(act)
        self._refresh()

    def write(self, *writes: FieldWrite) -> None:
        """Do one act of given writes."""
        self.clock += 1
        for write in writes:
            self.log.add_write(write, "", len(self.open_acts), self.clock, self.name)
        self.open_acts.append(SharedAct("settle", self.clock, self.name, writes))
        self._refresh()

    def _standing(self, name: Name) -> dict[Address, Json]:
        registers = self.log.registers.get(name, {})
        return {address: _last(registers, *address) for address in registers}

    def seal(self) -> None:
        """Seal the open batch."""
        if not self.open_acts:
            return
        parents = tuple(head for head in self.log.history.heads if head != self.prev)
        batch = Batch(self.name, self.prev, parents, tuple(self.open_acts), schema=9000)
        self.open_acts = []
        self.batches[batch.name] = batch
        self.prev = batch.name
        self.log.history.add(batch)
        for registers in self.log.registers.values():
            for address, writes in registers.items():
                registers[address] = tuple(
                    replace(write, batch=batch.name) if write.batch == "" else write for write in writes
                )
        for key, written in self.log.texts.items():
            self.log.texts[key] = [
                replace(write, batch=batch.name) if write.batch == "" else write for write in written
            ]

    def take_in(self, batches: Iterable[Batch]) -> None:
        """Take in batches in any order; those whose past is missing wait."""
        self.seal()
        for batch in batches:
            if batch.name not in self.batches:
                self.waiting[batch.name] = decode_batch(batch.encoded(), batch.name)
        while ready := [one for one in self.waiting.values() if not self.log.history.missing(one)]:
            for batch in ready:
                del self.waiting[batch.name]
                self.batches[batch.name] = batch
                self.log.add_batch(batch)
                self.clock = max(self.clock, *(act.clock for act in batch.acts))
        self._refresh()

    def _refresh(self) -> None:
        self.values = self.log.values()


def reading_of(batches: Iterable[Batch]) -> Log:
    """Return the log of a set of batches by an independent, slow reading: a write survives if no other knew it."""
    log = Log()
    left = {batch.name: batch for batch in batches}
    past: dict[str, set[str]] = {}
    order: list[Batch] = []
    while left:
        ready = sorted(name for name, batch in left.items() if all(one in past for one in batch.past))
        for name in ready:
            batch = left.pop(name)
            past[name] = {name}.union(*(past[one] for one in batch.past))
            order.append(batch)
            log.history.add(batch)
    every: dict[FieldKey, list[StoredWrite]] = {}
    for batch in order:
        for number, act in enumerate(batch.acts):
            for write in act.writes:
                stored = StoredWrite(batch.name, number, act.clock, act.author, write.value)
                every.setdefault(write.key, []).append(stored)
    for key, writes in every.items():
        surviving = [
            one
            for place, one in enumerate(writes)
            if not any(
                (other.batch == one.batch and (other.act, after) > (one.act, place))
                or (other.batch != one.batch and one.batch in past[other.batch])
                for after, other in enumerate(writes)
            )
        ]
        registers = log.registers.setdefault((key.collection, key.id), {})
        registers[key.node, key.field] = tuple(sorted(surviving, key=lambda write: write.rank))
        if key.field in {"blocks", "translation"}:
            log.texts[key] = writes
    return log
