"""Commands on whole dossiers: create, open, migrate, close, undo, redo, copy for others, and remove for good.

Evidence packs, which go to others too, are verified here.
"""

from __future__ import annotations

import linecache
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from briefbuilder import app
from briefbuilder.app.messages import Words
from briefbuilder.domain.article import Original
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.changes import ChangeSet
from briefbuilder.domain.errors import BriefbuilderError, DossierError
from briefbuilder.storage.acts import ActRun
from briefbuilder.storage.encryption import is_encryption_available
from briefbuilder.storage.opening import needs_upgrade
from briefbuilder.system.paths import user_data_folder
from briefbuilder.ui.act_names import describe_act
from briefbuilder.ui.prompter import with_suffix
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import (
    DialogButtons,
    ListDialog,
    NewPasswordDialog,
    TickList,
    fill_dialog,
)
from briefbuilder.ui.widgets.plain import PlainLabel, button_text, join_facts, set_tip, with_label
from briefbuilder.ui.widgets.progress import Work, WorkDialog

if TYPE_CHECKING:
    from briefbuilder.app.dossier_copies import PurgeReport
    from briefbuilder.app.session import Session
    from briefbuilder.app.verify_pack import PackCheck


SUFFIX = ".dossier"
_NAMED = 5
"""The most files that a question names."""
_LARGE = 4 * 1024 * 1024
"""Bytes; smaller dossiers are migrated without a progress dialog."""


def dossier_filters() -> str:
    """Return the filters of a file dialog for dossiers."""
    return QCoreApplication.translate("DossierCommands", "Dossiers (*.dossier);;All files (*)")


def ask_dossier_target(services: Services, title: str, name: str, *, replaces: bool = False) -> Path | None:
    """Ask for the file of a dossier to write, a new one unless it `replaces`; `name` is suggested, without its ending."""
    path = services.prompter.save_file(title, name + SUFFIX, dossier_filters(), replaces=replaces)
    return with_suffix(path, SUFFIX) if path is not None else None


def may_close(services: Services) -> bool:
    """Return whether the open dossier may be closed; the user is asked if its file is gone, and its content with it."""
    session = services.holder.session
    if session is None or session.store.act_running:
        return True
    try:
        session.store.check_file()
    except DossierError as error:
        if error.code == "dossier-moved-to":
            return True
        if not session.store.has_content:
            # The window closes it itself, and this message offers what is still in memory.
            services.prompter.show_error(error)
            return False
        question = QCoreApplication.translate(
            "DossierCommands",
            "The file of “{name}” is gone. What is open is lost when you close it, unless you save a copy before.",
        )
        choices = (
            QCoreApplication.translate("FileWatch", "Save what is open here as …"),
            QCoreApplication.translate("DossierCommands", "Close without copy"),
        )
        title = QCoreApplication.translate("DossierCommands", "Close dossier")
        choice = services.prompter.choose(title, question.format(name=session.store.path.name), choices)
        if choice == 0:
            services.actions.action("save-copy").trigger()
            # The copy is open now, unless the user cancelled or the disk refused it.
            return services.holder.session is not session
        return choice == 1
    return True


