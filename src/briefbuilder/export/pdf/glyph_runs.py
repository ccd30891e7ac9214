"""Turn inline content into glyph runs: the shaped pieces of text that lines are made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import assert_never

from briefbuilder.domain.document import Content, InlinePicture, NoteMark, PageField, Run
from briefbuilder.domain.languages import is_right_to_left
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.styles import Style
from briefbuilder.domain.values import value
from briefbuilder.export.direction import has_rtl
from briefbuilder.export.labels import MARK_SEPARATOR, follows_mark
from briefbuilder.export.measures import LINK_COLOUR
from briefbuilder.export.pdf.bidi import embedding_levels
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
from briefbuilder.export.pdf.fonts import CODE_FAMILY
from briefbuilder.export.pdf.shaping import FontKey, ScaledFont, ScaledFontCache, ShapedWord, font_key
from briefbuilder.export.pdf.structure import StructElem

_SCRIPT_SIZE = 0.66
_SUPERSCRIPT_RISE, _SUBSCRIPT_RISE = 0.36, -0.14
_CODE_SIZE = 0.9
"""Monospaced letters look larger than others of the same size."""
_SMALL_CAPITAL = 0.8
"""The size of small capitals, as Word draws them."""
_ADDRESS = lazy_pattern(r"(?:https?|ftp|mailto):", re.IGNORECASE)
_PIECES = lazy_pattern(r"\n| +|[^ \n]+")
_WORD = lazy_pattern(r"[^ \n]+")
_SPACED_WORD = lazy_pattern(r"([^ ]+)( *)")
_OBJECT_REPLACEMENT = "\ufffc"
"""Replaces each character of an isolate while the text around it is ordered."""
_DIRECTION_MARK = lazy_pattern("[\u200e\u200f]")
_OPENING = r"[(\[{«‹“‘„‚¡¿—）」』】》〉］｝〕「『【《〈（［｛〔)\]]"
_SPACE_AFTER_OPENING = lazy_pattern(rf"{_OPENING} ")
_SPACE_BEFORE_MARK = lazy_pattern(r" [)\]}»›”’!?/:;,.—、。）」』】》〉］｝〕！？؟،؛]")
"""Spaces at which a line might not end."""

_CURRENCY = frozenset("€$£¥₹₽₩₺₴")
_UNIT = lazy_pattern(
    r"[%‰°€$£¥₹₽₩₺₴]"
    r"|(?:[kMGTPcmµμdh]?(?:m[²³]?|g|l|t|W|Wh|V|A|Hz|Pa|B)|ha|ppm|dB|km/h|pct|p\.\s?c|bps|vH)(?![\w’'])"
    r"|(?i:mil|mio|mrd|mld|mln|mia|bil|bn|tril|tn|thousand|tausend|tsd|tys|tis|млн|млрд|тыс|тис|миллион|миллиард|мільйон|мільярд|ألف|مليون|مليار)"
    r"|(?:EUR|USD|GBP|JPY|CHF|CNY|RUB|UAH|TRY|SEK|NOK|DKK|PLN|CZK|HUF|euros?|dollars?|dollari|Dollar|yen|yuan)(?!\w)",
)
"""What a figure is of: a sign, a unit, a word or an abbreviation for thousands and more, or a currency."""
_FIGURE_AND_UNIT = lazy_pattern(rf"\d (?:{_UNIT.pattern})|[{''.join(_CURRENCY)}] \d")
_BINDING = lazy_pattern(rf"\d|{_OPENING}")
"""Characters without which a text has none of these spaces but before a mark."""

CJK_STRETCH_SHARE = 0.22
"""How much a gap between Chinese or Japanese characters stretches, relative to a space."""


@dataclass(slots=True, eq=False, repr=False)
class RunContext:
    """What glyph runs share besides their font: their structure element, colour, link and decoration.

    `element` is None for text directly in the paragraph. When first drawn, `outer` (or `element`) is attached
    to `parent`, the element of the paragraph, followed by `after`, a footnote. `rise` is in points. Text of a
    letterhead has its own `leading` and `size`, `spacing` after each letter, and a `ground` behind it; a `picture` replaces the text.
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
    leading: float = 0.0
    size: float = 0.0
    ground: str | None = None
    spacing: float = 0.0
    picture: InlinePicture | None = None


