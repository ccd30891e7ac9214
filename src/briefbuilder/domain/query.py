"""What is looked for among the articles of a dossier, and searches that are kept to be made again."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from typing import Literal

from briefbuilder.domain.values import value

Order = Literal["relevance", "newest", "oldest", "latest-import", "title", "outlet"]
ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest", "latest-import", "title", "outlet")
"""Every order: "relevance" is best first for a few finds, last imported first for many, and without words the order
of import; "newest" and "oldest" go by the day of publication, unknown days last."""


@value
class Query:
    """Words in the language of the search, and conditions that must all hold.

    `topics` are ids that an article must all carry, `language` is BCP 47 and takes its regions in, `outlet` is a
    publication's name. `since` and `until` are days of publication, both included; an article without a day
    answers neither. `tagged` and `used` (in a briefing) are None where it does not matter.
    """

    words: str = ""
    topics: tuple[str, ...] = ()
    language: str | None = None
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    tagged: bool | None = None
    used: bool | None = None
    order: Order = "relevance"

    @property
    def has_filters(self) -> bool:
        """Whether anything but words narrows the articles."""
        return self.without_order != Query(words=self.words)

    @property
    def matches_all(self) -> bool:
        """Whether all articles answer."""
        return not self.words.strip() and not self.has_filters

    @property
    def without_order(self) -> Query:
        """The same in the order that is the usual one."""
        return replace(self, order="relevance")


@value
class SavedSearch:
    """A search that is kept in the dossier under a name."""

    id: str
    name: str
    wanted: Query = field(default_factory=Query)
