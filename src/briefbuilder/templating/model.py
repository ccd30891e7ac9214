"""The model of a template's YAML. The docstrings of its fields document the keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, fields, replace
from functools import partial
from typing import Annotated, Any, Literal

from briefbuilder.domain.colours import contrast_ratio
from briefbuilder.domain.json_marks import Limits
from briefbuilder.domain.languages import localized_text
from briefbuilder.domain.notices import Severity
from briefbuilder.domain.patterns import lazy_pattern
from briefbuilder.domain.styles import Align, PageSetup, Role, Style, StyleSheet
from briefbuilder.domain.values import value
from briefbuilder.templating.checks import Check
from briefbuilder.templating.fields import TemplateField
from briefbuilder.templating.files import LetterheadOption, check_picture_name
from briefbuilder.templating.parts import (
    MOST_PARTS,
    AnnexPart,
    ChronologyPart,
    ContentsSettings,
    LengthLimits,
    Quotations,
    Sources,
    TablePart,
    TemplatePart,
    TopicsPart,
)
from briefbuilder.templating.values import (
    ANY_LANGUAGE,
    NO_PAINT,
    After,
    Before,
    Colour,
    Count,
    DateFormat,
    Flag,
    HeaderFooterLine,
    Key,
    Language,
    LeftOut,
    Length,
    Offset,
    Paint,
    Size,
    TemplateName,
    Texts,
    Whole,
)
from briefbuilder.templating.words import Word, fixed_word

# The default style sheet, and the fonts and styles that a template changes.
#
# Cambria for running text and Calibri for headings, tables and notes, which Word has on every computer. Navy is the colour of the
# structure, grey that of secondary text. The body is set in 11 on 15 points, about 80 letters a line on
# A4 with margins of 2.5 cm.

TEXT_FONT = "Cambria"
HEADING_FONT = "Calibri"
CODE_FONT = "Courier New"

NAVY = "#16324f"
SLATE = "#33475b"
GREY = "#566573"
MIST = "#f2f5f8"
LINE = "#b4c2d0"


def _sans(size: float, leading: float, **rest: object) -> Style:
    return Style(font=HEADING_FONT, size=size, leading=leading, **rest)  # type: ignore[arg-type]


def _serif(size: float, leading: float, **rest: object) -> Style:
    return Style(font=TEXT_FONT, size=size, leading=leading, **rest)  # type: ignore[arg-type]


def _heading(size: float, leading: float, colour: str, before: float, after: float) -> Style:
    return _sans(
        size, leading, bold=True, colour=colour, space_before=before, space_after=after, keep_with_next=True
    )


DEFAULT_STYLES: dict[Role, Style] = {
    "title": _sans(22, 27, bold=True, colour=NAVY, space_before=8, space_after=4, keep_with_next=True),
    "subtitle": _sans(11, 15, colour=GREY, space_after=14),
    "heading1": _heading(15, 19, NAVY, 22, 7),
    "heading2": _heading(12.5, 16, NAVY, 16, 5),
    "heading3": _heading(11, 15, SLATE, 12, 4),
    "heading4": _heading(10.5, 14, SLATE, 10, 3),
    "heading5": _heading(10, 14, GREY, 8, 3),
    "heading6": _heading(10, 14, GREY, 8, 3),
    "body": _serif(11, 15, space_after=7),
    "list": _serif(11, 15, space_after=4),
    "quote": _serif(10.5, 14.5, rule=LINE, space_after=6, indent_start=16, indent_end=8),
    "source": _sans(8.5, 12, colour=GREY, space_after=10, indent_start=16),
    "callout": _serif(
        10.5, 14.5, background=MIST, rule=NAVY, space_before=6, space_after=6, indent_start=10, indent_end=10
    ),
    "callout-title": _sans(10.5, 14.4, bold=True, colour=NAVY, space_after=3, keep_with_next=True),
    "metadata-label": _sans(9, 13, bold=True, colour=GREY, space_after=2),
    "metadata-value": _sans(9.5, 13, space_after=2),
    "table": _sans(9, 12.3, space_after=2),
    "table-header": _sans(
        9, 12.3, bold=True, colour=NAVY, background=MIST, space_after=2, keep_with_next=True
    ),
    "caption": _sans(9, 12.3, colour=SLATE, space_before=4, space_after=10),
    "code": Style(font=CODE_FONT, size=9, leading=13, background=MIST, space_after=7),
    "footnote": _serif(9, 12.3, space_after=2),
    "endnote": _serif(9.5, 13, space_after=3),
    "contents-title": _sans(
        12, 16.4, bold=True, colour=NAVY, space_before=14, space_after=5, keep_with_next=True
    ),
    "contents1": _sans(10, 15, space_after=2),
    "contents2": _sans(9.5, 14, colour=SLATE, space_after=1, indent_start=14),
    "contents3": _sans(9.5, 14, colour=SLATE, space_after=1, indent_start=28),
    "marking": _sans(10, 13.7, bold=True, align="centre", space_before=2, space_after=2),
    "masthead": _sans(11, 15, bold=True, colour=NAVY, align="centre", space_after=2, keep_with_next=True),
    "byline": _sans(9, 12.5, colour=GREY, space_after=5, keep_with_next=True),
    "signature": _serif(11, 15, space_after=2, indent_start=240, keep_together=True),
    "header": _sans(8.5, 11.6, colour=GREY, space_after=0),
    "footer": _sans(8.5, 11.6, colour=GREY, space_after=0),
}
"""The style of each role. The leading is at least the line height of the fonts (1.362 times their size), except
for headings, because Word would use that height and break pages differently from the PDF."""

_PAPER = "#ffffff"
_HEADINGS: tuple[Role, ...] = ("heading1", "heading2", "title")
"""Roles whose font and colour a letterhead document's other headings take."""

