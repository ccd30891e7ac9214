"""Whether several desks share a dossier, and what this desk knows of itself.

Each dossier is asked: what else a shared dossier needs is imported for those that are shared.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from briefbuilder.storage.codec import CorruptValueError, as_text

DESK = "desk"
"""The name of the id of this desk's line; also the collection of desks in the log."""
_ERASED = "erased"


class SharedState:
    """What a desk knows of itself, by name: the id of its line, its last batch, the highest clock that it saw."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._values: dict[str, str] | None = None

    @property
    def is_shared(self) -> bool:
        """Whether several desks share the dossier."""
        return self.get(DESK) != ""

    def get(self, name: str) -> str:
        """Return a value, "" if it was never set."""
        if self._values is None:
            rows = self._connection.execute("SELECT name, value FROM shared_state LIMIT 100")
            self._values = {as_text(key): as_text(value) for key, value in rows}
        return self._values.get(name, "")

    def number(self, name: str) -> int:
        """Return a number, 0 if it was never set."""
        from briefbuilder.exchange.records import MOST_CLOCK

        text = self.get(name)
        if text and not (text.isascii() and text.isdigit() and len(text) < 17):
            raise CorruptValueError("a state without a number")
        return min(int(text or 0), MOST_CLOCK)

    def put(self, name: str, value: str | int) -> None:
        """Set a value."""
        if self.get(name) != str(value):
            self._connection.execute("INSERT OR REPLACE INTO shared_state VALUES (?, ?)", (name, str(value)))
            assert self._values is not None
            self._values[name] = str(value)

    def forget(self) -> None:
        """Read the file again at the next question: a transaction was discarded."""
        self._values = None

    def erased_originals(self) -> frozenset[str]:
        """Return the files that were removed for good, by their SHA-256, while articles that were read from them stay."""
        return frozenset(self.get(_ERASED).split())

    def note_erased(self, originals: Iterable[str]) -> None:
        """Note that files were removed for good."""
        self.put(_ERASED, " ".join(sorted(self.erased_originals().union(originals))))
