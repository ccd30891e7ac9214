"""The user's settings: language, recent dossiers, window state, colour scheme, spelling.

They are read before the first window is shown, so they do without pydantic-core, whose import takes longer than all else.
What an administrator has set (`policy.py`) replaces the user's choice, which stays in the file.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from briefbuilder.app.messages import interface_tags
from briefbuilder.app.policy import MOST_BACKUPS, Policy, current_policy
from briefbuilder.domain.errors import ExportError
from briefbuilder.domain.languages import base_language
from briefbuilder.domain.values import value
from briefbuilder.system.paths import backups_folder, settings_file
from briefbuilder.typed_json import fit_leniently

if TYPE_CHECKING:
    from briefbuilder.storage.backups import BackupPlan

Scheme = Literal["system", "light", "dark"]
_SCHEMES: tuple[Scheme, ...] = ("system", "light", "dark")
TEXT_SIZES = (90, 100, 110, 125, 150, 175, 200)
"""The sizes of the window's texts that can be chosen, in percent."""
_RECENT = 10
_KEPT_DOSSIERS = 50
"""Dossiers whose states are kept."""
_KEPT_BACKUPS = 10


@value
class Spelling:
    """Whether spelling is checked, a folder of the user's dictionaries, and the user's own words."""

    on: bool = True
    folder: str | None = None
    words: tuple[str, ...] = ()


@value
class Backups:
    """The folder of automatic backups, None for the program's own, and how many are kept of a dossier; 0 for none."""

    folder: str | None = None
    keep: int = _KEPT_BACKUPS


@dataclass(slots=True, eq=False, repr=False)
class _Stored:
    """The content of the file; `more` keeps what a newer version added."""

    language: str | None = None
    scheme: Scheme = "system"
    text_size: int = 100
    recent: tuple[str, ...] = ()
    taxonomies: str | None = None
    templates: str | None = None
    window: dict[str, str] = field(default_factory=dict)
    dossiers: dict[str, dict[str, str]] = field(default_factory=dict)
    spelling: Spelling = field(default_factory=Spelling)
    backups: Backups = field(default_factory=Backups)
    more: dict[str, object] = field(default_factory=dict)

    def as_json(self) -> bytes:
        """Return the content to write."""
        known = asdict(self)
        more = known.pop("more")
        return json.dumps(more | known, indent=2).encode()


