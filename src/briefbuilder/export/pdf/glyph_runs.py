"""Inline content becomes runs: the shaped pieces of text that lines are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from briefbuilder.domain.document import Content, NoteMark, PageField, Run
from briefbuilder.domain.styles import Style
from briefbuilder.export.pdf.bidi import embedding_levels, has_rtl, is_rtl_language
from briefbuilder.export.pdf.break_opportunities import (
    BreakKind,
    clean_text,
    find_breaks,
    forbids_break_at_space,
    has_blank_after,
    has_blank_before,
    has_cjk,
    is_cjk,
    is_tightened,
)
from briefbuilder.export.pdf.shaping import FontKey, ScaledFont, ScaledFontCache, ShapedWord
from briefbuilder.export.pdf.structure import StructElem

LINK_COLOUR = "#0b4f8a"
_SCRIPT_SIZE = 0.66
_SUPERSCRIPT_RISE, _SUBSCRIPT_RISE = 0.36, -0.14
_CODE_SIZE = 0.9
"""Letters of one width look larger than others of their size."""
_ADDRESS = re.compile(r"(?:https?|ftp|mailto):", re.IGNORECASE)
_PIECES = re.compile(r"\n| +|[^ \n]+")
_OBJECT_REPLACEMENT = "\ufffc"
"""Stands for each character of an isolate where the text around it is ordered."""
_NO_BREAK_SPACE = re.compile(
    r"[(\[{«‹“‘„‚¡¿—）」』】》〉］｝〕「『【《〈（［｛〔)\]] | [)\]}»›”’!?/:;,.—、。）」』】》〉］｝〕！？؟،؛]"
)
"""Spaces at which a line might not end."""


@dataclass(slots=True, eq=False)
class RunContext:
    """What pieces of text share besides their font: where they belong and what is drawn with them.

    `element` is None for the paragraph's own text; on its first drawing `outer` (or else itself) is
    attached to the `parent`, the paragraph's element, and then `after`, a footnote. `rise` is in points.
    """

    parent: StructElem
    element: StructElem | None = None
    outer: StructElem | None = None
    after: StructElem | None = None
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
    at its edges, `kern` what is left out before the next run.
    """

    text: str
    font: ScaledFont
    node: RunContext
    word: ShapedWord
    spaces: int = 0
    can_break_after: bool = False
    weak: bool = False
    is_after_dash: bool = False
    is_space_unbreakable: bool = False
    is_break_forced: bool = False
    level: int = 0
    space_level: int = 0
    is_hyphenated: bool = False
    lead: float = 0.0
    trailing_blank: float = 0.0
    kern: float = 0.0

    def fragment(self, text: str, *, hyphen: bool, last: bool) -> GlyphRun:
        """Return a part of it; the last part keeps what follows the whole."""
        shown = text.replace("\u00ad", "")
        word = self.font.shape(shown, rtl=bool(self.level % 2), hyphen=hyphen)
        if last:
            return replace(self, text=text, word=word)
        return replace(
            self,
            text=text,
            word=word,
            spaces=0,
            can_break_after=True,
            weak=False,
            is_after_dash=False,
            is_space_unbreakable=False,
            is_break_forced=False,
            is_hyphenated=hyphen,
        )


@dataclass(slots=True)
class InlineContext:
    """What turns content into runs: fonts, notes' labels, values of page fields, the languages."""

    fonts: ScaledFontCache
    notes: Mapping[str, str]
    language: str
    fields: Mapping[str, str] = field(default_factory=dict)
    note_elements: Mapping[str, StructElem] = field(default_factory=dict)
    tagged: bool = True
    code_font: str = "Roboto Mono"


@dataclass(slots=True)
class _Piece:
    text: str
    font: ScaledFont
    node: RunContext


@dataclass(frozen=True, slots=True)
class _ParagraphLevels:
    """What is known of a paragraph's text where a piece begins, at `start`: ends of lines and levels."""

    start: int
    ends: Mapping[int, BreakKind]
    places: list[int]
    levels: list[int] | None

    def cuts(self, start: int, end: int) -> list[int]:
        """Return the offsets at which a word is cut into runs, and its end."""
        found = self.places[bisect_right(self.places, start) : bisect_right(self.places, end - 1)]
        levels = self.levels
        if levels is not None:
            found += [place for place in range(start + 1, end) if levels[place] != levels[place - 1]]
            found = sorted(set(found))
        return [*found, end]


