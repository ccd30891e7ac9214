"""The pictures of pages that the preview holds: those of the present build, and older ones until sharp ones come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from briefbuilder.ui.preview.drawing import PageImage

KEPT = 4
"""Pages before and after those in sight whose pictures are kept."""
_SAME = 0.001
"""By how much scales may differ, in pixels a point, so that a picture still is sharp."""


@dataclass(slots=True)
class _Drawn:
    """The picture of a page; `fresh` until a newer build comes."""

    image: QImage
    scale: float
    fresh: bool = True


class PagePictures:
    """Pictures by their pages, from 0."""

    def __init__(self) -> None:
        self._drawn: dict[int, _Drawn] = {}

    def image(self, page: int) -> QImage | None:
        """Return the picture of a page, sharp or not, None where there is none."""
        drawn = self._drawn.get(page)
        return None if drawn is None else drawn.image

    def is_sharp(self, page: int, scale: float) -> bool:
        """Tell whether a page has a picture of the present build at a scale, in pixels a point."""
        drawn = self._drawn.get(page)
        return drawn is not None and drawn.fresh and abs(drawn.scale - scale) < _SAME

    def take(self, images: Iterable[PageImage], page_count: int) -> None:
        """Take in pictures of the present build, which has so many pages."""
        for one in images:
            if one.page < page_count:
                image = QImage(one.data, one.width, one.height, one.stride, QImage.Format.Format_RGB32)
                self._drawn[one.page] = _Drawn(image.copy(), one.scale)

    def grow_old(self, page_count: int) -> None:
        """Keep what there is for another build with so many pages, until its own pictures come."""
        self._drawn = {page: drawn for page, drawn in self._drawn.items() if page < page_count}
        for drawn in self._drawn.values():
            drawn.fresh = False

    def keep_near(self, seen: range) -> None:
        """Let go of the pictures that are far from the pages in sight."""
        near = range(seen.start - KEPT, seen.stop + KEPT)
        self._drawn = {page: drawn for page, drawn in self._drawn.items() if page in near}

    def clear(self) -> None:
        """Let go of all."""
        self._drawn.clear()
