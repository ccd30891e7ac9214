"""Acts, undo and redo in steps, and the functions that are called with what each step has changed."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic, perf_counter, thread_time
from typing import Protocol, TypeVar

from briefbuilder.domain.changes import Change, ChangeSet, Key, Value
from briefbuilder.storage.database import Transaction, dossier_errors
from briefbuilder.storage.undo_log import ActTable, Held, Stored, UndoLog

T = TypeVar("T")

# Acts, undo and redo in steps keep the window responsive while thousands of articles change. All steps are one
# transaction: if the program stops before the last one, the dossier is unchanged. The store therefore lets
# nothing else write in between.

SINGLE_STEP_CHANGES = 6
"""The number of changes up to which an act is undone in one step; most acts have no more."""
_QUICK = 0.02
"""Seconds of the thread's time up to which the views follow such an act in the same step."""
Write = Callable[[Change, bytes | None], object]
Notify = Callable[[Mapping[Key, Value | None]], None]


class ActParts(Protocol):
    """One act that can be stored, undone or redone in parts, of which it has `size`.

    `left` is how many of its fields stay as they are, because another desk has changed them since.
    """

    number: int
    act: ChangeSet | None
    size: int
    left: int

    def parts(self) -> Iterator[Sequence[Change]]:
        """Write one part after the other; yield the changes of each, in the direction of the act itself."""

    def end(self) -> None:
        """Note that the whole act is written."""


class TurnedAct:
    """The undo (`back`) of the last act in force, or the redo of the act after it; see ActParts."""

    def __init__(self, acts: ActTable, *, back: bool) -> None:
        self._acts, self._back = acts, back
        self.number = acts.cursor if back else acts.cursor + 1
        self.act = acts.name(self.number)
        self.size = 0 if self.act is None else acts.size(self.number)
        self.left = 0

    def end(self) -> None:
        """See ActParts."""
        self._acts.move(self.number - 1 if self._back else self.number)


class LoggedAct(TurnedAct):
    """An act of an undo log; `stored` and `held` are those of `UndoLog.changes`, `write` stores a change."""

    def __init__(self, log: UndoLog, stored: Stored, held: Held, write: Write, *, back: bool) -> None:
        super().__init__(log, back=back)
        self._log, self._stored, self._held, self._write = log, stored, held, write

    def parts(self) -> Iterator[Sequence[Change]]:
        """See ActParts."""
        for stored in self._log.changes(self.number, self._stored, self._held, in_force=self._back):
            if self._back:
                self._write(stored.change.inverse(), stored.before)
                self._log.keep_added(self.number, stored)
            else:
                self._write(stored.change, stored.after)
            yield (stored.change,)


class NewAct:
    """A new act, which is stored part by part and named as its last part names it.

    `put` stores a part of the act with a number in steps, and returns the number.
    """

    def __init__(
        self,
        act: ChangeSet,
        parts: Iterable[ChangeSet],
        size: int,
        put: Callable[[ChangeSet, int | None], Generator[tuple[()], None, int]],
    ) -> None:
        self.number = 0
        self.act: ChangeSet | None = act
        self.size = size
        self.left = 0
        self._parts = parts
        self._put = put

    def parts(self) -> Iterator[Sequence[Change]]:
        """See ActParts."""
        number: int | None = None
        for part in self._parts:
            if part.changes:
                number = yield from self._put(part, number)
                self.act = replace(part, changes=())
            yield part.changes

    def end(self) -> None:
        """See ActParts."""


