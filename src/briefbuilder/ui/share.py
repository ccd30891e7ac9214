"""Looks at a folder that a house shares, beside the window: it may be slow, or gone. Says what is amiss with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.shared_folders import ShareReport


class SharedSource(Protocol):
    """A shared folder, or none, whose last good files are kept on the computer."""

    folder: Path | None

    def look(self) -> ShareReport:
        """Take in what is new in the folder; it may take its time."""


class SharedFolderCheck(QObject):
    """`looked` carries the ShareReport of each look; what is asked for during one follows it, and alone counts."""

    looked = Signal(object)

    def __init__(self, services: Services, share: Callable[[], SharedSource], parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._share = services, share
        self._job: Job[ShareReport] | None = None
        self._again = False
        self._report: ShareReport | None = None

    def check_new_folder(self) -> None:
        """Look at another folder: what was said of the last one does not concern it."""
        self._report = None
        self.look()

    def look(self) -> None:
        """Look at the folder, if there is one."""
        share = self._share()
        # The folder may be another one by the time that a look which is under way ends.
        self._again = self._job is not None
        if share.folder is None or self._job is not None:
            return

        def work(_context: JobContext) -> ShareReport:
            return share.look()

        self._job = self._services.jobs.start(work, self._on_looked, self._on_failed)

    def words(self, lost: str) -> str:
        """Return what is amiss, empty where nothing is; `lost` says so of a {folder} that cannot be reached."""
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
            words = self.tr("No longer in the shared folder, used from the last copy: {names}")
            return words.format(names=names)
        return ""

    def _on_looked(self, report: ShareReport) -> None:
        self._job = None
        if self._again:
            self.look()
            return
        self._report = report
        self.looked.emit(report)

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, BriefbuilderError):
            raise error
