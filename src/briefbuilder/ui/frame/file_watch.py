"""Notices that the open dossier's file was moved or replaced, and saves what is open elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.storage.file_guard import LOST_CODES
from briefbuilder.ui.frame.dossiers import SUFFIX
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.storage.store import HeldContent


class FileWatch(QObject):
    """Asks for the file whenever the window is activated, and registers the command that saves a copy.

    Before each change the dossier asks itself. `open_path` opens a dossier in place of the one that is open.
    """

    message = Signal(str)

    def __init__(
        self, services: Services, open_path: Callable[[Path, str | None], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._services = services
        self._open_path = open_path
        self._held: HeldContent | None = None
        window.installEventFilter(self)
        services.actions.register("save-copy", self.save_copy)
        services.holder.file_lost.connect(self._on_file_lost, Qt.ConnectionType.QueuedConnection)
        services.holder.close_failed.connect(services.prompter.show_error)
        for code in LOST_CODES:
            services.prompter.offer(code, self.tr("Save what is open here as …"), self._save_open)
        services.prompter.offer("dossier-moved-to", self.tr("Open at new place"), self._open_moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the file when the window is activated."""
        if event.type() == QEvent.Type.WindowActivate:
            self.check()
        return super().eventFilter(watched, event)

    def check(self) -> None:
        """Tell, once, where the file is no longer the one that is open."""
        session = self._services.holder.session
        if session is None or session.store.lost is not None:
            return
        try:
            session.store.check_file()
        except BriefbuilderError as error:
            self._services.prompter.show_error(error)

    def save_copy(self) -> None:
        """Ask for a file and save a copy of the dossier there; it is opened where the dossier's own file is lost."""
        session = self._services.holder.session
        if session is not None:
            self._ask(session.path, session.store.password, partial(self._save_copy, session))

    def _ask(self, dossier: Path, password: str | None, save: Callable[[Path], bool]) -> None:
        """Ask for a file, save to it, and open it if `save` returns that it is to be opened."""
        suggested = self.tr("{name} (copy)").format(name=dossier.stem) + SUFFIX
        filters = self.tr("Dossiers (*.dossier);;All files (*)")
        path = self._services.prompter.save_file(self.tr("Save copy"), suggested, filters)
        if path is None:
            return
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            is_opened, error = save(path), None
        except BriefbuilderError as caught:
            is_opened, error = False, caught
        finally:
            QApplication.restoreOverrideCursor()
        if error is not None:
            self._services.prompter.show_error(error)
        if is_opened:
            # Closed first: the copy may be saved at the path at which the dossier was.
            self._services.holder.replace(None)
            self._open_path(path, password)

    def _save_copy(self, session: Session, path: Path) -> bool:
        is_lost = session.store.lost is not None
        if not is_lost and path.resolve() == session.path.resolve():
            raise DossierError("dossier-exists", path=str(path))
        session.store.save_copy(path)
        self.message.emit(self.tr("Copy saved: {path}").format(path=path))
        return is_lost

    def _save_held(self, held: HeldContent, path: Path) -> bool:
        from briefbuilder.app.clock import Clock
        from briefbuilder.storage.rescue import save_held

        report = save_held(held, path, Clock().now())
        text = self.tr(
            "Saved: {briefings} briefing(s) and the {articles} article(s) that were read last, without source pages. The others may be in a backup."
        )
        self._services.prompter.show_message(
            self.tr("Save copy"), text.format(briefings=report.briefings, articles=report.articles)
        )
        return True

    def _save_open(self, error: BriefbuilderError) -> None:
        if self._held is None:
            self.save_copy()
        else:
            path, held = Path(error.parameters["path"]), self._held
            self._ask(path, held.password, partial(self._save_held, held))

    def _open_moved(self, error: BriefbuilderError) -> None:
        session = self._services.holder.session
        password = session.store.password if session is not None else None
        self._services.holder.replace(None)
        self._open_path(Path(error.parameters["place"]), password)

    @Slot()
    def _on_file_lost(self) -> None:
        """Close a dossier that was overwritten, since what is in the file now is not what was open."""
        session = self._services.holder.session
        if session is not None and not session.store.has_content:
            self._held = session.store.held()
            self._services.holder.replace(None)
        else:
            self._held = None
        self._services.actions.refresh()
