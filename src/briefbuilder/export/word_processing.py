"""Shared by the formats of word processors, Word and OpenDocument: languages, fonts, boxes, lists, tables, numbering."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self
from unicodedata import east_asian_width

from briefbuilder.domain.document import DrawnCallout, DrawnContents, DrawnText, Element, walk_elements
from briefbuilder.domain.export_record import ParagraphAddress
from briefbuilder.domain.languages import EAST_ASIAN, base_language
from briefbuilder.domain.list_labels import HEADING_NUMBER_STYLES, HeadingNumberStyle, ListLabel, numeral
from briefbuilder.domain.styles import PageSetup, Role, Style, StyleSheet
from briefbuilder.domain.values import value
from briefbuilder.export.labels import list_hang
from briefbuilder.export.measures import (
    BAR_GAP,
    BAR_WIDTH,
    CONTENTS_NUMBER_WIDTH,
    CONTENTS_PAGE_WIDTH,
    CONTENTS_ROLES,
    GRID_PADDING,
    HAIRLINE,
    NUMBER_WIDTH,
    ODD_BAR_EXTRA,
    PADDING,
    RULE_GAP,
    WATERMARK_SHARE,
    WATERMARK_SIZE,
    box_insets,
    contents_role,
)
from briefbuilder.system.fonts import font_class, han_form, han_form_of_family, suits_language

# Languages and fonts

_TAG = r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{4,8})*"
_CULTURES = {
    "ar": "ar-SA", "bg": "bg-BG", "ca": "ca-ES", "cs": "cs-CZ", "da": "da-DK", "de": "de-DE", "el": "el-GR",
    "en": "en-GB", "es": "es-ES", "et": "et-EE", "fa": "fa-IR", "fi": "fi-FI", "fr": "fr-FR", "ga": "ga-IE",
    "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU", "id": "id-ID", "it": "it-IT", "ja": "ja-JP",
    "ko": "ko-KR", "lt": "lt-LT", "lv": "lv-LV", "mt": "mt-MT", "nb": "nb-NO", "nl": "nl-NL", "no": "nb-NO",
    "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO", "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Latn-RS",
    "sv": "sv-SE", "tr": "tr-TR", "uk": "uk-UA", "ur": "ur-PK", "vi": "vi-VN",
    "zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW",
}  # fmt: skip


@cache
def culture(tag: str) -> str:
    """Return a tag as Word writes it ("it" becomes "it-IT"), or "" if it is not a language tag."""
    known = _CULTURES.get(tag.lower())
    if known:
        return known
    return tag if re.fullmatch(_TAG, tag) else ""


@cache
def is_east_asian(tag: str | None) -> bool:
    """Return whether a language is written in Chinese, Japanese or Korean characters."""
    return base_language(tag) in EAST_ASIAN


_FAMILIES = {"sans": "swiss", "mono": "modern", "serif": "roman"}
_EAST_ASIAN_SERIF = {"JP": "Yu Mincho", "KR": "Batang", "SC": "SimSun", "TC": "PMingLiU"}
_EAST_ASIAN_SANS = {
    "JP": "Yu Gothic",
    "KR": "Malgun Gothic",
    "SC": "Microsoft YaHei",
    "TC": "Microsoft JhengHei",
}


def font_family(font: str) -> str:
    """Return Word's class of a font: "swiss" (sans serif), "modern" (monospaced) or "roman"."""
    return _FAMILIES[font_class(font)]


def east_asian_font(style: Style, language: str) -> str:
    """Return the font of Chinese, Japanese or Korean text in a style.

    It is the style's own if it names one, unless the language has other forms of Han characters; else the one of
    Windows that goes with it.
    """
    own = style.east_asian or (style.font if han_form_of_family(style.font) is not None else "")
    if own and suits_language(own, language):
        return own
    is_serif = font_family(own or style.font) == "roman"
    return (_EAST_ASIAN_SERIF if is_serif else _EAST_ASIAN_SANS)[han_form(language) or "JP"]


def complex_font(font: str) -> str:
    """Return the Arabic and Hebrew font that goes with a Latin one."""
    return "Times New Roman" if font_family(font) == "roman" else "Arial"


# Paragraphs

