"""Pictures of the first pages of templates, made of sample briefings in the background."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from briefbuilder.domain.errors import BriefbuilderError, CancelledError
from briefbuilder.ui.preview.drawing import PageImage, build_preview
from briefbuilder.ui.preview.view import page_image
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.jobs import Job, JobContext
    from briefbuilder.templating.model import Template

_SCALE = 0.6
"""Pixels per point: enough for a card on a screen of double density."""

Key = tuple[str, str, int]
"""A template's id, its language, and a hash of its content."""


_CACHE: dict[Key, QImage] = {}
"""The pictures, which are kept until the program ends."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    key: Key
    page: PageImage


class TemplatePictures(QObject):
    """Draws the first pages of templates, one after the other; `drawn` carries the id of a template."""

    drawn = Signal(str)

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._job: Job[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether pictures are being drawn."""
        return self._job is not None

    def picture(self, template: Template) -> QImage | None:
        """Return the picture of a template in the language of the window, None if it is not drawn yet."""
        return _CACHE.get(self._key(template))

    def draw(self, templates: Iterable[Template]) -> None:
        """Draw the pictures that are missing."""
        wanted = {self._key(one): one for one in templates if self._key(one) not in _CACHE}
        if not wanted or self._job is not None:
            return
        resources = self._services.resources.copy_for_thread()

        def work(context: JobContext) -> None:
            from briefbuilder.app.templates import sample_input, sample_sources

            sources = sample_sources(resources)
            for key, template in wanted.items():
                context.check()
                try:
                    profile = resources.profile(template.marking_profile)
                    letterhead = resources.letterhead_file(template.id)
                    pictures = resources.template_pictures(template.id)
                    source = sample_input(template, key[1], sources, profile, letterhead, pictures)
                    page = build_preview(source, (0,), _SCALE, context).images[0]
                except CancelledError:
                    raise
                except BriefbuilderError:
                    continue  # The card of a template that cannot be drawn shows its name alone.
                context.deliver(_Drawn(key, page))

        self._job = self._services.jobs.start(work, self._on_done, self._on_failed, on_value=self._on_drawn)

    def stop(self) -> None:
        """Stop drawing; the pictures that are there are kept."""
        if self._job is not None:
            self._job.cancel()

    def _key(self, template: Template) -> Key:
        language = self._services.language
        chosen = language if language in template.languages else template.languages[0]
        return template.id, chosen, hash(template.model_dump_json())

    @Slot(object)
    def _on_drawn(self, drawn: _Drawn) -> None:
        _CACHE[drawn.key] = page_image(drawn.page).copy()
        self.drawn.emit(drawn.key[0])

    def _on_done(self, _result: None) -> None:
        self._job = None

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, CancelledError):
            raise error
