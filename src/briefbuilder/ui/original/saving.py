"""Saves an article's original again, byte for byte, where the user wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefbuilder.app.originals import safe_name
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext


class OriginalSaving(QObject):
    """Asks where, and writes on a thread of its own. `saved` carries the file's path when it is there."""

    message = Signal(str)
    saved = Signal(str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def ask(self, article_id: str) -> None:
        """Ask where to save the original of an article, under its own name unless the user chooses another."""
        session = self._services.holder.session
        record = session.record(article_id) if session is not None else None
        if session is None or record is None:
            return
        suggested = safe_name(record.original.name)
        suffix = Path(suggested).suffix
        kind = self.tr("This kind of file (*{suffix});;").format(suffix=suffix) if suffix else ""
        filters = kind + self.tr("All files (*)")
        path = self._services.prompter.save_file(self.tr("Save original"), suggested, filters)
        if path is None:
            return
        try:
            packed = session.packed_original(article_id)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return

        def work(_context: JobContext) -> Path:
            from briefbuilder.export.files import write_atomically

            write_atomically(path, packed.opened())
            return path

        self._services.jobs.start(work, self._on_saved, self._on_failed)

    def _on_saved(self, path: Path) -> None:
        self.message.emit(self.tr("Original saved: {name}").format(name=path.name))
        self.saved.emit(str(path))

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.tell_error(error)
