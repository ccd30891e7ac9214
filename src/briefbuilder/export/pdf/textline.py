"""Drawing one line of text: strings in the order of reading, each at its place."""

from __future__ import annotations

from dataclasses import dataclass

from briefbuilder.domain.styles import Align
from briefbuilder.export.pdf.atoms import Atom, Node, give
from briefbuilder.export.pdf.direction import visual_order
from briefbuilder.export.pdf.forms import Form
from briefbuilder.export.pdf.ink import Ink
from briefbuilder.export.pdf.lines import Line
from briefbuilder.export.pdf.page import Page
from briefbuilder.export.pdf.shaping import BOX_WIDTH
from briefbuilder.export.pdf.structure import Element
from briefbuilder.export.pdf.syntax import colour, number

_WIDEST_STRETCH = 1.1
"""The most, in ems, that a gap is stretched; a line that needs more stays ragged."""


@dataclass(slots=True)
class _Pen:
    """Draws strings; `element` is the paragraph's own element."""

    page: Page
    element: Element
    y: float

    def string(self, node: Node, form: Form, glyphs: str, left: float, right: float) -> None:
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

    def _begin(self, node: Node) -> None:
        if node.element is None:
            self.page.begin(self.element)
            return
        if not self.page.muted:
            node.parent.attach(node.outer or node.element)
            if node.after is not None:
                node.parent.attach(node.after)
        self.page.begin(node.element)

    def rules(self, node: Node, form: Form, left: float, right: float) -> None:
        """Draw what underlines or strikes a string through."""
        size = form.key.size
        thick = max(0.4, size * 0.045)
        self.page.artifact()
        for wanted, height in ((node.underline, -0.15), (node.strike, 0.26)):
            if wanted:
                bottom = self.y + node.rise + height * size
                self.page.fill(node.colour, left, bottom, right, bottom + thick)

    def box(self, form: Form, left: float) -> None:
        """Draw the box of a character that no font has."""
        size = form.key.size
        edge = size * 0.06
        self.page.artifact()
        self.page.draw(
            f"{colour('#000000', stroke=True)} {number(size * 0.05)} w {number(left + edge)} {number(self.y)} "
            f"{number(size * BOX_WIDTH - 2 * edge)} {number(size * 0.7)} re S"
        )


def draw_line(
    page: Page, line: Line, element: Element, place: tuple[float, float, float], align: Align, base: int
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


def _extra(line: Line, room: float, align: Align) -> float:
    if not line.gaps or (line.width <= room and (align != "justify" or line.last)):
        return 0.0
    extra = (room - line.width) / line.gaps
    return extra if extra <= _WIDEST_STRETCH * line.atoms[0].form.key.size else 0.0


def _offset(free: float, align: Align, base: int) -> float:
    if align == "centre":
        return free / 2
    at_end = align == "end"
    return free if at_end != bool(base) else 0.0


def _draw_plain(pen: _Pen, line: Line, x: float, extra: float) -> None:
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


def _kept_hyphen(atom: Atom, ink: Ink) -> str:
    """Return what stands behind a word's own hyphen at a line's end: a joiner, which shows nothing.

    Who takes the text out of the file drops a hyphen that ends a line, as one that only divides a word.
    """
    own = atom.text.endswith("-") and not atom.hyphenated
    return ink.write(atom.form, atom.form.word("\u2060")) if own else ""


def _string(pen: _Pen, atom: Atom, glyphs: str, left: float, right: float) -> None:
    pen.string(atom.node, atom.form, glyphs, left, right)
    if atom.node.underline or atom.node.strike:
        pen.rules(atom.node, atom.form, left, right)


def _draw_mixed(pen: _Pen, line: Line, x: float, extra: float, base: int) -> None:
    """Draw a line with both directions: pieces are placed as they are seen and drawn as they are read."""
    pieces: list[tuple[Atom, bool, float, int]] = []
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
