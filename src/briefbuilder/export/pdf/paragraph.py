"""Paragraphs: content in a style becomes a block of lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from briefbuilder.domain.document import Content, NoteMark, Run
from briefbuilder.domain.styles import Align, Style
from briefbuilder.export.pdf.bidi import visual_order
from briefbuilder.export.pdf.font_embedding import GlyphUsage
from briefbuilder.export.pdf.glyph_runs import GlyphRun, InlineContext, RunContext, atoms_of, give, renewed
from briefbuilder.export.pdf.layout_context import Laid, LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.lines import LineBreaker, TextLine
from briefbuilder.export.pdf.objects import colour, number
from briefbuilder.export.pdf.page import PdfPage
from briefbuilder.export.pdf.shaping import BOX_WIDTH, FormKey, ShapedForm, ShapedWord
from briefbuilder.export.pdf.structure import Element

# Drawing one line of text: strings in the order of reading, each at its place.

_WIDEST_STRETCH = 1.1
"""The most, in ems, that a gap is stretched; a line that needs more stays ragged."""


@dataclass(slots=True)
class _Pen:
    """Draws strings; `element` is the paragraph's own element."""

    page: PdfPage
    element: Element
    y: float

    def string(self, node: RunContext, form: ShapedForm, glyphs: str, left: float, right: float) -> None:
        """Draw a string of one form and node, with its link and its rules."""
        page = self.page
        self._begin(node)
        raised = f"{number(node.rise)} Ts " if node.rise else ""
        back = " 0 Ts" if node.rise else ""
        page.draw(
            f"BT {colour(node.colour)} {page.ink.select(form)} {raised}"
            f"1 0 0 1 {number(left)} {number(self.y)} Tm[{glyphs}]TJ{back} ET"
        )
        if node.element is not None and (node.uri is not None or node.target is not None):
            size = form.key.size
            area = (left, self.y + node.rise - 0.28 * size, right, self.y + node.rise + 0.82 * size)
            page.link(node.element, area, node.uri, node.target)

    def _begin(self, node: RunContext) -> None:
        if node.element is None:
            self.page.begin(self.element)
            return
        if not self.page.muted:
            node.parent.attach(node.outer or node.element)
            if node.after is not None:
                node.parent.attach(node.after)
        self.page.begin(node.element)

    def rules(self, node: RunContext, form: ShapedForm, left: float, right: float) -> None:
        """Draw what underlines or strikes a string through."""
        size = form.key.size
        thick = max(0.4, size * 0.045)
        self.page.artifact()
        for wanted, height in ((node.underline, -0.15), (node.strike, 0.26)):
            if wanted:
                bottom = self.y + node.rise + height * size
                self.page.fill(node.colour, left, bottom, right, bottom + thick)

    def box(self, form: ShapedForm, left: float) -> None:
        """Draw the box of a character that no font has."""
        size = form.key.size
        edge = size * 0.06
        self.page.artifact()
        self.page.draw(
            f"{colour('#000000', stroke=True)} {number(size * 0.05)} w {number(left + edge)} {number(self.y)} "
            f"{number(size * BOX_WIDTH - 2 * edge)} {number(size * 0.7)} re S"
        )


def draw_line(
    page: PdfPage,
    line: TextLine,
    element: Element,
    place: tuple[float, float, float],
    align: Align,
    base: int,
) -> None:
    """Draw a line; `place` is its left edge, its base line and the room for it, in points."""
    left, y, room = place
    extra = _extra(line, room, align)
    width = line.width + extra * line.gaps
    x = left + _offset(room - width, align, base) - line.atoms[0].lead
    pen = _Pen(page, element, y)
    if base or any(atom.level for atom in line.atoms):
        _draw_mixed(pen, line, x, extra, base)
    else:
        _draw_plain(pen, line, x, extra)


def _extra(line: TextLine, room: float, align: Align) -> float:
    if not line.gaps or (line.width <= room and (align != "justify" or line.last)):
        return 0.0
    extra = (room - line.width) / line.gaps
    return extra if extra <= _WIDEST_STRETCH * line.atoms[0].form.key.size else 0.0


def _offset(free: float, align: Align, base: int) -> float:
    if align == "centre":
        return free / 2
    at_end = align == "end"
    return free if at_end != bool(base) else 0.0


def _draw_plain(pen: _Pen, line: TextLine, x: float, extra: float) -> None:
    """Draw a line from left to right: neighbours of one form and node are one string."""
    final = len(line.atoms) - 1
    ink = pen.page.ink
    written, write = ink.written, ink.write
    start, parts = x, list[str]()
    trailing = 0.0
    for place, atom in enumerate(line.atoms):
        parts.append(written.get(atom.word) or write(atom.form, atom.word))
        for offset in atom.word.boxes:
            pen.box(atom.form, x + offset)
        x += atom.word.width
        trailing = 0.0
        if place == final:
            parts.append(_kept_hyphen(atom, ink))
        if atom.spaces:
            trailing = atom.spaces * atom.form.space.width
            space = atom.form.space
            parts.append((written.get(space) or write(atom.form, space)) * atom.spaces)
        if place < final and (extra or atom.kern):
            more = atom.kern + (extra * give(atom) if extra else 0.0)
            trailing += more
            parts.append(f" {number(-more * 1000 / atom.form.key.size)} " if more else "")
        x += trailing
        following = line.atoms[place + 1] if place < final else None
        if following is None or following.node is not atom.node or following.form is not atom.form:
            _string(pen, atom, "".join(parts), start, x - trailing)
            start, parts = x, []


