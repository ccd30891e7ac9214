"""One round with a place of exchange: what this desk has goes there, what the others wrote there comes here.

    outgoing = prepare_round(session, key, before)     on the session's thread
    arrived = run_round(outgoing, place, stop)         on a job's thread, which never sees the session
    while take_in_step(session, arrived): …            on the session's thread, one batch a step
    report_round(session, arrived)

`before` is what the round before returned. A round is short: it carries a few megabytes either way, and says whether
there is more. It can be stopped and repeated at any point, because a batch that is written or taken in twice is one.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from briefbuilder.app.exchange.payload import (
    MOST_BATCHES,
    MOST_CARRIED,
    Carrier,
    Cleaning,
    PackedBatch,
    clocks_ahead,
    next_cleaning,
    parents_first,
    place_name,
)
from briefbuilder.app.exchange.secrecy import (
    HouseKey,
    pack_piece,
    unpack_piece,
    unwrap,
    wrap,
)
from briefbuilder.domain.errors import CancelledError, ExchangeError
from briefbuilder.domain.progress import Stop
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import RULES, Batch, decode_batch
from briefbuilder.storage.shared_acts import milliseconds
from briefbuilder.storage.shared_pieces import Piece, pieces_in

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.domain.changes import Key
    from briefbuilder.storage.shared_log import TakenIn

_MOST_STEP = 1024 * 1024
"""Bytes of pieces that one step keeps; the last piece may exceed it."""
_OF_KEYS = {"exchange-key-needed", "exchange-key-other", "exchange-not-encrypted"}
"""The errors that speak of the house key."""
_MOST_PIECES = 200
"""Missing pieces that a round looks for."""


@value
class PlaceReport:
    """What a place says at the end of a round.

    `passed_over` counts files that are not batches, such as cut, foreign and conflicted copies. `wanted` are the names of
    batches and pieces that other desks cannot read there.
    """

    passed_over: int = 0
    wanted: frozenset[str] = frozenset()


class ExchangePlace(Protocol):
    """A shared folder or a server, as one desk uses it: on a job's thread, never with the dossier.

    What is written there may be encrypted, so a place cannot check it. Every method raises ExchangeError("place-lost")
    if the place cannot be used now. Names are 64 hexadecimal digits.
    """

    def batch_names(self) -> Sequence[str]:
        """Return the names there, roughly in the order in which they were written; a place keeps what it has listed."""

    def read_batch(self, name: str) -> bytes:
        """Return a batch as it was written; raises ExchangeError if it is damaged."""

    def write_batch(self, name: str, desk: str, data: bytes) -> None:
        """Write a batch for this desk; if it is there already and whole, nothing happens."""

    def has_piece(self, name: str) -> bool:
        """Return whether a piece is there."""

    def read_piece(self, name: str) -> bytes | None:
        """Return a piece as it was written, None if it is not there."""

    def write_piece(self, name: str, data: bytes) -> None:
        """Write a piece, in the place of one of that name."""

    def blank_batch(self, name: str, data: bytes, desks: Collection[str]) -> bool:
        """Put a batch without what was removed for good in place of this desk's; return whether this desk may do that.

        `desks` are the ids of this desk, also of when its file lay elsewhere.
        """

    def remove_piece(self, name: str) -> bool:
        """Remove a piece for good; return whether it was there and this desk may do that."""

    def finish(self, desk: str, unreadable: Iterable[str]) -> PlaceReport:
        """End a round: tell the other desks what this one could not read, and return what they told."""


@value
class Outgoing:
    """What a round needs of the dossier: the names of its batches, and the bytes of those that may have to be written.

    The `sealed` batches are taken in, `last` is the number of the last; the `waiting` ones follow on others, the `awaited`.
    `carried` has each batch after the pieces that it refers to. `missing` are the pieces that lack, `searches` those to look
    for. `now` and `highest` are milliseconds since 1970: the moment, and the highest clock of acts that are known. `joins`
    says that the place may have nothing in common with the dossier. `desks` are the ids of this `desk`, with those that it had
    before its file was moved.
    """

    desk: str
    desks: tuple[str, ...]
    last: int
    sealed: frozenset[str]
    waiting: frozenset[str]
    awaited: frozenset[str]
    carried: tuple[PackedBatch | Piece, ...]
    missing: tuple[str, ...]
    searches: tuple[str, ...]
    now: int
    highest: int
    key: HouseKey | None
    joins: bool
    more: bool
    answered: frozenset[str]
    cleaning: Cleaning
    before: Arrived


@dataclass(slots=True, kw_only=True)
class Arrived:
    """What a round read, which `take_in_step` takes away piece by piece, and what the next round goes on from."""

    highest: int
    last: int = 0
    sealed: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()
    """What the dossier had and lacked when the round began."""
    read: frozenset[str] = frozenset()
    """The batches that were read."""
    is_bringing: bool = False
    """Whether anything was read."""
    pieces: deque[Piece] = field(default_factory=deque)
    batches: deque[Batch] = field(default_factory=deque)
    more: bool = False
    """Whether another round should follow at once."""
    problem: ExchangeError | None = None
    """Why the round ended early; what had been read by then is here."""
    lacking: frozenset[str] = frozenset()
    """Batches of this desk that the place does not have."""
    there: frozenset[str] = frozenset()
    """Pieces that are known to be at the place."""
    wanted: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    """What others want, and what of that was looked for already."""
    held_back: frozenset[str] = frozenset()
    """Batches that a newer program wrote."""
    cleaning: Cleaning = field(default_factory=Cleaning)
    """How far the place is cleaned of what was removed for good."""
    searched: int = 0
    """Missing pieces that were looked for, over all rounds."""
    written: int = 0
    written_pieces: int = 0
    damaged: int = 0
    passed_over: int = 0
    unfit: set[Key] = field(default_factory=set)
    """Values that are read only in part, because something in them does not fit."""
    lost: Counter[str] = field(default_factory=Counter)
    """Excerpts that went with articles which another desk removed for good, by the ids of the briefings."""
    same_desk: int = 0
    """Batches under this desk's own id that it did not know: a copy of the dossier, or one restored from a backup."""
    clocks: dict[str, int] = field(default_factory=dict)
    """Minutes by which the clocks of desks are ahead, by the ids of the desks."""
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Acts that were taken in, by desk and author."""

    def note_taken(self, batch: Batch) -> None:
        """Count the acts of a batch that was taken in."""
        self.taken.update((batch.desk, act.author) for act in batch.acts)


def prepare_round(
    session: Session, key: HouseKey | None = None, before: Arrived | None = None, *, joins: bool = False
) -> Outgoing:
    """Seal what was done since, and return what a round needs; on the session's thread.

    Raises ExchangeError "exchange-not-shared" or "exchange-needs-key", and DossierError if nothing can be written.
    """
    require_shared(session, protected=key is not None)
    store = session.store
    shared = store.shared
    store.seal()
    last = shared.batches.open_number - 1
    cleaning = Cleaning() if before is None else next_cleaning(session, before.cleaning)
    if before is None:
        before = Arrived(highest=_highest_clock(session), last=last, sealed=shared.names(), is_bringing=True)
    # A dossier has many batches, so only what was added since is asked for.
    added = [row.name for row in shared.batches.rows(before.last)]
    carrier = Carrier(shared, before.there)
    carrier.bring(_parents_first(session, before.lacking))
    carrier.bring(name for name in added if name not in before.read)
    answered = before.answered | carrier.answer(key, before.wanted - before.answered)
    now = milliseconds(session.store.clock.now())
    missing = before.missing
    if added or before.is_bringing:
        missing = tuple(sorted(piece.sha256 for piece in shared.missing_pieces()))
    waiting = shared.waiting()
    start = before.searched % len(missing) if missing else 0
    return Outgoing(
        desk=shared.desk,
        desks=shared.all_desks,
        last=last,
        sealed=before.sealed | frozenset(added),
        waiting=frozenset(batch.name for batch in waiting),
        awaited=frozenset(name for batch in waiting for name in batch.missing) - frozenset(missing),
        carried=tuple(carrier.carried),
        missing=missing,
        searches=(*missing[start:], *missing[:start])[:_MOST_PIECES],
        now=now,
        highest=max(now, before.highest),
        key=key,
        joins=joins,
        more=carrier.more,
        answered=answered,
        cleaning=cleaning,
        before=before,
    )


def require_shared(session: Session, *, protected: bool) -> None:
    """Raise ExchangeError if a dossier is not shared, or if it is encrypted and what travels would not be."""
    if not session.store.is_shared:
        raise ExchangeError("exchange-not-shared", path=str(session.store.path))
    if session.store.password is not None and not protected:
        raise ExchangeError("exchange-needs-key", path=str(session.store.path))


def _highest_clock(session: Session) -> int:
    shared = session.store.shared
    heads = (decode_batch(shared.batch(name), name) for name in shared.heads())
    return max((act.clock for head in heads for act in head.acts), default=0)


def _parents_first(session: Session, names: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in session.store.shared.following(()) if name in names) if names else ()


def run_round(outgoing: Outgoing, place: ExchangePlace, stop: Stop) -> Arrived:
    """Read what is new at a place and write what it lacks; on a job's thread.

    If the place is lost on the way, or refuses what is written, what was read comes back with the `problem`. Raises
    CancelledError if `stop` returns true, and ExchangeError "place-other-dossier" if a place has the batches of
    another dossier only.
    """
    before = outgoing.before
    arrived = Arrived(
        highest=outgoing.highest,
        last=outgoing.last,
        sealed=outgoing.sealed,
        missing=outgoing.missing,
        held_back=before.held_back,
        there=before.there,
        searched=before.searched,
        cleaning=before.cleaning,
    )
    exchange = _Round(outgoing, place, stop, arrived)
    try:
        exchange.run()
    except ExchangeError as error:
        if error.code != "place-lost" and not exchange.is_writing:
            raise
        arrived.problem = error
    arrived.batches = deque(parents_first(exchange.read))
    arrived.read = frozenset(batch.name for batch in exchange.read)
    arrived.is_bringing = bool(arrived.pieces or arrived.batches)
    arrived.clocks, arrived.highest = clocks_ahead(arrived.batches, outgoing.now, outgoing.highest)
    arrived.same_desk = sum(batch.desk == outgoing.desk for batch in arrived.batches)
    return arrived


class _Round:
    """A round while it runs."""

    def __init__(self, outgoing: Outgoing, place: ExchangePlace, stop: Stop, arrived: Arrived) -> None:
        self._outgoing = outgoing
        self._place = place
        self._stop = stop
        self._arrived = arrived
        self._bytes = 0
        self._unreadable: set[str] = set()
        self._there = set(arrived.there)
        self.read: list[Batch] = []
        self.is_writing = False

    def run(self) -> None:
        outgoing, arrived = self._outgoing, self._arrived
        names = self._place.batch_names()
        there = frozenset(names)
        known = outgoing.sealed | outgoing.waiting
        if there and known and there.isdisjoint(known) and not outgoing.joins:
            raise ExchangeError("place-other-dossier")
        self._read_missing()
        self._read_batches(name for name in names if name not in known)
        self._read_texts()
        self.is_writing = True
        written = self._write(there)
        self._clean(there)
        arrived.lacking = outgoing.sealed - there - written
        arrived.there = frozenset(self._there)
        self._unreadable |= outgoing.awaited - {batch.name for batch in self.read}
        report = self._place.finish(outgoing.desk, self._unreadable)
        arrived.passed_over, arrived.wanted = report.passed_over, report.wanted
        arrived.answered = report.wanted & outgoing.answered
        is_asked = bool(arrived.wanted - arrived.answered)
        is_short = bool(arrived.pieces) and len(outgoing.missing) > len(outgoing.searches)
        arrived.more = arrived.more or outgoing.more or bool(arrived.lacking) or is_asked or is_short

    def _check(self) -> bool:
        """Return whether there is room for more to come in; raises CancelledError if the round is stopped."""
        if self._stop():
            raise CancelledError
        full = self._bytes >= MOST_CARRIED or len(self.read) >= MOST_BATCHES
        self._arrived.more = self._arrived.more or full
        return not full

    def _read_batches(self, names: Iterable[str]) -> None:
        """Read batches; if none can be read for want of the right key, that is the problem of the round."""
        wrong: ExchangeError | None = None
        for name in names:
            if name in self._arrived.held_back:
                continue
            if not self._check():
                break
            try:
                data = self._place.read_batch(name)
                batch = decode_batch(unwrap(self._outgoing.key, "batch", name, data), name)
            except ExchangeError as error:
                if error.code == "place-lost":
                    raise
                wrong = self._note(name, error) or wrong
                continue
            if batch.rules > RULES:
                self._arrived.held_back |= {name}
                continue
            self._bytes += len(data)
            self.read.append(batch)
        self._arrived.problem = None if self.read else wrong

    def _note(self, name: str, error: ExchangeError) -> ExchangeError | None:
        """Remember a batch that cannot be read; return the error if it speaks of the key."""
        if error.code == "batch-newer":
            self._arrived.held_back |= {name}
            return None
        self._unreadable.add(name)
        self._arrived.damaged += 1
        return error if error.code in _OF_KEYS else None

    def _read_texts(self) -> None:
        """Read the texts of the articles that arrived; the other pieces come with later rounds."""
        for sha256 in dict.fromkeys(name for batch in self.read for name in _texts_of(batch)):
            if not self._check():
                return
            self._read_piece(sha256)

    def _read_missing(self) -> None:
        for sha256 in self._outgoing.searches:
            if not self._check():
                return
            self._arrived.searched += 1
            if not self._read_piece(sha256):
                self._unreadable.add(place_name(self._outgoing.key, sha256))

    def _read_piece(self, sha256: str) -> bool:
        name, key = place_name(self._outgoing.key, sha256), self._outgoing.key
        data = self._place.read_piece(name)
        if data is None:
            return False
        try:
            piece = unpack_piece(unwrap(key, "piece", sha256, data), sha256)
        except ExchangeError:
            self._unreadable.add(name)
            return False
        self._bytes += len(data)
        self._there.add(sha256)
        self._arrived.pieces.append(piece)
        return True

    def _write(self, there: frozenset[str]) -> frozenset[str]:
        """Write what the place lacks or what others want again; return the names of the batches."""
        outgoing, written = self._outgoing, set()
        for batch in outgoing.carried:
            if self._stop():
                raise CancelledError
            if isinstance(batch, Piece):
                self._write_piece(batch)
            elif batch.name not in there or batch.name in outgoing.before.wanted:
                data = wrap(outgoing.key, "batch", batch.name, batch.data)
                self._place.write_batch(batch.name, outgoing.desk, data)
                written.add(batch.name)
        self._arrived.written = len(written)
        return frozenset(written)

    def _clean(self, there: frozenset[str]) -> None:
        """Remove from the place what was removed for good."""
        cleaning, key = self._outgoing.cleaning, self._outgoing.key
        for name, data in cleaning.batches:
            if name in there:
                self._place.blank_batch(name, wrap(key, "batch", name, data), self._outgoing.desks)
        for sha256 in cleaning.pieces:
            self._place.remove_piece(place_name(key, sha256))
        self._arrived.cleaning = cleaning
        self._arrived.more = self._arrived.more or bool(cleaning.left)

    def _write_piece(self, piece: Piece) -> None:
        name = place_name(self._outgoing.key, piece.sha256)
        self._there.add(piece.sha256)
        if name in self._outgoing.before.wanted or not self._place.has_piece(name):
            self._place.write_piece(name, wrap(self._outgoing.key, "piece", piece.sha256, pack_piece(piece)))
            self._arrived.written_pieces += 1


def _texts_of(batch: Batch) -> list[str]:
    return sorted(piece.sha256 for piece in pieces_in(batch) if piece.kind == "text")


def take_in_step(session: Session, arrived: Arrived) -> TakenIn | None:
    """Keep some of the pieces that arrived, or take in one batch; None if nothing is left. On the session's thread.

    Raises as `Store.take_in` does; what is left is taken in by the next call, or read again by another round.
    """
    store = session.store
    while arrived.batches and store.shared.has(arrived.batches[0].name):
        arrived.batches.popleft()
    if not arrived.pieces and not arrived.batches:
        return None
    waited = {batch.name for batch in store.shared.waiting()}
    batches: tuple[Batch, ...] = ()
    if arrived.pieces:
        store.keep_pieces(_some_pieces(arrived.pieces))
    else:
        batches = (arrived.batches[0],)
    taken = store.take_in(batches)
    arrived.unfit.update(taken.unfit)
    arrived.lost.update(taken.lost)
    waits = {each.name for each in store.shared.waiting()}
    for batch in batches:
        arrived.batches.popleft()
        if batch.name not in waits:
            arrived.note_taken(batch)
    for name in waited - waits - {batch.name for batch in batches}:
        arrived.note_taken(decode_batch(store.shared.batch(name), name))
    return taken


def _some_pieces(pieces: deque[Piece]) -> list[Piece]:
    """Take pieces of about a megabyte away, so that each step is short."""
    some: list[Piece] = []
    size = 0
    while pieces and size < _MOST_STEP:
        some.append(pieces.popleft())
        size += len(some[-1].data)
    return some


@value
class TakenFrom:
    """How many acts of one author came from one desk, by its id and its name."""

    desk: str
    name: str
    author: str
    acts: int


@value
class MissingFrom:
    """How many batches are missing before those of one desk can be taken in."""

    desk: str
    name: str
    batches: int


@value
class LostExcerpts:
    """How many excerpts a briefing, by its id and its title, lost because another desk removed their articles for good."""

    briefing: str
    title: str
    excerpts: int


@value
class RoundReport:
    """What rounds brought, and what is missing.

    `waiting` batches are here, but cannot be taken in yet. `clocks` are the names of desks with the minutes by which their
    clocks are ahead. `unfit` values are passed over, wholly or in part, since what was written does not fit.
    """

    taken: int
    sources: tuple[TakenFrom, ...]
    waiting: int
    missing: tuple[MissingFrom, ...]
    missing_pieces: int
    to_settle: int
    clocks: tuple[tuple[str, int], ...]
    written: int
    damaged: int
    newer: int
    passed_over: int
    unfit: int
    lost: tuple[LostExcerpts, ...]
    same_desk: int
    problem: ExchangeError | None


def report_round(session: Session, arrived: Arrived) -> RoundReport:
    """Return what a round brought, after its last step."""
    shared = session.store.shared
    names = {desk.id: desk.name for desk in shared.desks()}
    sources = tuple(
        TakenFrom(desk=desk, name=names.get(desk) or author, author=author, acts=acts)
        for (desk, author), acts in sorted(arrived.taken.items())
    )
    waiting = shared.waiting()
    return RoundReport(
        taken=sum(source.acts for source in sources),
        sources=sources,
        waiting=len(waiting),
        missing=missing_batches(session),
        missing_pieces=len(shared.missing_pieces()),
        to_settle=len(shared.conflicts()),
        clocks=tuple((names.get(desk) or desk[:8], minutes) for desk, minutes in arrived.clocks.items()),
        written=arrived.written,
        damaged=arrived.damaged,
        newer=len(arrived.held_back),
        passed_over=arrived.passed_over,
        unfit=len(arrived.unfit),
        lost=tuple(_lost_excerpts(session, arrived.lost)),
        same_desk=arrived.same_desk,
        problem=arrived.problem,
    )


def _lost_excerpts(session: Session, lost: Mapping[str, int]) -> Iterator[LostExcerpts]:
    """Yield what briefings lost, except for their saved versions, which lose the same."""
    for name, excerpts in sorted(lost.items()):
        briefing = session.store.briefing(name)
        if briefing is not None and not briefing.version_of:
            yield LostExcerpts(briefing=name, title=briefing.title, excerpts=excerpts)


def joined_reports(reports: Sequence[RoundReport]) -> RoundReport:
    """Return one report on several rounds: what each brought, and what is missing after the last."""
    taken: Counter[tuple[str, str, str]] = Counter()
    for report in reports:
        for source in report.sources:
            taken[source.desk, source.name, source.author] += source.acts
    sources = tuple(
        TakenFrom(desk=desk, name=name, author=author, acts=acts)
        for (desk, name, author), acts in sorted(taken.items())
    )
    return replace(
        reports[-1],
        taken=sum(source.acts for source in sources),
        sources=sources,
        clocks=tuple(dict(pair for report in reports for pair in report.clocks).items()),
        written=sum(report.written for report in reports),
        unfit=sum(report.unfit for report in reports),
        lost=tuple(excerpts for report in reports for excerpts in report.lost),
        same_desk=sum(report.same_desk for report in reports),
    )


def exchange_all(
    session: Session,
    place: ExchangePlace,
    key: HouseKey | None,
    stop: Stop,
    *,
    joins: bool = False,
    before: Arrived | None = None,
) -> tuple[Arrived, RoundReport]:
    """Run rounds until there is nothing more to write or to read, on one thread.

    Return the last round and a report on all. Raises as `prepare_round`, `run_round` and `take_in_step` do.
    """
    reports: list[RoundReport] = []
    while True:
        arrived = run_round(prepare_round(session, key, before, joins=joins), place, stop)
        is_new = bool(arrived.pieces or arrived.batches or arrived.written or arrived.written_pieces)
        while take_in_step(session, arrived) is not None:
            pass
        reports.append(report_round(session, arrived))
        before = arrived
        if arrived.problem is not None or not (arrived.more or is_new):
            return arrived, joined_reports(reports)


def missing_batches(session: Session) -> tuple[MissingFrom, ...]:
    """Return what is missing, by the desks whose batches wait for it."""
    shared = session.store.shared
    names = {desk.id: desk.name for desk in shared.desks()}
    waiting = shared.waiting()
    here = {batch.name for batch in waiting}
    missing: dict[str, set[str]] = {}
    for batch in waiting:
        missing.setdefault(batch.desk, set()).update(name for name in batch.missing if name not in here)
    return tuple(
        MissingFrom(desk=desk, name=names.get(desk) or desk[:8], batches=len(lacking))
        for desk, lacking in missing.items()
        if lacking
    )
