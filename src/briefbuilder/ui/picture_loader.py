"""Loads the pictures of the text that is shown in the background and keeps them decoded."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from briefbuilder import app
from briefbuilder.app.jobs import JobContext, JobSlot
from briefbuilder.ui.services import Services

if TYPE_CHECKING:
    from briefbuilder.app.pictures import DecodedPicture

_MOST_BYTES = 96 * 1024 * 1024
"""Decoded pictures that are kept; what exceeds this in one article is not shown."""


class PictureLoader(QObject):
    """Decodes pictures in sealed processes; null images stand for those that cannot be shown."""

    loaded = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._wanted: tuple[str, ...] = ()
        self.job = JobSlot(services.jobs)

    def images(self, names: Iterable[str]) -> Mapping[str, QImage]:
        """Return the pictures of an article that are decoded, by name."""
        self._wanted = tuple(names)
        for name in self._wanted:
            if name in self._images:
                self._images.move_to_end(name)
        return {name: self._images[name] for name in self._wanted if name in self._images}

    def load(self, pictures: Mapping[str, bytes], width: int) -> None:
        """Decode pictures, instead of those that are being decoded; `loaded` is emitted when all of them are.

        `width` is their largest width in pixels.
        """
        self.job.cancel()
        if pictures:
            self.job.start(
                partial(_decode, pictures, width),
                lambda _: self.loaded.emit(),
                _fail,
                on_value=self._on_decoded,
            )

    def _on_decoded(self, decoded: Mapping[str, DecodedPicture | None]) -> None:
        for name, picture in decoded.items():
            image = QImage()
            if picture is not None:
                size = (picture.width, picture.height, 4 * picture.width)
                # A copy, since an image does not keep the bytes that it shows.
                image = QImage(picture.data, *size, QImage.Format.Format_RGBA8888).copy()
            self._keep(name, image)

    def _keep(self, name: str, image: QImage) -> None:
        """Keep a picture, and forget others that were shown before; null images take no room."""
        self._images[name] = image
        size = sum(image.sizeInBytes() for image in self._images.values())
        for other in [image for image in self._images if image not in self._wanted]:
            if size <= _MOST_BYTES:
                return
            size -= self._images.pop(other).sizeInBytes()
        if size > _MOST_BYTES:
            self._images[name] = QImage()


def _fail(error: Exception) -> None:
    raise error


def _decode(pictures: Mapping[str, bytes], width: int, context: JobContext) -> None:
    for decoded in app.pictures.decode_pictures(pictures, width, context):
        context.deliver(decoded)