NUMBER_WIDTH = 28.35
"""The width of a paragraph's number in points (one centimetre)."""
_BESIDE_NUMBERS: dict[Role, float] = {"list": 18.0, "quote": 0.0, "source": 0.0}
"""Roles that align with the text of numbered paragraphs, with the width of their own labels in points."""


@value
class FontFamilies:
    """The families of a template, and whether Word files bring them along."""

    text: Annotated[str | None, LeftOut(TEXT_FONT)] = None
    """The family of running text."""
    headings: Annotated[str | None, LeftOut(HEADING_FONT)] = None
    """The family of headings, tables, sources, headers and footers."""
    east_asian_text: str | None = None
    """The family of Chinese, Japanese and Korean running text."""
    east_asian_headings: str | None = None
    """The family of Chinese, Japanese and Korean headings, tables, sources, headers and footers."""
    embed: Flag = False
    """Whether Word files have the fonts embedded, if their rights allow."""

    def families(self) -> dict[str, str]:
        """Return the families that the template sets by the default families that they replace."""
        own = {TEXT_FONT: self.text, HEADING_FONT: self.headings}
        return {usual: family for usual, family in own.items() if family is not None}

    def east_asian_families(self) -> dict[str, str]:
        """Return the families of East Asian text that the template sets, by the default families beside which they are."""
        own = {TEXT_FONT: self.east_asian_text, HEADING_FONT: self.east_asian_headings}
        return {usual: family for usual, family in own.items() if family is not None}


