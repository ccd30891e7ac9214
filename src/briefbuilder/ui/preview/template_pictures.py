"""Pictures of the first pages of templates, made of sample briefings in the background."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.domain.page_images import PageImage
from briefbuilder.ui.preview.drawing import build_preview
from briefbuilder.ui.preview.view import page_image
from briefbuilder.ui.services import Services
from briefbuilder.ui.widgets.timers import single_shot_timer


@dataclass(frozen=True, slots=True)
class TemplatePicture:
    """What was found in a template: its name and its languages, and its first page; no page where it has errors.

    `stamps` are those of the files that it was read from.
    """

    path: Path
    title: str = ""
    languages: tuple[str, ...] = ()
    page: QImage | None = None
    stamps: Mapping[Path, int] | None = None


_CACHE: dict[tuple[Path, str, float], TemplatePicture] = {}
"""The pictures by the files of the templates, the language of the window and the scale; they are kept until the program ends."""


class TemplatePictures(QObject):
    """Draws the first pages of templates, one after the other; `drawn` carries a TemplatePicture.

    `scale` is in pixels per point, `pause` in milliseconds between two pages.
    """

    drawn = Signal(object)

    def __init__(self, services: Services, parent: QObject, scale: float, pause: int = 0) -> None:
        super().__init__(parent)
        self._services, self._scale, self._pause = services, scale, pause
        self._waiting: list[Path] = []
        self._job = JobSlot(services.jobs)
        self._timer = single_shot_timer(self, self._draw_next)

    @property
    def busy(self) -> bool:
        """Whether pictures are being drawn."""
        return self._job.running or self._timer.isActive()

    def picture(self, path: Path | None) -> TemplatePicture | None:
        """Return the picture of a template in the language of the window, None if it is not drawn yet."""
        return _CACHE.get((path, self._services.language, self._scale)) if path is not None else None

    def draw(self, paths: Iterable[Path]) -> None:
        """Draw the pictures that are missing, and those of templates that have changed."""
        self._waiting = [path for path in paths if not _is_fresh(self.picture(path))]
        if not self.busy:
            self._timer.start(0)

    def stop(self) -> None:
        """Stop drawing; the pictures that are there are kept."""
        self._waiting.clear()
        self._timer.stop()
        self._job.cancel()

    @Slot()
    def _draw_next(self) -> None:
        if not self._waiting:
            return
        path, language, scale = self._waiting.pop(0), self._services.language, self._scale
        resources = self._services.resources.copy_for_thread()

        def work(context: JobContext) -> tuple[TemplatePicture, PageImage | None]:
            from briefbuilder.templating.loader import read_template

            loaded = read_template(path, resources.check_context())
            template, stamps = loaded.template, {file: _stamp(file) for file in (path, *loaded.files)}
            if template is None:
                return TemplatePicture(path, stamps=stamps), None
            found = TemplatePicture(path, template.label(language), template.languages, stamps=stamps)
            try:
                source = app.templates.sample_of_template(template, loaded.files, language, resources)
                images = build_preview(source, (0,), scale, context).images
            except CancelledError:
                raise
            except BriefbuilderError:
                images = ()  # The card of a template that cannot be drawn shows its name alone.
            return found, images[0] if images else None

        self._job.start(work, self._on_drawn, ended=self._on_ended)

    def _on_drawn(self, result: tuple[TemplatePicture, PageImage | None]) -> None:
        found, page = result
        if page is not None:
            found = replace(found, page=page_image(page).copy())
        _CACHE[found.path, self._services.language, self._scale] = found
        self.drawn.emit(found)

    def _on_ended(self) -> None:
        if self._waiting:
            self._timer.start(self._pause)


def _is_fresh(picture: TemplatePicture | None) -> bool:
    stamps = picture.stamps if picture is not None else None
    return stamps is not None and all(_stamp(file) == stamp for file, stamp in stamps.items())


def _stamp(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
