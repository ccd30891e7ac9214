"""Exports the briefing in hand: checks, asks, builds in a worker process, writes whole files or none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.notices import Finding
from briefbuilder.ui.briefing.export_dialog import ExportDialog
from briefbuilder.ui.preview.drawing import Checked, check_input
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.app.snapshot import ExportInput
    from briefbuilder.composing.release import LeftOut

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 80


class Exporter(QObject):
    """One export at a time.

    `started`, `progressed` (0 to 1) and `finished` (the paths, or none where nothing was written)
    frame an export; `go_requested` carries a Finding that the user wants to mend first.
    """

    started = Signal(str)
    progressed = Signal(float)
    finished = Signal(tuple)
    go_requested = Signal(object)

    def __init__(self, services: Services, over: QWidget | None = None) -> None:
        super().__init__(over)
        self._over = over
        self._services = services
        self._job: Job[Checked] | Job[tuple[Path, ...]] | None = None
        self._left_out: tuple[LeftOut, ...] = ()
        self._audience = ""

    @property
    def busy(self) -> bool:
        """Whether a check or an export is under way."""
        return self._job is not None

    def export(self, briefing: Briefing, pages: tuple[Finding, ...] = ()) -> None:
        """Check a briefing; ask what is to be written where once the check is done.

        `pages` is what laying out its pages has found already.
        """
        from briefbuilder.app.snapshot import snapshot

        session = self._services.holder.session
        if session is None or self.busy:
            return
        try:
            source = snapshot(session, briefing.id)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return

        def work(context: JobContext) -> Checked:
            return context.run_isolated(check_input, source)

        def done(checked: Checked) -> None:
            self._job = None
            further = tuple(finding for finding in pages if finding not in checked.findings)
            self._ask(source, (*checked.findings, *further))

        self.started.emit(self.tr("Checking “{title}” …").format(title=briefing.title))
        self._job = self._services.jobs.start(work, done, self._on_failed)

    def cancel(self) -> None:
        """Stop the export; no file is touched."""
        if self._job is not None:
            self._job.cancel()

    def _ask(self, source: ExportInput, findings: tuple[Finding, ...]) -> None:
        self.finished.emit(())
        prompter = self._services.prompter
        audiences = offered_audiences(source.briefing)
        window = self._over.window() if self._over is not None else None
        dialog = ExportDialog(self._services, source.briefing.title, findings, audiences, window)
        agreed = prompter.run(dialog)
        suffixes, going_to, audience = dialog.suffixes, dialog.going_to, dialog.audience
        dialog.deleteLater()
        if going_to is not None:
            self.go_requested.emit(going_to)
        if not agreed or not suffixes:
            return
        paths = self._ask_place(source.briefing.title, suffixes)
        wanted = self._for_audience(source, audience) if paths else None
        if wanted is not None:
            self._write(wanted, paths)

    def _for_audience(self, source: ExportInput, audience: str | None) -> ExportInput | None:
        """Return what is exported for an audience; None, and the user told, where it cannot be."""
        from briefbuilder.app.snapshot import snapshot

        session = self._services.holder.session
        if audience is None or session is None:
            return source
        try:
            return snapshot(session, source.briefing.id, audience)
        except BriefbuilderError as error:
            self._services.prompter.tell_error(error)
            return None

    def _ask_place(self, title: str, suffixes: tuple[str, ...]) -> tuple[Path, ...]:
        prompter = self._services.prompter
        first = suffixes[0]
        filters = {
            ".docx": self.tr("Word document (*.docx)"),
            ".pdf": self.tr("PDF (*.pdf)"),
            ".html": self.tr("Web page (*.html)"),
            ".md": self.tr("Markdown text (*.md)"),
        }
        chosen = prompter.save_file(self.tr("Export"), file_name(title) + first, filters[first])
        if chosen is None:
            return ()
        stem = chosen.with_suffix("") if chosen.suffix.lower() in filters else chosen
        paths = tuple(stem.with_name(stem.name + suffix) for suffix in suffixes)
        # The dialog asked about the file that was chosen; the one beside it is asked about here.
        others = [path.name for path in paths if path != chosen and path.exists()]
        question = self.tr("{names} is there already. Replace it?").format(names=", ".join(others))
        if others and not prompter.confirm(self.tr("Export"), question, self.tr("Replace")):
            return ()
        return paths

    def _write(self, source: ExportInput, paths: tuple[Path, ...]) -> None:
        def work(context: JobContext) -> tuple[Path, ...]:
            from briefbuilder.app.exporting import build_all
            from briefbuilder.export.files import write_atomically

            suffixes = tuple(path.suffix.lower() for path in paths)
            built = context.pool.run(
                build_all, source, suffixes, on_progress=context.progress, cancelled=context.cancelled
            )
            # Past this point files are written, here and not in the worker, which may be killed.
            context.check()
            for path in paths:
                write_atomically(path, built.files[path.suffix.lower()])
            return paths

        self._left_out = source.left_out
        self._audience = source.audience or ""
        self.started.emit(self.tr("Exporting “{title}” …").format(title=source.briefing.title))
        self._job = self._services.jobs.start(work, self._on_written, self._on_failed, self.progressed.emit)

    def _on_written(self, paths: tuple[Path, ...]) -> None:
        self._job = None
        self.finished.emit(paths)
        if self._left_out:
            lines = [" ".join(" ".join(one.texts).split()) for one in self._left_out]
            self._services.prompter.tell(
                self.tr("Export"),
                self.tr("%n passage(s) were left out for {audience}.", "", len(lines)).format(
                    audience=self._audience
                ),
                lines,
            )

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.finished.emit(())
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, BriefbuilderError):
            raise error
        self._services.prompter.tell_error(error)


def offered_audiences(briefing: Briefing | None) -> tuple[str, ...]:
    """Return the audiences to choose from; none where nothing is kept from anybody."""
    if briefing is None:
        return ()
    from briefbuilder.composing.release import audiences_of, is_restricted

    return audiences_of(briefing) if is_restricted(briefing) else ()


def file_name(title: str) -> str:
    """Return a name for a file from a title: nothing that a file system refuses, not too long."""
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split()).strip(". ")
    return name[:_LONGEST_NAME].rstrip(". ") or "briefing"
