"""Lay out and draw paragraphs: inline content in a style becomes a block of lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import accumulate, chain, repeat, zip_longest
from operator import attrgetter

from briefbuilder.domain.document import Content, InlinePicture, NoteMark, PageField, Run
from briefbuilder.domain.styles import Align, Style
from briefbuilder.domain.values import value
from briefbuilder.export.direction import is_content_right_to_left
from briefbuilder.export.measures import BASELINE
from briefbuilder.export.pdf.bidi import visual_order
from briefbuilder.export.pdf.font_embedding import GlyphUsage
from briefbuilder.export.pdf.glyph_runs import (
    GlyphRun,
    InlineContext,
    PlainText,
    RunContext,
    analyse_paragraph,
    build_glyph_runs,
    copy_node,
    stretch_share,
)
from briefbuilder.export.pdf.layout_context import BrokenParagraph, LayoutContext
from briefbuilder.export.pdf.line_boxes import BlockBox, LineBox
from briefbuilder.export.pdf.lines import SLACK, LineBreaker, RaggedFit, TextLine, space_penalty
from briefbuilder.export.pdf.page import LAYOUT, PdfPage
from briefbuilder.export.pdf.shaping import BOX_WIDTH, WORD_JOINER, ScaledFont, ShapedWord, font_key
from briefbuilder.export.pdf.structure import StructElem
from briefbuilder.export.pdf.syntax import colour_operator, format_number, format_numbers

# Drawing a line

_LEVEL, _FONT = attrgetter("level"), attrgetter("font")
_MAX_STRETCH = 1.1
"""The most a gap may stretch, in ems; lines that need more stay ragged."""


@dataclass(slots=True, eq=False, repr=False)
class _Pen:
    """Draws strings at a base line; `element` is the paragraph's own element."""

    page: PdfPage
    element: StructElem
    y: float
    image_name: Callable[[str], str | None]

    def string(self, node: RunContext, font: ScaledFont, glyphs: str, left: float, right: float) -> None:
        """Draw glyphs of one font and node, with their link, or the picture of the node."""
        page = self.page
        if node.ground:
            page.artifact(page.artifact_kind or LAYOUT)
            size = font.key.size
            page.fill(node.ground, left, self.y - 0.25 * size, right, self.y + 0.95 * size)
        if node.picture is not None:
            self._picture(node, node.picture, left)
            return
        self._begin(node)
        raise_text = f"{format_number(node.rise)} Ts " if node.rise else ""
        lower_text = " 0 Ts" if node.rise else ""
        if node.spacing:
            raise_text += f"{format_number(node.spacing)} Tc "
            lower_text += " 0 Tc"
        page.draw(
            f"BT {colour_operator(node.colour)} {page.usage.select(font)} {raise_text}"
            f"1 0 0 1 {format_numbers(left, self.y)} Tm[{glyphs}]TJ{lower_text} ET"
        )
        if node.element is not None and (node.uri is not None or node.target is not None):
            size = font.key.size
            area = (left, self.y + node.rise - 0.28 * size, right, self.y + node.rise + 0.82 * size)
            page.link(node.element, area, node.uri, node.target)
        if node.underline or node.strike:
            self._rules(node, font, left, right)

    def _picture(self, node: RunContext, picture: InlinePicture, left: float) -> None:
        name = self.image_name(picture.picture)
        if name is None:
            return
        width, height = picture.size
        if node.element is not None:
            box = format_numbers(left, self.y, left + width, self.y + height)
            node.element.attributes = f"<</O/Layout/Placement/Inline/BBox[{box}]>>"
        self._begin(node)
        self.page.draw_image(name, left, self.y, width, height)

    def _begin(self, node: RunContext) -> None:
        if node.element is None:
            self.page.begin(self.element)
            return
        if not self.page.artifact_kind:
            node.parent.attach(node.outer or node.element)
            if node.after is not None:
                node.parent.attach(node.after)
        self.page.begin(node.element)

    def _rules(self, node: RunContext, font: ScaledFont, left: float, right: float) -> None:
        """Draw the underline and strikethrough of a string."""
        size = font.key.size
        thickness = max(0.4, size * 0.045)
        self.page.artifact()
        for applies, height in ((node.underline, -0.15), (node.strike, 0.26)):
            if applies:
                bottom = self.y + node.rise + height * size
                self.page.fill(node.colour, left, bottom, right, bottom + thickness)

    def missing_glyph(self, font: ScaledFont, left: float) -> None:
        """Draw a box for a character that no font has."""
        size = font.key.size
        edge = size * 0.06
        self.page.artifact()
        self.page.draw(
            f"{colour_operator('#000000', stroke=True)} {format_number(size * 0.05)} w "
            f"{format_numbers(left + edge, self.y, size * BOX_WIDTH - 2 * edge, size * 0.7)} re S"
        )


