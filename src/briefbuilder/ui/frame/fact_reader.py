"""Reads in the background what articles state, where that was not read at their import."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from briefbuilder.app.jobs import JobSlot
from briefbuilder.domain.errors import CancelledError
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.session import Session
    from briefbuilder.storage.blobs import PackedArticle
    from briefbuilder.storage.facts import PreparedFacts
    from briefbuilder.ui.services import Services

DELAY = 3000
"""Milliseconds after the last change until articles are read."""


def _read(context: JobContext) -> None:
    # What reads facts is loaded here, since that takes a moment.
    import briefbuilder.evidence.facts  # noqa: F401
    from briefbuilder.app.evidence import read_all_packed

    articles: tuple[PackedArticle, ...] = context.request(())
    while articles:
        facts = context.run_isolated(read_all_packed, articles)
        articles = context.request(tuple(zip(articles, facts, strict=True)))


class FactReader(QObject):
    """Reads the articles of an older dossier, and those that were corrected, some at a time while nothing is changed."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._job = JobSlot(services.jobs)
        self._timer = single_shot_timer(self, self._start, DELAY)
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.holder.changed.connect(self._timer.start)
        self._on_session_replaced()

    @Slot()
    def _on_session_replaced(self) -> None:
        self._job.cancel()
        self._timer.start()

    @Slot()
    def _start(self) -> None:
        session = self._services.holder.session
        if session is None or session.read_only or self._job.running:
            return
        self._job.start(_read, fault=lambda _: None, on_request=partial(self._keep, session))

    def _keep(
        self, session: Session, found: tuple[tuple[PackedArticle, PreparedFacts], ...]
    ) -> tuple[PackedArticle, ...]:
        """Store what was read, and return the articles that are to be read next, none where the user changes something."""
        from briefbuilder.app.evidence import unread_articles

        if session is not self._services.holder.session or session.read_only:
            raise CancelledError
        if found:
            session.store.keep_facts((packed.record, facts) for packed, facts in found)
        return () if self._timer.isActive() else unread_articles(session)