class Settings:
    """Settings that are written to disk at each change; a file that cannot be read is ignored.

    Setting what an administrator has set raises PolicyError.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read the settings from a file, by default the user's own."""
        self.path = path or settings_file()
        self._known = b""
        with suppress(OSError):
            self._known = self.path.read_bytes()
        self._stored = _read(self._known) or _Stored()
        self._is_delayed = False
        self.save_later: Callable[[], object] | None = None
        """Called at each state of the window in place of writing the file; `save` must follow."""
        self.is_saved = True
        """Whether the file has the settings: the last attempt to write it succeeded."""

    @property
    def policy(self) -> Policy:
        """What the administrators of this computer have set."""
        return current_policy()

    @property
    def language(self) -> str | None:
        """The interface language (BCP 47) that the administrator or the user chose, else None."""
        return self.policy.language or self._stored.language

    @language.setter
    def language(self, language: str | None) -> None:
        self.policy.require_free("language")
        self._stored.language = language
        self.save()

    @property
    def scheme(self) -> Scheme:
        """Light, dark or the system's colours."""
        return self._stored.scheme

    @scheme.setter
    def scheme(self, scheme: Scheme) -> None:
        if scheme not in _SCHEMES:
            raise ValueError(scheme)
        self._stored.scheme = scheme
        self.save()

    @property
    def text_size(self) -> int:
        """The size of all texts of the window, in percent of the system's."""
        return self._stored.text_size

    @text_size.setter
    def text_size(self, percent: int) -> None:
        if percent not in TEXT_SIZES:
            raise ValueError(percent)
        self._stored.text_size = percent
        self.save()

    @property
    def recent(self) -> tuple[Path, ...]:
        """The recent dossiers, the latest first."""
        return tuple(Path(path) for path in self._stored.recent)

    def remember(self, dossier: Path) -> None:
        """Put a dossier first in the list of recent ones."""
        path = str(dossier.resolve())
        others = tuple(one for one in self._stored.recent if one != path)
        self._stored.recent = (path, *others)[:_RECENT]
        self.save()

    def forget(self, dossier: Path) -> None:
        """Remove a dossier from the list of recent ones."""
        path = str(dossier.resolve())
        self._stored.recent = tuple(one for one in self._stored.recent if one != path)
        self.save()

    @property
    def taxonomy_folder(self) -> Path | None:
        """The shared folder of taxonomies, None if none was chosen."""
        folder = self.policy.taxonomies_folder or self._stored.taxonomies
        return Path(folder) if folder else None

    @taxonomy_folder.setter
    def taxonomy_folder(self, folder: Path | None) -> None:
        self.policy.require_free("taxonomies-folder")
        self._stored.taxonomies = None if folder is None else str(folder)
        self.save()

    @property
    def template_folder(self) -> Path | None:
        """The shared folder of templates, None if none was chosen."""
        folder = self.policy.templates_folder or self._stored.templates
        return Path(folder) if folder else None

    @template_folder.setter
    def template_folder(self, folder: Path | None) -> None:
        self.policy.require_free("templates-folder")
        self._stored.templates = None if folder is None else str(folder)
        self.save()

    @property
    def spelling(self) -> Spelling:
        """The settings of the spelling check."""
        return self._stored.spelling

    @spelling.setter
    def spelling(self, spelling: Spelling) -> None:
        self._stored.spelling = spelling
        self.save()

    @property
    def backups(self) -> Backups:
        """The settings of automatic backups."""
        chosen, policy = self._stored.backups, self.policy
        return Backups(
            folder=policy.backups_folder or chosen.folder,
            keep=chosen.keep if policy.backups_kept is None else policy.backups_kept,
        )

    @backups.setter
    def backups(self, backups: Backups) -> None:
        chosen, before = self._stored.backups, self.backups
        if backups.folder != before.folder:
            self.policy.require_free("backups-folder")
            chosen = replace(chosen, folder=backups.folder)
        if backups.keep != before.keep:
            self.policy.require_free("backups-kept")
            chosen = replace(chosen, keep=backups.keep)
        self._stored.backups = chosen
        self.save()

    @property
    def backup_plan(self) -> BackupPlan:
        """Where backups are kept, and how many of a dossier."""
        from briefbuilder.storage.backups import BackupPlan

        chosen = self.backups
        return BackupPlan(folder=Path(chosen.folder) if chosen.folder else backups_folder(), keep=chosen.keep)

    def window_state(self, name: str) -> str | None:
        """Return a state that the window stored under a name; only the window knows its format."""
        return self._stored.window.get(name)

    def set_window_state(self, name: str, state: str) -> None:
        """Store a state of the window under a name."""
        self.set_window_states({name: state})

    def set_window_states(self, states: Mapping[str, str]) -> None:
        """Store several states of the window under their names, writing the file once."""
        changed = {**self._stored.window, **states}
        if changed != self._stored.window:
            self._stored.window = changed
            self._save_state()

    def dossier_state(self, dossier: Path) -> Mapping[str, str]:
        """Return what the window stored about a dossier, such as the article that was open, by names."""
        return dict(self._stored.dossiers.get(_key(dossier), {}))

    def set_dossier_state(self, dossier: Path, states: Mapping[str, str]) -> None:
        """Store states of the window for a dossier under their names, beside those that are stored already."""
        key = _key(dossier)
        own = self._stored.dossiers.get(key, {})
        others = {path: state for path, state in self._stored.dossiers.items() if path != key}
        kept = list(others.items())[-(_KEPT_DOSSIERS - 1) :]
        changed = {**dict(kept), key: {**own, **states}}
        if changed != self._stored.dossiers or list(changed) != list(self._stored.dossiers):
            self._stored.dossiers = changed
            self._save_state()

    def _save_state(self) -> None:
        # A splitter that is dragged has another state at each pixel, and a file takes a disk many milliseconds.
        if not self._is_delayed:
            (self.save_later or self.save)()

    @contextmanager
    def written_once(self) -> Iterator[None]:
        """Write the file once at the end of a block, rather than at each change in it."""
        before, self._is_delayed = self._is_delayed, True
        written = self._stored.as_json()
        try:
            yield
        finally:
            self._is_delayed = before
            if self._stored.as_json() != written:
                self.save()

    def save(self) -> None:
        """Write the file."""
        if self._is_delayed:
            return
        from briefbuilder.system.files import create_private_folder, write_atomically

        # Work goes on if settings cannot be written.
        self.is_saved = False
        with suppress(OSError, ExportError):
            create_private_folder(self.path.parent)
            self._take_in_others()
            written = self._stored.as_json()
            write_atomically(self.path, written, private=True)
            self._known, self.is_saved = written, True

    def _take_in_others(self) -> None:
        """Take over what another window has changed in the file since this one read or wrote it."""
        found = self.path.read_bytes() if self.path.exists() else self._known
        other = _read(found) if found != self._known else None
        if other is not None:
            base = _read(self._known) or _Stored()
            merged = _merge(*(json.loads(each.as_json()) for each in (base, self._stored, other)))
            self._stored = _read(json.dumps(merged).encode()) or self._stored