def draw_line(
    page: PdfPage,
    line: TextLine,
    element: StructElem,
    position: tuple[float, float, float],
    align: Align,
    base: int,
    image_name: Callable[[str], str | None],
) -> None:
    """Draw a line; `position` is its left edge, its base line and its available width, in points.

    `image_name` returns the resource name of a picture.
    """
    if not page.usage.is_drawn:
        _note_use(page.usage, line)
        return
    left, y, available = position
    extra = _extra_gap(line, available, align)
    width = line.width + extra * line.gaps
    x = left + _align_offset(available - width, align, base) - line.runs[0].leading_blank
    pen = _Pen(page, element, y, image_name)
    if base or any(map(_LEVEL, line.runs)):
        _draw_mixed(pen, line, x, extra, base)
    else:
        _draw_plain(pen, line, x, extra)


def _note_use(usage: GlyphUsage, line: TextLine) -> None:
    """Note the fonts of a line and the characters without a glyph, as drawing it would."""
    fonts = dict.fromkeys(map(_FONT, line.runs))
    for font in fonts:
        usage.select(font)
    if any(font.has_missing for font in fonts):
        for run in line.runs:
            if run.word.missing:
                usage.write(run.font, run.word)


def _extra_gap(line: TextLine, available: float, align: Align) -> float:
    if not line.gaps or (line.width <= available and (align != "justify" or line.last)):
        return 0.0
    extra = (available - line.width) / line.gaps
    return extra if extra <= _MAX_STRETCH * line.runs[0].font.key.size else 0.0


def _align_offset(free: float, align: Align, base: int) -> float:
    if align == "centre":
        return free / 2
    at_end = align == "end"
    return free if at_end != bool(base) else 0.0


def _draw_plain(pen: _Pen, line: TextLine, x: float, extra: float) -> None:
    """Draw a left-to-right line: adjacent runs of one font and node form one string."""
    usage = pen.page.usage
    written, write = usage.written, usage.write
    start, parts = x, list[str]()
    for run, next_run in zip_longest(line.runs, line.runs[1:]):
        word, font, trailing = run.word, run.font, 0.0
        parts.append(written.get(word) or write(font, word))
        for offset in word.missing_positions:
            pen.missing_glyph(font, x + offset)
        x += word.width
        if next_run is None:
            parts.append(_hyphen_guard(run, usage))
        if run.spaces:
            space = font.space
            trailing = run.spaces * space.width
            parts.append((written.get(space) or write(font, space)) * run.spaces)
        if next_run is not None and (extra or run.kern):
            more = run.kern + (extra * stretch_share(run) if extra else 0.0)
            trailing += more
            parts.append(f" {format_number(-more * 1000 / font.key.size)} " if more else "")
        x += trailing
        if next_run is None or next_run.node is not run.node or next_run.font is not font:
            pen.string(run.node, font, "".join(parts), start, x - trailing)
            start, parts = x, []


def _hyphen_guard(run: GlyphRun, usage: GlyphUsage) -> str:
    """Return a word joiner after a word's own hyphen at the end of a line.

    Text extraction drops a hyphen that ends a line, as if it only divided a word.
    """
    has_hyphen = run.text.endswith("-") and not run.is_hyphenated
    return usage.write(run.font, run.font.word(WORD_JOINER)) if has_hyphen else ""


