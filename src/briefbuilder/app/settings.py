"""The user's own settings: language, last dossiers, the window's state, the colour scheme."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from briefbuilder.app.paths import settings_file
from briefbuilder.domain.errors import ExportError

Scheme = Literal["system", "light", "dark"]
_RECENT = 10


class _Stored(BaseModel):
    """The file's content; what a newer version added is kept as it is."""

    model_config = ConfigDict(extra="allow", validate_assignment=True)

    language: str | None = None
    scheme: Scheme = "system"
    recent: tuple[str, ...] = ()
    window: dict[str, str] = Field(default_factory=dict)


class Settings:
    """Settings that are written to the disk at each change; a file that cannot be read starts afresh."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the settings from a file, else from the user's own."""
        self.path = path or settings_file()
        self._stored = _read(self.path)

    @property
    def language(self) -> str | None:
        """The screen's language (BCP 47) where the user chose one, else None."""
        return self._stored.language

    @language.setter
    def language(self, language: str | None) -> None:
        self._stored.language = language
        self._save()

    @property
    def scheme(self) -> Scheme:
        """Light, dark or the system's colours."""
        return self._stored.scheme

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        self._stored.scheme = scheme
        self._save()

    @property
    def recent(self) -> tuple[Path, ...]:
        """The dossiers that were opened last, the latest first."""
        return tuple(Path(path) for path in self._stored.recent)

    def remember(self, dossier: Path) -> None:
        """Put a dossier at the head of those that were opened last."""
        path = str(dossier.resolve())
        others = tuple(one for one in self._stored.recent if one != path)
        self._stored.recent = (path, *others)[:_RECENT]
        self._save()

    def forget(self, dossier: Path) -> None:
        """Take a dossier off the list of those that were opened last."""
        path = str(dossier.resolve())
        self._stored.recent = tuple(one for one in self._stored.recent if one != path)
        self._save()

    def window_state(self, name: str) -> str | None:
        """Return what the window wrote under a name, which only the window understands."""
        return self._stored.window.get(name)

    def set_window_state(self, name: str, state: str) -> None:
        """Keep something of the window's under a name."""
        self._stored.window = {**self._stored.window, name: state}
        self._save()

    def _save(self) -> None:
        from briefbuilder.export.files import write_atomically

        # Settings are a comfort: on a profile that cannot be written, work goes on without them.
        with suppress(OSError, ExportError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, self._stored.model_dump_json(indent=2).encode())


def _read(path: Path) -> _Stored:
    try:
        return _Stored.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return _Stored()
