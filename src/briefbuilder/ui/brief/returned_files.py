"""Takes a Word file that came back: it is read and compared in other processes, then its changes are reviewed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.word_changes import Comparison
from briefbuilder.ui.brief.current_briefing import CurrentBriefing
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.returned import FoundRecord
    from briefbuilder.returned.document import ReturnedDocument

_PATIENCE = 600_000
"""Milliseconds that the message about a comparison is shown at most."""


class ReturnedFiles(QObject):
    """Compares one file at a time with the current briefing; `compared` carries the Comparison and the file's name."""

    compared = Signal(object, str)

    def __init__(self, services: Services, current: CurrentBriefing, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._current = services, current
        self._job: Job[Comparison] | None = None
        self.path: Path | None = None
        """The file that was taken last."""
        services.actions.register(
            "review-corrections",
            self.ask,
            enabled=self._can_start,
            why_not=partial(self.tr, "Create a briefing first"),
        )
        current.replaced.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether a file is being compared."""
        return self._job is not None

    def _can_start(self) -> bool:
        return self._current.writable and not self.busy

    def ask(self) -> None:
        """Ask for the file that came back, and compare it."""
        path = self._services.prompter.open_file(
            self.tr("Review corrections from Word"), self.tr("Word document (*.docx)")
        )
        if path is not None:
            self.start(path)

    def start(self, path: Path) -> None:
        """Compare a file with the current briefing."""
        briefing = self._current.briefing
        if briefing is None or self.busy:
            return
        self.path = path
        self._job = self._services.jobs.start(
            partial(_compare, path),
            self._on_done,
            self._on_failed,
            on_request=partial(self._find, briefing.id),
        )
        text = self.tr("Comparing “{file}” with the briefing …").format(file=path.name)
        self._services.toasts.show(text, (self.tr("Cancel"), self.cancel))
        toast = self._services.toasts.toast
        if toast is not None:
            toast.restart(_PATIENCE)
        self._services.actions.refresh()

    @Slot()
    def cancel(self) -> None:
        """Stop the comparison."""
        if self._job is not None:
            self._job.cancel()

    def _find(self, briefing: str, document: ReturnedDocument) -> FoundRecord:
        """Return the record of the export that a file comes from. It reads the dossier, and so must run on the window's thread."""
        from briefbuilder.app.returned import find_record

        session = self._services.holder.session
        if session is None:
            raise CancelledError
        return find_record(session, briefing, document, self.path.name if self.path is not None else "")

    def _on_done(self, comparison: Comparison) -> None:
        self._end()
        briefing = self._current.briefing
        if briefing is not None and briefing.id == comparison.record.briefing:
            self.compared.emit(comparison, self.path.name if self.path is not None else "")

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.show_error(error)

    def _end(self) -> None:
        self._job = None
        self._services.toasts.clear()
        self._services.actions.refresh()


def _compare(path: Path, context: JobContext) -> Comparison:
    from briefbuilder.app.returned import compare_document, read_returned_file

    document = read_returned_file(path, context.pool, context.cancelled)
    found: FoundRecord = context.request(document)
    if found.record is None:
        # What is composed in its place needs pictures, which sealed processes read: a worker cannot start them.
        return compare_document(found, document, path.name)
    return context.run_isolated(compare_document, found, document, path.name, result_type=Comparison)
