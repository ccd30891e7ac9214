"""The sample briefing: the text is checked, composed and rendered in the background, one job at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from briefbuilder.app.jobs import JobSlot
from briefbuilder.ui.preview.builder import PageLoader
from briefbuilder.ui.preview.drawing import BuiltPreview, build_preview
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.templating.loader import LoadedTemplate

UPDATE_DELAY = 150
"""Milliseconds without a change before the text is checked."""


@dataclass(frozen=True, slots=True)
class SampleResult:
    """The check of a text and, if it has no errors, its pages in `language`."""

    checked: LoadedTemplate
    built: BuiltPreview | None
    language: str


@dataclass(frozen=True, slots=True)
class _SampleRequest:
    text: str
    path: Path
    language: str


class SamplePreview(QObject):
    """Updates the sample; `looked` carries a SampleResult, `failed` an exception that stopped the job."""

    looked = Signal(object)
    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, view: PreviewView, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self._request: _SampleRequest | None = None
        self._stale = False
        self._job = JobSlot(services.jobs)
        self._pages = PageLoader(services, view, lambda: self._job.running, self)
        self._pages.failed.connect(self.failed)
        self._timer = single_shot_timer(self, self._start, UPDATE_DELAY)

    @property
    def busy(self) -> bool:
        """Whether a delay, a job or a rendering is pending."""
        return self._timer.isActive() or self._job.running or self._pages.busy

    def show(self, text: str, path: Path, language: str) -> None:
        """Check and show a text of the file at `path`, in a language ("" for the template's first)."""
        self._request = _SampleRequest(text, path, language)
        self._stale = True
        self._timer.start()

    def stop(self) -> None:
        """Cancel all jobs."""
        self._timer.stop()
        self._request = None
        self._pages.stop()
        self._job.cancel()

    @Slot()
    def _start(self) -> None:
        wanted = self._request
        if self._job.running or wanted is None:
            return
        self._stale = False
        resources = self._services.resources.copy_for_thread()
        pages, scale = self._view.pages_to_build(), self._view.pixel_scale

        def work(context: JobContext) -> SampleResult:
            from briefbuilder.app.letterheads import folders_of, letterhead_findings
            from briefbuilder.app.templates import sample_of_template
            from briefbuilder.templating.loader import check_text

            resources.open_template(wanted.path)
            checked = check_text(wanted.text.encode(), wanted.path, resources.check_context())
            if checked.template is not None:
                of_letterhead = letterhead_findings(checked.template, folders_of(checked.files))
                checked = replace(checked, findings=(*checked.findings, *of_letterhead))
            context.check()
            context.request(checked)
            if checked.template is None:
                return SampleResult(checked, None, "")
            languages = checked.template.languages
            language = wanted.language if wanted.language in languages else languages[0]
            source = sample_of_template(checked.template, checked.files, language, resources)
            built = build_preview(source, pages, scale, context)
            return SampleResult(checked, built, language)

        self._job.start(
            work,
            self._on_built,
            self._on_failed,
            fault=self._on_failed,
            on_request=self.checked.emit,
        )

    def _on_built(self, looked: SampleResult) -> None:
        if looked.built is not None:
            self._pages.show(looked.built)
        self.looked.emit(looked)
        self._continue()

    def _on_failed(self, error: Exception) -> None:
        self.failed.emit(error)
        self._continue()

    def _continue(self) -> None:
        if self._stale and not self._timer.isActive():
            self._start()
