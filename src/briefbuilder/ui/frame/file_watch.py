"""Notices that the open dossier's file was moved or replaced, and saves what is open elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.storage.file_guard import LOST_CODES
from briefbuilder.ui.frame.dossiers import ask_dossier_target
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.progress import WorkDialog

if TYPE_CHECKING:
    from briefbuilder.app.session import Session
    from briefbuilder.storage.cache import HeldContent


class FileWatch(QObject):
    """Asks for the file whenever the window is activated, and registers the command that saves a copy.

    Before each change the dossier asks itself. `open_path` opens a dossier in place of the one that is open.
    """

    def __init__(
        self, services: Services, open_path: Callable[[Path, str | None], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._services, self._window = services, window
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
        self._services.attempt(session.store.check_file)

    def save_copy(self) -> None:
        """Ask for a file and save a copy of the dossier there; it is opened where the dossier's own file is lost."""
        session = self._services.holder.session
        if session is not None and session.store.lost is not None:
            self._rescue(session.path, session.store.password, partial(self._save_lost, session))
        elif session is not None:
            self._copy(session)

    def _copy(self, session: Session) -> None:
        """Copy the dossier in the background; it stays open."""
        from briefbuilder.app.handing_on import save_copy

        target = self._ask_target(session.path)
        if target is None:
            return
        session.store.finish_undo()
        path, password = session.path, session.store.password
        dialog = WorkDialog(
            self.tr("Save copy"),
            self.tr("“{name}” is being copied.").format(name=path.name),
            lambda on_progress: save_copy(path, target, on_progress, password),
            self._services,
            self._window,
        )
        if dialog.run():
            self._services.toasts.show(self.tr("Copy saved: {path}").format(path=target))

    def _ask_target(self, dossier: Path) -> Path | None:
        suggested = self.tr("{name} (copy)").format(name=dossier.stem)
        return ask_dossier_target(self._services, self.tr("Save copy"), suggested)

    def _rescue(self, dossier: Path, password: str | None, save: Callable[[Path], None]) -> None:
        """Ask for a file, save to it what is open of a lost dossier, and open it."""
        path = self._ask_target(dossier)
        if path is None:
            return
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        error: BriefbuilderError | None = None
        try:
            save(path)
        except BriefbuilderError as caught:
            error = caught
        finally:
            QApplication.restoreOverrideCursor()
        if error is not None:
            self._services.prompter.show_error(error)
            return
        # Closed first: the copy may be saved at the path at which the dossier was.
        self._services.holder.replace(None)
        self._open_path(path, password)

    def _save_lost(self, session: Session, path: Path) -> None:
        session.store.save_copy(path)
        self._services.toasts.show(self.tr("Copy saved: {path}").format(path=path))

    def _save_held(self, held: HeldContent, path: Path) -> None:
        from briefbuilder.app.clock import Clock
        from briefbuilder.storage.backups import save_held

        report = save_held(held, path, Clock().now())
        text = self.tr(
            "Saved: {briefings} briefing(s) and the {articles} article(s) that were read last, without source pages. The others may be in a backup."
        )
        self._services.prompter.show_message(
            self.tr("Save copy"), text.format(briefings=report.briefings, articles=report.articles)
        )

    def _save_open(self, error: BriefbuilderError) -> None:
        if self._held is None:
            self.save_copy()
        else:
            path, held = Path(error.parameters["path"]), self._held
            self._rescue(path, held.password, partial(self._save_held, held))

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
