"""One row of the table of actions, and how its text is marked for translation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Need = Literal["nothing", "dossier", "writable"]
MenuName = Literal["dossier", "edit", "article", "structure", "topics", "briefing", "view", "help"]


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One row: `keys` are portable key sequences, `bar` puts it on the toolbar, `gap` a line before it.

    `text` is English, to be translated in the context "Actions"; `needs` is what must be so before
    the handler's own condition is asked.
    """

    id: str
    menu: MenuName
    text: str
    keys: tuple[str, ...] = ()
    needs: Need = "writable"
    bar: bool = False
    gap: bool = False


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for lupdate, which knows this name; Qt's own function is typed to return object."""
    return text