CALLOUT_ROLES: frozenset[Role] = frozenset({"callout", "callout-title"})
_TABULAR: frozenset[Role] = frozenset({"table", "table-header"})
_OTHER_BACKGROUND: frozenset[Role] = _TABULAR | {"marking"}
"""Roles whose background is that of a cell or of the text only."""
_KEPT_WHOLE: frozenset[Role] = frozenset({"title", "subtitle", "caption", "source"})


def heading_level(role: Role) -> int:
    """Return the level of a heading's role, 0 for any other role."""
    return int(role[-1]) if role.startswith("heading") else 0


def keeps_with_next(role: Role, style: Style) -> bool:
    """Return whether the paragraphs of a role are on one page with what follows.

    Rows of tables are kept together one by one: these roles would keep a whole table together.
    """
    return heading_level(role) > 0 or (style.keep_with_next and role not in _TABULAR)


def is_kept_whole(role: Role, style: Style) -> bool:
    """Return whether the lines of the paragraphs of a role are all on one page."""
    return heading_level(role) > 0 or style.keep_together or role in _KEPT_WHOLE


def is_boxed(role: Role, style: Style) -> bool:
    """Return whether a paragraph has its own background, which needs padding."""
    return style.background is not None and role not in _OTHER_BACKGROUND


def paragraph_borders(role: Role, style: Style) -> dict[str, tuple[str, float, float]]:
    """Return the borders of a style by side: colour, width and gap to the text in points."""
    sides: dict[str, tuple[str, float, float]] = {}
    if is_boxed(role, style) and style.background:
        above = PADDING if role in CALLOUT_ROLES else PADDING / 2
        gaps = {"top": above, "left": PADDING, "bottom": above, "right": PADDING}
        sides = {side: (style.background, HAIRLINE, gap) for side, gap in gaps.items()}
    if role in CALLOUT_ROLES:
        start, end = box_insets(style)
        if style.background:
            sides["right"] = style.background, HAIRLINE, end - HAIRLINE
            sides["left"] = style.background, HAIRLINE, start - HAIRLINE
        if style.rule:
            sides["left"] = style.rule, BAR_WIDTH, start - BAR_WIDTH
    elif style.rule and role == "quote":
        sides["left"] = style.rule, BAR_WIDTH, BAR_GAP
    elif style.rule and role not in _TABULAR:
        sides["top" if role == "footer" else "bottom"] = style.rule, HAIRLINE, RULE_GAP
    return sides


def text_indents(role: Role, style: Style) -> tuple[float, float]:
    """Return the indents of the text in points, including the bar and the padding of a background."""
    if role in CALLOUT_ROLES and (style.background or style.rule):
        return box_insets(style)
    start, end = style.indent_start, style.indent_end
    if is_boxed(role, style):
        return start + PADDING, end + PADDING
    if role == "quote" and style.rule:
        return max(start, BAR_GAP + BAR_WIDTH), end
    return start, end


@dataclass(slots=True, eq=False, repr=False)
class QuotationBars:
    """Tells the bars beside neighbouring quotations of a style apart; all paragraphs of one excerpt share a bar."""

    style: Style
    is_odd: bool = False
    """Whether the bar is wider than that of the style: word processors join equal bars of neighbours."""
    _origin: str | None = None

    def begin(self, origin: str) -> None:
        """Begin a quotation; `origin` is the excerpt's id, or empty."""
        if origin != self._origin or not origin:
            self.is_odd = not self.is_odd
        self._origin = origin

    @property
    def width(self) -> float:
        """The width of the bar in points."""
        return BAR_WIDTH + (ODD_BAR_EXTRA if self.is_odd else 0.0)


def list_indents(style: Style, depth: int) -> tuple[float, float]:
    """Return the indent of an entry's text and its hanging indent, in points."""
    hang = list_hang(style)
    return max(style.indent_start, hang) + depth * hang, hang


def adapt_to_word(role: Role, style: Style, sheet: StyleSheet) -> Style:
    """Return the style of a role of a style sheet with the spacing and indents that word processors need."""
    if role == "callout":
        return replace(style, space_before=0.0)
    if role == "callout-title":
        # Word joins neighbours into one box only if backgrounds, borders and indents are equal
        box = sheet.style("callout")
        return replace(
            style,
            background=box.background,
            rule=box.rule,
            indent_start=box.indent_start,
            indent_end=box.indent_end,
            first_line=0.0,
            space_before=max(box.space_before, 6.0),
        )
    if role in CONTENTS_ROLES:
        return replace(style, indent_end=style.indent_end + CONTENTS_PAGE_WIDTH)
    if role == "list":
        left, _ = list_indents(style, 0)
        return replace(style, indent_start=left, first_line=0.0)
    return style


