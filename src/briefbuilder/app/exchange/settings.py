"""What this computer remembers of the exchange of each dossier: the name of the desk, its place, its partners.

It is beside the settings, not in the dossier, because it is not true of a copy on another computer. Keys and passwords are
not in it, only the path of the key's file.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.domain.errors import ExchangeError, ExportError
from briefbuilder.domain.values import value
from briefbuilder.exchange.records import is_hash
from briefbuilder.system.files import create_private_folder, write_atomically
from briefbuilder.system.paths import settings_file
from briefbuilder.typed_json import fit_leniently

if TYPE_CHECKING:
    from briefbuilder.storage.store import Store

LONGEST_NAME = 100
_FILE = "exchange.json"
_KEPT = 500
"""Dossiers that are remembered, the ones that were used last."""
_MOST_PARTNERS, _MOST_HEADS = 200, 10_000


@value
class Partner:
    """Another desk to which files of changes go.

    `sent` are the newest batches of this dossier when it was last sent something, `confirmed` those that its own files say
    it has, `lacking` the pieces that it said it lacks. `desk` is the id of its line, "" until it sent a file.
    """

    name: str
    desk: str = ""
    sent: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@value
class DeskMemory:
    """What is remembered of one dossier. `place` is a folder, or the address of a server, or "" if none was chosen."""

    name: str = ""
    place: str = ""
    key_file: str = ""
    partners: tuple[Partner, ...] = ()

    def partner(self, name: str) -> Partner | None:
        """Return the partner of a name, without regard to case."""
        folded = name.strip().casefold()
        return next((each for each in self.partners if each.name.casefold() == folded), None)

    def partner_at(self, desk: str, name: str) -> Partner | None:
        """Return the partner with a desk, else the only one whose desk is not known yet and whose name is part of a name."""
        known = next((each for each in self.partners if each.desk == desk), None)
        words = set(name.casefold().split())
        named = [
            each for each in self.partners if not each.desk and set(each.name.casefold().split()) <= words
        ]
        return known or (named[0] if len(named) == 1 else None)

    def with_partner(self, partner: Partner) -> DeskMemory:
        """Return the memory with a partner, in the place of one of that name."""
        folded = partner.name.casefold()
        others = tuple(each for each in self.partners if each.name.casefold() != folded)
        return replace(self, partners=(*others, partner)[-_MOST_PARTNERS:])


class ExchangeSettings:
    """The memory of all dossiers, written at each change; a file that cannot be read is ignored."""

    def __init__(self, path: Path | None = None) -> None:
        """Read the memory from a file, by default the user's own."""
        self.path = path or settings_file().with_name(_FILE)
        self._dossiers = _read(self.path)
        self._is_kept = True

    def of(self, dossier: Path) -> DeskMemory:
        """Return what is remembered of a dossier; its desk has the name that was chosen last, else that of the account."""
        self._read_again()
        known = self._dossiers.get(_key(dossier), DeskMemory())
        if known.name:
            return known
        last = next((memory.name for memory in reversed(self._dossiers.values()) if memory.name), "")
        return replace(known, name=last or account_name())

    def keep(self, dossier: Path, memory: DeskMemory) -> None:
        """Remember something of a dossier; if the file cannot be written, until the program ends."""
        self._read_again()
        key = _key(dossier)
        others = {path: memory for path, memory in self._dossiers.items() if path != key}
        self._dossiers = {**dict([*others.items()][-(_KEPT - 1) :]), key: memory}
        self._is_kept = False
        with suppress(OSError, ExportError):
            create_private_folder(self.path.parent)
            shape = {name: asdict(known) for name, known in self._dossiers.items()}
            write_atomically(self.path, json.dumps(shape, indent=1).encode(), private=True)
            self._is_kept = True

    def share(self, store: Store, name: str) -> None:
        """Make a dossier one that several desks share; what was done before can no longer be undone.

        `name` is that of the person at this desk. Raises ExchangeError "exchange-shared" if it is one already, or
        "desk-name-unusable".
        """
        chosen = desk_name(name)
        if store.is_shared:
            raise ExchangeError("exchange-shared", path=str(store.path))
        store.shared.author = chosen
        store.share()
        self._keep_name(store, chosen)

    def rename_desk(self, store: Store, name: str) -> None:
        """Give the desk another name, which its acts carry from now on; raises ExchangeError "desk-name-unusable"."""
        chosen = desk_name(name)
        self._keep_name(store, chosen)
        store.shared.author = chosen

    def _keep_name(self, store: Store, name: str) -> None:
        path = store.path
        self.keep(path, replace(self.of(path), name=name))

    def _read_again(self) -> None:
        """Read what other windows and commands have written meanwhile, unless that would lose what could not be written."""
        if self._is_kept:
            self._dossiers = _read(self.path) or self._dossiers


def account_name() -> str:
    """Return the name of the person at this computer, as its account has it."""
    with suppress(OSError, KeyError, ImportError, ExchangeError):
        return desk_name(_full_name() or getpass.getuser())
    return "?"


def _full_name() -> str:
    try:
        import os
        import pwd
    except ImportError:
        return ""
    return pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()


def desk_name(text: str) -> str:
    """Return a person's name as acts carry it; raises ExchangeError "desk-name-unusable" if it is empty or too long."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise ExchangeError("desk-name-unusable", most=str(LONGEST_NAME))
    return name


def _key(dossier: Path) -> str:
    return str(dossier.absolute())


def _read(path: Path) -> dict[str, DeskMemory]:
    try:
        read = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return {name: _memory(each) for name, each in read.items()} if isinstance(read, dict) else {}


def _memory(read: object) -> DeskMemory:
    memory = fit_leniently(DeskMemory, read) or DeskMemory()
    partners = (
        replace(
            each,
            sent=_hashes(each.sent),
            confirmed=_hashes(each.confirmed),
            lacking=_hashes(each.lacking),
        )
        for each in memory.partners
        if each.name
    )
    return replace(memory, partners=tuple(partners))


def _hashes(read: Iterable[str]) -> tuple[str, ...]:
    return tuple(filter(is_hash, read))[:_MOST_HEADS]
