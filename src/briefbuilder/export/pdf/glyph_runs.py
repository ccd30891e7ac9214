"""Inline content becomes atoms: the shaped pieces of text that lines are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from briefbuilder.domain.document import Content, NoteMark, PageField, Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.bidi import has_rtl, is_rtl_language, levels_of
from briefbuilder.export.pdf.break_opportunities import (
    End,
    clean,
    ends_in,
    glues,
    has_blank_after,
    has_blank_before,
    has_cjk,
    is_cjk,
    tightened,
)
from briefbuilder.export.pdf.shaping import FormBook, FormKey, ShapedForm, ShapedWord
from briefbuilder.export.pdf.structure import Element

LINK_COLOUR = "#0b4f8a"
_SMALL = 0.66
_SUPER, _SUB = 0.36, -0.14
_CODE_SIZE = 0.9
"""Letters of one width look larger than others of their size."""
_ADDRESS = re.compile(r"(?:https?|ftp|mailto):", re.IGNORECASE)
_PIECES = re.compile(r"\n| +|[^ \n]+")
_OBJECT = "\ufffc"
"""Stands for each character of an isolate where the text around it is ordered."""
_GLUED = re.compile(
    r"[(\[{«‹“‘„‚¡¿—）」』】》〉］｝〕「『【《〈（［｛〔)\]] | [)\]}»›”’!?/:;,.—、。）」』】》〉］｝〕！？؟،؛]"
)
"""Spaces at which a line might not end."""


@dataclass(slots=True, eq=False)
class RunContext:
    """What pieces of text share besides their form: where they belong and what is drawn with them.

    `element` is None for the paragraph's own text; on its first drawing `outer` (or else itself) is
    attached to the `parent`, the paragraph's element, and then `after`, a footnote. `rise` is in points.
    """

    parent: Element
    element: Element | None = None
    outer: Element | None = None
    after: Element | None = None
    colour: str = "#000000"
    uri: str | None = None
    target: str | None = None
    note: str | None = None
    underline: bool = False
    strike: bool = False
    rise: float = 0.0


@dataclass(slots=True, eq=False)
class GlyphRun:
    """A piece of a line: a line may end after it where spaces follow or `can_break` is set.

    A `weak` end, in an address, is taken where a line would stay too short; one after a `dash` less gladly
    than at a space; a `glued` space ends no line. `spaces` counts the spaces after it; `level` and `space_level`
    are those of UAX #9. `lead` and `trail` are blank halves of wide marks, in points, which a line leaves out
    at its edges, `kern` what is left out before the next atom.
    """

    text: str
    form: ShapedForm
    node: RunContext
    word: ShapedWord
    spaces: int = 0
    can_break: bool = False
    weak: bool = False
    dash: bool = False
    glued: bool = False
    forced: bool = False
    level: int = 0
    space_level: int = 0
    hyphenated: bool = False
    lead: float = 0.0
    trail: float = 0.0
    kern: float = 0.0

    def fragment(self, text: str, *, hyphen: bool, last: bool) -> GlyphRun:
        """Return a part of it; the last part keeps what follows the whole."""
        shown = text.replace("\u00ad", "")
        word = self.form.word_of(shown, rtl=bool(self.level % 2), hyphen=hyphen)
        if last:
            return replace(self, text=text, word=word)
        return replace(
            self,
            text=text,
            word=word,
            spaces=0,
            can_break=True,
            weak=False,
            dash=False,
            glued=False,
            forced=False,
            hyphenated=hyphen,
        )


@dataclass(slots=True)
class InlineContext:
    """What turns content into atoms: forms, notes' labels, values of page fields, the languages."""

    forms: FormBook
    notes: Mapping[str, str]
    language: str
    fields: Mapping[str, str] = field(default_factory=dict)
    note_elements: Mapping[str, Element] = field(default_factory=dict)
    tagged: bool = True
    code_font: str = "Roboto Mono"


@dataclass(slots=True)
class _Piece:
    text: str
    form: ShapedForm
    node: RunContext


@dataclass(frozen=True, slots=True)
class _ParagraphLevels:
    """What is known of a paragraph's text where a piece begins, at `start`: ends of lines and levels."""

    start: int
    ends: Mapping[int, End]
    places: list[int]
    levels: list[int] | None

    def cuts(self, start: int, end: int) -> list[int]:
        """Return the offsets at which a word is cut into atoms, and its end."""
        found = self.places[bisect_right(self.places, start) : bisect_right(self.places, end - 1)]
        levels = self.levels
        if levels is not None:
            found += [place for place in range(start + 1, end) if levels[place] != levels[place - 1]]
            found = sorted(set(found))
        return [*found, end]


