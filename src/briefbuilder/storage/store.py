"""One open dossier file: reads values, applies change sets in one transaction each, and notifies listeners."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import ExitStack, suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefbuilder.domain.changes import ArticleRecord, Change, ChangeSet, Key, Value
from briefbuilder.domain.errors import DossierError, ExchangeError
from briefbuilder.domain.export_record import ExportRecord, LaidOutPages
from briefbuilder.domain.progress import Progress, ignore_progress
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.storage.acts import (
    ActParts,
    ActRun,
    Listeners,
    LoggedAct,
    NewAct,
    finish_steps,
    values_after,
)
from briefbuilder.storage.blobs import PreparedArticle
from briefbuilder.storage.cache import HeldContent
from briefbuilder.storage.database import Transaction, dossier_errors, password_of
from briefbuilder.storage.dossier_reader import DossierReader
from briefbuilder.storage.export_records import ExportRecords
from briefbuilder.storage.facts import PreparedFacts, has_same_text
from briefbuilder.storage.file_guard import FileGuard, remove_empty_journal
from briefbuilder.storage.projections import is_index_current
from briefbuilder.storage.purge import Contents, compact, copy_database, purge, save_copy
from briefbuilder.storage.undo_log import UndoLog
from briefbuilder.system.clock import Clock
from briefbuilder.system.files import PrivateFolder
from briefbuilder.system.locks import Lock

if TYPE_CHECKING:
    # Most dossiers are not shared: for the others, `Store.shared` imports what they need.
    from briefbuilder.exchange.merge import Conflict
    from briefbuilder.exchange.records import Batch, Json
    from briefbuilder.storage.own_acts import OwnActs
    from briefbuilder.storage.shared_acts import RankOf
    from briefbuilder.storage.shared_log import SharedLog, TakenIn
    from briefbuilder.storage.shared_pieces import Piece

Stored = Callable[[Mapping[Key, Value | None]], None]

_MOST_AHEAD = 4 * 1024 * 1024
"""The most bytes of articles that wait for their act; all of them stay in SQLite's cache, and so out of the file."""