def _key(dossier: Path) -> str:
    return str(dossier.absolute())


def _merge(base: Any, own: Any, other: Any) -> Any:
    """Return a value of JSON with the changes that `own` and `other` have each made to `base`; `own` wins."""
    if own == base:
        return other
    if isinstance(own, dict) and isinstance(other, dict) and isinstance(base, dict):
        added = {name: text for name, text in other.items() if name not in own and name not in base}
        kept = (name for name in own if name in other or own[name] != base.get(name))
        return added | {name: _merge(base.get(name), own[name], other.get(name)) for name in kept}
    if isinstance(own, list) and isinstance(other, list):
        return own + [each for each in other if each not in own and each not in (base or ())]
    return own


def _read(written: bytes) -> _Stored | None:
    """Keep each value that makes sense; the others are ignored. Return None if there are none."""
    try:
        values = json.loads(written)
    except (ValueError, RecursionError):
        return None
    stored = fit_leniently(_Stored, values)
    if stored is None:
        return None
    stored.more = {name: value for name, value in values.items() if name not in _Stored.__dataclass_fields__}
    stored.language = _language(stored.language)
    stored.taxonomies, stored.templates = _path(stored.taxonomies), _path(stored.templates)
    stored.text_size = stored.text_size if stored.text_size in TEXT_SIZES else 100
    stored.recent = tuple(filter(_path, stored.recent))[:_RECENT]
    stored.spelling = replace(stored.spelling, folder=_path(stored.spelling.folder))
    keep = stored.backups.keep if 0 <= stored.backups.keep <= MOST_BACKUPS else _KEPT_BACKUPS
    stored.backups = Backups(folder=_path(stored.backups.folder), keep=keep)
    return stored


def _path(value: str | None) -> str | None:
    """Return a path if a file can have it, else None."""
    with suppress(UnicodeEncodeError):
        if value is not None and b"\0" not in os.fsencode(value):
            return value
    return None


def _language(tag: str | None) -> str | None:
    """Return the interface language of a tag such as "de_AT", None if the program does not have it."""
    base = base_language(tag.replace("_", "-")) if tag else ""
    return base if base in interface_tags() else None
