"""The backups of a dossier, and what can be saved of one that is damaged or whose file is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QEvent, QLocale, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QDialog, QSpinBox, QWidget

from briefbuilder import app
from briefbuilder.app.jobs import JobSlot
from briefbuilder.app.policy import MOST_BACKUPS
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.storage.backups import Backup, back_up_if_due, list_backups, restore, save_held
from briefbuilder.storage.cache import HeldContent
from briefbuilder.storage.encryption import is_maybe_encrypted
from briefbuilder.storage.file_guard import LOST_CODES
from briefbuilder.ui.frame.dossiers import ask_dossier_target, dossier_filters
from briefbuilder.ui.services import Services
from briefbuilder.ui.text_look import date_words
from briefbuilder.ui.widgets.controls import push_button
from briefbuilder.ui.widgets.dialogs import CloseButtons, TextList, fill_dialog
from briefbuilder.ui.widgets.fixed import folder_row, with_fixed_note
from briefbuilder.ui.widgets.labels import ElidedLabel
from briefbuilder.ui.widgets.layouts import FormLayout
from briefbuilder.ui.widgets.plain import PlainLabel
from briefbuilder.ui.widgets.progress import WorkDialog

if TYPE_CHECKING:
    from briefbuilder.app.session import Session

_DELAY = 2000
"""Milliseconds after which a dossier that was opened is backed up, so that the window is not slowed as it opens."""
_DAMAGED_CODES = ("dossier-cut", "dossier-damaged")


def kept_backups_box(services: Services, parent: QWidget) -> QSpinBox:
    """Return a field for the number of backups that are kept of a dossier, which changes the settings."""
    box = QSpinBox(parent)
    # The style sheet has no say in the field of a spin box.
    box.lineEdit().setTextMargins(services.theme.px(9), 0, 0, 0)
    box.setRange(0, MOST_BACKUPS)
    box.setSpecialValueText(QCoreApplication.translate("BackupsDialog", "none"))
    box.setValue(services.settings.backups.keep)

    def keep(number: int) -> None:
        services.settings.backups = replace(services.settings.backups, keep=number)

    box.valueChanged.connect(keep)
    return box


def ask_backup_folder(services: Services) -> bool:
    """Ask for the folder of backups, and return whether another one was chosen."""
    title = QCoreApplication.translate("BackupsDialog", "Folder for backups")
    folder = services.prompter.open_folder(title)
    if folder is not None:
        services.settings.backups = replace(services.settings.backups, folder=str(folder))
    return folder is not None


class BackupsDialog(QDialog):
    """Lists the backups of a dossier; accepted with `chosen` if one is to be restored."""

    def __init__(self, services: Services, dossier: Path, password: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("helpTopic", "how-to/back-up-a-dossier")
        self.chosen: Backup | None = None
        self._services = services
        self._dossier = dossier
        self._password = password
        self._job = JobSlot(services.jobs)
        self.finished.connect(self._job.cancel)
        self.setWindowTitle(self.tr("Backups of “{name}”").format(name=dossier.stem))
        self._list: TextList[Backup] = TextList(self.tr("Backups"), self)
        self._hint = PlainLabel("", self, role="muted", wraps=True)
        self._restore = push_button(self.tr("&Restore"), self, self._on_restore)
        parts = (
            self._list,
            self._hint,
            self._make_settings(),
            CloseButtons(self, self._restore, by_enter=False),
        )
        fill_dialog(self, services.theme, *parts, gap=0.5, size=(40, 26))
        self._list.selectionModel().currentChanged.connect(self._update)
        self._load()

    def _make_settings(self) -> QWidget:
        """Return the form with the number and the folder of backups."""
        box = QWidget(self)
        self._keep = kept_backups_box(self._services, box)
        self._folder = ElidedLabel(box)
        change = push_button(self.tr("&Change …"), box, self._on_change_folder)
        policy = self._services.settings.policy
        form = FormLayout(box)
        form.setContentsMargins(0, 0, 0, 0)
        is_fixed = policy.fixes("backups-kept")
        keep = with_fixed_note(self._keep, self._services.theme, box) if is_fixed else self._keep
        form.addRow(self.tr("Backups to &keep of each dossier"), keep)
        is_fixed = policy.fixes("backups-folder")
        form.addRow(self.tr("Folder"), folder_row(self._folder, change, box, is_fixed=is_fixed))
        return box

    def _load(self) -> None:
        """List the backups in the background: each is opened to count its articles."""
        plan, dossier, password = (
            self._services.settings.backup_plan,
            self._dossier,
            self._password,
        )
        self._folder.setText(str(plan.folder))
        self._hint.setText(self.tr("Loading …"))
        self._restore.setEnabled(False)
        self._job.start(
            lambda _context: list_backups(plan, dossier, password),
            self._on_listed,
            lambda error: self._hint.setText(self._services.words.error(error)),
        )

    def _on_listed(self, found: tuple[Backup, ...]) -> None:
        self._list.show_values(found, self._describe)
        if found:
            self._hint.setText(self.tr("Restoring keeps the present file next to the dossier."))
        else:
            self._hint.setText(
                self.tr("A backup is made when a dossier that has changed is opened, once a day.")
            )
        self._update()

    def _describe(self, backup: Backup) -> str:
        locale = QLocale()
        made = QDateTime.fromSecsSinceEpoch(int(backup.made.timestamp()))
        parts = [date_words(made, locale, "d MMM yyyy, HH:mm")]
        if backup.articles is not None:
            parts.append(self.tr("%n article(s)", "", backup.articles))
        parts.append(locale.formattedDataSize(backup.size))
        return " · ".join(parts)

    @Slot()
    def _update(self) -> None:
        self._restore.setEnabled(self._list.current is not None)

    @Slot()
    def _on_restore(self) -> None:
        self.chosen = self._list.current
        self.accept()

    @Slot()
    def _on_change_folder(self) -> None:
        if ask_backup_folder(self._services):
            self._load()


class BackupCommands(QObject):
    """Backs the open dossier up, once a day, and registers the command that lists and restores backups.

    `open_path` opens a dossier in place of the open one.
    """

    def __init__(
        self, services: Services, open_path: Callable[[Path, str | None], bool], window: QWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._open_path = open_path
        self._job = JobSlot(services.jobs)
        self._day: date | None = None
        services.actions.register("backups", self.show_backups)
        for code in _DAMAGED_CODES:
            services.prompter.offer(
                code, self.tr("Backups …"), lambda error: self._show(Path(error.parameters["path"]), None)
            )
            services.prompter.offer(code, self.tr("Save what can be read as …"), self._salvage)
        services.holder.session_replaced.connect(self._on_session_replaced)
        services.holder.changed.connect(self._on_changed)

    def show_backups(self) -> None:
        """List the backups of the open dossier, or of one that is chosen, and restore one."""
        session = self._services.holder.session
        if session is not None:
            dossier: Path | None = session.store.path
        else:
            title = self.tr("Backups of which dossier?")
            dossier = self._services.prompter.open_file(title, dossier_filters())
        if dossier is None:
            return
        self._show(dossier, session.store.password if session is not None else None)

    def _salvage(self, error: BriefbuilderError) -> None:
        """Ask for a file, store in it what can be read of a damaged dossier, and open it."""
        from briefbuilder.storage.salvage import salvage

        path = Path(error.parameters["path"])
        password = None
        if is_maybe_encrypted(path):
            password = self._services.prompter.ask_password(
                self.tr("Save what can be read"),
                self.tr("“{name}” is encrypted. Password:").format(name=path.name),
            )
            if password is None:
                return
        suggested = self.tr("{name} (saved)").format(name=path.stem)
        target = ask_dossier_target(self._services, self.tr("Save what can be read"), suggested)
        if target is None:
            return
        session = self._services.holder.session
        if session is not None and session.store.path == path:
            # Reading the file in another way would end the locks of the open one.
            self._services.holder.replace(None)
        dialog = WorkDialog(
            self.tr("Save what can be read"),
            self.tr("“{name}” is being read.").format(name=path.name),
            lambda _on_progress: salvage(path, target, password),
            self._services,
            self._window,
            can_cancel=False,
        )
        if dialog.run() and self._open_path(target, password) and (report := dialog.value) is not None:
            text = self.tr(
                "Saved: {articles} article(s) and {briefings} briefing(s). Compare with a backup what is missing."
            )
            self._services.prompter.show_message(
                self.tr("Save what can be read"),
                text.format(articles=report.articles, briefings=report.briefings),
            )

    def _show(self, dossier: Path, password: str | None) -> None:
        dialog = BackupsDialog(self._services, dossier, password, self._window)
        if self._services.prompter.run(dialog) and dialog.chosen is not None:
            self._start_restoring(dossier, dialog.chosen, password)

    def _start_restoring(self, dossier: Path, backup: Backup, password: str | None) -> None:
        self._services.holder.replace(None)
        self._services.toasts.show(self.tr("Restoring …"))
        self._services.jobs.start(
            lambda _context: restore(dossier, backup.path),
            partial(self._on_restored, dossier, password),
            partial(self._on_failed, dossier, password),
        )

    def _on_restored(self, dossier: Path, password: str | None, kept: Path | None) -> None:
        self._services.toasts.clear()
        if self._open_path(dossier, password) and kept is not None:
            text = self.tr("The backup was restored. The file that was there is kept as “{name}”.")
            self._services.prompter.show_message(self.tr("Backups"), text.format(name=kept.name))

    def _on_failed(self, dossier: Path, password: str | None, error: Exception) -> None:
        self._services.toasts.clear()
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.show_error(error)
        if dossier.is_file():
            self._open_path(dossier, password)

    @Slot()
    def _on_session_replaced(self) -> None:
        self._job.cancel()
        self._day = None
        if self._services.holder.writable:
            QTimer.singleShot(_DELAY, self, self.back_up)

    @Slot(object)
    def _on_changed(self, _keys: object) -> None:
        if self._day is not None and self._day != date.today():  # noqa: DTZ011 - the user's day
            self.back_up()

    @Slot()
    def back_up(self) -> None:
        """Make the backup of the day in the background, if one is due."""
        session = self._services.holder.session
        if (
            session is None
            or session.store.read_only
            or self._job.running
            or not session.store.count("article")
        ):
            return
        self._day = date.today()  # noqa: DTZ011 - the user's day
        plan, path = self._services.settings.backup_plan, session.store.path
        password = session.store.password
        self._job.start(
            lambda context: back_up_if_due(plan, path, password, context.check),
            failed=lambda error: self._services.toasts.show(self._services.words.error(error)),
        )


class FileWatch(QObject):
    """Checks the file of the dossier whenever the window is activated, and registers the command that saves a copy.

    Before each change, the dossier checks it itself. `open_path` opens a dossier in place of the one that is open.
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
        # What is offered first is what Enter does: a copy is for where the dossier itself is gone.
        services.prompter.offer("dossier-moved-to", self.tr("Open at new place"), self.open_moved)
        for code in LOST_CODES:
            services.prompter.offer(code, self.tr("Save what is open here as …"), self._save_open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the file when the window is activated."""
        if event.type() == QEvent.Type.WindowActivate:
            self.check()
        return super().eventFilter(watched, event)

    def check(self) -> None:
        """Tell the user once if the file is no longer that of the open dossier."""
        session = self._services.holder.session
        # An act in steps looks at the file itself before it is reported as done.
        if session is None or session.store.lost is not None or session.store.act_running:
            return
        self._services.attempt(session.store.check_file)

    def save_copy(self) -> None:
        """Ask for a file and save a copy of the dossier there; it is opened if the dossier's own file is lost."""
        self._services.links.commit_requested.emit()
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
            lambda on_progress: app.dossier_copies.save_copy(path, target, on_progress, password),
            self._services,
            self._window,
        )
        if dialog.run():
            self._services.toasts.show(self.tr("Copy saved: {path}").format(path=target))

    def _ask_target(self, dossier: Path, *, replaces: bool = False) -> Path | None:
        suggested = self.tr("{name} (copy)").format(name=dossier.stem)
        return ask_dossier_target(self._services, self.tr("Save copy"), suggested, replaces=replaces)

    def _rescue(self, dossier: Path, password: str | None, save: Callable[[Path], None]) -> None:
        """Ask for a file, save to it what is open of a lost dossier, and open it."""
        path = self._ask_target(dossier, replaces=True)
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

    def open_moved(self, error: BriefbuilderError) -> None:
        """Open the dossier that was moved at the place that an error names."""
        session = self._services.holder.session
        password = session.store.password if session is not None else None
        self._services.holder.replace(None)
        self._open_path(Path(error.parameters["place"]), password)

    @Slot()
    def _on_file_lost(self) -> None:
        """Close a dossier that was overwritten, since what is in the file now is not what was open.

        Words that are being typed are kept for the dossier that is opened then.
        """
        self._services.links.commit_requested.emit()
        session = self._services.holder.session
        if session is not None and not session.store.has_content:
            self._held = session.store.held()
            self._services.holder.replace(None)
        else:
            self._held = None
        self._services.actions.refresh()
