"""The language, fonts and sizes of the window's texts and of those that are read and written, and how dates are written."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QDate,
    QDateTime,
    QLibraryInfo,
    QLocale,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from briefbuilder.app.messages import REFERENCE, interface_languages
from briefbuilder.app.settings import Settings
from briefbuilder.domain.languages import base_language

_SCALES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""The sizes of a text, relative to the usual one."""
_FONT = "reader-font"
KEY_NAMES = (
    QT_TRANSLATE_NOOP("QShortcut", "Ctrl"),
    QT_TRANSLATE_NOOP("QShortcut", "Shift"),
    QT_TRANSLATE_NOOP("QShortcut", "Enter"),
    QT_TRANSLATE_NOOP("QShortcut", "Return"),
    QT_TRANSLATE_NOOP("QShortcut", "PgUp"),
    QT_TRANSLATE_NOOP("QShortcut", "PgDown"),
    QT_TRANSLATE_NOOP("QShortcut", "Up"),
    QT_TRANSLATE_NOOP("QShortcut", "Down"),
    QT_TRANSLATE_NOOP("QShortcut", "Left"),
    QT_TRANSLATE_NOOP("QShortcut", "Right"),
    QT_TRANSLATE_NOOP("QShortcut", "Home"),
    QT_TRANSLATE_NOOP("QShortcut", "End"),
    QT_TRANSLATE_NOOP("QShortcut", "Ins"),
    QT_TRANSLATE_NOOP("QShortcut", "Del"),
    QT_TRANSLATE_NOOP("QShortcut", "Space"),
    QT_TRANSLATE_NOOP("QShortcut", "Esc"),
)
"""Keys whose names Qt would translate: “Bild ab” is on German keyboards, “Bild abwärts” is not."""


def chosen_language(setting: str | None, system: QLocale | None = None) -> str:
    """Return the user's language, else the first supported language of the system, else English."""
    known = interface_languages()
    base = (setting or "").replace("_", "-").partition("-")[0]
    if base in known:
        return base
    names = (system or QLocale.system()).uiLanguages()
    bases = (base_language(name) for name in names)
    return next((base for base in bases if base in known), REFERENCE)


def load_language(application: QCoreApplication, language: str, folder: Path) -> tuple[QTranslator, ...]:
    """Install the translators of a language, first that of Qt, and set the default locale.

    `folder` contains `briefbuilder_<language>.qm`; English has one too, for its plurals.
    """
    QLocale.setDefault(QLocale(language))
    places = ((f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),)
    loaded: list[QTranslator] = []
    for name, place in (*places, (f"briefbuilder_{language}", str(folder))):
        translator = QTranslator(application)
        if translator.load(name, place):
            application.installTranslator(translator)
            loaded.append(translator)
    return tuple(loaded)


def unload_language(application: QCoreApplication, translators: tuple[QTranslator, ...]) -> None:
    """Remove translators before another language is loaded."""
    for translator in translators:
        application.removeTranslator(translator)
        translator.deleteLater()


class TextLook:
    """How a text is shown: its `scale`, relative to the usual size, and whether its font has serifs.

    What is read and what is written have sizes of their own, by their `name`, and the same font.
    """

    def __init__(self, settings: Settings, name: str) -> None:
        self._settings, self._name = settings, f"{name}-scale"

    @property
    def scale(self) -> float:
        """The size of the text, relative to the usual one."""
        kept = self._settings.window_state(self._name)
        return next((scale for scale in _SCALES if str(scale) == kept), 1.0)

    def resize(self, step: int) -> None:
        """Make the text larger (1), smaller (-1), or as large as usual (0)."""
        at = _SCALES.index(self.scale) + step if step else _SCALES.index(1.0)
        scale = _SCALES[min(max(at, 0), len(_SCALES) - 1)]
        self._settings.set_window_state(self._name, str(scale))

    @property
    def serif(self) -> bool:
        """Whether the font has serifs."""
        return self._settings.window_state(_FONT) != "sans"

    @serif.setter
    def serif(self, serif: bool) -> None:
        self._settings.set_window_state(_FONT, "serif" if serif else "sans")


