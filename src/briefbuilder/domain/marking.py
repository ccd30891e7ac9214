"""Classification and handling marks, and the highest of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Literal

from briefbuilder.domain.localized import localized_name
from briefbuilder.domain.values import value

Alignment = Literal["left", "centre", "right"]


@value
class MarkingLevel:
    """One level of a profile; `rank` orders them, higher is stricter.

    `texts` by language; a level whose texts hold one language alone is never translated.
    `front_page_only` is a distribution mark (LIMITE) that stands on the first page alone;
    `copy_number` asks for the number of the copy on every page; `portion` is what stands in brackets
    before a paragraph of that level ("S"), the same in every language, empty where the house has none.
    """

    id: str
    rank: int
    texts: Mapping[str, str]
    colour: str = "#000000"
    restricted: bool = False
    front_page_only: bool = False
    copy_number: bool = False
    portion: str = ""

    def text(self, language: str) -> str:
        """Return the mark as it is printed in a document of that language."""
        return localized_name(self.texts, language, self.id)


@value
class MarkingProfile:
    """A house's set of levels and where its mark stands. `minimum_size` is in points, `ground` the colour behind it."""

    id: str
    names: Mapping[str, str] = field(default_factory=dict)
    levels: tuple[MarkingLevel, ...] = ()
    alignment: Alignment = "centre"
    capitals: bool = False
    bold: bool = True
    minimum_size: float = 10.0
    ground: str | None = None

    def level(self, level_id: str) -> MarkingLevel | None:
        """Return the level of that id, or None."""
        return next((level for level in self.levels if level.id == level_id), None)

    def highest(self, level_ids: Iterable[str]) -> MarkingLevel | None:
        """Return the strictest of the levels that are named, or None where none is known."""
        known = [level for level in map(self.level, level_ids) if level is not None]
        return max(known, key=lambda level: level.rank, default=None)
