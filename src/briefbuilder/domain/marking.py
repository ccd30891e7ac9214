"""Markings: the classification levels of documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal

from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.values import value

LABEL_PROPERTY = "MSIP_Label_"
"""What the names of the document properties of a sensitivity label begin with, before its id."""

Alignment = Literal["left", "centre", "right"]


@value
class MarkingLevel:
    """One level of a profile; a higher `rank` is stricter.

    `texts` are by language; a level with a text in one language only is never translated.
    `front_page_only` is for distribution markings (LIMITE) that are on the first page only;
    `copy_number` requires the copy number on every page; `portion` is the portion mark ("S") that is put
    in parentheses before paragraphs of that level, in any language. `sensitivity_label` is the id of the label of
    Microsoft Purview for that level, a GUID in lower case, or empty.
    """

    id: str
    rank: int
    texts: Mapping[str, str]
    colour: str = "#000000"
    restricted: bool = False
    front_page_only: bool = False
    copy_number: bool = False
    portion: str = ""
    sensitivity_label: str = ""

    def text(self, language: str) -> str:
        """Return the text of the marking in a language."""
        return localized_text(self.texts, language, self.id)


@value
class MarkingProfile:
    """The levels and the style of markings. `minimum_size` is in points, `ground` is the background colour.

    `sensitivity_site` is the id of the organization whose sensitivity labels the levels name, or empty.
    """

    id: str
    names: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[MarkingLevel, ...] = ()
    alignment: Alignment = "centre"
    capitals: bool = False
    bold: bool = True
    minimum_size: float = 10.0
    ground: str | None = None
    sensitivity_site: str = ""

    def level(self, level_id: str) -> MarkingLevel | None:
        """Return the level with an id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def protects(self, level_id: str) -> bool:
        """Return whether a level is restricted or above the lowest one; an unknown one counts as such."""
        level = self.level(level_id)
        lowest = min((each.rank for each in self.levels), default=0)
        return level is None or level.restricted or level.rank > lowest

    def highest(self, level_ids: Iterable[str]) -> MarkingLevel | None:
        """Return the strictest of the given levels; unknown ids are ignored."""
        known = [level for level in map(self.level, level_ids) if level is not None]
        return max(known, key=lambda level: level.rank, default=None)