def has_twelve_hours() -> bool:
    """Return whether the region of this computer writes 5:14 PM rather than 17:14."""
    # In the patterns of Qt, only AM or PM has this letter.
    return "a" in QLocale.system().timeFormat(QLocale.FormatType.ShortFormat).lower()


def moment_words(moment: str, language: str) -> str:
    """Return a moment in ISO 8601 as a day and a time of this computer, empty for what is not a moment."""
    shown = QDateTime.fromString(moment, Qt.DateFormat.ISODate)
    return date_words(shown, QLocale(language), "d MMM yyyy, HH:mm")


def date_words(moment: date | QDateTime | None, locale: QLocale, pattern: str) -> str:
    """Return a day, or a moment in local time, in a pattern of Qt; empty for None and for what is not a moment.

    German puts a full stop after the day, which the patterns of Qt leave to their caller. A time, HH:mm, is written as
    in the region of this computer.
    """
    if has_twelve_hours():
        pattern = pattern.replace("HH:mm", "h:mm AP")
    if locale.language() == QLocale.Language.German:
        pattern = pattern.replace("d MMM", "d. MMM")
    if isinstance(moment, QDateTime):
        return locale.toString(moment.toLocalTime(), pattern) if moment.isValid() else ""
    return locale.toString(QDate(moment.year, moment.month, moment.day), pattern) if moment else ""


# Fonts for scripts that the system cannot show, from installed font packages. They are for the screen only.

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
"""Parts of the names of families designed for screens, best first."""

_REGULAR = 400
"""CSS weight for variable fonts, which otherwise use their thinnest instance."""


def load_missing_fonts(application: QApplication) -> tuple[str, ...]:
    """Load fonts for scripts that the system has no font for, and return their families.

    The application's font lists all families, also the system's: the weight of a fallback font that Qt selects
    itself depends on the screen's pixel size and on what was drawn before.
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
    # The first family must not be an alias such as "Sans", which Qt does not resolve within a list.
    font.setFamilies([*dict.fromkeys((QFontInfo(font).family(), *named, *taken, *font.families()))])
    if taken:
        font.setVariableAxis(QFont.Tag("wght"), _REGULAR)
    application.setFont(font)
    return tuple(taken)


def _best(families: list[str], mark: str) -> str:
    """Return the best family for a script: one designed for screens, whose name ends in the script's mark."""

    def rank(family: str) -> tuple[int, bool]:
        ranks = (place for place, part in enumerate(_SCREEN) if part in family)
        return next(ranks, len(_SCREEN)), not family.endswith(mark)

    return min(families, key=rank)


def _files(package: str, folder: str) -> tuple[Path, ...]:
    spec = find_spec(package)
    roots = spec.submodule_search_locations if spec is not None else None
    return tuple(path for root in roots or () for path in sorted(Path(root, folder).glob("*.ttf")))


def _added(path: Path) -> list[str]:
    """Load a font file and return its family; the weights of a variable font are instances of the first."""
    number = QFontDatabase.addApplicationFont(str(path))
    return QFontDatabase.applicationFontFamilies(number)[:1] if number >= 0 else []


_BODY = 13
"""Pixels of the text of the window; the system's is taken if it is larger."""
_BASE = "base-size"
"""The property of the application that keeps the system's size."""


def set_text_size(application: QApplication, percent: int) -> None:
    """Set the size of all texts, in percent of the system's."""
    base = application.property(_BASE)
    if not isinstance(base, float):
        used = QFontInfo(application.font())
        base = used.pointSizeF() * max(1.0, _BODY / used.pixelSize())
        application.setProperty(_BASE, base)
    font = QFont(application.font())
    # Not in pixels: many texts are a share larger or smaller than the font in points.
    font.setPointSizeF(base * percent / 100)
    application.setFont(font)