def build_glyph_runs(
    content: Content, style: Style, element: StructElem, context: InlineContext, language: str
) -> tuple[list[GlyphRun], int]:
    """Return the runs of a paragraph and its level (1 where it is written from right to left)."""
    pieces = _split_pieces(content, style, element, context, language)
    whole = "".join(piece.text for piece in pieces)
    base = int(is_rtl_language(language))
    levels = None
    if base or has_rtl(whole):
        levels = _piece_levels(pieces, base)
    ends = find_breaks(whole)
    runs: list[GlyphRun] = []
    place = 0
    for piece in pieces:
        _add_piece(runs, piece, _ParagraphLevels(place, ends, list(ends), levels))
        place += len(piece.text)
    if _NO_BREAK_SPACE.search(whole):
        _mark_no_break_spaces(runs)
    if ends and levels is None and has_cjk(whole):
        _tighten_punctuation(runs, language)
    return runs, base


def _piece_levels(pieces: list[_Piece], base: int) -> list[int]:
    """Return the level of each character; what is said in a language of the other direction stands for itself.

    Such runs are isolates (UAX #9, 2.4.2): a day's number after an Arabic title belongs to what follows it.
    """
    stretches = [
        (alone, "".join(piece.text for piece in held))
        for alone, held in groupby(pieces, lambda piece: _piece_level(piece, base) != base)
    ]
    shown = "".join(_OBJECT_REPLACEMENT * len(text) if alone else text for alone, text in stretches)
    levels = embedding_levels(shown, base)
    place = 0
    for alone, text in stretches:
        if alone:
            inner = embedding_levels(text, 1 - base)
            levels[place : place + len(text)] = [level + 2 * base for level in inner]
        place += len(text)
    return levels


def _piece_level(piece: _Piece, base: int) -> int:
    language = piece.font.key.language
    return int(is_rtl_language(language)) if language else base


