"""Where font files are: in the font packages that are installed, then among the system's TrueType fonts.

Only files with TrueType outlines that may be embedded are taken.
"""

from __future__ import annotations

import os
import struct
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

_NO_EMBEDDING = 0x0002
_NO_SUBSET = 0x0100
_BITMAP_ONLY = 0x0200
_REGULAR_NAMES = ("-Regular", "")


@dataclass(frozen=True, slots=True)
class FontFile:
    """A file that holds a face, or all weights of one where it is `variable`."""

    path: Path
    variable: bool
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class _Packed:
    package: str
    stem: str
    variable: bool = True
    italic: bool = False
    bold: bool = False


_RTL = "justmytype_intl_rtl"
_CJK = "justmytype_intl_cjk"
_PACKED: dict[str, tuple[_Packed, ...]] = {
    "Noto Serif": (
        _Packed("fontpkg_noto_serif", "NotoSerif[wdth,wght]"),
        _Packed("fontpkg_noto_serif", "NotoSerif-Italic[wdth,wght]", italic=True),
    ),
    "Noto Sans": (
        _Packed("fontpkg_noto_sans", "NotoSans[wdth,wght]"),
        _Packed("fontpkg_noto_sans", "NotoSans-Italic[wdth,wght]", italic=True),
    ),
    "Roboto Mono": (
        _Packed("fontpkg_roboto_mono", "RobotoMono[wght]"),
        _Packed("fontpkg_roboto_mono", "RobotoMono-Italic[wght]", italic=True),
    ),
    "IBM Plex Sans Arabic": (
        _Packed("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Regular", variable=False),
        _Packed("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic-Bold", variable=False, bold=True),
    ),
    "Noto Sans Hebrew": (_Packed(_RTL, "NotoSansHebrew[wdth,wght]"),),
    "Noto Sans JP": (_Packed(_CJK, "NotoSansJP[wght]"),),
    "Noto Sans SC": (_Packed(_CJK, "NotoSansSC[wght]"),),
    "Noto Sans TC": (_Packed(_CJK, "NotoSansTC[wght]"),),
    "Noto Sans KR": (_Packed(_CJK, "NotoSansKR[wght]"),),
}


def packed_files(family: str) -> tuple[FontFile, ...]:
    """Return the files of a family that comes in a package, none where that is not installed."""
    found = []
    for packed in _PACKED.get(family, ()):
        path = _packed_path(packed)
        if path is not None:
            found.append(FontFile(path, packed.variable, packed.bold, packed.italic))
    return tuple(found)


def _packed_path(packed: _Packed) -> Path | None:
    spec = find_spec(packed.package)
    for folder in spec.submodule_search_locations or () if spec else ():
        root = Path(folder)
        for place in (root / "files", root / "fonts" / "ofl" / _folder(packed.stem)):
            path = place / f"{packed.stem}.ttf"
            if path.is_file():
                return path
    return None


def _folder(stem: str) -> str:
    return stem.partition("[")[0].lower()


def system_folders() -> tuple[Path, ...]:
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


def system_files() -> tuple[Path, ...]:
    """Return the system's TrueType files, in the order of their paths."""
    found = (
        path for folder in system_folders() if folder.is_dir() for path in folder.rglob("*.[tT][tT][fF]")
    )
    return tuple(sorted(found))


def family_files(family: str, paths: tuple[Path, ...]) -> tuple[FontFile, ...]:
    """Return the files of a family among the system's: plain, bold, italic and both, as far as there."""
    wanted = family.casefold()
    found: dict[tuple[bool, bool], FontFile] = {}
    for path in paths:
        face = open_face(path)
        if face is None or wanted not in {_name(face, 1).casefold(), _name(face, 16).casefold()}:
            continue
        style = (_name(face, 17) or _name(face, 2)).casefold()
        key = ("bold" in style, "italic" in style or "oblique" in style)
        plain = style in {"regular", "book", "roman", "normal", "bold", "italic", "oblique"}
        if plain or style in {"bold italic", "bold oblique"}:
            found.setdefault(key, FontFile(path, _has_weights(face), key[0], key[1]))
    return tuple(found.values())


def script_files(character: str, paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files that may hold a character: those named after its script, then the broad ones."""
    script = unicodedata.name(character, "").partition(" ")[0].lower()
    stems = {path.stem.casefold(): path for path in paths}
    if len(script) > 2:
        for family in ("notosans", "notoserif"):
            for ending in _REGULAR_NAMES:
                path = stems.get(f"{family}{script}{ending}".casefold())
                if path is not None:
                    yield path
    for stem in _BROAD:
        if stem in stems:
            yield stems[stem]


_BROAD = (
    "notosanssymbols-regular",
    "notosanssymbols2-regular",
    "notosansmath-regular",
    "dejavusans",
    "segoeui",
    "seguisym",
    "arial unicode",
    "arialuni",
)


def open_face(path: Path) -> hb.Face | None:
    """Open a face with TrueType outlines that may be embedded; None for anything else."""
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        tags = set(face.table_tags)
    except (OSError, RuntimeError, ValueError):
        return None
    if not {"glyf", "head", "cmap"} <= tags or not face.upem:
        return None
    return face if "OS/2" not in tags or _may_embed(face) else None


def _may_embed(face: hb.Face) -> bool:
    """Read fsType of the OS/2 table (OpenType specification)."""
    data = face.reference_table("OS/2").data
    rights = int(struct.unpack(">H", data[8:10])[0]) if data and len(data) >= 10 else 0
    return not rights & (_NO_SUBSET | _BITMAP_ONLY) and rights & 0x000F != _NO_EMBEDDING


def _has_weights(face: hb.Face) -> bool:
    return any(axis.tag == "wght" for axis in face.axis_infos)


def _name(face: hb.Face, identifier: int) -> str:
    return str(face.get_name(identifier) or "")