def finish_steps(steps: Generator[object, None, T]) -> T:
    """Return what steps return in the end, all done at once."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: T = end.value
            return found


class ActRun:
    """One act that is being stored, undone or redone, in steps; nothing else may be written until it is `done`.

    `notify` receives the new values by their keys after each step.
    """

    def __init__(
        self, path: Path, undoable: ActParts, transaction: Transaction, notify: Notify, *, back: bool
    ) -> None:
        self._path = path
        self._undoable = undoable
        self._transaction = transaction
        self._notify = notify
        self._back = back
        self.number = undoable.number
        self.done = self.act is None
        self.abandoned = False
        self._changes: list[Change] = []
        self._last_changes: Sequence[Change] = ()
        self._is_written = self._is_committed = self._is_settled = False
        self._parts: Iterator[Sequence[Change]] = iter(())
        if self.act is not None:
            transaction.begin()
            self._parts = undoable.parts()

    @property
    def act(self) -> ChangeSet | None:
        """The act without its changes; None if nothing can be undone or redone."""
        return self._undoable.act

    @property
    def is_small(self) -> bool:
        """Whether the act is written in a single step, so that it takes no time to finish it."""
        return self._undoable.size <= SINGLE_STEP_CHANGES

    @property
    def left(self) -> int:
        """How many fields of the act stay as they are, because another desk has changed them since."""
        return self._undoable.left

    @property
    def stored(self) -> bool:
        """Whether the whole act is stored, undone or redone."""
        return self.done and not self.abandoned

    def step(self, seconds: float | None = None) -> Sequence[Change]:
        """Continue for some time, or to the end if `seconds` is None; return the changes of this step.

        Raises DossierError if the file cannot be written; the dossier is then as it was before the first step.
        """
        with dossier_errors(self._path):
            changes = self._step(seconds)
        self._changes += changes
        self._last_changes = changes or self._last_changes
        if changes or self.done:
            # The last ones are reported again at the end: what may be done now, such as undo, depends on that.
            # If one value changes several times, the last change gives its present value.
            self._notify(_present_values(self._last_changes, back=self._back))
        return changes

    def finish(self) -> ChangeSet | None:
        """Continue to the end; return the act as it was applied, or None if there was none."""
        if not self.done:
            self.step()
        if self.act is None:
            return None
        changes = reversed(self._changes) if self._back else self._changes
        return ChangeSet(act=self.act.act, changes=tuple(changes), parameters=self.act.parameters)

    def abandon(self) -> None:
        """Restore everything as it was before the first step, unless it is stored."""
        if self._is_settled:
            self.done = True
        if not self.done:
            self.done = self.abandoned = True
            self._transaction.rollback()
            if self._changes:
                self._notify(_present_values(tuple(reversed(self._changes)), back=not self._back))

    def _step(self, seconds: float | None) -> Sequence[Change]:
        is_small, begun = self.is_small, thread_time()
        until = float("inf") if seconds is None or is_small else perf_counter() + seconds
        changes: list[Change] = []
        complete = False
        try:
            while not self._is_written:
                part = next(self._parts, None)
                self._is_written = part is None
                changes += part or ()
                if perf_counter() >= until:
                    break
            # Storing waits for the disk, and the views take long to follow: each has its own step.
            if self._is_settled:
                self.done = True
            elif self._is_written and (seconds is None or is_small or not changes):
                if not self._is_committed:
                    self._commit()
                self._is_settled = self._transaction.settle(None if is_small else seconds)
                is_quick = is_small and thread_time() - begun < _QUICK
                self.done = self._is_settled and (seconds is None or is_quick)
            complete = True
        finally:
            if not complete:
                self.abandon()
        return changes

    def _commit(self) -> None:
        self._undoable.end()
        self._transaction.commit(is_settled=False)
        self._is_committed = True


def _present_values(changes: Sequence[Change], *, back: bool) -> dict[Key, Value | None]:
    return {change.key: change.before if back else change.after for change in changes}


# Listeners.

Listener = Callable[[frozenset[Key]], None]

_LEAST_PAUSE = 0.2
"""Seconds between two notifications of an act in steps: views would take most of its time."""
_PAUSES = 4
"""How many times as long the pause is at least as the notification before it took."""


class Listeners:
    """Calls functions with the keys of what has changed, at once or together with what changes next."""

    def __init__(self) -> None:
        self._listeners: dict[object, tuple[Listener, Callable[[], None]]] = {}
        self._depth = 0
        self._pending: frozenset[Key] = frozenset()
        self._pause_ends = 0.0

    @property
    def is_notifying(self) -> bool:
        """Whether a listener is being called, so that others may not know of the last change yet."""
        return self._depth > 0

    def add(self, listener: Listener, followed: Callable[[], None] = lambda: None) -> Callable[[], object]:
        """Have a listener called, and `followed` when all listeners know of a change; return what ends both.

        A listener may end itself, add others, or cause another change, while it is called.
        """
        token = object()
        self._listeners[token] = (listener, followed)
        return lambda: self._listeners.pop(token, None)

    def notify(self, keys: frozenset[Key]) -> None:
        """Call every listener with these keys and those that were put off, unless there are neither."""
        keys, self._pending = keys | self._pending, frozenset()
        if not keys:
            return
        begun = monotonic()
        self._depth += 1
        try:
            for token, (listener, _) in tuple(self._listeners.items()):
                if token in self._listeners:
                    listener(keys)
        finally:
            self._depth -= 1
        if not self.is_notifying:
            for _, followed in tuple(self._listeners.values()):
                followed()
        ended = monotonic()
        self._pause_ends = ended + max(_LEAST_PAUSE, _PAUSES * (ended - begun))

    def put_off(self, keys: frozenset[Key]) -> None:
        """Tell these keys with the next ones."""
        self._pending |= keys

    def begin_steps(self) -> None:
        """Put the first notification of an act in steps off, so that a short act only notifies at its end."""
        self._pause_ends = max(self._pause_ends, monotonic() + _LEAST_PAUSE)

    def notify_step(self, keys: frozenset[Key], *, is_last: bool) -> None:
        """Notify of the last step of an act, and put off what another one changed until `notify_due`."""
        self.put_off(keys)
        if is_last:
            self.notify(frozenset())

    def notify_due(self) -> bool:
        """Notify of what was put off, unless the listeners were called a moment ago; return whether they were called now."""
        is_due = bool(self._pending) and monotonic() >= self._pause_ends
        if is_due:
            self.notify(frozenset())
        return is_due


def values_after(changes: Mapping[Key, Change]) -> dict[Key, Value | None]:
    """Return the values after some changes."""
    return {key: change.after for key, change in changes.items()}
