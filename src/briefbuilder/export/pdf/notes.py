"""Notes: footnotes as slabs at the foot of a page, endnotes as blocks at the end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from briefbuilder.domain.document import DrawnEndnotes, DrawnNote, Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.atoms import note_anchor
from briefbuilder.export.pdf.paragraph import Label, Setting, paragraph, shape
from briefbuilder.export.pdf.scene import Scene
from briefbuilder.export.pdf.slabs import Block, Slab
from briefbuilder.export.pdf.structure import Element

_LABEL_GAP = 4.0


@dataclass(slots=True)
class Footnotes:
    """The slabs of footnotes, made when their marks are placed."""

    scene: Scene
    _made: dict[str, list[Slab]] = field(default_factory=dict)

    def slabs(self, note: str) -> list[Slab]:
        """Return a note's lines; the space above the first parts it from the note before."""
        found = self._made.get(note)
        if found is None:
            element = self.scene.inline.note_elements[note]
            block = _note_block(self.scene, self.scene.notes[note], element, self.scene.width)
            found = self._made[note] = block.slabs
            for slab in found[:1]:
                slab.space = max(block.before, block.after)
        return found


def _note_block(scene: Scene, note: DrawnNote, element: Element, width: float) -> Block:
    style = scene.document.styles.style("footnote" if note.placement == "foot" else "endnote")
    text = f"{scene.inline.notes[note.id]}."
    language = scene.document.language
    hang = _hang(scene, note.placement, style)
    own = replace(style, indent_start=style.indent_start + hang, first_line=0.0)
    label = Label(text, element.add("Lbl"), hang)
    # An empty note still has its label, and a line to stand on.
    content = note.content or (Run(text="\u00a0"),)
    block = paragraph(scene, content, Setting(own, width, element.add("P"), language, label))
    for slab in block.slabs[:1]:
        slab.anchors = (*slab.anchors, note_anchor(note.id))
    return block


def _hang(scene: Scene, placement: Literal["foot", "end"], style: Style) -> float:
    """Return the room of labels, in points, the same for all notes of a kind, so that their texts align."""
    found = scene.note_hangs.get(placement)
    if found is None:
        labels = [scene.inline.notes[note.id] for note in scene.notes.values() if note.placement == placement]
        widths = (
            shape(scene, f"{label}.", style, scene.document.language)[0].width for label in ("00", *labels)
        )
        found = scene.note_hangs[placement] = max(widths) + _LABEL_GAP
    return found


def endnote_blocks(scene: Scene, drawn: DrawnEndnotes, parent: Element, width: float) -> list[Block]:
    """Return the title's block and one for each endnote, in the order of their marks, once."""
    notes = [note for note in scene.notes.values() if note.placement == "end" and not scene.endnotes_drawn]
    scene.endnotes_drawn = True
    blocks = []
    if notes and drawn.title:
        style = scene.document.styles.style("heading1")
        element = parent.add_heading(1, drawn.language)
        blocks.append(
            paragraph(scene, drawn.title, Setting(style, width, element, scene.language(drawn.language)))
        )
    for place, note in enumerate(notes, 1):
        element = parent.add("Note")
        element.identifier = f"endnote{place}"
        blocks.append(_note_block(scene, note, element, width))
    return blocks
