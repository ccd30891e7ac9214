"""What others changed and the user has not seen yet: rows of the lists carry a dot until then."""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

_MOST = 2_000
"""Rows that are remembered of a dossier; of more, the latest."""
_Place = tuple[str, str]
"""The id of an article or briefing, and that of a part or item, empty for the whole."""


class UnseenChanges(QObject):
    """The articles, parts and items that others changed, with their names; `changed` is emitted when some are added or seen."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._authors: dict[_Place, tuple[str, ...]] = {}

    def add(self, places: Iterable[_Place], author: str) -> None:
        """Note that somebody changed articles, parts or items."""
        for place in places:
            known = self._authors.pop(place, ())
            self._authors[place] = known if author in known else (*known, author)
        for place in list(self._authors)[: max(0, len(self._authors) - _MOST)]:
            del self._authors[place]
        self.changed.emit()

    def authors(self, name: str, node: str = "") -> tuple[str, ...]:
        """Return who changed an article, or a node of a briefing, since the user saw it."""
        return self._authors.get((name, node), ())

    def nodes(self, briefing: str) -> dict[str, tuple[str, ...]]:
        """Return who changed the parts and items of a briefing, by their ids."""
        return {node: authors for (name, node), authors in self._authors.items() if name == briefing}

    def see(self, name: str, node: str = "") -> None:
        """Note that the user sees an article or a node of a briefing."""
        if self._authors.pop((name, node), None) is not None:
            self.changed.emit()

    def clear(self) -> None:
        """Forget all."""
        if self._authors:
            self._authors.clear()
            self.changed.emit()

    def state(self) -> str:
        """Return what is to be remembered of the dossier."""
        return json.dumps([[*place, *authors] for place, authors in self._authors.items()])

    def restore(self, state: str) -> None:
        """Show what was remembered of a dossier; anything else counts as nothing."""
        self._authors = dict(_read(state))
        self.changed.emit()


def _read(state: str) -> Iterable[tuple[_Place, tuple[str, ...]]]:
    try:
        rows = json.loads(state)
    except (ValueError, RecursionError):
        return
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) >= 2 and all(isinstance(text, str) for text in row):
            yield (row[0], row[1]), tuple(row[2:])
