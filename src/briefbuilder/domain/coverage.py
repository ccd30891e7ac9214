"""What the articles of a dossier or a briefing are counted by, as the tables of a briefing show it."""

from __future__ import annotations

from typing import Literal

from briefbuilder.domain.facts import NameKind
from briefbuilder.domain.values import value

CoverageBy = Literal["topic", "outlet", "country", "week"]
CoverageOf = Literal["dossier", "briefing"]


@value
class CoverageRow:
    """The articles and tags of a topic, an outlet, a country or a week.

    `key` is the id of the topic, the outlet's name in small letters, the code of the country (ISO 3166) or the ISO week
    ("2018-W14"); it is empty for the articles of which it is not known. `label` is the name if it is the same in all
    languages.
    """

    key: str
    label: str
    articles: int
    tags: int


@value
class Coverage:
    """The rows of one table, the largest number of articles first, weeks in their order."""

    by: CoverageBy
    of: CoverageOf
    rows: tuple[CoverageRow, ...] = ()


@value
class ActorCount:
    """An actor by the longest name, with the number of mentions and of the articles that have them."""

    name: str
    kind: NameKind
    mentions: int
    articles: int
