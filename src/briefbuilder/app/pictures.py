"""Decodes the pictures of articles and own texts, for the screen and for exports, in sealed processes: nothing else opens them."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import threading
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from briefbuilder.app.workers import (
    PRELOAD_PICTURES,
    TaskLimits,
    WorkerFailedError,
    WorkerFaultError,
    WorkerPool,
)
from briefbuilder.domain.document import DocumentPicture
from briefbuilder.domain.errors import ImportRefusedError
from briefbuilder.domain.progress import Stop
from briefbuilder.domain.text import Block, Figure
from briefbuilder.domain.values import value

if TYPE_CHECKING:
    from briefbuilder.app.jobs import JobContext
    from briefbuilder.domain.article import Picture

_LIMITS = TaskLimits(memory=1024**3, seconds=20.0)
_BATCH = 8
"""Pictures of one article that are decoded in one process."""
_MOST_HEIGHT = 6000
_ORIENTATION, _FIRST_TURNED = 0x0112, 5
"""The EXIF tag of a picture's orientation, and its first value for one that is stored on its side."""


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
    waiting = iter(pictures.items())
    while batch := dict(islice(waiting, _BATCH)):
        try:
            yield _decode_batch(batch, width, context)
        except WorkerFailedError:
            # One of them, or a busy computer: each is tried once more, so that no other is lost with it.
            for name, data in batch.items():
                try:
                    yield _decode_batch({name: data}, width, context)
                except WorkerFailedError:
                    yield {name: None}


def _decode_batch(
    batch: Mapping[str, bytes], width: int, context: JobContext
) -> Mapping[str, DecodedPicture | None]:
    """Decode pictures in one sealed process; raises WorkerFailedError."""
    from briefbuilder.app.warm_up import warm_up_pictures

    decoded = context.pool.run_sealed(
        decode_all,
        tuple(batch.values()),
        width,
        result_type=tuple[DecodedPicture | None, ...],
        prepare=warm_up_pictures,
        limits=_LIMITS,
        cancelled=context.cancelled,
    )
    return dict(zip(batch, decoded, strict=True))


def decode_all(pictures: Iterable[bytes], width: int) -> tuple[DecodedPicture | None, ...]:
    """Return pictures as pixels, at most `width` wide; None for what cannot be decoded."""
    return tuple(_decode(data, width) for data in pictures)


def _decode(data: bytes, width: int) -> DecodedPicture | None:
    from PIL import Image, ImageOps

    from briefbuilder.export.pictures import to_eight_bits

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                is_turned = image.getexif().get(_ORIENTATION, 1) >= _FIRST_TURNED
                upright = image.size[::-1] if is_turned else image.size
                share = min(1.0, width / upright[0], _MOST_HEIGHT / upright[1])
                size = (max(1, round(upright[0] * share)), max(1, round(upright[1] * share)))
                # A JPEG can be decoded at half or a quarter of its size.
                image.draft(None, size[::-1] if is_turned else size)
                pixels = to_eight_bits(ImageOps.exif_transpose(image)).convert("RGBA")
                if pixels.size != size:
                    pixels = pixels.resize(size)
    except (OSError, ValueError, SyntaxError, ArithmeticError, struct.error, Image.DecompressionBombError):
        return None
    return DecodedPicture(width=pixels.width, height=pixels.height, data=pixels.tobytes())


# Pictures for exports. They are decoded once, since a preview is built again after each change.

_EXPORT_LIMITS = TaskLimits(memory=2 * 1024**3, seconds=60.0)
_MOST_CACHED = 96 * 1024 * 1024
"""Bytes of prepared pictures that are cached."""

_prepared: OrderedDict[bytes, DocumentPicture] = OrderedDict()
"""Prepared pictures by the SHA-256 of their bytes, those that were used last at the end."""
_cache_lock = threading.Lock()


