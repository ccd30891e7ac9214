"""Decodes the pictures of imported articles for the screen, in a sealed process: the window never opens their bytes."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from briefbuilder.app.workers import TaskLimits, WorkerFailedError
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext

_LIMITS = TaskLimits(memory=1024**3, seconds=20.0)
_BATCH = 8
"""Pictures of one article that are decoded in one process."""
_MOST_HEIGHT = 6000


@value
class DecodedPicture:
    """A picture as rows of pixels of four bytes: red, green, blue and alpha."""

    width: int
    height: int
    data: bytes

    def __post_init__(self) -> None:
        """Refuse sizes that do not fit the bytes: whoever shows the picture relies on them."""
        if self.width < 1 or self.height < 1 or len(self.data) != 4 * self.width * self.height:
            raise ValueError("a picture of another size than its bytes")


def decode_pictures(
    pictures: Mapping[str, bytes], width: int, context: JobContext
) -> Iterator[Mapping[str, DecodedPicture | None]]:
    """Yield the pictures of an article by name, some at a time; None for what cannot be decoded.

    Pictures wider than `width` pixels are scaled down.
    """
    from briefbuilder.app.warm_up import warm_up_pictures

    waiting = iter(pictures.items())
    while batch := dict(islice(waiting, _BATCH)):
        try:
            decoded = context.run_sealed(
                decode_all,
                tuple(batch.values()),
                width,
                result_type=tuple[DecodedPicture | None, ...],
                prepare=warm_up_pictures,
                limits=_LIMITS,
            )
        except WorkerFailedError:
            decoded = ()
        yield dict.fromkeys(batch) | dict(zip(batch, decoded, strict=False))


def decode_all(pictures: Iterable[bytes], width: int) -> tuple[DecodedPicture | None, ...]:
    """Return pictures as pixels, at most `width` wide; None for what cannot be decoded."""
    return tuple(_decode(data, width) for data in pictures)


def _decode(data: bytes, width: int) -> DecodedPicture | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                share = min(1.0, width / image.width, _MOST_HEIGHT / image.height)
                size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
                # A JPEG can be decoded at half or a quarter of its size.
                image.draft(None, size)
                pixels = image.convert("RGBA")
                if pixels.size != size:
                    pixels = pixels.resize(size)
    except (OSError, ValueError, SyntaxError, ArithmeticError, struct.error, Image.DecompressionBombError):
        return None
    return DecodedPicture(width=pixels.width, height=pixels.height, data=pixels.tobytes())