def open_beside(
    path: Path, password: str | None, services: Services, window: QWidget | None
) -> Session | None:
    """Open a dossier that is encrypted or of an older version on another thread; None if the user cancelled.

    Deriving the key from a password takes as long as all else, or longer. The progress dialog mentions an update from
    the start if there is no password, since only an encrypted dossier must be opened to know its version.
    """
    update = (
        QCoreApplication.translate("DossierCommands", "Update dossier"),
        QCoreApplication.translate(
            "DossierCommands",
            "“{name}” was saved by an older version and is being updated. If its format changes, a copy of the old file is kept beside it.",
        ).format(name=path.name),
    )
    opening = (
        QCoreApplication.translate("DossierCommands", "Open dossier"),
        QCoreApplication.translate("DossierCommands", "“{name}” is being opened …").format(name=path.name),
    )
    title, text = update if password is None else opening
    resources = services.resources
    dialog = WorkDialog(
        title,
        text,
        lambda on_progress: app.session.Session.open(path, resources, on_progress, password),
        services,
        window,
        once_advanced=update,
    )
    is_done = services.prompter.run(dialog)
    if not is_done and dialog.value is not None:
        # It was opened just before it was cancelled.
        dialog.value.store.close()
    if dialog.error is not None:
        raise dialog.error
    return dialog.value if is_done else None


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
        self._undo_run: ActRun | None = None
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

        The user is asked for its password if it is encrypted and `password` is not given.
        """
        session = self._services.holder.session
        if session is not None and session.store.path.resolve() == path.resolve():
            if session.store.lost is None:
                return True
            if not may_close(self._services):
                return False
            # Another file has its path now, and its lock keeps that from being opened.
            self._services.holder.replace(None)
        return self._replace_session(path, make=False, password=password)

    def change_password(self) -> None:
        """Ask for a new password, or whether to remove it, and rewrite the open dossier."""
        session = self._services.holder.opened
        if not is_encryption_available():
            self._services.prompter.show_error(DossierError("encryption-missing"))
            return
        old = session.store.password
        dialog = self._new_password_dialog(session.store.path.name, encrypted=old is not None)
        if self._services.prompter.run(dialog):
            self._change_password(session.store.path, old, dialog.password)

    def try_sample(self) -> None:
        """Open the sample dossier, which is made again in the user's folder if it is not there."""
        path = user_data_folder() / (self.tr("Sample") + SUFFIX)
        if path.is_file():
            self.open_path(path)
            return
        samples = sorted((self._services.resources.folder / "samples").iterdir())
        path.parent.mkdir(parents=True, exist_ok=True)
        if self._make(path):
            self.sample_wanted.emit(tuple(sample for sample in samples if sample.is_file()))

    def open_copy(self, path: Path) -> bool:
        """Ask for a file, copy a dossier there that someone else has open, and return whether the copy is open."""
        suggested = self.tr("{name} (copy)").format(name=path.stem)
        target = ask_dossier_target(self._services, self.tr("Open a copy"), suggested)
        if target is None:
            return False
        dialog = WorkDialog(
            self.tr("Open a copy"),
            self.tr("“{name}” is being copied.").format(name=path.name),
            partial(app.dossier_copies.copy_file, path, target),
            self._services,
            self._window,
            can_cancel=False,
        )
        return dialog.run() and self.open_path(target)

    def close(self) -> None:
        """Close the dossier; all changes are saved already."""
        if may_close(self._services):
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
        return session is not None and session.store.can_undo and not self._is_busy(session)

    def _can_redo(self) -> bool:
        session = self._services.holder.session
        return session is not None and session.store.can_redo and not self._is_busy(session)

    def _is_busy(self, session: Session) -> bool:
        """Whether an act is running; a small undo is not waited for, so that keys pressed one after the other count."""
        run = self._undo_run
        return session.store.act_running and (run is None or run.done or not run.is_small)

    def _make(self, path: Path) -> bool:
        """Create a dossier, with a password if the administrator requires one, and return whether it is open."""
        if self._services.settings.policy.passwords != "required":
            return self._replace_session(path, make=True)
        sentence = self.tr(
            "Your administrator requires a password for dossiers. A forgotten password cannot be recovered."
        )
        dialog = NewPasswordDialog(
            self._services.theme,
            self.tr("New dossier"),
            sentence,
            self.tr("Create dossier"),
            parent=self._window,
        )
        return self._services.prompter.run(dialog) and self._replace_session(
            path, make=True, password=dialog.password
        )

    def _encrypt_refused(self, error: BriefbuilderError) -> None:
        """Ask for a password for a dossier that may not be opened without one, encrypt it and open it."""
        path = Path(error.parameters["path"])
        dialog = self._new_password_dialog(path.name, encrypted=False)
        if self._services.prompter.run(dialog) and dialog.password is not None:
            self._change_password(path, None, dialog.password)

    def _replace_session(self, path: Path, *, make: bool, password: str | None = None) -> bool:
        if not may_close(self._services):
            return False
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
        """Open a dossier, asking for its password until it is right; None if the user cancelled."""
        while True:
            try:
                is_slow = needs_upgrade(path) and path.stat().st_size > _LARGE
                if password is not None or is_slow:
                    return open_beside(path, password, self._services, self._window)
                return app.session.Session.open(path, self._services.resources)
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
        return NewPasswordDialog(
            self._services.theme, self.tr("Password"), sentence, agree, remove, self._window
        )

    def _change_password(self, path: Path, old: str | None, new: str | None) -> None:
        """Close the dossier, change its password, and open it again."""
        if not may_close(self._services):
            return
        self.leaving.emit()
        self._services.holder.replace(None)
        text = (
            self.tr("“{name}” is being decrypted …")
            if new is None
            else self.tr("“{name}” is being encrypted …")
        )
        plan = self._services.settings.backup_plan
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

    def _remember(self, path: Path) -> None:
        self._services.settings.remember(path)
        self.recent_changed.emit()

    def _begin_undo(self, *, back: bool) -> None:
        session = self._services.holder.session
        if session is None or self._is_busy(session):
            return
        run = self._services.attempt(session.store.begin_undo, back=back)
        if run is not None:
            self._undo_run = run
            self._services.run_steps(run, self, partial(self._on_undo_step, run, back=back))

    def _on_undo_step(self, run: ActRun, *, back: bool) -> None:
        if run is not self._undo_run:
            return
        if not run.done:
            self._report(run, self.tr("Undoing: {act} …") if back else self.tr("Redoing: {act} …"))
            self._services.actions.refresh()
            return
        self._undo_run = None
        self._update_undo()
        if run.stored:
            text = self.tr("Undone: {act}") if back else self.tr("Redone: {act}")
            # Of others' changes only what is one's own is taken back.
            left = self.tr("%n change(s) of others made since stay.", "", run.left) if run.left else ""
            self._report(run, join_facts((text, left)))
        self._services.actions.refresh()

    def _report(self, run: ActRun, text: str) -> None:
        name = "" if run.act is None else describe_act(self._services, run.act)
        words = text.format(act=name)
        if name and words != self._services.toasts.last:
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
        action.setText(named.format(act=button_text(name)) if name else plain)
        # The default tool tip is the action's text, which Qt could read as HTML.
        set_tip(action, (named if name else plain).replace("&", "").format(act=name))
        action.setIconText(plain.replace("&", ""))


