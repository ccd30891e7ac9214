"""Files that are dropped on the window: articles to import, or a dossier to open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot

from briefbuilder.ui.articles.importing import Importing
from briefbuilder.ui.dossiers import SUFFIX, Dossiers
from briefbuilder.ui.services import Services


class Dropping(QObject):
    """Takes what is dropped when the drag is over: until then the program that it came from waits."""

    def __init__(
        self, services: Services, dossiers: Dossiers, importing: Importing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services, self._dossiers, self._importing = services, dossiers, importing
        self._dropped: tuple[Path, ...] = ()

    def takes(self, data: QMimeData) -> bool:
        """Tell whether it is of use: a dossier always, articles unless the open dossier cannot be changed."""
        paths, holder = _files_of(data), self._services.holder
        return _is_dossier(paths) or (bool(paths) and (holder.writable or holder.session is None))

    def take_soon(self, data: QMimeData) -> None:
        """Import files, into a new dossier where none is open, or open a dossier."""
        self._dropped = _files_of(data)
        QTimer.singleShot(0, self, self._take)

    @Slot()
    def _take(self) -> None:
        paths, self._dropped = self._dropped, ()
        if _is_dossier(paths):
            self._dossiers.open_path(paths[0])
        elif paths:
            if self._services.holder.session is None:
                self._dossiers.new()
            if self._services.holder.writable:
                self._importing.start(paths)


def _files_of(data: QMimeData) -> tuple[Path, ...]:
    """Return the local files of a drop; addresses of the network are left out."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def _is_dossier(paths: tuple[Path, ...]) -> bool:
    return len(paths) == 1 and paths[0].suffix == SUFFIX
