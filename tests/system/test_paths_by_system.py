"""Folders of the user, of fonts and of dictionaries on each operating system, with fakes of the system."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from briefbuilder.system import fonts, paths
from briefbuilder.system.fonts import font_folders
from briefbuilder.system.paths import (
    dictionary_folders,
    log_folder,
    settings_file,
    template_folders,
    user_data_folder,
)

VARIABLES = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA", "WINDIR")
CLASSES = {"win32": Windows, "darwin": MacOS, "linux": Unix}


def use(monkeypatch: pytest.MonkeyPatch, platform: str, **variables: str) -> None:
    for name in (*VARIABLES, "ProgramFiles", "ProgramFiles(x86)"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("HOME", "/folk/anna")
    for module in (fonts, paths):
        monkeypatch.setattr(module, "sys", SimpleNamespace(platform=platform))
    monkeypatch.setattr(platformdirs, "PlatformDirs", CLASSES[platform])
    if platform == "win32":
        known = {"CSIDL_LOCAL_APPDATA": "LOCALAPPDATA", "CSIDL_APPDATA": "APPDATA"}
        monkeypatch.setattr("platformdirs.windows.get_win_folder", lambda name: variables[known[name]])


def test_windows_keeps_the_users_files_in_the_local_application_data(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "win32", LOCALAPPDATA="C:/Profiles/anna/AppData/Local")
    local = Path("C:/Profiles/anna/AppData/Local")
    assert user_data_folder() == local / "briefbuilder"
    assert settings_file() == local / "briefbuilder" / "settings.json"
    assert log_folder() == local / "briefbuilder" / "Logs"
    assert template_folders()[1] == user_data_folder() / "templates"


def test_macos_keeps_the_users_files_in_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "darwin")
    library = Path("/folk/anna/Library")
    assert user_data_folder() == library / "Application Support" / "briefbuilder"
    assert settings_file() == library / "Application Support" / "briefbuilder" / "settings.json"
    assert log_folder() == library / "Logs" / "briefbuilder"


def test_linux_keeps_the_users_files_where_xdg_says(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "linux")
    assert user_data_folder() == Path("/folk/anna/.local/share/briefbuilder")
    assert settings_file() == Path("/folk/anna/.config/briefbuilder/settings.json")
    assert log_folder() == Path("/folk/anna/.local/state/briefbuilder/log")
    use(monkeypatch, "linux", XDG_DATA_HOME="/data", XDG_CONFIG_HOME="/config", XDG_STATE_HOME="/state")
    assert user_data_folder() == Path("/data/briefbuilder")
    assert settings_file() == Path("/config/briefbuilder/settings.json")
    assert log_folder() == Path("/state/briefbuilder/log")


def test_windows_has_fonts_of_the_system_and_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "win32", WINDIR="D:/Win")
    user = Path("/folk/anna/AppData/Local/Microsoft/Windows/Fonts")
    assert font_folders() == (Path("D:/Win/Fonts"), user)


def test_macos_has_fonts_of_the_system_the_computer_and_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "darwin")
    assert font_folders() == (
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
        Path("/folk/anna/Library/Fonts"),
    )


def test_linux_has_fonts_of_the_system_and_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "linux")
    assert Path("/usr/share/fonts") in font_folders()
    assert Path("/folk/anna/.local/share/fonts") in font_folders()


def test_windows_has_dictionaries_of_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "win32", ProgramFiles="C:/Programs", APPDATA="C:/Roaming")
    assert dictionary_folders() == (
        Path("C:/Programs/LibreOffice/share/extensions"),
        Path("C:/Programs/Common Files/Hunspell"),
        Path("C:/Roaming/LibreOffice/4/user"),
    )


def test_macos_has_dictionaries_of_the_system_and_of_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "darwin")
    assert dictionary_folders() == (
        Path("/folk/anna/Library/Spelling"),
        Path("/Library/Spelling"),
        Path("/Applications/LibreOffice.app/Contents/Resources/extensions"),
    )


def test_linux_has_dictionaries_of_the_user_before_those_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, "linux")
    assert dictionary_folders()[0] == Path("/folk/anna/.local/share/hunspell")
    assert Path("/usr/share/hunspell") in dictionary_folders()
    use(monkeypatch, "linux", XDG_DATA_HOME="/data")
    assert dictionary_folders()[0] == Path("/data/hunspell")