@dataclass(slots=True, eq=False, repr=False)
class GlyphRun:
    """A piece of a line; a line may end after it if spaces follow or `break_after` allows it.

    `spaces` counts the spaces after the run; `level` and `space_level` are levels of UAX #9.
    `leading_blank` and `trailing_blank` are the blank halves of wide punctuation in points, dropped at the edges
    of a line; `kern` is the space removed before the next run.
    """

    text: str
    font: ScaledFont
    node: RunContext
    word: ShapedWord
    spaces: int = 0
    break_after: BreakKind = BreakKind.NONE
    is_space_unbreakable: bool = False
    is_break_forced: bool = False
    level: int = 0
    space_level: int = 0
    is_hyphenated: bool = False
    leading_blank: float = 0.0
    trailing_blank: float = 0.0
    kern: float = 0.0

    def fragment(self, text: str, *, hyphen: bool, last: bool) -> GlyphRun:
        """Return a part of the run; the last part keeps what follows the run."""
        visible = text.replace("\u00ad", "")
        word = self.font.shape(visible, rtl=bool(self.level % 2), hyphen=hyphen)
        if last:
            return replace(self, text=text, word=word)
        return replace(
            self,
            text=text,
            word=word,
            spaces=0,
            break_after=BreakKind.GOOD,
            is_space_unbreakable=False,
            is_break_forced=False,
            is_hyphenated=hyphen,
        )


@dataclass(slots=True, eq=False, repr=False)
class InlineContext:
    """What is needed to build glyph runs: fonts, note labels, values of page fields, languages."""

    fonts: ScaledFontCache
    notes: Mapping[str, str]
    language: str
    fields: Mapping[str, str] = field(default_factory=dict)
    note_elements: Mapping[str, StructElem] = field(default_factory=dict)
    tagged: bool = True
    code_font: str = CODE_FAMILY


@dataclass(slots=True, eq=False, repr=False)
class _Piece:
    text: str
    font: ScaledFont
    node: RunContext


@value(kw_only=False)
class _ParagraphAnalysis:
    """Break opportunities and levels of a paragraph, with the offset `start` of the current piece."""

    start: int
    breaks: Mapping[int, BreakKind]
    break_offsets: list[int]
    levels: list[int] | None

    def cuts(self, start: int, end: int) -> list[int]:
        """Return the offsets at which a word is divided into runs, and its end."""
        offsets = self.break_offsets[
            bisect_right(self.break_offsets, start) : bisect_right(self.break_offsets, end - 1)
        ]
        levels = self.levels
        if levels is not None:
            offsets += [offset for offset in range(start + 1, end) if levels[offset] != levels[offset - 1]]
            offsets = sorted(set(offsets))
        return [*offsets, end]


@value(kw_only=False)
class PlainText:
    """Words of one font from left to right with a space after each, in which lines end at these spaces alone.

    `shown` are the words without characters that have no glyph; `bound` has the places of words after which no line
    may end.
    """

    words: list[str]
    shown: list[str]
    font: ScaledFont
    node: RunContext
    bound: frozenset[int]


@dataclass(slots=True, eq=False, repr=False)
class ParagraphText:
    """A paragraph's text in pieces of one font, its `base` level (1 for right to left), and where its lines may end.

    `levels` are those of its characters, None if all of them run from left to right.
    """

    pieces: list[_Piece]
    language: str
    base: int
    text: str = ""
    characters: str = ""
    levels: list[int] | None = None
    breaks: Mapping[int, BreakKind] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.text = "".join(piece.text for piece in self.pieces)
        self.characters = "".join(set(self.text))
        if self.base or has_rtl(self.characters):
            self.levels = _piece_levels(self.pieces, self.base, self.language)
        if _DIRECTION_MARK.search(self.characters):
            self._drop_direction_marks()
        self.breaks = find_breaks(self.text, self.characters)

    def _drop_direction_marks(self) -> None:
        """Drop the marks of directions: the levels know what they say, and they have no glyph."""
        if self.levels is not None:
            pairs = zip(self.levels, self.text, strict=True)
            self.levels = [level for level, character in pairs if not _DIRECTION_MARK.match(character)]
        self.pieces = [replace(piece, text=_DIRECTION_MARK.sub("", piece.text)) for piece in self.pieces]
        self.text = "".join(piece.text for piece in self.pieces)

    def plain(self) -> PlainText | None:
        """Return the words of a plain paragraph, None for any other."""
        if len(self.pieces) != 1 or self.levels is not None or self.breaks:
            return None
        piece = self.pieces[0]
        words, visible = piece.text.split(" "), _visible(piece.text)
        if piece.node.picture is not None or piece.node.spacing or "" in words or "\n" in piece.text:
            return None
        shown = words if visible == piece.text else visible.split(" ")
        bound = frozenset[int]()
        if _may_bind(self.text, self.characters):
            bound = frozenset(place for place, pair in enumerate(pairwise(words)) if _are_bound(*pair))
        return PlainText(words, shown, piece.font, piece.node, bound)

    def glyph_runs(self) -> list[GlyphRun]:
        """Return the glyph runs of the paragraph."""
        runs: list[GlyphRun] = []
        offset = 0
        for piece in filter(attrgetter("text"), self.pieces):
            _add_piece(runs, piece, _ParagraphAnalysis(offset, self.breaks, list(self.breaks), self.levels))
            offset += len(piece.text)
        if _may_bind(self.text, self.characters):
            _mark_no_break_spaces(runs)
        if self.breaks and self.levels is None and has_cjk(self.characters):
            _tighten_punctuation(runs, self.language)
        return runs


