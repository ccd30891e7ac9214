"""A dossier of an older form is brought up to date beside the window: how far it is, and a way to stop it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.app.resources import Resources
    from briefbuilder.app.session import Session

_FINE = 1000


class BringingDialog(QDialog):
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
        label = QLabel(told.format(name=path.name), self)
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
            session.close()
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