def prepare_pictures(
    pictures: Mapping[str, Picture],
    *,
    pool: WorkerPool | None = None,
    cancelled: Stop | None = None,
) -> dict[str, DocumentPicture]:
    """Return pictures as the writers of an export take them; an empty one stands for what cannot be decoded.

    Each is decoded in a sealed process of its own. Raises CancelledError if `cancelled` returns true.
    """
    # Not by their names, which come from the dossier: a foreign one must not decide what another one shows.
    digests = {name: hashlib.sha256(picture.data).digest() for name, picture in pictures.items()}
    waiting = {digests[name]: picture.data for name, picture in pictures.items()}
    found = {digest: picture for digest in waiting if (picture := _find_prepared(digest)) is not None}
    waiting = {digest: data for digest, data in waiting.items() if digest not in found}
    if waiting:
        with WorkerPool(warm=1, preload=PRELOAD_PICTURES) as own:
            prepare = partial(_prepare_one, pool=pool or own, cancelled=cancelled)
            with ThreadPoolExecutor(min(4, os.cpu_count() or 1, len(waiting))) as threads:
                found.update(zip(waiting, threads.map(prepare, waiting.values()), strict=True))
        _keep_prepared({digest: found[digest] for digest in waiting})
    return {name: found[digest] for name, digest in digests.items()}


def _prepare_one(data: bytes, *, pool: WorkerPool, cancelled: Stop | None) -> DocumentPicture:
    from briefbuilder.app.warm_up import warm_up_pictures
    from briefbuilder.export.pictures import prepare_picture

    try:
        return pool.run_sealed(
            prepare_picture,
            data,
            result_type=DocumentPicture,
            prepare=warm_up_pictures,
            limits=_EXPORT_LIMITS,
            cancelled=cancelled,
        )
    except (WorkerFailedError, WorkerFaultError):
        return DocumentPicture()


def read_own_picture(data: bytes, name: str, pool: WorkerPool, cancelled: Stop | None) -> tuple[str, Picture]:
    """Return the picture of a file for a text of the user, without metadata, and its name, the SHA-256 of its bytes.

    Raises ImportRefusedError if it is too large or cannot be decoded to its end.
    """
    from briefbuilder.domain.article import Picture
    from briefbuilder.export.pictures import MAX_PIXELS
    from briefbuilder.importers.limits import PICTURE_BYTES, check_size

    check_size(len(data), PICTURE_BYTES, name)
    prepared = _prepare_one(data, pool=pool, cancelled=cancelled)
    file = prepared.file
    if file is None or prepared.samples is None:
        if file is not None and file.width * file.height > MAX_PIXELS:
            raise ImportRefusedError("import-picture-too-large", name=name, limit=str(MAX_PIXELS // 10**6))
        raise ImportRefusedError("import-picture-damaged", name=name)
    media_type = "image/png" if file.suffix == "png" else "image/jpeg"
    return hashlib.sha256(file.data).hexdigest(), Picture(media_type=media_type, data=file.data)


def read_own_pictures(
    blocks: Iterable[Block], pictures: Mapping[str, Picture], name: str, context: JobContext
) -> tuple[tuple[Block, ...], dict[str, Picture]]:
    """Return blocks with some foreign pictures as `read_own_picture` returns them, and these by their new names.

    A figure whose picture cannot be read keeps the name of that.
    """
    read: dict[str, tuple[str, Picture]] = {}
    kept: list[Block] = []
    for block in blocks:
        shown = (block.picture or "") if isinstance(block, Figure) else ""
        if shown in pictures and shown not in read:
            with suppress(ImportRefusedError):
                read[shown] = read_own_picture(pictures[shown].data, name, context.pool, context.cancelled)
        if isinstance(block, Figure) and shown in read:
            own, picture = read[shown]
            kept.append(replace(block, picture=own, media_type=picture.media_type))
        else:
            kept.append(block)
    return tuple(kept), dict(read.values())


def _find_prepared(digest: bytes) -> DocumentPicture | None:
    with _cache_lock:
        if digest in _prepared:
            _prepared.move_to_end(digest)
        return _prepared.get(digest)


def _keep_prepared(pictures: Mapping[bytes, DocumentPicture]) -> None:
    """Cache pictures, and drop those that were not used for longest."""
    with _cache_lock:
        _prepared.update(pictures)
        size = sum(map(_size, _prepared.values()))
        while size > _MOST_CACHED:
            size -= _size(_prepared.popitem(last=False)[1])


def _size(picture: DocumentPicture) -> int:
    size = len(picture.file.data) if picture.file else 0
    samples = picture.samples
    return size + (len(samples.data or b"") + len(samples.mask or b"") if samples else 0)
