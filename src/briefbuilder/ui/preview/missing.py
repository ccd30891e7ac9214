"""The pages of a PDF that come into sight: drawn in a worker process, one lot at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from briefbuilder.domain.errors import CancelledError
from briefbuilder.ui.preview.drawing import BuiltPreview, PageImage, draw_pages
from briefbuilder.ui.preview.view import PreviewView
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext


class MissingPages(QObject):
    """Shows a PDF in a view and draws what comes into sight, but not while `is_building` says that a newer one is coming.

    `failed` carries an exception that stopped the drawing.
    """

    failed = Signal(object)

    def __init__(
        self, services: Services, view: PreviewView, is_building: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self._is_building = is_building
        self._data = b""
        self._drawing: Job[tuple[PageImage, ...]] | None = None
        view.pages_needed.connect(self._draw)

    @property
    def busy(self) -> bool:
        """Whether pages are awaited."""
        return self._drawing is not None

    @property
    def data(self) -> bytes:
        """The PDF that is shown; empty where there is none."""
        return self._data

    def show(self, built: BuiltPreview) -> None:
        """Show a PDF in the place of the one before it."""
        self._data = built.data
        self._view.show_build(built.sizes, built.places, built.images)

    def clear(self) -> None:
        """Show nothing."""
        self._data = b""
        self._view.clear()

    def stop(self) -> None:
        """Let go of what is being drawn."""
        if self._drawing is not None:
            self._drawing.cancel()

    @Slot()
    def _draw(self) -> None:
        pages = self._view.missing_pages()
        if not pages or not self._data or self._drawing is not None or self._is_building():
            return
        data, scale = self._data, self._view.pixel_scale

        def work(context: JobContext) -> tuple[PageImage, ...]:
            return context.run_isolated(draw_pages, data, pages, scale)

        def done(images: tuple[PageImage, ...]) -> None:
            self._drawing = None
            if data is self._data:
                self._view.show_images(images)
            else:
                self._draw()

        self._drawing = self._services.jobs.start(work, done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._drawing = None
        if not isinstance(error, CancelledError):
            self.failed.emit(error)
