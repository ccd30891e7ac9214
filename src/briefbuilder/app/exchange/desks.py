"""Sharing a dossier, the name of its desk and its key."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.app.exchange.secrecy import HouseKey, house_key
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
        raise ExchangeError("exchange-shared", path=str(session.store.path))
    session.store.shared.author = chosen
    session.store.share()
    settings.keep(session.store.path, replace(settings.of(session.store.path), name=chosen))


def rename_desk(session: Session, name: str, settings: ExchangeSettings | None = None) -> None:
    """Give the desk another name, which its acts carry from now on; raises ExchangeError "desk-name-unusable"."""
    settings = settings or ExchangeSettings()
    chosen = desk_name(name)
    settings.keep(session.store.path, replace(settings.of(session.store.path), name=chosen))
    session.store.shared.author = chosen


def desk_key(memory: DeskMemory, chosen: Path | None = None) -> HouseKey | None:
    """Return the house key of a dossier: that of the policy, else of a chosen file, else of the one that is remembered.

    Raises as `house_key` does.
    """
    if chosen is None and memory.key_file and not current_policy().fixes("exchange-key", "exchange-key-file"):
        chosen = Path(memory.key_file)
    return house_key(chosen)