@value(kw_only=False)
class BodyContext:
    """What surrounds elements: the width of the text and the height of the page in points, language, and container.

    `is_flush` is true for callout paragraphs in a box that has the background and bar already. `address` is that of the
    table around.
    """

    width: float
    page_height: float
    language: str | None = None
    in_cell: bool = False
    is_flush: bool = False
    address: ParagraphAddress = field(default_factory=ParagraphAddress)


def is_plain_callout(callout: DrawnCallout) -> bool:
    """Return whether a callout holds only unnumbered paragraphs of its own style."""
    return all(
        isinstance(element, DrawnText) and element.role == "callout" and not element.number
        for element in callout.elements
    )


def box_text_width(style: Style, width: float) -> float:
    """Return the width of the text in a box of a callout's style, in points."""
    return max(width - sum(box_insets(style)), 20.0)


# Tables

TABLE_GAP = 8.0
"""The least space below a table, in points."""

_LETTER_WIDTH = 0.55
"""The approximate width of a letter as a share of the font size."""
_ROW_GAP = 8.0
"""Points between the text of one row and the next."""

CellTexts = tuple[float, Iterable[str]]
"""The width of a cell in points, and the texts of its paragraphs."""


def estimate_height(rows: Iterable[Iterable[CellTexts]], style: Style) -> float:
    """Return the approximate height of a table in points, from the length of its cells' texts."""
    height = 0.0
    for row in rows:
        lines = (
            sum(_count_lines(text, width - 2 * GRID_PADDING, style.size) for text in texts)
            for width, texts in row
        )
        height += max((1, *lines)) * style.leading + _ROW_GAP
    return height


def _count_lines(text: str, width: float, size: float) -> int:
    """Return the approximate number of lines of a text by its length; the width and size of type are in points."""
    return max(1, math.ceil(len(text) * size * _LETTER_WIDTH / max(width, 1.0)))


# Labels of headings and paragraphs

_NARROW = frozenset(".,:;()[] ")
_WIDTHS = (0.3, 0.62, 1.0)
"""The widths of a narrow character, of a digit or letter and of a full-width character as shares of the font size, for bold digits."""
_GAP = 0.6
_LAST_NUMBER = r"(?P<prefix>[^%]*?)(?P<number>[0-9]{1,9})(?P<suffix>[^0-9%]*)"
HEADING_LEVELS = 6


def parse_label(label: str) -> tuple[ListLabel, int] | None:
    """Return the pattern and the number of a label that ends in a decimal number ("2.3.", "(4)")."""
    match = re.fullmatch(_LAST_NUMBER, label)
    if match is None:
        return None
    pattern = ListLabel("decimal", match["prefix"], match["suffix"])
    number = int(match["number"])
    return (pattern, number) if pattern.text(number) == label else None


def label_width(label: str, size: float) -> float:
    """Return the approximate width of a label and the gap after it, in points; no font is measured."""
    widths = (_WIDTHS[2 if east_asian_width(one) in {"W", "F"} else one not in _NARROW] for one in label)
    return size * (sum(widths) + _GAP)


@value(kw_only=False)
class HeadingFormat:
    """How headings of a level are numbered: the style of their number, how many levels are shown, text before and after."""

    style: HeadingNumberStyle
    shown: int
    prefix: str = ""
    suffix: str = ""


@dataclass(slots=True, eq=False, repr=False)
class HeadingCounter:
    """Counts headings as word processors do; the first label of a level, from 1, sets its format."""

    formats: dict[int, HeadingFormat] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    _counts: list[int] = field(default_factory=lambda: [0] * HEADING_LEVELS)

    def count(self, level: int, label: str, size: float) -> bool:
        """Return whether a word processor gives a heading its label; `size` is that of its type, in points.

        A heading with another label is not counted.
        """
        counts = [*self._counts[: level - 1], self._counts[level - 1] + 1]
        form = self.formats.get(level) or next(self._candidates(counts, label), None)
        if form is None or self._shown(form, counts) != label:
            return False
        self.formats[level] = form
        self._counts = counts + [0] * (HEADING_LEVELS - level)
        self.widths[level] = max(self.widths.get(level, NUMBER_WIDTH), label_width(label, size))
        return True

    def _shown(self, form: HeadingFormat, counts: list[int]) -> str:
        """Return the label for these counters, which begin with level 1, "" if a level above is not counted."""
        styles = [*(self.formats.get(level) for level in range(1, len(counts))), form]
        shown = list(zip(counts, styles, strict=True))[-form.shown :]
        numbers = [numeral(count, own.style) if own and count else "" for count, own in shown]
        return f"{form.prefix}{'.'.join(numbers)}{form.suffix}" if all(numbers) else ""

    def _candidates(self, counts: list[int], label: str) -> Iterator[HeadingFormat]:
        """Yield the formats that give this label, those that show all levels first."""
        for shown in range(len(counts), 0, -1):
            for style in HEADING_NUMBER_STYLES:
                written = self._shown(HeadingFormat(style, shown), counts)
                if written and label.count(written) == 1:
                    prefix, _, suffix = label.partition(written)
                    yield HeadingFormat(style, shown, prefix, suffix)