@value
class StyleChange:
    """What one role has that the house style has not; whatever is left out stays."""

    font: str | None = None
    """The family's name."""
    size: Size | None = None
    """The size of the letters."""
    leading: Size | None = None
    """The distance of two base lines; left out, it grows and shrinks with the size."""
    bold: Flag | None = None
    """Whether the letters are bold."""
    italic: Flag | None = None
    """Whether the letters are italic."""
    capitals: Flag | None = None
    """Whether all letters are shown as capitals."""
    colour: Colour | None = None
    """The colour of the letters."""
    background: Paint | None = None
    """The colour behind the paragraph, or `none`."""
    rule: Paint | None = None
    """The colour of the rule beside the paragraph, or `none`."""
    align: Align | None = None
    """How lines are set."""
    space_before: Length | None = None
    """The space above the paragraph."""
    space_after: Length | None = None
    """The space below the paragraph."""
    indent_start: Offset | None = None
    """The indent on the side where lines begin."""
    indent_end: Offset | None = None
    """The indent on the side where lines end."""
    first_line: Offset | None = None
    """The further indent of the first line; a negative one hangs it."""
    keep_with_next: Flag | None = None
    """Whether the paragraph stays on one page with what follows."""
    keep_together: Flag | None = None
    """Whether the paragraph's lines stay on one page."""

    def set_values(self) -> dict[str, Any]:
        """Return the values that are not left out, by name."""
        every = ((each.name, getattr(self, each.name)) for each in fields(self))
        return {name: value for name, value in every if value is not None}

    def over(self, style: Style) -> Style:
        """Return a style with these changes."""
        changes: dict[str, Any] = {
            name: None if value == NO_PAINT and name in {"background", "rule"} else value
            for name, value in self.set_values().items()
        }
        if self.size is not None and self.leading is None:
            changes["leading"] = round(self.size * style.leading / style.size, 2)
        if "rule" in changes:
            style = replace(style, frame=None)
        return replace(style, **changes)


def style_sheet(
    fonts: FontFamilies, changes: Mapping[Role, StyleChange], found: Mapping[Role, Style] | None = None
) -> StyleSheet:
    """Return the default styles with a template's fonts and changes.

    `found` holds the styles of a letterhead document, which replace the default styles.
    """
    base = DEFAULT_STYLES if found is None else complete_styles(found)
    families, east_asian = fonts.families(), fonts.east_asian_families()
    styles: dict[Role, Style] = {}
    for role, style in base.items():
        usual = DEFAULT_STYLES[role].font
        based = replace(
            style, font=families.get(usual, style.font), east_asian=east_asian.get(usual, style.east_asian)
        )
        styles[role] = changes[role].over(based) if role in changes else based
    return StyleSheet(styles=styles)


def indent_beside_numbers(sheet: StyleSheet, changes: Mapping[Role, StyleChange]) -> StyleSheet:
    """Return a sheet whose lists and quotations align with the text of numbered paragraphs.

    Indents that the template sets are kept.
    """
    styles = dict(sheet.styles)
    for role, more in _BESIDE_NUMBERS.items():
        own = changes[role].set_values() if role in changes else {}
        if role in styles and "indent_start" not in own:
            styles[role] = replace(styles[role], indent_start=NUMBER_WIDTH + more)
    return StyleSheet(styles=styles)


def changed_properties(
    fonts: FontFamilies, changes: Mapping[Role, StyleChange]
) -> dict[Role, frozenset[str]]:
    """Return the names of the properties that a template sets for each role."""
    families = {*fonts.families(), *fonts.east_asian_families()}
    found: dict[Role, frozenset[str]] = {}
    for role, style in DEFAULT_STYLES.items():
        own = changes[role].set_values() if role in changes else {}
        keys = frozenset({*own, *({"font"} if style.font in families else ())})
        if keys:
            found[role] = keys
    return found


def complete_styles(found: Mapping[Role, Style]) -> dict[Role, Style]:
    """Return a style for every role: those found, and the default styles in their fonts, sizes and colours."""
    body = found.get("body") or Style()
    heading = next((found[role] for role in _HEADINGS if role in found), body)
    scale = body.size / DEFAULT_STYLES["body"].size
    fonts = {TEXT_FONT: body.font, HEADING_FONT: heading.font}
    accent = _paper_colour(heading if heading.colour != "#000000" else body)
    colours = {NAVY: accent, SLATE: accent, "#000000": body.colour}
    return {
        role: found[role] if role in found else _adapt_style(style, scale, fonts, colours)
        for role, style in DEFAULT_STYLES.items()
    }


