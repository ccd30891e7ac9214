"""Builds previews in a worker process, after a short delay: of a briefing when it changes, and of a template's sample.

At most one build of each runs. A change while it runs makes it stale: its pages are still shown, because they are
newer than the visible ones, and the next build starts at once. A stale build that takes long is cancelled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Signal, SignalInstance, Slot

from briefbuilder import app
from briefbuilder.app.jobs import Job, JobContext, JobSlot
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.notices import Finding
from briefbuilder.domain.page_images import RenderedPages
from briefbuilder.ui.preview.drawing import (
    Area,
    BuiltPreview,
    CheckedBriefing,
    build_preview,
    check_isolated,
    find_words_sealed,
    render_sealed,
)
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.timers import single_shot_timer

if TYPE_CHECKING:
    from briefbuilder.app.export_input import ExportInput
    from briefbuilder.templating.loader import LoadedTemplate


DEBOUNCE = 40
"""Milliseconds without a change before a build starts, after one of several changes in a row."""
SINGLE_CHANGE_DELAY = 15
"""Milliseconds before a build after a single change; changes of the same command are still combined."""
QUIET_PERIOD = 500
"""Milliseconds without a change after which the next one counts as single."""
QUICK_BUILD = 120
"""Builds faster than this (milliseconds) do not wait for further changes."""
MAX_STALE_BUILD = 1500
"""Milliseconds after which a stale build is cancelled; restarting a worker costs about as much."""


SAMPLE_DELAY = 150
"""Milliseconds without a change before the text of a template is checked."""


class PageLoader(QObject):
    """Renders the visible pages of a PDF for a view, but not while `is_building` says that a newer PDF is coming.

    `failed` carries an exception that stopped the rendering.
    """

    failed = Signal(object)

    def __init__(
        self, services: Services, view: PreviewView, is_building: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._is_building = is_building
        self.data = b""
        self.drawing = JobSlot(services.jobs)
        view.pages_needed.connect(self._draw)

    def show(self, built: BuiltPreview) -> None:
        """Show a new PDF."""
        self.data = built.data
        self._view.show_build(built.sizes, built.places, built.images, built.areas)

    def clear(self) -> None:
        """Show nothing."""
        self.data = b""
        self._view.clear()

    @Slot()
    def _draw(self) -> None:
        pages = self._view.missing_pages()
        if not pages or not self.data or self.drawing.running or self._is_building():
            return
        data = self.data

        def done(rendered: RenderedPages) -> None:
            if data is self.data:
                self._view.show_images(rendered.images)
            else:
                self._draw()

        work = partial(render_sealed, data, pages, self._view.pixel_scale)
        self.drawing.start(work, done, self.failed.emit, fault=self.failed.emit)


@dataclass(frozen=True, slots=True)
class _Build:
    job: Job
    briefing: str


class PreviewBuilder(QObject):
    """Builds, renders and checks in the background.

    `complete` adds to the input of a check what must be looked up in the dossier.
    `built` carries a BuiltPreview and `checked` a CheckedBriefing, each of the current briefing;
    `failed` an exception that stopped a build. `settled` is emitted when a build ends and no other one begins.
    """

    settled = Signal()
    built = Signal(object)
    checked = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        view: PreviewView,
        parent: QObject,
        *,
        complete: Callable[[ExportInput], ExportInput],
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self._complete = complete
        self._checked_claims: tuple[Finding, ...] = ()
        self._briefing: str | None = None
        self._audience: str | None = None
        self._build: _Build | None = None
        self._stale = False
        self._source: ExportInput | None = None
        self.pages = PageLoader(services, view, lambda: self._build is not None, self)
        self.pages.failed.connect(self.failed)
        self._checking, self._finding = JobSlot(services.jobs), JobSlot(services.jobs)
        self._clock = QElapsedTimer()
        self._took = 0
        self._last_change = QElapsedTimer()
        self._timer = single_shot_timer(self, self._start)

    @property
    def busy(self) -> bool:
        """Whether a delay, a build, a rendering or a check is pending."""
        return self.building or self.pages.drawing.running or self._checking.running or self._finding.running

    @property
    def building(self) -> bool:
        """Whether the pages that were shown last are not those of the briefing as it is."""
        return self._timer.isActive() or self._build is not None

    def show(self, briefing_id: str | None) -> None:
        """Show another briefing, or none."""
        if briefing_id != self._briefing:
            self._briefing = briefing_id
            self.pages.clear()
        if briefing_id is None:
            self.stop()
        else:
            self.refresh()

    def set_audience(self, audience: str | None) -> None:
        """Build and check the export for a recipient, None for the internal version."""
        if audience != self._audience:
            self._audience = audience
            if self._briefing is not None:
                self.refresh()

    def refresh(self) -> None:
        """Build again after a short delay."""
        self._stale = self._build is not None
        if self._build is not None and self._clock.elapsed() > MAX_STALE_BUILD:
            self._build.job.cancel()
        alone = not self._last_change.isValid() or self._last_change.elapsed() > QUIET_PERIOD
        self._last_change.start()
        self._timer.start(SINGLE_CHANGE_DELAY if alone or 0 < self._took < QUICK_BUILD else DEBOUNCE)

    def check_again(self) -> None:
        """Check again what was built last if its claims are others now."""
        if self._source is None or self._build is not None or self._timer.isActive():
            return
        complete = self._complete(self._source)
        if complete.claims != self._checked_claims:
            self._check(self._source, complete)

    def find_words(self, item: str, words: str) -> None:
        """Mark words of an item on the page, as soon as they are found; none are marked if they are not there."""
        self._finding.cancel()
        self._view.mark_words(())
        data, areas = self.pages.data, self._view.areas_of(item)
        if not words or not data or not areas:
            return

        def done(found: tuple[Area, ...]) -> None:
            if data is self.pages.data:
                self._view.mark_words(found)

        work = partial(find_words_sealed, data, words, areas)
        self._finding.start(work, done, self.failed.emit, fault=self.failed.emit)

    def stop(self) -> None:
        """Cancel all jobs."""
        self._timer.stop()
        self.pages.drawing.cancel()
        self._checking.cancel()
        self._finding.cancel()
        if self._build is not None:
            self._build.job.cancel()
        self._briefing = None

    def _start(self) -> None:
        session = self._services.holder.session
        if self._build is not None or session is None or self._briefing is None:
            return
        if session.store.briefing(self._briefing) is None:
            return
        try:
            source = app.export_input.snapshot(session, self._briefing, self._audience)
        except BriefbuilderError as error:
            self.failed.emit(error)
            self.settled.emit()
            return
        self._stale = False
        self._source = source
        self._clock.start()
        pages, scale = self._view.pages_to_build(), self._view.pixel_scale
        job = self._services.jobs.start(
            partial(build_preview, source, pages, scale), self._on_built, self._on_build_failed
        )
        self._build = _Build(job, self._briefing)

    def _on_built(self, built: BuiltPreview) -> None:
        build, self._build = self._build, None
        self._took = self._clock.elapsed()
        if build is not None and build.briefing == self._briefing:
            self.pages.show(built)
            self.built.emit(built)
        self._continue()

    def _on_build_failed(self, error: Exception) -> None:
        build, self._build = self._build, None
        if build is not None and build.briefing == self._briefing and not isinstance(error, CancelledError):
            self.failed.emit(error)
        self._continue()

    def _continue(self) -> None:
        """Build again if something changed in the meantime, else check the build."""
        if self._briefing is None or self._timer.isActive():
            return
        if self._stale or self._source is None or self._source.briefing.id != self._briefing:
            self._start()
        else:
            self._check(self._source, self._complete(self._source))
        if not self.building:
            self.settled.emit()

    def _check(self, source: ExportInput, complete: ExportInput) -> None:
        if self._checking.running:
            return
        self._checked_claims = complete.claims
        work = partial(check_isolated, complete)
        done, failed = (partial(self._on_checked, source, signal) for signal in (self.checked, self.failed))
        self._checking.start(work, done, failed, fault=failed)

    def _on_checked(
        self, source: ExportInput, signal: SignalInstance, result: CheckedBriefing | Exception
    ) -> None:
        """Emit what became of a check; if the briefing is another one or has changed, it is checked anew."""
        if self._build is not None:
            return
        if source is not self._source or source.briefing.id != self._briefing:
            self._continue()
            return
        signal.emit(result)
        self.check_again()


@dataclass(frozen=True, slots=True)
class SampleResult:
    """The check of a text and, if it has no errors, its pages in `language`."""

    checked: LoadedTemplate
    built: BuiltPreview | None
    language: str


class SamplePreview(QObject):
    """Updates a template's sample; `looked` carries a SampleResult, `failed` an exception that stopped the job."""

    looked = Signal(object)
    checked = Signal(object)
    failed = Signal(object)

    def __init__(self, services: Services, view: PreviewView, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self._request: tuple[str, Path, str] | None = None
        self._stale = False
        self._job = JobSlot(services.jobs)
        self._pages = PageLoader(services, view, lambda: self._job.running, self)
        self._pages.failed.connect(self.failed)
        self._timer = single_shot_timer(self, self._start, SAMPLE_DELAY)

    @property
    def busy(self) -> bool:
        """Whether a delay, a job or a rendering is pending."""
        return self._timer.isActive() or self._job.running or self._pages.drawing.running

    def show(self, text: str, path: Path, language: str) -> None:
        """Check and show a text of the file at `path`, in a language ("" for the template's first)."""
        self._request = text, path, language
        self._stale = True
        self._timer.start()

    def stop(self) -> None:
        """Cancel all jobs."""
        self._timer.stop()
        self._request = None
        self._pages.drawing.cancel()
        self._job.cancel()

    @Slot()
    def _start(self) -> None:
        if self._job.running or self._request is None:
            return
        text, path, wanted = self._request
        self._stale = False
        resources = self._services.resources.copy_for_thread()
        pages, scale = self._view.pages_to_build(), self._view.pixel_scale

        def work(context: JobContext) -> SampleResult:
            from briefbuilder.templating.loader import check_text

            resources.open_template(path)
            checked = check_text(text.encode(), path, resources.check_context())
            if checked.template is not None:
                of_letterhead = app.letterheads.letterhead_findings(
                    checked.template, app.letterheads.folders_of(checked.files)
                )
                checked = replace(checked, findings=(*checked.findings, *of_letterhead))
            context.check()
            context.request(checked)
            if checked.template is None:
                return SampleResult(checked, None, "")
            languages = checked.template.languages
            language = wanted if wanted in languages else languages[0]
            source = app.templates.sample_of_template(checked.template, checked.files, language, resources)
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
