"""How acts reach a dossier: stored one by one, in slices or in parts, and told to who listens.

An act that is on its way back or forth comes to its end before anything else is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefbuilder.app.listeners import Listeners
from briefbuilder.app.travelling import Travelling
from briefbuilder.domain.article import Reading
from briefbuilder.domain.changes import ChangeSet, Key, Value
from briefbuilder.domain.errors import DossierError
from briefbuilder.domain.topics import Judgement, Tag
from briefbuilder.dossier.store import Store
from briefbuilder.dossier.texts import Packed

Follow = Callable[[Mapping[Key, Value | None]], None]


class Changing:
    """What is stored in one dossier; `follow` is handed what stands at each changed value's place before who listens."""

    def __init__(self, store: Store, follow: Follow) -> None:
        self._store = store
        self._follow = follow
        self._travelling: Travelling | None = None
        self._untold: frozenset[Key] = frozenset()
        self.listeners = Listeners()

    def keep(self, reading: Reading | Packed) -> str:
        """Store what a reading brings along, for the act that imports it; return the text's hash."""
        self.arrive()
        return self._store.keep(reading)

    def drop_kept(self) -> None:
        """Drop what was kept for an act that does not come."""
        self.arrive()
        self._store.drop_kept()

    def apply(self, change_set: ChangeSet, made: str) -> None:
        """Store an act, made at a moment, and tell who listens; one that changes nothing is ignored."""
        effective = _effective(change_set)
        if effective.changes:
            if self.travels:
                self.arrive()
                self._check_articles(effective)
            self._store.apply(effective, made)
            self._changed(_left(effective))

    def grow(self, change_set: ChangeSet, made: str, *, first: bool) -> bool:
        """Store a slice of an act that comes in slices; False where the act was taken back meanwhile."""
        effective = _effective(change_set)
        self.arrive()
        grown = self._store.grow(effective, made, first=first)
        if grown:
            self._follow(_left(effective))
            self._untold |= effective.keys
        return grown

    def tell_grown(self) -> None:
        """Tell who listens of the slices that were stored since they were told last."""
        if self._untold:
            self._tell(frozenset())

    def travel(self, *, back: bool) -> Travelling:
        """Begin to take the last act back, or to do the one that was taken back again, in parts."""
        self.arrive()
        self._travelling = Travelling(self._store.travel(back=back), self._changed, back=back)
        return self._travelling

    @property
    def travels(self) -> bool:
        """Whether an act is on its way back or forth."""
        return self._travelling is not None and not self._travelling.done

    def arrive(self) -> None:
        """Bring an act that is on its way to its end."""
        travelling, self._travelling = self._travelling, None
        if travelling is not None and not travelling.done:
            travelling.finish()

    def _check_articles(self, change_set: ChangeSet) -> None:
        """Refuse what lies on an article that has gone since the act was asked for."""
        for change in change_set.changes:
            after = change.after
            article = after.passage.article if isinstance(after, Tag) else None
            article = after.article if isinstance(after, Judgement) else article
            if article is not None and self._store.value(Key("article", article)) is None:
                raise DossierError("changed-meanwhile", path=str(self._store.path), key=f"article {article}")

    def _changed(self, values: Mapping[Key, Value | None]) -> None:
        if values:
            self._follow(values)
            self._tell(frozenset(values))

    def _tell(self, keys: frozenset[Key]) -> None:
        untold, self._untold = self._untold, frozenset()
        self.listeners.tell(keys | untold)


def _effective(change_set: ChangeSet) -> ChangeSet:
    """Return an act without what changes nothing."""
    changes = tuple(change for change in change_set.changes if change.before != change.after)
    return ChangeSet(act=change_set.act, changes=changes, parameters=change_set.parameters)


def _left(change_set: ChangeSet) -> dict[Key, Value | None]:
    return {change.key: change.after for change in change_set.changes}
