"""The dialog that long work on a whole dossier is done in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.plain import PlainLabel

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext

Work = Callable[[Callable[[float], None]], object]
"""Long work that is handed a function to report the share that is done; it raises CancelledError to stop the work."""
AskingWork = Callable[[Callable[[float], None], Callable[[object], Any]], object]
"""Work that is also handed a function that asks the window's thread for something and waits for the answer."""

_STEPS = 1000


class WorkDialog(QDialog):
    """Does long work in the background, and shows the progress.

    The dialog is accepted when the work is done, and rejected when it failed (`error`) or was cancelled. Without
    `can_cancel` it stays open until then. With `answer`, which is called on the window's thread, work can ask for things.
    """

    def __init__(
        self,
        title: str,
        text: str,
        work: Work | AskingWork,
        services: Services,
        parent: QWidget | None = None,
        *,
        can_cancel: bool = True,
        answer: Callable[[Any], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.error: BriefbuilderError | None = None
        self._can_cancel = can_cancel
        self.setWindowTitle(title)
        label = PlainLabel(text, self)
        label.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._buttons.rejected.connect(self.reject)
        self._buttons.setVisible(can_cancel)
        column = QVBoxLayout(self)
        for widget in (label, self._bar, self._buttons):
            column.addWidget(widget)
        self._job = services.jobs.start(
            partial(_run, work, asks=answer is not None),
            self._on_done,
            self._on_failed,
            self._show,
            on_request=answer or _no_answer,
        )

    def reject(self) -> None:
        """Cancel the work where that is possible; the dialog closes when it has stopped."""
        if self._can_cancel:
            self._buttons.setEnabled(False)
            self._job.cancel()

    def _show(self, share: float) -> None:
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(round(share * _STEPS))

    def _on_done(self, _value: object) -> None:
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        super().reject()
        if not isinstance(error, BriefbuilderError):
            raise error
        self.error = None if isinstance(error, CancelledError) else error


def _no_answer(_question: object) -> object:
    return None


def _run(work: Callable[..., object], context: JobContext, *, asks: bool) -> object:
    def on_progress(share: float) -> None:
        context.check()
        context.progress(share)

    return work(on_progress, context.request) if asks else work(on_progress)
