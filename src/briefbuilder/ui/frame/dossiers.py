"""Commands on whole dossiers: create, open, migrate, close, undo and redo; and what is done when the open file is replaced."""

from __future__ import annotations

import linecache
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from briefbuilder import app
from briefbuilder.app.backups import backup_plan
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.storage.backups import save_held
from briefbuilder.storage.cache import HeldContent
from briefbuilder.storage.encryption import is_encryption_available
from briefbuilder.storage.file_guard import LOST_CODES
from briefbuilder.storage.opening import needs_upgrade
from briefbuilder.storage.undo_log import ActRun
from briefbuilder.system.paths import user_data_folder
from briefbuilder.ui.act_names import describe_act
from briefbuilder.ui.prompter import with_suffix
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.dialogs import NewPasswordDialog
from briefbuilder.ui.widgets.plain import button_text, join_facts, set_tip
from briefbuilder.ui.widgets.progress import WorkDialog

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


SUFFIX = ".dossier"
_LARGE = 4 * 1024 * 1024
"""Bytes; smaller dossiers are migrated without a progress dialog."""


def dossier_filters() -> str:
    """Return the filters of a file dialog for dossiers."""
    return QCoreApplication.translate("DossierCommands", "Dossiers (*.dossier);;All files (*)")


def ask_dossier_target(services: Services, title: str, name: str) -> Path | None:
    """Ask for the file of a dossier to write; `name` is suggested for it, without its ending."""
    path = services.prompter.save_file(title, name + SUFFIX, dossier_filters())
    return with_suffix(path, SUFFIX) if path is not None else None


