"""Checks shared folders in the background: they may be slow or missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.app.shared_folders import SharedFiles, ShareReport
from briefbuilder.ui.services import Services


class SharedFolderCheck(QObject):
    """Runs one check at a time; a check requested meanwhile runs afterwards and replaces the result.

    `looked` carries the ShareReport of each check.
    """

    looked = Signal(object)

    def __init__(self, services: Services, share: Callable[[], SharedFiles], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._share = services, share
        self._job = JobSlot(services.jobs)
        self._again = False
        self._report: ShareReport | None = None

    def check_new_folder(self) -> None:
        """Check another folder and forget the report of the last one."""
        self._report = None
        self.look()

    def look(self) -> None:
        """Check the folder, if there is one."""
        share = self._share()
        # The folder may have changed when the running check ends.
        self._again = self._job.running
        if share.folder is None or self._job.running:
            return

        def work(_context: JobContext) -> ShareReport:
            return share.look()

        self._job.start(work, self._on_looked)

    def words(self, lost: str) -> str:
        """Return the problem to show, or an empty text; `lost` is the text for a {folder} that cannot be reached."""
        report, folder = self._report, self._share().folder
        if report is None or folder is None:
            return ""
        if report.lost:
            return lost.format(folder=folder)
        if report.faults:
            first = self._services.words.error(report.faults[0])
            return self.tr("{fault} The last good copy is used.").format(fault=first)
        if report.gone:
            names = ", ".join(report.gone)
            words = self.tr("No longer in the shared folder: {names}. The last copies are used.")
            return words.format(names=names)
        return ""

    def _on_looked(self, report: ShareReport) -> None:
        if self._again:
            self.look()
            return
        self._report = report
        self.looked.emit(report)