T = TypeVar("T")


class CopiedBriefingsDialog(QDialog):
    """Asks which briefings a copy is to have; none ticked is the whole dossier."""

    def __init__(self, briefings: Sequence[Briefing], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/hand-on-a-dossier")
        self.setWindowTitle(self.tr("Copy for handing on"))
        sentence = self.tr(
            "Tick briefings to copy these alone, with the articles that they quote. Tick none to copy everything."
        )
        label = PlainLabel(sentence, self, wraps=True)
        self.list = TickList(self.tr("Briefings"), self)
        for briefing in briefings:
            self.list.add(briefing.title, briefing.id)
        fill_dialog(self, theme, label, self.list, DialogButtons(self, self.tr("&Copy")), size=(34, 20))


class HandingOnCommands(QObject):
    """Removes for good what was removed, makes copies for others, and verifies evidence packs."""

    def __init__(self, services: Services, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        board = services.actions
        board.register("copy-dossier", self.copy)
        board.register("purge-dossier", self.purge)
        board.register("verify-pack", self.verify_pack)

    def purge(self) -> None:
        """Ask, and remove for good everything that was removed; the dossier is closed meanwhile."""
        session = self._services.holder.session
        if session is None or not self._agreed(session) or not may_close(self._services):
            return
        path, password = session.store.path, session.store.password
        self._services.holder.replace(None)
        try:
            report = self._work(
                self.tr("Remove for good"),
                self.tr("What was removed is being erased from “{name}”.").format(name=path.name),
                lambda on_progress: app.dossier_copies.purge_dossier(path, on_progress, password),
            )
        finally:
            self._reopen(path, password)
        if report is not None:
            self._report_purge(report)

    def copy(self) -> None:
        """Ask for a file and for briefings, and copy the dossier without its history."""
        session = self._services.holder.opened
        briefings = session.store.briefings()
        dialog = CopiedBriefingsDialog(briefings, self._services.theme, self._window)
        if briefings and not self._services.prompter.run(dialog):
            return
        path, password, chosen = session.store.path, session.store.password, dialog.list.ticked
        left_out = app.dossier_copies.originals_left_out(session.store, chosen)
        if left_out and not self._services.prompter.confirm(
            self.tr("Copy for handing on"),
            self._name_originals("copy-original-left-out", left_out),
            self.tr("Copy for handing on"),
        ):
            return
        suggested = self.tr("{name} (copy)").format(name=path.stem)
        target = ask_dossier_target(self._services, self.tr("Copy for handing on"), suggested)
        if target is None:
            return
        asks = password is not None or self._services.settings.policy.passwords == "required"
        copy_password = self._ask_password() if asks else None
        if asks and copy_password is None:
            return
        report = self._work(
            self.tr("Copy for handing on"),
            self.tr("“{name}” is being copied.").format(name=path.name),
            lambda on_progress: app.dossier_copies.copy_file_without_history(
                path, target, chosen, on_progress, password, copy_password
            ),
        )
        if report is not None:
            text = self.tr("Copied {articles} articles and {briefings} briefings to “{name}”.")
            self._services.toasts.show(
                text.format(articles=report.articles, briefings=report.briefings, name=target.name)
            )

    def _ask_password(self) -> app.dossier_copies.CopyPassword | None:
        """Ask for the password of a copy, so that nobody needs that of the dossier; None if the user cancels."""
        is_required = self._services.settings.policy.passwords == "required"
        dialog = NewPasswordDialog(
            self._services.theme,
            self.tr("Copy for handing on"),
            self.tr("The copy has a password of its own, which you tell the recipient."),
            self.tr("Encrypt copy"),
            "" if is_required else self.tr("Copy without password"),
            self._window,
        )
        return (
            app.dossier_copies.CopyPassword(dialog.password) if self._services.prompter.run(dialog) else None
        )

    def _agreed(self, session: Session) -> bool:
        removed = session.store.contents.summarize_purge()
        question = self.tr(
            "This cannot be undone. Erased are {articles} removed articles, {briefings} removed briefings and the undo"
            " history of {acts} changes. Copies and backups made before are not changed."
        )
        words = question.format(articles=removed.articles, briefings=removed.briefings, acts=removed.acts)
        erased = app.dossier_copies.originals_left_out(session.store)
        if erased:
            words = f"{words}\n\n{self._name_originals('purge-original-erased', erased)}"
        if session.store.is_shared:
            travels = self.tr(
                "The removal goes to the other desks, which remove the same; a list shows which have not yet. Files that"
                " were sent stay, and so does own text that quotes it."
            )
            words = f"{words}\n\n{travels}"
        return self._services.prompter.confirm(self.tr("Remove for good"), words, self.tr("Remove for good"))

    def _name_originals(self, code: str, originals: Sequence[Original]) -> str:
        """Return a sentence for each of the first files."""
        words = self._services.words
        lines = [words.text(code, name=original.name) for original in originals[:_NAMED]]
        return "\n".join(lines if len(originals) <= _NAMED else [*lines, f"… ({len(originals)})"])

    def _work(self, title: str, text: str, work: Work[T]) -> T | None:
        """Return what long work in the background returns; None if it fails, which is shown, or is cancelled."""
        dialog = WorkDialog(title, text, work, self._services, self._window)
        dialog.run()
        return dialog.value

    def _reopen(self, path: Path, password: str | None) -> None:
        session = (
            self._services.attempt(app.session.Session.open, path, self._services.resources)
            if password is None
            else self._services.attempt(open_beside, path, password, self._services, self._window)
        )
        if session is not None:
            self._services.holder.replace(session)

    def _report_purge(self, report: PurgeReport) -> None:
        text = self.tr("Removed for good. The file has {after} MB now, {before} MB before.")
        sizes = {"after": report.bytes_after, "before": report.bytes_before}
        words = text.format(**{name: f"{size / 1e6:.1f}" for name, size in sizes.items()})
        session = self._services.holder.session
        desks = session.store.shared.desks() if session is not None else ()
        left = [desk.name or desk.id[:8] for desk in desks if desk.unconfirmed]
        if not left:
            self._services.toasts.show(words)
            return
        waits = self.tr("Not confirmed yet by: {names}.").format(names=", ".join(left))
        show = self._services.actions.action("show-desks").trigger
        self._services.toasts.show(f"{words} {waits}", (self.tr("Desks"), show))

    def verify_pack(self) -> None:
        """Ask for an evidence pack, verify it in the background, and show the result."""
        title = self.tr("Verify evidence pack")
        path = self._services.prompter.open_file(title, self.tr("Evidence pack (*.zip)"))
        if path is None:
            return
        text = self.tr("Verifying “{name}” …").format(name=path.name)
        dialog = WorkDialog(
            title,
            text,
            lambda on_progress: app.verify_pack.verify_pack(path, on_progress=on_progress),
            self._services,
            self._window,
        )
        if dialog.run():
            self._show_checks(title, path, dialog.value or ())

    def _show_checks(self, title: str, path: Path, found: Sequence[PackCheck]) -> None:
        words = self._services.words
        sentence = with_label(path.name, app.verify_pack.summarize_checks(found, words))
        # What does not hold comes first, then what something must be said about.
        order = sorted(found, key=lambda check: (check.holds, check.why is None))
        lines = tuple(_line(check, words) for check in order)
        dialog = ListDialog(title, sentence, lines, self._services.theme, self._window)
        dialog.setProperty("helpTopic", "how-to/make-an-evidence-pack")
        self._services.prompter.run(dialog)


def _line(check: PackCheck, words: Words) -> str:
    """Return a result as the command `verify` says it, in one line."""
    line = with_label(words.text(check.state), f"{words.text(f'cli-verify-{check.kind}')} {check.name}")
    return line if check.why is None else f"{line} — {words.text(check.why, **check.parameters)}"
