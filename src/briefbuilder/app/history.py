"""What the menu calls an act that can be taken back or done again."""

from __future__ import annotations

from briefbuilder.app.words import Words
from briefbuilder.domain.changes import ChangeSet


def act_words(words: Words, act: ChangeSet) -> str:
    """Return the name of an act ("import of 3 articles")."""
    return words.text(f"act-{act.act}", **act.parameters)


def undo_words(words: Words, act: ChangeSet | None) -> str:
    """Return the words of the menu for taking an act back, or for having none."""
    return words.text("undo-nothing") if act is None else words.text("undo-act", act=act_words(words, act))


def redo_words(words: Words, act: ChangeSet | None) -> str:
    """Return the words of the menu for doing an act again, or for having none."""
    return words.text("redo-nothing") if act is None else words.text("redo-act", act=act_words(words, act))
