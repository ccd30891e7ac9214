"""The log of a dossier that several desks share: what it holds, how it begins, and how other desks' batches come in.

All of it works on the store's connection, and what writes is called within the store's transaction.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import chain
from pathlib import Path
from secrets import token_hex

from briefbuilder.domain.article import Original
from briefbuilder.domain.briefing import Briefing, Excerpt
from briefbuilder.domain.briefing_edits import remove_part
from briefbuilder.domain.changes import Change, ChangeSet, Collection, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.topics import Topic
from briefbuilder.domain.values import value
from briefbuilder.exchange.merge import Conflict, StoredWrite
from briefbuilder.exchange.records import RULES, Batch, FieldKey, Json, SharedAct
from briefbuilder.storage.acts import values_after
from briefbuilder.storage.codec import as_text, stored_key
from briefbuilder.storage.database import dossier_errors, in_dossier
from briefbuilder.storage.migrations import add_log, drop_log, has_log
from briefbuilder.storage.own_acts import OwnActs
from briefbuilder.storage.shared_acts import (
    SEAL_AT,
    SEAL_FIRST_AT,
    OpenAct,
    RankOf,
    SharedWriter,
    Touched,
    milliseconds,
    moment_of,
)
from briefbuilder.storage.shared_batches import Removal, WaitingBatch, WaitingTable, removals_in
from briefbuilder.storage.shared_pieces import Piece, PieceName, pieces_in
from briefbuilder.storage.shared_removals import CONFIRMED, Removals
from briefbuilder.storage.shared_state import DESK
from briefbuilder.storage.shared_tables import ConflictTable
from briefbuilder.storage.shared_values import FoldedValue
from briefbuilder.system.clock import Clock

MERGED_INTO = "into"
"""The parameter of an act that merges topics: the id of the topic that stays."""
_MOST_FORMER = 20
"""The ids of former desks that are remembered."""
_WRITTEN = 0.7
"""The share of the work of sharing that is done when everything is in the log."""
_ORDER: tuple[Collection, ...] = (
    "article", "topic", "tag", "judgement", "briefing", "setting", "search", "decision",
)  # fmt: skip


_FIRST_MOMENT = 24 * 3600 * 1000
"""Acts whose moment is not known have clocks from 0 on, which would be the first seconds of 1970."""


@value(kw_only=False)
class Written:
    """Who wrote something last, when (ISO 8601, UTC; "" if unknown) and at which desk."""

    author: str
    moment: str
    desk: str


@value(kw_only=False)
class Desk:
    """A desk that took part: its last batch, and the removals for good that it has not confirmed.

    `last` and `moment` are "" for the own desk before it has a batch, and so is its `id` if the file is a copy: it gets
    one with its first change.
    """

    id: str
    name: str
    last: str
    moment: str
    unconfirmed: tuple[str, ...]
    is_own: bool


@value(kw_only=False)
class Arrival:
    """A batch of another desk: its number in the log, and the acts in it, named as change sets are."""

    number: int
    acts: tuple[SharedAct, ...]


@value(kw_only=False)
class TakenIn:
    """What came in: the batches that wait, and what is to be settled about the values.

    `unfit` are values that are passed over, wholly or in part, since what was written does not fit. `lost` are the excerpts
    that briefings had of articles which another desk removed for good, by the ids of the briefings.
    """

    waiting: tuple[WaitingBatch, ...]
    conflicts: tuple[Conflict, ...]
    unfit: tuple[Key, ...]
    lost: Mapping[str, int]


class SharedLog:
    """The log of one dossier; without its tables as long as the dossier is not shared."""

    def __init__(self, path: Path, writer: SharedWriter, clock: Clock, rank_of: RankOf) -> None:
        """`rank_of` is that of the store."""
        self._connection = writer.connection
        self.path = path
        self._tables = writer.tables
        self._clock = clock
        self.author = ""
        """The name under which the acts of this desk go to others."""
        self._rank_of = rank_of
        self.state, self.values = writer.state, writer.values
        self.batches, self.marks, self.pieces = writer.batches, writer.marks, writer.pieces
        self._conflicts = ConflictTable(self._connection, self.batches)
        self.writer = writer
        writer.note_fold = self._note_fold
        self.own = OwnActs(writer)
        self.removals = Removals(writer)
        self._waiting = WaitingTable(self._connection, path, self.batches, self.pieces)
        self._unfit: dict[Key, None] = {}
        self._told: dict[Key, tuple[Conflict, ...]] = {}

    def forget(self) -> None:
        """Read the file again at the next question: a transaction was discarded."""
        self._waiting.forget()
        self.state.forget()
        self.batches.forget()
        self.marks.forget()
        self.values.forget_passages()
        self.removals.forget()

    # What it holds.

    @property
    def desk(self) -> str:
        """The id of this desk's line, "" if the dossier is not shared."""
        return self.state.get(DESK) if self.state.is_shared else ""

    @property
    def all_desks(self) -> tuple[str, ...]:
        """The id of this desk, and those that it had before the file was moved, the last one first."""
        return (self.desk, *self.state.get("former").split()) if self.state.is_shared else ()

    @property
    def is_elsewhere(self) -> bool:
        """Whether the file was moved or copied since this desk wrote to it."""
        return self.state.is_shared and self.state.get("home") != self._home

    @in_dossier
    def heads(self) -> tuple[str, ...]:
        """Return the newest sealed batches: those that no other batch knows."""
        return self.batches.history.heads if self.state.is_shared else ()

    @in_dossier
    def names(self) -> frozenset[str]:
        """Return the names of all sealed batches."""
        return self.batches.names() if self.state.is_shared else frozenset()

    @in_dossier
    def has(self, name: str) -> bool:
        """Return whether a sealed batch is here."""
        return self.batches.has(name)

    @in_dossier
    def batch(self, name: str) -> bytes:
        """Return a sealed batch as it travels; raises ExchangeError "batch-missing"."""
        return self.batches.body(name)

    @in_dossier
    def following(self, known: Iterable[str]) -> tuple[str, ...]:
        """Return the sealed batches that none of the given batches knows, each after those that it knows."""
        if not self.state.is_shared:
            return ()
        covered: dict[int, int] = {}
        for name in known:
            position = self.batches.history.position(name)
            for line, place in () if position is None else position.known.items():
                covered[line] = max(place, covered.get(line, place))
        rows = self._connection.execute("SELECT name, line, place FROM batch ORDER BY number")
        return tuple(
            as_text(name) for name, line, place in rows if line not in covered or covered[line] < place
        )

    @in_dossier
    def waiting(self) -> tuple[WaitingBatch, ...]:
        """Return the batches that wait for others, for texts or for a newer program."""
        return self._waiting.all() if self.state.is_shared else ()

    @in_dossier
    def pieces_of(self, names: Iterable[str]) -> tuple[PieceName, ...]:
        """Return the texts, originals and pictures that some batches refer to."""
        found = self.pieces.of(self.batches.number(name) for name in names if self.batches.has(name))
        return self._without_removed(found)

    @in_dossier
    def missing_pieces(self) -> tuple[PieceName, ...]:
        """Return the pieces that a batch refers to, a waiting one too, and that are not here; texts first."""
        return self._without_removed(self.pieces.missing()) if self.state.is_shared else ()

    def _without_removed(self, names: tuple[PieceName, ...]) -> tuple[PieceName, ...]:
        removed = self.state.erased_originals()
        return tuple(name for name in names if name.sha256 not in removed) if removed else names

    @in_dossier
    def piece(self, name: PieceName) -> Piece | None:
        """Return a piece, None if it is not here or was removed."""
        return self.pieces.get(name) if self._without_removed((name,)) else None

    @in_dossier
    def conflicts(self) -> tuple[Conflict, ...]:
        """Return what is to be settled or known: where several desks wrote different things."""
        return self._conflicts.all() if self.state.is_shared else ()

    @in_dossier
    def written(self, key: Key, node: str = "") -> Written | None:
        """Return who wrote a value, or a node in it, last."""
        if not self.state.is_shared:
            return None
        marks = self.marks.value(key.collection, key.id).get(node)
        writes = [write for some in marks.writes.values() for write in some] if marks else []
        if not writes:
            return None
        last = max(writes, key=lambda write: (write.batch == "", write.rank))
        desk = self.batches.desk(self.batches.number(last.batch)) or self.desk
        moment = moment_of(last.clock) if last.clock >= _FIRST_MOMENT else ""
        return Written(last.author, moment, desk)

    def changed_at(self, key: Key) -> str | None:
        """Return when a value was last written (ISO 8601, UTC), None if it never was."""
        nodes = self.marks.value(key.collection, key.id).values()
        clocks = [write.clock for marks in nodes for some in marks.writes.values() for write in some]
        return moment_of(max(clocks)) if clocks else None

    def arrivals(self, after: int = 0) -> Iterator[Arrival]:
        """Yield the batches of other desks that were taken in after another one, by its number."""
        with dossier_errors(self.path):
            for row in self.batches.rows(after):
                if row.desk != self.desk:
                    acts = self.batches.batch(row.number).acts
                    yield Arrival(row.number, acts)

    @in_dossier
    def desks(self) -> tuple[Desk, ...]:
        """Return this desk and those that took part, with the removals for good that they have not confirmed."""
        if not self.state.is_shared:
            return ()
        removals = self.removals.ids()
        own = "" if self.is_elsewhere else self.desk
        desks = [
            Desk(
                row.desk,
                self.marks.latest_text(DESK, row.desk, "name"),
                row.name,
                row.taken,
                self._unconfirmed(row.desk, removals),
                row.desk == own,
            )
            for row in self.batches.last_rows()
        ]
        if not any(desk.is_own for desk in desks):
            desks.append(Desk(own, self.author, "", "", (), is_own=True))
        return tuple(desks)

    # Acts of this desk.

    def begin(self, act_named: ChangeSet, made: str = "", seal_at: int = SEAL_AT) -> OpenAct:
        """Begin an act of this desk, by default now; a copy of another desk's file becomes a separate desk before."""
        made = made or self._clock.now()
        self._claim(made)
        # A dossier that is opened without a session, to remove something for good, still knows who works at the desk.
        author = self.author or self.state.get("named").partition(" ")[2]
        begun = SharedAct(act_named.act, milliseconds(made), author, (), dict(act_named.parameters))
        act = OpenAct(self.writer, begun, made, self._rank_of, seal_at)
        named = f"{self.desk} {author}"
        if author and self.state.get("named") != named:
            act.write(FieldKey(DESK, self.desk, "", ""), [("", "name", author)])
            self.state.put("named", named)
        return act

    def apply(self, act: OpenAct, change_set: ChangeSet) -> Generator[tuple[()], None, dict[Key, Change]]:
        """Write the changes of an act, and the values that follow, in steps; return what has changed."""
        whole: dict[Key, Change] = {}
        for change in change_set.changes:
            before = whole[change.key].before if change.key in whole else change.before
            whole[change.key] = Change(key=change.key, before=before, after=change.after)
        for key, change in whole.items():
            if self._tables.one(key) != change.before:
                raise DossierError("changed-meanwhile", path=str(self.path), key=f"{key.collection} {key.id}")
        for key in sorted(whole, key=lambda key: key.collection != "article"):
            # Of a long briefing, the JSON takes as long as the comparison, which finds it in memory.
            self.values.as_json(key, whole[key].before)
            yield ()
            act.change(key, whole[key].before, whole[key].after)
            if key.collection == "topic":
                self._note_merger(act, key, whole[key].after, change_set.parameters.get(MERGED_INTO))
            yield ()
        changed = act.fold({key: change.after for key, change in whole.items()})
        self._tables.check_room(changed.values())
        return changed

    def _note_merger(self, act: OpenAct, key: Key, after: Value | None, into: str | None) -> None:
        """Record into which topic a removed one was merged, so that tags which others set meanwhile move there, too."""
        is_removed = after is None or (isinstance(after, Topic) and after.removed)
        wanted = into if is_removed and key.id != into else None
        if self.values.into(key.id) != wanted:
            act.write(key, [("", "into", wanted)])

    def push(
        self, change_set: ChangeSet, number: int | None = None
    ) -> Generator[tuple[()], None, tuple[int, dict[Key, Value | None]]]:
        """Write an act, or a slice of the one with a number, in steps; return its number and the new values."""
        act = self.begin(change_set)
        changed = yield from self.apply(act, change_set)
        if number is None or number != self.own.cursor or self.own.has_later(number, change_set.keys):
            number = self.own.push(change_set, act.states)
        else:
            self.own.grow(number, change_set, act.states)
        act.end()
        # Values that stayed as they were are reported, too: the window may show what the author wanted.
        wanted = {key: self._tables.one(key) for key in change_set.keys if key not in changed}
        return number, {**wanted, **values_after(changed)}

    def settle(self, conflict: Conflict, value: Json) -> dict[Key, Change]:
        """Write in an act what is to be in a field; return what has changed."""
        act_named = ChangeSet(act="settle", changes=())
        act = self.begin(act_named)
        key = stored_key(conflict.key.collection, conflict.key.id)
        node, name = conflict.key.node, conflict.key.field
        stored = self._tables.one(key) if name == "life" and not value else None
        if stored is not None and not node:
            act.change(key, stored, None)
        elif isinstance(stored, Briefing) and any(part.id == node for part in stored.walk()):
            # What others have put into the part would keep it.
            act.change(key, stored, remove_part(stored, node))
        else:
            act.write(key, [(node, name, value)])
        changed = act.fold({})
        self.own.push(act_named, act.states)
        act.end()
        return changed

    # Sharing.

    def share(
        self, last_made: Callable[[Key], str | None], on_progress: Progress = ignore_progress
    ) -> dict[Key, Change]:
        """Write everything that the dossier has as the first acts of its log, each value with the moment of its last act."""
        if not has_log(self._connection):
            add_log(self._connection)
        self.state.put("home", self._home)
        self.state.put(DESK, token_hex(8))
        keys = [(milliseconds(self._moment(key, last_made)), key) for key in self._all_keys()]
        keys.sort(key=lambda pair: pair[0])
        moment, named = self._clock.now(), ChangeSet(act="share-dossier", changes=())
        touched, done = Touched(), 0
        while done < len(keys):
            clock = keys[done][0]
            act = self.begin(named, moment_of(clock), SEAL_FIRST_AT)
            group = [key for one, key in keys[done : done + 500] if one == clock]
            for key in group:
                act.change(key, None, self._tables.one(key))
            touched.keys |= act.touched.keys
            act.end()
            done += len(group)
            on_progress(done / len(keys) * _WRITTEN)
        if not keys:
            # By a common first batch, desks know that they have the same dossier.
            self.begin(named, moment).end()
        changed = self.writer.fold(touched)
        self.state.put("clock", max(milliseconds(moment), self.state.number("clock")))
        self.seal(moment)
        return changed

    def remove_for_good(self, originals: Iterable[Original]) -> dict[Key, Change]:
        """Remove everything for good that was removed, here at once, and tell the other desks to do the same.

        The `originals` of articles that stay are removed, too.
        """
        # The batch of the removal keeps its writes, so what was done before must not be in it.
        moment = self._clock.now()
        self.seal(moment)
        act = self.begin(ChangeSet(act="remove-for-good", changes=()), moment)
        removal = self.removals.write(act, originals)
        self._write_confirmed(act, removal, self.state.get("moved").split())
        changed = act.fold({})
        act.end()
        name = self.seal(moment)
        assert name is not None
        touched = Touched()
        for removal in self.removals.in_batch(self.batches.batch(self.batches.number(name))):
            self.removals.carry_out(removal, name, touched)
            changed |= self.writer.fold(touched)
            self.removals.drop_pieces(removal)
        self.own.drop_all()
        return changed

    def unshare(self) -> None:
        """Delete the whole log: the dossier is used by one desk only from now on."""
        if has_log(self._connection):
            drop_log(self._connection)
        self.forget()

    def seal(self, made: str = "") -> str | None:
        """Seal the open batch, by default now, if it has acts; return its name."""
        made = made or self._clock.now()
        self._claim(made)
        return self.writer.seal(made)

    # Taking in.

    def read_ahead(self, batch: Batch) -> Iterator[None]:
        """Read in small steps what taking a batch in needs of texts: of articles, quoted in long briefings, and as they were."""
        ids: dict[str, set[str]] = {"article": set(), "briefing": set()}
        for write in chain.from_iterable(act.writes for act in batch.acts):
            ids.get(write.key.collection, set()).add(write.key.id)
        with dossier_errors(self.path):
            for article in sorted(ids["article"]):
                yield
                self.values.read_text(article)
            for briefing in sorted(ids["briefing"]):
                yield from self.values.read_passages(Key("briefing", briefing))
            yield from self.marks.read_wordings({write.key for act in batch.acts for write in act.writes})

    def take_in(self, batches: Iterable[Batch]) -> tuple[TakenIn, dict[Key, Change]]:
        """Take in batches of other desks, those first that wait; those whose past or texts are missing wait."""
        moment = self._clock.now()
        self.seal(moment)
        touched = Touched()
        removed: list[str] = []
        self._unfit, self._told = {}, {}
        pending: dict[str, Batch | None] = dict.fromkeys(self._waiting.names())
        for batch in batches:
            if not self.batches.has(batch.name):
                pending[batch.name] = batch
        coming = self._waiting.removals()
        coming |= {name: found for name, one in pending.items() if one and (found := removals_in(one))}
        progress = True
        while progress:
            progress = False
            for name in [*pending]:
                ready = self._ready(name, pending[name], coming)
                if ready is not None:
                    del pending[name]
                    coming.pop(name, None)
                    removed += self._integrate(ready, moment, touched)
                    progress = True
        for name, left in pending.items():
            if left is not None and name not in self._waiting.names():
                self._waiting.hold(left)
        changed = self.writer.fold(touched)
        self._tables.check_room(changed.values())
        lost = self._lost_excerpts(changed, removed)
        for removal in removed:
            self.removals.drop_pieces(removal)
            act = self.begin(ChangeSet(act="confirm-removal", changes=()), moment)
            self._write_confirmed(act, removal, (self.desk, *self.state.get("moved").split()))
            act.end()
            self.own.drop_all()
        told = TakenIn(
            waiting=self._waiting.all(),
            conflicts=tuple(conflict for some in self._told.values() for conflict in some),
            unfit=tuple(self._unfit),
            lost=lost,
        )
        return told, changed

    def _ready(
        self, name: str, batch: Batch | None, coming: Mapping[str, tuple[Removal, ...]]
    ) -> Batch | None:
        """Return a batch that can be taken in now, without what was removed for good, None if it must wait."""
        waiting = self._waiting.get(name)
        if waiting is not None:
            if (
                waiting.missing
                or waiting.is_newer
                or (waiting.texts and not coming and not self.removals.ids())
            ):
                return None
            batch = batch or self._waiting.batch(name)
        if batch is None or batch.rules > RULES or self.batches.history.missing(batch):
            return None
        # Nobody has the texts any more that were removed for good.
        whole = self.removals.blanked(batch)
        if all(self.pieces.has(piece) for piece in pieces_in(whole) if piece.kind == "text"):
            return whole
        # The batch that names a removal may itself wait for this one.
        left = self.removals.blanked(batch, (removal for some in coming.values() for removal in some))
        return (
            left if all(self.pieces.has(piece) for piece in pieces_in(left) if piece.kind == "text") else None
        )

    def _integrate(self, batch: Batch, made: str, touched: Touched) -> tuple[str, ...]:
        """Take in a batch, and return the ids of the removals for good that it names."""
        self._waiting.release(batch.name)
        self.batches.add(batch, made)
        groups: dict[tuple[str, str], list[tuple[str, str, StoredWrite]]] = {}
        for place, act in enumerate(batch.acts):
            for write in act.writes:
                if not write.blanked:
                    stored = StoredWrite(batch.name, place, act.clock, act.author, write.value)
                    groups.setdefault((write.key.collection, write.key.id), []).append(
                        (write.key.node, write.key.field, stored)
                    )
        for (collection, value_id), writes in groups.items():
            self.writer.put(collection, value_id, writes, touched, restored={})
        self.state.put("clock", max((self.state.number("clock"), *(act.clock for act in batch.acts))))
        removals = self.removals.in_batch(batch)
        for removal in removals:
            self.removals.carry_out(removal, batch.name, touched)
        return removals

    def _lost_excerpts(self, changed: Mapping[Key, Change], removals: Iterable[str]) -> dict[str, int]:
        """Return how many excerpts of articles that go for good each briefing loses, by the id of the briefing."""
        gone = {
            key.id
            for name in removals
            for key in self.removals.values_of(name)
            if key.collection == "article"
        }
        lost = {}
        for key, change in changed.items() if gone else ():
            if isinstance(change.before, Briefing) and isinstance(change.after, Briefing):
                left = {item.id for item in change.after.items}
                lost[key.id] = sum(
                    isinstance(item, Excerpt) and item.passage.article in gone and item.id not in left
                    for item in change.before.items
                )
        return {name: count for name, count in lost.items() if count}

    @staticmethod
    def _write_confirmed(act: OpenAct, removal: str, desks: Iterable[str]) -> None:
        for desk in desks:
            act.write(FieldKey(DESK, desk, "", ""), [(removal, CONFIRMED, 1)])

    # Desks.

    def _claim(self, made: str) -> None:
        """Become a desk of one's own if the file is a copy of another desk's; what was open there is sealed as its own."""
        if self.state.is_shared and self.state.get("home") != self._home:
            self.writer.seal(made)
            was_moved = self._file and self.state.get("file") == self._file
            moved = (self.desk, *self.state.get("moved").split()) if was_moved else ()
            self.state.put("moved", " ".join(moved[:_MOST_FORMER]))
            self.state.put("home", self._home)
            self.state.put("former", " ".join(self.all_desks[:_MOST_FORMER]))
            self.state.put(DESK, token_hex(8))
            self.state.put("prev", "")
            self.state.put("named", "")
            self.own.drop_all()
        if self.state.is_shared:
            self.state.put("file", self._file)

    @cached_property
    def _file(self) -> str:
        """A digest that identifies the file on its disk, so that a moved file is not taken for a copy; "" if unknown."""
        try:
            found = self.path.stat()
        except OSError:
            return ""
        return sha256(f"{found.st_dev} {found.st_ino}".encode()).hexdigest() if found.st_ino else ""

    @cached_property
    def _home(self) -> str:
        """A digest of where the file is, by which a copy is known as one."""
        place = "\0".join((platform.node(), str(Path.home()), str(self.path.resolve())))
        return sha256(place.encode(errors="surrogatepass")).hexdigest()

    def _unconfirmed(self, desk: str, removals: Sequence[str]) -> tuple[str, ...]:
        nodes = self.marks.value(DESK, desk)
        return tuple(
            removal
            for removal in removals
            if removal not in nodes and desk not in self.removals.desks_of(removal)
        )

    # Sharing.

    def _all_keys(self) -> Iterator[Key]:
        for collection in _ORDER:
            query = f"SELECT id FROM {collection} ORDER BY id"  # noqa: S608 - names of ours
            for (name,) in self._connection.execute(query).fetchall():
                yield Key(collection, as_text(name))

    def _moment(self, key: Key, last_made: Callable[[Key], str | None]) -> str:
        moment = last_made(key)
        if moment is None:
            value = self._tables.one(key)
            moment = str(getattr(value, "imported", "") or getattr(value, "created", ""))
        return moment

    def _note_fold(self, key: Key, folded: FoldedValue) -> None:
        if not folded.is_whole:
            self._unfit[key] = None
        self._told.pop(key, None)
        if folded.conflicts:
            self._told[key] = folded.conflicts
        self._conflicts.put(key, folded.conflicts)