def _paper_colour(style: Style) -> str:
    """Return the colour of a style's text on paper without its background: the background if it is darker."""
    ground = style.background or _PAPER
    return max(style.colour, ground, key=partial(contrast_ratio, _PAPER))


def _adapt_style(style: Style, scale: float, fonts: Mapping[str, str], colours: Mapping[str, str]) -> Style:
    return replace(
        style,
        font=fonts.get(style.font, style.font),
        size=round(style.size * scale * 2) / 2,
        leading=round(style.leading * scale, 2),
        colour=colours.get(style.colour, style.colour),
        rule=colours.get(style.rule, style.rule) if style.rule else None,
    )


# The models.

PLACEHOLDER = lazy_pattern(r"\{([^{}]*)\}")
"""A placeholder in a header, footer, subtitle or watermark."""
PAGE_PLACEHOLDERS = ("page", "pages", "section")
VALUE_PLACEHOLDERS = ("title", "date", "marking", "template")
SUBTITLE_PLACEHOLDERS = ("date", "marking", "template")

PaperName = Literal["A3", "A4", "A5", "Letter", "Legal"]
_PAPERS: dict[PaperName, tuple[float, float]] = {
    "A3": (841.89, 1190.55),
    "A4": (595.28, 841.89),
    "A5": (419.53, 595.28),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
}
_MARGIN = 70.87  # 2.5 cm
_BAND = 28.35  # 1 cm
_GAP = 18.0


def _from_lines(value: object) -> object:
    return {"all": value} if isinstance(value, list) else value


@value
class HeaderFooterSettings:
    """A header or a footer; pages are alike if `first` and `even` are left out."""

    all: tuple[HeaderFooterLine, ...] = ()
    """The lines on every page."""
    first: tuple[HeaderFooterLine, ...] | None = None
    """The lines on the first page, if it differs."""
    even: tuple[HeaderFooterLine, ...] | None = None
    """The lines on even pages, if they differ."""

    def bands(self) -> Iterator[HeaderFooterLine]:
        """Yield every line of every kind of page."""
        for lines in (self.all, self.first or (), self.even or ()):
            yield from lines


HeaderOrFooter = Annotated[
    HeaderFooterSettings,
    Before(_from_lines, tuple[HeaderFooterLine, ...] | HeaderFooterSettings),
]


@value
class MarkingSettings:
    """The markings that a template's briefings can have."""

    profile: Key
    """The id of a marking profile."""
    default: str | None = None
    """The id of the level that a briefing has until the officer chooses another."""
    portions: Flag = False
    """Whether the level of its item is written in brackets before each paragraph."""


NumberingScheme = Literal["decimal", "japanese", "chinese", "korean"]


@value
class NumberingSettings:
    """What is numbered."""

    headings: Flag = False
    """Whether headings are numbered."""
    scheme: NumberingScheme = "decimal"
    """How headings are numbered: `decimal` has 1, 1.1, 1.1.1, `japanese` has 1, (1), ア, (ア), `chinese` has 一、 （一） 1. （1）, `korean` has 1. 가. 1) 가)."""
    paragraphs: Flag = False
    """Whether the officer's own paragraphs are numbered through."""
    excerpts: Flag = False
    """Whether excerpts are numbered through: [1], [2]."""


@value
class MastheadPicture:
    """A picture beside the template, such as an emblem."""

    file: Annotated[str, After(check_picture_name)]
    """The name of the picture's file, which is beside the template: PNG or JPEG."""
    alternative_text: Texts
    """What the picture shows, by language, for readers who do not see it."""
    width: Length = 42.52
    """The width of the picture."""
    place: Literal["above", "start", "end"] = "above"
    """Whether it is above the lines, or beside them at the start or the end of the line."""


@value
class Masthead:
    """What is above the title on the first page: an emblem and the names of the institution."""

    picture: MastheadPicture | None = None
    """The emblem."""
    lines: tuple[Texts, ...] = ()
    """The lines under or beside the emblem, by language; `{date}`, `{marking}`, `{template}` and keys of fields in braces are replaced."""


