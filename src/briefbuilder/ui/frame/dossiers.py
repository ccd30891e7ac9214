"""Opening, making, closing dossiers, and undo and redo: the acts that concern a dossier as a whole."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from briefbuilder.app.messages import act_text
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.plain import PlainLabel, set_tip

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session
    from briefbuilder.storage.undo_log import UndoRun


# A dossier of an older form is brought up to date beside the window: how far it is, and a way to stop it.

_FINE = 1000


class MigrationDialog(QDialog):
    """Opens a dossier; it is accepted when `session` is there, rejected when it was stopped or failed.

    Cancel and Escape stop the work, after which the file is as it was.
    """

    def __init__(self, path: Path, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self.error: BriefbuilderError | None = None
        self._opened: list[Session] = []
        self.setWindowTitle(self.tr("Bring dossier up to date"))
        told = self.tr(
            "“{name}” was written by an older version. It is brought to the form in use; a copy of it as it was is kept beside it."
        )
        label = PlainLabel(told.format(name=path.name), self)
        label.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (label, self._bar, self._buttons):
            column.addWidget(widget)
        self._job = services.jobs.start(
            partial(_open, path, services.resources, self._opened),
            self._on_opened,
            self._on_failed,
            self._show,
        )

    def reject(self) -> None:
        """Ask the work to stop; the dialog closes when it has."""
        self._buttons.setEnabled(False)
        self._job.cancel()

    def _show(self, share: float) -> None:
        self._bar.setRange(0, _FINE)
        self._bar.setValue(round(share * _FINE))

    def _on_opened(self, session: Session) -> None:
        self.session = session
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        # What was opened in the moment in which it was stopped is given free again.
        for session in self._opened:
            session.store.close()
        super().reject()
        if not isinstance(error, BriefbuilderError):
            raise error
        self.error = None if isinstance(error, CancelledError) else error


def _open(path: Path, resources: Resources, opened: list[Session], context: JobContext) -> Session:
    from briefbuilder.app.session import Session

    def on_progress(share: float) -> None:
        context.check()
        context.progress(share)

    opened.append(Session.open(path, resources, on_progress))
    return opened[0]


SUFFIX = ".dossier"
_LARGE = 4 * 1024 * 1024
"""Bytes: what is no larger is brought up to date in a moment."""
_STEP = 0.008
"""Seconds for which undo keeps the window waiting before the window has its turn."""


class DossierCommands(QObject):
    """Acts on the session holder and remembers the last dossiers in the settings."""

    message = Signal(str)
    recent_changed = Signal()

    def __init__(self, services: Services, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._told = False
        self._register()
        services.holder.session_replaced.connect(self._name_undo)
        services.holder.changed.connect(self._name_undo)
        self._name_undo()

    @property
    def recent(self) -> tuple[Path, ...]:
        """The last dossiers that are still there, the latest first."""
        return tuple(path for path in self._services.settings.recent if path.is_file())

    def new(self) -> None:
        """Ask for a place and make an empty dossier there."""
        title, filters = self.tr("New dossier"), self._filters()
        path = self._services.prompter.save_file(title, self.tr("Dossier") + SUFFIX, filters)
        if path is not None:
            path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
            self._take(path, make=True)

    def open(self) -> None:
        """Ask for a dossier and open it."""
        path = self._services.prompter.open_file(self.tr("Open dossier"), self._filters())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a dossier in place of the one that is open; True where it was done."""
        session = self._services.holder.session
        if session is not None and session.path.resolve() == path.resolve():
            return True
        return self._take(path, make=False)

    def close(self) -> None:
        """Close the dossier; everything in it is saved already."""
        self._services.holder.replace(None)

    def undo(self) -> None:
        """Take the last act back."""
        self._begin_undo(back=True)

    def redo(self) -> None:
        """Do the act that was taken back again."""
        self._begin_undo(back=False)

    def _register(self) -> None:
        board = self._services.actions
        board.register("new-dossier", self.new)
        board.register("open-dossier", self.open)
        board.register("close-dossier", self.close)
        board.register("undo", self.undo, enabled=self._can_undo)
        board.register("redo", self.redo, enabled=self._can_redo)

    def _can_undo(self) -> bool:
        session = self._services.holder.session
        return session is not None and session.store.can_undo and not session.store.undo_running

    def _can_redo(self) -> bool:
        session = self._services.holder.session
        return session is not None and session.store.can_redo and not session.store.undo_running

    def _take(self, path: Path, *, make: bool) -> bool:
        from briefbuilder.app.session import Session
        from briefbuilder.storage.migrations import needs_upgrade

        try:
            if make:
                session: Session | None = Session.create(path, self._services.resources)
            elif needs_upgrade(path) and path.stat().st_size > _LARGE:
                session = self._brought_up_to_date(path)
            else:
                session = Session.open(path, self._services.resources)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return False
        if session is None:
            return False
        self._services.holder.replace(session)
        self._remember(session.path)
        return True

    def _brought_up_to_date(self, path: Path) -> Session | None:
        """Open a large dossier of an older form beside the window; None where that was stopped."""
        dialog = MigrationDialog(path, self._services, self._window)
        self._services.prompter.run(dialog)
        if dialog.error is not None:
            raise dialog.error
        return dialog.session

    def _remember(self, path: Path) -> None:
        self._services.settings.remember(path)
        self.recent_changed.emit()

    def _begin_undo(self, *, back: bool) -> None:
        session = self._services.holder.session
        if session is None or session.store.undo_running:
            return
        try:
            run = session.store.begin_undo(back=back)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return
        self._go_on(run, back=back)

    def _go_on(self, run: UndoRun, *, back: bool) -> None:
        """Take a part of an act back, or do it again, and the next one when the window has had its turn."""
        try:
            if not run.done:
                run.step(_STEP)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
        if not run.done:
            self._say(run, self.tr("Undoing: {act} …") if back else self.tr("Doing again: {act} …"))
            QTimer.singleShot(0, self, partial(self._go_on, run, back=back))
            return
        self._name_undo()
        if run.stored:
            self._say(run, self.tr("Undone: {act}") if back else self.tr("Done again: {act}"))
        self._services.actions.refresh()

    def _say(self, run: UndoRun, text: str) -> None:
        if run.act is not None:
            self._told = True
            self.message.emit(text.format(act=self._name(run.act)))

    @Slot()
    @Slot(object)
    def _name_undo(self, _keys: object = None) -> None:
        session = self._services.holder.session
        if self._told and (session is None or not session.store.undo_running):
            # Something else was done since: "Undone" would be taken for its outcome.
            self._told = False
            self.message.emit("")
        undo_act = session.store.undo_name if session is not None else None
        redo_act = session.store.redo_name if session is not None else None
        self._show("undo", self.tr("&Undo"), self.tr("&Undo: {act}"), undo_act)
        self._show("redo", self.tr("&Redo"), self.tr("&Redo: {act}"), redo_act)

    def _show(self, action_id: str, plain: str, named: str, act: ChangeSet | None) -> None:
        action = self._services.actions.action(action_id)
        name = "" if act is None else self._name(act)
        action.setText(named.format(act=name) if act is not None else plain)
        # Without a tip of its own an action shows its text, which holds names from the dossier.
        set_tip(action, (named if act is not None else plain).replace("&", "").format(act=name))
        action.setIconText(plain.replace("&", ""))

    def _name(self, act: ChangeSet) -> str:
        return act_text(self._services.words, replace(act, parameters=self._named(act)))

    def _named(self, act: ChangeSet) -> dict[str, str]:
        """Return an act's parameters with the names of topics in the place of their ids."""
        session = self._services.holder.session
        parameters = dict(act.parameters)
        ids = parameters.get("topic", "")
        if session is not None and ids:
            taxonomy = session.taxonomy
            topics = [(topic_id, taxonomy.topic(topic_id)) for topic_id in ids.split(", ")]
            names = (topic.name(self._services.language) if topic else topic_id for topic_id, topic in topics)
            parameters["topic"] = ", ".join(names)
        return parameters

    def _filters(self) -> str:
        return self.tr("Dossiers (*.dossier);;All files (*)")
