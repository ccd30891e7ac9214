"""Writes acts into the log of a shared dossier, and the values that follow from them into their tables.

An act of this desk becomes writes of fields in the open batch; the acts of other desks come in sealed batches. Either way
the touched values are then rebuilt from the writes that survive, together with those that depend on them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import COLLECTIONS, Change, Key, Value
from briefbuilder.domain.errors import DossierError, ExchangeError
from briefbuilder.domain.values import value
from briefbuilder.exchange.fields import Address, differences, fill_ranks, rule_of, take_apart
from briefbuilder.exchange.merge import StoredWrite, Survivors, latest_value, replace_known
from briefbuilder.exchange.records import MOST_CLOCK, Batch, FieldKey, FieldWrite, Json, SharedAct, canonical
from briefbuilder.storage.blobs import Blobs
from briefbuilder.storage.shared_batches import BatchTable
from briefbuilder.storage.shared_pieces import PieceTable, pieces_of
from briefbuilder.storage.shared_state import SharedState
from briefbuilder.storage.shared_tables import MarkTable, NodeMarks, lies_on
from briefbuilder.storage.shared_values import FoldedValue, SharedValues
from briefbuilder.storage.tables import Tables

SCHEMA = 9000
"""The version of the dossier's format that batches name."""
SEAL_AT = 8 * 1024
"""Bytes of JSON from which the open batch is sealed: some 40 acts, which come in fast enough for a window."""
SEAL_FIRST_AT = 1024 * 1024
"""The same for what a dossier has when it is shared."""
_ARTICLE = SEAL_AT
"""Bytes that the text of an article counts for: it must be indexed when it comes in, so that a batch has one at most."""
WriteChange = Callable[[Change], object]
RankOf = Callable[[Briefing, str], int]
Fold = Callable[[Key, FoldedValue], None]


@dataclass(slots=True)
class Touched:
    """What some writes touched: values, the places of tags, articles on which something lies, and merged topics.

    Of values in which only acts of this desk wrote, `keys` have the fields; of others they have None.
    """

    keys: dict[Key, set[Address] | None] = field(default_factory=dict)
    places: set[tuple[str, str]] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    topics: set[str] = field(default_factory=set)

    def note(
        self, key: Key, writes: Collection[tuple[str, str, StoredWrite]], restored: Iterable[Address]
    ) -> None:
        """Note the fields of a value that were written or restored."""
        known = self.keys.get(key, set())
        is_own = known is not None and not any(write.batch for _, _, write in writes)
        written = {*restored, *((node, name) for node, name, _ in writes)}
        self.keys[key] = {*(known or ()), *written} if is_own else None


@value(kw_only=False)
class FieldState:
    """A field that an act wrote: the value before, whether there was one, and the states before and after."""

    node: str
    field: str
    was_there: bool
    former: Json
    before: str
    after: str


