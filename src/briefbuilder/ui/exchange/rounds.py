"""Exchanges changes with a place while a dossier is open: rounds on a job's thread, what arrived taken in here in steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.controls import EditableLabel
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.exchange.round import Arrived, ExchangePlace, RoundReport
    from briefbuilder.app.exchange.secrecy import HouseKey
    from briefbuilder.app.session import Session

POLL, SOON, AGAIN, LOST = 2000, 800, 250, 10_000
"""Milliseconds until the next round: usually, after a change of this desk, while the user is busy, and
after the place could not be reached."""

_STEP = 0.02
"""Seconds for which what a batch needs is read at once."""
_LONGEST_LINE, _LONGEST_DRAG = 20.0, 60.0
"""Seconds that what arrived waits at most for a line that is being typed, and for a mouse button that is held.

A button can count as held for ever, if the program never hears of its release (a remote desktop that was cut off).
"""


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place of exchange as rounds use it; `joins` says that it may have nothing in common with the dossier yet."""

    place: ExchangePlace
    key: HouseKey | None = None
    joins: bool = False


@dataclass(slots=True)
class TakenInBatches:
    """What one round or file brought, while it is being taken in."""

    arrived: Arrived
    done: Callable[[RoundReport], None]
    is_empty: bool
    ahead: Iterator[None] | None = None


class ExchangeRounds(QObject):
    """Runs one round after the other with the place of the open dossier, as long as there is one.

    `reported` carries the RoundReport of each round, `failed` the error after which there are no further rounds until the
    place is set again. Nothing is taken in while `is_busy` returns true or the user is busy.
    """

    reported = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, is_busy: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._is_busy = services, is_busy
        self.place: OpenPlace | None = None
        self._before: Arrived | None = None
        self._job = JobSlot(services.jobs)
        self._taking: TakenInBatches | None = None
        self._queue: deque[TakenInBatches] = deque()
        self._last: RoundReport | None = None
        self._since = 0.0
        self._timer = single_shot_timer(self, self.look, POLL)
        self._step = single_shot_timer(self, self._take_in)
        services.holder.session_replaced.connect(self.stop)
        services.holder.changed.connect(self._on_changed)

    @property
    def running(self) -> bool:
        """Whether a round is running, or something is being taken in."""
        return self._job.running or self._taking is not None

    def start(self, place: OpenPlace) -> None:
        """Exchange with a place from now on."""
        self.stop()
        self.place = place
        self._timer.start(0)

    @Slot()
    def stop(self) -> None:
        """End the rounds; what was read and is not taken in yet is read again later."""
        self._timer.stop()
        self._step.stop()
        self._job.cancel()
        self.place = self._before = self._taking = self._last = None
        self._queue.clear()

    @Slot()
    def look(self) -> None:
        """Run a round now, or as soon as nothing is in its way."""
        session, place = self._services.holder.session, self.place
        if session is None or place is None or self.running:
            return
        if self._is_in_midst():
            self._timer.start(AGAIN)
            return
        try:
            outgoing = app.exchange.round.prepare_round(session, place.key, self._before, joins=place.joins)
        except BriefbuilderError as error:
            self._on_failed(error)
            return
        there = place.place

        def work(context: JobContext) -> Arrived:
            return app.exchange.round.run_round(outgoing, there, context.cancelled)

        def done(arrived: Arrived) -> None:
            self.take_in(arrived, self._on_round)

        self._job.start(work, done, self._on_failed)

    def take_in(self, arrived: Arrived, done: Callable[[RoundReport], None]) -> None:
        """Take in what arrived, batch by batch, and then call `done` with the report."""
        self._queue.append(TakenInBatches(arrived, done, not (arrived.batches or arrived.pieces)))
        self._begin_next()

    def _begin_next(self) -> None:
        if self._taking is None and self._queue:
            self._taking, self._since = self._queue.popleft(), monotonic()
            self._step.start(0)

    @Slot()
    def _take_in(self) -> None:
        session, taking = self._services.holder.session, self._taking
        if session is None or taking is None:
            return
        is_left = bool(taking.arrived.batches or taking.arrived.pieces)
        if is_left and (self._is_in_midst() or self._disturbs()):
            self._step.start(AGAIN)
            return
        try:
            if self._take_one(session, taking):
                self._step.start(0)
                return
            if taking.is_empty and self._last is not None:
                report = _repeated(self._last, taking.arrived)
            else:
                report = self._last = app.exchange.round.report_round(session, taking.arrived)
        except BriefbuilderError as error:
            self._taking = None
            self._on_failed(error)
            self._begin_next()
            return
        if self.place is not None and taking.done == self._on_round:
            self._before = taking.arrived
        self._taking = None
        taking.done(report)
        self._begin_next()

    def _take_one(self, session: Session, taking: TakenInBatches) -> bool:
        """Take in one batch, or read for a moment what that needs; return False if nothing is left."""
        arrived, links = taking.arrived, self._services.links
        if not arrived.batches and not arrived.pieces:
            return False
        if arrived.batches and not arrived.pieces:
            taking.ahead = taking.ahead or session.store.shared.read_ahead(arrived.batches[0])
            until = perf_counter() + _STEP
            if any(perf_counter() >= until for _ in taking.ahead):
                return True
            taking.ahead = None
        # What is being typed becomes a separate act, which is merged with those that come in.
        links.commit_requested.emit()
        session.store.seal()
        links.take_in_started.emit(session.store.shared.heads())
        try:
            return app.exchange.round.take_in_step(session, arrived) is not None
        finally:
            links.take_in_ended.emit()

    def _on_round(self, report: RoundReport) -> None:
        before = self._before
        more = before is not None and before.more and report.problem is None
        self._timer.start(0 if more else LOST if report.problem is not None else POLL)
        self.reported.emit(report)

    def _on_failed(self, error: BriefbuilderError) -> None:
        self.place = None
        self.failed.emit(error)

    @Slot()
    def _on_changed(self) -> None:
        """Hand on soon what this desk did."""
        if self.place is not None and not self.running and self._timer.remainingTime() > SOON:
            self._timer.start(SOON)

    def _is_in_midst(self) -> bool:
        """Return whether an act is running, such as an import or a removal."""
        session = self._services.holder.session
        return session is None or session.store.act_running or self._is_busy()

    def _disturbs(self) -> bool:
        """Return whether a change from elsewhere would disturb the user, who is answering, dragging or typing a line."""
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return True
        waited = monotonic() - self._since
        if QGuiApplication.mouseButtons() and waited < _LONGEST_DRAG:
            return True
        return _is_typing_line(QApplication.focusWidget()) and waited < _LONGEST_LINE


def _repeated(last: RoundReport, arrived: Arrived) -> RoundReport:
    """Return the report of a round that brought nothing: what is missing is what it was, and asking the dossier takes time."""
    return replace(
        last,
        taken=0,
        sources=(),
        clocks=(),
        same_desk=0,
        written=arrived.written,
        damaged=arrived.damaged,
        newer=len(arrived.held_back),
        passed_over=arrived.passed_over,
        unfit=0,
        lost=(),
        problem=arrived.problem,
    )


def _is_typing_line(focused: QWidget | None) -> bool:
    """Return whether a name is being typed in its place; other lines and texts are stored before a take-in."""
    if not isinstance(focused, QLineEdit) or not focused.isModified():
        return False
    owner = focused.parentWidget()
    in_row = owner is not None and isinstance(owner.parentWidget(), QAbstractItemView)
    return in_row or isinstance(owner, EditableLabel)
