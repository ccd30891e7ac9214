"""The table of the font families that ship: which one is drawn in place of a family of Word's.

Word documents name families that Word has; a PDF embeds an open family with the same letter widths, so that both have
the same lines and pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import yaml

from briefbuilder.system.paths import resources_folder

_STYLES = (
    ("regular", False, False),
    ("bold", True, False),
    ("italic", False, True),
    ("bold-italic", True, True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyFile:
    """A file of a family: its name in its package, or its path beside the table; `variable` files have all weights."""

    name: str
    bold: bool
    italic: bool
    variable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFamily:
    """A family that ships or comes in a `package` ("" for none).

    `draws` are the families in whose place it is drawn, `scripts` those that it has, and `fallback` the family for
    others ("" for none). `word` is the family that Word takes where it has not this one.
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
    """Return the family of the table that draws the text of a family, None where it has none."""
    return font_families().get(name.casefold())


def is_twin(name: str) -> bool:
    """Return whether the table has another family with the letter widths of this one."""
    family = shipped_family(name)
    return family is not None and family.name.casefold() != name.casefold()


FontClass = Literal["serif", "sans", "mono"]
_MONOSPACED = ("mono", "courier", "consolas", "menlo", "cousine")
_SANS = (
    "sans", "arial", "arimo", "helvet", "verdana", "tahoma", "segoe", "aptos", "gothic", "grotesk", "frutiger", "univers",
    "calibri", "carlito", "marianne", "trebuchet", "futura", "roboto",
)  # fmt: skip


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