def milliseconds(moment: str) -> int:
    """Return a moment (ISO 8601) in milliseconds since 1970, 0 for any other text."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return 0
    return max(0, int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000))


def moment_of(clock: int) -> str:
    """Return a clock as a moment (ISO 8601, UTC); "" for one that is in no calendar."""
    try:
        return datetime.fromtimestamp(clock / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    except (OverflowError, ValueError, OSError):
        return ""


class SharedWriter:
    """Writes fields, and the values that follow; it is used within the store's transaction.

    `write` stores a change of a value with all that is derived from it; `note_fold` is called with every value that is rebuilt.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        state: SharedState,
        tables: Tables,
        blobs: Blobs,
        write: WriteChange,
    ) -> None:
        self.connection = connection
        self.state = state
        self.tables = tables
        self.blobs = blobs
        self.batches = BatchTable(connection)
        self.marks = MarkTable(connection, self.batches)
        self.pieces = PieceTable(connection, blobs)
        self.values = SharedValues(tables, blobs, self.batches, self.marks)
        self._write = write
        self.note_fold: Fold = lambda _key, _folded: None

    def put(
        self,
        collection: str,
        value_id: str,
        writes: Collection[tuple[str, str, StoredWrite]],
        touched: Touched,
        restored: Mapping[Address, str],
    ) -> None:
        """Add writes of fields of one value, as node, field and write, to those that survive.

        `restored` are the states that undone fields have.
        """
        before = self.marks.value(collection, value_id)
        nodes: dict[str, NodeMarks] = {}
        above = self.values.topics_above(value_id) if collection == "topic" else set()
        for node, name, write in writes:
            marks = self._marks_to_change(nodes, before, node)
            if name == "into":
                touched.topics |= {value_id, self.values.final_topic(value_id)}
            marks.writes[name] = replace_known(marks.writes.get(name, ()), write, self.batches.history)
            marks.restored.pop(name, None)
            key = FieldKey(collection, value_id, node, name)
            if rule_of(collection, node, name) == "text":
                self.marks.note_text(key, write)
            if pieces := pieces_of(key, write.value):
                self.pieces.refer(self.batches.number(write.batch), pieces)
                if collection == "article":
                    self._note_text(value_id, touched)
        for (node, name), former in restored.items():
            marks = self._marks_to_change(nodes, before, node)
            if name in marks.writes and former:
                marks.restored[name] = former
        self._note_places(collection, before, nodes, touched)
        self.marks.put(collection, value_id, nodes)
        if collection == "topic":
            above |= self.values.topics_above(value_id)
            touched.keys |= {Key("topic", name): None for name in sorted(above)}
        if collection in COLLECTIONS:
            touched.note(Key(collection, value_id), writes, restored)

    def seal(self, moment: str) -> str | None:
        """Seal the open batch, if it has acts; return its name."""
        acts = self.batches.open_acts()
        if not acts:
            return None
        prev = self.state.get("prev") or None
        parents = tuple(name for name in self.batches.history.heads if name != prev)
        batch = Batch(self.state.get("desk"), prev, parents, acts, SCHEMA)
        self.batches.add(batch, moment)
        self.batches.clear_open()
        self.marks.note_sealed(batch.name)
        self.state.put("prev", batch.name)
        return batch.name

    def fold(self, touched: Touched, wanted: Mapping[Key, Value | None] | None = None) -> dict[Key, Change]:
        """Rebuild everything that was touched, and what depends on it; return what has changed.

        `wanted` are values that the last act of this desk should have made.
        """
        changed: dict[Key, Change] = {}
        articles = {key.id: None for key in touched.keys if key.collection == "article"}
        articles |= dict.fromkeys(name for name in sorted(touched.articles) if self._may_return(name))
        others = {key: None for key in touched.keys if key.collection != "article"}
        for name in articles:
            self._fold_one(Key("article", name), changed)
        topics = touched.topics | {self.values.final_topic(topic) for topic in touched.topics}
        if topics:
            tags = self.tables.tags_with(tuple(sorted(topics)))
            others |= dict.fromkeys(Key("tag", tag.id) for tag in tags)
        places = set(touched.places)
        for key in [*others]:
            if key.collection == "tag" and topics:
                places |= self._place_of(key)
        for article, passage in sorted(places):
            found = self.marks.on_article(article, passage)
            others |= dict.fromkeys(Key("tag", name) for kind, name, _ in found if kind == "tag")
        for key in others:
            self._fold_one(key, changed, (wanted or {}).get(key), touched.keys.get(key))
        return changed

    def _may_return(self, article: str) -> bool:
        """Return whether somebody removed an article, so that it exists or not by what is on it."""
        marks = self.marks.value("article", article).get("")
        return marks is None or not all(one.value for one in marks.writes.get("life", ()))

    def _note_text(self, article: str, touched: Touched) -> None:
        """Have everything on an article rebuilt, because its text may come from another import now."""
        self.values.forget_passages()
        found = self.marks.on_article(article)
        touched.keys |= {Key(kind, one): None for kind, one, _ in found if kind in COLLECTIONS}

    def _fold_one(
        self,
        key: Key,
        changed: dict[Key, Change],
        wanted: Value | None = None,
        written: AbstractSet[Address] | None = None,
    ) -> None:
        before = self.tables.one(key)
        if key.collection != "briefing" or not (wanted or written) or not self._is_plain(key):
            wanted = None
        elif wanted is None and isinstance(before, Briefing):
            wanted = self.values.rewritten(before, written or ())
        folded = self.values.fold(key) if wanted is None else FoldedValue(wanted)
        if folded.value != before:
            change = changed[key] = Change(key=key, before=before, after=folded.value)
            self._write(change)
        self.note_fold(key, folded)

    def _is_plain(self, key: Key) -> bool:
        """Return whether a value is what its last author saw: nobody else's writes are beside others.

        Rebuilding a long briefing takes as long as everything else in an act.
        """
        if self.marks.has_conflicts(key.collection, key.id):
            return False
        nodes = self.marks.value(key.collection, key.id).values()
        return all(len(writes) == 1 for marks in nodes for writes in marks.writes.values())

    def _place_of(self, key: Key) -> set[tuple[str, str]]:
        article, passage = lies_on(self.marks.value(key.collection, key.id).get(""))
        return set() if article is None or passage is None else {(article, passage)}

    @staticmethod
    def _marks_to_change(
        nodes: dict[str, NodeMarks], before: Mapping[str, NodeMarks], node: str
    ) -> NodeMarks:
        if node not in nodes:
            known = before.get(node)
            nodes[node] = NodeMarks(dict(known.writes), dict(known.restored)) if known else NodeMarks()
        return nodes[node]

    @staticmethod
    def _note_places(
        collection: str, before: Mapping[str, NodeMarks], nodes: Mapping[str, NodeMarks], touched: Touched
    ) -> None:
        # What a removed briefing has holds no article.
        others = dict(before) if collection == "briefing" and "" in nodes else {}
        for node, marks in {**others, **nodes}.items():
            for state in (before.get(node), marks):
                article, passage = lies_on(state)
                if article is not None and passage is not None:
                    touched.articles.add(article)
                    if collection == "tag":
                        touched.places.add((article, passage))