def atoms_of(
    content: Content, style: Style, element: Element, context: InlineContext, language: str
) -> tuple[list[GlyphRun], int]:
    """Return the atoms of a paragraph and its level (1 where it is written from right to left)."""
    pieces = _pieces(content, style, element, context, language)
    whole = "".join(piece.text for piece in pieces)
    base = int(is_rtl_language(language))
    levels = None
    if base or has_rtl(whole):
        levels = _levels(pieces, base)
    ends = ends_in(whole)
    atoms: list[GlyphRun] = []
    place = 0
    for piece in pieces:
        _add_piece(atoms, piece, _ParagraphLevels(place, ends, list(ends), levels))
        place += len(piece.text)
    if _GLUED.search(whole):
        _glue(atoms)
    if ends and levels is None and has_cjk(whole):
        _tighten(atoms, language)
    return atoms, base


def _levels(pieces: list[_Piece], base: int) -> list[int]:
    """Return the level of each character; what is said in a language of the other direction stands for itself.

    Such runs are isolates (UAX #9, 2.4.2): a day's number after an Arabic title belongs to what follows it.
    """
    stretches = [
        (alone, "".join(piece.text for piece in held))
        for alone, held in groupby(pieces, lambda piece: _is_rtl(piece, base) != base)
    ]
    shown = "".join(_OBJECT * len(text) if alone else text for alone, text in stretches)
    levels = levels_of(shown, base)
    place = 0
    for alone, text in stretches:
        if alone:
            inner = levels_of(text, 1 - base)
            levels[place : place + len(text)] = [level + 2 * base for level in inner]
        place += len(text)
    return levels


def _is_rtl(piece: _Piece, base: int) -> int:
    language = piece.form.key.language
    return int(is_rtl_language(language)) if language else base


def _pieces(
    content: Content, style: Style, element: Element, context: InlineContext, language: str
) -> list[_Piece]:
    own = RunContext(element, colour=style.colour)
    pieces = []
    for inline in content:
        if isinstance(inline, Run):
            pieces.append(_run_piece(inline, style, own, context, language))
        elif isinstance(inline, NoteMark):
            pieces.append(_note_piece(inline, style, own, context, language))
        elif isinstance(inline, PageField):
            value = context.fields.get(inline.name, "")
            pieces.append(_Piece(clean(value), context.forms.form(_key(style, language)), own))
    return [piece for piece in pieces if piece.text]


def _key(style: Style, language: str) -> FormKey:
    return FormKey(style.font, style.size, style.bold, style.italic, style.capitals, language)


def _run_piece(run: Run, style: Style, own: RunContext, context: InlineContext, language: str) -> _Piece:
    spoken = run.language or language
    key = replace(_key(style, spoken), bold=style.bold or run.bold, italic=style.italic or run.italic)
    if run.code:
        shrunk = 1.0 if style.font == context.code_font else _CODE_SIZE
        key = replace(key, family=context.code_font, size=key.size * shrunk)
    rise = 0.0
    if run.script != "baseline":
        rise = style.size * (_SUPER if run.script == "super" else _SUB)
        key = replace(key, size=key.size * _SMALL)
    text = clean(run.text)
    if run.link and not _ADDRESS.match(run.link):
        # Only addresses that a reader may safely follow become links; the words stay.
        run = replace(run, link=None)
    plain = not (run.link or run.target or run.underline or run.strike or rise)
    if plain and spoken == language:
        return _Piece(text, context.forms.form(key), own)
    node = replace(own, underline=run.underline, strike=run.strike, rise=rise)
    if context.tagged:
        _tag(node, run, own, spoken if spoken != language else None)
    return _Piece(text, context.forms.form(key), node)


def _tag(node: RunContext, run: Run, own: RunContext, language: str | None) -> None:
    """Give a link, or words of another language, an element of their own."""
    if run.link or run.target:
        node.element = Element("Link", language=language)
        node.uri, node.target = run.link, None if run.link else run.target
        node.colour = LINK_COLOUR if run.link else own.colour
    elif language:
        node.element = Element("Span", language=language)


def _note_piece(
    mark: NoteMark, style: Style, own: RunContext, context: InlineContext, language: str
) -> _Piece:
    key = replace(_key(style, language), size=style.size * _SMALL)
    node = replace(own, rise=style.size * _SUPER, note=mark.note)
    if context.tagged:
        _tag_mark(node, mark.note, context)
        node.target = note_anchor(mark.note)
    return _Piece(context.notes.get(mark.note, ""), context.forms.form(key), node)