class DossierCommands(QObject):
    """Registers the commands; recent dossiers are kept in the settings.

    `locked` carries the error of a dossier that someone else has open, `sample_wanted` the files to import into the
    sample dossier. `leaving` is emitted before the user leaves an open dossier, `opening` before the window shows one.
    """

    leaving = Signal()
    opening = Signal()
    recent_changed = Signal()
    locked = Signal(object)
    sample_wanted = Signal(tuple)

    def __init__(self, services: Services, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._has_message = False
        board = self._services.actions
        board.register("new-dossier", self.new)
        board.register("open-dossier", self.open)
        board.register("close-dossier", self.close)
        board.register("try-sample", self.try_sample)
        board.register("dossier-password", self.change_password)
        self._services.prompter.offer(
            "policy-unencrypted-refused", self.tr("Encrypt …"), self._encrypt_refused
        )
        board.register("undo", self.undo, enabled=self._can_undo)
        board.register("redo", self.redo, enabled=self._can_redo)
        services.holder.session_replaced.connect(self._update_undo)
        services.holder.changed.connect(self._update_undo)
        self._update_undo()

    def new(self) -> None:
        """Ask for a file and create an empty dossier there."""
        path = ask_dossier_target(self._services, self.tr("New dossier"), self.tr("Dossier"))
        if path is not None:
            self._make(path)

    def open(self) -> None:
        """Ask for a dossier and open it."""
        path = self._services.prompter.open_file(self.tr("Open dossier"), dossier_filters())
        if path is not None:
            self.open_path(path)

    def open_path(self, path: Path, password: str | None = None) -> bool:
        """Open a dossier instead of the open one, and return whether it is open.

        The user is asked for its password where it is encrypted and `password` is not given.
        """
        session = self._services.holder.session
        if session is not None and session.store.path.resolve() == path.resolve():
            if session.store.lost is None:
                return True
            # Another file has its path now, and its lock keeps that from being opened.
            self._services.holder.replace(None)
        return self._replace_session(path, make=False, password=password)

    def change_password(self) -> None:
        """Ask for a new password, or whether to remove it, and write the open dossier anew."""
        session = self._services.holder.opened
        if not is_encryption_available():
            self._services.prompter.show_error(DossierError("encryption-missing"))
            return
        old = session.store.password
        dialog = self._new_password_dialog(session.store.path.name, encrypted=old is not None)
        if self._services.prompter.run(dialog):
            self._write_anew(session.store.path, old, dialog.password)

    def try_sample(self) -> None:
        """Open the sample dossier, which is made anew in the user's folder if it is not there."""
        path = user_data_folder() / (self.tr("Sample") + SUFFIX)
        if path.is_file():
            self.open_path(path)
            return
        samples = sorted((self._services.resources.folder / "samples").iterdir())
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._make(path):
            self.sample_wanted.emit(tuple(sample for sample in samples if sample.is_file()))

    def open_copy(self, path: Path) -> None:
        """Ask for a file, copy a dossier there that someone else has open, and open the copy."""
        suggested = self.tr("{name} (copy)").format(name=path.stem)
        target = ask_dossier_target(self._services, self.tr("Open a copy"), suggested)
        if target is None:
            return
        dialog = WorkDialog(
            self.tr("Open a copy"),
            self.tr("“{name}” is being copied.").format(name=path.name),
            partial(app.handing_on.copy_file, path, target),
            self._services,
            self._window,
            can_cancel=False,
        )
        if dialog.run():
            self.open_path(target)

    def close(self) -> None:
        """Close the dossier; all changes are saved already."""
        self.leaving.emit()
        self._services.holder.replace(None)

    def undo(self) -> None:
        """Undo the last change."""
        self._begin_undo(back=True)

    def redo(self) -> None:
        """Redo the change that was undone last."""
        self._begin_undo(back=False)

    def _can_undo(self) -> bool:
        session = self._services.holder.session
        return session is not None and session.store.can_undo and not session.store.act_running

    def _can_redo(self) -> bool:
        session = self._services.holder.session
        return session is not None and session.store.can_redo and not session.store.act_running

    def _make(self, path: Path) -> bool:
        """Create a dossier, with a password where the administrator requires one, and return whether it is open."""
        if self._services.settings.policy.passwords != "required":
            return self._replace_session(path, make=True)
        sentence = self.tr(
            "Your administrator requires a password for dossiers. A forgotten password cannot be recovered."
        )
        dialog = NewPasswordDialog(
            self.tr("New dossier"), sentence, self.tr("Create dossier"), parent=self._window
        )
        return self._services.prompter.run(dialog) and self._replace_session(
            path, make=True, password=dialog.password
        )

    def _encrypt_refused(self, error: BriefbuilderError) -> None:
        """Ask for a password for a dossier that may not be opened without one, encrypt it and open it."""
        path = Path(error.parameters["path"])
        dialog = self._new_password_dialog(path.name, encrypted=False)
        if self._services.prompter.run(dialog) and dialog.password is not None:
            self._write_anew(path, None, dialog.password)

    def _replace_session(self, path: Path, *, make: bool, password: str | None = None) -> bool:
        try:
            if make:
                resources = self._services.resources
                taxonomies = resources.shipped_taxonomies()
                session: app.session.Session | None = app.session.Session.create(
                    path, resources, password, taxonomies
                )
            else:
                session = self._open_session(path, password)
        except BriefbuilderError as error:
            if error.code == "dossier-in-use":
                self.locked.emit(error)
            else:
                self._services.prompter.show_error(error)
            return False
        if session is None:
            return False
        with self._services.settings.written_once():
            self.leaving.emit()
            self.opening.emit()
            self._services.holder.replace(session)
            self._remember(session.store.path)
        # PySide has read the source of each module that was imported, and Python keeps it.
        linecache.clearcache()
        for notice in session.store.notices:
            self._services.prompter.show_message(self.tr("Open dossier"), self._services.words.error(notice))
        return True

    def _open_session(self, path: Path, password: str | None) -> app.session.Session | None:
        """Open a dossier, asking for its password until it is right; None where the user cancelled."""
        while True:
            try:
                if needs_upgrade(path, password) and path.stat().st_size > _LARGE:
                    return self._migrate(path, password)
                return app.session.Session.open(path, self._services.resources, password=password)
            except DossierError as error:
                if error.code not in {"password-needed", "password-wrong"}:
                    raise
                password = self._ask_password(path.name, wrong=error.code == "password-wrong")
            if password is None:
                return None

    def _ask_password(self, name: str, *, wrong: bool) -> str | None:
        label = (
            self.tr("The password is wrong, or “{name}” is damaged or not a dossier. Try another password:")
            if wrong
            else self.tr("“{name}” is encrypted. Password:")
        )
        return self._services.prompter.ask_password(self.tr("Encrypted dossier"), label.format(name=name))

    def _new_password_dialog(self, name: str, *, encrypted: bool) -> NewPasswordDialog:
        about = (
            self.tr("“{name}” is encrypted.")
            if encrypted
            else self.tr("“{name}” will be encrypted, with its automatic backups.")
        )
        warning = self.tr(
            "A forgotten password cannot be recovered. Copies that you made before open as before."
        )
        agree = self.tr("Change password") if encrypted else self.tr("Encrypt")
        is_required = self._services.settings.policy.passwords == "required"
        remove = self.tr("Remove password") if encrypted and not is_required else ""
        sentence = f"{about.format(name=name)} {warning}"
        return NewPasswordDialog(self.tr("Password"), sentence, agree, remove, self._window)

    def _write_anew(self, path: Path, old: str | None, new: str | None) -> None:
        """Close the dossier, change its password, and open it again."""
        self.leaving.emit()
        self._services.holder.replace(None)
        text = (
            self.tr("“{name}” is being decrypted …")
            if new is None
            else self.tr("“{name}” is being encrypted …")
        )
        plan = backup_plan(self._services.settings)
        # It takes seconds, and the dossier stays as it is until the end.
        dialog = WorkDialog(
            self.tr("Password"),
            text.format(name=path.name),
            lambda _on_progress: app.passwords.change_password(path, old, new, plan),
            self._services,
            self._window,
            can_cancel=False,
        )
        dialog.run()
        for error in dialog.value or ():
            self._services.prompter.show_error(error)
        if self.open_path(path, old if dialog.error is not None else new) and dialog.error is None:
            changed = self.tr("The dossier is no longer encrypted.")
            self._services.toasts.show(changed if new is None else self.tr("The dossier is encrypted."))

    def _migrate(self, path: Path, password: str | None) -> Session | None:
        """Open a large dossier of an older version with a progress dialog; None where it was cancelled."""
        text = self.tr(
            "“{name}” was saved by an older version and is being updated. A copy of the old file is kept beside it."
        )
        resources = self._services.resources
        dialog = WorkDialog(
            self.tr("Update dossier"),
            text.format(name=path.name),
            lambda on_progress: app.session.Session.open(path, resources, on_progress, password),
            self._services,
            self._window,
        )
        is_done = self._services.prompter.run(dialog)
        if not is_done and dialog.value is not None:
            # It was opened just before it was cancelled.
            dialog.value.store.close()
        if dialog.error is not None:
            raise dialog.error
        return dialog.value if is_done else None

    def _remember(self, path: Path) -> None:
        self._services.settings.remember(path)
        self.recent_changed.emit()

    def _begin_undo(self, *, back: bool) -> None:
        session = self._services.holder.session
        if session is None or session.store.act_running:
            return
        run = self._services.attempt(session.store.begin_undo, back=back)
        if run is not None:
            self._services.run_steps(run, self, partial(self._on_undo_step, run, back=back))

    def _on_undo_step(self, run: ActRun, *, back: bool) -> None:
        if not run.done:
            self._report(run, self.tr("Undoing: {act} …") if back else self.tr("Redoing: {act} …"))
            return
        self._update_undo()
        if run.stored:
            text = self.tr("Undone: {act}") if back else self.tr("Redone: {act}")
            # Of others' changes only what is one's own is taken back.
            left = self.tr("%n change(s) of others made since stay.", "", run.left) if run.left else ""
            self._report(run, join_facts((text, left)))
        self._services.actions.refresh()

    def _report(self, run: ActRun, text: str) -> None:
        words = "" if run.act is None else text.format(act=describe_act(self._services, run.act))
        if words and words != self._services.toasts.last:
            self._has_message = True
            self._services.toasts.show(words)

    @Slot()
    @Slot(object)
    def _update_undo(self, _keys: object = None) -> None:
        session = self._services.holder.session
        if self._has_message and (session is None or not session.store.act_running):
            # Another change was made: the message about undo would seem to describe it.
            self._has_message = False
            self._services.toasts.clear()
        undo_act = session.store.undo_name if session is not None else None
        redo_act = session.store.redo_name if session is not None else None
        self._show("undo", self.tr("&Undo"), self.tr("&Undo: {act}"), undo_act)
        self._show("redo", self.tr("&Redo"), self.tr("&Redo: {act}"), redo_act)

    def _show(self, action_id: str, plain: str, named: str, act: ChangeSet | None) -> None:
        action = self._services.actions.action(action_id)
        name = "" if act is None else describe_act(self._services, act)
        action.setText(named.format(act=button_text(name)) if act is not None else plain)
        # The default tool tip is the action's text, which Qt could read as HTML.
        set_tip(action, (named if act is not None else plain).replace("&", "").format(act=name))
        action.setIconText(plain.replace("&", ""))


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
        # An act in steps looks at the file itself before it is told as done.
        if session is None or session.store.lost is not None or session.store.act_running:
            return
        self._services.attempt(session.store.check_file)

    def save_copy(self) -> None:
        """Ask for a file and save a copy of the dossier there; it is opened where the dossier's own file is lost."""
        session = self._services.holder.session
        if session is not None and session.store.lost is not None:
            self._rescue(session.store.path, session.store.password, partial(self._save_lost, session))
        elif session is not None:
            self._copy(session)

    def _copy(self, session: Session) -> None:
        """Copy the dossier in the background; it stays open."""
        target = self._ask_target(session.store.path)
        if target is None:
            return
        session.store.finish_act()
        path, password = session.store.path, session.store.password
        dialog = WorkDialog(
            self.tr("Save copy"),
            self.tr("“{name}” is being copied.").format(name=path.name),
            lambda on_progress: app.handing_on.save_copy(path, target, on_progress, password),
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
        report = save_held(held, path)
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