def _split_pieces(
    content: Content, style: Style, element: StructElem, context: InlineContext, language: str
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
            pieces.append(_Piece(clean_text(value), context.fonts.get(_font_key(style, language)), own))
    return [piece for piece in pieces if piece.text]


def _font_key(style: Style, language: str) -> FontKey:
    return FontKey(style.font, style.size, style.bold, style.italic, style.capitals, language)


def _run_piece(inline: Run, style: Style, own: RunContext, context: InlineContext, language: str) -> _Piece:
    spoken = inline.language or language
    key = replace(
        _font_key(style, spoken), bold=style.bold or inline.bold, italic=style.italic or inline.italic
    )
    if inline.code:
        shrunk = 1.0 if style.font == context.code_font else _CODE_SIZE
        key = replace(key, family=context.code_font, size=key.size * shrunk)
    rise = 0.0
    if inline.script != "baseline":
        rise = style.size * (_SUPERSCRIPT_RISE if inline.script == "super" else _SUBSCRIPT_RISE)
        key = replace(key, size=key.size * _SCRIPT_SIZE)
    text = clean_text(inline.text)
    if inline.link and not _ADDRESS.match(inline.link):
        # Only addresses that a reader may safely follow become links; the words stay.
        inline = replace(inline, link=None)
    plain = not (inline.link or inline.target or inline.underline or inline.strike or rise)
    if plain and spoken == language:
        return _Piece(text, context.fonts.get(key), own)
    node = replace(own, underline=inline.underline, strike=inline.strike, rise=rise)
    if context.tagged:
        _tag_run(node, inline, own, spoken if spoken != language else None)
    return _Piece(text, context.fonts.get(key), node)


def _tag_run(node: RunContext, inline: Run, own: RunContext, language: str | None) -> None:
    """Give a link, or words of another language, an element of their own."""
    if inline.link or inline.target:
        node.element = StructElem("Link", language=language)
        node.uri, node.target = inline.link, None if inline.link else inline.target
        node.colour = LINK_COLOUR if inline.link else own.colour
    elif language:
        node.element = StructElem("Span", language=language)


def _note_piece(
    mark: NoteMark, style: Style, own: RunContext, context: InlineContext, language: str
) -> _Piece:
    key = replace(_font_key(style, language), size=style.size * _SCRIPT_SIZE)
    node = replace(own, rise=style.size * _SUPERSCRIPT_RISE, note=mark.note)
    if context.tagged:
        _tag_mark(node, mark.note, context)
        node.target = note_anchor(mark.note)
    return _Piece(context.notes.get(mark.note, ""), context.fonts.get(key), node)


def _tag_mark(node: RunContext, note: str, context: InlineContext) -> None:
    node.outer = StructElem("Reference")
    node.element = node.outer.add("Link")
    node.after = context.note_elements.get(note)


def copy_node(node: RunContext, parent: StructElem, context: InlineContext) -> RunContext:
    """Return a node with elements of its own, for drawing the same words once more in another paragraph."""
    fresh = replace(node, parent=parent)
    if node.note is not None:
        _tag_mark(fresh, node.note, context)
    elif node.element is not None:
        fresh.element = StructElem(node.element.role, language=node.element.language)
    return fresh


def note_anchor(note: str) -> str:
    """Return the anchor under which a note is drawn."""
    return f"note {note}"


def _add_piece(runs: list[GlyphRun], piece: _Piece, ways: _ParagraphLevels) -> None:
    font, node, levels = piece.font, piece.node, ways.levels
    place = ways.start
    for part in _PIECES.findall(piece.text):
        level = levels[place] if levels else 0
        if part == "\n":
            _force_break(runs, font, node, level)
        elif part[0] == " ":
            if runs and not runs[-1].is_break_forced:
                runs[-1].spaces += len(part)
                runs[-1].space_level = level
        elif levels is None and not ways.ends:
            runs.append(_make_run(part, font, node, 0))
        else:
            _add_word(runs, piece, ways, part, place)
        place += len(part)


def _add_word(runs: list[GlyphRun], piece: _Piece, ways: _ParagraphLevels, part: str, place: int) -> None:
    """Add the runs of a text without spaces, which begins at `place` in its paragraph."""
    start = place
    for cut in ways.cuts(place, place + len(part)):
        level = ways.levels[start] if ways.levels else 0
        run = _make_run(part[start - place : cut - place], piece.font, piece.node, level)
        end = ways.ends.get(cut, BreakKind.NONE)
        run.can_break_after, run.weak, run.is_after_dash = (
            end is not BreakKind.NONE,
            end is BreakKind.WEAK,
            end is BreakKind.DASH,
        )
        runs.append(run)
        start = cut


def _mark_no_break_spaces(runs: list[GlyphRun]) -> None:
    """Mark the spaces that end no line, such as one before a mark of exclamation."""
    for before, after in pairwise(runs):
        if before.spaces and not before.is_break_forced and before.text and after.text:
            before.is_space_unbreakable = forbids_break_at_space(before.text, after.text)


def _tighten_punctuation(runs: list[GlyphRun], language: str) -> None:
    """Find the blank halves of wide marks: left out at a line's edges, and one where two of them meet."""
    for run in runs:
        spoken = run.font.key.language or language
        if run.text and has_blank_before(run.text[0]):
            run.lead = _half_width(run, run.text[0])
        if run.text and not run.spaces and has_blank_after(run.text[-1], spoken):
            run.trailing_blank = _half_width(run, run.text[-1])
    for before, after in pairwise(runs):
        if before.spaces or not (before.text and after.text and is_tightened(before.text[-1], after.text[0])):
            continue
        before.kern = -(after.lead or before.trailing_blank)


def _half_width(run: GlyphRun, mark: str) -> float:
    """Return half of a mark's width where it is as wide as it is high."""
    width = run.font.word(mark).width
    return width / 2 if width > 0.9 * run.font.key.size else 0.0


def _make_run(text: str, font: ScaledFont, node: RunContext, level: int) -> GlyphRun:
    shown = text.replace("\u00ad", "").replace("\u200b", "")
    word = font.shape(shown, rtl=True) if level % 2 else font.word(shown)
    return GlyphRun(text, font, node, word, level=level)


def _force_break(runs: list[GlyphRun], font: ScaledFont, node: RunContext, level: int) -> None:
    if not runs or runs[-1].is_break_forced:
        runs.append(_make_run("", font, node, level))
    runs[-1].is_break_forced = True
    runs[-1].spaces = runs[-1].spaces or 1
    runs[-1].space_level = level


CJK_STRETCH_SHARE = 0.22
"""What a gap between Chinese or Japanese characters gives, where a space gives 1."""


def stretch_share(run: GlyphRun) -> float:
    """Return the share in a justified line's stretching of what follows an run, 0 where nothing gives."""
    if run.spaces:
        return 1.0
    inside = run.can_break_after and not run.is_hyphenated and bool(run.text)
    return CJK_STRETCH_SHARE if inside and is_cjk(run.text[-1]) else 0.0