def _tag_mark(node: RunContext, note: str, context: InlineContext) -> None:
    node.outer = Element("Reference")
    node.element = node.outer.add("Link")
    node.after = context.note_elements.get(note)


def renewed(node: RunContext, parent: Element, context: InlineContext) -> RunContext:
    """Return a node with elements of its own, for drawing the same words once more in another paragraph."""
    fresh = replace(node, parent=parent)
    if node.note is not None:
        _tag_mark(fresh, node.note, context)
    elif node.element is not None:
        fresh.element = Element(node.element.role, language=node.element.language)
    return fresh


def note_anchor(note: str) -> str:
    """Return the anchor under which a note is drawn."""
    return f"note {note}"


def _add_piece(atoms: list[GlyphRun], piece: _Piece, ways: _ParagraphLevels) -> None:
    form, node, levels = piece.form, piece.node, ways.levels
    place = ways.start
    for part in _PIECES.findall(piece.text):
        level = levels[place] if levels else 0
        if part == "\n":
            _end_line(atoms, form, node, level)
        elif part[0] == " ":
            if atoms and not atoms[-1].forced:
                atoms[-1].spaces += len(part)
                atoms[-1].space_level = level
        elif levels is None and not ways.ends:
            atoms.append(_atom(part, form, node, 0))
        else:
            _add_word(atoms, piece, ways, part, place)
        place += len(part)


def _add_word(atoms: list[GlyphRun], piece: _Piece, ways: _ParagraphLevels, part: str, place: int) -> None:
    """Add the atoms of a text without spaces, which begins at `place` in its paragraph."""
    start = place
    for cut in ways.cuts(place, place + len(part)):
        level = ways.levels[start] if ways.levels else 0
        atom = _atom(part[start - place : cut - place], piece.form, piece.node, level)
        end = ways.ends.get(cut, End.NONE)
        atom.can_break, atom.weak, atom.dash = end is not End.NONE, end is End.WEAK, end is End.DASH
        atoms.append(atom)
        start = cut


def _glue(atoms: list[GlyphRun]) -> None:
    """Mark the spaces that end no line, such as one before a mark of exclamation."""
    for before, after in pairwise(atoms):
        if before.spaces and not before.forced and before.text and after.text:
            before.glued = glues(before.text, after.text)


def _tighten(atoms: list[GlyphRun], language: str) -> None:
    """Find the blank halves of wide marks: left out at a line's edges, and one where two of them meet."""
    for atom in atoms:
        spoken = atom.form.key.language or language
        if atom.text and has_blank_before(atom.text[0]):
            atom.lead = _half(atom, atom.text[0])
        if atom.text and not atom.spaces and has_blank_after(atom.text[-1], spoken):
            atom.trail = _half(atom, atom.text[-1])
    for before, after in pairwise(atoms):
        if before.spaces or not (before.text and after.text and tightened(before.text[-1], after.text[0])):
            continue
        before.kern = -(after.lead or before.trail)


def _half(atom: GlyphRun, mark: str) -> float:
    """Return half of a mark's width where it is as wide as it is high."""
    width = atom.form.word(mark).width
    return width / 2 if width > 0.9 * atom.form.key.size else 0.0


def _atom(text: str, form: ShapedForm, node: RunContext, level: int) -> GlyphRun:
    shown = text.replace("\u00ad", "").replace("\u200b", "")
    word = form.word_of(shown, rtl=True) if level % 2 else form.word(shown)
    return GlyphRun(text, form, node, word, level=level)


def _end_line(atoms: list[GlyphRun], form: ShapedForm, node: RunContext, level: int) -> None:
    if not atoms or atoms[-1].forced:
        atoms.append(_atom("", form, node, level))
    atoms[-1].forced = True
    atoms[-1].spaces = atoms[-1].spaces or 1
    atoms[-1].space_level = level


CJK_GIVE = 0.22
"""What a gap between Chinese or Japanese characters gives, where a space gives 1."""


def give(atom: GlyphRun) -> float:
    """Return the share in a justified line's stretching of what follows an atom, 0 where nothing gives."""
    if atom.spaces:
        return 1.0
    inside = atom.can_break and not atom.hyphenated and bool(atom.text)
    return CJK_GIVE if inside and is_cjk(atom.text[-1]) else 0.0
