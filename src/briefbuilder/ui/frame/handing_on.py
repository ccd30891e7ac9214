"""A copy of a dossier for others, the removal for good of what was removed, and the check of an evidence pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from briefbuilder import app
from briefbuilder.app.messages import Words
from briefbuilder.domain.briefing import Briefing
from briefbuilder.ui.frame.dossiers import ask_dossier_target
from briefbuilder.ui.services import Services
from briefbuilder.ui.theme import Theme
from briefbuilder.ui.widgets.dialogs import (
    DialogButtons,
    ListDialog,
    NewPasswordDialog,
    TickList,
    fill_dialog,
)
from briefbuilder.ui.widgets.plain import PlainLabel, with_label
from briefbuilder.ui.widgets.progress import Work, WorkDialog

if TYPE_CHECKING:
    from briefbuilder.app.handing_on import CopyReport, PurgeReport
    from briefbuilder.app.session import Session
    from briefbuilder.app.verify_pack import PackCheck


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
    """Removes for good what was removed, and makes copies for others."""

    def __init__(self, services: Services, window: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        board = services.actions
        board.register("copy-dossier", self.copy)
        board.register("purge-dossier", self.purge)

    def purge(self) -> None:
        """Ask, and remove for good everything that was removed; the dossier is closed meanwhile."""
        session = self._services.holder.session
        if session is None or not self._agreed(session):
            return
        path, password = session.store.path, session.store.password
        self._services.holder.replace(None)
        try:
            report = self._work(
                self.tr("Remove for good"),
                self.tr("What was removed is being erased from “{name}”.").format(name=path.name),
                lambda on_progress: app.handing_on.purge_dossier(path, on_progress, password),
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
            lambda on_progress: app.handing_on.copy_file_for_handing_on(
                path, target, chosen, on_progress, password, copy_password
            ),
        )
        if report is not None:
            self._report_copy(target, report)

    def _ask_password(self) -> app.handing_on.CopyPassword | None:
        """Ask for the password of a copy, so that nobody needs that of the dossier; None where the user cancels."""
        is_required = self._services.settings.policy.passwords == "required"
        dialog = NewPasswordDialog(
            self.tr("Copy for handing on"),
            self.tr("The copy has a password of its own, which you tell the recipient."),
            self.tr("Encrypt copy"),
            "" if is_required else self.tr("Copy without password"),
            self._window,
        )
        return app.handing_on.CopyPassword(dialog.password) if self._services.prompter.run(dialog) else None

    def _agreed(self, session: Session) -> bool:
        removed = session.store.contents.summarize_purge()
        question = self.tr(
            "This cannot be undone. Erased are {articles} removed articles, {briefings} removed briefings and the undo"
            " history of {acts} changes. Copies and backups made before are not changed."
        )
        words = question.format(articles=removed.articles, briefings=removed.briefings, acts=removed.acts)
        if session.store.shared.is_shared:
            travels = self.tr(
                "The removal goes to the other desks, which remove the same; a list shows which have not yet. Files that"
                " were sent stay, and so does own text that quotes it."
            )
            words = f"{words}\n\n{travels}"
        return self._services.prompter.confirm(self.tr("Remove for good"), words, self.tr("Remove for good"))

    def _work(self, title: str, text: str, work: Work[T]) -> T | None:
        """Return what long work in the background returns; None where it fails, which is shown, or is cancelled."""
        dialog = WorkDialog(title, text, work, self._services, self._window)
        dialog.run()
        return dialog.value

    def _reopen(self, path: Path, password: str | None) -> None:
        session = self._services.attempt(
            app.session.Session.open, path, self._services.resources, password=password
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

    def _report_copy(self, target: Path, report: CopyReport) -> None:
        text = self.tr("Copied {articles} articles and {briefings} briefings to “{name}”.")
        self._services.toasts.show(
            text.format(articles=report.articles, briefings=report.briefings, name=target.name)
        )


class PackCheckCommands(QObject):
    """The command *Verify an evidence pack*, which needs no dossier."""

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services, self._window = services, window
        services.actions.register("verify-pack", self.run)

    def run(self) -> None:
        """Ask for a pack, verify it in the background, and show the result."""
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
            self._show(title, path, dialog.value or ())

    def _show(self, title: str, path: Path, found: Sequence[PackCheck]) -> None:
        words = self._services.words
        sentence = with_label(path.name, app.verify_pack.summarize_checks(found, words))
        # What does not hold comes first, then what something must be said about.
        order = sorted(found, key=lambda one: (one.holds, one.why is None))
        lines = tuple(_line(one, words) for one in order)
        dialog = ListDialog(title, sentence, lines, self._services.theme, self._window)
        dialog.setProperty("helpTopic", "how-to/make-an-evidence-pack")
        self._services.prompter.run(dialog)


def _line(check: PackCheck, words: Words) -> str:
    """Return a result as the command `verify` says it, in one line."""
    line = with_label(words.text(check.state), f"{words.text(f'cli-verify-{check.kind}')} {check.name}")
    return line if check.why is None else f"{line} — {words.text(check.why, **check.parameters)}"