def analyse_paragraph(
    content: Content,
    style: Style,
    element: StructElem,
    context: InlineContext,
    language: str,
    *,
    rtl: bool | None = None,
) -> ParagraphText:
    """Return the text of a paragraph with its level and where its lines may end.

    If `rtl` does not say whether it runs from right to left, its language does.
    """
    base = int(is_right_to_left(language) if rtl is None else rtl)
    return ParagraphText(_split_pieces(content, style, element, context, language), language, base)


def build_glyph_runs(
    content: Content, style: Style, element: StructElem, context: InlineContext, language: str
) -> tuple[list[GlyphRun], int]:
    """Return the glyph runs of a paragraph and its level (1 for right to left)."""
    paragraph = analyse_paragraph(content, style, element, context, language)
    return paragraph.glyph_runs(), paragraph.base


def split_runs(runs: list[GlyphRun], ends: Callable[[GlyphRun], bool]) -> Iterator[list[GlyphRun]]:
    """Yield groups of runs, each with the run that ends it."""
    group: list[GlyphRun] = []
    for run in runs:
        group.append(run)
        if ends(run):
            yield group
            group = []
    if group:
        yield group


def _piece_levels(pieces: list[_Piece], base: int, language: str) -> list[int]:
    """Return the level of each character; runs in a language of the other direction are isolates.

    See UAX #9, 2.4.2: the day number after an Arabic title belongs to what follows it.
    """
    segments = [
        (is_isolate, "".join(piece.text for piece in group))
        for is_isolate, group in groupby(pieces, lambda piece: _piece_level(piece, base, language) != base)
    ]
    outer = "".join(_OBJECT_REPLACEMENT * len(text) if is_isolate else text for is_isolate, text in segments)
    levels = embedding_levels(outer, base)
    offset = 0
    for is_isolate, text in segments:
        if is_isolate:
            inner = embedding_levels(text, 1 - base)
            levels[offset : offset + len(text)] = [level + 2 * base for level in inner]
        offset += len(text)
    return levels


def _piece_level(piece: _Piece, base: int, language: str) -> int:
    own = piece.font.key.language
    return int(is_right_to_left(own)) if own not in {"", language} else base


def _split_pieces(
    content: Content, style: Style, element: StructElem, context: InlineContext, language: str
) -> list[_Piece]:
    own = RunContext(element, colour=style.colour, underline=style.underline, spacing=style.letter_spacing)
    pieces = list[_Piece]()
    for place, inline in enumerate(content):
        if isinstance(inline, Run):
            pieces += _run_pieces(inline, style, own, context, language)
        elif isinstance(inline, NoteMark):
            if follows_mark(content, place, context.notes):
                comma = Run(text=MARK_SEPARATOR, script="super")
                pieces += _run_pieces(comma, style, own, context, language)
            pieces.append(_note_piece(inline, style, own, context, language))
        elif isinstance(inline, PageField):
            value = Run(text=context.fields.get(inline.name, ""), look=inline.look)
            pieces += _run_pieces(value, style, own, context, language)
        elif isinstance(inline, InlinePicture):
            node = replace(own, picture=inline, underline=False)
            if context.tagged:
                node.element = StructElem("Figure")
                node.element.alternative = clean_text(inline.alternative_text) or "\u2013"
            pieces.append(_Piece(_OBJECT_REPLACEMENT, context.fonts.get(font_key(style, language)), node))
        else:
            assert_never(inline)
    return [piece for piece in pieces if piece.text]


