"""Commands on the saved searches of a dossier."""

from __future__ import annotations

from dataclasses import replace

from briefbuilder.app.session import Session
from briefbuilder.domain.changes import ChangeSet, change_of
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.query import Query, SavedSearch


def save_search(session: Session, name: str, wanted: Query) -> ChangeSet:
    """Return the act that saves a search under a name, replacing the saved search of that name.

    Raises DossierError if the name is empty.
    """
    shown = _clean_name(name)
    before = _find_by_name(session, shown)
    if before is None:
        after = SavedSearch(id=session.store.clock.new_id("s"), name=shown, wanted=wanted)
    else:
        after = replace(before, name=shown, wanted=wanted)
    return _act("save-search", before, after)


def rename_search(session: Session, search_id: str, name: str) -> ChangeSet:
    """Return the act that renames a saved search; raises DossierError if the name is taken or empty."""
    before, shown = _require_search(session, search_id), _clean_name(name)
    other = _find_by_name(session, shown)
    if other is not None and other.id != search_id:
        raise DossierError("search-exists", name=shown)
    return _act("rename-search", before, replace(before, name=shown))


def remove_search(session: Session, search_id: str) -> ChangeSet:
    """Return the act that removes a saved search."""
    return _act("remove-search", _require_search(session, search_id), None)


def _act(act: str, before: SavedSearch | None, after: SavedSearch | None) -> ChangeSet:
    shown = after or before
    assert shown is not None
    change = change_of(before, after)
    return ChangeSet(act=act, changes=(change,), parameters={"name": shown.name})


def _clean_name(name: str) -> str:
    shown = " ".join(name.split())
    if not shown:
        raise DossierError("search-name-empty")
    return shown


def _find_by_name(session: Session, name: str) -> SavedSearch | None:
    return next(
        (one for one in session.store.saved_searches() if one.name.casefold() == name.casefold()), None
    )


def _require_search(session: Session, search_id: str) -> SavedSearch:
    found = next((one for one in session.store.saved_searches() if one.id == search_id), None)
    if found is None:
        raise DossierError("search-missing", search=search_id)
    return found
