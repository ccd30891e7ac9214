"""Changes: the one way in which a dossier becomes another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefbuilder.domain.article import Metadata, Original
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.corrections import Correction
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.domain.values import value

Collection = Literal["article", "tag", "judgement", "topic", "briefing", "setting", "search"]


@value
class ArticleRecord:
    """An article as a change carries it: its text and original are stored once, under their hashes.

    `text` is the SHA-256 of the stored blocks, which stay as they were read; `corrections` are put over them, in
    order. `read` is the metadata as they were read, None while `metadata` is that. `imported` is the moment of
    import in ISO 8601, UTC.
    """

    id: str
    metadata: Metadata
    original: Original
    text: str
    revision: int = 1
    notices: tuple[Notice, ...] = ()
    imported: str = ""
    corrections: tuple[Correction, ...] = ()
    read: Metadata | None = None

    @property
    def is_corrected(self) -> bool:
        """Whether its text or its metadata are not as they were read."""
        return bool(self.corrections) or self.read is not None


@value
class Setting:
    """A value that belongs to the dossier as a whole."""

    id: str
    value: str


Value = ArticleRecord | Tag | Judgement | Topic | Briefing | Setting | SavedSearch


@dataclass(frozen=True, slots=True)
class Key:
    """The name of one value in a dossier."""

    collection: Collection
    id: str


@value
class Change:
    """One value before and after; None where it did not or does not exist."""

    key: Key
    before: Value | None
    after: Value | None

    def inverse(self) -> Change:
        """Return the change that takes this one back."""
        return Change(key=self.key, before=self.after, after=self.before)


@value
class ChangeSet:
    """What one act of the user changes; it is stored whole or not at all.

    `act` is the code of the act ("import-articles") and `parameters` what its name in the menu
    needs ("Undo import of 3 articles").
    """

    act: str
    changes: tuple[Change, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)

    def inverse(self) -> ChangeSet:
        """Return the set that takes this one back, last change first."""
        back = tuple(change.inverse() for change in reversed(self.changes))
        return ChangeSet(act=self.act, changes=back, parameters=self.parameters)

    @property
    def keys(self) -> frozenset[Key]:
        """The names of the values that are touched."""
        return frozenset(change.key for change in self.changes)