def _run_pieces(
    inline: Run, style: Style, own: RunContext, context: InlineContext, language: str
) -> list[_Piece]:
    look = inline.look
    if look is not None:
        own = replace(own, colour=look.colour, leading=look.leading, size=look.size, ground=look.background)
        own.underline, own.spacing = look.underline, look.letter_spacing
        style = look
    run_language = inline.language or language
    key = replace(
        font_key(style, run_language), bold=style.bold or inline.bold, italic=style.italic or inline.italic
    )
    if inline.keeps_case:
        key = replace(key, capitals=False)
    if inline.code:
        scale = 1.0 if style.font == context.code_font else _CODE_SIZE
        key = replace(key, family=context.code_font, size=key.size * scale)
    rise = 0.0
    if inline.script != "baseline":
        rise = style.size * (_SUPERSCRIPT_RISE if inline.script == "super" else _SUBSCRIPT_RISE)
        key = replace(key, size=key.size * _SCRIPT_SIZE)
    text = clean_text(inline.text)
    if inline.link and not _ADDRESS.match(inline.link):
        # Only addresses that are safe to follow become links; other text stays without one.
        inline = replace(inline, link=None)
    is_plain = not (inline.link or inline.target or inline.underline or inline.strike or rise)
    if is_plain and run_language == language:
        return _cased_pieces(text, key, own, context, small_caps=style.small_caps)
    node = replace(own, underline=own.underline or inline.underline, strike=inline.strike, rise=rise)
    if context.tagged:
        _tag_run(node, inline, own, run_language if run_language != language else None)
    return _cased_pieces(text, key, node, context, small_caps=style.small_caps)


def _cased_pieces(
    text: str, key: FontKey, node: RunContext, context: InlineContext, *, small_caps: bool
) -> list[_Piece]:
    """Return a text as one piece, or with its lower-case letters as small capitals."""
    if not small_caps:
        return [_Piece(text, context.fonts.get(key), node)]
    small = replace(key, size=key.size * _SMALL_CAPITAL, capitals=True)
    return [
        _Piece("".join(letters), context.fonts.get(small if is_lower else key), node)
        for is_lower, letters in groupby(text, str.islower)
    ]


def _tag_run(node: RunContext, inline: Run, own: RunContext, language: str | None) -> None:
    """Give links, and text in another language, a separate element."""
    if inline.link or inline.target:
        node.element = StructElem("Link", language=language)
        node.uri, node.target = inline.link, None if inline.link else inline.target
        node.colour = LINK_COLOUR if inline.link else own.colour
    elif language:
        node.element = StructElem("Span", language=language)


def _note_piece(
    mark: NoteMark, style: Style, own: RunContext, context: InlineContext, language: str
) -> _Piece:
    key = replace(font_key(style, language), size=style.size * _SCRIPT_SIZE)
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
    """Return a copy with new elements, to draw the same text again in another paragraph."""
    copy = replace(node, parent=parent)
    if node.note is not None:
        _tag_mark(copy, node.note, context)
    elif node.element is not None:
        kept = node.element
        copy.element = StructElem(kept.role, language=kept.language, alternative=kept.alternative)
    return copy


def note_anchor(note: str) -> str:
    """Return the anchor of a note."""
    return f"note {note}"


def _add_piece(runs: list[GlyphRun], piece: _Piece, paragraph: _ParagraphAnalysis) -> None:
    font, node, char_levels = piece.font, piece.node, paragraph.levels
    offset = paragraph.start
    if node.picture is not None:
        run = GlyphRun(piece.text, font, node, ShapedWord(node.picture.size[0], ()))
        run.break_after = paragraph.breaks.get(offset + 1, BreakKind.NONE)
        runs.append(run)
        return
    if char_levels is None and not paragraph.breaks:
        if not node.spacing and "\n" not in piece.text:
            _add_plain(runs, piece)
            return
        font.add_words(_WORD.findall(piece.text))
    for part in _PIECES.findall(piece.text):
        level = char_levels[offset] if char_levels else 0
        if part == "\n":
            if not runs or runs[-1].is_break_forced:
                runs.append(_make_run("", font, node, level))
            runs[-1].is_break_forced = True
            runs[-1].spaces = runs[-1].spaces or 1
            runs[-1].space_level = level
        elif part[0] == " ":
            _add_spaces(runs, piece, len(part), level)
        else:
            _add_word(runs, piece, paragraph, part, offset)
        offset += len(part)


def _add_plain(runs: list[GlyphRun], piece: _Piece) -> None:
    """Add the words of a text in one line and direction, in which a line may end only at spaces."""
    text, font, node = piece.text, piece.font, piece.node
    words = text.split(" ")
    if words[0] and "" not in words:
        shaped = font.words_of(words if text.isascii() else _visible(text).split(" "))
        runs += [
            GlyphRun(word, font, node, shaped_word, 1)
            for word, shaped_word in zip(words, shaped, strict=True)
        ]
        runs[-1].spaces = 0
        return
    if leading := len(text) - len(text.lstrip(" ")):
        _add_spaces(runs, piece, leading, 0)
    spaced = _SPACED_WORD.findall(text)
    shaped = font.words_of([_visible(word) for word, _ in spaced])
    runs += [
        GlyphRun(word, font, node, shaped_word, len(spaces))
        for (word, spaces), shaped_word in zip(spaced, shaped, strict=True)
    ]


