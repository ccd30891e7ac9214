"""Selects the language of the window and loads its translations."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from briefbuilder.app.messages import REFERENCE, interface_languages


def chosen_language(setting: str | None, system: QLocale | None = None) -> str:
    """Return the user's language, else the first supported language of the system, else English."""
    known = interface_languages()
    if setting in known:
        return str(setting)
    names = (system or QLocale.system()).uiLanguages()
    bases = (name.partition("-")[0].lower() for name in names)
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
