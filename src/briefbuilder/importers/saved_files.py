"""Gathers the pictures that a browser saved beside a page, before the page is read in a process that opens no files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath

from briefbuilder.importers.draft import FOLDER_ENDINGS
from briefbuilder.importers.limits import GATHERED_BYTES, PICTURE_BYTES, SAVED_FILES

_SIGNATURE_BYTES = 12
"""The first bytes of a file, in which the signs of all formats lie."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)


def gather_saved_files(name: str, folder: Path) -> Mapping[str, bytes]:
    """Return the pictures in the folder that a browser saved with a page of this name, by their paths from the page.

    Files outside that folder, after resolving links, are not opened; the first bytes decide whether a file is a
    picture. What exceeds the limits is left out.
    """
    stem = PurePosixPath(name).stem
    candidates = (folder / f"{stem}{ending}" for ending in FOLDER_ENDINGS)
    # Unlike `Path.is_dir`, this does not raise on names that are too long.
    saved_folder = next((candidate for candidate in candidates if os.path.isdir(candidate)), None)  # noqa: PTH112
    gathered: dict[str, bytes] = {}
    remaining = GATHERED_BYTES
    for path in islice(_walk_files(saved_folder), SAVED_FILES) if saved_folder else ():
        data = _read_picture(path, saved_folder, min(PICTURE_BYTES, remaining)) if saved_folder else None
        if data is not None:
            remaining -= len(data)
            gathered[path.relative_to(folder).as_posix()] = data
    return gathered


def find_attached_file(folder: Path, stated: str, suffixes: frozenset[str]) -> Path | None:
    """Return the file that a reference names, None unless it is beneath the folder after resolving links.

    Hidden files and folders are left out, and files without one of the suffixes. A path that leads elsewhere by its words
    is not even looked up: Windows would log on to the computer that it names.
    """
    try:
        root = folder.resolve()
        named = Path(os.path.normpath(root / stated.replace("\\", "/")))
        if not (named.is_relative_to(root) or named.is_relative_to(folder.absolute())):
            return None
        target = named.resolve()
        steps = target.relative_to(root).parts if target.is_relative_to(root) else ()
        if not steps or any(step.startswith(".") for step in steps) or not target.is_file():
            return None
    except (OSError, ValueError):
        return None
    return target if target.suffix.lower() in suffixes else None


def _walk_files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place, name) for name in sorted(names))


def _read_picture(path: Path, folder: Path, limit: int) -> bytes | None:
    """Return the bytes of a picture, or None if it is not a picture, outside the folder, unreadable, or larger than `limit`."""
    try:
        target = path.resolve()
        if not target.is_relative_to(folder.resolve()) or not target.is_file():
            return None
        with target.open("rb") as stream:
            head = stream.read(_SIGNATURE_BYTES)
            if picture_type(head) is None or target.stat().st_size > limit:
                return None
            data = head + stream.read(limit)
    except (OSError, ValueError):
        return None
    return data if len(data) <= limit else None


def picture_type(data: bytes) -> str | None:
    """Return the media type of a picture by its first bytes, None for other files."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for sign, media_type in _SIGNATURES if data.startswith(sign)), None)