def _add_spaces(runs: list[GlyphRun], piece: _Piece, count: int, level: int) -> None:
    if not runs or runs[-1].is_break_forced:
        return
    run = runs[-1]
    if run.node.rise and not piece.node.rise and not run.spaces:
        # The space after a raised mark is as wide as those of the text, to which it belongs.
        run = _make_run("", piece.font, piece.node, level)
        runs.append(run)
    run.spaces += count
    run.space_level = level
    if run.node.spacing:
        run.word = replace(run.word, width=run.word.width + count * run.node.spacing)


def _add_word(
    runs: list[GlyphRun], piece: _Piece, paragraph: _ParagraphAnalysis, part: str, offset: int
) -> None:
    """Add the runs of a text without spaces that begins at an offset of its paragraph."""
    start = offset
    for end in paragraph.cuts(offset, offset + len(part)):
        level = paragraph.levels[start] if paragraph.levels else 0
        run = _make_run(part[start - offset : end - offset], piece.font, piece.node, level)
        run.break_after = paragraph.breaks.get(end, BreakKind.NONE)
        runs.append(run)
        start = end


def _mark_no_break_spaces(runs: list[GlyphRun]) -> None:
    """Mark the spaces at which no line may end, such as one before an exclamation mark or between a figure and its unit."""
    text = ""
    for before, after in pairwise(runs):
        text = before.text or text
        if before.spaces and not before.is_break_forced and text and after.text:
            before.is_space_unbreakable = _are_bound(text, after.text)


def _are_bound(before: str, after: str) -> bool:
    """Return whether no line may end at the spaces between two words."""
    return forbids_break_at_space(before, after) or _is_figure_with_unit(before, after)


def _may_bind(text: str, characters: str) -> bool:
    """Return whether a text, with its characters, may have a space at which no line may end."""
    if _SPACE_BEFORE_MARK.search(text):
        return True
    if _BINDING.search(characters) is None and _CURRENCY.isdisjoint(characters):
        return False
    return bool(_SPACE_AFTER_OPENING.search(text) or _FIGURE_AND_UNIT.search(text))


def _is_figure_with_unit(before: str, after: str) -> bool:
    """Return whether a figure and its unit, or a sign of a currency and its figure, are beside a space."""
    if before[-1].isdigit():
        return _UNIT.match(after) is not None
    return before[-1] in _CURRENCY and after[0].isdigit()


def _tighten_punctuation(runs: list[GlyphRun], language: str) -> None:
    """Find the blank halves of wide punctuation, dropped at line edges and where two of them meet."""
    for run in runs:
        run_language = run.font.key.language or language
        if run.text and has_blank_before(run.text[0]):
            run.leading_blank = _half_width(run, run.text[0])
        if run.text and not run.spaces and has_blank_after(run.text[-1], run_language):
            run.trailing_blank = _half_width(run, run.text[-1])
    for before, after in pairwise(runs):
        if before.spaces or not (before.text and after.text and is_tightened(before.text[-1], after.text[0])):
            continue
        before.kern = -(after.leading_blank or before.trailing_blank)


def _half_width(run: GlyphRun, mark: str) -> float:
    """Return half the width of a wide punctuation mark, 0 for a narrow one."""
    width = run.font.word(mark).width
    return width / 2 if width > 0.9 * run.font.key.size else 0.0


def _shaped(text: str, font: ScaledFont) -> ShapedWord:
    return font.word(text if text.isascii() else _visible(text))


def _visible(text: str) -> str:
    return text.replace("\u00ad", "").replace("\u200b", "")


def _make_run(text: str, font: ScaledFont, node: RunContext, level: int) -> GlyphRun:
    word = font.shape(_visible(text), rtl=True) if level % 2 else _shaped(text, font)
    if node.spacing:
        word = replace(word, width=word.width + len(_visible(text)) * node.spacing)
    return GlyphRun(text, font, node, word, level=level)


def stretch_share(run: GlyphRun) -> float:
    """Return how much the gap after a run stretches in a justified line: 1 for a space, 0 for none."""
    if run.spaces:
        return 1.0
    breaks_here = run.break_after is not BreakKind.NONE and not run.is_hyphenated and bool(run.text)
    return CJK_STRETCH_SHARE if breaks_here and is_cjk(run.text[-1]) else 0.0
