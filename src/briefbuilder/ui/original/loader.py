"""Reads the original that is looked at, in a worker process: the page in sight first, the others when they are reached."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from briefbuilder.app.originals import (
    LOOKING_LIMITS,
    Looked,
    ShownText,
    drawn_pages,
    shown_text,
    words_on_page,
)
from briefbuilder.domain.errors import CancelledError
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.importers.original.pages import Box, Pages

P = ParamSpec("P")
T = TypeVar("T")
Blocks = tuple[tuple[str, str], ...]


class OriginalLoader(QObject):
    """One original at a time; what comes in of another one is dropped.

    `opened` carries a Looked that is ready to be looked at, `text_ready` a ShownText, `pages_ready` a Pages, `found` a page from 0 with boxes on it, and
    `failed` what stopped the reading.
    """

    opened = Signal(object)
    text_ready = Signal(object)
    pages_ready = Signal(object)
    found = Signal(int, object)
    failed = Signal(object)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._looked: Looked | None = None
        self._opening: Job[Looked] | None = None
        self._reading: Job[ShownText] | None = None
        self._drawing: Job[Pages] | None = None
        self._finding: Job[tuple[Box, ...]] | None = None
        self._wanted: tuple[int, str] | None = None

    @property
    def looked(self) -> Looked | None:
        """The original that is looked at."""
        return self._looked

    @property
    def busy(self) -> bool:
        """Whether something is awaited."""
        return any(job is not None for job in self._jobs)

    @property
    def _jobs(self) -> tuple[Job[Looked] | Job[ShownText] | Job[Pages] | Job[tuple[Box, ...]] | None, ...]:
        return self._opening, self._reading, self._drawing, self._finding

    def open(self, work: Callable[[JobContext], Looked]) -> None:
        """Have a file made ready to be looked at, in place of the one before."""
        self.stop()

        def done(looked: Looked) -> None:
            if job is self._opening:
                self._opening = None
                self.opened.emit(looked)

        def failed(error: Exception) -> None:
            if job is self._opening and not isinstance(error, CancelledError):
                self._opening = None
                self.failed.emit(error)

        job = self._services.jobs.start(work, done, failed)
        self._opening = job

    def look(self, looked: Looked | None) -> None:
        """Look at another original, or at none."""
        self.stop()
        self._looked = looked

    def unlock(self, password: str) -> None:
        """Try a password on what is looked at; it is forgotten with it."""
        if self._looked is not None:
            self.look(replace(self._looked, passwords=(password,)))

    def stop(self) -> None:
        """Let go of all that runs."""
        for job in self._jobs:
            if job is not None:
                job.cancel()
        self._opening = self._reading = self._drawing = self._finding = None
        self._wanted = None
        self._looked = None

    def read_text(self, blocks: Blocks) -> None:
        """Read the whole text and find an article's blocks in it."""
        looked = self._looked
        if looked is None:
            return
        if self._reading is not None:
            self._reading.cancel()

        def done(found: ShownText) -> None:
            if looked is self._looked:
                self._reading = None
                self.text_ready.emit(found)

        work = _isolated(shown_text, looked, blocks)
        self._reading = self._services.jobs.start(work, done, self._unless_stale(looked))

    def draw(self, pages: tuple[int, ...], scale: float) -> None:
        """Draw pages (from 0), unless others are being drawn; `scale` in pixels a point."""
        looked = self._looked
        if looked is None or self._drawing is not None:
            return

        def done(found: Pages) -> None:
            if looked is self._looked:
                self._drawing = None
                self.pages_ready.emit(found)

        work = _isolated(drawn_pages, looked, pages, scale)
        self._drawing = self._services.jobs.start(work, done, self._unless_stale(looked))

    def find(self, page: int, words: str) -> None:
        """Find words on a page (from 0); of several asked for in a row only the last counts."""
        self._wanted = (page, words)
        if self._finding is None:
            self._find_next()

    def _find_next(self) -> None:
        looked, wanted = self._looked, self._wanted
        self._wanted = None
        if looked is None or wanted is None:
            return
        page, words = wanted

        def done(boxes: tuple[Box, ...]) -> None:
            if looked is self._looked:
                self._finding = None
                if self._wanted is None:
                    self.found.emit(page, boxes)
                else:
                    self._find_next()

        work = _isolated(words_on_page, looked, page, words)
        self._finding = self._services.jobs.start(work, done, self._unless_stale(looked))

    def _unless_stale(self, looked: Looked) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if looked is not self._looked or isinstance(error, CancelledError):
                return
            self._reading = self._drawing = self._finding = None
            self.failed.emit(error)

        return failed


def _isolated(function: Callable[P, T], *arguments: P.args, **_named: P.kwargs) -> Callable[[JobContext], T]:
    def work(context: JobContext) -> T:
        return context.run_isolated(function, *arguments, limits=LOOKING_LIMITS)

    return work
