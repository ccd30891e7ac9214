"""Font files: those that ship or come in packages, and those of the system by family and by character.

The system's fonts are used if the table of fonts has none: their files are read once, when the first is needed. Fonts
with TrueType (`glyf`) and PostScript outlines (`CFF `) are used, also in collections.
"""

from __future__ import annotations

import os
import re
import struct
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import uharfbuzz as hb
import yaml

from briefbuilder.domain.values import value
from briefbuilder.system.paths import resources_folder

_STYLES = (
    ("regular", False, False),
    ("bold", True, False),
    ("italic", False, True),
    ("bold-italic", True, True),
)

FontClass = Literal["serif", "sans", "mono"]
_MONOSPACED = ("mono", "courier", "consolas", "menlo", "cousine")
_SANS = (
    "sans", "arial", "arimo", "helvet", "verdana", "tahoma", "segoe", "aptos", "gothic", "grotesk", "frutiger", "univers",
    "calibri", "carlito", "marianne", "trebuchet", "futura", "roboto", "meiryo", "yahei", "jhenghei", "simhei", "heiti", "pingfang",
    "hiragino kaku", "ゴシック", "メイリオ", "黑体", "黑體", "고딕",
)  # fmt: skip
_NO_EMBEDDING = 0x0002
_EDITABLE = 0x0008
_NO_SUBSET = 0x0100
_BITMAP_ONLY = 0x0200
_SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_USUAL_STYLES = frozenset(
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
_HAN_SERIF = {
    "JP": ("Yu Mincho", "Hiragino Mincho ProN", "MS Mincho", "Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif JP", "IPAMincho"),
    "SC": ("SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif CN"),
    "TC": ("PMingLiU", "Songti TC", "Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TW"),
    "KR": ("Batang", "AppleMyungjo", "Noto Serif CJK KR", "Noto Serif KR", "Source Han Serif KR", "NanumMyeongjo"),
}  # fmt: skip
"""The families for text in a font with serifs, by the forms of their Han characters."""
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
_NAMES_OF_FORMS = {
    "JP": re.compile(r"mincho|明朝|[\u3041-\u30ff]|\bjp$|^ms (?:p|ui )?gothic|^biz ud"),
    "SC": re.compile(r"\b(?:sc|cn)$|^n?sim(?:sun|hei)|^(?:fangsong|kaiti|dengxian)"),
    "TC": re.compile(r"\b(?:tc|tw|hk)$|mingliu"),
    "KR": re.compile(r"[\uac00-\ud7a3]|\bkr$|^(?:batang|dotum|gulim|gungsuh)"),
    "": re.compile(r"[\u3400-\u9fff]|\bcjk\b"),
}
"""What only the names of East Asian families have, by the forms of their Han characters, "" for any."""
_WIDE = frozenset("WFH")
_SCRIPTS = {
    "ARABIC": ("Noto Sans Arabic", "Noto Naskh Arabic", "Segoe UI", "Tahoma", "Geeza Pro"),
    "HEBREW": ("Noto Sans Hebrew", "Segoe UI", "Arial", "Arial Hebrew"),
}
_BROAD_FAMILIES = (
    "Noto Sans Symbols", "Noto Sans Symbols 2", "Noto Sans Symbols2", "Noto Sans Math", "DejaVu Sans", "Segoe UI", "Segoe UI Symbol",
    "Arial", "Arial Unicode MS", "Apple Symbols",
)  # fmt: skip


@value
class FamilyFile:
    """A file of a family: its name in its package, or its path beside the table; `variable` files have all weights."""

    name: str
    bold: bool
    italic: bool
    variable: bool


@value
class FontFamily:
    """A family that ships or comes in a `package` ("" for none).

    `draws` are the families in whose place it is drawn, `scripts` those that it has, and `fallback` the family for
    others ("" for none). `word` is the family that Word takes if it has not this one.
    """

    name: str
    draws: tuple[str, ...]
    scripts: tuple[str, ...]
    fallback: str
    word: str
    licence: str
    package: str
    files: tuple[FamilyFile, ...]


@lru_cache(maxsize=1)
def font_families() -> Mapping[str, FontFamily]:
    """Return the families of the table by their names and by those in whose place they are drawn, in lower case."""
    text = (resources_folder() / "fonts" / "fonts.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    rows: dict[str, list[dict[str, Any]]] = yaml.load(text, Loader=loader)  # noqa: S506 # a safe loader
    found: dict[str, FontFamily] = {}
    for row in rows["families"]:
        family = _read_family(row)
        for name in (family.name, *family.draws):
            found[name.casefold()] = family
    return found


def shipped_family(name: str) -> FontFamily | None:
    """Return the family of the table that draws the text of a family, None if it has none."""
    return font_families().get(name.casefold())


def is_twin(name: str) -> bool:
    """Return whether the table has another family with the letter widths of this one."""
    family = shipped_family(name)
    return family is not None and family.name.casefold() != name.casefold()


def font_class(name: str) -> FontClass:
    """Return whether a family is monospaced or has serifs, as far as its name says."""
    name = name.casefold()
    if any(word in name for word in _MONOSPACED):
        return "mono"
    return "sans" if any(word in name for word in _SANS) else "serif"


def _read_family(row: Mapping[str, Any]) -> FontFamily:
    variable = bool(row.get("variable", False))
    return FontFamily(
        name=row["name"],
        draws=tuple(row.get("draws", ())),
        scripts=tuple(row["scripts"]),
        fallback=row.get("fallback", ""),
        word=row.get("word", ""),
        licence=row["licence"],
        package=row.get("package", ""),
        files=tuple(
            FamilyFile(name=row[style], bold=bold, italic=italic, variable=variable)
            for style, bold, italic in _STYLES
            if style in row
        ),
    )


@value(kw_only=False)
class FontFile:
    """A face in a file, or all weights if it is `variable`; `index` is its number in a collection."""

    path: Path
    variable: bool
    bold: bool = False
    italic: bool = False
    index: int = 0


def package_font_files(family: str) -> tuple[FontFile, ...]:
    """Return the files that draw a family: those that ship or come in a package, none if these lack it."""
    shipped = shipped_family(family)
    found = []
    for file in shipped.files if shipped else ():
        path = _shipped_path(shipped.package, file.name) if shipped else None
        if path is not None:
            found.append(FontFile(path, file.variable, file.bold, file.italic))
    return tuple(found)


def _shipped_path(package: str, name: str) -> Path | None:
    if not package:
        return resources_folder() / "fonts" / name
    spec = find_spec(package)
    for folder in spec.submodule_search_locations or () if spec else ():
        root = Path(folder)
        for place in (root / "files", root / "fonts" / "ofl" / name.partition("[")[0].lower()):
            if (place / name).is_file():
                return place / name
    return None


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


def may_edit_with(face: hb.Face) -> bool:
    """Return whether a font may be embedded in documents that others edit: installable or editable embedding."""
    rights = _embedding_rights(face)
    return not rights & _BITMAP_ONLY and rights & 0x000F in {0, _EDITABLE}


def _embedding_rights(face: hb.Face) -> int:
    """Read fsType of the OS/2 table (OpenType specification)."""
    data = face.reference_table("OS/2").data if "OS/2" in face.table_tags else None
    return int(struct.unpack(">H", data[8:10])[0]) if data and len(data) >= 10 else 0


def _may_embed(face: hb.Face) -> bool:
    rights = _embedding_rights(face)
    return not rights & (_NO_SUBSET | _BITMAP_ONLY) and rights & 0x000F != _NO_EMBEDDING


def font_folders() -> tuple[Path, ...]:
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
    """Return the available files of a family: regular, bold, italic, bold italic."""
    return _index().get(family.casefold(), ())


def describe_system_fonts() -> str:
    """Return the paths, sizes and times of all font files of the system, by which a change of them is noticed."""
    files = ((path, path.stat()) for path in sorted(_paths()))
    return "\n".join(f"{path} {found.st_size} {found.st_mtime_ns}" for path, found in files)


def han_form(language: str) -> str:
    """Return whose forms of Han characters a language has: JP, SC, TC or KR, an empty text for other languages."""
    base, *subtags = language.lower().split("-")
    if base == "zh":
        return "SC" if _TRADITIONAL.isdisjoint(subtags) else "TC"
    return {"ja": "JP", "ko": "KR"}.get(base, "")


def han_form_of_family(family: str) -> str | None:
    """Return whose forms of Han characters a family has as far as its name says, None if it is no East Asian family."""
    name = unicodedata.normalize("NFKC", family).casefold()
    known = (form for table in (_HAN, _HAN_SERIF) for form in table if name in map(str.casefold, table[form]))
    named = (form for form, pattern in _NAMES_OF_FORMS.items() if pattern.search(name))
    return next(chain(known, named), None)


def suits_language(family: str, language: str) -> bool:
    """Return whether a family has the forms of Han characters of a language, as far as its name says."""
    own, form = han_form_of_family(family), han_form(language)
    return not own or not form or own == form


def is_wide(character: str) -> bool:
    """Return whether a character is an East Asian one, which is as wide as high or half as wide."""
    return unicodedata.east_asian_width(character) in _WIDE


def serif_families_for(character: str, form: str) -> tuple[str, ...]:
    """Return the families with serifs that may have an East Asian character in the forms of a language."""
    return _HAN_SERIF[form] if is_wide(character) else ()


def families_for(character: str, forms: tuple[str, ...]) -> Iterator[str]:
    """Yield the families that may have a character, best first; `forms` orders those of Han characters."""
    script = unicodedata.name(character, "").partition(" ")[0]
    yield from _SCRIPTS.get(script, ())
    if is_wide(character):
        for form in forms:
            yield from _HAN[form]
    if len(script) > 2:
        yield f"Noto Sans {script.title()}"
        yield f"Noto Serif {script.title()}"
    yield from _BROAD_FAMILIES


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[FontFile, ...]]:
    """Return the files of every family by its name, in the order of their paths."""
    found: dict[str, dict[tuple[bool, bool], FontFile]] = {}
    for path in sorted(_paths()):
        for file, names in _read_faces(path):
            for name in names:
                found.setdefault(name, {}).setdefault((file.bold, file.italic), file)
    return {name: tuple(files.values()) for name, files in found.items()}


def _paths() -> Iterator[Path]:
    for folder in font_folders():
        if folder.is_dir():
            yield from (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _read_faces(path: Path) -> Iterator[tuple[FontFile, set[str]]]:
    """Yield a file's faces in the usual weights with the names of their families."""
    index, count = 0, 1
    while index < count:
        face = open_face(path, index)
        if face is not None:
            count = face.count
            style = (_name(face, 17) or _name(face, 2)).casefold()
            variable = any(axis.tag == "wght" for axis in face.axis_infos)
            if style in _USUAL_STYLES:
                bold, italic = "bold" in style or style == "w6", "italic" in style or "oblique" in style
                names = {name.casefold() for name in (_name(face, 1), _name(face, 16)) if name}
                yield FontFile(path, variable, bold, italic, index), names
        index += 1


def _name(face: hb.Face, identifier: int) -> str:
    return str(face.get_name(identifier) or "")
