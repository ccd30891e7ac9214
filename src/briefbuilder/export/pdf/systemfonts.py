"""The system's own fonts: by family, and which of them are asked for a character.

They serve where no installed package has a font: their files are read once, when the first is needed.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

from briefbuilder.export.pdf.fontfiles import FontFile, open_face

_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_PLAIN = frozenset(
    {
        "regular",
        "book",
        "roman",
        "normal",
        "bold",
        "italic",
        "oblique",
        "bold italic",
        "bold oblique",
        "w3",
        "w6",
    }
)
_HAN = {
    "JP": ("Noto Sans CJK JP", "Source Han Sans JP", "Yu Gothic", "Meiryo", "Hiragino Sans", "Hiragino Kaku Gothic ProN", "MS Gothic", "Noto Serif CJK JP", "IPAGothic"),
    "SC": ("Noto Sans CJK SC", "Source Han Sans CN", "Microsoft YaHei", "PingFang SC", "SimSun", "Noto Serif CJK SC", "WenQuanYi Zen Hei"),
    "TC": ("Noto Sans CJK TC", "Source Han Sans TW", "Microsoft JhengHei", "PingFang TC", "PMingLiU", "Noto Serif CJK TC"),
    "KR": ("Noto Sans CJK KR", "Source Han Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", "NanumGothic", "Noto Serif CJK KR"),
}  # fmt: skip
_SCRIPTS = {
    "ARABIC": ("Noto Sans Arabic", "Noto Naskh Arabic", "Segoe UI", "Tahoma", "Geeza Pro"),
    "HEBREW": ("Noto Sans Hebrew", "Segoe UI", "Arial", "Arial Hebrew"),
}
_BROAD = (
    "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Symbols2", "Noto Sans Math", "DejaVu Sans", "Segoe UI", "Segoe UI Symbol",
    "Arial", "Arial Unicode MS", "Apple Symbols",
)  # fmt: skip


def folders() -> tuple[Path, ...]:
    """Return the folders in which the system and its user keep fonts."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows"))
        return (windows / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local/share/fonts",
        home / ".fonts",
    )


def family_files(family: str) -> tuple[FontFile, ...]:
    """Return the files of a family: plain, bold, italic and both, as far as they are there."""
    return _index().get(family.casefold(), ())


def families_for(character: str, forms: tuple[str, ...]) -> Iterator[str]:
    """Yield the families that may hold a character, best first; `forms` orders those of Han characters."""
    script = unicodedata.name(character, "").partition(" ")[0]
    yield from _SCRIPTS.get(script, ())
    if unicodedata.east_asian_width(character) in {"W", "F", "H"}:
        for form in forms:
            yield from _HAN[form]
    if len(script) > 2:
        yield f"Noto Sans {script.title()}"
        yield f"Noto Serif {script.title()}"
    yield from _BROAD


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[FontFile, ...]]:
    """Return the files of every family by its name, in the order of their paths."""
    found: dict[str, dict[tuple[bool, bool], FontFile]] = {}
    for path in sorted(_paths()):
        for file, names in _faces(path):
            for name in names:
                found.setdefault(name, {}).setdefault((file.bold, file.italic), file)
    return {name: tuple(files.values()) for name, files in found.items()}


def _paths() -> Iterator[Path]:
    for folder in folders():
        if folder.is_dir():
            yield from (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _faces(path: Path) -> Iterator[tuple[FontFile, set[str]]]:
    """Yield a file's faces in the usual weights with the names of their families."""
    index, count = 0, 1
    while index < count:
        face = open_face(path, index)
        if face is not None:
            count = face.count
            style = (_name(face, 17) or _name(face, 2)).casefold()
            variable = any(axis.tag == "wght" for axis in face.axis_infos)
            if style in _PLAIN:
                bold, italic = "bold" in style or style == "w6", "italic" in style or "oblique" in style
                names = {name.casefold() for name in (_name(face, 1), _name(face, 16)) if name}
                yield FontFile(path, variable, bold, italic, index), names
        index += 1


def _name(face: hb.Face, identifier: int) -> str:
    return str(face.get_name(identifier) or "")