def _draw_mixed(pen: _Pen, line: TextLine, x: float, extra: float, base: int) -> None:
    """Draw a line with both directions: runs are placed in visual order and drawn in reading order."""
    pieces: list[tuple[GlyphRun, bool, float, int]] = []
    last = len(line.runs) - 1
    for index, run in enumerate(line.runs):
        pieces.append((run, False, run.word.width, run.level))
        width = run.spaces * run.font.space.width
        if index < last and (run.spaces or stretch_share(run)):
            level = run.space_level if run.spaces else run.level
            pieces.append((run, True, width + extra * stretch_share(run), level))
        elif run.spaces:
            # A space at the end of a line has the paragraph's level (rule L1) and no width.
            pieces.append((run, True, 0.0, base))
    starts = [0.0] * len(pieces)
    for index in visual_order([level for _, _, _, level in pieces]):
        starts[index] = x
        x += pieces[index][2]
    for start, (run, is_gap, width, _) in zip(starts, pieces, strict=True):
        if is_gap and not run.spaces:
            continue
        usage = pen.page.usage
        if is_gap:
            glyphs = usage.write(run.font, run.font.space) * run.spaces
        else:
            # Where directions meet, text extraction may see the end of a line after any word.
            glyphs = usage.write(run.font, run.word) + _hyphen_guard(run, usage)
        pen.string(run.node, run.font, glyphs, start, start + width)
        for offset in () if is_gap else run.word.missing_positions:
            pen.missing_glyph(run.font, start + offset)


_LABEL_GAP = 6.0
"""Points between the label of a paragraph and its text."""


@value(kw_only=False)
class Label:
    """A label before a paragraph (bullet, number) that hangs `hang` points left of the text.

    The raised label of a note takes that width from the first line instead, as in Word.
    """

    text: str
    element: StructElem
    hang: float
    is_raised: bool = False


@value(kw_only=False)
class ParagraphSetting:
    """How a paragraph is set: style, width in points, element and language.

    `ground` is the colour behind its words only. If `rtl` does not say whether the paragraph runs from right to
    left, its language and its text do.
    """

    style: Style
    width: float
    element: StructElem
    language: str
    label: Label | None = None
    ground: str | None = None
    rtl: bool | None = None


def build_paragraph(layout: LayoutContext, content: Content, setting: ParagraphSetting) -> BlockBox:
    """Return the block of a paragraph; at least two lines stay together at either end."""
    style = setting.style
    indent = max(style.indent_start, 0.0)
    room = max(setting.width - indent - style.indent_end, style.size)
    hangs_out = style.first_line < 0 and -style.first_line > indent
    first = 0.0 if hangs_out else style.first_line
    if setting.label is not None:
        first = first + setting.label.hang if setting.label.is_raised else 0.0
    lines, base = _break_lines(layout, content, setting, (room - first, room))
    if not lines and setting.label is not None and setting.label.text.strip():
        # A label without text is still shown.
        lines, base = _break_lines(layout, (Run(text="\u00a0"),), setting, (room - first, room))
    if not lines:
        return BlockBox([], style.space_before, style.space_after)
    drawer = _LineDrawer(layout, setting, base, indent, room, first)
    boxes = [drawer.line_box(index, line, len(lines)) for index, line in enumerate(lines)]
    return BlockBox(boxes, style.space_before, style.space_after, style.keep_with_next)


