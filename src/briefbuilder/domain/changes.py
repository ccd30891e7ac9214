"""Changes of a dossier: every modification is a set of changes, which can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from briefbuilder.domain.article import Article, Metadata, Original, Picture
from briefbuilder.domain.briefing import Briefing
from briefbuilder.domain.corrections import Correction
from briefbuilder.domain.notices import Notice
from briefbuilder.domain.query import SavedSearch
from briefbuilder.domain.text import Block
from briefbuilder.domain.topics import Judgement, Tag, Topic
from briefbuilder.domain.values import value
from briefbuilder.domain.word_changes import Decision

Collection = Literal["article", "tag", "judgement", "topic", "briefing", "setting", "search", "decision"]


@value
class ArticleRecord:
    """An article as it is stored in a dossier; its text and original are stored separately, by hash.

    `text` is the SHA-256 of the imported blocks, which never change; `corrections` are applied to them in
    order. `read` is the imported metadata if the user changed it. `imported` is ISO 8601, UTC.
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
        """Whether the user changed the text or the metadata."""
        return bool(self.corrections) or self.read is not None

    def with_blocks(self, blocks: tuple[Block, ...], metadata: Metadata | None = None) -> Article:
        """Return the article with its text, and with other metadata if they are given."""
        return Article(
            id=self.id,
            metadata=metadata or self.metadata,
            blocks=blocks,
            original=self.original,
            revision=self.revision,
        )


@value
class Setting:
    """A value that belongs to the dossier as a whole."""

    id: str
    value: str


Value = ArticleRecord | Tag | Judgement | Topic | Briefing | Setting | SavedSearch | Decision
COLLECTIONS: dict[Collection, type[Value]] = {
    "article": ArticleRecord,
    "tag": Tag,
    "judgement": Judgement,
    "topic": Topic,
    "briefing": Briefing,
    "setting": Setting,
    "search": SavedSearch,
    "decision": Decision,
}
"""Every collection of a dossier with the type of its values."""
_NAMES = {kind: collection for collection, kind in COLLECTIONS.items()}


@value(kw_only=False)
class Key:
    """The key of one value in a dossier."""

    collection: Collection
    id: str


def key_named(collection: object, name: str) -> Key | None:
    """Return the key of a value in a collection of that name, None if there is no such collection."""
    known = next((one for one in COLLECTIONS if one == collection), None)
    return None if known is None else Key(known, name)


@value
class Change:
    """A value before and after a change; None if it did not or does not exist."""

    key: Key
    before: Value | None
    after: Value | None

    def inverse(self) -> Change:
        """Return the change that undoes this one."""
        return Change(key=self.key, before=self.after, after=self.before)


def change_of(before: Value | None, after: Value | None) -> Change:
    """Return the change of a value, which is there before or after it; its collection follows from its type."""
    known = before if after is None else after
    assert known is not None
    return Change(key=Key(_NAMES[type(known)], known.id), before=before, after=after)


@value
class ChangeSet:
    """The changes of one action of the user, which are stored together or not at all.

    `act` is the code of the action ("import-articles"), `parameters` the values that its name in the menu
    contains ("Undo import of 3 articles"). `pictures` are those that come into the dossier with the values, by the SHA-256
    of their bytes.
    """

    act: str
    changes: tuple[Change, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict, repr=False)

    def without_empty_changes(self) -> ChangeSet:
        """Return the set without the changes that change nothing."""
        changes = tuple(change for change in self.changes if change.before != change.after)
        return replace(self, changes=changes)

    @property
    def values_after(self) -> dict[Key, Value | None]:
        """The values after the changes by their keys, None for those that are gone."""
        return {change.key: change.after for change in self.changes}

    @property
    def keys(self) -> frozenset[Key]:
        """The keys of the changed values."""
        return frozenset(change.key for change in self.changes)
