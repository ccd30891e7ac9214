"""A page saved with its folder: the pictures that the browser put beside it, and nothing that lies elsewhere."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from briefbuilder.domain.article import Picture
from briefbuilder.importers.html.pictures import FindBeside
from briefbuilder.importers.limits import PICTURE_BYTES, SAVED_PICTURE_BYTES
from briefbuilder.importers.options import ReadingOptions
from briefbuilder.importers.saved.names import FOLDER_ENDINGS

_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)


def folder_beside(name: str, folder: Path | None) -> Path | None:
    """Return the folder that a browser saved beside the page of that name in `folder`, None where there is none."""
    if folder is None:
        return None
    stem = PurePosixPath(name).stem
    places = (folder / f"{stem}{ending}" for ending in FOLDER_ENDINGS)
    # Unlike a path's own question this one bears names that are too long for the system.
    return next((place for place in places if os.path.isdir(place)), None)  # noqa: PTH112


def pictures_beside(name: str, options: ReadingOptions) -> FindBeside | None:
    """Return what finds the pictures that were saved beside a page of that name, None where nothing was.

    What does not lie in that folder itself, after links are followed, is not opened; what is no picture by
    its first bytes is none, whatever its name.
    """
    beside = folder_beside(name, options.folder)
    if beside is None and not options.saved:
        return None
    left = SAVED_PICTURE_BYTES

    def find(address: str) -> Picture | None:
        nonlocal left
        for path in _paths(address):
            limit = min(PICTURE_BYTES, left)
            data = options.saved.get(str(path)) if beside is None else _bytes_in(beside, path, limit)
            kind = _kind(data) if data and len(data) <= limit else None
            if data and kind is not None:
                left -= len(data)
                return Picture(media_type=kind, data=data)
        return None

    return find


def _bytes_in(beside: Path, path: PurePosixPath, limit: int) -> bytes | None:
    """Return a file's bytes, None where it is not in the folder, cannot be read, or is larger than `limit`."""
    if path.parts[0] != beside.name:
        return None
    try:
        place = beside.parent.joinpath(*path.parts).resolve()
        inside = place.is_relative_to(beside.resolve()) and place.is_file()
        return place.read_bytes() if inside and place.stat().st_size <= limit else None
    except (OSError, ValueError):
        return None


def _paths(address: str) -> tuple[PurePosixPath, ...]:
    """Return the paths from a page that an address may name, none where it leads out of a folder beside it."""
    bare = address.partition("#")[0].partition("?")[0].strip()
    paths = (
        PurePosixPath(one.replace("\\", "/").removeprefix("./"))
        for one in dict.fromkeys((unquote(bare), bare))
    )
    return tuple(path for path in paths if len(path.parts) > 1 and not {"..", "/"} & set(path.parts) and bare)


def _kind(data: bytes) -> str | None:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for sign, kind in _SIGNS if data.startswith(sign)), None)
