"""The command that verifies an evidence pack, and lists what of it holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from briefbuilder.ui.frame.work_dialog import WorkDialog
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.dialogs import ListDialog

if TYPE_CHECKING:
    from briefbuilder.app.messages import Words
    from briefbuilder.app.verify_pack import PackCheck


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
        found: list[PackCheck] = []
        text = self.tr("Verifying “{name}” …").format(name=path.name)
        work = WorkDialog(title, text, partial(_verify, path, found), self._services, self._window)
        agreed = self._services.prompter.run(work)
        work.deleteLater()
        if work.error is not None:
            self._services.prompter.show_error(work.error)
        elif agreed:
            self._show(title, path, found)

    def _show(self, title: str, path: Path, found: list[PackCheck]) -> None:
        words = self._services.words
        broken = sum(not one.holds for one in found)
        code = "cli-verify-broken" if broken else "cli-verify-holds"
        sentence = f"{path.name}: {words.text(code, count=str(broken or len(found)))}"
        # What does not hold comes first, then what something must be said about.
        order = sorted(found, key=lambda one: (one.holds, one.why is None))
        lines = tuple(_line(one, words) for one in order)
        dialog = ListDialog(title, sentence, lines, self._services.theme, self._window)
        dialog.setProperty("helpTopic", "how-to/make-an-evidence-pack")
        self._services.prompter.run(dialog)
        dialog.deleteLater()


def _verify(path: Path, found: list[PackCheck], on_progress: Callable[[float], None]) -> None:
    from briefbuilder.app.verify_pack import verify_pack

    on_progress(0)
    found += verify_pack(path, on_progress=on_progress)


def _line(check: PackCheck, words: Words) -> str:
    """Return a result as the command `verify` says it, in one line."""
    state = words.text("cli-verify-ok" if check.holds else "cli-verify-no")
    line = f"{state}: {words.text(f'cli-verify-{check.kind}')} {check.name}"
    return line if check.why is None else f"{line} — {words.text(check.why, **check.parameters)}"
