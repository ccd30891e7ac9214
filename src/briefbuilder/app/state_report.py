"""What the program finds on this computer: versions, fonts, dictionaries, SQLite, folders and the sandbox.

The command `doctor` prints it. A problem report has it, too, with the settings and the last reports of faults, but without
the content of any dossier and without paths.
"""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

from briefbuilder import __version__
from briefbuilder.app.resources import Resources
from briefbuilder.app.settings import Settings
from briefbuilder.system import paths
from briefbuilder.system.paths import log_folder

State = dict[str, dict[str, str | bool]]

_LIBRARIES = (
    "PySide6_Essentials", "reportlab", "python-docx", "lxml", "pydantic-core", "PyYAML", "trafilatura",
    "py3langid", "pyoxigraph", "rapidfuzz", "uharfbuzz", "pypdfium2", "pyphen", "python-bidi", "platformdirs",
)  # fmt: skip
_COMPONENTS = (
    "PySide6_Essentials", "pydantic-core", "python-docx", "reportlab", "uharfbuzz", "pypdfium2", "pyoxigraph", "rapidfuzz",
    "trafilatura", "lxml", "py3langid", "pyahocorasick", "PyYAML", "pyphen", "python-bidi", "platformdirs",
    "fontpkg-noto-sans", "fontpkg-noto-serif", "sqlcipher3", "msoffcrypto-tool", "pg8000", "pikepdf", "XlsxWriter",
)  # fmt: skip
"""What the program consists of, beside Python and Qt, as its licences are shown."""
_SCRIPTS = {
    "Latin": ("ẞ", "en"), "Greek": ("Ω", "el"), "Cyrillic": ("Ж", "ru"), "Arabic": ("ش", "ar"), "Hebrew": ("ש", "he"),
    "Japanese": ("あ", "ja"), "Chinese, simplified": ("汉", "zh-Hans"), "Chinese, traditional": ("漢", "zh-Hant"),
    "Korean": ("한", "ko"),
}  # fmt: skip

_MOST_FAULTS = 5
_LARGEST = 64 * 1024
"""Bytes that are read of one report of an error."""
_FIRST = ("versions", "settings")


def find_state(resources: Resources) -> State:
    """Return the state of the program and the computer, by area and name; this takes a second or two."""
    found: dict[str, str | bool] = {
        "briefbuilder": __version__,
        "Python": platform.python_version(),
        "system": platform.platform(),
        "frozen": bool(getattr(sys, "frozen", False)),
    }
    return {
        "versions": {**found, **{library: _version(library) for library in _LIBRARIES}},
        "sqlite": _sqlite(),
        "fonts": _fonts(),
        "dictionaries": _dictionaries(),
        "folders": _folders(resources),
        "sandbox": _sandbox(),
        "encryption": _encryption(),
        "programs": _programs(),
    }


def _version(library: str) -> str:
    # Imported late because it loads many modules that no other command needs.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        return "–"


def components() -> Iterator[tuple[str, str, str]]:
    """Yield the name, the version and the licence of each installed component; the licence is empty if it is not stated."""
    from importlib.metadata import PackageNotFoundError, metadata

    for name in _COMPONENTS:
        try:
            known = metadata(name)
        except PackageNotFoundError:
            continue
        stated = (known[field] for field in ("License-Expression", "License") if known.get_all(field))
        classifiers = (text for text in known.get_all("Classifier") or [] if text.startswith("License ::"))
        licence = next(stated, "") or ", ".join(text.rpartition(" :: ")[2] for text in classifiers)
        yield known["Name"], known["Version"], licence.strip().partition("\n")[0]


def _sqlite() -> dict[str, str | bool]:
    with closing(sqlite3.connect(":memory:")) as connection:
        features = {
            "FTS5": "CREATE VIRTUAL TABLE temp.words USING fts5(text)",
            "JSON": "SELECT json('[]')",
            "STRICT": "CREATE TABLE temp.kept (text TEXT) STRICT",
        }
        found = {name: _works(connection, probe) for name, probe in features.items()}
    return {"SQLite": sqlite3.sqlite_version, **found}


def _encryption() -> dict[str, str | bool]:
    """Return whether dossiers and exports can be encrypted, with the versions of the libraries that do it."""
    from briefbuilder.export.protection import is_protection_available
    from briefbuilder.storage.encryption import is_encryption_available

    found: dict[str, str | bool] = {"dossiers": is_encryption_available()}
    if found["dossiers"]:
        from briefbuilder.storage.sqlcipher import versions

        found |= {"sqlcipher3": _version("sqlcipher3"), **versions()}
    found["exports"] = is_protection_available()
    return {**found, **{library: _version(library) for library in ("pikepdf", "msoffcrypto-tool")}}


def _works(connection: sqlite3.Connection, probe: str) -> bool:
    try:
        connection.execute(probe)
    except sqlite3.Error:
        return False
    return True


