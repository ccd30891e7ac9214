"""Makes the folder of the frozen program smaller: symbols, gaps, unused widths of fonts, notes of pip, and files that are there twice."""

from __future__ import annotations

import os
import platform
import struct
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from package.blas import reduce_blas
from package.icu import shrink_library

_PAGE = 4096
_LOADED = 1
"""The kind of a part of a library that is loaded into memory."""
_KEPT_OF_METADATA = frozenset({"METADATA", "entry_points.txt"})
_SAME_LIBRARIES = {"pillow.libs/libzstd-*.so.*": "libzstd.so.1"}
"""A library of a wheel, and what the folder has of the building system with the same functions."""
_SMALLEST_LINKED = 8192
"""The bytes from which on a second copy of a file becomes a link."""


def shrink_libraries(internal: Path) -> None:
    """Shrink what only Linux has as files of its own: the data of ICU, the routines of numpy, symbols for debuggers."""
    if sys.platform != "linux":
        return
    for library in internal.rglob("libicudata.so.*"):
        if not library.is_symlink():
            shrink_library(library)
    reduce_blas(internal)
    for path in internal.rglob("*.so*"):
        if not path.is_symlink() and "Qt" not in path.relative_to(internal).parts:
            path.chmod(0o755)
            if platform.machine() == "x86_64":
                _align_to_pages(path)
            subprocess.run(["strip", "--strip-unneeded", path], check=True)


def _align_to_pages(library: Path) -> None:
    """Let the parts of a library begin at any page, so that `strip` closes gaps of up to two megabytes between them."""
    data = bytearray(library.read_bytes())
    table, size, count = *struct.unpack_from("<Q", data, 32), *struct.unpack_from("<HH", data, 54)
    for place in range(table, table + size * count, size):
        kind, alignment = *struct.unpack_from("<I", data, place), *struct.unpack_from("<Q", data, place + 48)
        if kind == _LOADED and alignment > _PAGE:
            struct.pack_into("<Q", data, place + 48, _PAGE)
    library.write_bytes(data)


def shrink_fonts(internal: Path) -> None:
    """Leave the narrow widths out of fonts that are variable in width and weight: the program uses the normal width."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    for path in sorted(internal.glob("fontpkg_noto_*/files/*wdth*.ttf")):
        with TTFont(path, recalcTimestamp=False) as font:
            instancer.instantiateVariableFont(font, {"wdth": 100}, inplace=True)
            font.save(path)


def drop_notes(internal: Path) -> None:
    """Remove what pip notes of packages, once their licences were copied; the program asks for names and versions."""
    for folder in internal.glob("*.dist-info"):
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_dir():
                path.rmdir()
            elif path.name not in _KEPT_OF_METADATA or path.parent != folder:
                path.unlink()


def link_copies(program: Path) -> None:
    """Make a link of each further copy of a file, or of a library; only on Linux, where all formats of packages know links."""
    if sys.platform != "linux":
        return
    for pattern, kept in _SAME_LIBRARIES.items():
        for path in program.rglob(pattern):
            if not path.is_symlink():
                _link(path, path.parents[1] / kept)
    first: dict[str, Path] = {}
    for path in sorted(program.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.stat().st_size < _SMALLEST_LINKED:
            continue
        known = first.setdefault(sha256(path.read_bytes()).hexdigest(), path)
        if known is not path:
            _link(path, known)


def _link(path: Path, target: Path) -> None:
    if target.is_file():
        path.unlink()
        path.symlink_to(os.path.relpath(target, path.parent))