class Store(DossierReader):
    """An open dossier; used from the thread that opened it.

    `notices` is what the user should know about the opening, and `clock` gives the moments of acts. `check_act` is handed
    each act, and each part of one, before it is stored, and may refuse it by raising a BriefbuilderError. `on_stored` is
    handed the new values (None if one is gone) as soon as they are stored, before the listeners.
    If an act in steps is running, every method that writes finishes it first.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        lock: Lock | None,
        scratch: PrivateFolder | None = None,
    ) -> None:
        """Take an open connection, and the lock, or (read-only) a temporary folder to remove in the end."""
        super().__init__(connection, path)
        self._lock = lock
        self._guard: FileGuard | None = None
        self._scratch = scratch
        self.read_only_code = "dossier-read-only"
        self.notices: tuple[DossierError, ...] = ()
        self._log = UndoLog(connection)
        self.contents = Contents(connection, path, self._blobs, self.facts)
        self.exports = ExportRecords(connection, path)
        self.clock = Clock()
        self._order = Clock()
        self._shared: SharedLog | None = None
        self._transaction = Transaction(connection, self._forget)
        self._act_run: ActRun | None = None
        self._growing: int | None = None
        self._kept: set[str] = set()
        self._kept_bytes = 0
        self._closed = False
        self.listeners = Listeners()
        """Who is notified of the keys of what changed, after each act."""
        self.rank_of: RankOf = lambda _briefing, _level: 0
        """The rank of a level of marking by a briefing's template; `shared` uses the one that is set before it."""
        self.check_act: Callable[[ChangeSet], None] = lambda _act: None
        self.on_stored: Stored = lambda _values: None

    @property
    def shared(self) -> SharedLog:
        """The log of a shared dossier."""
        if self._shared is None:
            from briefbuilder.storage.shared_acts import SharedWriter
            from briefbuilder.storage.shared_log import SharedLog

            writer = SharedWriter(
                self._connection, self._shared_state, self._tables, self._blobs, self._write
            )
            self._shared = SharedLog(self.path, writer, self.clock, self.rank_of)
        return self._shared

    @property
    def password(self) -> str | None:
        """The password of an encrypted dossier, None if it is not encrypted."""
        return password_of(self._connection)

    @property
    def read_only(self) -> bool:
        """Whether every act is refused: the file was opened read-only, or it is no longer at its path."""
        return self._lock is None or self.lost is not None

    @property
    def lost(self) -> DossierError | None:
        """Why nothing more can be stored in a dossier that was opened for writing; None as long as it can."""
        return None if self._guard is None else self._guard.lost

    @property
    def has_content(self) -> bool:
        """Whether the content is still in the file that is open, wherever that is: it was not overwritten."""
        return self._guard is None or self._guard.keeps_content

    def use_guard(self, guard: FileGuard, *, is_marked: bool) -> None:
        """Ask a guard for the file from now on, and close it with the store; `is_marked` as in Transaction."""
        self._guard = guard
        self._transaction.use_guard(guard)
        self._transaction.is_marked = is_marked

    def call_when_lost(self, listener: Callable[[], None]) -> None:
        """Have a function called, even in the middle of an act, when nothing more can be stored (see `lost`)."""
        if self._guard is not None:
            self._guard.on_lost = listener

    def changed_at(self, key: Key) -> str | None:
        """Return when a value was last changed (ISO 8601, UTC), None if no act did."""
        with dossier_errors(self.path):
            return self.shared.changed_at(key) if self.is_shared else self._log.last_made(key)

    def next_moment(self) -> str:
        """Return the moment of an import or a new briefing (ISO 8601, UTC): after all others, also if the clock was set back."""
        with dossier_errors(self.path):
            (imported,) = self._connection.execute("SELECT max(imported) FROM article").fetchone()
        for moment in (imported, *(briefing.created for briefing in self.briefings())):
            self._order.continue_after(str(moment))
        return self._order.now()

    # Changing.

    def keep(self, prepared: PreparedArticle) -> None:
        """Store an article's text, original and pictures ahead of the act that imports it.

        It is stored with the next act, or before, if much is waiting. What no act refers to is dropped when the dossier
        is closed.
        """
        self._prepare_to_write()
        with dossier_errors(self.path), ExitStack() as undo:
            if self._transaction.begin_ahead():
                self._kept_bytes = 0
            undo.callback(self._transaction.discard_ahead)
            self._blobs.keep(prepared)
            self._projections.expect(prepared)
            self._kept |= {prepared.record.text, prepared.record.original.sha256}
            self._kept_bytes += prepared.rows.size
            if self._kept_bytes > _MOST_AHEAD:
                self._transaction.end_ahead()
            undo.pop_all()

    def drop_kept(self) -> None:
        """Drop what was kept for an act that does not come."""
        self.finish_act()
        self._projections.prepared.clear()
        if self._kept:
            self._check_writable()
            with dossier_errors(self.path), self._transaction:
                self._blobs.purge(self._kept)
            self._kept.clear()

    def keep_export(self, record: ExportRecord) -> None:
        """Store what an export said; this is not an act, and cannot be undone. Raises as `apply` does."""
        self._prepare_to_write()
        with dossier_errors(self.path), self._transaction:
            self.exports.write(record)

    def keep_pages(self, briefing: str, audience: str | None, pages: LaidOutPages) -> None:
        """Store what the pages of a briefing say for a recipient; as `keep_export` does."""
        self._prepare_to_write()
        with dossier_errors(self.path), self._transaction:
            self.exports.write_pages(briefing, audience, pages)

    def keep_facts(self, found: Iterable[tuple[ArticleRecord, PreparedFacts]]) -> None:
        """Store what some articles state; this is not an act. Those that have another text by now are left out.

        While an act in steps is running, nothing is stored. Raises as `apply` does.
        """
        if self.act_running:
            return
        self._check_writable()
        with dossier_errors(self.path), self._transaction:
            for record, facts in found:
                current = self.record(record.id)
                if current is not None and has_same_text(current, record):
                    self.facts.put(record.id, facts)

    def keep_text_facts(self, found: Mapping[bytes, PreparedFacts], replaced: Iterable[bytes] = ()) -> None:
        """Store what own texts state by their digests, in place of what is `replaced`; as `keep_facts` does."""
        if found and not self.act_running:
            self._check_writable()
            with dossier_errors(self.path), self._transaction:
                self.text_facts.put(found, replaced)

    def apply(self, change_set: ChangeSet) -> None:
        """Store an act whole or not at all, then notify the listeners; an act without effect is ignored.

        Acts that could be redone before no longer can.

        Raises:
            DossierError: "changed-meanwhile" if a value differs from the act's `before`, "dossier-read-only",
                or what the disk says. Nothing is changed then.
            BriefbuilderError: What `check_act` raises.
        """
        effective = change_set.without_empty_changes()
        if not effective.changes:
            return
        if self.act_running:
            self.finish_act()
            self._check_articles(effective)
        self._check_writable()
        self.check_act(effective)
        values: Mapping[Key, Value | None] = effective.values_after
        with dossier_errors(self.path), self._transaction:
            self._blobs.keep_pictures(effective.pictures)
            if self.is_shared:
                _, values = finish_steps(self.shared.push(effective))
            else:
                self._push(effective)
        self._release_kept(effective)
        self._announce(values)

    def begin(self, act: ChangeSet, parts: Iterable[ChangeSet], size: int) -> ActRun:
        """Begin to store a large act, of which `parts` yields about `size`; the caller runs the steps.

        The first step reads the first part, and the last part gives the act its name. Raises as `apply` does.
        """
        self._prepare_to_write()
        turn = NewAct(act, parts, size, self._put_part)
        run = ActRun(self.path, turn, self._transaction, self._announce_step, back=False)
        self.listeners.begin_steps()
        self._act_run = run
        return run

    def grow(self, change_set: ChangeSet, *, first: bool) -> bool:
        """Store one slice of an act that comes in slices; the `first` slice begins it.

        All slices are one act, named as the last slice names it, as long as no other act touches the same values;
        otherwise a new act begins. Slices only add, so listeners are notified later: by `announce_slices`, or with the
        next act. Return False, with nothing stored, if the act was undone since the slice before. Raises as
        `apply` does.
        """
        effective = change_set.without_empty_changes()
        self._prepare_to_write()
        if self._growing is None and not first:
            return False
        self.check_act(effective)
        values: Mapping[Key, Value | None] = effective.values_after
        with dossier_errors(self.path), self._transaction:
            number = None if first else self._growing
            if self.is_shared:
                self._growing, values = finish_steps(self.shared.push(effective, number))
            elif number is None or self._log.has_later(number, effective.keys):
                self._growing = self._push(effective)
            else:
                raw = [self._write(change) for change in effective.changes]
                self._log.grow(number, effective, raw)
        self._release_kept(effective)
        self._update_caches(values)
        self.listeners.put_off(frozenset(values))
        return True

    @property
    def can_grow(self) -> bool:
        """Whether the act that came in slices last can take another slice: it was not undone."""
        return self._growing is not None

    def announce_slices(self) -> None:
        """Notify the listeners of the slices stored since they were last notified."""
        self.listeners.notify(frozenset())

    # Undo.

    def undo(self) -> ChangeSet | None:
        """Undo the last act and return it, None if nothing can be undone."""
        return self.begin_undo().finish()

    def redo(self) -> ChangeSet | None:
        """Redo the act that was last undone and return it, None if nothing can be redone."""
        return self.begin_undo(back=False).finish()

    def begin_undo(self, *, back: bool = True) -> ActRun:
        """Begin to undo the last act, or (`back` false) to redo the act last undone; the caller runs the steps."""
        self._prepare_to_write()
        with dossier_errors(self.path):
            turn = self._undoable(back=back)
            run = ActRun(self.path, turn, self._transaction, self._announce_step, back=back)
        if back and run.number == self._growing:
            self._growing = None
        self.listeners.begin_steps()
        self._act_run = run
        return run

    @property
    def act_running(self) -> bool:
        """Whether an act, an undo or a redo in steps has begun and is not finished."""
        return self._act_run is not None and not self._act_run.done

    def finish_act(self) -> None:
        """Finish an act, an undo or a redo in steps if one is running."""
        run, self._act_run = self._act_run, None
        if run is not None:
            run.finish()

    @property
    def undo_name(self) -> ChangeSet | None:
        """The act that undo would take back, without its changes: for a menu, however large the act is."""
        with dossier_errors(self.path):
            return self._acts.name(self._acts.cursor)

    @property
    def redo_name(self) -> ChangeSet | None:
        """The act that redo would apply again, without its changes."""
        with dossier_errors(self.path):
            return self._acts.name(self._acts.cursor + 1)

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return self.undo_name is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an act to redo."""
        return self.redo_name is not None

    # Sharing with other desks.

    def share(self, on_progress: Progress = ignore_progress) -> None:
        """Begin the log by which several desks share the dossier; nothing from before can be undone from then on.

        A dossier that is shared already stays as it is. `on_progress` receives the share that is done, and may raise an
        error: nothing is changed then. Raises as `apply` does.
        """
        self._prepare_to_write()
        if self.is_shared:
            return
        self._growing = None
        with dossier_errors(self.path), self._transaction:
            changed = self.shared.share(self._log.last_made, on_progress)
            self._log.clear()
            self._blobs.purge(name for name in self._blobs.unused() if name not in self._kept)
        self._announce(values_after(changed))

    def seal(self) -> str | None:
        """Seal the acts that no other desk has yet into a batch, and return its name; None if there are none."""
        self._check_shared()
        with dossier_errors(self.path), self._transaction:
            return self.shared.seal()

    def keep_pieces(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """Store texts, originals and pictures from other desks; return those that are not what their names say.

        What no batch refers to in the end is dropped when the dossier is closed. Raises as `apply` does.
        """
        self._check_shared()
        with dossier_errors(self.path), self._transaction:
            refused = []
            for piece in pieces:
                if self.shared.pieces.keep(piece):
                    self._kept.add(piece.sha256)
                else:
                    refused.append(piece)
        return tuple(refused)

    def take_in(self, batches: Iterable[Batch]) -> TakenIn:
        """Take in batches of other desks, whole or not at all, and notify the listeners.

        Those that wait for others, or for texts (see `keep_pieces`), are kept until these have come; without `batches`,
        those are taken in that wait no longer. Acts that were prepared before must be prepared again if they fail with
        "changed-meanwhile". Raises as `apply` does.
        """
        self._check_shared()
        with dossier_errors(self.path), self._transaction:
            taken, changed = self.shared.take_in(batches)
        self._announce(values_after(changed))
        return taken

    def settle(self, conflict: Conflict, choice: Literal["standing"] | int | list[Json]) -> None:
        """Settle what several desks wrote: let it stand, take one of the others by its index, or write other blocks.

        It is an act, which can be undone and goes to the other desks. An article that is to be removed goes with its
        tags and excerpts. Raises as `apply` does.
        """
        self._check_shared()
        standing = conflict.standing if choice == "standing" else choice
        value = conflict.others[choice].value if isinstance(choice, int) else standing
        record = self.record(conflict.key.id) if conflict.key.collection == "article" else None
        if record is not None and conflict.key.field == "life" and not value:
            changes = tuple(chain.from_iterable(self.removal_of([record.id])))
            self.apply(ChangeSet(act="settle", changes=changes))
            return
        with dossier_errors(self.path), self._transaction:
            changed = self.shared.settle(conflict, value)
        self._announce(values_after(changed))

    # Removing for good, and copying.

    def purge(self, on_progress: Progress = ignore_progress) -> None:
        """Remove for good everything that was removed, with the undo history; see `storage.purge`.

        If the dossier is shared, the other desks are asked to do the same.
        """
        self.drop_kept()
        self._check_writable()
        self._growing = None
        changed: Mapping[Key, Change] = {}
        mixed = self.contents.mixed_originals(self.articles())
        with dossier_errors(self.path):
            if self.is_shared:
                on_progress(0.0)
                with self._transaction:
                    changed = self.shared.remove_for_good(mixed)
                # The other desks will be informed: it is too late to cancel.
                on_progress = ignore_progress
            purge(self._connection, self._transaction, on_progress, mixed)
            self._note_compact()
        self._announce(values_after(changed))

    def unshare(self) -> None:
        """Delete the log of a shared dossier and the originals that hold removed articles; values stay. Raises as `apply` does."""
        self._prepare_to_write()
        mixed = self.contents.mixed_originals(self.articles())
        with dossier_errors(self.path), self._transaction:
            self.shared.unshare()
            self._blobs.drop_originals(original.sha256 for original in mixed)

    def copy_to(self, path: Path, on_progress: Progress = ignore_progress) -> None:
        """Copy the whole file, its history included, to a new file."""
        self.finish_act()
        with dossier_errors(self.path):
            self._transaction.end_ahead()
            copy_database(self._connection, path, on_progress)

    def save_copy(self, path: Path) -> None:
        """Write what is open to a file, which is replaced if it exists; works as long as `has_content`."""
        if self.lost is None:
            self.finish_act()
        else:
            self._abandon_act()
        with dossier_errors(path):
            if self.lost is None:
                self._transaction.end_ahead()
            else:
                self._transaction.discard_ahead()
            save_copy(self._connection, path)

    def held(self) -> HeldContent:
        """Return what is in memory; nothing is read from the file."""
        texts = self._blobs.decoded.held()
        return HeldContent(values=self._caches.held(texts), texts=texts, password=self.password)

    # The file.

    def check_file(self) -> None:
        """Raise a DossierError of LOST_CODES if the file was moved, replaced, deleted or overwritten; costs a stat."""
        if self._guard is not None and not self._closed:
            self._guard.check()

    def close(self) -> None:
        """Close the file; nothing but the file itself is left behind. A second call does nothing.

        Raises DossierError if the disk refuses what is left to do. The file is closed all the same, and every act is in
        it.
        """
        if self._closed:
            return
        with ExitStack() as stack:
            stack.enter_context(dossier_errors(self.path))
            # Called in reverse order.
            if self._scratch is not None:
                stack.callback(self._scratch.remove)
            if self._lock is not None:
                stack.callback(self._lock.release)
            stack.callback(lambda: remove_empty_journal(self.path) if self.lost is not None else None)
            if self._guard is not None:
                stack.callback(self._guard.close)
            stack.callback(self._connection.close)
            self._closed = True
            self._end_transactions()

    def _end_transactions(self) -> None:
        """Finish an act in steps, drop what no act refers to, and remove the journal."""
        if self._guard is not None:
            with suppress(DossierError):
                self._guard.check()
        if self.lost is not None:
            # SQLite would remove a journal by its name, which may be that of another file's journal by now.
            self._abandon_act()
            self._transaction.discard_ahead()
            return
        self.finish_act()
        if self._kept and not self.read_only:
            with self._transaction:
                self._blobs.purge(self._kept)
        self._transaction.end_ahead()
        self._compact()
        if self._transaction.is_marked:
            self._transaction.mark_closed()
        if self._lock is not None:
            self._connection.execute("PRAGMA journal_mode = DELETE")

    def _compact(self) -> None:
        """Rewrite the file if another desk removed something for good; else some of it would be left in free pages."""
        if not self.read_only and self.is_shared and self._shared_state.get("compact"):
            compact(self._connection, self._transaction)
            self._note_compact()

    def _note_compact(self) -> None:
        if self.is_shared:
            with self._transaction:
                self._shared_state.put("compact", "")

    def _abandon_act(self) -> None:
        run, self._act_run = self._act_run, None
        if run is not None:
            run.abandon()

    def is_current(self) -> bool:
        """Return whether the index was built by the rules in force."""
        with dossier_errors(self.path):
            return is_index_current(self._connection)

    def refresh(self, *, purge: bool, on_progress: Progress = ignore_progress) -> None:
        """Rebuild the index if its rules have changed, and `purge` what an interrupted import left."""
        with dossier_errors(self.path), ExitStack() as stack:
            # During a migration, its one transaction includes this.
            if not self._connection.in_transaction:
                stack.enter_context(self._transaction)
            if not is_index_current(self._connection):
                self._projections.rebuild(on_progress)
            if purge and (unused := self._blobs.unused()):
                self._blobs.purge(unused)

    @property
    def _acts(self) -> UndoLog | OwnActs:
        """The acts that can be undone and redone."""
        return self.shared.own if self.is_shared else self._log

    def _undoable(self, *, back: bool) -> ActParts:
        if not self.is_shared:
            return LoggedAct(self._log, self._tables.raw, self._caches.in_memory, self._write, back=back)
        from briefbuilder.storage.own_acts import OwnAct

        return OwnAct(self.shared.own, self.shared.begin, back=back)

    def _check_shared(self) -> None:
        self._prepare_to_write()
        if not self.is_shared:
            raise ExchangeError("exchange-not-shared", path=str(self.path))

    def _forget(self) -> None:
        """Forget what was read in a transaction that was discarded."""
        self._projections.index.vocabulary.added.clear()
        self._shared_state.forget()
        if self._shared is not None:
            self._shared.forget()

    def _push(self, change_set: ChangeSet) -> int:
        hashes, articles = self._log.drop_tail()
        for key in (Key("article", article) for article in articles):
            if not self._log.mentions(key) and self._tables.one(key) is None:
                self.facts.drop(key.id)
                self._numbers.forget(key.id)
        raw = [self._write(change) for change in change_set.changes]
        self._tables.check_room(change_set.changes)
        number = self._log.push(change_set, raw, self.clock.now())
        # The new act may show or remove again what only the dropped acts had.
        self._blobs.purge(set(hashes) - self._kept)
        return number

    def _put_part(self, part: ChangeSet, number: int | None) -> Generator[tuple[()], None, int]:
        """Write a part of an act in steps; the first part has no number yet; return the number of the act."""
        self.check_act(part)
        self._blobs.keep_pictures(part.pictures)
        if self.is_shared:
            return (yield from self.shared.push(part, number))[0]
        if number is not None:
            self._log.grow(number, part, [self._write(change) for change in part.changes])
        return self._push(part) if number is None else number

    def _release_kept(self, change_set: ChangeSet) -> None:
        """Forget what was kept for an act that is stored now."""
        if any(change.key.collection == "article" for change in change_set.changes):
            self._projections.prepared.clear()
        for change in change_set.changes:
            if isinstance(change.after, ArticleRecord):
                self._kept -= {change.after.text, change.after.original.sha256}

    def _write(self, change: Change, raw: bytes | None = None) -> tuple[bytes | None, bytes | None]:
        if isinstance(change.after, ArticleRecord) and change.after.text in self._kept:
            # SQLite discards what was kept if the disk was full at another act.
            self._blobs.check_text(change.after.text)
        written = self._tables.write(change, raw)
        self._projections.update(change)
        return written

    def _prepare_to_write(self) -> None:
        self.finish_act()
        self._check_writable()

    def _check_writable(self) -> None:
        self.check_file()
        if self.read_only:
            raise DossierError(self.read_only_code, path=str(self.path))

    def _check_articles(self, change_set: ChangeSet) -> None:
        """Refuse tags and judgements on an article that was removed after the act was asked for."""
        for after in (change.after for change in change_set.changes):
            article = after.passage.article if isinstance(after, Tag) else None
            article = after.article if isinstance(after, Judgement) else article
            if article is not None and self.value(Key("article", article)) is None:
                raise DossierError("changed-meanwhile", path=str(self.path), key=f"article {article}")

    def _announce_step(self, values: Mapping[Key, Value | None]) -> None:
        self._update_caches(values)
        self.listeners.notify_step(frozenset(values), is_last=not self.act_running)

    def _announce(self, values: Mapping[Key, Value | None]) -> None:
        if values:
            self._update_caches(values)
            self.listeners.notify(frozenset(values))

    def _update_caches(self, values: Mapping[Key, Value | None]) -> None:
        self._caches.update(values)
        self.on_stored(values)
