"""Has a dossier's lessons learned in a process beside the window, so that no suggestion ever waits for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.learning import Foretold, Lessons
    from briefbuilder.app.session import Session
    from briefbuilder.app.workers import WorkerPool
    from briefbuilder.domain.topics import Suggestion

    Told = Mapping[str, tuple[Suggestion, ...]]

_SECONDS = 600.0
"""What learning may take: with sentence vectors a third of a second for each of 800 long sections, on a slow machine."""


class LessonsJob(QObject):
    """One job at a time; `learned` follows when suggestions may be others."""

    learned = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._running = False
        self._article = ""
        self._pool: WorkerPool | None = None

    @Slot(str)
    def bring_up_to_date_soon(self, article: str) -> None:
        """Learn after an article's text is there: what it teaches can wait, reading cannot."""
        self._article = article
        QTimer.singleShot(0, self, self.bring_up_to_date)

    @Slot()
    def bring_up_to_date(self) -> None:
        """Learn what the dossier has to teach since the last time, and look at the sections of the article."""
        session = self._services.holder.session
        if session is None or self._running or session.record(self._article) is None:
            return
        if session.learning.stale:
            self._take_lessons(session)
        foretold = session.learning.current().foretold
        texts = tuple(section.text for section in session.article(self._article).sections)
        lacking = foretold.lacks(texts) if foretold is not None else ()
        if foretold is not None and lacking:
            self._running = True
            work = partial(_learn, self._apart(), foretold.lessons, lacking)
            done = partial(self._on_told, session, foretold, self._article)
            self._services.jobs.start(work, done, partial(self._on_failed, foretold, lacking))

    def _take_lessons(self, session: Session) -> None:
        """Suggest by what was said of the terms at once, and by the examples when they are looked at."""
        from briefbuilder.app.learning import Foretold, Learned

        learning = session.learning
        lessons = learning.lessons()
        foretold = Foretold(lessons) if lessons.teach else None
        learning.take(Learned(learning.matcher, lessons.trust, foretold))
        self.learned.emit()

    def _apart(self) -> WorkerPool:
        if self._pool is None:
            self._pool = self._services.jobs.set_apart()
        return self._pool

    def _on_told(self, session: Session, foretold: Foretold, article: str, told: Told) -> None:
        self._running = False
        foretold.take(told)
        if session is self._services.holder.session:
            self.learned.emit()
            if article != self._article:
                self.bring_up_to_date()

    def _on_failed(self, foretold: Foretold, texts: tuple[str, ...], error: Exception) -> None:
        self._running = False
        # The lists of terms still suggest; what failed is not tried again each time that the article is shown.
        foretold.take(dict.fromkeys(texts, ()))
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.tell_error(error)


def _learn(pool: WorkerPool, lessons: Lessons, texts: tuple[str, ...], context: JobContext) -> Told:
    """Learn lessons and look at the texts that are being read, in a process that keeps what it learned last."""
    from briefbuilder.app.foretelling import foretell
    from briefbuilder.app.workers import Limits
    from briefbuilder.tagging.vectors import are_there

    work = partial(foretell, by_vectors=are_there())
    limits = Limits(seconds=_SECONDS)
    taught = (lessons.examples, lessons.names, lessons.others)
    return pool.run(work, *taught, texts, limits=limits, cancelled=context.cancelled)