def _break_lines(
    layout: LayoutContext, content: Content, setting: ParagraphSetting, widths: tuple[float, float]
) -> tuple[tuple[TextLine, ...], int]:
    """Return the lines of a paragraph and its level, from the cache if possible."""
    context = layout.inline
    style, language, values = setting.style, setting.language, shown_values(content, context)
    rtl = is_content_right_to_left(content, setting.language) if setting.rtl is None else setting.rtl
    key = (content, values, style, language, widths, context.tagged, context.code_font, rtl)
    cached = layout.cache.find_paragraph(key)
    if cached is not None:
        return _with_new_nodes(cached, setting.element, context), cached.base
    paragraph = analyse_paragraph(content, style, setting.element, context, language, rtl=rtl)
    measured = None
    if not layout.cache.fonts.is_drawn and style.align != "justify" and (plain := paragraph.plain()):
        measured = measure_lines(plain, *widths)
    if measured is not None:
        lines = tuple(measured)
    else:
        runs = paragraph.glyph_runs()
        breaker = LineBreaker(runs, *widths, style.align == "justify", layout.cache.hyphenator, language)
        lines = tuple(breaker.lines()) if runs else ()
    nodes = tuple(dict.fromkeys(node for line in lines for node in line.nodes if node.element is not None))
    layout.cache.keep_paragraph(key, BrokenParagraph(lines, paragraph.base, nodes))
    return lines, paragraph.base


def measure_lines(text: PlainText, first: float, width: float) -> list[TextLine] | None:
    """Return the ragged lines of a plain paragraph that will not be drawn, each as one run: those of `LineBreaker`.

    Returns None if a word would have to be divided, or has a character without a glyph.
    """
    font, words = text.font, text.words
    widths, gap = font.widths_of(text.shown), font.space.width
    if font.has_missing or max(widths) > width:
        return None
    edges = list(accumulate(chain.from_iterable(zip(widths, repeat(gap), strict=False)), initial=0.0))
    starts, ends = edges[::2], edges[1::2]
    starts[-1] = ends[-1]
    found: list[int] | None = [len(words) - 1]
    if ends[-1] > first + SLACK:
        penalties = [0.0 if len(word) > 3 else space_penalty(word) for word in words]
        for place in text.bound:
            penalties[place] = -1.0
        found = RaggedFit(starts, ends, (first, width), penalties, gap).chosen()
    lines, start = list[TextLine](), 0
    for end in found or ():
        shaped = ShapedWord(ends[end] - starts[start], ())
        run = GlyphRun(" ".join(words[start : end + 1]), font, text.node, shaped)
        lines.append(TextLine([run], shaped.width, end - start, end == len(words) - 1))
        start = end + 1
    return lines or None


def shown_values(content: Content, context: InlineContext) -> tuple[str, ...]:
    """Return the visible values not in the content itself: note labels and page fields."""
    return tuple(
        context.notes.get(inline.note, "")
        if isinstance(inline, NoteMark)
        else context.fields.get(inline.name, "")
        for inline in content
        if isinstance(inline, NoteMark | PageField)
    )


def _with_new_nodes(
    cached: BrokenParagraph, parent: StructElem, context: InlineContext
) -> tuple[TextLine, ...]:
    """Return cached lines with new elements for links, notes and other languages."""
    if not cached.nodes:
        return cached.lines
    new_nodes = {node: copy_node(node, parent, context) for node in cached.nodes}

    def renew(line: TextLine) -> TextLine:
        if new_nodes.keys().isdisjoint(line.nodes):
            return line
        runs = [replace(run, node=new_nodes[run.node]) if run.node in new_nodes else run for run in line.runs]
        return replace(line, runs=runs)

    return tuple(map(renew, cached.lines))


