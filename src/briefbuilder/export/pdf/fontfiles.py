"""Font files: those of the packages that are installed, and opening any with outlines that may be embedded.

TrueType (`glyf`) and PostScript outlines (`CFF `) are taken, alone or in collections.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

_NO_EMBEDDING = 0x0002
_NO_SUBSET = 0x0100
_BITMAP_ONLY = 0x0200


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face of a file, or all weights of one where it is `variable`; `index` is its place in a collection."""

    path: Path
    variable: bool
    bold: bool = False
    italic: bool = False
    index: int = 0


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


def open_face(path: Path, index: int = 0) -> hb.Face | None:
    """Open a face with outlines that may be embedded; None for anything else."""
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)), index)
        tags = set(face.table_tags)
    except (OSError, RuntimeError, ValueError):
        return None
    if not ({"head", "cmap"} <= tags and tags & {"glyf", "CFF "}) or not face.upem:
        return None
    return face if "OS/2" not in tags or _may_embed(face) else None


def _may_embed(face: hb.Face) -> bool:
    """Read fsType of the OS/2 table (OpenType specification)."""
    data = face.reference_table("OS/2").data
    rights = int(struct.unpack(">H", data[8:10])[0]) if data and len(data) >= 10 else 0
    return not rights & (_NO_SUBSET | _BITMAP_ONLY) and rights & 0x000F != _NO_EMBEDDING
