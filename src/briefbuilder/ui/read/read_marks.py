"""What the rows of the list show besides an article's record: read or unread, copies and topics."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefbuilder.app.read_articles import ReadArticles
from briefbuilder.ui.session_holder import SessionHolder

if TYPE_CHECKING:
    from briefbuilder.app.settings import Settings


_MOST_KNOWN = 1600
_TOGETHER = 40
"""Rows whose copies and topics are looked up together."""


class ReadMarks(QObject):
    """Which articles of the open dossier were read; `changed` is emitted when articles become read or unread."""

    changed = Signal()

    def __init__(self, holder: SessionHolder, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._holder = holder
        self._read = ReadArticles(settings.path.parent)

    def is_read(self, article: str) -> bool:
        """Return whether an article was read."""
        return self._read.is_read(article)

    def unread(self, articles: Iterable[str]) -> frozenset[str]:
        """Return those of some articles that were not read."""
        return self._read.unread(articles)

    def mark(self, articles: Iterable[str], *, read: bool) -> None:
        """Mark articles as read or unread."""
        session = self._holder.session
        if session is not None and self._read.mark(articles, read=read, kept=session.store.password is None):
            self.changed.emit()


@dataclass(frozen=True, slots=True)
class _Marks:
    """What a row shows besides its record: the number of copies, and the topics with most tags first."""

    copies: int = 0
    topics: tuple[str, ...] = ()


class RowMarks:
    """Copies and topics of rows, looked up for some rows at a time."""

    def __init__(self, holder: SessionHolder) -> None:
        self._holder = holder
        self._known: dict[int, _Marks] = {}

    def forget(self) -> None:
        """Drop what was looked up."""
        self._known.clear()

    def of(self, numbers: array[int], row: int) -> _Marks:
        """Return the marks of a row of `numbers`."""
        if not 0 <= row < len(numbers):
            return _Marks()
        number = numbers[row]
        if number not in self._known:
            first = row - row % _TOGETHER
            self._look_up(numbers[first : first + _TOGETHER])
        return self._known.get(number, _Marks())

    def _look_up(self, numbers: array[int]) -> None:
        session = self._holder.session
        if session is None:
            return
        copies, topics = session.search.copied(numbers), session.search.topics_of(numbers)
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        for number in numbers:
            self._known[number] = _Marks(copies.get(number, 0), topics.get(number, ()))
