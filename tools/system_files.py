"""Draws and fills in what Windows and macOS want of a program: icons, a version resource, an application's facts."""

from __future__ import annotations

import os
from pathlib import Path

from packaging.version import Version

from briefbuilder import __version__

PACKAGE = Path(__file__).resolve().parent / "package"
OLDEST_MACOS = "13.0"
"""What the wheels of Qt need; parts of a bundle may need a newer one."""


def write_system_files(folder: Path) -> None:
    """Write icons, version resources and Info.plist into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    draw_icons(folder)
    for program in ("briefbuilder", "briefbuilder-window"):
        (folder / f"{program}-version.txt").write_text(version_resource(program), encoding="utf-8")
    (folder / "Info.plist").write_text(application_facts(__version__, OLDEST_MACOS), encoding="utf-8")


def draw_icons(folder: Path) -> None:
    """Draw the icon of the program for Windows, macOS and Linux."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PIL import Image
    from PySide6.QtGui import QGuiApplication

    from briefbuilder.ui.widgets.icons import paint_program_icon

    _application = QGuiApplication.instance() or QGuiApplication([])
    paint_program_icon(512).save(str(folder / "briefbuilder.png"))
    with Image.open(folder / "briefbuilder.png") as picture:
        sizes = [(size, size) for size in (16, 24, 32, 48, 64, 128, 256)]
        picture.save(folder / "briefbuilder.ico", sizes=sizes)
        picture.save(folder / "briefbuilder.icns")
        picture.resize((256, 256)).save(folder / "briefbuilder.png")


def version_resource(program: str) -> str:
    """Return the version resource of a program for Windows, as PyInstaller reads it."""
    numbers = (*Version(__version__).release, 0, 0, 0)[:4]
    words = {"NUMBERS": str(numbers), "VERSION": __version__, "PROGRAM": program}
    return fill_in((PACKAGE / "windows" / "version_info.txt").read_text(encoding="utf-8"), words)


def application_facts(version: str, oldest_macos: str) -> str:
    """Return the Info.plist of an application for macOS."""
    text = (PACKAGE / "macos" / "Info.plist").read_text(encoding="utf-8")
    return fill_in(text, {"VERSION": version, "MINIMUM": oldest_macos})


def fill_in(text: str, words: dict[str, str]) -> str:
    """Replace each `@WORD@` of a text."""
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return text
