"""The Hunspell dictionaries of a machine: pairs of .aff and .dic, where systems and offices put them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PREFERRED = {
    "en": ("en-GB", "en-US"),
    "it": ("it-IT",),
    "fr": ("fr-FR", "fr"),
    "de": ("de-DE",),
    "es": ("es-ES", "es"),
    "pt": ("pt-PT",),
    "nl": ("nl-NL",),
}
"""Which of several dictionaries of a language is taken where a text does not say its country."""
_MOST_FILES = 5000
"""The most entries of one folder that are looked at."""
_LARGEST = 64 * 1024 * 1024
"""The largest dictionary, in bytes, that is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryFile:
    """A dictionary: its language (BCP 47) and the path of its two files without their endings."""

    language: str
    stem: str


def system_folders() -> tuple[Path, ...]:
    """Return the folders in which systems and LibreOffice keep dictionaries, those that may hold folders last."""
    home = Path.home()
    if sys.platform == "win32":
        programs = [
            Path(os.environ[name]) for name in ("ProgramFiles", "ProgramFiles(x86)") if name in os.environ
        ]
        roaming = Path(os.environ.get("APPDATA", home))
        return (
            *(folder / "LibreOffice" / "share" / "extensions" for folder in programs),
            *(folder / "Common Files" / "Hunspell" for folder in programs),
            roaming / "LibreOffice" / "4" / "user",
        )
    if sys.platform == "darwin":
        office = Path("/Applications/LibreOffice.app/Contents/Resources/extensions")
        return (home / "Library" / "Spelling", Path("/Library/Spelling"), office)
    data = os.environ.get("XDG_DATA_HOME") or str(home / ".local" / "share")
    return (
        Path(data) / "hunspell",
        *(
            Path(root) / name
            for root in ("/usr/local/share", "/usr/share")
            for name in ("hunspell", "myspell", "myspell/dicts")
        ),
        Path("/usr/lib/libreoffice/share/extensions"),
        Path("/usr/lib64/libreoffice/share/extensions"),
        Path("/opt/libreoffice/share/extensions"),
    )


def find_dictionaries(folders: Iterable[Path]) -> tuple[DictionaryFile, ...]:
    """Return the dictionaries in some folders and the folders right below them, the first of each language.

    A folder that is not there or cannot be read holds none.
    """
    found: dict[str, DictionaryFile] = {}
    for folder in folders:
        for path in sorted(_affixes(folder)):
            language = path.stem.replace("_", "-")
            if _is_language(language) and _is_whole(path):
                found.setdefault(
                    language.lower(), DictionaryFile(language=language, stem=str(path.with_suffix("")))
                )
    return tuple(found.values())


def best_for(dictionaries: Iterable[DictionaryFile], language: str) -> DictionaryFile | None:
    """Return the dictionary for a language (BCP 47): its own, else the usual one of the language, else any of it."""
    known = {one.language.lower(): one for one in dictionaries}
    base = language.partition("-")[0].lower()
    wanted = (language, *_PREFERRED.get(base, ()), base)
    exact = next((known[name.lower()] for name in wanted if name.lower() in known), None)
    return exact or next((one for name, one in known.items() if name.partition("-")[0] == base), None)


def _affixes(folder: Path) -> Iterator[Path]:
    """Yield the .aff files of a folder and of those below it, which is how LibreOffice divides them by language."""
    with suppress(OSError):
        for number, path in enumerate(folder.iterdir()):
            if number >= _MOST_FILES:
                return
            if path.suffix.lower() == ".aff":
                yield path
            elif path.is_dir() and not path.name.startswith("."):
                with suppress(OSError):
                    yield from path.glob("*.aff")


def _is_language(name: str) -> bool:
    parts = name.split("-")
    return parts[0].isalpha() and len(parts[0]) in {2, 3} and parts[0].islower() and len(parts) <= 3


def _is_whole(path: Path) -> bool:
    with suppress(OSError):
        words = path.with_suffix(".dic")
        return words.is_file() and path.is_file() and words.stat().st_size + path.stat().st_size <= _LARGEST
    return False