@value
class Signature:
    """What is under the text: who signs, and in what capacity."""

    lines: Annotated[tuple[Texts, ...], Count(least=1)]
    """The lines, by language; `{date}`, `{marking}`, `{template}` and keys of fields in braces are replaced."""


@value
class FieldTable:
    """How the tables of fields are set."""

    frame: Literal["plain", "grid"] = "plain"
    """Whether the table has rules."""
    label_width: Length | None = None
    """The width of the labels; left out, about a fifth of the line."""


@value
class Title:
    """How the briefing's title is set on the first page."""

    label: Texts = field(default_factory=dict)
    """The words before it, by language: "Subject"."""
    place: Literal["above", "below"] = "above"
    """Whether it is above the table of fields or below it."""
    sample: Texts = field(default_factory=dict)
    """The title of a preview, by language."""


@value
class Margins:
    """The four margins; inner and outer are left and right on a page that is not bound."""

    top: Length = _MARGIN
    """From the upper edge to the text."""
    bottom: Length = _MARGIN
    """From the lower edge to the text."""
    inner: Length = _MARGIN
    """From the bound edge to the text: the left one of a single page."""
    outer: Length = _MARGIN
    """From the free edge to the text: the right one of a single page."""


def _all_margins(value: object) -> object:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return {"top": value, "bottom": value, "inner": value, "outer": value}
    return value


@value
class PageSettings:
    """The paper, its margins, the places of the header and the footer, and what is written across."""

    size: PaperName = "A4"
    """The paper."""
    orientation: Literal["portrait", "landscape"] = "portrait"
    """Whether the paper is upright (portrait) or turned (landscape)."""
    margins: Annotated[Margins, Before(_all_margins, Length | Margins)] = field(default_factory=Margins)
    """One length for all four margins, or each by name."""
    columns: Annotated[Whole, Limits(1, 3)] = 1
    """The number of text columns."""
    column_gap: Length = _GAP
    """The room between two columns."""
    header: Length = _BAND
    """From the upper edge to the header."""
    footer: Length = _BAND
    """From the lower edge to the footer."""
    watermark: Texts = field(default_factory=dict)
    """The pale words across every page, by language."""

    def setup(self) -> PageSetup:
        """Return the settings as a PageSetup."""
        width, height = _PAPERS[self.size]
        if self.orientation == "landscape":
            width, height = height, width
        return PageSetup(
            width=width,
            height=height,
            top=self.margins.top,
            bottom=self.margins.bottom,
            inner=self.margins.inner,
            outer=self.margins.outer,
            header=self.header,
            footer=self.footer,
            columns=self.columns,
            column_gap=self.column_gap,
        )


