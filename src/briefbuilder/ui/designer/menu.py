"""What the main window offers of templates: the designer's window, and the shared folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefbuilder.app.sharing import SharedTemplates
from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.sharing import ShareReport
    from briefbuilder.ui.designer.window import DesignerWindow


class Designing(QObject):
    """Opens the designer's window, and looks at the share; `message` says what is amiss with it."""

    message = Signal(str)
    looked = Signal()

    def __init__(self, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._services = services
        self._window = window
        self._designer: DesignerWindow | None = None
        self._job: Job[ShareReport] | None = None
        self.report: ShareReport | None = None
        services.actions.register("design-templates", self.show)
        services.actions.register("shared-templates", self.choose_share)
        services.holder.session_replaced.connect(self.look)
        self.look()

    @property
    def designer(self) -> DesignerWindow | None:
        """The designer's window, once it was asked for."""
        return self._designer

    def show(self) -> None:
        """Show the designer's window."""
        from briefbuilder.ui.designer.window import DesignerWindow

        if self._designer is None:
            self._designer = DesignerWindow(self._services, self._window)
            self._designer.templates_changed.connect(self._services.actions.refresh)
        if self._designer.isVisible():
            self._designer.raise_()
        else:
            self._designer.open_first()
            self._designer.show()
        self._designer.activateWindow()

    def close(self) -> bool:
        """Close the designer's window with the main one; False where it stays because of unsaved text."""
        return self._designer is None or not self._designer.isVisible() or self._designer.close()

    def choose_share(self) -> None:
        """Ask for the shared folder of templates; where there is one, ask first whether it is to go."""
        folder = self._services.resources.shared.folder
        prompter = self._services.prompter
        if folder is not None and prompter.confirm(
            self.tr("Shared folder of templates"),
            self.tr("Templates are shared from {folder}. Stop using it?").format(folder=folder),
            self.tr("Stop using it"),
        ):
            self.set_share(None)
            return
        chosen = prompter.open_folder(self.tr("Shared folder of templates"))
        if chosen is not None:
            self.set_share(chosen)

    def set_share(self, folder: Path | None) -> None:
        """Read templates from another share from now on."""
        self._services.settings.template_folder = folder
        self._services.resources.shared = SharedTemplates(folder)
        self.report = None
        self.look()

    def look(self) -> None:
        """Look at the share, beside the window: it may be slow, or gone."""
        shared = self._services.resources.shared
        if shared.folder is None or self._job is not None:
            return

        def work(_context: JobContext) -> ShareReport:
            return shared.look()

        self._job = self._services.jobs.start(work, self._on_looked, self._on_failed)

    def words(self) -> str:
        """Return what is amiss with the share, empty where nothing is."""
        report, shared = self.report, self._services.resources.shared
        if report is None:
            return ""
        if report.lost:
            return self.tr("{folder} cannot be reached; the last copies of its templates are used.").format(
                folder=shared.folder
            )
        if report.faults:
            first = self._services.words.error(report.faults[0])
            return self.tr("{fault} The last good copy is used.").format(fault=first)
        if report.gone:
            names = ", ".join(report.gone)
            return self.tr("No longer in the shared folder, used from the last copy: {names}").format(
                names=names
            )
        return ""

    def _on_looked(self, report: ShareReport) -> None:
        self._job = None
        self.report = report
        if words := self.words():
            self.message.emit(words)
        self.looked.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, BriefbuilderError):
            raise error
