"""Fonts for scripts that the system cannot show, taken from the font packages that are installed.

Which package serves for an export is the writers' business; this concerns the screen alone.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

_SCRIPTS = {
    QFontDatabase.WritingSystem.Japanese: ("JP", "justmytype_intl_cjk", "fonts/ofl/notosansjp"),
    QFontDatabase.WritingSystem.SimplifiedChinese: ("SC", "justmytype_intl_cjk", "fonts/ofl/notosanssc"),
    QFontDatabase.WritingSystem.TraditionalChinese: ("TC", "justmytype_intl_cjk", "fonts/ofl/notosanstc"),
    QFontDatabase.WritingSystem.Korean: ("KR", "justmytype_intl_cjk", "fonts/ofl/notosanskr"),
}

_SCREEN = (
    "Sans CJK",
    "Source Han Sans",
    "Noto Sans",
    "Yu Gothic",
    "Hiragino",
    "YaHei",
    "JhengHei",
    "PingFang",
    "Malgun",
)
"""What the names of families hold that are drawn for screens, best first."""

_REGULAR = 400
"""Weight (CSS) at which variable fonts are drawn; left alone they show the thinnest that they have."""


def load_missing_fonts(application: QApplication) -> tuple[str, ...]:
    """Make scripts readable that the system has no font for; return the families that were taken in.

    All families are named in the application's font, the system's own too, since a fallback that Qt finds
    by itself changes its weight with the size of the screen's pixels and with what was drawn before.
    """
    taken: list[str] = []
    named: list[str] = []
    for script, (mark, *place) in _SCRIPTS.items():
        there = QFontDatabase.families(script)
        if there:
            named.append(_best(there, mark))
        else:
            taken += [family for path in _files(*place) for family in _added(path)]
    font = QFont(application.font())
    # The first family must be a real one: a system's alias ("Sans") would not be found in a list.
    font.setFamilies([*dict.fromkeys((QFontInfo(font).family(), *named, *taken, *font.families()))])
    if taken:
        font.setVariableAxis(QFont.Tag("wght"), _REGULAR)
    application.setFont(font)
    return tuple(taken)


def _best(families: list[str], mark: str) -> str:
    """Return the family to name for a script: one made for the screen, and for the script by its mark."""

    def rank(family: str) -> tuple[int, bool]:
        made = (place for place, wanted in enumerate(_SCREEN) if wanted in family)
        return next(made, len(_SCREEN)), not family.endswith(mark)

    return min(families, key=rank)


def _files(package: str, folder: str) -> tuple[Path, ...]:
    spec = find_spec(package)
    roots = spec.submodule_search_locations if spec is not None else None
    return tuple(path for root in roots or () for path in sorted(Path(root, folder).glob("*.ttf")))


def _added(path: Path) -> list[str]:
    """Take a file in and return its family; a variable font's weights are instances of the first."""
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number)[:1] if number >= 0 else []