def _fonts() -> dict[str, str | bool]:
    from briefbuilder.export.pdf.fonts import FontCollection
    from briefbuilder.system.fonts import font_families

    book = FontCollection()
    first, _ = book.face("Calibri", bold=False, italic=False)
    found: dict[str, str | bool] = {}
    for name in dict.fromkeys(family.draws[0] for family in font_families().values() if family.draws):
        twin, known = book.face(name, bold=False, italic=False)
        found[name] = twin.label if known else False
    for script, (character, language) in _SCRIPTS.items():
        face = book.face_for(character, first, bold=False, italic=False, language=language)
        found[script] = face.label if face else False
    return found


def _dictionaries() -> dict[str, str | bool]:
    """Return the spelling dictionaries by language."""
    from briefbuilder.app.spelling import find_installed_dictionaries
    from briefbuilder.spelling import is_available

    if not is_available():
        return {"hunspell": False}
    folder = Settings().spelling.folder
    found = find_installed_dictionaries(Path(folder) if folder else None)
    return {"hunspell": True, **{dictionary.language: f"{dictionary.stem}.dic" for dictionary in found}}


def _sandbox() -> dict[str, str | bool]:
    """Return the parts of the seal in which foreign files are read, and whether this system has each."""
    from briefbuilder.app.workers import TaskLimits, WorkerFailedError, WorkerPool
    from briefbuilder.system.sandbox import sealed_parts

    limits = TaskLimits(memory=1024**3, seconds=20.0)
    try:
        with WorkerPool(warm=1) as pool:
            found = pool.run_sealed(
                sealed_parts, result_type=dict[str, bool], prepare=_has_nothing_to_load, limits=limits
            )
    except WorkerFailedError:
        return {"process": False}
    return dict(found)


def _programs() -> dict[str, str | bool]:
    """Return the programs that read scans and old Office files, and whether this system can confine them."""
    from briefbuilder.app.outside import find_programs
    from briefbuilder.system.outside_programs import can_confine

    found = find_programs()
    return {
        "confinement": can_confine(),
        "Tesseract": found.tesseract.program.path if found.tesseract else False,
        "languages": ", ".join(found.tesseract.languages) if found.tesseract else False,
        "LibreOffice": found.office.path if found.office else False,
    }


def _has_nothing_to_load() -> bool:
    return True


def _folders(resources: Resources) -> dict[str, str | bool]:
    shipped, own = paths.template_folders()
    shared = resources.shared.folder
    named = {
        "resources": resources.folder,
        "templates": shipped,
        "own templates": own,
        **({"shared templates": shared} if shared else {}),
        "settings": paths.settings_file().parent,
        "logs": paths.log_folder(),
    }
    return {name: str(path) for name, path in named.items()}


def make_report(resources: Resources, settings: Settings, folder: Path | None = None) -> str:
    """Return the report as plain text; `folder` has the reports of errors, by default the program's own."""
    areas = find_state(resources) | {"settings": _settings(settings)}
    del areas["folders"]
    parts = [_area(name, areas[name]) for name in (*_FIRST, *sorted(areas.keys() - set(_FIRST)))]
    return "\n\n".join(["briefbuilder: problem report", *parts, *_faults(folder or log_folder())]) + "\n"


def _area(name: str, values: dict[str, str | bool]) -> str:
    lines = [f"  {key}: {_told(value)}" for key, value in values.items()]
    return "\n".join([name, *lines])


def _told(value: str | bool) -> str:
    """Return a value as text; a path says only that there is a file."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    is_path = PurePosixPath(value).is_absolute() or PureWindowsPath(value).is_absolute()
    return "yes" if is_path else value


def _settings(settings: Settings) -> dict[str, str | bool]:
    return {
        "language": settings.language or "system",
        "scheme": settings.scheme,
        "spelling": settings.spelling.on,
        "spelling folder": settings.spelling.folder is not None,
        "words of the user": str(len(settings.spelling.words)),
        "backups kept": str(settings.backups.keep),
        "backups folder": settings.backups.folder is not None,
        "shared taxonomies": settings.taxonomy_folder is not None,
        "shared templates": settings.template_folder is not None,
        "recent dossiers": str(len(settings.recent)),
        "set by an administrator": ", ".join(settings.policy.values()) or False,
    }


def _faults(folder: Path) -> Iterator[str]:
    """Yield the last reports of errors, the newest first."""
    paths = sorted(folder.glob("fault-*.txt"), reverse=True) if folder.is_dir() else []
    for path in paths[:_MOST_FAULTS]:
        try:
            with path.open("rb") as stream:
                text = stream.read(_LARGEST).decode("utf-8", "replace")
        except OSError:
            continue
        yield f"error {path.stem.removeprefix('fault-')}\n{text}"
