"""Queries for articles of a dossier, and saved searches."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from typing import Literal

from briefbuilder.domain.values import value

Order = Literal["relevance", "newest", "oldest", "latest-import", "title", "outlet"]
ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest", "latest-import", "title", "outlet")
"""The sort orders. "relevance" lists the best match first, or the latest import if there are many matches, and
uses the order of import without words; "newest" and "oldest" use the publication date, unknown dates last."""


@value
class Query:
    """Words in the query language, and filters that must all match.

    An article must have all `topics` (ids). `language` is BCP 47 and includes regional variants, `outlet` is a
    publication's name. `since` and `until` are publication dates, inclusive; an article without a date matches
    neither. `tagged` and `used` (in a briefing) are None if they do not matter.
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
        """Whether anything other than words restricts the articles."""
        return self.without_order != Query(words=self.words)

    @property
    def matches_all(self) -> bool:
        """Whether all articles match."""
        return not self.words.strip() and not self.has_filters

    @property
    def without_order(self) -> Query:
        """The query with the default order."""
        return replace(self, order="relevance")


@value
class SavedSearch:
    """A query saved in the dossier under a name."""

    id: str
    name: str
    wanted: Query = field(default_factory=Query)
