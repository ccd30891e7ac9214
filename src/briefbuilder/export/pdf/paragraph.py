"""Paragraphs: content in a style becomes a block of lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefbuilder.domain.document import Content, NoteMark, Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.atoms import Atom, InlineContext, atoms_of, renewed
from briefbuilder.export.pdf.forms import Form, FormKey, Word
from briefbuilder.export.pdf.lines import Line, LineBreaker
from briefbuilder.export.pdf.memory import Laid
from briefbuilder.export.pdf.page import Page
from briefbuilder.export.pdf.scene import Scene
from briefbuilder.export.pdf.slabs import Block, Slab
from briefbuilder.export.pdf.structure import Element
from briefbuilder.export.pdf.textline import draw_line

_LABEL_GAP = 6.0
_BASELINE = 0.355
"""How far the base line stands below the middle of a line, in ems: half a capital's height."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label before a paragraph: a list's mark, a number. It hangs out `hang` points from the text."""

    text: str
    element: Element
    hang: float


@dataclass(frozen=True, slots=True)
class Setting:
    """How a paragraph is set: its style, its width in points, its element and its language.

    `ground` is the colour behind its words alone.
    """

    style: Style
    width: float
    element: Element
    language: str
    label: Label | None = None
    ground: str | None = None


def paragraph(scene: Scene, content: Content, setting: Setting) -> Block:
    """Return a paragraph's block: its lines, two of which at least stay together at either end."""
    style = setting.style
    indent = max(style.indent_start, 0.0)
    room = max(setting.width - indent - style.indent_end, style.size)
    first = (
        0.0 if setting.label or (style.first_line < 0 and -style.first_line > indent) else style.first_line
    )
    lines, base = _lines(scene, content, setting, (room - first, room))
    if not lines and setting.label is not None and setting.label.text.strip():
        # A label with nothing behind it is still shown.
        lines, base = _lines(scene, (Run(text="\u00a0"),), setting, (room - first, room))
    if not lines:
        return Block([], style.space_before, style.space_after)
    drawer = _Drawer(scene, setting, base, indent, room, first)
    slabs = [drawer.slab(place, line, len(lines)) for place, line in enumerate(lines)]
    return Block(slabs, style.space_before, style.space_after, style.keep_with_next)


def _lines(
    scene: Scene, content: Content, setting: Setting, widths: tuple[float, float]
) -> tuple[tuple[Line, ...], int]:
    """Return a paragraph's lines and its level: those that were made before for the same words, else new ones."""
    context = scene.inline
    key = (
        content,
        shown_in(content, context),
        setting.style,
        setting.language,
        widths,
        context.tagged,
        context.code_font,
    )
    known = scene.memory.laid(key)
    if known is not None:
        return _anew(known, setting.element, context), known.base
    atoms, base = atoms_of(content, setting.style, setting.element, context, setting.language)
    nodes = tuple(dict.fromkeys(atom.node for atom in atoms if atom.node.element is not None))
    justify = setting.style.align == "justify"
    breaker = LineBreaker(atoms, *widths, justify, scene.hyphens, setting.language)
    lines = tuple(breaker.lines()) if atoms else ()
    scene.memory.keep(key, Laid(lines, base, nodes))
    return lines, base


def shown_in(content: Content, context: InlineContext) -> tuple[str, ...]:
    """Return what is shown of a content that its own words do not say: labels of notes, values on the page."""
    return tuple(
        context.notes.get(inline.note, "")
        if isinstance(inline, NoteMark)
        else context.fields.get(inline.name, "")
        for inline in content
        if not isinstance(inline, Run)
    )