@value(kw_only=False)
class _LineDrawer:
    layout: LayoutContext
    setting: ParagraphSetting
    base: int
    indent: float
    room: float
    first: float

    def line_box(self, index: int, line: TextLine, count: int) -> LineBox:
        """Return the box of a line."""
        footnotes = self.layout.inline.note_elements
        notes = tuple(node.note for node in line.nodes if node.note and node.note in footnotes)
        keep_whole = count < 4 or self.setting.style.keep_together
        joins_previous = index > 0 and (keep_whole or index == 1 or index == count - 1)
        first = self.first if index == 0 else 0.0
        above, below = line_extent(line, self.setting.style)
        image_name = self.layout.image_name

        def draw(page: PdfPage, left: float, top: float) -> None:
            y = top - above
            if index == 0 and self.setting.label is not None:
                self.label(page, left, y, self.setting.label)
            start = left + (self.setting.style.indent_end if self.base else self.indent + first)
            position = (start, y, self.room - first)
            if self.setting.ground:
                self.fill(page, self.setting.ground, line, position)
            draw_line(
                page, line, self.setting.element, position, self.setting.style.align, self.base, image_name
            )

        end = self.indent + first + line.width
        return LineBox(
            above + below, draw, joins_previous=joins_previous, notes=notes, text_end=end, base=above
        )

    def fill(self, page: PdfPage, colour: str, line: TextLine, position: tuple[float, float, float]) -> None:
        """Paint the background of the words of a line; `position` is its left edge, base line and width."""
        start, y, available = position
        align, size = self.setting.style.align, self.setting.style.size
        at_end = (align == "end") != bool(self.base)
        left = start + (available - line.width) * (0.5 if align == "centre" else float(at_end))
        page.fill(colour, left - size * 0.2, y - size * 0.28, left + line.width + size * 0.2, y + size * 0.92)

    def label(self, page: PdfPage, left: float, y: float, label: Label) -> None:
        """Draw the label beside the first line; a label wider than its hang stays close to the text."""
        style = replace(self.setting.style, indent_start=0.0, indent_end=0.0, align="start")
        context, language = self.layout.inline, self.setting.language
        text = Run(text=label.text, script="super" if label.is_raised else "baseline")
        runs, base = build_glyph_runs((text,), style, label.element, context, language)
        width = natural_width(runs)
        hang = label.hang - self.first if label.is_raised else max(label.hang, width + 3.0)
        if self.base:
            out = hang if label.is_raised else label.hang
            x = left + self.setting.width - self.indent + out - width
        else:
            x = left + self.indent - hang
        for run in runs[-1:]:
            # A space without width separates the label when the text is copied or read aloud.
            run.spaces = max(run.spaces, 1)
        line = TextLine(runs, width, 0, last=True)
        draw_line(page, line, label.element, (x, y, width), "start", base, self.layout.image_name)


def shape_text(
    layout: LayoutContext, text: str, style: Style, language: str
) -> tuple[ShapedWord, ScaledFont]:
    """Return a short text in a style as one word, with its font."""
    font = layout.cache.fonts.get(font_key(style, language))
    return font.word(text), font


def line_extent(line: TextLine, style: Style) -> tuple[float, float]:
    """Return the extent of a line above and below its base line, in points.

    Text of a letterhead in other sizes, and pictures, make a line higher or lower.
    """
    own = _extent(style.leading, style.size)
    nodes = [(node, node.picture) for node in line.nodes if node.leading or node.picture]
    if not nodes:
        return own
    extents = [
        (picture.size[1], 0.0) if picture else _extent(node.leading, node.size) for node, picture in nodes
    ]
    if len(nodes) < len(line.nodes) or all(picture for _, picture in nodes):
        extents.append(own)
    return max(above for above, _ in extents), max(below for _, below in extents)


def _extent(leading: float, size: float) -> tuple[float, float]:
    above = leading / 2 + size * BASELINE
    return above, leading - above


def base_line(style: Style, top: float) -> float:
    """Return the base line of a line in a style with this top, in points."""
    return top - style.leading / 2 - style.size * BASELINE


def label_width(layout: LayoutContext, text: str, style: Style, language: str) -> float:
    """Return the width of a label with the gap after it, in points."""
    return shape_text(layout, text, style, language)[0].width + _LABEL_GAP


def raised_label_width(layout: LayoutContext, text: str, style: Style, language: str) -> float:
    """Return the width of the raised label of a note and of the space after it, in points."""
    context, element = layout.inline, StructElem("Lbl")
    runs, _ = build_glyph_runs((Run(text=text, script="super"),), style, element, context, language)
    return natural_width(runs) + layout.cache.fonts.get(font_key(style, language)).space.width


def natural_width(runs: list[GlyphRun]) -> float:
    """Return the width of runs on one line, in points."""
    return sum(
        run.word.width + (run.spaces * run.font.space.width if index < len(runs) - 1 else 0.0)
        for index, run in enumerate(runs)
    )
