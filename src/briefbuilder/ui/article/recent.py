"""The topics under the digit keys. A topic keeps its digit until nine others were used after it."""

from __future__ import annotations

from collections.abc import Iterable

SLOTS = 9


class RecentTopics:
    """Topic ids on the digits 1 to 9."""

    def __init__(self, topics: Iterable[str] = ()) -> None:
        self._slots: list[str] = []
        self._used: list[str] = []
        for topic in topics:
            self.use(topic)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics in the order of their digits, the first under 1."""
        return tuple(self._slots)

    @property
    def last(self) -> str | None:
        """The topic that was used last, None before the first."""
        return self._used[-1] if self._used else None

    def use(self, topic: str) -> None:
        """Note that a topic was used; a new one takes a free digit, else that of the longest unused."""
        if topic in self._used:
            self._used.remove(topic)
        self._used.append(topic)
        if topic in self._slots:
            return
        if len(self._slots) < SLOTS:
            self._slots.append(topic)
            return
        oldest = next(known for known in self._used if known in self._slots)
        self._slots[self._slots.index(oldest)] = topic
        self._used.remove(oldest)

    def at(self, digit: int) -> str | None:
        """Return the topic under a digit from 1 to 9, or None."""
        return self._slots[digit - 1] if 0 < digit <= len(self._slots) else None

    def keep(self, known: Iterable[str]) -> None:
        """Drop topics that the dossier no longer knows."""
        alive = set(known)
        self._slots = [topic for topic in self._slots if topic in alive]
        self._used = [topic for topic in self._used if topic in alive]
