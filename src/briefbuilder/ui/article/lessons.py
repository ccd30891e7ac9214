"""Has a dossier's lessons learned beside the window, so that no suggestion ever waits for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.learning import Learned, Lessons
    from briefbuilder.app.session import Session
    from briefbuilder.tagging.matcher import Matcher
    from briefbuilder.tagging.vectors import Vectors


class LessonsJob(QObject):
    """One job at a time; `learned` follows when suggestions may be others."""

    learned = Signal()

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._running = False
        self._vectors: Vectors | None = None

    @Slot(str)
    def bring_up_to_date_soon(self, _article: str) -> None:
        """Learn after the text is there: what an article teaches can wait, reading cannot."""
        QTimer.singleShot(0, self, self.bring_up_to_date)

    @Slot()
    def bring_up_to_date(self) -> None:
        """Learn what the dossier has to teach since the last time, unless that is under way."""
        session = self._services.holder.session
        if session is None or self._running or not session.learning.stale:
            return
        lessons = session.learning.lessons()
        if not lessons.examples:
            return
        self._running = True
        work = partial(_learn, session.learning.matcher, lessons, self._vectors_if_there())
        # What changes while it is learned is stale again.
        session.learning.stale = False
        self._services.jobs.start(work, partial(self._on_learned, session), self._on_failed)

    def _vectors_if_there(self) -> Vectors | None:
        from briefbuilder.tagging.vectors import Vectors, are_there

        if self._vectors is None and are_there():
            self._vectors = Vectors()
        return self._vectors

    def _on_learned(self, session: Session, learned: Learned) -> None:
        self._running = False
        if session is self._services.holder.session:
            changed_since = session.learning.stale
            session.learning.take(learned)
            session.learning.stale = changed_since
            self.learned.emit()

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        raise error


def _learn(matcher: Matcher, lessons: Lessons, vectors: Vectors | None, _context: JobContext) -> Learned:
    from briefbuilder.app.learning import learn

    return learn(matcher, lessons, vectors)