def _anew(laid: Laid, parent: Element, context: InlineContext) -> tuple[Line, ...]:
    """Return lines that were drawn before, with elements of their own for links, notes and other languages."""
    if not laid.nodes:
        return laid.lines
    fresh = {node: renewed(node, parent, context) for node in laid.nodes}

    def drawn(line: Line) -> Line:
        if all(atom.node not in fresh for atom in line.atoms):
            return line
        atoms = [replace(atom, node=fresh[atom.node]) if atom.node in fresh else atom for atom in line.atoms]
        return replace(line, atoms=atoms)

    return tuple(map(drawn, laid.lines))


@dataclass(frozen=True, slots=True)
class _Drawer:
    scene: Scene
    setting: Setting
    base: int
    indent: float
    room: float
    first: float

    def slab(self, place: int, line: Line, count: int) -> Slab:
        """Return the slab of a line."""
        notes = tuple(
            note
            for atom in line.atoms
            if atom.node.note
            for note in ((atom.node.note,) if atom.node.note in self.scene.inline.note_elements else ())
        )
        whole = count < 4 or self.setting.style.keep_together
        joined = place > 0 and (whole or place == 1 or place == count - 1)
        first = self.first if place == 0 else 0.0

        def draw(page: Page, left: float, top: float) -> None:
            y = self.base_line(top)
            if place == 0 and self.setting.label is not None:
                self.label(page, left, y, self.setting.label)
            start = left + (self.setting.style.indent_end if self.base else self.indent + first)
            spot = (start, y, self.room - first)
            if self.setting.ground:
                self.fill(page, self.setting.ground, line, spot)
            draw_line(page, line, self.setting.element, spot, self.setting.style.align, self.base)

        end = self.indent + first + line.width
        return Slab(self.setting.style.leading, draw, joined=joined, notes=notes, text_end=end)

    def fill(self, page: Page, ground: str, line: Line, spot: tuple[float, float, float]) -> None:
        """Paint the ground of a line's words; `spot` is where the line begins, its base line and its room."""
        start, y, room = spot
        align, size = self.setting.style.align, self.setting.style.size
        at_end = (align == "end") != bool(self.base)
        left = start + (room - line.width) * (0.5 if align == "centre" else float(at_end))
        page.fill(ground, left - size * 0.2, y - size * 0.28, left + line.width + size * 0.2, y + size * 0.92)

    def base_line(self, top: float) -> float:
        """Return the base line of a line whose top is given."""
        style = self.setting.style
        return top - style.leading / 2 - style.size * _BASELINE

    def label(self, page: Page, left: float, y: float, label: Label) -> None:
        """Draw the label beside the first line; one wider than its room stands close to the text."""
        style = replace(self.setting.style, indent_start=0.0, indent_end=0.0, align="start")
        context, language = self.scene.inline, self.setting.language
        atoms, base = atoms_of((Run(text=label.text),), style, label.element, context, language)
        width = natural_width(atoms)
        if self.base:
            x = left + self.setting.width - self.indent + label.hang - width
        else:
            x = left + self.indent - max(label.hang, width + 3.0)
        for atom in atoms[-1:]:
            # A space that takes no room: who hears or copies the text gets the label by itself.
            atom.spaces = max(atom.spaces, 1)
        line = Line(atoms, width, 0, last=True)
        draw_line(page, line, label.element, (x, y, width), "start", base)


def shape(scene: Scene, text: str, style: Style, language: str) -> tuple[Word, Form]:
    """Return a short text in a style as one word, with its form."""
    key = FormKey(style.font, style.size, style.bold, style.italic, style.capitals, language)
    form = scene.forms.form(key)
    return form.word(text), form


def label_width(scene: Scene, text: str, style: Style, language: str) -> float:
    """Return the room in points that a label takes with the gap behind it."""
    return shape(scene, text, style, language)[0].width + _LABEL_GAP


def natural_width(atoms: list[Atom]) -> float:
    """Return the width of atoms on one line, in points."""
    return sum(
        atom.word.width + (atom.spaces * atom.form.space.width if place < len(atoms) - 1 else 0.0)
        for place, atom in enumerate(atoms)
    )
