"""Sharing a dossier, the name of its desk, its key and its place of exchange."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.exchange.folder import SharedFolder, set_up_folder
from briefbuilder.app.exchange.round import ExchangePlace
from briefbuilder.app.exchange.secrecy import HouseKey, house_key, plain_batch
from briefbuilder.app.exchange.server import is_server_address, read_address
from briefbuilder.app.exchange.settings import DeskMemory, ExchangeSettings, desk_name
from briefbuilder.app.policy import current_policy
from briefbuilder.domain.errors import ExchangeError

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


def share_dossier(session: Session, name: str, settings: ExchangeSettings | None = None) -> None:
    """Make a dossier one that several desks share; what was done before can no longer be undone.

    Raises ExchangeError "exchange-shared" where it is one already, or "desk-name-unusable".
    """
    settings = settings or ExchangeSettings()
    chosen = desk_name(name)
    if session.store.shared.is_shared:
        raise ExchangeError("exchange-shared", path=str(session.path))
    session.store.author = chosen
    session.store.share(session.clock.now())
    settings.keep(session.path, replace(settings.of(session.path), name=chosen))


def rename_desk(session: Session, name: str, settings: ExchangeSettings | None = None) -> None:
    """Give the desk another name, which its acts carry from now on; raises ExchangeError "desk-name-unusable"."""
    settings = settings or ExchangeSettings()
    chosen = desk_name(name)
    settings.keep(session.path, replace(settings.of(session.path), name=chosen))
    session.store.author = chosen


def desk_key(memory: DeskMemory, chosen: Path | None = None) -> HouseKey | None:
    """Return the house key of a dossier: that of the policy, else of a chosen file, else of the one that is remembered.

    Raises as `house_key` does.
    """
    if chosen is None and memory.key_file and not current_policy().fixes("exchange-key", "exchange-key-file"):
        chosen = Path(memory.key_file)
    return house_key(chosen)


def is_server(place: str) -> bool:
    """Return whether a place is the address of a server, or a file with one, rather than a folder."""
    return is_server_address(place) or Path(place).is_file()


def set_up_place(place: str) -> None:
    """Prepare a place that the user chose; a folder gets what tells it from one that is not there.

    Raises PolicyError where an administrator does not allow it, ExchangeError "place-lost" where it cannot be prepared.
    """
    current_policy().require_exchange("server" if is_server(place) else "folder")
    if is_server(place):
        read_address(place)
    else:
        set_up_folder(Path(place))


def open_place(place: str, key: HouseKey | None, server_password: str | None = None) -> ExchangePlace:
    """Return a place of exchange for use on a job's thread.

    Raises PolicyError where an administrator does not allow it, and ExchangeError where an address is wrong.
    """
    current_policy().require_exchange("server" if is_server(place) else "folder")
    if not is_server(place):
        return SharedFolder(Path(place), partial(plain_batch, key))
    from briefbuilder.app.exchange.postgresql import CommonArchive

    return CommonArchive(read_address(place), server_password or "", key)
