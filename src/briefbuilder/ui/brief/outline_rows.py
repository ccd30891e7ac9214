"""What the rows of the outline show, made from the texts of its parts and items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from briefbuilder.domain.briefing import Excerpt, Item, OwnText, Part
from briefbuilder.domain.release import Release
from briefbuilder.ui.widgets.plain import plain_text


class OutlineTexts(Protocol):
    """The texts of rows; they depend on the template, the articles and the window's language."""

    def heading(self, part: Part) -> str:
        """Return a part's heading as it is exported."""

    def hint(self, part: Part) -> str:
        """Return the template's hint for a part, "" if it has none."""

    def title(self, item: Excerpt | OwnText) -> str:
        """Return the line that names an item."""

    def icon(self, item: Excerpt | OwnText) -> str:
        """Return the name of the icon for an item's kind."""

    def snippet(self, item: Excerpt | OwnText) -> str:
        """Return the first words of an item."""

    def origin(self, item: Excerpt | OwnText) -> tuple[str, str]:
        """Return the line below the title: where an item is from, and what is shown whole after that."""

    def release(self, release: Release | None) -> str:
        """Return who may see a part or an item, "" for everyone."""

    def accessible_text(self, node: Part | Item) -> str:
        """Return the accessible text of a row."""

    def accepts_items(self, part: Part) -> bool:
        """Return whether a part can hold items; a list of sources or contents cannot."""


_TALLEST_PLAIN = 0x24F
"""The last code point of the scripts that are never taller than the line of the window's font (Latin)."""


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """What a row shows of a part or an item, safe to be drawn.

    `caption` is the line below the title, where an item is from, and `end` what is shown whole after it; beside a part
    `caption` says who may see it. `hint` says what an empty part is for. `is_tall` says whether the texts have
    scripts that may be taller than the window's font.
    """

    node: str
    title: str
    caption: str = ""
    end: str = ""
    icon: str = ""
    is_part: bool = False
    is_released: bool = False
    count: int = 0
    hint: str = ""

    @property
    def is_tall(self) -> bool:
        """Whether a text is in a script that may be taller than the window's font."""
        return max(max(self.title, default=""), max(self.caption, default="")) > chr(_TALLEST_PLAIN)


def item_row(texts: OutlineTexts, item: Excerpt | OwnText) -> OutlineRow:
    """Return what the row of an item shows."""
    caption, end = texts.origin(item)
    return OutlineRow(
        node=item.id,
        title=plain_text(texts.title(item)),
        caption=plain_text(caption),
        end=plain_text(end),
        icon=texts.icon(item),
        is_released=item.release is not None or bool(item.releases),
    )


def part_row(texts: OutlineTexts, part: Part) -> OutlineRow:
    """Return what the row of a part shows."""
    return OutlineRow(
        node=part.id,
        title=plain_text(texts.heading(part)),
        caption=plain_text(texts.release(part.release)),
        is_part=True,
        count=len(part.items),
        hint=plain_text(texts.hint(part)),
    )