@value
class Template:
    """A template, whole and without faults."""

    version: Literal[1]
    """The version of the language of templates: 1."""
    id: TemplateName
    """The name that briefings keep."""
    extends: TemplateName | None = None
    """The name of the house style that it takes over what it leaves out from."""
    name: Texts
    """What the template is called, by language."""
    description: Texts = field(default_factory=dict)
    """A sentence that tells when to take it, by language."""
    languages: Annotated[tuple[Language, ...], Count(least=1)]
    """The languages that its labels are written in; the first is offered first."""
    house_document: LetterheadOption | None = None
    """The ministry's own Word file, whose paper and styles exports take over."""
    page: PageSettings = field(default_factory=PageSettings)
    """The paper and its margins."""
    fonts: FontFamilies = field(default_factory=FontFamilies)
    """The families of letters."""
    styles: Mapping[Role, StyleChange] = field(default_factory=dict)
    """What each role has that the house style has not."""
    masthead: Masthead = field(default_factory=Masthead)
    """What is above the title on the first page."""
    title: Title = field(default_factory=Title)
    """How the title is set on the first page."""
    subtitle: Texts = field(default_factory=dict)
    """The line under the title; `{date}`, `{marking}`, `{template}` and keys of fields in braces are replaced."""
    header: HeaderOrFooter = field(default_factory=HeaderFooterSettings)
    """The header of pages."""
    footer: HeaderOrFooter = field(default_factory=HeaderFooterSettings)
    """The footer of pages."""
    marking: MarkingSettings
    """The markings that a briefing can have."""
    fields: tuple[TemplateField, ...] = ()
    """What the officer fills in, in the order of the table under the title."""
    field_table: FieldTable = field(default_factory=FieldTable)
    """How the tables of fields are set."""
    signature: Signature | None = None
    """What is under the text."""
    parts: Annotated[tuple[TemplatePart, ...], Count(least=1, most=MOST_PARTS)]
    """The parts, in order."""
    limits: LengthLimits = field(default_factory=LengthLimits)
    """How long a briefing may be."""
    numbering: NumberingSettings = field(default_factory=NumberingSettings)
    """What is numbered."""
    sources: Sources = field(default_factory=Sources)
    """How sources are named."""
    contents: ContentsSettings = field(default_factory=ContentsSettings)
    """The contents list."""
    quotations: Quotations = field(default_factory=Quotations)
    """How words of a source are set."""
    date_format: DateFormat = "long"
    """How dates are written: a style (`short`, `medium`, `long`, `full`), or a pattern such as `d MMMM y`."""
    words: Mapping[Word, Texts] = field(default_factory=dict)
    """Fixed words that this template says otherwise, by language."""
    checks: Mapping[Check, Severity] = field(default_factory=dict)
    """Findings that are graver or lighter here than elsewhere."""

    def label(self, language: str) -> str:
        """Return the template's name in a language."""
        return localized_text(self.name, language, self.id)

    def field(self, key: str) -> TemplateField | None:
        """Return the field of that key, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def part(self, key: str) -> TemplatePart | None:
        """Return the part of that key, also one under each topic, or None."""
        return next((part for part in self.all_parts if part.key == key), None)

    @property
    def all_parts(self) -> tuple[TemplatePart, ...]:
        """The parts in order, each followed by those under its topics."""
        return tuple(
            part
            for outer in self.parts
            for part in (outer, *(outer.parts if isinstance(outer, TopicsPart) else ()))
        )

    @property
    def table_parts(self) -> frozenset[str]:
        """The keys of the parts whose texts are rows of a table."""
        return frozenset(part.key for part in self.parts if isinstance(part, TablePart))

    @property
    def annexes(self) -> frozenset[str]:
        """The keys of the parts that hold whole articles."""
        return frozenset(part.key for part in self.parts if isinstance(part, AnnexPart))

    @property
    def repeating_parts(self) -> frozenset[str]:
        """The keys of the parts that quote what other parts may quote as well: annexes and chronologies."""
        return frozenset(part.key for part in self.parts if isinstance(part, AnnexPart | ChronologyPart))

    def word(self, word: Word, language: str) -> str:
        """Return a fixed word in a language: the template's own if it has one."""
        own = self.words.get(word, {})
        return own.get(ANY_LANGUAGE) or fixed_word(word, language, own)

    def style_sheet(self, found: Mapping[Role, Style] | None = None) -> StyleSheet:
        """Return a style for every role; `found` holds those of a letterhead document."""
        sheet = style_sheet(self.fonts, self.styles, found)
        return (
            indent_beside_numbers(sheet, self.styles)
            if self.numbering.paragraphs and found is None
            else sheet
        )

    def changed_styles(self) -> Mapping[Role, frozenset[str]]:
        """Return the properties that the template sets for each role, which override a letterhead document."""
        return changed_properties(self.fonts, self.styles)

    def slots(self) -> tuple[str, ...]:
        """Return the names of the placeholders that a letterhead document may contain."""
        return (*PAGE_PLACEHOLDERS, *VALUE_PLACEHOLDERS, *(field.key for field in self.fields))
