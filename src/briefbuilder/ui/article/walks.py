"""The keys that go from paragraph to paragraph and from section to section."""

from __future__ import annotations

from typing import Protocol


class Walking(Protocol):
    """What can be walked."""

    def walk(self, step: int, *, sections: bool) -> None:
        """Go to a neighbour."""


class Walk:
    """A handler that walks; it keeps the pane as a handler's owner does."""

    def __init__(self, pane: Walking, step: int, *, sections: bool) -> None:
        self._pane, self._step, self._sections = pane, step, sections

    def __call__(self) -> None:
        """Walk."""
        self._pane.walk(self._step, sections=self._sections)


WALKS = (
    ("previous-paragraph", -1, False),
    ("next-paragraph", 1, False),
    ("previous-section", -1, True),
    ("next-section", 1, True),
)