def _kept_hyphen(atom: GlyphRun, ink: GlyphUsage) -> str:
    """Return what stands behind a word's own hyphen at a line's end: a joiner, which shows nothing.

    Who takes the text out of the file drops a hyphen that ends a line, as one that only divides a word.
    """
    own = atom.text.endswith("-") and not atom.hyphenated
    return ink.write(atom.form, atom.form.word("\u2060")) if own else ""


def _string(pen: _Pen, atom: GlyphRun, glyphs: str, left: float, right: float) -> None:
    pen.string(atom.node, atom.form, glyphs, left, right)
    if atom.node.underline or atom.node.strike:
        pen.rules(atom.node, atom.form, left, right)


def _draw_mixed(pen: _Pen, line: TextLine, x: float, extra: float, base: int) -> None:
    """Draw a line with both directions: pieces are placed as they are seen and drawn as they are read."""
    pieces: list[tuple[GlyphRun, bool, float, int]] = []
    final = len(line.atoms) - 1
    for place, atom in enumerate(line.atoms):
        pieces.append((atom, False, atom.word.width, atom.level))
        width = atom.spaces * atom.form.space.width
        if place < final and (atom.spaces or give(atom)):
            pieces.append((atom, True, width + extra * give(atom), atom.space_level))
        elif atom.spaces:
            # The space at a line's end has the paragraph's level (rule L1) and takes no room.
            pieces.append((atom, True, 0.0, base))
    starts = [0.0] * len(pieces)
    for index in visual_order([level for _, _, _, level in pieces]):
        starts[index] = x
        x += pieces[index][2]
    for start, (atom, gap, width, _) in zip(starts, pieces, strict=True):
        if gap and not atom.spaces:
            continue
        ink = pen.page.ink
        if gap:
            glyphs = ink.write(atom.form, atom.form.space) * atom.spaces
        else:
            # Where directions meet, who takes the text out may see a line's end behind any word.
            glyphs = ink.write(atom.form, atom.word) + _kept_hyphen(atom, ink)
        _string(pen, atom, glyphs, start, start + width)
        for offset in () if gap else atom.word.boxes:
            pen.box(atom.form, start + offset)


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
class ParagraphSetting:
    """How a paragraph is set: its style, its width in points, its element and its language.

    `ground` is the colour behind its words alone.
    """

    style: Style
    width: float
    element: Element
    language: str
    label: Label | None = None
    ground: str | None = None


def paragraph(scene: LayoutContext, content: Content, setting: ParagraphSetting) -> BlockBox:
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
        return BlockBox([], style.space_before, style.space_after)
    drawer = _Drawer(scene, setting, base, indent, room, first)
    slabs = [drawer.slab(place, line, len(lines)) for place, line in enumerate(lines)]
    return BlockBox(slabs, style.space_before, style.space_after, style.keep_with_next)


def _lines(
    scene: LayoutContext, content: Content, setting: ParagraphSetting, widths: tuple[float, float]
) -> tuple[tuple[TextLine, ...], int]:
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


def _anew(laid: Laid, parent: Element, context: InlineContext) -> tuple[TextLine, ...]:
    """Return lines that were drawn before, with elements of their own for links, notes and other languages."""
    if not laid.nodes:
        return laid.lines
    fresh = {node: renewed(node, parent, context) for node in laid.nodes}

    def drawn(line: TextLine) -> TextLine:
        if all(atom.node not in fresh for atom in line.atoms):
            return line
        atoms = [replace(atom, node=fresh[atom.node]) if atom.node in fresh else atom for atom in line.atoms]
        return replace(line, atoms=atoms)

    return tuple(map(drawn, laid.lines))


@dataclass(frozen=True, slots=True)
class _Drawer:
    scene: LayoutContext
    setting: ParagraphSetting
    base: int
    indent: float
    room: float
    first: float

    def slab(self, place: int, line: TextLine, count: int) -> LineBox:
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

        def draw(page: PdfPage, left: float, top: float) -> None:
            y = self.base_line(top)
            if place == 0 and self.setting.label is not None:
                self.label(page, left, y, self.setting.label)
            start = left + (self.setting.style.indent_end if self.base else self.indent + first)
            spot = (start, y, self.room - first)
            if self.setting.ground:
                self.fill(page, self.setting.ground, line, spot)
            draw_line(page, line, self.setting.element, spot, self.setting.style.align, self.base)

        end = self.indent + first + line.width
        return LineBox(self.setting.style.leading, draw, joined=joined, notes=notes, text_end=end)

    def fill(self, page: PdfPage, ground: str, line: TextLine, spot: tuple[float, float, float]) -> None:
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

    def label(self, page: PdfPage, left: float, y: float, label: Label) -> None:
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
        line = TextLine(atoms, width, 0, last=True)
        draw_line(page, line, label.element, (x, y, width), "start", base)


def shape(scene: LayoutContext, text: str, style: Style, language: str) -> tuple[ShapedWord, ShapedForm]:
    """Return a short text in a style as one word, with its form."""
    key = FormKey(style.font, style.size, style.bold, style.italic, style.capitals, language)
    form = scene.forms.form(key)
    return form.word(text), form


def label_width(scene: LayoutContext, text: str, style: Style, language: str) -> float:
    """Return the room in points that a label takes with the gap behind it."""
    return shape(scene, text, style, language)[0].width + _LABEL_GAP


def natural_width(atoms: list[GlyphRun]) -> float:
    """Return the width of atoms on one line, in points."""
    return sum(
        atom.word.width + (atom.spaces * atom.form.space.width if place < len(atoms) - 1 else 0.0)
        for place, atom in enumerate(atoms)
    )
