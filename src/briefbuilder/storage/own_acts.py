"""Undo and redo in a shared dossier: a new act that restores what this desk's own act replaced, if that still stands.

A field has a state: the writes that are in it, or the state that an undo restored. An act notes the state of each field
before and after it, so undoing it, and the acts before it, meets the states that they left unless another desk has
written the field since; then the field stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from briefbuilder.domain.changes import Change, ChangeSet, Key
from briefbuilder.domain.values import value
from briefbuilder.exchange.field_forms import with_former, without_former
from briefbuilder.exchange.fields import Address, rule_of
from briefbuilder.exchange.merge import StoredWrite, latest_value
from briefbuilder.exchange.placement import parent_of
from briefbuilder.exchange.records import FieldKey, Json
from briefbuilder.storage.acts import TurnedAct
from briefbuilder.storage.codec import (
    CorruptValueError,
    as_number,
    as_text,
    pack,
    stored_key,
    unpack_json,
)
from briefbuilder.storage.shared_acts import FieldState, OpenAct, SharedWriter
from briefbuilder.storage.undo_log import ActTable, packed_parameters

UNDO, REDO = "undo-act", "redo-act"
"""The codes of the acts that undo and redo others."""
_CURSOR = "cursor"


@value(kw_only=False)
class OwnWrite:
    """The fields of one value that an act wrote; `since` is the batch that was open then."""

    place: int
    key: Key
    since: int
    states: tuple[FieldState, ...]


class OwnActs(ActTable):
    """The acts of this desk in order, as far as they can be undone or redone."""

    def __init__(self, writer: SharedWriter) -> None:
        super().__init__(writer.connection, "own_act", "own_write")
        self._writer = writer

    @property
    def cursor(self) -> int:
        """The number of the last act in force, 0 before the first."""
        return self._writer.state.number(_CURSOR)

    def move(self, cursor: int) -> None:
        """Set the last act in force."""
        self._writer.state.put(_CURSOR, cursor)

    def push(self, named: ChangeSet, states: Mapping[Key, Sequence[FieldState]]) -> int:
        """Add an act after the cursor, instead of those that could be redone; return its number."""
        self.drop_tail()
        number = self.cursor + 1
        self._connection.execute(
            "INSERT INTO own_act VALUES (?, ?, ?)", (number, named.act, packed_parameters(named.parameters))
        )
        self.move(number)
        self.grow(number, named, states)
        return number

    def grow(self, number: int, named: ChangeSet, states: Mapping[Key, Sequence[FieldState]]) -> None:
        """Add changes to an act in force and replace its parameters."""
        first = self._prepare_growth(number, named.parameters)
        for place, (key, found) in enumerate(states.items(), first):
            self._put(number, place, key, found)

    def drop_tail(self) -> None:
        """Delete the acts after the cursor."""
        self._delete("> ?", self.cursor)

    def drop_all(self) -> None:
        """Delete all acts: nothing can be undone from now on."""
        self._delete(">= ?", 0)
        self.move(0)

    def writes(self, number: int, *, back: bool) -> list[OwnWrite]:
        """Return what an act wrote, the last first if it is to be undone (`back`)."""
        order = "DESC" if back else "ASC"
        rows = self._connection.execute(
            f"SELECT place, collection, id, body FROM own_write WHERE act = ? ORDER BY place {order}",  # noqa: S608
            (number,),
        ).fetchall()
        return [_read_write(*row) for row in rows]

    def revert(self, number: int, write: OwnWrite, act: OpenAct) -> int:
        """Restore the fields of one value that an act wrote, in another act; return how many others have changed since.

        The states that are noted of the value are swapped, so that redoing restores what the act wrote.
        """
        marks, key = self._writer.marks, write.key
        ours = [
            state
            for state in write.states
            if marks.state(FieldKey(key.collection, key.id, state.node, state.field)) == state.after
        ]
        held = self._held_nodes(write, ours)
        ours = [] if "" in held else [state for state in ours if state.node not in held]
        act.states.pop(key, None)
        if ours:
            standing = act.standing(key)
            act.write(
                key,
                [
                    (state.node, state.field, _former(key, state, standing.get((state.node, state.field))))
                    for state in ours
                ],
                self._writer.tables.one(key),
                restored={(state.node, state.field): state.before for state in ours},
            )
        self._connection.execute("DELETE FROM own_write WHERE act = ? AND place = ?", (number, write.place))
        self._put(number, write.place, key, act.states.pop(key, []))
        return len(write.states) - len(ours)

    def _held_nodes(self, write: OwnWrite, ours: Iterable[FieldState]) -> set[str]:
        """Return the nodes that must not go: another desk has written in them, or put something there, since."""
        going = {
            state.node for state in ours if state.field == "life" and not (state.was_there and state.former)
        }
        if not going:
            return set()
        marks, key = self._writer.marks, write.key
        registers = marks.registers(key.collection, key.id)
        held: set[str] = set()
        for (node, _), writes in registers.items():
            if any(self._is_foreign(one, write.since) for one in writes):
                held |= _holders(node, registers)
        if key.collection == "article" and "" in going:
            placed = self._writer.values.references("article", key.id)
            held |= {""} if any(self._is_foreign(one, write.since) for one in placed) else set()
        return held & going

    def _is_foreign(self, write: StoredWrite, since: int) -> bool:
        batches = self._writer.batches
        number = batches.number(write.batch)
        return number > since and write.batch != "" and batches.desk(number) != self._writer.state.get("desk")

    def _put(self, number: int, place: int, key: Key, states: Sequence[FieldState]) -> None:
        rows = [
            [state.node, state.field, state.was_there, state.former, state.before, state.after]
            for state in states
        ]
        body = json.dumps([self._writer.batches.open_number, rows], ensure_ascii=False, separators=(",", ":"))
        self._connection.execute(
            "INSERT INTO own_write VALUES (?, ?, ?, ?, ?)",
            (number, place, key.collection, key.id, pack(body.encode())),
        )

    def _delete(self, condition: str, number: int) -> None:
        for table, column in (("own_write", "act"), ("own_act", "number")):
            self._connection.execute(f"DELETE FROM {table} WHERE {column} {condition}", (number,))  # noqa: S608


class OwnAct(TurnedAct):
    """An own act that is undone or redone; `begin` begins the act that does it.

    `left` counts the fields that other desks have changed since.
    """

    def __init__(self, acts: OwnActs, begin: Callable[[ChangeSet], OpenAct], *, back: bool) -> None:
        super().__init__(acts, back=back)
        self._own, self._begin = acts, begin
        self._written: OpenAct | None = None

    def parts(self) -> Iterator[Sequence[Change]]:
        """Revert one value after the other, and yield what has changed, in the direction of the act itself."""
        assert self.act is not None
        code = UNDO if self._back else REDO
        act = self._written = self._begin(
            ChangeSet(act=code, changes=(), parameters={**self.act.parameters, "act": self.act.act})
        )
        for write in self._own.writes(self.number, back=self._back):
            self.left += self._own.revert(self.number, write, act)
            # Of a long briefing, both the writes and the value that follows take long.
            yield ()
            changes = [*act.fold({}).values()]
            yield [change.inverse() for change in changes] if self._back else changes

    def end(self) -> None:
        """Put the act into the log and move the cursor."""
        if self._written is not None:
            self._written.end()
        super().end()


def _former(key: Key, state: FieldState, standing: Json) -> Json:
    """Return what is written to restore a field; a marking or release says what it replaces, if that is stricter."""
    rule = rule_of(key.collection, state.node, state.field)
    if not state.was_there:
        nothing = {
            "stricter-marking": {"id": None, "rank": 0},
            "stricter-release": {"disclosure": None},
            "life": 0,
        }
        former = nothing.get(rule)
    else:
        former = state.former
    if rule not in {"stricter-marking", "stricter-release"} or not isinstance(former, dict):
        return former
    # The ranks, which tell whether a marking is stricter, are filled in later.
    return with_former(without_former(former), without_former(standing))


def _holders(node: str, registers: Mapping[Address, Sequence[StoredWrite]]) -> set[str]:
    """Return a node with the parts that hold it, and the value itself."""
    held = {""}
    while node and node not in held:
        held.add(node)
        node = parent_of(latest_value(registers.get((node, "place"), ())))
    return held


def _read_write(place: object, collection: object, value_id: object, body: object) -> OwnWrite:
    try:
        since, rows = unpack_json(body)
        states = tuple(
            FieldState(as_text(node), as_text(name), bool(was_there), former, as_text(before), as_text(after))
            for node, name, was_there, former, before, after in rows
        )
    except (TypeError, ValueError) as error:
        raise CorruptValueError("an own act of another form than expected") from error
    return OwnWrite(as_number(place), stored_key(collection, value_id), as_number(since), states)
