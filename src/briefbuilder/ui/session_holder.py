"""The open dossier of a window, and the signals of its changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from briefbuilder.domain.errors import BriefbuilderError
from briefbuilder.domain.topics import Taxonomy

if TYPE_CHECKING:
    from briefbuilder.app.session import Session


class SessionHolder(QObject):
    """Holds the open session, or None.

    `session_replaced` is emitted on opening and closing, `changed` (a frozenset of Key) on every change, undo and
    redo. Views then read the session again; the signals carry no content. `followed` is emitted when all views have done
    so, and until then `is_followed` is false. `file_lost` is emitted, perhaps in the middle of a change, when the file
    turns out to be no longer there; `close_failed` carries what the disk said on closing.
    """

    session_replaced = Signal()
    changed = Signal(object)
    followed = Signal()
    file_lost = Signal()
    close_failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session: Session | None = None
        self._unsubscribe: Callable[[], object] | None = None
        self._replacing = 0

    @property
    def opened(self) -> Session:
        """The open session, in what is done only while a dossier is open."""
        assert self.session is not None
        return self.session

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy of the open dossier, an empty one without a dossier."""
        return self.session.taxonomy if self.session is not None else Taxonomy()

    @property
    def is_followed(self) -> bool:
        """Whether all views show the session as it is."""
        is_told = self.session is None or not self.session.store.listeners.is_notifying
        return is_told and not self._replacing

    @property
    def writable(self) -> bool:
        """Whether an open dossier can be changed."""
        return self.session is not None and not self.session.store.read_only

    def replace(self, session: Session | None) -> None:
        """Set another session, or None; the old one is closed."""
        old = self.session
        if old is session:
            return
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.session = session
        if session is not None:
            self._unsubscribe = session.store.listeners.add(self.changed.emit, self._on_followed)
            session.store.call_when_lost(self.file_lost.emit)
        self._report_replaced()
        if old is not None:
            try:
                old.store.close()
            except BriefbuilderError as error:
                self.close_failed.emit(error)

    def release(self) -> Session | None:
        """Give the session away without closing it, for another holder."""
        session, self.session = self.session, None
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._report_replaced()
        return session

    @contextmanager
    def followed_once(self) -> Iterator[None]:
        """Emit `followed` once, at the end of a block in which several views follow."""
        self._replacing += 1
        try:
            yield
        finally:
            self._replacing -= 1
        self._on_followed()

    def _report_replaced(self) -> None:
        with self.followed_once():
            self.session_replaced.emit()

    def _on_followed(self) -> None:
        if self.is_followed:
            self.followed.emit()
