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
        self._article = ""
        self._vectors: Vectors | None = None

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
        learning = session.learning
        texts = tuple(section.text for section in session.article(self._article).sections)
        lessons = learning.lessons() if learning.stale else None
        known = None if lessons is not None else learning.current()
        if not (known.lacks(texts) if known is not None else lessons is not None and lessons.examples):
            return
        self._running = True
        # What changes while it is learned is stale again.
        learning.stale = False
        work = partial(_learn, learning.matcher, lessons, known, texts, self._vectors_if_there())
        self._services.jobs.start(work, partial(self._on_learned, session, self._article), self._on_failed)

    def _vectors_if_there(self) -> Vectors | None:
        from briefbuilder.tagging.vectors import Vectors, are_there

        if self._vectors is None and are_there():
            self._vectors = Vectors()
        return self._vectors

    def _on_learned(self, session: Session, article: str, learned: Learned) -> None:
        self._running = False
        if session is self._services.holder.session:
            changed_since = session.learning.stale
            session.learning.take(learned)
            session.learning.stale = changed_since
            self.learned.emit()
            if article != self._article:
                self.bring_up_to_date()

    def _on_failed(self, error: Exception) -> None:
        self._running = False
        raise error


def _learn(
    matcher: Matcher,
    lessons: Lessons | None,
    known: Learned | None,
    texts: tuple[str, ...],
    vectors: Vectors | None,
    _context: JobContext,
) -> Learned:
    """Learn lessons, where there are new ones, and look at the texts that are being read."""
    from briefbuilder.app.learning import learn

    learned = known
    if learned is None:
        assert lessons is not None
        learned = learn(matcher, lessons, vectors, hasty=True)
    learned.look_ahead(texts)
    return learned
