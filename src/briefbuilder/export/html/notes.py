"""Footnotes and endnotes as lists, with links back to their marks."""

from __future__ import annotations

from typing import Literal

from briefbuilder.export.html.inlines import Inlines
from briefbuilder.export.html.nodes import Node, add, add_text, make


def notes_node(inlines: Inlines, placement: Literal["foot", "end"]) -> Node | None:
    """Return the notes of a placement in the order of their marks, or None where there is none."""
    notes = [note for note in inlines.notes.values() if note.note.placement == placement]
    if not notes:
        return None
    # There is a role for endnotes only; to a page without sheets footnotes are endnotes too.
    section = make("section", {"class": f"{placement}notes", "role": "doc-endnotes"})
    entries = add(section, "ol")
    for note in notes:
        item = add(entries, "li", {"id": note.name})
        inlines.fill(item, note.note.content)
        add_text(item, " ")
        back = {"href": f"#{note.name}-mark", "role": "doc-backlink", "aria-label": f"↩ {note.label}"}
        add_text(add(item, "a", back), "↩")
    return section
