"""What holds within a group: where its text goes, the form of its letters, the properties of its paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

Destination = Literal[
    "body", "skip", "fonts", "styles", "lists", "overrides", "info", "value", "instruction", "picture", "shape",
    "list", "row",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """The form of letters; their language counts where they are Latin and the like, East Asian, or run to the left."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    script: str = ""
    hidden: bool = False
    deleted: bool = False
    style: int | None = None
    language: int = 0
    eastern: int = 0
    leftward: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The properties of a paragraph: its style, its list and level, how deep it stands in tables.

    `indent` is in twips, `shown` the mark that the file holds for programs without lists.
    """

    style: int | None = None
    list: int = 0
    level: int = 0
    outline: int | None = None
    tables: int = 0
    indent: int = 0
    shown: str = ""
    bullet: bool | None = None


@dataclass(slots=True)
class State:
    """A group's state; it ends with the group."""

    destination: Destination = "body"
    letters: Letters = field(default_factory=Letters)
    setting: Setting = field(default_factory=Setting)
    font: int | None = None
    fallback: int = 1
    starred: bool = False
    fresh: bool = True
    value: str = ""
    outer: Destination = "body"
    closes: tuple[str, ...] = ()

    def inner(self) -> State:
        """Return the state of a group that opens within this one."""
        return replace(self, starred=False, fresh=True, closes=(), outer=self.destination)