# Contents lists and bookmarks

MAX_OUTLINE_LEVEL = 8
"""The deepest outline level of a paragraph in Word, if the first one is 0."""


def deepest_level(element: Element) -> int:
    """Return the deepest level of a contents list, 0 for any other element."""
    if not isinstance(element, DrawnContents):
        return 0
    return max(1, min(MAX_OUTLINE_LEVEL + 1, max((entry.level for entry in element.entries), default=1)))


def label_widths(contents: DrawnContents, styles: StyleSheet) -> dict[int, float]:
    """Return the width of the labels of each level, in points."""
    widths: dict[int, float] = {}
    for entry in contents.entries:
        width = label_width(entry.number, styles.style(contents_role(entry.level)).size)
        widths[entry.level] = max(widths.get(entry.level, CONTENTS_NUMBER_WIDTH), width)
    return widths


_MAX_NAME = 40
"""The longest name that Word accepts; it ignores case."""
_INVALID = r"[^0-9A-Za-z_]"


@dataclass(slots=True, eq=False, repr=False)
class BookmarkNames:
    """Gives bookmarks their names; `names` maps each anchor of the document to its bookmark.

    `mark` is a part of all names: two exports that are pasted into one document must not share names.
    """

    mark: str = ""
    names: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @classmethod
    def from_elements(cls, elements: tuple[Element, ...], mark: str = "") -> Self:
        """Return the names in a document; targets of contents lists have names like Word's."""
        result = cls(mark)
        everything = list(walk_elements(elements))
        listed = {
            entry.target
            for element in everything
            if isinstance(element, DrawnContents)
            for entry in element.entries
        }
        for element in everything:
            if element.anchor and element.anchor not in result.names:
                prefix = "_Toc_" if element.anchor in listed else "_Ref_"
                result.names[element.anchor] = result.new_name(prefix, element.anchor)
        return result

    def new_name(self, prefix: str, text: str) -> str:
        """Return a valid new name; the same requests in the same order give the same names."""
        prefix = f"{prefix}{self.mark}_" if self.mark else prefix
        ascii_text = text
        if not (text.isascii() and text.replace("_", "").isalnum()):
            ascii_text = re.sub(_INVALID, "_", text)
        name = f"{prefix}{ascii_text}"
        if ascii_text != text or len(name) > _MAX_NAME:
            digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            name = f"{prefix}{ascii_text[: _MAX_NAME - len(prefix) - 9]}_{digest}"
        unique, count = name, 1
        while unique.lower() in self._taken:
            count += 1
            unique = f"{name[: _MAX_NAME - 6]}_{count}"
        self._taken.add(unique.lower())
        return unique


# Watermarks

LINE_HEIGHT = 1.1
"""The height of a line as a share of the font size; Word stretches it, with room for accents, to the shape."""
_LETTER, _WIDE, _SPACE = 0.7, 1.0, 0.28
"""The widths of a letter, a Chinese character and a space as shares of the font size."""


def watermark_size(text: str, page: PageSetup) -> tuple[float, float]:
    """Return the width of a watermark and the size of its letters, in points."""
    length = max(sum(map(_letter_width, text)), _LETTER)
    size = min(math.hypot(page.width, page.height) * WATERMARK_SHARE / length, WATERMARK_SIZE)
    return size * length, size


def _letter_width(letter: str) -> float:
    if letter.isspace():
        return _SPACE
    return _WIDE if east_asian_width(letter) in "WF" else _LETTER
