"""What is dropped on the window: dossiers, files of changes, articles, and Word files that came back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.exchange.commands import ExchangeCommands
from briefbuilder.ui.exchange.files import CHANGES
from briefbuilder.ui.frame.dossiers import SUFFIX, DossierCommands
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.ui.frame.dossier_pages import DossierPages


class FileDropHandler(QObject):
    """Opens a dropped dossier, takes in changes, imports dropped articles, or compares a Word file that came back.

    It waits for the end of the drag, during which the other program waits.
    """

    def __init__(
        self,
        services: Services,
        dossiers: DossierCommands,
        exchange: ExchangeCommands,
        pages: Callable[[], DossierPages],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._dossiers, self._exchange, self._pages = services, dossiers, exchange, pages
        self._dropped: tuple[Path, ...] = ()
        for code in ("returned-other", "returned-other-briefing"):
            services.prompter.offer(code, self.tr("Import as article"), self._import_returned)

    def can_drop(self, data: QMimeData) -> bool:
        """Return whether data holds a dossier, or articles that can be imported."""
        paths, holder = _files_of(data), self._services.holder
        if _is_changes(paths):
            return holder.writable
        return _is_dossier(paths) or (bool(paths) and (holder.writable or holder.session is None))

    def drop_later(self, data: QMimeData) -> None:
        """Open the dropped dossier, or import the files, into a new dossier where none is open."""
        self._dropped = _files_of(data)
        QTimer.singleShot(0, self, self._process)

    @Slot()
    def _process(self) -> None:
        paths, self._dropped = self._dropped, ()
        if _is_dossier(paths):
            self._dossiers.open_path(paths[0])
        elif _is_changes(paths):
            if self._services.holder.writable:
                self._exchange.files.take_in(paths[0])
        elif self._is_returned(paths):
            self._pages().brief.returned.start(paths[0])
        elif paths:
            if self._services.holder.session is None:
                self._dossiers.new()
            if self._services.holder.writable:
                self._pages().importing.start(paths)

    def _is_returned(self, paths: tuple[Path, ...]) -> bool:
        """Return whether a Word file was dropped where a briefing is written: it is taken for one that came back."""
        is_word = len(paths) == 1 and paths[0].suffix.lower() == ".docx"
        return is_word and self._services.modes.mode == "brief" and self._services.links.briefing is not None

    def _import_returned(self, _error: BriefbuilderError) -> None:
        """Import a file that turned out not to be an export of the briefing."""
        pages = self._pages()
        if pages.brief.returned.path is not None:
            pages.importing.start((pages.brief.returned.path,))


def _files_of(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files of a drop."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _is_dossier(paths: tuple[Path, ...]) -> bool:
    return len(paths) == 1 and paths[0].suffix == SUFFIX


def _is_changes(paths: tuple[Path, ...]) -> bool:
    """Return whether a file of changes of another desk was dropped."""
    return len(paths) == 1 and paths[0].suffix.lower() == CHANGES
