"""What a row of the list of articles says: its details, what a search found in it, and all of it for who hears it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from briefbuilder.ui.article.heading import date_words, title_of
from briefbuilder.ui.articles.recordpages import KEPT, PAGE
from briefbuilder.ui.services import SessionHolder

if TYPE_CHECKING:
    from briefbuilder.dossier.finding import Finding
    from briefbuilder.dossier.listing import Listed
    from briefbuilder.dossier.snippets import Snippet

_BEFORE_HIT = 14
"""Code points of a snippet before its first hit: a row is narrow."""


class Role(IntEnum):
    """What a row can be asked for beside its title."""

    ID = int(Qt.ItemDataRole.UserRole)
    OUTLET = ID + 1
    DATE = ID + 2
    LANGUAGE = ID + 3
    TAGS = ID + 4
    SNIPPET = ID + 5
    HITS = ID + 6
    """Pairs of code points in the snippet."""
    COPIES = ID + 7
    """How many other articles are copies of the same report."""


class RowWords(QObject):
    """Words of rows in a language; the snippets of a search are cut once."""

    def __init__(self, holder: SessionHolder, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._holder = holder
        self._language = language
        self._finding: Finding | None = None
        self._searched = ""
        self._snippets: dict[int, Snippet] = {}

    def show_found(self, finding: Finding | None, words: str) -> None:
        """Show from now on what a search for some words finds."""
        self._finding, self._searched = finding, words

    def forget(self) -> None:
        """Cut the snippets anew: something else is looked for, or there."""
        self._snippets.clear()

    def of(self, listed: Listed, role: int) -> object:
        """Return what an article's row shows for a role."""
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return title_of(listed.record.metadata, listed.record.original.name)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(listed)
            case Role.SNIPPET | Role.HITS:
                return self._of_snippet(listed, role)
            case _:
                return self._detail(listed, role)

    def _detail(self, listed: Listed, role: int) -> object:
        metadata = listed.record.metadata
        match role:
            case Role.ID:
                return listed.record.id
            case Role.OUTLET:
                return metadata.publication or ""
            case Role.DATE:
                return date_words(metadata, self._language)
            case Role.LANGUAGE:
                return (metadata.language or "").upper()
            case Role.TAGS | Role.COPIES:
                return listed.tags if role == Role.TAGS else self._copies(listed)
            case _:
                return None

    def _copies(self, listed: Listed) -> int:
        session = self._holder.session
        return session.library.copied([listed.number]).get(listed.number, 0) if session is not None else 0

    def _of_snippet(self, listed: Listed, role: int) -> object:
        snippet = self._snippet(listed)
        if role == Role.SNIPPET:
            return "" if snippet is None else snippet.text
        return () if snippet is None else snippet.hits

    def _snippet(self, listed: Listed) -> Snippet | None:
        session, finding = self._holder.session, self._finding
        place = finding.place_of(listed.number) if finding is not None else None
        if session is None or place is None:
            return None
        if listed.number not in self._snippets:
            if len(self._snippets) > KEPT * PAGE:
                self._snippets.clear()
            self._snippets[listed.number] = session.library.snippet(
                listed.record, place, self._searched, _BEFORE_HIT
            )
        return self._snippets[listed.number]

    def _spoken(self, listed: Listed) -> str:
        record = listed.record
        metadata = record.metadata
        copies, snippet = self._copies(listed), self._snippet(listed)
        parts = [
            title_of(metadata, record.original.name),
            metadata.publication,
            date_words(metadata, self._language),
            metadata.language,
            self.tr("%n tag(s)", "", listed.tags),
            self.tr("%n copy(ies)", "", copies) if copies else "",
            snippet.text if snippet is not None else "",
        ]
        return " · ".join(part for part in parts if part)
