"""Where files lie on each system: what ships with the program, the user's own data, dictionaries."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def data_root() -> Path:
    """Return the folder that holds `templates` and `resources` as they ship."""
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle) / "briefbuilder" / "_data"] if isinstance(bundle, str) else []
    candidates += [_PACKAGE / "_data", _PACKAGE.parent.parent]
    for candidate in candidates:
        if (candidate / "templates").is_dir() and (candidate / "resources").is_dir():
            return candidate
    raise FileNotFoundError(f"no templates and resources beside {_PACKAGE}")


def resources_folder() -> Path:
    """Return the folder of the resources that ship."""
    return data_root() / "resources"


def docs_folder() -> Path:
    """Return the folder of the documentation, which the help shows."""
    return data_root() / "docs"


def changelog_file() -> Path:
    """Return the file of what is new in each version."""
    return data_root() / "CHANGELOG.md"


def template_folders() -> tuple[Path, ...]:
    """Return the folders of templates, those that ship first; a later one wins over an earlier one."""
    return data_root() / "templates", user_data_folder() / "templates"


def user_data_folder() -> Path:
    """Return the folder of what the user adds (templates)."""
    from platformdirs import user_data_path

    return user_data_path("briefbuilder", appauthor=False)


def backups_folder() -> Path:
    """Return the folder of automatic backups, unless the user has chosen another."""
    return user_data_folder() / "backups"


def settings_file() -> Path:
    """Return the file of the user's settings."""
    from platformdirs import user_config_path

    return user_config_path("briefbuilder", appauthor=False) / "settings.json"


def log_folder() -> Path:
    """Return the folder of logs and reports of faults."""
    from platformdirs import user_log_path

    return user_log_path("briefbuilder", appauthor=False)


def dictionary_folders() -> tuple[Path, ...]:
    """Return the folders in which the system and LibreOffice keep Hunspell dictionaries, extensions last."""
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


def folder_key(folder: Path | None) -> str:
    """Return a name for the copies of what a shared folder holds: the same for the same path, and safe in any system."""
    if folder is None:
        return "none"
    from hashlib import sha256

    return sha256(os.fsencode(folder)).hexdigest()[:16]