class OpenAct:
    """One act of this desk while it is written into the open batch.

    A long act becomes several of the same name, so that no batch is too large to travel.
    """

    def __init__(
        self,
        writer: SharedWriter,
        begun: SharedAct,
        made: str,
        rank_of: RankOf,
        seal_at: int,
    ) -> None:
        """`begun` is the act without its writes."""
        self._writer = writer
        self._seal_at = seal_at
        self._begun, self._made = begun, made
        self._rank_of = rank_of
        self.touched = Touched()
        self.states: dict[Key, list[FieldState]] = {}
        self._begin(begun.clock)

    def change(
        self,
        key: Key,
        before: Value | None,
        after: Value | None,
    ) -> None:
        """Write the fields in which two states of a value differ."""
        values = self._writer.values
        old, new = values.as_json(key, before), values.as_json(key, after)
        found = differences(key.collection, old, new, self.standing(key))
        # What others wrote may show what was removed before: its undo shows it again.
        shown = {(node, name) for node, name, one in found if name == "life" and not one}
        self.write(key, found, after, shown=shown)

    def rewrite(self, key: Key, value: Value) -> None:
        """Write all fields of a value: what its author saw is not what the surviving writes make."""
        result = self._writer.values.as_json(key, value)
        standing = self.standing(key)
        registers = self._writer.marks.registers(key.collection, key.id)
        whole = take_apart(key.collection, result)
        fields = {address: 0 for address in standing if address[1] == "life" and address not in whole}
        fields |= {address: standing[address] for address, writes in registers.items() if len(writes) > 1}
        fields |= {address: one for address, one in whole.items() if address[1] != "place"}
        fields |= {
            (node, name): one for node, name, one in differences(key.collection, None, result, standing)
        }
        found = [(node, name, one) for (node, name), one in fields.items()]
        self.write(key, found, value)

    def write(
        self,
        key: Key | FieldKey,
        fields: Sequence[tuple[str, str, Json]],
        value: Value | None = None,
        *,
        restored: Mapping[Address, str] | None = None,
        shown: AbstractSet[Address] = frozenset(),
    ) -> None:
        """Write some fields of a value, as node, field and value.

        `value` is the whole value after it, `restored` are the states that undone fields have, and `shown` the fields of
        nodes that were there, to be removed.
        """
        collection, value_id = key.collection, key.id
        restored = restored or {}
        before = self._writer.marks.registers(collection, value_id)
        old_states = {
            address: self._state(collection, value_id, address)
            for address in {*((node, name) for node, name, _ in fields), *restored}
        }
        stored = []
        for node, name, one in fields:
            write = FieldWrite(FieldKey(collection, value_id, node, name), one)
            if isinstance(value, Briefing):
                write = fill_ranks(write, partial(self._rank, value))
            self._writes.append(write)
            self._size += len(canonical(write.as_json())) + _ARTICLE * (name == "text")
            stored.append(
                (node, name, StoredWrite("", self.number, self.clock, self._begun.author, write.value))
            )
        self._writer.put(collection, value_id, stored, self.touched, restored)
        if isinstance(key, Key):
            self._note_states(key, before, old_states, shown)
        if self._size > self._seal_at:
            self._push()
            self._begin(self.clock + 1)

    def fold(self, wanted: Mapping[Key, Value | None]) -> dict[Key, Change]:
        """Rebuild the values that the act touched; `wanted` are the values that its author saw."""
        changed = self._writer.fold(self.touched, wanted)
        other = [
            (key, value)
            for key, value in wanted.items()
            if value is not None and self._writer.tables.one(key) != value
        ]
        if other:
            self.touched = Touched()
            for key, value in other:
                self.rewrite(key, value)
            for key, change in self._writer.fold(self.touched).items():
                before = changed[key].before if key in changed else change.before
                changed[key] = Change(key=key, before=before, after=change.after)
        self.touched = Touched()
        return changed

    def end(self) -> None:
        """Put the act into the open batch; nothing if it wrote nothing."""
        if self._writes:
            self._push()
        self._writer.state.put("clock", self.clock)

    def _rank(self, briefing: Briefing, level: str | None) -> int:
        return 0 if level is None else self._rank_of(briefing, level)

    def _begin(self, clock: int) -> None:
        self.clock = min(max(clock, self._writer.state.number("clock") + 1), MOST_CLOCK)
        self.number = self._writer.batches.open_size()[0]
        self._writes: list[FieldWrite] = []
        self._size = 0

    def _push(self) -> None:
        act = replace(self._begun, clock=self.clock, writes=tuple(self._writes))
        try:
            self._writer.batches.push_act(act, self._size)
        except ExchangeError as error:
            raise DossierError("value-too-large") from error
        self._writes = []
        self._writer.state.put("clock", self.clock)
        if self._writer.batches.open_size()[1] > self._seal_at:
            self._writer.seal(self._made)

    def standing(self, key: Key) -> dict[Address, Json]:
        """Return the latest value of each field of a value."""
        registers = self._writer.marks.registers(key.collection, key.id)
        return {address: latest_value(writes) for address, writes in registers.items() if writes}

    def _state(self, collection: str, value_id: str, address: Address) -> str:
        return self._writer.marks.state(FieldKey(collection, value_id, *address))

    def _note_states(
        self,
        key: Key,
        before: Mapping[Address, Survivors],
        old: Mapping[Address, str],
        shown: AbstractSet[Address],
    ) -> None:
        """Note what an undo of the act needs; fields of a node that the act made go with the node."""
        created = {node for node, name in old if name == "life" and not before.get((node, "life"))}
        for address, state in old.items():
            writes = before.get(address, ())
            if not writes and address[1] != "life" and (address[0] in created or "" in created):
                continue
            former = 1 if address in shown else latest_value(writes)
            after = self._state(key.collection, key.id, address)
            self.states.setdefault(key, []).append(
                FieldState(*address, was_there=bool(writes), former=former, before=state, after=after)
            )
